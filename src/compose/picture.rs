//! Turns a measure's results into the points of its sparkline, and the sparkline into SVG for print.

use chrono::{Datelike, NaiveDate};

use crate::analyse::{Aim, AimSource, MeasureResult};
use crate::chart::form::{Form, Pixel};
use crate::chart::sparkline::{Drawn, Goal, Part, Point, Sparkline, draw};
use crate::compose::axis::{Axis, Drawing, end};
use crate::compose::goals::stretches;
use crate::compose::line::{breaks, joined};
use crate::compose::manuscript::{First, Picture, Spark};
use crate::model::quantity::float;
use crate::model::{Frequency, Measure, View};
use crate::words::sentence::alternative;

/// The sparkline of a measure that has figures, for print: over the axis of its table, with its first figure in the room at
/// its left.
pub fn sparkline(
    view: &View<'_>,
    result: &MeasureResult<'_>,
    axis: Axis,
    size: Spark,
    first: String,
) -> Option<Picture> {
    let measure = result.measure;
    let drawing = axis.drawing(measure)?;
    let mut shown = along(points(view, result), &drawing, size.room);
    if !crosses_years(measure) {
        shown.years.clear();
    }
    let drawn = draw(&shown, (size.width, size.height));
    let (x, y) = drawn.first?;
    let millimetres = |pixels: i32| f64::from(pixels) / f64::from(HUNDREDTHS);
    // Beside the point where rows are high, so that the height of the line is read from it; else in the middle.
    let y = if size.height >= HIGH { millimetres(y) } else { size.height / 2.0 };
    let first = First { text: first, x: millimetres(x) - FIRST_GAP, y };
    Some(Picture { svg: svg(&drawn), alt: alternative(view, result), first })
}

/// The same points along an axis: those within it, at the ends of their periods.
fn along(mut points: Sparkline, drawing: &Drawing<'_>, room: f64) -> Sparkline {
    let later = end(drawing.first.period) - drawing.first.period.middle();
    let times = drawing.axis.times();
    let inside = |points: Vec<Point>| -> Vec<Point> {
        let moved = points.into_iter().map(|point| Point { time: point.time + later, ..point });
        // Half a day, because the middle of a month is not exactly half of each.
        moved.filter(|point| (times.start() - NEAR..=times.end() + NEAR).contains(&point.time)).collect()
    };
    points.own = inside(points.own);
    points.comparator = inside(points.comparator);
    points.goals.iter_mut().flatten().for_each(|goal| goal.time += later);
    points.breaks.iter_mut().for_each(|time| *time += later);
    let begin = points.own.first().map_or(*times.start(), |point| point.time);
    let last = points.own.last().map_or(*times.end(), |point| point.time);
    // What held before the line begins is not drawn, and so does not stretch its scale.
    for goals in &mut points.goals {
        let held = goals.iter().rposition(|goal| goal.time <= begin).unwrap_or(0);
        goals.drain(..held);
    }
    points.goals.retain(|goals| goals.last().is_some_and(|goal| goal.time > begin));
    points.breaks.retain(|time| (begin..last).contains(time));
    points.years = aprils(begin, last);
    Sparkline { span: Some(times), room, ..points }
}

/// Whether a line has figures within years, so that it shows where a year begins.
pub fn crosses_years(measure: &Measure) -> bool {
    !matches!(measure.frequency, Frequency::Years(_))
}

/// Each 1 April between two times, in days.
fn aprils(from: f64, to: f64) -> Vec<f64> {
    let year = |days: f64| NaiveDate::from_num_days_from_ce_opt(days as i32).map_or(0, |date| date.year());
    let first_of = |year| NaiveDate::from_ymd_opt(year, 4, 1).map(|date| f64::from(date.num_days_from_ce()));
    (year(from)..=year(to)).filter_map(first_of).filter(|time| from < *time && *time < to - NEAR).collect()
}

/// The sparkline of a measure that has figures, drawn for both print and screen.
pub(super) fn drawn(view: &View<'_>, result: &MeasureResult<'_>, size: Spark) -> Option<Drawn> {
    result.measure.readings.values().next()?;
    Some(draw(&points(view, result), (size.width, size.height)))
}

/// Parts of a millimetre that a drawing is made of.
const HUNDREDTHS: u32 = 100;
/// Between the first figure and the point that it is of, in millimetres.
const FIRST_GAP: f64 = 1.1;
/// A sparkline so high has its first figure at the height of its point, in millimetres.
const HIGH: f64 = 7.0;
/// Days by which a period's end may be out.
const NEAR: f64 = 2.0;

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

/// The colour of a part in print, and its line width in hundredths of a millimetre, in the proportions of the
/// design.
fn ink(part: Part) -> (&'static str, u32) {
    match part {
        Part::Band => ("#e6ecf1", 0),
        Part::Year => ("#c9d0d5", 12),
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
    let goal =
        |(time, aim): (f64, Aim)| Goal { time, from: aim.band.from.map(float), to: aim.band.to.map(float) };
    Sparkline {
        own: joined(measure, &measure.readings),
        comparator: comparator.map(|series| joined(measure, series)).unwrap_or_default(),
        goals: stretches(measure)
            .into_iter()
            .map(|stretch| stretch.into_iter().map(goal).collect())
            .collect(),
        goal_is_comparator: matches!(
            (&result.aim, view.comparators.first()),
            (Some(Aim { source: AimSource::Comparator { name, .. }, .. }), Some(first)) if *name == first.name.value
        ),
        breaks: breaks(&measure.readings),
        ..Sparkline::default()
    }
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
            first: None,
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
