//! The text inside a block: runs with emphasis and links, with the cuts put back in place.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::finding::Code;
use crate::narrate::cut::CutIs;
use crate::narrate::paper::Inline;
use crate::narrate::read::Reader;

/// How deeply emphasis and links may be nested.
const DEEPEST: usize = 4;

/// The text read up to the end of a block.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub text: Vec<Inline>,
    /// The mark in braces at the end, by its position among the cuts.
    pub mark: Option<usize>,
    /// Names of blocks found within the text.
    pub named: Vec<usize>,
    /// How many events were read.
    pub read: usize,
    /// HTML tags opened.
    opened: usize,
}

impl<'r> Reader<'r> {
    /// Reads text up to the next block or the end of this one.
    pub fn run(&mut self) -> Run {
        let mut run = Run::default();
        while self.peek().is_some_and(is_inline) {
            let Some((event, span)) = self.next() else { break };
            run.read += 1;
            self.inline(event, span, &mut run);
        }
        if let Some(Inline::Text { text }) = run.text.last_mut() {
            text.truncate(text.trim_end().len());
            if text.is_empty() {
                run.text.pop();
            }
        }
        run
    }

    fn inline(&mut self, event: Event<'r>, span: Range<usize>, run: &mut Run) {
        match event {
            Event::Text(text) => self.text(&text, span, run),
            Event::SoftBreak => self.add_text(" ", run),
            Event::HardBreak => self.add(Inline::LineBreak, run),
            Event::FootnoteReference(name) => {
                if let Some(note) = self.footnote(&name, &span) {
                    self.add(note, run);
                }
            }
            Event::Start(tag @ (Tag::Strong | Tag::Emphasis | Tag::Link { .. })) => {
                self.wrapped(tag, &span, run);
            }
            Event::InlineHtml(tag) if tag.starts_with("</") && run.opened > 0 => run.opened -= 1,
            other => {
                if let Event::InlineHtml(_) = other {
                    run.opened += 1;
                }
                self.refuse(&other, &span);
            }
        }
    }

    /// Emphasis, or a link.
    fn wrapped(&mut self, tag: Tag<'r>, span: &Range<usize>, run: &mut Run) {
        if self.depth == DEEPEST {
            let fix = "take some of the stars and brackets out";
            self.log.report(span.start, Code::NoForm, "emphasis and links stand too deep in each other", fix);
            self.close();
            return;
        }
        let link = matches!(tag, Tag::Link { .. });
        let outer = self.in_link;
        self.in_link |= link;
        self.depth += 1;
        let inside = self.run();
        self.close();
        self.depth -= 1;
        self.in_link = outer;
        self.no_blocks(&inside.named);
        self.misplaced(inside.mark);
        let text = inside.text;
        match tag {
            Tag::Strong => self.add(Inline::Strong { text }, run),
            Tag::Emphasis => self.add(Inline::Emphasis { text }, run),
            Tag::Link { dest_url, title, .. } => {
                if !title.is_empty() {
                    let fix = "put it into the words of the link";
                    self.log.report(
                        span.start,
                        Code::Link,
                        "the text in quotes behind the address is printed nowhere",
                        fix,
                    );
                }
                let link = self.link(&dest_url, text, span);
                self.add(link, run);
            }
            _ => {}
        }
    }

    /// Adds a piece of text, with the cuts inside it.
    fn text(&mut self, text: &str, span: Range<usize>, run: &mut Run) {
        let plain = |at: &usize| *at == 0 || self.report.masked.as_bytes().get(at - 1) != Some(&b'\\');
        let stars = text.match_indices('*').map(|(at, _)| span.start + at).filter(plain);
        self.stars.extend(stars.collect::<Vec<_>>());
        // What the parser made shorter or longer, such as an entity, holds no cut.
        if text.len() != span.len() || self.report.masked.get(span.clone()) != Some(text) {
            self.add_text(text, run);
            return;
        }
        let report = self.report;
        let mut at = span.start;
        for (position, cut) in report.cuts_in(&span) {
            self.add_text(report.masked.get(at..cut.span.start).unwrap_or_default(), run);
            self.cut(position, &cut.is, run);
            at = cut.span.end;
        }
        self.add_text(report.masked.get(at..span.end).unwrap_or_default(), run);
    }

