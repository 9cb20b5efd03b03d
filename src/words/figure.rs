//! Numbers as printed: rounding, thousands separators, the minus sign, and the unit around them.

use crate::model::quantity::{Number, grouped, rounded};
use crate::model::unit::Unit;

/// The typographic minus sign, U+2212: as wide as a plus, and never separated from its number at a line break.
pub const MINUS: char = '\u{2212}';

/// A number as printed: `1,234.50`, `−0.4`. A number that rounds to zero has no sign.
pub fn plain(number: Number, decimals: u32) -> String {
    let rounded = rounded(number, decimals);
    let digits = format!("{:.*}", decimals as usize, rounded.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), grouped);
    let sign = if rounded < Number::ZERO { MINUS.to_string() } else { String::new() };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}

/// A difference as printed, with its sign: `+1.2`, `−0.4`; `0.0` has none.
pub fn signed(number: Number, decimals: u32) -> String {
    let plus = if rounded(number, decimals) > Number::ZERO { "+" } else { "" };
    format!("{plus}{}", plain(number, decimals))
}

/// A figure with its unit, as in a sentence: `86.0%`, `6.6 out of 12`, `£2.7m`, `11.3 days`.
pub fn with_unit(number: Number, decimals: u32, unit: &Unit) -> String {
    within(&unit.form, number, decimals)
}

/// A figure or difference with no more of its unit than a reader needs: `45%`, `£720`. In units that only count
/// something, it is a plain number.
pub fn short(number: Number, decimals: u32, unit: &Unit) -> String {
    within(unit.short(), number, decimals)
}

/// The size of a difference in the measure's unit; between percentages, in points.
pub fn amount(size: Number, decimals: u32, unit: &Unit) -> String {
    within(&unit.difference, size, decimals)
}

/// A figure in running text: `£141 million` for `£141m`. Appending noughts to a fraction would give another figure, so
/// `£1.5k` is left as it is.
pub fn spelt_out(number: Number, decimals: u32, unit: &Unit) -> String {
    let adds_noughts = unit.spelt.contains("#,");
    let decimals = if adds_noughts { shown_decimals(number, decimals) } else { decimals };
    within(if adds_noughts && decimals > 0 { &unit.form } else { &unit.spelt }, number, decimals)
}

/// A figure in the form of its unit. A minus sign precedes the pound sign. After exactly `1` the noun is singular:
/// `2 days`, `1 day`, but `1.0 days`, as people say it.
fn within(form: &str, number: Number, decimals: u32) -> String {
    let figure = plain(number, if form.contains('£') { shown_decimals(number, decimals) } else { decimals });
    let digits = figure.trim_start_matches(MINUS);
    let minus = &figure[..figure.len() - digits.len()];
    let (before, behind) = form.split_once('#').unwrap_or(("", ""));
    let (words, sign) = before.split_at(before.rfind(' ').map_or(0, |space| space + 1));
    match behind.strip_prefix(' ') {
        Some(things) if digits == "1" => format!("{words}{minus}{sign}{digits} {}", one_of(things)),
        _ => format!("{words}{minus}{sign}{digits}{behind}"),
    }
}

/// Words after which a phrase only describes what is counted: `children in care`.
const DESCRIBING: [&str; 11] = ["in", "of", "on", "with", "without", "for", "at", "to", "from", "by", "per"];

/// So many decimals that an amount of money which is not nought is not printed as nought: £0.3k, and not £0k.
fn shown_decimals(number: Number, decimals: u32) -> u32 {
    let seen = |decimals: &u32| !rounded(number, *decimals).is_zero();
    (decimals..=number.scale().max(decimals)).find(seen).unwrap_or(decimals)
}

/// One of the things that a plural names: `day`, `person`, `child in care`, `library visit`. A word that is no plain plural
/// is left as it is.
fn one_of(things: &str) -> String {
    let mut words: Vec<&str> = things.split(' ').collect();
    let end = words.iter().position(|word| DESCRIBING.contains(word)).unwrap_or(words.len());
    let Some(noun) = end.checked_sub(1).and_then(|at| words.get_mut(at)) else {
        return things.to_owned();
    };
    let single = match *noun {
        "people" => "person".to_owned(),
        "children" => "child".to_owned(),
        plural => match plural.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None if ["sses", "xes", "ches", "shes"].iter().any(|end| plural.ends_with(end)) => {
                plural[..plural.len() - 2].to_owned()
            }
            None if ["ss", "us"].iter().any(|end| plural.ends_with(end)) => plural.to_owned(),
            None => plural.strip_suffix('s').unwrap_or(plural).to_owned(),
        },
    };
    *noun = &single;
    words.join(" ")
}

/// A share of a whole in whole percent, rounded half up; `None` if the whole is 0.
pub fn percent_of(part: usize, whole: usize) -> Option<usize> {
    (whole > 0).then(|| (200 * part + whole) / (2 * whole))
}

/// Whether the shares of the parts of a whole, each rounded separately, add up to 100. Where they do not, statisticians
/// say so rather than adjust one of them.
pub fn adds_to_hundred(parts: &[usize]) -> bool {
    let whole: usize = parts.iter().sum();
    let shares: Option<usize> = parts.iter().map(|part| percent_of(*part, whole)).sum();
    shares.is_none_or(|sum| sum == 100)
}

