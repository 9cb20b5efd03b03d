//! The version of the scorecard last tabled, as read from its `scorecard.json`, for comparison with this one.
//!
//! This file only holds the figures; the rules find the differences.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::model::period::Period;
use crate::model::quantity::Number;
use crate::model::reading::{Count, Missing};
use crate::model::target::Band;
use crate::model::trends::TrendSettings;

/// The format version of `scorecard.json`. It is raised when a key changes its meaning or is removed; every version
/// ever published can still be read.
pub const FORMAT: u32 = 1;

/// The scorecard as it was tabled.
#[derive(Debug, Clone, PartialEq)]
pub struct Previous {
    /// The file's name in messages.
    pub file: Arc<str>,
    pub version: String,
    pub version_date: NaiveDate,
    /// By id, including the services' metrics.
    pub measures: BTreeMap<String, Tabled>,
    /// How trends were judged; `None` for files that did not record it.
    pub trends: Option<TrendSettings>,
    /// Whether the file includes services; the earliest versions of the program did not record them.
    pub has_services: bool,
}

/// A measure as it was tabled. Words are kept as written in the pack.
#[derive(Debug, Clone, PartialEq)]
pub struct Tabled {
    /// For a metric, the title of its service.
    pub service: Option<String>,
    pub number: u32,
    pub title: String,
    pub unit: String,
    pub better: Option<String>,
    /// `None` for files that did not record it.
    pub covers: Option<String>,
    /// What members were told about the figures.
    pub comment: Option<String>,
    /// What was being done about the figures.
    pub action: Option<String>,
    /// The period of its latest reading.
    pub latest: Option<Period>,
    /// The target that this reading was judged against.
    pub target: Option<TabledTarget>,
    /// The colour of its rating.
    pub colour: Option<String>,
    /// `None` for files that did not record it.
    pub judging: Option<Judging>,
    /// By series: the council's under `council`, each comparator's under its name.
    pub readings: BTreeMap<String, Vec<TabledReading>>,
    /// What was written beside the figures, by series and in the same order as `readings`.
    pub beside: BTreeMap<String, Vec<Beside>>,
}

/// What a measure's changes and trends are judged by, apart from its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judging {
    /// In the measure's unit.
    pub meaningful_change: Option<Number>,
    pub seasonal: bool,
    pub averaged_counts: bool,
}

/// What is written beside a figure and affects how it is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    pub margin: Option<Number>,
    pub respondents: Option<u64>,
    pub numerator: Option<Count>,
    pub denominator: Option<Count>,
    pub breaks: bool,
}

/// A figure, or why there was none.
pub type TabledReading = (Period, Result<Number, Missing>);

/// A target as it was tabled.
#[derive(Debug, Clone, PartialEq)]
pub struct TabledTarget {
    pub band: Band,
    /// In the measure's unit.
    pub tolerance: Number,
    /// The comparator whose figure was the target.
    pub comparator: Option<String>,
}
