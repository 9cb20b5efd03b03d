//! A reference to a footnote in the text, and the text of the footnote.

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::finding::Code;
use crate::narrate::footnotes::Placed;
use crate::narrate::paper::Inline;
use crate::narrate::read::Reader;

impl<'r> Reader<'r> {
    /// A reference to a footnote; the first one brings its text.
    pub(super) fn footnote(&mut self, name: &str, span: &Range<usize>) -> Option<Inline> {
        if let Some(inside) = self.notes.inside {
            let fix = "put it at the end of the sentence that it belongs to";
            self.log.report(span.start, Code::Footnote, format!("the footnote stands in {inside}"), fix);
            self.notes.refuse(name);
            return None;
        }
        let name = name.to_lowercase();
        if let Some(number) = self.notes.number(&name) {
            return Some(Inline::Note { name, number, text: None });
        }
        let (inner, at) = self.notes.first(&name)?;
        let number = self.notes.number(&name)?;
        let text = Some(self.text_of_footnote(inner, at));
        Some(Inline::Note { name, number, text })
    }

    /// The one paragraph of a footnote.
    fn text_of_footnote(&mut self, inner: VecDeque<Placed<'r>>, at: usize) -> Vec<Inline> {
        let outer = std::mem::replace(&mut self.events, inner);
        let in_link = std::mem::replace(&mut self.in_link, false);
        let depth = std::mem::take(&mut self.depth);
        self.notes.inside = Some("another footnote");
        let mut text = Vec::new();
        if self.peek() == Some(&Event::Start(Tag::Paragraph)) {
            self.next();
            let run = self.run();
            self.close();
            self.no_blocks(&run.named);
            if let Some(cut) = run.mark.and_then(|at| self.report.cuts.get(at)) {
                let what = "a footnote takes no name in braces";
                self.log.report(cut.span.start, Code::Mark, what, "take the braces out");
            }
            text = run.text;
        }
        if let Some((_, span)) = self.next() {
            let fix = "write it as one paragraph; what needs more belongs into the text";
            self.log.report(span.start, Code::Footnote, "a footnote has one paragraph", fix);
        } else if text.is_empty() {
            let fix = "write its text behind the colon, on the same line";
            self.log.report(at, Code::Footnote, "the footnote says nothing", fix);
        }
        self.notes.inside = None;
        self.events = outer;
        self.in_link = in_link;
        self.depth = depth;
        text
    }
}
