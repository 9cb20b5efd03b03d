//! Filters for the tables of a long scorecard, and two lists that serve the same purpose without them: all measures,
//! worst first, and the measures of each theme.
//!
//! Each row has a short name, a hook, for every choice that it belongs to. The style sheet hides rows without the
//! hooks of the choices made. Hooks become part of it, so they come from positions in the pack, never from its text.

use std::cmp::Reverse;

use crate::analyse::{Colour, Counts, MeasureResult, Rating, Results, Trend};
use crate::compose::web::manuscript::{Choice, Filters, Link, Pick, ThemeRow, Themes, Worst, WorstItem};
use crate::compose::web::{measure_address, rating, ratings};
use crate::model::quantity::rounded;
use crate::model::{Number, View};
use crate::words::figure::with_unit;
use crate::words::list::{capital, count};
use crate::words::sentence::aim_words;
use crate::words::typography::apostrophes;

/// The fewest measures for which a page has filters; fewer can be taken in at a glance or two.
const LEAST: usize = 20;

/// The filters of a scorecard; `None` if it is short.
pub fn filters(view: &View<'_>, results: &Results<'_>) -> Option<Filters> {
    let all = results.measures.len();
    let tells = |pick: &Pick| pick.choices.iter().any(|choice| choice.count < all);
    let picks: Vec<Pick> = picks(view, results).into_iter().filter(tells).collect();
    (all >= LEAST && !picks.is_empty()).then_some(Filters { all, picks })
}

/// Every way of filtering measures, with the choices that at least one measure belongs to.
fn picks(view: &View<'_>, results: &Results<'_>) -> Vec<Pick> {
    let tally = &results.tally;
    let of_rating = |(at, colour): (usize, Option<Colour>)| {
        let shown = rating(colour);
        let count = colour.map_or(tally.total.not_rated, |colour| tally.total.of(colour));
        Choice { hook: hook('r', at), text: shown.word, count, mark: Some(shown.mark) }
    };
    let ratings = ratings().into_iter().enumerate().map(of_rating).collect();
    let trend = |trend: Trend| capital(trend.word());
    let trends = tally.trends.iter().map(|(found, counts)| Choice {
        hook: hook('t', place(&Trend::ALL, |trend| trend == found)),
        text: trend(*found),
        count: counts.all(),
        mark: None,
    });
    let kinds = titles(view.scorecard.kinds.iter().map(|kind| &kind.title));
    let themes = titles(view.themes.iter().map(|theme| &theme.title));
    let priorities = titles(view.priorities.iter().map(|priority| &priority.title));
    [
        pick("rating", "Rating", ratings),
        pick("kind", "Kind", named('k', &kinds, &tally.kinds)),
        pick("trend", "Trend", trends.collect()),
        pick("theme", "Theme", named('h', &themes, &tally.themes)),
        pick("priority", "Priority", named('p', &priorities, &tally.priorities)),
    ]
    .into()
}

fn pick(name: &'static str, title: &'static str, mut choices: Vec<Choice>) -> Pick {
    choices.retain(|choice| choice.count > 0);
    Pick { name, title, choices }
}

fn titles<'p>(titles: impl Iterator<Item = &'p crate::finding::Placed<String>>) -> Vec<String> {
    titles.map(|title| apostrophes(title)).collect()
}

/// Choices for things that have names in the pack; tallies are in the same order.
fn named(letter: char, titles: &[String], tallies: &[(String, Counts)]) -> Vec<Choice> {
    let choice = |(at, (title, (_, counts))): (usize, (&String, &(String, Counts)))| Choice {
        hook: hook(letter, at),
        text: title.clone(),
        count: counts.all(),
        mark: None,
    };
    titles.iter().zip(tallies).enumerate().map(choice).collect()
}

fn hook(letter: char, at: usize) -> String {
    format!("{letter}{}", at + 1)
}

fn place<T>(all: &[T], is: impl Fn(&T) -> bool) -> usize {
    all.iter().position(is).unwrap_or_default()
}

/// The hooks of a measure; empty if the page has no filters.
pub fn hooks(view: &View<'_>, filters: Option<&Filters>, result: &MeasureResult<'_>) -> String {
    let measure = result.measure;
    let mut hooks = vec![
        hook('r', place(&ratings(), |colour| *colour == result.rating.colour())),
        hook('k', place(&view.scorecard.kinds, |kind| kind.name.value == measure.kind.value)),
        hook('t', place(&Trend::ALL, |trend| *trend == result.trend)),
    ];
    let themes = view.themes.iter().map(|theme| &theme.name.value);
    hooks.extend(held('h', themes, &measure.themes));
    let priorities = view.priorities.iter().map(|priority| &priority.name.value);
    hooks.extend(held('p', priorities, &measure.priorities));
    let choices = || filters.iter().flat_map(|filters| &filters.picks).flat_map(|pick| &pick.choices);
    hooks.retain(|hook| choices().any(|choice| choice.hook == *hook));
    hooks.join(" ")
}

