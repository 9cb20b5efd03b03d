//! The axis of time that the sparklines of a table share, so that slopes and ends can be compared down the column.
//!
//! A figure stands at the end of its period. The axis begins where at least a third of the lines have begun; what is older
//! is not drawn. A line of which that would leave too little keeps an axis of its own, and says so.

use std::ops::RangeInclusive;

use chrono::Datelike;

use crate::analyse::{MeasureResult, decimals};
use crate::model::{Measure, Number, Period, Reading};
use crate::words::figure::plain;
use crate::words::time;

/// A line shows no course with fewer figures than this.
const FEWEST: usize = 3;

/// From the end of one period to the end of another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    pub from: Period,
    pub to: Period,
}

/// The figures of a measure that are drawn, and over what time.
pub struct Drawing<'m> {
    pub axis: Axis,
    pub first: &'m Reading,
    pub value: Number,
    /// Whether the axis is the line's own.
    pub alone: bool,
}

/// The end of a period, in days.
pub fn end(period: Period) -> f64 {
    f64::from(period.end().num_days_from_ce())
}

impl Axis {
    /// The axis of measures in one table; `None` without figures.
    pub fn of(measures: &[&MeasureResult<'_>]) -> Option<Self> {
        let ends = measures.iter().filter_map(|result| ends(result.measure));
        let (mut firsts, lasts): (Vec<Period>, Vec<Period>) = ends.unzip();
        firsts.sort_by_key(|period| period.end());
        let from = *firsts.get(firsts.len().div_ceil(3).checked_sub(1)?)?;
        Some(Self { from, to: lasts.into_iter().max_by_key(|period| period.end())? })
    }

    /// In days.
    pub fn times(self) -> RangeInclusive<f64> {
        end(self.from)..=end(self.to)
    }

    /// Where the axis begins and ends, in words, on two lines.
    pub fn words(self) -> Vec<String> {
        let [from, to] = [self.from, self.to].map(said);
        if from == to { vec![from] } else { vec![format!("{from} to"), to] }
    }

    /// Which figures of a measure are drawn; `None` without any.
    pub fn drawing(self, measure: &Measure) -> Option<Drawing<'_>> {
        let inside = |reading: &Reading| self.times().contains(&end(reading.period));
        let shown: Vec<(&Reading, Number)> =
            measure.readings.values().filter(|(reading, _)| inside(reading)).collect();
        let all = measure.readings.values().count();
        let alone = shown.len() < FEWEST.min(all);
        let first = if alone { measure.readings.values().next() } else { shown.first().copied() };
        let (first, value) = first?;
        let axis = if alone { ends(measure).map(|(from, to)| Self { from, to })? } else { self };
        Some(Drawing { axis, first, value, alone })
    }
}

/// A period by its end, as it stands over an axis: a year, or a month.
fn said(period: Period) -> String {
    match period {
        Period::FinancialYear(_) | Period::CalendarYear(_) => time::period(period),
        Period::FinancialQuarter(..) | Period::CalendarQuarter(..) | Period::Month(..) | Period::Day(_) => {
            time::short_month(period.end())
        }
    }
}

/// The periods of the first and the last figure of a measure.
fn ends(measure: &Measure) -> Option<(Period, Period)> {
    let mut periods = measure.readings.values().map(|(reading, _)| reading.period);
    let first = periods.next()?;
    Some((first, periods.next_back().unwrap_or(first)))
}

impl Drawing<'_> {
    /// What is printed where the line begins: its first figure, and its period where the axis does not tell it.
    pub fn label(&self, measure: &Measure) -> String {
        let figure = plain(self.value, decimals(measure, self.first));
        if self.alone { format!("{}: {figure}", said(self.first.period)) } else { figure }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::analyse::{Results, analyse};
    use crate::load::load;
    use crate::model::Pack;

    fn pack() -> Pack {
        load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/exampleshire")).unwrap().0
    }

    fn of_kind<'r, 'p>(results: &'r Results<'p>, kind: &str) -> Vec<&'r MeasureResult<'p>> {
        results.measures.iter().filter(|result| result.measure.kind.as_str() == kind).collect()
    }

    /// What an axis says of a measure: the label of its line, and whether the axis is its own.
    fn labels(results: &[&MeasureResult<'_>], axis: Axis) -> Vec<(String, bool)> {
        let drawing = |result: &&MeasureResult<'_>| {
            let drawing = axis.drawing(result.measure)?;
            Some((drawing.label(result.measure), drawing.alone))
        };
        results.iter().filter_map(drawing).collect()
    }

    #[test]
    fn an_axis_begins_where_a_third_of_its_lines_have_begun() {
        let pack = pack();
        let results = analyse(&pack);
        for kind in ["outcome", "output", "people", "finance"] {
            let measures = of_kind(&results, kind);
            let axis = Axis::of(&measures).unwrap();
            let firsts: Vec<_> =
                measures.iter().filter_map(|result| Some(ends(result.measure)?.0.end())).collect();
            let begun =
                |test: &dyn Fn(chrono::NaiveDate) -> bool| firsts.iter().filter(|end| test(**end)).count();
            assert!(begun(&|end| end <= axis.from.end()) * 3 >= measures.len(), "{kind}");
            assert!(begun(&|end| end < axis.from.end()) * 3 < measures.len(), "{kind}");
            let last = measures.iter().filter_map(|result| Some(ends(result.measure)?.1.end())).max();
            assert_eq!(Some(axis.to.end()), last, "{kind}");
        }
    }

    #[test]
    fn a_line_of_years_among_months_keeps_an_axis_of_its_own_and_says_where_it_begins() {
        let pack = pack();
        let results = analyse(&pack);
        let finance = of_kind(&results, "finance");
        let axis = Axis::of(&finance).unwrap();
        assert_eq!(axis.words(), ["Jun 2017 to", "Sep 2019"]);
        let own: Vec<String> =
            labels(&finance, axis).into_iter().filter(|(_, alone)| *alone).map(|(label, _)| label).collect();
        assert_eq!(own, ["2014-15: 11"]);
    }
}
