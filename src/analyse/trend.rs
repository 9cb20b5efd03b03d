//! The trend: where a measure is heading, by a method that suits its series and is always named.
//!
//! | series | method |
//! |---|---|
//! | monthly or quarterly, 13 values or more since the last break | [`Method::Process`], `XmR` |
//! | the same, marked `seasonal` | [`Method::Seasonal`], from three full years |
//! | the newest five with published margins | [`Method::Weighted`], the Fingertips marker from the margins |
//! | the newest five percentages with numerators and denominators | [`Method::Proportion`], the Fingertips marker |
//! | the newest five rates with counts and populations | [`Method::Weighted`], from exact and Byar's intervals |
//! | anything else | [`Method::Order`], Mann-Kendall on the order of the values |
//!
//! Figures before a break are left out. Figures for the year to date count only at the same point of the year, and
//! rolling years only where they do not overlap. The trend never changes a rating.

use crate::analyse::interval::{self, counted_share};
use crate::analyse::limits;
use crate::analyse::points::{broken, comparable, newest_segment, up_to_latest};
use crate::analyse::rating::up_is_good;
use crate::model::quantity::float;
use crate::model::{
    Band, Better, Covers, Frequency, Measure, Missing, Number, Period, Quotient, Reading, TrendSettings,
};
use crate::stats::interval::Confidence;
use crate::stats::mann_kendall::{self, MannKendall};
use crate::stats::marker::{self, Answer, Marker, Measured, Proportion};
use crate::stats::seasonal::{self, Seasonal};
use crate::stats::theil_sen::{self, TheilSen};
use crate::stats::xmr::{self, Aim, Chart, NoIcons, Unsuitable, Variation};
use crate::stats::{Cannot, Direction};

/// The fewest comparable readings that can show a trend: with only four, chance alone gives the most one-sided order
/// more than one time in twenty.
pub const FEWEST_POINTS: usize = marker::POINTS;

/// The smallest denominator for a marker: published counts are rounded to the nearest 5.
pub const LEAST_DENOMINATOR: f64 = 50.0;

/// Where a measure is heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trend {
    Improving,
    Worsening,
    /// Rising, where neither direction is good.
    Increasing,
    Decreasing,
    NoSignificantChange,
    TooFewPoints,
    /// All figures before the newest were counted differently.
    NotComparable,
    CannotBeCalculated,
}

impl Trend {
    pub const ALL: [Self; 8] = [
        Self::Worsening,
        Self::Improving,
        Self::Increasing,
        Self::Decreasing,
        Self::NoSignificantChange,
        Self::TooFewPoints,
        Self::NotComparable,
        Self::CannotBeCalculated,
    ];

    /// The word for it in every output; at most 14 letters, so that it fits the column of the page.
    pub fn word(self) -> &'static str {
        match self {
            Self::Improving => "improving",
            Self::Worsening => "worsening",
            Self::Increasing => "increasing",
            Self::Decreasing => "decreasing",
            Self::NoSignificantChange => "no clear trend",
            Self::TooFewPoints => "too few points",
            Self::NotComparable => "not comparable",
            Self::CannotBeCalculated => "not calculable",
        }
    }
}

/// The method by which a trend is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    Process,
    Seasonal,
    Proportion,
    Weighted,
    Order,
}

impl Method {
    pub const ALL: [Self; 5] = [Self::Process, Self::Proportion, Self::Weighted, Self::Seasonal, Self::Order];

    /// The method's usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Process => "process control (XmR, Making Data Count)",
            Self::Seasonal => "seasonal Kendall test",
            Self::Proportion => "Fingertips trend marker for proportions",
            Self::Weighted => "Fingertips trend marker from intervals",
            Self::Order => "Mann-Kendall test on the order of the figures",
        }
    }
}

