//! A text as its writer sees it: lines with indentation, dashes, a key and a value.
//!
//! This is not a full YAML reader: it follows a text just closely enough to know what each line is part of, and
//! is only used after `serde_yaml` has refused the text, or for places that the tree gives.

use std::cell::OnceCell;
use std::ops::Range;

use crate::finding::Place;
use crate::load::tree::quote_end;
use crate::source::SourceText;

/// Characters that look like a space but are not one, and characters without width.
pub const ODD_SPACES: [char; 6] = ['\u{A0}', '\u{202F}', '\u{2007}', '\u{200B}', '\u{FEFF}', '\u{2060}'];

/// One line, split into its parts. All positions are bytes in the line.
#[derive(Debug, PartialEq, Eq)]
pub struct Line<'a> {
    pub raw: &'a str,
    pub indent: usize,
    /// The positions of the dashes of list entries.
    pub dashes: Vec<usize>,
    /// The position after indentation and dashes.
    pub body: usize,
    pub key: Option<Range<usize>>,
    /// The position where the value begins, or would begin.
    pub value_at: usize,
}

impl<'a> Line<'a> {
    pub fn of(raw: &'a str) -> Self {
        let spaces = |from: usize| raw[from..].bytes().take_while(|byte| *byte == b' ').count();
        let indent = spaces(0);
        let (mut at, mut dashes) = (indent, Vec::new());
        while raw[at..].starts_with("- ") || &raw[at..] == "-" {
            dashes.push(at);
            at += 1 + spaces(at + 1);
        }
        let key = key_length(&raw[at..]).map(|length| at..at + length);
        let value_at = match &key {
            None => at,
            Some(key) => {
                let colon = key.end + raw[key.end..].find(':').unwrap_or(0);
                colon + 1 + spaces(colon + 1)
            }
        };
        Self { raw, indent, dashes, body: at, key, value_at: value_at.min(raw.len()) }
    }

    pub fn key_text(&self) -> &'a str {
        self.key.clone().map_or("", |key| self.raw[key].trim_matches(['"', '\'', ' ']))
    }

    /// Everything after the key, or after the dashes if there is no key, including any comment.
    pub fn value(&self) -> &'a str {
        self.raw[self.value_at..].trim_end()
    }

    /// The value without any comment after it. Quoted text is cut at a `#` inside it.
    pub fn bare_value(&self) -> &'a str {
        let value = self.value();
        value.find(" #").map_or(value, |at| value[..at].trim_end())
    }

    /// The value without a comment that is plainly meant as one: two spaces, `#` and a space.
    pub fn text_value(&self) -> &'a str {
        before_comment(self.value())
    }

    /// Whether the line is neither blank nor a comment, nor a mark that begins or ends a document.
    pub fn says_something(&self) -> bool {
        let text = self.raw.trim();
        !(text.is_empty() || text.starts_with('#') || matches!(text, "---" | "..."))
    }

    /// Whether the key is a single word, as the format's own keys and periods are.
    pub fn has_plain_key(&self) -> bool {
        let key = self.key_text();
        !key.is_empty()
            && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_/".contains(c))
    }

    /// The name of the value in messages: the key, or the list entry.
    pub fn subject(&self) -> String {
        match self.key_text() {
            "" if self.dashes.is_empty() => "the text".to_owned(),
            "" => "the list entry".to_owned(),
            key => format!("`{key}`"),
        }
    }

    /// The line with another value, as messages show it: without indentation and dashes.
    pub fn with_value(&self, value: &str) -> String {
        let dash = if self.key.is_none() && !self.dashes.is_empty() { "- " } else { "" };
        format!("{dash}{}{value}", &self.raw[self.body..self.value_at])
    }

    /// Lines below must be indented beyond this column to belong to the value of this line, if it has one.
    fn parent(&self) -> Option<usize> {
        if self.key.is_some() { Some(self.body) } else { self.dashes.last().copied() }
    }
}

