//! Whether what is being done lies ahead of the meeting.

use chrono::NaiveDate;

use crate::analyse::Results;
use crate::check::about;
use crate::finding::{Code, Finding};
use crate::model::{Period, View};
use crate::words::time;

/// Words in front of the day on which an action ends.
const UNTIL: [&str; 5] = ["by", "to", "until", "till", "before"];

/// Words between them and the date.
const BETWEEN: [&str; 9] = ["the", "end", "of", "early", "mid", "late", "about", "around", "beginning"];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// An action is not over before the committee meets. One without a date, or with a later one too, may still be going on.
pub(super) fn actions_lie_ahead(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let meeting = view.cover.meeting;
    for measure in &view.scorecard.measures {
        let Some(action) = measure.action.as_ref().filter(|_| meeting != NaiveDate::MAX) else { continue };
        let words = words(&action.value);
        let latest = (0..words.len()).filter_map(|at| date(&words[at..]).map(|(day, _)| day)).max();
        let Some((said, day)) = ends(&words).into_iter().max_by_key(|(_, day)| *day) else { continue };
        if day >= meeting || latest.is_some_and(|latest| latest >= meeting) {
            continue;
        }
        let what = format!("the action runs `{said}`, and the committee meets on {}", time::date(meeting));
        let fix = "write what is being done now, and by when; if the year is a slip, correct it";
        findings.push(about(measure, Code::ActionPast, &action.place, what, fix));
    }
}

/// A word without the marks around it, as it was written.
fn words(text: &str) -> Vec<&str> {
    let marks = |letter: char| !letter.is_alphanumeric();
    text.split_whitespace().map(|word| word.trim_matches(marks)).filter(|word| !word.is_empty()).collect()
}

/// The ends that a text names: as written, `to March 2019`, and the last day of each.
fn ends(words: &[&str]) -> Vec<(String, NaiveDate)> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if !UNTIL.contains(&word.to_lowercase().as_str()) {
            continue;
        }
        let between =
            words[at + 1..].iter().take_while(|word| BETWEEN.contains(&word.to_lowercase().as_str()));
        let from = at + 1 + between.count();
        if let Some((day, length)) = date(&words[from..]) {
            found.push((words[at..from + length].join(" "), day));
        }
    }
    found
}

/// The last day of a date with its year at the front of some words, and how many words it has: `March 2019`, `31 March
/// 2019`.
fn date(words: &[&str]) -> Option<(NaiveDate, usize)> {
    let number = |word: &str| word.trim_end_matches(|c: char| c.is_alphabetic()).parse::<u32>().ok();
    let month = |word: &str| {
        let word = word.to_lowercase();
        let at = MONTHS
            .iter()
            .position(|month| *month == word || (word.len() == 3 && month.starts_with(&word)))?;
        u32::try_from(at + 1).ok()
    };
    let year = |word: &str| {
        let year = Some(word).filter(|word| word.len() == 4)?.parse::<i32>().ok()?;
        (1990..=2100).contains(&year).then_some(year)
    };
    match words {
        [day, name, number_of_year, ..] if number(day).is_some() && month(name).is_some() => {
            let day = NaiveDate::from_ymd_opt(year(number_of_year)?, month(name)?, number(day)?)?;
            Some((day, 3))
        }
        [name, number_of_year, ..] => {
            let period = Period::Month(year(number_of_year)?, month(name)?);
            Some((period.end(), 2))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{ends, words};

    #[test]
    fn ends_are_read_with_their_years() {
        for (text, end) in [
            (
                "Six agency assessors from November 2018 to March 2019 take the longest waits first.",
                Some("2019-03-31"),
            ),
            ("A strategy by the end of June 2019.", Some("2019-06-30")),
            ("Recruit until 15 May 2019, then train.", Some("2019-05-15")),
            ("To be done by 1st Sept.", None),
            ("Done by the end of March.", None),
            ("Since March 2019 two teams share the work.", None),
            ("By 2020 all homes have been visited.", None),
        ] {
            let last = ends(&words(text)).into_iter().map(|(_, day)| day.to_string()).max();
            assert_eq!(last.as_deref(), end, "{text}");
        }
    }
}
