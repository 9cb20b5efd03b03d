//! Names defined in the report, and what they refer to.

use std::collections::BTreeMap;

/// What a name defined in the report refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchor {
    /// A paragraph, with its number if it has one.
    Paragraph(Option<u32>),
    Heading,
}

/// By name.
pub type Anchors = BTreeMap<String, Anchor>;
