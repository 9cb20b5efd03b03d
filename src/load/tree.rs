//! Reads text into a tree of written values, each with its place: what was written, before it is given any meaning.
//!
//! `serde_yaml` reads the text. It gives places only in its errors, so each value is first requested as something that
//! it cannot be: the error contains the place, and the value can still be read. If a text cannot be read, a [`Refusal`]
//! says so, which [`crate::load::slips`] explains. Nothing is judged here.

use std::cell::Cell;
use std::fmt::{self, Write as _};
use std::ops::Range;
use std::str;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use crate::finding::{Code, Finding, Place};
use crate::source::SourceText;

/// A value as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it begins. A blank begins where its value would be, after the colon or dash.
    pub place: Place,
    /// Its bytes in the text, including quotes or brackets; the text has no byte order mark, and its lines end in `\n`.
    /// A block after `>` or `|` ends with its last letter.
    pub range: Range<usize>,
    pub is: Written,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// Nothing at all.
    Blank,
    /// Something that could not be read and whose fault has been reported; nothing more should be said about it.
    Unread,
    /// Text. Numbers, dates, `yes` and `null` are text too, exactly as typed. `plain` means not in quotes and not a
    /// block after `>` or `|`.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    /// Keys in the order of the file. In trees from [`crate::load::entries`] each key is a [`Written::Scalar`] and
    /// occurs only once.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// Whether all of it could be read.
    pub fn is_read(&self) -> bool {
        match &self.is {
            Written::Unread => false,
            Written::Blank | Written::Scalar { .. } => true,
            Written::List(items) => items.iter().all(Self::is_read),
            Written::Map(pairs) => pairs.iter().all(|(_, value)| value.is_read()),
        }
    }
}

/// Why a text cannot be made into a tree. Lines and columns count from 0; columns count characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub line: usize,
    pub column: usize,
    pub reason: Reason,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// An anchor, an alias or a tag.
    Mark,
    /// Nesting deeper than any pack needs.
    TooDeep,
    /// A fault of form: the message from `serde_yaml`, and the line on which the construct it was reading began.
    Form { problem: String, context: Option<usize> },
}

/// No pack has this many brackets open at once. `serde_yaml` gives up at 128, but only after reading all of them, in
/// time that grows with the square of their number.
const DEEPEST: usize = 256;

/// The error message with which the visitors provoke a place. Nobody sees it.
const ASKING: &str = "where?";
const TAGGED: &str = "tagged";

/// Reads some lines of a text, which form one document, into a tree; `None` if they have no content.
///
/// # Errors
/// A [`Refusal`] that says where and why, if the lines cannot be made into a tree.
pub fn grow(source: &SourceText<'_>, lines: &Range<usize>) -> Result<Option<Node>, Refusal> {
    let text = &source.text[source.start(lines.start)..source.start(lines.end)];
    if let Some(at) = too_deep(text) {
        let at = source.start(lines.start) + at;
        let line = source.line_of(at);
        let column = source.text[source.start(line)..at].chars().count();
        return Err(Refusal { line, column, reason: Reason::TooDeep });
    }
    let Some((line, column)) = root_place(text) else { return Ok(None) };
    let grower = Grower { source, first: lines.start, refused: Cell::new(None) };
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let root = match documents.next() {
        None => None,
        Some(document) => {
            let read = grower.reader(Spot { line, column }).and_then(|seed| seed.deserialize(document));
            Some(read.map_err(|error| grower.refusal(&error))?)
        }
    };
    // A second document begins with `---`; without that, the rest of the text is malformed.
    if let Some(next) = documents.next()
        && let Err(error) = IgnoredAny::deserialize(next)
        && second_document(source, lines).is_none()
    {
        return Err(grower.refusal(&error));
    }
    Ok(root)
}

/// A place in the lines being read, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Spot {
    line: usize,
    column: usize,
}

/// State shared by all readers of one text.
struct Grower<'t> {
    source: &'t SourceText<'t>,
    /// The line of the file on which these lines begin.
    first: usize,
    refused: Cell<Option<Spot>>,
}

impl<'t> Grower<'t> {
    /// The reader for the value at a spot, unless the value begins with an anchor or a tag.
    fn reader<E: Error>(&self, spot: Spot) -> Result<Reader<'_, 't>, E> {
        let at = self.source.byte(self.first + spot.line, spot.column);
        if self.source.text[at..].starts_with(['&', '!', '*']) {
            self.refused.set(Some(spot));
            return Err(E::custom(TAGGED));
        }
        Ok(Reader { grower: self, spot, at })
    }

