//! Counts of measures, themes and recommendations, and ranges of numbers, that were typed.

use crate::analyse::review;
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

/// A number that was typed, in figures or in words: `53`, `fifty three`.
struct Typed<'w> {
    sentence: &'w [Word],
    at: usize,
    /// Behind its last word.
    to: usize,
    count: usize,
}

/// What the program counts where a number was typed.
struct Known {
    own: usize,
    /// What it is, as messages say it.
    of: String,
    expression: String,
}

/// Something that the program counts; whether a number is one of it, and is to be told.
type Rule = fn(&Desk<'_>, &Typed<'_>) -> Option<Known>;

/// The first that fits is told.
const RULES: [Rule; 4] = [whole, listed, rated, overdue];

/// Counts that the program knows are not typed.
pub(super) fn counts_are_computed(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for passage in desk.running() {
        for sentence in sentences(&passage.words) {
            for count in numbers(sentence) {
                let known = RULES.iter().find_map(|rule| rule(desk, &count));
                findings.extend(known.map(|known| count.told(passage, &known)));
            }
        }
    }
}

/// The numbers of a sentence.
fn numbers(sentence: &[Word]) -> Vec<Typed<'_>> {
    let (mut numbers, mut at) = (Vec::new(), 0);
    while at < sentence.len() {
        let Some((count, length)) = number(sentence, at) else {
            at += 1;
            continue;
        };
        let to = at + length;
        // `One in five measures` is a share, and neither number is a count.
        if is_one(sentence.get(to), &["in"])
            && let Some((_, length)) = number(sentence, to + 1)
        {
            at = to + 1 + length;
            continue;
        }
        numbers.push(Typed { sentence, at, to, count });
        at = to;
    }
    numbers
}

impl<'w> Typed<'w> {
    fn first(&self) -> &'w Word {
        &self.sentence[self.at]
    }

    /// The word in front of it.
    fn before(&self) -> Option<&'w Word> {
        self.at.checked_sub(1).and_then(|at| self.sentence.get(at))
    }

    /// Whether one of these phrases of two words stands in front of it.
    fn is_behind(&self, phrases: &[&str]) -> bool {
        self.at.checked_sub(2).is_some_and(|at| any_here(self.sentence, at, phrases).is_some())
    }

    /// The finding: equal to what the program counts, or against it.
    fn told(&self, passage: &Passage, known: &Known) -> Finding {
        let shown = shown(&self.sentence[self.at..self.to]);
        let computed = if known.own == self.count { shown.clone() } else { known.own.to_string() };
        let expression = match self.first().is {
            Piece::Word => format!("{}|words", known.expression),
            Piece::Figure | Piece::Mark | Piece::Computed => known.expression.clone(),
        };
        typed(passage, &self.first().place, &shown, &computed, &known.of, &expression)
    }
}

/// `24 measures are green`, `18 red measures`, `11 of the 53 are amber`.
fn rated(desk: &Desk<'_>, typed: &Typed<'_>) -> Option<Known> {
    let (sentence, to) = (typed.sentence, typed.to);
    if typed.first().text.starts_with('£')
        || is_one(sentence.get(to), &["%", "percent", "per"])
        || is_of_some(sentence)
    {
        return None;
    }
    let (colour, between) = rating_of(sentence, typed.at, to).filter(|(_, between)| {
        // Between a count and its rating there is no other count, but for that of all: `24 of the 53`.
        (0..between.len()).all(|at| {
            let is_number = between[at].is == Piece::Figure || number(between, at).is_some();
            !is_number || (0..at).any(|at| between[at].small == "of")
        })
    })?;
    let group = group(desk, between)?;
    let own = group.counts.of(colour);
    let verb = between.iter().any(|word| matches!(word.small.as_str(), "are" | "is" | "rated"));
    let end = to + between.len();
    let listed = between.is_empty() && is_one(typed.before(), &[":"]);
    let of_measures =
        verb || listed || (is_one(sentence.get(end + 1), &["measures", "indicators", "kpis"])) || {
            // `24 green, 11 amber and 18 red`
            sentence.iter().filter(|word| self::colour(Some(word)).is_some()).count() >= 2
        };
    // Of three red measures, any two may need something; never four.
    let definite = verb
        || is_one(typed.before(), &["the", "all"])
        || typed.is_behind(&["there are", "there is", "we have"])
        || typed.first().is == Piece::Figure
        || typed.count > group.counts.of(colour);
    let tells = of_measures && (own == typed.count || (definite && !of_the_past(sentence)));
    tells.then(|| Known {
        own,
        of: format!("the number of measures that are {}", colour.word()),
        expression: format!("{}.{}.count", group.expression, colour.word()),
    })
}

