//! Which readings of a measure may be compared with each other.

use crate::model::{Covers, Measure, Number, Reading};

/// The readings with a value that are comparable with the latest, in order of time, the latest last.
///
/// A break leaves out everything before it. Figures for the year to date are comparable only at the same point of
/// the year, and rolling twelve months only where they do not overlap.
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

/// The readings with a value from the last break on.
pub fn newest_segment(measure: &Measure) -> Vec<(&Reading, Number)> {
    let readings = &measure.readings.readings;
    let start = readings.iter().rposition(|reading| reading.breaks).unwrap_or(0);
    readings[start..].iter().filter_map(|reading| Some((reading, reading.value.ok()?))).collect()
}

fn same_point_of_year(reading: &Reading, latest: &Reading) -> bool {
    use chrono::Datelike;
    reading.period.end().month() == latest.period.end().month()
}

/// Whole years from one reading's end to the other's.
fn whole_years_apart(earlier: &Reading, later: &Reading) -> u32 {
    later.period.end().years_since(earlier.period.end()).unwrap_or(0)
}
