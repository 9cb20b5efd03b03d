//! Lists and tables: their items, numbers and cells.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag};

use crate::finding::Code;
use crate::narrate::cut::CutIs;
use crate::narrate::paper::{Align, Block, Inline, ListStyle};
use crate::narrate::read::Reader;
use crate::narrate::slips;

/// How deeply lists may be nested.
const DEEPEST_LIST: usize = 3;

impl<'r> Reader<'r> {
    pub fn list(&mut self, start: Option<u64>, span: &Range<usize>, depth: usize) -> Option<Block> {
        if depth > DEEPEST_LIST {
            self.log.report(
                span.start,
                Code::NoForm,
                "the list stands too deep in other lists",
                "make two lists of it",
            );
            self.close();
            return None;
        }
        let style = match start {
            None => ListStyle::Bullets,
            Some(_) if self.is_lettered(span.start) => ListStyle::Letters,
            Some(_) => ListStyle::Numbers,
        };
        let mut items = Vec::new();
        let mut numbers = Vec::new();
        while let Some((event, span)) = self.next() {
            match event {
                Event::Start(Tag::Item) => {
                    numbers.push((span.start, self.number_at(span.start)));
                    items.push(self.item(depth));
                }
                _ => break,
            }
        }
        if start.is_some() {
            self.numbers_in_order(&numbers);
        }
        Some(Block::List { style, items })
    }

    /// The number written at an item.
    fn number_at(&self, at: usize) -> u64 {
        let source = self.report.masked.get(at..).unwrap_or_default().trim_start();
        let end = source.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(source.len());
        source.get(..end).and_then(|digits| digits.parse().ok()).unwrap_or_default()
    }

    /// Requires that items are numbered as they will be printed, or all with 1.
    fn numbers_in_order(&self, numbers: &[(usize, u64)]) {
        if numbers.iter().all(|(_, number)| *number == 1) {
            return;
        }
        let wrong = (1..).zip(numbers).find(|(printed, (_, written))| printed != written);
        let Some((printed, (at, written))) = wrong else { return };
        let (what, fix) = match printed {
            1 => (
                format!("the number `{written}` is typed by hand"),
                "take it out: paragraphs are numbered by the program; a list begins with `1. `".to_owned(),
            ),
            _ => (
                format!("the item is written as {written} and would be printed as {printed}"),
                format!("write `{printed}. `"),
            ),
        };
        let at = at + (self.report.masked.get(*at..).map_or(0, |rest| rest.len() - rest.trim_start().len()));
        self.log.report(at, Code::NumberByHand, what, fix);
    }

    fn item(&mut self, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        loop {
            match self.peek() {
                None => return blocks,
                Some(Event::End(_)) => {
                    self.next();
                    return blocks;
                }
                Some(Event::Start(Tag::Paragraph | Tag::List(_))) => {
                    if let Some((event, span)) = self.next() {
                        blocks.extend(self.block_of_item(&event, &span, depth));
                    }
                }
                Some(_) => blocks.extend(self.text_of_item()),
            }
        }
    }

    fn block_of_item(&mut self, event: &Event<'r>, span: &Range<usize>, depth: usize) -> Option<Block> {
        if let Event::Start(Tag::List(start)) = event {
            return self.list(*start, span, depth + 1);
        }
        let paragraph = self.text_of_item();
        self.close();
        paragraph
    }

    /// Reads the text of an item; anything else there is rejected.
    fn text_of_item(&mut self) -> Option<Block> {
        let run = self.run();
        self.no_blocks(&run.named);
        if let Some(cut) = run.mark.and_then(|at| self.report.cuts.get(at)) {
            let fix = "put it at the end of the paragraph above the list";
            self.log.report(cut.span.start, Code::Mark, "the items of a list have no names", fix);
        }
        if run.read == 0
            && let Some((event, span)) = self.next_unless_end()
        {
            self.refuse(&event, &span);
        }
        (!run.text.is_empty()).then_some(Block::Paragraph { number: None, anchor: None, text: run.text })
    }

    fn next_unless_end(&mut self) -> Option<(Event<'r>, Range<usize>)> {
        if matches!(self.peek(), Some(Event::End(_))) { None } else { self.next() }
    }

    /// Whether `{.letters}` comes directly before.
    fn is_lettered(&mut self, at: usize) -> bool {
        let cuts = &self.report.cuts;
        let before = cuts.partition_point(|cut| cut.span.start < at).checked_sub(1);
        let Some(cut) = before.and_then(|before| cuts.get(before)) else { return false };
        let between = self.report.masked.get(cut.span.end..at).unwrap_or("-");
        let found = cut.is == CutIs::Letters && between.trim().is_empty();
        if found {
            self.lettered.insert(cut.span.start);
        }
        found
    }

    pub fn unused_letters(&self) {
        let letters = self.report.cuts.iter().filter(|cut| cut.is == CutIs::Letters);
        for cut in letters.filter(|cut| !self.lettered.contains(&cut.span.start)) {
            let fix = "put it directly above a list that is written with `1. `, `2. ` and so on";
            self.log.report(cut.span.start, Code::Mark, "`{.letters}` stands above no numbered list", fix);
        }
    }

    pub fn table(&mut self, align: &[Alignment]) -> Block {
        let mut rows = Vec::new();
        let mut above: Vec<String> = Vec::new();
        while let Some((Event::Start(_), span)) = self.next() {
            let source = self.report.masked.get(span.clone()).unwrap_or_default();
            slips::report_row(source, span.start, align.len(), self.log);
            let (row, cells) = self.row();
            self.no_joined_cells(&cells, &above);
            above = cells.into_iter().map(|(_, cell)| cell).collect();
            rows.push(row);
        }
        let align = align.iter().map(|align| match align {
            Alignment::None | Alignment::Left => Align::Left,
            Alignment::Right => Align::Right,
            Alignment::Center => Align::Centre,
        });
        let align = align.collect();
        let mut rows = rows.into_iter();
        Block::Table { caption: None, align, head: rows.next().unwrap_or_default(), rows: rows.collect() }
    }

    /// `^^`, as other forms of Markdown have it for a cell over two rows.
    fn no_joined_cells(&self, cells: &[(usize, String)], above: &[String]) {
        let pairs = cells.iter().zip(above);
        for ((at, _), above) in pairs.filter(|((_, cell), _)| cell == "^^") {
            let what = "`^^` would be printed as it stands, because no cell reaches over two rows";
            self.log.report(*at, Code::Table, what, format!("write `{above}`"));
        }
    }

    /// The cells of a row, and where and how each is written.
    fn row(&mut self) -> (Vec<Vec<Inline>>, Vec<(usize, String)>) {
        let (mut cells, mut written) = (Vec::new(), Vec::new());
        while let Some((Event::Start(_), span)) = self.next() {
            let source = self.report.source(&span);
            let gap = source.len() - source.trim_start_matches(['|', ' ']).len();
            written.push((span.start + gap, source.trim_matches(['|', ' ']).to_owned()));
            let run = self.run();
            self.close();
            self.no_blocks(&run.named);
            if let Some(cut) = run.mark.and_then(|at| self.report.cuts.get(at)) {
                let fix = "put it at the end of a paragraph";
                self.log.report(cut.span.start, Code::Mark, "the cells of a table have no names", fix);
            }
            cells.push(run.text);
        }
        (cells, written)
    }
}
