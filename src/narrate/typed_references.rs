//! Numbers of paragraphs and measures typed into the text: `as paragraph 12 says`. The next edit makes them wrong
//! without anybody noticing. Numbers from elsewhere, such as `paragraph 3 of Schedule 12A`, are left alone.

use std::ops::Range;

use crate::finding::Code;
use crate::model::Pack;
use crate::narrate::anchors::{Anchor, Anchors};
use crate::narrate::fault::Log;

/// What the program numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    Paragraph,
    Measure,
}

/// A reference by number.
#[derive(Debug, PartialEq, Eq)]
struct TypedReference {
    thing: Thing,
    span: Range<usize>,
    first: u32,
}

/// Reports every reference whose number was typed. `text` is the report with its expressions cut out.
pub fn report_typed(text: &str, pack: &Pack, anchors: &Anchors, log: &Log) {
    let known = |found: &TypedReference| match found.thing {
        Thing::Paragraph => true,
        // `We measure 90 things` is not a reference.
        Thing::Measure => pack.scorecard.measures.iter().any(|measure| measure.number == found.first),
    };
    for found in typed_references(text).into_iter().filter(known) {
        let words: Vec<&str> = text[found.span.clone()].split_whitespace().collect();
        let what = format!("the number in `{}` is typed by hand", words.join(" "));
        log.report(found.span.start, Code::NumberByHand, what, remedy(&found, pack, anchors));
    }
}

/// The expression that gives the number, with the name if it is clear which is meant.
fn remedy(found: &TypedReference, pack: &Pack, anchors: &Anchors) -> String {
    let own = |(name, anchor): (&String, &Anchor)| {
        (*anchor == Anchor::Paragraph(Some(found.first))).then(|| name.clone())
    };
    match found.thing {
        Thing::Paragraph => match anchors.iter().find_map(own) {
            Some(name) => format!("write `{{{{ paragraph(\"{name}\") }}}}`"),
            None => "write `{#name}` at the end of the paragraph that is meant, and here \
                     `{{ paragraph(\"name\") }}`"
                .to_owned(),
        },
        Thing::Measure => {
            let meant = pack.scorecard.measures.iter().find(|measure| measure.number == found.first);
            let id = meant.map_or("...", |measure| measure.id.as_str());
            format!(
                "write `measure {{{{ measure(\"{id}\").number }}}}`; of a group, `{{{{ kind(\"...\").range }}}}`"
            )
        }
    }
}

/// All references by number in a text.
fn typed_references(text: &str) -> Vec<TypedReference> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_word(text, at) {
        let end = word_end(text, start);
        at = end;
        let word = text[start..end].to_lowercase();
        let (thing, many) = match word.as_str() {
            "paragraph" | "para" => (Thing::Paragraph, false),
            "paragraphs" | "paras" => (Thing::Paragraph, true),
            "measure" => (Thing::Measure, false),
            "measures" => (Thing::Measure, true),
            _ => continue,
        };
        let Some((first, mut last)) = number(text, spaces(text, end)).filter(|(_, stop)| *stop > end) else {
            continue;
        };
        let single = last;
        while let Some(next) = further(text, last) {
            last = next;
        }
        at = last;
        // `The council measures 12 things` contains a verb; a plural refers to several.
        let refers = match thing {
            Thing::Paragraph => !is_elsewhere(&text[last..]),
            Thing::Measure => !many || last > single,
        };
        if refers {
            found.push(TypedReference { thing, span: start..last, first });
        }
    }
    found
}

/// The start of the next word.
fn next_word(text: &str, from: usize) -> Option<usize> {
    text[from..].find(|letter: char| letter.is_alphanumeric()).map(|offset| from + offset)
}

fn word_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    start + rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len())
}

/// The position after any spaces and at most one line ending.
fn spaces(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let after = rest.trim_start_matches([' ', '\t', '\u{a0}', '\r']);
    let after = after.strip_prefix('\n').unwrap_or(after).trim_start_matches([' ', '\t', '\u{a0}']);
    from + (rest.len() - after.len())
}

/// A whole number of up to three digits, and the position after it.
fn number(text: &str, start: usize) -> Option<(u32, usize)> {
    let rest = &text[start..];
    let digits = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    let behind = rest[digits..].chars().next();
    // `2.5` and `3rd` do not number anything, and `12%` is a figure.
    let whole = !behind.is_some_and(|behind| behind.is_alphanumeric() || behind == '%' || behind == '£');
    let decimal =
        rest[digits..].starts_with('.') && rest[digits + 1..].starts_with(|next: char| next.is_ascii_digit());
    if digits == 0 || digits > 3 || !whole || decimal {
        return None;
    }
    Some((rest[..digits].parse().ok()?, start + digits))
}

/// The position after a further number of a list or range: `, 5`, ` and 6`, ` to 26`, `-9`.
fn further(text: &str, from: usize) -> Option<usize> {
    let start = spaces(text, from);
    let rest = &text[start..];
    let joined = ["and", "or", "to", ",", "-", "\u{2013}"].into_iter().find(|word| rest.starts_with(word))?;
    number(text, spaces(text, start + joined.len())).map(|(_, end)| end)
}

/// Whether the number refers to a law or another paper: `... of Schedule 12A`, `8(1)`.
fn is_elsewhere(behind: &str) -> bool {
    let word = behind.trim_start();
    behind.starts_with('(')
        || ["of ", "of\n", "in ", "in\n", "to Schedule"].iter().any(|start| word.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::typed_references;

    #[test]
    fn references_by_number_are_seen_and_others_are_not() {
        for (text, found) in [
            ("As paragraph 12 says", Some("paragraph 12")),
            ("as paragraph\n12 says", Some("paragraph\n12")),
            ("see Paragraphs 3, 4 and 5.", Some("Paragraphs 3, 4 and 5")),
            ("(para 7)", Some("para 7")),
            ("measure 6 is red", Some("measure 6")),
            ("Measures 1 to 26 are national", Some("Measures 1 to 26")),
            ("paragraph 3 of Schedule 12A", None),
            ("paragraphs 1 and 2 of\nPart 1", None),
            ("paragraph 8(1)", None),
            ("measures 12 things", None),
            ("a measure 2.5 times as good", None),
            ("the measure, 12% of it", None),
            ("measure 12%", None),
            ("paragraph\n\n12", None),
            ("remeasure 6", None),
            ("measured 6", None),
            ("measures and", None),
            ("paragraph", None),
        ] {
            let spans: Vec<&str> = typed_references(text).into_iter().map(|one| &text[one.span]).collect();
            assert_eq!(spans, found.into_iter().collect::<Vec<_>>(), "{text}");
        }
    }
}
