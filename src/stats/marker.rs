//! Fingertips' recent trend: has a figure risen or fallen over its last five years by more than chance would explain?
//!
//! Source: R `PHEindicatormethods`, branch `add_trend_markers` (github dhsc-govuk/PHEindicatormethods be274439), and
//! the published rule on fingertips.phe.org.uk. Proportions use the chi-squared test for trend; anything else that has
//! an interval uses a regression weighted by it. Either way the answer must hold when any one year is left out.
//!
//! Deliberately different: 0% and 100% have no log odds, which stops R; here the direction is then taken from the
//! numerator of the chi-squared test itself. If all years are 0%, or all are 100%, there is no significant change.

use crate::stats::chi_squared;
use crate::stats::distribution::{chi_squared_above, normal_quantile};
use crate::stats::interval::{Confidence, Interval};
use crate::stats::{Cannot, Direction, at_least, number};

/// The number of newest points that are used, all of which are required.
pub const POINTS: usize = 5;

/// Chi-squared on one degree of freedom must be above this: p below 0.002. The digits are those in R.
pub const THRESHOLD: f64 = 9.5495;

/// The p-value that [`THRESHOLD`] corresponds to.
pub const LEVEL: f64 = 0.002;

/// A proportion in one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proportion {
    /// When: a year, possibly fractional. The actual distances between years count.
    pub at: f64,
    pub numerator: Option<f64>,
    pub denominator: Option<f64>,
}

/// A figure with an interval, in one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    pub at: f64,
    pub value: Option<f64>,
    pub interval: Option<Interval>,
}

/// What a marker says about the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    Increasing,
    Decreasing,
    NoSignificantChange,
}

/// A marker with the figures behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Marker {
    pub answer: Answer,
    pub chi_squared: f64,
    pub p: f64,
    /// The slope that gives the direction, per unit of `at`: of the log odds for proportions (`None` if a year is 0%
    /// or 100%), of the value for everything else.
    pub slope: Option<f64>,
    /// Whether the slope changes sign when some year is left out. If so, there is no significant change.
    pub outlier: bool,
    /// The change from the first to the last of the five years that the test would detect four times out of five, in
    /// the unit of the value (for proportions, as a share of 1); `None` where nothing varies.
    pub smallest_change: Option<f64>,
}

/// The probability with which a change must be detected for the data to count as able to show it.
pub const POWER: f64 = 0.8;

/// The marker for a proportion. Points may come in any order; the five newest count.
///
/// # Errors
/// With fewer than five points, a missing count among the newest five, an impossible count, or two points at one time.
pub fn proportion(points: &[Proportion], threshold: f64) -> Result<Marker, Cannot> {
    let recent = newest(points, |point| point.at)?;
    let t: Vec<f64> = since_first(recent.iter().map(|point| point.at));
    let x = all(recent.iter().map(|point| point.numerator))?;
    let n = all(recent.iter().map(|point| point.denominator))?;
    let trend = match chi_squared::trend(&x, &n, &t) {
        // All 0% or all 100%: there is no change.
        Err(Cannot::Identical) => return Ok(still()),
        other => other?,
    };
    let odds: Option<Vec<f64>> = x.iter().zip(&n).map(|(x, n)| log_odds(*x, *n)).collect();
    let weights = vec![1.0; t.len()];
    let slope = match &odds {
        Some(odds) => Some(slope_of(&t, odds, &weights)?),
        None => None,
    };
    let direction = |left_out: Option<usize>| match &odds {
        Some(odds) => Ok(Direction::of(slope_of(
            &without(&t, left_out),
            &without(odds, left_out),
            &without(&weights, left_out),
        )?)),
        None => {
            chi_squared::direction(&without(&x, left_out), &without(&n, left_out), &without(&t, left_out))
        }
    };
    let (outlier, answer) = judge(trend.chi_squared, threshold, t.len(), direction)?;
    // The variance of the slope under the test's null hypothesis: p(1 - p) / Σn(t - t̄)².
    let share = x.iter().sum::<f64>() / n.iter().sum::<f64>();
    let error = (share * (1.0 - share) / weighted_spread(&t, &n)?).sqrt();
    let smallest_change = smallest(error, threshold, &t);
    Ok(Marker { answer, chi_squared: trend.chi_squared, p: trend.p, slope, outlier, smallest_change })
}

/// The marker for a figure with intervals at the given confidence. Points may come in any order; the five newest
/// count.
///
/// # Errors
/// With fewer than five points, a missing value or interval among the newest five, an interval without width, or two
/// points at one time.
pub fn measured(points: &[Measured], confidence: Confidence, threshold: f64) -> Result<Marker, Cannot> {
    let recent = newest(points, |point| point.at)?;
    let t: Vec<f64> = since_first(recent.iter().map(|point| point.at));
    let y = all(recent.iter().map(|point| point.value))?;
    let intervals: Vec<Interval> =
        recent.iter().map(|point| point.interval).collect::<Option<_>>().ok_or(Cannot::MissingInterval)?;
    let weight = |interval: &Interval| {
        let sigma = number(interval.upper - interval.lower)? / (2.0 * confidence.z());
        if sigma <= 0.0 {
            return Err(Cannot::NoWidth);
        }
        let weight = 1.0 / (sigma * sigma);
        if weight > 0.0 { number(weight) } else { Err(Cannot::OutOfRange) }
    };
    let w: Vec<f64> = intervals.iter().map(weight).collect::<Result<_, _>>()?;
    let slope = slope_of(&t, &y, &w)?;
    let precision = weighted_spread(&t, &w)?;
    let chi_squared = number(slope * slope * precision)?;
    let direction = |left_out: Option<usize>| {
        let slope = slope_of(&without(&t, left_out), &without(&y, left_out), &without(&w, left_out))?;
        Ok(Direction::of(slope))
    };
    let (outlier, answer) = judge(chi_squared, threshold, t.len(), direction)?;
    let p = chi_squared_above(chi_squared, 1.0);
    let smallest_change = smallest(1.0 / precision.sqrt(), threshold, &t);
    Ok(Marker { answer, chi_squared, p, slope: Some(slope), outlier, smallest_change })
}

