//! How trends and intervals were worked out, in words: for one measure with its figures, and for all measures in the
//! notes. Every number in here comes from the constants and settings by which the figures were judged.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rust_decimal::prelude::FromPrimitive;

use crate::analyse::interval::Intervals;
use crate::analyse::points::broken;
use crate::analyse::rating::{Colour, colour};
use crate::analyse::trend::{FEWEST_POINTS, Figures, LEAST_DENOMINATOR, Method, Trend, Why, Working, years};
use crate::analyse::{self, MeasureResult, Results};
use crate::model::quantity::{grouped, rounded};
use crate::model::{Counted, Measure, Missing, Number, Reading, TrendSettings, View};
use crate::stats::interval::{EXACT_BELOW, Interval};
use crate::stats::quantile::FEWEST_FOR_QUARTERS;
use crate::stats::seasonal::FEWEST_YEARS;
use crate::stats::xmr::{Assurance, Chart, FEWEST_FOR_ICONS, Rule, Unsuitable, Variation};
use crate::stats::{Cannot, mann_kendall, marker};
use crate::words::figure::{amount, plain, short};
use crate::words::list::{capital, runs};
use crate::words::time;

/// How many of the newest figures must agree with what is said about the process.
const NEWEST: usize = 6;

/// A term and what is said about it.
pub type Said = (&'static str, String);

/// How a measure's trend was worked out, step by step.
pub fn working(result: &MeasureResult<'_>, settings: &TrendSettings) -> Vec<Said> {
    let (measure, working) = (result.measure, &result.working);
    let mut said = vec![("Trend", capital(&answer(result))), ("Method", capital(working.method.name()))];
    if let Some((from, to)) = working.span {
        let figures = if working.used == 1 { "figure" } else { "figures" };
        let span = match from.same_time(to) {
            true => time::period(from),
            false => format!("{} to {}", time::period(from), time::period(to)),
        };
        said.push(("Rests on", format!("{} {figures}, {span}", working.used)));
    }
    said.extend(figures(result, settings));
    // Beside a trend that was found, this would only confuse.
    let nothing_found = result.trend == Trend::NoSignificantChange && working.why.is_none();
    let smallest = working.smallest_change.filter(|_| nothing_found);
    if let Some(change) = smallest.and_then(|change| size(change, result)) {
        let text = format!("about {change} over these figures would have shown, four times out of five");
        said.push(("Smallest change", text));
    }
    if let Some(interval) = &result.interval {
        said.push((
            "95% interval",
            format!("{}, {}", range(interval.at_95, result), interval_method(interval)),
        ));
        said.push(("99.8% interval", range(interval.at_99_8, result)));
    } else if measure.counted == Counted::Averages && result.value().is_some() {
        let why = "none: the numerators are averages over each period, not events that were counted";
        said.push(("95% interval", why.to_owned()));
    }
    if let Some((earlier, difference)) = &result.year_before {
        let size = amount(difference.size.abs(), difference.decimals, &measure.unit);
        let way = match difference.size.is_zero() {
            true => "the same as".to_owned(),
            false if difference.size > Number::ZERO => format!("{size} above"),
            false => format!("{size} below"),
        };
        let text = format!("{way} {}: {}", time::period(earlier.period), difference.verdict.word());
        said.push(("Year before", text));
    }
    said
}

/// The full answer, with the reason where it needs one.
pub fn answer(result: &MeasureResult<'_>) -> String {
    match result.working.why.map(|why| reason(why, result)) {
        Some(reason) => format!("{}: {reason}", result.trend.word()),
        None => result.trend.word().to_owned(),
    }
}

/// Why there is no clear answer.
fn reason(why: Why, result: &MeasureResult<'_>) -> String {
    match why {
        Why::TooFew { have, need } if broken(result.measure) => {
            format!("{have} of the {need} comparable figures needed since the break")
        }
        Why::TooFew { have, need } => format!("{have} of the {need} comparable figures needed"),
        Why::Missing(missing) => {
            format!("one of the {FEWEST_POINTS} newest figures is missing ({})", missing.words())
        }
        Why::NoLatest { missing, before } => no_latest(missing, before, result),
        Why::Unsuitable(Unsuitable::NoSpread) => {
            "the figures hardly move, so process control has no limits to draw".to_owned()
        }
        Why::Unsuitable(Unsuitable::MostlyLevel) => {
            "more than half of the figures are the same as the one before, which process control does not suit"
                .to_owned()
        }
        Why::Unsuitable(Unsuitable::NoRanges) => "no two figures follow each other".to_owned(),
        Why::NotMeaningful => {
            let limit = result.measure.meaningful_change.unwrap_or_default();
            let limit = amount(limit, limit.scale(), &result.measure.unit);
            let by = match result.working.method {
                Method::Process => "from the mean",
                Method::Seasonal | Method::Proportion | Method::Weighted | Method::Order => "by the median slope",
            };
            format!("there is a trend, but no more than {limit} {by}, which is taken as too small to matter")
        }
        Why::Outlier => "one year alone makes the trend; without it the figures go the other way".to_owned(),
        Why::Cannot(reason) => match reason {
            Cannot::Missing => "the latest figure is missing".to_owned(),
            other => other.to_string(),
        },
    }
}

/// The figures that the method produced.
fn figures(result: &MeasureResult<'_>, settings: &TrendSettings) -> Vec<Said> {
    let working = &result.working;
    let mut said = Vec::new();
    match &working.figures {
        Figures::None => return said,
        Figures::Marker(marker) => {
            let threshold = marker::threshold(settings.marker_level).unwrap_or(marker::THRESHOLD);
            said.push((
                "Chi-squared",
                format!("{} (above {} is a trend)", statistic(marker.chi_squared), statistic(threshold)),
            ));
            said.push(("Chance", chance(marker.p, settings.marker_level)));
        }
        Figures::Order { test, .. } => {
            said.push(("Rises less falls", format!("{} (S)", signed_count(test.s))));
            let exact = if test.exact { ", counted over all orders" } else { "" };
            said.push(("Chance", format!("{}{exact}", chance(test.p, settings.order_level))));
        }
        Figures::Seasonal(test) => {
            said.push(("Rises less falls", format!("{} (S), season by season", signed_count(test.s))));
            said.push(("Chance", chance(test.p, settings.order_level)));
        }
        Figures::Process(chart) => return process(result, chart),
    }
    said.extend(went(result).map(|text| ("Change", text)));
    said
}

/// What lies between the first and the last of the figures as they are printed, and how much the median slope makes of
/// it in a year: `down 17.1 points, from 79.4 in 2014-15 to 62.3 in 2018-19; by the median slope about 4.9 points a year`.
fn went(result: &MeasureResult<'_>) -> Option<String> {
    let (measure, working) = (result.measure, &result.working);
    let (from, to) = working.span?;
    let at = |period| {
        let reading = measure.readings.at(period)?;
        Some((reading, reading.value.ok()?))
    };
    let (first, last) = (at(from)?, at(to)?);
    let decimals = [first, last].map(|(reading, _)| analyse::decimals(measure, reading));
    let places = decimals[0].min(decimals[1]);
    let change = rounded(last.1, places) - rounded(first.1, places);
    let size = amount(change.abs(), places, &measure.unit);
    let way = match change.cmp(&Number::ZERO) {
        Ordering::Less => format!("down {size}"),
        Ordering::Equal => "the same at both ends".to_owned(),
        Ordering::Greater => format!("up {size}"),
    };
    let print = |(reading, value): (&Reading, Number), decimals| {
        format!("{} {}", plain(value, decimals), time::when(reading.period))
    };
    let ends = format!("from {} to {}", print(first, decimals[0]), print(last, decimals[1]));
    let slope = slope(working).and_then(|slope| a_year(slope, measure));
    let slope = slope.map(|slope| format!("; by the median slope {slope}")).unwrap_or_default();
    Some(format!("{way}, {ends}{slope}"))
}

/// The median slope in a year, in the unit; none of figures of less than a year, which tell of no year.
fn slope(working: &Working) -> Option<f64> {
    let (from, to) = working.span?;
    let over = years(to) - years(from);
    working.change.filter(|_| over > 0.99).map(|change| change / over)
}

/// `about 2.0 points a year`, and where that would be nought with one more decimal.
fn a_year(slope: f64, measure: &Measure) -> Option<String> {
    let slope = decimal(slope)?;
    let nought = rounded(slope, measure.decimals).is_zero();
    let size = amount(slope.abs(), measure.decimals + u32::from(nought), &measure.unit);
    let way = if slope < Number::ZERO { "down" } else { "up" };
    Some(format!("{way} about {size} a year"))
}

/// Why there is no trend of today, and what there was up to the last figure.
fn no_latest(missing: Missing, before: Trend, result: &MeasureResult<'_>) -> String {
    let latest = result.latest.map_or_else(String::new, |latest| time::period(latest.period));
    let until = result.working.span.map_or_else(String::new, |(_, to)| time::period(to));
    format!(
        "the figure for {latest} is missing ({}); to {until} the answer is: {}",
        missing.words(),
        before.word()
    )
}

fn process(result: &MeasureResult<'_>, chart: &Chart) -> Vec<Said> {
    let measure = result.measure;
    let mut said = Vec::new();
    let Some(phase) = chart.newest() else { return said };
    let print = |value: f64| decimal(value).map(|value| short(value, measure.decimals + 1, &measure.unit));
    if let Some(mean) = phase.mean.and_then(print) {
        said.push(("Mean", mean));
    }
    if let Some((lower, upper)) =
        phase.limits.and_then(|limits| Some((print(limits.lower)?, print(limits.upper)?)))
    {
        said.push(("Process limits", format!("{lower} to {upper}")));
    }
    if let Some(range) = phase.average_range.and_then(print) {
        said.push(("Average moving range", range));
    }
    if let Ok((variation, _)) = chart.icons() {
        let rule =
            chart.points.last().and_then(|point| point.rule).map(|rule| format!(": {}", rule_words(rule)));
        said.push(("Variation", format!("{}{}", variation_words(variation), rule.unwrap_or_default())));
        if let Some(assurance) = assurance(result) {
            said.push(("Assurance", assurance.to_owned()));
        }
    }
    said
}

/// What the newest point says about the process.
pub fn variation_words(variation: Variation) -> &'static str {
    match variation {
        Variation::CommonCause => "common cause, no significant change",
        Variation::ImprovementHigh => "special cause, improvement, high",
        Variation::ImprovementLow => "special cause, improvement, low",
        Variation::ConcernHigh => "special cause, concern, high",
        Variation::ConcernLow => "special cause, concern, low",
        Variation::NeitherHigh => "special cause, high",
        Variation::NeitherLow => "special cause, low",
    }
}

