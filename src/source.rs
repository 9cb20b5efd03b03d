//! The text of a file, and how a byte offset becomes a line and column, for YAML, Markdown, CSV and JSON alike.
//!
//! Offsets count from 0. Lines end in `\n` and count from 0 here, from 1 in a [`Place`]; columns count characters.

use std::sync::{Arc, OnceLock};

use crate::finding::Place;

/// The text of a file, indexed by line.
#[derive(Debug)]
pub struct SourceText<'t> {
    pub text: &'t str,
    /// The file, as messages name it.
    pub file: &'t Arc<str>,
    /// The byte at which each line begins.
    starts: Vec<usize>,
    /// The number of characters before each block of [`BLOCK`] bytes, to find a column far along a line without
    /// counting from the start of that line.
    before: Vec<usize>,
    /// How many lines begin with a tab, once somebody has counted them.
    pub tabbed: OnceLock<usize>,
}

/// In bytes: longer than ordinary lines, so that these need no second lookup.
const BLOCK: usize = 512;

impl<'t> SourceText<'t> {
    pub fn new(text: &'t str, file: &'t Arc<str>) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let blocks = text.as_bytes().chunks(BLOCK);
        let before = blocks.scan(0, |sum, block| {
            let before = *sum;
            *sum += characters(block);
            Some(before)
        });
        let before = before.collect();
        Self { text, file, starts, before, tabbed: OnceLock::new() }
    }

    /// The place of a byte offset; an offset past the end counts as the end.
    pub fn place(&self, at: usize) -> Place {
        let at = at.min(self.text.len());
        let line = self.line_of(at);
        let start = self.start(line);
        let column = match at - start {
            short if short < BLOCK => characters(&self.text.as_bytes()[start..at]),
            _ => self.characters_before(at) - self.characters_before(start),
        };
        Place { file: Arc::clone(self.file), line: number(line + 1), column: number(column + 1) }
    }

    /// The byte at a line and column, both counted from 0; at most the end of the line.
    pub fn byte(&self, line: usize, column: usize) -> usize {
        let start = self.start(line);
        let (from, skip) = match column {
            short if short < BLOCK => (start, column),
            _ => self.block_of(self.characters_before(start) + column),
        };
        let bytes = &self.text.as_bytes()[from..];
        let at = bytes.iter().enumerate().filter(|(_, byte)| begins_character(**byte)).nth(skip);
        at.map_or(self.text.len(), |(at, _)| from + at).min(start + self.line(line).len())
    }

    /// The number of lines; a text that ends in `\n` has an empty line after it.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The line that contains a byte offset.
    pub fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// The byte offset at which a line begins; for a line after the last, the end of the text.
    pub fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    /// A line without its line ending; a line after the last is empty.
    pub fn line(&self, line: usize) -> &'t str {
        let text = &self.text[self.start(line)..self.start(line + 1)];
        text.strip_suffix('\n').unwrap_or(text)
    }

    fn characters_before(&self, at: usize) -> usize {
        let block = at / BLOCK;
        self.before
            .get(block)
            .map_or(0, |before| before + characters(&self.text.as_bytes()[block * BLOCK..at]))
    }

    /// The block that holds a character, and how many characters into it that character is.
    fn block_of(&self, character: usize) -> (usize, usize) {
        let block = self.before.partition_point(|before| *before <= character).saturating_sub(1);
        (block * BLOCK, character - self.before.get(block).copied().unwrap_or(0))
    }
}

/// The number of characters that begin in these bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| begins_character(**byte)).count()
}

fn begins_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

/// A count as places store it. Files are far too small to exceed the limit.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::SourceText;

    /// Line and column of a byte.
    fn place(source: &SourceText<'_>, at: usize) -> (u32, u32) {
        let place = source.place(at);
        (place.line, place.column)
    }

    #[test]
    fn lines_and_columns_count_from_one_and_columns_count_characters() {
        let file = Arc::from("a.yaml");
        let source = SourceText::new("title: Café £5\n\nb: 2\n", &file);
        assert_eq!(place(&source, 0), (1, 1));
        assert_eq!(place(&source, source.text.find("£").unwrap()), (1, 13));
        assert_eq!(place(&source, source.text.find("b:").unwrap()), (3, 1));
        assert_eq!(place(&source, 1_000), (4, 1));
        assert_eq!(
            (source.lines(), source.line(0), source.line(1), source.line(9)),
            (4, "title: Café £5", "", "")
        );
        assert_eq!(SourceText::new("", &file).place(0).to_string(), "a.yaml:1:1");
    }

    #[test]
    fn every_character_of_long_lines_is_found_and_found_again() {
        let file = Arc::from("a.yaml");
        let text = format!("ä: 1\n{}\n{}\nend", "é🙂x ".repeat(700), "plain ".repeat(400));
        let source = SourceText::new(&text, &file);
        let (mut line, mut column) = (0, 0);
        for (at, letter) in text.char_indices() {
            assert_eq!(place(&source, at), (line + 1, column + 1));
            assert_eq!(source.byte(line as usize, column as usize), at);
            (line, column) = if letter == '\n' { (line + 1, 0) } else { (line, column + 1) };
        }
        // A column past the end of its line counts as the end of the line.
        assert_eq!(source.byte(0, 600), "ä: 1".len());
        assert_eq!(source.byte(3, 9), text.len());
    }
}
