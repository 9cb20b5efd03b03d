//! What someone meant by a figure not written as a plain number: the digits to write, never a different figure.
//!
//! If the text and the unit leave that open, the remedy says which figure to write in which case.

use crate::model::quantity::{MOST_DECIMALS, NUMBER_WORDS, Number, bound, is_plain_number};
use crate::model::reading::Flag;
use crate::model::unit::Unit;

const THOUSAND: Number = Number::ONE_THOUSAND;
const MILLION: Number = Number::from_parts(1_000_000, 0, 0, false, 0);
const BILLION: Number = Number::from_parts(1_000_000_000, 0, 0, false, 0);

/// What people write after a figure for thousands, millions and billions.
const SCALES: [(&[&str], Number); 3] = [
    (&["k", "thousand", "thousands"], THOUSAND),
    (&["m", "mn", "mil", "million", "millions"], MILLION),
    (&["b", "bn", "billion", "billions"], BILLION),
];

/// Units of time with a fixed length, in seconds.
const TIMES: [(&str, i64); 5] =
    [("seconds", 1), ("minutes", 60), ("hours", 3600), ("days", 86_400), ("weeks", 604_800)];

const GENERIC: &str = "write digits, with a point before decimals, such as `12.5`";

/// A figure and what surrounds it: `£(1.2)m` is -1.2, in pounds, followed by `m`.
struct Written {
    number: Number,
    pounds: bool,
    /// What follows the digits, in lower case.
    rest: String,
}

/// What to write instead of a text that is not a number, in a measure with this unit.
pub fn remedy(text: &str, unit: Option<&Unit>) -> String {
    let text = text.trim();
    if text.is_empty() {
        return "write the number, or a reason such as `x`".to_owned();
    }
    plain(text)
        .or_else(|| clock(text, unit))
        .or_else(|| share(text))
        .or_else(|| written(text).and_then(|written| in_unit(&written, unit)))
        .unwrap_or_else(|| GENERIC.to_owned())
}

/// The remedies that do not depend on the unit.
fn plain(text: &str) -> Option<String> {
    let write = |form: &str| format!("write `{form}`");
    let minus = text.replace(DASHES, "-");
    let lower = text.to_lowercase();
    if is_plain_number(&minus) {
        return Some(format!("{}, with the minus of the keyboard", write(&minus)));
    }
    if let Some(number) = at_least(&lower) {
        return Some(format!("{}; `better` says which side of it is good", write(number)));
    }
    if let Some(number) = bound(text) {
        return Some(format!("{}; a figure has no sign of more or less", write(number)));
    }
    if lower == "nil" {
        return Some(write("0"));
    }
    if let Some(number) = NUMBER_WORDS.iter().position(|word| *word == lower) {
        return Some(write(&number.to_string()));
    }
    let number = digits(text)?;
    let separators = [',', ' ', '\'', '_', '\u{a0}', '\u{202f}', '\u{2019}'];
    Some(match (text.contains(separators), is_plain_number(&text.replacen(',', ".", 1))) {
        (true, true) if !grouped_in_threes(text.trim_start_matches(['-', '+'])) => {
            format!("{}, with a point before decimals", write(&number))
        }
        (true, _) if text.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{}, without separators", write(&number))
        }
        _ => write(&number),
    })
}

/// The number in `at least 85` or `85 or more`.
fn at_least(lower: &str) -> Option<&str> {
    let behind = ["or more", "or less", "or above", "or below", "or over", "or under", "+"];
    let before =
        ["at least ", "at most ", "no more than ", "no less than ", "up to ", "minimum ", "maximum "];
    let number = behind.iter().find_map(|words| lower.strip_suffix(words));
    let number = number.or_else(|| before.iter().find_map(|words| lower.strip_prefix(words)))?.trim();
    let number = number.trim_end_matches('%').trim_end();
    is_plain_number(number).then_some(number)
}

