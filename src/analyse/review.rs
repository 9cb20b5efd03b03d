//! When a measure is due for its next review, compared with the day of the meeting.

use chrono::{Months, NaiveDate};

use crate::model::{Cover, Measure};

/// The day by which a measure must be reviewed.
pub fn review_due(cover: &Cover, measure: &Measure) -> Option<NaiveDate> {
    measure.reviewed?.checked_add_months(Months::new(cover.review_interval?))
}

/// Whether a measure's review is overdue on the day of the meeting.
pub fn overdue(cover: &Cover, measure: &Measure) -> bool {
    review_due(cover, measure).is_some_and(|due| due < cover.meeting)
}
