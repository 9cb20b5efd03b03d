//! Rules about targets: it must be possible both to miss and to meet them.

use crate::analyse::Results;
use crate::check::about;
use crate::finding::{Code, Finding};
use crate::model::{Band, Better, Measure, Number, Target, View};
use crate::words::figure::with_unit;

/// The fewest figures needed to judge a target.
const FEWEST: usize = 3;

/// A target that is met is suspect if every figure beats it by more than this share of it and than their range.
const FAR_SHARE: Number = Number::from_parts(25, 0, 0, false, 2);

/// A target that is missed is suspect if it is this many times every figure, or the reverse.
const SEVERAL: Number = Number::from_parts(5, 0, 0, false, 0);

/// A target at the end of what the unit allows is met by every figure.
pub(super) fn some_figure_could_miss_them(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        if let Some(target) = met_by_all(measure) {
            let way = measure.better.map_or("", Better::word);
            let figure = with_unit(target, target.scale(), &measure.unit);
            let what = format!("a target of {figure} is met by every figure, because {way} is better");
            let fix = "write the target that was decided on, or correct `better`";
            findings.push(about(measure, Code::TargetAlwaysMet, &measure.place_of("target"), what, fix));
        }
    }
}

/// A target of the measure that every possible figure meets.
fn met_by_all(measure: &Measure) -> Option<Number> {
    let (least, most) = measure.unit.usual;
    let met = |band: &Band| match measure.better {
        Some(Better::Higher) => band.from.filter(|from| least.is_some_and(|least| *from <= least)),
        Some(Better::Lower) => band.to.filter(|to| most.is_some_and(|most| *to >= most)),
        Some(Better::Within) | None => None,
    };
    measure.target.as_ref()?.bands().iter().find_map(met)
}

/// A target that no figure ever came near, or that every figure far exceeds, may be on the wrong side.
pub(super) fn figures_come_near_them(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in view.scorecard.measures.iter().filter(|measure| met_by_all(measure).is_none()) {
        let Some(target) = single_target(measure) else { continue };
        let values: Vec<Number> = measure.readings.values().map(|(_, value)| value).collect();
        let (Some(least), Some(most)) = (values.iter().min(), values.iter().max()) else { continue };
        if values.len() < FEWEST || (*least <= target && target <= *most) {
            continue;
        }
        let met = (target < *least) == (measure.better == Some(Better::Higher));
        let gap = if target > *most { target - *most } else { *least - target };
        let far = match met {
            true => gap > (*most - *least).max(target.abs() * FAR_SHARE),
            // Ambitious targets are missed for years; one far out has lost a digit or its decimal point.
            false => {
                *least > Number::ZERO
                    && target > Number::ZERO
                    && (target >= *most * SEVERAL || *least >= target * SEVERAL)
            }
        };
        if far {
            let print = |value: Number| with_unit(value, value.scale(), &measure.unit);
            let what = format!(
                "every figure, from {} to {}, {} the target of {} by far",
                print(*least),
                print(*most),
                if met { "meets" } else { "misses" },
                print(target)
            );
            let fix = "correct the target or `better`; if both are right, accept this with the reason";
            findings.push(about(measure, Code::TargetFar, &measure.place_of("target"), what, fix));
        }
    }
}

/// The one number that is the target of every period, if that is its form.
pub(super) fn single_target(measure: &Measure) -> Option<Number> {
    let Some(Target::Always(band)) = measure.target.as_ref().map(|target| &target.value) else { return None };
    match measure.better? {
        Better::Higher => band.from,
        Better::Lower => band.to,
        Better::Within => None,
    }
}
