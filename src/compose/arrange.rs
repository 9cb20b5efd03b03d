//! The tables as they are set at a type size: how wide their columns are, what stands beneath what, and how much height
//! their rows then need.

use crate::compose::lengths::{BODY, CAP, COMFORT, DESIGN, MEASURE_MOST, ROWS, SheetLengths};
use crate::compose::letters::{SPACE, lines};
use crate::compose::manuscript::{ColumnKind, Place, Spark};
use crate::compose::needs::{EM, LEAD, MEASURE, Need, Needs, RowNeed, SMALL_EM, SPARK, TableNeed};

/// How many times its width in the design the white before a column may become, and the share of the width to spare that
/// goes into it; the rest goes to the measures.
const WHITE_GROWTH: f64 = 3.0;
const WHITE_SHARE: f64 = 0.6;
/// How far the white may shrink before the measure column gives way.
const WHITE_FLOOR: f64 = 0.6;
/// How much less words take than a line holds, because lines end at words.
const RAGGED: f64 = 1.15;

/// How much longer a line may be than its letters are wide together, in millimetres of the design.
const KERNING: f64 = 0.2;

/// What stands beneath its number instead of beside it, which takes height and saves width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beneath {
    Nothing,
    /// The periods of older figures.
    Notes,
    /// All words; those that have no number stand on two lines.
    Words,
}

impl Beneath {
    pub const ALL: [Self; 3] = [Self::Nothing, Self::Notes, Self::Words];
}

/// What decides how the tables are set.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Points of the body.
    pub points: f64,
    pub beneath: Beneath,
    pub spark: Spark,
}

/// The columns of all tables.
#[derive(Debug, Clone)]
pub struct Arranged {
    pub setting: Setting,
    pub places: Vec<Place>,
    /// Whether the columns are too wide together, and are squeezed.
    pub short: bool,
}

/// How wide the measure column has to be, its white not counted, so that no title takes more lines, in millimetres of the
/// design. No title has a claim to more than a comfortable column.
pub fn claim(needs: &Needs, lines: f64) -> f64 {
    let title = |row: &RowNeed| {
        let ragged = if lines > 1.0 { RAGGED } else { 1.0 };
        let longest_word = row.title_words.iter().copied().fold(0.0, f64::max);
        (row.title * ragged / lines).max(longest_word) + row.code
    };
    needs.rows.iter().map(title).fold(needs.columns[MEASURE].least, f64::max).min(COMFORT)
}

/// Shares the width of a sheet among the columns. The measure column gets its wish, then the white between columns grows,
/// then the measure column takes what is left. Where there is too little, white shrinks as long as the measure column would
/// fall short of its claim, then that column gives way, then all are squeezed.
pub fn arrange(needs: &Needs, sheet: &SheetLengths, setting: Setting, claim: f64) -> Arranged {
    let u = setting.points / BODY;
    let contents: Vec<Place> = (0..needs.columns.len()).map(|at| content(needs, at, setting)).collect();
    let inset = 2.0 * DESIGN.inset * u;
    let others = contents.iter().enumerate().filter(|(at, _)| *at != MEASURE);
    let fixed: f64 = others.map(|(_, place)| place.content + inset).sum();
    let white: f64 = needs.columns.iter().map(|column| column.before * u).sum();
    let rest = sheet.table_width() - fixed;
    let wish = wish(needs) * u + inset;
    let growth = if rest >= white + wish {
        1.0 + (WHITE_SHARE * (rest - white - wish) / white).min(WHITE_GROWTH - 1.0)
    } else {
        ((rest - claim * u - inset) / white).clamp(WHITE_FLOOR, 1.0)
    };
    let measure = (rest - growth * white).max(needs.columns[MEASURE].least * u);
    let short = (measure + growth * white - rest).max(0.0);
    let squeeze = sheet.table_width() / (sheet.table_width() + short);
    let place = |(at, place): (usize, Place)| {
        let before = growth * needs.columns[at].before * u;
        let content = if at == MEASURE { measure - inset } else { place.content };
        Place {
            width: (content + before + inset) * squeeze,
            left: (inset / 2.0 + before) * squeeze,
            content: content * squeeze,
            ..place
        }
    };
    let places = contents.into_iter().enumerate().map(place).collect();
    Arranged { setting, places, short: short > 1e-6 }
}

/// The measure column's wish: its longest title on one line, and its longest comment, within reason.
fn wish(needs: &Needs) -> f64 {
    let longest = needs.rows.iter().map(|row| (row.title + row.code).max(row.comment)).fold(0.0, f64::max);
    longest.min(MEASURE_MOST).max(needs.columns[MEASURE].least)
}

