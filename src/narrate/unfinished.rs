//! Incomplete marks that would be printed as typed: `[ reds ]`, `[[ themes ]`, and a name in braces without its `#`.
//! They are looked for in the text that is left once all complete marks have been cut out.

use crate::finding::Code;
use crate::narrate::blocks::BLOCKS;
use crate::narrate::cut::is_name;
use crate::narrate::fault::Log;
use crate::narrate::language::{CALLED, PLAIN};

/// Reports them, and gives the names that were to be given. `masked` is the report with its whole marks cut out.
pub fn report_unfinished(masked: &str, log: &Log) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = 0;
    for paragraph in masked.split("\n\n") {
        // One odd bracket makes its partners look stray, which should not be reported as well.
        if !named_in_odd_brackets(paragraph, at, log) {
            double_brackets(paragraph, at, log);
        }
        names.extend(braces(paragraph, at, log));
        at += paragraph.len() + "\n\n".len();
    }
    names
}

/// Reports each line that is the name of a block in brackets other than `[[ ]]`. Returns whether there was one.
fn named_in_odd_brackets(paragraph: &str, start: usize, log: &Log) -> bool {
    let mut at = start;
    let mut found = false;
    for line in paragraph.split('\n') {
        let text = line.trim();
        let name = text.trim_start_matches(['[', '(', '{']).trim_end_matches([']', ')', '}']);
        let block = BLOCKS.iter().find(|(known, _)| name.trim().eq_ignore_ascii_case(known));
        if let Some((known, _)) = block.filter(|_| name.len() < text.len()) {
            let what = format!("`{text}` would be printed as it stands");
            let begins = at + (line.len() - line.trim_start().len());
            log.report(begins, Code::Block, what, format!("write `[[ {known} ]]`"));
            found = true;
        }
        at += line.len() + 1;
    }
    found
}

/// Reports `[[` or `]]` that belongs to no block. Nested brackets, such as `[[2019] EWHC 12]`, are text.
fn double_brackets(paragraph: &str, start: usize, log: &Log) {
    let bytes = paragraph.as_bytes();
    let mut open = Vec::new();
    // For each bracket, the position of its partner.
    let mut partners = vec![None; bytes.len()];
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'[' if !is_escaped(bytes, at) => open.push(at),
            b']' if !is_escaped(bytes, at) => {
                if let Some(other) = open.pop() {
                    partners[other] = Some(at);
                    partners[at] = Some(other);
                }
            }
            _ => {}
        }
    }
    let is_text = |at: usize| match (partners[at], partners[at + 1]) {
        (Some(one), Some(other)) => one.abs_diff(other) > 1,
        _ => false,
    };
    let pair = |at: &usize| {
        matches!(&bytes[*at..], [b'[', b'[', ..] | [b']', b']', ..])
            && !is_escaped(bytes, *at)
            && !is_text(*at)
    };
    let Some(at) = (0..bytes.len()).find(pair) else { return };
    if log.is_told_at(start + at) {
        return;
    }
    let mark = &paragraph[at..at + 2];
    let what = format!("`{mark}` belongs to no block and would be printed as it stands");
    let fix =
        "write a block as `[[ themes ]]` on a line of its own; if it is text, take one of the brackets out";
    log.report(start + at, Code::Block, what, fix);
}

/// `{name}` at an end, where a name is given, and an expression in single braces. The names that were to be given.
fn braces(paragraph: &str, start: usize, log: &Log) -> Vec<String> {
    let mut names = Vec::new();
    let bytes = paragraph.as_bytes();
    let mut at = 0;
    while let Some(offset) = paragraph[at..].find('{') {
        let from = at + offset;
        let rest = &paragraph[from + 1..];
        at = from + 1;
        let Some(end) = rest.find(['{', '}', '\n']).filter(|end| rest.as_bytes()[*end] == b'}') else {
            continue;
        };
        let inside = rest[..end].trim();
        let written = &paragraph[from..=from + 1 + end];
        if is_escaped(bytes, from) || log.is_told_at(start + from) {
            continue;
        }
        let word_end = inside.find(['.', '(']).unwrap_or(inside.len());
        if word_end < inside.len() && begins_an_expression(&inside[..word_end]) {
            let what = format!("`{written}` would be printed as it stands");
            log.report(start + from, Code::Expression, what, format!("write `{{{{ {inside} }}}}`"));
            continue;
        }
        let behind = &rest[end + 1..];
        let ends_line = || behind.trim_start_matches([' ', '#']).starts_with('\n');
        let is_heading = || paragraph[..from].rsplit('\n').next().is_some_and(|line| line.starts_with('#'));
        let ends = behind.trim().is_empty() || (ends_line() && is_heading());
        let name = inside.trim_start_matches(['#', '.']).trim().to_lowercase().replace([' ', '_'], "-");
        if ends && is_name(&name) {
            let form = match name.as_str() {
                "unnumbered" | "letters" => format!("{{.{name}}}"),
                _ => format!("{{#{name}}}"),
            };
            let what = format!("`{written}` would be printed as it stands, and names nothing");
            log.report(start + from, Code::Mark, what, format!("write `{form}`"));
            names.push(name);
        }
    }
    names
}

/// Whether expressions may begin with this word, before a dot or bracket.
fn begins_an_expression(word: &str) -> bool {
    CALLED.contains(&word) || PLAIN.contains(&word)
}

/// Whether a backslash makes this an ordinary character.
fn is_escaped(bytes: &[u8], at: usize) -> bool {
    let slashes = bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
    slashes % 2 == 1
}
