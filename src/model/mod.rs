//! The terms of the trade as plain values: what a pack means once it has been read.
//!
//! Values that people write parse themselves here and describe the form that they expect. Nothing here reads
//! files or judges figures, or knows how they are printed, except for the form that belongs to a unit.

pub mod average;
pub mod calendar;
pub mod comparator;
pub mod council;
pub mod cover;
pub mod figure;
pub mod frequency;
pub mod measure;
pub mod nation;
pub mod pack;
pub mod period;
pub mod previous;
pub mod quantity;
pub mod reading;
pub mod scorecard;
pub mod service;
pub mod target;
pub mod trends;
pub mod unit;

pub use comparator::{Average, Comparator, ComparatorKind};
pub use council::CouncilValue;
pub use cover::{
    Accepted, Author, CouncilColour, Cover, Fact, FrontLine, Logo, Priority, Recommendation, Section, Source,
    SourceStatus, Status, Theme,
};
pub use frequency::Frequency;
pub use measure::{Counted, Covers, Measure};
pub use nation::{Law, Nation};
pub use pack::{Pack, Report, View};
pub use period::Period;
pub use previous::{Previous, Tabled, TabledTarget};
pub use quantity::Number;
pub use reading::{Computed, Count, Flag, Missing, Reading, Series};
pub use scorecard::{Kind, Page, PaperSize, Scorecard};
pub use service::Service;
pub use target::{Band, Better, Part, Profile, Target, Tolerance};
pub use trends::TrendSettings;
pub use unit::{Declared, Quotient, Unit};
