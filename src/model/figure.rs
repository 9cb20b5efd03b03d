//! Reads figures as people write them; if one is not a number, says what to write instead.

mod meant;

use rust_decimal::Decimal;

use crate::finding::{Code, Misread};
use crate::model::quantity::{LARGEST, MOST_DECIMALS, Number, is_plain_number};
use crate::model::unit::Unit;

/// Reads a number exactly as written.
///
/// # Errors
/// When the text could be misread: thousands separators, units, exponents, a word processor's minus sign.
pub fn read_number(text: &str) -> Result<Number, Misread> {
    read_figure(text, None)
}

/// Reads a number for a given unit, which may help to tell what was meant by a number in another form.
///
/// # Errors
/// As [`read_number`].
pub fn read_figure(text: &str, unit: Option<&Unit>) -> Result<Number, Misread> {
    let refuse = |fix: String| Misread::new(Code::Number, format!("`{text}` is not a number"), fix);
    if !is_plain_number(text) {
        return Err(refuse(meant::remedy(text, unit)));
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
            ("£141m", "write it in the unit: `141000000`, if that counts single ones"),
            ("6,6", "write `6.6`, with a point before decimals"),
            ("1 234,5", "write `1234.5`, without separators"),
            ("1,234,567.8", "write `1234567.8`, without separators"),
            ("−0.4", "write `-0.4`, with the minus of the keyboard"),
            ("+5", "write `5`"),
            ("007", "write `7`"),
            (".5", "write `0.5`"),
            ("1e3", "write `1000`"),
            (".inf", "write digits, with a point before decimals, such as `12.5`"),
            ("12.", "write `12`"),
            ("1.2.3", "write digits, with a point before decimals, such as `12.5`"),
            ("0.1234567", "write it with at most 6 decimals"),
            ("1000000000000001", "write it in thousands or millions, with a unit such as `£m`"),
            ("", "write the number, or a reason such as `x`"),
        ] {
            assert_eq!(read_number(text).unwrap_err().fix, fix, "{text}");
        }
    }
}
