//! Working days in England: the days on which councils are open, and the last one on which a paper can be published.
//!
//! Bank holidays follow from their rules (Banking and Financial Dealings Act 1971, and proclamations each year), and
//! from a table of those that were moved or added once. Each year of [`COVERED`] is held against the government's list
//! (<https://www.gov.uk/bank-holidays>) by a test; outside it nothing is said of weekdays, because a proclamation may
//! change a day.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The years for which bank holidays are known: those of gov.uk's list and its archive.
pub const COVERED: std::ops::RangeInclusive<i32> = 2012..=2027;

/// Clear working days between the day of publication and the day of the meeting.
pub const CLEAR_DAYS: u32 = 5;

/// Days that were no bank holiday although their rule says so, because the holiday was moved.
const MOVED_AWAY: [(i32, u32, u32); 3] = [(2012, 5, 28), (2020, 5, 4), (2022, 5, 30)];

/// Holidays that were moved to a day, or added once: the jubilees of 2012 and 2022, the 75th anniversary of the end of
/// the war in 2020, the state funeral in 2022, the coronation in 2023.
const ONCE: [(i32, u32, u32); 7] =
    [(2012, 6, 4), (2012, 6, 5), (2020, 5, 8), (2022, 6, 2), (2022, 6, 3), (2022, 9, 19), (2023, 5, 8)];

/// Whether a day is a working day in England: no Saturday, Sunday or bank holiday. `None` on weekdays outside
/// [`COVERED`].
pub fn is_working_day(day: NaiveDate) -> Option<bool> {
    if is_weekend(day) {
        return Some(false);
    }
    COVERED.contains(&day.year()).then(|| !bank_holidays(day.year()).contains(&day))
}

/// The last day on which the papers of a meeting can be published, so that five clear working days lie between: the
/// day of publication and that of the meeting do not count. `None` where bank holidays are not known.
pub fn last_day_to_publish(meeting: NaiveDate) -> Option<NaiveDate> {
    let mut day = meeting;
    for _ in 0..=CLEAR_DAYS {
        day = working_day_before(day)?;
    }
    Some(day)
}

/// Working days from a day (left out) to a later one (counted).
pub fn working_days_to(from: NaiveDate, to: NaiveDate) -> Option<u32> {
    let (mut day, mut days) = (to, 0);
    while day > from {
        days += u32::from(is_working_day(day)?);
        day = day.pred_opt()?;
    }
    Some(days)
}

fn working_day_before(day: NaiveDate) -> Option<NaiveDate> {
    let before = day.pred_opt()?;
    if is_working_day(before)? { Some(before) } else { working_day_before(before) }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The bank holidays of a year in England, in order.
pub fn bank_holidays(year: i32) -> Vec<NaiveDate> {
    let easter = easter_sunday(year);
    let mut days = vec![
        substitute(date(year, 1, 1), 0),
        easter - Days::new(2),
        easter + Days::new(1),
        first_monday(year, 5),
        last_monday(year, 5),
        last_monday(year, 8),
    ];
    days.extend(christmas(year));
    days.retain(|day| !MOVED_AWAY.contains(&(day.year(), day.month(), day.day())));
    days.extend(
        ONCE.into_iter().filter(|(own, ..)| *own == year).map(|(year, month, day)| date(year, month, day)),
    );
    days.sort_unstable();
    days
}

/// The weekday that stands in for a holiday on a weekend, so many days later if earlier ones are taken.
fn substitute(day: NaiveDate, taken: u64) -> NaiveDate {
    let to_monday = match day.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => return day,
    };
    day + Days::new(to_monday + taken)
}

/// Christmas Day and Boxing Day, or the days that stand in for them.
fn christmas(year: i32) -> [NaiveDate; 2] {
    let (christmas, boxing) = (date(year, 12, 25), date(year, 12, 26));
    match christmas.weekday() {
        // Monday and Tuesday stand in for both.
        Weekday::Sat => [substitute(christmas, 0), substitute(boxing, 1)],
        // Boxing Day is the Monday itself, so Tuesday stands in for Christmas Day.
        Weekday::Sun => [substitute(christmas, 1), boxing],
        Weekday::Fri => [christmas, substitute(boxing, 0)],
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu => [christmas, boxing],
    }
}

