//! The description of a key: its name, the values it takes, whether it is required, and a line of explanation.

/// The keys of one file, or of one mapping in it.
pub struct Shape {
    /// Its name in the schemas.
    pub name: &'static str,
    /// Its name in messages, with an article.
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
    /// An example of a value; empty where no single line can show one.
    pub example: &'static str,
}

/// The values that a key takes.
#[derive(Clone, Copy)]
pub enum Form {
    /// Text of several words, in which quotes, dashes and spaces are the author's own business.
    Prose,
    /// Any other text on a single line, including text that looks like a number.
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
    /// A whole number within these bounds, both included.
    Whole(u64, u64),
    Date,
    /// `yes` or `no`.
    Flag,
    /// A known unit, or one that the pack declares.
    Unit,
    /// Text that matches a regular expression.
    Pattern(&'static str),
    /// The code of a rule whose findings can be accepted.
    Rule,
    /// One of a few words.
    OneOf(fn() -> Vec<&'static str>),
    /// One or several of a few words.
    SomeOf(fn() -> Vec<&'static str>),
    /// A figure, or the reason why there is none.
    Figure,
    /// For each period a figure, or a mapping with more about it.
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
    /// A list of mappings.
    Groups(&'static Shape),
    /// Two colours.
    Colours,
}

impl Form {
    /// The shape of the mappings that the key may hold.
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
    /// The key with this name; `version_date` counts as `version-date`, because people write that.
    pub fn key(&self, written: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.is_written(written))
    }
}

impl Key {
    /// Whether a name in a file stands for this key: people write `version_date` for `version-date`.
    pub fn is_written(&self, name: &str) -> bool {
        let hyphened = name.bytes().map(|byte| if byte == b'_' { b'-' } else { byte });
        hyphened.eq(self.name.bytes())
    }
}

/// A required key.
pub const fn needed(name: &'static str, form: Form, about: &'static str, example: &'static str) -> Key {
    Key { name, needed: true, form, about, example }
}

/// An optional key.
pub const fn may(name: &'static str, form: Form, about: &'static str, example: &'static str) -> Key {
    Key { name, needed: false, form, about, example }
}

/// The words of a list of forms, such as `Paper::FORMS`.
pub fn words<T>(forms: &[(&'static str, T)]) -> Vec<&'static str> {
    forms.iter().map(|(word, _)| *word).collect()
}
