//! The chart of a measure: its figures over time with their intervals, the target and its amber zone, comparators,
//! process limits, breaks and gaps.
//!
//! plotters draws the lines, which are stretched to fit. Labels are page text positioned by shares of the chart, so
//! they keep the reader's text size from phone to print.

use std::cmp::Ordering;

use crate::analyse::rating::aim;
use crate::analyse::trend::years;
use crate::analyse::{Aim, AimSource, MeasureResult, decimals, interval};
use crate::chart::layers::{Layer, SIZE, Stroke, draw};
use crate::chart::scale::{Scale, around};
use crate::chart::sparkline::Point;
use crate::compose::goals::{Stretch, stretches};
use crate::compose::line::{breaks, joined};
use crate::compose::panel::short_name;
use crate::compose::web::manuscript::{Chart, Dot, Label};
use crate::compose::web::{picture, rating};
use crate::model::quantity::float;
use crate::model::{Comparator, Covers, Measure, Missing, Number, Reading, Series, View};
use crate::stats::xmr::{Limits, Phase};
use crate::words::figure::{plain, short};
use crate::words::sentence::{alternative, sentence};
use crate::words::time;
use crate::words::typography::apostrophes;

/// The most values printed beside their points; with more, only the first and the last are.
const MOST_VALUES: usize = 6;
/// The minimum width of a picture that names more periods than the first and last, in ems: beside the commentary.
const LEAST_WIDTH: f64 = 20.0;
/// The width of a letter in a period's name, and the minimum space between two names, in ems.
const LETTER: f64 = 0.52;
const BETWEEN: f64 = 0.8;
/// How many letters the gutter to the right of the lines holds, and how many on a narrow screen: 11 and 6.6 em.
const MOST_AT_END: usize = 20;
const MOST_ON_PHONE: usize = 12;
/// How long the tick of a period is, as a share of the height.
const TICK: f64 = 0.02;
/// The most points drawn as dots; with more, the line alone is clearer.
const MOST_DOTS: usize = 12;
/// The minimum distance between labels, as a share of the height: 1.25 em of the 14 em height.
const APART: f64 = 1.25 / 14.0;
/// A point further down than this share of the height leaves no room for a value above the names of the periods.
const FOOT: f64 = 1.0 - 1.25 / 14.0;
/// Left of this share of the width, a label centred on its point would touch the scale.
const NEAR_SCALE: f64 = 0.05;
/// The least average height at which an amber zone differs from a line, as a share of the height: 7 pixels.
const LEAST_ZONE: f64 = 0.03;

/// The chart of a measure that has figures.
pub fn chart(view: &View<'_>, result: &MeasureResult<'_>) -> Option<Chart> {
    let measure = result.measure;
    let frame = Frame::of(view, result)?;
    let own = joined(measure, &measure.readings);
    let mut strokes = Vec::new();
    strokes.extend(frame.scale.lines.iter().map(|line| frame.level(Layer::Grid, *line)));
    strokes.extend(measure.readings.readings.iter().map(|reading| {
        let x = frame.along(reading.period.middle());
        Stroke { layer: Layer::Grid, points: vec![(x, 1.0), (x, 1.0 + TICK)] }
    }));
    strokes.extend(zones(measure, &frame));
    strokes.extend(limits(result, &frame));
    strokes.extend(breaks(&measure.readings).into_iter().map(|time| Stroke {
        layer: Layer::Break,
        points: vec![(frame.along(time), 0.0), (frame.along(time), 1.0)],
    }));
    strokes.extend(target(measure, &frame));
    for (at, (_, series)) in theirs(view, measure).enumerate() {
        let layer = if at == 0 { Layer::Other } else { Layer::Also };
        strokes.extend(frame.line(layer, &joined(measure, series)));
    }
    strokes.extend(bars(measure, &frame));
    strokes.extend(bridges(measure, &own, &frame));
    strokes.extend(frame.line(Layer::Own, &own));
    Some(Chart {
        alt: said(view, result),
        view: view_box(),
        shapes: picture::chart(&draw(&strokes)),
        rows: rows(measure, &frame),
        columns: columns(measure, &frame),
        dots: dots(view, result, &own, &frame),
        last: own.last().map(|point| frame.dot(point, rating(result.rating.colour()).mark)),
        values: values(result, &own, &frame),
        ends: ends(view, result, &own, &frame),
        marks: marks(measure, &frame),
    })
}

