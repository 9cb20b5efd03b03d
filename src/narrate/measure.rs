//! One measure as expressions see it.

use std::sync::Arc;

use minijinja::Value;

use crate::analyse::review;
use crate::analyse::{Change, Comparison, Difference, MeasureResult, NotRated, Rating, decimals};
use crate::finding::Part;
use crate::model::{Comparator, Number, Period, Unit, View};
use crate::narrate::figure::{ANOTHER, Figure, Lookup};
use crate::words::figure::{amount, plain, signed, with_unit};
use crate::words::sentence::{aim_words, sentence};
use crate::words::time;

/// Everything that can be asked about a measure. It prints its name: `measure 6 – Carer-reported quality of life`.
pub fn figure(view: &View<'_>, result: &MeasureResult<'_>) -> Figure {
    let measure = result.measure;
    let what = format!("measure {}", measure.number);
    let title = measure.title.trim();
    let name = format!("{what} \u{2013} {title}");
    let text = |text: Option<&crate::finding::Placed<String>>| text.map(|text| text.trim().to_owned());
    let kind = view.scorecard.kinds.iter().find(|kind| kind.name.value == measure.kind.value);
    let figure = Figure::new(&what, &name)
        .of(measure.subject().into())
        .linked(&measure.id)
        .is("number", measure.number)
        .is("id", &*measure.id)
        .is("title", title)
        .is("name", Figure::new(format!("the name of {what}"), name).linked(&measure.id))
        .is("unit", measure.unit.beside.as_str())
        .is("trend", result.trend.word())
        .is("sentence", sentence(view, result))
        .maybe("kind", kind.map(|kind| kind.title.as_str()), "kind")
        .maybe("code", measure.code.as_deref(), "code")
        .maybe("owner", text(measure.owner.as_ref()), "owner")
        .maybe("comment", text(measure.comment.as_ref()), "comment")
        .maybe("action", text(measure.action.as_ref()), "action")
        .maybe("reviewed", measure.reviewed.map(time::date), "date of a review")
        .maybe("review_due", review::review_due(view.cover, measure).map(time::date), "date of a review");
    let figure = change(target(value(rating(figure, result), result), result), result);
    comparators(figure.is("reading", readings(result)), view, result)
}

/// The readings, by period: `reading("2016-17")`.
fn readings(result: &MeasureResult<'_>) -> Value {
    let measure = result.measure;
    let whose = format!("measure {}", measure.number);
    let about = Some(Arc::new(measure.subject()));
    let mut all = Lookup { thing: "reading".to_owned(), measure: about, ..Lookup::default() };
    for reading in &measure.readings.readings {
        let (name, period) = (reading.period.to_string(), time::period(reading.period));
        match reading.value {
            Ok(value) => {
                let decimals = decimals(measure, reading);
                let shown = Figure::new(
                    format!("the reading of {whose} for {period}"),
                    with_unit(value, decimals, &measure.unit),
                );
                let shown = shown.is("number", plain(value, decimals)).is("period", when(reading.period));
                all.entries.insert(name, shown.value());
            }
            Err(why) => {
                let reason = format!("{whose} has no value for {period}: {}", why.words());
                all.refused.insert(name, (reason, ANOTHER.to_owned()));
            }
        }
    }
    all.whose = Some(whose);
    Value::from_object(all)
}

fn value(figure: Figure, result: &MeasureResult<'_>) -> Figure {
    let measure = result.measure;
    let period = || result.latest.map(|latest| when(latest.period));
    let Some(value) = result.value() else {
        let reason = match result.latest {
            Some(latest) => {
                let why = latest.value.err().map_or("not available", crate::model::Missing::words);
                format!("measure {} has no value for {}: {why}", measure.number, time::period(latest.period))
            }
            None => format!("measure {} has no figures yet", measure.number),
        };
        return figure.maybe("period", period(), "figures yet").lacks("value", reason);
    };
    let shown = with_unit(value, result.decimals(), &measure.unit);
    let shown = Figure::new(format!("the value of measure {}", measure.number), shown)
        .is("number", plain(value, result.decimals()))
        .maybe("period", period(), "period");
    figure.is("value", shown).maybe("period", period(), "period")
}

/// A period as printed, with its form for running text as `long`: `Sep 2019` and September 2019.
fn when(period: Period) -> Figure {
    Figure::new("a period", time::period(period)).is("long", time::long_period(period))
}

