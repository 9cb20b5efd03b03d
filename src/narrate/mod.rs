//! Turns `report.md` and a pack's figures into the narrative of the paper.
//!
//! The text is cut (`cut`), read as Markdown (`read`, `lists`, `inline`) and laid out with numbers and names
//! (`layout`, `headings`). Then the expressions are evaluated (`evaluate`), which may ask for the number of a later
//! paragraph, and the text is read and laid out again with their results. The result of an expression never affects
//! how the text is divided or numbered, so both passes give the same structure. `data/README.md` describes the
//! format.
//!
//! No files, no clock, and no markup: a paper holds plain text, which the templates print as such.

mod anchors;
mod blocks;
mod bounds;
mod compare;
mod cut;
mod evaluate;
mod fault;
mod figure;
mod figures;
mod footnote_text;
mod footnotes;
mod grammar;
mod headings;
mod inline;
mod language;
mod layout;
mod lists;
mod measure;
pub mod paper;
mod phrase;
pub mod prose;
mod read;
mod refusal;
mod slips;
#[cfg(test)]
mod tests;
mod typed_numbering;
mod typed_references;
mod unfinished;

pub use blocks::sources_used;
pub use paper::Paper;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::analyse::Results;
use crate::finding::{Code, Finding, Part, Place, Subject};
use crate::load::near;
use crate::model::Pack;
use crate::narrate::anchors::{Anchor, Anchors};
use crate::narrate::fault::{Fault, Log, Titled, subject_at};
use crate::narrate::headings::folded;
use crate::narrate::layout::{LaidOut, Sources, lay_out};
use crate::narrate::read::read;
use crate::source::SourceText;

/// The largest report that is read, in bytes: a long one has 100,000.
const LARGEST: usize = 500_000;

/// The most list and quotation marks at the start of a line; a list in a list in a list has three.
const DEEPEST: usize = 50;

/// The most names in a report that a misspelt one is compared with; a long report has 50.
const MOST_COMPARED: usize = 500;

/// By how many letters the length of a misspelt title may differ.
const LETTERS_OFF: usize = 3;

/// The narrative, and the faults found in the report. If any finding stops the build, the paper is only good for
/// further checks. `file` is the report's name in messages.
pub fn narrate(pack: &Pack, results: &Results<'_>, text: &str, file: &Arc<str>) -> (Paper, Vec<Finding>) {
    if text.len() > LARGEST {
        let what = "the report has more than half a million letters";
        let fix = "take out what is no text of the report";
        return (Paper::default(), vec![Finding::new(Code::FileTooLarge, Place::start_of(file), what, fix)]);
    }
    let source = SourceText::new(text, file);
    let log = Log::default();
    if let Some(at) = too_deep(text) {
        let fix = "take the marks at the beginning of the line out, but for one";
        log.report(at, Code::NoForm, "lists or quotations stand too deep in each other", fix);
        return (Paper::default(), log.into_findings(&source, &[]));
    }
    let report = cut::cut(text, &log);
    let none = Anchors::new();
    let from = |known| Sources { pack, results, report: &report, known };

    let outline = read(&report, &[], &log);
    bounds::report_too_much(&outline.blocks, &log);
    let mut first = lay_out(from(&none), outline.blocks, &log);
    name_footnotes(outline.footnotes, &mut first.subjects);
    // A name that is half written is told there, and not once more where it is used.
    let mut named = first.anchors.clone();
    for name in unfinished::report_unfinished(&report.masked, &log) {
        named.entry(name).or_insert(Anchor::Paragraph(Some(0)));
    }
    check_links(pack, &named, &outline.links, &log);
    typed_references::report_typed(&report.masked, pack, &first.anchors, &log);

    let engine = evaluate::engine(figures::roots(pack, results, &named, &report.expressions()));
    let filled = evaluate::evaluate_all(&report, &engine, &log);

    // All faults of form were reported on the first pass.
    let silent = Log::default();
    let mut last = lay_out(from(&first.anchors), read(&report, &filled, &silent).blocks, &silent);
    last.paper.passages = prose::passages(&report, &first.subjects, &source);
    last.paper.tables = last.tables.iter().map(|(block, at)| (*block, source.place(*at))).collect();
    last.paper.anchors = first.anchors.keys().cloned().collect();

    let missing = missing_sections(pack, &first, text, &log, file);
    let mut findings = log.into_findings(&source, &first.subjects);
    findings.extend(missing);
    (last.paper, findings)
}

