//! What is left of the committee's form in the report.

use crate::check::leftover;
use crate::check::leftover::{FIX, leftovers};
use crate::check::paper::{Desk, told};
use crate::finding::{Code, Finding};
use crate::model::Status;

/// No instruction, gap or filler text is left in the report.
pub(super) fn nothing_is_left_of_the_form(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let is_final = desk.pack.cover.status == Status::Final;
    for passage in &desk.paper.passages {
        for (from, to) in leftovers(&passage.words, is_final) {
            let place = &passage.words[from].place;
            let what = leftover::told(&passage.words[from..to]);
            findings.push(told(passage, Code::Leftover, place, what, FIX));
        }
    }
}
