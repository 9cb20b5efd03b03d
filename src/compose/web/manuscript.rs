//! The manuscript of the web page: the input of `templates/page.html`, in the order of the page.
//! `templates/README.md` explains every field.

use serde::Serialize;

use crate::compose::manuscript::{KeyEntry, Tone};
use crate::compose::narrative::{Block, Footnote};

#[derive(Debug, Serialize)]
pub struct Page {
    /// The title of the browser window.
    pub title: String,
    pub description: String,
    pub author: String,
    pub header: Header,
    /// On a service's page: the link up to the whole scorecard.
    pub up: Option<Link>,
    pub summary: Summary,
    pub scorecard: Scorecard,
    /// The services below, if there are any.
    pub services: Option<Services>,
    pub report: Option<Report>,
    pub measures: Vec<Measure>,
    pub downloads: Vec<Download>,
    pub notes: Notes,
}

#[derive(Debug, Serialize)]
pub struct Header {
    pub council: String,
    /// The alternative text of the logo, if there is one.
    pub logo: Option<String>,
    pub meeting: String,
    pub title: String,
    pub author: Option<String>,
    pub parts: Vec<String>,
    pub notice: Option<String>,
    /// The notice that the paper is a draft.
    pub draft: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Link {
    pub href: String,
    pub text: String,
}

#[derive(Debug, Serialize)]
pub struct Summary {
    /// The first sentence, and the rest.
    pub lead: (String, String),
    pub caption: String,
    pub first_head: &'static str,
    pub heads: Vec<Rating>,
    pub rows: Vec<Roll>,
    pub total: Roll,
    pub share: Share,
    /// Ratings by trend, worsening first.
    pub trends: Vec<Roll>,
    pub notes: Vec<String>,
    /// What the committee is asked to do, in the report's words.
    pub asked: Option<Asked>,
    /// "Look here first": the group in the panel, and the groups below.
    pub look: Option<Look>,
}

#[derive(Debug, Serialize)]
pub struct Asked {
    pub title: &'static str,
    pub blocks: Vec<Block>,
}

/// A rating as printed: the name of its mark, and its word.
#[derive(Debug, Clone, Serialize)]
pub struct Rating {
    pub mark: &'static str,
    pub word: String,
}

/// A row of the roll-up.
#[derive(Debug, Serialize)]
pub struct Roll {
    pub name: String,
    pub href: Option<String>,
    pub all: String,
    pub counts: Vec<Tallied>,
}

/// How many measures have a rating. With `marks`, each is drawn as a mark.
#[derive(Debug, Clone, Serialize)]
pub struct Tallied {
    pub rating: Rating,
    pub count: usize,
    pub marks: bool,
}

#[derive(Debug, Serialize)]
pub struct Share {
    pub name: String,
    pub cells: Vec<(Rating, String)>,
}

#[derive(Debug, Serialize)]
pub struct Look {
    pub title: &'static str,
    pub groups: Vec<LookGroup>,
}

#[derive(Debug, Serialize)]
pub struct LookGroup {
    pub lead: String,
    pub items: Vec<LookItem>,
    pub more: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct LookItem {
    pub link: Link,
    pub text: String,
}

#[derive(Debug, Serialize)]
pub struct Scorecard {
    pub about: String,
    /// If there are many measures: filters, all measures worst first, and measures by theme.
    pub filters: Option<Filters>,
    pub worst: Option<Worst>,
    pub themes: Option<Themes>,
    pub tables: Vec<Table>,
}

/// The ways of filtering rows.
#[derive(Debug, Serialize)]
pub struct Filters {
    /// The total number of measures.
    pub all: usize,
    pub picks: Vec<Pick>,
}

/// One of `rating`, `kind`, `trend`, `theme`, `priority`, with its choices.
#[derive(Debug, Serialize)]
pub struct Pick {
    pub name: &'static str,
    pub title: &'static str,
    pub choices: Vec<Choice>,
}

#[derive(Debug, Serialize)]
pub struct Choice {
    /// The name in rows that belong to this choice: a letter and a number.
    pub hook: String,
    pub text: String,
    /// How many measures belong to this choice.
    pub count: usize,
    /// For ratings only.
    pub mark: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub struct Worst {
    pub title: String,
    pub about: &'static str,
    pub items: Vec<WorstItem>,
}

#[derive(Debug, Serialize)]
pub struct WorstItem {
    pub hooks: String,
    pub rating: Rating,
    pub link: Link,
    pub text: String,
}

#[derive(Debug, Serialize)]
pub struct Themes {
    pub title: String,
    pub caption: String,
    pub rows: Vec<ThemeRow>,
}

#[derive(Debug, Serialize)]
pub struct ThemeRow {
    pub title: String,
    /// A post, not a person.
    pub director: Option<String>,
    pub measures: Vec<(Rating, Link)>,
}

#[derive(Debug, Serialize)]
pub struct Table {
    pub id: String,
    pub title: String,
    pub caption: String,
    pub heads: Vec<Head>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// The column's name in the style sheet: `latest`, `target`, `value`, `rating`, `since`, `trend`.
    pub id: &'static str,
    pub text: String,
    /// Whether a card repeats the heading before each figure.
    pub named: bool,
    /// Whether a word in it is too long for the narrowest column of a card.
    pub broad: bool,
}

#[derive(Debug, Serialize)]
pub struct Row {
    pub id: String,
    /// The hooks of the choices that it belongs to, separated by spaces; empty if there are no filters.
    pub hooks: String,
    pub number: String,
    pub title: String,
    pub unit: String,
    pub label: String,
    pub picture: Option<Drawing>,
    pub cells: Vec<Cell>,
    /// The message shown instead of picture and cells.
    pub message: Option<String>,
}

/// A drawing without text or colours: the style sheet formats its shapes by name.
#[derive(Debug, Serialize)]
pub struct Drawing {
    pub view: String,
    pub shapes: Vec<Shape>,
    pub alt: String,
}

#[derive(Debug, Serialize)]
pub struct Shape {
    /// `band`, `edge`, `break`, `other`, `own`, `dot`, or the rating that shapes the latest figure.
    pub name: &'static str,
    pub path: String,
}

/// A cell: its text, and the lines below it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Cell {
    pub text: String,
    /// Invisible digits that align the decimals of a column.
    pub pad: String,
    pub tone: Tone,
    /// The mark of a rating.
    pub mark: Option<&'static str>,
    /// What a screen reader says instead of text that is shorthand.
    pub spoken: Option<String>,
    pub lines: Vec<Line>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Line {
    pub text: String,
    pub tone: Tone,
}

#[derive(Debug, Serialize)]
pub struct Measure {
    pub id: String,
    pub number: String,
    pub kicker: String,
    pub title: String,
    pub rating: Rating,
    pub sentence: String,
    pub strip: Vec<Fact>,
    pub chart: Option<Chart>,
    /// What the chart shows, and how to read it.
    pub caption: (String, String),
    pub strip_of_councils: Option<Strip>,
    pub comment: Option<String>,
    pub action: Option<String>,
    pub facts: Vec<Fact>,
    pub numbers: Option<Numbers>,
    /// The services' metrics that feed it.
    pub beneath: Vec<Linked>,
    /// The measure of the whole scorecard that a service's metric feeds.
    pub feeds: Option<Linked>,
    /// How the answers were worked out.
    pub working: Vec<Fact>,
    /// The table that contains the measure.
    pub table: Link,
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

/// A measure on another page: its rating, the link to it, and a remark.
#[derive(Debug, Serialize)]
pub struct Linked {
    pub rating: Rating,
    pub link: Link,
    pub text: String,
}

/// The roll-up by service.
#[derive(Debug, Serialize)]
pub struct Services {
    pub about: String,
    pub caption: String,
    pub heads: Vec<Rating>,
    pub rows: Vec<ServiceRow>,
}

#[derive(Debug, Serialize)]
pub struct ServiceRow {
    pub link: Link,
    /// A post, not a person.
    pub head: String,
    pub all: String,
    pub counts: Vec<Tallied>,
}

/// The chart of a measure. Positions are shares of the plot; lines are stretched to fit it, text is not.
#[derive(Debug, Serialize)]
pub struct Chart {
    pub alt: String,
    pub view: String,
    pub shapes: Vec<Shape>,
    /// The numbers on the scale.
    pub rows: Vec<Label>,
    /// The periods along the foot.
    pub columns: Vec<Label>,
    pub dots: Vec<Dot>,
    /// The latest figure, shaped by its rating.
    pub last: Option<Dot>,
    pub values: Vec<Label>,
    /// Names at the ends of lines: `ours`, `theirs`, `goal`.
    pub ends: Vec<Label>,
    /// Breaks (`cut`) and reasons for missing figures (`gap`).
    pub marks: Vec<Label>,
}

/// A text at a position.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Label {
    pub name: &'static str,
    pub x: String,
    pub y: String,
    /// Whose figure it is; a narrow screen leaves this out for the council's own.
    pub who: String,
    pub text: String,
    /// Whether a narrow screen leaves it out; of the name at the end of a line, only whose line it is.
    pub thin: bool,
}

/// A point: `own`, `other`, or the rating that shapes it.
#[derive(Debug, Serialize)]
pub struct Dot {
    pub name: &'static str,
    pub x: String,
    pub y: String,
}

/// All councils as columns, better ones to the right.
#[derive(Debug, Serialize)]
pub struct Strip {
    pub title: String,
    pub alt: String,
    pub view: String,
    pub shapes: Vec<Shape>,
    pub own: Label,
    pub other: Option<Label>,
    pub worst: String,
    pub best: String,
}

/// A term and what is said about it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Fact {
    pub term: String,
    pub text: String,
    pub tone: Tone,
    pub note: String,
}

/// The readings of a measure.
#[derive(Debug, Serialize)]
pub struct Numbers {
    pub caption: String,
    pub heads: Vec<String>,
    pub rows: Vec<NumberRow>,
    /// Whether there is a column of notes.
    pub noted: bool,
}

#[derive(Debug, Serialize)]
pub struct NumberRow {
    pub period: String,
    pub cells: Vec<Cell>,
    pub notes: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct Report {
    pub front: Vec<Fact>,
    pub blocks: Vec<Block>,
    pub footnotes: Vec<Footnote>,
}

#[derive(Debug, Serialize)]
pub struct Download {
    pub link: Link,
    pub about: String,
}

#[derive(Debug, Serialize)]
pub struct Notes {
    pub key: Vec<KeyEntry>,
    pub priorities: Vec<String>,
    pub edition: Vec<Fact>,
    pub sources: Vec<SourceItem>,
    /// How answers are worked out, generated from the constants used.
    pub methods: Vec<String>,
    pub paragraphs: Vec<String>,
    pub contact: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct SourceItem {
    pub title: String,
    pub href: Option<String>,
    pub text: String,
}
