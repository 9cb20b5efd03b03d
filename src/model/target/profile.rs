//! The profile of a year: how much of the year's target is to be reached by each part of the year.

use std::fmt;

use chrono::Datelike;

use crate::model::frequency::Frequency;
use crate::model::period::Period;
use crate::model::quantity::Number;
use crate::model::target::Band;

/// The figure of a whole year, and the share of it that is due by each part of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The year's figure, of the year named or else of every one.
    pub years: Vec<(Option<Period>, Band)>,
    /// In percent of the year's figure, in the order of the year.
    pub shares: Vec<(Part, Number)>,
}

/// A part of a year, at whose end a figure is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Of the year by which the figures go, 1 to 4.
    Quarter(u32),
    /// By the calendar, 1 to 12; the year begins with April.
    Month(u32),
}

/// The names of the months in a profile, January first.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Part {
    /// The part that a figure for a period ends; a year has none.
    pub fn of(period: Period, frequency: Frequency) -> Option<Self> {
        match (period, frequency) {
            (Period::FinancialQuarter(_, quarter) | Period::CalendarQuarter(_, quarter), _) => {
                Some(Self::Quarter(quarter))
            }
            (Period::Month(_, month), _) => Some(Self::Month(month)),
            (Period::Day(day), Frequency::Monthly) => Some(Self::Month(day.month())),
            (Period::Day(day), Frequency::Quarterly) => Some(Self::Quarter((day.month() + 8) % 12 / 3 + 1)),
            (Period::Day(_) | Period::FinancialYear(_) | Period::CalendarYear(_), _) => None,
        }
    }

    /// All parts of a year for figures that come so often, in their order.
    pub fn all(frequency: Frequency) -> Vec<Self> {
        match frequency {
            Frequency::Quarterly => (1..=4).map(Self::Quarter).collect(),
            Frequency::Monthly => (4..=12).chain(1..=3).map(Self::Month).collect(),
            Frequency::Years(_) => Vec::new(),
        }
    }

    /// Reads a part as written: `Q1`, `Apr`.
    pub fn read(text: &str) -> Option<Self> {
        let quarters = (1..=4).map(Self::Quarter);
        let months = (1..=12).map(Self::Month);
        quarters.chain(months).find(|part| part.to_string() == text)
    }

    /// How many of so many equal parts of the year are over with it: 2 of 4, 6 of 12.
    pub fn over(self) -> (u32, u32) {
        match self {
            Self::Quarter(quarter) => (quarter, 4),
            Self::Month(month) => ((month + 8) % 12 + 1, 12),
        }
    }

    /// What is due by its end where every part of the year brings as much, in whole percent.
    pub fn even(self) -> u32 {
        let (over, of) = self.over();
        (over * 100 + of / 2) / of
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quarter(quarter) => write!(f, "Q{quarter}"),
            Self::Month(month) => f.write_str(MONTHS[(*month as usize + 11) % 12]),
        }
    }
}

impl Profile {
    /// The share that is due by the end of a period, in percent, and the figure of its year.
    pub fn due(&self, period: Period, frequency: Frequency) -> Option<(Number, Band)> {
        let part = Part::of(period, frequency)?;
        let (_, share) = self.shares.iter().find(|(own, _)| *own == part)?;
        let in_year = |year: &Option<Period>| year.is_none_or(|year| year.same_time(period.year()));
        let (_, band) = self.years.iter().find(|(year, _)| in_year(year))?;
        Some((*share, *band))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_year_read_as_they_print() {
        for frequency in [Frequency::Quarterly, Frequency::Monthly] {
            for part in Part::all(frequency) {
                assert_eq!(Part::read(&part.to_string()), Some(part));
            }
        }
        for text in ["Q5", "q1", "April", "13", ""] {
            assert_eq!(Part::read(text), None, "{text}");
        }
    }

    #[test]
    fn the_year_begins_with_april() {
        let over = |month| Part::Month(month).over().0;
        assert_eq!([4, 9, 12, 1, 3].map(over), [1, 6, 9, 10, 12]);
        let day = |text: &str| Part::of(Period::Day(text.parse().unwrap()), Frequency::Quarterly);
        let quarters = ["2024-04-30", "2024-06-30", "2024-09-30", "2024-12-31", "2025-03-31"].map(day);
        assert_eq!(quarters, [1, 1, 2, 3, 4].map(|quarter| Some(Part::Quarter(quarter))));
    }

    #[test]
    fn equal_parts_add_up_to_the_year() {
        let even = |frequency| Part::all(frequency).into_iter().map(Part::even).collect::<Vec<_>>();
        assert_eq!(even(Frequency::Quarterly), [25, 50, 75, 100]);
        assert_eq!(even(Frequency::Monthly), [8, 17, 25, 33, 42, 50, 58, 67, 75, 83, 92, 100]);
    }
}
