//! Faults of `report.md` by their byte in the text, until everything is known that a finding names.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::finding::{Code, Finding};
use crate::source::SourceText;

/// What is wrong at one byte of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub at: usize,
    pub code: Code,
    pub what: String,
    pub fix: String,
}

impl Fault {
    pub fn new(at: usize, code: Code, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { at, code, what: what.into(), fix: fix.into() }
    }
}

/// Collects faults while the report is read.
#[derive(Default)]
pub struct Log {
    /// By their byte.
    faults: RefCell<BTreeMap<usize, Vec<Fault>>>,
}

impl Log {
    pub fn report(&self, at: usize, code: Code, what: impl Into<String>, fix: impl Into<String>) {
        self.add(Fault::new(at, code, what, fix));
    }

    pub fn add(&self, fault: Fault) {
        self.faults.borrow_mut().entry(fault.at).or_default().push(fault);
    }

    /// Whether something is said of this very byte already.
    pub fn is_told_at(&self, at: usize) -> bool {
        self.faults.borrow().contains_key(&at)
    }

    /// The findings in the order of the text. `subjects` says from which byte on a paragraph goes.
    pub fn into_findings(self, source: &SourceText<'_>, subjects: &[Subject]) -> Vec<Finding> {
        let faults = self.faults.into_inner().into_values().flatten();
        let found = faults.map(|fault| {
            let finding = Finding::new(fault.code, source.place(fault.at), fault.what, fault.fix);
            let at = subjects.partition_point(|subject| subject.from <= fault.at);
            match at.checked_sub(1).and_then(|at| subjects.get(at)) {
                Some(subject) => finding.about(&*subject.name),
                None => finding,
            }
        });
        found.collect()
    }
}

/// What a stretch of the text is called, up to the next one.
#[derive(Debug, Clone)]
pub struct Subject {
    pub from: usize,
    /// `paragraph 12`, `heading Background`.
    pub name: String,
}