/// The comparators that have figures, in the order of the pack.
fn theirs<'p>(view: &View<'p>, measure: &'p Measure) -> impl Iterator<Item = (&'p Comparator, &'p Series)> {
    let found = view
        .comparators
        .iter()
        .filter_map(|other| Some((*other, measure.comparators.get(&other.name.value)?)));
    found.filter(|(_, series)| series.values().next().is_some())
}

/// The size of the page's drawings.
pub fn view_box() -> String {
    format!("0 0 {} {}", SIZE.0 / 4, SIZE.1 / 4)
}

/// The text for screen readers: the figures behind the lines. The measure's sentence is already above the chart.
fn said(view: &View<'_>, result: &MeasureResult<'_>) -> String {
    let whole = apostrophes(&alternative(view, result));
    let mut said = whole.trim_start_matches(&apostrophes(&sentence(view, result))).trim_start().to_owned();
    if let Some((mean, limits)) = process(result) {
        let [mean, lower, upper] =
            [mean, limits.lower, limits.upper].map(|value| figure(result.measure, value));
        said.extend([" Mean ", &mean, ", process limits ", &lower, " to ", &upper, "."]);
    }
    said
}

/// Mean and limits of the newest phase of the process, if they are drawn.
pub fn process(result: &MeasureResult<'_>) -> Option<(f64, Limits)> {
    let newest = result.working.chart()?.newest();
    let phase = newest.filter(|phase| phase.unsuitable.is_none() && !phase.trial())?;
    phase.mean.zip(phase.limits)
}

/// A mean or a limit as printed, with one decimal more than the figures.
pub fn figure(measure: &Measure, value: f64) -> String {
    use rust_decimal::prelude::FromPrimitive;
    Number::from_f64(value)
        .map_or_else(String::new, |value| short(value, measure.decimals + 1, &measure.unit))
}

/// A number of a scale.
pub fn number(value: f64, decimals: u32) -> String {
    use rust_decimal::prelude::FromPrimitive;
    Number::from_f64(value).map_or_else(String::new, |value| plain(value, decimals))
}

/// Converts times and values to positions.
struct Frame {
    from: f64,
    to: f64,
    scale: Scale,
}

impl Frame {
    fn of(view: &View<'_>, result: &MeasureResult<'_>) -> Option<Self> {
        let measure = result.measure;
        let own = || measure.readings.values();
        own().next()?;
        let others = || theirs(view, measure).map(|(_, series)| series);
        let times = measure.readings.readings.iter().chain(
            others().flat_map(|series| series.readings.iter().filter(|reading| reading.value.is_ok())),
        );
        let times = times.map(|reading| reading.period.middle());
        let (from, to) = times.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), t| (a.min(t), b.max(t)));
        let mut numbers: Vec<f64> = own().map(|(_, value)| float(value)).collect();
        numbers.extend(others().flat_map(Series::values).map(|(_, value)| float(value)));
        numbers.extend(
            own()
                .filter_map(|(reading, value)| interval::of(measure, reading, value))
                .flat_map(|found| [found.at_95.lower, found.at_95.upper]),
        );
        let aims = measure.readings.readings.iter().filter_map(|reading| aim(measure, reading).ok());
        numbers.extend(aims.flat_map(|aim| [aim.band.from, aim.band.to]).flatten().map(float));
        numbers.extend(process(result).into_iter().flat_map(|(_, limits)| [limits.lower, limits.upper]));
        Some(Self { from, to, scale: around(numbers.into_iter())? })
    }

    /// How far along the picture a time stands; a single one in the middle, and others far outside.
    fn along(&self, time: f64) -> f64 {
        let length = self.to - self.from;
        match time.partial_cmp(&self.from) {
            _ if length > 0.0 => (time - self.from) / length,
            Some(Ordering::Less) => f64::NEG_INFINITY,
            Some(Ordering::Greater) => f64::INFINITY,
            Some(Ordering::Equal) | None => 0.5,
        }
    }

    fn at(&self, point: &Point) -> (f64, f64) {
        (self.along(point.time), self.scale.down(point.value))
    }

    fn level(&self, layer: Layer, value: f64) -> Stroke {
        let down = self.scale.down(value);
        Stroke { layer, points: vec![(0.0, down), (1.0, down)] }
    }

    fn line(&self, layer: Layer, points: &[Point]) -> Vec<Stroke> {
        let runs = points.chunk_by(|_, next| next.joined);
        runs.map(|run| Stroke { layer, points: run.iter().map(|point| self.at(point)).collect() }).collect()
    }

    fn dot(&self, point: &Point, name: &'static str) -> Dot {
        let (x, y) = self.at(point);
        Dot { name, x: percent(x), y: percent(y) }
    }
}