fn first_monday(year: i32, month: u32) -> NaiveDate {
    let first = date(year, month, 1);
    first + Days::new(u64::from((7 - first.weekday().num_days_from_monday()) % 7))
}

fn last_monday(year: i32, month: u32) -> NaiveDate {
    let last = date(year, month, 31);
    last - Days::new(u64::from(last.weekday().num_days_from_monday()))
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Nature, 20 April 1876; in Meeus,
/// Astronomical Algorithms, chapter 8).
fn easter_sunday(year: i32) -> NaiveDate {
    let (century, of_century, moon) = (year / 100, year % 100, year % 19);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * moon + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (moon + 11 * epact + 22 * weekday) / 451;
    let day = epact + weekday - 7 * late + 114;
    date(year, (day / 31).unsigned_abs(), (day % 31 + 1).unsigned_abs())
}

/// A day of the rules above, which is in the calendar.
fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The bank holidays of a year as `MM-DD`.
    fn listed(year: i32) -> String {
        bank_holidays(year).iter().map(|day| day.format("%m-%d").to_string()).collect::<Vec<_>>().join(" ")
    }

    /// What gov.uk/bank-holidays lists for England and Wales.
    #[test]
    fn bank_holidays_are_those_of_the_governments_list() {
        for (year, days) in [
            (2012, "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26"),
            (2013, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
            (2014, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
            (2015, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
            (2016, "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27"),
            (2017, "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
            (2018, "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26"),
            (2019, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26"),
            (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
            (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
            (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
            (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
            (2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
            (2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
            (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
            (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        ] {
            assert_eq!(listed(year), days, "{year}");
        }
    }

    #[test]
    fn a_meeting_in_november_2019_was_to_be_published_on_28_october() {
        assert_eq!(last_day_to_publish(day("2019-11-05")), Some(day("2019-10-28")));
    }

    #[test]
    fn bank_holidays_and_weekends_are_no_clear_days() {
        // Between 22 December and the meeting lie 23, 24, 29, 30 and 31 December: Christmas Day is a Friday, so the
        // Monday stands in for Boxing Day, and New Year's Day lies before the weekend.
        assert_eq!(last_day_to_publish(day("2021-01-04")), Some(day("2020-12-22")));
        assert_eq!(last_day_to_publish(day("2022-09-20")), Some(day("2022-09-09")));
        assert_eq!(is_working_day(day("2019-11-03")), Some(false));
        assert_eq!(is_working_day(day("2019-11-04")), Some(true));
    }

    #[test]
    fn nothing_is_said_of_years_that_are_not_known() {
        assert_eq!(is_working_day(day("2028-01-05")), None);
        assert_eq!(last_day_to_publish(day("2012-01-04")), None);
        // Whatever is proclaimed, no council is open on a Saturday.
        assert_eq!(is_working_day(day("2028-01-08")), Some(false));
        // The table goes to the end of its last year and no day further.
        assert_eq!(last_day_to_publish(day("2027-12-31")), Some(day("2027-12-21")));
        assert_eq!(last_day_to_publish(day("2028-01-05")), None);
    }

    #[test]
    fn every_year_of_the_table_is_held_against_the_list() {
        assert_eq!(COVERED, 2012..=2027, "the years listed above");
        let told = format!("known from {} to {}", COVERED.start(), COVERED.end());
        assert!(
            include_str!("../../data/README.md").contains(&told),
            "data/README.md says how far it reaches"
        );
    }

    #[test]
    fn days_that_are_left_are_counted() {
        assert_eq!(working_days_to(day("2019-10-24"), day("2019-10-28")), Some(2));
        assert_eq!(working_days_to(day("2019-10-28"), day("2019-10-28")), Some(0));
    }
}
