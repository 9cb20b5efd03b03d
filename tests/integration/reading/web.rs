//! Reads a page that the program wrote: the tags that matter to a listener, under their names in PDF.
//!
//! This cannot read every web page: comments and scripts do not occur, and what only the style hides is still read.

use crate::reading::aloud::{Cell, Content, Element, Scope};

/// Elements that never have an end tag.
const VOID: [&str; 6] = ["br", "hr", "img", "link", "meta", "input"];
/// Elements whose end tag may be omitted: element, and the tags that end it.
const ENDED_BY: [(&str, &[&str]); 6] = [
    ("td", &["td", "th", "tr"]),
    ("th", &["td", "th", "tr"]),
    ("tr", &["tr"]),
    ("li", &["li"]),
    ("dt", &["dt", "dd"]),
    ("dd", &["dt", "dd"]),
];

/// An open element.
struct Open<'h> {
    name: &'h str,
    /// Whether its content is not read aloud.
    unheard: bool,
    element: Element,
}

/// Reads a page.
#[track_caller]
pub fn read(html: &str) -> Element {
    let body = html.split_once("<body>").expect("a page").1.split_once("</body>").expect("its end").0;
    let document = Element { kind: "Document".to_owned(), ..Element::default() };
    let mut open = vec![Open { name: "body", unheard: false, element: document }];
    let mut rest = body;
    while let Some((before, tag)) = rest.split_once('<') {
        push(&mut open, Content::Text(plain(before)));
        let (tag, after) = tag.split_once('>').expect("a tag ends");
        match tag.strip_prefix('/') {
            Some(name) => end(&mut open, name),
            None => begin(&mut open, tag),
        }
        rest = after;
    }
    end(&mut open, "body-of-all");
    while open.len() > 1 {
        close(&mut open);
    }
    open.remove(0).element
}

fn push(open: &mut [Open<'_>], content: Content) {
    let last = open.last_mut().expect("the page is open to its end");
    if !last.unheard {
        last.element.content.push(content);
    }
}

fn close(open: &mut Vec<Open<'_>>) {
    let closed = open.pop().expect("an element");
    let hidden = closed.unheard && closed.element.alt.is_empty();
    if !hidden {
        push(open, Content::Element(closed.element));
    }
}

/// Ends the innermost element with this name, and any in it whose end tag was omitted.
fn end(open: &mut Vec<Open<'_>>, name: &str) {
    if open.iter().skip(1).any(|element| element.name == name) {
        while open.last().is_some_and(|last| last.name != name) {
            close(open);
        }
        close(open);
    }
}

fn begin<'h>(open: &mut Vec<Open<'h>>, tag: &'h str) {
    let name = tag.split([' ', '\n', '/']).next().unwrap_or_default();
    while let Some(last) = open.last()
        && ENDED_BY.iter().any(|(ended, by)| *ended == last.name && by.contains(&name))
    {
        close(open);
    }
    let attribute = |wanted: &str| {
        let (_, value) = tag.split_once(&format!(" {wanted}=\""))?;
        Some(plain(value.split_once('"')?.0))
    };
    let further =
        |wanted| attribute(wanted).and_then(|covered| covered.parse().ok()).map_or(0, |all: usize| all - 1);
    let cell = Cell {
        scope: match attribute("scope").as_deref() {
            Some("row" | "rowgroup") => Scope::Row,
            Some("col" | "colgroup") => Scope::Column,
            _ => Scope::None,
        },
        wider: further("colspan"),
        taller: further("rowspan"),
        ..Cell::default()
    };
    let alt = attribute("aria-label").or_else(|| attribute("alt")).unwrap_or_default();
    // The label around a control says what it is for.
    let unsaid = name == "input" || tag.split(' ').any(|word| word == "hidden");
    let hidden = unsaid || attribute("aria-hidden").as_deref() == Some("true");
    let around = open.last().is_some_and(|last| last.unheard);
    // A picture's content is replaced by its name.
    let unheard = around || hidden || ["svg", "img"].contains(&name);
    let alt = if around || hidden { String::new() } else { alt };
    let kind = kind(name, open.last().map_or("", |last| last.name)).to_owned();
    open.push(Open { name, unheard, element: Element { kind, alt, cell, content: Vec::new() } });
    if name == "br" {
        push(open, Content::Text(" ".to_owned()));
    }
    if VOID.contains(&name) || tag.ends_with('/') {
        close(open);
    }
}

/// The PDF name for an element, or the element's own in HTML if it says what a part of the page is for.
fn kind<'h>(name: &'h str, around: &str) -> &'h str {
    match name {
        "h1" => "H1",
        "h2" => "H2",
        "h3" => "H3",
        "h4" => "H4",
        "p" | "summary" | "legend" | "label" => "P",
        "ul" | "ol" | "dl" => "L",
        "li" => "LI",
        "div" if around == "dl" => "LI",
        "dt" => "Lbl",
        "dd" => "LBody",
        "table" => "Table",
        "caption" | "figcaption" => "Caption",
        "thead" => "THead",
        "tbody" => "TBody",
        "tfoot" => "TFoot",
        "tr" => "TR",
        "th" => "TH",
        "td" => "TD",
        "svg" | "img" => "Figure",
        "a" => "Link",
        "b" | "strong" | "em" | "i" | "small" | "span" | "br" | "sup" | "abbr" | "time" => "Span",
        "div" | "section" | "details" | "fieldset" => "Div",
        other => other,
    }
}

/// Text with character references resolved.
fn plain(text: &str) -> String {
    let mut pieces = text.split('&');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once(';').expect("a reference ends");
        let hexadecimal = || u32::from_str_radix(name.strip_prefix("#x")?, 16).ok();
        let decimal = || name.strip_prefix('#')?.parse().ok();
        plain.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "nbsp" => '\u{a0}',
            _ => hexadecimal().or_else(decimal).and_then(char::from_u32).expect("a known reference"),
        });
        plain.push_str(rest);
    }
    plain
}
