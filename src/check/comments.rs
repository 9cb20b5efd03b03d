//! Rules about what members are told of a measure: a red one is explained, and comments say what the figures say.

use crate::analyse::{Change, Colour, MeasureResult, Rating, Results, Trend, Verdict};
use crate::check::about;
use crate::finding::{Code, Finding};
use crate::model::Pack;

/// A red measure has a comment, an action and an owner.
pub(super) fn reds_are_explained(_: &Pack, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for result in results.measures.iter().filter(|result| result.rating == Rating::Rated(Colour::Red)) {
        let measure = result.measure;
        let wanted = [
            (&measure.comment, Code::RedWithoutComment, "comment", "add a `comment` that tells members why"),
            (
                &measure.action,
                Code::RedWithoutAction,
                "action",
                "add an `action`: what is being done, by when",
            ),
            (&measure.owner, Code::RedWithoutOwner, "owner", "add an `owner`: the post that answers for it"),
        ];
        for (_, code, key, fix) in wanted.into_iter().filter(|(text, ..)| text.is_none()) {
            let what = format!("the measure is red and has no {key}");
            findings.push(about(measure, code, &measure.title.place, what, fix));
        }
    }
}

/// What a comment claims of its measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    Improving,
    Worsening,
    OnTarget,
    OffTarget,
    Rated(Colour),
}

/// Phrases that claim something, as words; `*` behind a phrase: only where no noun follows, so that "improving pay
/// will help" is none.
const CLAIMS: &[(&str, Claim)] = &[
    ("improving*", Claim::Improving),
    ("improved*", Claim::Improving),
    ("getting better", Claim::Improving),
    ("an improvement", Claim::Improving),
    ("continues to improve", Claim::Improving),
    ("worsening*", Claim::Worsening),
    ("worsened*", Claim::Worsening),
    ("deteriorating*", Claim::Worsening),
    ("deteriorated*", Claim::Worsening),
    ("getting worse", Claim::Worsening),
    ("on target", Claim::OnTarget),
    ("target met", Claim::OnTarget),
    ("target is met", Claim::OnTarget),
    ("target was met", Claim::OnTarget),
    ("meets the target", Claim::OnTarget),
    ("meets its target", Claim::OnTarget),
    ("met the target", Claim::OnTarget),
    ("exceeds the target", Claim::OnTarget),
    ("off target", Claim::OffTarget),
    ("target missed", Claim::OffTarget),
    ("misses the target", Claim::OffTarget),
    ("missed the target", Claim::OffTarget),
    ("short of the target", Claim::OffTarget),
    ("is green", Claim::Rated(Colour::Green)),
    ("remains green", Claim::Rated(Colour::Green)),
    ("still green", Claim::Rated(Colour::Green)),
    ("rated green", Claim::Rated(Colour::Green)),
    ("is amber", Claim::Rated(Colour::Amber)),
    ("remains amber", Claim::Rated(Colour::Amber)),
    ("still amber", Claim::Rated(Colour::Amber)),
    ("rated amber", Claim::Rated(Colour::Amber)),
    ("is red", Claim::Rated(Colour::Red)),
    ("remains red", Claim::Rated(Colour::Red)),
    ("still red", Claim::Rated(Colour::Red)),
    ("rated red", Claim::Rated(Colour::Red)),
];

/// Words that may follow on a claim; another one makes an adjective of it.
const FOLLOWING: [&str; 25] = [
    "since", "over", "for", "again", "and", "but", "each", "every", "from", "steadily", "slowly", "further",
    "this", "last", "in", "on", "by", "to", "at", "across", "after", "month", "year", "trend", "though",
];

/// Words shortly before a claim that turn it round, or speak of another time.
const TURNING: [&str; 22] = [
    "not", "no", "never", "without", "hardly", "nor", "until", "will", "would", "should", "could", "may",
    "be", "if", "when", "expected", "was", "were", "than", "cannot", "isn't", "aren't",
];

/// Words directly before a claim that make a plan of it: "by improving", "to be".
const PLANNING: [&str; 6] = ["by", "for", "of", "on", "to", "at"];

/// How many words before a claim are looked at.
const BEFORE: usize = 4;

