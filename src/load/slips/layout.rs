//! Lines that begin in the wrong column, and lines without a key.

use std::cmp::Reverse;

use crate::finding::{Code, Finding};
use crate::load::keys::{is_key, is_prose};
use crate::load::slips::colons;
use crate::load::slips::lines::{Inside, Page, is_block_header};
use crate::load::slips::pairs::is_period;
use crate::load::slips::words::{in_full, in_quotes, short};

/// Reports a line that is in none of the columns open at that point.
pub fn indentation(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    if line.key.is_none() && line.dashes.is_empty() {
        return None;
    }
    let open = open_columns(page, n);
    if open.contains(&line.indent) {
        return None;
    }
    let above = page.entry_above(n)?;
    let before = page.line(above);
    if line.indent > before.body && before.value().is_empty() {
        return None;
    }
    if let Some(found) = slipped_out(page, above, n) {
        return Some(found);
    }
    // The group that begins here may be right, and the one line above it wrong.
    let sibling =
        open.iter().copied().min_by_key(|column| (column.abs_diff(line.indent), Reverse(*column)))?;
    let column_of = |n: usize| {
        let other = page.line(n);
        if line.dashes.is_empty() { other.body } else { other.indent }
    };
    let with = |column: usize, lines: &mut dyn Iterator<Item = usize>| {
        let near =
            lines.filter(|n| page.is_entry(*n)).take_while(|n| column_of(*n) >= column.min(line.indent));
        near.filter(|n| column_of(*n) == column && page.line(*n).dashes.is_empty() == line.dashes.is_empty())
            .count()
    };
    let here = with(line.indent, &mut (n..page.lines.end));
    let there = with(sibling, &mut (page.lines.start..n).rev());
    let first = (page.lines.start..n)
        .rev()
        .filter(|n| page.is_entry(*n))
        .take_while(|n| page.line(*n).indent >= sibling)
        .last();
    match first {
        Some(first) if here > there && page.line(first).indent == sibling => {
            Some(shifted(page, first, line.indent))
        }
        _ => Some(shifted(page, n, sibling)),
    }
}

/// One reading that slipped out from between two others.
fn slipped_out(page: &Page<'_>, out: usize, below: usize) -> Option<Finding> {
    let all = [page.entry_above(out)?, out, below].map(|n| page.line(n));
    let [above, _, below] = &all;
    let are_periods = all.iter().all(|line| is_period(line.key_text()));
    (are_periods && above.body == below.body).then(|| shifted(page, out, below.body))
}

/// The columns in which a line after those above may begin.
fn open_columns(page: &Page<'_>, n: usize) -> Vec<usize> {
    let own = page.line(n);
    let mut open: Vec<(usize, bool)> = Vec::new();
    for line in (page.lines.start..n).filter(|n| page.is_entry(*n)).map(|n| page.line(n)) {
        open.retain(|(column, _)| *column <= line.indent);
        let key = line.key.is_some().then_some((line.body, false));
        open.extend(line.dashes.iter().map(|column| (*column, true)).chain(key));
    }
    // Keys align with keys and dashes with dashes, if there are any.
    let like: Vec<usize> =
        open.iter().filter(|(_, dash)| *dash != own.dashes.is_empty()).map(|(column, _)| *column).collect();
    if like.is_empty() { open.into_iter().map(|(column, _)| column).collect() } else { like }
}

/// The line after the last one that is indented further than line `n`.
pub fn block_end(page: &Page<'_>, n: usize) -> usize {
    let own = page.line(n).indent;
    let outside = |below: &usize| page.is_entry(*below) && page.line(*below).indent <= own;
    (n + 1..page.lines.end).find(outside).unwrap_or(page.lines.end)
}

/// Reports that line `n` belongs in another column.
fn shifted(page: &Page<'_>, n: usize, column: usize) -> Finding {
    let line = page.line(n);
    out_of_column(page, (n, line.indent), line.raw, column, begin_with(column))
}

/// Reports that the text at a line and byte is in a different column from the lines beside it.
pub fn out_of_column(
    page: &Page<'_>,
    (n, at): (usize, usize),
    written: &str,
    column: usize,
    fix: String,
) -> Finding {
    let what = format!(
        "`{}` begins in column {}, the others of its group in column {}",
        short(written),
        at + 1,
        column + 1
    );
    Finding::new(Code::Indentation, page.place(n, at), what, fix)
}

