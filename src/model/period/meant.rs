//! What someone meant by a period written as people say it: `Q1 2023/24`, `Apr-24`, `FY19`, `2017 - 19`.

use chrono::{Months, NaiveDate, Weekday};

use crate::model::frequency::Frequency;
use crate::model::period::Period;

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

/// What to write instead, as far as the text makes that clear.
pub fn remedy(text: &str, frequency: Frequency) -> Option<String> {
    let words = words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| !FILLERS.contains(word)).collect();
    let fix = match frequency {
        Frequency::Quarterly => quarter(&words).or_else(|| part_of_year(&words)),
        Frequency::Years(_) => {
            open_financial_year(&words).or_else(|| pooled(&words)).or_else(|| academic(&words))
        }
        Frequency::Monthly => None,
    };
    let fix = fix.or_else(|| up_to_date(&words, frequency)).or_else(|| rolling(&words, frequency));
    if fix.is_some() {
        return fix;
    }
    let period = month(&words)
        .or_else(|| numbered_month(&words))
        .or_else(|| months_of_quarter(&words))
        .or_else(|| financial_year(&words).map(Period::FinancialYear))
        .or_else(|| last_day(&words).map(Period::Day))?;
    match period {
        Period::Day(_) => Some(format!("write `{period}`, a day")),
        _ if period.suits(frequency) => Some(format!("write `{period}`")),
        _ => instead(period, frequency),
    }
}

/// What to write for a period that does not suit the frequency, where the period makes that clear.
pub fn instead(period: Period, frequency: Frequency) -> Option<String> {
    let Period::Month(year, month) = period else { return None };
    match frequency {
        Frequency::Quarterly => {}
        // `2010-12` is a month, or three years together.
        Frequency::Years(_) => return pooled(&[&year.to_string(), &format!("{month:02}")]),
        Frequency::Monthly => return None,
    }
    let (year, month) = if month < 4 { (year - 1, month + 8) } else { (year, month - 4) };
    let quarter = Period::FinancialQuarter(year, month / 3 + 1);
    let last = quarter.end();
    let first = MONTHS[usize::try_from(chrono::Datelike::month0(&quarter.start())).ok()?];
    let until = MONTHS[usize::try_from(chrono::Datelike::month0(&last)).ok()?];
    Some(format!(
        "write `{quarter}` if the figure is of the whole quarter, {} to {}",
        named(first),
        named(until)
    ))
}

fn named(month: &str) -> String {
    month[..1].to_uppercase() + &month[1..]
}

/// Words that do not help to identify the period.
const FILLERS: [&str; 6] = ["financial", "year", "ending", "ended", "to", "the"];

/// Runs of letters, in lower case, and runs of digits, without anything between them.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for c in text.chars() {
        let sort = c.is_ascii_alphanumeric().then(|| c.is_ascii_digit());
        match (sort, words.last_mut()) {
            (Some(_), Some(word)) if sort == last => word.push(c.to_ascii_lowercase()),
            (Some(_), _) => words.push(c.to_ascii_lowercase().to_string()),
            (None, _) => {}
        }
        last = sort;
    }
    words
}

fn number(word: &str, digits: std::ops::RangeInclusive<usize>) -> Option<i32> {
    let all = word.bytes().all(|byte| byte.is_ascii_digit());
    (all && digits.contains(&word.len())).then(|| word.parse().ok())?
}

fn month_of(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|name| {
        word.len() >= 3 && name.starts_with(word) || word == "sept" && *name == "september"
    })?;
    u32::try_from(at + 1).ok()
}

/// The starting year of `2023/24`, `2023/2024`, `23/24` or `202324`.
fn financial_year(words: &[&str]) -> Option<i32> {
    let (first, second) = match words {
        [first, second] => (*first, *second),
        [both] if both.len() == 6 && both.bytes().all(|byte| byte.is_ascii_digit()) => both.split_at(4),
        _ => return None,
    };
    let (year, next) = years(first, second)?;
    (next == year + 1).then_some(year)
}

/// Two years; the second may lack its century.
fn years(first: &str, second: &str) -> Option<(i32, i32)> {
    let year = number(first, 4..=4).or_else(|| number(first, 2..=2).map(|year| 2000 + year))?;
    let next = number(second, 4..=4).or_else(|| {
        let short = number(second, 2..=2)?;
        let same = year - year % 100 + short;
        Some(if same < year { same + 100 } else { same })
    })?;
    (1900..=2100).contains(&year).then_some((year, next))
}

