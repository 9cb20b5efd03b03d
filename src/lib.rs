//! Scorecard.
pub mod analyse;
pub mod chart;
pub mod check;
#[cfg(feature = "typeset")]
pub mod cli;
pub mod compose;
pub mod finding;
pub mod load;
pub mod model;
#[cfg(feature = "typeset")]
pub mod pipeline;
#[cfg(feature = "typeset")]
pub mod render;
pub mod stats;
pub mod words;
pub mod write;
