//! Quantities: numbers as they were written, and the units that say what they count.

use std::fmt;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::finding::{Code, Misread};

/// A number as it was written, exactly. It is never a binary float up to the door of the statistics.
pub type Number = Decimal;

/// The largest size a figure may have. A tenth of a thousandfold of it still fits into [`Number`].
const LARGEST: i64 = 1_000_000_000_000_000;
/// The most decimals a figure may be written with.
pub const MOST_DECIMALS: u32 = 6;

/// Reads a number as written.
///
/// # Errors
/// When the form could be misread: thousands separators, units, exponents, signs from a word processor.
pub fn read_number(text: &str) -> Result<Number, Misread> {
    let refuse = |fix: String| Misread::new(Code::Number, format!("`{text}` is not a number"), fix);
    if !is_plain_number(text) {
        return Err(refuse(remedy(text)));
    }
    let number: Number = text.parse().map_err(|_| refuse("write it with fewer digits".to_owned()))?;
    if number.scale() > MOST_DECIMALS {
        return Err(refuse(format!("write it with at most {MOST_DECIMALS} decimals")));
    }
    if number.abs() > Decimal::from(LARGEST) {
        return Err(refuse("write it in thousands or millions, with a unit such as `£m`".to_owned()));
    }
    Ok(number)
}

/// Rounds half away from zero, as spreadsheets do.
pub fn rounded(number: Number, decimals: u32) -> Number {
    number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// Digits, perhaps a minus in front and a point between.
fn is_plain_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let padded = whole.len() > 1 && whole.starts_with('0');
    digits(whole) && digits(fraction) && !padded && text.len() < 40
}

/// Digits in groups of three, as in `5,500` or `1 234 567.8`.
fn is_grouped(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut groups = whole.strip_prefix('-').unwrap_or(whole).split([',', ' ', '\'', '\u{a0}', '\u{202f}']);
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().is_some_and(|group| digits(group) && group.len() <= 3);
    let rest: Vec<&str> = groups.collect();
    first
        && !rest.is_empty()
        && rest.iter().all(|group| digits(group) && group.len() == 3)
        && digits(fraction)
}

/// A number as the statistics and the charts take it. Figures have at most 16 digits before the point, so a float
/// holds each as closely as anything is computed from it.
pub fn float(number: Number) -> f64 {
    number.to_f64().unwrap_or(f64::NAN)
}

/// Numbers as words, from 0 on.
const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// The number of `<5` or `≥ 19`.
pub fn bound(text: &str) -> Option<&str> {
    let number = text.strip_prefix(['<', '>', '≤', '≥'])?.trim_start_matches('=').trim();
    is_plain_number(number).then_some(number)
}

/// What to write instead of something that is no number.
fn remedy(text: &str) -> String {
    let bare: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
    let write = |form: &str| format!("write `{form}`");
    let minus = text.replace(['\u{2212}', '\u{2013}'], "-");
    if text.is_empty() {
        "write the number, or a reason such as `x`".to_owned()
    } else if is_plain_number(&minus) {
        format!("{}, with the minus of the keyboard", write(&minus))
    } else if text.contains('%') && is_plain_number(&bare) {
        format!("{}; the unit says that it is a percentage", write(&bare))
    } else if text.contains('£') && is_plain_number(&bare) {
        format!("{}; the unit says what it counts", write(&bare))
    } else if let Some(number) = text.strip_suffix(" or more").or(text.strip_suffix(" or less")) {
        format!("{}; `better` says which side of it is good", write(number.trim()))
    } else if let Some(number) = bound(text) {
        format!("{}; a figure has no sign of more or less", write(number))
    } else if let Some(number) = NUMBERS.iter().position(|word| text.eq_ignore_ascii_case(word)) {
        write(&number.to_string())
    } else if is_grouped(text) {
        format!("{}, without separators", write(&bare))
    } else if is_plain_number(&text.replacen(',', ".", 1)) {
        format!("{}, with a point before decimals", write(&text.replacen(',', ".", 1)))
    } else if text.strip_prefix('+').is_some_and(is_plain_number) {
        write(&text[1..])
    } else if is_plain_number(text.trim_start_matches('0')) {
        write(text.trim_start_matches('0'))
    } else if text.starts_with('.') && is_plain_number(&format!("0{text}")) {
        write(&format!("0{text}"))
    } else {
        "write digits, with a point before decimals, such as `12.5`".to_owned()
    }
}

