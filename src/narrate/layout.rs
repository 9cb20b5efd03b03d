//! Turns drafts into the paper: checks headings, numbers paragraphs, assigns names, fills blocks, adds captions.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::analyse::Results;
use crate::finding::{Code, Subject};
use crate::load::near;
use crate::model::Pack;
use crate::narrate::anchors::{Anchor, Anchors};
use crate::narrate::blocks;
use crate::narrate::cut::{Mark, Report};
use crate::narrate::fault::{Log, Titled};
use crate::narrate::paper::{Block, Inline, ListStyle, Paper};
use crate::narrate::read::{Draft, DraftIs};

/// A paper, with what is known about it by name and by position.
#[derive(Debug, Default)]
pub struct LaidOut {
    pub paper: Paper,
    pub anchors: Anchors,
    pub subjects: Vec<Titled>,
    /// The tables that were written: which of the blocks each is, and its first byte.
    pub tables: Vec<(usize, usize)>,
    /// The headings: where they stand, and their text as it was written.
    pub headings: Vec<(usize, String)>,
}

/// What a paper is laid out from.
#[derive(Clone, Copy)]
pub struct Sources<'d> {
    pub pack: &'d Pack,
    pub results: &'d Results<'d>,
    pub report: &'d Report<'d>,
    /// The anchors known from an earlier pass, if any.
    pub known: &'d Anchors,
}

/// Lays out a report.
pub fn lay_out(from: Sources<'_>, drafts: Vec<Draft>, log: &Log) -> LaidOut {
    let taken = drafts.iter().filter_map(|draft| draft.mark.name.as_ref()).map(|(name, _)| name.clone());
    let taken =
        taken.chain(from.pack.scorecard.measures.iter().map(|measure| measure.id.value.clone())).collect();
    let mut layout = Layout::new(from, log, taken);
    for draft in drafts {
        layout.place(draft);
    }
    layout.done
}

/// The state of the layout, which proceeds block by block.
pub(super) struct Layout<'d> {
    pub from: Sources<'d>,
    pub log: &'d Log,
    pub done: LaidOut,
    /// Names that headings must not take.
    pub taken: BTreeSet<String>,
    /// How many headings wanted each name.
    pub slugs: BTreeMap<String, u32>,
    /// Level of the last heading; 0 before the first.
    pub level: u8,
    /// Title of the current section.
    pub section: String,
    /// Whether this section's paragraphs are numbered and, in `numbered`, whether those below the last heading are.
    pub section_numbered: bool,
    pub numbered: bool,
    pub next: u32,
    /// Whether a paragraph has occurred below the last heading.
    pub paragraph_above: bool,
    pub caption: Option<Vec<Inline>>,
    /// Headings seen so far: section and title.
    pub seen: BTreeSet<(String, String)>,
}

impl<'d> Layout<'d> {
    fn new(from: Sources<'d>, log: &'d Log, taken: BTreeSet<String>) -> Self {
        Self {
            from,
            log,
            done: LaidOut::default(),
            taken,
            slugs: BTreeMap::new(),
            level: 0,
            section: String::new(),
            section_numbered: true,
            numbered: true,
            next: 1,
            paragraph_above: false,
            caption: None,
            seen: BTreeSet::new(),
        }
    }

    fn place(&mut self, draft: Draft) {
        let caption = self.caption.take();
        if self.level == 0 && !matches!(draft.is, DraftIs::Heading { .. }) {
            let fix = "begin the report with a heading such as `# Executive summary`";
            self.log.report(draft.at, Code::Heading, "the text stands above the first heading", fix);
            self.level = 1;
        }
        match draft.is {
            DraftIs::Heading { level, text } => self.heading(draft.at, level, text, &draft.mark),
            DraftIs::Paragraph(text) => self.paragraph(draft.at, text, &draft.mark),
            DraftIs::Caption(text) => {
                self.no_mark(&draft.mark, draft.at, "a caption");
                self.caption = Some(text);
            }
            DraftIs::Other(block) => self.other(draft.at, block, caption),
            DraftIs::Named(name) => {
                self.no_mark(&draft.mark, draft.at, "a block");
                self.named(&name);
            }
        }
    }

