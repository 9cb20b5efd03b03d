//! Drawings on a screen: each line and area is named, so that the style sheet can colour it for the reader's colour
//! scheme. On a sparkline the latest figure is shaped by its rating.

use crate::analyse::MeasureResult;
use crate::chart::form::{Form, Mark, Pixel};
use crate::chart::layers::Layer;
use crate::chart::sparkline::{Drawn, Part};
use crate::compose::manuscript::Spark;
use crate::compose::picture::drawn;
use crate::compose::web::manuscript::{Drawing, Shape};
use crate::compose::web::rating;
use crate::model::View;
use crate::words::sentence::alternative;
use crate::words::typography::apostrophes;

/// The picture in a row. Eight pixels of the screen to the millimetre give lines of 2.5 and 1.5 pixels.
const SMALL: Spark = Spark { width: 13.0, height: 3.75, room: 0.0 };

/// In hundredths of a millimetre: half the width of the shape at the latest figure, and how far a point may be off a
/// line and still be left out (an eighth of a pixel).
const SHAPE: i32 = 72;
const SLACK: f64 = 1.5;
/// Hundredths of a millimetre in print for each unit of the page: finer units would only make the page longer.
const UNIT: i32 = 4;

/// The picture for a row of a table; `None` without figures.
pub fn small(view: &View<'_>, result: &MeasureResult<'_>) -> Option<Drawing> {
    let drawn = drawn(view, result, SMALL)?;
    let mark = rating(result.rating.colour()).mark;
    Some(sparkline(&drawn, mark, apostrophes(&alternative(view, result))))
}

fn sparkline(drawn: &Drawn, mark: &'static str, alt: String) -> Drawing {
    let shape = |part: &Mark<Part>| {
        let path = match (part.role, part.forms.as_slice()) {
            (Part::Latest, [Form::Dot(at, _)]) => path(&[outline(mark, *at)]),
            (_, forms) => path(forms),
        };
        Some(Shape { name: part_name(part.role, mark)?, path })
    };
    let (width, height) = drawn.size;
    let view = format!("0 0 {} {}", coarse(width as i32), coarse(height as i32));
    Drawing { view, shapes: joined(drawn.marks.iter().filter_map(shape)), alt }
}

/// The lines and areas of a larger chart.
pub fn chart(marks: &[Mark<Layer>]) -> Vec<Shape> {
    joined(marks.iter().map(|mark| Shape { name: layer_name(mark.role), path: path(&mark.forms) }))
}

/// Merges neighbours with the same name into one shape.
fn joined(shapes: impl Iterator<Item = Shape>) -> Vec<Shape> {
    let mut joined: Vec<Shape> = Vec::new();
    for shape in shapes {
        match joined.last_mut() {
            Some(last) if last.name == shape.name => last.path.push_str(&shape.path),
            _ => joined.push(shape),
        }
    }
    joined
}

/// The style sheet's name for a part of a sparkline; for the latest figure, that of its rating. That shape has its own
/// rim, so the white one is left out.
fn part_name(part: Part, mark: &'static str) -> Option<&'static str> {
    match part {
        Part::Year | Part::Rim => None,
        Part::Band => Some("band"),
        Part::Edge => Some("edge"),
        Part::Break => Some("break"),
        Part::Comparator => Some("other"),
        Part::Own => Some("own"),
        Part::Alone => Some("dot"),
        Part::Latest => Some(mark),
    }
}

/// The style sheet's name for a layer of a larger chart.
fn layer_name(layer: Layer) -> &'static str {
    match layer {
        Layer::Amber => "zone",
        Layer::Grid => "grid",
        Layer::Limit => "limit",
        Layer::Mean => "mean",
        Layer::Target => "target",
        Layer::Other => "line",
        Layer::Also => "also",
        Layer::Break => "cut",
        Layer::Bar => "bar",
        Layer::Bridge => "bridge",
        Layer::Own => "ours",
        Layer::Column => "column",
    }
}

/// The shape of a rating around a point; half of the rim that the style sheet adds is inside. A round shape is drawn as
/// a dot.
fn outline(mark: &str, (x, y): Pixel) -> Form {
    let s = SHAPE;
    match mark {
        "red" => Form::Area(vec![(x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s)]),
        "amber" => Form::Area(vec![(x, y - s - 16), (x + s + 16, y + s), (x - s - 16, y + s)]),
        _ => Form::Dot((x, y), 0),
    }
}

/// One mark as a path. Dashes are merged into a whole line again, which the style sheet dashes.
fn path(forms: &[Form]) -> String {
    let points = |form: &Form| match form {
        Form::Line(points) | Form::Area(points) => points.clone(),
        Form::Dot(at, _) => vec![*at],
    };
    let points: Vec<Pixel> = forms.iter().flat_map(points).collect();
    let close = if matches!(forms, [Form::Area(_)]) { "z" } else { "" };
    steps(&straightened(&points)) + close
}

