//! Chi-squared tests on proportions in several groups: for a trend, and for any difference.
//!
//! Sources: W. G. Cochran (1954) and P. Armitage (1955), in the form of R's `prop.trend.test`. (`statsmodels` divides
//! by N - 1, so its statistic is smaller by a factor of (N - 1)/N.)

use crate::stats::distribution::chi_squared_above;
use crate::stats::{Cannot, Direction, all_finite, at_least, number};

/// The result of a chi-squared test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChiSquared {
    pub chi_squared: f64,
    pub degrees: usize,
    pub p: f64,
    /// Which way the proportions go, for the test for trend; [`Direction::Level`] for the other test.
    pub direction: Direction,
}

/// Is there a trend in the proportions `x` of `n` along `scores` (such as years)?
///
/// # Errors
/// When a count is impossible, there are fewer than two groups, or everything is 0% or 100%: nothing can differ.
pub fn trend(x: &[f64], n: &[f64], scores: &[f64]) -> Result<ChiSquared, Cannot> {
    let totals = totals(x, n)?;
    all_finite(scores)?;
    if scores.len() != x.len() {
        return Err(Cannot::UnequalLengths);
    }
    let Sums { cross, below } = sums(x, n, scores, totals)?;
    if below <= 0.0 {
        return Err(Cannot::Identical);
    }
    let chi_squared = number(cross * cross * totals.n / below)?;
    let p = chi_squared_above(chi_squared, 1.0);
    Ok(ChiSquared { chi_squared, degrees: 1, p, direction: Direction::of(cross) })
}

/// The two parts of the statistic.
struct Sums {
    /// N Σxt - Σx Σnt, divided by N: its sign is the direction of the trend.
    cross: f64,
    /// Σx (N - Σx) (N Σnt² - (Σnt)²), divided by N.
    below: f64,
}

fn sums(x: &[f64], n: &[f64], scores: &[f64], totals: Totals) -> Result<Sums, Cannot> {
    // Scores are measured from the first, which changes nothing except that calendar years lose fewer digits.
    let start = scores[0];
    let along = |counts: &[f64], square: bool| {
        let term = |(count, score): (&f64, &f64)| {
            let t = score - start;
            count * if square { t * t } else { t }
        };
        number(counts.iter().zip(scores).map(term).sum())
    };
    let (xt, nt, ntt) = (along(x, false)?, along(n, false)?, along(n, true)?);
    let cross = number(totals.n * xt - totals.x * nt)?;
    let below = number(totals.x * (totals.n - totals.x) * (totals.n * ntt - nt * nt))?;
    Ok(Sums { cross, below })
}

/// Which way the proportions go along the scores: the sign of N Σxt - Σx Σnt, defined for 0% and 100% too.
///
/// # Errors
/// When a count is impossible or there are fewer than two groups.
pub fn direction(x: &[f64], n: &[f64], scores: &[f64]) -> Result<Direction, Cannot> {
    let totals = totals(x, n)?;
    all_finite(scores)?;
    if scores.len() != x.len() {
        return Err(Cannot::UnequalLengths);
    }
    Ok(Direction::of(sums(x, n, scores, totals)?.cross))
}

/// Do the proportions `x` of `n` differ at all (Pearson)?
///
/// # Errors
/// As [`trend`].
pub fn difference(x: &[f64], n: &[f64]) -> Result<ChiSquared, Cannot> {
    let totals = totals(x, n)?;
    let share = totals.x / totals.n;
    if share <= 0.0 || share >= 1.0 {
        return Err(Cannot::Identical);
    }
    let term = |(x, n): (&f64, &f64)| {
        let off = x - n * share;
        off * off / (n * share * (1.0 - share))
    };
    let chi_squared = number(x.iter().zip(n).map(term).sum())?;
    let degrees = x.len() - 1;
    let p = chi_squared_above(chi_squared, degrees as f64);
    Ok(ChiSquared { chi_squared, degrees, p, direction: Direction::Level })
}

#[derive(Clone, Copy)]
struct Totals {
    x: f64,
    n: f64,
}

fn totals(x: &[f64], n: &[f64]) -> Result<Totals, Cannot> {
    all_finite(x)?;
    all_finite(n)?;
    at_least(x.len(), 2)?;
    if x.len() != n.len() {
        return Err(Cannot::UnequalLengths);
    }
    for (x, n) in x.iter().zip(n) {
        if *x < 0.0 {
            return Err(Cannot::NegativeCount);
        }
        if *n <= 0.0 {
            return Err(Cannot::NoDenominator);
        }
        if x > n {
            return Err(Cannot::AboveDenominator);
        }
    }
    Ok(Totals { x: number(x.iter().sum())?, n: number(n.iter().sum())? })
}
