//! Rules about what members are told about a measure: red ones must be explained, and comments must match the figures.

use std::cmp::Ordering;
use std::sync::LazyLock;

use crate::analyse::points::comparable;
use crate::analyse::{AimSource, Change, Colour, MeasureResult, Rating, Results, Trend, Verdict};
use crate::check::about;
use crate::check::paper::pattern::Table;
use crate::check::paper::phrase::shown;
use crate::check::paper::phrases::{Means, Row, row};
use crate::check::paper::slots::{Names, Value};
use crate::finding::{Code, Finding, Placed};
use crate::model::quantity::rounded;
use crate::model::{Measure, Number, View};
use crate::narrate::prose::{Word, words_of};
use crate::words::figure::with_unit;
use crate::words::sentence::aim_words;

/// A red measure must have a comment, an action and an owner.
pub(super) fn reds_are_explained(_: &View<'_>, results: &Results<'_>, findings: &mut Vec<Finding>) {
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

/// What a comment may claim about its measure. A phrase that ends in `{then}` must not be followed by a noun:
/// `improving pay will help` claims nothing.
#[rustfmt::skip]
pub(super) const CLAIMS: &[Row<Means>] = &[
    row("(improving|improved) {then}|getting better|an improvement|continues to improve", Means::Improving,
        &["Improving since 2016-17.", "It is an improvement."], &["Improving pay will help.", "An improved service."]),
    row("(worsening|worsened|deteriorating|deteriorated) {then}|getting worse", Means::Worsening,
        &["Getting worse.", "It worsened again."], &["Worsening weather"]),
    row("({have} fallen|{are} falling) {then}", Means::Down, &["Vacancies have fallen."], &["It has fallen leaves."]),
    row("({have} risen|{are} rising) {then}", Means::Up, &["It has risen again."], &["It has risen dough."]),
    row("all targets [are] met|on target|target [is|was] met|(meets|met|exceeds) (the|its) target", Means::OnTarget,
        &["Still on target", "All targets met"], &["The target is to be met by March."]),
    row("off target|target missed|(misses|missed|short of) the target", Means::OffTarget,
        &["Eleven short of the target."], &["We target those who missed it."]),
    row("(is|remains|still|rated) {rating}", Means::Rated, &["The measure is green."], &["Green is best."]),
];

static TABLE: LazyLock<Table<Means>> = LazyLock::new(|| Table::of(CLAIMS));

/// Words shortly before a claim that negate it or refer to another time.
const TURNING: [&str; 22] = [
    "not", "no", "never", "without", "hardly", "nor", "until", "will", "would", "should", "could", "may",
    "be", "if", "when", "expected", "was", "were", "than", "cannot", "isn't", "aren't",
];

/// Words directly before a claim that turn it into a plan: "by improving", "to be".
const PLANNING: [&str; 6] = ["by", "for", "of", "on", "to", "at"];

/// How many words before a claim are examined.
const BEFORE: usize = 4;

/// A comment must not say anything that the figures contradict.
pub(super) fn comments_follow_the_figures(
    view: &View<'_>,
    results: &Results<'_>,
    findings: &mut Vec<Finding>,
) {
    for result in &results.measures {
        let Some(comment) = &result.measure.comment else { continue };
        let claimed = claims(comment, &result.measure.title.value)
            .into_iter()
            .find_map(|(claim, said, phrase)| Some((against(claim, said, &phrase, result)?, phrase)))
            .map(|(fact, phrase)| (phrase, fact));
        let typed = [now_at(&comment.value, result), its_target(&comment.value, result)];
        for (phrase, fact) in claimed.into_iter().chain(typed.into_iter().flatten()) {
            let what = format!("the comment says `{phrase}`, but {fact}");
            let fix = "write what the figures show; if the comment is about something else, say what";
            findings.push(about(result.measure, Code::CommentContradicts, &comment.place, what, fix));
        }
        if let Some(number) = no_such_measure(&comment.value, view) {
            let what = format!("the comment says `see measure {number}`, but there is none of this number");
            findings.push(about(
                result.measure,
                Code::CrossReference,
                &comment.place,
                what,
                "write the number of a measure, or take it out",
            ));
        }
    }
}

/// The number after each occurrence of a phrase, its decimals, and the text directly after it.
fn numbers_behind<'t>(text: &'t str, phrase: &str) -> Vec<(Number, u32, &'t str)> {
    let small = text.to_ascii_lowercase();
    let found = small.match_indices(phrase).filter_map(|(at, _)| {
        let begins = !small[..at].ends_with(char::is_alphanumeric);
        let rest = text[at + phrase.len()..].trim_start_matches('£');
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(rest.len());
        let digits = rest[..end].trim_end_matches(['.', ',']);
        let value: Number = digits.replace(',', "").parse().ok().filter(|_| begins)?;
        Some((value, value.scale(), &rest[digits.len()..]))
    });
    found.collect()
}