/// A share of the width or the height.
pub fn percent(share: f64) -> String {
    // A tenth of a percent is less than a pixel.
    let tenths = (share * 1000.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    match (tenths.abs() / 10, tenths.abs() % 10) {
        (whole, 0) => format!("{sign}{whole}%"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}%"),
    }
}

/// The council's own target for the period of a reading. A comparator's figure already has its own line.
fn own_aim(measure: &Measure, reading: &Reading) -> Option<Aim> {
    aim(measure, reading).ok().filter(|aim| aim.source == AimSource::Own)
}

/// A position in the picture, as shares of its width and height.
type Place = (f64, f64);

/// One end of the target over the time in which it applies, and how far from it a miss is still amber.
struct Edge {
    near: Vec<Place>,
    far: Vec<Place>,
}

/// Both ends of the council's own target, each where it holds.
fn edges(measure: &Measure, frame: &Frame) -> Vec<Edge> {
    let held = stretches(measure).into_iter();
    let own: Vec<Stretch> =
        held.filter(|stretch| stretch.iter().all(|(_, aim)| aim.source == AimSource::Own)).collect();
    let edge = |lower: bool, stretch: &Stretch| {
        let corner = |(time, aim): &(f64, Aim)| {
            let away = float(aim.tolerance);
            let (end, far) = match lower {
                true => (aim.band.from.map(float)?, -away),
                false => (aim.band.to.map(float)?, away),
            };
            let place = |value| (frame.along(*time).clamp(0.0, 1.0), frame.scale.down(value).clamp(0.0, 1.0));
            Some((place(end), place(end + far)))
        };
        let (near, far) = stretch.iter().map(corner).collect::<Option<Vec<_>>>()?.into_iter().unzip();
        Some(Edge { near, far })
    };
    [true, false].into_iter().flat_map(|lower| own.iter().filter_map(move |own| edge(lower, own))).collect()
}

fn target(measure: &Measure, frame: &Frame) -> impl Iterator<Item = Stroke> {
    edges(measure, frame).into_iter().map(|edge| Stroke { layer: Layer::Target, points: edge.near })
}

/// The areas where a missed target is still amber, if large enough to be seen.
fn zones(measure: &Measure, frame: &Frame) -> Vec<Stroke> {
    // The average counts, because lines hide the place where a zone narrows to nothing.
    let height = |edge: &Edge| {
        let heights = edge.near.iter().zip(&edge.far).map(|(near, far)| (near.1 - far.1).abs());
        heights.sum::<f64>() / edge.near.len() as f64
    };
    let seen = edges(measure, frame).into_iter().filter(|edge| height(edge) >= LEAST_ZONE);
    let points = |edge: Edge| edge.near.into_iter().chain(edge.far.into_iter().rev()).collect();
    seen.map(|edge| Stroke { layer: Layer::Amber, points: points(edge) }).collect()
}

/// Whether the chart of a measure has a visible amber zone.
pub fn has_zone(view: &View<'_>, result: &MeasureResult<'_>) -> bool {
    Frame::of(view, result).is_some_and(|frame| !zones(result.measure, &frame).is_empty())
}

/// Whether the scale of a measure's chart leaves out zero, so that distances on it do not show proportions.
pub fn leaves_out_zero(view: &View<'_>, result: &MeasureResult<'_>) -> bool {
    Frame::of(view, result).is_some_and(|frame| frame.scale.from > 0.0 || frame.scale.to < 0.0)
}

/// Mean and limits of each phase that the method suits.
fn limits(result: &MeasureResult<'_>, frame: &Frame) -> Vec<Stroke> {
    let Some(chart) = result.working.chart() else { return Vec::new() };
    let readings = &result.measure.readings.readings;
    let mut strokes = Vec::new();
    for phase in chart.phases.iter().filter(|phase| phase.unsuitable.is_none() && !phase.trial()) {
        // A process chart has a point for every period, but readings exist only for those written down.
        let inside: Vec<f64> =
            chart.points.iter().filter(|point| point.phase == phase.number).map(|point| point.at).collect();
        let (Some(from), Some(to)) = (inside.first(), inside.last()) else { continue };
        let times = readings.iter().filter(|reading| (*from..=*to).contains(&years(reading.period)));
        let times: Vec<f64> = times.map(|reading| frame.along(reading.period.middle())).collect();
        let (Some(first), Some(last)) = (times.first(), times.last()) else { continue };
        let level = |layer, value: f64| {
            let down = frame.scale.down(value).clamp(0.0, 1.0);
            Stroke { layer, points: vec![(*first, down), (*last, down)] }
        };
        strokes.extend(phase.mean.map(|mean| level(Layer::Mean, mean)));
        strokes.extend(ends_of(phase).into_iter().map(|end| level(Layer::Limit, end)));
    }
    strokes
}

fn ends_of(phase: &Phase) -> Vec<f64> {
    phase.limits.iter().flat_map(|limits| [limits.lower, limits.upper]).collect()
}

/// The 95% interval of each figure.
fn bars(measure: &Measure, frame: &Frame) -> Vec<Stroke> {
    let bar = |(reading, value): (&Reading, Number)| {
        let found = interval::of(measure, reading, value)?.at_95;
        let x = frame.along(reading.period.middle());
        let points = [found.lower, found.upper].map(|end| (x, frame.scale.down(end).clamp(0.0, 1.0)));
        Some(Stroke { layer: Layer::Bar, points: points.to_vec() })
    };
    measure.readings.values().filter_map(bar).collect()
}

/// Dotted lines over gaps, except over a break, a suppressed figure, or from one year's running total to the next.
fn bridges(measure: &Measure, own: &[Point], frame: &Frame) -> Vec<Stroke> {
    let cuts = breaks(&measure.readings);
    let open = |from: f64, to: f64| {
        let between = measure.readings.readings.iter().filter(|reading| {
            let at = reading.period.middle();
            from < at && at < to
        });
        let cut = cuts.iter().any(|cut| from < *cut && *cut < to);
        let hidden = between.clone().any(|reading| reading.value == Err(Missing::Confidential));
        !cut && !hidden && measure.covers != Covers::YearToDate
    };
    let pairs = own.windows(2).filter(|pair| !pair[1].joined && open(pair[0].time, pair[1].time));
    pairs
        .map(|pair| Stroke {
            layer: Layer::Bridge,
            points: pair.iter().map(|point| frame.at(point)).collect(),
        })
        .collect()
}

/// The numbers of the scale.
fn rows(measure: &Measure, frame: &Frame) -> Vec<Label> {
    let decimals = frame.scale.decimals.min(6);
    let sign = if measure.unit.percent { "%" } else { "" };
    let print = |value: f64| format!("{}{sign}", number(value, decimals));
    let line =
        |value: &f64| Label { y: percent(frame.scale.down(*value)), text: print(*value), ..Label::default() };
    frame.scale.lines.iter().map(line).collect()
}

/// The periods along the picture. Of many only some are named; on a narrow screen, only the first and last.
fn columns(measure: &Measure, frame: &Frame) -> Vec<Label> {
    let readings = &measure.readings.readings;
    let names: Vec<String> = readings.iter().map(|reading| time::period(reading.period)).collect();
    let places: Vec<f64> = readings.iter().map(|reading| frame.along(reading.period.middle())).collect();
    let letters = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let apart = (letters as f64 * LETTER + BETWEEN) / LEAST_WIDTH;
    let last = names.len().saturating_sub(1);
    let column = |at: usize| Label {
        thin: at > 0 && at < last,
        x: percent(places[at]),
        text: names[at].clone(),
        ..Label::default()
    };
    evenly(&places, apart).into_iter().map(column).collect()
}

/// Which of these positions get a name: the first, the last, and as many in between, in equal steps from the last,
/// as are far enough apart.
fn evenly(places: &[f64], apart: f64) -> Vec<usize> {
    let Some(last) = places.len().checked_sub(1) else { return Vec::new() };
    let far = |a: usize, b: usize| (places[a] - places[b]).abs() >= apart;
    let steps = |every: usize| {
        let between = (1..last).filter(|at| (last - at).is_multiple_of(every) && far(*at, 0));
        let mut steps: Vec<usize> = std::iter::once(0).chain(between).collect();
        steps.extend((last > 0).then_some(last));
        steps
    };
    let fits = |steps: &Vec<usize>| steps.windows(2).all(|pair| far(pair[0], pair[1]));
    (1..=last).map(steps).find(fits).unwrap_or_else(|| steps(last.max(1)))
}

/// The points of the lines, if there are few enough to tell apart.
fn dots(view: &View<'_>, result: &MeasureResult<'_>, own: &[Point], frame: &Frame) -> Vec<Dot> {
    let measure = result.measure;
    let mut dots = Vec::new();
    let first = theirs(view, measure).next();
    let theirs = first.map(|(_, series)| joined(measure, series)).unwrap_or_default();
    if theirs.len() <= MOST_DOTS {
        dots.extend(theirs.iter().map(|point| frame.dot(point, "other")));
    }
    let before = own.len().saturating_sub(1);
    // A point that is not joined to another is only visible as a dot.
    let alone = |at: usize| !own[at].joined && own.get(at + 1).is_none_or(|next| !next.joined);
    let shown = (0..before).filter(|at| own.len() <= MOST_DOTS || alone(*at));
    dots.extend(shown.map(|at| frame.dot(&own[at], "own")));
    dots
}

/// The values beside their points, except the last, which is at the end of the line.
fn values(result: &MeasureResult<'_>, own: &[Point], frame: &Frame) -> Vec<Label> {
    let measure = result.measure;
    let shown = if own.len() <= MOST_VALUES { own.len().saturating_sub(1) } else { 1 };
    let label = |((at, point), (reading, value)): ((usize, &Point), (&Reading, Number))| {
        let neighbours = [at.checked_sub(1), Some(at + 1)].map(|at| at.and_then(|at| own.get(at)));
        let beside: Vec<f64> = neighbours.iter().flatten().map(|point| point.value).collect();
        let mean = beside.iter().sum::<f64>() / beside.len().max(1) as f64;
        let found = interval::of(measure, reading, value).map(|found| found.at_95);
        let lowest = found.map_or(point.value, |found| found.lower);
        // Below a point near the foot are the names of the periods.
        let above = point.value >= mean || frame.scale.down(lowest) > FOOT;
        let end = found.map_or(point.value, |found| if above { found.upper } else { found.lower });
        Label {
            name: match (above, frame.along(point.time) < NEAR_SCALE) {
                (true, true) => "over c-start",
                (true, false) => "over",
                (false, true) => "under c-start",
                (false, false) => "under",
            },
            // A narrow screen has room for the first value and the last.
            thin: at > 0,
            x: percent(frame.along(point.time)),
            y: percent(frame.scale.down(end).clamp(0.0, 1.0)),
            text: short(value, decimals(measure, reading), &measure.unit),
            ..Label::default()
        }
    };
    own.iter().enumerate().zip(measure.readings.values()).take(shown).map(label).collect()
}

/// The names at the ends of the lines, moved apart.
fn ends(view: &View<'_>, result: &MeasureResult<'_>, own: &[Point], frame: &Frame) -> Vec<Label> {
    let measure = result.measure;
    let mut ends: Vec<(f64, Label)> = Vec::new();
    let label = |name: &'static str, who: &str, value: Number, places: u32| {
        let text = short(value, places, &measure.unit);
        let who = cut(&apostrophes(who), MOST_AT_END.saturating_sub(text.chars().count() + 1));
        let thin = who.chars().count() + 1 + text.chars().count() > MOST_ON_PHONE;
        Label { name, who, text, thin, ..Label::default() }
    };
    if let (Some(last), Some((reading, value))) = (own.last(), measure.readings.values().next_back()) {
        let who = short_name(&view.cover.council.value);
        ends.push((frame.scale.down(last.value), label("ours", who, value, decimals(measure, reading))));
    }
    for (at, (other, series)) in theirs(view, measure).enumerate() {
        if let Some((reading, value)) = series.values().next_back() {
            let name = if at == 0 { "theirs" } else { "theirs also" };
            let label = label(name, &other.title.value, value, decimals(measure, reading));
            ends.push((frame.scale.down(float(value)), label));
        }
    }
    let newest = measure.readings.readings.last();
    if let Some(aim) = newest.and_then(|reading| own_aim(measure, reading)) {
        for end in [aim.band.from, aim.band.to].into_iter().flatten() {
            ends.push((frame.scale.down(float(end)), label("goal", "Target", end, aim.decimals)));
        }
    }
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut spots: Vec<f64> = ends.iter().map(|(place, _)| *place).collect();
    push_apart(&mut spots);
    let mean = process(result).map(|(mean, _)| (frame.scale.down(mean), figure(measure, mean)));
    let mean = mean.filter(|(place, _)| spots.iter().all(|spot| (spot - place).abs() >= APART));
    let mean = mean.map(|(place, text)| Label {
        name: "mean also",
        who: "Mean".to_owned(),
        y: percent(place),
        text,
        ..Label::default()
    });
    let labels = ends.into_iter().zip(spots);
    labels.map(|((_, label), place)| Label { y: percent(place), ..label }).chain(mean).collect()
}

