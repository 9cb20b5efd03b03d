//! Rules about figures that are out of line: with those beside them in time, and with the rest of their series.

use crate::analyse::Results;
use crate::analyse::points::months_apart;
use crate::check::figures::{is_unlikely, values};
use crate::check::{about, all_series, figure_of};
use crate::finding::{Code, Finding};
use crate::model::{Count, Covers, Measure, Number, Reading, Series, View};
use crate::words::figure::plain;
use crate::words::time;

/// How many times a value has to be larger or smaller than its neighbours to be taken for a slip. A share written for
/// a percentage is a hundred times off, give or take what the figure moved.
const FAR: Number = Number::from_parts(50, 0, 0, false, 0);

/// How many times off a value is whose point has slipped by one place, give or take what the figure moved.
const A_PLACE: std::ops::RangeInclusive<Number> =
    Number::from_parts(75, 0, 0, false, 1)..=Number::from_parts(13, 0, 0, false, 0);

/// How many times off a quarter is among years, or a year among quarters, give or take what the figure moved.
const A_QUARTER: std::ops::RangeInclusive<Number> =
    Number::from_parts(32, 0, 0, false, 1)..=Number::from_parts(5, 0, 0, false, 0);

/// Of a steady series no value is more than so many times another one.
const STEADY: Number = Number::TWO;

/// Of a series in which a quarter among years shows, no value is more than so many times another one.
const VERY_STEADY: Number = Number::from_parts(14, 0, 0, false, 1);

/// Twelve months and the twelve that end up to a quarter later have nine in common, so the one is hardly ever so many
/// times the other.
const ROLLING: Number = Number::from_parts(25, 0, 0, false, 1);

/// The fewest other values from which it can be told that a series is steady.
const FEWEST_STEADY: usize = 3;

/// How many times a margin has to be larger than all others of its series to be taken for a slip.
const WIDE: Number = Number::from_parts(5, 0, 0, false, 0);

/// Counts of things below this move by such factors without a slip.
const SMALLEST_TO_COMPARE: Number = Number::from_parts(5, 0, 0, false, 0);

/// No figure is a hundred times off those beside it, nor ten times in a steady series; and no margin is far from others.
pub(super) fn none_is_far_from_its_neighbours(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        for (name, series) in all_series(measure) {
            let whose = figure_of(view.cover, name);
            let written: Vec<(&Reading, Number)> = series.values().collect();
            let points: Vec<Point> =
                written.iter().map(|(reading, value)| Point::of(reading, *value)).collect();
            for (odd, beside) in out_of_line(measure, &points) {
                let (reading, value) = written[odd];
                let what = format!(
                    "{whose} for {}, {}",
                    time::period(reading.period),
                    factor(value, written[beside].1)
                );
                let fix = "correct the point or the unit; if the figure is right, mark it `break: yes` or \
                           accept this with the reason";
                findings.push(about(measure, Code::FarFromNeighbours, &reading.value_place, what, fix));
            }
            findings.extend(wide_margin(measure, series, &whose));
        }
    }
}

/// A value as the rules look at it: whether a break stands in front of it, and whether it was worked out from others.
#[derive(Clone, Copy)]
struct Point {
    value: Number,
    breaks: bool,
    computed: bool,
}

impl Point {
    fn of(reading: &Reading, value: Number) -> Self {
        Self { value, breaks: reading.breaks, computed: reading.computed.is_some() }
    }
}

/// `0.794, is 98 times smaller than the 78.1 beside it`.
fn factor(value: Number, beside: Number) -> String {
    format!(
        "{}, is {} times {} than the {} beside it",
        plain(value, value.scale()),
        plain(times(value, beside), 0),
        if value > beside { "larger" } else { "smaller" },
        plain(beside, beside.scale()),
    )
}

/// The values of a series, in order of time, that are ten or a hundred times off; each with the one beside it. What no
/// unit allows another rule tells.
fn out_of_line(measure: &Measure, points: &[Point]) -> Vec<(usize, usize)> {
    let mut found = far(measure, points);
    found.extend(slipped(measure, points));
    found.retain(|(odd, _)| !is_unlikely(measure, points[*odd].value));
    found
}

/// Values that are far from those beside them. Series with a value of 0 or less have no such factors.
fn far(measure: &Measure, points: &[Point]) -> Vec<(usize, usize)> {
    if points.iter().any(|point| point.value <= Number::ZERO) {
        return Vec::new();
    }
    let counts = measure.unit.things.is_some();
    let step = |at: usize| {
        let (earlier, later) = (points[at].value, points[at + 1].value);
        let small = counts && earlier.min(later) < SMALLEST_TO_COMPARE;
        let begins_anew = measure.covers == Covers::YearToDate && later < earlier;
        times(earlier, later) >= FAR && !small && !begins_anew && !points[at + 1].breaks
    };
    odd_steps(measure, points, step)
}

/// The odd value of each step, from one place to the next, that is too large; with the one beside it. The odd one of the
/// two is that which is further from the measure's others.
fn odd_steps(measure: &Measure, points: &[Point], step: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut steps = (0..points.len().saturating_sub(1)).filter(|at| step(*at)).peekable();
    let typical = median(measure);
    let mut found = Vec::new();
    while let Some(at) = steps.next() {
        // A step there and one back: the value between is the odd one.
        let back = steps.next_if_eq(&(at + 1)).is_some();
        let earlier_is_odd = !back && times(points[at].value, typical) > times(points[at + 1].value, typical);
        found.push(if earlier_is_odd { (at, at + 1) } else { (at + 1, at) });
    }
    found
}

/// The value of a steady series whose point seems to have slipped by one place. Only figures since the last break count,
/// and none for the year to date, which grow.
fn slipped(measure: &Measure, points: &[Point]) -> Option<(usize, usize)> {
    odd_one(measure, points, STEADY, &A_PLACE)
}

