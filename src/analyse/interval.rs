//! How far a published figure could be from the true one by chance alone, where the pack says enough.
//!
//! A published margin takes precedence, because it reflects how the survey was drawn. Otherwise counts are used, but
//! only if they give the published figure and count people or events that vary independently. This rules out:
//!
//! - counts from a survey, which are weighted up to everyone it represents, many more than were asked;
//! - averages of daily counts, such as delayed transfers of care, which count a person who stays for a fortnight on
//!   fourteen days. These days depend on each other and lengths of stay are not published, so the Poisson distribution,
//!   which assumes independent events, does not apply. The measure declares this (`averaged-counts`);
//! - a numerator or denominator that is not whole, which is also an average, or counts full-time posts.

use crate::model::quantity::float;
use crate::model::{Count, Counted, Measure, Number, Quotient, Reading};
use crate::stats::interval::{self, Confidence, Interval, Method};

/// Published counts are rounded to the nearest 5, so each may be off by this much.
const ROUNDED_BY: f64 = 2.5;

/// The intervals of a figure, in its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intervals {
    pub at_95: Interval,
    pub at_99_8: Interval,
    pub method: Method,
}

/// The intervals of a reading with a value, if they can be worked out.
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

/// Numerator and denominator of a percentage, if they are known, valid and give the published figure.
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

/// Whether the figures come from a survey of some people: then at least one of them has a margin of error or a number
/// of answers, even if an older one was published without.
fn is_survey(measure: &Measure) -> bool {
    measure.readings.readings.iter().any(|reading| reading.margin.is_some() || reading.respondents.is_some())
}

/// Whether the counts give the published figure, allowing for the rounding of both.
fn close(value: Number, x: f64, n: f64, per: f64, reading: &Reading, measure: &Measure) -> bool {
    let decimals = reading.decimals.unwrap_or(measure.decimals);
    let printed = 0.5 / libm::pow(10.0, f64::from(decimals));
    let rounding = (ROUNDED_BY + ROUNDED_BY * (x / n)) / n * per;
    (x / n * per - float(value)).abs() <= printed + rounding
}
