//! Rules about roll-ups: whether a measure on the whole scorecard agrees with the services' metrics that feed it.
//!
//! `feeds` says that a metric is relevant to a measure, not that it is part of it, and ratings are never added up. So
//! a difference in figures is reported only if the figures themselves show that the metrics are the parts: their
//! denominators add up to the measure's, or they combined to its figure in other periods.

use crate::analyse::feeds::{Metric, beneath};
use crate::analyse::{Colour, Results};
use crate::check::about;
use crate::check::figures::lies_more_than;
use crate::check::parts::Whole;
use crate::finding::{Code, Finding};
use crate::model::{Better, Measure, Pack, Reading};
use crate::words::list::and;
use crate::words::time;

/// How many metrics must agree before their colour is compared with the measure's. A single metric may only be
/// relevant to a small part of it.
const RATED: usize = 2;

/// A red measure must not have only green metrics, nor a green one only red ones.
pub(super) fn ratings_follow_from_those_beneath(
    pack: &Pack,
    results: &Results<'_>,
    findings: &mut Vec<Finding>,
) {
    for above in &results.measures {
        let opposite = match above.rating.colour() {
            Some(Colour::Red) => Colour::Green,
            Some(Colour::Green) => Colour::Red,
            Some(Colour::Amber) | None => continue,
        };
        let metrics = beneath(pack, results, &above.measure.id.value);
        let rated: Vec<&Metric<'_, '_>> =
            metrics.iter().filter(|metric| metric.result.rating.colour().is_some()).collect();
        let all = rated.iter().all(|metric| metric.result.rating.colour() == Some(opposite));
        let Some(colour) = above.rating.colour().filter(|_| all && rated.len() >= RATED) else { continue };
        let what = format!(
            "the measure is {}, and all {} rated metrics beneath it are {}: {}",
            colour.word(),
            rated.len(),
            opposite.word(),
            and(&rated.iter().map(|metric| named(metric)).collect::<Vec<_>>()),
        );
        let fix = "look whether a target is wrong or the metrics feed another measure; if not, say in the `comment` how \
                   both can be, and accept this with that reason";
        let measure = above.measure;
        findings.push(about(measure, Code::RatingUnlikeMetrics, &measure.title.place, what, fix));
    }
}

/// The name of a metric in messages: its id and its service.
fn named(metric: &Metric<'_, '_>) -> String {
    format!("`{}` ({})", metric.result.measure.id.value, metric.service.scorecard.title.value)
}

/// If metrics are the parts of a measure, its figure must be their combined figure.
pub(super) fn figures_follow_from_those_beneath(
    pack: &Pack,
    results: &Results<'_>,
    findings: &mut Vec<Finding>,
) {
    for above in &results.measures {
        let whole = Whole::of(above.measure, &beneath(pack, results, &above.measure.id.value));
        for sum in whole.contradictions() {
            let others = match whole.agreeing() {
                0 => String::new(),
                1 => "; in one other period they agree".to_owned(),
                more => format!("; in {more} other periods they agree"),
            };
            let parts: Vec<String> = whole
                .parts
                .iter()
                .zip(&sum.parts)
                .map(|(part, own)| format!("{own} of `{}`", part.id.value))
                .collect();
            let what = format!(
                "the figure for {} is {}, but the metrics that feed it come to {}: {}{others}",
                time::period(sum.reading.period),
                sum.own,
                sum.made,
                and(&parts),
            );
            let fix = "correct the one that is wrong; if these are no longer all its parts, accept this with the reason";
            findings.push(about(above.measure, Code::NotTheSum, &sum.reading.value_place, what, fix));
        }
    }
}

/// Parts of a measure must be good in the same direction as the measure.
pub(super) fn parts_are_better_the_same_way(pack: &Pack, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for above in &results.measures {
        let whole = Whole::of(above.measure, &beneath(pack, results, &above.measure.id.value));
        let parts = if whole.is_known() { whole.parts } else { Vec::new() };
        for part in parts {
            let (Some(own), Some(other)) = (part.better, above.measure.better) else { continue };
            if are_opposite(own, other) {
                let what = format!(
                    "`better` is `{}`, but it is `{}` of {}, of which these figures are a part",
                    own.word(),
                    other.word(),
                    above.measure.words(),
                );
                let fix = "correct one of the two, and its target with it";
                findings.push(about(part, Code::BetterUnlikeMeasure, &part.place_of("better"), what, fix));
            }
        }
    }
}

fn are_opposite(one: Better, other: Better) -> bool {
    matches!((one, other), (Better::Higher, Better::Lower) | (Better::Lower, Better::Higher))
}

/// A metric with the same frequency as the measure that it feeds must be at most one period older or newer. If the
/// older of the two is itself overdue, only that is reported.
pub(super) fn figures_keep_step_with_those_beneath(
    pack: &Pack,
    results: &Results<'_>,
    findings: &mut Vec<Finding>,
) {
    for above in &results.measures {
        for metric in beneath(pack, results, &above.measure.id.value) {
            let (upper, lower) = (above.measure, metric.result.measure);
            let (Some(of_upper), Some(of_lower)) = (newest(pack, upper), newest(pack, lower)) else {
                continue;
            };
            let lower_is_late = of_lower.period.end() < of_upper.period.end();
            let (late, old, new) = match lower_is_late {
                true => (lower, of_lower, of_upper),
                false => (upper, of_upper, of_lower),
            };
            if upper.frequency != lower.frequency
                || !lies_more_than(1, late.frequency, old.period, new.period.end())
                || lies_more_than(2, late.frequency, old.period, pack.cover.data_as_at)
            {
                continue;
            }
            let newer = match lower_is_late {
                true => format!("{}, which it feeds, has one", upper.words()),
                false => format!("{}, which feeds it, has one", named(&metric)),
            };
            let what = format!(
                "the newest figure is for {}, and {newer} for {}",
                time::period(old.period),
                time::period(new.period)
            );
            let fix = "add what has come since, or why there is none, such as `x`";
            findings.push(about(late, Code::OutOfStep, &old.place, what, fix));
        }
    }
}

/// The newest reading, or reason for having none; figures dated in the future are reported elsewhere.
fn newest<'m>(pack: &Pack, measure: &'m Measure) -> Option<&'m Reading> {
    measure.readings.readings.iter().rfind(|reading| reading.period.start() <= pack.cover.data_as_at)
}
