//! Statistics as functions on plain series: nothing here knows measures, wording or rounding.
//!
//! They can be used on any figures. Each method names its source; `analyse` decides which method suits which kind of
//! series. No function panics, and none returns NaN or infinity: where there is no answer, a [`Cannot`] gives the
//! reason. Results include their intermediate figures, so that a calculation can be checked by hand.
//!
//! | file | what | agrees with |
//! |---|---|---|
//! | [`interval`] | Wilson, exact Poisson and Byar, Student's t, from a published margin | R `PHEindicatormethods` |
//! | [`funnel`] | control limits around a pooled average | the same |
//! | [`quantile`] | quantiles, rank with ties, best-performing quarter | the same |
//! | [`marker`] | Fingertips' recent trend over five years | the same, R branch `add_trend_markers` |
//! | [`chi_squared`] | chi-squared for a trend in proportions, and for any difference | R `prop.trend.test`, scipy |
//! | [`mann_kendall`] | does a series tend to rise or fall | scipy, R `trend`, pymannkendall |
//! | [`theil_sen`] | by how much: the median slope | the same |
//! | [`seasonal`] | Mann-Kendall season by season | the same |
//! | [`xmr`] | process control for individual values | R `NHSRplotthedots` (Making Data Count) |
//! | [`distribution`] | normal, chi-squared and t | R |
//!
//! Every answer is the same on every machine: transcendental functions come from `libm`, not from the system.

use std::fmt;

pub mod chi_squared;
pub mod distribution;
pub mod funnel;
pub mod interval;
pub mod mann_kendall;
pub mod marker;
pub mod quantile;
pub mod seasonal;
pub mod theil_sen;
pub mod xmr;

#[cfg(test)]
mod tests;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cannot {
    /// A figure is infinite or not a number.
    NotFinite,
    /// The figures are so large or so small that arithmetic overflows or underflows.
    OutOfRange,
    /// A count is below 0.
    NegativeCount,
    /// A denominator is 0 or below.
    NoDenominator,
    /// A numerator is above its denominator.
    AboveDenominator,
    /// An interval's lower end is above its upper end, or its width is 0.
    NoWidth,
    /// A figure that the method needs is missing.
    Missing,
    /// An interval that the method needs is missing.
    MissingInterval,
    /// There are fewer points than the method needs.
    TooFew { have: usize, need: usize },
    /// There are more points than the method can take.
    TooMany { have: usize, most: usize },
    /// All values are the same.
    Identical,
    /// Two values have the same position.
    SamePosition,
    /// Lists that should match differ in length.
    UnequalLengths,
    /// A setting is outside what the method allows.
    Setting,
}

impl fmt::Display for Cannot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFinite => f.write_str("a figure is not a finite number"),
            Self::OutOfRange => f.write_str("the figures are too large or too small to calculate with"),
            Self::NegativeCount => f.write_str("a count is below 0"),
            Self::NoDenominator => f.write_str("a denominator is 0 or below"),
            Self::AboveDenominator => f.write_str("a numerator is above its denominator"),
            Self::NoWidth => f.write_str("a margin is 0 or below"),
            Self::Missing => f.write_str("a figure is missing"),
            Self::MissingInterval => f.write_str("a margin is missing"),
            Self::TooFew { have, need } => write!(f, "{have} of at least {need} points"),
            Self::TooMany { have, most } => write!(f, "{have} points, of at most {most}"),
            Self::Identical => f.write_str("all figures are the same"),
            Self::SamePosition => f.write_str("two figures stand at the same time"),
            Self::UnequalLengths => f.write_str("lists of unequal length"),
            Self::Setting => f.write_str("a setting is out of range"),
        }
    }
}

impl std::error::Error for Cannot {}

/// The direction of a two-sided answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    Up,
    Down,
    Level,
}

impl Direction {
    /// The direction of a number's sign.
    pub fn of(number: f64) -> Self {
        if number > 0.0 {
            Self::Up
        } else if number < 0.0 {
            Self::Down
        } else {
            Self::Level
        }
    }

    /// The opposite direction.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            Self::Level => Self::Level,
        }
    }
}

/// The figure, unless it is NaN or infinite.
pub(crate) fn number(figure: f64) -> Result<f64, Cannot> {
    if figure.is_finite() { Ok(figure) } else { Err(Cannot::OutOfRange) }
}

/// Checks that all figures are finite.
pub(crate) fn all_finite(figures: &[f64]) -> Result<(), Cannot> {
    if figures.iter().all(|figure| figure.is_finite()) { Ok(()) } else { Err(Cannot::NotFinite) }
}

/// Checks that there are at least as many as needed.
pub(crate) fn at_least(have: usize, need: usize) -> Result<(), Cannot> {
    if have < need { Err(Cannot::TooFew { have, need }) } else { Ok(()) }
}

/// Sorts by position; fails if a position occurs twice or anything is not finite.
pub(crate) fn in_order(points: &[(f64, f64)]) -> Result<Vec<(f64, f64)>, Cannot> {
    if points.iter().any(|(at, value)| !at.is_finite() || !value.is_finite()) {
        return Err(Cannot::NotFinite);
    }
    // Adding 0 turns -0 into 0.
    let mut sorted: Vec<(f64, f64)> = points.iter().map(|(at, value)| (at + 0.0, value + 0.0)).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let twice = sorted.windows(2).any(|pair| pair[0].0.total_cmp(&pair[1].0).is_eq());
    if twice { Err(Cannot::SamePosition) } else { Ok(sorted) }
}

/// The mean in two passes, as R computes it: the mean of equal values is exactly that value.
pub(crate) fn mean(values: &[f64]) -> Result<f64, Cannot> {
    at_least(values.len(), 1)?;
    let n = values.len() as f64;
    let first = number(values.iter().sum::<f64>() / n)?;
    number(first + values.iter().map(|value| value - first).sum::<f64>() / n)
}

/// The middle value, or the mean of the two middle ones.
pub(crate) fn median(values: &mut [f64]) -> Result<f64, Cannot> {
    at_least(values.len(), 1)?;
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len() % 2 == 1 {
        return number(values[half]);
    }
    number(f64::midpoint(values[half - 1], values[half]))
}

/// Rounds half to even, as R and Python do.
pub(crate) fn round_half_even(figure: f64) -> f64 {
    libm::rint(figure)
}
