//! Lines and areas of the larger charts, by layer, so that the style sheet can colour each for the reader's colour
//! scheme. No text: labels are placed over the drawing.
//!
//! A drawing is stretched to fit its place, so only shares of its width and height have meaning.

use plotters::element::{PathElement, Polygon};
use plotters::style::BLACK;

use crate::chart::form::{Mark, Pixel};

/// The size of a drawing. It is large because plotters only uses whole pixels.
pub const SIZE: (u32, u32) = (8000, 4000);

/// What a line or an area shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// The area in which a missed target is still amber.
    Amber,
    Grid,
    /// A process limit.
    Limit,
    Mean,
    Target,
    /// The first comparator.
    Other,
    /// Further comparators, which are left out on a narrow screen.
    Also,
    Break,
    /// The confidence interval of a figure.
    Bar,
    /// Spans a gap where a figure was due.
    Bridge,
    Own,
    /// A column of the rank strip.
    Column,
}

impl Layer {
    /// Whether it is an area rather than a line.
    pub fn is_area(self) -> bool {
        match self {
            Self::Amber | Self::Column => true,
            Self::Grid
            | Self::Limit
            | Self::Mean
            | Self::Target
            | Self::Other
            | Self::Also
            | Self::Break
            | Self::Bar
            | Self::Bridge
            | Self::Own => false,
        }
    }
}

/// A line or an area. Its points are shares of the width and height, measured from the top left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    pub layer: Layer,
    pub points: Vec<(f64, f64)>,
}

/// How far down a drawing may extend, as a share of its height: ticks lie below the plot.
const LOWEST: f64 = 1.5;

/// Draws strokes, each over those before it. A stroke with a single point is skipped.
pub fn draw(strokes: &[Stroke]) -> Vec<Mark<Layer>> {
    let strokes = strokes.iter().filter(|stroke| stroke.points.len() > 1);
    let mark = |stroke: &Stroke| {
        let points: Vec<Pixel> = stroke.points.iter().copied().map(pixel).collect();
        match stroke.layer.is_area() {
            true => Mark::of(stroke.layer, &Polygon::new(points, BLACK)),
            false => Mark::of(stroke.layer, &PathElement::new(points, BLACK)),
        }
    };
    strokes.map(mark).collect()
}

/// The pixel for a point; a point outside the drawing is moved to its edge.
fn pixel((x, y): (f64, f64)) -> Pixel {
    let along = |share: f64, length: u32| (share * f64::from(length)).round() as i32;
    (along(x.clamp(0.0, 1.0), SIZE.0), along(y.clamp(0.0, LOWEST), SIZE.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::form::Form;

    #[test]
    fn a_tick_stands_below_the_plot() {
        let marks = draw(&[Stroke { layer: Layer::Grid, points: vec![(0.5, 1.0), (0.5, 1.02)] }]);
        let tick = Form::Line(vec![(4000, 4000), (4000, 4080)]);
        assert_eq!(marks, [Mark { role: Layer::Grid, forms: vec![tick] }]);
    }

    #[test]
    fn zones_and_columns_are_areas_that_end_at_the_edge() {
        let points = vec![(-0.5, 0.0), (0.5, -1.0), (2.0, 1.0)];
        let marks = draw(&[Stroke { layer: Layer::Amber, points }]);
        let zone = Form::Area(vec![(0, 0), (4000, 0), (8000, 4000)]);
        assert_eq!(marks, [Mark { role: Layer::Amber, forms: vec![zone] }]);
    }

    #[test]
    fn a_single_point_is_no_line() {
        assert_eq!(draw(&[Stroke { layer: Layer::Own, points: vec![(0.5, 0.5)] }]), []);
    }
}
