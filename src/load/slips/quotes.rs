//! Straight quotes: text after them, quotes never closed, and backslashes inside them.

use crate::finding::{Code, Finding};
use crate::load::slips::lines::{Page, before_comment, closing_quote};
use crate::load::slips::words::{in_full, in_quotes, short, write};

/// Reports `title: "Good" or better` and `comment: 'It's late'`.
pub fn after_quote(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    let value = line.text_value();
    value.starts_with(['"', '\'']).then_some(())?;
    let end = closing_quote(value, 0)?;
    let behind = value[end + 1..].trim();
    if behind.is_empty() || value[end + 1..].starts_with(" #") {
        return None;
    }
    Some(Finding::new(
        Code::QuoteInText,
        page.place(n, line.value_at + end + 1),
        format!("the text of {} goes on behind its closing quote: `{}`", line.subject(), short(behind)),
        write(&line, meant(value, end)),
    ))
}

/// The text that was meant: without its outer quotes, unless they belong to a word in it.
fn meant(value: &str, end: usize) -> &str {
    let inner = value.get(1..value.len() - 1).unwrap_or_default();
    let closes = value.ends_with(&value[..1]) && value.len() > end + 1;
    // In `'It's late'` a letter follows the quote at once; in `"He said "no""` a space stands before it.
    // A third mark is an apostrophe, as in `'Carers' breaks'`.
    let apostrophe = value.matches(&value[..1]).count() == 3;
    let nested =
        apostrophe || value[end + 1..].starts_with(char::is_alphanumeric) || value[..end].ends_with(' ');
    if closes && nested { inner } else { value }
}

/// Reports quotes opened on line `from`, if the text makes no sense from line `n` on.
pub fn open(page: &Page<'_>, n: usize, from: usize, at: usize) -> Option<Finding> {
    let line = page.line(from);
    let last = page.end_of_text(from);
    let mark = &line.raw[at..=at];
    let ends_itself = (from + 1..=last).any(|below| page.line(below).raw.contains(mark));
    if n <= last && ends_itself {
        return behind_several_lines(page, n, from, at);
    }
    let text = before_comment(line.raw[at..].trim());
    let whole = if last > from { " at the end of its last line" } else { "" };
    let fix = if last > from {
        format!("write `{mark}` behind the text,{whole}")
    } else {
        format!("write `{}`", line.with_value(&in_quotes(in_full(text.trim_matches(['"', '\''])))))
    };
    Some(Finding::new(
        Code::QuoteInText,
        page.place(from, at),
        format!("the quote that opens the text of {} is never closed: `{}`", line.subject(), short(text)),
        fix,
    ))
}

/// Reports text after the closing quote of a text over several lines.
fn behind_several_lines(page: &Page<'_>, n: usize, from: usize, at: usize) -> Option<Finding> {
    let line = page.line(from);
    let mark = line.raw[at..].chars().next()?;
    let closing = page.line(n).raw.find(mark).unwrap_or(0);
    let behind = page.line(n).raw[closing..].trim_start_matches(mark);
    Some(Finding::new(
        Code::QuoteInText,
        page.place(n, closing + 1),
        format!("the text of {} goes on behind its closing quote: `{}`", line.subject(), short(behind)),
        format!("take the quotes away, write `{}`, and the text below it, indented", line.with_value(">")),
    ))
}

/// Reports `link: "C:\Data"`.
pub fn backslash(page: &Page<'_>, n: usize, column: usize) -> Option<Finding> {
    let raw = page.line(n).raw;
    let from = (0..=page.byte(n, column).min(raw.len())).rev();
    let at = from.into_iter().find(|at| raw.as_bytes().get(*at) == Some(&b'\\'))?;
    let line = page.line(n);
    let text = line.value().trim_matches('"');
    Some(Finding::new(
        Code::QuoteInText,
        page.place(n, at),
        format!("a backslash between double quotes has a meaning of its own: `{}`", short(text)),
        format!(
            "write `{}`, with single quotes",
            line.with_value(&format!("'{}'", in_full(&text.replace('\'', "''"))))
        ),
    ))
}
