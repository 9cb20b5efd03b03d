//! Remains of a form: instructions to the author, unfilled gaps, texts from the starter pack. All printed texts of the
//! data are searched, whether or not there is a report.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::analyse::Results;
use crate::check::all_series;
use crate::check::paper::phrase::{any_here, here, shown};
use crate::finding::{Code, Finding, Placed};
use crate::model::{Cover, Pack, Status, View};
use crate::narrate::prose::{Piece, Word, words_of};

/// Phrases that no finished paper contains. `$` means only at the end of a sentence.
const PHRASES: [&str; 27] = [
    "should be listed $",
    "should be inserted $",
    "should be completed $",
    "should be deleted $",
    "should be listed here",
    "should be set out here",
    "should be included here",
    "should be described here",
    "should be stated here",
    "should be summarised here",
    "in this section , set out",
    "this section should set out",
    "this section should describe",
    "this section should list",
    "report authors should",
    "delete as appropriate",
    "delete as applicable",
    "insert here",
    "insert text",
    "insert name",
    "insert date",
    "please insert",
    "please complete this",
    "please state",
    "click here to enter",
    "click or tap here",
    "lorem ipsum",
];

/// The phrases by their first word, because most words begin none.
static BY_FIRST_WORD: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut found = BTreeMap::<_, Vec<_>>::new();
    for phrase in PHRASES {
        found.entry(phrase.split(' ').next().unwrap_or_default()).or_default().push(phrase);
    }
    found
});

/// Words in capitals that stand for something still to come.
const GAPS: [&str; 7] = ["TBC", "TBA", "TBD", "TODO", "FIXME", "XXX", "XXXX"];

/// Words with which an instruction in square brackets begins.
const ASKED: [&str; 16] = [
    "insert", "add", "name", "date", "number", "title", "text", "enter", "complete", "delete", "author",
    "details", "state", "amount", "describe", "figure",
];

/// With a colon behind it, what a note to colleagues in square brackets begins with: `[DN: check with finance]`.
const NOTES: [&str; 16] = [
    "dn",
    "drafting note",
    "note to",
    "nb",
    "author",
    "authors",
    "comment",
    "query",
    "check",
    "ask",
    "todo",
    "fao",
    "to do",
    "to check",
    "editor",
    "reviewer",
];

/// In front of these, `XX` is a Roman number.
const NUMBERED: [&str; 7] = ["part", "chapter", "title", "schedule", "section", "annex", "volume"];

/// The remedy for remains of a form.
pub(super) const FIX: &str = "write what belongs there, or take it out";

/// The message about remains of a form.
pub(super) fn left_over(words: &[Word]) -> String {
    format!("`{}` is left of a form", shown(words))
}

/// Finds the first remains of a form in a text of the data.
fn look(cover: &Cover, text: &Placed<String>) -> Option<Finding> {
    let words = words_of(text, &text.place);
    let (from, to) = leftovers(&words, cover.status == Status::Final).first().copied()?;
    Some(Finding::new(Code::Leftover, text.place.clone(), left_over(&words[from..to]), FIX))
}

/// The texts of measures must contain no remains of a form.
pub(super) fn measures_say_something(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        let notes = all_series(measure).flat_map(|(_, series)| &series.readings);
        let notes = notes.filter_map(|reading| reading.note.as_ref());
        let texts = measure.comment.iter().chain(&measure.action).chain(&measure.owner);
        let texts = std::iter::once(&measure.title).chain(texts).chain(notes);
        let found = texts.filter_map(|text| look(view.cover, text));
        findings.extend(found.map(|finding| finding.about(measure.subject())));
    }
}

/// The texts about the paper and its services must contain no remains of a form.
pub(super) fn the_paper_says_something(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let cover = &pack.cover;
    let names = [&cover.council, &cover.committee, &pack.scorecard.title];
    let lines = cover.front.iter().map(|line| &line.text);
    let themes = cover.themes.iter().flat_map(|theme| theme.director.iter().chain(&theme.plan));
    let answers = cover.recommendations.iter().filter_map(|one| one.answer.as_ref());
    let author = cover.author.iter().flat_map(|author| std::iter::once(&author.post).chain(&author.name));
    let facts = cover.facts.iter().filter_map(|fact| fact.source.as_ref());
    let sources =
        cover.sources.iter().flat_map(|source| std::iter::once(&source.title).chain(&source.publisher));
    let services = pack.services.iter().flat_map(|service| [&service.scorecard.title, &service.head.post]);
    let texts = names.into_iter().chain(lines).chain(themes).chain(answers).chain(author);
    let texts = texts.chain(&cover.notice).chain(&cover.contact).chain(facts).chain(sources).chain(services);
    findings.extend(texts.filter_map(|text| look(&pack.cover, text)));
}

/// All remains of a form: the position of the first word, and the position after the last.
pub(super) fn leftovers(words: &[Word], is_final: bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let length = one(words, at, is_final);
        if let Some(length) = length {
            found.push((at, at + length));
        }
        at += length.unwrap_or(1);
    }
    found
}

