//! The narrative as it stands on the page: headings below the page's own, an address for each paragraph, and links
//! that lead somewhere.

use std::collections::BTreeSet;

use crate::compose::web::manuscript::{Asked, Block, Report, ReportCell, Run};
use crate::compose::web::{front, measure_id, outside};
use crate::model::Pack;
use crate::narrate::paper::{self, Align, Inline, ListStyle, Paper};

/// Of the headings of the narrative; the page's title and its parts come before.
const FIRST_RANK: u8 = 3;
const LAST_RANK: u8 = 6;

/// Sections in which a report says what it asks for.
const ASKING: [&str; 3] = ["proposal", "recommendation", "recommendations"];

/// From how many columns on a table with long texts is broad, and how many letters make a text long.
const BROAD_COLUMNS: usize = 5;
const LONG_TEXT: usize = 60;

pub fn report(pack: &Pack, paper: &Paper) -> Report {
    let mut writer = Writer::new(pack, paper);
    Report { front: front(pack), blocks: writer.blocks(&paper.blocks) }
}

/// The paragraphs of the section that says what the committee is asked to do.
pub fn asked(pack: &Pack, paper: &Paper) -> Option<Asked> {
    let asks = |block: &paper::Block| match block {
        paper::Block::Heading { level: 1, text, .. } => ASKING.contains(&plain(text).to_lowercase().as_str()),
        paper::Block::Heading { .. }
        | paper::Block::Paragraph { .. }
        | paper::Block::List { .. }
        | paper::Block::Table { .. } => false,
    };
    let start = paper.blocks.iter().position(asks)? + 1;
    let writer = Writer::new(pack, paper);
    let paragraphs = paper.blocks[start..].iter().map_while(|block| match block {
        paper::Block::Paragraph { text, .. } => Some(writer.runs(text)),
        paper::Block::Heading { .. } | paper::Block::List { .. } | paper::Block::Table { .. } => None,
    });
    let paragraphs: Vec<_> = paragraphs.collect();
    (!paragraphs.is_empty()).then_some(Asked { title: "What the committee is asked to do", paragraphs })
}

/// The words of a text without its marks.
fn plain(inlines: &[Inline]) -> String {
    let words = inlines.iter().map(|inline| match inline {
        Inline::Text { text } | Inline::Computed { text, .. } => text.clone(),
        Inline::Strong { text } | Inline::Emphasis { text } | Inline::Link { text, .. } => plain(text),
        Inline::LineBreak => " ".to_owned(),
    });
    words.collect()
}

/// All anchors of the narrative.
fn anchors(blocks: &[paper::Block]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for block in blocks {
        match block {
            paper::Block::Heading { anchor, .. } => drop(found.insert(anchor.clone())),
            paper::Block::Paragraph { anchor, .. } => found.extend(anchor.clone()),
            paper::Block::List { items, .. } => found.extend(items.iter().flat_map(|item| anchors(item))),
            paper::Block::Table { .. } => {}
        }
    }
    found
}

/// What has to be known on the way through the narrative.
struct Writer<'p> {
    pack: &'p Pack,
    anchors: BTreeSet<String>,
    /// The heading above, and how many numbered paragraphs it has had.
    under: String,
    nth: u32,
}

impl<'p> Writer<'p> {
    fn new(pack: &'p Pack, paper: &Paper) -> Self {
        Self { pack, anchors: anchors(&paper.blocks), under: "report".to_owned(), nth: 0 }
    }

    fn blocks(&mut self, blocks: &[paper::Block]) -> Vec<Block> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &paper::Block) -> Block {
        match block {
            paper::Block::Heading { level, anchor, text } => {
                (self.under, self.nth) = (anchor.clone(), 0);
                let rank = level.saturating_add(FIRST_RANK - 1).clamp(FIRST_RANK, LAST_RANK);
                Block::Heading { rank, id: report_id(anchor), text: self.runs(text) }
            }
            paper::Block::Paragraph { number, anchor, text } => {
                let id = self.paragraph_id(*number, anchor.as_deref());
                Block::Paragraph { number: *number, id, text: self.runs(text) }
            }
            paper::Block::List { style, start, items } => Block::List {
                marker: marker(*style),
                start: *start,
                items: items.iter().map(|item| self.blocks(item)).collect(),
            },
            paper::Block::Table { caption, align, head, rows } => {
                let heads: Vec<String> = head.iter().map(|cell| plain(cell)).collect();
                let long = rows.iter().flatten().any(|cell| plain(cell).chars().count() > LONG_TEXT);
                Block::Table {
                    label: format!("Table under {}", self.under.replace('-', " ")),
                    broad: long && head.len() >= BROAD_COLUMNS,
                    caption: caption.as_ref().map(|caption| self.runs(caption)),
                    head: self.cells(align, &heads, head),
                    rows: rows.iter().map(|row| self.cells(align, &heads, row)).collect(),
                }
            }
        }
    }

    /// Where a paragraph is found: under the name that its author gave it, else under its heading.
    fn paragraph_id(&mut self, number: Option<u32>, anchor: Option<&str>) -> Option<String> {
        self.nth += u32::from(number.is_some());
        match anchor {
            Some(anchor) => Some(report_id(anchor)),
            None => number.map(|_| format!("paragraph-{}-{}", self.under, self.nth)),
        }
    }

    fn cells(&self, align: &[Align], heads: &[String], texts: &[Vec<Inline>]) -> Vec<ReportCell> {
        let side = |at: usize| align.get(at).map_or("left", |align| side(*align));
        let head = |at: usize| heads.get(at).cloned().unwrap_or_default();
        let cell = |(at, text): (usize, &Vec<Inline>)| ReportCell {
            side: side(at),
            head: head(at),
            text: self.runs(text),
        };
        texts.iter().enumerate().map(cell).collect()
    }

    fn runs(&self, inlines: &[Inline]) -> Vec<Run> {
        inlines.iter().flat_map(|inline| self.run(inline)).collect()
    }

    fn run(&self, inline: &Inline) -> Vec<Run> {
        vec![match inline {
            Inline::Text { text } | Inline::Computed { text, .. } => Run::Text { text: text.clone() },
            Inline::Strong { text } => Run::Strong { text: self.runs(text) },
            Inline::Emphasis { text } => Run::Emphasis { text: self.runs(text) },
            Inline::Link { to, text } => match self.address(to) {
                Some(href) => Run::Link { href, text: self.runs(text) },
                // A link that leads nowhere is a finding of the narrative; here its text is left.
                None => return self.runs(text),
            },
            Inline::LineBreak => Run::Break,
        }]
    }

    /// Where a link of the narrative leads on this page.
    fn address(&self, to: &str) -> Option<String> {
        let Some(name) = to.strip_prefix('#') else { return outside(to) };
        if self.anchors.contains(name) {
            return Some(format!("#{}", report_id(name)));
        }
        let measure = self.pack.measures.iter().find(|measure| measure.id.value == name)?;
        Some(format!("#{}", measure_id(&measure.id)))
    }
}

fn report_id(anchor: &str) -> String {
    format!("report-{anchor}")
}

fn marker(style: ListStyle) -> &'static str {
    match style {
        ListStyle::Bullets => "bullets",
        ListStyle::Numbers => "numbers",
        ListStyle::Letters => "letters",
    }
}

fn side(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Right => "right",
        Align::Centre => "centre",
    }
}
