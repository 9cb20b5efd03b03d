//! `XmR` charts: process control for individual values and their moving ranges, by the rules of Making Data Count.
//!
//! Sources: W. A. Shewhart; D. J. Wheeler, "Understanding Variation" (1993); NHS England's Making Data Count rules as
//! implemented in R `NHSRplotthedots` 0.2.2, whose figures these match: limits use the same order of arithmetic.
//!
//! Deliberately different: a missing value breaks runs but is never an error; a run or a rise can be set to 6 or 7
//! points, as in the Excel tool; [`Chart::icons`] needs at least 13 points in the newest phase, with limits; and
//! [`Phase::unsuitable`] says when the method does not suit the data at all.

mod rules;

use crate::stats::{Cannot, mean, number};

pub use rules::Rule;

/// Three standard deviations as a multiple of the average moving range: 3 / 1.128, rounded as in published tables.
pub const LIMIT: f64 = 2.66;

/// The upper limit of moving ranges as a multiple of their average.
pub const RANGE_LIMIT: f64 = 3.267;

/// The fewest values in a phase for which icons are given.
pub const FEWEST_FOR_ICONS: usize = 13;

/// Which direction is an improvement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aim {
    Increase,
    Decrease,
    Neutral,
}

/// The settings on which practice differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub aim: Aim,
    pub target: Option<f64>,
    /// Positions at which a new phase starts; a position without a point is ignored.
    pub rebase: Vec<f64>,
    /// Whether moving ranges above [`RANGE_LIMIT`] are left out of their average, once. The Excel tool keeps them.
    pub screen: bool,
    /// How many points make a run or a rise: 6 or 7.
    pub run: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { aim: Aim::Increase, target: None, rebase: Vec::new(), screen: true, run: 7 }
    }
}

/// Limits around a mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    pub lower: f64,
    pub upper: f64,
    /// Two standard deviations from the mean; the outer limits are at three.
    pub near_lower: f64,
    pub near_upper: f64,
}

/// Why the method does not suit a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unsuitable {
    /// There are no two neighbouring values.
    NoRanges,
    /// No range is left, or those left are all 0, so the limits would lie on the mean.
    NoSpread,
    /// More than half of the ranges are 0: values move in steps, which the limits do not allow for.
    MostlyLevel,
}

/// A phase: points that are judged by the same limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    pub number: usize,
    /// Points, missing ones included.
    pub n: usize,
    /// Points that have a value.
    pub values: usize,
    /// `None` where no value counts towards it.
    pub mean: Option<f64>,
    pub average_range: Option<f64>,
    pub limits: Option<Limits>,
    /// Why these limits should not be used, if they should not.
    pub unsuitable: Option<Unsuitable>,
}

impl Phase {
    /// Whether limits are only provisional, because there are too few points.
    pub fn trial(&self) -> bool {
        self.n < FEWEST_FOR_ICONS
    }
}

/// What a point says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    CommonCause,
    Improvement,
    Concern,
    /// High, where neither direction is an improvement.
    NeutralHigh,
    NeutralLow,
}

/// One point of a chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub at: f64,
    pub value: Option<f64>,
    pub phase: usize,
    /// The moving range from the point before, where both have a value.
    pub range: Option<f64>,
    /// The moving range, unless it was screened out.
    pub range_kept: Option<f64>,
    /// 1 above the mean, -1 below it, 0 on it.
    pub side: Option<i8>,
    pub outside: Option<bool>,
    /// Inside the limits but beyond the near ones.
    pub close: Option<bool>,
    /// The first rule that fires, if any.
    pub rule: Option<Rule>,
    pub kind: Kind,
}

/// What the newest point says about the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Variation {
    CommonCause,
    ImprovementHigh,
    ImprovementLow,
    ConcernHigh,
    ConcernLow,
    NeitherHigh,
    NeitherLow,
}

/// Whether the process can be relied on to meet its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Assurance {
    ConsistentlyPass,
    ConsistentlyFail,
    HitAndMiss,
}

/// Why no icons are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoIcons {
    /// Too few values in the newest phase.
    TooFew {
        have: usize,
    },
    Unsuitable(Unsuitable),
    /// The newest point has no value.
    NoValue,
}