fn rating(figure: Figure, result: &MeasureResult<'_>) -> Figure {
    match result.rating {
        Rating::Rated(colour) => {
            let reason = format!("measure {} is rated", result.measure.number);
            figure.is("rating", colour.word()).lacks("reason", reason)
        }
        Rating::Not(reason) => figure.is("rating", "not rated").is("reason", reason.words()),
    }
}

/// The target that applies to the latest figure: `7.5 or more`, `85% or more`.
fn target(figure: Figure, result: &MeasureResult<'_>) -> Figure {
    let number = result.measure.number;
    let Some(aim) = &result.aim else {
        let why = match result.rating {
            Rating::Not(reason @ (NotRated::NoTargetForPeriod | NotRated::NoComparatorFigure)) => {
                format!(": {}", reason.words())
            }
            Rating::Not(_) | Rating::Rated(_) => String::new(),
        };
        return figure.lacks("target", format!("measure {number} has no target{why}"));
    };
    let text = aim_words(aim.band, aim.decimals, &result.measure.unit);
    let only = match (aim.band.from, aim.band.to) {
        (Some(end), None) | (None, Some(end)) => plain(end, aim.decimals),
        (Some(_), Some(_)) | (None, None) => text.clone(),
    };
    let shown = Figure::new(format!("the target of measure {number}"), text).is("number", only);
    figure.is("target", shown.maybe("since", aim.since.map(when), "earlier period from which it holds"))
}

/// The change since the last comparable figure: `−0.5`; `than` says which that is, for a sentence.
fn change(figure: Figure, result: &MeasureResult<'_>) -> Figure {
    let number = result.measure.number;
    let why = match &result.change {
        Change::Since { earlier, difference } => {
            let shown =
                differing(&format!("the change of measure {number}"), difference, &result.measure.unit);
            let than = if result.is_over_a_year() { "a year before" } else { "the figure before" };
            return figure.is("change", shown.is("since", when(earlier.period)).is("than", than));
        }
        Change::FirstFigure => "it is its first figure",
        Change::NotComparable => "earlier figures are not comparable",
        Change::NoValue => "it has no value",
    };
    figure.lacks("change", format!("measure {number} has no change: {why}"))
}

/// A difference: `−0.5`, with its `size`, `direction` and `verdict` for use in a sentence.
fn differing(what: &str, difference: &Difference, unit: &Unit) -> Figure {
    let direction = match difference.size.cmp(&Number::ZERO) {
        std::cmp::Ordering::Less => "lower",
        std::cmp::Ordering::Equal => "the same",
        std::cmp::Ordering::Greater => "higher",
    };
    Figure::new(what, signed(difference.size, difference.decimals))
        .is("size", amount(difference.size.abs(), difference.decimals, unit))
        .is("direction", direction)
        .is("verdict", difference.verdict.word())
}

/// Each comparator under its own name if that is free (`.england`, `.south_west`), and all under `.comparator`.
fn comparators(mut figure: Figure, view: &View<'_>, result: &MeasureResult<'_>) -> Figure {
    let number = result.measure.number;
    let whose = Some(format!("measure {number}"));
    let (part, about) = (Some(Part::Comparators), Some(Arc::new(result.measure.subject())));
    let mut all = Lookup { thing: "comparator".to_owned(), whose, part, measure: about, ..Lookup::default() };
    for (other, found) in view.comparators.iter().zip(&result.comparisons) {
        let field = other.name.replace('-', "_");
        all.titles.push((other.name.value.clone(), other.title.value.clone()));
        let free = !figure.has(&field) && field != "comparator";
        if let Some(found) = found {
            let shown = || comparator(other, found, result);
            all.entries.insert(other.name.value.clone(), shown().value());
            figure = if free { figure.is(field, shown()) } else { figure };
        } else {
            let reason = format!("measure {number} has no figure of {} to compare with", other.title.value);
            all.refused.insert(other.name.value.clone(), (reason.clone(), ANOTHER.to_owned()));
            figure = if free { figure.lacks(field, reason) } else { figure };
        }
    }
    figure.is("comparator", Value::from_object(all))
}

fn comparator(other: &Comparator, found: &Comparison<'_>, result: &MeasureResult<'_>) -> Figure {
    let measure = result.measure;
    let decimals = decimals(measure, found.reading);
    let title = other.title.trim();
    let difference = format!("the difference of measure {} from {title}", measure.number);
    Figure::new(
        format!("the figure of {title} for measure {}", measure.number),
        with_unit(found.value, decimals, &measure.unit),
    )
    .is("number", plain(found.value, decimals))
    .is("period", when(found.reading.period))
    .is("title", title)
    .is("verdict", found.difference.verdict.word())
    .is("difference", differing(&difference, &found.difference, &measure.unit))
}
