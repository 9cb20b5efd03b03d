//! Shares of measures: typed percentages, and `more than half`.

use crate::analyse::{Colour, Counts};
use crate::check::paper::phrase::{any_here, colour, is_one, number, sentences};
use crate::check::paper::{Desk, told, typed};
use crate::finding::{Code, Finding};
use crate::narrate::prose::{Piece, Word};
use crate::words::figure::percent_of;
use crate::words::number::{tens, up_to_nineteen};

/// Words that may stand between a share or a count of measures and the rating that it is of.
const BETWEEN: [&str; 41] = [
    "of",
    "the",
    "all",
    "our",
    "these",
    "measures",
    "measure",
    "indicators",
    "indicator",
    "kpis",
    "ones",
    "are",
    "is",
    "rated",
    "as",
    "being",
    "be",
    "currently",
    "now",
    "still",
    "and",
    "on",
    "at",
    "a",
    "in",
    "total",
    "overall",
    "that",
    "those",
    "have",
    "status",
    "rag",
    "shown",
    "marked",
    "(",
    ")",
    ",",
    "%",
    "performance",
    "key",
    "per",
];

/// A group of measures that a sentence speaks of: the expression that it begins with, and its counts.
pub(super) struct Group {
    pub expression: String,
    pub counts: Counts,
}

/// The group that the words between a figure and its rating name: one kind, or the whole.
pub(super) fn group(desk: &Desk<'_>, words: &[Word]) -> Option<Group> {
    let strange = words.iter().filter(|word| {
        let figure = word.is == Piece::Figure || is_number_word(word);
        let computed = word.is == Piece::Computed && word.text.starts_with("measures");
        !(figure || computed || BETWEEN.contains(&word.small.as_str()) || word.small == "cent")
    });
    let strange: Vec<&Word> = strange.collect();
    match strange.as_slice() {
        [] => Some(Group { expression: "measures".to_owned(), counts: desk.total() }),
        [name] => {
            let kind = kind_called(desk, &name.small)?;
            let counts = desk.results.tally.kinds.iter().find(|(own, _)| *own == kind)?.1;
            Some(Group { expression: format!("kind(\"{kind}\")"), counts })
        }
        _ => None,
    }
}

/// `eight`, `fifty`. One may be a pronoun.
fn is_number_word(word: &Word) -> bool {
    let number = up_to_nineteen(&word.small).or_else(|| tens(&word.small));
    word.is == Piece::Word && number.is_some_and(|number| number > 1)
}

/// The name of a kind whose name or title is this word, in the singular or the plural.
pub(super) fn kind_called<'d>(desk: &'d Desk<'_>, small: &str) -> Option<&'d str> {
    let bare = small.trim_end_matches('s');
    let kinds = &desk.pack.scorecard.kinds;
    let kind = kinds.iter().find(|kind| {
        kind.name.value == bare || kind.title.trim().to_lowercase().trim_end_matches('s') == bare
    })?;
    Some(kind.name.as_str())
}

/// How far from a figure its rating may stand.
const NEAR: usize = 10;

/// Where the rating stands that a figure is of: behind it, or in front of brackets around it. And what stands between.
pub(super) fn rating_of(sentence: &[Word], from: usize, to: usize) -> Option<(Colour, &[Word])> {
    let bracket = from.checked_sub(1).filter(|at| sentence.get(*at).is_some_and(|word| word.text == "("));
    let named = bracket.and_then(|bracket| Some((bracket, colour(sentence.get(bracket.checked_sub(1)?))?)));
    if let Some((bracket, found)) = named {
        return Some((found, &sentence[bracket..from]));
    }
    // `Red: 4, amber: 2.`
    let ends = sentence.get(to).is_none_or(|next| matches!(next.small.as_str(), "," | ";" | "("));
    let colon = from.checked_sub(1).filter(|at| ends && sentence[*at].text == ":");
    if let Some(found) = colon.and_then(|at| colour(sentence.get(at.checked_sub(1)?))) {
        return Some((found, &sentence[from..from]));
    }
    for at in to..sentence.len().min(to + NEAR) {
        if let Some(found) = colour(sentence.get(at)) {
            let next = sentence.get(at + 1);
            // `amber or red` is of both.
            let both = is_one(next, &["or", "and"]) && colour(sentence.get(at + 2)).is_some();
            if both {
                return None;
            }
            // `18 red lorries` are no measures.
            let noun = next.is_some_and(|next| {
                next.is == Piece::Word
                    && !BETWEEN.contains(&next.small.as_str())
                    && !is_one(
                        Some(next),
                        &["or", "with", "because", "but", "while", "against", "to", "which"],
                    )
            });
            return (!noun).then_some((found, &sentence[to..at]));
        }
        let share = sentence.get(at).is_some_and(|word| word.text.ends_with('%'));
        if share {
            break;
        }
    }
    None
}

/// Words of a sentence that holds the present against another time.
const PAST: [&str; 14] = [
    "last",
    "previous",
    "previously",
    "before",
    "compared",
    "against",
    "earlier",
    "ago",
    "then",
    "was",
    "were",
    "had",
    "from",
    "than",
];

/// Whether a sentence speaks of another time, too, so that a figure that is not today's may be right.
pub(super) fn of_the_past(sentence: &[Word]) -> bool {
    sentence.iter().any(|word| is_one(Some(word), &PAST))
}