/// Why there is no clear answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    TooFew {
        have: usize,
        need: usize,
    },
    /// One of the newest figures that the method needs was not published.
    Missing(Missing),
    /// The latest figure was not published; what those before it showed.
    NoLatest {
        missing: Missing,
        before: Trend,
    },
    /// Process control does not suit the figures.
    Unsuitable(Unsuitable),
    /// There is a trend, but no larger than the measure's meaningful change.
    NotMeaningful,
    /// The trend depends on a single year.
    Outlier,
    Cannot(Cannot),
}

/// The figures behind an answer.
#[derive(Debug, Clone)]
pub enum Figures {
    None,
    Marker(Marker),
    Order { test: MannKendall, slope: Option<TheilSen> },
    Seasonal(Seasonal),
    Process(Box<Chart>),
}

/// How a trend was worked out.
#[derive(Debug, Clone)]
pub struct Working {
    pub method: Method,
    /// The number of figures used.
    pub used: usize,
    /// The first and the last period used.
    pub span: Option<(Period, Period)>,
    pub why: Option<Why>,
    pub figures: Figures,
    /// The change over that span along the method's own line, in the unit.
    pub change: Option<f64>,
    /// The smallest change over that span that would have been detected four times out of five, in the unit.
    pub smallest_change: Option<f64>,
}

impl Working {
    fn new(method: Method, points: &[(&Reading, Number)]) -> Self {
        let span = points.first().zip(points.last()).map(|(first, last)| (first.0.period, last.0.period));
        Self {
            method,
            used: points.len(),
            span,
            why: None,
            figures: Figures::None,
            change: None,
            smallest_change: None,
        }
    }

    /// The process chart, if one was drawn.
    pub fn chart(&self) -> Option<&Chart> {
        match &self.figures {
            Figures::Process(chart) => Some(chart),
            Figures::None | Figures::Marker(_) | Figures::Order { .. } | Figures::Seasonal(_) => None,
        }
    }
}

/// A measure's trend and how it was worked out. `band` is the target that applies now.
pub(super) fn trend(measure: &Measure, settings: &TrendSettings, band: Option<Band>) -> (Trend, Working) {
    let points = comparable(measure);
    let method = method(measure, &points);
    let working = match method {
        Method::Process => process(measure, settings, band),
        Method::Seasonal => seasonal(measure, &points),
        Method::Proportion | Method::Weighted => marked(measure, settings, method, &points),
        Method::Order => order(&points),
    };
    let (trend, working) = conclude(measure, settings, working);
    let newest = points.last().map(|(_, value)| *value);
    let trend = newest.zip(band).map_or(trend, |(newest, band)| beside_band(measure, trend, newest, band));
    up_to_now(measure, trend, working)
}

/// A trend speaks of the latest figure. Where that is missing, what the figures before it showed is no trend of today.
fn up_to_now(measure: &Measure, trend: Trend, mut working: Working) -> (Trend, Working) {
    let missing = measure.readings.latest().and_then(|latest| latest.value.err());
    match (trend, missing) {
        (Trend::TooFewPoints | Trend::NotComparable | Trend::CannotBeCalculated, _) | (_, None) => {
            (trend, working)
        }
        (_, Some(missing)) => {
            working.why = Some(Why::NoLatest { missing, before: trend });
            (Trend::CannotBeCalculated, working)
        }
    }
}

/// The trend for a target that is a band: a figure outside it is worsening if it moves away and improving if it moves
/// back. Inside the band both directions are equally good.
fn beside_band(measure: &Measure, trend: Trend, newest: Number, band: Band) -> Trend {
    if measure.better != Some(Better::Within) {
        return trend;
    }
    let above = band.to.is_some_and(|to| newest > to);
    let below = band.from.is_some_and(|from| newest < from);
    match trend {
        Trend::Increasing if above => Trend::Worsening,
        Trend::Increasing if below => Trend::Improving,
        Trend::Decreasing if above => Trend::Improving,
        Trend::Decreasing if below => Trend::Worsening,
        other => other,
    }
}