/// The remedy for a line in the wrong column.
pub fn begin_with(column: usize) -> String {
    match column {
        0 => "begin the line without a space".to_owned(),
        1 => "begin the line with one space".to_owned(),
        many => format!("begin the line with {many} spaces"),
    }
}

/// Reports a line with a colon that YAML takes for part of the text above it.
pub fn in_plain_text(page: &Page<'_>, n: usize, from: usize) -> Option<Finding> {
    let (line, above) = (page.line(n), page.line(from));
    if let Some(found) = colons::missing(page, from).or_else(|| slipped_out(page, from, n)) {
        return Some(found);
    }
    if above.key.is_none() && above.dashes.is_empty() && line.indent <= above.indent {
        return no_key(page, from);
    }
    // One column off is a slip; a word with a colon deep inside prose is part of it, unless it is a known key.
    let prose = is_prose(above.key_text()) && line.indent > above.body + 1;
    if (line.has_plain_key() && (is_key(line.key_text()) || !prose)) || !line.dashes.is_empty() {
        let column = if line.dashes.is_empty() {
            above.body
        } else {
            above.dashes.first().copied().unwrap_or(above.indent)
        };
        return Some(shifted(page, n, column));
    }
    let at = line.key.clone()?.end;
    Some(Finding::new(
        Code::ColonInText,
        page.place(n, at),
        format!("the text of {} holds a colon and a space: `{}`", above.subject(), short(line.raw)),
        format!("write `{}` and the whole text below it, indented", above.with_value(">")),
    ))
}

/// Reports text below `comment: >` that is indented no further than the key.
pub fn not_indented(page: &Page<'_>, n: usize) -> Option<Finding> {
    let above = page.entry_above(n)?;
    let (line, before) = (page.line(n), page.line(above));
    if !is_block_header(before.value())
        || line.key.is_some()
        || !line.dashes.is_empty()
        || line.indent > before.body
    {
        return None;
    }
    let wanted = before.body + 2;
    line.says_something().then_some(())?;
    Some(Finding::new(
        Code::Indentation,
        page.place(n, line.indent),
        format!("`{}` belongs to the text of {}, but is not indented", short(line.raw), before.subject()),
        format!("begin each line of the text with {wanted} spaces"),
    ))
}

/// Reports a text over several lines, one of which, before the last, contains ` #`.
pub fn cut_in_the_middle(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    let from = page.entry_above(n)?;
    let first = page.line(from);
    // The cut may be on the line with the key, or on one that continues its text.
    let cut = (from..n).rev().find(|n| page.line(*n).raw.contains(" #"))?;
    let follows =
        matches!(page.inside(cut), Inside::Open | Inside::Plain { .. }) && line.indent > first.indent;
    if line.has_plain_key() || !line.dashes.is_empty() || !follows {
        return None;
    }
    let at = page.line(cut).raw.find(" #")? + 1;
    Some(Finding::new(
        Code::CutOffText,
        page.place(cut, at),
        format!(
            "the text of {} ends in front of the `#`, which begins a comment: `{}`",
            first.subject(),
            short(page.line(cut).raw)
        ),
        format!("write `{}` and the whole text below it, indented", first.with_value(">")),
    ))
}

/// Reports a line that has no key and belongs to nothing above it.
pub fn no_key(page: &Page<'_>, n: usize) -> Option<Finding> {
    let line = page.line(n);
    if line.key.is_some()
        || !line.dashes.is_empty()
        || line.raw.trim_start().starts_with(['"', '\'', '[', '{'])
    {
        return None;
    }
    let text = line.raw.trim();
    let fix = if let Some((key, value)) = text.split_once(" = ") {
        format!("write `{key}: {value}`")
    } else if text.chars().all(|c| "-=*_~+".contains(c)) {
        format!("take the line out, or write `# {}`", short(text))
    } else {
        let above = page.entry_above(n).map(|n| page.line(n)).filter(|above| above.key.is_some());
        let more = above.map_or_else(String::new, |above| {
            format!(
                "; if it goes on with the text of {}, begin it with {} spaces",
                above.subject(),
                above.body + 2
            )
        });
        format!("write a key in front of it: `comment: {}`{more}", in_quotes(in_full(text)))
    };
    Some(Finding::new(
        Code::Syntax,
        page.place(n, line.indent),
        format!("the line `{}` has no key", short(text)),
        fix,
    ))
}
