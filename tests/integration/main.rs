//! Tests the real program from the outside, on packs in temporary folders: what clerks type, the messages they
//! get, and what the output folder contains afterwards.
//!
//! A test states its whole case with [`case::Case`]: pack, command, output, files, status. Figures are the
//! published ones, not those that the program happened to print.

mod answers;
mod broken;
mod case;
mod circles;
mod commands;
mod faults;
mod figures;
mod filters;
mod groups;
#[cfg(unix)]
mod hostile;
mod house;
#[cfg(unix)]
mod kill;
mod mutants;
mod narrative;
mod new;
mod outputs;
mod pages;
mod paper;
mod pdf;
mod printed;
mod properties;
mod reading;
mod remedies;
mod report;
mod rollups;
mod rules;
mod same;
mod services;
mod small;
mod substance;
mod trends;
mod units;
#[cfg(unix)]
mod whole;
