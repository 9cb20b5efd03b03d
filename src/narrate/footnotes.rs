//! Footnotes in the form of Markdown: `[^1]` in the text, and `[^1]: what it says` on a line of its own.
//!
//! They are numbered by the program in the order in which they are first referred to, whatever they are called. One that
//! is nowhere, twice or never referred to is a fault.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::finding::Code;
use crate::load::near;
use crate::narrate::cut::{Report, is_name};
use crate::narrate::fault::Log;

/// The longest name that is looked for, in letters.
const LONGEST_NAME: usize = 40;

/// An event of the parser with its bytes.
pub type Placed<'r> = (Event<'r>, Range<usize>);

/// The footnotes of a report.
#[derive(Default)]
pub struct Footnotes<'r> {
    /// What each says, by its name in small letters.
    defined: BTreeMap<String, Definition<'r>>,
    /// The names in the order in which they were first referred to.
    used: Vec<String>,
    /// The names to which something refers that is out of place.
    refused: Vec<String>,
    /// Where a reference would be out of place, and so is refused: a heading, another footnote.
    pub inside: Option<&'static str>,
}

struct Definition<'r> {
    span: Range<usize>,
    events: VecDeque<Placed<'r>>,
}

impl<'r> Footnotes<'r> {
    /// Takes the footnotes out of the events of a report.
    pub fn apart(events: &mut VecDeque<Placed<'r>>, report: &Report<'_>, log: &Log) -> Self {
        let mut notes = Self::default();
        let mut rest = VecDeque::with_capacity(events.len());
        while let Some((event, span)) = events.pop_front() {
            let Event::Start(Tag::FootnoteDefinition(name)) = &event else {
                rest.push_back((event, span));
                continue;
            };
            let name = name.to_lowercase();
            let is_end = |event: &Placed<'_>| event.0 == Event::End(TagEnd::FootnoteDefinition);
            let end = events.iter().position(is_end).unwrap_or(events.len());
            let inner = events.drain(..end).collect();
            events.pop_front();
            notes.define(name, Definition { span, events: inner }, log);
        }
        *events = rest;
        notes.unknown(report, log);
        notes
    }

    fn define(&mut self, name: String, definition: Definition<'r>, log: &Log) {
        let at = definition.span.start;
        if self.defined.contains_key(&name) {
            let what = format!("there are two footnotes `[^{name}]`");
            let fix = "give this one another name, here and where the text refers to it";
            log.report(at, Code::Footnote, what, fix);
            return;
        }
        if !is_plain(&name) {
            let plain: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
            let numbers = (1..).map(|number: usize| number.to_string());
            let mut free = std::iter::once(plain)
                .chain(numbers)
                .filter(|own| !own.is_empty() && !self.defined.contains_key(own));
            let fix = format!(
                "write `[^{}]`, here and where the text refers to it: a name has letters from a to z, figures and hyphens",
                free.next().unwrap_or_default()
            );
            log.report(at, Code::Footnote, format!("`{name}` cannot be the name of a footnote"), fix);
        }
        self.defined.insert(name, definition);
    }

    /// References to footnotes that are nowhere: the parser takes them for text. Of several to the same one, the one that
    /// seems meant to be the footnote is told, else the first.
    fn unknown(&self, report: &Report<'_>, log: &Log) {
        let mut told: BTreeMap<String, (usize, bool)> = BTreeMap::new();
        for (at, name) in references(&report.masked) {
            let begins = starts_line(&report.masked, at);
            let known = told.get(&name).is_some_and(|(_, begins_there)| *begins_there || !begins);
            if !self.defined.contains_key(&name) && !known {
                told.insert(name, (at, begins));
            }
        }
        for (name, (at, begins)) in told {
            let trimmed = name.trim();
            let fix = if trimmed != name && self.defined.contains_key(trimmed) {
                format!("write `[^{trimmed}]`, without spaces")
            } else if begins {
                format!("if this is its text, write a colon behind it: `[^{trimmed}]: ...`")
            } else if let Some(close) = near(&name, self.defined.keys().map(String::as_str)) {
                format!("did you mean `[^{close}]`?")
            } else {
                format!("write its text on a line of its own, with a blank line above: `[^{trimmed}]: ...`")
            };
            log.report(at, Code::Footnote, format!("there is no footnote `[^{name}]`"), fix);
        }
    }

    /// Reports footnotes to which nothing refers.
    pub fn unused(&self, log: &Log) {
        let known = |name: &String| self.used.contains(name) || self.refused.contains(name);
        for (name, definition) in self.defined.iter().filter(|(name, _)| !known(name)) {
            let fix = format!("write `[^{name}]` behind the words that it belongs to, or take it out");
            let what = format!("nothing in the text refers to the footnote `[^{name}]`");
            log.report(definition.span.start, Code::Footnote, what, fix);
        }
    }

    /// Notes a reference that is out of place: its footnote is not unused because of that.
    pub fn refuse(&mut self, name: &str) {
        self.refused.push(name.to_lowercase());
    }

    /// The number of a footnote that was referred to before.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.used.iter().position(|used| *used == name).map(|at| at + 1)
    }

    /// What a footnote says, and its first byte, when it is referred to for the first time; it has the next number then.
    pub fn first(&mut self, name: &str) -> Option<(VecDeque<Placed<'r>>, usize)> {
        let definition = self.defined.get_mut(name)?;
        self.used.push(name.to_owned());
        Some((std::mem::take(&mut definition.events), definition.span.start))
    }

    /// The bytes of each footnote, with its number or name.
    pub fn places(&self) -> Vec<(Range<usize>, String)> {
        self.defined.iter().map(|(name, one)| (one.span.clone(), format!("footnote [^{name}]"))).collect()
    }
}

/// Digits, or a name like any other.
fn is_plain(name: &str) -> bool {
    is_name(name) || (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What looks like a reference to a footnote: its first byte, and the name in small letters.
fn references(text: &str) -> impl Iterator<Item = (usize, String)> {
    text.match_indices("[^").filter_map(|(at, _)| {
        let rest = text.get(at + 2..)?;
        let end = rest.char_indices().take(LONGEST_NAME).find(|(_, c)| matches!(c, ']' | '[' | '\n'))?.0;
        let name = rest.get(..end).filter(|name| !name.trim().is_empty() && rest[end..].starts_with(']'))?;
        let escaped = text.get(..at).is_some_and(|before| before.ends_with('\\'));
        (!escaped).then(|| (at, name.to_lowercase()))
    })
}

/// Whether nothing but white stands before this byte on its line.
fn starts_line(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.rsplit('\n').next().is_none_or(|line| line.trim().is_empty())
}
