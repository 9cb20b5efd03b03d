//! A scorecard: the measures that are read together, and the layout of their page.

use std::sync::Arc;

use crate::finding::Placed;
use crate::model::measure::Measure;
use crate::model::quantity::Number;

/// The whole scorecard of a paper, or that of one service.
#[derive(Debug, Clone)]
pub struct Scorecard {
    /// The path of the file that describes it, as shown in messages: `scorecard.yaml`, or a `service.yaml`.
    pub file: Arc<str>,
    pub title: Placed<String>,
    pub kinds: Vec<Kind>,
    pub page: Page,
    /// In order of their numbers.
    pub measures: Vec<Measure>,
}

/// A group of measures, shown as one table on the page.
#[derive(Debug, Clone)]
pub struct Kind {
    pub name: Placed<String>,
    pub title: Placed<String>,
    /// A few words shown beside the title.
    pub about: Option<Placed<String>>,
}

/// The layout of the single page.
#[derive(Debug, Clone)]
pub struct Page {
    pub paper: PaperSize,
    /// In points; estimated from the number of rows if absent.
    pub type_size: Option<Placed<Number>>,
    /// Whether comments are shown below the titles; if absent, they are shown where there is room.
    pub comments: Option<bool>,
    /// Whether actions are shown after the comments.
    pub actions: bool,
}

/// The size and orientation of the sheet that the single page is printed on.
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

    /// The smallest legible type on this paper, in points. A3 is often printed at A4, where 8.5 points become 6.
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