/// Whether the process can be relied on; `None` where process control gives no icon for it.
///
/// Limits drawn through figures that are changing describe none of them: a series that has risen to its target would
/// "consistently miss" it. So the icon is put into words only while the newest figure is common cause and none of
/// the newest figures contradicts it.
pub fn assurance(result: &MeasureResult<'_>) -> Option<&'static str> {
    let (variation, assurance) = result.working.chart()?.icons().ok()?;
    let assurance = assurance?;
    let steady = variation == Variation::CommonCause;
    Some(if steady && !contradicted(result, assurance) {
        assurance_words(assurance)
    } else {
        "cannot be told while the figures are changing"
    })
}

/// Whether any of the newest figures meets a target that is "always missed", or misses one that is "always met".
fn contradicted(result: &MeasureResult<'_>, assurance: Assurance) -> bool {
    let Some(aim) = &result.aim else { return false };
    let newest = result.measure.readings.values().rev().take(NEWEST);
    let mut met = newest.map(|(_, value)| colour(value, aim) == Colour::Green);
    match assurance {
        Assurance::ConsistentlyPass => met.any(|met| !met),
        Assurance::ConsistentlyFail => met.any(|met| met),
        Assurance::HitAndMiss => false,
    }
}

fn assurance_words(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::ConsistentlyPass => "consistently meets its target",
        Assurance::ConsistentlyFail => "consistently misses its target",
        Assurance::HitAndMiss => "meets or misses its target by chance",
    }
}

