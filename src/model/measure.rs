//! A measure: what is counted, how it is to be judged, and its readings.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;

use crate::finding::{Code, Misread, Place, Placed, Places};
use crate::model::comparator::CouncilValue;
use crate::model::period::Period;
use crate::model::quantity::{NUMBER_WORDS, Number};
use crate::model::reading::Series;
use crate::model::target::{Better, Target, Tolerance};
use crate::model::unit::Unit;

/// One measure of a scorecard.
///
/// A value that could not be read is left out; the finding about it stops the build, so that nothing here
/// has to stand for a fault.
#[derive(Debug, Clone)]
pub struct Measure {
    pub place: Place,
    /// Where each key's value is written.
    pub places: Places,
    /// The row's number on its page.
    pub number: u32,
    /// The stable name. National codes get reused for other measures, so this is the key.
    pub id: Placed<String>,
    /// The national code, such as `ASCOF 1D`.
    pub code: Option<String>,
    pub title: Placed<String>,
    /// The name of its kind.
    pub kind: Placed<String>,
    pub unit: Unit,
    /// Decimals as printed, unless a reading carries its own.
    pub decimals: u32,
    pub better: Option<Better>,
    pub frequency: Frequency,
    pub covers: Covers,
    pub source: Option<Placed<String>>,
    pub target: Option<Placed<Target>>,
    pub tolerance: Option<Tolerance>,
    /// A change of this size or less, in the measure's unit, is called similar.
    pub meaningful_change: Option<Number>,
    /// The time of year moves the figures, so that only the same season of other years compares.
    pub seasonal: bool,
    pub counted: Counted,
    pub priorities: Vec<Placed<String>>,
    pub themes: Vec<Placed<String>>,
    /// The measure of the whole scorecard beneath which a service's metric lies, by its id.
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
    /// Every council's figures, by the file in which they stand; in order of time, then of the file.
    pub councils: BTreeMap<String, Vec<CouncilValue>>,
    /// Where each comparator's readings are written.
    pub comparator_places: BTreeMap<String, Place>,
}

impl Measure {
    /// Where the value of a key is written; where the measure begins if the key is not there.
    pub fn place_of(&self, key: &str) -> Place {
        self.places.of(key).unwrap_or(&self.place).clone()
    }

    /// How messages name the measure.
    pub fn subject(&self) -> String {
        match (self.number, self.title.as_str()) {
            (0, title) => format!("measure {title}"),
            (number, "") => format!("measure {number}"),
            (number, title) => format!("measure {number}, {title}"),
        }
    }
}

/// How often a figure is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frequency {
    Monthly,
    Quarterly,
    /// Every so many years; 1 is yearly.
    Years(u8),
}

impl Frequency {
    /// # Errors
    /// When the text is none of the forms.
    pub fn read(text: &str) -> Result<Self, Misread> {
        let years = |word: &str| {
            let named = NUMBER_WORDS.iter().position(|name| *name == word);
            let years = named.map_or_else(|| word.parse().ok(), |years| u8::try_from(years).ok());
            years.filter(|years| (2..=10).contains(years))
        };
        let every = text.strip_prefix("every ").and_then(|rest| rest.strip_suffix(" years"));
        match text {
            "monthly" => Ok(Self::Monthly),
            "quarterly" => Ok(Self::Quarterly),
            "yearly" => Ok(Self::Years(1)),
            _ => every.and_then(years).map(Self::Years).ok_or_else(|| {
                let fix = match text.to_lowercase().as_str() {
                    "annual" | "annually" | "every year" | "year" => "write `yearly`",
                    "biennial" | "biennially" | "two-yearly" | "every 2nd year" | "every other year" => {
                        "write `every two years`"
                    }
                    "month" | "every month" => "write `monthly`",
                    "quarter" | "every quarter" => "write `quarterly`",
                    _ => "write `monthly`, `quarterly`, `yearly` or `every two years`",
                };
                Misread::new(Code::Choice, format!("`{text}` is not a frequency"), fix)
            }),
        }
    }

    /// Whether readings that come so often may be about this period. A day suits each.
    pub fn suits(self, period: Period) -> bool {
        match period {
            Period::Day(_) => true,
            Period::Month(..) => self == Self::Monthly,
            Period::FinancialQuarter(..) | Period::CalendarQuarter(..) => self == Self::Quarterly,
            Period::FinancialYear(_) | Period::CalendarYear(_) => matches!(self, Self::Years(_)),
        }
    }

    /// Months from one reading to the next.
    pub fn months(self) -> u32 {
        match self {
            Self::Monthly => 1,
            Self::Quarterly => 3,
            Self::Years(years) => 12 * u32::from(years),
        }
    }

    /// A period of this frequency as an example, for messages.
    pub(crate) fn example(self) -> &'static str {
        match self {
            Self::Monthly => "a month such as `2018-04`",
            Self::Quarterly => "a quarter such as `2018-19 Q1`",
            Self::Years(_) => "a year such as `2018-19`",
        }
    }
}

impl fmt::Display for Frequency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Monthly => f.write_str("monthly"),
            Self::Quarterly => f.write_str("quarterly"),
            Self::Years(1) => f.write_str("yearly"),
            Self::Years(years) => match NUMBER_WORDS.get(usize::from(*years)) {
                Some(word) => write!(f, "every {word} years"),
                None => write!(f, "every {years} years"),
            },
        }
    }
}

/// What the numerators of a measure are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Counted {
    /// People or events that were counted.
    #[default]
    Events,
    /// Averages over the period, such as of daily counts: nothing about chance follows from them.
    Averages,
}

/// What one reading covers. It decides which readings may be compared with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Covers {
    /// The period itself.
    #[default]
    Period,
    /// From the beginning of the year to the period's end; comparable only with the same point of other years.
    YearToDate,
    /// The twelve months up to the period's end; neighbours overlap.
    RollingYear,
    /// The state at the end of the period.
    Snapshot,
}

impl Covers {
    /// The words as written.
    pub fn word(self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::YearToDate => "year to date",
            Self::RollingYear => "rolling 12 months",
            Self::Snapshot => "snapshot",
        }
    }

    /// The forms, as written.
    pub const FORMS: [(&'static str, Self); 4] = [
        ("period", Self::Period),
        ("year to date", Self::YearToDate),
        ("rolling 12 months", Self::RollingYear),
        ("snapshot", Self::Snapshot),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequencies_read_and_print() {
        for text in ["monthly", "quarterly", "yearly", "every two years", "every five years"] {
            assert_eq!(Frequency::read(text).unwrap().to_string(), text);
        }
        assert_eq!(Frequency::read("every 2 years"), Ok(Frequency::Years(2)));
        assert_eq!(Frequency::read("biennial").unwrap_err().what, "`biennial` is not a frequency");
        assert!(Frequency::read("every 99 years").is_err());
    }
}
