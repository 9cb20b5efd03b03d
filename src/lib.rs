//! A council committee's performance scorecard from a folder of plain files.

pub mod analyse;
pub mod chart;
pub mod compose;
pub mod finding;
pub mod load;
pub mod model;
pub mod stats;
pub mod words;
