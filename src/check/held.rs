//! Rules about what the latest figure is held against: a target that holds for its period, and a comparator that has a figure.

use chrono::Datelike;

use crate::analyse::rating::holds_on;
use crate::analyse::{MeasureResult, NotRated, Rating, Results};
use crate::check::about;
use crate::check::figures::{is_of_the_future, possessive};
use crate::finding::{Code, Finding};
use crate::model::{Band, Frequency, Measure, Period, Target, View};
use crate::words::sentence::aim_words;
use crate::words::time;

/// A figure of a new year has a target, if those before it had one.
pub(super) fn targets_are_renewed(view: &View<'_>, results: &Results<'_>, findings: &mut Vec<Finding>) {
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
            aim_words(band, band.scale(), &measure.unit),
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
    (result.rating == Rating::Not(NotRated::NoTargetForPeriod)).then_some(())?;
    let bands = result.measure.target.as_ref()?.by_period();
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
    let Some(target) = measure.target.as_ref() else { return String::new() };
    let bands = target.by_period();
    let newest = bands.iter().max_by_key(|(of, _)| of.end());
    let in_year = |period: &Period| period.year() == latest.year();
    let first = measure.readings.readings.iter().map(|reading| reading.period).find(in_year);
    let (period, key, old) = match (&target.value, measure.frequency) {
        (Target::Profile(_), _) => (latest.year(), "year", newest),
        _ if holds_on(measure) => (first.unwrap_or(latest), "target", newest),
        (_, Frequency::Years(_)) => (latest, "target", newest),
        _ => (latest, "target", bands.iter().rfind(|(of, _)| is_same_time_of_year(*of, latest))),
    };
    match old {
        Some((_, band)) => {
            format!("add `{period}: {band}` to `{key}`; if the target changed, write the new one instead")
        }
        None => format!("add `{period}: ...` to `{key}`, with what is to be reached by then"),
    }
}

/// Whether two periods end at the same time of their years.
fn is_same_time_of_year(one: Period, other: Period) -> bool {
    let month = |period: Period| period.end().month();
    month(one) == month(other)
}

/// A comparator that is the target has a figure to hold the latest one against.
pub(super) fn comparators_have_a_figure(view: &View<'_>, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for result in results.measures.iter().filter(|result| result.value().is_some()) {
        let measure = result.measure;
        let (Rating::Not(NotRated::NoComparatorFigure), Some(latest)) = (result.rating, result.latest) else {
            continue;
        };
        let Some(Target::Comparator(name)) = measure.target.as_ref().map(|target| &target.value) else {
            continue;
        };
        // One that is not declared is told as that.
        let Some(other) = view.cover.comparators.iter().find(|other| other.name.value == *name) else {
            continue;
        };
        let period = time::period(latest.period);
        let what = format!(
            "the target is {} figure, and there is none for {period}, nor an earlier one that can be compared",
            possessive(&other.title.value)
        );
        let fix = format!(
            "add `{}` to `{name}` under `comparators`, with its figure; if there is none, write a number as `target`, or \
             take the line out",
            latest.period
        );
        findings.push(about(measure, Code::TargetWithoutFigure, &measure.place_of("target"), what, fix));
    }
}
