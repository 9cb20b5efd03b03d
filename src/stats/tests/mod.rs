//! The statistics checked against reference programs, and against properties that hold for any figures.
//!
//! The vectors are in `tests/vectors`, with their sources.

mod ci;
mod laws;
mod trend;
mod xmr;

use serde_json::Value;

use crate::stats::Cannot;

/// One reference case.
struct Vector<'v> {
    id: &'v str,
    tag: &'v str,
    /// What was called.
    call: &'v str,
    input: &'v Value,
    expected: &'v Value,
    flags: &'v Value,
}

impl Vector<'_> {
    fn flagged(&self, flag: &str) -> bool {
        self.flags[flag] == Value::Bool(true)
    }
}

/// The number of vectors in the file; panics with a list of all that do not pass.
fn passed(text: &str, check: impl Fn(&Vector<'_>) -> Result<(), String>) -> usize {
    let file: Value = serde_json::from_str(text).expect("JSON");
    let vectors = file["vectors"].as_array().expect("vectors");
    let mut faults = Vec::new();
    for vector in vectors {
        let vector = Vector {
            id: vector["id"].as_str().expect("an id"),
            tag: vector["tag"].as_str().expect("a tag"),
            call: vector["call"].as_str().expect("a call"),
            input: &vector["input"],
            expected: &vector["expected"],
            flags: &vector["flags"],
        };
        if let Err(fault) = check(&vector) {
            faults.push(format!("{} ({}): {fault}", vector.id, vector.tag));
        }
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), vectors.len(), faults.join("\n"));
    vectors.len()
}

/// Checks a figure against the reference, where `null` means no figure.
fn agrees(what: &str, found: Option<f64>, expected: &Value, (rel, abs): (f64, f64)) -> Result<(), String> {
    let same = match (found, expected.as_f64()) {
        (Some(found), Some(wanted)) => (found - wanted).abs() <= abs.max(rel * wanted.abs()),
        (None, None) => expected.is_null(),
        _ => false,
    };
    if same { Ok(()) } else { Err(format!("{what} is {found:?}, not {expected}")) }
}

/// Checks a word against the reference.
fn says(what: &str, found: &str, expected: &Value) -> Result<(), String> {
    if expected.as_str() == Some(found) { Ok(()) } else { Err(format!("{what} is {found}, not {expected}")) }
}

fn figures(list: &Value) -> Vec<f64> {
    let list = list.as_array().expect("a list");
    list.iter().map(|figure| figure.as_f64().expect("a number")).collect()
}

fn maybe(list: &Value) -> Vec<Option<f64>> {
    list.as_array().expect("a list").iter().map(Value::as_f64).collect()
}

fn given<T>(what: &str, answer: Result<T, Cannot>) -> Result<T, String> {
    answer.map_err(|reason| format!("{what}: {reason}"))
}