/// The rule that labels a point.
pub fn rule_words(rule: Rule) -> &'static str {
    match rule {
        Rule::AboveLimit => "above the upper limit",
        Rule::BelowLimit => "below the lower limit",
        Rule::Rising => "part of a steady rise",
        Rule::Falling => "part of a steady fall",
        Rule::TwoOfThreeAbove => "two of three near the upper limit",
        Rule::TwoOfThreeBelow => "two of three near the lower limit",
        Rule::RunAbove => "part of a run above the mean",
        Rule::RunBelow => "part of a run below the mean",
    }
}

/// How an interval was made.
pub fn interval_method(interval: &Intervals) -> &'static str {
    match interval.method {
        crate::stats::interval::Method::Wilson => "Wilson, from numerator and denominator",
        crate::stats::interval::Method::Exact => "exact Poisson, from count and population",
        crate::stats::interval::Method::Byar => "Byar, from count and population",
        crate::stats::interval::Method::StudentT => "Student\u{2019}s t",
        crate::stats::interval::Method::Published => "from the published margin of error",
    }
}

fn range(interval: Interval, result: &MeasureResult<'_>) -> String {
    let print = |end: f64| {
        decimal(end).map_or_else(String::new, |end| short(end, result.decimals(), &result.measure.unit))
    };
    format!("{} to {}", print(interval.lower), print(interval.upper))
}

