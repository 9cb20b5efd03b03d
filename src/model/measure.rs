//! A measure: what is counted, how it is judged, and its readings.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::finding::{Part, Place, Placed, Places, Subject};
use crate::model::council::CouncilValue;
use crate::model::frequency::Frequency;
use crate::model::quantity::Number;
use crate::model::reading::Series;
use crate::model::target::{Better, Target, Tolerance};
use crate::model::unit::Unit;

/// One measure of a scorecard.
///
/// A value that could not be read is left out; the finding about it stops the build, so no field represents a
/// fault.
#[derive(Debug, Clone)]
pub struct Measure {
    pub place: Place,
    /// Where the value of each key is written.
    pub places: Places,
    /// The row's number on its page.
    pub number: u32,
    /// The stable name. National codes get reused for other measures, so this is the key.
    pub id: Placed<String>,
    /// The national code, such as `ASCOF 1D`.
    pub code: Option<String>,
    pub title: Placed<String>,
    /// The name of the kind that it belongs to.
    pub kind: Placed<String>,
    pub unit: Unit,
    /// Decimals to print, unless a reading has its own.
    pub decimals: u32,
    pub better: Option<Better>,
    pub frequency: Frequency,
    pub covers: Covers,
    pub source: Option<Placed<String>>,
    pub target: Option<Placed<Target>>,
    pub tolerance: Option<Tolerance>,
    /// A change of this size or less, in the measure's unit, is called similar.
    pub meaningful_change: Option<Number>,
    /// Whether the figures vary with the season, so that only the same season of other years is comparable.
    pub seasonal: bool,
    pub counted: Counted,
    pub priorities: Vec<Placed<String>>,
    pub themes: Vec<Placed<String>>,
    /// For a service's metric, the id of the measure on the whole scorecard that it feeds.
    pub feeds: Option<Placed<String>>,
    pub owner: Option<Placed<String>>,
    pub reviewed: Option<NaiveDate>,
    pub under_development: bool,
    pub for_information: bool,
    pub comment: Option<Placed<String>>,
    pub action: Option<Placed<String>>,
    /// The council's own readings.
    pub readings: Series,
    /// Each comparator's readings, by the comparator's name.
    pub comparators: BTreeMap<String, Series>,
    /// Every council's figures, by the file that holds them; sorted by time, then in the order of the file.
    pub councils: BTreeMap<String, Vec<CouncilValue>>,
    /// Where each comparator's readings are written.
    pub comparator_places: BTreeMap<String, Place>,
}

impl Measure {
    /// Where the value of a key is written; the start of the measure if the key is absent.
    pub fn place_of(&self, key: &str) -> Place {
        self.places.of(key).unwrap_or(&self.place).clone()
    }

    /// Whether a comparator has readings here, or is the target.
    pub fn uses_comparator(&self, name: &str) -> bool {
        let target = self.target.as_ref().map(|target| &target.value);
        self.comparators.contains_key(name) || matches!(target, Some(Target::Comparator(own)) if own == name)
    }

    /// The names of the sources of the measure and its readings, including repetitions.
    pub fn sources(&self) -> impl Iterator<Item = &Placed<String>> {
        let all = std::iter::once(&self.readings).chain(self.comparators.values());
        let of_readings =
            all.flat_map(|series| &series.readings).filter_map(|reading| reading.source.as_ref());
        self.source.iter().chain(of_readings)
    }

    /// The measure as the subject of findings. The id is blank if it could not be read.
    pub fn subject(&self) -> Subject {
        let name = Some(self.id.value.clone()).filter(|id| !id.is_empty());
        Subject { part: Part::Measures, name, words: Some(self.words()) }
    }

    /// The measure's name in messages.
    pub fn words(&self) -> String {
        match (self.number, self.title.as_str()) {
            (0, title) => format!("measure {title}"),
            (number, "") => format!("measure {number}"),
            (number, title) => format!("measure {number}, {title}"),
        }
    }
}

/// What a measure's numerators count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Counted {
    /// People or events that were counted.
    #[default]
    Events,
    /// Averages over the period, such as of daily counts: these say nothing about chance.
    Averages,
}

/// What one reading covers, which decides which readings may be compared with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Covers {
    /// The period itself.
    #[default]
    Period,
    /// From the start of the year to the period's end; comparable only with the same point in other years.
    YearToDate,
    /// The twelve months up to the period's end, so neighbouring readings overlap.
    RollingYear,
    /// The state at the end of the period.
    Snapshot,
}

impl Covers {
    /// The words used in packs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::YearToDate => "year to date",
            Self::RollingYear => "rolling 12 months",
            Self::Snapshot => "snapshot",
        }
    }

    /// The accepted forms, as written in packs.
    pub const FORMS: [(&'static str, Self); 4] = [
        ("period", Self::Period),
        ("year to date", Self::YearToDate),
        ("rolling 12 months", Self::RollingYear),
        ("snapshot", Self::Snapshot),
    ];
}
