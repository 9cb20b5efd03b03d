//! The report as its author wrote it, word by word with places: the input for rules about its text.
//!
//! Expressions appear among the words as written, so that rules can tell typed figures from computed ones.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::finding::{Place, Subject};
use crate::narrate::cut::{CutIs, Report};
use crate::narrate::fault::{Titled, subject_at};
use crate::source::SourceText;

/// A self-contained piece of text: a heading, a paragraph, a list item, a table cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    pub is: Stretch,
    /// The level 1 heading that it comes under, as written.
    pub section: String,
    /// Its name in findings: `paragraph 12`, `heading Background`.
    pub subject: Option<Arc<Subject>>,
    pub place: Place,
    pub words: Vec<Word>,
}

/// The sort of text that a passage is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    Heading(u8),
    Paragraph,
    Item,
    Cell,
    /// A block that the program fills, identified by name.
    Block(String),
}

/// A word, a figure, punctuation between words, or an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The text as written; for an expression, what is between the braces.
    pub text: String,
    /// The text in small letters, with straight apostrophes.
    pub small: String,
    pub is: Piece,
    pub place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    Word,
    /// A word that begins with a digit or a pound sign: `45%`, `5,500`, `£141m`, `1st`.
    Figure,
    Mark,
    Computed,
}

/// The most words in a passage; a paragraph has about a hundred.
const LONGEST: usize = 2_000;

/// A letter with its byte position in the file, or an expression.
enum Letter<'t> {
    Is(char, usize),
    Expression(&'t str, usize),
}

/// The passages of a report. `subjects` says at which byte each paragraph begins.
pub fn passages(report: &Report<'_>, subjects: &[Titled], source: &SourceText<'_>) -> Vec<Passage> {
    let mut scribe = Scribe {
        report,
        subjects,
        source,
        open: Vec::new(),
        letters: Vec::new(),
        section: String::new(),
        passages: Vec::new(),
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_SMART_PUNCTUATION;
    for (event, span) in Parser::new_ext(&report.masked, options).into_offset_iter() {
        scribe.take(event, span);
    }
    scribe.passages
}

/// Records passages while walking through the report.
struct Scribe<'r> {
    report: &'r Report<'r>,
    subjects: &'r [Titled],
    source: &'r SourceText<'r>,
    /// The open elements, innermost last; emphasis and links do not start a passage of their own.
    open: Vec<(Option<Stretch>, usize)>,
    letters: Vec<Letter<'r>>,
    section: String,
    passages: Vec<Passage>,
}

impl Scribe<'_> {
    fn take(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => {
                let is = match &tag {
                    Tag::Heading { level, .. } => Some(Stretch::Heading(depth(*level))),
                    Tag::Paragraph if !self.open.iter().any(|(is, _)| *is == Some(Stretch::Item)) => {
                        Some(Stretch::Paragraph)
                    }
                    Tag::Item => Some(Stretch::Item),
                    Tag::TableCell => Some(Stretch::Cell),
                    _ => None,
                };
                if !is_inline(&tag) {
                    self.finish();
                }
                self.open.push((is, span.start));
            }
            Event::End(end) => {
                if !matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) {
                    self.finish();
                }
                self.open.pop();
            }
            Event::Text(text) | Event::Code(text) => self.text(&text, &span),
            Event::SoftBreak | Event::HardBreak => self.letters.push(Letter::Is(' ', span.start)),
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }

    fn text(&mut self, text: &str, span: &Range<usize>) {
        let report = self.report;
        // Text that the parser changed, such as a curly quote, contains no expression.
        if report.masked.get(span.clone()) != Some(text) {
            self.letters.extend(text.chars().map(|c| Letter::Is(c, span.start)));
            return;
        }
        let spelt = |from: usize, to: usize| {
            let piece = report.text.get(from..to).unwrap_or_default();
            piece.char_indices().map(move |(at, c)| Letter::Is(c, from + at))
        };
        let mut at = span.start;
        for (_, cut) in report.cuts_in(span) {
            self.letters.extend(spelt(at, cut.span.start));
            match &cut.is {
                CutIs::Expression(inside) => {
                    self.letters.push(Letter::Expression(report.source(inside).trim(), cut.span.start));
                }
                CutIs::Block(name) => {
                    let name = report.source(name).to_owned();
                    if let Some((is, _)) = self.open.last_mut() {
                        *is = Some(Stretch::Block(name));
                    }
                }
                CutIs::Mark(_) | CutIs::Letters => {}
            }
            at = cut.span.end;
        }
        self.letters.extend(spelt(at, span.end));
    }

    /// Ends the current passage, if there is one.
    fn finish(&mut self) {
        let words = words(&std::mem::take(&mut self.letters), self.source);
        let Some((Some(is), start)) = self.open.iter().rev().find(|(is, _)| is.is_some()) else { return };
        if words.is_empty() && !matches!(is, Stretch::Block(_)) {
            return;
        }
        if *is == Stretch::Heading(1) {
            self.section = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        }
        let place = words.first().map_or_else(|| self.source.place(*start), |word| word.place.clone());
        self.passages.push(Passage {
            is: is.clone(),
            section: self.section.clone(),
            subject: subject_at(self.subjects, *start),
            place,
            words,
        });
    }
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. })
}