fn decimal(value: f64) -> Option<Number> {
    Number::from_f64(value)
}

fn size(change: f64, result: &MeasureResult<'_>) -> Option<String> {
    let decimals = result.decimals();
    decimal(change).map(|change| amount(change.abs(), decimals, &result.measure.unit))
}

fn signed_count(count: i64) -> String {
    plain(Number::from(count), 0)
}

/// A test statistic with three decimals.
fn statistic(figure: f64) -> String {
    decimal(figure).map_or_else(|| "very large".to_owned(), |figure| plain(figure, 3))
}

/// How often chance alone would give this result.
fn chance(p: f64, level: f64) -> String {
    let p = match decimal(p) {
        Some(p) if p >= Number::new(1, 4) => format!("p = {}", plain(p, 4)),
        _ => "p below 0.0001".to_owned(),
    };
    format!("{p} ({} or less is a trend)", level_words(level))
}

fn level_words(level: f64) -> String {
    decimal(level).map_or_else(String::new, |level| level.round_dp(4).normalize().to_string())
}

/// A probability in words: `1 in 500`.
fn one_in(level: f64) -> String {
    format!("1 in {}", grouped((1.0 / level).round() as u64))
}

/// How answers were worked out, for members: a paragraph for each method that a measure in the paper needed, and one
/// on how figures are compared.
pub fn notes(view: &View<'_>, results: &Results<'_>) -> Vec<String> {
    let used: BTreeSet<Method> = results.measures.iter().map(|result| result.working.method).collect();
    let mut notes = vec![format!(
        "A trend is told only where it is more than chance. At least {FEWEST_POINTS} comparable figures are needed, \
         what came before a break is left out, and a trend never changes a rating. Below each measure stands \
         which method was used and every figure of it."
    )];
    notes.extend(
        Method::ALL
            .into_iter()
            .filter(|method| used.contains(method))
            .map(|method| note(method, &view.cover.trends)),
    );
    let any_interval = results.measures.iter().any(|result| result.interval.is_some());
    if !view.comparators.is_empty() {
        notes.push(comparison_note(any_interval));
    }
    let averaged = results
        .measures
        .iter()
        .map(|result| result.measure)
        .filter(|measure| measure.counted == Counted::Averages);
    let averaged: Vec<u32> = averaged.map(|measure| measure.number).collect();
    if !averaged.is_empty() {
        let measures = if averaged.len() == 1 { "measure" } else { "measures" };
        notes.push(format!(
            "From averages of counts ({measures} {}) no interval follows: whoever is counted on fourteen days is in \
             the average for fourteen days, so it is not known how many separate events are behind it.",
            runs(&averaged)
        ));
    }
    if results.measures.iter().any(|result| !result.ranks.is_empty()) {
        notes.push(format!(
            "A rank counts from the best, and equal figures share the best place that they have together. The \
             best-performing quarter is the first of four groups of councils of the same size. Quarters are told of \
             {FEWEST_FOR_QUARTERS} councils or more, and not where equal figures lie across the edge of one."
        ));
    }
    notes
}

