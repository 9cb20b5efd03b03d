//! Reads `previous.json`: the `scorecard.json` of the version last tabled, put into the pack by its authors.
//!
//! Unknown keys are ignored, so that additions by later versions do no harm.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::finding::{Code, Finding, Place};
use crate::load::fields::Log;
use crate::load::files::Folder;
use crate::model::previous::{Beside, FORMAT, TabledReading};
use crate::model::{
    self, Band, Count, Frequency, Missing, Number, Period, Previous, Tabled, TabledTarget, TrendSettings,
};
use crate::source::SourceText;

const NAME: &str = "previous.json";

/// Why the file cannot be used for comparison.
enum Refusal {
    /// The text is truncated, is not JSON, or a value has the wrong type.
    Form(Place),
    /// A later version of the program wrote it.
    Newer(u32),
    /// The program cannot have written this value.
    Value(String),
}

/// Only the format version, which is read first.
#[derive(Deserialize)]
struct Form {
    format: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Document {
    version: String,
    version_date: String,
    trends: Option<Trends>,
    measures: Vec<Measure>,
    services: Option<Vec<Service>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Trends {
    run_length: usize,
    screening: bool,
    marker_level: f64,
    order_level: f64,
}

#[derive(Deserialize)]
struct Service {
    title: String,
    measures: Vec<Measure>,
}

#[derive(Deserialize)]
struct Measure {
    number: u32,
    id: String,
    title: String,
    unit: String,
    better: Option<String>,
    frequency: String,
    covers: Option<String>,
    judging: Option<Judging>,
    comment: Option<String>,
    action: Option<String>,
    latest: Option<Reading>,
    target: Option<Target>,
    rating: Rating,
    readings: BTreeMap<String, Vec<Reading>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Judging {
    meaningful_change: Option<String>,
    seasonal: bool,
    averaged_counts: bool,
}

#[derive(Deserialize)]
struct Reading {
    period: String,
    value: Option<String>,
    missing: Option<String>,
    margin: Option<String>,
    respondents: Option<u64>,
    numerator: Option<String>,
    denominator: Option<String>,
    #[serde(default, rename = "break")]
    breaks: bool,
}

#[derive(Deserialize)]
struct Target {
    from: Option<String>,
    to: Option<String>,
    tolerance: String,
    comparator: Option<String>,
}

#[derive(Deserialize)]
struct Rating {
    colour: Option<String>,
}

/// The version last tabled, if the pack has it. Faults in the file are reported.
pub fn previous(folder: &Folder, log: &Log) -> Option<Previous> {
    if !folder.has(NAME) {
        // This is the name of the program's own output, so it can have been put into a pack for nothing else.
        let tabled = Some("scorecard.json").filter(|name| folder.has(name)).map(str::to_owned);
        if let Some(meant) = tabled.or_else(|| folder.meant_for(NAME)) {
            folder.report_other_name(&meant, NAME, "the version last tabled is called", log);
        }
        return None;
    }
    let file = folder.shown(NAME);
    let start = Place::start_of(&file);
    let bytes = folder.read(NAME, &start).map_err(|finding| log.report(finding)).ok()?;
    read(&bytes, &file).map_err(|refusal| log.report(unreadable(refusal, start))).ok()
}

fn unreadable(refusal: Refusal, start: Place) -> Finding {
    let again = "copy `scorecard.json` from the outputs of the version last tabled once more";
    match refusal {
        Refusal::Form(place) => {
            let what =
                "the file is not a `scorecard.json` that the program wrote: it cannot be read from here on";
            Finding::new(Code::Previous, place, what, again)
        }
        Refusal::Newer(format) => {
            let what = format!("the file has form {format}, and this program knows forms up to {FORMAT}");
            let fix = "use the version of scorecard that wrote it, or a newer one";
            Finding::new(Code::Previous, start, what, fix)
        }
        Refusal::Value(text) => {
            let what = format!("the file holds `{text}`, which the program cannot have written");
            Finding::new(Code::Previous, start, what, again)
        }
    }
}

fn read(bytes: &[u8], file: &Arc<str>) -> Result<Previous, Refusal> {
    let Form { format } = parsed(bytes, file)?;
    if format == 0 || format > FORMAT {
        return Err(Refusal::Newer(format));
    }
    let document: Document = parsed(bytes, file)?;
    let version_date: NaiveDate =
        document.version_date.parse().map_err(|_| Refusal::Value(document.version_date.clone()))?;
    let mut measures = BTreeMap::new();
    for measure in document.measures {
        measures.insert(measure.id.clone(), tabled(measure, None)?);
    }
    let has_services = document.services.is_some();
    for service in document.services.into_iter().flatten() {
        for metric in service.measures {
            measures.insert(metric.id.clone(), tabled(metric, Some(&service.title))?);
        }
    }
    let trends = document.trends.map(|trends| TrendSettings {
        run_length: trends.run_length,
        screening: trends.screening,
        marker_level: trends.marker_level,
        order_level: trends.order_level,
    });
    let (file, version) = (Arc::clone(file), document.version);
    Ok(Previous { file, version, version_date, measures, trends, has_services })
}

fn parsed<'b, T: Deserialize<'b>>(bytes: &'b [u8], file: &Arc<str>) -> Result<T, Refusal> {
    serde_json::from_slice(bytes).map_err(|error| {
        let text = String::from_utf8_lossy(bytes);
        let source = SourceText::new(&text, file);
        let start = source.start(error.line().saturating_sub(1));
        Refusal::Form(source.place(start + error.column().saturating_sub(1)))
    })
}

/// A measure of the whole scorecard, or a metric of the service with this title.
fn tabled(measure: Measure, service: Option<&str>) -> Result<Tabled, Refusal> {
    let frequency =
        Frequency::read(&measure.frequency).map_err(|_| Refusal::Value(measure.frequency.clone()))?;
    let (mut series, mut besides) = (BTreeMap::new(), BTreeMap::new());
    for (name, readings) in measure.readings {
        let beside: Result<Vec<_>, Refusal> = readings.iter().map(beside).collect();
        besides.insert(name.clone(), beside?);
        let readings: Result<Vec<_>, Refusal> =
            readings.iter().map(|reading| reading_of(reading, frequency)).collect();
        series.insert(name, readings?);
    }
    let latest = measure.latest.map(|latest| reading_of(&latest, frequency)).transpose()?;
    Ok(Tabled {
        service: service.map(str::to_owned),
        number: measure.number,
        title: measure.title,
        unit: measure.unit,
        better: measure.better,
        covers: measure.covers,
        comment: measure.comment,
        action: measure.action,
        latest: latest.map(|(period, _)| period),
        target: measure.target.map(target).transpose()?,
        colour: measure.rating.colour,
        judging: measure.judging.as_ref().map(judging).transpose()?,
        readings: series,
        beside: besides,
    })
}

fn reading_of(reading: &Reading, frequency: Frequency) -> Result<TabledReading, Refusal> {
    let period =
        Period::read(&reading.period, frequency).map_err(|_| Refusal::Value(reading.period.clone()))?;
    let value = match (&reading.value, &reading.missing) {
        (Some(value), _) => Ok(number(value)?),
        (None, Some(code)) => Err(Missing::read(code).ok_or_else(|| Refusal::Value(code.clone()))?),
        (None, None) => return Err(Refusal::Value(reading.period.clone())),
    };
    Ok((period, value))
}

fn beside(reading: &Reading) -> Result<Beside, Refusal> {
    let count = |text: &String| match Missing::read(text) {
        Some(missing) => Ok(Count::Missing(missing)),
        None => number(text).map(Count::Known),
    };
    Ok(Beside {
        margin: reading.margin.as_deref().map(number).transpose()?,
        respondents: reading.respondents,
        numerator: reading.numerator.as_ref().map(count).transpose()?,
        denominator: reading.denominator.as_ref().map(count).transpose()?,
        breaks: reading.breaks,
    })
}

fn judging(judging: &Judging) -> Result<model::previous::Judging, Refusal> {
    Ok(model::previous::Judging {
        meaningful_change: judging.meaningful_change.as_deref().map(number).transpose()?,
        seasonal: judging.seasonal,
        averaged_counts: judging.averaged_counts,
    })
}

fn target(target: Target) -> Result<TabledTarget, Refusal> {
    let end = |end: Option<String>| end.map(|end| number(&end)).transpose();
    let band = Band { from: end(target.from)?, to: end(target.to)? };
    Ok(TabledTarget { band, tolerance: number(&target.tolerance)?, comparator: target.comparator })
}

/// The largest figure that a pack can hold; a tolerance never exceeds its target.
const LARGEST: i64 = 1_000_000_000_000_000;

fn number(text: &str) -> Result<Number, Refusal> {
    let number = text.parse().ok().filter(|number: &Number| number.abs() <= Number::from(LARGEST));
    number.ok_or_else(|| Refusal::Value(text.to_owned()))
}