/// The one value of a steady series that is so many times off all others; with the one beside it. `steady`: how many times
/// another one none of the others is.
fn odd_one(
    measure: &Measure,
    points: &[Point],
    steady: Number,
    off: &std::ops::RangeInclusive<Number>,
) -> Option<(usize, usize)> {
    let start = points.iter().rposition(|point| point.breaks).unwrap_or(0);
    let own: Vec<usize> = (start..points.len()).filter(|at| !points[*at].computed).collect();
    let value = |at: usize| points[at].value;
    let least = if measure.unit.things.is_some() { SMALLEST_TO_COMPARE } else { Number::ZERO };
    if measure.covers == Covers::YearToDate || own.iter().any(|at| value(*at) <= least) {
        return None;
    }
    let (mut smallest_first, end) = (own.clone(), own.len().checked_sub(1)?);
    smallest_first.sort_by_key(|at| value(*at));
    // Of a steady series with one slip the odd value is the smallest or the largest.
    let others = [(end, 0..end), (0, 1..end + 1)];
    let odd = others.into_iter().find_map(|(odd, others)| {
        let others = &smallest_first[others];
        let (odd, low, high) = (smallest_first[odd], value(*others.first()?), value(*others.last()?));
        let is_steady = others.len() >= FEWEST_STEADY && times(low, high) <= steady;
        let is_off = off.contains(&times(value(odd), low)) || off.contains(&times(value(odd), high));
        (is_steady && is_off).then_some(odd)
    })?;
    let at = own.iter().position(|at| *at == odd)?;
    let beside = own[at.checked_sub(1).unwrap_or(1)];
    off.contains(&times(value(odd), value(beside))).then_some((odd, beside))
}

/// A margin of a series that is much larger than all of its others.
fn wide_margin(measure: &Measure, series: &Series, whose: &str) -> Option<Finding> {
    let margins = series.readings.iter().filter_map(|reading| Some((reading, reading.margin?)));
    let mut margins: Vec<(&Reading, Number)> = margins.collect();
    margins.sort_by_key(|(_, margin)| *margin);
    let [.., (_, next), (reading, widest)] = margins.as_slice() else { return None };
    if margins.len() <= 2 || *widest <= *next * WIDE {
        return None;
    }
    let what = format!(
        "the margin of {whose} for {}, {}, is more than {WIDE} times the next largest of the series, {}",
        time::period(reading.period),
        plain(*widest, widest.scale()),
        plain(*next, next.scale()),
    );
    let place = reading.places.of("margin").unwrap_or(&reading.value_place);
    let fix = "correct the point; if the margin is right, accept this with the reason";
    Some(about(measure, Code::FarFromNeighbours, place, what, fix))
}

/// No quarter stands among years, nor a year among quarters.
pub(super) fn figures_cover_as_much_as_their_neighbours(
    view: &View<'_>,
    _: &Results<'_>,
    findings: &mut Vec<Finding>,
) {
    for measure in &view.scorecard.measures {
        for (name, series) in all_series(measure) {
            let written: Vec<(&Reading, Number)> = series.values().collect();
            let points: Vec<Point> =
                written.iter().map(|(reading, value)| Point::of(reading, *value)).collect();
            let found = match measure.covers {
                Covers::RollingYear => leap(measure, &written, &points),
                Covers::Period if measure.unit.adds_up => odd_one(measure, &points, VERY_STEADY, &A_QUARTER),
                Covers::Period | Covers::YearToDate | Covers::Snapshot => None,
            };
            let Some((odd, beside)) = found.filter(|(odd, _)| !is_unlikely(measure, points[*odd].value))
            else {
                continue;
            };
            let (reading, value) = written[odd];
            let (why, fix) = match measure.covers {
                Covers::RollingYear => (
                    "though the two are of twelve months each and have most of them in common",
                    "write the figure of the twelve months that end with the period",
                ),
                Covers::Period | Covers::YearToDate | Covers::Snapshot => (
                    "as one of another length of time would be",
                    "write the figure of the period that is named, no more and no less",
                ),
            };
            let what = format!(
                "{} for {}, {}, {why}",
                figure_of(view.cover, name),
                time::period(reading.period),
                factor(value, written[beside].1),
            );
            let fix = format!("{fix}; if it is right, accept this with the reason");
            findings.push(about(measure, Code::OtherSpan, &reading.value_place, what, fix));
        }
    }
}

/// A rolling year that leaps from one at most a quarter before or behind it.
fn leap(measure: &Measure, written: &[(&Reading, Number)], points: &[Point]) -> Option<(usize, usize)> {
    let small = |reading: &Reading| matches!(reading.numerator, Some(Count::Known(count)) if count < SMALLEST_TO_COMPARE);
    let step = |at: usize| {
        let ((earlier, before), (later, value)) = (written[at], written[at + 1]);
        let near = (1..=3).contains(&months_apart(earlier, later)) && !later.breaks;
        let large = before.min(value) > Number::ZERO && !small(earlier) && !small(later);
        near && large && times(before, value) >= ROLLING
    };
    odd_steps(measure, points, step).pop()
}

/// How many times the larger of two positive values is the smaller.
pub(super) fn times(one: Number, other: Number) -> Number {
    one.max(other).checked_div(one.min(other)).unwrap_or(Number::MAX)
}

/// The value in the middle of all positive ones of a measure.
fn median(measure: &Measure) -> Number {
    let mut all: Vec<Number> =
        values(measure).map(|(_, _, value)| value).filter(|value| *value > Number::ZERO).collect();
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or(Number::ONE)
}

#[cfg(test)]
mod tests {
    use super::none_is_far_from_its_neighbours;
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
}
