//! The line of a series over time: which figures it joins, and where it is cut.

use crate::chart::sparkline::Point;
use crate::model::quantity::float;
use crate::model::{Covers, Measure, Missing, Reading, Series};

/// How much longer than its frequency a gap may be and still be joined.
const LONGEST_JOINED: f64 = 1.5;
/// Days in an average month.
const DAYS_A_MONTH: f64 = 365.2425 / 12.0;

/// Days from one figure of a measure to the next.
pub fn step(measure: &Measure) -> f64 {
    f64::from(measure.frequency.months()) * DAYS_A_MONTH
}

/// Whether two readings follow on each other without a gap.
pub fn are_close(measure: &Measure, earlier: &Reading, later: &Reading) -> bool {
    later.period.middle() - earlier.period.middle() <= LONGEST_JOINED * step(measure)
}

/// Whether two readings are of one run: those of a sum since the beginning of the year end with it.
pub fn are_of_one_run(measure: &Measure, earlier: &Reading, later: &Reading) -> bool {
    measure.covers != Covers::YearToDate || earlier.period.year() == later.period.year()
}

/// The figures of a series; the line is not joined over a break, nor over a gap unless no figure was due in it, nor
/// from one year's running sum to the next.
pub fn joined(measure: &Measure, series: &Series) -> Vec<Point> {
    let mut points = Vec::new();
    let mut before: Option<usize> = None;
    for (at, reading) in series.readings.iter().enumerate() {
        let Ok(value) = reading.value else { continue };
        let joined = before.is_some_and(|last| {
            let between = &series.readings[last + 1..at];
            let not_due = between.iter().all(|gap| gap.value == Err(Missing::NotApplicable));
            let broken = series.readings[last + 1..=at].iter().any(|gap| gap.breaks);
            let close =
                series.readings[last..=at].windows(2).all(|step| are_close(measure, &step[0], &step[1]));
            are_of_one_run(measure, &series.readings[last], reading) && !broken && not_due && close
        });
        points.push(Point { time: reading.period.middle(), value: float(value), joined });
        before = Some(at);
    }
    points
}

/// Half-way between the figures on both sides of each break.
pub fn breaks(series: &Series) -> Vec<f64> {
    (0..series.readings.len()).filter_map(|at| break_before(series, at)).collect()
}

/// Where the series is cut in front of the reading at this place, if it is.
pub fn break_before(series: &Series, at: usize) -> Option<f64> {
    let reading = series.readings.get(at).filter(|reading| reading.breaks)?;
    let before = series.readings[..at].iter().rev().find(|earlier| earlier.value.is_ok())?;
    Some(before.period.middle().midpoint(reading.period.middle()))
}
