//! The narrative as a tree: numbered paragraphs, lists and tables, with computed figures marked as such.
//!
//! `narrate` produces it; the report and the web page, and later the comparison of versions, are made from it.
//! It holds text without markup; templates decide how it looks.

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
    /// The names of its paragraphs and headings.
    #[serde(skip)]
    pub anchors: BTreeSet<String>,
}

/// A block of the narrative.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub enum Block {
    /// A heading; level 1 is a section of the report. `anchor` is unique within the paper.
    Heading { level: u8, anchor: String, text: Vec<Inline> },
    /// A paragraph. Those in numbered sections are numbered consecutively through the whole report.
    Paragraph { number: Option<u32>, anchor: Option<String>, text: Vec<Inline> },
    /// A list; each item consists of a few blocks, usually one unnumbered paragraph.
    List { style: ListStyle, items: Vec<Vec<Block>> },
    /// A table with one header row. The first cell of each row is the row header.
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

/// The alignment of a column's text.
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
    /// A figure or phrase computed from the data. `from` is the expression that gave it.
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
    /// A link to a web address or, with a leading `#`, to an anchor in this paper or a measure's id.
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
