//! From results to the manuscript: everything that templates print, already in words, with its pictures.
//!
//! Which columns there are, what stands in a cell and how it is said is decided here; where it stands and how it
//! looks is decided in `templates/`.

pub mod appendix;
pub mod arrange;
mod axis;
mod cells;
mod columns;
pub mod fit;
mod goals;
pub mod lengths;
pub mod letters;
mod line;
pub mod manuscript;
pub mod narrative;
pub mod needs;
mod panel;
mod picture;
pub mod report;
pub mod room;
pub mod service;
pub mod tables;
pub mod web;

pub use cells::DASH;
pub use fit::Size;
