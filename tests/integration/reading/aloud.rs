//! A document by its tags, and how it is read aloud: one line for each block, indented by nesting.
//!
//! Tag names are those of PDF; web pages are converted to the same names, so that both read alike.

use std::collections::BTreeMap;

/// A tag and its content.
#[derive(Debug, Default)]
pub struct Element {
    /// `P`, `H2`, `Table`, ...
    pub kind: String,
    /// The text read instead of the content, or the name of a part of the page.
    pub alt: String,
    pub content: Vec<Content>,
    /// The cell's position in its table.
    pub cell: Cell,
}

#[derive(Debug)]
pub enum Content {
    Text(String),
    Element(Element),
}

#[derive(Debug, Default)]
pub struct Cell {
    pub id: String,
    /// The ids of cells that this one names as its headers.
    pub heads: Vec<String>,
    pub scope: Scope,
    /// How many further columns it spans.
    pub wider: usize,
    /// How many further rows it spans.
    pub taller: usize,
}

#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub enum Scope {
    #[default]
    None,
    Row,
    Column,
}

impl Element {
    /// The tags directly inside.
    fn children(&self) -> impl Iterator<Item = &Self> {
        self.content.iter().filter_map(|content| match content {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        })
    }

    /// Whether it is part of a line of text rather than a block.
    fn is_inline(&self) -> bool {
        match self.kind.as_str() {
            "Span" | "Em" | "Strong" | "Link" | "Reference" | "Figure" | "Code" | "Lbl" => true,
            "LBody" => match self.content.as_slice() {
                [Content::Element(only)] if only.kind == "P" => only.children().all(Self::is_inline),
                _ => self.children().all(Self::is_inline),
            },
            _ => false,
        }
    }

    /// Whether it says nothing itself and only contains others.
    fn is_silent(&self) -> bool {
        self.alt.is_empty()
            && ["Document", "Part", "Sect", "Div", "LBody", "NonStruct"].contains(&self.kind.as_str())
    }

    /// All its text as one line.
    fn text(&self) -> String {
        let mut text = String::new();
        self.gather(&mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn gather(&self, text: &mut String) {
        match self.kind.as_str() {
            _ if !self.alt.is_empty() => {
                text.extend(["[", self.kind.as_str(), ": ", self.alt.as_str(), "]"]);
                return;
            }
            "Link" => text.push_str("[Link: "),
            _ => {}
        }
        for content in &self.content {
            match content {
                Content::Text(piece) => text.push_str(piece),
                Content::Element(element) => {
                    let gap = if element.is_inline() { "" } else { " " };
                    text.push_str(gap);
                    element.gather(text);
                    text.push_str(gap);
                }
            }
        }
        match self.kind.as_str() {
            "Link" => text.push(']'),
            "Lbl" => text.push_str(" | "),
            _ => {}
        }
    }
}

/// The document as read aloud.
pub fn say(root: &Element) -> String {
    let mut lines = String::new();
    block(root, 0, &mut lines);
    lines
}

fn line(depth: usize, text: &str, lines: &mut String) {
    lines.push_str(format!("{}{text}", "  ".repeat(depth)).trim_end());
    lines.push('\n');
}

fn block(element: &Element, depth: usize, lines: &mut String) {
    if element.kind == "Table" {
        table(element, depth, lines);
    } else if element.children().all(Element::is_inline) && !element.is_silent() {
        line(depth, &format!("{}: {}", element.kind, element.text()), lines);
    } else {
        let inside = depth + usize::from(!element.is_silent());
        if inside > depth {
            line(depth, format!("{} {}", element.kind, element.alt).trim(), lines);
        }
        contents(element, inside, lines);
    }
}

/// The blocks inside an element, and the lines of text between them.
fn contents(element: &Element, depth: usize, lines: &mut String) {
    let mut between = Element::default();
    let flush = |between: &mut Element, lines: &mut String| {
        let text = std::mem::take(between).text();
        if !text.is_empty() {
            line(depth, &text, lines);
        }
    };
    for content in &element.content {
        match content {
            Content::Element(child) if !child.is_inline() => {
                flush(&mut between, lines);
                block(child, depth, lines);
            }
            Content::Element(child) => between.content.push(Content::Text(inline(child))),
            Content::Text(text) => between.content.push(Content::Text(text.clone())),
        }
    }
    flush(&mut between, lines);
}

fn inline(element: &Element) -> String {
    let mut text = String::new();
    element.gather(&mut text);
    text
}

/// A table: its headers once, then each row under its own header, each cell after the headers of its column.
fn table(table: &Element, depth: usize, lines: &mut String) {
    let mut rows = Vec::new();
    let mut caption = String::new();
    for child in table.children() {
        match child.kind.as_str() {
            "THead" | "TBody" | "TFoot" => rows.extend(child.children()),
            "TR" => rows.push(child),
            kind => caption = format!("{kind}: {}", child.text()),
        }
    }
    line(depth, format!("Table of {} rows. {caption}", rows.len()).trim(), lines);
    let cells = || rows.iter().flat_map(|row| row.children());
    let named: BTreeMap<&str, String> = cells()
        .filter(|cell| !cell.cell.id.is_empty())
        .map(|cell| (cell.cell.id.as_str(), cell.text()))
        .collect();
    let mut above: BTreeMap<usize, String> = BTreeMap::new();
    let mut covered: BTreeMap<usize, usize> = BTreeMap::new();
    for (y, row) in rows.iter().enumerate() {
        let own = row.children().find(|cell| cell.kind == "TH" && cell.cell.scope == Scope::Row);
        let own = own.map(Element::text);
        line(depth + 1, &format!("TR: {}", own.as_deref().unwrap_or("(no header)")), lines);
        let mut x = 0;
        for cell in row.children() {
            while covered.get(&x).is_some_and(|&until| until > y) {
                x += 1;
            }
            let columns = x..=x + cell.cell.wider;
            covered.extend(columns.clone().map(|column| (column, y + 1 + cell.cell.taller)));
            let text = cell.text();
            match (cell.kind.as_str(), cell.cell.scope) {
                ("TH", Scope::Column) => {
                    line(depth + 2, &format!("TH: {text}"), lines);
                    above.extend(columns.clone().map(|column| (column, text.clone())));
                }
                ("TH", Scope::Row) if Some(&text) == own.as_ref() => {}
                (kind, _) => {
                    let by_name =
                        cell.cell.heads.iter().map(|id| named.get(id.as_str()).map_or("?", String::as_str));
                    let by_name: Vec<&str> = by_name.filter(|head| Some(*head) != own.as_deref()).collect();
                    let head = match by_name.is_empty() {
                        true => above.get(&x).map_or("(no header)", String::as_str).to_owned(),
                        false => by_name.join(", "),
                    };
                    let kind = if kind == "TD" { "" } else { "TH " };
                    line(depth + 2, &format!("{kind}{head}: {text}"), lines);
                }
            }
            x = columns.end() + 1;
        }
    }
}