/// Whether a number in a text may be in the measure's unit: percentages have a percent sign, other numbers do not, and
/// years such as 2019-20 do not count.
fn is_of_unit(rest: &str, measure: &Measure) -> bool {
    let percent = rest.starts_with('%') || rest.starts_with(" per cent");
    let other = rest.starts_with(['-', '/', '\u{2013}', 'k', 'm']) || rest.starts_with(" out of");
    percent == measure.unit.percent && !other
}

/// Finds `now at 7.1%` where the latest figure differs: what is written, and the fact that contradicts it.
fn now_at(text: &str, result: &MeasureResult<'_>) -> Option<(String, String)> {
    let latest = result.value()?;
    let (said, decimals, _) = ["now at ", "now stands at ", "currently at "]
        .into_iter()
        .flat_map(|phrase| numbers_behind(text, phrase))
        .find(|(_, _, rest)| is_of_unit(rest, result.measure))?;
    let shown = rounded(latest, result.decimals());
    // The typed figure may have fewer decimals, rounded either from the exact figure or from the printed one.
    let same = [latest, shown].iter().any(|own| rounded(*own, decimals.min(result.decimals())) == said)
        || rounded(said, result.decimals()) == shown;
    (!same && said != latest).then(|| {
        let print = |value: Number, decimals| with_unit(value, decimals, &result.measure.unit);
        let fact = format!("the latest figure is {}", print(latest, result.decimals()));
        (format!("now at {}", print(said, decimals)), fact)
    })
}

/// Finds `the target of 9%` where the target differs.
fn its_target(text: &str, result: &MeasureResult<'_>) -> Option<(String, String)> {
    let aim = result.aim.as_ref().filter(|aim| aim.source == AimSource::Own)?;
    let (said, decimals, _) = ["the target of ", "our target of ", "its target of "]
        .into_iter()
        .flat_map(|phrase| numbers_behind(text, phrase))
        .find(|(_, _, rest)| {
            // `the target of 9% for 2016-17` refers to another year.
            let ends = rest.trim_start_matches('%').trim_start_matches(" per cent");
            is_of_unit(rest, result.measure)
                && (ends.is_empty() || ends.starts_with(['.', ',', ';', ')']) || ends.starts_with(" and "))
        })?;
    let ends = [aim.band.from, aim.band.to];
    (!ends.into_iter().flatten().any(|end| end == said)).then(|| {
        let words = aim_words(aim.band, aim.decimals, &result.measure.unit);
        let shown = with_unit(said, decimals, &result.measure.unit);
        (format!("the target of {shown}"), format!("the target is {words}"))
    })
}

/// Finds `see measure 99` if no measure has this number. Services may refer to the whole scorecard, so are skipped.
fn no_such_measure(text: &str, view: &View<'_>) -> Option<Number> {
    let holds = |number: Number| {
        let own = view.scorecard.measures.iter().map(|measure| measure.number);
        own.map(Number::from).any(|own| own == number)
    };
    let found = numbers_behind(text, "see measure ").into_iter().map(|(number, _, _)| number);
    found.into_iter().find(|number| view.service.is_none() && number.scale() == 0 && !holds(*number))
}

