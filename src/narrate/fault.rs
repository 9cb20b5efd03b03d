//! Faults in `report.md`, located by byte until everything that a finding names is known.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Code, Finding, Subject};
use crate::source::SourceText;

/// A fault at one byte of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub at: usize,
    pub code: Code,
    pub what: String,
    pub fix: String,
    /// The part of the pack that it names or asks for a figure.
    pub rests_on: Option<Arc<Subject>>,
}

impl Fault {
    pub fn new(at: usize, code: Code, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { at, code, what: what.into(), fix: fix.into(), rests_on: None }
    }
}

/// Collects faults while the report is read.
#[derive(Default)]
pub struct Log {
    /// By byte.
    faults: RefCell<BTreeMap<usize, Vec<Fault>>>,
}

impl Log {
    pub fn report(&self, at: usize, code: Code, what: impl Into<String>, fix: impl Into<String>) {
        self.add(Fault::new(at, code, what, fix));
    }

    pub fn add(&self, fault: Fault) {
        self.faults.borrow_mut().entry(fault.at).or_default().push(fault);
    }

    /// Whether a fault at exactly this byte has already been reported.
    pub fn is_told_at(&self, at: usize) -> bool {
        self.faults.borrow().contains_key(&at)
    }

    /// The findings in order of the text. `subjects` says at which byte each paragraph begins.
    pub fn into_findings(self, source: &SourceText<'_>, subjects: &[Titled]) -> Vec<Finding> {
        let faults = self.faults.into_inner().into_values().flatten();
        let found = faults.map(|fault| {
            let mut finding = Finding::new(fault.code, source.place(fault.at), fault.what, fault.fix);
            finding.subject = subject_at(subjects, fault.at);
            finding.rests_on = fault.rests_on;
            finding
        });
        found.collect()
    }
}

/// What the text is about from this byte until the next such entry: `paragraph 12`, `heading Background`.
#[derive(Debug, Clone)]
pub struct Titled {
    pub from: usize,
    pub subject: Arc<Subject>,
}

/// What the text is about at one byte.
pub fn subject_at(titled: &[Titled], at: usize) -> Option<Arc<Subject>> {
    let next = titled.partition_point(|one| one.from <= at);
    Some(Arc::clone(&titled.get(next.checked_sub(1)?)?.subject))
}