/// The quarter meant by `Q1 2023/24`, `2023-24 Quarter 1` or `Qtr 1 2023`.
fn quarter(words: &[&str]) -> Option<String> {
    let at = words.iter().position(|word| ["q", "qtr", "quarter"].contains(word))?;
    let quarter = u32::try_from(number(words.get(at + 1)?, 1..=1)?).ok()?;
    if !(1..=4).contains(&quarter) {
        return Some("a year has the quarters `Q1` to `Q4`: write the one that is meant".to_owned());
    }
    let rest: Vec<&str> = [&words[..at], &words[at + 2..]].concat();
    if let Some(year) = financial_year(&rest) {
        return Some(format!("write `{}`", Period::FinancialQuarter(year, quarter)));
    }
    let [year] = rest[..] else { return None };
    let year = number(year, 4..=4)?;
    Some(format!(
        "write `{}` for a quarter of the financial year, `{}` for one of the calendar year",
        Period::FinancialQuarter(year, quarter),
        Period::CalendarQuarter(year, quarter)
    ))
}

/// `FY19` ends in 2019 for some people and begins then for others; `FY2018/19` is unambiguous.
fn open_financial_year(words: &[&str]) -> Option<String> {
    let ["fy", rest @ ..] = words else { return None };
    if let Some(year) = financial_year(rest) {
        return Some(format!("write `{}`", Period::FinancialYear(year)));
    }
    let [year] = rest else { return None };
    let year = number(year, 4..=4).or_else(|| number(year, 2..=2).map(|year| 2000 + year))?;
    let (ends, begins) = (Period::FinancialYear(year - 1), Period::FinancialYear(year));
    Some(format!("write `{ends}` if it ends in March {year}, `{begins}` if it begins in April {year}"))
}

/// Advice on `2017 - 19`: figures for several years combined.
fn pooled(words: &[&str]) -> Option<String> {
    let [first, second] = words else { return None };
    let (from, to) = years(first, second)?;
    (number(first, 4..=4).is_some() && (2..=10).contains(&(to - from))).then(|| {
        let last = Period::FinancialYear(to - 1);
        let slip = match to - from {
            2 => format!("; if a digit is wrong, write `{}`", Period::FinancialYear(from)),
            _ => String::new(),
        };
        format!(
            "a reading has one year; write the one in which its years end: `{last}` if that is March {to}, `{to}` if it \
             is December {to}; say in a `note` which years are taken together{slip}"
        )
    })
}

/// `P1 2023-24`, `2023-24 M12`, `Period 12 2023/24`: the months of a financial year by number.
fn numbered_month(words: &[&str]) -> Option<Period> {
    let at = words.iter().position(|word| ["p", "m", "mth", "month", "period"].contains(word))?;
    let month =
        u32::try_from(number(words.get(at + 1)?, 1..=2)?).ok().filter(|month| (1..=12).contains(month))?;
    let year = financial_year(&[&words[..at], &words[at + 2..]].concat())?;
    Some(match month {
        1..=9 => Period::Month(year, month + 3),
        _ => Period::Month(year + 1, month - 9),
    })
}

/// `2023-24 H1`, `2023-24 Autumn`: what is longer than a quarter, under the quarter with which it ends.
fn part_of_year(words: &[&str]) -> Option<String> {
    let rest = |at: usize, length: usize| financial_year(&[&words[..at], &words[at + length..]].concat());
    if let Some(at) = words.iter().position(|word| *word == "h" || *word == "half") {
        let half =
            u32::try_from(number(words.get(at + 1)?, 1..=1)?).ok().filter(|half| (1..=2).contains(half))?;
        let quarter = Period::FinancialQuarter(rest(at, 2)?, 2 * half);
        return Some(format!("write `{quarter}`, the quarter with which the half year ends"));
    }
    let terms = [("autumn", 0, 3), ("spring", 0, 4), ("summer", 1, 1)];
    let words_of_term: Vec<&str> = words.iter().copied().filter(|word| *word != "term").collect();
    let (at, (term, later, quarter)) = words_of_term
        .iter()
        .enumerate()
        .find_map(|(at, word)| Some((at, terms.iter().find(|term| term.0 == *word)?)))?;
    let year = financial_year(&[&words_of_term[..at], &words_of_term[at + 1..]].concat())?;
    let quarter = Period::FinancialQuarter(year + later, *quarter);
    Some(format!("write `{quarter}`, the quarter that the {term} term of the school year is nearest to"))
}

