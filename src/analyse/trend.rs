//! A first honest word for the trend, from all comparable readings.
//!
//! One method for every kind of series: the exact Mann-Kendall test on the order of the values. With five readings
//! it takes all five in order to speak of a trend, and below five nothing can be told.

use crate::analyse::points::comparable;
use crate::analyse::rating::up_is_good;
use crate::model::Measure;
use crate::model::quantity::float;
use crate::stats::mann_kendall;

/// The fewest comparable readings that can show a trend: with four, chance alone gives the most one-sided order
/// more often than once in twenty times.
pub const FEWEST_POINTS: usize = 5;

/// How often chance alone may give an order at least so one-sided, at the most.
pub const LEVEL: f64 = 0.05;

/// Whether a measure is on its way somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trend {
    Improving,
    Worsening,
    /// Neither direction is good.
    Rising,
    Falling,
    NoClearTrend,
    TooFewPoints,
    /// There would be readings enough, but they were counted differently.
    NotComparable,
}

impl Trend {
    /// The word on the page; at most 14 letters, so that it fits its column.
    pub fn word(self) -> &'static str {
        match self {
            Self::Improving => "improving",
            Self::Worsening => "worsening",
            Self::Rising => "rising",
            Self::Falling => "falling",
            Self::NoClearTrend => "no clear trend",
            Self::TooFewPoints => "too few points",
            Self::NotComparable => "not comparable",
        }
    }
}

/// The trend of a measure's comparable readings.
pub(super) fn trend(measure: &Measure) -> Trend {
    let values: Vec<f64> = comparable(measure).into_iter().map(|(_, value)| float(value)).collect();
    if values.len() < FEWEST_POINTS {
        let all = measure.readings.values().count();
        let broken = measure.readings.readings.iter().any(|reading| reading.breaks);
        return if broken && all >= FEWEST_POINTS { Trend::NotComparable } else { Trend::TooFewPoints };
    }
    let Ok(test) = mann_kendall::test(&values) else {
        return Trend::TooFewPoints;
    };
    if test.p > LEVEL || test.s == 0 {
        return Trend::NoClearTrend;
    }
    match (up_is_good(measure.better), test.s > 0) {
        (Some(good), rising) if good == rising => Trend::Improving,
        (Some(_), _) => Trend::Worsening,
        (None, true) => Trend::Rising,
        (None, false) => Trend::Falling,
    }
}