/// What fills a column: its widest number and its widest words.
fn content(needs: &Needs, at: usize, setting: Setting) -> Place {
    let u = setting.points / BODY;
    let (column, need) = (&needs.columns[at], needs.contents[at]);
    let stacked = column.kind == ColumnKind::Pairs && setting.beneath == Beneath::Words;
    let aligned = column.kind == ColumnKind::Figures;
    let notes_beneath = aligned && (setting.beneath != Beneath::Nothing || needs.commented());
    let words = need.words.min(column.words);
    let pair = if words == 0.0 {
        need.number
    } else if stacked || notes_beneath {
        need.number.max(words)
    } else {
        need.number + DESIGN.number_word + words
    };
    let alone = if setting.beneath == Beneath::Words { need.halved } else { need.alone };
    // A column that is to be narrow is as narrow as it may.
    let least = if setting.beneath == Beneath::Words { 0.0 } else { column.least };
    let widest = pair.max(alone.min(column.words)).max(needs.heads[at]).max(least) * u;
    Place {
        content: if at == SPARK { widest.max(setting.spark.width) } else { widest },
        number: need.number * u,
        stacked,
        notes: if aligned && !notes_beneath { words * u } else { 0.0 },
        ..Place::default()
    }
}

impl Arranged {
    /// Whether the columns fit beside each other and the measure column has its claim.
    pub fn holds_width(&self, claim: f64) -> bool {
        !self.short && self.places[MEASURE].content + 1e-6 >= claim * self.u()
    }

    fn u(&self) -> f64 {
        self.setting.points / BODY
    }

    /// The height that the tables need, in millimetres.
    pub fn height(&self, needs: &Needs) -> f64 {
        let rows: f64 = needs.rows.iter().map(|row| self.row(needs, row)).sum();
        let tables: f64 = needs.tables.iter().map(|table| self.frame(needs, table)).sum();
        rows + tables - ROWS.table_gap * self.u()
    }

    /// The height of a row.
    fn row(&self, needs: &Needs, row: &RowNeed) -> f64 {
        let u = self.u();
        let room = self.places[MEASURE].content / u - KERNING;
        let title = if row.title + row.code <= room + KERNING {
            1
        } else {
            lines(&row.title_words, SPACE * EM, room - row.code).max(1)
        };
        let comment = lines(&row.comment_words, SPACE * SMALL_EM, room);
        let of_cells = row.cells.iter().zip(needs.columns.iter().zip(&self.places).skip(LEAD));
        let of_cells = of_cells.filter_map(|(need, (column, place))| {
            need.as_ref().map(|need| cell_lines(need, place, column.kind == ColumnKind::Figures, u))
        });
        let message = row.message.map_or(1.0, |message| {
            let behind = self.places.iter().zip(&needs.columns).skip(SPARK);
            let room: f64 =
                behind.filter(|(_, column)| !column.about_measure).map(|(place, _)| place.width).sum();
            (RAGGED * message * u / room).ceil().max(1.0)
        });
        let beside = ROWS.text(of_cells.fold(message, f64::max), 0.0);
        let text = ROWS.text(title as f64, comment as f64).max(beside);
        let picture = self.setting.spark.height + ROWS.spark_white * u;
        (ROWS.height(text) * EM * u).max(if row.first.is_some() { picture } else { 0.0 })
    }

    /// What a table takes besides its rows: its head, the hairs between its groups, the gap behind it.
    fn frame(&self, needs: &Needs, table: &TableNeed) -> f64 {
        let room = self.places[MEASURE].content / self.u();
        let head = if table.name + DESIGN.name_about + table.about <= room {
            ROWS.head
        } else {
            let about = lines(&table.about_words, SPACE * SMALL_EM, room).max(1) as f64;
            let about = (about * (CAP + ROWS.leading) - ROWS.leading) * SMALL_EM;
            let name = CAP * DESIGN.head * EM / BODY * (RAGGED * table.name / room).ceil().max(1.0);
            ROWS.head.max(about + 2.0 * DESIGN.name_gap + name + DESIGN.head_foot)
        };
        let hairs = if needs.commented() { 0 } else { ROWS.hairs(table.rows) };
        (head + ROWS.head_gap + ROWS.table_gap + hairs as f64 * ROWS.hair) * self.u()
    }
}

/// How many lines a cell takes in its column.
fn cell_lines(need: &Need, place: &Place, aligned: bool, u: f64) -> f64 {
    let content = place.content / u + 1e-6;
    let wrapped = |width: f64, room: f64| if width <= room { 1.0 } else { (RAGGED * width / room).ceil() };
    if need.words > 0.0 {
        let beneath = place.stacked || (aligned && place.notes == 0.0);
        let beside = content - place.number / u - DESIGN.number_word;
        return if beneath { 1.0 + wrapped(need.words, content) } else { wrapped(need.words, beside) };
    }
    if need.alone > content && need.halved <= content { 2.0 } else { wrapped(need.alone, content) }
}
