//! One sentence a measure, computed from its results: what a member would want to be told first. The alternative
//! text of its sparkline is that sentence and the figures behind the line.

use crate::analyse::{
    self, Aim, AimSource, Change, Comparison, MeasureResult, NotRated, Rating, Trend, Verdict,
};
use crate::model::quantity::Number;
use crate::model::{Band, Flag, Measure, Pack, Reading, Series};
use crate::words::figure::{plain, with_unit};
use crate::words::list;
use crate::words::time;

/// The most readings that an alternative text spells out; of longer series it gives the first and the last.
const MOST_SPELT_OUT: usize = 5;

/// The sentence of a measure.
pub fn sentence(pack: &Pack, result: &MeasureResult<'_>) -> String {
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
    let mut parts = vec![format!("{title} was {figure} in {}{flags}", time::period(latest.period))];
    parts.push(rating(pack, result));
    parts.extend(change(&result.change));
    parts.push(trend(result).to_owned());
    let nearest = pack
        .comparators
        .iter()
        .zip(&result.comparisons)
        .find_map(|(other, found)| Some((other, found.as_ref()?)));
    parts.extend(nearest.map(|(other, found)| comparison(&other.title, found, measure)));
    format!("{}.", parts.join("; "))
}

fn flags(flags: &[Flag]) -> String {
    let words: Vec<String> = flags.iter().map(|flag| flag.words().to_owned()).collect();
    if words.is_empty() { String::new() } else { format!(" ({})", list::and(&words)) }
}

fn rating(pack: &Pack, result: &MeasureResult<'_>) -> String {
    match (result.rating, &result.aim) {
        (Rating::Rated(colour), Some(aim)) => {
            let whose = whose(pack, aim, result.latest);
            format!("{} against a target of {}{whose}", colour.word(), aim_words(aim.band, result.decimals()))
        }
        (Rating::Rated(colour), None) => colour.word().to_owned(),
        (Rating::Not(NotRated::ForInformation), _) => "shown for information and not rated".to_owned(),
        (Rating::Not(reason), _) => format!("not rated, {}", reason.words()),
    }
}

/// `, the figure for England`, and of which year where it is an older one.
fn whose(pack: &Pack, aim: &Aim, latest: Option<&Reading>) -> String {
    let AimSource::Comparator { name, period } = &aim.source else {
        return String::new();
    };
    let title = pack.comparators.iter().find(|other| other.name.value == *name);
    let title = title.map_or(name.as_str(), |other| &other.title.value);
    let older = latest.is_some_and(|latest| !latest.period.same_time(*period));
    let year = if older { format!(" in {}", time::period(*period)) } else { String::new() };
    format!(", the figure for {title}{year}")
}

/// A target as printed: `7.5 or more`, `10.3 or less`, `95 to 105`.
pub fn aim_words(band: Band, decimals: u32) -> String {
    let print = |end: Number| plain(end, decimals);
    match (band.from, band.to) {
        (Some(from), Some(to)) => format!("{} to {}", print(from), print(to)),
        (Some(from), None) => format!("{} or more", print(from)),
        (None, Some(to)) => format!("{} or less", print(to)),
        (None, None) => "no target".to_owned(),
    }
}

fn change(change: &Change<'_>) -> Option<String> {
    let Change::Since { earlier, difference } = change else {
        return None;
    };
    let when = time::period(earlier.period);
    let size = plain(difference.size.abs(), difference.decimals);
    let way = if difference.size > Number::ZERO { "higher" } else { "lower" };
    Some(match difference.verdict {
        Verdict::Same => format!("the same as in {when}"),
        Verdict::Better | Verdict::Worse => {
            format!("{size} {way} than in {when}, which is {}", difference.verdict.word())
        }
        Verdict::Similar => format!("{size} {way} than in {when}, too little to call a change"),
        Verdict::Neither => format!("{size} {way} than in {when}"),
    })
}

/// The trend in the long form, for text.
pub fn trend(result: &MeasureResult<'_>) -> &'static str {
    match result.trend {
        Trend::Improving => "the trend is improving",
        Trend::Worsening => "the trend is worsening",
        Trend::Rising => "the trend is rising",
        Trend::Falling => "the trend is falling",
        Trend::NoClearTrend => "no clear trend",
        Trend::TooFewPoints => "too few points to tell a trend",
        Trend::NotComparable => "earlier figures are not comparable, so there is no trend",
    }
}

fn comparison(title: &str, found: &Comparison<'_>, measure: &Measure) -> String {
    let figure = plain(found.value, analyse::decimals(measure, found.reading));
    let year =
        if found.older { format!(" in {}", time::period(found.reading.period)) } else { String::new() };
    let size = plain(found.difference.size.abs(), found.difference.decimals);
    match found.difference.verdict {
        Verdict::Same => format!("the same as {title}{year}"),
        Verdict::Similar => format!("similar to {title} ({figure}{year})"),
        verdict @ (Verdict::Better | Verdict::Worse) => {
            format!("{size} {} than {title} ({figure}{year})", verdict.word())
        }
        Verdict::Neither => {
            let way = if found.difference.size > Number::ZERO { "above" } else { "below" };
            format!("{size} {way} {title} ({figure}{year})")
        }
    }
}

/// The alternative text of a measure's sparkline.
pub fn alternative(pack: &Pack, result: &MeasureResult<'_>) -> String {
    let measure = result.measure;
    let mut parts = vec![sentence(pack, result), format!("Line: {}.", spelt_out(measure, &measure.readings))];
    let breaks = measure.readings.readings.iter().filter(|reading| reading.breaks);
    let breaks: Vec<String> = breaks.map(|reading| time::period(reading.period)).collect();
    if !breaks.is_empty() {
        parts.push(format!("Counted differently before {}.", list::and(&breaks)));
    }
    let first =
        pack.comparators.iter().find_map(|other| Some((other, measure.comparators.get(&other.name.value)?)));
    if let Some((other, series)) = first.filter(|(_, series)| series.values().next().is_some()) {
        parts.push(format!("{}: {}.", other.title.value, spelt_out(measure, series)));
    }
    parts.join(" ")
}

/// The figures of a series with their periods.
fn spelt_out(measure: &Measure, series: &Series) -> String {
    let figure = |(reading, value): (&Reading, Number)| {
        format!("{} in {}", plain(value, analyse::decimals(measure, reading)), time::period(reading.period))
    };
    let count = series.values().count();
    if count <= MOST_SPELT_OUT {
        return list::and(&series.values().map(figure).collect::<Vec<_>>());
    }
    let ends = (series.values().next().map(figure), series.values().next_back().map(figure));
    match ends {
        (Some(first), Some(last)) => format!("from {first} to {last}, {count} figures"),
        _ => String::new(),
    }
}
