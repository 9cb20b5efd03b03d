//! Keys that stand in one line as their writer means them, whatever YAML makes of it: `value: 6.6 margin: 0.2`.
//!
//! What is a key is known from the table of keys; a period is one too.

use std::ops::Range;

use crate::load::keys::{is_beside, is_key};
use crate::load::tree::quote_end;

/// A key with its value. All positions are bytes of the text.
#[derive(Debug, PartialEq, Eq)]
pub struct Pair<'t> {
    pub key: &'t str,
    /// Whether a colon stands behind it.
    pub colon: bool,
    /// Key and value.
    pub span: Range<usize>,
    /// Without spaces around it, and without the mark in front of the next key.
    pub value: &'t str,
}

impl Pair<'_> {
    /// The pair as it is to be written.
    pub fn written(&self) -> String {
        format!("{}: {}", self.key, self.value)
    }
}

/// The pairs of a text, outside of quotes and brackets, of keys that may stand beside another one. What stands in front of
/// the first belongs to none.
pub fn pairs<'t>(text: &'t str, beside: &str) -> Vec<Pair<'t>> {
    let mut keys: Vec<(Range<usize>, usize)> = Vec::new();
    let (mut at, mut depth) = (0, 0_usize);
    // The last letter before this one, spaces apart.
    let mut before = None;
    while let Some(c) = text[at..].chars().next() {
        let fresh = matches!(before, None | Some(',' | ';'));
        let begins = depth == 0 && (fresh || text[..at].ends_with(' '));
        let known = |(length, _): &(usize, usize)| stands_beside(&text[at..at + length], beside);
        if let Some((length, value)) = begins.then(|| key_at(&text[at..], fresh)).flatten().filter(known) {
            keys.push((at..at + length, at + value));
            at += value.max(1);
            before = text[..at].trim_end().chars().next_back();
            continue;
        }
        match c {
            // Within a text a quote is a letter.
            '"' | '\'' if matches!(before, Some(':' | ',' | '[' | '{')) => {
                before = Some(c);
                at = quote_end(text, at + 1, text.as_bytes()[at]).map_or(text.len(), |end| end + 1);
                continue;
            }
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = if c.is_whitespace() { before } else { Some(c) };
        at += c.len_utf8();
    }
    let ends = keys.iter().skip(1).map(|(key, _)| key.start).chain([text.len()]);
    let pair = |((key, value), end): (&(Range<usize>, usize), usize)| {
        let written = text[*value..end].trim_end_matches([' ', ',', ';']);
        Pair {
            key: &text[key.clone()],
            colon: text[key.end..].starts_with(':'),
            span: key.start..value + written.len(),
            value: written,
        }
    };
    keys.iter().zip(ends).map(pair).collect()
}

/// The length of the key at the beginning of a text, and where its value begins. `fresh`: no value stands in front of it,
/// so that it may be a key whose colon is missing.
fn key_at(text: &str, fresh: bool) -> Option<(usize, usize)> {
    let key = period(text).or_else(|| word(text)).filter(|key| is_key(key) || is_period(key))?;
    let behind = &text[key.len()..];
    let value = match behind.strip_prefix(':') {
        Some(value) => Some(value).filter(|value| value.is_empty() || value.starts_with(' '))?,
        None => figure_behind(behind).filter(|_| fresh)?,
    };
    Some((key.len(), text.len() - value.trim_start_matches(' ').len()))
}

/// What stands behind a key without a colon, if it is a figure.
fn figure_behind(text: &str) -> Option<&str> {
    let value = text.strip_prefix(' ')?.trim_start();
    let bare = value.trim_start_matches(['-', '+', '£']);
    bare.starts_with(|c: char| c.is_ascii_digit()).then_some(value)
}

/// One word of small letters and hyphens.
fn word(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c.is_ascii_lowercase() || c == '-')).unwrap_or(text.len());
    (end > 0).then(|| &text[..end])
}

/// `2018-19`, `2018-19 Q1`, `2018`, `2018-04`, `2018-04-30`.
fn period(text: &str) -> Option<&str> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(text);
    (end == 4).then_some(())?;
    while text[end..].starts_with(['-', '/']) && digits(&text[end + 1..]) == 2 {
        end += 3;
    }
    if text[end..].starts_with(" Q") && digits(&text[end + 2..]) == 1 {
        end += 3;
    }
    let ends = !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '.');
    ends.then(|| &text[..end])
}

/// The key with which a text begins.
pub fn first_key(text: &str) -> Option<&str> {
    let text = text.trim_start();
    key_at(text, true).map(|(length, _)| &text[..length])
}

/// Whether a text is a period, whole.
pub fn is_period(text: &str) -> bool {
    period(text).is_some_and(|period| period.len() == text.len())
}

/// Whether a key may stand beside another one in a group of the format, or as a period beside periods.
pub fn stands_beside(key: &str, other: &str) -> bool {
    is_beside(key, other) || is_period(key) && is_period(other)
}

/// A line without its key's colon as it was meant: `title Feel safe`, `2018-19 7.6`, `readings`.
pub fn with_colon(text: &str) -> Option<String> {
    let text = text.trim();
    let key = period(text).or_else(|| word(text)).filter(|key| is_key(key) || is_period(key))?;
    let behind = &text[key.len()..];
    if behind.is_empty() {
        return (!is_period(key)).then(|| format!("{key}:"));
    }
    let value =
        behind.strip_prefix([' ', ';', '=']).map(|value| value.trim_start_matches(['=', ';', ' ']))?;
    let value = value.strip_prefix("- ").unwrap_or(value);
    (!value.is_empty() && !value.starts_with(':')).then(|| format!("{key}: {value}"))
}

#[cfg(test)]
mod tests {
    use super::{first_key, pairs, with_colon};

    fn read(text: &str) -> Vec<(&str, &str)> {
        let first = first_key(text).expect("a key");
        pairs(text, first).into_iter().map(|pair| (pair.key, pair.value)).collect()
    }

    #[test]
    fn keys_in_one_line_are_seen_as_they_are_meant() {
        assert_eq!(read("2018-19: 7.6 2019-20: 8"), [("2018-19", "7.6"), ("2019-20", "8")]);
        assert_eq!(read(" value: 3.0; margin: 1 "), [("value", "3.0"), ("margin", "1")]);
        assert_eq!(read("value 3.0, note: By post: twice"), [("value", "3.0"), ("note", "By post: twice")]);
        assert_eq!(read("note: \"a, value: 3\", margin: 1"), [("note", "\"a, value: 3\""), ("margin", "1")]);
        assert_eq!(read("priorities: [a, b] themes: [c]"), [("priorities", "[a, b]"), ("themes", "[c]")]);
        assert_eq!(read("2025-26 Q1: 29 2025-26 Q2: 30"), [("2025-26 Q1", "29"), ("2025-26 Q2", "30")]);
    }

    #[test]
    fn a_colon_is_put_behind_a_key_that_is_known() {
        for (text, meant) in [
            ("title Feel safe", Some("title: Feel safe")),
            ("title = Feel safe", Some("title: Feel safe")),
            ("title; Feel safe", Some("title: Feel safe")),
            ("2018-19 7.6", Some("2018-19: 7.6")),
            ("2018-19 Q1 7.6", Some("2018-19 Q1: 7.6")),
            ("readings", Some("readings:")),
            ("Feel safe", None),
            ("2018-19", None),
        ] {
            assert_eq!(with_colon(text).as_deref(), meant, "{text}");
        }
    }
}
