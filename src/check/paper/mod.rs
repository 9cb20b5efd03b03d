//! Rules over the report: what it says, compared with the figures and with the requirements of a committee's form.
//!
//! They examine the words as written ([`crate::narrate::prose`]), where typed and computed figures differ. Each rule
//! prefers missing a fault to raising a false alarm: a clerk who has been sent after three faults that are not there
//! stops reading.

mod claims;
mod counts;
mod facts;
mod leftover;
mod lists;
mod moves;
mod names;
pub(super) mod pattern;
pub(super) mod phrase;
pub(super) mod phrases;
mod readings;
mod references;
mod sections;
mod setting;
pub(super) mod slots;
#[cfg(test)]
mod tests;

use crate::analyse::{Counts, Results};
use crate::check::paper::phrase::{number, shown};
use crate::check::paper::slots::Names;
use crate::finding::{Code, Finding, Place};
use crate::model::Pack;
use crate::narrate::Paper;
use crate::narrate::prose::{Passage, Piece, Stretch, Word};

/// What the rules examine.
struct Evidence<'d> {
    pack: &'d Pack,
    results: &'d Results<'d>,
    paper: &'d Paper,
    names: Names,
}

/// A rule over the report.
type Rule = fn(&Evidence<'_>, &mut Vec<Finding>);

/// Rules about the text itself, about lists in `scorecard.yaml`, and about what the text says about the figures.
const RULES: &[Rule] = &[
    leftover::nothing_is_left_of_the_form,
    sections::sections_say_something,
    references::appendices_are_there,
    references::answers_lead_somewhere,
    lists::recommendations_are_answered,
    lists::themes_are_those_of_the_data,
    lists::background_papers_are_named,
    names::measures_have_one_name,
    names::the_paper_has_one_title,
    names::words_have_no_odd_capitals,
    counts::sentences_are_so,
    counts::ranges_are_computed,
    facts::facts_are_named,
    readings::readings_are_asked_for,
];

/// All findings from the rules over the report.
pub fn check_paper(pack: &Pack, results: &Results<'_>, paper: &Paper) -> Vec<Finding> {
    let evidence = Evidence { pack, results, paper, names: Names::of(pack) };
    let mut findings = Vec::new();
    for rule in RULES {
        rule(&evidence, &mut findings);
    }
    findings
}

impl Evidence<'_> {
    /// Running text: paragraphs and list items.
    fn running(&self) -> impl Iterator<Item = &Passage> {
        let runs = |passage: &&Passage| matches!(passage.is, Stretch::Paragraph | Stretch::Item);
        self.paper.passages.iter().filter(runs)
    }

    fn total(&self) -> Counts {
        self.results.tally.total
    }

    /// Whether the report contains a block with this name.
    fn has_block(&self, name: &str) -> bool {
        self.paper.passages.iter().any(|passage| matches!(&passage.is, Stretch::Block(own) if own == name))
    }
}

/// A finding in a passage.
fn in_passage(
    passage: &Passage,
    code: Code,
    place: &Place,
    what: impl Into<String>,
    fix: impl Into<String>,
) -> Finding {
    let finding = Finding::new(code, place.clone(), what, fix);
    match &passage.subject {
        Some(subject) => finding.about(subject.clone()),
        None => finding,
    }
}

/// The finding about a typed figure that should be computed, whether or not it equals the computed one.
fn typed(
    passage: &Passage,
    place: &Place,
    shown: &str,
    computed: &str,
    of: &str,
    expression: &str,
) -> Finding {
    let fix = format!("write `{{{{ {expression} }}}}`");
    if shown == computed {
        let what = format!("`{shown}` is typed by hand; the program works out {of}");
        return in_passage(passage, Code::TypedFigure, place, what, fix);
    }
    let what = format!("the text says `{shown}`, but {of} is {computed}");
    in_passage(passage, Code::FigureContradicts, place, what, fix)
}

/// The finding about a typed count, in figures or in words, at the start of a text.
fn typed_count(passage: &Passage, text: &[Word], own: usize, of: &str, expression: &str) -> Finding {
    let (count, length) = number(text, 0).unwrap_or((own, 1));
    let shown = shown(&text[..length]);
    let computed = if count == own { shown.clone() } else { own.to_string() };
    let words = if text[0].is == Piece::Word { "|words" } else { "" };
    typed(passage, &text[0].place, &shown, &computed, of, &format!("{expression}{words}"))
}