/// What stands in a footnote is about the footnote, wherever it was written.
fn name_footnotes(footnotes: Vec<(Range<usize>, String)>, subjects: &mut Vec<Titled>) {
    for (span, name) in footnotes {
        let around = subject_at(subjects, span.start);
        let behind = subjects.iter().any(|one| (span.start..=span.end).contains(&one.from));
        subjects.push(Titled { from: span.start, subject: Arc::new(Subject::passage(name)) });
        subjects.extend(around.filter(|_| !behind).map(|subject| Titled { from: span.end, subject }));
        subjects.sort_by_key(|one| one.from);
    }
}

/// Where a line begins more lists and quotations in each other than anybody reads; a parser of Markdown looks at each
/// of them again for every other, and would not come to an end.
fn too_deep(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if marks_of(line) > DEEPEST {
            return Some(start);
        }
        start += line.len();
    }
    None
}

/// The number of list and quotation marks at the start of a line.
fn marks_of(line: &str) -> usize {
    let mut count = 0;
    for word in line.split_whitespace() {
        let bare = word.trim_start_matches('>');
        count += word.len() - bare.len();
        let item = bare.trim_end_matches(['.', ')']);
        let is_item = item.bytes().all(|byte| byte.is_ascii_digit()) || matches!(item, "-" | "*" | "+");
        if !is_item {
            return count;
        }
        count += usize::from(!bare.is_empty());
    }
    count
}

/// Checks that links lead to names in the report or to measures.
fn check_links(pack: &Pack, anchors: &Anchors, links: &[(usize, String)], log: &Log) {
    let ids: BTreeSet<&str> = pack.scorecard.measures.iter().map(|measure| measure.id.as_str()).collect();
    let known = |name: &str| anchors.contains_key(name) || ids.contains(name);
    let names = || anchors.keys().map(String::as_str).take(MOST_COMPARED).chain(ids.iter().copied());
    for (at, to) in links.iter().filter(|(_, to)| !known(to)) {
        let fix = match near(to, names()) {
            Some(name) => format!("did you mean `#{name}`?"),
            None => format!("write `{{#{to}}}` at the end of the paragraph or heading that is meant"),
        };
        let what = format!("nothing in the report is called `{to}`");
        let rests_on = Some(Arc::new(Subject::named(Part::Measures, to)));
        log.add(Fault { rests_on, ..Fault::new(*at, Code::UnknownName, what, fix) });
    }
}

/// The line that says nothing but the title of a section, in whatever marks.
fn line_of<'t>(text: &'t str, title: &str) -> Option<(usize, &'t str)> {
    let mut at = 0;
    text.split('\n').find_map(|line| {
        let own = at;
        at += line.len() + 1;
        let bare = line.trim().trim_matches(['#', '*', '=', '_', ':', ' ']);
        (folded(bare) == folded(title)).then(|| (own, line.trim()))
    })
}

/// Sections of the committee's form that the report does not have. One that is misspelt is named where it stands.
fn missing_sections(pack: &Pack, first: &LaidOut, text: &str, log: &Log, file: &Arc<str>) -> Vec<Finding> {
    let is_there = |title: &str| first.headings.iter().any(|(_, own)| folded(own) == folded(title));
    let declared =
        |own: &str| pack.cover.sections.iter().any(|section| folded(&section.title) == folded(own));
    let own = first.headings.iter().take(MOST_COMPARED).map(|(_, own)| folded(own));
    let strange: Vec<String> = own.filter(|own| !declared(own)).collect();
    let mut findings = Vec::new();
    for section in pack.cover.sections.iter().filter(|section| !is_there(&section.title)) {
        let title = section.title.value.trim();
        // `Background papers` is not a misspelling of `Background`.
        let alike =
            strange.iter().map(String::as_str).filter(|own| own.len().abs_diff(title.len()) <= LETTERS_OFF);
        let close = near(&folded(title), alike);
        let misspelt = close.and_then(|close| first.headings.iter().find(|(_, own)| folded(own) == close));
        if let Some((at, own)) = misspelt {
            let what = format!("`{own}` is not the name of the section that the committee asks for");
            log.report(*at, Code::SectionMissing, what, format!("write `# {title}`"));
        } else if let Some((at, line)) = line_of(text, title) {
            if slips::heading(line).is_none() {
                let what =
                    format!("`{line}` is no heading, and the committee asks for a section of this name");
                log.report(at, Code::SectionMissing, what, format!("write `# {title}`"));
            }
        } else {
            let what = format!("the report has no section `{title}`");
            let fix = format!("add it to {file}: `# {title}`, or take it out of `sections`");
            findings.push(Finding::new(Code::SectionMissing, section.title.place.clone(), what, fix));
        }
    }
    findings
}
