//! Rules about figures: how each agrees with its neighbours, its counts and the calendar.

use crate::analyse::{Comparison, Results};
use crate::check::years::are_alike;
use crate::check::{about, all_series, figure_of};
use crate::finding::{Code, Finding, Place};
use crate::model::{Better, Count, Covers, Frequency, Measure, Missing, Number, Period, Reading, View};
use crate::words::figure::with_unit;
use crate::words::time;

use chrono::{Months, NaiveDate};

/// The smallest count that identifies nobody.
pub(super) const SMALLEST_COUNT: Number = Number::from_parts(5, 0, 0, false, 0);

/// A figure that is awaited is none.
pub(super) fn nothing_is_awaited(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        let readings = all_series(measure).flat_map(|(_, series)| &series.readings);
        for reading in readings.filter(|reading| reading.value == Err(Missing::Awaited)) {
            let what = format!("the figure for {} is awaited", time::period(reading.period));
            let fix = "write the figure, or `x` if it will not come before the meeting";
            findings.push(about(measure, Code::Awaited, &reading.place, what, fix));
        }
    }
}

/// No figure may be for a time after the data date.
pub(super) fn none_is_of_the_future(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        let readings = all_series(measure).flat_map(|(_, series)| &series.readings);
        let is_early = |reading: &&Reading| is_of_the_future(measure, reading.period, view.cover.data_as_at);
        for reading in readings.filter(|reading| reading.value.is_ok()).filter(is_early) {
            let what = format!(
                "{} is not over on {}, the day up to which figures are in",
                time::period(reading.period),
                time::date(view.cover.data_as_at)
            );
            let fix = "correct the period, or `data-as-at`";
            findings.push(about(measure, Code::FutureReading, &reading.place, what, fix));
        }
    }
}

/// Whether a figure for a period cannot be there on a day: one for a whole period is there when the period has ended, a
/// running one as soon as it has begun.
pub(super) fn is_of_the_future(measure: &Measure, period: Period, day: NaiveDate) -> bool {
    let known = match measure.covers {
        Covers::Period | Covers::Snapshot => period.end(),
        Covers::YearToDate | Covers::RollingYear => period.start(),
    };
    known > day
}

/// The newest reading, or the reason why there is none, is of the period that was due last, or of the one before it:
/// one whole period is allowed for collecting figures.
pub(super) fn none_is_overdue(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        let Some(newest) = measure.readings.readings.last() else { continue };
        if lies_more_than(2, measure.frequency, newest.period, view.cover.data_as_at) {
            let what = format!(
                "the newest figure is for {}, but the measure is {} and figures are in up to {}",
                time::period(newest.period),
                measure.frequency,
                time::date(view.cover.data_as_at)
            );
            let fix = "add what has come since, or why there is none, such as `x`";
            findings.push(about(measure, Code::ReadingOverdue, &newest.place, what, fix));
        }
    }
}

/// Whether a day is more than this many periods of a frequency after the end of a period; false if the day could not be
/// read, which has been reported.
pub(super) fn lies_more_than(periods: u32, frequency: Frequency, of: Period, day: NaiveDate) -> bool {
    // Months are counted from the day after, because the last days of months are not equally far apart.
    let allowed = of
        .end()
        .succ_opt()
        .and_then(|next| next.checked_add_months(Months::new(periods * frequency.months())));
    day != NaiveDate::MAX && allowed.is_some_and(|allowed| allowed <= day)
}

/// Shares must be from 0 to 100% and times at least 0. Differences in percent are exempt: their target is a band.
pub(super) fn shares_are_shares(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        for (series, reading, value) in values(measure).filter(|(_, _, value)| is_unlikely(measure, *value)) {
            let figure = with_unit(value, value.scale(), &measure.unit);
            let what =
                format!("{} for {} is {figure}", figure_of(view.cover, series), time::period(reading.period));
            let fix = match measure.unit.percent {
                true => "write a share from 0 to 100; if it is no share, accept this with the reason",
                false => "write 0 or more; if it is no length of time, accept this with the reason",
            };
            findings.push(about(measure, Code::UnlikelyValue, &reading.value_place, what, fix));
        }
    }
}

