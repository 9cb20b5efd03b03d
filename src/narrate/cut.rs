//! Cuts out what is not Markdown before the Markdown is read: expressions, names of blocks, and marks in braces.
//!
//! Each cut is replaced by filler of the same length in bytes, which Markdown treats as a word. So nothing inserted
//! later can become markup, nothing inside an expression is mistaken for Markdown, and every byte of the masked text
//! is at the same place as in the file.

use std::ops::Range;

use crate::finding::Code;
use crate::load::near;
use crate::narrate::fault::Log;

/// The first character of filler: from a private use area, so that it starts no list, tag or link. Three bytes long.
const FILLING: &str = "\u{E000}";

/// The longest permitted mark in braces or name of a block, in characters; far more than any needs.
const LONGEST_MARK: usize = 200;

/// The report with everything that is not Markdown cut out.
pub struct Report<'t> {
    pub text: &'t str,
    pub masked: String,
    /// In the order of the text, without overlaps.
    pub cuts: Vec<Cut>,
}

/// Something that was cut out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    pub span: Range<usize>,
    pub is: CutIs,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CutIs {
    /// `{{ ... }}`, with the range of bytes between the braces.
    Expression(Range<usize>),
    /// `[[ ... ]]` on a line of its own, with the range of bytes of the name.
    Block(Range<usize>),
    /// `{#name .unnumbered}`
    Mark(Mark),
    /// `{.letters}` on a line of its own.
    Letters,
}

/// The mark in braces at the end of a paragraph or heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    /// The name, and the byte of its first letter.
    pub name: Option<(String, usize)>,
    pub unnumbered: bool,
}

impl Report<'_> {
    /// The contents of all expressions.
    pub fn expressions(&self) -> String {
        let inside = |cut: &Cut| match &cut.is {
            CutIs::Expression(inside) => Some(self.source(inside)),
            CutIs::Block(_) | CutIs::Mark(_) | CutIs::Letters => None,
        };
        self.cuts.iter().filter_map(inside).collect::<Vec<_>>().join("\n")
    }

    /// The cuts within a span of the text, each with its position among all cuts.
    pub fn cuts_in(&self, span: &Range<usize>) -> impl Iterator<Item = (usize, &Cut)> {
        let first = self.cuts.partition_point(|cut| cut.span.start < span.start);
        let end = span.end;
        let rest = self.cuts.iter().enumerate().skip(first);
        rest.take_while(move |(_, cut)| cut.span.end <= end)
    }

    /// The text that was cut out there.
    pub fn source(&self, span: &Range<usize>) -> &str {
        self.text.get(span.clone()).unwrap_or_default()
    }
}

/// Makes the cuts in a report.
pub fn cut<'t>(text: &'t str, log: &Log) -> Report<'t> {
    let mut cutter = Cutter { text, log, cuts: Vec::new() };
    let mut at = 0;
    while let Some(offset) = text.as_bytes()[at..].iter().position(|byte| matches!(byte, b'{' | b'}' | b'['))
    {
        at = cutter.step(at + offset);
    }
    let cuts = cutter.cuts;
    Report { text, masked: masked(text, &cuts), cuts }
}

fn masked(text: &str, cuts: &[Cut]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for cut in cuts {
        masked.push_str(&text[at..cut.span.start]);
        let length = cut.span.len();
        match cut.is {
            // An HTML comment ends whatever block is above, so that the list below is separate from it.
            CutIs::Letters => {
                masked.push_str("<!--");
                masked.extend(std::iter::repeat_n('x', length.saturating_sub("<!---->".len())));
                masked.push_str("-->");
            }
            CutIs::Expression(_) | CutIs::Block(_) | CutIs::Mark(_) => {
                masked.push_str(FILLING);
                masked.extend(std::iter::repeat_n('x', length.saturating_sub(FILLING.len())));
            }
        }
        at = cut.span.end;
    }
    masked.push_str(&text[at..]);
    masked
}

struct Cutter<'t, 'l> {
    text: &'t str,
    log: &'l Log,
    cuts: Vec<Cut>,
}

