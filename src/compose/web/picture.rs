//! The sparkline on a screen: drawn as in print, then named by what each line is, so that the style sheet can give it
//! the colours of the reader's scheme. The latest figure gets the shape of its rating.
//!
//! The drawing comes from plotters and from numbers alone; it holds no text, no ids and no colours. A mark that is not
//! known here is an error, so that a change in `chart` cannot go unseen.

use anyhow::{Context, Result, bail};

use crate::analyse::MeasureResult;
use crate::chart::layers;
use crate::compose::manuscript::Spark;
use crate::compose::picture::sparkline;
use crate::compose::web::manuscript::{Drawing, Shape};
use crate::compose::web::rating;
use crate::model::Pack;
use crate::words::typography::apostrophes;

/// The picture in a row. Eight pixels of the screen to the millimetre give lines of 2.5 and 1.5 pixels.
const SMALL: Spark = Spark { width: 13.0, height: 3.75 };

/// Lengths in hundredths of a millimetre: half the width of the shape on the latest figure, the gap between two dashes
/// and what rounding makes of it, and how far a point may lie beside a line to be left out (an eighth of a pixel).
const SHAPE: i32 = 72;
const DASH_GAP: f64 = 30.0;
const ROUNDING: f64 = 3.0;
const SLACK: f64 = 1.5;
/// Print's hundredths of a millimetre to a unit of the page, which would only make it longer.
const UNIT: i32 = 4;

/// The picture for a row of a table; `None` without figures.
pub fn small(pack: &Pack, result: &MeasureResult<'_>) -> Result<Option<Drawing>> {
    drawn(pack, result, SMALL)
}

fn drawn(pack: &Pack, result: &MeasureResult<'_>, size: Spark) -> Result<Option<Drawing>> {
    let Some(picture) = sparkline(pack, result, size)? else { return Ok(None) };
    let mark = rating(result.rating.colour()).mark;
    named(&picture.svg, mark, apostrophes(&picture.alt)).map(Some)
}

/// The drawing with names instead of colours.
fn named(svg: &str, mark: &'static str, alt: String) -> Result<Drawing> {
    let (root, elements) = svg.split_once('>').context("the sparkline is no drawing")?;
    let mut layers: Vec<Layer> = Vec::new();
    for element in elements.split('<').skip(1).filter(|element| !element.starts_with('/')) {
        let Some(layer) = layer(element, mark)? else { continue };
        match layers.last_mut() {
            Some(last) if last.name == layer.name => last.join(layer.lines),
            _ => layers.push(layer),
        }
    }
    let shapes = layers.into_iter().map(|layer| Shape { name: layer.name, path: layer.path() }).collect();
    let size = |name| Ok::<i32, anyhow::Error>(coarse(attribute(root, name)?.parse()?));
    Ok(Drawing { view: format!("0 0 {} {}", size("width")?, size("height")?), shapes, alt })
}

/// The lines and areas of a larger chart by name, in the order in which they were drawn.
pub fn shapes(svg: &str) -> Result<Vec<Shape>> {
    let mut layers: Vec<Layer> = Vec::new();
    for element in svg.split('<').skip(2).filter(|element| !element.starts_with('/')) {
        let (area, colour) = match element.split(' ').next().unwrap_or_default() {
            "polygon" => (true, attribute(element, "fill")?),
            "polyline" => (false, attribute(element, "stroke")?),
            other => bail!("the chart holds an unknown element `{other}`"),
        };
        let layer = layers::Layer::of_colour(colour).filter(|layer| layer.is_area() == area);
        let name = layer.with_context(|| format!("the chart holds an unknown colour `{colour}`"))?.name();
        let lines = vec![points(attribute(element, "points")?)?];
        match layers.last_mut() {
            Some(last) if last.name == name => last.lines.extend(lines),
            _ => layers.push(Layer { name, lines }),
        }
    }
    Ok(layers.into_iter().map(|layer| Shape { name: layer.name, path: layer.path() }).collect())
}

type Point = (i32, i32);

/// Everything of one name.
struct Layer {
    name: &'static str,
    lines: Vec<Vec<Point>>,
}

impl Layer {
    /// Takes on lines. plotters draws each dash for itself; put together again they are one line, which the style
    /// sheet dashes.
    fn join(&mut self, lines: Vec<Vec<Point>>) {
        for line in lines {
            match (self.lines.last_mut(), line.first()) {
                (Some(last), Some(first))
                    if self.name != "own" && last.last().is_some_and(|end| near(*end, *first)) =>
                {
                    last.extend(line);
                }
                _ => self.lines.push(line),
            }
        }
    }

    fn path(&self) -> String {
        let close = if matches!(self.name, "band" | "red" | "amber" | "zone" | "column") { "z" } else { "" };
        self.lines.iter().map(|line| steps(&straightened(line)) + close).collect()
    }
}

/// Whether two points are as far apart as two dashes of one line are.
fn near(a: Point, b: Point) -> bool {
    let gap = f64::from(a.0 - b.0).hypot(f64::from(a.1 - b.1));
    (gap - DASH_GAP).abs() <= ROUNDING
}

/// What an element is, and its lines. A point stands for a dot.
fn layer(element: &str, mark: &'static str) -> Result<Option<Layer>> {
    let kind = element.split(' ').next().unwrap_or_default();
    let number = |name| Ok::<i32, anyhow::Error>(attribute(element, name)?.parse()?);
    let (name, line) = match kind {
        "polygon" => ("band", points(attribute(element, "points")?)?),
        "polyline" => (stroke(element)?, points(attribute(element, "points")?)?),
        "circle" => {
            let at = (number("cx")?, number("cy")?);
            match number("r")? {
                // White around the latest figure; here its shape brings its own.
                64 => return Ok(None),
                50 => (mark, outline(mark, at)),
                _ => ("dot", vec![at]),
            }
        }
        _ => bail!("the sparkline holds an unknown element `{kind}`"),
    };
    Ok(Some(Layer { name, lines: vec![line] }))
}

