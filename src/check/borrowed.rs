//! Comments that tell the figures of another measure.

use crate::analyse::Results;
use crate::check::about;
use crate::finding::{Code, Finding};
use crate::model::{Count, Measure, Number, Reading, View};

/// Counts below this stand in many sentences.
const LEAST: Number = Number::TEN;

/// A comment's `182 of 211` is not numerator and denominator of another measure's figure and of none of its own.
pub(super) fn comments_tell_their_own_counts(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let measures = &view.scorecard.measures;
    for measure in measures {
        let Some(comment) = &measure.comment else { continue };
        for (part, whole) in some_of_all(&comment.value) {
            let has = |other: &&Measure| {
                other.readings.readings.iter().any(|reading| counts(reading) == Some((part, whole)))
            };
            let others: Vec<&Measure> = measures.iter().filter(has).collect();
            let ([other], true) = (others.as_slice(), part >= LEAST && whole > part) else { continue };
            if std::ptr::eq(*other, measure) || comment.value.contains(other.title.as_str()) {
                continue;
            }
            let what =
                format!("the comment says `{part} of {whole}`, which are the counts of {}", other.words());
            let fix = "write this measure's own; if the other is meant, name it";
            findings.push(about(measure, Code::CommentOfAnother, &comment.place, what, fix));
        }
    }
}

fn counts(reading: &Reading) -> Option<(Number, Number)> {
    match (reading.numerator?, reading.denominator?) {
        (Count::Known(part), Count::Known(whole)) if reading.value.is_ok() => Some((part, whole)),
        (Count::Known(_) | Count::Missing(_), _) => None,
    }
}

/// Each `182 of 211` of a text, with or without commas at the thousands.
fn some_of_all(text: &str) -> Vec<(Number, Number)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |word: &str| {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit()).replace(',', "");
        Some(digits).filter(|digits| !digits.contains('.'))?.parse::<Number>().ok()
    };
    let pair = |three: &[&str]| match three {
        [part, "of", whole] => Some((number(part)?, number(whole)?)),
        [part, "of", "the" | "all", ..] => Some((number(part)?, number(three.get(3)?)?)),
        _ => None,
    };
    let threes = words.windows(3).filter_map(pair);
    threes
        .chain(words.windows(4).filter(|four| four[2] == "the" || four[2] == "all").filter_map(pair))
        .collect()
}
