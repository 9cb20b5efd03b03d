//! The manuscript of Appendix A: the templates' input. `templates/README.md` explains every field.

use serde::Serialize;

use crate::compose::lengths::{RowLengths, SheetLengths};

#[derive(Debug, Clone, Serialize)]
pub struct Manuscript {
    pub document: Document,
    pub attachments: Vec<Attachment>,
    pub page: Page,
    pub logo: Option<Logo>,
    pub identity: Identity,
    pub glance: Glance,
    pub look: Option<Look>,
    /// On a service's page: the measures that its metrics feed.
    pub feeds: Option<Feeds>,
    pub key: Key,
    pub sources: Sources,
    pub columns: Vec<Column>,
    pub tables: Vec<Table>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Document {
    pub title: String,
    pub author: String,
    pub description: String,
    pub keywords: Vec<String>,
    pub date: Date,
}

#[derive(Debug, Clone, Serialize)]
pub struct Date {
    pub year: i32,
    pub month: u32,
    pub day: u32,
}

#[derive(Debug, Clone, Serialize)]
pub struct Attachment {
    pub path: String,
    pub mime: &'static str,
    pub description: String,
    pub relationship: &'static str,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Page {
    pub sheet: SheetLengths,
    pub rows: RowLengths,
    /// Points of the table's body, and of the panel's.
    pub size: f64,
    pub panel: f64,
    /// Whether the heads of the roll-up have their shapes above the words.
    pub compact: bool,
    /// Whether the columns are too wide together.
    pub short: bool,
    /// Where the key stands below the tables: the height that it takes, in millimetres, and the entries with which its
    /// columns begin.
    pub key_below: Option<f64>,
    pub key_columns: Vec<usize>,
    /// How each column is set, from left to right.
    pub places: Vec<Place>,
    pub spark: Spark,
    pub colour: String,
    pub accent: Option<String>,
}

/// The size of sparklines, in millimetres.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Spark {
    pub width: f64,
    pub height: f64,
    /// What of the width lies to the left of the axis, for first figures.
    pub room: f64,
}

#[derive(Debug, Clone, Serialize)]
pub struct Logo {
    pub path: String,
    pub alt: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct Identity {
    pub title: String,
    pub council: String,
    pub notice: Option<String>,
    pub parts: Vec<Part>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Part {
    pub text: String,
    pub strong: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct Glance {
    pub title: &'static str,
    pub sentence: String,
    pub heads: Vec<String>,
    pub rows: Vec<CountRow>,
    pub total: CountRow,
    pub share: CountRow,
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct CountRow {
    pub name: String,
    pub counts: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Look {
    pub title: &'static str,
    pub groups: Vec<LookGroup>,
}

#[derive(Debug, Clone, Serialize)]
pub struct LookGroup {
    pub lead: String,
    pub items: Vec<LookItem>,
    /// The numbers of all measures in the group, including those in `more`.
    #[serde(skip)]
    pub numbers: Vec<String>,
    pub more: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct LookItem {
    pub number: String,
    pub title: String,
    pub text: String,
}

/// The measures of the whole scorecard beneath which a service's metrics lie.
#[derive(Debug, Clone, Serialize)]
pub struct Feeds {
    pub title: &'static str,
    pub heads: Vec<String>,
    pub rows: Vec<FeedRow>,
}

#[derive(Debug, Clone, Serialize)]
pub struct FeedRow {
    /// Number and title of the measure on the whole scorecard.
    pub name: String,
    /// Its rating: the colour of a chip, if any, and the word.
    pub state: Option<&'static str>,
    pub rating: String,
    /// The numbers of the metrics that feed it.
    pub metrics: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct Key {
    pub title: &'static str,
    pub entries: Vec<KeyEntry>,
}

#[derive(Debug, Clone, Serialize)]
pub struct KeyEntry {
    pub mark: &'static str,
    pub label: String,
    pub text: String,
    pub gap: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct Sources {
    pub title: &'static str,
    pub paragraphs: Vec<String>,
}

/// A column as it is set, in millimetres of the sheet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Place {
    pub width: f64,
    /// From its edge to what it holds, and how wide that is.
    pub left: f64,
    pub content: f64,
    /// The box that its numbers share.
    pub number: f64,
    /// Whether words stand beneath their numbers.
    pub stacked: bool,
    /// What notes take beside their figures; nothing where they stand beneath them.
    pub notes: f64,
}

/// A column of the tables. Its lengths, in millimetres of the design, decide how wide it is set.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Column {
    /// Its name in messages.
    pub id: &'static str,
    pub kind: ColumnKind,
    /// One or two lines.
    pub head: Vec<String>,
    /// The white to its left, which grows if there is width to spare.
    #[serde(skip)]
    pub before: f64,
    /// What its words may take before they wrap.
    #[serde(skip)]
    pub words: f64,
    /// It is no narrower than this, though nothing in it needs as much.
    #[serde(skip)]
    pub least: f64,
    /// Its figures are strong, whatever their cells say.
    pub strong: bool,
    /// Whether its words are small, and grey beside a number.
    pub small: bool,
    /// Whether it is about the measure, not its figures. Such columns come last; rows with a message keep them.
    pub about_measure: bool,
}

/// What a column contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnKind {
    Number,
    Measure,
    Spark,
    /// Figures aligned by their decimals.
    Figures,
    /// A figure, aligned with the others in the column, and a word.
    Pairs,
    /// Words, chips or priorities.
    Words,
}

#[derive(Debug, Clone, Serialize)]
pub struct Table {
    pub title: String,
    pub about: String,
    /// Where the axis of its sparklines begins and ends.
    pub spans: Vec<String>,
    pub first: bool,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Row {
    pub number: String,
    pub flagged: bool,
    pub title: String,
    pub unit: String,
    pub code: String,
    pub label: String,
    pub comment: String,
    pub spark: Option<Picture>,
    /// The first figure that is drawn, if there are any; and whether its line has an axis of its own.
    #[serde(skip)]
    pub first: Option<String>,
    #[serde(skip)]
    pub alone: bool,
    pub cells: Vec<Cell>,
    pub message: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    pub svg: String,
    pub alt: String,
    pub first: First,
}

/// The first figure of a sparkline, printed where its line begins.
#[derive(Debug, Clone, Serialize)]
pub struct First {
    pub text: String,
    /// Where it ends, and the height of its middle, in millimetres from the top left of the picture.
    pub x: f64,
    pub y: f64,
}

/// One cell. Empty parts are not printed.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Cell {
    /// A figure, or words instead of one.
    pub text: String,
    /// Invisible digits that align the decimals of a column.
    pub pad: String,
    pub words: String,
    pub note: String,
    pub tone: Tone,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<String>,
}

/// How strongly a cell is emphasised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    Strong,
    #[default]
    Plain,
    Quiet,
    Bad,
    Good,
}
