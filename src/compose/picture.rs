//! A measure's results as the points of its sparkline.

use anyhow::Result;
use chrono::Datelike;

use crate::analyse::rating::aim;
use crate::analyse::{AimSource, MeasureResult};
use crate::chart::sparkline::{Goal, Point, Sparkline, draw};
use crate::compose::manuscript::{Picture, Spark};
use crate::model::quantity::float;
use crate::model::{Covers, Measure, Missing, Number, Pack, Reading, Series};
use crate::words::sentence::alternative;

/// How much longer than its frequency a gap may be and still be joined.
pub(super) const LONGEST_JOINED: f64 = 1.5;
/// Days in an average month.
pub(super) const DAYS_A_MONTH: f64 = 365.2425 / 12.0;

/// The sparkline of a measure that has figures.
pub fn sparkline(pack: &Pack, result: &MeasureResult<'_>, size: Spark) -> Result<Option<Picture>> {
    if result.measure.readings.values().next().is_none() {
        return Ok(None);
    }
    let svg = draw(&points(pack, result), (size.width, size.height))?;
    Ok(Some(Picture { svg, alt: alternative(pack, result) }))
}

fn points(pack: &Pack, result: &MeasureResult<'_>) -> Sparkline {
    let measure = result.measure;
    let comparator = pack.comparators.first().and_then(|other| measure.comparators.get(&other.name.value));
    let aims =
        measure.readings.values().filter_map(|(reading, _)| Some((reading, aim(measure, reading).ok()?)));
    let goal = |end: Option<Number>| end.map(float);
    Sparkline {
        own: joined(measure, &measure.readings),
        comparator: comparator.map(|series| joined(measure, series)).unwrap_or_default(),
        goals: aims
            .map(|(reading, aim)| Goal {
                time: reading.period.middle(),
                from: goal(aim.band.from),
                to: goal(aim.band.to),
            })
            .collect(),
        goal_is_comparator: matches!(
            (&result.aim, pack.comparators.first()),
            (Some(crate::analyse::Aim { source: AimSource::Comparator { name, .. }, .. }), Some(first)) if *name == first.name.value
        ),
        breaks: breaks(&measure.readings),
    }
}

/// The figures of a series; the line is not joined over a break, nor over a gap unless no figure was due in it, nor
/// from one year's running sum to the next.
pub(super) fn joined(measure: &Measure, series: &Series) -> Vec<Point> {
    let longest = LONGEST_JOINED * f64::from(measure.frequency.months()) * DAYS_A_MONTH;
    let mut points = Vec::new();
    let mut before: Option<usize> = None;
    for (at, reading) in series.readings.iter().enumerate() {
        let Ok(value) = reading.value else { continue };
        let time = reading.period.middle();
        let joined = before.is_some_and(|last| {
            let same_run = measure.covers != Covers::YearToDate
                || financial_year(reading) == financial_year(&series.readings[last]);
            let between = &series.readings[last + 1..at];
            let not_due = between.iter().all(|gap| gap.value == Err(Missing::NotApplicable));
            let broken = series.readings[last + 1..=at].iter().any(|gap| gap.breaks);
            let steps = series.readings[last..=at].windows(2);
            let close = steps
                .map(|step| step[1].period.middle() - step[0].period.middle())
                .all(|step| step <= longest);
            same_run && !broken && not_due && close
        });
        points.push(Point { time, value: float(value), joined });
        before = Some(at);
    }
    points
}

/// The year in which a period ends, from April to March: what a sum since the year's beginning is the sum of.
pub(super) fn financial_year(reading: &Reading) -> i32 {
    let end = reading.period.end();
    if end.month() >= 4 { end.year() } else { end.year() - 1 }
}

/// Half-way between the figures on both sides of each break.
pub(super) fn breaks(series: &Series) -> Vec<f64> {
    let breaking = series.readings.iter().enumerate().filter(|(_, reading)| reading.breaks);
    let place = |(at, reading): (usize, &Reading)| {
        let before = series.readings[..at].iter().rev().find(|earlier| earlier.value.is_ok())?;
        Some(before.period.middle().midpoint(reading.period.middle()))
    };
    breaking.filter_map(place).collect()
}
