//! Whether a claim is about this paper's measures as they are now. A claim about last year, about hopes, about another
//! council or about only some measures cannot be compared with the figures.

use std::sync::LazyLock;

use crate::check::paper::Evidence;
use crate::check::paper::pattern::{Found, Table};
use crate::check::paper::phrase::is_one;
use crate::check::paper::phrases::{Row, row};
use crate::check::paper::slots::Slot;
use crate::narrate::prose::{Piece, Word};

/// What a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// The measures in this paper as they are now.
    Now,
    /// Perhaps about another time: a figure that differs from today's may be right.
    Unclear,
    Elsewhere,
}

/// How many words on either side of a claim are examined; sentences have about thirty.
const FAR: usize = 60;

/// Words in sentences that compare the present with another time.
const PAST: &str = "last previous previously before compared against earlier ago then was were had from than";

/// Words that turn a claim into a wish or a condition, or deny it.
const NOT_SO: &str = "will would should could might may shall cannot not never nobody nor if unless until once when \
     whether expect expects expected forecast predicted hope hopes hoped want wants wish wishes \
     doubt doubted doubts denied wrong";

/// Words before a claim that make it a plan, or someone else's statement.
const NOT_OURS: &str = "aim aims aimed target targets goal ambition plan plans planned forecasts said says told claims \
     claimed their they them nationally elsewhere neighbours neighbouring county region regional government ombudsman \
     councils other others these those";

/// Words that begin a part of a sentence about only some measures: `in housing, two are red`.
const PREPOSITIONS: &str = "in for within among amongst under at of on across by from with outside inside";

/// Beginnings with these words that still refer to all measures.
#[rustfmt::skip]
const OF_ALL: &[Row<()>] = &[
    row("of [the|our|all] {whole} [rated] ([{key}] {measures}|,)", (),
        &["Of the 53 measures, 24 are", "Of the 53, 24 are"], &["Of the five housing measures, two are"]),
    row("of [the|our] [rated] {measures} !({some}|under)", (),
        &["Of our measures, 24 are"], &["Of measures for homes"]),
    row("of which", (), &["53 measures, of which 24 are"], &["Of them"]),
    row("in (all|total|summary|short|brief|this)", (), &["In total, 24 are"], &["In housing, 24 are"]),
    row("at (present|the end of|this|the date)", (), &["At present 24 are"], &["At Southmoor 24 are"]),
    row("(on|across) (the|this) (scorecard|page|council)", (),
        &["On the scorecard 24 are"], &["On the road"]),
];

static LEADS: LazyLock<Table<()>> = LazyLock::new(|| Table::of(OF_ALL));

/// The rows of this file, for the test that runs them.
#[cfg(test)]
#[rustfmt::skip]
pub const ROWS: &[Row<()>] = OF_ALL;

/// Phrases after which a count refers to some measures, nobody here knows which; `of which` may still refer to all.
const OF_SOME: [&[&str]; 6] = [
    &["of", "which"],
    &["this", "priority"],
    &["this", "theme"],
    &["this", "service"],
    &["this", "kind"],
    &["of", "these"],
];

fn holds(list: &str, word: &Word) -> bool {
    word.is != Piece::Computed && list.split_whitespace().any(|own| own == word.small)
}

/// What a claim in a sentence is about. Up to `reach` words after it are examined too: none if its verb shows that it
/// is about now (`24 measures are green`).
pub fn setting(evidence: &Evidence<'_>, sentence: &[Word], found: &Found, reach: usize) -> Setting {
    let parts = |word: &Word| matches!(word.text.as_str(), ";" | ":");
    let noted =
        |at: usize| sentence[at].small == "that" && at > 0 && sentence[at - 1].small.starts_with("note");
    let far = found.from.saturating_sub(FAR);
    let start = (far..found.from).rfind(|at| parts(&sentence[*at]) || noted(*at)).map_or(far, |at| at + 1);
    let before = &sentence[start..found.from];
    let behind = sentence[found.to..].iter().take_while(|word| !parts(word)).take(reach.min(FAR));
    let any = |list: &str| before.iter().chain(behind.clone()).any(|word| holds(list, word));
    // `45% are green and on target` is not a plan.
    let on_target = |at: usize| at > 0 && matches!(before[at - 1].small.as_str(), "on" | "off");
    let not_ours = (0..before.len()).any(|at| holds(NOT_OURS, &before[at]) && !on_target(at));
    // `work on four measures`, or `measures 1, 2 and 7 are red`.
    let governed =
        before.last().is_some_and(|word| holds(PREPOSITIONS, word) || holds("to against about", word));
    let numbered =
        before.windows(2).any(|two| holds("measure measures", &two[0]) && two[1].is == Piece::Figure);
    if governed
        || numbered
        || any(NOT_SO)
        || not_ours
        || is_of_some(evidence, &sentence[far..found.from])
        || !leads_to_all(evidence, before)
    {
        return Setting::Elsewhere;
    }
    if any(PAST) { Setting::Unclear } else { Setting::Now }
}

/// Whether each part of the sentence before a claim that begins with a preposition refers to all measures.
fn leads_to_all(evidence: &Evidence<'_>, before: &[Word]) -> bool {
    (0..before.len()).all(|at| {
        let begins = at == 0 || before[at - 1].text == ",";
        !begins || !holds(PREPOSITIONS, &before[at]) || LEADS.first(before, at, &evidence.names).is_some()
    })
}

/// Whether a sentence mentions, before a claim, only some measures.
fn is_of_some(evidence: &Evidence<'_>, before: &[Word]) -> bool {
    let names_a_kind = |at: usize| Slot::Kind.read(before, at, &evidence.names).is_some();
    let of_a_group = |word: &Word| {
        word.is == Piece::Computed
            && ["kind(", "theme(", "priority(", "service("].iter().any(|start| word.text.starts_with(start))
    };
    let stands = |phrase: &[&str]| {
        let at =
            before.windows(phrase.len()).position(|own| own.iter().zip(phrase).all(|(a, b)| a.small == *b));
        at.is_some_and(|at| !is_behind_all(&before[..at]))
    };
    (0..before.len()).any(names_a_kind)
        || before.iter().any(of_a_group)
        || OF_SOME.iter().any(|phrase| stands(phrase))
}

/// Whether words end in all measures, so that `of which` after them refers to all: `{{ measures.count }} measures,`.
fn is_behind_all(words: &[Word]) -> bool {
    let ends = words.len() - usize::from(is_one(words.last(), &[","]));
    match &words[..ends] {
        [.., count, measures] => {
            is_one(Some(measures), &["measures", "indicators", "kpis"])
                && count.is == Piece::Computed
                && count.text.trim().starts_with("measures.count")
        }
        _ => false,
    }
}