impl<'t> Cutter<'t, '_> {
    /// Handles a brace or bracket, and returns where to continue.
    fn step(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        match rest.as_bytes() {
            [b'{', b'{', ..] => self.expression(at),
            [b'}', b'}', ..] => {
                let what = "`}}` closes nothing";
                self.log.report(
                    at,
                    Code::Expression,
                    what,
                    "write `{{` in front of the expression, or take `}}` out",
                );
                at + 2
            }
            [b'{', b'%', ..] => self.statement(at),
            [b'{', b'#' | b'.', ..] => self.mark(at),
            [b'[', b'[', ..] => self.block(at),
            _ => at + 1,
        }
    }

    /// Cuts out an expression, from `{{` to the next `}}` in the same paragraph.
    fn expression(&mut self, at: usize) -> usize {
        let inside = at + 2;
        let bytes = &self.text.as_bytes()[inside..];
        let end = bytes.windows(2).position(|pair| matches!(pair, b"}}" | b"{{" | b"\n\n"));
        if let Some(end) = end.filter(|end| bytes[*end] == b'}') {
            let end = inside + end;
            self.cuts.push(Cut { span: at..end + 2, is: CutIs::Expression(inside..end) });
            return end + 2;
        }
        let what = "`{{` is opened here and not closed in this paragraph";
        self.log.report(at, Code::Expression, what, "write `}}` behind the expression");
        inside
    }

    fn statement(&mut self, at: usize) -> usize {
        let line = self.line_from(at);
        let what = "a report has no statements such as `{% ... %}`, and so no loops";
        let fix =
            "write a figure as `{{ ... }}`, and lists and tables of many as blocks such as `[[ themes ]]`";
        self.log.report(at, Code::Expression, what, fix);
        at + line.find("%}").map_or(2, |end| end + 2)
    }

    /// Cuts out `{#name .unnumbered}` or `{.letters}`.
    fn mark(&mut self, at: usize) -> usize {
        let line = self.line_from(at);
        let Some(end) = line.find('}') else {
            self.log.report(
                at,
                Code::Mark,
                "the brace is opened here and not closed on this line",
                "write `}` behind the name",
            );
            return at + 2;
        };
        let span = at..at + end + 1;
        let mut mark = Mark::default();
        let mut letters = false;
        for (offset, word) in words(&line[1..end]) {
            self.mark_word(at + 1 + offset, word, &mut mark, &mut letters);
        }
        let is = if letters { CutIs::Letters } else { CutIs::Mark(mark) };
        if letters && !self.alone(&span) {
            let fix = "put `{.letters}` on a line of its own directly above the numbered list";
            self.log.report(at, Code::Mark, "`{.letters}` stands in a line with something else", fix);
            self.cuts.push(Cut { span: span.clone(), is: CutIs::Mark(Mark::default()) });
            return span.end;
        }
        self.cuts.push(Cut { span: span.clone(), is });
        span.end
    }

    fn mark_word(&self, at: usize, word: &str, mark: &mut Mark, letters: &mut bool) {
        match word {
            ".unnumbered" => mark.unnumbered = true,
            ".letters" => *letters = true,
            _ => match word.strip_prefix('#') {
                Some(name) if is_name(name) && mark.name.is_none() => {
                    mark.name = Some((name.to_owned(), at + 1));
                }
                Some(name) => {
                    let what = match mark.name {
                        Some(_) => format!("`{name}` is a second name"),
                        None => format!("`{name}` is not a name"),
                    };
                    let fix =
                        "write one name of small letters, digits and hyphens, a letter first: `{#carers}`";
                    self.log.report(at + 1, Code::Mark, what, fix);
                }
                None => self.unknown_mark(at, word),
            },
        }
    }

    fn unknown_mark(&self, at: usize, word: &str) {
        let fix = match near(word.trim_start_matches('.'), ["unnumbered", "letters"]) {
            Some(known) => format!("did you mean `.{known}`?"),
            None => "write `{#name}`, `{.unnumbered}` or `{.letters}`".to_owned(),
        };
        self.log.report(at, Code::Mark, format!("`{word}` means nothing in braces"), fix);
    }

    /// Cuts out `[[ themes ]]`; double brackets around anything else are left to Markdown.
    fn block(&mut self, at: usize) -> usize {
        let line = self.line_from(at);
        let Some(end) = line.find("]]") else { return at + 2 };
        let inside = &line[2..end];
        let name = inside.trim();
        let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | ' ');
        if !name.chars().all(plain) {
            return at + 2;
        }
        let span = at..at + end + 2;
        if self.alone(&span) {
            let start = at + 2 + (inside.len() - inside.trim_start().len());
            self.cuts.push(Cut { span: span.clone(), is: CutIs::Block(start..start + name.len()) });
        } else {
            let what = format!("`[[ {name} ]]` stands in a line with something else");
            self.log.report(
                at,
                Code::Block,
                what,
                "put it on a line of its own, with a blank line above and below",
            );
        }
        span.end
    }

    /// Whether nothing else is on the lines of a span.
    fn alone(&self, span: &Range<usize>) -> bool {
        let before = self.text[..span.start].trim_end_matches([' ', '\t']);
        let behind = self.text[span.end..].trim_start_matches([' ', '\t']);
        (before.is_empty() || before.ends_with('\n')) && (behind.is_empty() || behind.starts_with('\n'))
    }

    /// The rest of the line, but no longer than a name, so that a million brackets are not read a million times.
    fn line_from(&self, at: usize) -> &'t str {
        let line = self.text[at..].char_indices();
        let end = line.take(LONGEST_MARK).find(|(_, letter)| *letter == '\n').map(|(offset, _)| at + offset);
        let end =
            end.or_else(|| self.text[at..].char_indices().nth(LONGEST_MARK).map(|(offset, _)| at + offset));
        &self.text[at..end.unwrap_or(self.text.len())]
    }
}

/// The words of a text, each with the byte at which it begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - start, word))
}

/// Whether a text consists of small letters, digits and hyphens, starting with a letter.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
}