/// `2023-24 YTD`: up to when is not said.
fn up_to_date(words: &[&str], frequency: Frequency) -> Option<String> {
    let [years @ .., "ytd"] = words else { return None };
    let year = financial_year(years)?;
    let (period, example) = match frequency {
        Frequency::Years(_) => {
            return Some(format!(
                "write `{}` if it is the whole year; a figure up to now has its place in a quarterly or monthly measure with \
             `covers: year to date`",
                Period::FinancialYear(year)
            ));
        }
        Frequency::Quarterly => ("quarter", Period::FinancialQuarter(year, 2)),
        Frequency::Monthly => ("month", Period::Month(year, 9)),
    };
    Some(format!(
        "write the {period} up to which the figure counts, as in `{example}`, and `covers: year to date` in the measure"
    ))
}

/// `12 months to June 2024`, which is told by the period with which it ends.
fn rolling(words: &[&str], frequency: Frequency) -> Option<String> {
    let ["12", "months" | "mths", rest @ ..] = words else { return None };
    let Period::Month(year, number) = month(rest)? else { return None };
    let last = Period::Month(year, number);
    let quarters =
        [(year - 1, 4), (year, 1), (year, 2), (year, 3)].map(|(year, of)| Period::FinancialQuarter(year, of));
    let years = [Period::FinancialYear(year - 1), Period::CalendarYear(year)];
    let of_quarter = || quarters.into_iter().find(|quarter| quarter.end() == last.end());
    let of_year = || years.into_iter().find(|year| year.end() == last.end());
    let period = match frequency {
        Frequency::Monthly => Some(last),
        Frequency::Quarterly => of_quarter(),
        Frequency::Years(_) => of_year(),
    };
    let period = period.unwrap_or(Period::Day(last.end()));
    Some(format!("write `{period}`, and `covers: rolling 12 months` in the measure"))
}

/// `2023/24 academic year`: September to August, which has no form of its own.
fn academic(words: &[&str]) -> Option<String> {
    let is_mark = |word: &&str| ["academic", "ay", "school"].contains(word);
    words.iter().any(is_mark).then_some(())?;
    let rest: Vec<&str> = words.iter().copied().filter(|word| !is_mark(word)).collect();
    let year = financial_year(&rest)?;
    Some(format!(
        "write `{}` and say in the title that it is the school year, or write the day on which that ends: `{}-08-31`",
        Period::FinancialYear(year),
        year + 1
    ))
}

/// `April 2024`, `2024 Apr`, `Apr-24`, `04/2024`, `2024-4`.
fn month(words: &[&str]) -> Option<Period> {
    let [first, second] = words else { return None };
    let year = |word: &str| number(word, 4..=4).filter(|year| (1900..=2100).contains(year));
    let of = |name: &str, written: &str| {
        let short = || number(written, 2..=2).map(|year| 2000 + year);
        Some((year(written).or_else(short)?, month_of(name)?))
    };
    let in_digits = |written: &str, month: &str| {
        let month = u32::try_from(number(month, 1..=2)?).ok()?;
        Some((year(written)?, month))
    };
    let found = of(first, second).or_else(|| year(first).and_then(|_| of(second, first)));
    let found = found.or_else(|| in_digits(second, first)).or_else(|| in_digits(first, second));
    let (year, month) = found.filter(|(_, month)| (1..=12).contains(month))?;
    Some(Period::Month(year, month))
}

/// The quarter meant by `Apr-Jun 2023`.
fn months_of_quarter(words: &[&str]) -> Option<Period> {
    let [first, last, year] = words else { return None };
    let (first, last, year) = (month_of(first)?, month_of(last)?, number(year, 4..=4)?);
    let quarter = match first {
        1 => Period::FinancialQuarter(year - 1, 4),
        4 | 7 | 10 => Period::FinancialQuarter(year, first / 3),
        _ => return None,
    };
    (last == first + 2).then_some(quarter)
}