/// The marker for figures that do not vary at all.
fn still() -> Marker {
    Marker {
        answer: Answer::NoSignificantChange,
        chi_squared: 0.0,
        p: 1.0,
        slope: None,
        outlier: false,
        smallest_change: None,
    }
}

/// Whether leaving out some year changes the sign of the slope, and the answer that follows.
fn judge(
    chi_squared: f64,
    threshold: f64,
    points: usize,
    direction: impl Fn(Option<usize>) -> Result<Direction, Cannot>,
) -> Result<(bool, Answer), Cannot> {
    if chi_squared <= threshold {
        return Ok((false, Answer::NoSignificantChange));
    }
    let whole = direction(None)?;
    for left_out in 0..points {
        if direction(Some(left_out))? != whole {
            return Ok((true, Answer::NoSignificantChange));
        }
    }
    let answer = match whole {
        Direction::Up => Answer::Increasing,
        Direction::Down => Answer::Decreasing,
        Direction::Level => Answer::NoSignificantChange,
    };
    Ok((false, answer))
}

/// The newest points, in order of time.
fn newest<P: Copy>(points: &[P], at: impl Fn(&P) -> f64) -> Result<Vec<P>, Cannot> {
    if points.iter().any(|point| !at(point).is_finite()) {
        return Err(Cannot::NotFinite);
    }
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| at(a).total_cmp(&at(b)));
    if sorted.windows(2).any(|pair| at(&pair[0]) >= at(&pair[1])) {
        return Err(Cannot::SamePosition);
    }
    at_least(sorted.len(), POINTS)?;
    Ok(sorted.split_off(sorted.len() - POINTS))
}

fn all(figures: impl Iterator<Item = Option<f64>>) -> Result<Vec<f64>, Cannot> {
    let figures: Vec<f64> = figures.collect::<Option<_>>().ok_or(Cannot::Missing)?;
    crate::stats::all_finite(&figures)?;
    Ok(figures)
}

/// Times since the first one: with calendar years, the digits that decide whether a slope is exactly 0 would be lost.
fn since_first(times: impl Iterator<Item = f64> + Clone) -> Vec<f64> {
    let first = times.clone().next().unwrap_or_default();
    times.map(|time| time - first).collect()
}

fn without(figures: &[f64], left_out: Option<usize>) -> Vec<f64> {
    let kept = figures.iter().enumerate().filter(|(at, _)| Some(*at) != left_out);
    kept.map(|(_, figure)| *figure).collect()
}

/// The log odds; none for 0% and 100%. Written as a difference so that mirroring reverses the sign exactly.
fn log_odds(x: f64, n: f64) -> Option<f64> {
    (x > 0.0 && x < n).then(|| libm::log(x) - libm::log(n - x))
}

/// The weighted least-squares slope, computed relative to the first point so that a level series gives exactly 0.
fn slope_of(t: &[f64], y: &[f64], w: &[f64]) -> Result<f64, Cannot> {
    let (start, level) = (t[0], y[0]);
    let sum = |term: &dyn Fn(f64, f64, f64) -> f64| {
        number(t.iter().zip(y).zip(w).map(|((t, y), w)| term(t - start, y - level, *w)).sum::<f64>())
    };
    let (sw, swt, swy) = (sum(&|_, _, w| w)?, sum(&|t, _, w| w * t)?, sum(&|_, y, w| w * y)?);
    let (cross, square) = (sum(&|t, y, w| w * t * y)?, sum(&|t, _, w| w * t * t)?);
    number((sw * cross - swt * swy) / (sw * square - swt * swt))
}

/// Σw(t - t̄)² with the weighted mean t̄.
fn weighted_spread(t: &[f64], w: &[f64]) -> Result<f64, Cannot> {
    let total: f64 = number(w.iter().sum())?;
    let middle = number(t.iter().zip(w).map(|(t, w)| t * w).sum::<f64>() / total)?;
    let spread = number(t.iter().zip(w).map(|(t, w)| w * (t - middle) * (t - middle)).sum())?;
    if spread > 0.0 { Ok(spread) } else { Err(Cannot::OutOfRange) }
}

/// The change over the whole span that would be detected with [`POWER`], given the slope's standard error.
fn smallest(error: f64, threshold: f64, t: &[f64]) -> Option<f64> {
    let span = t.last()? - t.first()?;
    let change = (threshold.sqrt() + normal_quantile(POWER)) * error * span;
    (change.is_finite() && change > 0.0).then_some(change)
}

/// The chi-squared threshold on one degree of freedom for a two-sided level. For [`LEVEL`] it is exactly
/// [`THRESHOLD`], so that the digits are those in R.
///
/// # Errors
/// When the level is not between 0 and 1.
pub fn threshold(level: f64) -> Result<f64, Cannot> {
    if !(level > 0.0 && level < 1.0) {
        return Err(Cannot::Setting);
    }
    if (level - LEVEL).abs() < 1e-12 {
        return Ok(THRESHOLD);
    }
    let z = normal_quantile(1.0 - level / 2.0);
    number(z * z)
}