/// A complete chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// In order of position.
    pub points: Vec<Point>,
    pub phases: Vec<Phase>,
    aim: Aim,
    target: Option<f64>,
}

/// Computes a chart from (position, value) points in any order; `None` is a missing value.
///
/// # Errors
/// When there are no points, two at one position, figures that are not finite, or a setting out of range.
pub fn chart(points: &[(f64, Option<f64>)], settings: &Settings) -> Result<Chart, Cannot> {
    let finite = |figure: &f64| figure.is_finite();
    let values_fit = points.iter().all(|(at, value)| at.is_finite() && value.as_ref().is_none_or(finite));
    if !values_fit || !settings.target.as_ref().is_none_or(finite) {
        return Err(Cannot::NotFinite);
    }
    if !(6..=7).contains(&settings.run) {
        return Err(Cannot::Setting);
    }
    crate::stats::at_least(points.len(), 1)?;
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    if sorted.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
        return Err(Cannot::SamePosition);
    }
    let mut made =
        Chart { points: Vec::new(), phases: Vec::new(), aim: settings.aim, target: settings.target };
    for group in phases(&sorted, &settings.rebase) {
        let number = made.phases.len();
        let (phase, points) = phase(number, group, settings)?;
        made.phases.push(phase);
        made.points.extend(points);
    }
    Ok(made)
}

type Plain = (f64, Option<f64>);

/// Starts a new phase at each point whose position is in `rebase`, except the first.
fn phases<'p>(points: &'p [Plain], rebase: &[f64]) -> Vec<&'p [Plain]> {
    points.chunk_by(|_, later| !rebase.contains(&later.0)).collect()
}

fn phase(number: usize, group: &[Plain], settings: &Settings) -> Result<(Phase, Vec<Point>), Cannot> {
    let values: Vec<Option<f64>> = group.iter().map(|point| point.1).collect();
    let ranges = ranges(&values)?;
    let known: Vec<f64> = values.iter().copied().flatten().collect();
    let mean = if known.is_empty() { None } else { Some(mean(&known)?) };
    let kept = if settings.screen { screened(&ranges)? } else { ranges.clone() };
    let average_range = average(&kept)?;
    let limits = match (mean, average_range) {
        (Some(mean), Some(range)) => Some(limits(mean, range)?),
        _ => None,
    };
    let seen: Vec<rules::Seen> =
        group.iter().map(|(_, value)| rules::seen(*value, mean, limits.as_ref())).collect();
    let fired = rules::fired(&values, &seen, settings.run);
    let points = (0..group.len()).map(|at| Point {
        at: group[at].0,
        value: group[at].1,
        phase: number,
        range: ranges[at],
        range_kept: kept[at],
        side: seen[at].side,
        outside: seen[at].outside,
        close: seen[at].close,
        rule: fired[at],
        kind: kind(fired[at], settings.aim),
    });
    let phase = Phase {
        number,
        n: group.len(),
        values: known.len(),
        mean,
        average_range,
        limits,
        unsuitable: unsuitable(&ranges, average_range),
    };
    Ok((phase, points.collect()))
}

/// The moving ranges; the first point has none, nor has a point next to a missing value.
fn ranges(values: &[Option<f64>]) -> Result<Vec<Option<f64>>, Cannot> {
    let mut ranges = vec![None; values.len()];
    for at in 1..values.len() {
        if let (Some(before), Some(value)) = (values[at - 1], values[at]) {
            ranges[at] = Some(number((value - before).abs())?);
        }
    }
    Ok(ranges)
}

/// The ranges strictly below their own upper limit, screened in one pass.
fn screened(ranges: &[Option<f64>]) -> Result<Vec<Option<f64>>, Cannot> {
    let Some(average) = average(ranges)? else {
        return Ok(ranges.to_vec());
    };
    let limit = RANGE_LIMIT * average;
    Ok(ranges.iter().map(|range| range.filter(|range| *range < limit)).collect())
}

