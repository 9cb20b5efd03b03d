//! The content of each cell of a row.

use crate::analyse::rating::aim;
use crate::analyse::review::{overdue, review_due};
use crate::analyse::trend::Why;
use crate::analyse::{
    AimSource, Change, Comparison, Difference, MeasureResult, NotRated, Rating, Trend, Verdict, decimals,
};
use crate::compose::columns::Field;
use crate::compose::manuscript::{Cell, Tone};
use crate::model::{Band, Covers, Flag, Measure, Number, Scorecard, View};
use crate::words::figure::{plain, signed};
use crate::words::list::capital;
use crate::words::time;

/// A dash for cells without content, so that none is blank.
pub const DASH: &str = "\u{2013}";

/// The cell for a result in a column, before its decimals are aligned.
pub fn cell(view: &View<'_>, result: &MeasureResult<'_>, field: Field, fields: &[Field]) -> Cell {
    match field {
        Field::Latest => latest(result),
        Field::Period => period(result),
        Field::Target => target(view, result, fields),
        Field::Rating => rating(result.rating),
        Field::Since => since(result),
        Field::Trend => trend(result),
        Field::Value(at) => value(view, result, at),
        Field::Difference(at) => match result.comparisons.get(at).and_then(Option::as_ref) {
            Some(found) => difference(&found.difference),
            None => quiet(DASH),
        },
        Field::Priorities => priorities(view, result),
        Field::Review => review(view, result),
    }
}

fn quiet(text: &str) -> Cell {
    Cell { text: text.to_owned(), tone: Tone::Quiet, ..Cell::default() }
}

fn latest(result: &MeasureResult<'_>) -> Cell {
    match result.latest.map(|reading| reading.value) {
        Some(Ok(value)) => {
            Cell { text: plain(value, result.decimals()), tone: Tone::Strong, ..Cell::default() }
        }
        Some(Err(missing)) => quiet(&format!("[{}]", missing.code())),
        None => quiet(DASH),
    }
}

fn period(result: &MeasureResult<'_>) -> Cell {
    let Some(latest) = result.latest else { return quiet(DASH) };
    let flags: Vec<String> = latest.flags.iter().map(|flag| bracketed(*flag)).collect();
    Cell { words: flags.join(" "), ..quiet(&time::period(latest.period)) }
}

/// A flag as printed: `[p]`.
pub fn bracketed(flag: Flag) -> String {
    format!("[{}]", flag.code())
}

fn target(view: &View<'_>, result: &MeasureResult<'_>, fields: &[Field]) -> Cell {
    let Some(aim) = &result.aim else {
        let reason = result.latest.and_then(|latest| aim(result.measure, latest).err());
        return quiet(match reason {
            Some(NotRated::NoTargetForPeriod) => "none for period",
            Some(NotRated::NoComparatorFigure) => "no figure",
            _ => "no target",
        });
    };
    let print = |end: Number| plain(end, aim.decimals);
    // A comparator's older figure is printed with its period, unless a column of its own shows that.
    let has_column = |name: &str| {
        let shown =
            |field: &Field| matches!(field, Field::Value(at) if view.comparators[*at].name.value == name);
        fields.iter().any(shown)
    };
    let year = match (&aim.source, result.latest) {
        (AimSource::Comparator { period, name }, Some(latest))
            if !latest.period.same_time(*period) && !has_column(name) =>
        {
            format!(" ({})", time::period(*period))
        }
        _ => String::new(),
    };
    let (text, words) = match aim.band {
        Band { from: Some(from), to: Some(to) } => {
            (format!("{} to {}", print(from), print(to)), String::new())
        }
        Band { from: Some(from), to: None } => (print(from), format!("or more{year}")),
        Band { from: None, to: Some(to) } => (print(to), format!("or less{year}")),
        Band { from: None, to: None } => ("no target".to_owned(), String::new()),
    };
    Cell { text, words, ..Cell::default() }
}

fn rating(rating: Rating) -> Cell {
    match rating {
        Rating::Rated(colour) => {
            Cell { text: capital(colour.word()), state: Some(colour.word()), ..Cell::default() }
        }
        Rating::Not(NotRated::ForInformation) => quiet("for information"),
        Rating::Not(_) => quiet("not rated"),
    }
}

/// Behind a change that is not the one since the last figure but since a year before.
pub const YEAR_BEFORE: &str = "[y]";

fn since(result: &MeasureResult<'_>) -> Cell {
    match &result.change {
        Change::Since { difference: found, .. } if result.is_over_a_year() => {
            let cell = difference(found);
            Cell { words: format!("{} {YEAR_BEFORE}", cell.words), ..cell }
        }
        Change::Since { difference: found, .. } => difference(found),
        Change::FirstFigure => quiet("first figure"),
        Change::NotComparable => quiet("not comparable"),
        Change::NoValue => quiet(DASH),
    }
}

fn difference(difference: &Difference) -> Cell {
    let up = difference.size > Number::ZERO;
    let (word, tone) = match difference.verdict {
        Verdict::Worse => ("worse", Tone::Strong),
        Verdict::Better => ("better", Tone::Plain),
        verdict @ (Verdict::Same | Verdict::Similar) => (verdict.word(), Tone::Quiet),
        Verdict::Neither => (if up { "higher" } else { "lower" }, Tone::Plain),
        verdict @ (Verdict::Above | Verdict::Below) => (verdict.word(), Tone::Plain),
    };
    Cell {
        text: signed(difference.size, difference.decimals),
        words: word.to_owned(),
        tone,
        ..Cell::default()
    }
}