/// The hooks for the names that a measure refers to.
fn held<'p>(
    letter: char,
    names: impl Iterator<Item = &'p String>,
    own: &[crate::finding::Placed<String>],
) -> Vec<String> {
    let held = names.enumerate().filter(|(_, name)| own.iter().any(|own| own.value == **name));
    held.map(|(at, _)| hook(letter, at)).collect()
}

/// All measures, worst first: red, amber, green, not rated; within each colour, the farthest from its target first.
/// Distances are counted in the measure's own tolerance, the only scale that different units share.
pub fn worst(view: &View<'_>, results: &Results<'_>, filters: &Filters) -> Worst {
    let mut sorted: Vec<&MeasureResult<'_>> = results.measures.iter().collect();
    sorted.sort_by_key(|result| {
        let colour = place(&ratings(), |colour| *colour == result.rating.colour());
        (colour, Reverse(miss(result)), result.measure.number)
    });
    let item = |result: &MeasureResult<'_>| WorstItem {
        hooks: hooks(view, Some(filters), result),
        rating: rating(result.rating.colour()),
        link: link(result),
        text: beside_target(result),
    };
    Worst {
        title: format!("All {}, worst first", count(results.measures.len(), "measure")),
        about: "Red, amber, green, not rated; in each, the one farthest from its target first. The distance is \
                counted in the measure\u{2019}s own tolerance; a target missed without one comes before the others.",
        items: sorted.into_iter().map(item).collect(),
    }
}

fn link(result: &MeasureResult<'_>) -> Link {
    let measure = result.measure;
    let text = format!("{}. {}", measure.number, apostrophes(&measure.title));
    Link { href: measure_address(&measure.id), text }
}

/// How far the latest figure is outside its target; below zero, how far inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Miss {
    NotRated,
    /// Inside the target, without a tolerance to measure by.
    Met,
    Tolerances(Number),
    /// Outside the target, without a tolerance to measure by.
    Beyond,
}

fn miss(result: &MeasureResult<'_>) -> Miss {
    let value = result.latest.and_then(|latest| latest.value.ok());
    let (Some(value), Some(aim), Rating::Rated(colour)) = (value, &result.aim, result.rating) else {
        return Miss::NotRated;
    };
    let value = rounded(value, aim.decimals);
    let ends = [aim.band.from, aim.band.to].into_iter().flatten();
    let inside = ends.map(|end| (end - value).abs()).min().unwrap_or_default();
    let (size, without) = match colour {
        Colour::Green => (-inside, Miss::Met),
        Colour::Amber | Colour::Red => (aim.band.distance(value), Miss::Beyond),
    };
    size.checked_div(aim.tolerance).map_or(without, Miss::Tolerances)
}

/// `11.3 days; target 7.0 or less`, or the reason for having no rating.
fn beside_target(result: &MeasureResult<'_>) -> String {
    let unit = &result.measure.unit;
    let figure = result.latest.and_then(|latest| latest.value.ok());
    let figure = figure.map(|value| with_unit(value, result.decimals(), unit));
    let held = match (result.rating, &result.aim) {
        (Rating::Not(reason), _) => Some(reason.words().to_owned()),
        (Rating::Rated(_), Some(aim)) => Some(format!("target {}", aim_words(aim.band, aim.decimals, unit))),
        (Rating::Rated(_), None) => None,
    };
    apostrophes(&figure.into_iter().chain(held).collect::<Vec<_>>().join("; "))
}

/// The measures of each theme, with their ratings; `None` without themes.
pub fn themes(view: &View<'_>, results: &Results<'_>) -> Option<Themes> {
    let of = |name: &str| {
        let held = results.measures.iter();
        held.filter(|result| result.measure.themes.iter().any(|theme| theme.value == name))
            .collect::<Vec<_>>()
    };
    let row = |theme: &crate::model::Theme| {
        let measures = of(&theme.name.value);
        ThemeRow {
            title: apostrophes(&theme.title),
            director: theme.director.as_ref().map(|post| apostrophes(post)),
            measures: measures.iter().map(|result| (rating(result.rating.colour()), link(result))).collect(),
        }
    };
    let rows: Vec<ThemeRow> =
        view.themes.iter().copied().map(row).filter(|row| !row.measures.is_empty()).collect();
    let without = results.measures.iter().filter(|result| result.measure.themes.is_empty()).count();
    let rest = if without > 0 { format!("; {} in none", count(without, "measure")) } else { String::new() };
    (!rows.is_empty()).then(|| Themes {
        title: format!("Measures by theme, {}", count(rows.len(), "theme")),
        caption: format!("Improvement themes and their measures{rest}"),
        rows,
    })
}