    /// Where the value of a key is, if that is obvious: on the same line, after a colon and spaces. `serde_yaml` would
    /// give the same answer, but take many times as long.
    fn value_beside(&self, key: &Node, spot: Spot) -> Option<Spot> {
        let Written::Scalar { text, plain: true } = &key.is else { return None };
        let colon = self.source.text[key.range.start..].strip_prefix(text.as_str())?.strip_prefix(':')?;
        let value = colon.trim_start_matches(' ');
        let gap = colon.len() - value.len();
        let begins = value.starts_with(|c: char| !c.is_whitespace() && !"#,]}".contains(c));
        let column = spot.column + text.chars().count() + 1 + gap;
        (gap > 0 && begins).then_some(Spot { line: spot.line, column })
    }

    fn refusal(&self, error: &serde_yaml::Error) -> Refusal {
        let said = error.to_string();
        let at = error.location().map_or((0, 0), |at| (at.line().max(1) - 1, at.column().max(1) - 1));
        if let Some(Spot { line, column }) = self.refused.get() {
            return Refusal { line: self.first + line, column, reason: Reason::Mark };
        }
        let reason = if said.contains("recursion limit") {
            Reason::TooDeep
        } else if said.contains("unknown anchor") || said.contains(TAGGED) {
            Reason::Mark
        } else {
            form(&said, self.first)
        };
        Refusal { line: self.first + at.0, column: at.1, reason }
    }
}

/// Parses `problem at line 3 column 1, while scanning a simple key at line 2 column 3`.
fn form(said: &str, first: usize) -> Reason {
    let (problem, context) = said.split_once(", while ").unwrap_or((said, ""));
    let problem = problem.split(" at line ").next().unwrap_or_default();
    let context = format!("while {context}");
    let place = spot_in(&context).map(|spot| first + spot.line);
    // Only the token being scanned, or a bracket, helps to find the culprit; the mapping around it does not.
    let telling =
        ["simple key", "quoted scalar", "flow", "block scalar"].iter().any(|word| context.contains(word));
    Reason::Form { problem: problem.to_owned(), context: place.filter(|_| telling) }
}

/// The place at the end of one of `serde_yaml`'s messages.
fn spot_in(said: &str) -> Option<Spot> {
    let (said, column) = count_behind(said, " column ")?;
    let (_, line) = count_behind(said, " at line ")?;
    Some(Spot { line, column })
}

/// Splits a text that ends in a word and a number. The number counts from 1, the result from 0.
fn count_behind<'s>(said: &'s str, word: &str) -> Option<(&'s str, usize)> {
    let digits = said.trim_end_matches(|c: char| c.is_ascii_digit());
    let count: usize = said[digits.len()..].parse().ok()?;
    Some((digits.strip_suffix(word)?, count.checked_sub(1)?))
}

/// The end of a message, which contains the place. Every value in a pack is asked for its place, and the messages begin
/// with the whole path to it, so only the end is kept.
struct Tail {
    bytes: [u8; Tail::LONGEST],
    length: usize,
}

impl Tail {
    /// The length in bytes of ` at line N column N` with the largest numbers.
    const LONGEST: usize = 64;

    fn of(error: &impl fmt::Display) -> Self {
        let mut tail = Self { bytes: [0; Self::LONGEST], length: 0 };
        // Writing to memory cannot fail.
        let _ = write!(tail, "{error}");
        tail
    }

    fn text(&self) -> &str {
        let bytes = &self.bytes[..self.length];
        // The first character may be incomplete; the place itself is plain ASCII.
        let start = bytes.iter().rposition(|byte| !byte.is_ascii()).map_or(0, |at| at + 1);
        str::from_utf8(&bytes[start..]).unwrap_or_default()
    }
}

impl fmt::Write for Tail {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let new = &text.as_bytes()[text.len().saturating_sub(Self::LONGEST)..];
        let kept = self.length.min(Self::LONGEST - new.len());
        self.bytes.copy_within(self.length - kept..self.length, 0);
        self.bytes[kept..kept + new.len()].copy_from_slice(new);
        self.length = kept + new.len();
        Ok(())
    }
}

/// Asks a value for its place without reading it.
struct Probe;

impl<'de> DeserializeSeed<'de> for Probe {
    type Value = Spot;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Spot, D::Error> {
        // `deserialize_enum` only peeks at the next event, and its errors contain the place. It has to come from the
        // message, because the error's type is unknown here. A message without a place means the very beginning.
        let told = deserializer.deserialize_enum("", &[], self);
        let spot = told.err().and_then(|error| spot_in(Tail::of(&error).text()));
        Ok(spot.unwrap_or(Spot { line: 0, column: 0 }))
    }
}

impl<'de> Visitor<'de> for Probe {
    type Value = IgnoredAny;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(ASKING)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<IgnoredAny, A::Error> {
        Err(A::Error::custom(ASKING))
    }
}

/// Reads one value and everything below it.
struct Reader<'g, 't> {
    grower: &'g Grower<'t>,
    spot: Spot,
    at: usize,
}