/// A name for which there is no room, cut behind a word where it has several.
fn cut(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let kept: String = name.chars().take(most.saturating_sub(1)).collect();
    let words = kept.rfind(' ').filter(|at| *at > 3).map_or(kept.as_str(), |at| &kept[..at]);
    format!("{}\u{2026}", words.trim_end_matches([' ', ',']))
}

/// Moves sorted places so far apart that labels at them do not touch, and back into the picture.
fn push_apart(places: &mut [f64]) {
    for at in 1..places.len() {
        places[at] = places[at].max(places[at - 1] + APART);
    }
    let mut floor: f64 = 1.0;
    for place in places.iter_mut().rev() {
        *place = place.min(floor);
        floor = *place - APART;
    }
}

/// Breaks, and the reasons for missing figures.
fn marks(measure: &Measure, frame: &Frame) -> Vec<Label> {
    let cut = breaks(&measure.readings).into_iter().map(|time| Label {
        x: percent(frame.along(time)),
        text: "counted differently before".to_owned(),
        ..Label::default()
    });
    let missing = measure.readings.readings.iter().filter_map(|reading| {
        let why = reading.value.err().filter(|why| *why != Missing::NotApplicable)?;
        let along = frame.along(reading.period.middle());
        Some(Label {
            name: if along < NEAR_SCALE { "c-start" } else { "" },
            // A narrow screen has no room for it beside the values; the table of numbers says it as well.
            thin: true,
            x: percent(along),
            y: percent(free(measure, reading, frame)),
            text: format!("[{}]", why.code()),
            ..Label::default()
        })
    });
    cut.chain(missing).collect()
}

