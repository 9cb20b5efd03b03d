//! From manuscript and results to the bytes of each format.

pub mod data;
pub mod html;
pub mod page;
pub mod press;
pub mod report;
mod widths;
