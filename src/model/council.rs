//! Individual councils: their names, and their figures in files that list all councils.

use crate::finding::Place;
use crate::model::period::Period;
use crate::model::quantity::Number;
use crate::model::reading::Missing;

/// One council's figure from a file of all councils, or why there is none.
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
    /// Numerator and denominator, if both are known and the figure is too.
    pub fn counts(&self) -> Option<(Number, Number)> {
        self.value.ok()?;
        self.numerator.zip(self.denominator)
    }
}

/// Whether two names mean the same council: `Wiltshire` and `Wiltshire Council`.
pub fn same_council(one: &str, other: &str) -> bool {
    bare(one).eq_ignore_ascii_case(bare(other))
}

/// A council's short name: `Wiltshire`.
pub fn bare(name: &str) -> &str {
    name.strip_suffix(" Council").unwrap_or(name)
}
