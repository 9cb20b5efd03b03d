//! Periods: the span of time, or the day, that a reading is about.

mod meant;

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::finding::{Code, Misread};
use crate::model::frequency::Frequency;

/// The years in which a period may lie; a year outside them is more likely a typing error than a real one.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// One period. Financial years are named by the calendar year in which they begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// April to March: `2018-19`.
    FinancialYear(i32),
    /// January to December: `2018`.
    CalendarYear(i32),
    /// A quarter of a financial year: `2018-19 Q1` is April to June.
    FinancialQuarter(i32, u32),
    /// A quarter of a calendar year: `2018 Q1` is January to March.
    CalendarQuarter(i32, u32),
    /// A month: `2018-04`.
    Month(i32, u32),
    /// The state on one day: `2018-04-30`.
    Day(NaiveDate),
}

impl Period {
    /// Reads a period as written. `2000-01` to `2011-12` could be a year or a month; the frequency decides.
    ///
    /// # Errors
    /// When the text is not a period, or is one that does not suit the frequency.
    pub fn read(text: &str, frequency: Frequency) -> Result<Self, Misread> {
        let candidates = Self::candidates(text);
        if let Some(period) = candidates.iter().copied().find(|period| period.suits(frequency)) {
            return Ok(period);
        }
        Err(match candidates.first() {
            Some(period) => Misread::new(
                Code::PeriodFrequency,
                format!("`{text}` is {}, but the measure's frequency is {frequency}", period.sort()),
                meant::instead(*period, frequency)
                    .unwrap_or_else(|| format!("write {}, or change `frequency`", frequency.example())),
            ),
            None => unreadable(text, frequency),
        })
    }

    /// Whether readings of this frequency may be about this period. A day suits any frequency.
    pub fn suits(self, frequency: Frequency) -> bool {
        match self {
            Self::Day(_) => true,
            Self::Month(..) => frequency == Frequency::Monthly,
            Self::FinancialQuarter(..) | Self::CalendarQuarter(..) => frequency == Frequency::Quarterly,
            Self::FinancialYear(_) | Self::CalendarYear(_) => matches!(frequency, Frequency::Years(_)),
        }
    }

    /// Every period that the text could mean.
    fn candidates(text: &str) -> Vec<Self> {
        let year = financial_year(text).map(Self::FinancialYear);
        let month = calendar_month(text).map(|(year, month)| Self::Month(year, month));
        let plain = digits(text, 4).filter(|year| YEARS.contains(year)).map(Self::CalendarYear);
        let day = text.parse().ok().filter(|day: &NaiveDate| day.to_string() == text).map(Self::Day);
        let quarter = quarter(text);
        [year, month, plain, day, quarter].into_iter().flatten().filter(|period| period.in_range()).collect()
    }

    fn in_range(self) -> bool {
        YEARS.contains(&self.start().year())
    }

    /// The first day.
    pub fn start(self) -> NaiveDate {
        match self {
            Self::FinancialYear(year) => first_of(year, 4),
            Self::CalendarYear(year) => first_of(year, 1),
            Self::FinancialQuarter(year, 4) => first_of(year + 1, 1),
            Self::FinancialQuarter(year, quarter) => first_of(year, 1 + 3 * quarter),
            Self::CalendarQuarter(year, quarter) => first_of(year, 3 * quarter - 2),
            Self::Month(year, month) => first_of(year, month),
            Self::Day(day) => day,
        }
    }

    /// The last day.
    pub fn end(self) -> NaiveDate {
        let months = match self {
            Self::FinancialYear(_) | Self::CalendarYear(_) => 12,
            Self::FinancialQuarter(..) | Self::CalendarQuarter(..) => 3,
            Self::Month(..) => 1,
            Self::Day(day) => return day,
        };
        self.start() + Months::new(months) - Days::new(1)
    }

    /// The period that follows; `None` for a day, because nothing says how far away the next one is.
    pub fn next(self) -> Option<Self> {
        let follows = |(year, number): (i32, u32), of: u32| match number < of {
            true => (year, number + 1),
            false => (year + 1, 1),
        };
        Some(match self {
            Self::FinancialYear(year) => Self::FinancialYear(year + 1),
            Self::CalendarYear(year) => Self::CalendarYear(year + 1),
            Self::FinancialQuarter(year, quarter) => {
                let (year, quarter) = follows((year, quarter), 4);
                Self::FinancialQuarter(year, quarter)
            }
            Self::CalendarQuarter(year, quarter) => {
                let (year, quarter) = follows((year, quarter), 4);
                Self::CalendarQuarter(year, quarter)
            }
            Self::Month(year, month) => {
                let (year, month) = follows((year, month), 12);
                Self::Month(year, month)
            }
            Self::Day(_) => return None,
        })
    }

