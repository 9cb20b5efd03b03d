//! The cover: what applies to the whole paper, whatever scorecards it holds.

use std::sync::Arc;

use chrono::{Months, NaiveDate};

use crate::finding::{Code, Misread, Place, Placed, Places};
use crate::model::comparator::Comparator;
use crate::model::nation::Nation;
use crate::model::quantity::Number;
use crate::model::trends::TrendSettings;
use crate::model::unit::Unit;

/// What `scorecard.yaml` says about the paper.
#[derive(Debug, Clone)]
pub struct Cover {
    /// The path of `scorecard.yaml`, as shown in messages.
    pub file: Arc<str>,
    /// Where the value of each key of `scorecard.yaml` is written.
    pub places: Places,
    pub council: Placed<String>,
    /// The nation whose law applies to the council.
    pub nation: Nation,
    pub committee: Placed<String>,
    pub meeting: NaiveDate,
    pub version: Placed<String>,
    pub version_date: NaiveDate,
    pub data_as_at: NaiveDate,
    pub status: Status,
    pub notice: Option<Placed<String>>,
    pub classification: Option<Placed<String>>,
    pub author: Option<Author>,
    pub front: Vec<FrontLine>,
    pub comparators: Vec<Comparator>,
    pub priorities: Vec<Priority>,
    pub themes: Vec<Theme>,
    pub sections: Vec<Section>,
    pub facts: Vec<Fact>,
    pub recommendations: Vec<Recommendation>,
    pub sources: Vec<Source>,
    /// A measure must be reviewed again within this many months.
    pub review_interval: Option<u32>,
    pub contact: Option<Placed<String>>,
    pub trends: TrendSettings,
    pub logo: Option<Logo>,
    pub colours: Option<[CouncilColour; 2]>,
    /// Findings that the authors have decided to accept.
    pub accepted: Vec<Accepted>,
}

impl Cover {
    /// Where the value of a key of `scorecard.yaml` is written; the start of the file if the key is absent.
    pub fn place_of(&self, key: &str) -> Place {
        self.places.of(key).cloned().unwrap_or_else(|| Place::start_of(&self.file))
    }

    /// Whether the meeting follows within a year on the version. Later ones are slips of the pen. Of a date that could not
    /// be read, which is as late as can be, nothing is said.
    pub fn meets_soon(&self) -> bool {
        let latest = self.version_date.checked_add_months(Months::new(12));
        self.meeting == NaiveDate::MAX || latest.is_none_or(|latest| self.meeting <= latest)
    }
}

/// A finding that the authors have decided to accept, with the reason.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// The rule that gives the finding.
    pub code: Placed<Code>,
    /// What it is about: the id of a measure, a heading of the report or a file of the pack.
    pub at: Placed<String>,
    pub reason: Placed<String>,
}

/// Whether the paper may still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Draft,
    Final,
}

impl Status {
    pub const FORMS: [(&'static str, Self); 2] = [("draft", Self::Draft), ("final", Self::Final)];

    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Final => "final",
        }
    }
}

#[derive(Debug, Clone)]
pub struct Author {
    pub post: Placed<String>,
    pub name: Option<Placed<String>>,
}

/// An additional line of the front block.
#[derive(Debug, Clone)]
pub struct FrontLine {
    pub label: Placed<String>,
    pub text: Placed<String>,
}

/// A priority of the business plan.
#[derive(Debug, Clone)]
pub struct Priority {
    pub name: Placed<String>,
    pub title: Placed<String>,
    /// A single capital letter, for the page.
    pub letter: Placed<String>,
}

/// An improvement theme.
#[derive(Debug, Clone)]
pub struct Theme {
    pub name: Placed<String>,
    pub title: Placed<String>,
    /// A post, not a person.
    pub director: Option<Placed<String>>,
    pub plan: Option<Placed<String>>,
}

/// A heading that the report must contain.
#[derive(Debug, Clone)]
pub struct Section {
    pub title: Placed<String>,
    pub numbered: bool,
}

/// A figure for use in the narrative.
#[derive(Debug, Clone)]
pub struct Fact {
    pub name: Placed<String>,
    pub value: Number,
    pub unit: Option<Unit>,
    pub source: Option<Placed<String>>,
}

/// What the committee recommended, and how it was answered.
#[derive(Debug, Clone)]
pub struct Recommendation {
    pub text: Placed<String>,
    pub answer: Option<Placed<String>>,
    pub answered_in: Option<Placed<String>>,
}

/// A source of figures.
#[derive(Debug, Clone)]
pub struct Source {
    pub name: Placed<String>,
    pub title: Placed<String>,
    pub publisher: Option<Placed<String>>,
    pub date: Option<NaiveDate>,
    pub licence: Option<Placed<String>>,
    pub status: SourceStatus,
    pub link: Option<Placed<String>>,
}

/// Whether the public can read a source. One that is unpublished and was relied on is a background paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceStatus {
    Published,
    Held,
}

impl SourceStatus {
    pub const FORMS: [(&'static str, Self); 2] = [("published", Self::Published), ("held", Self::Held)];
}

/// An image file in the pack.
#[derive(Debug, Clone)]
pub struct Logo {
    pub path: Placed<String>,
    pub bytes: Vec<u8>,
}

impl Logo {
    /// The name under which it travels with the pack, without folders.
    pub fn flat_name(&self) -> String {
        format!("logo.{}", self.path.rsplit('.').next().unwrap_or_default())
    }
}

/// A colour as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CouncilColour(pub [u8; 3]);

impl CouncilColour {
    /// Reads `#00703c`.
    ///
    /// # Errors
    /// When the text does not have that form.
    pub fn read(text: &str) -> Result<Self, Misread> {
        let refuse = || {
            let fix = "write six hexadecimal digits in quotes, such as `\"#00703c\"`";
            Misread::new(Code::Choice, format!("`{text}` is not a colour"), fix)
        };
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or_else(refuse)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(refuse());
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| refuse())?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }

    /// Contrast against white by the formula in WCAG 2.2 (relative luminance, ratio with 0.05 added to both).
    pub fn contrast_to_white(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    }
}

impl std::fmt::Display for CouncilColour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_read_print_and_contrast() {
        let green = CouncilColour::read("#00703c").unwrap();
        assert_eq!(green.to_string(), "#00703c");
        // The Analysis Function's colour guidance gives this ratio as 6.2 to 1.
        assert!((green.contrast_to_white() - 6.2).abs() < 0.05);
        for text in ["00703c", "#0070", "#00703g", "green", "#+12345"] {
            assert!(CouncilColour::read(text).is_err(), "{text}");
        }
    }
}
