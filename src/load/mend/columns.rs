//! One line out of its column: the whole entry of a list is looked at, its keys stand below each other but for one.
//!
//! The parser stumbles over such a line only later, or blames the lines above it. So each entry is read for itself,
//! and what lets more of it be read is what the writer meant.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::finding::{Code, Finding};
use crate::load::fields::text_of;
use crate::load::keys::{MEASURE, is_key};
use crate::load::mend::layout::{begin_with, block_end, out_of_column, shifted};
use crate::load::mend::lines::{Line, Page};
use crate::load::mend::words::{short, spliced};
use crate::load::mend::{Diagnosis, colons};
use crate::load::tree::{Node, Written, grow};

/// Longer entries are not read again and again. A measure with all its readings has a few thousand letters.
const LONGEST: usize = 1 << 18;

/// The odd line of the entry that was refused at line `refused`, or of the one before it.
pub fn odd_line(page: &Page<'_>, refused: usize) -> Option<Diagnosis> {
    let here = entry_around(page, refused)?;
    let before = here.start.checked_sub(1).and_then(|above| entry_around(page, above));
    [before, Some(here)].into_iter().flatten().find_map(|entry| in_entry(page, &entry))
}

/// A second `number` among the keys of one measure, because the dash of the next was forgotten.
pub fn missing_dash(page: &Page<'_>, n: usize) -> Option<Diagnosis> {
    let entry = entry_around(page, n)?;
    let numbers = || entry.clone().filter(|n| page.is_entry(*n) && page.line(*n).key_text() == "number");
    let first = page.line(entry.start);
    let second =
        numbers().nth(1).filter(|_| !first.dashes.is_empty() && numbers().next() == Some(entry.start))?;
    let dash = first.indent;
    let line = page.line(second);
    let mended = format!("{}{}", &first.raw[..first.body], &line.raw[line.body..]);
    let finding = Finding::new(
        Code::DuplicateKey,
        page.place(second, line.body),
        format!(
            "`{}` is the second number of the measure that begins on line {}",
            short(code_of(&line)),
            entry.start + 1
        ),
        format!(
            "if a new measure begins here, its dash is missing: write `{}`{}",
            short(&format!("{}{}", &first.raw[dash..first.body], code_of(&line))),
            if dash == 0 { "" } else { ", the dash below the others" }
        ),
    );
    Some(Diagnosis::new(finding, vec![(second, mended)]))
}

/// A key of the measure that stands among its readings or its comparators.
pub fn wrong_group(page: &Page<'_>, root: &Node) -> Option<Diagnosis> {
    let Written::List(measures) = &root.is else { return None };
    let groups =
        measures.iter().flat_map(pairs).filter(|(key, _)| matches!(text_of(key), "readings" | "comparators"));
    let mut strays = groups.flat_map(|(group, inside)| pairs(inside).iter().map(move |pair| (group, pair)));
    strays.find_map(|(group, (key, value))| {
        MEASURE.key(text_of(key)).and_then(|_| out_of(page, group, key, value))
    })
}

fn pairs(node: &Node) -> &[(Node, Node)] {
    match &node.is {
        Written::Map(pairs) => pairs,
        Written::Blank | Written::Scalar { .. } | Written::List(_) => &[],
    }
}

fn out_of(page: &Page<'_>, group: &Node, key: &Node, value: &Node) -> Option<Diagnosis> {
    let (n, column) = (key.place.line as usize - 1, group.place.column as usize - 1);
    let line = page.line(n);
    (page.is_entry(n) && line.key_text() == text_of(key) && line.indent > column).then_some(())?;
    let end = block_end(page, n);
    let next = (end..page.lines.len()).find(|n| page.is_entry(*n));
    // What stands below a key without a value was meant to belong to it; below another one it belongs to the group.
    let between = value.is != Written::Blank && next.is_some_and(|next| page.line(next).indent > column);
    let name = text_of(group);
    let below =
        if between { format!(", and write it below the last line of `{name}`") } else { String::new() };
    let finding = Finding::new(
        Code::Indentation,
        page.place(n, line.indent),
        format!("`{}` is a key of the measure, but stands within its `{name}`", text_of(key)),
        begin_with(column) + &below,
    );
    let edits = match between {
        true => (n..end).map(|n| (n, String::new())).collect(),
        false => shifted(page, n, end, column).edits,
    };
    Some(Diagnosis::new(finding, edits))
}

