//! Turns Markdown into drafts: the blocks of the report in reading order, not yet numbered.
//!
//! Markdown that has no equivalent in a committee report is a fault. Reading continues after a rejected block.

use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};

use crate::finding::Code;
use crate::narrate::cut::{CutIs, Mark, Report};
use crate::narrate::evaluate::Filled;
use crate::narrate::fault::Log;
use crate::narrate::footnotes::{Footnotes, Placed};
use crate::narrate::paper::{Block, Inline};
use crate::narrate::refusal;
use crate::narrate::slips;
use crate::narrate::typed_numbering::{TypedNumbering, typed_numbering};

/// A block of the report before it is numbered.
#[derive(Debug)]
pub struct Draft {
    /// Its first byte.
    pub at: usize,
    pub mark: Mark,
    pub is: DraftIs,
}

#[derive(Debug)]
pub enum DraftIs {
    Heading {
        level: u8,
        text: Vec<Inline>,
    },
    Paragraph(Vec<Inline>),
    /// The caption of the table that follows.
    Caption(Vec<Inline>),
    /// A list or a table.
    Other(Block),
    /// A block that the program fills, as the range of bytes of its name.
    Named(Range<usize>),
}

/// The result of reading a report.
#[derive(Debug, Default)]
pub struct Drafts {
    pub blocks: Vec<Draft>,
    /// Links to anchors, with their positions.
    pub links: Vec<(usize, String)>,
    /// The bytes of each footnote, and what findings call it.
    pub footnotes: Vec<(Range<usize>, String)>,
}

/// Reads the report, with its expressions replaced by their texts.
pub fn read(report: &Report<'_>, filled: &[Filled], log: &Log) -> Drafts {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_FOOTNOTES
        // These are read only to be refused with a reason; as text they would be printed with their marks.
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let parser = Parser::new_ext(&report.masked, options);
    addresses_apart(&parser, log);
    let mut events: VecDeque<_> = parser.into_offset_iter().collect();
    let notes = Footnotes::apart(&mut events, report, log);
    let mut reader = Reader {
        report,
        filled,
        log,
        events,
        links: Vec::new(),
        lettered: BTreeSet::new(),
        in_link: false,
        plain: false,
        depth: 0,
        stars: Vec::new(),
        notes,
    };
    let mut drafts = Vec::new();
    while let Some((event, span)) = reader.next() {
        drafts.extend(reader.block(event, span));
    }
    reader.unused_letters();
    slips::report_stars(report, &reader.stars, log);
    slips::report_links(report, log);
    reader.notes.unused(log);
    Drafts { blocks: drafts, links: reader.links, footnotes: reader.notes.places() }
}

/// Lines such as `[note]: text`: either the address of links elsewhere, or text that would silently be lost.
fn addresses_apart(parser: &Parser<'_>, log: &Log) {
    for (_, address) in parser.reference_definitions().iter() {
        let fix = "put the address behind the words: `[the survey](https://...)`; if it is text, write it without the \
                   square brackets";
        log.report(
            address.span.start,
            Code::Link,
            "the line gives an address apart from its link, and is printed nowhere",
            fix,
        );
    }
}

/// Walks through the parser's events.
pub(super) struct Reader<'r> {
    pub report: &'r Report<'r>,
    pub filled: &'r [Filled],
    pub log: &'r Log,
    pub events: VecDeque<Placed<'r>>,
    pub links: Vec<(usize, String)>,
    /// Positions of `{.letters}` marks that have been used.
    pub lettered: BTreeSet<usize>,
    /// Whether a link is open; links cannot be nested.
    pub in_link: bool,
    /// Whether references are left without links, as in headings.
    pub plain: bool,
    /// The number of emphases and links open.
    pub depth: usize,
    /// Stars that are left in the text: they make nothing bold or italic.
    pub stars: Vec<usize>,
    pub notes: Footnotes<'r>,
}

impl<'r> Reader<'r> {
    pub fn next(&mut self) -> Option<(Event<'r>, Range<usize>)> {
        self.events.pop_front()
    }

