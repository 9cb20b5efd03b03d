//! Lines and areas of the larger charts, each layer in a colour of its own, so that whoever sets the picture knows
//! it again and gives it the colours of the reader's scheme. No text: labels are set over the drawing.
//!
//! A drawing is stretched to its place, so only shares of its width and height have a meaning.

use anyhow::Result;
use plotters::prelude::*;

/// The size of a drawing. plotters rounds to whole pixels, so it is large.
pub const SIZE: (u32, u32) = (8000, 4000);

/// What a line or an area is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// Where a missed target is still amber.
    Amber,
    Grid,
    /// A process limit.
    Limit,
    Mean,
    Target,
    /// The first comparator.
    Other,
    /// The others, which a narrow screen leaves out.
    Also,
    Break,
    /// The interval of a figure.
    Bar,
    /// Over a gap where a figure was due.
    Bridge,
    Own,
    /// A column of the rank strip.
    Column,
}

impl Layer {
    pub const ALL: [Self; 12] = [
        Self::Amber,
        Self::Grid,
        Self::Limit,
        Self::Mean,
        Self::Target,
        Self::Other,
        Self::Also,
        Self::Break,
        Self::Bar,
        Self::Bridge,
        Self::Own,
        Self::Column,
    ];

    /// Its name in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Amber => "zone",
            Self::Grid => "grid",
            Self::Limit => "limit",
            Self::Mean => "mean",
            Self::Target => "target",
            Self::Other => "line",
            Self::Also => "also",
            Self::Break => "cut",
            Self::Bar => "bar",
            Self::Bridge => "bridge",
            Self::Own => "ours",
            Self::Column => "column",
        }
    }

    /// Whether it is an area, not a line.
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

    fn index(self) -> usize {
        Self::ALL.iter().position(|layer| *layer == self).unwrap_or_default()
    }

    /// The colour that it is drawn in, by which it is known again.
    fn colour(self) -> RGBColor {
        RGBColor(0, 0, 1 + self.index() as u8)
    }

    /// The layer of a colour as plotters writes it.
    pub fn of_colour(colour: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| format!("#{:06X}", 1 + layer.index()) == colour)
    }
}

/// A line or an area; its points are shares of width and height, from the top left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    pub layer: Layer,
    pub points: Vec<(f64, f64)>,
}

/// Draws strokes, the first ones below. plotters cuts off what is outside its sheet: that is half as high again, so that
/// the ticks below the plot are drawn.
///
/// # Errors
/// When plotters cannot write its SVG into memory, which it always can.
pub fn draw(strokes: &[Stroke]) -> Result<String> {
    let mut svg = String::new();
    {
        let sheet = (SIZE.0, SIZE.1 + SIZE.1 / 2);
        let area = SVGBackend::with_string(&mut svg, sheet).into_drawing_area();
        let pixel = |share: f64, length: u32| (share.clamp(-1.0, 2.0) * f64::from(length)).round() as i32;
        for stroke in strokes.iter().filter(|stroke| stroke.points.len() > 1) {
            let at = |(x, y): &(f64, f64)| (pixel(*x, SIZE.0), pixel(*y, SIZE.1));
            let points: Vec<(i32, i32)> = stroke.points.iter().map(at).collect();
            let colour = stroke.layer.colour();
            if stroke.layer.is_area() {
                area.draw(&Polygon::new(points, colour.filled()))?;
            } else {
                area.draw(&PathElement::new(points, colour.stroke_width(1)))?;
            }
        }
        area.present()?;
    }
    Ok(svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_stands_below_the_plot() {
        let svg = draw(&[Stroke { layer: Layer::Grid, points: vec![(0.5, 1.0), (0.5, 1.02)] }]).unwrap();
        assert!(svg.contains("points=\"4000,4000 4000,4080 \""), "{svg}");
    }

    #[test]
    fn every_layer_is_known_again_by_its_colour() {
        for layer in Layer::ALL {
            let svg = draw(&[Stroke { layer, points: vec![(0.0, 0.5), (1.0, 0.5), (1.0, 1.0)] }]).unwrap();
            let attribute = if layer.is_area() { "fill=\"" } else { "stroke=\"" };
            let colours = svg.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
            let found: Vec<Layer> = colours.filter_map(Layer::of_colour).collect();
            assert_eq!(found, [layer], "{svg}");
        }
    }
}
