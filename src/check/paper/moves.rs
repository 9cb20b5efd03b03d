//! Sentences about a single measure: what it is, how it moved, on which side of another figure it is.

use std::sync::LazyLock;

use crate::analyse::{Change, Colour, Difference, MeasureResult, Trend, Verdict};
use crate::check::paper::claims::{beside, is_so};
use crate::check::paper::pattern::{Found, Table};
use crate::check::paper::phrase::shown;
use crate::check::paper::phrases::{Means, Row, row};
use crate::check::paper::setting::{Setting, setting};
use crate::check::paper::slots::{Value, asked};
use crate::check::paper::{Evidence, in_passage};
use crate::finding::{Code, Finding};
use crate::model::Number;
use crate::narrate::prose::{Passage, Word};

/// How a sentence refers to one measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The measure that it names.
    Named,
    /// The one measure whose figure the sentence has just inserted.
    JustAsked,
    /// How its figure moved.
    Went,
    /// How far one figure is from another.
    Differs,
    /// On which side of a comparator's figure it is.
    Beside,
}

/// What may be said about one measure.
#[rustfmt::skip]
pub const ROWS: &[Row<About>] = &[
    row("{size} [{points}] {side}", About::Differs,
        &[r#"That is {{ measure("recycling").change.size }} lower than before."#],
        &[r#"That is {{ measure("recycling").value }} lower than before."#]),
    row("{moved} [by] {size}", About::Differs,
        &[r#"It fell by {{ measure("recycling").change.size }}."#],
        &[r#"It may fall by {{ measure("recycling").change.size }}."#]),
    row("{measure} [\\( {value} \\)] {moved} [{times}] $", About::Went,
        &[r#"{{ measure("recycling").name|capital }} fell last year."#],
        &[r#"{{ measure("recycling").name|capital }} fell in two of these years."#]),
    row("{moved} [again] to {value} [from {asked}]", About::Went,
        &[r#"It fell to {{ measure("recycling").value }}."#],
        &[r#"It fell to us, {{ measure("recycling").value }}."#]),
    row("{value} … [,] ({moved} from|{side} [the]) {asked}", About::Went,
        &[r#"{{ measure("recycling").value }} is recycled, up from {{ measure("recycling").reading("2024-25 Q1") }}."#],
        &[r#"{{ measure("recycling").value }} is recycled, up from nothing."#]),
    row("{measure} {are} [{now}] [performing|doing] {side} \
         [the|in|that of] {comparator} [average] [{asked}] $", About::Beside,
        &[r#"{{ measure("recycling").name|capital }} is below England."#],
        &[r#"{{ measure("recycling").name|capital }} is below England in 2015-16."#]),
    row("{measure} [\\( {value} \\)] [[,] (and|,) {measure}] [[,] and {measure}] [both|all] \
         ({so}|{turned}) {stop}", About::Named,
        &[r#"{{ measure("recycling").name|capital }} is still green."#,
          r#"{{ measure("recycling").name|capital }} and {{ measure("invoices").name }} are both green."#],
        &[r#"{{ measure("recycling").name|capital }} is not green."#,
          r#"{{ measure("recycling").name|capital }} is green in Southmoor."#]),
    row("{value} … [,] [and|which|that] [{are}] {side} \
         [the|in|that of] {comparator} [average] [of|at] [{asked}|\\( {asked}] $", About::Beside,
        &[r#"{{ measure("recycling").value }} is recycled, below England's {{ measure("recycling").england }}."#],
        &[r#"{{ measure("recycling").value }} is recycled; it is below England."#]),
    row("(which|and this|, this|a (number|figure|rate|share) (that|which)\
         |the (trend|number|figure|rate)) {so} {stop}", About::JustAsked,
        &["12 were late, a number that is steadily improving, at last."],
        &["12 were late, and the weather is getting worse."]),
    row("(with|at) {value} , … {so} {stop}", About::JustAsked,
        &[r#"With {{ measure("recycling").value }}, the service is on target."#],
        &["With 12, the service is on target."]),
];

static TABLE: LazyLock<Table<About>> = LazyLock::new(|| Table::of(ROWS));

/// Checks a statement about one measure that begins at this word: returns the position after it and the finding.
pub fn said_of_one(
    evidence: &Evidence<'_>,
    passage: &Passage,
    sentence: &[Word],
    at: usize,
) -> Option<(usize, Finding)> {
    let (found, row) = TABLE.first(sentence, at, &evidence.names)?;
    if setting(evidence, sentence, &found, 0) == Setting::Elsewhere {
        return None;
    }
    let (id, field) = match row.means {
        About::JustAsked => (the_one_asked(&sentence[..found.to])?, String::new()),
        _ => found.all(Value::asked).next().map(|(id, field)| (id.to_owned(), field.to_owned()))?,
    };
    let one = evidence.results.measures.iter().find(|one| one.measure.id.value == id)?;
    let means = found.all(Value::means).find(|means| means.is_so())?;
    let (is, fix) = match row.means {
        About::Named | About::JustAsked => against(means, &found, one)?,
        About::Went => went(means, &found, one)?,
        About::Differs => differs(evidence, means, &field, one)?,
        About::Beside => on_other_side(evidence, means, &found, one)?,
    };
    let said = shown(&sentence[found.at(Value::is_so)?..found.to]);
    let what = format!("the text says `{said}` of measure {}, but {is}", one.measure.number);
    Some((found.to, in_passage(passage, Code::StaleClaim, &sentence[found.from].place, what, fix)))
}

/// The measure that these words refer to, if there is only one.
fn the_one_asked(words: &[Word]) -> Option<String> {
    let mut ids = words.iter().filter_map(|word| Some(asked(word)?.0));
    let first = ids.next()?;
    ids.all(|id| id == first).then_some(first)
}

/// The actual state, and what to write. A claim is never compared with a trend that has no direction.
fn against(means: Means, found: &Found, one: &MeasureResult<'_>) -> Option<(String, String)> {
    let colours: Vec<Colour> = found.all(Value::rating).collect();
    let id = &one.measure.id.value;
    let trend = || {
        let fix = format!("write that its trend is `{{{{ measure(\"{id}\").trend }}}}`");
        (format!("its trend is {}", one.trend.word()), fix)
    };
    match means {
        Means::Improving => (one.trend == Trend::Worsening).then(trend),
        Means::Worsening => (one.trend == Trend::Improving).then(trend),
        Means::Rated | Means::OnTarget | Means::OffTarget => {
            let own = one.rating.colour().filter(|_| !is_so(means, &colours, found, one))?;
            let fix = format!("write that it is `{{{{ measure(\"{id}\").rating }}}}`");
            Some((format!("it is {}", own.word()), fix))
        }
        Means::HasAction | Means::HasOwner | Means::HasComment => (!is_so(means, &colours, found, one))
            .then(|| ("it has none".to_owned(), "add it to the measure, or leave this out".to_owned())),
        _ => None,
    }
}

/// Whether a difference is what the words say; `None` if there is no difference, or neither side is better.
fn is_that(difference: &Difference, means: Means) -> Option<bool> {
    if difference.size.is_zero() {
        return None;
    }
    match means {
        Means::Up => Some(difference.size > Number::ZERO),
        Means::Down => Some(difference.size < Number::ZERO),
        Means::Better | Means::Worse => match difference.verdict {
            Verdict::Better => Some(means == Means::Better),
            Verdict::Worse => Some(means == Means::Worse),
            _ => None,
        },
        _ => None,
    }
}

/// Finds a figure that is on the other side of a comparator's than the text says.
fn on_other_side(
    evidence: &Evidence<'_>,
    means: Means,
    found: &Found,
    one: &MeasureResult<'_>,
) -> Option<(String, String)> {
    let which = found.all(Value::comparator).next()?;
    (beside(one, which, means) == Some(false)).then_some(())?;
    let size = one.comparisons.get(which)?.as_ref()?.difference.size;
    let is = if size > Number::ZERO { "above" } else { "below" };
    let title = &evidence.pack.cover.comparators[which].title.value;
    Some((format!("the figure is {is} that of {title}"), format!("write that it is {is}")))
}

fn since<'r>(one: &'r MeasureResult<'_>) -> Option<&'r Difference> {
    match &one.change {
        Change::Since { difference, .. } => Some(difference),
        Change::FirstFigure | Change::NotComparable | Change::NoValue => None,
    }
}

/// Finds `fell last year` if the figure rose over every span, and `fell to … from …` if it rose from that figure.
fn went(means: Means, found: &Found, one: &MeasureResult<'_>) -> Option<(String, String)> {
    let mut asked = found.all(Value::asked);
    let (own, last) = (asked.next()?, asked.filter(|(_, field)| !field.starts_with("value")).last());
    let from = last.and_then(|(id, field)| Some((id, field.strip_prefix("reading(\"")?.split('"').next()?)));
    let steps: Vec<bool> = match from {
        Some((id, _)) if id != own.0 => return None,
        Some((_, period)) => {
            let then = one.measure.readings.readings.iter().find(|own| own.period.to_string() == period)?;
            let (now, then) = (one.value()?, then.value.ok()?);
            let up = (means == Means::Up || means == Means::Down).then_some(now > then)?;
            if now == then { Vec::new() } else { vec![up == (means == Means::Up)] }
        }
        None if last.is_some() => return None,
        None => {
            let steps = since(one).into_iter().chain(one.year_before.as_ref().map(|(_, step)| step));
            steps.filter_map(|step| is_that(step, means)).collect()
        }
    };
    let against = !steps.is_empty() && steps.iter().all(|is| !is);
    let did = match means {
        Means::Up => "fell",
        Means::Down => "rose",
        Means::Better => "got worse",
        _ => "got better",
    };
    against.then(|| (format!("its figure {did}"), format!("write that it {did}")))
}

/// Finds `{{ … change.size }} lower` if the figure is higher.
fn differs(
    evidence: &Evidence<'_>,
    means: Means,
    field: &str,
    one: &MeasureResult<'_>,
) -> Option<(String, String)> {
    let whose = field.strip_suffix(".size")?;
    let difference = if whose == "change" {
        since(one)?
    } else {
        let name =
            whose.strip_suffix(".difference")?.trim_start_matches("comparator(\"").trim_end_matches("\")");
        let which = evidence
            .pack
            .cover
            .comparators
            .iter()
            .position(|own| own.name.replace('-', "_") == name.replace('-', "_"))?;
        &one.comparisons.get(which)?.as_ref()?.difference
    };
    let (is, field) = match means {
        Means::Up => ("lower", "direction"),
        Means::Down => ("higher", "direction"),
        Means::Better => ("worse", "verdict"),
        _ => ("better", "verdict"),
    };
    let expression = format!("`{{{{ measure(\"{}\").{whose}.{field} }}}}`", one.measure.id.value);

    (is_that(difference, means) == Some(false))
        .then(|| (format!("the figure is {is}"), format!("write that it is {expression}")))
}