/// The fact that contradicts a claim; `said` is a rating that the claim names.
fn against(claim: Means, said: Option<Colour>, phrase: &str, result: &MeasureResult<'_>) -> Option<String> {
    let verdict = match &result.change {
        Change::Since { difference, .. } => Some(difference.verdict),
        Change::FirstFigure | Change::NotComparable | Change::NoValue => None,
    };
    // Only for the present tense: what "has improved" may have done so before the latest figure.
    let now = phrase.to_lowercase().ends_with("ing");
    let moved = |trend: Trend, other: Trend, step: Verdict| match result.trend {
        found if found == trend => Some(format!("the trend is {}", trend.word())),
        found if found != other && now && verdict == Some(step) => {
            let than = if result.is_over_a_year() { "a year before" } else { "the one before" };
            Some(format!("the latest figure is {} than {than}", step.word()))
        }
        _ => None,
    };
    let is = |own: Colour| format!("the measure is {}", own.word());
    let colour = result.rating.colour();
    match claim {
        Means::Improving => moved(Trend::Worsening, Trend::Improving, Verdict::Worse),
        Means::Worsening => moved(Trend::Improving, Trend::Worsening, Verdict::Better),
        Means::Up => (way(result)? == Ordering::Less).then(|| "the figures have fallen".to_owned()),
        Means::Down => (way(result)? == Ordering::Greater).then(|| "the figures have risen".to_owned()),
        Means::OnTarget => colour.filter(|own| *own != Colour::Green).map(is),
        Means::OffTarget => {
            colour.filter(|own| *own == Colour::Green).map(|_| "the target is met".to_owned())
        }
        _ => colour.filter(|own| said != Some(*own)).map(is),
    }
}

/// The direction of the figures, if it is the same since the last figure, since a year ago and since the first.
fn way(result: &MeasureResult<'_>) -> Option<Ordering> {
    let Change::Since { difference, .. } = &result.change else { return None };
    let points = comparable(result.measure);
    let whole = points.last()?.1 - points.first()?.1;
    let year = result.year_before.as_ref().map(|(_, step)| step.size);
    let way = difference.size.cmp(&Number::ZERO);
    [Some(whole), year].into_iter().flatten().all(|size| size.cmp(&Number::ZERO) == way).then_some(way)
}

/// Two words that share this many letters at the start are about the same thing: `vacancies`, `Vacant posts`.
const STEM: usize = 5;

/// Whether the words before a claim of rising or falling refer to the measure: the last one occurs in its title, or is
/// `it`.
fn is_about(before: &[Word], title: &str) -> bool {
    let Some(subject) = before.last() else { return false };
    let stem = subject.small.get(..STEM);
    let named = |word: &str| stem.is_some() && word.to_lowercase().get(..STEM) == stem;
    (before.len() == 1 && subject.small == "it") || title.split_whitespace().any(named)
}

/// The claims in a text about a measure with this title: their meaning, any rating named, and their wording.
fn claims(text: &Placed<String>, title: &str) -> Vec<(Means, Option<Colour>, String)> {
    let (mut claims, names) = (Vec::new(), Names::default());
    let words = words_of(text, &text.place);
    for part in words.split(|word| matches!(word.text.as_str(), "." | ";" | ":" | "!" | "?" | ",")) {
        for at in 0..part.len() {
            let Some((found, row)) = TABLE.first(part, at, &names) else { continue };
            let moves = matches!(row.means, Means::Up | Means::Down);
            if !is_turned(&part[..at]) && (!moves || is_about(&part[..at], title)) {
                let said = found.all(Value::rating).next();
                claims.push((row.means, said, shown(&part[at..found.to])));
            }
        }
    }
    claims
}

