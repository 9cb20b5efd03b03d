//! Comparators: the nations, regions and groups that the council is compared with.

use crate::finding::Placed;

/// A nation, a region or a group of councils.
#[derive(Debug, Clone)]
pub struct Comparator {
    pub name: Placed<String>,
    /// The heading of its column.
    pub title: Placed<String>,
    pub kind: ComparatorKind,
    /// The file in the pack that holds every council's figures, if the comparator names one.
    pub values: Option<Placed<String>>,
}

/// The kind of comparator. A group must say who defined it, who is in it and which average its figures are.
#[derive(Debug, Clone)]
pub enum ComparatorKind {
    Nation,
    Region,
    Group { source: Placed<String>, members: Vec<Placed<String>>, average: Average },
}

/// The kind of average that a group's figures are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Average {
    Mean,
    Median,
    Pooled,
}

impl Average {
    pub const FORMS: [(&'static str, Self); 3] =
        [("mean", Self::Mean), ("median", Self::Median), ("pooled", Self::Pooled)];

    /// The word used in packs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Median => "median",
            Self::Pooled => "pooled",
        }
    }
}