fn note(method: Method, settings: &TrendSettings) -> String {
    match method {
        Method::Process => format!(
            "Monthly and quarterly figures, from {FEWEST_FOR_ICONS} on, are judged as the NHS judges its own \
             (process control, Making Data Count): limits are drawn from how much a figure usually moves from one \
             to the next. The newest figure counts as a change if it is outside the limits, if it is one of {} in a \
             row on one side of the mean or of {} that rise or fall without a break, or one of two out of three near \
             a limit. {}.",
            settings.run_length,
            settings.run_length,
            match settings.screening {
                true => "Extreme moves are left out when the limits are drawn",
                false => "No move is left out when the limits are drawn",
            }
        ),
        Method::Proportion => format!(
            "Percentages whose numerator and denominator are published (denominators of {LEAST_DENOMINATOR} or more) are \
             judged like England\u{2019}s public health profiles: a trend over the {FEWEST_POINTS} newest figures counts if \
             chance alone would give one so clear in less than {} cases, and if no single year makes it.",
            one_in(settings.marker_level)
        ),
        Method::Weighted => format!(
            "Rates, and survey figures with a published margin of error, are judged in the same way with a line that \
             gives sure figures more weight: a trend over the {FEWEST_POINTS} newest counts if chance alone would \
             give one so clear in less than {} cases, and if no single year makes it.",
            one_in(settings.marker_level)
        ),
        Method::Seasonal => format!(
            "Figures that the season moves are compared with the same season of other years only, from \
             {FEWEST_YEARS} full years on; a trend counts if chance alone would give one so clear in {} cases or less.",
            one_in(settings.order_level)
        ),
        Method::Order => format!(
            "Where only the figure itself is published, all that can be judged is the order of the figures: do later \
             ones tend to be higher? A trend counts if chance alone would give an order so one-sided in {} cases or \
             less (Mann-Kendall test; up to {} figures every possible order is counted). With {FEWEST_POINTS} figures none may \
             move the other way.",
            one_in(settings.order_level),
            mann_kendall::EXACT_UP_TO
        ),
    }
}

fn comparison_note(any_interval: bool) -> String {
    let with = if any_interval {
        format!(
            "Better, similar or worse than a comparator is said only where it is known how far the council\u{2019}s own \
             figure could be off by chance (95% interval: from the published margin of error, from numerator and \
             denominator, or for rates from the count, exactly below {EXACT_BELOW}); similar means that the comparator lies \
             inside. "
        )
    } else {
        String::new()
    };
    format!(
        "{with}Where no such interval can be known, the figure is only said to be above or below. The comparator\u{2019}s \
         figure is taken as it is; a region contains the council itself."
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::analyse::analyse;
    use crate::load::load;

    #[test]
    fn an_assurance_is_said_only_of_steady_figures_that_bear_it_out() {
        let pack = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/exampleshire")).unwrap().0;
        let results = analyse(&pack);
        let said = |id: &str| {
            let result = results.measures.iter().find(|result| result.measure.id.value == id).unwrap();
            let working = working(result, &pack.cover.trends);
            (result.rating.colour(), working.into_iter().find(|(term, _)| *term == "Assurance").unwrap().1)
        };
        // It has risen to its target, which lies above all its limits.
        assert_eq!(
            said("resolved-at-first-contact"),
            (Some(Colour::Green), "cannot be told while the figures are changing".to_owned())
        );
        for result in &results.measures {
            let Some(Ok((variation, Some(icon)))) = result.working.chart().map(Chart::icons) else {
                continue;
            };
            let plain = assurance(result) == Some(assurance_words(icon));
            assert!(!plain || variation == Variation::CommonCause, "{}", result.measure.id.value);
            // The newest figure never contradicts what is said.
            let green = result.rating.colour() == Some(Colour::Green);
            assert!(!plain || !green || icon != Assurance::ConsistentlyFail, "{}", result.measure.id.value);
        }
        assert!(
            results
                .measures
                .iter()
                .any(|result| { assurance(result) == Some(assurance_words(Assurance::ConsistentlyFail)) })
        );
    }
}
