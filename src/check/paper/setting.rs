//! Whether a claim is about this paper's measures as they are now. A claim of last year, of what is hoped for, of
//! another council's measures or of some measures only cannot be held against the figures.

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
    /// The measures of this paper as they are.
    Now,
    /// Perhaps another time: a figure that is not today's may be right.
    Unclear,
    Elsewhere,
}

/// How many words on either side of a claim are looked at; a sentence has thirty.
const FAR: usize = 60;

/// Words of a sentence that holds the present against another time.
const PAST: &str = "last previous previously before compared against earlier ago then was were had from than";

/// Words of a sentence that make a wish or a condition of a claim, or deny it.
const NOT_SO: &str = "will would should could might may shall cannot not never nobody nor if unless until once when \
     whether expect expects expected forecast predicted hope hopes hoped want wants wish wishes \
     doubt doubted doubts denied wrong";

/// Words in front of a claim that make it a plan, or the word of somebody else.
const NOT_OURS: &str = "aim aims aimed target targets goal ambition plan plans planned forecasts said says told claims \
     claimed their they them nationally elsewhere neighbours neighbouring county region regional government ombudsman \
     councils other others these those";

/// Words with which a part of a sentence begins that is about some measures only: `in housing, two are red`.
const PREPOSITIONS: &str = "in for within among amongst under at of on across by from with outside inside";

/// Beginnings of that kind that are about all measures.
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

/// Phrases behind which a count is of some measures only, nobody here knows which; `of which` may be of all.
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

/// What a claim in a sentence is about. Up to `reach` words behind it are looked at, too: none where it has a verb that
/// says that it is of now (`24 measures are green`).
pub fn setting(evidence: &Evidence<'_>, sentence: &[Word], found: &Found, reach: usize) -> Setting {
    let parts = |word: &Word| matches!(word.text.as_str(), ";" | ":");
    let noted =
        |at: usize| sentence[at].small == "that" && at > 0 && sentence[at - 1].small.starts_with("note");
    let far = found.from.saturating_sub(FAR);
    let start = (far..found.from).rfind(|at| parts(&sentence[*at]) || noted(*at)).map_or(far, |at| at + 1);
    let before = &sentence[start..found.from];
    let behind = sentence[found.to..].iter().take_while(|word| !parts(word)).take(reach.min(FAR));
    let any = |list: &str| before.iter().chain(behind.clone()).any(|word| holds(list, word));
    // `45% are green and on target` is no plan.
    let on_target = |at: usize| at > 0 && matches!(before[at - 1].small.as_str(), "on" | "off");
    let not_ours = (0..before.len()).any(|at| holds(NOT_OURS, &before[at]) && !on_target(at));
    // `work on four measures`, `measures 1, 2 and 7 are red`.
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

/// Whether each part of a sentence in front of a claim that begins with a preposition is about all measures.
fn leads_to_all(evidence: &Evidence<'_>, before: &[Word]) -> bool {
    (0..before.len()).all(|at| {
        let begins = at == 0 || before[at - 1].text == ",";
        !begins || !holds(PREPOSITIONS, &before[at]) || LEADS.first(before, at, &evidence.names).is_some()
    })
}

/// Whether a sentence speaks, in front of a claim, of some measures only.
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

/// Whether words end with all measures, so that `of which` behind them is of all: `{{ measures.count }} measures,`.
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
