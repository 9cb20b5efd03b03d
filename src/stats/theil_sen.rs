//! The Theil-Sen slope: the median of the slopes between all pairs of points. One outlier does not distort it.
//!
//! Sources: H. Theil (1950), P. K. Sen (1968). scipy's `theilslopes` agrees, also where points are missing, as
//! actual positions count. (R's `sens.slope` renumbers points and differs there.)

use crate::stats::distribution::Z_95;
use crate::stats::mann_kendall::variance;
use crate::stats::{Cannot, at_least, in_order, median, number, round_half_even};

/// The most points accepted: every pair gives a slope.
pub const MOST: usize = 1_500;

/// A median slope and its line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TheilSen {
    /// Per unit of position.
    pub slope: f64,
    /// The median value minus the slope times the median position (scipy).
    pub intercept: f64,
    /// 95% limits from Kendall's distribution; of little use with fewer than about six points.
    pub lower: f64,
    pub upper: f64,
}

/// The median slope through (position, value) points.
///
/// # Errors
/// With fewer than two points, two at one position, or more than [`MOST`].
pub fn fit(points: &[(f64, f64)]) -> Result<TheilSen, Cannot> {
    let points = in_order(points)?;
    at_least(points.len(), 2)?;
    if points.len() > MOST {
        return Err(Cannot::TooMany { have: points.len(), most: MOST });
    }
    let mut slopes = Vec::with_capacity(points.len() * (points.len() - 1) / 2);
    for (at, (t, y)) in points.iter().enumerate() {
        for (later, value) in &points[at + 1..] {
            slopes.push(number((value - y) / (later - t))?);
        }
    }
    let slope = median(&mut slopes)?;
    let (mut at, mut values): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
    let variance = variance(&values);
    let intercept = number(median(&mut values)? - slope * median(&mut at)?)?;
    // scipy rounds the ranks of the limits among the sorted slopes in this way.
    let (count, half) = (slopes.len() as f64, Z_95 * variance.sqrt());
    let last = slopes.len() - 1;
    let upper = (round_half_even(f64::midpoint(count, half)) as usize).min(last);
    let lower = (round_half_even(f64::midpoint(count, -half)) - 1.0).max(0.0) as usize;
    Ok(TheilSen { slope, intercept, lower: slopes[lower.min(last)], upper: slopes[upper] })
}
