//! Tabs and odd spaces where only plain spaces are allowed.
//!
//! Inside a text both are harmless and are kept.

use crate::finding::{Code, Finding};
use crate::load::slips::lines::{Inside, ODD_SPACES, Page};
use crate::load::slips::words::short;

/// Reports a tab at the start of a line or after its dash, and how many more lines of the file have one.
pub fn tab(page: &Page<'_>, n: usize) -> Option<Finding> {
    has_tab(page, n).then_some(())?;
    let first = page.lines.clone().find(|n| has_tab(page, *n))?;
    let source = page.source;
    let tabbed = || (0..source.lines()).filter(|n| tab_in_head(source.line(*n))).count();
    // Each entry with a tab asks, and the answer is that of the file.
    let more = source.tabbed.get_or_init(tabbed).saturating_sub(1);
    let raw = page.line(first).raw;
    let at = raw.find('\t')?;
    let text = short(raw[head(raw)..].trim());
    let further = match more {
        0 => String::new(),
        1 => "; another line has one too".to_owned(),
        more => format!("; {more} more lines have one too"),
    };
    let whose = if raw[..at].contains('-') { "behind the dash" } else { "in front" };
    Some(Finding::new(
        Code::Tab,
        page.place(first, at),
        format!("a tab stands {whose} of `{text}`{further}"),
        format!("write spaces instead: `{}{text}`", without_tabs(page, first)),
    ))
}

fn has_tab(page: &Page<'_>, n: usize) -> bool {
    tab_in_head(page.line(n).raw) && !matches!(page.inside(n), Inside::Quote { .. } | Inside::Flow { .. })
}

fn tab_in_head(raw: &str) -> bool {
    let head = head(raw);
    raw[..head].contains('\t') && !(raw[head..].is_empty() || raw[head..].starts_with('#'))
}

/// The length of indentation and dashes, including tabs.
fn head(raw: &str) -> usize {
    let rest = raw.trim_start_matches([' ', '\t']);
    match rest.strip_prefix('-') {
        Some(behind) if behind.starts_with([' ', '\t']) => raw.len() - behind.len() + head(behind),
        _ => raw.len() - rest.len(),
    }
}

/// The indentation and dashes of a line with spaces for tabs. The writer's tab width is unknown, so one is chosen that
/// aligns the line with the one before it or, if that opens a list or a mapping, with the one after it.
fn without_tabs(page: &Page<'_>, n: usize) -> String {
    let says = |n: &usize| page.line(*n).says_something() && !has_tab(page, *n);
    let opens = |n: &usize| page.line(*n).raw.trim_end().ends_with(':');
    let before = (page.lines.start..n).rev().find(says).filter(|n| !opens(n));
    let beside = before.or_else(|| (n + 1..page.lines.end).find(says));
    let raw = page.line(n).raw;
    // After a dash a tab becomes one space, so that the key is two columns after the dash.
    let with = |width: usize| raw[..head(raw)].replace("-\t", "- ").replace('\t', &" ".repeat(width));
    let fits = |width: &usize| beside.is_some_and(|n| head(page.line(n).raw) == with(*width).len());
    with([2, 4, 8].into_iter().find(fits).unwrap_or(2))
}

/// Reports the first odd space in indentation, after a dash, in a key, or around its colon.
pub fn odd(page: &Page<'_>) -> Option<Finding> {
    page.lines.clone().find_map(|n| {
        let raw = page.source.line(n);
        let (at, end) = structure(raw).filter(|_| !raw.trim_start().starts_with('#'))?;
        let kind = kind_of(&raw[at..end]);
        (*page.inside(n) == Inside::Open).then(|| {
            Finding::new(
                Code::OddSpace,
                page.place(n, at),
                format!("the line `{}` holds {kind}, which is not the same as a space", short(&plain(raw))),
                format!("delete it and type `{}` again", short(&plain(raw))),
            )
        })
    })
}

/// The position of the first odd space in a line's structure, and the length of that structure.
fn structure(raw: &str) -> Option<(usize, usize)> {
    if raw.is_ascii() {
        return None;
    }
    let blank = |c: char| c == ' ' || ODD_SPACES.contains(&c);
    let mut end = raw.len() - raw.trim_start_matches(blank).len();
    while let Some(rest) = raw[end..].strip_prefix('-').filter(|rest| rest.starts_with(blank)) {
        end = raw.len() - rest.trim_start_matches(blank).len();
    }
    let key = raw[end..].find(':').filter(|colon| {
        let behind = &raw[end + colon + 1..];
        let word = &raw[end..end + colon];
        let single = !word.trim_matches(blank).contains(['"', '\'', ' ']);
        (behind.is_empty() || behind.starts_with(blank)) && single
    });
    if let Some(colon) = key {
        let behind = &raw[end + colon + 1..];
        end = raw.len() - behind.trim_start_matches(blank).len();
    }
    let at = raw[..end].find(ODD_SPACES)?;
    Some((at, end))
}

/// The name of the first of some odd spaces.
pub fn kind_of(odd: &str) -> &'static str {
    match odd.chars().find(|c| ODD_SPACES.contains(c)) {
        Some('\u{200B}' | '\u{FEFF}' | '\u{2060}') => {
            "a letter without width (from a word processor or a web page)"
        }
        _ => "a non-breaking space (from a word processor or a web page)",
    }
}

/// A text with plain spaces, and without characters that have no width.
pub fn plain(text: &str) -> String {
    text.replace(['\u{200B}', '\u{FEFF}', '\u{2060}'], "").replace(ODD_SPACES, " ")
}

pub fn is_odd(c: char) -> bool {
    ODD_SPACES.contains(&c)
}