/// What a measure's numbers count. From it follow the range and the printed form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    Percent,
    /// Per so many people or things.
    Rate(u64),
    /// A score between two ends, both included.
    Score {
        from: Number,
        to: Number,
    },
    Money {
        scale: MoneyScale,
        per: Option<String>,
    },
    Time {
        unit: TimeUnit,
        per: Option<String>,
    },
    /// A count of people, or of anything.
    Count(String),
    Index,
    /// A place among so many; 1 is the first.
    Rank(u64),
}

/// What one unit of money is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyScale {
    Pounds,
    Thousands,
    Millions,
}

/// What time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    Days,
    Hours,
}

/// The fix for a unit that is none.
const UNITS: &str = "write `percent`, `per 100,000`, `score out of 12`, `score 1 to 5`, `£`, `£k`, `£m`, `days`, \
                     `hours`, `count of people`, `index` or `rank out of 151`";

/// The form of a unit that people call by another name.
fn unit_meant(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let thousands = lower.strip_prefix("per ").and_then(|rest| rest.strip_suffix('k')).map(str::trim);
    Some(match lower.as_str() {
        "percentage" | "per cent" | "pct" | "percentages" => "percent".to_owned(),
        "pounds" | "pound" | "gbp" | "pounds sterling" => "£".to_owned(),
        "£000" | "£000s" | "£'000" | "£ thousand" | "thousand pounds" => "£k".to_owned(),
        "£ million" | "million pounds" | "£ millions" => "£m".to_owned(),
        "number" | "count" | "people" | "number of people" => "count of people".to_owned(),
        "day" => "days".to_owned(),
        "hour" => "hours".to_owned(),
        _ if text.contains('%') => "percent".to_owned(),
        _ => {
            match thousands.and_then(|size| size.parse::<u32>().ok()).filter(|size| (1..1000).contains(size))
            {
                Some(size) => format!("per {size},000"),
                None => return None,
            }
        }
    })
}

impl Unit {
    /// Reads a unit as written.
    ///
    /// # Errors
    /// When the text is none of the forms.
    pub fn read(text: &str) -> Result<Self, Misread> {
        let (unit, per) = match text.split_once(" per ") {
            Some((unit, per)) => (unit, Some(per.trim().to_owned()).filter(|per| !per.is_empty())),
            None => (text, None),
        };
        let money = |scale| Self::Money { scale, per: per.clone() };
        let time = |unit| Self::Time { unit, per: per.clone() };
        let read = match unit {
            "percent" if per.is_none() => Some(Self::Percent),
            "index" if per.is_none() => Some(Self::Index),
            "£" => Some(money(MoneyScale::Pounds)),
            "£k" => Some(money(MoneyScale::Thousands)),
            "£m" => Some(money(MoneyScale::Millions)),
            "days" => Some(time(TimeUnit::Days)),
            "hours" => Some(time(TimeUnit::Hours)),
            _ => None,
        };
        read.or_else(|| Self::read_with_number(text)).ok_or_else(|| {
            let fix = unit_meant(text).map_or_else(|| UNITS.to_owned(), |unit| format!("write `{unit}`"));
            Misread::new(Code::Unit, format!("`{text}` is not a unit"), fix)
        })
    }

    /// The forms that hold a number or a word of the author's.
    fn read_with_number(text: &str) -> Option<Self> {
        let size = |text: &str| text.replace(',', "").parse().ok().filter(|size: &u64| *size > 0);
        if let Some(rest) = text.strip_prefix("per ") {
            return size(rest).map(Self::Rate);
        }
        if let Some(rest) = text.strip_prefix("rank out of ") {
            return size(rest).map(Self::Rank);
        }
        if let Some(rest) = text.strip_prefix("score out of ") {
            let to = read_number(rest).ok().filter(|to| *to > Number::ZERO)?;
            return Some(Self::Score { from: Number::ZERO, to });
        }
        if let Some(rest) = text.strip_prefix("score ") {
            let (from, to) = rest.split_once(" to ")?;
            let (from, to) = (read_number(from).ok()?, read_number(to).ok()?);
            return (from < to).then_some(Self::Score { from, to });
        }
        let thing = text.strip_prefix("count of ")?.trim();
        (!thing.is_empty()).then(|| Self::Count(thing.to_owned()))
    }

    /// The smallest and the largest value that the unit itself allows. A percentage is not bounded here, because
    /// changes and ratios in percent may pass both ends.
    pub fn range(&self) -> (Option<Number>, Option<Number>) {
        match self {
            Self::Score { from, to } => (Some(*from), Some(*to)),
            Self::Rank(of) => (Some(Number::ONE), Some(Number::from(*of))),
            Self::Rate(_) | Self::Count(_) => (Some(Number::ZERO), None),
            Self::Percent | Self::Money { .. } | Self::Time { .. } | Self::Index => (None, None),
        }
    }
}

