//! Rules about dispatch: whether the paper can be published in time, under its status, by the committee's system.
//!
//! Nothing here knows today's date; the caller passes it to [`time_left`].

use chrono::{Datelike, NaiveDate};

use crate::analyse::Results;
use crate::finding::{Code, Finding, Place, Placed, Subject};
use crate::model::calendar::{COVERED, is_working_day, last_day_to_publish};
use crate::model::{Pack, Status};
use crate::words::time;

/// The largest logo, in bytes: the logo is embedded in each PDF and in the web page.
const LARGEST_LOGO: usize = 1_000_000;

/// The largest output, in bytes: mail systems start to reject attachments at about 10 MB.
const LARGEST_OUTPUT: usize = 10_000_000;

/// The longest folder name: it becomes part of file names and web addresses.
const LONGEST_NAME: usize = 60;

/// Reports that the last day for publication has passed, if the meeting is still to come.
pub fn time_left(pack: &Pack, today: NaiveDate) -> Option<Finding> {
    let nation = pack.cover.nation;
    let last = last_day_to_publish(nation, pack.cover.meeting)?;
    (today > last && today <= pack.cover.meeting).then(|| {
        let what = format!(
            "the last day to publish for the meeting on {} was {}, {} clear working days before it",
            with_weekday(pack.cover.meeting),
            with_weekday(last),
            nation.law().clear_days
        );
        let fix = "take it to a later meeting; if the chair finds it urgent, accept this with the reason for the minutes";
        Finding::new(Code::TooLate, pack.cover.place_of("meeting"), what, fix)
    })
}

/// A date with its weekday: `Monday 28 October 2019`.
pub fn with_weekday(day: NaiveDate) -> String {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let name = NAMES[day.weekday().num_days_from_monday() as usize % 7];
    format!("{name} {}", time::date(day))
}

/// Dates must be in order: data date, version date, publication, meeting.
pub(super) fn dates_follow_on_each_other(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let cover = &pack.cover;
    // A date that is missing or faulty has been reported, and is stored as the latest possible date.
    if cover.version_date < cover.data_as_at && cover.data_as_at != NaiveDate::MAX {
        let what = format!(
            "the version is of {}, but figures are in up to {}",
            time::date(cover.version_date),
            time::date(cover.data_as_at)
        );
        let fix = "correct one of the two dates";
        findings.push(Finding::new(Code::DateOrder, cover.place_of("version-date"), what, fix));
    }
    if !cover.meets_soon() {
        let what = format!(
            "the meeting on {} is more than a year after the version of {}",
            time::date(cover.meeting),
            time::date(cover.version_date)
        );
        let fix = "correct one of the two dates";
        findings.push(Finding::new(Code::DateOrder, cover.place_of("meeting"), what, fix));
    }
    let last =
        last_day_to_publish(cover.nation, cover.meeting).filter(|_| cover.version_date != NaiveDate::MAX);
    if let Some(last) = last.filter(|last| cover.version_date > *last) {
        let what = format!(
            "the version is of {}, after {}, the last day to publish for the meeting on {}",
            time::date(cover.version_date),
            with_weekday(last),
            with_weekday(cover.meeting)
        );
        let fix = "correct the date; if the paper is late, accept this with the chair's reason for urgency";
        findings.push(Finding::new(Code::DateOrder, cover.place_of("version-date"), what, fix));
    }
}

/// No source is of a day after the meeting. A meeting that could not be read is as late as can be.
pub(super) fn sources_are_out(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for source in &pack.cover.sources {
        if let Some(date) = source.date.filter(|date| *date > pack.cover.meeting) {
            let what = format!(
                "the source `{}` is of {}, after the meeting on {}",
                source.name.value,
                time::date(date),
                time::date(pack.cover.meeting)
            );
            let fix = "correct the date; of a source that is still to come, leave it out";
            findings.push(Finding::new(Code::SourceToCome, source.name.place.clone(), what, fix));
        }
    }
}

/// The last day for publication can be told only where the bank holidays up to the meeting are known.
pub(super) fn the_last_day_is_known(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let nation = pack.cover.nation;
    if pack.cover.meeting == NaiveDate::MAX || last_day_to_publish(nation, pack.cover.meeting).is_some() {
        return;
    }
    let what = format!(
        "the last day to publish for the meeting on {} is not known here, because bank holidays of {} are known from {} to \
         {}",
        with_weekday(pack.cover.meeting),
        nation.law().title,
        COVERED.start(),
        COVERED.end()
    );
    let fix = format!(
        "count {} clear working days before the meeting by the list on www.gov.uk/bank-holidays, and accept this with \
         that day as the reason; a newer version of scorecard may know the year",
        nation.law().clear_days
    );
    findings.push(Finding::new(Code::BankHolidays, pack.cover.place_of("meeting"), what, fix));
}

/// Meetings should be on working days.
pub(super) fn the_meeting_is_on_a_working_day(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    if is_working_day(pack.cover.nation, pack.cover.meeting) == Some(false) {
        let day = with_weekday(pack.cover.meeting);
        let what = format!("the meeting is on {day}, which is no working day");
        let fix = "correct the date, if it is a slip";
        findings.push(Finding::new(Code::MeetingDay, pack.cover.place_of("meeting"), what, fix));
    }
}

