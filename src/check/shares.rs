//! Rules about the counts beside a figure: it follows from them, and they are of the same people from one period to the
//! next.

use crate::analyse::trend::LEAST_DENOMINATOR;
use crate::analyse::{self, Results};
use crate::check::figures::{SMALLEST_COUNT, values};
use crate::check::neighbours::times;
use crate::check::{about, all_series, figure_of};
use crate::finding::{Code, Finding};
use crate::model::quantity::float;
use crate::model::{Count, Counted, Covers, Measure, Number, Quotient, Reading, Series, View};
use crate::words::figure::{plain, with_unit};
use crate::words::list::count;
use crate::words::time;

/// Half of the fives to which published counts are rounded.
pub(super) const HALF_OF_FIVE: Number = Number::from_parts(25, 0, 0, false, 1);

/// A denominator that moves by so many times from one period to the next has jumped: by a fifth, up or down.
const JUMP: Number = Number::from_parts(12, 0, 0, false, 1);

/// Of shares, whose denominators are caseloads, only one that jumps among others that move by no more than so many times,
/// in so many steps or more.
const STEADY: (Number, usize) = (Number::from_parts(105, 0, 0, false, 2), 3);

/// A figure is what its numerator and denominator make, give or take what rounding can do: of the figure to the decimals
/// that were written, and of the counts where they are published rounded.
///
/// Of 20,697 figures of all councils in England (ASCOF, 2014-15 to 2019-20) 5,756 differ from their quotient as
/// printed, and none by more than the rounding of its counts to fives allows.
pub(super) fn shares_follow_from_their_counts(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        let Some(per) = measure.unit.quotient.map(Quotient::per) else { continue };
        for (series, reading, value) in values(measure) {
            let Some((part, whole)) = counts(reading) else { continue };
            let decimals = analyse::decimals(measure, reading).min(value.scale());
            let Some(share) = made(per, part, whole) else { continue };
            if is_share(value, decimals, per, part, whole, measure.counted) {
                continue;
            }
            let what = format!(
                "{} for {} is {}, but {} of {} make {}",
                figure_of(view.cover, series),
                time::period(reading.period),
                with_unit(value, value.scale(), &measure.unit),
                plain(part, part.scale()),
                plain(whole, whole.scale()),
                with_unit(share, decimals.max(1), &measure.unit),
            );
            let fix = "correct the figure, or the counts";
            findings.push(about(measure, Code::NotTheShare, &reading.value_place, what, fix));
        }
    }
}

/// Numerator and denominator, where both are known.
fn counts(reading: &Reading) -> Option<(Number, Number)> {
    match (reading.numerator?, reading.denominator?) {
        (Count::Known(part), Count::Known(whole)) => Some((part, whole)),
        (Count::Known(_) | Count::Missing(_), _) => None,
    }
}

/// Whether a value can be the part of the whole, `per` so many, when each of the three may have been rounded. Of
/// numbers too large to work with, it can.
pub(super) fn is_share(
    value: Number,
    decimals: u32,
    per: Number,
    part: Number,
    whole: Number,
    counted: Counted,
) -> bool {
    let slack = slack(part, whole, counted);
    let half = Number::new(5, decimals + 1);
    let least = made(per, (part - slack).max(Number::ZERO), whole + slack);
    let smallest_whole = whole - slack;
    let most = (smallest_whole > Number::ZERO).then(|| made(per, part + slack, smallest_whole)).flatten();
    least.is_none_or(|least| value >= least - half) && most.is_none_or(|most| value <= most + half)
}

/// By how much each of two counts may be off: where both are multiples of five, they were rounded to that; averages and
/// weighted counts by half of their last digit; people and events that were counted by nothing.
fn slack(part: Number, whole: Number, counted: Counted) -> Number {
    let fives = [part, whole].iter().all(|count| (*count % SMALLEST_COUNT).is_zero());
    let whole_counts = part.is_integer() && whole.is_integer();
    match counted {
        _ if fives => HALF_OF_FIVE,
        Counted::Events if whole_counts => Number::ZERO,
        Counted::Events | Counted::Averages => Number::new(5, part.scale().max(whole.scale()) + 1),
    }
}

/// What a part and a whole make, `per` so many; nothing if the numbers are too large to work with.
pub(super) fn made(per: Number, part: Number, whole: Number) -> Option<Number> {
    let share = per.checked_mul(part)?.checked_div(whole)?;
    // So much smaller than the largest number that something can be added to it.
    Some(share).filter(|share| share.abs() < Number::from(u64::MAX))
}

/// A percentage is not written again as a count of a hundred: from such counts an interval follows that is not real.
pub(super) fn counts_were_counted(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        if measure.unit.quotient != Some(Quotient::Share) {
            continue;
        }
        for (name, series) in all_series(measure) {
            let copied = series.values().filter(|(reading, _)| is_of_a_hundred(reading));
            let copied: Vec<(&Reading, Number)> = copied.collect();
            let Some((first, _)) = copied.first() else { continue };
            if copied.len() == 1 && copied.iter().all(|(_, value)| value.is_integer()) {
                continue;
            }
            let more = match copied.len() - 1 {
                0 => String::new(),
                more => format!("; so are those of {}", count(more, "more figure")),
            };
            let what = format!(
                "the counts beside {} for {} are the figure itself, of 100{more}: an interval from them is not real",
                figure_of(view.cover, name),
                time::period(first.period),
            );
            let fix = "write how many were counted, or leave `numerator` and `denominator` out; if just 100 were counted, \
                       accept this with the reason";
            findings.push(about(measure, Code::CountsOfAHundred, denominator_place(first), what, fix));
        }
    }
}

