//! The narrative as it appears in an edition, in print or on the web: headings ranked below the edition's own, an
//! id for each paragraph, and links that lead somewhere.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::Pack;
use crate::narrate::paper::{self, Align, Inline, ListStyle, Paper};

/// The differences between editions of the narrative.
#[derive(Debug, Clone, Copy)]
pub struct Edition {
    /// The heading rank of the narrative's sections, below the edition's title and parts.
    pub first_rank: u8,
    pub last_rank: u8,
    /// How text is prepared for the edition.
    pub set: fn(&str) -> String,
    /// The address of a measure from its id, if the edition shows measures.
    pub measure: Option<fn(&str) -> String>,
}

/// The titles of sections in which a report says what the committee is asked to do.
const ASKING: [&str; 3] = ["proposal", "recommendation", "recommendations"];

/// A table is broad if it has at least this many columns, and texts with at least this many letters.
const BROAD_COLUMNS: usize = 5;
const LONG_TEXT: usize = 60;

/// A block of the narrative as it stands on the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub enum Block {
    /// `rank` is the heading's rank in the edition, whose title has rank 1.
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
    /// `label` names a table without a caption. A `broad` one has long texts in many columns; its rows are `counted` if the
    /// first cell of each is a number. `setting` says how print sets it.
    Table {
        label: String,
        broad: bool,
        counted: bool,
        setting: Option<Setting>,
        caption: Option<Vec<Run>>,
        head: Vec<TableCell>,
        rows: Vec<Vec<TableCell>>,
    },
}

/// How a table is set on its sheet: points, and millimetres.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Setting {
    pub size: f64,
    pub gutter: f64,
    pub beyond: f64,
    /// Of the columns, each but the first with the white to its left.
    pub widths: Vec<f64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableCell {
    pub side: &'static str,
    /// The heading of its column, for layouts that show the row as a card.
    pub head: String,
    pub text: Vec<Run>,
}

/// A run of text, all of it data rather than markup.
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
    /// Less important than the text around it.
    Quiet {
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
    /// A reference to a footnote: its number, its own address and that of the note, and at the first one what the note says.
    Note {
        number: usize,
        from: Option<String>,
        to: String,
        text: Option<Vec<Run>>,
    },
    Break,
}

/// A footnote where all of them are listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Footnote {
    pub number: usize,
    pub id: String,
    pub text: Vec<Run>,
    pub back: Vec<String>,
}

/// The blocks of the narrative as an edition has them.
pub fn blocks(pack: &Pack, paper: &Paper, edition: Edition) -> Vec<Block> {
    Writer::new(pack, paper, edition).blocks(&paper.blocks)
}

/// What the section that says what the committee is asked to do holds, up to the next heading. It is printed a second
/// time, so nothing in it has a number or an address of its own.
pub fn asked(pack: &Pack, paper: &Paper, edition: Edition) -> Vec<Block> {
    let asks = |block: &paper::Block| match block {
        paper::Block::Heading { level: 1, text, .. } => ASKING.contains(&plain(text).to_lowercase().as_str()),
        paper::Block::Heading { .. }
        | paper::Block::Paragraph { .. }
        | paper::Block::List { .. }
        | paper::Block::Table { .. } => false,
    };
    let is_heading = |block: &paper::Block| matches!(block, paper::Block::Heading { .. });
    let mut writer = Writer { again: true, ..Writer::new(pack, paper, edition) };
    let asking = paper.blocks.iter().skip_while(|block| !asks(block)).skip(1);
    asking.take_while(|block| !is_heading(block)).map(|block| writer.block(block)).collect()
}

/// The footnotes of a narrative in their order: the address, what it says, and the addresses of the places that refer to it.
pub fn footnotes(blocks: &[Block]) -> Vec<Footnote> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => gather(text, &mut found),
            Block::List { items, .. } => {
                let inner = items.iter().flat_map(|item| footnotes(item));
                inner.for_each(|note| join(&mut found, note));
            }
            Block::Table { caption, head, rows, .. } => {
                if let Some(caption) = caption {
                    gather(caption, &mut found);
                }
                let cells = head.iter().chain(rows.iter().flatten());
                cells.for_each(|cell| gather(&cell.text, &mut found));
            }
        }
    }
    found
}

fn gather(runs: &[Run], found: &mut Vec<Footnote>) {
    for run in runs {
        match run {
            Run::Note { number, from, to, text } => {
                let (text, back) = (text.clone().unwrap_or_default(), from.iter().cloned().collect());
                join(found, Footnote { number: *number, id: to.clone(), text, back });
            }
            Run::Strong { text } | Run::Emphasis { text } | Run::Quiet { text } | Run::Link { text, .. } => {
                gather(text, found);
            }
            Run::Text { .. } | Run::Rating { .. } | Run::Break => {}
        }
    }
}

fn join(found: &mut Vec<Footnote>, note: Footnote) {
    match found.iter_mut().find(|known| known.id == note.id) {
        Some(known) => known.back.extend(note.back),
        None => found.push(note),
    }
}

