//! One sentence for each measure, computed from its results: what a member would want to know first. The
//! alternative text of its sparkline is that sentence followed by the figures behind the line.

use crate::analyse::points::broken;
use crate::analyse::rank::{Among, Rank};
use crate::analyse::{
    self, Aim, AimSource, Change, Colour, Comparison, MeasureResult, NotRated, Rating, Trend, Verdict,
};
use crate::model::quantity::Number;
use crate::model::{Band, Comparator, Flag, Measure, Reading, Series, Unit, View};
use crate::words::figure::{amount, plain, short, with_unit};
use crate::words::list;
use crate::words::time;

/// The most readings that an alternative text spells out; for longer series it gives the first and the last.
const MOST_SPELT_OUT: usize = 5;

/// The sentence of a measure.
pub fn sentence(view: &View<'_>, result: &MeasureResult<'_>) -> String {
    let measure = result.measure;
    let title = &measure.title.value;
    let Some((latest, value)) = result.latest.and_then(|reading| Some((reading, reading.value.ok()?))) else {
        return match result.latest {
            None => format!("{title} has no figures yet."),
            Some(latest) => {
                let why = latest.value.err().map_or("", crate::model::Missing::words);
                format!("{title} has no figure for {}: {why}.", time::period(latest.period))
            }
        };
    };
    let figure = with_unit(value, result.decimals(), &measure.unit);
    let flags = flags(&latest.flags);
    let mut parts = vec![format!("{title} stood at {figure} {}{flags}", time::when(latest.period))];
    let held_against = comparator_of_target(view, result);
    parts.push(match held_against {
        Some((other, found)) => against_comparator(other, found, result),
        None => rating(result),
    });
    parts.extend(change(result));
    parts.push(trend(result).to_owned());
    if held_against.is_none() {
        let nearest = result.first_comparison(view);
        parts.extend(nearest.map(|(other, found)| comparison(&other.title, found, measure)));
    }
    format!("{}.", parts.join("; "))
}

fn flags(flags: &[Flag]) -> String {
    let words: Vec<String> = flags.iter().map(|flag| flag.words().to_owned()).collect();
    if words.is_empty() { String::new() } else { format!(" ({})", list::and(&words)) }
}

/// The comparator whose figure is a rated measure's target.
fn comparator_of_target<'r>(
    view: &View<'r>,
    result: &'r MeasureResult<'_>,
) -> Option<(&'r Comparator, &'r Comparison<'r>)> {
    let Some(Aim { source: AimSource::Comparator { name, .. }, .. }) = &result.aim else {
        return None;
    };
    result.rating.colour()?;
    let mut found = view.comparators.iter().copied().zip(&result.comparisons);
    found
        .find(|(other, _)| other.name.value == *name)
        .and_then(|(other, found)| Some((other, found.as_ref()?)))
}

/// The rating against a comparator's figure: `red, 0.9 worse than England (7.5)`.
fn against_comparator(other: &Comparator, found: &Comparison<'_>, result: &MeasureResult<'_>) -> String {
    let colour = result.rating.colour().map_or("not rated", Colour::word);
    format!("{colour}, {}", comparison(&other.title, found, result.measure))
}

fn rating(result: &MeasureResult<'_>) -> String {
    match (result.rating, &result.aim) {
        (Rating::Rated(colour), Some(aim)) => {
            format!(
                "{} against a target of {}",
                colour.word(),
                aim_words(aim.band, aim.decimals, &result.measure.unit)
            )
        }
        (Rating::Rated(colour), None) => colour.word().to_owned(),
        (Rating::Not(NotRated::ForInformation), _) => "shown for information and not rated".to_owned(),
        (Rating::Not(reason), _) => format!("not rated, {}", reason.words()),
    }
}

/// A target as in a sentence: `75% or more`, `10.3 or less`, `−£0.7m to £0.7m`.
pub fn aim_words(band: Band, decimals: u32, unit: &Unit) -> String {
    let print = |end: Number| short(end, decimals, unit);
    match (band.from, band.to) {
        (Some(from), Some(to)) => format!("{} to {}", print(from), print(to)),
        (Some(from), None) => format!("{} or more", print(from)),
        (None, Some(to)) => format!("{} or less", print(to)),
        (None, None) => "no target".to_owned(),
    }
}

/// A target without its direction, which the figure beside it tells: `7.5`, `95 to 105`.
pub fn bare_target(band: Band, decimals: u32, unit: &Unit) -> String {
    match (band.from, band.to) {
        (Some(_), Some(_)) => aim_words(band, decimals, unit),
        (one, other) => one.or(other).map_or_else(String::new, |end| short(end, decimals, unit)),
    }
}

/// Where a target comes from that is not written for its own period: `set from April 2024`, `half of 120 for the year`.
pub fn aim_origin(aim: &Aim, unit: &Unit) -> Option<String> {
    if let Some((share, year)) = aim.of_year {
        let year = bare_target(year, year.scale(), unit);
        let share = match share.normalize().to_string().as_str() {
            "25" => "a quarter of ".to_owned(),
            "50" => "half of ".to_owned(),
            "75" => "three quarters of ".to_owned(),
            "100" => String::new(),
            share => format!("{share}% of "),
        };
        return Some(format!("{share}{year} for the year"));
    }
    aim.since.map(|since| format!("set from {}", time::long_period(since)))
}