fn trend(result: &MeasureResult<'_>) -> Cell {
    let tone = match result.trend {
        Trend::Worsening => Tone::Bad,
        Trend::Improving => Tone::Good,
        Trend::Increasing | Trend::Decreasing => Tone::Plain,
        Trend::NoSignificantChange
        | Trend::TooFewPoints
        | Trend::NotComparable
        | Trend::CannotBeCalculated => Tone::Quiet,
    };
    let text = too_few(result).unwrap_or_else(|| result.trend.word().to_owned());
    Cell { text, tone, ..Cell::default() }
}

/// Why there is no trend, where figures are too few. Where not all that are drawn count, the years that they have to span.
fn too_few(result: &MeasureResult<'_>) -> Option<String> {
    let (Trend::TooFewPoints, Some(Why::TooFew { have, need })) = (result.trend, result.working.why) else {
        return None;
    };
    Some(match result.measure.covers {
        Covers::Period | Covers::Snapshot => format!("{TOO_FEW}: {have} of {need}"),
        Covers::YearToDate | Covers::RollingYear => format!("needs {need} years"),
    })
}

/// What is said of figures that are too few for a trend, before how many there are.
pub const TOO_FEW: &str = "too few";

fn value(view: &View<'_>, result: &MeasureResult<'_>, at: usize) -> Cell {
    let Some(Comparison { reading, value, older, .. }) = result.comparisons.get(at).and_then(Option::as_ref)
    else {
        return missing(view, result, at).unwrap_or_else(|| quiet(DASH));
    };
    let note = if *older { format!("({})", time::period(reading.period)) } else { String::new() };
    Cell { text: plain(*value, decimals(result.measure, reading)), note, ..Cell::default() }
}

/// Why a comparator has no figure for the latest period, if its readings say so.
fn missing(view: &View<'_>, result: &MeasureResult<'_>, at: usize) -> Option<Cell> {
    let series = result.measure.comparators.get(&view.comparators.get(at)?.name.value)?;
    let why = series.at(result.latest?.period)?.value.err()?;
    Some(quiet(&format!("[{}]", why.code())))
}

fn priorities(view: &View<'_>, result: &MeasureResult<'_>) -> Cell {
    let named = |name: &str| result.measure.priorities.iter().any(|priority| priority.value == name);
    let slot = |priority: &crate::model::Priority| {
        if named(&priority.name) { priority.letter.value.clone() } else { String::new() }
    };
    Cell { slots: view.priorities.iter().copied().map(slot).collect(), ..Cell::default() }
}

fn review(view: &View<'_>, result: &MeasureResult<'_>) -> Cell {
    match review_due(view.cover, result.measure) {
        Some(due) if overdue(view.cover, result.measure) => {
            Cell { text: time::short_month(due), ..Cell::default() }
        }
        Some(_) | None => quiet(DASH),
    }
}

/// Aligns the decimals of a column: each figure gets the invisible digits that it lacks against the longest.
pub fn align(cells: &mut [&mut Cell]) {
    let fraction = |cell: &Cell| {
        let figure = cell.text.ends_with(|c: char| c.is_ascii_digit()) && !cell.text.contains(" to ");
        figure.then(|| cell.text.split_once('.').map_or(0, |(_, fraction)| fraction.len()))
    };
    let most = cells.iter().filter_map(|cell| fraction(cell)).max().unwrap_or(0);
    for cell in cells {
        if let Some(has) = fraction(cell).filter(|has| *has < most) {
            let point = if has == 0 { "." } else { "" };
            cell.pad = format!("{point}{}", "0".repeat(most - has));
        }
    }
}

/// The text below a measure's title: its comment and, if wanted, its action.
pub fn below(scorecard: &Scorecard, measure: &Measure) -> String {
    let comment = measure.comment.as_ref().map(|comment| comment.value.clone());
    let action = measure.action.as_ref().filter(|_| scorecard.page.actions);
    let action = action.map(|action| format!("Action: {}", action.value));
    comment.into_iter().chain(action).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::analyse::analyse;
    use crate::load::load;

    #[test]
    fn too_few_figures_say_how_many_there_are_or_what_they_have_to_span() {
        let said = |folder: &str, number: u32| {
            let pack = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap().0;
            let results = analyse(&pack);
            let result = results.measures.iter().find(|result| result.measure.number == number).unwrap();
            trend(result).text
        };
        assert_eq!(said("data/wiltshire", 6), "too few: 3 of 5");
        // Of the rolling years that are drawn, few do not overlap.
        assert_eq!(said("data/exampleshire", 30), "needs 5 years");
    }

    #[test]
    fn decimals_line_up_by_what_is_missing() {
        let mut cells = ["14", "6.6", "19.85", "no target", "95 to 105"].map(quiet);
        align(&mut cells.iter_mut().collect::<Vec<_>>());
        assert_eq!(cells.map(|cell| cell.pad), [".00", "0", "", "", ""]);
    }
}
