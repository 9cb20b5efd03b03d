//! Counts of measures, themes and recommendations, and ranges of numbers, that were typed.

use crate::check::paper::phrase::sentences;
use crate::check::paper::phrase::{any_here, colour, find, here, is_one, number, shown};
use crate::check::paper::shares::{group, kind_called, of_the_past, rating_of};
use crate::check::paper::{Desk, typed};
use crate::finding::Finding;
use crate::narrate::prose::{Passage, Piece, Word};

/// Phrases after which a count is of some measures only, nobody here knows which.
const OF_SOME: [&str; 8] = [
    "of these",
    "of those",
    "of them",
    "of which",
    "this priority",
    "this theme",
    "this service",
    "this kind",
];

/// Counts that the program knows are not typed.
pub(super) fn counts_are_computed(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for passage in desk.running() {
        for sentence in sentences(&passage.words) {
            let of_some = OF_SOME.iter().any(|phrase| find(sentence, phrase).is_some())
                || sentence.iter().any(|word| {
                    word.is == Piece::Computed
                        && ["kind(", "theme(", "priority("].iter().any(|start| word.text.starts_with(start))
                });
            let mut at = 0;
            while at < sentence.len() {
                let Some((count, length)) = number(sentence, at) else {
                    at += 1;
                    continue;
                };
                let found = whole(desk, passage, sentence, at, count, length)
                    .or_else(|| listed(desk, passage, sentence, at, count, length))
                    .or_else(|| rated(desk, passage, sentence, at, count, length, of_some));
                findings.extend(found);
                at += length;
            }
        }
    }
}

/// `24 measures are green`, `18 red measures`, `11 of the 53 are amber`.
fn rated(
    desk: &Desk<'_>,
    passage: &Passage,
    sentence: &[Word],
    at: usize,
    count: usize,
    length: usize,
    of_some: bool,
) -> Option<Finding> {
    let (to, first) = (at + length, &sentence[at]);
    let after = sentence.get(to);
    if first.text.starts_with('£') || is_one(after, &["%", "percent", "per"]) || of_some {
        return None;
    }
    let (colour, between) = rating_of(sentence, at, to).filter(|(_, between)| {
        // Between a count and its rating there is no other count, but for that of all: `24 of the 53`.
        between
            .iter()
            .enumerate()
            .all(|(at, word)| word.is != Piece::Figure || (0..at).any(|at| between[at].small == "of"))
    })?;
    let group = group(desk, between)?;
    let own = group.counts.of(colour);
    let verb = between.iter().any(|word| matches!(word.small.as_str(), "are" | "is" | "rated"));
    let end = to + between.len();
    let of_measures = verb || (is_one(sentence.get(end + 1), &["measures", "indicators", "kpis"])) || {
        // `24 green, 11 amber and 18 red`
        sentence.iter().filter(|word| self::colour(Some(word)).is_some()).count() >= 2
    };
    let definite = verb
        || is_one(at.checked_sub(1).and_then(|at| sentence.get(at)), &["the", "all"])
        || first.is == Piece::Figure;
    if !of_measures || (own != count && (!definite || of_the_past(sentence))) {
        return None;
    }
    let of = format!("the number of measures that are {}", colour.word());
    let expression = format!("{}.{}.count", group.expression, colour.word());
    let shown = shown(&sentence[at..to]);
    let computed = if own == count { shown.clone() } else { own.to_string() };
    let expression = in_words(first, &expression);
    Some(typed(passage, &first.place, &shown, &computed, &of, &expression))
}

/// The expression, in words where the typed number is one.
fn in_words(first: &Word, expression: &str) -> String {
    match first.is {
        Piece::Word => format!("{expression}|words"),
        Piece::Figure | Piece::Mark | Piece::Computed => expression.to_owned(),
    }
}

