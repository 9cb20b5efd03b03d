//! Typed counts of measures, themes, recommendations and reviews, and typed ranges of numbers.

use std::sync::LazyLock;

use crate::analyse::review;
use crate::check::paper::claims::claim;
use crate::check::paper::moves::said_of_one;
use crate::check::paper::pattern::{Found, Table};
use crate::check::paper::phrase::{is_one, sentences};
use crate::check::paper::phrases::{Row, row};
use crate::check::paper::setting::{Setting, setting};
use crate::check::paper::slots::Value;
use crate::check::paper::{Evidence, typed, typed_count};
use crate::finding::Finding;
use crate::narrate::prose::{Passage, Piece, Word};

/// How certain it is that a count refers to everything that the program counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sure {
    /// It can only refer to everything.
    All,
    /// It does if it is large: `the two finance measures` may be two of six.
    Definite,
    /// It does if it is large and equal to the computed count.
    Perhaps,
}

/// The ways in which prose counts whole lists. The last word says what is counted.
#[rustfmt::skip]
pub const COUNTS: &[Row<Sure>] = &[
    row("(all [of] [the]|total of) {count} [{key}] [{kind}] {measures}", Sure::All,
        &["All 53 measures are reviewed.", "A total of four housing measures"],
        &["All measures are reviewed."]),
    row("[covers|has|shows|of] {count} [{key}] [{kind}] {measures} (in all|in total|altogether\
         |on a single page|on one page)", Sure::All,
        &["53 measures on one page"], &["53 measures on page 2"]),
    row("(the|of|has|with|holds|shows|contains|covers) {count} [{key}] [{kind}] {measures}", Sure::Definite,
        &["The 53 measures"], &["In 53 measures"]),
    row("{count} [{key}] [{kind}] {measures}", Sure::Perhaps,
        &["53 key performance indicators"], &["53 open measures"]),
    row("{count} (reviews|measures|review|measure) {are} overdue $", Sure::All,
        &["Three reviews are overdue."], &["Three reviews are overdue at the regulator."]),
    row("((the|all|into|committee made) {count}|{count} improvement) [improvement] (themes\
         |recommendations)", Sure::All,
        &["The twelve improvement themes", "The committee made four recommendations."],
        &["Three themes stand out."]),
    row("(there are|we have) {count} themes $", Sure::All,
        &["There are five themes."], &["There are five themes to it."]),
    row("{count} (themes|recommendations)", Sure::Perhaps, &["Three themes"], &["Three questions"]),
];

static TABLE: LazyLock<Table<Sure>> = LazyLock::new(|| Table::of(COUNTS));

/// Compares counts, shares and claims with the figures, using the first row that fits at each word.
pub(super) fn sentences_are_so(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    for passage in evidence.running() {
        for sentence in sentences(&passage.words) {
            let (mut judged, mut said) = (0, 0);
            for at in 0..sentence.len() {
                if let Some(claim) = claim(evidence, passage, sentence, at).filter(|claim| claim.at >= said) {
                    findings.extend(claim.finding);
                    (judged, said) = (claim.to, claim.of);
                } else if let Some((count, finding)) = counted(evidence, passage, sentence, at)
                    && count >= judged
                {
                    findings.extend(finding);
                    judged = count + 1;
                } else if at >= judged
                    && let Some((to, finding)) = said_of_one(evidence, passage, sentence, at)
                {
                    findings.push(finding);
                    judged = to;
                }
            }
        }
    }
}

/// Checks a count at this word: returns where its number begins, and what is wrong with it.
fn counted(
    evidence: &Evidence<'_>,
    passage: &Passage,
    sentence: &[Word],
    at: usize,
) -> Option<(usize, Option<Finding>)> {
    let (found, row) = TABLE.first(sentence, at, &evidence.names)?;
    let first = found.at(Value::is_number)?;
    Some((first, held(evidence, passage, sentence, &found, row.means, first)))
}