    pub fn subject(&mut self, from: usize, name: String) {
        self.done.subjects.push(Titled { from, subject: Arc::new(Subject::passage(name)) });
    }

    /// Records a name that the author gave; the same name twice is a fault.
    pub fn name(&mut self, name: &str, at: usize, anchor: Anchor) {
        if self.from.pack.scorecard.measures.iter().any(|measure| measure.id.value == name) {
            let what = format!("`{name}` is the id of a measure");
            self.log.report(at, Code::DuplicateName, what, "choose another name");
        } else if self.done.anchors.insert(name.to_owned(), anchor).is_some() {
            let what = format!("the name `{name}` is used already");
            self.log.report(at, Code::DuplicateName, what, "give one of the two another name");
        }
    }

    fn paragraph(&mut self, at: usize, text: Vec<Inline>, mark: &Mark) {
        let number = self.number(mark.unnumbered);
        let name = match number {
            Some(number) => format!("paragraph {number}"),
            None => match self.done.headings.last() {
                Some((_, title)) => format!("a paragraph of {title}"),
                None => "a paragraph".to_owned(),
            },
        };
        self.subject(at, name);
        let anchor = mark.name.as_ref().map(|(name, at)| {
            self.name(name, *at, Anchor::Paragraph(number));
            name.clone()
        });
        self.done.paper.blocks.push(Block::Paragraph { number, anchor, text });
    }

    /// The number of the next paragraph, if it is to have one.
    fn number(&mut self, unnumbered: bool) -> Option<u32> {
        self.paragraph_above = true;
        let number = (self.numbered && !unnumbered).then_some(self.next);
        self.next += u32::from(number.is_some());
        number
    }

    /// Adds a list or a table.
    fn other(&mut self, at: usize, mut block: Block, above: Option<Vec<Inline>>) {
        match &mut block {
            Block::Table { caption, .. } => {
                *caption = above;
                self.done.tables.push((self.done.paper.blocks.len(), at));
            }
            Block::List { style: ListStyle::Numbers | ListStyle::Letters, .. }
                if !self.paragraph_above && self.numbered && !self.log.is_told_at(at) =>
            {
                let what = "the numbered list has no paragraph that it belongs to";
                let fix = "take the numbers out, if they are of paragraphs: the program sets them; if it is a list, \
                           write a sentence above it";
                self.log.report(at, Code::NumberByHand, what, fix);
            }
            Block::List { .. } | Block::Heading { .. } | Block::Paragraph { .. } => {}
        }
        self.done.paper.blocks.push(block);
    }

    /// Adds a block that the program fills. Its paragraphs are numbered like any others.
    fn named(&mut self, name: &Range<usize>) {
        let name_text = self.from.report.source(name);
        let Some((_, fill)) = blocks::BLOCKS.iter().find(|(known, _)| *known == name_text) else {
            let fix = match near(name_text, blocks::BLOCKS.iter().map(|(known, _)| *known)) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("write one of: {}", blocks::BLOCKS.map(|(known, _)| known).join(", ")),
            };
            self.log.report(name.start, Code::Block, format!("there is no block `{name_text}`"), fix);
            return;
        };
        for block in fill(self.from.pack, self.from.results, self.from.known) {
            let block = match block {
                Block::Paragraph { text, .. } => {
                    Block::Paragraph { number: self.number(false), anchor: None, text }
                }
                other => other,
            };
            self.done.paper.blocks.push(block);
        }
    }

    fn no_mark(&self, mark: &Mark, at: usize, what: &str) {
        if mark.unnumbered || mark.name.is_some() {
            let what = format!("{what} takes no name and no `.unnumbered`");
            self.log.report(at, Code::Mark, what, "take the braces out");
        }
    }
}