/// Whether a value is beyond what figures of its unit mostly can be.
pub(super) fn is_unlikely(measure: &Measure, value: Number) -> bool {
    let (least, most) = measure.unit.usual;
    let beyond = least.is_some_and(|least| value < least) || most.is_some_and(|most| value > most);
    measure.better != Some(Better::Within) && beyond
}

/// Things of which a count is one of people.
const PEOPLE: [&str; 18] = [
    "people",
    "persons",
    "adults",
    "children",
    "carers",
    "users",
    "residents",
    "clients",
    "patients",
    "staff",
    "employees",
    "workers",
    "families",
    "households",
    "men",
    "women",
    "deaths",
    "victims",
];

/// A count of one to four people may identify them.
pub(super) fn nobody_is_known_by_a_count(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let small = |count: Number| count > Number::ZERO && count < SMALLEST_COUNT;
    for measure in &view.scorecard.measures {
        let are_people =
            |things: &String| things.to_lowercase().split_whitespace().any(|word| PEOPLE.contains(&word));
        let of_people = measure.unit.things.as_ref().is_some_and(are_people);
        // Comparators cover many people, and it is up to them to withhold their own counts.
        for (reading, value) in measure.readings.values() {
            let period = time::period(reading.period);
            let found: Option<(String, Place)> = if of_people && small(value) {
                let what =
                    format!("{} for {period} could tell who they are", with_unit(value, 0, &measure.unit));
                Some((what, reading.value_place.clone()))
            } else {
                counts(reading).into_iter().find(|(_, count)| small(*count)).map(|(key, count)| {
                    let what =
                        format!("the {key} for {period} is {count}, so few that people could be known by it");
                    (what, reading.places.of(key).unwrap_or(&reading.value_place).clone())
                })
            };
            if let Some((what, place)) = found {
                let fix = "write `c` for the value; no number behind it is published. If these are no people, or the \
                           count is public, accept this with the reason";
                findings.push(about(measure, Code::SmallCount, &place, what, fix));
            }
        }
    }
}

/// The counts beside a value, with their keys.
fn counts(reading: &Reading) -> Vec<(&'static str, Number)> {
    let known = |count: Option<Count>| match count {
        Some(Count::Known(number)) => Some(number),
        Some(Count::Missing(_)) | None => None,
    };
    let counts = [
        ("numerator", known(reading.numerator)),
        ("denominator", known(reading.denominator)),
        ("respondents", reading.respondents.map(Number::from)),
    ];
    counts.into_iter().filter_map(|(key, count)| Some((key, count?))).collect()
}

/// A comparator's figure should be for the same period. Different kinds of year are reported elsewhere.
pub(super) fn comparators_are_of_the_same_period(
    view: &View<'_>,
    results: &Results<'_>,
    findings: &mut Vec<Finding>,
) {
    for result in &results.measures {
        let Some(latest) = result.latest else { continue };
        for (other, found) in view.comparators.iter().zip(&result.comparisons) {
            let older =
                |found: &&Comparison<'_>| found.older && are_alike(found.reading.period, latest.period);
            let Some(found) = found.as_ref().filter(older) else { continue };
            let what = format!(
                "{} newest figure is for {}, the council's for {}",
                possessive(&other.title.value),
                time::period(found.reading.period),
                time::period(latest.period)
            );
            let fix = "add the newer figure if it is out; if not, the page prints the period";
            findings.push(about(result.measure, Code::ComparatorOlder, &found.reading.place, what, fix));
        }
    }
}

/// All values of a measure that are written somewhere, the comparators' too; what was worked out from others is
/// judged where those stand.
pub(super) fn values(measure: &Measure) -> impl Iterator<Item = (Option<&str>, &Reading, Number)> {
    all_series(measure)
        .flat_map(|(name, series)| series.values().map(move |(reading, value)| (name, reading, value)))
        .filter(|(_, reading, _)| reading.computed.is_none())
}

/// The possessive form: `England's`, but `Neighbours'`.
pub(super) fn possessive(name: &str) -> String {
    if name.ends_with('s') { format!("{name}'") } else { format!("{name}'s") }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_plural_takes_the_apostrophe_alone() {
        assert_eq!(["England", "Neighbours"].map(super::possessive), ["England's", "Neighbours'"]);
    }
}
