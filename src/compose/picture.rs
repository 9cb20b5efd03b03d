//! A measure's results as the points of its sparkline, and the sparkline as SVG for print.

use chrono::Datelike;

use crate::analyse::rating::aim;
use crate::analyse::{AimSource, MeasureResult};
use crate::chart::form::{Form, Pixel};
use crate::chart::sparkline::{Drawn, Goal, Part, Point, Sparkline, draw};
use crate::compose::manuscript::{Picture, Spark};
use crate::model::quantity::float;
use crate::model::{Covers, Measure, Missing, Number, Reading, Series, View};
use crate::words::sentence::alternative;

/// How much longer than its frequency a gap may be and still be joined.
pub(super) const LONGEST_JOINED: f64 = 1.5;
/// Days in an average month.
pub(super) const DAYS_A_MONTH: f64 = 365.2425 / 12.0;

/// The sparkline of a measure that has figures, for print.
pub fn sparkline(view: &View<'_>, result: &MeasureResult<'_>, size: Spark) -> Option<Picture> {
    let drawn = drawn(view, result, size)?;
    Some(Picture { svg: svg(&drawn), alt: alternative(view, result) })
}

/// The sparkline of a measure that has figures, as it is drawn for print and screen alike.
pub(super) fn drawn(view: &View<'_>, result: &MeasureResult<'_>, size: Spark) -> Option<Drawn> {
    result.measure.readings.values().next()?;
    Some(draw(&points(view, result), (size.width, size.height)))
}

/// A drawing as SVG.
fn svg(drawn: &Drawn) -> String {
    let (width, height) = drawn.size;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" stroke-linejoin=\"round\" stroke-linecap=\"round\">\n"
    );
    for mark in &drawn.marks {
        let (colour, width) = ink(mark.role);
        svg.extend(mark.forms.iter().map(|form| match form {
            Form::Line(points) => format!(
                "<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" points=\"{}\"/>\n",
                list(points)
            ),
            Form::Area(points) => format!("<polygon fill=\"{colour}\" points=\"{}\"/>\n", list(points)),
            Form::Dot((x, y), radius) => {
                format!("<circle fill=\"{colour}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>\n")
            }
        }));
    }
    svg + "</svg>\n"
}

/// The colour of a part in print, and the width of its lines in hundredths of a millimetre, in the proportions of the
/// design.
fn ink(part: Part) -> (&'static str, u32) {
    match part {
        Part::Band => ("#e6ecf1", 0),
        Part::Edge => ("#76828c", 8),
        Part::Break => ("#5a646b", 11),
        Part::Comparator => ("#5a646b", 19),
        Part::Own => ("#0b0c0c", 31),
        Part::Alone | Part::Latest => ("#0b0c0c", 0),
        Part::Rim => ("#ffffff", 0),
    }
}

fn list(points: &[Pixel]) -> String {
    points.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")
}

fn points(view: &View<'_>, result: &MeasureResult<'_>) -> Sparkline {
    let measure = result.measure;
    let comparator = view.comparators.first().and_then(|other| measure.comparators.get(&other.name.value));
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
            (&result.aim, view.comparators.first()),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::form::Mark;

    #[test]
    fn print_has_a_colour_and_a_width_for_what_a_mark_is() {
        let mark = |role, form| Mark { role, forms: vec![form] };
        let drawn = Drawn {
            size: (2200, 370),
            marks: vec![
                mark(Part::Band, Form::Area(vec![(0, 15), (2200, 15), (2200, 185)])),
                mark(Part::Own, Form::Line(vec![(80, 320), (2080, 50)])),
                mark(Part::Latest, Form::Dot((2080, 50), 50)),
            ],
        };
        assert_eq!(
            svg(&drawn),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2200\" height=\"370\" viewBox=\"0 0 2200 370\" \
             stroke-linejoin=\"round\" stroke-linecap=\"round\">\n\
             <polygon fill=\"#e6ecf1\" points=\"0,15 2200,15 2200,185\"/>\n\
             <polyline fill=\"none\" stroke=\"#0b0c0c\" stroke-width=\"31\" points=\"80,320 2080,50\"/>\n\
             <circle fill=\"#0b0c0c\" cx=\"2080\" cy=\"50\" r=\"50\"/>\n\
             </svg>\n"
        );
    }
}
