//! The straight line through points: least squares, and where it leads.
//!
//! As a description it is fine; its p-value on three to five points is not honest, because normality and
//! independence cannot be seen there. Source: any textbook; R `lm` and `predict(interval = "prediction")` agree.

use crate::stats::distribution::{t_beyond, t_quantile};
use crate::stats::interval::Interval;
use crate::stats::{Cannot, at_least, in_order, mean, number};

/// A line through points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    pub n: usize,
    pub intercept: f64,
    pub slope: f64,
    /// Correlation; `None` where the values are all the same.
    pub r: Option<f64>,
    /// The slope's standard error; `None` with two points.
    pub slope_error: Option<f64>,
    /// Two-sided p of the slope; `None` with two points or equal values.
    pub p: Option<f64>,
    /// The standard deviation of what the line leaves.
    residual: Option<f64>,
    mean_position: f64,
    /// Sum of the squared distances of positions from their mean.
    spread: f64,
}

/// Least squares through (position, value) points.
///
/// # Errors
/// With fewer than two points, or two at one position.
pub fn fit(points: &[(f64, f64)]) -> Result<Line, Cannot> {
    let points = in_order(points)?;
    at_least(points.len(), 2)?;
    let (at, values): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
    let (middle, height) = (mean(&at)?, mean(&values)?);
    let sum = |term: &dyn Fn(f64, f64) -> f64| {
        number(points.iter().map(|(t, y)| term(t - middle, y - height)).sum::<f64>())
    };
    let spread = sum(&|t, _| t * t)?;
    let square = sum(&|_, y| y * y)?;
    let slope = number(sum(&|t, y| t * y)? / spread)?;
    let n = points.len();
    let level = square <= 0.0;
    let r = (!level).then(|| (slope * (spread / square).sqrt()).clamp(-1.0, 1.0)).filter(|r| r.is_finite());
    let degrees = n as f64 - 2.0;
    let left = sum(&|t, y| (y - slope * t) * (y - slope * t))?;
    let residual = (n > 2).then(|| (left / degrees).sqrt());
    let slope_error = residual.map(|s| s / spread.sqrt()).filter(|error| error.is_finite());
    let p = slope_error.filter(|_| !level).map(|error| t_beyond(slope / error, degrees));
    let intercept = number(height - slope * middle)?;
    Ok(Line { n, intercept, slope, r, slope_error, p, residual, mean_position: middle, spread })
}

/// Where a line leads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projection {
    pub value: f64,
    /// The 95% prediction interval: where one further figure would lie; `None` with two points.
    pub interval: Option<Interval>,
}

impl Line {
    /// The line at a position, with the interval that one further figure would lie in.
    ///
    /// # Errors
    /// When the answer is beyond what can be calculated with.
    pub fn at(&self, position: f64) -> Result<Projection, Cannot> {
        let value = number(self.intercept + self.slope * position)?;
        let Some(residual) = self.residual else {
            return Ok(Projection { value, interval: None });
        };
        let off = position - self.mean_position;
        let error = residual * (1.0 + 1.0 / self.n as f64 + off * off / self.spread).sqrt();
        let half = number(t_quantile(0.975, self.n as f64 - 2.0) * error)?;
        let interval = Interval { lower: number(value - half)?, upper: number(value + half)? };
        Ok(Projection { value, interval: Some(interval) })
    }
}

/// How a projection stands to a target that is to be reached from `good_side_up` or from below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outlook {
    /// The whole interval is on the good side.
    OnCourse,
    /// The target lies inside the interval.
    EitherWay,
    /// The whole interval is on the bad side.
    Unlikely,
}

/// What a projection says about reaching a target: where the target is met, ends included, from above
/// (`high_is_good`) or from below.
///
/// It is for those who use the library; the program's own papers make no forecast. That figures go on in a straight line
/// cannot be seen in the five that most series have, and with three degrees of freedom the interval is so wide that of 35
/// yearly series with a target in the example packs 24 say no more than "either way".
pub fn outlook(interval: Interval, target: f64, high_is_good: bool) -> Outlook {
    let (worst, best) =
        if high_is_good { (interval.lower, interval.upper) } else { (-interval.upper, -interval.lower) };
    let target = if high_is_good { target } else { -target };
    if worst >= target {
        Outlook::OnCourse
    } else if best < target {
        Outlook::Unlikely
    } else {
        Outlook::EitherWay
    }
}
