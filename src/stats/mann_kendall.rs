//! The Mann-Kendall test for trend: does a series tend to rise or fall, whatever its shape?
//!
//! Sources: H. B. Mann, "Nonparametric tests against trend", Econometrica 13 (1945); M. G. Kendall, "Rank
//! Correlation Methods" (1975). Up to [`EXACT_UP_TO`] values the p-value is exact, even with ties; for longer
//! series it is the normal approximation with continuity correction, as in R's `trend::mk.test`.

use crate::stats::distribution::normal_beyond;
use crate::stats::{Cannot, all_finite, at_least};

/// The longest series for which [`test()`] computes the p-value by counting all orders.
pub const EXACT_UP_TO: usize = 10;

/// The longest series that [`exact_p`] accepts: for longer ones the normal approximation is as good.
pub const EXACT_AT_MOST: usize = 60;

/// The longest series accepted at all, because every pair is compared.
pub const MOST: usize = 5_000;

/// What the test says about a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MannKendall {
    pub n: usize,
    /// The number of pairs that rise minus the number that fall.
    pub s: i64,
    /// The variance of S if there is no trend, corrected for ties.
    pub variance: f64,
    /// S as a share of all pairs (pymannkendall).
    pub tau: f64,
    /// S as a share of the pairs without ties: Kendall's tau-b (R, scipy). 0 where all values are the same.
    pub tau_b: f64,
    /// The normal score of S with continuity correction.
    pub z: f64,
    /// Two-sided: how often chance gives an order at least this one-sided. Exact up to [`EXACT_UP_TO`] values.
    pub p: f64,
    pub exact: bool,
    /// The p-value from the normal approximation with continuity correction, whatever the length.
    pub p_normal: f64,
    /// The same without the continuity correction (scipy's `kendalltau(method="asymptotic")`).
    pub p_uncorrected: f64,
}

/// Tests values given in order of time.
///
/// # Errors
/// When a value is not finite, or there are more than [`MOST`]. An empty series is fine: nothing rises or falls.
pub fn test(values: &[f64]) -> Result<MannKendall, Cannot> {
    all_finite(values)?;
    let n = values.len();
    if n > MOST {
        return Err(Cannot::TooMany { have: n, most: MOST });
    }
    let s = score(values);
    let variance = variance(values);
    let pairs = (n * n.saturating_sub(1)) as f64 / 2.0;
    let tied: f64 = tie_groups(values).into_iter().map(|size| (size * (size - 1)) as f64 / 2.0).sum();
    let share = |of: f64| if of > 0.0 { s as f64 / of } else { 0.0 };
    let normal = |score: f64| if variance > 0.0 { score / variance.sqrt() } else { 0.0 };
    let z = normal((s - s.signum()) as f64);
    let exact = n <= EXACT_UP_TO;
    let p_normal = normal_beyond(z);
    let p = if exact { share_of_orders(values, s) } else { p_normal };
    Ok(MannKendall {
        n,
        s,
        variance,
        tau: share(pairs),
        tau_b: share((pairs - tied).sqrt() * pairs.sqrt()),
        z,
        p,
        exact,
        p_normal,
        p_uncorrected: normal_beyond(normal(s as f64)),
    })
}

/// The exact two-sided p-value of up to [`EXACT_AT_MOST`] values, taking ties into account.
///
/// # Errors
/// When a value is not finite, or there are too few or too many.
pub fn exact_p(values: &[f64]) -> Result<f64, Cannot> {
    all_finite(values)?;
    at_least(values.len(), 1)?;
    if values.len() > EXACT_AT_MOST {
        return Err(Cannot::TooMany { have: values.len(), most: EXACT_AT_MOST });
    }
    Ok(share_of_orders(values, score(values)))
}

/// The variance of S, corrected for groups of ties.
pub(crate) fn variance(values: &[f64]) -> f64 {
    let spread = |size: usize| (size as f64) * (size as f64 - 1.0) * (2.0 * size as f64 + 5.0);
    let ties: f64 = tie_groups(values).into_iter().map(spread).sum();
    ((spread(values.len()) - ties) / 18.0).max(0.0)
}

/// The sum, over all pairs, of the sign of the later value minus the earlier.
pub(crate) fn score(values: &[f64]) -> i64 {
    let pairs = values
        .iter()
        .enumerate()
        .flat_map(|(at, earlier)| values[at + 1..].iter().map(move |later| (earlier, later)));
    pairs.map(|(earlier, later)| i64::from(later > earlier) - i64::from(later < earlier)).sum()
}

/// The share of all orders of these values whose score is at least as far from 0 as `s`.
///
/// Groups of ties are inserted in turn, smallest first: `g` equal values inserted among `m` smaller ones can create
/// any number of rises from 0 to `g·m`, each as often as the Gaussian binomial coefficient says.
fn share_of_orders(values: &[f64], s: i64) -> f64 {
    let mut orders = vec![1.0];
    let mut below = 0;
    for group in tie_groups(values) {
        orders = convolved(&orders, &gaussian_binomial(below + group, group));
        below += group;
    }
    // `orders[k]` counts the arrangements with k rises among the untied pairs; S is rises minus falls.
    let untied = orders.len() as i64 - 1;
    let all: f64 = orders.iter().sum();
    let far = orders.iter().enumerate().filter(|(rises, _)| (2 * *rises as i64 - untied).abs() >= s.abs());
    (far.map(|(_, count)| count).sum::<f64>() / all).min(1.0)
}

