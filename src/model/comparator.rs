//! Comparators: whom the council is compared with.

use crate::finding::Placed;

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
