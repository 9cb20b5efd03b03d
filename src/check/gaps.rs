//! Periods left out in the middle of a regular series without a reason.

use crate::analyse::Results;
use crate::check::about;
use crate::finding::{Code, Finding};
use crate::model::{Period, Reading, View};
use crate::words::time;

/// How many consecutive pairs of periods make a series regular, and how many each gap requires.
const STEPS: usize = 3;

/// No period between the first reading and the last may be left out without a reason. A survey every second year
/// leaves out every other period and is not regular in this sense; a break is a reason in itself.
pub(super) fn no_period_is_left_out(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        let readings = &measure.readings.readings;
        let gaps: Vec<(Period, &Reading)> = readings.windows(2).filter_map(gap).collect();
        let steps = readings.len().saturating_sub(1 + gaps.len());
        if steps < STEPS * gaps.len().max(1) {
            continue;
        }
        // If the newest figure's period lies in the future, another rule reports it, and the gap is not real.
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

/// The first period left out between two readings, and the reading after it.
fn gap(pair: &[Reading]) -> Option<(Period, &Reading)> {
    let [before, behind] = pair else { return None };
    let next = before.period.next()?;
    (next.end() < behind.period.start()).then_some((next, behind))
}
