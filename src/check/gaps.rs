//! Periods that are left out in the middle of a regular series, where nobody says why.

use crate::analyse::Results;
use crate::check::about;
use crate::finding::{Code, Finding};
use crate::model::{Period, Reading, View};
use crate::words::time;

/// The fewest steps from one period to the very next that make a series regular, and how many there are for each gap.
const STEPS: usize = 3;

/// Between the first reading and the last, no period is left out without its reason. A survey that is taken in every
/// second year leaves every other one out, and a break says itself that something happened.
pub(super) fn no_period_is_left_out(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        let readings = &measure.readings.readings;
        let gaps: Vec<(Period, &Reading)> = readings.windows(2).filter_map(gap).collect();
        let steps = readings.len().saturating_sub(1 + gaps.len());
        if steps < STEPS * gaps.len().max(1) {
            continue;
        }
        // Behind a slip in the period of the newest figure, which is told, nothing was left out.
        let told = |behind: &Reading| behind.breaks || behind.period.end() > view.cover.data_as_at;
        for (missing, behind) in gaps.into_iter().filter(|(_, behind)| !told(behind)) {
            let what = format!(
                "no figure for {} stands in front of that for {}, and no reason why there is none",
                time::period(missing),
                time::period(behind.period)
            );
            let fix = format!("write the figure, or the reason: `{missing}: x`");
            findings.push(about(measure, Code::ReadingLeftOut, &behind.place, what, fix));
        }
    }
}

/// The first period that is left out between two readings, and the reading behind it.
fn gap(pair: &[Reading]) -> Option<(Period, &Reading)> {
    let [before, behind] = pair else { return None };
    let next = before.period.next()?;
    (next.end() < behind.period.start()).then_some((next, behind))
}
