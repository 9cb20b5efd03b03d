//! Rules about figures: what a value, its neighbours, its counts and the calendar tell of each other.

use crate::analyse::{self, Comparison, Results};
use crate::check::years::are_alike;
use crate::check::{about, all_series, figure_of};
use crate::finding::{Code, Finding, Place};
use crate::model::{
    Better, Count, Covers, Frequency, Measure, Missing, Number, Period, Quotient, Reading, Series, View,
};
use crate::words::figure::{plain, with_unit};
use crate::words::time;

use chrono::{Months, NaiveDate};

/// How many times a value has to be larger or smaller than its neighbours to be taken for a slip. A share written for
/// a percentage is a hundred times off, give or take what the figure moved.
const FAR: Number = Number::from_parts(50, 0, 0, false, 0);

/// How many times off a value is whose point has slipped by one place, give or take what the figure moved.
const A_PLACE: std::ops::RangeInclusive<Number> =
    Number::from_parts(75, 0, 0, false, 1)..=Number::from_parts(13, 0, 0, false, 0);

/// Of a steady series no value is more than so many times another one.
const STEADY: Number = Number::TWO;

/// The fewest other values from which it can be told that a series is steady.
const FEWEST_STEADY: usize = 3;

/// How many times a margin has to be larger than all others of its series to be taken for a slip.
const WIDE: Number = Number::from_parts(5, 0, 0, false, 0);

/// Counts of things below this move by such factors without a slip.
const SMALLEST_TO_COMPARE: Number = Number::from_parts(5, 0, 0, false, 0);

/// The smallest count that identifies nobody.
pub(super) const SMALLEST_COUNT: Number = Number::from_parts(5, 0, 0, false, 0);

/// Half of the fives to which published counts are rounded.
pub(super) const HALF_OF_FIVE: Number = Number::from_parts(25, 0, 0, false, 1);

/// Half of a count that is not rounded, but may be of weighted answers.
const HALF_OF_ONE: Number = Number::from_parts(5, 0, 0, false, 1);

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

/// No figure is for a time after the day up to which figures are in.
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

/// Whether a day lies more than so many periods of a frequency behind the end of a period. Of a day that could not be
/// read, which has been reported, nothing is said.
pub(super) fn lies_more_than(periods: u32, frequency: Frequency, of: Period, day: NaiveDate) -> bool {
    // Months are counted from the day after, because the ends of months are not equally far apart.
    let allowed = of
        .end()
        .succ_opt()
        .and_then(|next| next.checked_add_months(Months::new(periods * frequency.months())));
    day != NaiveDate::MAX && allowed.is_some_and(|allowed| allowed <= day)
}

/// Shares are from 0 to 100%, and no time is below 0. Differences in percent have a band as their target.
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
fn is_unlikely(measure: &Measure, value: Number) -> bool {
    let (least, most) = measure.unit.usual;
    let beyond = least.is_some_and(|least| value < least) || most.is_some_and(|most| value > most);
    measure.better != Some(Better::Within) && beyond
}

/// No figure is a hundred times off those beside it, nor ten times in a steady series; and no margin is far from others.
pub(super) fn none_is_far_from_its_neighbours(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        for (name, series) in all_series(measure) {
            // What no unit allows has been said.
            let slipped = slipped(measure, series);
            let far = far(measure, series).into_iter().chain(slipped);
            for (reading, value, beside) in far.filter(|(_, value, _)| !is_unlikely(measure, *value)) {
                let what = format!(
                    "{} for {}, {}, is {} times {} than the {} beside it",
                    figure_of(view.cover, name),
                    time::period(reading.period),
                    plain(value, value.scale()),
                    plain(times(value, beside), 0),
                    if value > beside { "larger" } else { "smaller" },
                    plain(beside, beside.scale()),
                );
                let fix = "correct the point or the unit; if the figure is right, mark it `break: yes` or \
                           accept this with the reason";
                findings.push(about(measure, Code::FarFromNeighbours, &reading.value_place, what, fix));
            }
            if let Some((reading, margin, next)) = wide_margins(series) {
                let what = format!(
                    "the margin of {} for {}, {}, is more than {WIDE} times the next largest of the series, {}",
                    figure_of(view.cover, name),
                    time::period(reading.period),
                    plain(margin, margin.scale()),
                    plain(next, next.scale()),
                );
                let place = reading.places.of("margin").unwrap_or(&reading.value_place);
                let fix = "correct the point; if the margin is right, accept this with the reason";
                findings.push(about(measure, Code::FarFromNeighbours, place, what, fix));
            }
        }
    }
}