/// A line without points that lie on the straight way between others.
fn straightened(line: &[Pixel]) -> Vec<Pixel> {
    let [first, middle @ .., last] = line else { return line.to_vec() };
    let off = |point: &Pixel| distance(*point, *first, *last);
    let farthest = (1..).zip(middle).max_by(|(_, a), (_, b)| off(a).total_cmp(&off(b)));
    match farthest.filter(|(_, point)| off(point) > SLACK) {
        Some((at, _)) => {
            let mut kept = straightened(&line[..=at]);
            kept.extend(straightened(&line[at..]).into_iter().skip(1));
            kept
        }
        None => vec![*first, *last],
    }
}

/// The distance of a point from the line through two others.
fn distance(point: Pixel, from: Pixel, to: Pixel) -> f64 {
    let step = |a: Pixel, b: Pixel| (f64::from(b.0 - a.0), f64::from(b.1 - a.1));
    let ((way_x, way_y), (x, y)) = (step(from, to), step(from, point));
    let length = way_x.hypot(way_y);
    if length > 0.0 { (way_x * y - way_y * x).abs() / length } else { x.hypot(y) }
}

/// A length in the units of the page, which are a third of a pixel in a row.
fn coarse(length: i32) -> i32 {
    (length + UNIT / 2).div_euclid(UNIT)
}

/// Points as a path: the first by its position, the others relative to the one before.
fn steps(line: &[Pixel]) -> String {
    let mut path = String::new();
    let mut before = None;
    for (x, y) in line.iter().map(|(x, y)| (coarse(*x), coarse(*y))) {
        let step = match before {
            None => format!("M{x} {y}"),
            Some((last_x, last_y)) if last_y == y => format!("h{}", x - last_x),
            Some((last_x, last_y)) if last_x == x => format!("v{}", y - last_y),
            Some((last_x, last_y)) => format!("l{} {}", x - last_x, y - last_y).replace(" -", "-"),
        };
        path.push_str(&step);
        before = Some((x, y));
    }
    if line.len() == 1 { path + "h0" } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::sparkline::{Goal, Point, Sparkline, draw};

    /// One of each mark that a sparkline can contain.
    fn full() -> Drawn {
        let point = |time: f64, value: f64, joined| Point { time, value, joined };
        let sparkline = Sparkline {
            own: vec![point(0.0, 1.0, false), point(2.0, 3.0, false), point(4.0, 2.0, true)],
            comparator: vec![point(0.0, 2.0, false), point(4.0, 1.0, true)],
            goals: vec![[0.0, 4.0].map(|time| Goal { time, from: Some(1.5), to: None }).to_vec()],
            goal_is_comparator: false,
            breaks: vec![1.0],
            ..Sparkline::default()
        };
        draw(&sparkline, (SMALL.width, SMALL.height))
    }

    #[test]
    fn every_mark_of_a_sparkline_has_a_name() {
        let drawing = sparkline(&full(), "amber", "words".to_owned());
        let names: Vec<&str> = drawing.shapes.iter().map(|shape| shape.name).collect();
        assert_eq!(names, ["band", "edge", "break", "other", "dot", "own", "amber"]);
        assert_eq!(drawing.view, "0 0 325 94");
        let plain = |path: &str| path.chars().all(|c| c.is_ascii_digit() || "Mlhvz- ".contains(c));
        assert!(drawing.shapes.iter().all(|shape| plain(&shape.path)), "{drawing:?}");
    }

    #[test]
    fn dashes_are_one_line_again() {
        let drawing = sparkline(&full(), "red", String::new());
        let of = |name: &str| drawing.shapes.iter().find(|shape| shape.name == name).unwrap().path.as_str();
        assert_eq!(of("other").matches('M').count(), 1, "{}", of("other"));
        assert_eq!(of("other").matches('l').count(), 1, "{}", of("other"));
        assert_eq!(of("red").matches(['h', 'v']).count(), 3, "{}", of("red"));
    }

    #[test]
    fn neighbours_of_one_layer_are_one_shape() {
        let mark = |role, forms| Mark { role, forms };
        let shapes = chart(&[
            mark(Layer::Amber, vec![Form::Area(vec![(0, 0), (400, 0), (400, 400)])]),
            mark(Layer::Own, vec![Form::Line(vec![(0, 0), (400, 0)])]),
            mark(Layer::Own, vec![Form::Line(vec![(800, 0), (800, 400)])]),
        ]);
        let shapes: Vec<(&str, &str)> =
            shapes.iter().map(|shape| (shape.name, shape.path.as_str())).collect();
        assert_eq!(shapes, [("zone", "M0 0h100v100z"), ("ours", "M0 0h100M200 0v100")]);
    }

    #[test]
    fn a_path_goes_by_distances() {
        assert_eq!(steps(&[(80, 302), (355, 188), (300, 190), (300, 90)]), "M20 76l69-29l-14 1v-25");
    }

    #[test]
    fn only_points_on_the_way_are_left_out() {
        let line = [(0, 0), (50, 1), (100, 0), (150, 40), (200, 80), (300, 80)];
        assert_eq!(straightened(&line), [(0, 0), (100, 0), (200, 80), (300, 80)]);
    }
}