fn change(result: &MeasureResult<'_>) -> Option<String> {
    let Change::Since { earlier, difference } = &result.change else {
        return None;
    };
    let when = time::when(earlier.period);
    let size = amount(difference.size.abs(), difference.decimals, &result.measure.unit);
    let way = if difference.size > Number::ZERO { "higher" } else { "lower" };
    Some(match difference.verdict {
        Verdict::Same => format!("the same as {when}"),
        Verdict::Better | Verdict::Worse => {
            format!("{size} {way} than {when}, which is {}", difference.verdict.word())
        }
        Verdict::Similar => format!("{size} {way} than {when}, too little to call a change"),
        Verdict::Neither | Verdict::Above | Verdict::Below => format!("{size} {way} than {when}"),
    })
}

/// The rank, counted from the best: `equal 145th of 151 councils, in the last quarter`.
pub fn rank_words(rank: &Rank<'_>) -> String {
    format!("{} {}", rank_place(rank), rank_among(rank))
}

/// The rank alone: `best`, `7th best`, but only `145th` in the lower half of the field.
pub fn rank_place(rank: &Rank<'_>) -> String {
    let standing = rank.standing;
    let equal = if standing.tied > 1 { "equal " } else { "" };
    match standing.rank {
        1 => format!("{equal}best"),
        place if 2 * place <= standing.of => format!("{equal}{} best", list::ordinal(place)),
        place => format!("{equal}{}", list::ordinal(place)),
    }
}

/// The field: `of 151 councils, in the best-performing quarter`; for a group, `of 15 among Nearest neighbours`.
fn rank_among(rank: &Rank<'_>) -> String {
    match rank.among {
        Among::All => rank_of(rank, " councils"),
        Among::Group => rank_of(rank, &format!(" among {}", rank.comparator.title.value)),
    }
}

/// The size of the field, and what readers should know about it; `field` follows the number.
pub fn rank_of(rank: &Rank<'_>, field: &str) -> String {
    let quarter = match rank.standing.quarter {
        Some(1) => ", in the best-performing quarter",
        Some(4) => ", in the last quarter",
        Some(_) | None => "",
    };
    let without = match rank.without {
        0 => String::new(),
        1 => " (one has no figure)".to_owned(),
        more => format!(" ({more} have no figure)"),
    };
    format!("of {}{field}{quarter}{without}", rank.standing.of)
}

/// The trend in its long form, for running text.
pub fn trend(result: &MeasureResult<'_>) -> &'static str {
    match result.trend {
        Trend::Improving => "the trend is improving",
        Trend::Worsening => "the trend is worsening",
        Trend::Increasing => "the trend is increasing",
        Trend::Decreasing => "the trend is decreasing",
        Trend::NoSignificantChange => "there is no clear trend",
        Trend::TooFewPoints if broken(result.measure) => "too few points since the break to tell a trend",
        Trend::TooFewPoints => "too few points to tell a trend",
        Trend::NotComparable => "earlier figures are not comparable, so there is no trend",
        Trend::CannotBeCalculated => "a trend cannot be calculated",
    }
}

fn comparison(title: &str, found: &Comparison<'_>, measure: &Measure) -> String {
    let figure = plain(found.value, analyse::decimals(measure, found.reading));
    let year = if found.older { format!(" {}", time::when(found.reading.period)) } else { String::new() };
    let size = amount(found.difference.size.abs(), found.difference.decimals, &measure.unit);
    match found.difference.verdict {
        Verdict::Same => format!("the same as {title}{year}"),
        Verdict::Similar => format!("similar to {title} ({figure}{year})"),
        verdict @ (Verdict::Better | Verdict::Worse) => {
            format!("{size} {} than {title} ({figure}{year})", verdict.word())
        }
        Verdict::Neither | Verdict::Above | Verdict::Below => {
            let way = if found.difference.size > Number::ZERO { "above" } else { "below" };
            format!("{size} {way} {title} ({figure}{year})")
        }
    }
}

/// The alternative text of a measure's sparkline.
pub fn alternative(view: &View<'_>, result: &MeasureResult<'_>) -> String {
    let measure = result.measure;
    let mut parts =
        vec![sentence(view, result), format!("The line shows {}.", spelt_out(measure, &measure.readings))];
    let breaks = measure.readings.readings.iter().filter(|reading| reading.breaks);
    let breaks: Vec<String> = breaks.map(|reading| time::period(reading.period)).collect();
    if !breaks.is_empty() {
        parts.push(format!("Counted differently before {}.", list::and(&breaks)));
    }
    let first =
        view.comparators.iter().find_map(|other| Some((other, measure.comparators.get(&other.name.value)?)));
    if let Some((other, series)) = first.filter(|(_, series)| series.values().next().is_some()) {
        parts.push(format!("The lighter line for {} goes {}.", other.title.value, ends(measure, series)));
    }
    parts.join(" ")
}

/// The figures of a series with their periods; for a long series, only its first and last.
fn spelt_out(measure: &Measure, series: &Series) -> String {
    let count = series.values().count();
    if count <= MOST_SPELT_OUT {
        return list::and(&series.values().map(|found| figure(measure, found)).collect::<Vec<_>>());
    }
    format!("{count} figures {}", ends(measure, series))
}

/// From the first figure of a series to the last.
fn ends(measure: &Measure, series: &Series) -> String {
    let mut values = series.values();
    let first = values.next().map(|found| figure(measure, found)).unwrap_or_default();
    match values.next_back() {
        Some(last) => format!("from {first} to {}", figure(measure, last)),
        None => format!("through {first} alone"),
    }
}

fn figure(measure: &Measure, (reading, value): (&Reading, Number)) -> String {
    format!("{} {}", plain(value, analyse::decimals(measure, reading)), time::when(reading.period))
}
