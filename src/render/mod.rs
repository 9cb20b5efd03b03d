//! Turns manuscript and results into the bytes of each format.

pub mod data;
pub mod html;
pub mod page;
mod picture;
pub mod report;
pub mod typesetter;
pub mod widths;