/// The words of a text that is not in a report, such as a title in the pack, all at one place.
pub fn words_of(text: &str, place: &Place) -> Vec<Word> {
    let letters: Vec<Letter<'_>> = text.char_indices().map(|(at, c)| Letter::Is(c, at)).collect();
    pieces(&letters).into_iter().map(|(text, is, _)| word(text, is, place.clone())).collect()
}

fn words(letters: &[Letter<'_>], source: &SourceText<'_>) -> Vec<Word> {
    pieces(letters).into_iter().take(LONGEST).map(|(text, is, at)| word(text, is, source.place(at))).collect()
}

fn word(text: String, is: Piece, place: Place) -> Word {
    let small = text.to_lowercase().replace('\u{2019}', "'");
    Word { text, small, is, place }
}

/// Splits letters into words and punctuation, each with its byte. A hyphen between letters only separates words.
fn pieces(letters: &[Letter<'_>]) -> Vec<(String, Piece, usize)> {
    let letter = |at: usize| match letters.get(at) {
        Some(Letter::Is(c, _)) => Some(*c),
        Some(Letter::Expression(..)) | None => None,
    };
    let is = |at: usize, test: fn(char) -> bool| letter(at).is_some_and(test);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = letters.get(at) {
        let (c, byte) = match first {
            Letter::Expression(text, byte) => {
                found.push(((*text).to_owned(), Piece::Computed, *byte));
                at += 1;
                continue;
            }
            Letter::Is(c, byte) => (*c, *byte),
        };
        let figure = c.is_ascii_digit() || (c == '£' && is(at + 1, |c| c.is_ascii_digit()));
        let start = at;
        at += 1;
        if figure {
            while is(at, char::is_alphanumeric)
                || (is(at, |c| matches!(c, ',' | '.')) && is(at + 1, |c| c.is_ascii_digit()))
            {
                at += 1;
            }
            at += usize::from(is(at, |c| c == '%'));
        } else if c.is_alphanumeric() {
            while is(at, char::is_alphanumeric)
                || (is(at, |c| matches!(c, '\'' | '\u{2019}')) && is(at + 1, char::is_alphanumeric))
            {
                at += 1;
            }
        } else if c.is_whitespace()
            || (c == '-' && is(start.wrapping_sub(1), char::is_alphabetic) && is(at, char::is_alphabetic))
        {
            continue;
        }
        let text: String = (start..at).filter_map(letter).collect();
        let piece = match (figure, c.is_alphanumeric()) {
            (true, _) => Piece::Figure,
            (false, true) => Piece::Word,
            (false, false) => Piece::Mark,
        };
        found.push((text, piece, byte));
    }
    found
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::narrate::cut::cut;
    use crate::narrate::fault::Log;

    fn read(text: &str) -> Vec<String> {
        let log = Log::default();
        let report = cut(text, &log);
        let file = Arc::from("report.md");
        let shown = |passage: Passage| {
            let words: Vec<String> = passage.words.iter().map(|word| word.text.clone()).collect();
            format!("{:?} {}:{} {}", passage.is, passage.place.line, passage.place.column, words.join("|"))
        };
        passages(&report, &[], &SourceText::new(report.text, &file)).into_iter().map(shown).collect()
    }

    #[test]
    fn text_comes_out_in_words_with_their_places() {
        let text = "# Background\n\nOf **{{ measures.count }} measures**, 45% (27-42) cost £1.5m,\nsay [carers' friends](https://a.b).\n\n1. First\n   - Carer-reported\n\n| A | B |\n|---|---|\n| 5,500 | {{ fact(\"x\") }} |\n\n[[ reds ]]\n";
        assert_eq!(
            read(text),
            [
                "Heading(1) 1:3 Background",
                "Paragraph 3:1 Of|measures.count|measures|,|45%|(|27|-|42|)|cost|£1.5m|,|say|carers|\u{2019}|friends|.",
                "Item 6:4 First",
                "Item 7:6 Carer|reported",
                "Cell 9:3 A",
                "Cell 9:7 B",
                "Cell 11:3 5,500",
                "Cell 11:11 fact(\"x\")",
                "Block(\"reds\") 13:1 ",
            ]
        );
    }
}