/// The name of a line, by the ink and width with which print draws it.
fn stroke(element: &str) -> Result<&'static str> {
    Ok(match (attribute(element, "stroke")?, attribute(element, "stroke-width")?) {
        ("#0B0C0C", _) => "own",
        ("#76828C", _) => "edge",
        ("#5A646B", "11") => "break",
        ("#5A646B", _) => "other",
        other => bail!("the sparkline holds an unknown line {other:?}"),
    })
}

/// The shape of a rating around a point; half of the rim that the style sheet draws lies inside. What is round is a
/// point, drawn as a dot.
fn outline(mark: &str, (x, y): Point) -> Vec<Point> {
    let s = SHAPE;
    match mark {
        "red" => vec![(x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s)],
        "amber" => vec![(x, y - s - 16), (x + s + 16, y + s), (x - s - 16, y + s)],
        _ => vec![(x, y)],
    }
}

fn points(text: &str) -> Result<Vec<Point>> {
    let point = |text: &str| {
        let (x, y) = text.split_once(',').context("a point has two numbers")?;
        Ok((x.parse()?, y.parse()?))
    };
    text.split_ascii_whitespace().map(point).collect()
}

/// A line without the points that lie on the way between others.
fn straightened(line: &[Point]) -> Vec<Point> {
    let [first, middle @ .., last] = line else { return line.to_vec() };
    let off = |point: &Point| distance(*point, *first, *last);
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

/// How far a point lies from the line through two others.
fn distance(point: Point, from: Point, to: Point) -> f64 {
    let step = |a: Point, b: Point| (f64::from(b.0 - a.0), f64::from(b.1 - a.1));
    let ((way_x, way_y), (x, y)) = (step(from, to), step(from, point));
    let length = way_x.hypot(way_y);
    if length > 0.0 { (way_x * y - way_y * x).abs() / length } else { x.hypot(y) }
}

/// A length in the units of the page, a third of a pixel in a row.
fn coarse(length: i32) -> i32 {
    (length + UNIT / 2).div_euclid(UNIT)
}

/// Points as a path: the first where it is, the others by their distance.
fn steps(line: &[Point]) -> String {
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

/// The text of an attribute of an element.
fn attribute<'s>(element: &'s str, name: &str) -> Result<&'s str> {
    let (_, rest) = element
        .split_once(&format!(" {name}=\""))
        .with_context(|| format!("the sparkline has an element without `{name}`"))?;
    Ok(rest.split('"').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::sparkline::{Goal, Point, Sparkline, draw};

    /// One of each mark that a sparkline can hold.
    fn full() -> String {
        let point = |time: f64, value: f64, joined| Point { time, value, joined };
        let sparkline = Sparkline {
            own: vec![point(0.0, 1.0, false), point(2.0, 3.0, false), point(4.0, 2.0, true)],
            comparator: vec![point(0.0, 2.0, false), point(4.0, 1.0, true)],
            goals: vec![Goal { time: 0.0, from: Some(1.5), to: None }],
            goal_is_comparator: false,
            breaks: vec![1.0],
        };
        draw(&sparkline, (SMALL.width, SMALL.height)).unwrap()
    }

    #[test]
    fn every_mark_of_a_sparkline_has_a_name() {
        let drawing = named(&full(), "amber", "words".to_owned()).unwrap();
        let names: Vec<&str> = drawing.shapes.iter().map(|shape| shape.name).collect();
        assert_eq!(names, ["band", "edge", "break", "other", "dot", "own", "amber"]);
        assert_eq!(drawing.view, "0 0 325 94");
        let plain = |path: &str| path.chars().all(|c| c.is_ascii_digit() || "Mlhvz- ".contains(c));
        assert!(drawing.shapes.iter().all(|shape| plain(&shape.path)), "{drawing:?}");
    }

    #[test]
    fn dashes_are_one_line_again() {
        let drawing = named(&full(), "red", String::new()).unwrap();
        let of = |name: &str| drawing.shapes.iter().find(|shape| shape.name == name).unwrap().path.as_str();
        assert_eq!(of("other").matches('M').count(), 1, "{}", of("other"));
        assert_eq!(of("other").matches('l').count(), 1, "{}", of("other"));
        assert_eq!(of("red").matches(['h', 'v']).count(), 3, "{}", of("red"));
    }

    #[test]
    fn a_path_goes_by_distances() {
        let line = points("80,302 355,188 300,190 300,90 ").unwrap();
        assert_eq!(steps(&line), "M20 76l69-29l-14 1v-25");
    }

    #[test]
    fn only_points_on_the_way_are_left_out() {
        let line = points("0,0 50,1 100,0 150,40 200,80 300,80").unwrap();
        assert_eq!(straightened(&line), [(0, 0), (100, 0), (200, 80), (300, 80)]);
    }

    #[test]
    fn what_is_not_known_is_an_error() {
        for svg in [
            "<svg viewBox=\"0 0 1 1\"><text>x</text></svg>",
            "<svg viewBox=\"0 0 1 1\"><polyline/></svg>",
            "",
        ] {
            assert!(named(svg, "red", String::new()).is_err(), "{svg}");
        }
    }
}
