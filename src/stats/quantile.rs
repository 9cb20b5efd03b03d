//! Where a figure stands among many: rank, quarter, quantiles.
//!
//! Official methods number quantiles differently, and readers take "first quartile" to mean either best or lowest, so
//! the program only ever speaks of the best-performing quarter.

use crate::stats::{Cannot, all_finite, at_least};

/// The quantile of each value, numbered as R's `PHEindicatormethods::phe_quantile` does: ties share their lowest rank.
/// With `highest_first` (that function's default), quantile 1 holds the highest values; otherwise the lowest.
///
/// # Errors
/// When there are fewer values than quantiles.
pub fn quantiles(values: &[f64], count: usize, highest_first: bool) -> Result<Vec<usize>, Cannot> {
    all_finite(values)?;
    if count == 0 {
        return Err(Cannot::Setting);
    }
    at_least(values.len(), count)?;
    Ok(ranks(values, highest_first).into_iter().map(|rank| quantile(rank, values.len(), count)).collect())
}

/// The quantile of the value at a rank (from 1) among `n` values in `count` quantiles.
fn quantile(rank: usize, n: usize, count: usize) -> usize {
    let (n, k) = (n as f64, count as f64);
    ((k + 1.0) - ((n + 1.0 - rank as f64) / (n / k)).ceil()).floor().max(1.0) as usize
}

/// Each value's rank, from 1; equal values share the lowest rank.
pub fn ranks(values: &[f64], highest_first: bool) -> Vec<usize> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let below = |value: f64| sorted.partition_point(|other| *other < value);
    let up_to = |value: f64| sorted.partition_point(|other| *other <= value);
    let rank = |value: &f64| 1 + if highest_first { sorted.len() - up_to(*value) } else { below(*value) };
    values.iter().map(rank).collect()
}

/// A figure's standing among all figures, including itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// 1 is best; equal figures share the best of their ranks.
    pub rank: usize,
    /// How many figures share the rank, including this one.
    pub tied: usize,
    pub of: usize,
    /// 1 is the best-performing quarter, 4 the last. `None` with fewer than [`FEWEST_FOR_QUARTERS`] figures, or if
    /// equal figures straddle the edge of a quarter: with all of them it would hold more than a quarter.
    pub quarter: Option<usize>,
}

/// The fewest figures that are divided into quarters: among five, the best two would make up "a quarter".
pub const FEWEST_FOR_QUARTERS: usize = 20;

/// The standing of a figure among all figures, including itself. With `high_is_good` the highest comes first.
///
/// # Errors
/// When the figure is not among them.
pub fn standing(own: f64, all: &[f64], high_is_good: bool) -> Result<Standing, Cannot> {
    all_finite(all)?;
    let at = all.iter().position(|other| same(*other, own)).ok_or(Cannot::Missing)?;
    let rank = ranks(all, high_is_good)[at];
    let tied = all.iter().filter(|other| same(**other, own)).count();
    let quarter = |rank| quantile(rank, all.len(), 4);
    let whole = all.len() >= FEWEST_FOR_QUARTERS && quarter(rank) == quarter(rank + tied - 1);
    let quarter = whole.then(|| quarter(rank));
    Ok(Standing { rank, tied, of: all.len(), quarter })
}

/// Plain equality is right here: these are published figures, not results of arithmetic.
fn same(one: f64, other: f64) -> bool {
    (one + 0.0).total_cmp(&(other + 0.0)).is_eq()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_figures_share_the_best_rank() {
        let all = [70.0, 65.0, 65.0, 60.0];
        assert_eq!(standing(65.0, &all, true), Ok(Standing { rank: 2, tied: 2, of: 4, quarter: None }));
        assert_eq!(standing(60.0, &all, false), Ok(Standing { rank: 1, tied: 1, of: 4, quarter: None }));
        assert_eq!(standing(1.0, &all, true), Err(Cannot::Missing));
    }

    #[test]
    fn a_quarter_is_told_of_many_and_holds_no_more_than_a_quarter() {
        let quarter = |own: f64, all: &[f64]| standing(own, all, true).unwrap().quarter;
        // The second of five is among the best 40%, not in the best quarter.
        assert_eq!(quarter(4.0, &[5.0, 4.0, 3.0, 2.0, 1.0]), None);
        let places = |n: u32| (1..=n).rev().map(f64::from).collect::<Vec<_>>();
        assert_eq!(quarter(19.0, &places(19)), None);
        let mut twenty = places(20);
        assert_eq!([20.0, 16.0, 15.0, 5.0, 1.0].map(|own| quarter(own, &twenty)), [1, 1, 2, 4, 4].map(Some));
        // The fifth and the sixth are equal: with both, the best quarter would hold six of twenty.
        twenty[5] = 16.0;
        assert_eq!([17.0, 16.0, 14.0].map(|own| quarter(own, &twenty)), [Some(1), None, Some(2)]);
    }
}