/// The last day of a period that packs have no name for: `H1 2023/24`, `2024-W05`, `30/06/2024`.
fn last_day(words: &[&str]) -> Option<NaiveDate> {
    match words {
        [year, "w", week] => {
            let week = u32::try_from(number(week, 1..=2)?).ok()?;
            NaiveDate::from_isoywd_opt(number(year, 4..=4)?, week, Weekday::Sun)
        }
        ["h", half, years @ ..] | [years @ .., "h", half] => {
            let april = NaiveDate::from_ymd_opt(financial_year(years)?, 4, 1)?;
            let half = u32::try_from(number(half, 1..=1)?).ok().filter(|half| (1..=2).contains(half))?;
            (april + Months::new(6 * half)).pred_opt()
        }
        [day, month, year] => {
            let month = month_of(month).or_else(|| u32::try_from(number(month, 1..=2)?).ok())?;
            let day = u32::try_from(number(day, 1..=2)?).ok()?;
            NaiveDate::from_ymd_opt(number(year, 4..=4)?, month, day)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_period_is_worked_out_from_what_was_written() {
        use Frequency::{Monthly, Quarterly};
        let yearly = Frequency::Years(1);
        for (text, frequency, fix) in [
            ("Q1 2023/24", Quarterly, "write `2023-24 Q1`"),
            ("Q3 2018-19", Quarterly, "write `2018-19 Q3`"),
            ("2023/24 Quarter 1", Quarterly, "write `2023-24 Q1`"),
            ("Qtr 1 2023-24", Quarterly, "write `2023-24 Q1`"),
            ("Q1 23/24", Quarterly, "write `2023-24 Q1`"),
            ("2023-24Q2", Quarterly, "write `2023-24 Q2`"),
            ("Apr-Jun 2023", Quarterly, "write `2023-24 Q1`"),
            ("Jan to Mar 2024", Quarterly, "write `2023-24 Q4`"),
            (
                "June 2023",
                Quarterly,
                "write `2023-24 Q1` if the figure is of the whole quarter, April to June",
            ),
            ("Apr-24", Monthly, "write `2024-04`"),
            ("Sep-25", Monthly, "write `2025-09`"),
            ("Sept 2025", Monthly, "write `2025-09`"),
            ("April 2021", Monthly, "write `2021-04`"),
            ("2024 April", Monthly, "write `2024-04`"),
            ("04/2024", Monthly, "write `2024-04`"),
            ("P1 2023-24", Monthly, "write `2023-04`"),
            ("2023-24 P12", Monthly, "write `2024-03`"),
            ("Month 10 2023/24", Monthly, "write `2024-01`"),
            ("H1 2023/24", Quarterly, "write `2023-24 Q2`, the quarter with which the half year ends"),
            (
                "2023-24 Autumn",
                Quarterly,
                "write `2023-24 Q3`, the quarter that the autumn term of the school year is nearest to",
            ),
            (
                "Summer term 2023/24",
                Quarterly,
                "write `2024-25 Q1`, the quarter that the summer term of the school year is nearest to",
            ),
            (
                "12 months to June 2024",
                Quarterly,
                "write `2024-25 Q1`, and `covers: rolling 12 months` in the measure",
            ),
            (
                "12 months to March 2024",
                yearly,
                "write `2023-24`, and `covers: rolling 12 months` in the measure",
            ),
            (
                "2023-24 YTD",
                Monthly,
                "write the month up to which the figure counts, as in `2023-09`, and `covers: year to date` in the measure",
            ),
            (
                "2023/24 academic year",
                yearly,
                "write `2023-24` and say in the title that it is the school year, or write the day on which that ends: \
                 `2024-08-31`",
            ),
            ("2024-4", Monthly, "write `2024-04`"),
            ("2018/2019", yearly, "write `2018-19`"),
            ("201819", yearly, "write `2018-19`"),
            ("18/19", yearly, "write `2018-19`"),
            ("FY2018/19", yearly, "write `2018-19`"),
            (
                "FY19",
                yearly,
                "write `2018-19` if it ends in March 2019, `2019-20` if it begins in April 2019",
            ),
            ("H1 2023/24", yearly, "write `2023-09-30`, a day"),
            ("2024-W05", Monthly, "write `2024-02-04`, a day"),
            ("30/06/2024", Monthly, "write `2024-06-30`, a day"),
            (
                "2017 - 19",
                yearly,
                "a reading has one year; write the one in which its years end: `2018-19` if that is March 2019, `2019` \
                 if it is December 2019; say in a `note` which years are taken together; if a digit is wrong, write \
                 `2017-18`",
            ),
        ] {
            assert_eq!(remedy(text, frequency).as_deref(), Some(fix), "{text}");
        }
        for text in ["soon", "2023-24 Autumn", "Q5 2023/24", "Brumaire 2019", "Apr-24", "2018-13", "Q1"] {
            assert_eq!(remedy(text, yearly), None, "{text}");
        }
    }
}
