//! Funnel limits: how far from a common average a figure may lie by chance alone, given its size.
//!
//! Source: R `PHEindicatormethods` 2.1.1, `R/Funnels.R` and its helpers. Multiplied out, its `sigma_adjustment` is
//! the usual p ± z√(p(1-p)/n).
//!
//! Nothing in the program calls this yet: it is meant for the web edition's chart of all councils.

use crate::stats::distribution::{Z_95, Z_99_8, poisson_at_least, poisson_at_most};
use crate::stats::interval::{Confidence, Interval, count};
use crate::stats::{Cannot, all_finite, at_least, number, round_half_even};

/// Where a figure lies in relation to the average.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Above the 99.8% limit: chance alone does this one time in a thousand.
    FarAbove,
    /// Above the 95% limit: chance alone does this one time in forty.
    Above,
    Within,
    Below,
    FarBelow,
}

/// One area, compared with the average of all areas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub value: f64,
    /// For proportions, the limits around the average; for rates and ratios, the area's own interval.
    pub limits_95: Interval,
    pub limits_99_8: Interval,
    pub place: Place,
}

/// All areas, and the baseline that they are compared with: the pooled average, or 1 for ratios.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    pub average: f64,
    pub areas: Vec<Area>,
}

/// Proportions `num` of `den`, compared with the pooled proportion.
///
/// # Errors
/// When a count is impossible, or there are no areas.
pub fn proportions(num: &[f64], den: &[f64]) -> Result<Funnel, Cannot> {
    let average = pooled(num, den)?;
    if num.iter().zip(den).any(|(x, n)| x > n) {
        return Err(Cannot::AboveDenominator);
    }
    let area = |(x, n): (&f64, &f64)| {
        let value = x / n;
        let (near, far) = (limits(average, *n, Z_95)?, limits(average, *n, Z_99_8)?);
        let place = match value {
            value if value < far.lower => Place::FarBelow,
            value if value < near.lower => Place::Below,
            value if value > far.upper => Place::FarAbove,
            value if value > near.upper => Place::Above,
            _ => Place::Within,
        };
        Ok(Area { value, limits_95: near, limits_99_8: far, place })
    };
    Ok(Funnel { average, areas: num.iter().zip(den).map(area).collect::<Result<_, Cannot>>()? })
}

/// Crude rates of `num` events in populations `den`, per person, compared with the pooled rate.
///
/// # Errors
/// When a count is impossible, or there are no areas.
pub fn rates(num: &[f64], den: &[f64]) -> Result<Funnel, Cannot> {
    let average = pooled(num, den)?;
    by_own_interval(num, den, average)
}

/// Ratios of observed to expected events, compared with 1.
///
/// # Errors
/// When a count is impossible, or there are no areas.
pub fn ratios(observed: &[f64], expected: &[f64]) -> Result<Funnel, Cannot> {
    pooled(observed, expected)?;
    by_own_interval(observed, expected, 1.0)
}

fn by_own_interval(num: &[f64], den: &[f64], average: f64) -> Result<Funnel, Cannot> {
    let area = |(x, n): (&f64, &f64)| {
        let per = |interval: Interval| {
            Ok(Interval { lower: number(interval.lower / n)?, upper: number(interval.upper / n)? })
        };
        let near = per(count(*x, Confidence::P95)?.0)?;
        let far = per(count(*x, Confidence::P99_8)?.0)?;
        let place = if average < far.lower {
            Place::FarAbove
        } else if average < near.lower {
            Place::Above
        } else if average > far.upper {
            Place::FarBelow
        } else if average > near.upper {
            Place::Below
        } else {
            Place::Within
        };
        Ok(Area { value: number(x / n)?, limits_95: near, limits_99_8: far, place })
    };
    Ok(Funnel { average, areas: num.iter().zip(den).map(area).collect::<Result<_, Cannot>>()? })
}

/// All events divided by all denominators.
fn pooled(num: &[f64], den: &[f64]) -> Result<f64, Cannot> {
    all_finite(num)?;
    all_finite(den)?;
    at_least(num.len(), 1)?;
    if num.len() != den.len() {
        return Err(Cannot::UnequalLengths);
    }
    if num.iter().any(|x| *x < 0.0) {
        return Err(Cannot::NegativeCount);
    }
    if den.iter().any(|n| *n <= 0.0) {
        return Err(Cannot::NoDenominator);
    }
    number(number(num.iter().sum::<f64>())? / number(den.iter().sum::<f64>())?)
}

/// The limits around an average proportion for a denominator, at a normal quantile. They may go below 0 or above 1.
///
/// # Errors
/// When the average is not a proportion or the denominator is not above 0.
pub fn limits(average: f64, denominator: f64, z: f64) -> Result<Interval, Cannot> {
    all_finite(&[average, denominator, z])?;
    if !(0.0..=1.0).contains(&average) {
        return Err(Cannot::Setting);
    }
    if denominator <= 0.0 {
        return Err(Cannot::NoDenominator);
    }
    let half = number(z * (average * (1.0 - average) / denominator).sqrt())?;
    Ok(Interval { lower: average - half, upper: average + half })
}

/// The statistic that a funnel plot shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Statistic {
    Proportion {
        multiplier: f64,
    },
    /// `years` is the number of years of data combined.
    Rate {
        multiplier: f64,
        years: f64,
    },
    /// Observed over expected events, minus 1.
    CountRatio,
    /// Observed over expected events, times 100.
    StandardisedRatio,
}

/// One point on the axis of a funnel plot, with the limits there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Population for proportions, events for rates and ratios.
    pub size: f64,
    pub limits_95: Interval,
    pub limits_99_8: Interval,
}

