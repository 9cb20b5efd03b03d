//! A figure beside a benchmark or a goal, as Fingertips judges it.
//!
//! Source: `PholioVisualisation.Analysis` (github ukhsa-collaboration/fingertips-open 67808972). The benchmark is taken as
//! fixed: a nation's own margin is small beside an area's.

use crate::stats::interval::Interval;

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Polarity {
    HighIsGood,
    LowIsGood,
    /// Neither: answers are higher and lower.
    NoJudgement,
    /// Nothing is compared.
    NotCompared,
}

impl Polarity {
    /// The other way round.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::HighIsGood => Self::LowIsGood,
            Self::LowIsGood => Self::HighIsGood,
            Self::NoJudgement => Self::NoJudgement,
            Self::NotCompared => Self::NotCompared,
        }
    }
}

/// How a figure stands to what it is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Beyond the 99.8% interval too.
    Best,
    Better,
    Similar,
    Worse,
    Worst,
    /// Without judgement, beyond the 99.8% interval too.
    Highest,
    Higher,
    Lower,
    Lowest,
    /// A figure or an interval is missing, or nothing is to be compared.
    NotCompared,
}

impl Standing {
    fn of(above: bool, far: bool, polarity: Polarity) -> Self {
        match (polarity, above, far) {
            (Polarity::HighIsGood, true, false) | (Polarity::LowIsGood, false, false) => Self::Better,
            (Polarity::HighIsGood, true, true) | (Polarity::LowIsGood, false, true) => Self::Best,
            (Polarity::HighIsGood, false, false) | (Polarity::LowIsGood, true, false) => Self::Worse,
            (Polarity::HighIsGood, false, true) | (Polarity::LowIsGood, true, true) => Self::Worst,
            (Polarity::NoJudgement, true, false) => Self::Higher,
            (Polarity::NoJudgement, true, true) => Self::Highest,
            (Polarity::NoJudgement, false, false) => Self::Lower,
            (Polarity::NoJudgement, false, true) => Self::Lowest,
            (Polarity::NotCompared, _, _) => Self::NotCompared,
        }
    }

    /// The same standing of the mirrored figure: better stays better, higher becomes lower.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Highest => Self::Lowest,
            Self::Higher => Self::Lower,
            Self::Lower => Self::Higher,
            Self::Lowest => Self::Highest,
            same @ (Self::Best
            | Self::Better
            | Self::Similar
            | Self::Worse
            | Self::Worst
            | Self::NotCompared) => same,
        }
    }
}

fn usable(interval: Option<Interval>) -> Option<Interval> {
    interval.filter(|interval| interval.lower.is_finite() && interval.upper.is_finite())
}

fn figure(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

/// A value with its 95% interval beside a benchmark: similar where the interval holds the benchmark, ends included.
pub fn one_level(
    value: Option<f64>,
    interval: Option<Interval>,
    benchmark: Option<f64>,
    polarity: Polarity,
) -> Standing {
    let (Some(value), Some(interval), Some(benchmark)) = (figure(value), usable(interval), figure(benchmark))
    else {
        return Standing::NotCompared;
    };
    match polarity {
        Polarity::NotCompared => Standing::NotCompared,
        _ if interval.holds(benchmark) => Standing::Similar,
        Polarity::HighIsGood | Polarity::LowIsGood | Polarity::NoJudgement => {
            Standing::of(value >= benchmark, false, polarity)
        }
    }
}

/// The same with a 99.8% interval as well: best and worst where that does not hold the benchmark either.
pub fn two_levels(
    value: Option<f64>,
    inner: Option<Interval>,
    outer: Option<Interval>,
    benchmark: Option<f64>,
    polarity: Polarity,
) -> Standing {
    let Some(outer) = usable(outer) else {
        return Standing::NotCompared;
    };
    let near = one_level(value, inner, benchmark, polarity);
    let (Some(value), Some(benchmark)) = (figure(value), figure(benchmark)) else {
        return Standing::NotCompared;
    };
    match near {
        Standing::Similar | Standing::NotCompared => near,
        Standing::Best
        | Standing::Better
        | Standing::Worse
        | Standing::Worst
        | Standing::Highest
        | Standing::Higher
        | Standing::Lower
        | Standing::Lowest => Standing::of(value >= benchmark, !outer.holds(benchmark), polarity),
    }
}

/// Two independent figures, each with its interval: similar where the intervals overlap, touching included.
pub fn both_intervals(
    value: Option<f64>,
    interval: Option<Interval>,
    other: Option<f64>,
    other_interval: Option<Interval>,
    polarity: Polarity,
) -> Standing {
    let (Some(value), Some(interval)) = (figure(value), usable(interval)) else {
        return Standing::NotCompared;
    };
    let (Some(other), Some(others)) = (figure(other), usable(other_interval)) else {
        return Standing::NotCompared;
    };
    let overlap = if value < other { others.lower <= interval.upper } else { interval.lower <= others.upper };
    match polarity {
        Polarity::NotCompared => Standing::NotCompared,
        _ if overlap => Standing::Similar,
        Polarity::HighIsGood | Polarity::LowIsGood | Polarity::NoJudgement => {
            Standing::of(value >= other, false, polarity)
        }
    }
}

/// A value beside limits around an average, such as a funnel's: similar inside, ends included.
pub fn beside_limits(value: Option<f64>, limits: Option<Interval>, polarity: Polarity) -> Standing {
    let (Some(value), Some(limits)) = (figure(value), usable(limits)) else {
        return Standing::NotCompared;
    };
    match polarity {
        Polarity::NotCompared => Standing::NotCompared,
        _ if limits.holds(value) => Standing::Similar,
        Polarity::HighIsGood | Polarity::LowIsGood | Polarity::NoJudgement => {
            Standing::of(value > limits.upper, false, polarity)
        }
    }
}

/// A goal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    /// One limit, which meets the goal itself.
    Limit(f64),
    /// From a lower limit to below an upper one. So exactly on the upper limit is past the range: better where high
    /// is good, worse where low is. The program's own target ranges include both ends.
    Range { lower: f64, upper: f64 },
}

/// A value beside a goal. Without judgement Fingertips takes higher for better here, and so the answer is higher.
pub fn goal(value: Option<f64>, goal: Goal, polarity: Polarity) -> Standing {
    let Some(value) = figure(value) else {
        return Standing::NotCompared;
    };
    let low_is_good = polarity == Polarity::LowIsGood;
    match (polarity, goal) {
        (Polarity::NotCompared, _) => Standing::NotCompared,
        (_, Goal::Limit(limit)) if low_is_good => Standing::of(value > limit, false, polarity),
        (_, Goal::Limit(limit)) => Standing::of(value >= limit, false, polarity),
        (_, Goal::Range { lower, .. }) if value < lower => Standing::of(false, false, polarity),
        (_, Goal::Range { upper, .. }) if value >= upper => Standing::of(true, false, polarity),
        (_, Goal::Range { .. }) => Standing::Similar,
    }
}

/// A 95% interval beside a goal's one limit: above it when the lower end is on the limit or above, below it when
/// the upper end is below, else similar.
pub fn goal_by_interval(interval: Option<Interval>, limit: f64, polarity: Polarity) -> Standing {
    let Some(interval) = usable(interval) else {
        return Standing::NotCompared;
    };
    if interval.lower >= limit {
        Standing::of(true, false, polarity)
    } else if interval.upper < limit {
        Standing::of(false, false, polarity)
    } else if polarity == Polarity::NotCompared {
        Standing::NotCompared
    } else {
        Standing::Similar
    }
}
