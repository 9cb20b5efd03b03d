//! Confidence intervals: how far a figure could be from the true one by chance alone.
//!
//! Sources: E. B. Wilson, "Probable inference" (1927); D. E. Byar, as given in N. E. Breslow and N. E. Day,
//! "Statistical Methods in Cancer Research" II (1987). Methods are chosen as in R `PHEindicatormethods` 2.1.1
//! (`phe_proportion`, `phe_rate`, `phe_mean`), with the same figures.

use crate::stats::distribution::{Z_95, Z_99_8, chi_squared_quantile, normal_quantile, t_quantile};
use crate::stats::{Cannot, all_finite, at_least, mean as mean_of, number};

/// How likely an interval is to contain the true figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence {
    share: f64,
    z: f64,
}

impl Confidence {
    /// 95%.
    pub const P95: Self = Self { share: 0.95, z: Z_95 };
    /// 99.8%, the second level that Fingertips uses.
    pub const P99_8: Self = Self { share: 0.998, z: Z_99_8 };

    /// A level from 0.9 to below 1, or from 90 to below 100.
    ///
    /// # Errors
    /// [`Cannot::Setting`] for any other.
    pub fn of(level: f64) -> Result<Self, Cannot> {
        let share = if level >= 90.0 { level / 100.0 } else { level };
        if !(0.9..1.0).contains(&share) {
            return Err(Cannot::Setting);
        }
        Ok(Self { share, z: normal_quantile(share + (1.0 - share) / 2.0) })
    }

    /// The level as a share of 1.
    pub fn share(self) -> f64 {
        self.share
    }

    /// The two-sided standard normal quantile for this level.
    pub fn z(self) -> f64 {
        self.z
    }
}

/// A range from one end to the other, both included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub lower: f64,
    pub upper: f64,
}

impl Interval {
    /// Whether a figure lies inside, ends included.
    pub fn holds(self, figure: f64) -> bool {
        self.lower <= figure && figure <= self.upper
    }

    /// Whether two intervals have a figure in common; touching counts.
    pub fn overlaps(self, other: Self) -> bool {
        self.lower <= other.upper && other.lower <= self.upper
    }

    fn checked(lower: f64, upper: f64) -> Result<Self, Cannot> {
        Ok(Self { lower: number(lower)?, upper: number(upper)? })
    }

    fn times(self, factor: f64) -> Result<Self, Cannot> {
        Self::checked(self.lower * factor, self.upper * factor)
    }
}

/// How an interval was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    Wilson,
    /// Exact Poisson, for counts below [`EXACT_BELOW`].
    Exact,
    Byar,
    StudentT,
    /// From a margin of error that was published with the figure.
    Published,
}

/// A figure with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub value: f64,
    pub interval: Interval,
    pub method: Method,
}

/// Counts below this get an exact interval; others get Byar's.
pub const EXACT_BELOW: f64 = 10.0;

/// A proportion `x` of `n`, times `multiplier` (100 for a percentage), with Wilson's interval.
///
/// # Errors
/// When a count is negative, there is no denominator, or the numerator is above it.
pub fn proportion(x: f64, n: f64, multiplier: f64, confidence: Confidence) -> Result<Estimate, Cannot> {
    all_finite(&[x, n, multiplier])?;
    if n <= 0.0 {
        return Err(Cannot::NoDenominator);
    }
    let interval = wilson(x, n, confidence.z)?.times(multiplier)?;
    Ok(Estimate { value: number(x / n * multiplier)?, interval, method: Method::Wilson })
}

/// Wilson's interval for the share `x` of `n`, at a given normal quantile.
///
/// # Errors
/// As [`proportion`].
pub fn wilson(x: f64, n: f64, z: f64) -> Result<Interval, Cannot> {
    all_finite(&[x, n, z])?;
    if x < 0.0 {
        return Err(Cannot::NegativeCount);
    }
    if n <= 0.0 {
        return Err(Cannot::NoDenominator);
    }
    if x > n {
        return Err(Cannot::AboveDenominator);
    }
    let root = z * (z * z + 4.0 * x * (1.0 - x / n)).sqrt();
    let below = 2.0 * (n + z * z);
    // Rounding must not take an end below 0 or above 1.
    let lower = ((2.0 * x + z * z - root) / below).max(0.0);
    let upper = ((2.0 * x + z * z + root) / below).min(1.0);
    Interval::checked(lower, upper)
}

