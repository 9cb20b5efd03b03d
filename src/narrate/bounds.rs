//! What no report has so much of: parts that nobody would read, and that would take minutes and gigabytes to print.

use crate::finding::Code;
use crate::model::quantity::grouped;
use crate::narrate::fault::Log;
use crate::narrate::paper::{Block, Inline};
use crate::narrate::read::{Draft, DraftIs};

/// So much of each part a report may have: some ten times what the longest have, that are public.
const MOST: [(Part, usize); 5] = [
    (Part::Headings, 500),
    (Part::Paragraphs, 2_000),
    (Part::Items, 2_000),
    (Part::Cells, 10_000),
    (Part::Named, 50),
];

/// Letters of a paragraph, an item or a cell. A page has three thousand.
const LONGEST: usize = 20_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Headings,
    Paragraphs,
    Items,
    Cells,
    Named,
}

impl Part {
    /// How messages call them, and what to do about too many.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Headings => ("headings", "put sections together, or make a second report of it"),
            Self::Paragraphs => ("paragraphs", "put what only some will read into a paper of its own"),
            Self::Items => {
                ("items of lists", "list what members need, and publish the rest beside the paper")
            }
            Self::Cells => {
                ("cells of tables", "print the rows that members need, and publish the rest beside the paper")
            }
            Self::Named => ("blocks that the program fills", "write each of them once"),
        }
    }
}

/// Reports the first block with which a part becomes too many, and texts above it that are too long.
pub fn report_too_much(drafts: &[Draft], log: &Log) {
    let mut counts = MOST.map(|(part, most)| (part, most, 0));
    for draft in drafts {
        for (part, most, count) in &mut counts {
            let before = *count;
            *count += parts(draft, *part);
            if before <= *most && *count > *most {
                too_many(draft.at, *part, *most, log);
            }
        }
        let letters = longest(draft);
        if letters > LONGEST {
            let (letters, most) = (grouped(letters as u64), grouped(LONGEST as u64));
            let what =
                format!("{letters} letters stand here in one paragraph, and a report has {most} at the most");
            log.report(draft.at, Code::TooMuch, what, "leave a blank line where another paragraph begins");
        }
    }
}

fn too_many(at: usize, part: Part, most: usize, log: &Log) {
    let (called, fix) = part.words();
    let what = format!("with this the report has more than {} {called}", grouped(most as u64));
    log.report(at, Code::TooMuch, what, fix);
}

/// How many of a part there are in a block.
fn parts(draft: &Draft, part: Part) -> usize {
    match (&draft.is, part) {
        (DraftIs::Heading { .. }, Part::Headings)
        | (DraftIs::Paragraph(_) | DraftIs::Caption(_), Part::Paragraphs)
        | (DraftIs::Named(_), Part::Named) => 1,
        (DraftIs::Other(block), Part::Items) => items(block),
        (DraftIs::Other(Block::Table { head, rows, .. }), Part::Cells) => {
            head.len() + rows.iter().map(Vec::len).sum::<usize>()
        }
        _ => 0,
    }
}

fn items(block: &Block) -> usize {
    let Block::List { items, .. } = block else { return 0 };
    items.len() + items.iter().flatten().map(self::items).sum::<usize>()
}

/// Letters of the longest text of a block.
fn longest(draft: &Draft) -> usize {
    match &draft.is {
        DraftIs::Heading { text, .. } | DraftIs::Paragraph(text) | DraftIs::Caption(text) => letters(text),
        DraftIs::Other(block) => longest_of(block),
        DraftIs::Named(_) => 0,
    }
}

fn longest_of(block: &Block) -> usize {
    match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } => letters(text),
        Block::List { items, .. } => items.iter().flatten().map(longest_of).max().unwrap_or(0),
        Block::Table { head, rows, .. } => {
            head.iter().chain(rows.iter().flatten()).map(|cell| letters(cell)).max().unwrap_or(0)
        }
    }
}

fn letters(text: &[Inline]) -> usize {
    let of = |inline: &Inline| match inline {
        Inline::Text { text } | Inline::Computed { text, .. } | Inline::Rating { text, .. } => {
            text.chars().count()
        }
        Inline::Strong { text }
        | Inline::Emphasis { text }
        | Inline::Quiet { text }
        | Inline::Link { text, .. } => letters(text),
        Inline::Note { text, .. } => text.as_deref().map_or(1, letters),
        Inline::LineBreak => 1,
    };
    text.iter().map(of).sum()
}