/// The lowest position for text at this reading such that no target line runs through the text.
fn free(measure: &Measure, reading: &Reading, frame: &Frame) -> f64 {
    let aim = own_aim(measure, reading);
    let ends = aim.iter().flat_map(|aim| [aim.band.from, aim.band.to]).flatten();
    let lines: Vec<f64> = ends.map(|end| frame.scale.down(float(end))).collect();
    // The text is half an em above its position.
    let clear = |place: &f64| lines.iter().all(|line| *line > *place || *line < *place - 1.5 * APART);
    (0..8).map(|step| 1.0 - f64::from(step) * APART / 2.0).find(clear).unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::analyse::{Results, analyse};
    use crate::load::load;
    use crate::model::Pack;

    #[test]
    fn labels_are_pushed_apart_and_stay_inside() {
        let mut places = [0.95, 0.96, 0.97];
        push_apart(&mut places);
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] > APART - 1e-9), "{places:?}");
        assert!(places[2] <= 1.0);
    }

    fn example() -> Pack {
        load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/exampleshire")).unwrap().0
    }

    fn of<'r, 'p>(results: &'r Results<'p>, id: &str) -> &'r MeasureResult<'p> {
        results.measures.iter().find(|result| result.measure.id.value == id).unwrap()
    }

    #[test]
    fn a_target_is_drawn_only_where_it_holds() {
        let pack = example();
        let (view, results) = (pack.whole(), analyse(&pack));
        // Targets from April 2019; figures from April 2018.
        let savings = of(&results, "savings-delivered");
        let frame = Frame::of(&view, savings).unwrap();
        let readings = &savings.measure.readings.readings;
        let before = readings.iter().rfind(|reading| own_aim(savings.measure, reading).is_none()).unwrap();
        let strokes: Vec<Stroke> = target(savings.measure, &frame).collect();
        let [only] = strokes.as_slice() else { panic!("{strokes:?}") };
        let march = frame.along(before.period.middle());
        assert!(only.points.iter().all(|point| point.0 > march && point.0 <= 1.0), "{only:?}");
        assert!(!has_zone(&view, savings), "10% of 6% to 48% is less than the lines beside it");
        // One target for every period, a band; a new budget from April 2019 parts the figures.
        let variance = of(&results, "forecast-variance");
        let frame = Frame::of(&view, variance).unwrap();
        let sides = |stroke: Stroke| (stroke.points[0].0, stroke.points[stroke.points.len() - 1].0);
        let strokes: Vec<_> = target(variance.measure, &frame).map(sides).collect();
        let [cut] = breaks(&variance.measure.readings)[..] else { panic!("one break") };
        let cut = frame.along(cut);
        assert_eq!(strokes, [(0.0, cut), (cut, 1.0), (0.0, cut), (cut, 1.0)]);
        assert!(has_zone(&view, variance));
        assert!(!leaves_out_zero(&view, variance), "a budget is over- and underspent");
        assert!(leaves_out_zero(&view, of(&results, "carer-quality-of-life")), "6.7 to 7.9");
    }

    #[test]
    fn a_name_too_long_for_the_gutter_is_cut_behind_a_word() {
        assert_eq!(cut("England", 14), "England");
        assert_eq!(cut("Statistical neighbours", 14), "Statistical\u{2026}");
        assert_eq!(cut("Llanfairpwllgwyngyll", 8), "Llanfai\u{2026}");
    }

    #[test]
    fn names_of_periods_keep_apart() {
        let months: Vec<f64> = (0..18).map(|month| f64::from(month) / 17.0).collect();
        assert_eq!(evenly(&months, 0.25), [0, 7, 12, 17]);
        assert_eq!(evenly(&months[..1], 0.25), [0]);
        assert_eq!(evenly(&[0.0, 0.25, 0.5, 0.75, 1.0], 0.25), [0, 1, 2, 3, 4]);
        assert_eq!(evenly(&[0.0, 0.1], 0.25), [0, 1]);
    }

    #[test]
    fn shares_print_as_percent() {
        assert_eq!([0.0, 0.5, 0.1234, 1.0, -0.1].map(percent), ["0%", "50%", "12.3%", "100%", "-10%"]);
    }
}
