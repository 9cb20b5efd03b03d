//! Rules about targets: they can be missed, they can be met, and the latest figure has one.

use crate::analyse::rating::holds_on;
use crate::analyse::{MeasureResult, NotRated, Rating, Results};
use crate::check::about;
use crate::check::figures::is_of_the_future;
use crate::finding::{Code, Finding};
use crate::model::{Band, Better, Frequency, Measure, Number, Period, Target, Tolerance, View};
use crate::words::figure::with_unit;
use crate::words::sentence::aim_words;
use crate::words::time;

use chrono::Datelike;

/// The fewest figures from which a target's side can be told.
const FEWEST: usize = 3;

/// A target that is met is far if the figures are further off than so large a part of its size, and than they ever moved.
const FAR_SHARE: Number = Number::from_parts(25, 0, 0, false, 2);

/// A target that is missed is far if it is so many times the figures, or they it.
const SEVERAL: Number = Number::from_parts(5, 0, 0, false, 0);

/// A share of a target that is 0, or is printed as 0, is no tolerance at all.
pub(super) fn tolerances_are_something(_: &View<'_>, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for result in &results.measures {
        let (Some(aim), Some(Tolerance::Share(share))) = (&result.aim, result.measure.tolerance) else {
            continue;
        };
        if aim.tolerance.is_zero() && !share.is_zero() {
            let what = format!("{share}% of the target for the latest figure, which is 0, is nothing");
            let fix = "write `tolerance` in the measure's unit, such as `0.3`, or `2pp` for percentages";
            let place = result.measure.place_of("target");
            findings.push(about(result.measure, Code::Tolerance, &place, what, fix));
        }
    }
}

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

/// A target of the measure that every figure meets.
fn met_by_all(measure: &Measure) -> Option<Number> {
    let (least, most) = measure.unit.usual;
    let met = |band: &Band| match measure.better {
        Some(Better::Higher) => band.from.filter(|from| least.is_some_and(|least| *from <= least)),
        Some(Better::Lower) => band.to.filter(|to| most.is_some_and(|most| *to >= most)),
        Some(Better::Within) | None => None,
    };
    bands(measure).iter().find_map(met)
}

/// A target that no figure ever came near, or that every figure is far beyond, may be on the wrong side.
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
            // An ambitious target is missed for years; one that is several times off has lost a digit or its point.
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

/// A figure of a new year has a target, if those before it had one.
pub(super) fn they_are_renewed(view: &View<'_>, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for result in &results.measures {
        let measure = result.measure;
        let Some((latest, period, band)) = lapsed(result) else { continue };
        // A figure of the future is told as that.
        if is_of_the_future(measure, latest, view.cover.data_as_at) {
            continue;
        }
        let end = if holds_on(measure) {
            format!(" and held to the end of {}", time::period(period.year()))
        } else {
            String::new()
        };
        let what = format!(
            "no target holds for {}, the latest figure; the last one, {}, is written for {}{end}",
            time::period(latest),
            aim_words(band, scale(band), &measure.unit),
            time::period(period),
        );
        findings.push(about(
            measure,
            Code::TargetNotRenewed,
            &measure.place_of("target"),
            what,
            renewal(measure, latest),
        ));
    }
}

/// The latest figure's period, and the target written last before it, of a measure that is not rated because none holds.
fn lapsed(result: &MeasureResult<'_>) -> Option<(Period, Period, Band)> {
    let (Rating::Not(NotRated::NoTargetForPeriod), Some(Target::ByPeriod(bands))) =
        (result.rating, result.measure.target.as_ref().map(|target| &target.value))
    else {
        return None;
    };
    let latest = result.latest?.period;
    // A target for another kind of year that lies across the figure's is told as that.
    let across = |of: &Period| of.start() <= latest.end() && latest.start() <= of.end();
    if bands.iter().any(|(of, _)| across(of)) {
        return None;
    }
    let earlier = bands.iter().filter(|(of, _)| of.end() < latest.start());
    let (period, band) = earlier.max_by_key(|(of, _)| of.end())?;
    Some((latest, *period, *band))
}

/// The line to write for a target that was not renewed: from the first figure of the new year on where it holds on, and of
/// a sum that begins anew the one of the same time of the year before.
fn renewal(measure: &Measure, latest: Period) -> String {
    let Some(Target::ByPeriod(bands)) = measure.target.as_ref().map(|target| &target.value) else {
        return String::new();
    };
    let of_year = |period: &Period| period.year() == latest.year();
    let first = measure.readings.readings.iter().map(|reading| reading.period).find(of_year);
    let (period, old) = match (holds_on(measure), measure.frequency) {
        (true, _) => (first.unwrap_or(latest), bands.iter().max_by_key(|(of, _)| of.end())),
        (false, Frequency::Years(_)) => (latest, bands.iter().max_by_key(|(of, _)| of.end())),
        (false, _) => (latest, bands.iter().rfind(|(of, _)| same_time_of_year(*of, latest))),
    };
    match old {
        Some((_, band)) => format!(
            "add `{period}: {}` to `target`; if the target changed, write the new one instead",
            written(*band)
        ),
        None => format!("add `{period}: ...` to `target`, with what is to be reached by then"),
    }
}

/// Whether two periods end at the same time of their years.
fn same_time_of_year(one: Period, other: Period) -> bool {
    let month = |period: Period| period.end().month();
    month(one) == month(other)
}

/// A target as it is written in a pack.
fn written(band: Band) -> String {
    match (band.from, band.to) {
        (Some(from), Some(to)) => format!("{{ from: {from}, to: {to} }}"),
        (Some(end), None) | (None, Some(end)) => end.to_string(),
        (None, None) => String::new(),
    }
}

/// The decimals with which a target is written.
fn scale(band: Band) -> u32 {
    band.from.into_iter().chain(band.to).map(|end| end.scale()).max().unwrap_or(0)
}

/// The one number that is the target of every period, if that is its form.
fn single_target(measure: &Measure) -> Option<Number> {
    let Some(Target::Always(band)) = measure.target.as_ref().map(|target| &target.value) else { return None };
    match measure.better? {
        Better::Higher => band.from,
        Better::Lower => band.to,
        Better::Within => None,
    }
}

/// The targets that the pack writes down as numbers.
fn bands(measure: &Measure) -> Vec<Band> {
    match measure.target.as_ref().map(|target| &target.value) {
        Some(Target::Always(band)) => vec![*band],
        Some(Target::ByPeriod(bands)) => bands.iter().map(|(_, band)| *band).collect(),
        Some(Target::Comparator(_)) | None => Vec::new(),
    }
}
