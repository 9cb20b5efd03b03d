//! A scorecard: the measures that are read together, and how their page is set.

use std::sync::Arc;

use crate::finding::Placed;
use crate::model::measure::Measure;
use crate::model::quantity::Number;

/// The whole scorecard of a paper, or that of one service.
#[derive(Debug, Clone)]
pub struct Scorecard {
    /// The path of the file that describes it, as messages name it: `scorecard.yaml`, or a `service.yaml`.
    pub file: Arc<str>,
    pub title: Placed<String>,
    pub kinds: Vec<Kind>,
    pub page: Page,
    /// By number.
    pub measures: Vec<Measure>,
}

/// A group of measures, and a table of the page.
#[derive(Debug, Clone)]
pub struct Kind {
    pub name: Placed<String>,
    pub title: Placed<String>,
    /// A few words beside the title.
    pub about: Option<Placed<String>>,
}

/// How the single page is to be set.
#[derive(Debug, Clone)]
pub struct Page {
    pub paper: PaperSize,
    /// Points; estimated from the rows where there is none.
    pub type_size: Option<Placed<Number>>,
    /// Whether comments stand below the titles; decided by the room where nothing is said.
    pub comments: Option<bool>,
    /// Whether actions stand behind the comments.
    pub actions: bool,
}

/// The size and the way of the sheet that the single page is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperSize {
    A3Landscape,
    A3Portrait,
    A4Landscape,
    A4Portrait,
}

impl PaperSize {
    pub const FORMS: [(&'static str, Self); 4] = [
        ("A3 landscape", Self::A3Landscape),
        ("A3 portrait", Self::A3Portrait),
        ("A4 landscape", Self::A4Landscape),
        ("A4 portrait", Self::A4Portrait),
    ];

    /// The smallest type that can be read on the paper, in points. A3 is often printed at A4, where 8.5 become 6.
    pub fn smallest_type(self) -> Number {
        match self {
            Self::A3Landscape | Self::A3Portrait => Number::new(85, 1),
            Self::A4Landscape | Self::A4Portrait => Number::new(65, 1),
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::A3Landscape => "A3 landscape",
            Self::A3Portrait => "A3 portrait",
            Self::A4Landscape => "A4 landscape",
            Self::A4Portrait => "A4 portrait",
        }
    }
}
