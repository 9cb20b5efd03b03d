//! The change since the last comparable reading: how much, and whether it is better, worse, the same or too small
//! to tell.

use crate::analyse::decimals;
use crate::analyse::points::{comparable, newest_segment};
use crate::analyse::rating::up_is_good;
use crate::model::quantity::rounded;
use crate::model::{Measure, Number, Reading};

/// What a difference means to the people whom the measure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Better,
    Worse,
    /// No difference in print.
    Same,
    /// Within the margin of error, or no more than the measure's meaningful change.
    Similar,
    /// Up or down, where neither direction is good.
    Neither,
}

impl Verdict {
    pub fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Same => "same",
            Self::Similar => "similar",
            Self::Neither => "changed",
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
        earlier: &'a Reading,
        difference: Difference,
    },
    /// There is one figure only.
    FirstFigure,
    /// The earlier figures were counted differently, or are of another point of the year.
    NotComparable,
    /// The latest reading has no value.
    NoValue,
}

/// The change of a measure since its last comparable reading.
pub(super) fn since_last(measure: &Measure) -> Change<'_> {
    if measure.readings.latest().is_none_or(|latest| latest.value.is_err()) {
        return Change::NoValue;
    }
    match last_two(measure) {
        Some([earlier, latest]) => {
            let margins = (earlier.0.margin, latest.0.margin);
            let decimals = decimals(measure, earlier.0).min(decimals(measure, latest.0));
            let difference = difference(measure, latest.1, earlier.1, decimals, combined(margins));
            Change::Since { earlier: earlier.0, difference }
        }
        None if measure.readings.values().count() > 1 => Change::NotComparable,
        None => Change::FirstFigure,
    }
}

/// The latest comparable reading and the one before it. Rolling years overlap, but what the last step added and
/// dropped is still the change; so there the reading just before counts.
fn last_two(measure: &Measure) -> Option<[(&Reading, Number); 2]> {
    let points = match measure.covers {
        crate::model::Covers::RollingYear => newest_segment(measure),
        _ => comparable(measure),
    };
    match points.as_slice() {
        [.., earlier, latest] => Some([*earlier, *latest]),
        _ => None,
    }
}

/// A later (or own) value less an earlier (or other) one, both as printed, and its verdict.
pub(super) fn difference(
    measure: &Measure,
    value: Number,
    other: Number,
    decimals: u32,
    margin: Option<Number>,
) -> Difference {
    let size = rounded(value, decimals) - rounded(other, decimals);
    let small = |limit: Option<Number>| limit.is_some_and(|limit| size.abs() <= limit);
    let verdict = if size.is_zero() {
        Verdict::Same
    } else if small(margin) || small(measure.meaningful_change) {
        Verdict::Similar
    } else {
        match up_is_good(measure.better) {
            Some(good) if good == (size > Number::ZERO) => Verdict::Better,
            Some(_) => Verdict::Worse,
            None => Verdict::Neither,
        }
    };
    Difference { size, decimals, verdict }
}

/// The margin of error of the difference between two independent figures: the root of the sum of their squares.
/// Where only one has a published margin, that one is all that is known.
fn combined(margins: (Option<Number>, Option<Number>)) -> Option<Number> {
    match margins {
        (Some(a), Some(b)) => square_root(a * a + b * b),
        (one, other) => one.or(other),
    }
}

/// The square root to six decimals. Margins have few digits, so a float holds them exactly enough.
fn square_root(number: Number) -> Option<Number> {
    use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
    number.to_f64().map(f64::sqrt).and_then(Number::from_f64).map(|root| root.round_dp(6))
}