/// The words of a text without formatting.
fn plain(inlines: &[Inline]) -> String {
    let words = inlines.iter().map(|inline| match inline {
        Inline::Text { text } | Inline::Computed { text, .. } | Inline::Rating { text, .. } => text.clone(),
        Inline::Strong { text }
        | Inline::Emphasis { text }
        | Inline::Quiet { text }
        | Inline::Link { text, .. } => plain(text),
        Inline::LineBreak => " ".to_owned(),
        Inline::Note { .. } => String::new(),
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

/// The state needed on the way through the narrative.
struct Writer<'p> {
    pack: &'p Pack,
    edition: Edition,
    anchors: BTreeSet<String>,
    /// The heading above, and how many numbered paragraphs have followed it.
    under: String,
    nth: u32,
    /// How often each footnote was referred to.
    referred: BTreeMap<String, usize>,
    /// Whether the text stands on its page already, with its numbers and addresses.
    again: bool,
}

impl<'p> Writer<'p> {
    fn new(pack: &'p Pack, paper: &Paper, edition: Edition) -> Self {
        Self {
            pack,
            edition,
            anchors: anchors(&paper.blocks),
            under: "report".to_owned(),
            nth: 0,
            referred: BTreeMap::new(),
            again: false,
        }
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
                Block::Paragraph { number: number.filter(|_| !self.again), id, text: self.runs(text) }
            }
            paper::Block::List { style, items } => Block::List {
                marker: marker(*style),
                items: items.iter().map(|item| self.blocks(item)).collect(),
            },
            paper::Block::Table { caption, align, head, rows } => {
                let heads: Vec<String> = head.iter().map(|cell| plain(cell)).collect();
                let long = |cell: &Vec<Inline>| plain(cell).chars().count() > LONG_TEXT;
                let long = rows.iter().any(|row| row.iter().skip(1).any(long));
                let number = |row: &Vec<Vec<Inline>>| row.first().is_some_and(|cell| is_number(&plain(cell)));
                Block::Table {
                    label: format!("Table under {}", self.under.replace('-', " ")),
                    broad: long && head.len() >= BROAD_COLUMNS,
                    counted: rows.iter().all(number),
                    setting: None,
                    caption: caption.as_ref().map(|caption| self.runs(caption)),
                    head: self.cells(align, &heads, head),
                    rows: rows.iter().map(|row| self.cells(align, &heads, row)).collect(),
                }
            }
        }
    }

    /// The id of a paragraph: from the name that its author gave it, or otherwise from its heading.
    fn paragraph_id(&mut self, number: Option<u32>, anchor: Option<&str>) -> Option<String> {
        if self.again {
            return None;
        }
        self.nth += u32::from(number.is_some());
        match anchor {
            Some(anchor) => Some(report_id(anchor)),
            None => number.map(|_| format!("paragraph-{}-{}", self.under, self.nth)),
        }
    }

    /// Where a reference to a footnote is found.
    fn reference_id(&mut self, name: &str) -> Option<String> {
        let times = self.referred.entry(name.to_owned()).or_default();
        *times += 1;
        let id = if *times == 1 { format!("note-{name}-from") } else { format!("note-{name}-from-{times}") };
        (!self.again).then_some(id)
    }

    fn cells(&mut self, align: &[Align], heads: &[String], texts: &[Vec<Inline>]) -> Vec<TableCell> {
        let side = |at: usize| align.get(at).map_or("left", |align| side(*align));
        let head = |at: usize| heads.get(at).cloned().unwrap_or_default();
        let mut cell = |(at, text): (usize, &Vec<Inline>)| TableCell {
            side: side(at),
            head: head(at),
            text: self.runs(text),
        };
        texts.iter().enumerate().map(&mut cell).collect()
    }

    fn runs(&mut self, inlines: &[Inline]) -> Vec<Run> {
        inlines.iter().flat_map(|inline| self.run(inline)).collect()
    }

    fn run(&mut self, inline: &Inline) -> Vec<Run> {
        vec![match inline {
            Inline::Text { text } | Inline::Computed { text, .. } => {
                Run::Text { text: (self.edition.set)(text) }
            }
            Inline::Strong { text } => Run::Strong { text: self.runs(text) },
            Inline::Emphasis { text } => Run::Emphasis { text: self.runs(text) },
            Inline::Quiet { text } => Run::Quiet { text: self.runs(text) },
            Inline::Link { to, text } => match self.address(to) {
                Some(href) => Run::Link { href, text: self.runs(text) },
                // A link that leads nowhere is reported as a finding; here it becomes plain text.
                None => return self.runs(text),
            },
            Inline::Rating { mark, text } => Run::Rating { mark, text: text.clone() },
            Inline::Note { name, number, text } => {
                let from = self.reference_id(name);
                let text = text.as_ref().map(|text| self.runs(text));
                Run::Note { number: *number, from, to: format!("note-{name}"), text }
            }
            Inline::LineBreak => Run::Break,
        }]
    }

    /// Where a link in the narrative leads on this page.
    fn address(&self, to: &str) -> Option<String> {
        let Some(name) = to.strip_prefix('#') else { return outside(to) };
        if self.anchors.contains(name) {
            return Some(format!("#{}", report_id(name)));
        }
        let measure = self.pack.scorecard.measures.iter().find(|measure| measure.id.value == name)?;
        self.edition.measure.map(|address| address(&measure.id))
    }
}

fn is_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
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

/// An address that an edition may link to: web or mail, and nothing that a browser would execute.
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
