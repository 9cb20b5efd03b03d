//! Rules about the single page: each table has content, and the type is legible.

use crate::analyse::Results;
use crate::finding::{Code, Finding};
use crate::model::{Pack, View};

/// A kind without measures would be an empty table.
pub(super) fn kinds_have_measures(view: &View<'_>, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for kind in &view.scorecard.kinds {
        let counts = results.tally.kinds.iter().find(|(name, _)| *name == kind.name.value);
        if counts.is_none_or(|(_, counts)| counts.all() == 0) {
            let what = format!("no measure is of the kind `{}`", kind.name.value);
            let fix = "give it measures, or leave it out";
            findings.push(Finding::new(Code::UnusedKind, kind.name.place.clone(), what, fix));
        }
    }
}

/// A page in type below the smallest legible size could be printed but not read.
pub(super) fn type_can_be_read(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let (paper, floor) = (pack.scorecard.page.paper.word(), pack.scorecard.page.paper.smallest_type());
    if let Some(size) = pack.scorecard.page.type_size.as_ref().filter(|size| size.value < floor) {
        let what = format!("{} pt is too small to read on {paper}", size.value);
        let fix = format!("write {floor} or more");
        findings.push(Finding::new(Code::OutOfRange, size.place.clone(), what, fix));
    }
}