/// The number of words in the remains of a form that begin at this word.
fn one(words: &[Word], at: usize, is_final: bool) -> Option<usize> {
    let word = words.get(at)?;
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    let ends = |at: usize| words.get(at).is_none_or(|word| matches!(word.small.as_str(), "." | ")" | "]"));
    let phrase = BY_FIRST_WORD.get(word.small.as_str()).into_iter().flatten().find_map(|phrase| match phrase
        .strip_suffix(" $")
    {
        Some(bare) => here(words, at, bare).filter(|length| ends(at + length)),
        None => here(words, at, phrase),
    });
    if phrase.is_some() {
        return phrase;
    }
    // `(to be confirmed)` is a gap; a decision that the Cabinet is to confirm is not.
    let apart = before.is_none_or(|before| before.is == Piece::Mark);
    if apart && let Some(length) = here(words, at, "to be confirmed").filter(|length| ends(at + length)) {
        return Some(length);
    }
    // The starter pack's own marks are supposed to be there in a draft.
    if is_final && let Some(length) = of_the_starter(words, at) {
        return Some(length);
    }
    if word.is == Piece::Word {
        let roman = before.is_some_and(|before| NUMBERED.contains(&before.small.as_str()));
        let crosses = word.small.len() >= 2 && word.small.bytes().all(|byte| byte == b'x') && !roman;
        return (GAPS.contains(&word.text.as_str()) || crosses).then_some(1);
    }
    if word.text == "[" {
        let asked = words.get(at + 1).is_some_and(|next| ASKED.contains(&next.small.as_str()));
        let end = words[at..].iter().position(|word| word.text == "]")?;
        // `[xx]` and `[...]`; `[x]` is a box that is ticked.
        let inside = &words[at + 1..at + end];
        let crosses = |word: &Word| word.small.len() > 1 && word.small.bytes().all(|byte| byte == b'x');
        let gap = !inside.is_empty()
            && inside.iter().all(|word| {
                crosses(word) || matches!(word.text.as_str(), "." | "\u{2026}" | "_" | "?" | "-")
            });
        return (asked || gap || is_note(words, at + 1)).then_some(end + 1);
    }
    let marks = words[at..].iter().take_while(|word| word.text == "?").count();
    (marks >= 3).then_some(marks)
}

/// Whether a note to colleagues begins at a word.
fn is_note(words: &[Word], at: usize) -> bool {
    let behind = |length: usize| {
        words.get(at + length).is_some_and(|word| matches!(word.text.as_str(), ":" | "\u{2013}" | "-"))
    };
    let to_somebody = here(words, at, "note to").is_some();
    to_somebody || NOTES.iter().filter_map(|note| here(words, at, note)).any(behind)
}

/// How many words of a mark of the starter pack stand at this place: its notices, its council, and `Made up` where it
/// is all that a sentence says; a team may be made up of nurses.
fn of_the_starter(words: &[Word], at: usize) -> Option<usize> {
    let alone = |length: &usize| {
        let behind = words.get(at + length).is_none_or(|word| matches!(word.small.as_str(), "." | ";"));
        behind && words[at].text == "Made"
    };
    any_here(words, at, &["to replace :", "starter pack", "yourshire", "yourshire's"])
        .or_else(|| here(words, at, "made up").filter(alone))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::finding::Place;

    #[test]
    fn what_is_left_of_a_form_is_seen_and_prose_is_not() {
        let place = Place::start_of(&Arc::from("report.md"));
        for (text, found) in [
            ("The conclusions, taken from the above, should be listed.", Some("should be listed")),
            ("Costs: TBC", Some("TBC")),
            ("Costs are £xx for the year", Some("xx")),
            ("Costs are xx thousand pounds", Some("xx")),
            ("[insert name of the lead officer] leads", Some("[insert name of the lead officer]")),
            ("Public/Private (delete as appropriate)", Some("delete as appropriate")),
            ("Lorem ipsum dolor", Some("Lorem ipsum")),
            ("The date (to be confirmed)", Some("to be confirmed")),
            ("Who pays???", Some("???")),
            ("A plan follows. [DN: check with finance]", Some("[DN: check with finance]")),
            ("[Author: say more] It rose.", Some("[Author: say more]")),
            ("It cost £[xx] a week", Some("[xx]")),
            ("It cost £[...] a week", Some("[...]")),
            ("See [Note: provisional]", None),
            ("Under [2019] EWHC 12 and [the Act]", None),
            ("Made up. 203 of 240 reviews were on time.", Some("Made up")),
            ("Made up; say here where it comes from", Some("Made up")),
            ("Yourshire's users", Some("Yourshire's")),
            ("The team is made up of nurses.", None),
            ("Made up of nurses, it grew.", None),
            ("Part XX of the Act", None),
            ("Buildings should be listed by Historic England", None),
            ("The plan is to be confirmed by the Cabinet in May.", None),
            ("What is to be done?", None),
            ("The figures are still to be confirmed.", None),
            ("This section should be read with Appendix A.", None),
            ("Three people asked us to delete this record.", None),
            ("See [the survey] and [2019] EWHC 12", None),
            ("a todo list", None),
        ] {
            let words = words_of(text, &place);
            let found_there = leftovers(&words, true);
            let shown = found_there.first().map(|(from, to)| shown(&words[*from..*to]));
            assert_eq!(shown.as_deref(), found, "{text}");
        }
    }
}
