//! Comparators: whom the council is compared with.

use crate::finding::{Place, Placed};
use crate::model::period::Period;
use crate::model::quantity::Number;
use crate::model::reading::Missing;

/// A nation, a region or a group of councils.
#[derive(Debug, Clone)]
pub struct Comparator {
    pub name: Placed<String>,
    /// The head of its column.
    pub title: Placed<String>,
    pub kind: ComparatorKind,
    /// The file of the pack with every council's figures, if it names one.
    pub values: Option<Placed<String>>,
}

/// What a comparator is. A group has to say who drew it up, who is in it and which average its figures are.
#[derive(Debug, Clone)]
pub enum ComparatorKind {
    Nation,
    Region,
    Group { source: Placed<String>, members: Vec<Placed<String>>, average: Average },
}

/// Which average a group's figures are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Average {
    Mean,
    Median,
    Pooled,
}

impl Average {
    pub const FORMS: [(&'static str, Self); 3] =
        [("mean", Self::Mean), ("median", Self::Median), ("pooled", Self::Pooled)];

    /// The word as written.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Median => "median",
            Self::Pooled => "pooled",
        }
    }
}

/// One council's figure among those of all, or why there is none.
#[derive(Debug, Clone)]
pub struct CouncilValue {
    pub place: Place,
    pub council: String,
    pub period: Period,
    pub value: Result<Number, Missing>,
    pub numerator: Option<Number>,
    pub denominator: Option<Number>,
}

impl CouncilValue {
    /// Numerator and denominator, where both are known and are those of a figure.
    pub fn counts(&self) -> Option<(Number, Number)> {
        self.value.ok()?;
        self.numerator.zip(self.denominator)
    }
}

/// Whether two names are one council's: `Wiltshire` and `Wiltshire Council`.
pub fn same_council(one: &str, other: &str) -> bool {
    bare(one).eq_ignore_ascii_case(bare(other))
}

/// A council's name as others write it: `Wiltshire`.
pub fn bare(name: &str) -> &str {
    name.strip_suffix(" Council").unwrap_or(name)
}
