//! Within braces: commas and colons that are missing, and a text that holds some of its own.

use std::ops::Range;

use crate::finding::{Code, Finding};
use crate::load::keys::is_prose;
use crate::load::slips::lines::Page;
use crate::load::slips::pairs::{first_key, pairs};
use crate::load::slips::words::{in_quotes, short};

/// The first fault of a group that stands within braces on one line, by its bytes of the file, braces included.
pub fn fault(page: &Page<'_>, group: &Range<usize>) -> Option<Finding> {
    let start = group.start + 1;
    let text = page.source.text.get(start..group.end.checked_sub(1)?)?;
    (!text.contains('\n')).then_some(())?;
    let all = pairs(text, first_key(text)?);
    let told = |at: usize, code, what: String, fix: String| {
        Some(Finding::new(code, page.source.place(start + at), what, fix))
    };
    for (nth, pair) in all.iter().enumerate() {
        let shown = short(&text[pair.span.clone()]);
        if !pair.colon {
            let what = format!("a colon is missing in `{shown}`");
            return told(pair.span.start, Code::Syntax, what, format!("write `{}`", pair.written()));
        }
        if is_prose(pair.key) && !is_plain(pair.value) {
            let what =
                format!("marks in the text of `{shown}` end it where they stand, and what follows is lost");
            let fix = format!("write `{}: {}`", pair.key, in_quotes(pair.value));
            return told(pair.span.start, Code::Syntax, what, fix);
        }
        let Some(next) = all.get(nth + 1) else { continue };
        let between = &text[pair.span.end..next.span.start];
        if between.trim() != "," {
            let both = &text[pair.span.start..next.span.end];
            let semicolon = if between.contains(';') { ", where a semicolon stands" } else { "" };
            let what = format!("a comma is missing in `{}`{semicolon}", short(both));
            let fix = format!("write `{}, {}`", pair.written(), &text[next.span.clone()]);
            return told(pair.span.end, Code::Syntax, what, fix);
        }
    }
    None
}

/// Whether a text can stand within braces without quotes.
fn is_plain(text: &str) -> bool {
    text.starts_with(['"', '\'']) && text.ends_with(&text[..1]) && text.len() > 1
        || !(text.contains([',', '[', ']', '{', '}'])
            || text.contains(": ")
            || text.contains(" #")
            || text.ends_with(':')
            || text.starts_with(['"', '\'', '&', '*', '!', '%', '@', '`', '|', '>', '#']))
}
