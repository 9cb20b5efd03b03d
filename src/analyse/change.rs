//! The change since the last comparable reading: how large it is, and whether it is better, worse, none or too small to
//! be sure of.

use rust_decimal::prelude::FromPrimitive;

use crate::analyse::decimals;
use crate::analyse::interval;
use crate::analyse::points::{self, comparable, newest_segment};
use crate::analyse::rating::up_is_good;
use crate::model::quantity::rounded;
use crate::model::{Band, Better, Covers, Frequency, Measure, Number, Reading};

/// What a difference means for the people that the measure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Better,
    Worse,
    /// No difference at the decimals printed.
    Same,
    /// Within the margin of error, or no more than the measure's meaningful change.
    Similar,
    /// Up or down, where neither direction is better.
    Neither,
    /// Above, compared without an interval: this only says where the figure lies, not whether chance could explain it.
    Above,
    Below,
}

impl Verdict {
    pub fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Same => "same",
            Self::Similar => "similar",
            Self::Neither => "changed",
            Self::Above => "above",
            Self::Below => "below",
        }
    }
}

/// A signed difference as printed, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    pub size: Number,
    pub decimals: u32,
    pub verdict: Verdict,
}

/// The change since the last comparable reading, or why there is none.
#[derive(Debug, Clone)]
pub enum Change<'a> {
    Since {
        /// The figure before; a year before where only that compares ([`super::MeasureResult::is_over_a_year`]).
        earlier: &'a Reading,
        difference: Difference,
    },
    /// There is only one figure.
    FirstFigure,
    /// The earlier figures were counted differently, or belong to another point of the year.
    NotComparable,
    /// The latest reading has no value.
    NoValue,
}

/// The change of a measure since its last comparable reading. `band` is the target that applies now.
pub(super) fn since_last(measure: &Measure, band: Option<Band>) -> Change<'_> {
    if measure.readings.latest().is_none_or(|latest| latest.value.is_err()) {
        return Change::NoValue;
    }
    match last_two(measure) {
        Some([earlier, latest]) => {
            let chance = chance(measure, earlier, latest);
            let decimals = decimals(measure, earlier.0).min(decimals(measure, latest.0));
            let difference = difference(measure, latest.1, earlier.1, decimals, chance, band);
            Change::Since { earlier: earlier.0, difference }
        }
        None if measure.readings.values().count() > 1 => Change::NotComparable,
        None => Change::FirstFigure,
    }
}

/// The change since the same period a year earlier, for figures due more than once a year.
pub(super) fn year_before(measure: &Measure, band: Option<Band>) -> Option<(&Reading, Difference)> {
    is_often(measure).then_some(())?;
    let [(earlier, before), (latest, now)] = points::year_before(measure)?;
    let decimals = decimals(measure, earlier).min(decimals(measure, latest));
    let chance = chance(measure, (earlier, before), (latest, now));
    Some((earlier, difference(measure, now, before, decimals, chance, band)))
}

/// Whether figures come more often than once a year.
fn is_often(measure: &Measure) -> bool {
    matches!(measure.frequency, Frequency::Monthly | Frequency::Quarterly)
}

/// The latest comparable reading and the one before it. Rolling years overlap, but what the last step added and
/// dropped is still the change; so there the reading just before counts.
fn last_two(measure: &Measure) -> Option<[(&Reading, Number); 2]> {
    let points = match measure.covers {
        Covers::RollingYear => newest_segment(measure),
        // Where the season moves the figures, and where they add up over the year, only the same one of the year before
        // compares.
        Covers::YearToDate if is_often(measure) => return points::year_before(measure),
        _ if measure.seasonal => return points::year_before(measure),
        _ => comparable(measure),
    };
    match points.as_slice() {
        [.., earlier, latest] => Some([*earlier, *latest]),
        _ => None,
    }
}

/// A later (or own) value minus an earlier (or other) one, both as printed, with the verdict.
pub(super) fn difference(
    measure: &Measure,
    value: Number,
    other: Number,
    decimals: u32,
    margin: Option<Number>,
    band: Option<Band>,
) -> Difference {
    let (value, other) = (rounded(value, decimals), rounded(other, decimals));
    let size = value - other;
    let small = |limit: Option<Number>| limit.is_some_and(|limit| size.abs() <= limit);
    let verdict = if size.is_zero() {
        Verdict::Same
    } else if small(margin) || small(measure.meaningful_change) {
        Verdict::Similar
    } else {
        match is_better(measure, band, value, other) {
            Some(true) => Verdict::Better,
            Some(false) => Verdict::Worse,
            None => Verdict::Neither,
        }
    };
    Difference { size, decimals, verdict }
}

/// Whether the first of two different values is the better one: by its direction, or where a band is best by its
/// distance from the band. `None` where neither is.
pub fn is_better(measure: &Measure, band: Option<Band>, value: Number, other: Number) -> Option<bool> {
    if let Some(up) = up_is_good(measure.better) {
        return Some(up == (value > other));
    }
    let band = band.filter(|_| measure.better == Some(Better::Within))?;
    let (value, other) = (band.distance(value), band.distance(other));
    (value != other).then_some(value < other)
}

/// How far apart chance alone may put two independent figures, 19 times out of 20: the root of the sum of the squares
/// of their margins. Where counts are published instead of a margin, half the width of the interval serves as the
/// margin. If only one figure has a published margin, that margin is used alone.
///
/// Rolling years one month apart share eleven months, which cancel out. The variance of the difference comes only from
/// the months added and dropped, so it is a twelfth of what it would be for separate years.
fn chance(measure: &Measure, earlier: (&Reading, Number), latest: (&Reading, Number)) -> Option<Number> {
    let half = |(reading, value): (&Reading, Number)| {
        interval::of(measure, reading, value).map(|found| (found.at_95.upper - found.at_95.lower) / 2.0)
    };
    match (half(earlier), half(latest)) {
        // Margins have few digits, so six decimals of a float are precise enough.
        (Some(a), Some(b)) => {
            let separate = separate(measure, earlier.0, latest.0);
            Number::from_f64(a.hypot(b) * separate.sqrt()).map(|root| root.round_dp(6))
        }
        _ => earlier.0.margin.or(latest.0.margin),
    }
}

/// The share of a figure's period that does not overlap the period of an earlier figure.
fn separate(measure: &Measure, earlier: &Reading, latest: &Reading) -> f64 {
    match measure.covers {
        Covers::RollingYear => f64::from(points::months_apart(earlier, latest).clamp(1, 12)) / 12.0,
        Covers::Period | Covers::YearToDate | Covers::Snapshot => 1.0,
    }
}
