//! What can be said of a key: its name, what may stand behind it, whether it has to be there, and a line about it.

/// The keys of one file, or of one group in it.
pub struct Shape {
    /// Its name in the schemas.
    pub name: &'static str,
    /// What messages call it, with its article.
    pub called: &'static str,
    pub keys: &'static [Key],
}

/// One key.
pub struct Key {
    pub name: &'static str,
    pub needed: bool,
    pub form: Form,
    /// One line of explanation.
    pub about: &'static str,
    /// A value as it may be written; empty where no single line shows it.
    pub example: &'static str,
}

/// What may stand behind a key.
#[derive(Clone, Copy)]
pub enum Form {
    /// Text of several words, in which quotes, dashes and spaces are the author's own affair.
    Prose,
    /// Any other text on one line; what looks like a number is one, too.
    Text,
    /// Small letters, digits and hyphens.
    Name,
    /// A list of names.
    Names,
    /// A list of texts.
    Texts,
    /// One text, or a list of them.
    TextOrTexts,
    Number,
    /// A whole number between two, ends included.
    Whole(u64, u64),
    Date,
    /// `yes` or `no`.
    Flag,
    /// A unit that is known, or one that the pack declares.
    Unit,
    /// Text that a regular expression describes.
    Pattern(&'static str),
    /// The code of a rule that can be accepted.
    Rule,
    /// One of a few words.
    OneOf(fn() -> Vec<&'static str>),
    /// One or several of a few words.
    SomeOf(fn() -> Vec<&'static str>),
    /// A figure, or the reason why there is none.
    Figure,
    /// A figure, or a group about it, for each period.
    Readings(&'static Shape),
    /// Readings for each comparator's name.
    Others(&'static Shape),
    /// A target in any of its forms; the shape is that of one with a profile.
    Target(&'static Shape),
    /// The target of a year, or one for each; the shape is that of a band.
    Years(&'static Shape),
    /// A share in percent for each part of a year.
    Shares,
    /// A group of keys.
    Group(&'static Shape),
    /// A list of groups.
    Groups(&'static Shape),
    /// Two colours.
    Colours,
}

impl Form {
    /// The shape of the groups that may stand behind the key.
    pub fn shape(self) -> Option<&'static Shape> {
        match self {
            Self::Readings(shape)
            | Self::Others(shape)
            | Self::Target(shape)
            | Self::Years(shape)
            | Self::Group(shape)
            | Self::Groups(shape) => Some(shape),
            _ => None,
        }
    }
}

impl Shape {
    /// The key of a name; `version_date` is `version-date`, because people write that.
    pub fn key(&self, written: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.is_written(written))
    }
}

impl Key {
    /// Whether a name in a file is this key. People write `version_date` for `version-date`.
    pub fn is_written(&self, name: &str) -> bool {
        let hyphened = name.bytes().map(|byte| if byte == b'_' { b'-' } else { byte });
        hyphened.eq(self.name.bytes())
    }
}

/// A key that has to be there.
pub const fn needed(name: &'static str, form: Form, about: &'static str, example: &'static str) -> Key {
    Key { name, needed: true, form, about, example }
}

/// A key that may be left out.
pub const fn may(name: &'static str, form: Form, about: &'static str, example: &'static str) -> Key {
    Key { name, needed: false, form, about, example }
}

/// The words of a list of forms, such as `Paper::FORMS`.
pub fn words<T>(forms: &[(&'static str, T)]) -> Vec<&'static str> {
    forms.iter().map(|(word, _)| *word).collect()
}