/// The method that suits a series.
fn method(measure: &Measure, points: &[(&Reading, Number)]) -> Method {
    let often = matches!(measure.frequency, Frequency::Monthly | Frequency::Quarterly);
    let plain = matches!(measure.covers, Covers::Period | Covers::Snapshot);
    if often && plain {
        return match measure.seasonal {
            true => Method::Seasonal,
            false if newest_segment(measure).len() >= xmr::FEWEST_FOR_ICONS => Method::Process,
            false => Method::Order,
        };
    }
    let newest = &points[points.len().saturating_sub(FEWEST_POINTS)..];
    let all = |test: &dyn Fn(&Reading, Number) -> bool| {
        !newest.is_empty() && newest.iter().all(|(reading, value)| test(reading, *value))
    };
    let large = |reading: &Reading, value: Number| {
        counted_share(measure, reading, value).is_some_and(|(_, n)| n >= LEAST_DENOMINATOR)
    };
    if all(&|reading, _| reading.margin.is_some()) {
        Method::Weighted
    } else if all(&large) {
        Method::Proportion
    } else if matches!(measure.unit.quotient, Some(Quotient::Rate(_)))
        && all(&|reading, value| interval::of(measure, reading, value).is_some())
    {
        Method::Weighted
    } else {
        Method::Order
    }
}

/// Years since the year 0, accurate to the month for periods that end with a month.
pub fn years(period: Period) -> f64 {
    use chrono::Datelike;
    let next = period.end() + chrono::Days::new(1);
    f64::from(next.year()) + (f64::from(next.month0()) + f64::from(next.day0()) / 31.0) / 12.0
}

fn placed(points: &[(&Reading, Number)]) -> Vec<(f64, f64)> {
    points.iter().map(|(reading, value)| (years(reading.period), float(*value))).collect()
}

fn order(points: &[(&Reading, Number)]) -> Working {
    let mut working = Working::new(Method::Order, points);
    if points.len() < FEWEST_POINTS {
        working.why = Some(Why::TooFew { have: points.len(), need: FEWEST_POINTS });
        return working;
    }
    let placed = placed(points);
    let values: Vec<f64> = placed.iter().map(|(_, value)| *value).collect();
    match mann_kendall::test(&values) {
        Ok(test) => {
            let slope = theil_sen::fit(&placed).ok();
            working.change = slope.and_then(|slope| over(&placed, slope.slope));
            working.figures = Figures::Order { test, slope };
        }
        Err(reason) => working.why = Some(Why::Cannot(reason)),
    }
    working
}

/// The change that a slope gives over the whole span of the points.
fn over(placed: &[(f64, f64)], slope: f64) -> Option<f64> {
    let change = slope * (placed.last()?.0 - placed.first()?.0);
    change.is_finite().then_some(change)
}

/// Why one of the newest five readings due is missing, if one is. Years without a survey are skipped; any other missing
/// reading rules out a marker.
fn missing_among_newest(measure: &Measure) -> Option<Missing> {
    if measure.covers == Covers::RollingYear || measure.covers == Covers::YearToDate {
        return None;
    }
    let readings = up_to_latest(measure);
    let start = readings.iter().rposition(|reading| reading.breaks).unwrap_or(0);
    let due = readings[start..].iter().rev().filter(|reading| reading.value != Err(Missing::NotApplicable));
    due.take(FEWEST_POINTS).find_map(|reading| reading.value.err())
}

fn marked(
    measure: &Measure,
    settings: &TrendSettings,
    method: Method,
    points: &[(&Reading, Number)],
) -> Working {
    let newest = &points[points.len().saturating_sub(FEWEST_POINTS)..];
    let mut working = Working::new(method, newest);
    if newest.len() < FEWEST_POINTS {
        working.why = Some(Why::TooFew { have: newest.len(), need: FEWEST_POINTS });
        return working;
    }
    if let Some(missing) = missing_among_newest(measure) {
        working.why = Some(Why::Missing(missing));
        return working;
    }
    // Proportions are calculated as shares of 1 and printed as percentages.
    let (marker, scale) = match method {
        Method::Proportion => (proportion(measure, settings, newest), 100.0),
        Method::Weighted | Method::Order | Method::Seasonal | Method::Process => {
            (weighted(measure, settings, newest), 1.0)
        }
    };
    match marker {
        Ok(marker) => {
            let placed = placed(newest);
            working.change = theil_sen::fit(&placed).ok().and_then(|slope| over(&placed, slope.slope));
            working.smallest_change = marker.smallest_change.map(|change| change * scale);
            working.why = marker.outlier.then_some(Why::Outlier);
            working.figures = Figures::Marker(marker);
        }
        Err(reason) => working.why = Some(Why::Cannot(reason)),
    }
    working
}

