//! Councils among others: their names, and their figures in files of all councils.

use crate::finding::Place;
use crate::model::period::Period;
use crate::model::quantity::Number;
use crate::model::reading::Missing;

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