    pub fn peek(&self) -> Option<&Event<'r>> {
        self.events.front().map(|(event, _)| event)
    }

    /// Skips to the end of the element opened last.
    pub fn close(&mut self) {
        let mut open = 1;
        while open > 0 {
            match self.next() {
                Some((Event::Start(_), _)) => open += 1,
                Some((Event::End(_), _)) => open -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }

    /// Reads a top-level block.
    fn block(&mut self, event: Event<'r>, span: Range<usize>) -> Option<Draft> {
        let at = span.start;
        let draft = |is| Some(Draft { at, mark: Mark::default(), is });
        match event {
            Event::Start(Tag::Paragraph) => self.top_paragraph(span),
            Event::Start(Tag::Heading { level, .. }) => Some(self.heading(level, &span)),
            Event::Start(Tag::List(start)) => {
                let list = self.list(start, &span, 1)?;
                draft(DraftIs::Other(list))
            }
            Event::Start(Tag::Table(align)) => draft(DraftIs::Other(self.table(&align))),
            other => {
                self.refuse(&other, &span);
                None
            }
        }
    }

    /// Reports something that has no equivalent in a report, and skips it.
    pub fn refuse(&mut self, event: &Event<'_>, span: &Range<usize>) {
        let letters = self.report.cuts_in(span).next().is_some_and(|(_, cut)| cut.is == CutIs::Letters);
        if letters && *event == Event::Start(Tag::HtmlBlock) {
            self.close();
        } else {
            self.refuse_aloud(event, span);
        }
    }

    fn refuse_aloud(&mut self, event: &Event<'_>, span: &Range<usize>) {
        if let Some((code, what, fix)) = refusal::of(event, self.report.source(span)) {
            self.log.report(span.start, code, what, fix);
        }
        if let Event::Start(_) = event {
            self.close();
        }
    }

    fn heading(&mut self, level: HeadingLevel, span: &Range<usize>) -> Draft {
        self.plain = true;
        self.notes.inside = Some("a heading");
        let run = self.run();
        self.notes.inside = None;
        self.plain = false;
        self.close();
        self.no_blocks(&run.named);
        Draft {
            at: span.start,
            mark: self.mark_of(run.mark),
            is: DraftIs::Heading { level: level as u8, text: run.text },
        }
    }

    fn top_paragraph(&mut self, span: Range<usize>) -> Option<Draft> {
        let source = self.report.masked.get(span.clone()).unwrap_or_default();
        let captioned = source.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("table:"));
        self.plain = captioned;
        let mut run = self.run();
        self.plain = false;
        self.close();
        let mark = self.mark_of(run.mark);
        if let ([at], true) = (run.named.as_slice(), run.text.is_empty()) {
            let CutIs::Block(name) = &self.report.cuts[*at].is else { return None };
            return Some(Draft { at: span.start, mark, is: DraftIs::Named(name.clone()) });
        }
        self.no_blocks(&run.named);
        if run.text.is_empty() {
            if run.mark.is_some() {
                let fix = "put it at the end of the paragraph, on the same line";
                self.log.report(span.start, Code::Mark, "the braces stand alone", fix);
            }
            return None;
        }
        let is = if captioned {
            self.caption(&span, &mut run.text);
            DraftIs::Caption(run.text)
        } else {
            if !slips::report_paragraph(self.report, &span, self.log) {
                self.typed_by_hand(source, span.start);
            }
            DraftIs::Paragraph(run.text)
        };
        Some(Draft { at: span.start, mark, is })
    }

    /// A caption without its `Table:`; it must come directly above a table.
    fn caption(&self, span: &Range<usize>, text: &mut Vec<Inline>) {
        if let Some(Inline::Text { text: first }) = text.first_mut() {
            first.drain(..first.len().min("table:".len()));
            *first = first.trim_start().to_owned();
            if first.is_empty() {
                text.remove(0);
            }
        }
        let below = self.events.front().and_then(|(_, span)| self.report.masked.get(span.clone()));
        let is_table = below.is_some_and(|below| below.starts_with('|') || below.contains('\t'));
        if !is_table && !matches!(self.peek(), Some(Event::Start(Tag::Table(_)))) {
            let fix = "put it directly above the table, with a blank line between the two";
            self.log.report(span.start, Code::Caption, "the caption stands above no table", fix);
        }
    }

    /// Reports numbers, letters and bullets typed at the start of a paragraph's lines.
    fn typed_by_hand(&self, source: &str, start: usize) {
        let mut at = start;
        let mut before = "";
        for line in source.split('\n') {
            let first = at == start;
            let sentence_ends = before.trim_end().ends_with(['.', ':', ';']);
            let found = typed_numbering(line).filter(|found| match found {
                TypedNumbering::Number(_) => first || sentence_ends,
                TypedNumbering::Letter(_) | TypedNumbering::Bullet(_) => true,
            });
            if let Some(found) = found.filter(|_| !self.log.is_told_at(at)) {
                let at = at + (line.len() - line.trim_start().len());
                self.log.report(at, Code::NumberByHand, found.what(), found.fix());
            }
            at += line.len() + 1;
            before = line;
        }
    }

    pub fn no_blocks(&self, named: &[usize]) {
        for cut in named.iter().filter_map(|at| self.report.cuts.get(*at)) {
            let what = format!("`{}` stands inside other text", self.report.source(&cut.span));
            let fix = "put it on a line of its own, with a blank line above and below, not indented";
            self.log.report(cut.span.start, Code::Block, what, fix);
        }
    }

    fn mark_of(&self, at: Option<usize>) -> Mark {
        match at.and_then(|at| self.report.cuts.get(at)).map(|cut| &cut.is) {
            Some(CutIs::Mark(mark)) => mark.clone(),
            _ => Mark::default(),
        }
    }
}