fn proportion(
    measure: &Measure,
    settings: &TrendSettings,
    points: &[(&Reading, Number)],
) -> Result<Marker, Cannot> {
    let point = |(reading, value): &(&Reading, Number)| {
        let (numerator, denominator) = counted_share(measure, reading, *value).unzip();
        Proportion { at: years(reading.period), numerator, denominator }
    };
    let points: Vec<Proportion> = points.iter().map(point).collect();
    marker::proportion(&points, marker::threshold(settings.marker_level)?)
}

fn weighted(
    measure: &Measure,
    settings: &TrendSettings,
    points: &[(&Reading, Number)],
) -> Result<Marker, Cannot> {
    let point = |(reading, value): &(&Reading, Number)| Measured {
        at: years(reading.period),
        value: Some(float(*value)),
        interval: interval::of(measure, reading, *value).map(|found| found.at_95),
    };
    let points: Vec<Measured> = points.iter().map(point).collect();
    marker::measured(&points, Confidence::P95, marker::threshold(settings.marker_level)?)
}

fn seasonal(measure: &Measure, points: &[(&Reading, Number)]) -> Working {
    let mut working = Working::new(Method::Seasonal, points);
    let months = f64::from(measure.frequency.months());
    let period = (12.0 / months) as usize;
    let need = seasonal::FEWEST_YEARS * period;
    if points.len() < need {
        working.why = Some(Why::TooFew { have: points.len(), need });
        return working;
    }
    let slot = |reading: &Reading| (years(reading.period) * 12.0 / months).round() as usize;
    let first = slot(points[0].0);
    let mut values: Vec<Option<f64>> = Vec::new();
    for (reading, value) in points {
        let at = slot(reading).saturating_sub(first);
        values.resize(values.len().max(at + 1), None);
        values[at] = Some(float(*value));
    }
    match seasonal::test(&values, period) {
        Ok(test) => {
            working.change = over(&placed(points), test.slope);
            working.figures = Figures::Seasonal(test);
        }
        Err(reason) => working.why = Some(Why::Cannot(reason)),
    }
    working
}

fn process(measure: &Measure, settings: &TrendSettings, band: Option<Band>) -> Working {
    let segment = newest_segment(measure);
    let mut working = Working::new(Method::Process, &segment);
    let readings = up_to_latest(measure);
    let last = readings.iter().rposition(|reading| reading.value.is_ok()).map_or(0, |at| at + 1);
    let points = without_gaps(&readings[..last], measure.frequency.months());
    let breaks = readings.iter().filter(|reading| reading.breaks).map(|reading| years(reading.period));
    let settings = xmr::Settings {
        aim: match up_is_good(measure.better) {
            Some(true) => Aim::Increase,
            Some(false) => Aim::Decrease,
            None => Aim::Neutral,
        },
        target: band.and_then(|band| band.from.or(band.to)).map(float),
        rebase: breaks.collect(),
        screen: settings.screening,
        run: settings.run_length,
    };
    match xmr::chart(&points, &settings) {
        Ok(mut chart) => {
            limits::hold(&mut chart, measure);
            working.why = match chart.icons() {
                Ok(_) => None,
                Err(NoIcons::TooFew { have }) => Some(Why::TooFew { have, need: xmr::FEWEST_FOR_ICONS }),
                Err(NoIcons::Unsuitable(reason)) => Some(Why::Unsuitable(reason)),
                Err(NoIcons::NoValue) => Some(Why::Cannot(Cannot::Missing)),
            };
            let mean = chart.newest().and_then(|phase| phase.mean);
            let value = chart.points.last().and_then(|point| point.value);
            working.change = mean.zip(value).map(|(mean, value)| value - mean);
            working.figures = Figures::Process(Box::new(chart));
        }
        Err(reason) => working.why = Some(Why::Cannot(reason)),
    }
    working
}

