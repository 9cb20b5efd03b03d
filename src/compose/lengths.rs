//! The lengths on the printed page that both the size estimate and the templates use, each defined once. Columns have
//! theirs in `compose/columns.rs`; those that only the templates need are in `theme.typ`.

use serde::Serialize;

use crate::model::PaperSize;

/// The type size of the design, in points. Lengths "of the design" scale with the type.
pub const BODY: f64 = 9.5;
/// Comments, codes and column headings in the design, in points: the smallest type on the page.
pub const SMALL: f64 = 8.5;
/// The cap height of the typeface, relative to the type size, which is the height of a single line of text.
pub const CAP: f64 = 0.66;
/// The width that the measure's column has a claim to before type grows or words stand beside their numbers, in
/// millimetres of the design: longer titles wrap.
pub const COMFORT: f64 = 74.0;
/// The measure's column asks for no more than this, however long a title or a comment is, in millimetres of the design.
pub const MEASURE_MOST: f64 = 108.0;
/// Larger type makes lines that the eye loses, in points.
pub const LARGEST_TYPE: f64 = 11.0;
/// The panel's type is no larger than this, and no smaller while there is room for it, in points.
pub const PANEL_TYPE: [f64; 2] = [9.5, 8.5];
/// The width for which the panel was designed, in millimetres.
pub const PANEL: f64 = 71.0;

/// A sheet of paper and its division, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SheetLengths {
    pub width: f64,
    pub height: f64,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    /// Leaves room for page stamps below the lowest ink.
    pub bottom: f64,
    /// The width at the top right that the title leaves for the committee's stamp.
    pub stamp: f64,
    /// The width of the panel beside the tables; `None` if the panel is a strip above them.
    pub panel: Option<f64>,
    /// The white between panel and tables, and between the parts of a strip.
    pub gutter: f64,
    /// The size of the title relative to that on A3.
    pub scale: f64,
}

const A3_LANDSCAPE: SheetLengths = SheetLengths {
    width: 420.0,
    height: 297.0,
    left: 12.0,
    right: 12.0,
    top: 9.0,
    bottom: 12.5,
    stamp: 75.0,
    panel: Some(PANEL),
    gutter: 8.0,
    scale: 1.0,
};

const A3_PORTRAIT: SheetLengths = SheetLengths { width: 297.0, height: 420.0, panel: None, ..A3_LANDSCAPE };

const A4_LANDSCAPE: SheetLengths = SheetLengths {
    width: 297.0,
    height: 210.0,
    left: 9.0,
    right: 9.0,
    top: 7.0,
    bottom: 10.0,
    stamp: 60.0,
    panel: Some(50.5),
    gutter: 5.7,
    scale: 0.71,
};

const A4_PORTRAIT: SheetLengths = SheetLengths { width: 210.0, height: 297.0, panel: None, ..A4_LANDSCAPE };

impl SheetLengths {
    pub fn of(paper: PaperSize) -> Self {
        match paper {
            PaperSize::A3Landscape => A3_LANDSCAPE,
            PaperSize::A3Portrait => A3_PORTRAIT,
            PaperSize::A4Landscape => A4_LANDSCAPE,
            PaperSize::A4Portrait => A4_PORTRAIT,
        }
    }

    /// The width between the margins.
    pub fn live_width(&self) -> f64 {
        self.width - self.left - self.right
    }

    /// The width that the tables have.
    pub fn table_width(&self) -> f64 {
        self.live_width() - self.panel.map_or(0.0, |panel| panel + self.gutter)
    }

    /// The type of the panel, in points, at which it is as much smaller than designed as it is narrower: its lines then
    /// break as they do on A3.
    pub fn smallest_panel(&self, points: f64) -> f64 {
        let strip = (self.live_width() - 2.0 * self.gutter) / 3.0;
        points.min(BODY * self.panel.unwrap_or(strip) / PANEL)
    }
}

/// The heights that make up a table: text relative to the type size, everything else in millimetres of the design.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct RowLengths {
    /// Between the lines of a title, or between a figure and its word.
    pub leading: f64,
    /// Above and below a row with one line, in total.
    pub white: f64,
    /// Above and below a row with more lines, which would otherwise look cramped.
    pub tall_white: f64,
    /// Between title and comment.
    pub comment_gap: f64,
    /// Between the lines of a comment, in parts of its own size.
    pub comment_leading: f64,
    /// How many times its height a row may become for the sake of filling the page.
    pub most: f64,
    /// The minimum above and below a sparkline, in total, so that those in neighbouring rows never touch.
    pub spark_white: f64,
    /// The head of a table or of a part of the panel: two lines of small type. One height, so that rules line up.
    pub head: f64,
    /// Between the rule below a head and the first row, so that chips do not touch the rule.
    pub head_gap: f64,
    /// Between two tables, in addition to the space in the next head.
    pub table_gap: f64,
    /// The hair of white that parts rows in groups, unless they have comments.
    pub hair: f64,
    /// Rows in a group.
    pub group: usize,
    /// A final group is never smaller than this.
    pub least_group: usize,
}

pub const ROWS: RowLengths = RowLengths {
    leading: 0.5,
    white: 0.575,
    tall_white: 0.62,
    comment_gap: 0.45,
    comment_leading: 0.44,
    most: 1.3,
    spark_white: 0.44,
    head: 7.3,
    head_gap: 0.45,
    table_gap: 1.3,
    hair: 0.9,
    group: 5,
    least_group: 3,
};

