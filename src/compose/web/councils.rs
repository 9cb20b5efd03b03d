//! The strip of all councils: columns show how many have which figure, better ones to the right.

use crate::analyse::MeasureResult;
use crate::analyse::rank::Among;
use crate::analyse::rating::up_is_good;
use crate::chart::layers::{Layer, Stroke, draw};
use crate::compose::panel::short_name;
use crate::compose::web::history::{number, percent, view_box};
use crate::compose::web::manuscript::{Label, Strip};
use crate::compose::web::picture;
use crate::model::quantity::float;
use crate::model::{Number, View};
use crate::words::figure::short;
use crate::words::list::capital;
use crate::words::sentence::rank_words;
use crate::words::time;
use crate::words::typography::apostrophes;

/// The most columns in the strip.
const MOST_COLUMNS: i64 = 44;
/// The share of its slot that is left free on each side of a column.
const FREE: f64 = 0.08;

/// All councils as columns; `None` if the pack lacks their figures.
pub fn strip(view: &View<'_>, result: &MeasureResult<'_>) -> Option<Strip> {
    // For all councils if the pack has them, otherwise for the group.
    let all = result.ranks.iter().find(|rank| rank.among == Among::All);
    let rank = all.or(result.ranks.first())?;
    let unit = &result.measure.unit;
    let places = result.decimals();
    let values: Vec<f64> = rank.values.iter().copied().map(float).collect();
    let up = up_is_good(result.measure.better) == Some(true);
    let slots = Slots::of(&values, places, up);
    let other = rank.comparator;
    let at = view.comparators.iter().position(|found| found.name.value == other.name.value);
    let theirs = at.and_then(|at| result.comparisons.get(at)?.as_ref()).map(|found| found.value);
    let theirs = theirs.filter(|value| (slots.low..=slots.high).contains(&float(*value)));
    let across = |value: Number| slots.across(float(value));
    let upright = |layer, value| Stroke { layer, points: vec![(across(value), 0.0), (across(value), 1.0)] };
    let mut strokes = slots.columns(&values);
    strokes.extend(theirs.map(|value| upright(Layer::Other, value)));
    strokes.push(upright(Layer::Own, rank.own));
    let (worst, best) = if up { (slots.low, slots.high) } else { (slots.high, slots.low) };
    let [worst, best, own] = [worst, best, float(rank.own)].map(|value| number(value, places));
    let period = result.latest.map(|latest| time::period(latest.period)).unwrap_or_default();
    Some(Strip {
        title: format!("{}, {period}", capital(&rank_words(rank))),
        alt: format!(
            "{} councils, from {worst} (worst) to {best} (best); the council\u{2019}s own figure is {own}.",
            rank.standing.of
        ),
        shapes: picture::chart(&draw(&strokes)),
        view: view_box(),
        own: Label {
            name: if across(rank.own) < 0.5 { "start" } else { "end" },
            x: percent(across(rank.own)),
            text: format!("{} {}", short_name(&view.cover.council.value), short(rank.own, places, unit)),
            ..Label::default()
        },
        other: theirs.map(|value| Label {
            x: percent(across(value)),
            text: apostrophes(&format!("{} {}", other.title.value, short(value, places, unit))),
            ..Label::default()
        }),
        worst: format!("Worst {worst}"),
        best: format!("Best {best}"),
    })
}

/// The slots for the columns, of equal width from the lowest figure to the highest.
struct Slots {
    low: f64,
    high: f64,
    width: f64,
    count: usize,
    /// Whether high is good, so that the lowest figure goes on the left.
    up: bool,
}

impl Slots {
    fn of(values: &[f64], decimals: u32, up: bool) -> Self {
        let (low, high) =
            values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(*v), b.max(*v)));
        let width = column_width(high - low, decimals);
        Self { low, high, width, count: ((high - low) / width).floor() as usize + 1, up }
    }

    /// How far along the strip a figure lies, as a share: mid-slot, if it is a step of the scale.
    fn across(&self, value: f64) -> f64 {
        let share = ((value - self.low) / self.width + 0.5) / self.count as f64;
        if self.up { share } else { 1.0 - share }
    }

    /// The slot of a figure, counted from the left.
    fn slot(&self, value: f64) -> usize {
        let last = self.count - 1;
        let slot = (((value - self.low) / self.width + 1e-9).floor() as usize).min(last);
        if self.up { slot } else { last - slot }
    }

    /// A column for each slot that contains figures; the fullest is as high as the strip.
    fn columns(&self, values: &[f64]) -> Vec<Stroke> {
        let mut counts = vec![0_usize; self.count];
        for value in values {
            counts[self.slot(*value)] += 1;
        }
        let most = counts.iter().copied().max().unwrap_or(1).max(1) as f64;
        let slot = 1.0 / self.count as f64;
        let column = |(at, count): (usize, usize)| {
            let (left, right) = ((at as f64 + FREE) * slot, (at as f64 + 1.0 - FREE) * slot);
            let top = 1.0 - count as f64 / most;
            Stroke {
                layer: Layer::Column,
                points: vec![(left, 1.0), (left, top), (right, top), (right, 1.0)],
            }
        };
        counts.into_iter().enumerate().filter(|(_, count)| *count > 0).map(column).collect()
    }
}

/// The width of a column: the fewest steps of the published precision that do not give too many columns.
fn column_width(spread: f64, decimals: u32) -> f64 {
    let step = 1.0 / libm::pow(10.0, f64::from(decimals));
    let columns = (spread / step / MOST_COLUMNS as f64).ceil().max(1.0);
    columns * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_whole_steps_of_the_precision() {
        assert!((column_width(2.2, 1) - 0.1).abs() < 1e-12);
        assert!((column_width(60.0, 1) - 1.4).abs() < 1e-12);
    }

    #[test]
    fn the_better_councils_are_on_the_right() {
        let values = [5.0, 6.0, 6.0];
        let tops = |up| {
            let columns = Slots::of(&values, 0, up).columns(&values);
            columns.iter().map(|column| column.points[1].1).collect::<Vec<_>>()
        };
        assert_eq!(tops(true), [0.5, 0.0], "two councils have 6, one has 5");
        assert_eq!(tops(false), [0.0, 0.5]);
        let place = |value, up| Slots::of(&values, 0, up).across(value);
        assert!(place(6.0, true) > place(5.0, true) && place(6.0, false) < place(5.0, false));
    }
}
