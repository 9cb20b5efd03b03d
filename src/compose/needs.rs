//! What rows and columns ask of the sheet, whatever the type size: widths in millimetres of the design, which grow and
//! shrink with the type. How a cell is set is the templates' business; that each cell is as wide here as there, a test of
//! the whole page asserts.

use crate::compose::cells::DASH;
use crate::compose::lengths::{BODY, DESIGN, SMALL};
use crate::compose::letters::{Weight, two_lines, width, words};
use crate::compose::manuscript::{Cell, Column, ColumnKind, Row, Table, Tone};

/// Millimetres to the point.
pub const POINT: f64 = 25.4 / 72.0;
/// An em of the design's body, of its small type and of the words beside numbers, in millimetres.
pub const EM: f64 = BODY * POINT;
pub const SMALL_EM: f64 = SMALL * POINT;
pub const WORD_EM: f64 = DESIGN.word * POINT;

/// The columns that come first, and have fields of their own in a row: number, measure and sparkline.
pub const LEAD: usize = 3;
pub const MEASURE: usize = 1;
pub const SPARK: usize = 2;

/// A first figure that is wider, in millimetres of the design, is left out rather than shorten all lines.
pub const WIDEST_FIRST: f64 = 11.0;

/// What a cell asks of its column, or all cells of a column together.
#[derive(Debug, Clone, Copy, Default)]
pub struct Need {
    /// What cannot wrap: a figure with the white for the decimals that it lacks, a chip, priorities.
    pub number: f64,
    /// The words beside it.
    pub words: f64,
    /// Words without a number, on one line and on two.
    pub alone: f64,
    pub halved: f64,
}

impl Need {
    fn most(self, other: Self) -> Self {
        Self {
            number: self.number.max(other.number),
            words: self.words.max(other.words),
            alone: self.alone.max(other.alone),
            halved: self.halved.max(other.halved),
        }
    }
}

/// What a row asks for.
#[derive(Debug)]
pub struct RowNeed {
    /// Title, unit and label, on one line; and their words.
    pub title: f64,
    pub title_words: Vec<f64>,
    /// The code at the right edge, with the white before it.
    pub code: f64,
    pub comment: f64,
    pub comment_words: Vec<f64>,
    /// A sentence instead of figures.
    pub message: Option<f64>,
    /// The first figure of its line; none without a line.
    pub first: Option<f64>,
    /// Whether the line has an axis of its own, and so may begin where its figure ends.
    pub alone: bool,
    /// One for each column behind the sparkline; none where the sentence stands.
    pub cells: Vec<Option<Need>>,
}

/// What a table asks for besides its rows.
#[derive(Debug)]
pub struct TableNeed {
    /// Its name, and what it is about.
    pub name: f64,
    pub about: f64,
    pub about_words: Vec<f64>,
    pub rows: usize,
}

/// What all tables ask for.
#[derive(Debug)]
pub struct Needs {
    pub columns: Vec<Column>,
    /// For each column the width of its head, and what its cells ask for together.
    pub heads: Vec<f64>,
    pub contents: Vec<Need>,
    pub rows: Vec<RowNeed>,
    pub tables: Vec<TableNeed>,
}

impl Needs {
    /// Surveys the tables, their rows with their comments or without.
    pub fn of(columns: &[Column], tables: &[Table], comments: bool) -> Self {
        let rows = tables.iter().flat_map(|table| &table.rows);
        let rows: Vec<RowNeed> = rows.map(|row| row_need(columns, row, comments)).collect();
        let mut contents = vec![Need::default(); columns.len()];
        for row in &rows {
            for (content, need) in contents[LEAD..].iter_mut().zip(&row.cells) {
                *content = content.most(need.unwrap_or_default());
            }
        }
        let numbers = tables.iter().flat_map(|table| &table.rows).map(|row| width(&row.number, Weight::Bold));
        contents[0].number = EM * numbers.fold(0.0, f64::max);
        let heads = columns.iter().enumerate().map(|(at, column)| head(at, column, tables)).collect();
        Self { columns: columns.to_vec(), heads, contents, rows, tables: tables.iter().map(table).collect() }
    }

    /// What first figures need to the left of an axis: the widest of them that is printed.
    pub fn firsts(&self) -> f64 {
        let widths = self.rows.iter().filter(|row| !row.alone).filter_map(|row| row.first);
        widths.filter(|width| *width <= WIDEST_FIRST).fold(0.0, f64::max)
    }

