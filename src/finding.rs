//! What is wrong with the authors' material: the fault, its place and its remedy, and how they print.
//!
//! A [`Finding`] is about the pack and is meant for a clerk or an analyst. That the program itself could
//! not do its work (a disk is full, a folder is not there) is no finding; such errors are `anyhow`, at the edges.

use std::fmt;
use std::sync::Arc;

/// Where something stands in the pack's files. Lines and columns count from 1; columns count characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, as the user would name it: the pack as given on the command line, then the path inside it, with `/`.
    pub file: Arc<str>,
    pub line: u32,
    pub column: u32,
}

impl Place {
    /// The very beginning of a file, for faults of the file as a whole.
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

    /// The same place with another value made from this one.
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

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Nothing can be built: a value cannot be read, a name refers to nothing.
    Stop,
    /// A warning in a draft, an error in a final paper.
    BeforeDispatch,
    /// Worth a look; never in the way.
    Advice,
}

/// Declares the table of codes: each has a stable name, a strength and the reason for the rule.
macro_rules! codes {
    ($($(#[doc = $reason:literal])+ $variant:ident $name:literal $strength:ident;)+) => {
        /// What kind of fault a finding reports. The names are stable: scripts and people may rely on them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $reason])+ $variant,)+ }

        impl Code {
            /// Every code there is, in the order of this table.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The code as printed, such as `unknown-key`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)+ }
            }

            /// How much a finding of this code matters.
            pub fn strength(self) -> Strength {
                match self { $(Code::$variant => Strength::$strength,)+ }
            }

            /// Why the rule is there, in one or two sentences.
            pub fn reason(self) -> &'static str {
                match self { $(Code::$variant => concat!($($reason),+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    /// A file that the pack needs is not there, or cannot be opened.
    FileMissing "file-missing" Stop;
    /// A path leads out of the pack, or to something that is no plain file. A pack holds everything it needs.
    OutsidePack "outside-pack" Stop;
    /// A file larger than any pack needs.
    FileTooLarge "file-too-large" Stop;
    /// Text that is not UTF-8 shows wrong letters for pounds, dashes and accents.
    Encoding "encoding" Stop;
    /// An empty file says nothing; it is more likely lost than meant.
    EmptyFile "empty-file" Stop;
    /// A file holds one document; what stands below `---` would be lost.
    SecondDocument "second-document" Stop;
    /// Tabs look like spaces and are not.
    Tab "tab" Stop;
    /// Non-breaking spaces come with text from a word processor; they look like spaces and are not.
    OddSpace "odd-space" Stop;
    /// Curly quotes come with text from a word processor; to the file they are letters, not quotes.
    CurlyQuote "curly-quote" Stop;
    /// A colon and a space inside plain text look like another key.
    ColonInText "colon-in-text" Stop;
    /// A quote that is opened has to be closed, and the text has to end there.
    QuoteInText "quote-in-text" Stop;
    /// Without a space after the colon there is no key and no value.
    NoSpaceAfterColon "no-space-after-colon" Stop;
    /// Without a space after the dash there is no list entry.
    NoSpaceAfterDash "no-space-after-dash" Stop;
    /// What stands behind ` #` is a comment, so the text ends before it.
    CutOffText "cut-off-text" Stop;
    /// Lines of one list or one group have to begin in the same column.
    Indentation "indentation" Stop;
    /// The file's form cannot be understood at this place.
    Syntax "syntax" Stop;
    /// Anchors, aliases and tags are not used in packs.
    AnchorOrTag "anchor-or-tag" Stop;
    /// The same key twice: one of the two values would be lost.
    DuplicateKey "duplicate-key" Stop;
    /// A key that the format does not know, most often a slip of the pen.
    UnknownKey "unknown-key" Stop;
    /// A key that is needed is not there.
    MissingKey "missing-key" Stop;
    /// A blank does not say whether the value is nought, unknown or forgotten.
    Blank "blank" Stop;
    /// A list stands where a single value belongs, or the other way round.
    WrongShape "wrong-shape" Stop;
    /// A number is written in a form that could be misread.
    Number "number" Stop;
    /// A date is written in a form that could be misread, or is not in the calendar.
    Date "date" Stop;
    /// A period is written in a form that could be misread.
    Period "period" Stop;
    /// A period that does not suit how often the measure is taken.
    PeriodFrequency "period-frequency" Stop;
    /// One period, written in two ways.
    DuplicatePeriod "duplicate-period" Stop;
    /// A unit that the format does not know.
    Unit "unit" Stop;
    /// One of a few words is wanted here.
    Choice "choice" Stop;
    /// A name is made of small letters, digits and hyphens.
    Name "name" Stop;
    /// The same name, id, number or letter twice: references could mean either.
    DuplicateName "duplicate-name" Stop;
    /// A reference to something that the pack does not declare.
    UnknownName "unknown-name" Stop;
    /// `feeds` leads one step up: from a service's metric to a measure of the whole scorecard.
    Feeds "feeds" Stop;
    /// A target that does not go with the direction in which the measure is good.
    Target "target" Stop;
    /// A tolerance that does not go with the unit or the target.
    Tolerance "tolerance" Stop;
    /// A value that its unit does not allow.
    OutOfRange "out-of-range" Stop;
    /// Counts and margins beside a figure have to be possible: some of all, and none without the figure.
    Counts "counts" Stop;
    /// One council's figure, written in two places, should be one figure.
    ValuesDiffer "values-differ" BeforeDispatch;
    /// A figure that is awaited is not ready for the committee.
    Awaited "awaited" BeforeDispatch;
    /// A reading for a time after the day up to which figures are in.
    FutureReading "future-reading" BeforeDispatch;
    /// A red measure without a comment leaves members without a reason.
    RedWithoutComment "red-without-comment" Advice;
    /// A file beside the measures that looks like one of them and is not read.
    UnreadFile "unread-file" Advice;
    /// Comments that authors wrote and that members will not find in the table.
    CommentsLeftOut "comments-left-out" Advice;
    /// A picture that cannot be drawn.
    Picture "picture" Stop;
    /// A kind that no measure belongs to makes no table.
    UnusedKind "unused-kind" Advice;
    /// The typeface has no such character, so it cannot be printed.
    Character "character" Stop;
    /// The scorecard has to stay on one page, in letters that can be read.
    PageFull "page-full" Stop;
    /// An expression that cannot be understood would leave a hole in the sentence.
    Expression "expression" Stop;
    /// A figure that this measure does not have would leave a hole in the sentence.
    NoFigure "no-figure" Stop;
    /// What stands in braces gives a name to a paragraph, or says how it is numbered; elsewhere it would be printed.
    Mark "mark" Stop;
    /// A block in double brackets is filled by the program, which has to know it.
    Block "block" Stop;
    /// A heading stands in one place of one outline: sections first, then what is below them, each once.
    Heading "heading" Stop;
    /// Paragraphs and lists are numbered by the program. Numbers typed by hand go wrong with the next edit.
    NumberByHand "number-by-hand" Stop;
    /// A caption belongs to the table below it.
    Caption "caption" Stop;
    /// A link that leads nowhere, or to something that no reader of the paper can open.
    Link "link" Stop;
    /// HTML would mean one thing on the web page and nothing in print.
    Html "html" Stop;
    /// A picture needs a text for those who do not see it, and a place in the pack; reports have none.
    Image "image" Stop;
    /// Markdown for which a committee's report has no form.
    NoForm "no-form" Stop;
    /// A section that the committee's form asks for is not in the report.
    SectionMissing "section-missing" BeforeDispatch;
}

/// One fault of the pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub place: Place,
    pub code: Code,
    /// The measure or paragraph, as its reader knows it: `measure 6, Carer-reported quality of life`.
    pub subject: Option<String>,
    /// What is wrong, with the value in it. No full stop at the end.
    pub what: String,
    /// What to write instead. No full stop at the end.
    pub fix: String,
}

impl fmt::Display for Finding {
    /// Four lines: place, strength and code; the measure; what is wrong; what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let strength = match self.code.strength() {
            Strength::Stop => "error",
            Strength::BeforeDispatch => "before dispatch",
            Strength::Advice => "advice",
        };
        writeln!(f, "{}: {strength} [{}]", self.place, self.code.name())?;
        if let Some(subject) = &self.subject {
            writeln!(f, "    in {}", visible(subject))?;
        }
        writeln!(f, "    {}", visible(&self.what))?;
        write!(f, "    fix: {}", visible(&self.fix))
    }
}

/// Text of others as it may go to a terminal: characters that move the cursor, change colours or turn the direction
/// of writing are shown as their codes.
pub fn visible(text: &str) -> String {
    let show = |c: char| if is_command(c) { c.escape_unicode().to_string() } else { c.to_string() };
    text.chars().map(show).collect()
}

/// A character that is no mark on paper but a command to a screen: controls, and those that turn the direction.
pub fn is_command(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl Finding {
    pub fn new(code: Code, place: Place, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { place, code, subject: None, what: what.into(), fix: fix.into() }
    }

    /// Names the measure or paragraph that the finding is about.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }
}

/// Why a written value cannot be read, before anybody knows where it stands.
///
/// Values of the model parse themselves and say the form that they expect; `load` adds place and measure.
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