/// Advice on `2:42`, which is not decimal: the decimal figure for each meaning that it could have.
fn clock(text: &str, unit: Option<&Unit>) -> Option<String> {
    let (first, second) = text.split_once(':')?;
    let (first, second): (i64, i64) = (first.parse().ok()?, second.parse().ok()?);
    if !(0..60).contains(&second) || first < 0 {
        return None;
    }
    let in_seconds = unit.and_then(|unit| TIMES.iter().find(|(time, _)| *time == unit.written));
    let Some((time, size)) = in_seconds else {
        return Some(format!("ask what `{text}` counts, and write it as one decimal number in the unit"));
    };
    let in_time =
        |seconds: i64| shown(Number::from(seconds).checked_div(Number::from(*size))?.round_dp(2).normalize());
    let (minutes, hours) = (in_time(first * 60 + second)?, in_time(first * 3600 + second * 60)?);
    Some(format!(
        "ask what it means: write `{minutes}` if it is {first} minutes and {second} seconds, `{hours}` if it is {first} \
         hours and {second} minutes (the unit is {time})"
    ))
}

/// Advice on `1 in 25` or `176/202`, which are two counts rather than a figure.
fn share(text: &str) -> Option<String> {
    let (above, below) = [" in ", " of ", " out of ", "/"].iter().find_map(|mark| text.split_once(mark))?;
    let (above, below) = (digits_or_plain(above.trim())?, digits_or_plain(below.trim())?);
    Some(format!(
        "write the figure as `value`, in braces, with `numerator: {above}` and `denominator: {below}`"
    ))
}

fn in_unit(written: &Written, unit: Option<&Unit>) -> Option<String> {
    let write = |number: Number| Some(format!("write `{}`", shown(number)?));
    let Written { number, pounds, rest } = written;
    let rest = rest.as_str();
    let scale = SCALES.iter().find(|(names, _)| names.contains(&rest)).map(|(_, scale)| *scale);
    let worth = unit.and_then(|unit| unit.pounds);
    match (scale, worth, unit) {
        (Some(scale), Some(worth), _) if scale == worth => write(*number),
        (Some(scale), Some(worth), _) => write((number * scale).checked_div(worth)?.normalize()),
        (Some(scale), None, Some(unit)) if unit.things.is_some() && !pounds => {
            write((number * scale).normalize())
        }
        (Some(scale), None, _) => {
            let whole = shown((number * scale).normalize())?;
            Some(format!("write it in the unit: `{whole}`, if that counts single ones"))
        }
        (None, Some(worth), _) if worth == Number::ONE && rest.is_empty() => write(*number),
        (None, Some(worth), Some(unit)) if *pounds && rest.is_empty() => {
            let less = shown(number.checked_div(worth)?.normalize())?;
            Some(format!("write `{number}` if it is in {unit} already, `{less}` if it is £{number}"))
        }
        _ if ["%", "percent", "per cent", "pc"].contains(&rest) => percent(*number, unit),
        _ if rest.is_empty() && *pounds => Some(format!("write `{number}`; the unit says what it counts")),
        _ => unit
            .and_then(|unit| in_words(*number, rest, unit))
            .or_else(|| marked(*number, rest))
            .or_else(|| counted(*number, rest, unit)),
    }
}

/// `400 people`, where the figure is to stand alone.
fn counted(number: Number, rest: &str, unit: Option<&Unit>) -> Option<String> {
    let words = !rest.is_empty() && rest.chars().all(|c| c.is_alphabetic() || c == ' ');
    words.then_some(())?;
    let number = shown(number)?;
    Some(match unit {
        Some(unit) => {
            format!("write the figure in the unit, without words: `{number}`, if that is in {unit}")
        }
        None => format!("write `{number}`, without words"),
    })
}

fn percent(number: Number, unit: Option<&Unit>) -> Option<String> {
    match unit {
        Some(unit) if !unit.percent => {
            Some(format!("the unit is {unit}: write the figure in it, or correct `unit` to `percent`"))
        }
        _ => Some(format!("write `{}`; the unit says that it is a percentage", shown(number)?)),
    }
}

/// Advice on `12 days`: the figure to write where the unit is days, or another unit of time.
fn in_words(number: Number, rest: &str, unit: &Unit) -> Option<String> {
    let own = [Some(unit.written.as_str()), unit.things.as_deref(), Some(unit.beside.as_str())];
    let is_own =
        |name: &str| name.to_lowercase() == rest || name.trim_end_matches('s').to_lowercase() == rest;
    if own.into_iter().flatten().any(is_own) {
        return Some(format!("write `{}`; the unit says what it counts", shown(number)?));
    }
    let seconds =
        |name: &str| TIMES.iter().find(|(time, _)| *time == name || time.trim_end_matches('s') == name);
    let ((_, from), (_, to)) = (seconds(rest)?, seconds(&unit.written)?);
    let converted = (number * Number::from(*from)).checked_div(Number::from(*to))?;
    Some(format!("write `{}`", shown(converted.normalize())?))
}