/// The number of values that share each rank, starting with the smallest value.
fn tie_groups(values: &[f64]) -> Vec<usize> {
    // Adding 0 turns -0 into 0.
    let mut sorted: Vec<f64> = values.iter().map(|value| value + 0.0).collect();
    sorted.sort_by(f64::total_cmp);
    sorted.chunk_by(|a, b| a.total_cmp(b).is_eq()).map(<[f64]>::len).collect()
}

/// The coefficients of the Gaussian binomial "n over k" in q: how many ways to insert k equal values among n - k
/// smaller ones make each number of pairs rise.
fn gaussian_binomial(n: usize, k: usize) -> Vec<f64> {
    // Pascal's rule: [n, k] = [n-1, k-1] + q^k [n-1, k].
    let mut row: Vec<Vec<f64>> = vec![vec![1.0]];
    for size in 1..=n {
        let mut next = vec![vec![1.0]];
        for chosen in 1..=size.min(k) {
            let mut sum = row.get(chosen - 1).cloned().unwrap_or_default();
            let shifted = row.get(chosen).map_or(&[] as &[f64], Vec::as_slice);
            sum.resize(sum.len().max(shifted.len() + chosen), 0.0);
            for (power, count) in shifted.iter().enumerate() {
                sum[power + chosen] += count;
            }
            next.push(sum);
        }
        row = next;
    }
    let mut coefficients = row.get(k).cloned().unwrap_or_else(|| vec![1.0]);
    coefficients.resize(k * (n - k) + 1, 0.0);
    coefficients
}

fn convolved(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut product = vec![0.0; a.len() + b.len() - 1];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            product[i + j] += x * y;
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(values: &[f64]) -> f64 {
        test(values).unwrap().p
    }

    /// Smallest possible p-value for each length: exact tables in Kendall (1975), and R's `cor.test(exact = TRUE)`.
    #[test]
    fn all_in_order_gives_the_smallest_p_of_the_tables() {
        let ordered = |length: u32| (1..=length).map(f64::from).collect::<Vec<_>>();
        for (length, smallest) in [(3, 0.3333), (4, 0.0833), (5, 0.0167), (6, 0.0028), (7, 0.0004)] {
            assert!((p(&ordered(length)) - smallest).abs() < 5e-5, "{length}");
        }
    }

    #[test]
    fn the_smallest_significant_scores_are_those_of_the_tables() {
        // n = 6 needs |S| = 13: six values in order but for one swap of neighbours.
        assert!(p(&[1., 2., 3., 4., 6., 5.]) <= 0.05);
        assert!(p(&[1., 2., 4., 3., 6., 5.]) > 0.05);
        // n = 5 needs all five in order.
        assert!(p(&[1., 2., 3., 5., 4.]) > 0.05);
    }

    #[test]
    fn ties_are_counted_as_they_are() {
        // Of the 3 orders of {1, 1, 2}, two have |S| = 2 and one has S = 0.
        let said = |values: &[f64]| test(values).map(|test| (test.s, test.p));
        assert_eq!(said(&[1., 1., 2.]), Ok((2, 2.0 / 3.0)));
        assert_eq!(said(&[3., 3., 3., 3.]), Ok((0, 1.0)));
        assert_eq!(said(&[]), Ok((0, 1.0)));
    }

    #[test]
    fn long_series_use_the_approximation() {
        // S = 66 of 12 values in order, variance 12·11·29/18: z = 65/√212.67, two-sided p = 8.3e-6.
        let rising: Vec<f64> = (0..12).map(f64::from).collect();
        assert!((p(&rising) / 8.29e-6 - 1.0).abs() < 0.01, "{}", p(&rising));
    }

    /// Counts all orders of up to six values one by one.
    fn by_enumeration(values: &[f64]) -> f64 {
        fn orders(rest: &[f64], made: &mut Vec<f64>, scores: &mut Vec<i64>) {
            if rest.is_empty() {
                scores.push(score(made));
            }
            for at in 0..rest.len() {
                let mut left = rest.to_vec();
                made.push(left.remove(at));
                orders(&left, made, scores);
                made.pop();
            }
        }
        let mut scores = Vec::new();
        orders(values, &mut Vec::new(), &mut scores);
        let far = scores.iter().filter(|s| s.abs() >= score(values).abs()).count();
        far as f64 / scores.len() as f64
    }

    proptest! {
        #[test]
        fn exact_p_is_the_share_of_all_orders(values in prop::collection::vec(0i8..4, 1..7)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            prop_assert!((p(&values) - by_enumeration(&values)).abs() < 1e-12);
        }

        #[test]
        fn mirroring_turns_the_sign_and_keeps_p(values in prop::collection::vec(-100i16..100, 0..20)) {
            let up: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
            let down: Vec<f64> = up.iter().map(|value| -value).collect();
            prop_assert_eq!(test(&up).unwrap().s, -test(&down).unwrap().s);
            prop_assert!((p(&up) - p(&down)).abs() < 1e-12);
        }
    }
}