/// Values that are far from those beside them, each with the one beside it. Series with a value of 0 or less have no
/// such factors. Of a value and the one beside it, the odd one is that which is further from the measure's others.
fn far<'s>(measure: &Measure, series: &'s Series) -> Vec<(&'s Reading, Number, Number)> {
    let values: Vec<(&Reading, Number)> = series.values().collect();
    if values.iter().any(|(_, value)| *value <= Number::ZERO) {
        return Vec::new();
    }
    let counts = measure.unit.things.is_some();
    let step = |at: usize| {
        let (earlier, later) = (values[at].1, values[at + 1].1);
        let small = counts && earlier.min(later) < SMALLEST_TO_COMPARE;
        let begins_anew = measure.covers == Covers::YearToDate && later < earlier;
        times(earlier, later) >= FAR && !small && !begins_anew && !values[at + 1].0.breaks
    };
    let mut steps = (0..values.len().saturating_sub(1)).filter(|at| step(*at)).peekable();
    let typical = median(measure);
    let mut found = Vec::new();
    while let Some(at) = steps.next() {
        // A step there and one back: the value between is the odd one.
        let back = steps.next_if_eq(&(at + 1)).is_some();
        let earlier_is_odd = !back && times(values[at].1, typical) > times(values[at + 1].1, typical);
        let (odd, beside) = if earlier_is_odd { (at, at + 1) } else { (at + 1, at) };
        found.push((values[odd].0, values[odd].1, values[beside].1));
    }
    found
}

/// The value of a steady series whose point seems to have slipped by one place, with the one beside it. Only figures
/// since the last break count, and none for the year to date, which grow.
fn slipped<'s>(measure: &Measure, series: &'s Series) -> Option<(&'s Reading, Number, Number)> {
    let start = series.readings.iter().rposition(|reading| reading.breaks).unwrap_or(0);
    let values: Vec<(&Reading, Number)> = series.readings[start..]
        .iter()
        .filter(|reading| reading.computed.is_none())
        .filter_map(|reading| Some((reading, reading.value.ok()?)))
        .collect();
    let least = if measure.unit.things.is_some() { SMALLEST_TO_COMPARE } else { Number::ZERO };
    if measure.covers == Covers::YearToDate || values.iter().any(|(_, value)| *value <= least) {
        return None;
    }
    let (mut smallest_first, end) = (values.clone(), values.len().checked_sub(1)?);
    smallest_first.sort_by_key(|(_, value)| *value);
    // Of a steady series with one slip the odd value is the smallest or the largest.
    let others = [(end, 0..end), (0, 1..end + 1)];
    let (odd, _) = others.into_iter().find_map(|(odd, others)| {
        let others = &smallest_first[others];
        let (odd, low, high) = (smallest_first[odd], others.first()?.1, others.last()?.1);
        let steady = others.len() >= FEWEST_STEADY && times(low, high) <= STEADY;
        let off = A_PLACE.contains(&times(odd.1, low)) || A_PLACE.contains(&times(odd.1, high));
        (steady && off).then_some((odd, low))
    })?;
    let at = values.iter().position(|(reading, _)| std::ptr::eq(*reading, odd.0))?;
    let beside = values[at.checked_sub(1).unwrap_or(1)].1;
    A_PLACE.contains(&times(odd.1, beside)).then_some((odd.0, odd.1, beside))
}

