//! When a measure was to be reviewed again, held against the day of the meeting.

use chrono::{Months, NaiveDate};

use crate::model::{Measure, Pack};

/// The day by which a measure was to be reviewed.
pub fn review_due(pack: &Pack, measure: &Measure) -> Option<NaiveDate> {
    measure.reviewed?.checked_add_months(Months::new(pack.review_interval?))
}

/// Whether a measure's review is overdue on the day of the meeting.
pub fn overdue(pack: &Pack, measure: &Measure) -> bool {
    review_due(pack, measure).is_some_and(|due| due < pack.meeting)
}