/// A text up to a comment with two spaces before its `#` and one after it.
pub fn before_comment(text: &str) -> &str {
    text.find("  # ").map_or(text, |at| text[..at].trim_end())
}

/// The length of the key at the start of a text, if there is one, followed by a colon that ends it.
fn key_length(body: &str) -> Option<usize> {
    let colon = |at: usize| body[at..].starts_with(": ") || &body[at..] == ":";
    match body.chars().next()? {
        '[' | '{' | '#' => None,
        '"' | '\'' => {
            let end = closing_quote(body, 0)? + 1;
            let gap = body[end..].len() - body[end..].trim_start_matches(' ').len();
            colon(end + gap).then_some(end)
        }
        _ => {
            let until = body.find(" #").unwrap_or(body.len());
            let at = body[..until].match_indices(':').map(|(at, _)| at).find(|at| colon(*at))?;
            Some(body[..at].trim_end().len())
        }
    }
}

/// The position of the quote that closes the one at `open`, on the same line.
pub fn closing_quote(text: &str, open: usize) -> Option<usize> {
    let mark = *text.as_bytes().get(open)?;
    quote_end(text, open + 1, mark)
}

/// What the start of a line is part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inside {
    /// Nothing: the line begins something itself.
    Open,
    /// A block of text below `>` or `|`.
    Block,
    /// A quoted text that began further up.
    Quote { line: usize, at: usize },
    /// Brackets opened further up.
    Flow { line: usize, at: usize },
    /// A plain text that began further up.
    Plain { line: usize },
}

/// Some lines of a file, numbered as in the file, with what each is part of.
pub struct Page<'a> {
    pub source: &'a SourceText<'a>,
    pub lines: Range<usize>,
    /// One more than there are lines, for the end. Computed on demand, because most pages have no fault.
    inside: OnceCell<Vec<Inside>>,
}

impl<'a> Page<'a> {
    pub fn new(source: &'a SourceText<'a>, lines: Range<usize>) -> Self {
        Self { source, lines, inside: OnceCell::new() }
    }

    /// A line of the page; empty if it is not on the page.
    pub fn line(&self, n: usize) -> Line<'a> {
        Line::of(if self.lines.contains(&n) { self.source.line(n) } else { "" })
    }

    pub fn place(&self, n: usize, byte: usize) -> Place {
        self.source.place(self.source.start(n) + byte)
    }

    /// The byte in a line at a column, counted in characters from 0.
    pub fn byte(&self, n: usize, column: usize) -> usize {
        self.source.byte(n, column) - self.source.start(n)
    }

    /// What a line is part of; after the last line, what is still open there.
    pub fn inside(&self, n: usize) -> &Inside {
        let all = self.inside.get_or_init(|| survey(self.source, &self.lines));
        n.checked_sub(self.lines.start).and_then(|at| all.get(at)).unwrap_or(&Inside::Open)
    }

    /// Whether a line begins something itself and says something.
    pub fn is_entry(&self, n: usize) -> bool {
        self.lines.contains(&n) && self.line(n).says_something() && *self.inside(n) == Inside::Open
    }

    /// The nearest line above that begins something itself and says something.
    pub fn entry_above(&self, n: usize) -> Option<usize> {
        (self.lines.start..n.min(self.lines.end)).rev().find(|above| self.is_entry(*above))
    }

    /// The last line of the text that begins at line `n`, with lines indented further, up to the next key.
    pub fn end_of_text(&self, n: usize) -> usize {
        let own = self.line(n);
        let parent = own.parent().or_else(|| self.line(self.entry_above(n)?).parent());
        let mut last = n;
        for below in n + 1..self.lines.end {
            let line = self.line(below);
            if line.raw.trim().is_empty() {
                continue;
            }
            let deeper = parent.is_none_or(|parent| line.indent > parent);
            if !deeper || !line.dashes.is_empty() || line.has_plain_key() {
                break;
            }
            last = below;
        }
        last
    }
}