impl Reader<'_, '_> {
    fn node(&self, end: usize, is: Written) -> Node {
        Node { place: self.grower.source.place(self.at), range: self.at..end.max(self.at), is }
    }

    /// The source from here on.
    fn rest(&self) -> &str {
        &self.grower.source.text[self.at..]
    }

    /// Numbers, `true` and `null` arrive without the text they were written as, so it is taken from the source.
    fn as_typed(&self) -> Node {
        let belongs = |c: char| c.is_ascii_alphanumeric() || "+-._~".contains(c);
        let text = self.rest().split(|c| !belongs(c)).next().unwrap_or_default();
        match text {
            "" => self.node(self.at, Written::Blank),
            text => {
                let is = Written::Scalar { text: text.to_owned(), plain: true };
                self.node(self.at + text.len(), is)
            }
        }
    }

    /// Where the first key is, if that is obvious: a mapping without brackets begins with its first key.
    fn first_key(&self) -> Option<Spot> {
        self.rest().starts_with(|c: char| c.is_ascii_alphanumeric()).then_some(self.spot)
    }

    /// The end of a list or mapping: that of its last value, or of its closing bracket.
    fn end(&self, last: Option<usize>) -> usize {
        let brackets = self.rest().starts_with(['[', '{']);
        let last = last.unwrap_or(self.at + usize::from(brackets));
        if brackets { last + closing_bracket(&self.grower.source.text[last..]) } else { last }
    }
}

/// The length of a text in the source that it begins, whether in quotes, plain, or in a block.
fn written_length(source: &str, text: &str) -> usize {
    match source.as_bytes().first() {
        Some(mark @ (b'"' | b'\'')) => quote_end(source, 1, *mark).map_or(source.len(), |end| end + 1),
        Some(b'|' | b'>') => {
            let header = source.find('\n').unwrap_or(source.len());
            header + letters_length(&source[header..], text)
        }
        Some(_) if source.starts_with(text) => text.len(),
        Some(_) | None => letters_length(source, text),
    }
}

/// The length of the source up to the last letter of a text, ignoring spaces and line endings.
fn letters_length(source: &str, text: &str) -> usize {
    let mut wanted = text.chars().filter(|c| !c.is_whitespace());
    let Some(mut next) = wanted.next() else { return 0 };
    for (at, c) in source.char_indices() {
        if c == next {
            match wanted.next() {
                Some(letter) => next = letter,
                None => return at + c.len_utf8(),
            }
        }
    }
    source.len()
}

/// The end of a quoted text whose content begins at `from`.
pub fn quote_end(text: &str, from: usize, mark: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match *byte {
            b'\\' if mark == b'"' => at += 1,
            b'\'' if mark == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            found if found == mark => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The distance to just after the next closing bracket, across commas, spaces and comments.
fn closing_bracket(source: &str) -> usize {
    let mut rest = source;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':'));
        match rest.strip_prefix('#') {
            Some(comment) => rest = comment.find('\n').map_or("", |end| &comment[end..]),
            None => break,
        }
    }
    let closed = rest.starts_with([']', '}']);
    if closed { source.len() - rest.len() + 1 } else { 0 }
}