/// The unit as written in packs and in open data.
impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let with_per = |f: &mut fmt::Formatter<'_>, unit: &str, per: &Option<String>| match per {
            Some(per) => write!(f, "{unit} per {per}"),
            None => f.write_str(unit),
        };
        match self {
            Self::Percent => f.write_str("percent"),
            Self::Rate(of) => write!(f, "per {}", grouped(*of)),
            Self::Score { from, to } if from.is_zero() => write!(f, "score out of {to}"),
            Self::Score { from, to } => write!(f, "score {from} to {to}"),
            Self::Money { scale, per } => with_per(f, scale.sign(), per),
            Self::Time { unit, per } => with_per(f, unit.word(), per),
            Self::Count(thing) => write!(f, "count of {thing}"),
            Self::Index => f.write_str("index"),
            Self::Rank(of) => write!(f, "rank out of {of}"),
        }
    }
}

impl MoneyScale {
    /// The sign as written: `£m`.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Pounds => "£",
            Self::Thousands => "£k",
            Self::Millions => "£m",
        }
    }

    /// What stands behind the number: `£2.7m`.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Pounds => "",
            Self::Thousands => "k",
            Self::Millions => "m",
        }
    }
}

impl TimeUnit {
    pub fn word(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Hours => "hours",
        }
    }
}

/// A whole number with a comma at each thousand.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_names_lead_to_the_form() {
        for (text, unit) in
            [("percentage", "percent"), ("pounds", "£"), ("per 100k", "per 100,000"), ("%", "percent")]
        {
            assert_eq!(Unit::read(text).unwrap_err().fix, format!("write `{unit}`"), "{text}");
        }
        assert_eq!(read_number("one").unwrap_err().fix, "write `1`");
        assert_eq!(read_number("<5").unwrap_err().fix, "write `5`; a figure has no sign of more or less");
    }

    #[test]
    fn a_number_keeps_its_decimals() {
        for text in ["7.10", "0", "-0.5", "81.0", "1000000000000000", "0.000001"] {
            assert_eq!(read_number(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_number_that_could_be_misread_gets_the_form_to_write() {
        for (text, fix) in [
            ("5,500", "write `5500`, without separators"),
            ("5 500", "write `5500`, without separators"),
            ("19.5 or more", "write `19.5`; `better` says which side of it is good"),
            ("12.5%", "write `12.5`; the unit says that it is a percentage"),
            ("£141m", "write `141`; the unit says what it counts"),
            ("6,6", "write `6.6`, with a point before decimals"),
            ("1 234,5", "write digits, with a point before decimals, such as `12.5`"),
            ("1,234,567.8", "write `1234567.8`, without separators"),
            ("−0.4", "write `-0.4`, with the minus of the keyboard"),
            ("+5", "write `5`"),
            ("007", "write `7`"),
            (".5", "write `0.5`"),
            ("1e3", "write digits, with a point before decimals, such as `12.5`"),
            (".inf", "write digits, with a point before decimals, such as `12.5`"),
            ("12.", "write digits, with a point before decimals, such as `12.5`"),
            ("1.2.3", "write digits, with a point before decimals, such as `12.5`"),
            ("0.1234567", "write it with at most 6 decimals"),
            ("1000000000000001", "write it in thousands or millions, with a unit such as `£m`"),
            ("", "write the number, or a reason such as `x`"),
        ] {
            assert_eq!(read_number(text).unwrap_err().fix, fix, "{text}");
        }
    }

    #[test]
    fn units_read_and_print() {
        for text in [
            "percent",
            "per 100,000",
            "score out of 12",
            "score 1 to 5",
            "£",
            "£k",
            "£m",
            "£ per hour",
            "days",
            "hours per week",
            "count of people",
            "index",
            "rank out of 151",
        ] {
            assert_eq!(Unit::read(text).unwrap().to_string(), text);
        }
        assert_eq!(Unit::read("per 1000"), Ok(Unit::Rate(1000)));
    }

    #[test]
    fn what_is_no_unit_is_said() {
        assert_eq!(Unit::read("%").unwrap_err().fix, "write `percent`");
        for text in ["", "per 0", "per cent", "score 5 to 1", "score out of 0", "count of ", "furlongs"] {
            assert_eq!(Unit::read(text).unwrap_err().code, Code::Unit, "{text}");
        }
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(
            [0, 999, 1000, 100_000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "100,000", "1,234,567"]
        );
    }
}
