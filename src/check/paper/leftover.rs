//! What is left of the committee's form: instructions to the author, and gaps that nobody filled.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::check::paper::phrase::{any_here, here, shown};
use crate::check::paper::{Desk, told};
use crate::finding::{Code, Finding, Placed};
use crate::model::Status;
use crate::narrate::prose::{Piece, Word, words_of};

/// Phrases that no finished paper holds. `$`: only at the end of a sentence.
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

/// The phrases by the word with which they begin: most words begin none.
static BY_FIRST_WORD: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut found = BTreeMap::<_, Vec<_>>::new();
    for phrase in PHRASES {
        found.entry(phrase.split(' ').next().unwrap_or_default()).or_default().push(phrase);
    }
    found
});

/// Words that stand for what is still to come, in capitals.
const GAPS: [&str; 7] = ["TBC", "TBA", "TBD", "TODO", "FIXME", "XXX", "XXXX"];

/// What an instruction in square brackets begins with.
const ASKED: [&str; 16] = [
    "insert", "add", "name", "date", "number", "title", "text", "enter", "complete", "delete", "author",
    "details", "state", "amount", "describe", "figure",
];

/// In front of these, `XX` is a Roman number.
const NUMBERED: [&str; 7] = ["part", "chapter", "title", "schedule", "section", "annex", "volume"];

/// No instruction, gap or filler text is left, in the report or in the texts of the data that it prints.
pub(super) fn nothing_is_left_of_the_form(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let is_final = desk.pack.status == Status::Final;
    let fix = "write what belongs there, or take it out";
    for passage in &desk.paper.passages {
        for (from, to) in leftovers(&passage.words, is_final) {
            let what = format!("`{}` is left of a form", shown(&passage.words[from..to]));
            findings.push(told(passage, Code::Leftover, &passage.words[from].place, what, fix));
        }
    }
    let mut look = |text: &Placed<String>, subject: Option<String>| {
        let words = words_of(text, &text.place);
        if let Some((from, to)) = leftovers(&words, is_final).first() {
            let what = format!("`{}` is left of a form", shown(&words[*from..*to]));
            let finding = Finding::new(Code::Leftover, text.place.clone(), what, fix);
            findings.push(match subject {
                Some(subject) => finding.about(subject),
                None => finding,
            });
        }
    };
    let pack = desk.pack;
    let lines = pack.front.iter().map(|line| &line.text);
    let themes = pack.themes.iter().flat_map(|theme| theme.director.iter().chain(&theme.plan));
    let answers = pack.recommendations.iter().filter_map(|one| one.answer.as_ref());
    let author = pack.author.iter().flat_map(|author| std::iter::once(&author.post).chain(&author.name));
    for text in lines.chain(themes).chain(answers).chain(author).chain(&pack.notice).chain(&pack.contact) {
        look(text, None);
    }
    for measure in &pack.measures {
        for text in measure.comment.iter().chain(&measure.action).chain(&measure.owner) {
            look(text, Some(measure.subject()));
        }
    }
}

/// What is left over: first word, and the one behind the last.
fn leftovers(words: &[Word], is_final: bool) -> Vec<(usize, usize)> {
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

/// How many words of a leftover stand at this place.
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
    // `(to be confirmed)`; what the Cabinet is to confirm is no gap.
    let apart = before.is_none_or(|before| before.is == Piece::Mark);
    if apart && let Some(length) = here(words, at, "to be confirmed").filter(|length| ends(at + length)) {
        return Some(length);
    }
    // The starter pack's own mark: in a draft it is meant to be there.
    if is_final && let Some(length) = any_here(words, at, &["to replace :", "starter pack"]) {
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
        return asked.then_some(end + 1);
    }
    let marks = words[at..].iter().take_while(|word| word.text == "?").count();
    (marks >= 3).then_some(marks)
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