/// Whether the words before a claim negate it or turn it into a plan.
fn is_turned(before: &[Word]) -> bool {
    let near = &before[before.len().saturating_sub(BEFORE)..];
    near.iter().any(|word| TURNING.contains(&word.small.as_str()))
        || before.last().is_some_and(|word| PLANNING.contains(&word.small.as_str()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::finding::Place;

    #[test]
    fn claims_are_found_and_plans_and_denials_are_not() {
        for (text, claim) in [
            ("Improving since 2016-17.", Some(Means::Improving)),
            ("Carers' lives are improving, year by year.", Some(Means::Improving)),
            ("It has improved by three points.", Some(Means::Improving)),
            ("Getting worse.", Some(Means::Worsening)),
            ("Still on target", Some(Means::OnTarget)),
            ("The measure is green and stays so.", Some(Means::Rated)),
            ("Eleven short of the target.", Some(Means::OffTarget)),
            ("Vacancies have fallen", Some(Means::Down)),
            ("It has risen again.", Some(Means::Up)),
            ("All targets met", Some(Means::OnTarget)),
            ("Agency costs have fallen.", None),
            ("Vacancies in the north have fallen.", None),
            ("Not all targets met.", None),
            ("By improving pay we hope to keep staff.", None),
            ("Improving pay will help.", None),
            ("It is not improving.", None),
            ("No longer improving.", None),
            ("Will be on target by March.", None),
            ("An improved service.", None),
            ("The target is to be met by the end of March.", None),
            ("Redesigned in spring.", None),
        ] {
            let place = Place::start_of(&Arc::from("life.yaml"));
            let text = Placed::new(text.to_owned(), place);
            assert_eq!(
                claims(&text, "Vacant posts").first().map(|(claim, ..)| *claim),
                claim,
                "{}",
                text.value
            );
        }
    }

    /// The findings for the starter's measure `Vacant posts` (10.3%, rising, target 8% or less) with this comment.
    fn told(comment: &str) -> Vec<String> {
        let starter = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/starter");
        let mut pack = crate::load::load(&starter).unwrap().0;
        let vacant =
            pack.scorecard.measures.iter_mut().find(|measure| measure.id.value == "vacant-posts").unwrap();
        vacant.comment.as_mut().unwrap().value = comment.to_owned();
        let mut findings = Vec::new();
        comments_follow_the_figures(&pack.whole(), &crate::analyse::analyse(&pack), &mut findings);
        findings.into_iter().map(|one| one.what).collect()
    }

    #[test]
    fn the_examples_and_the_starter_raise_no_alarm() {
        for folder in ["data/exampleshire", "data/wiltshire", "templates/starter"] {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            let pack = crate::load::load(&folder).unwrap().0;
            let mut findings = Vec::new();
            let results = crate::analyse::analyse(&pack);
            for (view, own) in crate::analyse::scorecards(&pack, &results) {
                comments_follow_the_figures(&view, own, &mut findings);
            }
            assert!(findings.is_empty(), "{findings:#?}");
        }
    }

    #[test]
    fn what_the_figures_do_not_bear_out_is_told_all_at_once() {
        assert_eq!(
            told("Vacancies have fallen. Now at 7.1%, below the target of 9%. See measure 99."),
            [
                "the comment says `have fallen`, but the figures have risen",
                "the comment says `now at 7.1%`, but the latest figure is 10.3%",
                "the comment says `the target of 9%`, but the target is 8.0% or less",
                "the comment says `see measure 99`, but there is none of this number",
            ]
        );
        assert_eq!(told("All targets met."), ["the comment says `All targets met`, but the measure is red"]);
        for right in [
            "Now at 10.3%, above the target of 8%. See measure 3.",
            "Now at 10%, above the target of 8.0%; vacancies have risen.",
            "The target of 9% for 2016-17 was met. Now at 12 posts.",
        ] {
            assert_eq!(told(right), [""; 0], "{right}");
        }
    }
}
