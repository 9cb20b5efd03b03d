//! Turns results into the manuscript: everything that templates print, already as words and pictures.
//!
//! This decides which columns there are, what a cell contains and how it is worded; `templates/` decides where
//! it goes and how it looks.

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