    /// Whether rows have comments below their titles.
    pub fn commented(&self) -> bool {
        self.rows.iter().any(|row| row.comment > 0.0)
    }
}

/// How wide the head of a column is.
fn head(at: usize, column: &Column, tables: &[Table]) -> f64 {
    let own = column.head.iter().filter(|_| at != MEASURE);
    let spans = tables.iter().flat_map(|table| &table.spans).filter(|_| at == SPARK);
    own.chain(spans).map(|line| SMALL_EM * width(line, Weight::Bold)).fold(0.0, f64::max)
}

fn table(table: &Table) -> TableNeed {
    TableNeed {
        name: width(&table.title, Weight::Bold) * DESIGN.head * POINT,
        about: width(&table.about, Weight::Bold) * SMALL_EM,
        about_words: scaled(words(&table.about, Weight::Regular), SMALL_EM),
        rows: table.rows.len(),
    }
}

fn scaled(mut lengths: Vec<f64>, by: f64) -> Vec<f64> {
    for length in &mut lengths {
        *length *= by;
    }
    lengths
}

fn row_need(columns: &[Column], row: &Row, comments: bool) -> RowNeed {
    let comment = if comments { row.comment.as_str() } else { "" };
    let mut title_words = scaled(words(&row.title, Weight::Regular), EM);
    let mut title = width(&row.title, Weight::Regular) * EM;
    for beside in [&row.unit, &row.label].into_iter().filter(|text| !text.is_empty()) {
        title += DESIGN.title_unit + width(beside, Weight::Regular) * WORD_EM;
        title_words.extend(scaled(words(beside, Weight::Regular), WORD_EM));
    }
    let code = width(&row.code, Weight::Regular) * SMALL_EM;
    let silent = row.message.is_some();
    let of_column = columns.iter().zip(0..).skip(LEAD).map(|(column, at)| {
        let cell = (row.cells.len() + at).checked_sub(columns.len()).and_then(|at| row.cells.get(at));
        (column.about_measure || !silent).then(|| need(column, cell))
    });
    RowNeed {
        title,
        title_words,
        code: if row.code.is_empty() { 0.0 } else { DESIGN.title_code + code },
        comment: width(comment, Weight::Regular) * SMALL_EM,
        comment_words: scaled(words(comment, Weight::Regular), SMALL_EM),
        alone: row.alone,
        message: row.message.as_ref().map(|message| width(message, Weight::Regular) * WORD_EM),
        first: row.first.as_ref().filter(|_| !silent).map(|first| width(first, Weight::Regular) * SMALL_EM),
        cells: of_column.collect(),
    }
}

/// What a cell asks for. One that says nothing is a dash.
fn need(column: &Column, cell: Option<&Cell>) -> Need {
    let silent = |cell: &Cell| {
        cell.text.is_empty() && cell.words.is_empty() && cell.slots.iter().all(String::is_empty)
    };
    let dash = Cell { text: DASH.to_owned(), ..Cell::default() };
    let cell = cell.filter(|cell| !silent(cell)).unwrap_or(&dash);
    let loud = column.strong || matches!(cell.tone, Tone::Strong | Tone::Bad | Tone::Good);
    let weight = if loud { Weight::Bold } else { Weight::Regular };
    let aligned = column.kind == ColumnKind::Figures;
    let figure = !cell.text.is_empty() && !cell.text.contains(' ');
    if aligned || (column.kind == ColumnKind::Pairs && figure) {
        let of_figures = if column.strong { Weight::Bold } else { Weight::Regular };
        let note = width(&cell.note, Weight::Regular) * SMALL_EM;
        let beside = if cell.note.is_empty() { width(&cell.words, weight) * EM } else { note };
        let number = (width(&cell.text, of_figures) + width(&cell.pad, of_figures)) * EM;
        Need { number, words: beside, ..Need::default() }
    } else if !cell.slots.is_empty() {
        Need { number: DESIGN.slot * cell.slots.len() as f64, ..Need::default() }
    } else if cell.state.is_some() {
        let around = 2.0 * DESIGN.chip_inset + DESIGN.chip_gap + DESIGN.shape;
        let word = width(&cell.text, Weight::Bold) * WORD_EM;
        Need { number: DESIGN.chip.max(around + word), ..Need::default() }
    } else {
        let phrase = format!("{} {}", cell.text, cell.words);
        let phrase = phrase.trim();
        let [alone, halved] = [width(phrase, weight), two_lines(phrase, weight)].map(|ems| ems * EM);
        Need { alone, halved, ..Need::default() }
    }
}