/// A comment does not say what the figures do not bear out.
pub(super) fn comments_follow_the_figures(_: &Pack, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for result in &results.measures {
        let Some(comment) = &result.measure.comment else { continue };
        let found = claims(&comment.value)
            .into_iter()
            .find_map(|(phrase, claim)| against(claim, &phrase, result).map(|fact| (phrase, fact)));
        if let Some((phrase, fact)) = found {
            let what = format!("the comment says `{phrase}`, but {fact}");
            let fix = "write what the figures show; if the comment is about something else, say what";
            findings.push(about(result.measure, Code::CommentContradicts, &comment.place, what, fix));
        }
    }
}

/// What speaks against a claim.
fn against(claim: Claim, phrase: &str, result: &MeasureResult<'_>) -> Option<String> {
    let colour = result.rating.colour();
    let verdict = match &result.change {
        Change::Since { difference, .. } => Some(difference.verdict),
        Change::FirstFigure | Change::NotComparable | Change::NoValue => None,
    };
    // Of the present only: what has improved may have done so before the last figure.
    let now = phrase.to_lowercase().ends_with("ing");
    let moved = |trend: Trend, other: Trend, step: Verdict| match result.trend {
        found if found == trend => Some(format!("the trend is {}", trend.word())),
        found if found != other && now && verdict == Some(step) => {
            Some(format!("the latest figure is {} than the one before", step.word()))
        }
        _ => None,
    };
    match claim {
        Claim::Improving => moved(Trend::Worsening, Trend::Improving, Verdict::Worse),
        Claim::Worsening => moved(Trend::Improving, Trend::Worsening, Verdict::Better),
        Claim::OnTarget => colour
            .filter(|colour| *colour != Colour::Green)
            .map(|colour| format!("the measure is {}", colour.word())),
        Claim::OffTarget => {
            colour.filter(|colour| *colour == Colour::Green).map(|_| "the target is met".to_owned())
        }
        Claim::Rated(said) => {
            colour.filter(|colour| *colour != said).map(|colour| format!("the measure is {}", colour.word()))
        }
    }
}

/// The claims of a text, each as it is written there.
fn claims(text: &str) -> Vec<(String, Claim)> {
    let mut found = Vec::new();
    for sentence in text.split(['.', ';', ':', '!', '?', ',']) {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        let small: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        for at in 0..words.len() {
            for (phrase, claim) in CLAIMS {
                let (phrase, open) =
                    phrase.strip_suffix('*').map_or((*phrase, false), |phrase| (phrase, true));
                if !phrase.starts_with(small[at].as_str()) {
                    continue;
                }
                let length = phrase.split(' ').count();
                let here = small.get(at..at + length).is_some_and(|here| here.join(" ") == phrase);
                let next = small.get(at + length).map(String::as_str);
                let no_noun = !open || next.is_none_or(|next| FOLLOWING.contains(&next));
                if here && no_noun && !is_turned(&small[..at]) {
                    found.push((words[at..at + length].join(" "), *claim));
                }
            }
        }
    }
    found
}

/// Whether the words before a claim turn it round or make a plan of it.
fn is_turned(before: &[String]) -> bool {
    let near = &before[before.len().saturating_sub(BEFORE)..];
    near.iter().any(|word| TURNING.contains(&word.as_str()))
        || before.last().is_some_and(|word| PLANNING.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_found_and_plans_and_denials_are_not() {
        for (text, claim) in [
            ("Improving since 2016-17.", Some(Claim::Improving)),
            ("Carers' lives are improving, year by year.", Some(Claim::Improving)),
            ("It has improved by three points.", Some(Claim::Improving)),
            ("Getting worse.", Some(Claim::Worsening)),
            ("Still on target", Some(Claim::OnTarget)),
            ("The measure is green and stays so.", Some(Claim::Rated(Colour::Green))),
            ("Eleven short of the target.", Some(Claim::OffTarget)),
            ("By improving pay we hope to keep staff.", None),
            ("Improving pay will help.", None),
            ("It is not improving.", None),
            ("No longer improving.", None),
            ("Will be on target by March.", None),
            ("An improved service.", None),
            ("The target is to be met by the end of March.", None),
            ("Redesigned in spring.", None),
        ] {
            assert_eq!(claims(text).first().map(|(_, claim)| *claim), claim, "{text}");
        }
    }
}
