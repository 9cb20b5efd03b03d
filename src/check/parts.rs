//! Whether metrics are the parts of the measure that they feed, by what their figures show.
//!
//! A waiting list is those of north and south together; a share is theirs, pooled. Nothing in a pack says so, but
//! figures that came to the whole in period after period are its parts.

use crate::analyse::{self, feeds::Metric};
use crate::check::figures::SMALLEST_COUNT;
use crate::check::shares::{HALF_OF_FIVE, is_share, made};
use crate::model::{Count, Covers, Measure, Number, Period, Reading, Series};
use crate::words::figure::{plain, with_unit};

/// In how many periods metrics have to come to the measure's figure before they are taken for its parts, and how many
/// times as often as not.
const AGREEING: usize = 3;

/// A measure and the metrics that may be its parts: those of its unit that cover the same time.
pub struct Whole<'a> {
    pub parts: Vec<&'a Measure>,
    /// The periods for which all have figures.
    sums: Vec<Sum<'a>>,
}

/// What the parts come to in one period.
pub struct Sum<'a> {
    /// The measure's own reading.
    pub reading: &'a Reading,
    /// Its figure in words, that of each part, and what these make.
    pub own: String,
    pub parts: Vec<String>,
    pub made: String,
    /// Whether the figure is what the parts make, but for rounding.
    agrees: bool,
    /// Whether the parts' denominators, two or more, are together the measure's: then they are its parts.
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

    /// In how many periods the figure is what the parts come to.
    pub fn agreeing(&self) -> usize {
        self.sums.iter().filter(|sum| sum.agrees).count()
    }

    /// Whether the metrics are known to be the parts.
    pub fn is_known(&self) -> bool {
        let (agreeing, fills) = (self.agreeing(), self.sums.iter().any(|sum| sum.fills));
        fills || (agreeing >= AGREEING && agreeing >= AGREEING * (self.sums.len() - agreeing))
    }

    /// The periods in which the figure is not what the parts come to.
    pub fn contradictions(&self) -> impl Iterator<Item = &Sum<'a>> {
        let known = self.is_known();
        self.sums.iter().filter(move |sum| known && !sum.agrees)
    }
}

/// The figure of a period; of a state on a day, whatever the period is called that ends on it.
fn at(series: &Series, period: Period, covers: Covers) -> Option<(&Reading, Number)> {
    let same = |own: Period| match covers {
        Covers::Snapshot => own.end() == period.end(),
        Covers::Period | Covers::YearToDate | Covers::RollingYear => own.same_time(period),
    };
    series.values().find(|(reading, _)| same(reading.period))
}

/// What parts come to beside the figure of the same period; nothing where figures of this unit cannot be put together.
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

/// Amounts added up. A whole of nothing shows nothing.
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

/// The share of all together, from the counts of each.
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

/// `187 of 237`.
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

/// By how much a sum can differ from the whole through rounding alone: whole counts by nothing, counts that are all
/// multiples of five by half of that each, other amounts by half of their last digit each.
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
