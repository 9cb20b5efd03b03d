//! Headings: their level in the outline, whether the paragraphs below are numbered, and their names.

use crate::finding::Code;
use crate::narrate::anchors::Anchor;
use crate::narrate::cut::Mark;
use crate::narrate::layout::Layout;
use crate::narrate::paper::{Block, Inline};
use crate::narrate::typed_numbering::{TypedNumbering, typed_numbering};

/// The deepest level of a heading.
const DEEPEST_HEADING: u8 = 3;

impl Layout<'_> {
    pub fn heading(&mut self, at: usize, level: u8, text: Vec<Inline>, mark: &Mark) {
        let title = written(&text);
        let name = if title.is_empty() { "a heading".to_owned() } else { format!("heading {title}") };
        self.subject(at, name);
        self.outline(at, level, &title);
        self.numbering(level, &title);
        if mark.unnumbered {
            let fix = "write the section in scorecard.yaml under `sections`, with `numbered: no`";
            self.log.report(at, Code::Mark, "`.unnumbered` is for a single paragraph", fix);
        }
        let anchor = match &mark.name {
            Some((name, at)) => {
                self.name(name, *at, Anchor::Heading);
                name.clone()
            }
            None => self.slug(&title),
        };
        self.paragraph_above = false;
        self.level = level;
        self.done.headings.push((at, title));
        self.done.paper.blocks.push(Block::Heading { level, anchor, text });
    }

    /// Checks that a heading is at a level that the outline allows here.
    fn outline(&mut self, at: usize, level: u8, title: &str) {
        let heading = |what: String, fix: String| self.log.report(at, Code::Heading, what, fix);
        let marks = |level: u8| "#".repeat(usize::from(level));
        if title.is_empty() {
            heading("the heading has no words".to_owned(), "write them behind the `#`".to_owned());
        } else if self.level == 0 && level > 1 {
            let fix = format!("write `# {title}`: a section has one `#`");
            heading("the first heading is below a section".to_owned(), fix);
        } else if level > DEEPEST_HEADING {
            let fix = format!("write `{} {title}`, or make it a paragraph", marks(DEEPEST_HEADING));
            heading(format!("`{}` is deeper than a report goes", marks(level)), fix);
        } else if level > self.level + 1 {
            let what = format!("`{}` follows on `{}` and skips a level", marks(level), marks(self.level));
            heading(what, format!("write `{} {title}`", marks(self.level + 1)));
        }
        if let Some(TypedNumbering::Number(number)) = typed_numbering(title) {
            let fix = format!("write `{} {}`", marks(level), title.trim_start_matches(number).trim());
            self.log.report(at, Code::NumberByHand, format!("the number `{number}` is typed by hand"), fix);
        }
        if level == 1 {
            self.section.clone_from(&folded(title));
        }
        let key = if level == 1 { String::new() } else { self.section.clone() };
        if !title.is_empty() && !self.seen.insert((key, folded(title))) {
            let fix = "give it other words, or put the two parts together".to_owned();
            self.log.report(at, Code::Heading, format!("there is a heading `{title}` already"), fix);
        }
    }

    /// Decides whether the paragraphs below a heading are numbered.
    fn numbering(&mut self, level: u8, title: &str) {
        let declared =
            self.from.pack.cover.sections.iter().find(|section| folded(&section.title) == folded(title));
        self.numbered = match declared {
            Some(section) => section.numbered,
            None => level == 1 || self.section_numbered,
        };
        if level == 1 {
            self.section_numbered = self.numbered;
        }
    }

    /// A unique anchor for a heading, made from its words.
    fn slug(&mut self, title: &str) -> String {
        let words = folded(title).replace('\'', "");
        let words = words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut slug = words.collect::<Vec<_>>().join("-");
        if !slug.starts_with(char::is_alphabetic) {
            slug = if slug.is_empty() { "section".to_owned() } else { format!("section-{slug}") };
        }
        let mut free = slug.clone();
        while self.taken.contains(&free) {
            let times = self.slugs.entry(slug.clone()).or_insert(1);
            *times += 1;
            free = format!("{slug}-{times}");
        }
        self.taken.insert(free.clone());
        self.done.anchors.insert(free.clone(), Anchor::Heading);
        free
    }
}

/// A title normalised for comparison: lower case, single spaces, straight apostrophes.
pub fn folded(title: &str) -> String {
    let words: Vec<&str> = title.split_whitespace().collect();
    words.join(" ").to_lowercase().replace('\u{2019}', "'")
}

/// The words as written, without those computed.
fn written(text: &[Inline]) -> String {
    let words = text.iter().map(|inline| match inline {
        Inline::Text { text } | Inline::Rating { text, .. } => text.clone(),
        Inline::Strong { text }
        | Inline::Emphasis { text }
        | Inline::Quiet { text }
        | Inline::Link { text, .. } => written(text),
        Inline::Computed { .. } | Inline::Note { .. } | Inline::LineBreak => " ".to_owned(),
    });
    words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
