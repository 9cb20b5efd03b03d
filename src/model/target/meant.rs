//! What was meant by a target in words: `at least 85`, `15 to 25`, `tbc`, `top quartile of england`.

use crate::finding::{Code, Misread};
use crate::model::figure::read_figure;
use crate::model::period::Period;
use crate::model::quantity::Number;
use crate::model::target::Better;
use crate::model::unit::Unit;

/// Words in front of a number: which way is good by them, and whether the number itself is left out.
const BEFORE: [(&str, Better, bool); 32] = [
    ("at least", Better::Higher, false),
    ("a minimum of", Better::Higher, false),
    ("minimum of", Better::Higher, false),
    ("minimum", Better::Higher, false),
    ("min.", Better::Higher, false),
    ("min", Better::Higher, false),
    ("no less than", Better::Higher, false),
    ("not less than", Better::Higher, false),
    ("no fewer than", Better::Higher, false),
    ("not below", Better::Higher, false),
    (">=", Better::Higher, false),
    ("≥", Better::Higher, false),
    ("more than", Better::Higher, true),
    ("over", Better::Higher, true),
    ("above", Better::Higher, true),
    (">", Better::Higher, true),
    ("at most", Better::Lower, false),
    ("a maximum of", Better::Lower, false),
    ("maximum of", Better::Lower, false),
    ("maximum", Better::Lower, false),
    ("max.", Better::Lower, false),
    ("max", Better::Lower, false),
    ("up to", Better::Lower, false),
    ("no more than", Better::Lower, false),
    ("not more than", Better::Lower, false),
    ("not above", Better::Lower, false),
    ("<=", Better::Lower, false),
    ("≤", Better::Lower, false),
    ("less than", Better::Lower, true),
    ("fewer than", Better::Lower, true),
    ("below", Better::Lower, true),
    ("under", Better::Lower, true),
];

/// Words behind a number.
const BEHIND: [(&str, Better); 19] = [
    ("or more", Better::Higher),
    ("and more", Better::Higher),
    ("or above", Better::Higher),
    ("and above", Better::Higher),
    ("or over", Better::Higher),
    ("and over", Better::Higher),
    ("or higher", Better::Higher),
    ("minimum", Better::Higher),
    ("min", Better::Higher),
    ("plus", Better::Higher),
    ("+", Better::Higher),
    ("or less", Better::Lower),
    ("or fewer", Better::Lower),
    ("or below", Better::Lower),
    ("and below", Better::Lower),
    ("or under", Better::Lower),
    ("or lower", Better::Lower),
    ("maximum", Better::Lower),
    ("max", Better::Lower),
];

/// A number in words, or two: what is wrong, and the number to write.
pub fn in_words(text: &str, better: Option<Better>, unit: Option<&Unit>) -> Option<Misread> {
    let lower = text.trim().to_lowercase();
    bound(text, &lower, better, unit).or_else(|| range(text, &lower, better, unit))
}

/// `at least 85`, `85 or more`.
fn bound(text: &str, lower: &str, better: Option<Better>, unit: Option<&Unit>) -> Option<Misread> {
    let before = BEFORE
        .into_iter()
        .find_map(|(words, said, strict)| Some((number(lower.strip_prefix(words)?, unit)?, said, strict)));
    let behind = || {
        BEHIND
            .into_iter()
            .find_map(|(words, said)| Some((number(lower.strip_suffix(words)?, unit)?, said, false)))
    };
    let (number, said, strict) = before.or_else(behind)?;
    let not_a_number = format!("`{text}` is not a number");
    let way = said.word();
    let (what, fix) = match better {
        Some(better) if better == said => {
            let ends = if strict { format!(", and {number} itself meets it") } else { String::new() };
            (not_a_number, format!("write `{number}`; `better` says which side of it is good{ends}"))
        }
        Some(Better::Within) => (
            format!("`{text}` is one number, and `better: within` wants a band"),
            format!("write `{number}` and `better: {way}`; if a band is meant, `{{ from: ..., to: ... }}`"),
        ),
        Some(better) => (
            format!("`{text}` says that {way} is better, and `better` is {}", better.word()),
            format!("ask which is right: write `{number}`, and `better: {way}` if the words are"),
        ),
        None => (not_a_number, format!("write `{number}`, and `better: {way}`")),
    };
    Some(Misread::new(Code::Target, what, fix))
}

