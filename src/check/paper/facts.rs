//! Facts from `scorecard.yaml` that were typed into the report.

use crate::check::paper::phrase::{here, is_one};
use crate::check::paper::{Evidence, typed};
use crate::finding::Finding;
use crate::model::{Fact, Number};
use crate::narrate::prose::{Piece, Word};
use crate::words::figure::{plain, with_unit};

/// The smallest count that is reported at all; smaller ones can refer to too many things.
const LARGE: i64 = 100;

/// The smallest count that is reported whatever words follow it.
const VERY_LARGE: i64 = 1_000;

/// A figure that is a declared fact should be inserted by its name.
pub(super) fn facts_are_named(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    for passage in evidence.running() {
        let words = &passage.words;
        for (at, word) in words.iter().enumerate().filter(|(_, word)| word.is == Piece::Figure) {
            let Some(figure) = Figure::of(words, at) else { continue };
            let found = evidence.pack.cover.facts.iter().find_map(|fact| {
                let own = in_full(fact);
                let same = own == figure.value && figure.money == is_money(fact);
                let nearby = same || names_it(words, at, figure.length, fact);
                (same && tells(&figure, words, at, fact) || !same && nearby && figure.money == is_money(fact))
                    .then_some((fact, same))
            });
            if let Some((fact, same)) = found {
                let name = fact.name.as_str();
                let expression = match is_money(fact) {
                    true => format!("fact(\"{name}\").long"),
                    false => format!("fact(\"{name}\")"),
                };
                let computed = match (same, &fact.unit) {
                    (true, _) => figure.shown.clone(),
                    (false, Some(unit)) if is_money(fact) => with_unit(fact.value, fact.value.scale(), unit),
                    (false, _) => plain(fact.value, fact.value.scale()),
                };
                let of = format!("the fact `{name}`");
                findings.push(typed(passage, &word.place, &figure.shown, &computed, &of, &expression));
            }
        }
    }
}

/// A figure in the text, written out in full.
struct Figure {
    value: Number,
    money: bool,
    shown: String,
    /// How many words it consists of.
    length: usize,
    /// Whether it is a year, a day or another number without a thousands separator.
    bare: bool,
}

impl Figure {
    fn of(words: &[Word], at: usize) -> Option<Self> {
        let text = words[at].small.as_str();
        let money = text.starts_with('£');
        let digits = text.trim_start_matches('£').replace(',', "");
        let end = digits.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(digits.len());
        let (number, suffix) = digits.split_at(end);
        let mut scale = match suffix {
            "" => 0u32,
            "k" => 3,
            "m" => 6,
            "bn" => 9,
            _ => return None,
        };
        let mut length = 1;
        if suffix.is_empty() {
            for (word, own) in [("million", 6), ("thousand", 3), ("billion", 9)] {
                if here(words, at + 1, word).is_some() {
                    (scale, length) = (own, 2);
                }
            }
        }
        let value = number.parse::<Number>().ok()?.checked_mul(Number::from(10i64.pow(scale)))?;
        let mut shown = words[at].text.clone();
        if length == 2 {
            shown = format!("{shown} {}", words[at + 1].text);
        }
        let bare = !money && scale == 0 && !text.contains(',');
        Some(Self { value: value.normalize(), money, shown, length, bare })
    }
}

fn is_money(fact: &Fact) -> bool {
    pounds(fact).is_some()
}

/// The fact in pounds or single items.
fn in_full(fact: &Fact) -> Number {
    let scale = pounds(fact).unwrap_or(Number::ONE);
    fact.value.checked_mul(scale).unwrap_or(fact.value).normalize()
}

/// What one of the fact's unit is worth, if it is money.
fn pounds(fact: &Fact) -> Option<Number> {
    fact.unit.as_ref().and_then(|unit| unit.pounds)
}

/// Whether an equal figure must be this fact: money always is; a count if it is large and not a year.
fn tells(figure: &Figure, words: &[Word], at: usize, fact: &Fact) -> bool {
    let year = figure.bare && figure.value >= Number::from(1900) && figure.value <= Number::from(2100);
    let scored = fact.unit.as_ref().is_some_and(|unit| unit.percent);
    let things = fact.unit.as_ref().and_then(|unit| unit.things.as_deref()).unwrap_or_default();
    let behind = words.iter().skip(at + figure.length).take(3);
    let named = behind
        .filter(|word| word.is == Piece::Word)
        .any(|word| word.small == things || fact.name.split('-').any(|part| part == word.small));
    let large = figure.value.abs() >= Number::from(VERY_LARGE);
    figure.money || ((large || named) && figure.value.abs() >= Number::from(LARGE) && !year && !scored)
}

/// Whether the fact's name beside a figure shows that it is this fact: `gross budget of £140 million`,
/// `5,400 users`. Part of the fact, such as `5,400 users who live alone`, does not count.
fn names_it(words: &[Word], at: usize, length: usize, fact: &Fact) -> bool {
    let name: Vec<&str> = fact.name.split('-').collect();
    let stands = |from: usize| {
        name.iter()
            .enumerate()
            .all(|(step, part)| words.get(from + step).is_some_and(|word| word.small == *part))
    };
    let behind = at + length;
    let ends = words
        .get(behind + name.len())
        .is_none_or(|next| matches!(next.small.as_str(), "." | "," | ";" | ")" | "and"));
    let before = is_one(at.checked_sub(1).and_then(|at| words.get(at)), &["of", "is", "was"])
        && at > name.len()
        && stands(at - 1 - name.len())
        && is_one(
            (at - 1).checked_sub(name.len() + 1).and_then(|at| words.get(at)),
            &["the", "a", "our", "its"],
        );
    (stands(behind) && ends) || before
}