/// Whether a sentence speaks of some measures only, nobody here knows which.
fn is_of_some(sentence: &[Word]) -> bool {
    let of_a_group = |word: &Word| {
        word.is == Piece::Computed
            && ["kind(", "theme(", "priority("].iter().any(|start| word.text.starts_with(start))
    };
    let of_some = |phrase: &&str| find(sentence, phrase).is_some_and(|at| !is_behind_all(&sentence[..at]));
    OF_SOME.iter().any(of_some) || sentence.iter().any(of_a_group)
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

/// `Three reviews are overdue`, `reviews of three measures are overdue`.
fn overdue(desk: &Desk<'_>, typed: &Typed<'_>) -> Option<Known> {
    let length = any_here(
        typed.sentence,
        typed.to,
        &["reviews are overdue", "review is overdue", "measures are overdue", "measure is overdue"],
    )?;
    let ends = typed.sentence.get(typed.to + length).is_none_or(|next| next.is == Piece::Mark);
    let own =
        desk.results.measures.iter().filter(|one| review::overdue(&desk.pack.cover, one.measure)).count();
    (ends && !is_of_some(typed.sentence)).then(|| Known {
        own,
        of: "the number of measures that are overdue for review".to_owned(),
        expression: "overdue.count".to_owned(),
    })
}

/// `the 53 measures`, `26 outcome measures`, `a scorecard of 53 measures`.
fn whole(desk: &Desk<'_>, typed: &Typed<'_>) -> Option<Known> {
    let (sentence, count) = (typed.sentence, typed.count);
    let mut end = typed.to;
    end +=
        any_here(sentence, end, &["key performance", "performance", "key", "national", "local"]).unwrap_or(0);
    let kind = sentence.get(end).and_then(|word| kind_called(desk, &word.small));
    end += usize::from(kind.is_some());
    if !is_one(sentence.get(end), &["measures", "indicators", "kpis"]) {
        return None;
    }
    let ends = ["in all", "in total", "altogether", "on a single page", "on one page"];
    let all = is_one(typed.before(), &["all"])
        || typed.is_behind(&["total of", "all of", "all the"])
        || any_here(sentence, end + 1, &ends).is_some();
    let definite = all || is_one(typed.before(), &["the", "of", "has", "with", "holds", "shows", "contains"]);
    let known = match kind {
        Some(kind) => Known {
            own: desk.results.tally.kinds.iter().find(|(name, _)| name == kind)?.1.all(),
            of: format!("the number of measures of the kind `{kind}`"),
            expression: format!("kind(\"{kind}\").count"),
        },
        None => Known {
            own: desk.total().all(),
            of: "the number of measures".to_owned(),
            expression: "measures.count".to_owned(),
        },
    };
    let large = count >= 10;
    // `the two finance measures` may be two of six.
    let tells = match count == known.own {
        true => large || definite,
        false => all || (kind.is_some() && large && definite),
    };
    tells.then_some(known)
}

/// `thirteen improvement themes`, `the four recommendations`.
fn listed(desk: &Desk<'_>, typed: &Typed<'_>) -> Option<Known> {
    let improvement = here(typed.sentence, typed.to, "improvement").unwrap_or(0);
    let (own, name) = match typed.sentence.get(typed.to + improvement)?.small.as_str() {
        "themes" => (desk.pack.cover.themes.len(), "themes"),
        "recommendations" => (desk.pack.cover.recommendations.len(), "recommendations"),
        _ => return None,
    };
    let next = typed.sentence.get(typed.to + improvement + 1);
    let there = typed.is_behind(&["there are", "we have"]) && next.is_none_or(|next| next.is == Piece::Mark);
    let definite = is_one(typed.before(), &["the", "all", "into"])
        || there
        || improvement > 0
        || typed.is_behind(&["committee made"]);
    let tells = own > 0 && (definite || (typed.count == own && typed.count >= 3));
    tells.then(|| Known { own, of: format!("the number of {name}"), expression: format!("{name}.count") })
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
        .scorecard
        .kinds
        .iter()
        .filter_map(|kind| {
            let own =
                desk.pack.scorecard.measures.iter().filter(|measure| measure.kind.value == kind.name.value);
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