/// The note to print where they do not add up.
pub const ROUNDED_SHARES: &str = "Percentages do not add to 100 because of rounding.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_shares_need_not_add_to_hundred() {
        // 45%, 21% and 34%; 38%, 25% and 38%; 33% three times; nothing rated.
        assert!(adds_to_hundred(&[24, 11, 18]));
        assert!(!adds_to_hundred(&[3, 2, 3]));
        assert!(!adds_to_hundred(&[1, 1, 1]));
        assert!(adds_to_hundred(&[0, 0, 0]));
    }

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[test]
    fn halves_round_away_from_zero() {
        for (text, decimals, printed) in [
            ("84.95", 1, "85.0"),
            ("84.949", 1, "84.9"),
            ("-0.25", 1, "\u{2212}0.3"),
            ("2.5", 0, "3"),
            ("0.5", 0, "1"),
            ("-0.04", 1, "0.0"),
            ("1234567.891", 2, "1,234,567.89"),
            ("1000", 0, "1,000"),
            ("7.1", 2, "7.10"),
        ] {
            assert_eq!(plain(number(text), decimals), printed, "{text}");
        }
    }

    #[test]
    fn differences_carry_their_sign() {
        assert_eq!(signed(number("1.2"), 1), "+1.2");
        assert_eq!(signed(number("-1.2"), 1), "\u{2212}1.2");
        assert_eq!(signed(number("0.04"), 1), "0.0");
    }

    #[test]
    fn figures_stand_in_their_unit() {
        for (text, unit, words) in [
            ("86.0", "percent", "86.0%"),
            ("6.6", "score out of 12", "6.6 out of 12"),
            ("3.5", "score 1 to 5", "3.5 on a scale of 1 to 5"),
            ("12.9", "per 100,000", "12.9 per 100,000"),
            ("-2.7", "£m", "\u{2212}£2.7m"),
            ("19.8", "£ per hour", "£19.8 per hour"),
            ("11.3", "days", "11.3 days"),
            ("98.0", "index", "98.0"),
            ("7.0", "rank out of 151", "rank 7.0 of 151"),
            ("218.0", "count of people", "218.0 people"),
            ("12.9", "per 1,000 births", "12.9 per 1,000 births"),
        ] {
            assert_eq!(with_unit(number(text), 1, &Unit::known(unit).unwrap()), words);
        }
    }

    #[test]
    fn what_touches_the_figure_stays_with_it() {
        let per_tonne = Unit::declared("£ per tonne", Some("£# per tonne"), None);
        let degrees = Unit::declared("°C", Some("#°C"), None);
        let print = |form: fn(Number, u32, &Unit) -> String| {
            [&per_tonne, &degrees].map(|unit| form(number("-1.5"), 1, unit))
        };
        assert_eq!(print(with_unit), ["\u{2212}£1.5 per tonne", "\u{2212}1.5°C"]);
        assert_eq!(print(short), ["\u{2212}£1.5", "\u{2212}1.5°C"]);
        let kwh = Unit::declared("kWh", None, None);
        assert_eq!(
            [with_unit, short, amount].map(|form| form(number("1200"), 0, &kwh)),
            ["1,200 kWh", "1,200", "1,200"]
        );
    }

    #[test]
    fn money_is_spelt_out_in_running_text() {
        for (text, decimals, unit, words) in [
            ("141", 0, "£m", "£141 million"),
            ("-1.2", 1, "£m per year", "\u{2212}£1.2 million per year"),
            ("23", 0, "£k", "£23,000"),
            ("1.5", 1, "£k", "£1.5k"),
            ("0.3", 0, "£k", "£0.3k"),
            ("12.5", 2, "£ per hour", "£12.50 per hour"),
            ("45", 0, "percent", "45%"),
        ] {
            assert_eq!(spelt_out(number(text), decimals, &Unit::known(unit).unwrap()), words);
        }
    }

    #[test]
    fn an_amount_that_is_not_nought_is_not_printed_as_nought() {
        for (text, decimals, unit, words) in [
            ("0.3", 0, "£k", "£0.3k"),
            ("-0.04", 1, "£m", "\u{2212}£0.04m"),
            ("0.0", 0, "£k", "£0k"),
            ("0.6", 0, "£k", "£1k"),
            ("0.3", 0, "percent", "0%"),
        ] {
            let unit = Unit::known(unit).unwrap();
            assert_eq!(with_unit(number(text), decimals, &unit), words);
            assert_eq!(short(number(text), decimals, &unit), words);
        }
    }

    #[test]
    fn one_of_a_thing_is_in_the_singular() {
        for (text, decimals, unit, words) in [
            ("1", 0, "days", "1 day"),
            ("1", 0, "hours per week", "1 hour per week"),
            ("-1", 0, "days", "\u{2212}1 day"),
            ("1.0", 1, "days", "1.0 days"),
            ("0.7", 1, "days", "0.7 days"),
            ("1", 0, "count of people", "1 person"),
            ("1", 0, "count of children in care", "1 child in care"),
            ("1", 0, "count of library visits", "1 library visit"),
            ("1", 0, "count of enquiries", "1 enquiry"),
            ("1", 0, "count of visits per week", "1 visit per week"),
            ("1", 0, "count of staff", "1 staff"),
            ("11", 0, "count of people", "11 people"),
        ] {
            assert_eq!(with_unit(number(text), decimals, &Unit::known(unit).unwrap()), words);
        }
        let days = |size: &str, decimals| amount(number(size), decimals, &Unit::known("days").unwrap());
        assert_eq!([days("1", 0), days("2", 0), days("1.0", 1)], ["1 day", "2 days", "1.0 days"]);
        assert_eq!(
            ["1", "0"].map(|size| amount(number(size), 0, &Unit::known("percent").unwrap())),
            ["1 point", "0 points"]
        );
    }

    #[test]
    fn the_model_papers_percentages_come_out() {
        // 24, 11 and 18 of 53 were printed as 45%, 21% and 34%.
        assert_eq!([24, 11, 18].map(|part| percent_of(part, 53)), [Some(45), Some(21), Some(34)]);
        assert_eq!(percent_of(1, 8), Some(13));
        assert_eq!(percent_of(0, 0), None);
    }
}