/// A final paper must not call itself a draft.
pub(super) fn a_final_paper_is_no_draft(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    if pack.cover.status != Status::Final {
        return;
    }
    let mut look = |text: &str, shown: &str, place: Place, subject: Option<Subject>| {
        let what = format!("the paper is final, and `{shown}` stands in it: `{}`", text.trim());
        let finding =
            Finding::new(Code::DraftWords, place, what, "take the word out, or write `status: draft`");
        findings.push(match subject {
            Some(subject) => finding.about(subject),
            None => finding,
        });
    };
    for text in cover(pack) {
        if let Some((_, word)) = word(text).find(|(_, word)| word.eq_ignore_ascii_case("draft")) {
            look(text, word, text.place.clone(), None);
        }
    }
    for measure in &pack.scorecard.measures {
        for text in measure.comment.iter().chain(&measure.action) {
            if let Some((_, shown)) = draft(text) {
                look(shown, shown, text.place.clone(), Some(measure.subject()));
            }
        }
    }
    if let Some(report) = &pack.report {
        for (line, text) in (1..).zip(report.text.lines()) {
            if let Some((at, shown)) = draft(text) {
                let before = text[..at].chars().count();
                let column = u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1);
                look(shown, shown, Place { file: report.file.clone(), line, column }, None);
            }
        }
    }
}

/// The texts that say what sort of paper it is.
fn cover(pack: &Pack) -> impl Iterator<Item = &Placed<String>> {
    let front = pack.cover.front.iter().flat_map(|line| [&line.label, &line.text]);
    [&pack.scorecard.title, &pack.cover.version].into_iter().chain(&pack.cover.notice).chain(front)
}

/// Words that may follow `draft` when it refers to this paper.
const PAPERS: [&str; 5] = ["report", "paper", "scorecard", "version", "appendix"];

/// Finds where a running text calls itself a draft, and the words. The council's draft budget does not count.
fn draft(text: &str) -> Option<(usize, &str)> {
    let words: Vec<(usize, &str)> = word(text).collect();
    words.iter().enumerate().find_map(|(index, &(at, own))| {
        let next = words.get(index + 1);
        let bracket = text[..at].ends_with(['[', '(']) || text[at + own.len()..].starts_with([']', ')']);
        let of_paper = next.filter(|(_, next)| PAPERS.contains(&next.to_lowercase().as_str()));
        match own {
            "DRAFT" => Some((at, own)),
            _ if !own.eq_ignore_ascii_case("draft") => None,
            _ if bracket => Some((at, own)),
            _ => of_paper.map(|(end, next)| (at, &text[at..end + next.len()])),
        }
    })
}

/// The words of a text with their positions in it.
pub(super) fn word(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = text
        .char_indices()
        .filter(|(at, c)| c.is_alphanumeric() && !text[..*at].ends_with(char::is_alphanumeric));
    starts.map(|(at, _)| {
        let rest = &text[at..];
        (at, &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())])
    })
}

/// The pack's name must be usable in file names and web addresses.
pub(super) fn names_are_accepted(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let start = Place::start_of(&pack.cover.file);
    if !pack.name.chars().all(plain) {
        let made: Vec<String> = pack
            .name
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|part| !part.is_empty())
            .map(str::to_lowercase)
            .collect();
        let what = format!("the folder's name `{}` has spaces, accents or signs in it", pack.name);
        let fix = match made.is_empty() {
            true => "rename the folder in plain letters, digits and hyphens".to_owned(),
            false => format!("rename the folder to `{}`", made.join("-")),
        };
        findings.push(Finding::new(Code::FileName, start, what, fix));
    } else if pack.name.len() > LONGEST_NAME {
        let what = format!("the folder's name has {} letters", pack.name.len());
        let fix = format!("give it a name of at most {LONGEST_NAME} letters");
        findings.push(Finding::new(Code::FileName, start, what, fix));
    }
}

/// A large logo makes every output large.
pub(super) fn the_logo_is_small(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    if let Some(logo) = pack.cover.logo.as_ref().filter(|logo| logo.bytes.len() > LARGEST_LOGO) {
        let what = format!("the logo has {}, and goes into every output", megabytes(logo.bytes.len()));
        let fix = "use a drawing in SVG, or a PNG of fewer pixels; 1 MB at the most";
        findings.push(Finding::new(Code::FileSize, logo.path.place.clone(), what, fix));
    }
}

/// Reports outputs that are too large to dispatch, given their names and sizes in bytes.
pub fn outputs_are_small<'n>(pack: &Pack, sizes: impl IntoIterator<Item = (&'n str, usize)>) -> Vec<Finding> {
    let large = sizes.into_iter().filter(|(_, size)| *size > LARGEST_OUTPUT);
    let told = |(name, size): (&str, usize)| {
        let what = format!("`{name}` has {}, which committee systems and mail refuse", megabytes(size));
        let fix = "make the logo smaller, or the narrative and the comments shorter";
        Finding::new(Code::FileSize, Place::start_of(&pack.cover.file), what, fix)
    };
    large.map(told).collect()
}

/// A size as printed: `1.2 MB`, counted as file managers do.
fn megabytes(bytes: usize) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_calls_itself_a_draft_is_seen_and_other_drafts_are_not() {
        for (text, found) in [
            ("This draft report shows", Some("draft report")),
            ("Figures (draft) for June", Some("draft")),
            ("DRAFT for comment", Some("DRAFT")),
            ("[Draft: to be agreed]", Some("Draft")),
            ("the draft budget goes to the Cabinet", None),
            ("drafted by the team", None),
            ("a draughty room", None),
        ] {
            assert_eq!(draft(text).map(|(_, shown)| shown), found, "{text}");
        }
    }

    #[test]
    fn sizes_read_as_in_a_file_manager() {
        assert_eq!(megabytes(12_345_678), "12.3 MB");
        assert_eq!(megabytes(1_000_001), "1.0 MB");
    }
}