fn average(ranges: &[Option<f64>]) -> Result<Option<f64>, Cannot> {
    let known: Vec<f64> = ranges.iter().copied().flatten().collect();
    if known.is_empty() { Ok(None) } else { mean(&known).map(Some) }
}

fn limits(mean: f64, range: f64) -> Result<Limits, Cannot> {
    let (far, near) = (LIMIT * range, (LIMIT / 3.0) * 2.0 * range);
    Ok(Limits {
        lower: number(mean - far)?,
        upper: number(mean + far)?,
        near_lower: number(mean - near)?,
        near_upper: number(mean + near)?,
    })
}

fn unsuitable(ranges: &[Option<f64>], average_range: Option<f64>) -> Option<Unsuitable> {
    let known: Vec<f64> = ranges.iter().copied().flatten().collect();
    let level = known.iter().filter(|range| **range <= 0.0).count();
    if known.is_empty() {
        Some(Unsuitable::NoRanges)
    } else if average_range.is_none_or(|range| range <= 0.0) {
        Some(Unsuitable::NoSpread)
    } else if 2 * level > known.len() {
        Some(Unsuitable::MostlyLevel)
    } else {
        None
    }
}

fn kind(rule: Option<Rule>, aim: Aim) -> Kind {
    match (rule.map(Rule::is_high), aim) {
        (None, _) => Kind::CommonCause,
        (Some(true), Aim::Increase) | (Some(false), Aim::Decrease) => Kind::Improvement,
        (Some(false), Aim::Increase) | (Some(true), Aim::Decrease) => Kind::Concern,
        (Some(true), Aim::Neutral) => Kind::NeutralHigh,
        (Some(false), Aim::Neutral) => Kind::NeutralLow,
    }
}

impl Chart {
    /// The newest phase.
    pub fn newest(&self) -> Option<&Phase> {
        self.phases.last()
    }

    /// What the rules say about the last point, however few points there are.
    pub fn variation(&self) -> Variation {
        let Some(last) = self.points.last() else {
            return Variation::CommonCause;
        };
        match (last.kind, self.aim) {
            (Kind::CommonCause, _) => Variation::CommonCause,
            (Kind::Improvement, Aim::Decrease) => Variation::ImprovementLow,
            (Kind::Improvement, Aim::Increase | Aim::Neutral) => Variation::ImprovementHigh,
            (Kind::Concern, Aim::Decrease) => Variation::ConcernHigh,
            (Kind::Concern, Aim::Increase | Aim::Neutral) => Variation::ConcernLow,
            (Kind::NeutralHigh, _) => Variation::NeitherHigh,
            (Kind::NeutralLow, _) => Variation::NeitherLow,
        }
    }

    /// Compares the target with the last point's limits, however few points there are; `None` without a target, limits
    /// or a direction.
    pub fn assurance(&self) -> Option<Assurance> {
        let (target, limits) = (self.target?, self.newest()?.limits?);
        let (above, below) = (target > limits.upper, target < limits.lower);
        match self.aim {
            Aim::Neutral => None,
            Aim::Increase if above => Some(Assurance::ConsistentlyFail),
            Aim::Increase if below => Some(Assurance::ConsistentlyPass),
            Aim::Decrease if above => Some(Assurance::ConsistentlyPass),
            Aim::Decrease if below => Some(Assurance::ConsistentlyFail),
            Aim::Increase | Aim::Decrease => Some(Assurance::HitAndMiss),
        }
    }

    /// Both icons, if they can be relied on.
    ///
    /// # Errors
    /// With too few values in the newest phase, limits that do not suit the data, or a last point without a value.
    pub fn icons(&self) -> Result<(Variation, Option<Assurance>), NoIcons> {
        let phase = self.newest().ok_or(NoIcons::TooFew { have: 0 })?;
        if phase.values < FEWEST_FOR_ICONS {
            return Err(NoIcons::TooFew { have: phase.values });
        }
        if let Some(reason) = phase.unsuitable {
            return Err(NoIcons::Unsuitable(reason));
        }
        if self.points.last().is_none_or(|last| last.value.is_none()) {
            return Err(NoIcons::NoValue);
        }
        Ok((self.variation(), self.assurance()))
    }
}