/// A rate of `x` events in a `population`, per `multiplier`, with an exact or Byar's interval.
///
/// # Errors
/// When the count is negative or there is no population.
pub fn rate(x: f64, population: f64, multiplier: f64, confidence: Confidence) -> Result<Estimate, Cannot> {
    all_finite(&[x, population, multiplier])?;
    if population <= 0.0 {
        return Err(Cannot::NoDenominator);
    }
    let (interval, method) = count(x, confidence)?;
    let per = |events: f64| number(events / population * multiplier);
    let interval = Interval { lower: per(interval.lower)?, upper: per(interval.upper)? };
    Ok(Estimate { value: per(x)?, interval, method })
}

/// The interval for a count of events, which need not be a whole number.
///
/// # Errors
/// When the count is negative.
pub fn count(x: f64, confidence: Confidence) -> Result<(Interval, Method), Cannot> {
    all_finite(&[x])?;
    if x < 0.0 {
        return Err(Cannot::NegativeCount);
    }
    let (share, z) = (confidence.share, confidence.z);
    if x < EXACT_BELOW {
        let lower = chi_squared_quantile((1.0 - share) / 2.0, 2.0 * x) / 2.0;
        let upper = chi_squared_quantile(share + (1.0 - share) / 2.0, 2.0 * x + 2.0) / 2.0;
        return Ok((Interval::checked(lower, upper)?, Method::Exact));
    }
    let cubed = |figure: f64| figure * figure * figure;
    let lower = x * cubed(1.0 - 1.0 / (9.0 * x) - z / (3.0 * x.sqrt()));
    let above = x + 1.0;
    let upper = above * cubed(1.0 - 1.0 / (9.0 * above) + z / (3.0 * above.sqrt()));
    Ok((Interval::checked(lower.max(0.0), upper)?, Method::Byar))
}

/// The mean of some values, with Student's interval where there are at least two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    pub sum: f64,
    pub count: usize,
    pub mean: f64,
    /// The sample standard deviation (n - 1).
    pub deviation: Option<f64>,
    pub interval: Option<Interval>,
}

/// The mean of some values, and its interval.
///
/// # Errors
/// When there are no values, or they are too large.
pub fn mean(values: &[f64], confidence: Confidence) -> Result<Mean, Cannot> {
    all_finite(values)?;
    at_least(values.len(), 1)?;
    let n = values.len() as f64;
    let middle = mean_of(values)?;
    let sum = number(values.iter().sum())?;
    if values.len() == 1 {
        return Ok(Mean { sum, count: 1, mean: middle, deviation: None, interval: None });
    }
    let squares = number(values.iter().map(|value| (value - middle) * (value - middle)).sum())?;
    let deviation = (squares / (n - 1.0)).sqrt();
    let half = t_quantile(confidence.share + (1.0 - confidence.share) / 2.0, n - 1.0) * deviation / n.sqrt();
    let interval = Interval::checked(middle - half, middle + half)?;
    Ok(Mean { sum, count: values.len(), mean: middle, deviation: Some(deviation), interval: Some(interval) })
}

/// The interval around a value, from its published 95% margin of error. For another level the margin is scaled by the
/// ratio of the normal quantiles.
///
/// # Errors
/// When the margin is 0 or below: a margin published as 0 was rounded away and says nothing.
pub fn published(value: f64, margin: f64, confidence: Confidence) -> Result<Estimate, Cannot> {
    all_finite(&[value, margin])?;
    if margin <= 0.0 {
        return Err(Cannot::NoWidth);
    }
    let half = margin * (confidence.z / Z_95);
    let interval = Interval::checked(value - half, value + half)?;
    Ok(Estimate { value, interval, method: Method::Published })
}

/// Whether a figure changed: true if two independent 95% intervals do not overlap, as Fingertips compares a figure with
/// the year before. Touching counts as overlapping.
pub fn changed(earlier: Interval, later: Interval) -> bool {
    !earlier.overlaps(later)
}
