//! Faults in the authors' material: what is wrong, where, and the remedy, and how they are printed.
//!
//! A [`Finding`] is about the pack and is meant for a clerk or an analyst. If the program itself cannot do its work
//! (a full disk, a missing folder), that is not a finding but an `anyhow` error, at the edges of the program.

mod codes;
mod many;
mod once;
mod subject;

pub use codes::{Authority, Code, Waits};
pub use many::{alike_together, foremost, in_all};
pub use once::once;
pub use subject::{Part, Subject};

use std::fmt;
use std::sync::Arc;

/// A place in the pack's files. Lines and columns count from 1; columns count characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file as the user would name it: the pack as given on the command line, then the path inside it, with `/`.
    pub file: Arc<str>,
    pub line: u32,
    pub column: u32,
}

impl Place {
    /// The start of a file, for faults in the file as a whole.
    pub fn start_of(file: &Arc<str>) -> Self {
        Self { file: Arc::clone(file), line: 1, column: 1 }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", visible(&self.file), self.line, self.column)
    }
}

/// A value that remembers where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    pub value: T,
    pub place: Place,
}

impl<T> Placed<T> {
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }

    /// The same place with a new value made from this one.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Placed<U> {
        Placed { value: f(self.value), place: self.place }
    }
}

impl<T> std::ops::Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Where the values of a mapping are written, by key: for values that carry no place of their own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places(pub Vec<(&'static str, Place)>);

impl Places {
    /// Where the value of a key is written, if the key exists.
    pub fn of(&self, key: &str) -> Option<&Place> {
        self.0.iter().find(|(name, _)| *name == key).map(|(_, place)| place)
    }
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Nothing can be built: a value cannot be read, or a name refers to nothing.
    Stop,
    /// A warning in a draft, an error in a final paper.
    BeforeDispatch,
    /// Worth a look, but never blocks anything.
    Advice,
}

impl Strength {
    /// The word printed with findings.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stop => "error",
            Self::BeforeDispatch => "before dispatch",
            Self::Advice => "advice",
        }
    }
}

/// A fault in the pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub place: Place,
    pub code: Code,
    /// What it is about.
    pub subject: Option<Arc<Subject>>,
    /// What is wrong, including the value, without a full stop.
    pub what: String,
    /// What to write instead, without a full stop.
    pub fix: String,
    /// Why the pack's authors accept the finding, if they do; it is then listed separately and blocks nothing.
    pub accepted: Option<Box<str>>,
    /// How many more like it in the same file it stands for.
    pub alike: usize,
    /// What it refers to or asks for a figure. If that could not be read, this finding is a consequence.
    pub rests_on: Option<Arc<Subject>>,
}

impl fmt::Display for Finding {
    /// Four lines: place, strength and code; the measure; what is wrong; what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let strength = self.code.strength().word();
        writeln!(f, "{}: {strength} [{}]", self.place, self.code.name())?;
        if let Some(words) = self.words() {
            writeln!(f, "    in {}", visible(words))?;
        }
        writeln!(f, "    {}", visible(&self.what))?;
        write!(f, "    fix: {}", visible(&self.fix))
    }
}

/// Untrusted text made safe for a terminal: characters that move the cursor, change colours or reverse the direction
/// of writing are shown as their codes, such as `U+001B`, and line ends as `⏎`.
pub fn visible(text: &str) -> String {
    let show = |c: char| match c {
        '\n' => "⏎".to_owned(),
        _ if is_command(c) => format!("U+{:04X}", u32::from(c)),
        _ => c.to_string(),
    };
    text.chars().map(show).collect()
}

/// Whether a character is a command to the screen rather than a mark: controls, and those that set direction.
pub fn is_command(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Letters of a finding: a remedy holds a whole text to be copied, a fault what shows it.
const LONGEST_WHAT: usize = 1_000;
const LONGEST_FIX: usize = 10_000;

/// A text whose middle is left out, if it is longer than so many letters.
pub fn cut_to(longest: usize, text: String) -> String {
    // No letter takes less than a byte.
    let letters = if text.len() > longest { text.chars().count() } else { 0 };
    if letters <= longest {
        return text;
    }
    let byte = |nth: usize| text.char_indices().nth(nth).map_or(text.len(), |(at, _)| at);
    let (start, end) = (longest * 3 / 4, longest / 4);
    let left_out = letters - start - end;
    format!("{} [... {left_out} letters left out ...] {}", &text[..byte(start)], &text[byte(letters - end)..])
}

/// The first of many names, and how many more there are.
pub fn some(names: &[String]) -> String {
    const MOST: usize = 10;
    match names.len().saturating_sub(MOST) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names[..MOST].join(", ")),
    }
}

impl Finding {
    pub fn new(code: Code, place: Place, what: impl Into<String>, fix: impl Into<String>) -> Self {
        let (what, fix) = (cut_to(LONGEST_WHAT, what.into()), cut_to(LONGEST_FIX, fix.into()));
        Self { place, code, subject: None, what, fix, accepted: None, alike: 0, rests_on: None }
    }

    /// Sets what the finding is about.
    #[must_use]
    pub fn about(mut self, subject: impl Into<Arc<Subject>>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Sets what the finding refers to or asks for a figure.
    #[must_use]
    pub fn resting_on(mut self, subject: impl Into<Arc<Subject>>) -> Self {
        self.rests_on = Some(subject.into());
        self
    }

    /// What it is about, in the reader's terms: `measure 6, Carer-reported quality of life`.
    pub fn words(&self) -> Option<&str> {
        self.subject.as_ref()?.words.as_deref()
    }
}

/// Why a written value cannot be read, before its place is known.
///
/// Values in the model parse themselves and describe the form that they expect; `load` adds place and measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    pub code: Code,
    pub what: String,
    pub fix: String,
}

impl Misread {
    pub fn new(code: Code, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { code, what: what.into(), fix: fix.into() }
    }

    /// The finding at the place where the value was written.
    pub fn at(self, place: Place) -> Finding {
        Finding::new(self.code, place, self.what, self.fix)
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Finding, Place, visible};

    #[test]
    fn commands_to_a_screen_are_shown_as_codes() {
        assert_eq!(visible("ev\u{1b}[31mil\nno \u{202e}é"), "evU+001B[31mil⏎no U+202Eé");
    }

    #[test]
    fn a_line_of_a_million_letters_is_not_shown_whole() {
        let place = Place::start_of(&std::sync::Arc::from("a.yaml"));
        let long = format!("`{}` is not a number", "é".repeat(1_000_000));
        let finding = Finding::new(Code::Number, place, long, "write a number");
        assert!(finding.what.starts_with("`ééé") && finding.what.ends_with("ééé` is not a number"));
        assert!(finding.what.contains(" [... 999018 letters left out ...] "), "{}", finding.what);
    }
}
