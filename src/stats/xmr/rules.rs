//! The four rules of Making Data Count, each applied within a phase; the first that fires labels the point.

use crate::stats::xmr::Limits;

/// A rule that fired, listed in the order in which rules are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    AboveLimit,
    BelowLimit,
    /// One of 6 or 7 points that rise without interruption.
    Rising,
    Falling,
    /// One of at least two points near a limit among three neighbours on the same side of the mean.
    TwoOfThreeAbove,
    TwoOfThreeBelow,
    /// One of 6 or 7 points on one side of the mean.
    RunAbove,
    RunBelow,
}

impl Rule {
    /// Whether the rule is about high or rising values.
    pub fn is_high(self) -> bool {
        match self {
            Self::AboveLimit | Self::Rising | Self::TwoOfThreeAbove | Self::RunAbove => true,
            Self::BelowLimit | Self::Falling | Self::TwoOfThreeBelow | Self::RunBelow => false,
        }
    }
}

/// How a value lies in relation to the mean and limits.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    pub side: Option<i8>,
    pub outside: Option<bool>,
    pub close: Option<bool>,
}

pub(super) fn seen(value: Option<f64>, mean: Option<f64>, limits: Option<&Limits>) -> Seen {
    let (Some(value), Some(mean)) = (value, mean) else {
        return Seen::default();
    };
    let side = Some(i8::from(value > mean) - i8::from(value < mean));
    let Some(limits) = limits else {
        return Seen { side, outside: None, close: None };
    };
    let outside = value > limits.upper || value < limits.lower;
    let close = !outside && (value > limits.near_upper || value < limits.near_lower);
    Seen { side, outside: Some(outside), close: Some(close) }
}

/// The rule that labels each point of a phase.
pub(super) fn fired(values: &[Option<f64>], seen: &[Seen], run: usize) -> Vec<Option<Rule>> {
    let (rises, pairs, sides) = (rises(values, run), two_of_three(seen), runs(seen, run));
    let outside = |seen: &Seen| match (seen.outside, seen.side) {
        (Some(true), Some(side)) => Some(if side > 0 { Rule::AboveLimit } else { Rule::BelowLimit }),
        _ => None,
    };
    (0..values.len()).map(|at| outside(&seen[at]).or(rises[at]).or(pairs[at]).or(sides[at])).collect()
}

/// The points of a rise or fall. A turning point belongs to whichever begins at it.
fn rises(values: &[Option<f64>], run: usize) -> Vec<Option<Rule>> {
    let mut found = vec![None; values.len()];
    for (start, window) in values.windows(run).enumerate() {
        let steps = |up: bool| {
            window.windows(2).all(|pair| match (pair[0], pair[1]) {
                (Some(before), Some(after)) => {
                    if up {
                        after > before
                    } else {
                        after < before
                    }
                }
                _ => false,
            })
        };
        let rule = match (steps(true), steps(false)) {
            (true, _) => Rule::Rising,
            (_, true) => Rule::Falling,
            (false, false) => continue,
        };
        found[start..start + run].fill(Some(rule));
    }
    found
}

/// The close points among three neighbours on the same side, if at least two are close.
fn two_of_three(seen: &[Seen]) -> Vec<Option<Rule>> {
    let mut found = vec![None; seen.len()];
    for (start, window) in seen.windows(3).enumerate() {
        let close = |seen: &Seen| seen.close == Some(true);
        let on = |side: i8| window.iter().all(|seen| seen.side == Some(side));
        if window.iter().filter(|seen| close(seen)).count() < 2 || !(on(1) || on(-1)) {
            continue;
        }
        let rule = if on(1) { Rule::TwoOfThreeAbove } else { Rule::TwoOfThreeBelow };
        for (at, _) in window.iter().enumerate().filter(|(_, seen)| close(seen)) {
            found[start + at] = Some(rule);
        }
    }
    found
}

/// The points of a run on one side; a point on the mean breaks the run.
fn runs(seen: &[Seen], run: usize) -> Vec<Option<Rule>> {
    let mut found = vec![None; seen.len()];
    for (start, window) in seen.windows(run).enumerate() {
        let rule = if window.iter().all(|seen| seen.side == Some(1)) {
            Rule::RunAbove
        } else if window.iter().all(|seen| seen.side == Some(-1)) {
            Rule::RunBelow
        } else {
            continue;
        };
        found[start..start + run].fill(Some(rule));
    }
    found
}
