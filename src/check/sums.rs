//! Rules about sums since the beginning of the year: they say that they are, and their target grows as they do.

use chrono::Datelike;

use crate::analyse::Results;
use crate::analyse::points::newest_segment;
use crate::check::about;
use crate::check::targets::single_target;
use crate::finding::{Code, Finding};
use crate::model::quantity::float;
use crate::model::{Counted, Covers, Measure, Number, Part, Period, View};
use crate::words::figure::with_unit;
use crate::words::time;

/// The figures of one year, in order of time.
type Year = Vec<(Period, Number)>;

/// The fewest figures of a year from which a single April can tell.
const FEWEST: usize = 3;

/// One number is no target for every point of a sum that grows through the year. An average over the year so far may well have
/// one.
pub(super) fn their_targets_grow(_: &View<'_>, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for result in &results.measures {
        let measure = result.measure;
        let (Some(latest), Some(target)) = (result.latest, single_target(measure)) else { continue };
        if measure.covers != Covers::YearToDate
            || measure.for_information
            || target.is_zero()
            || !adds_up(measure)
        {
            continue;
        }
        let figure = match latest.value {
            Ok(value) => with_unit(value, result.decimals(), &measure.unit),
            Err(missing) => missing.words().to_owned(),
        };
        let what = format!(
            "each figure counts from the beginning of the year, and one target of {} is for all of them: the figure for {}, \
             {figure}, is held against what the whole year is to bring",
            with_unit(target, target.scale(), &measure.unit),
            time::period(latest.period),
        );
        let fix = format!(
            "write `target: {}`, with the shares of the year that are planned; if the figures are an average and no sum, \
             accept this with the reason",
            profile(measure, target)
        );
        findings.push(about(measure, Code::TargetOfYear, &measure.place_of("target"), what, fix));
    }
}

/// A series that begins anew each year and grows through it says that it is a sum.
pub(super) fn they_say_so(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        if measure.places.of("covers").is_some() || measure.seasonal {
            continue;
        }
        let Some((last, first)) = begins_anew(measure) else { continue };
        let print = |(period, value): (Period, Number)| {
            format!("{} for {}", with_unit(value, value.scale(), &measure.unit), time::period(period))
        };
        let what = format!(
            "the figures grow through each year and fall back when it ends ({}, then {}), as sums since its beginning do",
            print(last),
            print(first)
        );
        let target = single_target(measure).filter(|target| !target.is_zero());
        let target = target.map(|target| profile(measure, target));
        let target =
            target.map(|target| format!(" and `target: {target}`, with the shares that are planned"));
        let fix = format!(
            "if they are, write `covers: year to date`{}; if each figure is of its own period, write `covers: period`",
            target.unwrap_or_default()
        );
        findings.push(about(measure, Code::BeginsAnew, &measure.place_of("readings"), what, fix));
    }
}

/// A target with a profile of equal parts, as it is written.
fn profile(measure: &Measure, target: Number) -> String {
    let shares = Part::all(measure.frequency).into_iter().map(|part| format!("{part}: {}%", part.even()));
    let shares: Vec<String> = shares.collect();
    format!("{{ year: {target}, profile: {{ {} }} }}", shares.join(", "))
}

/// The comparable values of a measure, year by year.
fn years(measure: &Measure) -> Vec<Year> {
    let values: Year =
        newest_segment(measure).into_iter().map(|(reading, value)| (reading.period, value)).collect();
    values.chunk_by(|one, other| one.0.year() == other.0.year()).map(<[_]>::to_vec).collect()
}

/// Whether the figures of a measure for the year to date are sums: they grow about as the year goes on, where an average
/// stays. Of one figure a year the unit tells.
fn adds_up(measure: &Measure) -> bool {
    if Part::all(measure.frequency).is_empty() {
        return false;
    }
    let told: Vec<bool> = years(measure).iter().filter_map(|year| grows(measure, year)).collect();
    let sums = told.iter().filter(|grows| **grows).count();
    match told.is_empty() {
        true => counts(measure),
        false => 2 * sums > told.len(),
    }
}

/// Whether the unit counts what can be added up: things one by one, or money that is not for something else.
fn counts(measure: &Measure) -> bool {
    let unit = &measure.unit;
    let plain_money = unit.pounds.is_some() && !unit.written.contains(" per ");
    (unit.things.is_some() || plain_money) && measure.counted == Counted::Events
}

/// Whether the figures of a year grew more like a sum, which goes with the part of the year that is over, than like an
/// average, which stays: half-way between them lies the root of it. `None` where one figure or nought tells nothing.
fn grows(measure: &Measure, year: &Year) -> Option<bool> {
    let ([first, .., last], true) = (year.as_slice(), year.iter().all(|(_, value)| *value >= Number::ZERO))
    else {
        return None;
    };
    let over = |period: Period| Part::of(period, measure.frequency).map(|part| f64::from(part.over().0));
    let (earlier, later) = (over(first.0)?, over(last.0)?);
    if first.1.is_zero() || later <= earlier {
        return (!last.1.is_zero()).then_some(true).filter(|_| later > earlier);
    }
    Some(float(last.1) / float(first.1) > (later / earlier).sqrt())
}

/// The last figure of a year and the first of the next, where the figures rise through every year, as sums do, and fall
/// back with each new one: twice or more, or once to half at most.
fn begins_anew(measure: &Measure) -> Option<((Period, Number), (Period, Number))> {
    let years = years(measure);
    let rises = |year: &Year| year.windows(2).all(|pair| pair[0].1 <= pair[1].1);
    let sums = years.iter().all(|year| rises(year) && grows(measure, year) != Some(false));
    let told = years.iter().filter(|year| grows(measure, year) == Some(true)).count();
    let turns: Vec<_> = years.windows(2).map(|pair| (pair[0][pair[0].len() - 1], pair[1][0])).collect();
    let follow = |(last, first): &((Period, Number), (Period, Number))| {
        first.0.start().year() - last.0.end().year() <= 1 && first.1 < last.1
    };
    let (last, first) = *turns.last().filter(|_| sums && told > 0 && turns.iter().all(follow))?;
    let clear = years[0].len() >= FEWEST && first.1 * Number::TWO <= last.1;
    (turns.len() > 1 && told > 1 || clear).then_some((last, first))
}
