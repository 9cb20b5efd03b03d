//! The type size of the single page, estimated from its rows before anything is set.
//!
//! The estimate is a pure function of the pack, so that one layout is enough. The template measures what it sets;
//! only if the page is full does the program go down by half points. It never changes what the page says.

use crate::compose::cells::below;
use crate::compose::lengths::{BODY, COMFORT, ROWS, SMALL, SheetLengths};
use crate::compose::manuscript::{Column, Spark};
use crate::model::quantity::float;
use crate::model::{Measure, View};

/// Steps in which the type shrinks, in points.
const STEP: f64 = 0.5;
/// The average width of a letter, in parts of the type size, measured over the titles of the national measures.
const LETTER: f64 = 0.41;
/// Millimetres to the point.
const POINT: f64 = 25.4 / 72.0;

/// A type size to try, and the size of the sparklines that goes with it.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub points: f64,
    pub spark: Spark,
    pub comments: bool,
    /// Whether Look here first brings the first sentence of each comment.
    pub look_comments: bool,
}

/// So many measures to look at first leave room for a sentence of each one's comment.
const MOST_WITH_COMMENTS: usize = 8;

/// The sizes to try, from the one asked for or estimated down to the floor. `look`: how many measures Look here first names.
pub fn sizes(view: &View<'_>, columns: &[Column], look: usize) -> Vec<Size> {
    let floor = float(view.scorecard.page.paper.smallest_type());
    let asked = view.scorecard.page.type_size.as_ref().map(|size| float(size.value));
    let largest = SheetLengths::of(view.scorecard.page.paper).largest_type;
    let comments = view.scorecard.page.comments.unwrap_or_else(|| fits(view, columns, floor + STEP, true));
    let start = asked.unwrap_or_else(|| {
        steps(largest, floor)
            .chain(std::iter::once(floor))
            .find(|size| fits(view, columns, *size, comments))
            .unwrap_or(floor)
    });
    let tried: Vec<f64> = steps(start, floor).chain(std::iter::once(floor)).collect();
    // The panel gives way before the type does; where it is sure to be full, nothing else is tried.
    let room = |look_comments: &bool| !look_comments || look <= MOST_WITH_COMMENTS;
    let panels = |points| [true, false].into_iter().filter(room).map(move |comments| (points, comments));
    let size = |(points, look_comments)| Size { points, comments, spark: spark(view, points), look_comments };
    tried.into_iter().flat_map(panels).map(size).collect()
}

/// Whether the pack has comments that the page has no room for, though nobody said to leave them out.
pub fn comments_left_out(view: &View<'_>, columns: &[Column]) -> bool {
    let any = view.scorecard.measures.iter().any(|measure| measure.comment.is_some());
    any && view.scorecard.page.comments.is_none() && !sizes(view, columns, 0).iter().any(|size| size.comments)
}

fn steps(from: f64, floor: f64) -> impl Iterator<Item = f64> {
    let count = ((from - floor) / STEP).floor().max(0.0) as u32;
    (0..=count).map(move |step| from - f64::from(step) * STEP)
}

/// Whether the rows are likely to fit at a size.
fn fits(view: &View<'_>, columns: &[Column], points: f64, comments: bool) -> bool {
    let sheet = SheetLengths::of(view.scorecard.page.paper);
    let scale = points / BODY;
    let title_width = sheet.table_width() - scale * columns.iter().map(|column| column.usual).sum::<f64>();
    let lines =
        |letters: usize, size: f64| (letters as f64 * LETTER * size * POINT / title_width).ceil().max(1.0);
    let row = |measure: &Measure| {
        let unit = measure.unit.beside.chars().count();
        let code = measure.code.as_ref().and_then(|code| code.rsplit(' ').next()).map_or(0, str::len);
        let title = lines(measure.title.chars().count() + unit + code, points);
        let below = if comments { below(view.scorecard, measure).chars().count() } else { 0 };
        let comment = if below == 0 { 0.0 } else { lines(below, points * SMALL / BODY) };
        points * POINT * ROWS.height(title, comment)
    };
    let hairs = (view.scorecard.measures.len() / ROWS.group) as f64 * ROWS.hair;
    let around = scale * (view.scorecard.kinds.len() as f64 * ROWS.usual_head + hairs);
    title_width >= COMFORT * scale
        && view.scorecard.measures.iter().map(row).sum::<f64>() + around <= sheet.table_height()
}

/// The size of the sparklines: as high as the rows are likely to be, and wide enough to show slopes.
fn spark(view: &View<'_>, points: f64) -> Spark {
    let scale = points / BODY;
    let rows = SheetLengths::of(view.scorecard.page.paper).table_height()
        - view.scorecard.kinds.len() as f64 * ROWS.usual_head * scale;
    let share = rows / view.scorecard.measures.len().max(1) as f64;
    let height = (share - ROWS.usual_spark_white).clamp(3.5 * scale, 6.0 * scale);
    let tenths = |length: f64| (length * 10.0).round() / 10.0;
    Spark { width: tenths(22.0 * scale), height: tenths(height) }
}