impl RowLengths {
    /// The height of a title and a comment of so many lines, in parts of the type size.
    pub fn text(&self, title_lines: f64, comment_lines: f64) -> f64 {
        let lines = |count: f64, leading: f64| count * (CAP + leading) - leading;
        let title = lines(title_lines, self.leading);
        if comment_lines > 0.0 {
            return title + self.comment_gap + SMALL / BODY * lines(comment_lines, self.comment_leading);
        }
        title
    }

    /// The height of a row with so much text.
    pub fn height(&self, text: f64) -> f64 {
        text + if text > 1.01 * CAP { self.tall_white } else { self.white }
    }

    /// How many hairs part the rows of a table.
    pub fn hairs(&self, rows: usize) -> usize {
        rows.saturating_sub(self.least_group) / self.group
    }
}

/// What else the estimate of the type size and the templates share: in millimetres of the design, unless it says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Design {
    /// Left and right in every cell.
    pub inset: f64,
    /// Between a number and its word.
    pub number_word: f64,
    /// Between a title and its unit.
    pub title_unit: f64,
    /// The least between a title and its code.
    pub title_code: f64,
    /// One priority.
    pub slot: f64,
    /// A chip; its white to both sides; between its shape and its word; what a shape takes.
    pub chip: f64,
    pub chip_inset: f64,
    pub chip_gap: f64,
    pub shape: f64,
    /// Type sizes in points: words beside numbers; the names of kinds and of the panel's parts; the sentence with the answer.
    pub word: f64,
    pub head: f64,
    pub answer: f64,
    /// From the baseline of a head to its rule.
    pub head_foot: f64,
    /// Between a kind's name and its subject, and above and below the name where it takes a line of its own.
    pub name_about: f64,
    pub name_gap: f64,
    /// The title of the page and the line below it: sizes in points, and millimetres of A3.
    pub title: f64,
    pub identity: f64,
    pub title_gap: f64,
    pub identity_gap: f64,
    pub identity_leading: f64,
    pub body_gap: f64,
    /// The white of a notice, left and right.
    pub notice_inset: f64,
    pub panel: PanelLengths,
}

/// The lengths of the panel, in millimetres of the design in its own type, those between lines in parts of its size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct PanelLengths {
    /// Between lines of text, items of a list, and paragraphs of the sources.
    pub lines: f64,
    pub items: f64,
    pub paragraphs: f64,
    /// From a head's rule to what follows, and from the roll-up to its notes.
    pub head_gap: f64,
    /// From the sentence with the answer to the roll-up.
    pub answer_gap: f64,
    /// Between groups of a list, and from the line that leads a group to its list.
    pub group_gap: f64,
    pub list_gap: f64,
    /// Between columns of the roll-up, and from their heads to the rule.
    pub count_gap: f64,
    pub count_foot: f64,
    /// Between the parts of the panel, and below a strip of them.
    pub part_gap: f64,
    pub strip_gap: f64,
    /// The numbers of Look here first, and the white behind them.
    pub item_number: f64,
    pub item_gap: f64,
    /// The marks of the key, and the white behind them.
    pub key_mark: f64,
    pub term_gap: f64,
    /// Lines of the roll-up and of the key, and the white between groups of the key.
    pub row: f64,
    pub key_row: f64,
    pub key_gap: f64,
}

pub const DESIGN: Design = Design {
    inset: 0.8,
    number_word: 1.2,
    title_unit: 1.3,
    title_code: 2.0,
    slot: 3.1,
    chip: 16.0,
    chip_inset: 1.4,
    chip_gap: 1.1,
    shape: 2.25,
    word: 9.0,
    head: 13.0,
    answer: 12.0,
    head_foot: 1.3,
    name_about: 2.6,
    name_gap: 1.5,
    title: 24.0,
    identity: 11.0,
    title_gap: 4.3,
    identity_gap: 4.0,
    identity_leading: 2.8,
    body_gap: 1.8,
    notice_inset: 1.2,
    panel: PanelLengths {
        lines: 0.46,
        items: 0.56,
        paragraphs: 0.7,
        head_gap: 2.5,
        answer_gap: 4.2,
        group_gap: 3.0,
        list_gap: 1.9,
        count_gap: 2.0,
        count_foot: 0.95,
        part_gap: 1.8,
        strip_gap: 4.0,
        item_number: 5.4,
        item_gap: 1.5,
        key_mark: 16.0,
        term_gap: 1.6,
        row: 4.14,
        key_row: 4.0,
        key_gap: 1.4,
    },
};

#[cfg(test)]
mod tests {
    use crate::compose::lengths::{BODY, ROWS, SheetLengths};
    use crate::model::PaperSize;

    /// A length as a designer would write it.
    fn written(millimetres: f64) -> String {
        format!("{millimetres:.2}")
    }

    #[test]
    fn a_row_of_one_line_is_four_millimetres_high() {
        let millimetres = |em: f64| written(em * BODY * 25.4 / 72.0);
        let rows = [(1.0, 0.0), (2.0, 0.0), (1.0, 1.0)];
        let heights = rows.map(|(title, comment)| millimetres(ROWS.height(ROWS.text(title, comment))));
        assert_eq!(heights, ["4.14", "8.18", "7.78"]);
    }

    #[test]
    fn tables_share_a_landscape_sheet_with_the_panel() {
        let widths = [PaperSize::A3Landscape, PaperSize::A3Portrait]
            .map(|paper| SheetLengths::of(paper).table_width());
        assert_eq!(widths.map(written), ["317.00", "273.00"]);
    }
}