    /// Position in time, in days: the middle of the period, or the day.
    pub fn middle(self) -> f64 {
        let first = f64::from(self.start().num_days_from_ce());
        let last = f64::from(self.end().num_days_from_ce());
        first.midpoint(last)
    }

    /// The year that it is part of, which of months and days is the financial one.
    #[must_use]
    pub fn year(self) -> Self {
        match self {
            Self::FinancialYear(year) | Self::FinancialQuarter(year, _) => Self::FinancialYear(year),
            Self::CalendarYear(year) | Self::CalendarQuarter(year, _) => Self::CalendarYear(year),
            Self::Month(..) | Self::Day(_) => {
                let start = self.start();
                Self::FinancialYear(if start.month() >= 4 { start.year() } else { start.year() - 1 })
            }
        }
    }

    /// Whether two spellings mean the same stretch of time, as `2018-19 Q1` and `2018 Q2` do.
    pub fn same_time(self, other: Self) -> bool {
        self.start() == other.start() && self.end() == other.end()
    }

    /// What sort of period it is, in words, for messages.
    fn sort(self) -> &'static str {
        match self {
            Self::FinancialYear(_) => "a financial year",
            Self::CalendarYear(_) => "a calendar year",
            Self::FinancialQuarter(..) | Self::CalendarQuarter(..) => "a quarter",
            Self::Month(..) => "a month",
            Self::Day(_) => "a day",
        }
    }
}

