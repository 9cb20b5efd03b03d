//! Rules about leftovers from the version last tabled (`previous.json`): measures without a new figure although one
//! is due, and texts written for an earlier figure.

use chrono::{Days, Months, NaiveDate};

use crate::analyse::Results;
use crate::check::about;
use crate::check::figures::lies_more_than;
use crate::check::previous::tabled;
use crate::finding::{Code, Finding, Place, Placed};
use crate::model::{Frequency, View};
use crate::words::figure::with_unit;
use crate::words::time;

/// Meetings are not equally far apart, so a figure counts as due this many weeks before a whole period has passed, or
/// one week for each month of its frequency if that is less.
const MOST_WEEKS: u32 = 4;

/// A measure whose next figure is due must have it, or a reason why there is none.
pub(super) fn figures_that_are_due_are_there(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let cover = view.cover;
    for (previous, measure, then) in tabled(view) {
        let Some(newest) = measure.readings.readings.last() else { continue };
        let is_tabled = then.latest.is_some_and(|latest| latest.same_time(newest.period));
        let is_over = |periods| lies_more_than(periods, measure.frequency, newest.period, cover.data_as_at);
        // Another rule reports two periods without a figure.
        if !is_tabled || !is_over(1) || is_over(2) {
            continue;
        }
        if is_due(measure.frequency, previous.version_date, cover.version_date) {
            let what = format!(
                "the newest figure is for {}, as in version {}; the measure is {}, and figures are in up to {}",
                time::period(newest.period),
                previous.version,
                measure.frequency,
                time::date(cover.data_as_at)
            );
            let fix = "add the new figure, or why there is none, such as `x`; if it is not due yet, accept this \
                       with the day on which it comes";
            findings.push(about(measure, Code::NoNewFigure, &newest.place, what, fix));
        }
    }
}

/// Whether about one period has passed since the version last tabled, so that the next figure should exist if it is
/// published as promptly as the last. False if a date could not be read.
fn is_due(frequency: Frequency, tabled: NaiveDate, today: NaiveDate) -> bool {
    let weeks = frequency.months().min(MOST_WEEKS);
    let due = tabled
        .checked_add_months(Months::new(frequency.months()))
        .and_then(|day| day.checked_sub_days(Days::new(7 * u64::from(weeks))));
    today != NaiveDate::MAX && due.is_some_and(|due| due <= today)
}

/// The text beside a new figure must not be the same, word for word, as beside the one before.
pub(super) fn texts_are_written_anew(view: &View<'_>, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for (previous, measure, then) in tabled(view) {
        let result = results.measures.iter().find(|result| std::ptr::eq(result.measure, measure));
        let newest = result.and_then(|result| Some((result, result.latest?, result.value()?)));
        let (Some((result, latest, value)), Some(tabled)) = (newest, then.latest) else { continue };
        if latest.period.end() <= tabled.end() {
            continue;
        }
        let texts = [("comment", &measure.comment, &then.comment), ("action", &measure.action, &then.action)];
        let same = texts.into_iter().filter_map(|(key, now, then)| {
            let now = now.as_ref().filter(|now| is_same(now, then.as_deref()))?;
            Some((key, &now.place))
        });
        let same: Vec<(&str, &Place)> = same.collect();
        let Some((_, place)) = same.first() else { continue };
        let keys: Vec<&str> = same.iter().map(|(key, _)| *key).collect();
        let (are, them) = if keys.len() > 1 { ("are", "them") } else { ("is", "it") };
        let what = format!(
            "the {} {are} word for word as in version {}, beside a new figure: {} for {}",
            keys.join(" and the "),
            previous.version,
            with_unit(value, result.decimals(), &measure.unit),
            time::period(latest.period),
        );
        let fix = format!(
            "read {them} again beside the new figure, and write what is so now; if nothing is to be changed, accept \
             this with the reason"
        );
        findings.push(about(measure, Code::TextNotRenewed, place, what, fix));
    }
}

/// Whether a text says the same as the one that was tabled, regardless of line breaks.
fn is_same(now: &Placed<String>, then: Option<&str>) -> bool {
    then.is_some_and(|then| now.split_whitespace().eq(then.split_whitespace()))
}
