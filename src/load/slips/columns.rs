//! One line out of its column, in an entry whose other keys are aligned.
//!
//! The parser only stumbles over such a line later, or blames the lines around it, so the whole entry is examined.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::finding::{Code, Finding};
use crate::load::keys::is_key;
use crate::load::slips::colons;
use crate::load::slips::layout::{begin_with, out_of_column};
use crate::load::slips::lines::{Line, Page};
use crate::load::slips::words::short;

/// Reports the odd line in the entry that was refused at line `refused`, or in the entry before it.
pub fn odd_line(page: &Page<'_>, refused: usize) -> Option<Finding> {
    let here = entry_around(page, refused)?;
    let before = here.start.checked_sub(1).and_then(|above| entry_around(page, above));
    [before, Some(here)].into_iter().flatten().find_map(|entry| in_entry(page, &entry, refused))
}

/// Reports a second `number` among the keys of the measure around a line: the dash of the next measure is missing.
pub fn missing_dash(page: &Page<'_>, n: usize) -> Option<Finding> {
    let entry = entry_around(page, n)?;
    let first = page.line(entry.start);
    let mut numbers = entry.clone().filter(|n| page.is_entry(*n) && page.line(*n).key_text() == "number");
    (!first.dashes.is_empty() && numbers.next() == Some(entry.start)).then_some(())?;
    let second = numbers.next().filter(|second| page.line(*second).dashes.is_empty())?;
    Some(dash_missing(page, entry.start, entry.start, second))
}

/// The finding for a second `number` in the measure that begins at line `begins`; `dashed` is a line whose dash
/// shows what is missing.
pub fn dash_missing(page: &Page<'_>, dashed: usize, begins: usize, second: usize) -> Finding {
    let (first, line) = (page.line(dashed), page.line(second));
    let dash = first.indent;
    Finding::new(
        Code::DuplicateKey,
        page.place(second, line.body),
        format!(
            "`{}` is the second number of the measure that begins on line {}",
            short(code_of(&line)),
            begins + 1
        ),
        format!(
            "if a new measure begins here, its dash is missing: write `{}`{}",
            short(&format!("{}{}", &first.raw[dash..first.body], code_of(&line))),
            if dash == 0 { "" } else { ", the dash below the others" }
        ),
    )
}

/// A line without indentation, dashes or comment.
fn code_of<'a>(line: &Line<'a>) -> &'a str {
    let text = &line.raw[line.body..];
    text.split(" #").next().unwrap_or(text).trim_end()
}

/// The lines of the list entry around a line: from its dash to before the next dash in the same column.
fn entry_around(page: &Page<'_>, n: usize) -> Option<Range<usize>> {
    let begins = |n: &usize| {
        let line = page.line(*n);
        page.is_entry(*n) && (!line.dashes.is_empty() && line.key.is_some() || touches(&line))
    };
    let last = n.min(page.lines.end.checked_sub(1)?);
    let start = (page.lines.start..=last).rev().find(begins)?;
    let dash = page.line(start).indent;
    let ends = |n: &usize| {
        let line = page.line(*n);
        let next = line.indent == dash && (!line.dashes.is_empty() || touches(&line));
        page.is_entry(*n) && (next || line.indent < dash)
    };
    Some(start..(start + 1..page.lines.end).find(ends).unwrap_or(page.lines.end))
}

fn touches(line: &Line<'_>) -> bool {
    colons::touching_dash(&line.raw[line.body..]) && line.key.is_some()
}

/// The most lines of an entry that are examined; a measure with all its readings has a few hundred.
const LONGEST: usize = 2_000;

fn in_entry(page: &Page<'_>, entry: &Range<usize>, refused: usize) -> Option<Finding> {
    if entry.len() > LONGEST {
        return None;
    }
    if touches(&page.line(entry.start)) {
        return colons::no_space_after_dash(page, entry.start);
    }
    if let Some(found) = missing_dash(page, entry.start) {
        return Some(found);
    }
    let column = common_column(page, entry)?;
    // Lines after the refused one have not been read yet.
    let mut read = entry.clone().take_while(|n| *n <= refused).filter(|n| is_known(page, *n));
    let odd = read.find(|n| {
        let body = page.line(*n).body;
        body < column || body > column && !is_inside(page, entry, *n)
    })?;
    moved(page, odd, column)
}

fn is_known(page: &Page<'_>, n: usize) -> bool {
    page.is_entry(n) && is_key(page.line(n).key_text())
}

/// Whether a line belongs to a mapping opened by a line above it.
fn is_inside(page: &Page<'_>, entry: &Range<usize>, n: usize) -> bool {
    let own = page.line(n).body;
    let outer = (entry.start..n).rev().filter(|n| page.is_entry(*n)).map(|n| page.line(n));
    outer.into_iter().find(|line| line.body < own).is_some_and(|line| line.bare_value().is_empty())
}

/// The column in which most known keys of an entry begin.
fn common_column(page: &Page<'_>, entry: &Range<usize>) -> Option<usize> {
    let mut columns: BTreeMap<usize, usize> = BTreeMap::new();
    for n in entry.clone().filter(|n| is_known(page, *n)) {
        *columns.entry(page.line(n).body).or_default() += 1;
    }
    let (column, count) = columns.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= 2).then_some(column)
}

/// Reports a single line that should be in the same column as the others.
fn moved(page: &Page<'_>, n: usize, column: usize) -> Option<Finding> {
    let line = page.line(n);
    let fix = match line.dashes.last() {
        None => begin_with(column),
        Some(dash) => {
            let gap = column.checked_sub(dash + 1).filter(|gap| *gap > 0)?;
            format!("write `{}`", short(&format!("-{}{}", " ".repeat(gap), code_of(&line))))
        }
    };
    Some(out_of_column(page, (n, line.body), code_of(&line), column, fix))
}