/// `15 to 25`, `between 15 and 25`, `15-25`.
fn range(text: &str, lower: &str, better: Option<Better>, unit: Option<&Unit>) -> Option<Misread> {
    let inside = lower.strip_prefix("between").or_else(|| lower.strip_prefix("from")).unwrap_or(lower);
    let (from, to) =
        [" to ", " and ", "-", "–", "—"].iter().find_map(|between| inside.split_once(between))?;
    let (from, to) = (number(from, unit)?, number(to, unit)?);
    let size = |text: &str| text.parse::<Number>().ok();
    (size(&from)? < size(&to)?).then_some(())?;
    let band = format!("write `{{ from: {from}, to: {to} }}`");
    let fix = match better {
        Some(Better::Within) => band,
        Some(Better::Higher | Better::Lower) | None => {
            format!("{band} and `better: within` if both ends count; if not, the one number")
        }
    };
    Some(Misread::new(Code::Target, format!("`{text}` is not a band as it is written here"), fix))
}

/// The number of a text as it is to be written.
fn number(text: &str, unit: Option<&Unit>) -> Option<String> {
    let text = text.trim();
    text.contains(|c: char| c.is_ascii_digit()).then_some(())?;
    match read_figure(text, unit) {
        Ok(_) => Some(text.to_owned()),
        Err(misread) => Some(misread.fix.strip_prefix("write `")?.split('`').next()?.to_owned()),
    }
}

/// Words that say that there is no target, or not yet.
const NONE: [&str; 20] = [
    "no",
    "none",
    "n/a",
    "na",
    "nil",
    "not set",
    "to be set",
    "not applicable",
    "tbc",
    "tba",
    "tbd",
    "to be confirmed",
    "to be agreed",
    "to be decided",
    "baseline",
    "no target",
    "monitor",
    "monitoring",
    "-",
    "–",
];

/// A text that is no target at all: `yes`, `tbc`.
pub fn is_none(text: &str) -> Option<Misread> {
    let lower = text.trim().to_lowercase();
    let what = format!("`{text}` is not a target");
    if NONE.contains(&lower.as_str()) {
        let fix = "leave the line out; without a target the measure is shown and not rated";
        return Some(Misread::new(Code::Target, what, fix));
    }
    ["yes", "true", "y"].contains(&lower.as_str()).then(|| {
        let fix = "write the number that is to be reached, or the name of a comparator; if there is no target, leave \
                   the line out";
        Misread::new(Code::Target, what, fix)
    })
}

/// Words beside a comparator's name that mean its figure alone.
const ITS_FIGURE: &str = " the average mean figure value rate level national regional same as at or than better above match equal to for of ";

/// Words that no comparator is called by.
const RANKS_AND_WAYS: &str = " quartile quarter percentile decile top upper median best highest lowest rank higher lower \
                              improve improvement increase decrease reduce reduction maintain rise fall previous last \
                              baseline plus minus ";

/// A text that is meant as a target worked out from others, and the remedy: quartiles, sums and words cannot be one.
/// `declared` are the comparators' names and titles; `latest` is the period of the latest figure.
pub fn of_other(text: &str, declared: &[(&str, &str)], latest: Option<Period>) -> Option<Misread> {
    let words = words(text);
    let is_name = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let known = |list: &str, word: &String| list.contains(&format!(" {word} "));
    let (mentioned, rest) = mention(&words, declared);
    let worked_out = rest.iter().any(|word| known(RANKS_AND_WAYS, word));
    // A name that is misspelt, or is written as the title.
    if !worked_out && (is_name || mentioned.is_none() && words.len() < 3 || rest.is_empty()) {
        return None;
    }
    if let Some(name) =
        mentioned.filter(|_| rest.iter().all(|word| known(ITS_FIGURE, word)) && !has_sign(text))
    {
        let what = format!("`{text}` is not the name of a comparator");
        return Some(Misread::new(
            Code::Target,
            what,
            format!("write `{name}`: its figure is then the target"),
        ));
    }
    let period = latest.map_or_else(|| "2018-19".to_owned(), |period| period.to_string());
    let alone = mentioned.map_or_else(String::new, |name| {
        format!("; `{name}` alone makes that comparator's own figure the target")
    });
    let what = format!("`{text}` cannot be a target: quartiles, sums and words are not worked out");
    let fix = format!(
        "write the number that it comes to; where it changes, one for each period, as in `{{ {period}: ... }}`{alone}"
    );
    Some(Misread::new(Code::Target, what, fix))
}

/// Whether something is added or taken away: `england + 2`, `england -1`.
fn has_sign(text: &str) -> bool {
    text.contains(['+', '−', '*', '/', '%']) || text.contains(" -") || text.contains("- ")
}

