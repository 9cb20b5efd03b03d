//! Numbers, exactly as written.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// A number exactly as written. It becomes a binary float only when passed to the statistics or the charts.
pub type Number = Decimal;

/// The largest size that a figure may have. A hundred times as much still fits into [`Number`].
pub const LARGEST: i64 = 1_000_000_000_000_000;
/// The most decimals that a figure may have.
pub const MOST_DECIMALS: u32 = 6;

/// Rounds half away from zero, as spreadsheets do.
pub fn rounded(number: Number, decimals: u32) -> Number {
    number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// Whether the text is only digits, with an optional minus sign in front and an optional decimal point.
pub fn is_plain_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let padded = whole.len() > 1 && whole.starts_with('0');
    digits(whole) && digits(fraction) && !padded && text.len() < 40
}

/// The number, if the text is a plain number of acceptable size.
pub fn plain_number(text: &str) -> Option<Number> {
    let number: Number = Some(text).filter(|text| is_plain_number(text))?.parse().ok()?;
    (number.scale() <= MOST_DECIMALS && number.abs() <= Decimal::from(LARGEST)).then_some(number)
}

/// A number as a float, for statistics and charts. Figures have at most 16 digits before the point, so a float is
/// at least as precise as anything computed from it.
pub fn float(number: Number) -> f64 {
    number.to_f64().unwrap_or(f64::NAN)
}

/// The words for the numbers 0 to 19.
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

/// The number in `<5` or `≥ 19`.
pub fn bound(text: &str) -> Option<&str> {
    let number = text.strip_prefix(['<', '>', '≤', '≥'])?.trim_start_matches('=').trim();
    is_plain_number(number).then_some(number)
}

/// A whole number with commas between thousands.
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
    fn thousands_are_grouped() {
        assert_eq!(
            [0, 999, 1000, 100_000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "100,000", "1,234,567"]
        );
    }
}
