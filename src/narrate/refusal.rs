//! Markdown that has no equivalent in a report, in plain words.

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use crate::finding::Code;

/// The number of characters of a tag that a message shows.
const SHOWN: usize = 40;

/// Why this cannot appear in a report and what to write instead; `None` for events that only end something.
pub fn of(event: &Event<'_>, source: &str) -> Option<(Code, String, &'static str)> {
    let no_form = |what: &str, fix| Some((Code::NoForm, what.to_owned(), fix));
    match event {
        Event::Start(tag) => of_tag(tag, source),
        Event::Html(_) | Event::InlineHtml(_) => Some(html(source)),
        Event::Code(_) => no_form("a report has no program text in back quotes", "write it in plain words"),
        Event::Rule => no_form("a report has no lines across", "take it out; headings part the text"),
        Event::TaskListMarker(_) => no_form("a report has no boxes to tick", "take `[ ]` out"),
        Event::InlineMath(_) | Event::DisplayMath(_) => {
            no_form("a report has no formulas", "say it in words")
        }
        Event::End(_)
        | Event::Text(_)
        | Event::FootnoteReference(_)
        | Event::SoftBreak
        | Event::HardBreak => None,
    }
}

fn of_tag(tag: &Tag<'_>, source: &str) -> Option<(Code, String, &'static str)> {
    let no_form = |what: &str, fix| Some((Code::NoForm, what.to_owned(), fix));
    match tag {
        Tag::HtmlBlock => Some(html(source)),
        Tag::Image { .. } => Some((
            Code::Image,
            "a report has no pictures".to_owned(),
            "say in words what it shows, or link to it: `[the map](https://...)`",
        )),
        Tag::BlockQuote(_) => {
            no_form("a report has no quotations set apart", "write it as a paragraph, without `>`")
        }
        Tag::CodeBlock(CodeBlockKind::Indented) => {
            no_form("four spaces or a tab in front make program text of this", "take the spaces in front out")
        }
        Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
            no_form("a report has no program text", "write it as a paragraph, or as a table")
        }
        Tag::Heading { .. } => no_form(
            "a heading stands inside a list",
            "leave a blank line above it and begin it at the margin",
        ),
        Tag::Table(_) => {
            no_form("a table stands inside a list", "begin its lines at the margin, below the list")
        }
        Tag::Strikethrough => no_form("a report has no text struck through", "take the text out"),
        Tag::Superscript | Tag::Subscript => {
            no_form("a report has no raised or lowered text", "write it in line")
        }
        Tag::MetadataBlock(_) => no_form(
            "lines between `---` are no part of a report",
            "write title, committee and dates in scorecard.yaml",
        ),
        Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
            no_form("a report has no lists of definitions", "write them as a list or a table")
        }
        Tag::Paragraph
        | Tag::FootnoteDefinition(_)
        | Tag::List(_)
        | Tag::Item
        | Tag::TableHead
        | Tag::TableRow
        | Tag::TableCell
        | Tag::Emphasis
        | Tag::Strong
        | Tag::Link { .. } => None,
    }
}

fn html(source: &str) -> (Code, String, &'static str) {
    let line = source.trim().lines().next().unwrap_or_default();
    if line.starts_with("<!--") {
        let what = "a report has no comments".to_owned();
        return (Code::Html, what, "take it out; notes for colleagues go into scorecard.yaml, behind a `#`");
    }
    let tag = line.split_inclusive('>').next().unwrap_or_default();
    let tag: String = tag.chars().take(SHOWN).collect();
    let name = tag.trim_matches(['<', '>', '/']).split([' ', '/']).next().unwrap_or_default().to_lowercase();
    let fix = match name.as_str() {
        "b" | "strong" => "write `**` in the place of both marks",
        "i" | "em" => "write `*` in the place of both marks",
        "br" => "take it out; two spaces at the end of a line begin a new one, a blank line a new paragraph",
        "sub" | "sup" => "write the raised or lowered character itself, as in `CO₂` or `m²`",
        "u" => "take both marks out; on paper and on the web a line below means a link",
        _ => {
            "write `**bold**`, `*italic*`, lists and tables as Markdown has them; for the sign itself write `\\<`"
        }
    };
    (Code::Html, format!("`{tag}` is HTML, which a report has no use for"), fix)
}
