//! Mann-Kendall by season: each quarter is compared only with the same quarter of other years.
//!
//! Source: R. M. Hirsch, J. R. Slack, R. A. Smith, "Techniques of trend analysis for monthly water quality data" (1982);
//! pymannkendall's `seasonal_test` and R `trend::smk.test` agree. They use a continuity correction; R's
//! `SeasonalMannKendall` does not, so its p-value is given as well.

use crate::stats::distribution::normal_beyond;
use crate::stats::mann_kendall::{score, variance};
use crate::stats::{Cannot, all_finite, at_least, median, number};

/// The fewest full years needed to tell seasons from a trend.
pub const FEWEST_YEARS: usize = 3;

/// The longest series accepted: every pair within a season gives a slope.
pub const MOST: usize = 5_000;

/// The result of the test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seasonal {
    /// Summed over the seasons.
    pub s: i64,
    pub variance: f64,
    /// S as a share of all pairs within seasons.
    pub tau: f64,
    pub z: f64,
    /// Two-sided, with continuity correction.
    pub p: f64,
    /// Two-sided, without continuity correction.
    pub p_uncorrected: f64,
    /// The median slope within seasons, per year.
    pub slope: f64,
    /// The value at the start of a line with that slope (pymannkendall).
    pub intercept: f64,
}

/// Tests a series of `period` values a year, in order of time and without gaps; `None` is a missing value. The first
/// value may belong to any season.
///
/// # Errors
/// When the period is below 2, or no season has two values.
pub fn test(values: &[Option<f64>], period: usize) -> Result<Seasonal, Cannot> {
    if period < 2 {
        return Err(Cannot::Setting);
    }
    let known: Vec<f64> = values.iter().copied().flatten().collect();
    all_finite(&known)?;
    if values.len() > MOST {
        return Err(Cannot::TooMany { have: values.len(), most: MOST });
    }
    let mut slopes = Vec::new();
    let (mut s, mut spread, mut pairs) = (0, 0.0, 0.0);
    for season in 0..period.min(values.len()) {
        // Years are counted from the season's first slot, whether or not it has a value.
        let years = values.iter().skip(season).step_by(period).enumerate();
        let season: Vec<(usize, f64)> = years.filter_map(|(year, value)| Some((year, (*value)?))).collect();
        let plain: Vec<f64> = season.iter().map(|(_, value)| *value).collect();
        s += score(&plain);
        spread += variance(&plain);
        for (at, (year, value)) in season.iter().enumerate() {
            for (later, other) in &season[at + 1..] {
                slopes.push(number((other - value) / (later - year) as f64)?);
                pairs += 1.0;
            }
        }
    }
    at_least(slopes.len(), 1)?;
    let normal = |score: f64| if spread > 0.0 { score / spread.sqrt() } else { 0.0 };
    let z = normal((s - s.signum()) as f64);
    let slope = median(&mut slopes)?;
    let mut sorted = known;
    let mut places: Vec<f64> =
        (0..values.len()).filter(|at| values[*at].is_some()).map(|at| at as f64).collect();
    let intercept = number(median(&mut sorted)? - median(&mut places)? / period as f64 * slope)?;
    Ok(Seasonal {
        s,
        variance: spread,
        tau: s as f64 / pairs,
        z,
        p: normal_beyond(z),
        p_uncorrected: normal_beyond(normal(s as f64)),
        slope,
        intercept,
    })
}
