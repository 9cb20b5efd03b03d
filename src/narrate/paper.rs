//! The narrative as a tree: numbered paragraphs, lists and tables, with every computed figure known as computed.
//!
//! This is what `narrate` makes and what the report, the web page and later the comparison of versions are made
//! from. It holds text and no markup; how it looks is decided in the templates.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::finding::Place;
use crate::narrate::prose::Passage;

/// The narrative of a paper, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Paper {
    pub blocks: Vec<Block>,
    /// The tables that the author wrote: which of the blocks each is, and where it begins.
    #[serde(skip)]
    pub tables: Vec<(usize, Place)>,
    /// The report as it was written, with places.
    #[serde(skip)]
    pub passages: Vec<Passage>,
    /// Names of its paragraphs and headings.
    #[serde(skip)]
    pub anchors: BTreeSet<String>,
}

/// A part of the narrative that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub enum Block {
    /// A heading; level 1 is a section of the report. `anchor` is unique in the paper.
    Heading { level: u8, anchor: String, text: Vec<Inline> },
    /// A paragraph. Those of a numbered section carry the next number of one continuous run.
    Paragraph { number: Option<u32>, anchor: Option<String>, text: Vec<Inline> },
    /// A list; each item is a few blocks, most often one paragraph without a number.
    List { style: ListStyle, items: Vec<Vec<Block>> },
    /// A table with one row of heads. The first cell of a row is the row's head.
    Table {
        caption: Option<Vec<Inline>>,
        align: Vec<Align>,
        head: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
}

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListStyle {
    Bullets,
    /// 1. 2. 3.
    Numbers,
    /// a. b. c.
    Letters,
}

/// On which side the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    Left,
    Right,
    Centre,
}

/// A run of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "inline", rename_all = "kebab-case")]
pub enum Inline {
    Text {
        text: String,
    },
    /// A figure or a phrase that was computed from the data. `from` is the expression that it came from.
    Computed {
        text: String,
        from: String,
    },
    Strong {
        text: Vec<Inline>,
    },
    Emphasis {
        text: Vec<Inline>,
    },
    /// A link to an address of the web, or with a leading `#` to an anchor of this paper or a measure's id.
    Link {
        to: String,
        text: Vec<Inline>,
    },
    /// What is less important than the text around it: the period below a figure, who is responsible.
    Quiet {
        text: Vec<Inline>,
    },
    /// The word for a rating, which is printed beside the rating's mark: `green`, `amber`, `red`.
    Rating {
        mark: &'static str,
        text: String,
    },
    /// A reference to a footnote: the name that its author gave it, its number in order of the first reference, and, at
    /// the first one, what it says.
    Note {
        name: String,
        number: usize,
        text: Option<Vec<Inline>>,
    },
    LineBreak,
}