/// Percentages of green, amber and red are worked out by the program.
pub(super) fn percentages_are_computed(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for passage in desk.running() {
        for sentence in sentences(&passage.words) {
            for (at, word) in sentence.iter().enumerate() {
                let Some((figure, words)) = percentage(sentence, at) else { continue };
                let beside = beside_a_count(desk, &sentence[..at]);
                let is_of_now = beside.is_some() || !of_the_past(sentence);
                let rated = beside.or_else(|| {
                    let (colour, between) = rating_of(sentence, at, at + words)?;
                    Some((colour, group(desk, between)?))
                });
                let Some((colour, group)) = rated else { continue };
                let Some(percent) = percent_of(group.counts.of(colour), group.counts.rated()) else {
                    continue;
                };
                let shown = format!("{figure}%");
                let percent = format!("{percent}%");
                if shown != percent && !is_of_now {
                    continue;
                }
                let of = format!("the share of {} that is {}", speaks_of(&group), colour.word());
                let expression = format!("{}.{}.percent", group.expression, colour.word());
                findings.push(typed(passage, &word.place, &shown, &percent, &of, &expression));
            }
        }
    }
}

/// A percentage at this place, as its number, and how many words it takes: `45%`, `45 per cent`, `forty-five per cent`.
fn percentage(sentence: &[Word], at: usize) -> Option<(String, usize)> {
    let word = sentence.get(at)?;
    if let Some(figure) = word.text.strip_suffix('%').filter(|_| word.is == Piece::Figure) {
        return Some((figure.to_owned(), 1));
    }
    // The second half of a number that began before.
    let begun = at > 0 && number(sentence, at - 1).is_some_and(|(_, length)| length == 2);
    let (figure, length) = match word.is {
        Piece::Figure => (word.text.clone(), 1),
        Piece::Word | Piece::Mark | Piece::Computed => {
            let (count, length) = number(sentence, at).filter(|_| !begun)?;
            (count.to_string(), length)
        }
    };
    let words = any_here(sentence, at + length, &["percent", "per cent"])?;
    Some((figure, length + words))
}

/// What a share in brackets is of, behind a count that is computed: `{{ measures.red.count }} (34%)`.
fn beside_a_count(desk: &Desk<'_>, before: &[Word]) -> Option<(Colour, Group)> {
    let [.., count, bracket] = before else { return None };
    if count.is != Piece::Computed || bracket.text != "(" {
        return None;
    }
    let (whose, colour) = count.text.split('|').next()?.trim().strip_suffix(".count")?.rsplit_once('.')?;
    let colour = Colour::ALL.into_iter().find(|own| own.word() == colour)?;
    let of_kind = |(kind, _): &&(String, Counts)| whose == format!("kind(\"{kind}\")");
    let counts = match whose {
        "measures" => desk.total(),
        _ => desk.results.tally.kinds.iter().find(of_kind)?.1,
    };
    Some((colour, Group { expression: whose.to_owned(), counts }))
}

fn speaks_of(group: &Group) -> String {
    match group.expression.as_str() {
        "measures" => "all rated measures".to_owned(),
        kind => format!("the rated measures of `{kind}`"),
    }
}

/// A share in words: phrase, and between which two fractions, in hundredths, it holds; the ends count where `true`.
const SHARES: [(&str, u64, u64, bool); 26] = [
    ("more than half", 50, 100, false),
    ("over half", 50, 100, false),
    ("the majority", 50, 100, false),
    ("most", 50, 100, false),
    ("less than half", 0, 50, false),
    ("fewer than half", 0, 50, false),
    ("under half", 0, 50, false),
    ("a minority", 0, 50, false),
    ("nearly half", 42, 50, false),
    ("almost half", 42, 50, false),
    ("about half", 44, 56, true),
    ("around half", 44, 56, true),
    ("half", 48, 52, true),
    ("more than two thirds", 66, 100, false),
    ("over two thirds", 66, 100, false),
    ("two thirds", 63, 70, true),
    ("more than three quarters", 75, 100, false),
    ("three quarters", 72, 78, true),
    ("more than a third", 34, 100, true),
    ("over a third", 34, 100, true),
    ("less than a third", 0, 33, true),
    ("a third", 31, 36, true),
    ("more than a quarter", 25, 100, false),
    ("over a quarter", 25, 100, false),
    ("less than a quarter", 0, 25, false),
    ("a quarter", 22, 28, true),
];

/// A share of the measures that is put in words is what the figures come to.
pub(super) fn more_than_half_is_so(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for passage in desk.running() {
        for sentence in sentences(&passage.words) {
            let mut at = 0;
            while at < sentence.len() {
                let found =
                    SHARES.iter().find_map(|share| Some((any_here(sentence, at, &[share.0])?, share)));
                let Some((length, (phrase, low, high, closed))) = found else {
                    at += 1;
                    continue;
                };
                let end = at + length;
                let place = &sentence[at].place;
                at = end;
                let Some((colour, between)) = rating_of(sentence, end, end) else { continue };
                let Some(group) = group(desk, between).filter(|_| speaks_of_measures(between)) else {
                    continue;
                };
                let (part, all) = (group.counts.of(colour) as u64 * 100, group.counts.rated() as u64);
                let holds = match closed {
                    true => part >= low * all && part <= high * all,
                    false => part > low * all && part < high * all || (*high == 100 && part == 100 * all),
                };
                if !holds && all > 0 {
                    let what = format!(
                        "the text says `{phrase}`, but {} of {} are {}",
                        group.counts.of(colour),
                        group.counts.rated(),
                        colour.word()
                    );
                    let fix = format!(
                        "write `{{{{ {0}.{1}.count }}}} of {{{{ {0}.rated.count }}}}`, or other words",
                        group.expression,
                        colour.word()
                    );
                    findings.push(told(passage, Code::FigureContradicts, place, what, fix));
                }
            }
        }
    }
}

fn speaks_of_measures(words: &[Word]) -> bool {
    words.iter().any(|word| matches!(word.small.as_str(), "measures" | "indicators" | "kpis"))
}
