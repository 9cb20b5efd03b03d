//! The words of the trade, as plain values: what a pack means once it has been read.
//!
//! Values that people write parse themselves here and say the form that they expect. Nothing here reads files or
//! judges a figure. How figures are printed is known elsewhere, but for the form that is part of a unit.

pub mod average;
pub mod calendar;
pub mod comparator;
pub mod measure;
pub mod pack;
pub mod period;
pub mod previous;
pub mod quantity;
pub mod reading;
pub mod service;
pub mod target;
pub mod trends;
pub mod unit;

pub use comparator::{Average, Comparator, ComparatorKind, CouncilValue};
pub use measure::{Counted, Covers, Frequency, Measure};
pub use pack::{
    Accepted, Author, Colour, Fact, FrontLine, Kind, Logo, Pack, Page, Paper, Priority, Recommendation,
    Report, Section, Source, SourceStatus, Status, Theme,
};
pub use period::Period;
pub use previous::{Previous, Tabled, TabledTarget};
pub use quantity::Number;
pub use reading::{Count, Flag, Missing, Reading, Series};
pub use service::Service;
pub use target::{Band, Better, Target, Tolerance};
pub use trends::TrendSettings;
pub use unit::{Declared, Quotient, Unit};
