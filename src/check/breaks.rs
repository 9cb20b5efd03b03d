//! Breaks that nobody explains.

use crate::analyse::Results;
use crate::analyse::change::is_better;
use crate::check::about;
use crate::finding::{Code, Finding};
use crate::model::{Measure, Number, Reading, View};
use crate::words::figure::plain;
use crate::words::time;

/// By which part of the figure before it has to be worse to be more than the figures' usual moves.
const MUCH: Number = Number::from_parts(5, 0, 0, false, 2);

/// A break in front of the latest figure, or of one that is much worse, has a note that says what is counted otherwise:
/// it takes change and trend away.
pub(super) fn breaks_are_explained(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        let values: Vec<(&Reading, Number)> = measure.readings.values().collect();
        for (at, (reading, value)) in values.iter().enumerate().skip(1) {
            let is_latest = at + 1 == values.len();
            let before = values[at - 1];
            let worse = is_much_worse(measure, *value, before.1);
            if !reading.breaks || reading.note.is_some() || !(is_latest || worse) {
                continue;
            }
            let print = |value: Number| plain(value, value.scale());
            let what = format!(
                "the figure for {}, {}, is marked `break` without a note, so that it is not compared with the {} for {}",
                time::period(reading.period),
                print(*value),
                print(before.1),
                time::period(before.0.period),
            );
            let fix =
                "add a `note` that says what is counted in another way; if nothing is, take `break` away";
            let place = reading.places.of("break").unwrap_or(&reading.value_place);
            findings.push(about(measure, Code::BreakUnexplained, place, what, fix));
        }
    }
}

fn is_much_worse(measure: &Measure, value: Number, before: Number) -> bool {
    is_better(measure, None, value, before) == Some(false) && (value - before).abs() > before.abs() * MUCH
}