/// Margins of a series that are much larger than all of its others.
fn wide_margins(series: &Series) -> Option<(&Reading, Number, Number)> {
    let margins = series.readings.iter().filter_map(|reading| Some((reading, reading.margin?)));
    let mut margins: Vec<(&Reading, Number)> = margins.collect();
    margins.sort_by_key(|(_, margin)| *margin);
    let [.., (_, next), (reading, widest)] = margins.as_slice() else { return None };
    (margins.len() > 2 && *widest > *next * WIDE).then_some((*reading, *widest, *next))
}

/// How many times the larger of two positive values is the smaller.
fn times(one: Number, other: Number) -> Number {
    one.max(other).checked_div(one.min(other)).unwrap_or(Number::MAX)
}

/// The value in the middle of all positive ones of a measure.
fn median(measure: &Measure) -> Number {
    let mut all: Vec<Number> =
        values(measure).map(|(_, _, value)| value).filter(|value| *value > Number::ZERO).collect();
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or(Number::ONE)
}

/// A figure is what its numerator and denominator make, give or take what rounding of all three can do.
///
/// Published counts are rounded to fives; one that is no multiple of five is not. Of 20,697 figures of all councils
/// in England (ASCOF, 2014-15 to 2019-20) 5,756 differ from their quotient as printed, and none by more than this.
pub(super) fn shares_follow_from_their_counts(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        let Some(per) = measure.unit.quotient.map(Quotient::per) else { continue };
        for (series, reading, value) in values(measure) {
            let (Some(Count::Known(part)), Some(Count::Known(whole))) =
                (reading.numerator, reading.denominator)
            else {
                continue;
            };
            let decimals = analyse::decimals(measure, reading).min(value.scale());
            let Some(share) = made(per, part, whole) else { continue };
            if is_share(value, decimals, per, part, whole) {
                continue;
            }
            let made = with_unit(share, decimals.max(1), &measure.unit);
            let what = format!(
                "{} for {} is {}, but {} of {} make {made}",
                figure_of(view.cover, series),
                time::period(reading.period),
                with_unit(value, value.scale(), &measure.unit),
                plain(part, part.scale()),
                plain(whole, whole.scale()),
            );
            let fix = "correct the figure, or the counts";
            findings.push(about(measure, Code::NotTheShare, &reading.value_place, what, fix));
        }
    }
}

/// Whether a value can be the part of the whole, `per` so many, when each of the three may have been rounded. Of
/// numbers too large to work with, it can.
pub(super) fn is_share(value: Number, decimals: u32, per: Number, part: Number, whole: Number) -> bool {
    let slack = |count: Number| match (count % SMALLEST_COUNT).is_zero() {
        true => HALF_OF_FIVE,
        false => HALF_OF_ONE,
    };
    let half = Number::new(5, decimals + 1);
    let least = made(per, (part - slack(part)).max(Number::ZERO), whole + slack(whole));
    let smallest_whole = whole - slack(whole);
    let most =
        (smallest_whole > Number::ZERO).then(|| made(per, part + slack(part), smallest_whole)).flatten();
    least.is_none_or(|least| value >= least - half) && most.is_none_or(|most| value <= most + half)
}