impl<'de> DeserializeSeed<'de> for Reader<'_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_, '_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(ASKING)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        let plain = !self.rest().starts_with(['"', '\'', '|', '>']);
        let end = self.at + written_length(self.rest(), text);
        Ok(self.node(end, Written::Scalar { text: text.to_owned(), plain }))
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(self.as_typed())
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        Ok(self.node(self.at, Written::Blank))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Node, E> {
        Ok(self.as_typed())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Node, E> {
        Ok(self.as_typed())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Node, E> {
        Ok(self.as_typed())
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Node, E> {
        Ok(self.as_typed())
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Node, E> {
        Ok(self.as_typed())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Node, E> {
        Ok(self.as_typed())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(spot) = list.next_element_seed(Probe)? {
            nodes.extend(list.next_element_seed(self.grower.reader(spot)?)?);
        }
        Ok(self.node(self.end(nodes.last().map(|node| node.range.end)), Written::List(nodes)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut pairs: Vec<(Node, Node)> = Vec::new();
        let mut first = self.first_key();
        while let Some(spot) = first.take().map_or_else(|| map.next_key_seed(Probe), |spot| Ok(Some(spot)))? {
            let Some(key) = map.next_key_seed(self.grower.reader(spot)?)? else { break };
            let beside = self.grower.value_beside(&key, spot);
            let spot = beside.map_or_else(|| map.next_value_seed(Probe), Ok)?;
            pairs.push((key, map.next_value_seed(self.grower.reader(spot)?)?));
        }
        Ok(self.node(self.end(pairs.last().map(|(_, value)| value.range.end)), Written::Map(pairs)))
    }

    /// Only called for values with a tag.
    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Node, A::Error> {
        Err(A::Error::custom(TAGGED))
    }
}

/// Where the first value of a text begins: the only place that cannot be asked for.
fn root_place(text: &str) -> Option<(usize, usize)> {
    for (line, raw) in text.split('\n').enumerate() {
        let rest =
            raw.strip_prefix("---").filter(|rest| rest.is_empty() || rest.starts_with(' ')).unwrap_or(raw);
        let body = rest.trim_start_matches([' ', '\t']);
        let skipped = body.is_empty() || body.starts_with('#') || raw.starts_with('%');
        if !skipped {
            return Some((line, raw.len() - body.len()));
        }
    }
    None
}

/// The byte at which too many brackets are open. Brackets inside text count too, so this is a rough check with a wide
/// margin.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

/// The finding for anything after a second `---` (or after `...`).
pub fn second_document(source: &SourceText<'_>, lines: &Range<usize>) -> Option<Finding> {
    let ends = |raw: &str| raw.trim_end() == "..." || raw.trim_end() == "---" || raw.starts_with("--- ");
    let text = &source.text[source.start(lines.start)..source.start(lines.end)];
    let first = lines.start + root_place(text)?.0;
    let line = (first + 1..lines.end).find(|n| ends(source.line(*n)))?;
    let raw = source.line(line);
    let below = |raw: &str| !(raw.trim().is_empty() || raw.starts_with('#') || ends(raw));
    let something = raw.starts_with("--- ") || (line + 1..lines.end).any(|n| below(source.line(n)));
    something.then(|| {
        Finding::new(
            Code::SecondDocument,
            source.place(source.start(line)),
            format!(
                "`{}` ends the file here, so that what stands below it would be lost",
                raw.get(..3).unwrap_or(raw)
            ),
            "take the line out, or put what stands below it in a file of its own",
        )
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    /// Line and column of every value, and what it is, in the order of the text.
    fn places(node: &Node, into: &mut Vec<(u32, u32, String)>) {
        let mut tell = |what: &str| into.push((node.place.line, node.place.column, what.to_owned()));
        match &node.is {
            Written::Blank | Written::Unread => tell("blank"),
            Written::Scalar { text, .. } => tell(text),
            Written::List(items) => {
                tell("list");
                for item in items {
                    places(item, into);
                }
            }
            Written::Map(pairs) => {
                tell("map");
                for (key, value) in pairs {
                    places(key, into);
                    places(value, into);
                }
            }
        }
    }

    #[test]
    fn every_value_is_found_at_its_place() {
        let text = "\
# a comment
title: One
'quoted' : \"Two\"
ünï cödé:   thrée
blank:
commented: # nothing
below:
    deeper: 2018-19
flow: { a: 1, b: , c: [x, y: z], \"d\":4, e:
  5 }
list:
- number: 6
  text: >
    folded
- - inner
- plain
  goes on
? asked
: answered
2018: true
url: http://example.org/
";
        let file = Arc::from("a.yaml");
        let mut found = Vec::new();
        let source = SourceText::new(text, &file);
        places(&grow(&source, &(0..source.lines())).unwrap().unwrap(), &mut found);
        let found: Vec<(u32, u32, &str)> =
            found.iter().map(|(line, column, what)| (*line, *column, what.as_str())).collect();
        assert_eq!(
            found,
            [
                (2, 1, "map"),
                (2, 1, "title"),
                (2, 8, "One"),
                (3, 1, "quoted"),
                (3, 12, "Two"),
                (4, 1, "ünï cödé"),
                (4, 13, "thrée"),
                (5, 1, "blank"),
                (5, 7, "blank"),
                (6, 1, "commented"),
                (6, 11, "blank"),
                (7, 1, "below"),
                (8, 5, "map"),
                (8, 5, "deeper"),
                (8, 13, "2018-19"),
                (9, 1, "flow"),
                (9, 7, "map"),
                (9, 9, "a"),
                (9, 12, "1"),
                (9, 15, "b"),
                (9, 18, "blank"),
                (9, 20, "c"),
                (9, 23, "list"),
                (9, 24, "x"),
                (9, 27, "map"),
                (9, 27, "y"),
                (9, 30, "z"),
                (9, 34, "d"),
                (9, 38, "4"),
                (9, 41, "e"),
                (10, 3, "5"),
                (11, 1, "list"),
                (12, 1, "list"),
                (12, 3, "map"),
                (12, 3, "number"),
                (12, 11, "6"),
                (13, 3, "text"),
                (13, 9, "folded\n"),
                (15, 3, "list"),
                (15, 5, "inner"),
                (16, 3, "plain goes on"),
                (18, 3, "asked"),
                (19, 3, "answered"),
                (20, 1, "2018"),
                (20, 7, "true"),
                (21, 1, "url"),
                (21, 6, "http://example.org/")
            ],
        );
    }
}
