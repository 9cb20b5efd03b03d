//! The statistics, as functions on plain series: no measures, no words, no rounding.
//!
//! Each method names its source. Which method suits which kind of series is decided in `analyse`.

pub mod mann_kendall;
