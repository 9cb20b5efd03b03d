//! Records what plotters draws as data: lines, areas and dots in whole pixels, each with its role.
//!
//! The code that writes the drawing chooses colours and widths, so those that plotters passes are not kept.

use std::borrow::Borrow;
use std::convert::Infallible;

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendColor, BackendStyle, DrawingBackend, DrawingErrorKind};

/// A position in whole pixels, counted right and down from the top left corner.
pub type Pixel = plotters_backend::BackendCoord;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    Line(Vec<Pixel>),
    Area(Vec<Pixel>),
    /// A filled circle: centre and radius.
    Dot(Pixel, u32),
}

/// One element of a drawing: its role, and the forms that make it up. A dashed line has one for each dash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark<Role> {
    pub role: Role,
    pub forms: Vec<Form>,
}

impl<Role> Mark<Role> {
    /// Lets plotters draw an element. Its style has no effect.
    pub(super) fn of<'e, E>(role: Role, element: &'e E) -> Self
    where
        E: Drawable<Recorder>,
        &'e E: PointCollection<'e, Pixel>,
    {
        let mut recorder = Recorder(Vec::new());
        let size = recorder.get_size();
        let points = element.point_iter().into_iter().map(|point| *point.borrow());
        // Only drawing text can fail, for lack of a font, and no chart draws text.
        element.draw(points, &mut recorder, size).unwrap_or_default();
        Self { role, forms: recorder.0 }
    }
}

/// A plotters backend that records what it is asked to draw.
pub(super) struct Recorder(Vec<Form>);

type Recorded = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Recorder {
    type ErrorType = Infallible;

    /// Only used by elements whose lengths are shares of the sheet; all lengths in the charts are in pixels.
    fn get_size(&self) -> (u32, u32) {
        (0, 0)
    }

    fn ensure_prepared(&mut self) -> Recorded {
        Ok(())
    }

    fn present(&mut self) -> Recorded {
        Ok(())
    }

    fn draw_pixel(&mut self, at: Pixel, _: BackendColor) -> Recorded {
        self.0.push(Form::Dot(at, 1));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = Pixel>>(&mut self, path: I, _: &S) -> Recorded {
        self.0.push(Form::Line(path.into_iter().collect()));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = Pixel>>(&mut self, path: I, _: &S) -> Recorded {
        self.0.push(Form::Area(path.into_iter().collect()));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, at: Pixel, radius: u32, _: &S, _: bool) -> Recorded {
        self.0.push(Form::Dot(at, radius));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use plotters::element::{Circle, DashedPathElement, PathElement, Polygon};
    use plotters::style::BLACK;

    use crate::chart::form::Form::{Area, Dot, Line};
    use crate::chart::form::Mark;

    #[test]
    fn every_element_of_the_charts_is_kept_in_its_own_form() {
        let path = vec![(0, 0), (100, 0), (100, 50)];
        assert_eq!(Mark::of((), &PathElement::new(path.clone(), BLACK)).forms, [Line(path.clone())]);
        assert_eq!(Mark::of((), &Polygon::new(path.clone(), BLACK)).forms, [Area(path)]);
        assert_eq!(Mark::of((), &Circle::new((7, 8), 5, BLACK)).forms, [Dot((7, 8), 5)]);
        let dashes = DashedPathElement::new([(0, 0), (100, 0)], 60, 30, BLACK);
        assert_eq!(Mark::of((), &dashes).forms, [Line(vec![(0, 0), (60, 0)]), Line(vec![(90, 0), (100, 0)])]);
    }
}