/// Determines what every line is part of.
fn survey(source: &SourceText<'_>, lines: &Range<usize>) -> Vec<Inside> {
    let mut follower = Follower { state: State::Open, parent: None };
    let mut inside: Vec<Inside> = lines.clone().map(|n| follower.pass(n, source.line(n))).collect();
    inside.push(follower.state.inside());
    inside
}

enum State {
    Open,
    Block { parent: Option<usize> },
    Quote { line: usize, at: usize, mark: u8 },
    Flow { line: usize, at: usize, brackets: Brackets },
    Plain { line: usize, parent: Option<usize> },
}

impl State {
    fn inside(&self) -> Inside {
        match *self {
            State::Open => Inside::Open,
            State::Block { .. } => Inside::Block,
            State::Quote { line, at, .. } => Inside::Quote { line, at },
            State::Flow { line, at, .. } => Inside::Flow { line, at },
            State::Plain { line, .. } => Inside::Plain { line },
        }
    }
}

struct Follower {
    state: State,
    /// The column of the last key, which a text on a line of its own belongs to.
    parent: Option<usize>,
}

impl Follower {
    /// Returns what the line is part of, and updates the state for the next line.
    fn pass(&mut self, n: usize, raw: &str) -> Inside {
        let deeper = |parent: Option<usize>| {
            let indent = raw.len() - raw.trim_start_matches(' ').len();
            raw.trim().is_empty() || parent.is_none_or(|parent| indent > parent)
        };
        match &self.state {
            State::Block { parent } if deeper(*parent) => return Inside::Block,
            State::Plain { parent, .. } if deeper(*parent) && !raw.trim_start().starts_with('#') => {
                let inside = self.state.inside();
                if raw.contains(" #") {
                    self.state = State::Open;
                }
                return inside;
            }
            State::Open | State::Block { .. } | State::Plain { .. } => self.state = State::Open,
            State::Quote { .. } | State::Flow { .. } => {}
        }
        let inside = self.state.inside();
        let closed = match &mut self.state {
            State::Quote { mark, .. } => quote_end(raw, 0, *mark).is_some(),
            State::Flow { brackets, .. } => brackets.feed(raw, 0).is_some(),
            State::Open | State::Block { .. } | State::Plain { .. } => {
                self.open(n, raw);
                false
            }
        };
        if closed {
            self.state = State::Open;
        }
        inside
    }

    /// Updates the state for what a line begins.
    fn open(&mut self, n: usize, raw: &str) {
        let line = Line::of(raw);
        if !line.says_something() {
            return;
        }
        let parent = line.parent().or(self.parent);
        self.parent = line.parent().or(self.parent);
        let (value, at) = (line.value(), line.value_at);
        self.state = match value.bytes().next() {
            Some(b'|' | b'>') if is_block_header(value) => State::Block { parent },
            Some(mark @ (b'"' | b'\'')) if quote_end(raw, at + 1, mark).is_none() => {
                State::Quote { line: n, at, mark }
            }
            Some(b'[' | b'{') => {
                let mut brackets = Brackets::default();
                match brackets.feed(raw, at) {
                    None => State::Flow { line: n, at, brackets },
                    Some(_) => State::Open,
                }
            }
            None | Some(b'#' | b'"' | b'\'') => State::Open,
            Some(_) if value.contains(" #") => State::Open,
            Some(_) => State::Plain { line: n, parent },
        };
    }
}

/// Whether a value is `>` or `|` followed by nothing but `-`, `+`, a digit or a comment.
pub fn is_block_header(value: &str) -> bool {
    let Some(mut rest) = value.strip_prefix(['|', '>']) else { return false };
    rest = rest.strip_prefix(['-', '+']).unwrap_or(rest);
    rest = rest.strip_prefix(|c: char| c.is_ascii_digit()).unwrap_or(rest);
    rest = rest.strip_prefix(['-', '+']).unwrap_or(rest);
    rest.is_empty() || rest.trim_start().starts_with('#')
}