/// The lines of a funnel plot.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    pub baseline: f64,
    pub steps: Vec<Step>,
}

/// The largest number of events for which Poisson limits are drawn; above it the series converge too slowly.
const MOST_EVENTS: f64 = 1e7;

/// The limits at a hundred sizes, closer together where these are small. As in R's `calculate_funnel_limits`, the
/// limits of proportions are cut off at 0 and 100, whatever the multiplier.
///
/// # Errors
/// When a count is impossible, there are no areas, or sizes are too large to increase in steps of one.
pub fn lines(num: &[f64], den: &[f64], statistic: Statistic) -> Result<Lines, Cannot> {
    let average = pooled(num, den)?;
    let smallest = den.iter().copied().fold(f64::INFINITY, f64::min);
    let most = den.iter().copied().fold(0.0, f64::max);
    let years = match statistic {
        Statistic::Rate { years, .. } if years > 0.0 && years.is_finite() => years,
        Statistic::Rate { .. } => return Err(Cannot::Setting),
        Statistic::Proportion { .. } | Statistic::CountRatio | Statistic::StandardisedRatio => 1.0,
    };
    let mut first = if most > 2.0 * smallest { 0.0 } else { floor_2(smallest / years)? * years };
    let mut end = ceiling_2(most / years)? * years;
    let by_events = matches!(statistic, Statistic::Rate { .. });
    if by_events {
        (first, end) = ((first * average).floor(), (end * average).ceil());
    }
    let ratio = matches!(statistic, Statistic::CountRatio | Statistic::StandardisedRatio);
    let axis = sizes(first.max(1.0), end, usize::from(ratio))?;
    if axis.last().is_some_and(|most| *most > MOST_EVENTS)
        && !matches!(statistic, Statistic::Proportion { .. })
    {
        return Err(Cannot::OutOfRange);
    }
    let step_at = |size: f64| {
        let (limits_95, limits_99_8) = match statistic {
            Statistic::Proportion { multiplier } => {
                let cut = |z: f64| {
                    let limits = limits(average, size, z)?;
                    let lower = number(limits.lower * multiplier)?.max(0.0);
                    Ok(Interval { lower, upper: number(limits.upper * multiplier)?.min(100.0) })
                };
                (cut(Z_95)?, cut(Z_99_8)?)
            }
            Statistic::Rate { multiplier, .. } => {
                let scale = |share: f64| share * average * multiplier;
                (poisson_limits(size, 0.025, scale)?, poisson_limits(size, 0.001, scale)?)
            }
            Statistic::CountRatio => {
                let scale = |share: f64| share - 1.0;
                (poisson_limits(size, 0.025, scale)?, poisson_limits(size, 0.001, scale)?)
            }
            Statistic::StandardisedRatio => {
                let scale = |share: f64| share * 100.0;
                (poisson_limits(size, 0.025, scale)?, poisson_limits(size, 0.001, scale)?)
            }
        };
        Ok(Step { size, limits_95, limits_99_8 })
    };
    let baseline = match statistic {
        Statistic::Proportion { multiplier } | Statistic::Rate { multiplier, .. } => average * multiplier,
        Statistic::CountRatio => 0.0,
        Statistic::StandardisedRatio => 100.0,
    };
    Ok(Lines {
        baseline: number(baseline)?,
        steps: axis.into_iter().map(step_at).collect::<Result<_, Cannot>>()?,
    })
}

/// The points on the axis: a geometric sequence, but at least 1 apart.
fn sizes(first: f64, last: f64, ahead: usize) -> Result<Vec<f64>, Cannot> {
    let mut sizes = vec![first];
    for step in 2..=100 {
        let before = sizes[sizes.len() - 1];
        let root = 1.0 / (101 - (step - ahead)) as f64;
        let next = round_half_even(libm::pow(last / before, root) * before).max(before + 1.0);
        sizes.push(number(next)?);
    }
    Ok(sizes)
}

/// 5% less, rounded down to the leading digit.
fn floor_2(figure: f64) -> Result<f64, Cannot> {
    let down = figure * 0.95;
    let power = ten_to(digits(down.floor()) - 1.0);
    number((down / power).floor() * power)
}

/// 5% more, rounded up to the two leading digits.
fn ceiling_2(figure: f64) -> Result<f64, Cannot> {
    let up = figure * 1.05;
    let power = ten_to(digits(up.ceil()) - 2.0);
    number((up / power).ceil() * power)
}

/// The number of digits in a whole number.
fn digits(whole: f64) -> f64 {
    let mut digits = 1.0;
    let mut rest = whole.abs();
    while rest >= 10.0 && digits < 310.0 {
        rest /= 10.0;
        digits += 1.0;
    }
    digits
}

fn ten_to(power: f64) -> f64 {
    libm::pow(10.0, power)
}

/// Observed over expected events, for the two expected counts that put `events` exactly on a limit.
fn poisson_limits(events: f64, tail: f64, scale: impl Fn(f64) -> f64) -> Result<Interval, Cannot> {
    let lower = number(scale(events / expected(events, tail, false)))?;
    let upper = number(scale(events / expected(events, tail, true)))?;
    Ok(Interval { lower, upper })
}

/// R's `poisson_funnel`: bisection to 1e-7, a precision that shows in the last digits of R's figures.
fn expected(events: f64, tail: f64, low: bool) -> f64 {
    let mut v = 0.5;
    let mut step = 0.5;
    while step > 1e-7 {
        step /= 2.0;
        let z = (1.0 + events) * v / (1.0 - v);
        let down = if low { poisson_at_least(events, z) > tail } else { poisson_at_most(events, z) < tail };
        v += if down { -step } else { step };
    }
    (1.0 + events) * v / (1.0 - v)
}
