//! Dates and periods as printed, in one form everywhere.

use chrono::{Datelike, NaiveDate};

use crate::model::period::Period;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date as printed: `5 November 2019`.
pub fn date(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month(date.month()), date.year())
}

/// A month as printed: `Apr 2019`.
pub fn short_month(date: NaiveDate) -> String {
    format!("{} {}", &month(date.month())[..3], date.year())
}

/// A period as printed: `2018-19`, `2018-19 Q1`, `Apr 2018`, `30 Apr 2018`.
pub fn period(period: Period) -> String {
    match period {
        Period::Month(..) => short_month(period.start()),
        Period::Day(day) => format!("{} {}", day.day(), short_month(day)),
        Period::FinancialYear(_)
        | Period::CalendarYear(_)
        | Period::FinancialQuarter(..)
        | Period::CalendarQuarter(..) => period.to_string(),
    }
}

/// A period in running text: `April 2018`, `30 April 2018`, `the first quarter of 2018-19`; a year as in [`period`].
pub fn long_period(of: Period) -> String {
    match of {
        Period::Month(year, number) => format!("{} {year}", month(number)),
        Period::Day(day) => date(day),
        Period::FinancialYear(_) | Period::CalendarYear(_) => of.to_string(),
        Period::FinancialQuarter(year, quarter) => quarter_of(quarter, Period::FinancialYear(year)),
        Period::CalendarQuarter(year, quarter) => quarter_of(quarter, Period::CalendarYear(year)),
    }
}

/// A quarter, 1 to 4, of a year.
fn quarter_of(quarter: u32, year: Period) -> String {
    const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];
    format!("the {} quarter of {year}", ORDINALS[(quarter as usize - 1) % 4])
}

/// When a reading was taken, as written in a sentence: `in 2018-19`, `on 30 Apr 2018`.
pub fn when(of: Period) -> String {
    let preposition = if matches!(of, Period::Day(_)) { "on" } else { "in" };
    format!("{preposition} {}", period(of))
}

/// The name of a month, 1 to 12; chrono gives no other number.
fn month(number: u32) -> &'static str {
    MONTHS[(number as usize - 1) % 12]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_periods_print_in_one_form() {
        let day: NaiveDate = "2019-11-05".parse().unwrap();
        assert_eq!(date(day), "5 November 2019");
        assert_eq!(period(Period::Day(day)), "5 Nov 2019");
        assert_eq!(period(Period::Month(2018, 4)), "Apr 2018");
        assert_eq!(period(Period::FinancialQuarter(2018, 1)), "2018-19 Q1");
        assert_eq!(long_period(Period::Day(day)), "5 November 2019");
        assert_eq!(long_period(Period::Month(2018, 4)), "April 2018");
        assert_eq!(long_period(Period::FinancialQuarter(2018, 1)), "the first quarter of 2018-19");
        assert_eq!(long_period(Period::CalendarQuarter(2018, 4)), "the fourth quarter of 2018");
        assert_eq!(long_period(Period::FinancialYear(2018)), "2018-19");
    }
}
