//! Lines that were two: a line break that is lost between keys, or behind a key that opens a group.

use crate::finding::{Code, Finding};
use crate::load::keys::is_prose;
use crate::load::slips::lines::{Line, Page};
use crate::load::slips::pairs::{Pair, first_key, is_period, pairs};
use crate::load::slips::words::{in_full, in_quotes, short};

/// `2024-25: 19.0 2025-26: 19.2` and `- number: 4 id: paid-work`: several keys on one line.
pub fn several_keys(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    let (key, value) = (line.key_text(), line.text_value());
    line.key.as_ref()?;
    let found = pairs(value, key);
    let further: Vec<&Pair<'_>> = found.iter().filter(|pair| pair.span.start > 0 && pair.colon).collect();
    let start = further.first()?.span.start;
    let first = value[..start].trim_end_matches([' ', ',', ';']);
    if first.is_empty() || first.starts_with(['[', '{', '"', '\'']) && !is_closed(first) {
        return None;
    }
    // In a text the words may be its own, above all where the entry has a line for the key.
    let prose = is_prose(key) && !first.starts_with(['"', '\'']);
    if prose && further.iter().any(|pair| is_there(page, n, pair.key)) {
        return None;
    }
    let dash = if line.dashes.is_empty() { "" } else { "- " };
    let own = format!("{dash}{}", line.with_value(first).trim_start_matches("- "));
    let lines: Vec<String> = further
        .iter()
        .enumerate()
        .map(|(at, pair)| {
            let end = further.get(at + 1).map_or(value.len(), |next| next.span.start);
            format!("`{}`", value[pair.span.start..end].trim_end_matches([' ', ',', ';']))
        })
        .collect();
    let each = if lines.len() > 1 { "each " } else { "" };
    let apart = format!(
        "write `{own}` and, {each}on a line of its own with {} spaces in front, {}",
        line.body,
        lines.join(" and ")
    );
    let text = line.with_value(&in_quotes(in_full(value)));
    Some(Finding::new(
        Code::Syntax,
        page.place(n, line.value_at + start),
        format!(
            "{} keys stand on one line: `{}`",
            if lines.len() > 1 { "several" } else { "two" },
            short(&code(&line))
        ),
        if prose { format!("{apart}; if it is all one text, write `{text}`") } else { apart },
    ))
}

/// Whether the brackets or quotes with which a value begins are closed at its end.
fn is_closed(value: &str) -> bool {
    let close = match value.chars().next() {
        Some('[') => ']',
        Some('{') => '}',
        Some(quote) => quote,
        None => return false,
    };
    value.len() > 1 && value.ends_with(close)
}

/// Whether a key has a line of its own in the same column nearby.
fn is_there(page: &Page<'_>, n: usize, key: &str) -> bool {
    let column = page.line(n).body;
    let is_outside = |n: &usize| page.is_entry(*n) && page.line(*n).body < column;
    let has = |n: usize| page.line(n).body == column && page.line(n).key_text() == key && page.is_entry(n);
    let above =
        (page.lines.start..n).rev().take_while(|n| !is_outside(n) || !page.line(*n).dashes.is_empty());
    let below = (n + 1..page.lines.end).take_while(|n| !is_outside(n));
    above.chain(below).any(has)
}

/// `england: 2024-25: 19.0, 2025-26: 19.2`: a group on the line of its key, and no braces around it.
pub fn no_braces(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    let value = line.text_value();
    let found = pairs(value, first_key(value)?);
    let first = found.first().filter(|first| first.span.start == 0 && first.colon)?;
    (line.key.is_some() && !is_prose(line.key_text()) && !value.ends_with(['}', ']'])).then_some(())?;
    let what = format!("the group of {} has no braces: `{}`", line.subject(), short(value));
    let below = (n + 1..page.lines.end).find(|n| page.is_entry(*n)).map(|n| page.line(n));
    let fix = if let Some(below) = below.filter(|below| below.body > line.body) {
        format!(
            "write `{}` and, on a line of its own with {} spaces in front, `{value}`",
            line.with_value("").trim_end(),
            below.body
        )
    } else {
        let written: Vec<String> = found.iter().map(Pair::written).collect();
        let written = if is_period(first.key) { written.join(", ") } else { value.to_owned() };
        format!("write `{}`", line.with_value(&format!("{{ {written} }}")))
    };
    Some(Finding::new(Code::Syntax, page.place(n, line.value_at), what, fix))
}

/// A line without indentation, dashes and comment.
fn code(line: &Line<'_>) -> String {
    line.raw[line.body..line.value_at].to_owned() + line.text_value()
}