/// The comparator that a text mentions, and the words around it.
fn mention<'d>(words: &[String], declared: &[(&'d str, &str)]) -> (Option<&'d str>, Vec<String>) {
    for (name, title) in declared {
        for called in [self::words(name), self::words(title)] {
            let at = words.windows(called.len().max(1)).position(|window| *window == called[..]);
            if let Some(at) = at {
                return (Some(name), [&words[..at], &words[at + called.len()..]].concat());
            }
        }
    }
    (None, words.to_vec())
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent() -> Unit {
        Unit::known("percent").unwrap()
    }

    #[test]
    fn a_number_in_words_leads_to_the_number() {
        for (text, better, number) in [
            ("at least 85", Better::Higher, "85"),
            ("At least 85%", Better::Higher, "85"),
            ("85 or more", Better::Higher, "85"),
            ("85% or above", Better::Higher, "85"),
            ("min 85", Better::Higher, "85"),
            ("minimum of 85", Better::Higher, "85"),
            (">= 85", Better::Higher, "85"),
            ("≥85.5%", Better::Higher, "85.5"),
            ("85+", Better::Higher, "85"),
            ("at most 10", Better::Lower, "10"),
            ("10 or less", Better::Lower, "10"),
            ("no more than 10", Better::Lower, "10"),
            ("max. 10", Better::Lower, "10"),
            ("≤ 10", Better::Lower, "10"),
            ("at least 1,200", Better::Higher, "1200"),
        ] {
            let told = in_words(text, Some(better), Some(&percent())).unwrap();
            assert_eq!(told.what, format!("`{text}` is not a number"));
            let fix = format!("write `{number}`; `better` says which side of it is good");
            assert_eq!(told.fix, fix, "{text}");
        }
        let told = |text, better| in_words(text, better, Some(&percent())).unwrap();
        assert_eq!(
            told("over 85", Some(Better::Higher)).fix,
            "write `85`; `better` says which side of it is good, and 85 itself meets it"
        );
        assert_eq!(told("at most 10", None).fix, "write `10`, and `better: lower`");
        for text in ["85", "85%", "england", "at least england", "-5", "2024-25"] {
            assert_eq!(in_words(text, Some(Better::Higher), Some(&percent())), None, "{text}");
        }
    }

    #[test]
    fn words_that_contradict_the_direction_are_asked_about() {
        let told = in_words("at most 10", Some(Better::Higher), None).unwrap();
        assert_eq!(told.what, "`at most 10` says that lower is better, and `better` is higher");
        assert_eq!(told.fix, "ask which is right: write `10`, and `better: lower` if the words are");
        let told = in_words("at least 85", Some(Better::Within), None).unwrap();
        assert_eq!(told.fix, "write `85` and `better: higher`; if a band is meant, `{ from: ..., to: ... }`");
    }

    #[test]
    fn two_numbers_are_a_band() {
        for text in ["15 to 25", "between 15 and 25", "15-25", "15% – 25%", "from 15 to 25"] {
            let told = in_words(text, Some(Better::Within), Some(&percent())).unwrap();
            assert_eq!(told.fix, "write `{ from: 15, to: 25 }`", "{text}");
        }
        assert_eq!(
            in_words("15 to 25", Some(Better::Higher), None).unwrap().fix,
            "write `{ from: 15, to: 25 }` and `better: within` if both ends count; if not, the one number"
        );
    }

    #[test]
    fn no_target_is_no_line() {
        for text in ["no", "TBC", "n/a", "–", "to be agreed"] {
            let told = is_none(text).unwrap();
            assert!(told.fix.starts_with("leave the line out; "), "{text}: {}", told.fix);
        }
        assert!(is_none("yes").unwrap().fix.starts_with("write the number that is to be reached"));
        assert_eq!(is_none("england"), None);
    }

    #[test]
    fn quartiles_sums_and_words_cannot_be_a_target() {
        let declared = [("england", "England"), ("south-west", "South West")];
        let period = Some(Period::FinancialYear(2023));
        let told = |text| of_other(text, &declared, period).map(|told| told.fix);
        let number = "write the number that it comes to; where it changes, one for each period, as in `{ 2023-24: ... }`";
        for text in ["upper quartile", "top-quartile", "75th percentile", "improve", "better than last year"]
        {
            assert_eq!(told(text).as_deref(), Some(number), "{text}");
        }
        let alone = format!("{number}; `england` alone makes that comparator's own figure the target");
        for text in
            ["england + 2", "top quartile of england", "England - 1", "best of England", "england +2pp"]
        {
            assert_eq!(told(text), Some(alone.clone()), "{text}");
        }
        for text in ["England average", "the South West average", "same as England", "better than England"] {
            let name = if text.contains("South") { "south-west" } else { "england" };
            assert_eq!(told(text), Some(format!("write `{name}`: its figure is then the target")), "{text}");
        }
        for text in ["engand", "England", "South West", "southwest", "scotland", "neighbours"] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