    fn cut(&mut self, position: usize, is: &CutIs, run: &mut Run) {
        match is {
            CutIs::Expression(inside) => {
                let from = self.report.source(inside).trim().to_owned();
                let filled = self.filled.get(position).cloned().unwrap_or_default();
                let computed = Inline::Computed { text: filled.text, from };
                let link = filled.link.filter(|_| !self.in_link && !self.plain);
                self.add(link.map_or(computed.clone(), |to| Inline::Link { to, text: vec![computed] }), run);
            }
            CutIs::Mark(_) => {
                self.misplaced(run.mark.replace(position));
            }
            CutIs::Block(_) => run.named.push(position),
            CutIs::Letters => {}
        }
    }

    fn add_text(&mut self, added: &str, run: &mut Run) {
        if added.is_empty() {
            return;
        }
        if !added.trim().is_empty() {
            self.misplaced(run.mark.take());
        }
        match run.text.last_mut() {
            Some(Inline::Text { text }) => text.push_str(added),
            None if added.trim().is_empty() => {}
            _ => run.text.push(Inline::Text { text: added.to_owned() }),
        }
    }

    fn add(&mut self, inline: Inline, run: &mut Run) {
        self.misplaced(run.mark.take());
        run.text.push(inline);
    }

    /// Reports a mark that is followed by something else.
    fn misplaced(&self, mark: Option<usize>) {
        if let Some(cut) = mark.and_then(|at| self.report.cuts.get(at)) {
            let what = format!("`{}` stands in the middle of the text", self.report.source(&cut.span));
            self.log.report(
                cut.span.start,
                Code::Mark,
                what,
                "put it at the end of the paragraph or heading",
            );
        }
    }

    fn link(&mut self, to: &str, text: Vec<Inline>, span: &Range<usize>) -> Inline {
        let refused = |what: String, fix: &str| self.log.report(span.start, Code::Link, what, fix);
        if text.is_empty() {
            refused(
                "the link has no words".to_owned(),
                "write them in the square brackets: `[the survey](https://...)`",
            );
        }
        let place = self
            .report
            .masked
            .get(span.clone())
            .and_then(|source| source.rfind("]("))
            .map_or(span.start, |at| span.start + at + 2);
        let scheme = to.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        match (to.strip_prefix('#'), scheme.as_deref()) {
            _ if to.contains('\u{E000}') => {
                self.log.report(
                    place,
                    Code::Link,
                    "the address holds an expression",
                    "write the address out",
                );
            }
            (Some(anchor), _) => self.links.push((place, anchor.to_owned())),
            (None, Some("https" | "http" | "mailto"))
                if !to.contains(|c: char| c.is_whitespace() || c.is_control()) => {}
            (None, _) => {
                let fix = if to.starts_with("www.") {
                    format!("write `https://{to}`")
                } else {
                    "link to an address that begins with `https://`, `http://` or `mailto:`, or to `#name`"
                        .to_owned()
                };
                self.log.report(place, Code::Link, format!("nobody can follow a link to `{to}`"), fix);
            }
        }
        Inline::Link { to: to.to_owned(), text }
    }
}

/// Whether an event belongs to the text of a block.
fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Text(_)
        | Event::Code(_)
        | Event::InlineMath(_)
        | Event::DisplayMath(_)
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::TaskListMarker(_) => true,
        Event::Start(tag) => matches!(
            tag,
            Tag::Strong
                | Tag::Emphasis
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        Event::End(_) | Event::Html(_) | Event::Rule => false,
    }
}
