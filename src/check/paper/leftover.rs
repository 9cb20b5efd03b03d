//! Remains of the committee's form in the report.

use crate::check::leftover;
use crate::check::leftover::{FIX, leftovers};
use crate::check::paper::{Evidence, in_passage};
use crate::finding::{Code, Finding};
use crate::model::Status;

/// The report must contain no instructions, gaps or filler text.
pub(super) fn nothing_is_left_of_the_form(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    let is_final = evidence.pack.cover.status == Status::Final;
    for passage in &evidence.paper.passages {
        for (from, to) in leftovers(&passage.words, is_final) {
            let place = &passage.words[from].place;
            let what = leftover::left_over(&passage.words[from..to]);
            findings.push(in_passage(passage, Code::Leftover, place, what, FIX));
        }
    }
}
