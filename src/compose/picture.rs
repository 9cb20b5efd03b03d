//! A measure's results as the points of its sparkline, and the sparkline as SVG for print.

use crate::analyse::{Aim, AimSource, MeasureResult};
use crate::chart::form::{Form, Pixel};
use crate::chart::sparkline::{Drawn, Goal, Part, Sparkline, draw};
use crate::compose::goals::stretches;
use crate::compose::line::{breaks, joined};
use crate::compose::manuscript::{Picture, Spark};
use crate::model::View;
use crate::model::quantity::float;
use crate::words::sentence::alternative;

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