/// Follows brackets until the outermost one is closed.
#[derive(Debug, Default)]
pub struct Brackets {
    depth: usize,
    quote: Option<u8>,
    in_text: bool,
}

impl Brackets {
    pub fn in_quote(&self) -> bool {
        self.quote.is_some()
    }

    /// Reads a line from a byte on. Returns the byte after the bracket that closes the outermost, if any.
    pub fn feed(&mut self, raw: &str, from: usize) -> Option<usize> {
        let bytes = raw.as_bytes();
        let mut at = from;
        if let Some(mark) = self.quote {
            at = quote_end(raw, from, mark)? + 1;
            self.quote = None;
        }
        while let Some(byte) = bytes.get(at) {
            match *byte {
                b'[' | b'{' => (self.depth, self.in_text) = (self.depth + 1, false),
                b']' | b'}' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                b',' => self.in_text = false,
                b':' if bytes.get(at + 1).is_none_or(|next| *next == b' ') => self.in_text = false,
                b' ' => {}
                b'#' if !self.in_text || at == 0 || bytes[at - 1] == b' ' => return None,
                mark @ (b'"' | b'\'') if !self.in_text => {
                    let Some(end) = quote_end(raw, at + 1, mark) else {
                        self.quote = Some(mark);
                        return None;
                    };
                    at = end;
                }
                _ => self.in_text = true,
            }
            at += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Inside, Line, Page};
    use crate::source::SourceText;

    /// What each line is part of, and what is still open at the end.
    fn inside(text: &str) -> Vec<Inside> {
        let file = Arc::from("f");
        let source = SourceText::new(text, &file);
        let page = Page::new(&source, 0..source.lines());
        (0..=source.lines()).map(|n| page.inside(n).clone()).collect()
    }

    #[test]
    fn a_line_is_cut_into_indentation_dashes_key_and_value() {
        let cases = [
            ("title: Foo", 0, 0, "title", "Foo"),
            ("  - number: 6", 2, 1, "number", "6"),
            ("- - a", 0, 2, "", "a"),
            ("\"a: b\": c # d", 0, 0, "a: b", "c # d"),
            ("- {a: b}", 0, 1, "", "{a: b}"),
            ("time 10:30", 0, 0, "", "time 10:30"),
            ("readings:", 0, 0, "readings", ""),
            ("text # not: a key", 0, 0, "", "text # not: a key"),
        ];
        for (raw, indent, dashes, key, value) in cases {
            let line = Line::of(raw);
            let found = (raw, line.indent, line.dashes.len(), line.key_text(), line.value());
            assert_eq!(found, (raw, indent, dashes, key, value));
        }
    }

    #[test]
    fn a_comment_at_the_margin_inside_brackets_is_one() {
        let flow = Inside::Flow { line: 0, at: 3 };
        assert_eq!(inside("c: [a\n# b ]\nd]"), [Inside::Open, flow.clone(), flow, Inside::Open]);
    }

    #[test]
    fn every_line_knows_what_it_is_part_of() {
        let text = "a: >\n  x: y\n\n  z\nb: 'one\n two'\nc: [1,\n  ']', 2\n]\nd: plain\n  text\ne: 1\n";
        let (quote, flow) = (Inside::Quote { line: 4, at: 3 }, Inside::Flow { line: 6, at: 3 });
        let (block, open, plain) = (Inside::Block, Inside::Open, Inside::Plain { line: 9 });
        let expected = [
            &open,
            &block,
            &block,
            &block,
            &open,
            &quote,
            &open,
            &flow,
            &flow,
            &open,
            &plain,
            &open,
            &Inside::Plain { line: 11 },
        ];
        assert_eq!(inside(text.trim_end()).iter().collect::<Vec<_>>(), expected);
    }
}
