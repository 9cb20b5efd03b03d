//! Tabs and odd spaces where only plain spaces may stand.
//!
//! Inside a text both are harmless and stay.

use crate::finding::{Code, Finding};
use crate::load::mend::Diagnosis;
use crate::load::mend::lines::{Inside, ODD_SPACES, Page};
use crate::load::mend::words::short;
use crate::load::tree::grow;

/// Tabs at the beginning of lines, or behind a dash: one finding for all of a file, at the first.
pub fn tab(page: &Page<'_>, n: usize) -> Option<Diagnosis> {
    page.line(n).raw[..head(page.line(n).raw)].contains('\t').then_some(())?;
    let faulty: Vec<usize> = (0..page.lines.len()).filter(|n| has_tab(page, *n)).collect();
    let first = *faulty.first()?;
    let raw = page.line(first).raw;
    let at = raw.find('\t')?;
    let edits = without_tabs(page, &faulty);
    let text = short(raw[head(raw)..].trim());
    let further = match faulty.len() - 1 {
        0 => String::new(),
        1 => "; another line has one too".to_owned(),
        more => format!("; {more} more lines have one too"),
    };
    let whose = if raw[..at].contains('-') { "behind the dash" } else { "in front" };
    let mended = edits.first().map_or(raw, |(_, mended)| mended);
    let finding = Finding::new(
        Code::Tab,
        page.place(first, at),
        format!("a tab stands {whose} of `{text}`{further}"),
        format!("write spaces instead: `{}{text}`", &mended[..head(mended)]),
    );
    Some(Diagnosis::new(finding, edits))
}

fn has_tab(page: &Page<'_>, n: usize) -> bool {
    let line = page.line(n);
    let quoted = matches!(page.inside[n], Inside::Quote { .. } | Inside::Flow { .. });
    !quoted && line.says_something() && line.raw[..head(line.raw)].contains('\t')
}

/// How far indentation and dashes reach, tabs included.
fn head(raw: &str) -> usize {
    let rest = raw.trim_start_matches([' ', '\t']);
    match rest.strip_prefix('-') {
        Some(behind) if behind.starts_with([' ', '\t']) => raw.len() - behind.len() + head(behind),
        _ => raw.len() - rest.len(),
    }
}

/// Nobody knows how wide the writer's tabs are; the width with which most can be read is right.
fn without_tabs(page: &Page<'_>, faulty: &[usize]) -> Vec<(usize, String)> {
    let with = |width: usize| -> Vec<(usize, String)> {
        let mended = |n: usize| {
            let (head, rest) = page.line(n).raw.split_at(head(page.line(n).raw));
            // Behind a dash a tab is one space, so that the key stands two columns behind the dash.
            let head = head.replace("-\t", "- ").replace('\t', &" ".repeat(width));
            (n, head + rest)
        };
        faulty.iter().map(|n| mended(*n)).collect()
    };
    let reach = |edits: &[(usize, String)]| {
        let mut lines = page.lines.to_vec();
        for (n, new) in edits {
            lines[*n].clone_from(new);
        }
        grow(&lines.join("\n"), page.file).map_or_else(|refusal| refusal.line, |_| usize::MAX)
    };
    // Among those with which as much can be read, the one that puts the first line under the line before it, unless
    // that opens a list or a group, or else over the line after it.
    let first = faulty.first().copied().unwrap_or_default();
    let says = |n: &usize| page.line(*n).says_something() && !faulty.contains(n);
    let before = (0..first).rev().find(says).filter(|n| !page.line(*n).raw.trim_end().ends_with(':'));
    let beside = before.or_else(|| (first + 1..page.lines.len()).find(says));
    let fits = |edits: &[(usize, String)]| {
        edits.first().zip(beside).is_some_and(|((_, new), n)| head(page.line(n).raw) == head(new))
    };
    let judge = |width: &usize| {
        let edits = with(*width);
        (reach(&edits), fits(&edits))
    };
    with([8, 4, 2].into_iter().max_by_key(judge).unwrap_or(2))
}

/// Odd spaces in the indentation, behind a dash, in a key, or around its colon.
pub fn odd_spaces(page: &Page<'_>) -> Option<Diagnosis> {
    let mut all = Diagnosis { findings: Vec::new(), edits: Vec::new() };
    for n in 0..page.lines.len() {
        let raw = page.line(n).raw;
        if page.inside[n] != Inside::Open || !raw.contains(ODD_SPACES) || raw.trim_start().starts_with('#') {
            continue;
        }
        let Some((at, end)) = structure(raw) else { continue };
        all.findings.push(finding(page, n, at, &raw[at..end]));
        all.edits.push((n, plain(&raw[..end]) + &raw[end..]));
    }
    (!all.findings.is_empty()).then_some(all)
}

/// The first odd space in the form of a line, and how far its form reaches.
fn structure(raw: &str) -> Option<(usize, usize)> {
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

fn finding(page: &Page<'_>, n: usize, at: usize, odd: &str) -> Finding {
    let raw = page.line(n).raw;
    let kind = kind_of(odd);
    Finding::new(
        Code::OddSpace,
        page.place(n, at),
        format!("the line `{}` holds {kind}, which is not the same as a space", short(&plain(raw))),
        format!("delete it and type `{}` again", short(&plain(raw))),
    )
}

/// What the first of some odd spaces is called.
pub fn kind_of(odd: &str) -> &'static str {
    match odd.chars().find(|c| ODD_SPACES.contains(c)) {
        Some('\u{200B}' | '\u{FEFF}' | '\u{2060}') => {
            "a letter without width (from a word processor or a web page)"
        }
        _ => "a non-breaking space (from a word processor or a web page)",
    }
}

/// A text with plain spaces, and without letters that have no width.
pub fn plain(text: &str) -> String {
    text.replace(['\u{200B}', '\u{FEFF}', '\u{2060}'], "").replace(ODD_SPACES, " ")
}