/// Whether the counts beside a percentage are the percentage itself, of 100.
fn is_of_a_hundred(reading: &Reading) -> bool {
    reading.value.is_ok_and(|value| counts(reading) == Some((value, Number::ONE_HUNDRED)))
}

/// A denominator that jumps is of other people, or was counted in another way: what came before does not compare.
pub(super) fn denominators_keep_step(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in view.scorecard.measures.iter().filter(|measure| measure.covers != Covers::YearToDate) {
        for (name, series) in all_series(measure) {
            for Step { earlier, later, reading } in jumps(measure, series) {
                let what = format!(
                    "the denominator of {} for {} is {}, and was {} the time before: {} by {}%",
                    figure_of(view.cover, name),
                    time::period(reading.period),
                    plain(later, later.scale()),
                    plain(earlier, earlier.scale()),
                    if later > earlier { "up" } else { "down" },
                    plain((later - earlier).abs() * Number::ONE_HUNDRED / earlier, 0),
                );
                let fix = "correct the denominator; if other people are counted, or they are counted in another way, \
                           mark the figure `break: yes` with a `note` that says how; if neither, accept this with \
                           the reason";
                findings.push(about(measure, Code::DenominatorMoved, denominator_place(reading), what, fix));
            }
        }
    }
}

fn denominator_place(reading: &Reading) -> &crate::finding::Place {
    reading.places.of("denominator").unwrap_or(&reading.value_place)
}

/// From one denominator to the next.
struct Step<'s> {
    earlier: Number,
    later: Number,
    reading: &'s Reading,
}

impl Step<'_> {
    fn times(&self) -> Number {
        times(self.earlier, self.later)
    }
}

/// The denominators that jump. People of a place hardly move, so of a rate each jump counts; caseloads do, so of shares
/// only the one among steady others.
fn jumps<'s>(measure: &Measure, series: &'s Series) -> Vec<Step<'s>> {
    let mut steps = steps(series);
    let jumped = |step: &Step<'_>| step.times() >= JUMP && is_large(step.earlier) && is_large(step.later);
    if matches!(measure.unit.quotient, Some(Quotient::Rate(_))) {
        steps.retain(jumped);
        return steps;
    }
    let steady = steps.iter().filter(|step| step.times() <= STEADY.0).count();
    let alone = steady >= STEADY.1 && steady + 1 == steps.len();
    steps.retain(|step| alone && jumped(step));
    steps
}

fn is_large(count: Number) -> bool {
    float(count) >= LEAST_DENOMINATOR
}

/// The steps between denominators that no break parts.
fn steps(series: &Series) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    let mut before = None;
    for reading in &series.readings {
        before = before.filter(|_| !reading.breaks);
        let known = counts(reading).filter(|_| !is_of_a_hundred(reading));
        let whole = known.map(|(_, whole)| whole).filter(|whole| *whole > Number::ZERO);
        let Some(later) = whole.filter(|_| reading.value.is_ok()) else { continue };
        steps.extend(before.map(|earlier| Step { earlier, later, reading }));
        before = Some(later);
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::is_share;
    use crate::model::{Counted, Number};

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    fn is_so(value: &str, per: i64, part: &str, whole: &str, counted: Counted) -> bool {
        let value = number(value);
        is_share(value, value.scale(), Number::from(per), number(part), number(whole), counted)
    }

    /// Published figures of Wiltshire and England, 2014-15 to 2018-19, that their counts do not give to the digit.
    #[test]
    fn published_figures_follow_from_rounded_counts() {
        for (value, per, part, whole) in [
            ("41.6", 100, "120", "295"),
            ("73.2", 100, "200", "270"),
            ("83.8", 100, "350", "420"),
            ("11.7", 100, "35", "310"),
            ("19.5", 1, "86525", "4440"),
        ] {
            assert!(is_so(value, per, part, whole, Counted::Events), "{value}");
        }
        for (value, part, whole) in
            [("13.4", "53", "392372"), ("16.6", "64", "382047"), ("5.1", "20", "382047")]
        {
            assert!(is_so(value, 100_000, part, whole, Counted::Averages), "{value}");
        }
    }

    #[test]
    fn counts_of_people_give_their_share_to_the_decimals_that_were_written() {
        // 176 of 202 are 87.128…%; 9 of 11 are 81.8…%; 5 of 16 are 31.25%, a half, which goes either way.
        for (right, part, whole) in [
            ("87.1", "176", "202"),
            ("87", "176", "202"),
            ("87.13", "176", "202"),
            ("81.8", "9", "11"),
            ("31.3", "5", "16"),
            ("31.2", "5", "16"),
        ] {
            assert!(is_so(right, 100, part, whole, Counted::Events), "{right}");
        }
        for (wrong, part, whole) in [
            ("87.2", "176", "202"),
            ("88.1", "9", "11"),
            ("31.4", "5", "16"),
            ("82.2", "187", "237"),
            ("0.789", "187", "237"),
        ] {
            assert!(!is_so(wrong, 100, part, whole, Counted::Events), "{wrong}");
        }
        // Full-time posts, rounded to a tenth.
        assert!(is_so("11.8", 100, "12.4", "105.3", Counted::Events));
        assert!(!is_so("12.0", 100, "12.4", "105.3", Counted::Events));
    }
}