fn held(
    evidence: &Evidence<'_>,
    passage: &Passage,
    sentence: &[Word],
    found: &Found,
    sure: Sure,
    first: usize,
) -> Option<Finding> {
    let Some(Value::Count(count)) = found.all(Some).find(|value| value.is_number()) else { return None };
    let kind = found.all(Value::kind).next();
    let (own, of, expression) = match sentence[found.to - 1].small.as_str() {
        "overdue" => {
            let overdue = evidence
                .results
                .measures
                .iter()
                .filter(|one| review::overdue(&evidence.pack.cover, one.measure));
            (
                overdue.count(),
                "the number of measures that are overdue for review".to_owned(),
                "overdue".to_owned(),
            )
        }
        name @ ("themes" | "recommendations") => {
            let own = if name == "themes" {
                evidence.pack.cover.themes.len()
            } else {
                evidence.pack.cover.recommendations.len()
            };
            (Some(own).filter(|own| *own > 0)?, format!("the number of {name}"), name.to_owned())
        }
        _ => match kind {
            Some(kind) => (
                evidence.results.tally.kinds.iter().find(|(name, _)| name == kind)?.1.all(),
                format!("the number of measures of the kind `{kind}`"),
                format!("kind(\"{kind}\")"),
            ),
            None => (evidence.total().all(), "the number of measures".to_owned(), "measures".to_owned()),
        },
    };
    let of_measures = of.contains("measures");
    let tells = match (sure, *count == own) {
        (Sure::All, _) | (Sure::Definite, true) => true,
        (Sure::Definite, false) => kind.is_some() && *count >= 10,
        (Sure::Perhaps, equal) => equal && *count >= if of_measures { 10 } else { 3 },
    };
    let here = setting(evidence, sentence, found, 0) != Setting::Elsewhere;
    (tells && (here || *count == own))
        .then(|| typed_count(passage, &sentence[first..], own, &of, &format!("{expression}.count")))
}

/// Words before which a range refers to something else.
#[rustfmt::skip]
const OTHER_RANGES: [&str; 16] = [
    "measure", "measures", "paragraph", "paragraphs", "aged", "age", "ages", "page", "pages", "between", "from",
    "section", "sections", "schedule", "pp", "level",
];

/// Ranges of measure numbers that match a kind, such as `27-42`, should be computed.
pub(super) fn ranges_are_computed(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    let kinds: Vec<(&str, &str, usize, usize)> = evidence
        .pack
        .scorecard
        .kinds
        .iter()
        .filter_map(|kind| {
            let own = evidence
                .pack
                .scorecard
                .measures
                .iter()
                .filter(|measure| measure.kind.value == kind.name.value);
            let numbers: Vec<usize> = own.map(|measure| measure.number as usize).collect();
            let (first, last) = (*numbers.iter().min()?, *numbers.iter().max()?);
            Some((kind.name.as_str(), kind.title.as_str(), first, last))
        })
        .filter(|(_, _, first, last)| last > first)
        .collect();
    for passage in evidence.running() {
        let words = &passage.words;
        let of_measures =
            words.iter().any(|word| matches!(word.small.as_str(), "measure" | "measures" | "indicators"));
        for at in 0..words.len() {
            let Some((first, last)) = range(words, at) else { continue };
            let before = at.checked_sub(1).and_then(|at| words.get(at));
            let after = words.get(at + 3);
            let unit = after.is_some_and(|after| {
                matches!(after.small.as_str(), "%" | "years" | "people" | "days" | "per")
            });
            if is_one(before, &OTHER_RANGES) || unit {
                continue;
            }
            let near = &words[at.saturating_sub(6)..at];
            let named = near.iter().rev().find_map(|word| kind_called(evidence, &word.small));
            let brackets =
                before.is_some_and(|word| word.text == "(") && after.is_some_and(|word| word.text == ")");
            let speaks = brackets || (of_measures && last >= 10);
            let equal = kinds
                .iter()
                .find(|kind| (kind.2, kind.3) == (first, last))
                .filter(|_| speaks || named.is_some());
            let meant = equal.or_else(|| {
                let named = named.filter(|_| brackets)?;
                kinds.iter().find(|kind| kind.0 == named)
            });
            if let Some((name, title, first, last)) = meant {
                let shown = shown_range(&words[at..at + 3]);
                let computed = if equal.is_some() { shown.clone() } else { format!("{first} to {last}") };
                let of = format!("the range of the kind `{title}`");
                let expression = format!("kind(\"{name}\").numbers");
                findings.push(typed(passage, &words[at].place, &shown, &computed, &of, &expression));
            }
        }
    }
}

/// Reads `27-42` or `27 to 42`.
fn range(words: &[Word], at: usize) -> Option<(usize, usize)> {
    let plain = |at: usize| {
        let word = words.get(at).filter(|word| word.is == Piece::Figure && word.text.len() <= 3)?;
        word.text.parse::<usize>().ok()
    };
    let joined = is_one(words.get(at + 1), &["-", "\u{2013}", "to"]);
    let (first, last) = (plain(at)?, plain(at + 2)?);
    (joined && last > first + 1).then_some((first, last))
}

fn shown_range(words: &[Word]) -> String {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    texts.join(if texts.contains(&"to") { " " } else { "" })
}

/// The name of a kind whose name or title is this word, in the singular or the plural.
fn kind_called<'d>(evidence: &'d Evidence<'_>, small: &str) -> Option<&'d str> {
    let bare = small.trim_end_matches('s');
    let kinds = &evidence.pack.scorecard.kinds;
    let kind = kinds.iter().find(|kind| {
        kind.name.value == bare || kind.title.trim().to_lowercase().trim_end_matches('s') == bare
    })?;
    Some(kind.name.as_str())
}
