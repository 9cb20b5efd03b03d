//! Process limits end where figures of the unit do: there are no −4 injuries, and no 103% of all who were asked.

use crate::model::quantity::float;
use crate::model::{Better, Measure, Number};
use crate::stats::xmr::{Chart, Limits};

/// Holds the limits of a chart within what the unit allows. An end that the series itself has passed is none.
pub(super) fn hold(chart: &mut Chart, measure: &Measure) {
    let (least, most) = ends(measure);
    for limits in chart.phases.iter_mut().filter_map(|phase| phase.limits.as_mut()) {
        let Limits { lower, upper, near_lower, near_upper } = limits;
        for limit in [lower, upper, near_lower, near_upper] {
            *limit = most.map_or(*limit, |most| limit.min(most));
            *limit = least.map_or(*limit, |least| limit.max(least));
        }
    }
}

/// The least and the most that figures of the measure can be. A percentage that is best within a band is a difference,
/// which has no such ends.
fn ends(measure: &Measure) -> (Option<f64>, Option<f64>) {
    let (least, most) = match measure.better {
        Some(Better::Within) => measure.unit.range,
        Some(Better::Higher | Better::Lower) | None => measure.unit.usual,
    };
    let passed = |end: &dyn Fn(Number) -> bool| measure.readings.values().any(|(_, value)| end(value));
    let least = least.filter(|least| !passed(&|value| value < *least));
    let most = most.filter(|most| !passed(&|value| value > *most));
    (least.map(float), most.map(float))
}
