//! Readings: the figures of one series, period by period, with the reason wherever there is none.

use crate::finding::{Place, Placed, Places};
use crate::model::comparator::Average;
use crate::model::period::Period;
use crate::model::quantity::Number;

/// The readings of the council or of a comparator, in order of time, with no period twice.
#[derive(Debug, Clone, Default)]
pub struct Series {
    pub readings: Vec<Reading>,
}

/// The figure for one period, or why there is none.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Where the period is written.
    pub place: Place,
    /// Where the value is written.
    pub value_place: Place,
    /// Where the value of each key is written, if the reading is a mapping.
    pub places: Places,
    pub period: Period,
    pub value: Result<Number, Missing>,
    /// Decimals as published, where they differ from the measure's.
    pub decimals: Option<u32>,
    /// Margin of error (95%), in the measure's unit; never 0.
    pub margin: Option<Number>,
    pub respondents: Option<u64>,
    pub numerator: Option<Count>,
    pub denominator: Option<Count>,
    pub flags: Vec<Flag>,
    /// Whether the method changed here, so that this and later readings cannot be compared with earlier ones.
    pub breaks: bool,
    pub note: Option<Placed<String>>,
    pub source: Option<Placed<String>>,
    /// How the figure was worked out, if it is a group's and comes from its members' figures.
    pub computed: Option<Computed>,
}

/// How a group's figure was worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Computed {
    pub average: Average,
    /// The number of members that have a figure (for a pooled one: numerator and denominator).
    pub of: usize,
    pub members: usize,
}

/// A published count. It may be confidential even if the value based on it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    Known(Number),
    Missing(Missing),
}

/// Why there is no value, as in the shorthand of official statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Missing {
    Confidential,
    NotAvailable,
    NotApplicable,
    NoneRecorded,
    RoundsToZero,
    Awaited,
}

impl Missing {
    pub const ALL: [Self; 6] = [
        Self::Confidential,
        Self::NotAvailable,
        Self::NotApplicable,
        Self::NoneRecorded,
        Self::RoundsToZero,
        Self::Awaited,
    ];

    /// The shorthand used in packs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Confidential => "c",
            Self::NotAvailable => "x",
            Self::NotApplicable => "z",
            Self::NoneRecorded => "w",
            Self::RoundsToZero => "low",
            Self::Awaited => "awaited",
        }
    }

    /// The shorthand in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Confidential => "confidential",
            Self::NotAvailable => "not available",
            Self::NotApplicable => "not applicable",
            Self::NoneRecorded => "none recorded",
            Self::RoundsToZero => "rounds to zero",
            Self::Awaited => "awaited",
        }
    }

    pub fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|missing| missing.code() == text)
    }

    /// The reason meant by another notation, as found in other publishers' tables.
    pub fn meant(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let text = lower.trim_matches(['[', ']', '(', ')', '"', '\'']).trim();
        let known = Self::ALL.into_iter().find(|missing| missing.code() == text || missing.words() == text);
        known.or(match text {
            "suppressed" | "withheld" | "redacted" | "*" => Some(Self::Confidential),
            "missing" | "not known" | "unknown" | "no data" | "data not available" | "unavailable" | ".."
            | ":" => Some(Self::NotAvailable),
            "tbc" | "tba" | "to follow" | "pending" | "to be confirmed" | "due" => Some(Self::Awaited),
            _ => None,
        })
    }
}

/// What readers need to know about a value apart from its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flag {
    Provisional,
    Revised,
    Estimated,
    LowReliability,
}

impl Flag {
    pub const ALL: [Self; 4] = [Self::Provisional, Self::Revised, Self::Estimated, Self::LowReliability];

    /// The shorthand as printed in brackets.
    pub fn code(self) -> &'static str {
        match self {
            Self::Provisional => "p",
            Self::Revised => "r",
            Self::Estimated => "e",
            Self::LowReliability => "u",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Self::Provisional => "provisional",
            Self::Revised => "revised",
            Self::Estimated => "estimated",
            Self::LowReliability => "low reliability",
        }
    }

    pub fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.code() == text || flag.words() == text)
    }
}

impl Series {
    /// The newest reading that was due: years without a survey are skipped.
    pub fn latest(&self) -> Option<&Reading> {
        self.readings.iter().rev().find(|reading| reading.value != Err(Missing::NotApplicable))
    }

    /// The reading for a period, whichever of its names it is written under.
    pub fn at(&self, period: Period) -> Option<&Reading> {
        self.readings.iter().find(|reading| reading.period.same_time(period))
    }

    /// The readings that have a value, in order of time.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = (&Reading, Number)> {
        self.readings.iter().filter_map(|reading| Some((reading, reading.value.ok()?)))
    }
}
