//! Working days: when a nation's councils are open, and the last such day on which to publish a meeting's papers.
//!
//! Bank holidays are worked out from their rules (Banking and Financial Dealings Act 1971, and annual proclamations)
//! and from tables of one-off changes. A test checks each year of [`COVERED`] against the government's list
//! (<https://www.gov.uk/bank-holidays>). Outside those years a proclamation may change any day, so nothing is said
//! about weekdays. The local holidays that many Scottish councils keep as well, or instead, are not included.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::model::nation::Nation;

/// The years for which bank holidays are known, from gov.uk's list and its archive.
pub const COVERED: std::ops::RangeInclusive<i32> = 2012..=2027;

/// Days that were not bank holidays, although the rules say so, because the holiday was moved.
const MOVED_AWAY: [(i32, u32, u32); 3] = [(2012, 5, 28), (2020, 5, 4), (2022, 5, 30)];

/// One-off holidays, and holidays moved to another day: the jubilees of 2012 and 2022, the 75th anniversary of the end
/// of the war in 2020, the state funeral in 2022, the coronation in 2023.
const ONCE: [(i32, u32, u32); 7] =
    [(2012, 6, 4), (2012, 6, 5), (2020, 5, 8), (2022, 6, 2), (2022, 6, 3), (2022, 9, 19), (2023, 5, 8)];

/// One-off holidays in Scotland alone: the day after its first match at the World Cup (proclaimed on 4 February 2026).
const ONCE_IN_SCOTLAND: [(i32, u32, u32); 1] = [(2026, 6, 15)];

/// Whether a day is not a Saturday, Sunday or bank holiday. `None` on weekdays outside [`COVERED`].
pub fn is_working_day(nation: Nation, day: NaiveDate) -> Option<bool> {
    if is_weekend(day) {
        return Some(false);
    }
    COVERED.contains(&day.year()).then(|| !bank_holidays(nation, day.year()).contains(&day))
}

/// The last day on which a meeting's papers can be published, leaving the clear working days that the nation's law
/// requires between publication and meeting, with neither day counted. `None` where bank holidays are not known.
pub fn last_day_to_publish(nation: Nation, meeting: NaiveDate) -> Option<NaiveDate> {
    let mut day = meeting;
    for _ in 0..=nation.law().clear_days {
        day = working_day_before(nation, day)?;
    }
    Some(day)
}

/// Working days from one day (not counted) to a later one (counted).
pub fn working_days_to(nation: Nation, from: NaiveDate, to: NaiveDate) -> Option<u32> {
    let (mut day, mut days) = (to, 0);
    while day > from {
        days += u32::from(is_working_day(nation, day)?);
        day = day.pred_opt()?;
    }
    Some(days)
}

fn working_day_before(nation: Nation, day: NaiveDate) -> Option<NaiveDate> {
    let before = day.pred_opt()?;
    if is_working_day(nation, before)? { Some(before) } else { working_day_before(nation, before) }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The bank holidays of a year in a nation, in order.
pub fn bank_holidays(nation: Nation, year: i32) -> Vec<NaiveDate> {
    let easter = easter_sunday(year);
    let new_year = date(year, 1, 1);
    let mut days = vec![easter - Days::new(2), first_monday(year, 5), last_monday(year, 5)];
    days.extend(two_days(date(year, 12, 25)));
    let own = match nation {
        Nation::England | Nation::Wales => vec![substitute(new_year)],
        Nation::Scotland => {
            let [first, second] = two_days(new_year);
            vec![first, second, first_monday(year, 8), substitute(date(year, 11, 30))]
        }
        Nation::NorthernIreland => [new_year, date(year, 3, 17), date(year, 7, 12)].map(substitute).to_vec(),
    };
    days.extend(own);
    if nation != Nation::Scotland {
        days.extend([easter + Days::new(1), last_monday(year, 8)]);
    }
    days.retain(|day| !MOVED_AWAY.contains(&(day.year(), day.month(), day.day())));
    let here = ONCE_IN_SCOTLAND.iter().filter(|_| nation == Nation::Scotland);
    let once = ONCE.iter().chain(here).filter(|(own, ..)| *own == year);
    days.extend(once.map(|&(year, month, day)| date(year, month, day)));
    days.sort_unstable();
    days
}

/// The day itself, or the Monday that replaces a holiday at a weekend.
fn substitute(day: NaiveDate) -> NaiveDate {
    let to_monday = match day.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => 0,
    };
    day + Days::new(to_monday)
}