/// A figure followed by the mark of a status or a footnote.
fn marked(number: Number, rest: &str) -> Option<String> {
    let number = shown(number)?;
    let mark = rest.trim_matches(['(', ')', '[', ']']);
    if let Some(flag) = Flag::ALL.iter().find(|flag| flag.code() == mark) {
        return Some(format!("write `{{ value: {number}, status: {} }}`", flag.words()));
    }
    let note = mark.trim_start_matches("note").trim();
    let is_note = note.chars().all(|c| "*†‡^#~".contains(c))
        || rest.len() > note.len() && note.bytes().all(|byte| byte.is_ascii_digit());
    is_note.then(|| format!("write `{number}`, and what the mark behind it says as its `note`"))
}

/// Separates a figure from what surrounds it.
fn written(text: &str) -> Option<Written> {
    let text = text.replace(DASHES, "-").to_lowercase();
    let pounds = text.contains('£');
    let bare: String = text.chars().filter(|c| *c != '£').collect();
    let bare = bare.trim();
    let (sign, bare) = match bare.strip_prefix(['-', '+']) {
        Some(rest) => (if bare.starts_with('-') { "-" } else { "" }, rest.trim_start()),
        None => ("", bare),
    };
    let (sign, bare) = match bare.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        Some((inner, rest)) => ("-", format!("{inner}{rest}")),
        None => (sign, bare.to_owned()),
    };
    let numeric = |c: char| c.is_ascii_digit() || ".,'_ \u{a0}\u{202f}\u{2019}".contains(c);
    let (number, rest) = bare.split_at(bare.find(|c| !numeric(c)).unwrap_or(bare.len()));
    let number = digits_or_plain(number.trim())?;
    let number = format!("{sign}{number}").parse().ok()?;
    Some(Written { number, pounds, rest: rest.trim().to_owned() })
}

fn digits_or_plain(text: &str) -> Option<String> {
    if is_plain_number(text) { Some(text.to_owned()) } else { digits(text) }
}

/// The plain digits of a number in another common form: `(1,234)`, `+5`, `1.234,5`, `7O`, `1.2E+6`, `½`.
fn digits(text: &str) -> Option<String> {
    let text = text.replace(DASHES, "-");
    if let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        return Some(format!("-{}", digits_or_plain(inner.trim())?)).filter(|number| is_plain_number(number));
    }
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text.strip_prefix('+').unwrap_or(&text).trim_start()),
    };
    let fraction = unsigned.replace('½', ".5").replace('¼', ".25").replace('¾', ".75");
    let number = ungrouped(&fraction).or_else(|| typed(&fraction)).or_else(|| scientific(&fraction))?;
    Some(format!("{sign}{number}")).filter(|number| is_plain_number(number))
}

/// Removes thousands separators, English or continental, and puts a point before the decimals.
fn ungrouped(text: &str) -> Option<String> {
    let swapped: String = text
        .chars()
        .map(|c| match c {
            ',' => '.',
            '.' => ',',
            other => other,
        })
        .collect();
    let form = [text.to_owned(), swapped].into_iter().find(|form| grouped_in_threes(form));
    let plain = form.map(|form| form.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect::<String>());
    plain.or_else(|| Some(text.replacen(',', ".", 1))).filter(|number| is_plain_number(number))
}

/// Whether these are digits in groups of three, as in `5,500` or `1 234 567.8`.
fn grouped_in_threes(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> = whole.split([',', ' ', '\'', '_', '\u{a0}', '\u{202f}', '\u{2019}']).collect();
    let (first, rest) = (groups[0], &groups[1..]);
    digits(first)
        && first.len() <= 3
        && !rest.is_empty()
        && rest.iter().all(|group| digits(group) && group.len() == 3)
        && digits(fraction)
}

/// Replaces a letter O by 0 and a small L or capital I by 1, and removes leading noughts and a point at the end.
fn typed(text: &str) -> Option<String> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let typed = text.replace(['O', 'o'], "0").replace(['l', 'I'], "1");
    let typed = typed.strip_suffix('.').unwrap_or(&typed);
    let typed = typed.trim_start_matches('0');
    let number =
        if typed.is_empty() || typed.starts_with('.') { format!("0{typed}") } else { typed.to_owned() };
    is_plain_number(&number).then_some(number)
}

