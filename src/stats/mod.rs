//! The statistics, as functions on plain series: no measures, no words, no rounding.
//!
//! Anyone may use them on figures of their own. Each method names its source; which method suits which kind of
//! series is decided in `analyse`. No function panics, and none answers with what is not a number or infinite: an
//! answer that does not exist is a [`Cannot`] with the reason. Results carry their intermediate figures, so that a
//! sum can be checked by hand.
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
    /// The figures are so large or so small that arithmetic leaves its range.
    OutOfRange,
    /// A count is below 0.
    NegativeCount,
    /// A denominator is 0 or below.
    NoDenominator,
    /// A numerator is above its denominator.
    AboveDenominator,
    /// An interval's lower end is above its upper end, or it has no width.
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
    /// Two values stand at the same position.
    SamePosition,
    /// Lists that belong together differ in length.
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

/// Two-sided: up, down, or neither.
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

    /// The other way.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            Self::Level => Self::Level,
        }
    }
}

/// The number, if it is one.
pub(crate) fn number(figure: f64) -> Result<f64, Cannot> {
    if figure.is_finite() { Ok(figure) } else { Err(Cannot::OutOfRange) }
}

/// Whether all of them are numbers.
pub(crate) fn all_finite(figures: &[f64]) -> Result<(), Cannot> {
    if figures.iter().all(|figure| figure.is_finite()) { Ok(()) } else { Err(Cannot::NotFinite) }
}

/// At least so many.
pub(crate) fn at_least(have: usize, need: usize) -> Result<(), Cannot> {
    if have < need { Err(Cannot::TooFew { have, need }) } else { Ok(()) }
}

/// Sorted by position, no position twice, all finite.
pub(crate) fn in_order(points: &[(f64, f64)]) -> Result<Vec<(f64, f64)>, Cannot> {
    if points.iter().any(|(at, value)| !at.is_finite() || !value.is_finite()) {
        return Err(Cannot::NotFinite);
    }
    // Adding 0 makes one of the two zeros.
    let mut sorted: Vec<(f64, f64)> = points.iter().map(|(at, value)| (at + 0.0, value + 0.0)).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let twice = sorted.windows(2).any(|pair| pair[0].0.total_cmp(&pair[1].0).is_eq());
    if twice { Err(Cannot::SamePosition) } else { Ok(sorted) }
}

/// The mean in two passes, as R takes it: of equal values it is that value itself.
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

/// Half to even, as R and Python round.
pub(crate) fn round_half_even(figure: f64) -> f64 {
    libm::rint(figure)
}
