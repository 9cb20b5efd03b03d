//! Figures, periods and results in plain English. Messages, alternative texts and templates all take their
//! wording from here, so that they cannot differ.

pub mod figure;
pub mod group;
pub mod list;
pub mod number;
pub mod sentence;
pub mod time;
pub mod trend;
pub mod typography;