/// Two holidays on successive days, such as Christmas Day and Boxing Day, or the days that replace them.
fn two_days(first: NaiveDate) -> [NaiveDate; 2] {
    let after = match first.weekday() {
        Weekday::Fri => [0, 3],
        Weekday::Sat => [2, 3],
        Weekday::Sun => [1, 2],
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu => [0, 1],
    };
    after.map(|days| first + Days::new(days))
}

fn first_monday(year: i32, month: u32) -> NaiveDate {
    let first = date(year, month, 1);
    first + Days::new(u64::from((7 - first.weekday().num_days_from_monday()) % 7))
}

fn last_monday(year: i32, month: u32) -> NaiveDate {
    let last = date(year, month, 31);
    last - Days::new(u64::from(last.weekday().num_days_from_monday()))
}

/// Easter Sunday in the Gregorian calendar, by the anonymous algorithm (Nature, 20 April 1876; also in Meeus,
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

/// A date produced by the rules above, which always exists.
fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{COVERED, bank_holidays, is_working_day, last_day_to_publish, working_days_to};
    use crate::model::nation::Nation::{self, England, NorthernIreland, Scotland, Wales};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The bank holidays of a year as `MM-DD`.
    fn listed(nation: Nation, year: i32) -> String {
        bank_holidays(nation, year)
            .iter()
            .map(|day| day.format("%m-%d").to_string())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// As listed on gov.uk/bank-holidays.
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
            assert_eq!(listed(England, year), days, "England, {year}");
            assert_eq!(listed(Wales, year), days, "Wales, {year}");
        }
    }

    /// As listed on gov.uk/bank-holidays, with 15 June 2026 from the proclamation of 4 February 2026.
    #[test]
    fn bank_holidays_in_scotland_are_those_of_the_governments_list() {
        for (year, days) in [
            (2012, "01-02 01-03 04-06 05-07 06-04 06-05 08-06 11-30 12-25 12-26"),
            (2013, "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26"),
            (2014, "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26"),
            (2015, "01-01 01-02 04-03 05-04 05-25 08-03 11-30 12-25 12-28"),
            (2016, "01-01 01-04 03-25 05-02 05-30 08-01 11-30 12-26 12-27"),
            (2017, "01-02 01-03 04-14 05-01 05-29 08-07 11-30 12-25 12-26"),
            (2018, "01-01 01-02 03-30 05-07 05-28 08-06 11-30 12-25 12-26"),
            (2019, "01-01 01-02 04-19 05-06 05-27 08-05 12-02 12-25 12-26"),
            (2020, "01-01 01-02 04-10 05-08 05-25 08-03 11-30 12-25 12-28"),
            (2021, "01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28"),
            (2022, "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27"),
            (2023, "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26"),
            (2024, "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26"),
            (2025, "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26"),
            (2026, "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28"),
            (2027, "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28"),
        ] {
            assert_eq!(listed(Scotland, year), days, "{year}");
        }
    }

    /// As listed on gov.uk/bank-holidays.
    #[test]
    fn bank_holidays_in_northern_ireland_are_those_of_the_governments_list() {
        for (year, days) in [
            (2012, "01-02 03-19 04-06 04-09 05-07 06-04 06-05 07-12 08-27 12-25 12-26"),
            (2013, "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26"),
            (2014, "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26"),
            (2015, "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28"),
            (2016, "01-01 03-17 03-25 03-28 05-02 05-30 07-12 08-29 12-26 12-27"),
            (2017, "01-02 03-17 04-14 04-17 05-01 05-29 07-12 08-28 12-25 12-26"),
            (2018, "01-01 03-19 03-30 04-02 05-07 05-28 07-12 08-27 12-25 12-26"),
            (2019, "01-01 03-18 04-19 04-22 05-06 05-27 07-12 08-26 12-25 12-26"),
            (2020, "01-01 03-17 04-10 04-13 05-08 05-25 07-13 08-31 12-25 12-28"),
            (2021, "01-01 03-17 04-02 04-05 05-03 05-31 07-12 08-30 12-27 12-28"),
            (2022, "01-03 03-17 04-15 04-18 05-02 06-02 06-03 07-12 08-29 09-19 12-26 12-27"),
            (2023, "01-02 03-17 04-07 04-10 05-01 05-08 05-29 07-12 08-28 12-25 12-26"),
            (2024, "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26"),
            (2025, "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26"),
            (2026, "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28"),
            (2027, "01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28"),
        ] {
            assert_eq!(listed(NorthernIreland, year), days, "{year}");
        }
    }

    /// The last days for publication, counted back by hand.
    #[test]
    fn each_nation_counts_its_own_days() {
        for (nation, meeting, last) in [
            // 5, 6 and 7 January are clear; 1 and 2 January are holidays in Scotland.
            (Scotland, "2026-01-08", "2025-12-31"),
            // 31 December and 2, 5, 6 and 7 January are clear: only New Year's Day is a holiday in England.
            (England, "2026-01-08", "2025-12-30"),
            // 2 January is a Saturday: Monday 4 January replaces it, in Scotland alone.
            (Scotland, "2021-01-07", "2020-12-30"),
            (Wales, "2021-01-07", "2020-12-31"),
            // Good Friday is a holiday in every nation, Easter Monday everywhere except Scotland.
            (Scotland, "2026-04-09", "2026-04-02"),
            (Wales, "2026-04-09", "2026-04-01"),
            (England, "2026-04-09", "2026-03-30"),
            (NorthernIreland, "2026-04-09", "2026-03-30"),
            // 12 July is a Sunday: Monday 13 July replaces it, in Northern Ireland alone.
            (NorthernIreland, "2026-07-16", "2026-07-07"),
            (England, "2026-07-16", "2026-07-08"),
            // St Patrick's Day on a Sunday, and St Andrew's Day on a Saturday.
            (NorthernIreland, "2024-03-20", "2024-03-11"),
            (Scotland, "2024-12-04", "2024-11-27"),
            // Monday and Tuesday replace Christmas Day, a Saturday, and Boxing Day.
            (Scotland, "2027-12-31", "2027-12-23"),
            (NorthernIreland, "2027-12-31", "2027-12-21"),
            // The summer holiday is in early August in Scotland, in late August elsewhere.
            (Scotland, "2025-08-06", "2025-07-30"),
            (Wales, "2025-08-27", "2025-08-20"),
            // The day after Scotland's first match at the World Cup is a holiday.
            (Scotland, "2026-06-17", "2026-06-10"),
        ] {
            assert_eq!(last_day_to_publish(nation, day(meeting)), Some(day(last)), "{nation:?} {meeting}");
        }
    }

    #[test]
    fn a_meeting_in_november_2019_was_to_be_published_on_28_october() {
        assert_eq!(last_day_to_publish(England, day("2019-11-05")), Some(day("2019-10-28")));
    }

    #[test]
    fn bank_holidays_and_weekends_are_no_clear_days() {
        // Between 22 December and the meeting, 23, 24, 29, 30 and 31 December are clear: Christmas Day is a Friday, so
        // Monday replaces Boxing Day, and New Year's Day comes just before the weekend.
        assert_eq!(last_day_to_publish(England, day("2021-01-04")), Some(day("2020-12-22")));
        assert_eq!(last_day_to_publish(England, day("2022-09-20")), Some(day("2022-09-09")));
        assert_eq!(is_working_day(England, day("2019-11-03")), Some(false));
        assert_eq!(is_working_day(England, day("2019-11-04")), Some(true));
    }

    #[test]
    fn nothing_is_said_of_years_that_are_not_known() {
        assert_eq!(is_working_day(England, day("2028-01-05")), None);
        assert_eq!(last_day_to_publish(England, day("2012-01-04")), None);
        // Whatever is proclaimed, no council opens on a Saturday.
        assert_eq!(is_working_day(England, day("2028-01-08")), Some(false));
        // The table runs to the end of its last year and no further.
        assert_eq!(last_day_to_publish(England, day("2027-12-31")), Some(day("2027-12-21")));
        assert_eq!(last_day_to_publish(England, day("2028-01-05")), None);
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
        assert_eq!(working_days_to(England, day("2019-10-24"), day("2019-10-28")), Some(2));
        assert_eq!(working_days_to(England, day("2019-10-28"), day("2019-10-28")), Some(0));
    }
}
