//! Numbers as they were written.

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

/// Numbers as words, from 0 to 19.
pub const NUMBER_WORDS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
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
    } else if let Some(number) = NUMBER_WORDS.iter().position(|word| text.eq_ignore_ascii_case(word)) {
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
    fn a_number_in_words_or_as_a_bound_leads_to_its_digits() {
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
    fn thousands_are_grouped() {
        assert_eq!(
            [0, 999, 1000, 100_000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "100,000", "1,234,567"]
        );
    }
}
