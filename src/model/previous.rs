//! The version of the scorecard last tabled, as far as this one is compared with it: what `scorecard.json` kept.
//!
//! The figures only; how the two differ is found out by the rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::model::period::Period;
use crate::model::quantity::Number;
use crate::model::reading::{Count, Missing};
use crate::model::target::Band;
use crate::model::trends::TrendSettings;

/// The version of the form of `scorecard.json`. It grows when a key changes its meaning or goes away; every version
/// once published can be read back.
pub const FORMAT: u32 = 1;

/// The scorecard as it was tabled.
#[derive(Debug, Clone, PartialEq)]
pub struct Previous {
    /// How messages name the file.
    pub file: Arc<str>,
    pub version: String,
    pub version_date: NaiveDate,
    /// By id, those of services among them.
    pub measures: BTreeMap<String, Tabled>,
    /// How trends were judged; `None` in files that did not keep it.
    pub trends: Option<TrendSettings>,
    /// Whether the file tells of services; scorecards of the first programs knew none.
    pub has_services: bool,
}

/// A measure as it was tabled. Words are kept as they are written in a pack.
#[derive(Debug, Clone, PartialEq)]
pub struct Tabled {
    /// The title of the service whose metric it was.
    pub service: Option<String>,
    pub number: u32,
    pub title: String,
    pub unit: String,
    pub better: Option<String>,
    /// `None` in files that did not keep it.
    pub covers: Option<String>,
    /// What members were told about its figures.
    pub comment: Option<String>,
    /// What was being done about them.
    pub action: Option<String>,
    /// The period of its latest reading.
    pub latest: Option<Period>,
    /// What that reading was held against.
    pub target: Option<TabledTarget>,
    /// The colour that it had.
    pub colour: Option<String>,
    /// `None` in files that did not keep it.
    pub judging: Option<Judging>,
    /// By series: the council's under `council`, each comparator's under its name.
    pub readings: BTreeMap<String, Vec<TabledReading>>,
    /// What stood beside the figures, by series and in the same order.
    pub beside: BTreeMap<String, Vec<Beside>>,
}

/// What a measure's changes and trends are judged by, beside its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judging {
    /// In the measure's unit.
    pub meaningful_change: Option<Number>,
    pub seasonal: bool,
    pub averaged_counts: bool,
}

/// What stands beside a figure and decides with it what is judged.
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
    /// The comparator whose figure it was.
    pub comparator: Option<String>,
}