/// `the 53 measures`, `26 outcome measures`, `a scorecard of 53 measures`.
fn whole(
    desk: &Desk<'_>,
    passage: &Passage,
    sentence: &[Word],
    at: usize,
    count: usize,
    length: usize,
) -> Option<Finding> {
    let mut end = at + length;
    end +=
        any_here(sentence, end, &["key performance", "performance", "key", "national", "local"]).unwrap_or(0);
    let kind = sentence.get(end).and_then(|word| kind_called(desk, &word.small));
    end += usize::from(kind.is_some());
    if !is_one(sentence.get(end), &["measures", "indicators", "kpis"]) {
        return None;
    }
    let before = at.checked_sub(1).and_then(|at| sentence.get(at));
    let all = is_one(before, &["all"])
        || at >= 2 && any_here(sentence, at - 2, &["total of", "all of", "all the"]).is_some()
        || any_here(
            sentence,
            end + 1,
            &["in all", "in total", "altogether", "on a single page", "on one page"],
        )
        .is_some();
    let definite = all || is_one(before, &["the", "of", "has", "with", "holds", "shows", "contains"]);
    let (own, of, expression) = match kind {
        Some(kind) => {
            let counts = desk.results.tally.kinds.iter().find(|(name, _)| name == kind)?.1;
            (
                counts.all(),
                format!("the number of measures of the kind `{kind}`"),
                format!("kind(\"{kind}\").count"),
            )
        }
        None => (desk.total().all(), "the number of measures".to_owned(), "measures.count".to_owned()),
    };
    let first = &sentence[at];
    let large = count >= 10;
    // `the two finance measures` may be two of six.
    let contradicts = count != own && (all || (kind.is_some() && large && definite));
    let equals = count == own && (large || definite);
    if !(equals || contradicts) {
        return None;
    }
    let shown = shown(&sentence[at..at + length]);
    let computed = if equals { shown.clone() } else { own.to_string() };
    Some(typed(passage, &first.place, &shown, &computed, &of, &in_words(first, &expression)))
}

/// `thirteen improvement themes`, `the four recommendations`.
fn listed(
    desk: &Desk<'_>,
    passage: &Passage,
    sentence: &[Word],
    at: usize,
    count: usize,
    length: usize,
) -> Option<Finding> {
    let end = at + length;
    let improvement = here(sentence, end, "improvement").unwrap_or(0);
    let thing = sentence.get(end + improvement)?;
    let (own, name) = match thing.small.as_str() {
        "themes" => (desk.pack.themes.len(), "themes"),
        "recommendations" => (desk.pack.recommendations.len(), "recommendations"),
        _ => return None,
    };
    let before = at.checked_sub(1).and_then(|at| sentence.get(at));
    let definite = is_one(before, &["the", "all", "into"])
        || improvement > 0
        || at.checked_sub(2).is_some_and(|at| here(sentence, at, "committee made").is_some());
    let first = &sentence[at];
    if own == 0 || (!definite && (count != own || count < 3)) {
        return None;
    }
    let shown = shown(&sentence[at..end]);
    let computed = if own == count { shown.clone() } else { own.to_string() };
    let expression = in_words(first, &format!("{name}.count"));
    Some(typed(passage, &first.place, &shown, &computed, &format!("the number of {name}"), &expression))
}

/// Words in front of which a range is of something else.
const OTHER_RANGES: [&str; 16] = [
    "measure",
    "measures",
    "paragraph",
    "paragraphs",
    "aged",
    "age",
    "ages",
    "page",
    "pages",
    "between",
    "from",
    "section",
    "sections",
    "schedule",
    "pp",
    "level",
];

/// Ranges of measures' numbers, such as `27-42`, are those of a kind.
pub(super) fn ranges_are_computed(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let kinds: Vec<(&str, &str, usize, usize)> = desk
        .pack
        .kinds
        .iter()
        .filter_map(|kind| {
            let own = desk.pack.measures.iter().filter(|measure| measure.kind.value == kind.name.value);
            let numbers: Vec<usize> = own.map(|measure| measure.number as usize).collect();
            let (first, last) = (*numbers.iter().min()?, *numbers.iter().max()?);
            Some((kind.name.as_str(), kind.title.as_str(), first, last))
        })
        .filter(|(_, _, first, last)| last > first)
        .collect();
    for passage in desk.running() {
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
            let named = near.iter().rev().find_map(|word| kind_called(desk, &word.small));
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

/// `27-42`, `27 to 42`.
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