/// A line without indentation, dashes and comment.
fn code_of<'a>(line: &Line<'a>) -> &'a str {
    let text = &line.raw[line.body..];
    text.split(" #").next().unwrap_or(text).trim_end()
}

/// The lines of the list entry around a line: from its dash to the next dash in the same column.
fn entry_around(page: &Page<'_>, n: usize) -> Option<Range<usize>> {
    let begins = |n: &usize| {
        let line = page.line(*n);
        page.is_entry(*n) && (!line.dashes.is_empty() && line.key.is_some() || touches(&line))
    };
    let start = (0..=n.min(page.lines.len().checked_sub(1)?)).rev().find(begins)?;
    let dash = page.line(start).indent;
    let ends = |n: &usize| {
        let line = page.line(*n);
        let next = line.indent == dash && (!line.dashes.is_empty() || touches(&line));
        page.is_entry(*n) && (next || line.indent < dash)
    };
    Some(start..(start + 1..page.lines.len()).find(ends).unwrap_or(page.lines.len()))
}

fn touches(line: &Line<'_>) -> bool {
    colons::touching_dash(&line.raw[line.body..]) && line.key.is_some()
}

fn in_entry(page: &Page<'_>, entry: &Range<usize>) -> Option<Diagnosis> {
    let lines = &page.lines[entry.clone()];
    if lines.iter().map(String::len).sum::<usize>() > LONGEST {
        return None;
    }
    let now = reach(lines, page)?;
    if touches(&page.line(entry.start)) {
        return colons::no_space_after_dash(page, entry.start);
    }
    if let Some(found) = missing_dash(page, entry.start) {
        return Some(found);
    }
    let column = common_column(page, entry)?;
    let candidates = entry.clone().filter(|n| is_known(page, *n) && page.line(*n).body != column);
    let mut best: Option<(usize, Diagnosis)> = None;
    for n in candidates {
        let Some(found) = moved(page, n, column) else { continue };
        let mut trial = lines.to_vec();
        for (n, new) in &found.edits {
            trial[n - entry.start].clone_from(new);
        }
        let then = reach(&trial, page).unwrap_or(usize::MAX);
        if then > best.as_ref().map_or(now, |(best, _)| *best) {
            best = Some((then, found));
        }
    }
    best.map(|(_, found)| found)
}

/// The line at which some lines are refused when they are read for themselves.
fn reach(lines: &[String], page: &Page<'_>) -> Option<usize> {
    grow(&lines.join("\n"), page.file).err().map(|refusal| refusal.line)
}

fn is_known(page: &Page<'_>, n: usize) -> bool {
    page.is_entry(n) && is_key(page.line(n).key_text())
}

/// The column in which most of the known keys of an entry stand.
fn common_column(page: &Page<'_>, entry: &Range<usize>) -> Option<usize> {
    let mut columns: BTreeMap<usize, usize> = BTreeMap::new();
    for n in entry.clone().filter(|n| is_known(page, *n)) {
        *columns.entry(page.line(n).body).or_default() += 1;
    }
    let (column, count) = columns.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= 2).then_some(column)
}

/// A single line put into the column of the others.
fn moved(page: &Page<'_>, n: usize, column: usize) -> Option<Diagnosis> {
    let line = page.line(n);
    let (mended, fix) = match line.dashes.last() {
        None => (" ".repeat(column) + line.raw.trim_start(), begin_with(column)),
        Some(dash) => {
            let gap = column.checked_sub(dash + 1).filter(|gap| *gap > 0)?;
            let mended = spliced(line.raw, dash + 1, line.body, &" ".repeat(gap));
            let fix = format!("write `{}`", short(&format!("-{}{}", " ".repeat(gap), code_of(&line))));
            (mended, fix)
        }
    };
    let finding = out_of_column(page, (n, line.body), code_of(&line), column, fix);
    Some(Diagnosis::new(finding, vec![(n, mended)]))
}
