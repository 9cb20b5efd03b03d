//! The lengths of the printed page that the estimate of the type size and the templates share, each written once. Columns
//! have theirs in `compose/columns.rs`; what the templates alone need to know is in `theme.typ`.

use serde::Serialize;

use crate::model::PaperSize;

/// The type size of the design, in points. Lengths "of the design" grow and shrink with the type.
pub const BODY: f64 = 9.5;
/// Comments, codes and heads of columns in the design, in points: the smallest type on the page.
pub const SMALL: f64 = 8.5;
/// How high the typeface's capitals are, in parts of the type size: what a single line of text is tall.
pub const CAP: f64 = 0.66;
/// The width of the measure's column below which words go beneath their numbers, in millimetres of the design.
pub const COMFORT: f64 = 74.0;
/// The width for which the panel was designed, in millimetres: in a narrower one its type is smaller.
const PANEL: f64 = 71.0;

/// A sheet of paper and how it is shared out, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SheetLengths {
    pub width: f64,
    pub height: f64,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    /// The lowest ink stays clear of page stamps.
    pub bottom: f64,
    /// How much of the top right the title leaves to the committee's stamp.
    pub stamp: f64,
    /// The panel beside the tables; none where it lies above them as a strip.
    pub panel: Option<f64>,
    pub full_panel: f64,
    /// The white between panel and tables, and between the parts of a strip.
    pub gutter: f64,
    /// How large the title is against that of A3.
    pub scale: f64,
    /// What title and strip usually take of the height; the template measures them.
    #[serde(skip)]
    pub usual_head: f64,
    /// Larger type would make lines that the eye loses, in points.
    #[serde(skip)]
    pub largest_type: f64,
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
    full_panel: PANEL,
    gutter: 8.0,
    scale: 1.0,
    usual_head: 19.5,
    largest_type: 11.0,
};

const A3_PORTRAIT: SheetLengths =
    SheetLengths { width: 297.0, height: 420.0, panel: None, usual_head: 88.5, ..A3_LANDSCAPE };

const A4_LANDSCAPE: SheetLengths = SheetLengths {
    width: 297.0,
    height: 210.0,
    left: 9.0,
    right: 9.0,
    top: 7.0,
    bottom: 10.0,
    stamp: 60.0,
    panel: Some(50.5),
    full_panel: PANEL,
    gutter: 5.7,
    scale: 0.71,
    usual_head: 15.0,
    largest_type: 8.25,
};

const A4_PORTRAIT: SheetLengths =
    SheetLengths { width: 210.0, height: 297.0, panel: None, usual_head: 62.0, ..A4_LANDSCAPE };

impl SheetLengths {
    pub fn of(paper: PaperSize) -> Self {
        match paper {
            PaperSize::A3Landscape => A3_LANDSCAPE,
            PaperSize::A3Portrait => A3_PORTRAIT,
            PaperSize::A4Landscape => A4_LANDSCAPE,
            PaperSize::A4Portrait => A4_PORTRAIT,
        }
    }

    /// The width that the tables have.
    pub fn table_width(&self) -> f64 {
        let beside = self.panel.map_or(0.0, |panel| panel + self.gutter);
        self.width - self.left - self.right - beside
    }

    /// The height that the tables usually have.
    pub fn table_height(&self) -> f64 {
        self.height - self.top - self.bottom - self.usual_head
    }
}

/// The heights that make up a table: of text in parts of the type size, of all else in millimetres of the design.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct RowLengths {
    /// Between the lines of a title, or of a figure and its word.
    pub leading: f64,
    /// Above and below a row of one line, together.
    pub white: f64,
    /// The same for a row of more lines, which would otherwise look crammed.
    pub tall_white: f64,
    /// Between title and comment.
    pub comment_gap: f64,
    /// Between the lines of a comment, in parts of its own size.
    pub comment_leading: f64,
    /// A row never grows taller than this for the sake of filling the page: 2.3 lines.
    pub most: f64,
    /// The least above and below a sparkline, together, so that those of two rows never touch.
    pub spark_white: f64,
    /// What it usually is: the hairs take their share.
    #[serde(skip)]
    pub usual_spark_white: f64,
    /// The head of a table or of a part of the panel: two lines of small type. One height, so that rules line up.
    pub head: f64,
    /// Between a head's rule and the first row, so that chips do not hang on the rule.
    pub head_gap: f64,
    /// Between two tables, besides the white that the next head brings.
    pub table_gap: f64,
    /// What a table usually takes besides its rows: a name may need a line of its own.
    #[serde(skip)]
    pub usual_head: f64,
    /// The hair of white that parts rows in groups, unless they have comments.
    pub hair: f64,
    /// Rows to a group.
    pub group: usize,
    /// Fewer rows than this are never left alone behind a hair.
    pub least_group: usize,
}

pub const ROWS: RowLengths = RowLengths {
    leading: 0.5,
    white: 0.575,
    tall_white: 0.62,
    comment_gap: 0.45,
    comment_leading: 0.44,
    most: 2.85,
    spark_white: 0.44,
    usual_spark_white: 0.6,
    head: 7.3,
    head_gap: 0.45,
    table_gap: 1.3,
    usual_head: 9.6,
    hair: 0.9,
    group: 5,
    least_group: 3,
};

impl RowLengths {
    /// The height of a row whose title and comment take so many lines, in parts of the type size.
    pub fn height(&self, title_lines: f64, comment_lines: f64) -> f64 {
        let lines = |count: f64, leading: f64| count * (CAP + leading) - leading;
        let title = lines(title_lines, self.leading);
        if comment_lines > 0.0 {
            let comment = SMALL / BODY * lines(comment_lines, self.comment_leading);
            return title + self.comment_gap + comment + self.tall_white;
        }
        title + if title_lines > 1.0 { self.tall_white } else { self.white }
    }
}

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
        let heights = rows.map(|(title, comment)| millimetres(ROWS.height(title, comment)));
        assert_eq!(heights, ["4.14", "8.18", "7.78"]);
    }

    #[test]
    fn tables_share_a_landscape_sheet_with_the_panel() {
        let widths = [PaperSize::A3Landscape, PaperSize::A3Portrait]
            .map(|paper| SheetLengths::of(paper).table_width());
        assert_eq!(widths.map(written), ["317.00", "273.00"]);
    }
}
