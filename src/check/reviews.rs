//! Rules about reviews: each measure must be reviewed as often as the pack says, as at the day of the meeting.

use chrono::NaiveDate;

use crate::analyse::Results;
use crate::analyse::review::{overdue, review_due};
use crate::check::about;
use crate::finding::{Code, Finding};
use crate::model::View;
use crate::words::time;

/// No review may be dated after the meeting, because it cannot have taken place.
pub(super) fn reviews_have_taken_place(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        // A meeting date that could not be read is stored as the latest possible date.
        let Some(reviewed) = measure.reviewed.filter(|reviewed| *reviewed > view.cover.meeting) else {
            continue;
        };
        let what = format!(
            "the review is of {}, after the meeting on {}",
            time::date(reviewed),
            time::date(view.cover.meeting)
        );
        let fix = "write the day on which the measure was last reviewed";
        findings.push(about(measure, Code::ReviewToCome, &measure.place_of("reviewed"), what, fix));
    }
}

/// Every measure must have been reviewed, and no review may be overdue at the meeting.
pub(super) fn reviews_are_not_overdue(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let Some(months) = view.cover.review_interval else { return };
    if view.cover.meeting == NaiveDate::MAX {
        return; // It could not be read, and that has been reported.
    }
    for measure in &view.scorecard.measures {
        if measure.reviewed.is_none() {
            let what =
                format!("measures are reviewed every {months} months, and of this one no review is known");
            let fix = "add `reviewed` with the day of its last review";
            findings.push(about(measure, Code::NeverReviewed, &measure.title.place, what, fix));
        } else if let Some(due) = review_due(view.cover, measure).filter(|_| overdue(view.cover, measure)) {
            let what = format!(
                "the review was due on {}, before the meeting on {}",
                time::date(due),
                time::date(view.cover.meeting)
            );
            let fix = "review the measure and write the day, or accept this with the reason";
            findings.push(about(measure, Code::ReviewOverdue, &measure.place_of("reviewed"), what, fix));
        }
    }
}