/// Reads `1.2E+6`, as spreadsheets abbreviate a number.
fn scientific(text: &str) -> Option<String> {
    let (digits, power) = text.split_once(['e', 'E'])?;
    let small = power.trim_start_matches(['+', '-']).parse::<u8>().is_ok_and(|power| power <= 15);
    if !(is_plain_number(digits) && small) {
        return None;
    }
    shown(Number::from_scientific(&text.replace('E', "e").replace("e+", "e")).ok()?.normalize())
}

/// A number as it should be written; `None` if it needs more decimals than a figure may have.
fn shown(number: Number) -> Option<String> {
    (number.scale() <= MOST_DECIMALS).then(|| number.to_string())
}

/// Dashes that people use as a minus sign.
const DASHES: [char; 5] = ['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remedy_never_changes_the_figure() {
        for (unit, text, fix) in [
            ("£", "£1.2m", "write `1200000`"),
            ("£k", "£1.2m", "write `1200`"),
            ("£m", "£1.2m", "write `1.2`"),
            ("£m", "£1.20m", "write `1.20`"),
            ("£m", "£850k", "write `0.85`"),
            ("£k", "£850k", "write `850`"),
            ("£", "1.2bn", "write `1200000000`"),
            ("£m", "1.2 billion", "write `1200`"),
            ("£k", "-£1.2m", "write `-1200`"),
            ("£k", "(£1.2m)", "write `-1200`"),
            ("£k", "£(1.2)m", "write `-1200`"),
            ("£", "£1,234.50", "write `1234.50`"),
            ("£m", "£141", "write `141` if it is in £m already, `0.000141` if it is £141"),
            ("count of people", "1.2m", "write `1200000`"),
            ("count of people", "12 people", "write `12`; the unit says what it counts"),
            ("percent", "70%", "write `70`; the unit says that it is a percentage"),
            ("percent", "-1.5 %", "write `-1.5`; the unit says that it is a percentage"),
            ("percent", "70 per cent", "write `70`; the unit says that it is a percentage"),
            ("days", "70%", "the unit is days: write the figure in it, or correct `unit` to `percent`"),
            ("days", "3 weeks", "write `21`"),
            ("days", "1 day", "write `1`; the unit says what it counts"),
            ("percent", "12.5 (p)", "write `{ value: 12.5, status: provisional }`"),
            ("percent", "12.5r", "write `{ value: 12.5, status: revised }`"),
            ("percent", "12*", "write `12`, and what the mark behind it says as its `note`"),
            (
                "percent",
                "1 in 25",
                "write the figure as `value`, in braces, with `numerator: 1` and `denominator: 25`",
            ),
            (
                "minutes",
                "2:42",
                "ask what it means: write `2.7` if it is 2 minutes and 42 seconds, `162` if it is 2 hours and 42 \
                 minutes (the unit is minutes)",
            ),
            ("index", "2:42", "ask what `2:42` counts, and write it as one decimal number in the unit"),
        ] {
            assert_eq!(remedy(text, Unit::known(unit).as_ref()), fix, "{text} in {unit}");
        }
    }

    #[test]
    fn the_digits_are_found_in_every_usual_form() {
        for (text, number) in [
            ("(112)", "-112"),
            ("(1,234)", "-1234"),
            ("(0.2)", "-0.2"),
            ("1,234", "1234"),
            ("1.234,5", "1234.5"),
            ("1 234,5", "1234.5"),
            ("1.234.567", "1234567"),
            ("1_000", "1000"),
            ("1’234", "1234"),
            ("-1,234", "-1234"),
            ("7O", "70"),
            ("l2.5", "12.5"),
            ("12.", "12"),
            ("-.5", "-0.5"),
            ("1.978E+6", "1978000"),
            ("1978218e1", "19782180"),
            ("12½", "12.5"),
            ("+1.09", "1.09"),
        ] {
            assert_eq!(digits(text).as_deref(), Some(number), "{text}");
        }
        for text in ["1.2.3", "1,23,4", "O", "e", "1e99", "abc", "-", "()"] {
            assert_eq!(digits(text), None, "{text}");
        }
    }
}