/// The form used in packs and in open data.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::FinancialYear(year) => write!(f, "{year}-{:02}", (year + 1) % 100),
            Self::CalendarYear(year) => write!(f, "{year}"),
            Self::FinancialQuarter(year, quarter) => write!(f, "{year}-{:02} Q{quarter}", (year + 1) % 100),
            Self::CalendarQuarter(year, quarter) => write!(f, "{year} Q{quarter}"),
            Self::Month(year, month) => write!(f, "{year}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

/// The first day of a month. Years lie in [`YEARS`] and months in 1 to 12, so the date always exists.
fn first_of(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default()
}

/// A whole number written with exactly this many digits.
fn digits<T: std::str::FromStr>(text: &str, count: usize) -> Option<T> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// The starting year of `2018-19` or `2018/19`.
fn financial_year(text: &str) -> Option<i32> {
    let (first, second) = text.split_once(['-', '/'])?;
    let (first, second): (i32, i32) = (digits(first, 4)?, digits(second, 2)?);
    ((first + 1) % 100 == second).then_some(first)
}

/// The year and month in `2018-04`.
fn calendar_month(text: &str) -> Option<(i32, u32)> {
    let (year, month) = text.split_once('-')?;
    let (year, month) = (digits(year, 4)?, digits(month, 2)?);
    (1..=12).contains(&month).then_some((year, month))
}

/// Reads `2018-19 Q1` or `2018 Q1`.
fn quarter(text: &str) -> Option<Period> {
    let (year, quarter) = text.split_once(" Q")?;
    let quarter: u32 = digits(quarter, 1).filter(|quarter| (1..=4).contains(quarter))?;
    financial_year(year)
        .map(|year| Period::FinancialQuarter(year, quarter))
        .or_else(|| digits(year, 4).map(|year| Period::CalendarQuarter(year, quarter)))
        .filter(|_| digits::<i32>(&text[..4], 4).is_some_and(|year| YEARS.contains(&year)))
}

/// The message for a text that is not a period at all, with the form that was probably meant.
fn unreadable(text: &str, frequency: Frequency) -> Misread {
    let hyphens = text.replace(DASHES, "-");
    if hyphens != text && !Period::candidates(&hyphens).is_empty() {
        let what = format!("`{text}` is not a period, because its dash is no hyphen");
        return Misread::new(
            Code::Period,
            what,
            format!("write `{hyphens}` with the hyphen of the keyboard"),
        );
    }
    let fix = meant::remedy(text, frequency);
    let fix = fix.unwrap_or_else(|| format!("write {}", frequency.example()));
    Misread::new(Code::Period, format!("`{text}` is not a period"), fix)
}

/// Dashes that word processors substitute for a hyphen.
const DASHES: [char; 5] = ['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}'];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, frequency: Frequency) -> String {
        match Period::read(text, frequency) {
            Ok(period) => format!("{period}: {} to {}", period.start(), period.end()),
            Err(fault) => format!("{}: {}; {}", fault.code.name(), fault.what, fault.fix),
        }
    }

    #[test]
    fn every_form_names_its_days() {
        let yearly = Frequency::Years(1);
        assert_eq!(read("2018-19", yearly), "2018-19: 2018-04-01 to 2019-03-31");
        assert_eq!(read("2018/19", yearly), "2018-19: 2018-04-01 to 2019-03-31");
        assert_eq!(read("1999-00", yearly), "1999-00: 1999-04-01 to 2000-03-31");
        assert_eq!(read("2018", yearly), "2018: 2018-01-01 to 2018-12-31");
        assert_eq!(read("2018-19 Q1", Frequency::Quarterly), "2018-19 Q1: 2018-04-01 to 2018-06-30");
        assert_eq!(read("2018-19 Q4", Frequency::Quarterly), "2018-19 Q4: 2019-01-01 to 2019-03-31");
        assert_eq!(read("2018 Q1", Frequency::Quarterly), "2018 Q1: 2018-01-01 to 2018-03-31");
        assert_eq!(read("2020-02", Frequency::Monthly), "2020-02: 2020-02-01 to 2020-02-29");
        assert_eq!(read("2018-04-30", Frequency::Monthly), "2018-04-30: 2018-04-30 to 2018-04-30");
    }

    #[test]
    fn the_frequency_decides_between_a_year_and_a_month() {
        assert_eq!(read("2010-11", Frequency::Years(1)), "2010-11: 2010-04-01 to 2011-03-31");
        assert_eq!(read("2010-11", Frequency::Monthly), "2010-11: 2010-11-01 to 2010-11-30");
    }

    #[test]
    fn a_period_that_does_not_suit_the_frequency_is_refused() {
        assert_eq!(
            read("2018-19", Frequency::Monthly),
            "period-frequency: `2018-19` is a financial year, but the measure's frequency is monthly; \
             write a month such as `2018-04`, or change `frequency`"
        );
        assert_eq!(
            read("2010-11", Frequency::Quarterly),
            "period-frequency: `2010-11` is a financial year, but the measure's frequency is quarterly; \
             write a quarter such as `2018-19 Q1`, or change `frequency`"
        );
    }

    #[test]
    fn what_is_no_period_gets_the_form_that_was_meant() {
        let yearly = Frequency::Years(1);
        assert_eq!(read("2018-2019", yearly), "period: `2018-2019` is not a period; write `2018-19`");
        assert_eq!(
            read("2018-20", yearly),
            "period: `2018-20` is not a period; a reading has one year; write the one in which its years end: `2019-20` if \
             that is March 2020, `2020` if it is December 2020; say in a `note` which years are taken together; if a digit is \
             wrong, write `2018-19`"
        );
        assert_eq!(
            read("2018\u{2013}19", yearly),
            "period: `2018\u{2013}19` is not a period, because its dash is no hyphen; \
             write `2018-19` with the hyphen of the keyboard"
        );
        let fix = |text, frequency| Period::read(text, frequency).unwrap_err().fix;
        assert_eq!(fix("April 2026", Frequency::Monthly), "write `2026-04`");
        assert_eq!(
            fix("Q1 2025", Frequency::Quarterly),
            "write `2025-26 Q1` for a quarter of the financial year, `2025 Q1` for one of the calendar year"
        );
        for text in ["Q1 2018", "2018-13", "2018-02-30", "18-19", "", "2018-19 Q5", "é018", "9999-00"] {
            assert!(read(text, yearly).starts_with("period"), "{text}");
        }
    }

    #[test]
    fn the_position_in_time_is_the_middle() {
        let day = |text: &str| Period::Day(text.parse().unwrap()).middle();
        assert!((Period::CalendarYear(2018).middle() - day("2018-07-02")).abs() < 0.6);
        assert!((Period::Month(2018, 4).middle() - (day("2018-04-15") + 0.5)).abs() < 1e-9);
    }

    #[test]
    fn a_period_is_part_of_a_year() {
        let year = |text: &str, frequency| Period::read(text, frequency).unwrap().year().to_string();
        for (text, frequency, of) in [
            ("2024-03", Frequency::Monthly, "2023-24"),
            ("2024-04", Frequency::Monthly, "2024-25"),
            ("2024-03-31", Frequency::Monthly, "2023-24"),
            ("2023-24 Q4", Frequency::Quarterly, "2023-24"),
            ("2024 Q1", Frequency::Quarterly, "2024"),
            ("2024-25", Frequency::Years(1), "2024-25"),
        ] {
            assert_eq!(year(text, frequency), of, "{text}");
        }
    }

    #[test]
    fn two_names_for_one_time_are_seen() {
        assert!(Period::FinancialQuarter(2018, 1).same_time(Period::CalendarQuarter(2018, 2)));
        assert!(!Period::FinancialYear(2018).same_time(Period::CalendarYear(2018)));
    }
}
