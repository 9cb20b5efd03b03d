//! The narrative as it stands in an edition, in print or on the web: headings below the edition's own, an address
//! for each paragraph, and links that lead somewhere.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::Pack;
use crate::narrate::paper::{self, Align, Inline, ListStyle, Paper};

/// What differs between the editions of a narrative.
#[derive(Debug, Clone, Copy)]
pub struct Edition {
    /// The rank of the narrative's sections, below the edition's title and parts.
    pub first_rank: u8,
    pub last_rank: u8,
    /// How text is made ready for the edition.
    pub set: fn(&str) -> String,
    /// The address of a measure by its id, if measures have a place in the edition.
    pub measure: Option<fn(&str) -> String>,
}

/// Sections in which a report says what it asks for.
const ASKING: [&str; 3] = ["proposal", "recommendation", "recommendations"];

/// From how many columns on a table with long texts is broad, and how many letters make a text long.
const BROAD_COLUMNS: usize = 5;
const LONG_TEXT: usize = 60;

/// A block of the narrative as it stands on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub enum Block {
    /// `rank` is the heading's in its edition, where the title is 1.
    Heading {
        rank: u8,
        id: String,
        text: Vec<Run>,
    },
    Paragraph {
        number: Option<u32>,
        id: Option<String>,
        text: Vec<Run>,
    },
    /// `marker` is `bullets`, `numbers` or `letters`.
    List {
        marker: &'static str,
        items: Vec<Vec<Block>>,
    },
    /// `label` names a table without a caption. A `broad` one has long texts in many columns.
    Table {
        label: String,
        broad: bool,
        caption: Option<Vec<Run>>,
        head: Vec<TableCell>,
        rows: Vec<Vec<TableCell>>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableCell {
    pub side: &'static str,
    /// The head of its column, for where the row stands as a card.
    pub head: String,
    pub text: Vec<Run>,
}

/// A run of text, all of it data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "run", rename_all = "kebab-case")]
pub enum Run {
    Text {
        text: String,
    },
    Strong {
        text: Vec<Run>,
    },
    Emphasis {
        text: Vec<Run>,
    },
    Link {
        href: String,
        text: Vec<Run>,
    },
    /// A rating: the name of its mark, and its word.
    Rating {
        mark: &'static str,
        text: String,
    },
    Break,
}

/// The blocks of the narrative as an edition has them.
pub fn blocks(pack: &Pack, paper: &Paper, edition: Edition) -> Vec<Block> {
    Writer::new(pack, paper, edition).blocks(&paper.blocks)
}

/// The paragraphs of the section that says what the committee is asked to do.
pub fn asked(pack: &Pack, paper: &Paper, edition: Edition) -> Vec<Vec<Run>> {
    let asks = |block: &paper::Block| match block {
        paper::Block::Heading { level: 1, text, .. } => ASKING.contains(&plain(text).to_lowercase().as_str()),
        paper::Block::Heading { .. }
        | paper::Block::Paragraph { .. }
        | paper::Block::List { .. }
        | paper::Block::Table { .. } => false,
    };
    let writer = Writer::new(pack, paper, edition);
    let asking = paper.blocks.iter().skip_while(|block| !asks(block)).skip(1);
    let paragraphs = asking.map_while(|block| match block {
        paper::Block::Paragraph { text, .. } => Some(writer.runs(text)),
        paper::Block::Heading { .. } | paper::Block::List { .. } | paper::Block::Table { .. } => None,
    });
    paragraphs.collect()
}

/// The words of a text without its marks.
fn plain(inlines: &[Inline]) -> String {
    let words = inlines.iter().map(|inline| match inline {
        Inline::Text { text } | Inline::Computed { text, .. } | Inline::Rating { text, .. } => text.clone(),
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
    edition: Edition,
    anchors: BTreeSet<String>,
    /// The heading above, and how many numbered paragraphs it has had.
    under: String,
    nth: u32,
}

impl<'p> Writer<'p> {
    fn new(pack: &'p Pack, paper: &Paper, edition: Edition) -> Self {
        Self { pack, edition, anchors: anchors(&paper.blocks), under: "report".to_owned(), nth: 0 }
    }

    fn blocks(&mut self, blocks: &[paper::Block]) -> Vec<Block> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &paper::Block) -> Block {
        match block {
            paper::Block::Heading { level, anchor, text } => {
                (self.under, self.nth) = (anchor.clone(), 0);
                let Edition { first_rank, last_rank, .. } = self.edition;
                let rank = level.saturating_add(first_rank - 1).clamp(first_rank, last_rank);
                Block::Heading { rank, id: report_id(anchor), text: self.runs(text) }
            }
            paper::Block::Paragraph { number, anchor, text } => {
                let id = self.paragraph_id(*number, anchor.as_deref());
                Block::Paragraph { number: *number, id, text: self.runs(text) }
            }
            paper::Block::List { style, items } => Block::List {
                marker: marker(*style),
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

    fn cells(&self, align: &[Align], heads: &[String], texts: &[Vec<Inline>]) -> Vec<TableCell> {
        let side = |at: usize| align.get(at).map_or("left", |align| side(*align));
        let head = |at: usize| heads.get(at).cloned().unwrap_or_default();
        let cell = |(at, text): (usize, &Vec<Inline>)| TableCell {
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
            Inline::Text { text } | Inline::Computed { text, .. } => {
                Run::Text { text: (self.edition.set)(text) }
            }
            Inline::Strong { text } => Run::Strong { text: self.runs(text) },
            Inline::Emphasis { text } => Run::Emphasis { text: self.runs(text) },
            Inline::Link { to, text } => match self.address(to) {
                Some(href) => Run::Link { href, text: self.runs(text) },
                // A link that leads nowhere is a finding of the narrative; here its text is left.
                None => return self.runs(text),
            },
            Inline::Rating { mark, text } => Run::Rating { mark, text: text.clone() },
            Inline::LineBreak => Run::Break,
        }]
    }

    /// Where a link of the narrative leads on this page.
    fn address(&self, to: &str) -> Option<String> {
        let Some(name) = to.strip_prefix('#') else { return outside(to) };
        if self.anchors.contains(name) {
            return Some(format!("#{}", report_id(name)));
        }
        let measure = self.pack.scorecard.measures.iter().find(|measure| measure.id.value == name)?;
        self.edition.measure.map(|address| address(&measure.id))
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

/// An address to which an edition may link: of the web or of mail, and nothing that a browser would run.
pub fn outside(address: &str) -> Option<String> {
    let known = ["https://", "http://", "mailto:"]
        .into_iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    known.then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::outside;

    #[test]
    fn only_addresses_of_web_and_mail_become_links() {
        for address in ["https://example.org/a?b=c", "HTTP://example.org", "mailto:a@example.org"] {
            assert_eq!(outside(address).as_deref(), Some(address));
        }
        for address in ["javascript:alert(1)", "data:text/html,x", " https://x", "//x", "", "é"] {
            assert_eq!(outside(address), None, "{address}");
        }
    }
}
