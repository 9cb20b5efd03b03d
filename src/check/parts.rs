//! Whether metrics are parts of the measure that they feed, judging by their figures.
//!
//! A waiting list is the sum of those for north and south; a share is the pooled share of both. Nothing in a pack says
//! so, but figures that combine to the whole in period after period must be its parts.

use crate::analyse::{self, feeds::Metric};
use crate::check::figures::SMALLEST_COUNT;
use crate::check::shares::{HALF_OF_FIVE, is_share, made};
use crate::model::{Count, Covers, Measure, Number, Period, Reading, Series};
use crate::words::figure::{plain, with_unit};

/// The number of periods in which metrics must combine to the measure's figure before they are taken for its parts,
/// and how many agreeing periods each contradicting one requires.
const AGREEING: usize = 3;

/// A measure and the metrics that may be its parts: those with the same unit that cover the same time.
pub struct Whole<'a> {
    pub parts: Vec<&'a Measure>,
    /// The periods for which all of them have figures.
    sums: Vec<Sum<'a>>,
}

/// The combined figure of the parts in one period.
pub struct Sum<'a> {
    /// The measure's own reading.
    pub reading: &'a Reading,
    /// The measure's figure in words, each part's figure, and the combined figure.
    pub own: String,
    pub parts: Vec<String>,
    pub made: String,
    /// Whether the measure's figure equals the combined one, allowing for rounding.
    agrees: bool,
    /// Whether the denominators of two or more parts add up to the measure's, which shows that they are its parts.
    fills: bool,
}

impl<'a> Whole<'a> {
    pub fn of(measure: &'a Measure, beneath: &[Metric<'_, 'a>]) -> Self {
        let alike = |part: &&Measure| part.unit == measure.unit && part.covers == measure.covers;
        let parts: Vec<&Measure> = beneath.iter().map(|metric| metric.result.measure).filter(alike).collect();
        let sums = measure.readings.values().filter_map(|(reading, value)| {
            let of_parts: Option<Vec<(&Reading, Number)>> =
                parts.iter().map(|part| at(&part.readings, reading.period, part.covers)).collect();
            sum(measure, (reading, value), &of_parts.filter(|parts| !parts.is_empty())?)
        });
        let sums = sums.collect();
        Self { parts, sums }
    }

    /// The number of periods in which the measure's figure equals the combined one.
    pub fn agreeing(&self) -> usize {
        self.sums.iter().filter(|sum| sum.agrees).count()
    }

    /// Whether the metrics are certain to be the parts.
    pub fn is_known(&self) -> bool {
        let (agreeing, fills) = (self.agreeing(), self.sums.iter().any(|sum| sum.fills));
        fills || (agreeing >= AGREEING && agreeing >= AGREEING * (self.sums.len() - agreeing))
    }

    /// The periods in which the measure's figure differs from the combined one, if the metrics are its parts.
    pub fn contradictions(&self) -> impl Iterator<Item = &Sum<'a>> {
        let known = self.is_known();
        self.sums.iter().filter(move |sum| known && !sum.agrees)
    }
}

/// The figure for a period. For a snapshot, that of any period ending on the same day.
fn at(series: &Series, period: Period, covers: Covers) -> Option<(&Reading, Number)> {
    let same = |own: Period| match covers {
        Covers::Snapshot => own.end() == period.end(),
        Covers::Period | Covers::YearToDate | Covers::RollingYear => own.same_time(period),
    };
    series.values().find(|(reading, _)| same(reading.period))
}

/// The combined figure of the parts for the same period; `None` if figures in this unit cannot be combined.
fn sum<'a>(
    measure: &Measure,
    (reading, value): (&'a Reading, Number),
    parts: &[(&Reading, Number)],
) -> Option<Sum<'a>> {
    match measure.unit.quotient {
        Some(quotient) => pooled(measure, quotient.per(), (reading, value), parts),
        None if measure.unit.adds_up => added(measure, (reading, value), parts),
        None => None,
    }
}

/// Amounts added up; `None` if the whole is 0, which shows nothing.
fn added<'a>(
    measure: &Measure,
    (reading, value): (&'a Reading, Number),
    parts: &[(&Reading, Number)],
) -> Option<Sum<'a>> {
    let values: Vec<Number> = parts.iter().map(|(_, value)| *value).collect();
    let made: Number = values.iter().sum();
    let counted = measure.unit.things.is_some();
    (!value.is_zero()).then(|| Sum {
        reading,
        own: with_unit(value, value.scale(), &measure.unit),
        parts: values.iter().map(|value| plain(*value, value.scale())).collect(),
        made: plain(made, made.scale()),
        agrees: (made - value).abs() <= slack(&[&values[..], &[value]].concat(), counted),
        fills: false,
    })
}

/// The share for all parts together, from the counts of each.
fn pooled<'a>(
    measure: &Measure,
    per: Number,
    (reading, value): (&'a Reading, Number),
    parts: &[(&Reading, Number)],
) -> Option<Sum<'a>> {
    let counts: Vec<[Number; 2]> = parts.iter().map(|(reading, _)| counts(reading)).collect::<Option<_>>()?;
    let together = [0, 1].map(|at| counts.iter().map(|both| both[at]).sum::<Number>());
    let share = made(per, together[0], together[1])?;
    let decimals = analyse::decimals(measure, reading);
    let same = |own: [Number; 2], at: usize| {
        let all: Vec<Number> = counts.iter().chain([&own]).map(|both| both[at]).collect();
        (own[at] - together[at]).abs() <= slack(&all, true)
    };
    let own = self::counts(reading);
    let figure = with_unit(value, value.scale(), &measure.unit);
    Some(Sum {
        reading,
        own: own.map_or_else(|| figure.clone(), |own| format!("{figure}, {}", some_of_all(own))),
        parts: counts.iter().map(|both| some_of_all(*both)).collect(),
        made: format!("{}, {}", with_unit(share, decimals, &measure.unit), some_of_all(together)),
        agrees: match own {
            Some(own) => same(own, 0) && same(own, 1),
            None => {
                is_share(value, decimals.min(value.scale()), per, together[0], together[1], measure.counted)
            }
        },
        fills: parts.len() > 1 && own.is_some_and(|own| same(own, 1)),
    })
}

/// A part of a whole in words: `187 of 237`.
fn some_of_all([part, whole]: [Number; 2]) -> String {
    format!("{} of {}", plain(part, part.scale()), plain(whole, whole.scale()))
}

/// Numerator and denominator, if both are published.
fn counts(reading: &Reading) -> Option<[Number; 2]> {
    match (reading.numerator?, reading.denominator?) {
        (Count::Known(part), Count::Known(whole)) => Some([part, whole]),
        (Count::Known(_) | Count::Missing(_), _) => None,
    }
}

/// How far a sum may differ from the whole through rounding alone: not at all for whole counts, half of five for each
/// count if all are multiples of five, half of the last digit for each other amount.
fn slack(values: &[Number], counted: bool) -> Number {
    let fives = values.iter().all(|value| (*value % SMALLEST_COUNT).is_zero());
    let scale = values.iter().map(Number::scale).max().unwrap_or(0);
    let each = match (counted, fives) {
        (true, true) => HALF_OF_FIVE,
        (true, false) => return Number::ZERO,
        (false, _) => Number::new(5, scale + 1),
    };
    each * Number::from(values.len())
}