/// The readings as points, with a missing point for each period not written down: its figure is unknown, and its
/// neighbours are not consecutive.
fn without_gaps(readings: &[Reading], months: u32) -> Vec<(f64, Option<f64>)> {
    let mut points: Vec<(f64, Option<f64>)> = Vec::new();
    for reading in readings {
        let at = years(reading.period);
        if let Some((before, _)) = points.last().copied() {
            let steps = ((at - before) * 12.0 / f64::from(months)).round();
            let gap = |step: u32| (before + (at - before) * f64::from(step) / steps, None);
            points.extend((1..steps.clamp(1.0, MOST_STEPS) as u32).map(gap));
        }
        points.push((at, reading.value.ok().map(float)));
    }
    points
}

/// The longest gap, in periods, that is filled with missing points; a longer one breaks runs no further.
const MOST_STEPS: f64 = 60.0;

/// The answer that the figures give.
fn conclude(measure: &Measure, settings: &TrendSettings, mut working: Working) -> (Trend, Working) {
    let answer = match working.why {
        Some(Why::TooFew { .. }) if cut_off(measure) => Trend::NotComparable,
        Some(Why::TooFew { .. }) => Trend::TooFewPoints,
        // There is a trend, but it does not count. Trends that are too small are found below.
        Some(Why::Outlier | Why::NotMeaningful) => Trend::NoSignificantChange,
        Some(Why::Missing(_) | Why::NoLatest { .. } | Why::Unsuitable(_) | Why::Cannot(_)) => {
            Trend::CannotBeCalculated
        }
        None => {
            let direction = direction(&working, settings);
            let small = measure
                .meaningful_change
                .zip(working.change)
                .is_some_and(|(limit, change)| change.abs() <= float(limit));
            if direction != Direction::Level && small {
                working.why = Some(Why::NotMeaningful);
                Trend::NoSignificantChange
            } else {
                judged(measure, direction)
            }
        }
    };
    (answer, working)
}

/// Whether a break leaves the newest figure with none to compare it with, so that there is no change either.
fn cut_off(measure: &Measure) -> bool {
    broken(measure) && newest_segment(measure).len() == 1
}

/// The direction of the figures, if chance cannot explain it.
fn direction(working: &Working, settings: &TrendSettings) -> Direction {
    match &working.figures {
        Figures::None => Direction::Level,
        Figures::Marker(marker) => match marker.answer {
            Answer::Increasing => Direction::Up,
            Answer::Decreasing => Direction::Down,
            Answer::NoSignificantChange => Direction::Level,
        },
        Figures::Order { test, .. } => significant(test.s, test.p, settings),
        Figures::Seasonal(test) => significant(test.s, test.p, settings),
        Figures::Process(chart) => match chart.variation() {
            Variation::CommonCause => Direction::Level,
            Variation::ImprovementHigh | Variation::ConcernHigh | Variation::NeitherHigh => Direction::Up,
            Variation::ImprovementLow | Variation::ConcernLow | Variation::NeitherLow => Direction::Down,
        },
    }
}

fn significant(s: i64, p: f64, settings: &TrendSettings) -> Direction {
    if p <= settings.order_level { Direction::of(s as f64) } else { Direction::Level }
}

fn judged(measure: &Measure, direction: Direction) -> Trend {
    match (up_is_good(measure.better), direction) {
        (_, Direction::Level) => Trend::NoSignificantChange,
        (Some(true), Direction::Up) | (Some(false), Direction::Down) => Trend::Improving,
        (Some(_), Direction::Up | Direction::Down) => Trend::Worsening,
        (None, Direction::Up) => Trend::Increasing,
        (None, Direction::Down) => Trend::Decreasing,
    }
}
