//! How far a published figure could be from what it stands for by chance alone, where the pack tells enough.
//!
//! A published margin comes first: it knows how the survey was drawn. Counts come second, and only where they give
//! the published figure and are counts of people or events, each of which could have gone either way by itself:
//!
//! - those of a survey are weighted up to all whom it stands for, many more than were asked;
//! - averages of daily counts, such as delayed transfers of care, count whoever stays for a fortnight on fourteen days.
//!   Their days hang together, and how long people stayed is not published, so Poisson's law, by which single events
//!   fall, says nothing of them. The measure says so (`averaged-counts`);
//! - a numerator or denominator that is not whole is an average, too, or full-time posts.

use crate::model::quantity::float;
use crate::model::{Count, Counted, Measure, Number, Quotient, Reading};
use crate::stats::interval::{self, Confidence, Interval, Method};

/// Published counts are rounded to the nearest 5, so a figure worked out from them can be off by so much of a count.
const ROUNDED_BY: f64 = 2.5;

/// The intervals of a figure, in its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intervals {
    pub at_95: Interval,
    pub at_99_8: Interval,
    pub method: Method,
}

/// The intervals of a reading with a value, if they can be known.
pub fn of(measure: &Measure, reading: &Reading, value: Number) -> Option<Intervals> {
    let make = |confidence: Confidence| {
        if let Some(margin) = reading.margin {
            return interval::published(float(value), float(margin), confidence).ok();
        }
        match measure.unit.quotient? {
            Quotient::Share => {
                let (x, n) = counted_share(measure, reading, value)?;
                interval::proportion(x, n, 100.0, confidence).ok()
            }
            Quotient::Rate(of) => {
                let (x, n) = counted(measure, reading)?;
                close(value, x, n, of as f64, reading, measure)
                    .then(|| interval::rate(x, n, of as f64, confidence).ok())?
            }
            Quotient::Mean => None,
        }
    };
    let (near, far) = (make(Confidence::P95)?, make(Confidence::P99_8)?);
    Some(Intervals { at_95: near.interval, at_99_8: far.interval, method: near.method })
}

/// Numerator and denominator of a percentage, where they are known, possible and give the published figure.
pub(super) fn counted_share(measure: &Measure, reading: &Reading, value: Number) -> Option<(f64, f64)> {
    let (x, n) = counted(measure, reading)?;
    (measure.unit.quotient == Some(Quotient::Share) && x <= n && close(value, x, n, 100.0, reading, measure))
        .then_some((x, n))
}

fn counted(measure: &Measure, reading: &Reading) -> Option<(f64, f64)> {
    if is_survey(measure) || measure.counted == Counted::Averages {
        return None;
    }
    match (reading.numerator, reading.denominator) {
        (Some(Count::Known(x)), Some(Count::Known(n)))
            if n > Number::ZERO && x.is_integer() && n.is_integer() =>
        {
            Some((float(x), float(n)))
        }
        _ => None,
    }
}

/// Whether the figures come from asking some of all: then any of them has a margin of error or a number of answers, even
/// if an older one was published without.
fn is_survey(measure: &Measure) -> bool {
    measure.readings.readings.iter().any(|reading| reading.margin.is_some() || reading.respondents.is_some())
}

/// Whether counts give the published figure, as closely as rounding of both lets them.
fn close(value: Number, x: f64, n: f64, per: f64, reading: &Reading, measure: &Measure) -> bool {
    let decimals = reading.decimals.unwrap_or(measure.decimals);
    let printed = 0.5 / libm::pow(10.0, f64::from(decimals));
    let rounding = (ROUNDED_BY + ROUNDED_BY * (x / n)) / n * per;
    (x / n * per - float(value)).abs() <= printed + rounding
}
