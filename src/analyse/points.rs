//! Which readings of a measure may be compared with each other.

use chrono::{Datelike, Days};

use crate::model::{Covers, Measure, Number, Reading, Series};

/// The readings with values that are comparable with the latest, in order of time, ending with the latest.
///
/// Everything before a break is left out. Figures for the year to date are comparable only at the same point of the
/// year, and rolling years only where they do not overlap.
pub fn comparable(measure: &Measure) -> Vec<(&Reading, Number)> {
    let segment = newest_segment(measure);
    let Some((latest, _)) = segment.last().copied() else {
        return Vec::new();
    };
    let mut kept: Vec<(&Reading, Number)> = Vec::new();
    for &(reading, value) in segment.iter().rev() {
        let next = kept.last().map_or(latest, |(next, _)| *next);
        let fits = match measure.covers {
            Covers::Period | Covers::Snapshot => true,
            Covers::YearToDate => same_point_of_year(reading, latest),
            Covers::RollingYear => std::ptr::eq(reading, latest) || whole_years_apart(reading, next) >= 1,
        };
        if fits {
            kept.push((reading, value));
        }
    }
    kept.reverse();
    kept
}

/// The readings with values since the last break. A break after the latest value has no effect yet.
pub fn newest_segment(measure: &Measure) -> Vec<(&Reading, Number)> {
    let readings = up_to_latest(measure);
    let start = readings.iter().rposition(|reading| reading.breaks).unwrap_or(0);
    readings[start..].iter().filter_map(|reading| Some((reading, reading.value.ok()?))).collect()
}

/// Whether a break leaves out some figures, so that only those after it count.
pub fn broken(measure: &Measure) -> bool {
    let readings = up_to_latest(measure);
    let start = readings.iter().rposition(|reading| reading.breaks).unwrap_or(0);
    readings[..start].iter().any(|reading| reading.value.is_ok())
}

pub(super) fn up_to_latest(measure: &Measure) -> &[Reading] {
    let readings = &measure.readings.readings;
    let latest = measure.readings.latest();
    let end = latest.and_then(|latest| readings.iter().position(|reading| std::ptr::eq(reading, latest)));
    &readings[..end.map_or(0, |end| end + 1)]
}

/// A comparator's figure to compare a reading with: for the same period, or else the newest comparable earlier one.
/// That must not precede a break in the council's own series nor, for the year to date, belong to another point of
/// the year.
pub fn figure_beside<'a>(
    measure: &Measure,
    series: &'a Series,
    reading: &Reading,
) -> Option<(&'a Reading, Number)> {
    let same = series.values().find(|(other, _)| other.period.same_time(reading.period));
    let broken =
        up_to_latest(measure).iter().rfind(|reading| reading.breaks).map(|reading| reading.period.start());
    let fits = |other: &Reading| {
        let same_point = measure.covers != Covers::YearToDate || same_point_of_year(other, reading);
        same_point && broken.is_none_or(|start| other.period.start() >= start)
    };
    let earlier =
        || series.values().rfind(|(other, _)| other.period.end() < reading.period.end() && fits(other));
    same.or_else(earlier)
}

fn same_point_of_year(reading: &Reading, latest: &Reading) -> bool {
    let day = |reading: &Reading| {
        let next = reading.period.end() + Days::new(1);
        (next.month(), next.day())
    };
    day(reading) == day(latest)
}

/// The latest comparable reading, and the one for the same period a year earlier.
pub(super) fn year_before(measure: &Measure) -> Option<[(&Reading, Number); 2]> {
    let segment = newest_segment(measure);
    let latest = *segment.last()?;
    let earlier = segment.iter().rfind(|(reading, _)| {
        same_point_of_year(reading, latest.0) && whole_years_apart(reading, latest.0) == 1
    });
    Some([*earlier?, latest])
}

/// Whole years from the end of one reading to the end of another. Counted in months, because the last of February is
/// not the same day every year.
fn whole_years_apart(earlier: &Reading, later: &Reading) -> i32 {
    months_apart(earlier, later) / 12
}

/// Months from one reading's end to the other's.
pub fn months_apart(earlier: &Reading, later: &Reading) -> i32 {
    let month = |reading: &Reading| reading.period.end().year() * 12 + reading.period.end().month() as i32;
    month(later) - month(earlier)
}
