//! Explains slips of form: each mistake that people commonly make has a message of its own, never that of
//! `serde_yaml`.
//!
//! Lines that were refused are examined as their writer sees them; the first fault found is reported with what to
//! write instead. What keys and values mean is left to the rooms above.

mod braces;
mod brackets;
pub mod colons;
mod columns;
mod joined;
mod layout;
pub mod lines;
mod marks;
pub mod meant;
mod pairs;
mod quotes;
pub mod spaces;
#[cfg(test)]
mod tests;
mod words;

use crate::finding::Finding;
use crate::load::slips::lines::{Inside, Page};
use crate::load::tree::{Reason, Refusal};

/// A rule for one kind of slip: examines a line and reports the slip if it finds it.
type Rule = fn(&Page<'_>, usize) -> Option<Finding>;

/// The rules for lines that begin something themselves, apart from tabs and brackets, the most certain first.
const RULES: &[Rule] = &[
    colons::no_space_after_dash,
    colons::bullet,
    colons::no_space_after_colon,
    colons::missing,
    joined::several_keys,
    quotes::after_quote,
    marks::bound,
    marks::text_behind_block_mark,
    marks::lone_mark,
    marks::reserved,
    brackets::text_behind,
    layout::not_indented,
    layout::cut_in_the_middle,
    brackets::never_opened,
    brackets::round,
    joined::no_braces,
    colons::colon_in_text,
    layout::indentation,
    layout::no_key,
];

/// The rules for slips on an earlier line that only make a later line fail.
const RULES_ABOVE: &[Rule] =
    &[colons::no_space_after_dash, colons::bullet, colons::no_space_after_colon, quotes::after_quote];

/// The finding for lines that were refused, with what to write instead.
pub fn finding(page: &Page<'_>, refusal: &Refusal) -> Finding {
    let form = matches!(refusal.reason, Reason::Form { .. });
    let odd = if form { columns::odd_line(page, refusal.line) } else { None };
    odd.or_else(|| diagnose(page, refusal)).unwrap_or_else(|| {
        let n = worst_line(page, refusal);
        let byte = if n == refusal.line { page.byte(n, refusal.column) } else { page.line(n).body };
        words::not_understood(page, n, byte)
    })
}

/// The finding for lines that can be read but are neither a measure nor a key with a value.
pub fn no_entry(page: &Page<'_>) -> Finding {
    let n = page.lines.clone().find(|n| page.is_entry(*n)).unwrap_or(page.lines.start);
    layout::no_key(page, n).unwrap_or_else(|| words::not_understood(page, n, page.line(n).body))
}

/// Whether a text begins a list entry, even with a dash that touches it or a word processor's bullet.
pub fn begins_item(text: &str) -> bool {
    let behind =
        |rest: &str| rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || spaces::is_odd(c));
    text.strip_prefix('-').is_some_and(behind)
        || colons::touching_dash(text)
        || colons::leading_bullet(text).is_some()
}

/// Finds out what the writer did.
fn diagnose(page: &Page<'_>, refusal: &Refusal) -> Option<Finding> {
    let n = refusal.line.min(page.lines.end.saturating_sub(1));
    let context = match &refusal.reason {
        Reason::Mark => return Some(marks::anchor_or_tag(page, n, refusal.column)),
        Reason::TooDeep => return Some(brackets::too_deep(page, n, refusal.column)),
        Reason::Form { problem, .. } if problem.contains("escape") => {
            return quotes::backslash(page, n, refusal.column);
        }
        Reason::Form { context, .. } => *context,
    };
    // At the end it is clear what was never closed.
    let unclosed = matches!(page.inside(page.lines.end), Inside::Quote { .. } | Inside::Flow { .. });
    let at_end = refusal.line + 1 >= page.lines.end && unclosed;
    match *page.inside(if at_end { page.lines.end } else { n }) {
        Inside::Quote { line, at } => quotes::open(page, n, line, at),
        Inside::Flow { line, at } => Some(brackets::fault(page, n, refusal.column, line, at)),
        Inside::Block => spaces::tab(page, n),
        Inside::Plain { line } => RULES_ABOVE
            .iter()
            .find_map(|rule| rule(page, line))
            .or_else(|| spaces::tab(page, n))
            .or_else(|| layout::in_plain_text(page, n, line)),
        Inside::Open => {
            let own = [context, Some(n)].into_iter().flatten();
            own.filter(|n| page.is_entry(*n))
                .find_map(|n| {
                    spaces::tab(page, n)
                        .or_else(|| brackets::on_one_line(page, n, refusal))
                        .or_else(|| RULES.iter().find_map(|rule| rule(page, n)))
                })
                .or_else(|| above(page, n))
        }
    }
}

/// Looks for the fault a few lines further up.
fn above(page: &Page<'_>, n: usize) -> Option<Finding> {
    let up = std::iter::successors(page.entry_above(n), |n| page.entry_above(*n));
    up.take(3).find_map(|n| RULES_ABOVE.iter().find_map(|rule| rule(page, n)))
}

/// The line to report if nothing else is known: the one refused, or the nearest above that is not blank.
fn worst_line(page: &Page<'_>, refusal: &Refusal) -> usize {
    let context = match &refusal.reason {
        Reason::Form { context, .. } => *context,
        Reason::Mark | Reason::TooDeep => None,
    };
    let says = |n: &usize| page.line(*n).says_something();
    let last = refusal.line.min(page.lines.end.saturating_sub(1));
    context.filter(says).or_else(|| (page.lines.start..=last).rev().find(says)).unwrap_or(last)
}