/// What a part and a whole make, `per` so many; nothing if the numbers are too large to work with.
pub(super) fn made(per: Number, part: Number, whole: Number) -> Option<Number> {
    let share = per.checked_mul(part)?.checked_div(whole)?;
    // So much smaller than the largest number that something can be added to it.
    Some(share).filter(|share| share.abs() < Number::from(u64::MAX))
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

/// A count of one to four people can tell who they are.
pub(super) fn nobody_is_known_by_a_count(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let small = |count: Number| count > Number::ZERO && count < SMALLEST_COUNT;
    for measure in &view.scorecard.measures {
        let are_people =
            |things: &String| things.to_lowercase().split_whitespace().any(|word| PEOPLE.contains(&word));
        let of_people = measure.unit.things.as_ref().is_some_and(are_people);
        // Of those for whom a comparator's figures stand there are many; its own counts are its own to withhold.
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

/// The counts beside a value, by their keys.
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

/// The figure beside a comparator's is of the same period. One of another kind of year is told as that.
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
fn values(measure: &Measure) -> impl Iterator<Item = (Option<&str>, &Reading, Number)> {
    all_series(measure)
        .flat_map(|(name, series)| series.values().map(move |(reading, value)| (name, reading, value)))
        .filter(|(_, reading, _)| reading.computed.is_none())
}

/// `England's`, but `Neighbours'`.
pub(super) fn possessive(name: &str) -> String {
    if name.ends_with('s') { format!("{name}'") } else { format!("{name}'s") }
}

#[cfg(test)]
mod tests {
    use super::{is_share, none_is_far_from_its_neighbours};
    use crate::analyse::analyse;
    use crate::load::load;
    use crate::model::{Number, Pack};

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    fn pack(folder: &str) -> Pack {
        load(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap().0
    }

    /// What is told of figures far from others.
    fn far(pack: &Pack) -> Vec<String> {
        let (results, mut findings) = (analyse(pack), Vec::new());
        pack.views().for_each(|view| none_is_far_from_its_neighbours(&view, &results, &mut findings));
        findings.into_iter().map(|one| one.what).collect()
    }

    #[test]
    fn a_point_that_slipped_by_one_place_is_told() {
        for folder in ["data/exampleshire", "data/wiltshire", "templates/starter"] {
            assert_eq!(far(&pack(folder)), [""; 0], "{folder}");
        }
        let starter = pack("templates/starter");
        for (id, wrong) in [
            ("quality-of-life", "1.92"),
            ("vacant-posts", "100"),
            ("vacant-posts", "1.03"),
            ("care-home-admissions", "5381"),
            ("reviews-on-time", "9.3"),
        ] {
            let mut pack = starter.clone();
            let measure = pack.scorecard.measures.iter_mut().find(|measure| measure.id.value == id).unwrap();
            let last = measure.readings.readings.iter_mut().rfind(|reading| reading.value.is_ok()).unwrap();
            last.value = Ok(number(wrong));
            let told = far(&pack);
            assert_eq!(told.len(), 1, "{id} {wrong}: {told:?}");
        }
        let mut pack = pack("data/wiltshire");
        let with = |measure: &&mut crate::model::Measure| {
            measure.readings.readings.iter().filter(|reading| reading.margin.is_some()).count() > 3
        };
        let measure = pack.scorecard.measures.iter_mut().find(with).unwrap();
        let margin =
            measure.readings.readings.iter_mut().find_map(|reading| reading.margin.as_mut()).unwrap();
        *margin *= Number::TEN;
        assert!(matches!(far(&pack).as_slice(), [told] if told.starts_with("the margin of the figure for ")));
    }

    /// Published figures of Wiltshire and England, 2014-15 to 2018-19, that their counts do not give to the digit.
    #[test]
    fn published_figures_follow_from_rounded_counts() {
        for (value, times, part, whole) in [
            ("41.6", 100, "120", "295"),
            ("73.2", 100, "200", "270"),
            ("83.8", 100, "350", "420"),
            ("11.7", 100, "35", "310"),
            ("13.4", 100_000, "53", "392372"),
            ("16.6", 100_000, "64", "382047"),
            ("5.1", 100_000, "20", "382047"),
            ("19.5", 1, "86525", "4440"),
        ] {
            assert!(is_share(number(value), 1, Number::from(times), number(part), number(whole)), "{value}");
        }
    }

    #[test]
    fn a_figure_that_was_changed_without_its_counts_does_not() {
        let hundred = Number::ONE_HUNDRED;
        assert!(is_share(number("78.9"), 1, hundred, number("187"), number("237")));
        for value in ["82.2", "79.8", "77.9", "0.789"] {
            assert!(!is_share(number(value), 1, hundred, number("187"), number("237")), "{value}");
        }
    }

    #[test]
    fn a_plural_takes_the_apostrophe_alone() {
        assert_eq!(["England", "Neighbours"].map(super::possessive), ["England's", "Neighbours'"]);
    }
}
