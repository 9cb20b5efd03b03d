//! Open data: `measures.csv`, one row for each reading, and `scorecard.json`, figures and results without markup.
//!
//! `data/README.md` documents every key. Neither file reveals figures that are suppressed.

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::analyse::interval::Intervals;
use crate::analyse::rank::{Among, Rank};
use crate::analyse::trend::Figures;
use crate::analyse::{
    AimSource, Change, Comparison, Counts, Difference, MeasureResult, NotRated, Rating, Results, Tally,
};
use crate::model::previous::FORMAT;
use crate::model::quantity::{MOST_DECIMALS, rounded};
use crate::model::{
    Band, ComparatorKind, Computed, Count, Counted, Measure, Missing, Number, Pack, Reading, Series, Service,
    View,
};
use crate::stats::xmr::Chart;
use crate::words::group;
use crate::words::sentence::sentence;
use crate::words::trend::{answer, assurance, interval_method, rule_words, variation_words};

/// The columns of `measures.csv`.
const COLUMNS: [&str; 22] = [
    "scorecard",
    "number",
    "id",
    "code",
    "title",
    "kind",
    "unit",
    "series",
    "period",
    "start",
    "end",
    "value",
    "missing",
    "status",
    "numerator",
    "denominator",
    "margin",
    "respondents",
    "break",
    "note",
    "source",
    "decimals",
];

/// Excel reads a CSV file as UTF-8 only with this mark in front.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Writes `measures.csv`.
///
/// # Errors
/// When the rows cannot be written to memory, which never happens.
pub fn csv(pack: &Pack) -> Result<Vec<u8>> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    writer.write_record(COLUMNS)?;
    for view in pack.views() {
        let scorecard = view.service.map_or(&pack.name, |service| &service.name);
        for measure in &view.scorecard.measures {
            for (name, series) in all_series(&view, measure) {
                let source = source_of(&view, measure, name);
                for reading in &series.readings {
                    let row = csv_row(scorecard, measure, (name, source), reading);
                    writer.write_record(row.map(|field| inert(&field)))?;
                }
            }
        }
    }
    Ok(writer.into_inner()?)
}

/// The council's series, then the comparators' in the order of the pack.
fn all_series<'p>(view: &View<'p>, measure: &'p Measure) -> impl Iterator<Item = (&'p str, &'p Series)> {
    let others = view.comparators.clone().into_iter().map(|other| other.name.value.as_str());
    let others = others.filter_map(|name| Some((name, measure.comparators.get(name)?)));
    std::iter::once(("council", &measure.readings)).chain(others)
}

/// Where the figures of a series are from, if they do not say so themselves: those of a group from whoever drew it up,
/// because the council's own source has nothing of them.
fn source_of<'p>(view: &View<'p>, measure: &'p Measure, series: &str) -> Option<&'p str> {
    let other = view.comparators.clone().into_iter().find(|other| other.name.value == series);
    match other.map(|other| &other.kind) {
        Some(ComparatorKind::Group { source, .. }) => Some(&source.value),
        Some(ComparatorKind::Nation | ComparatorKind::Region) | None => {
            measure.source.as_ref().map(|source| source.value.as_str())
        }
    }
}

fn csv_row(
    scorecard: &str,
    measure: &Measure,
    (series, source): (&str, Option<&str>),
    reading: &Reading,
) -> [String; 22] {
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let number = |value: Option<Number>| value.map(|number| number.to_string()).unwrap_or_default();
    let open = Open::of(reading);
    let flags: Vec<&str> = reading.flags.iter().map(|flag| flag.words()).collect();
    let source = reading.source.as_ref().map(|source| source.value.as_str()).or(source);
    [
        scorecard.to_owned(),
        measure.number.to_string(),
        measure.id.value.clone(),
        text(measure.code.as_deref()),
        measure.title.value.clone(),
        measure.kind.value.clone(),
        measure.unit.to_string(),
        series.to_owned(),
        reading.period.to_string(),
        reading.period.start().to_string(),
        reading.period.end().to_string(),
        reading.value.map(|value| figure(reading, value)).unwrap_or_default(),
        text(reading.value.err().map(Missing::code)),
        flags.join("; "),
        open.numerator.map(count_text).unwrap_or_default(),
        open.denominator.map(count_text).unwrap_or_default(),
        number(open.margin),
        open.respondents.map(|count| count.to_string()).unwrap_or_default(),
        if reading.breaks { "yes".to_owned() } else { String::new() },
        note(reading),
        text(source),
        reading.decimals.unwrap_or(measure.decimals).to_string(),
    ]
}

/// A field that a spreadsheet will not take for a formula. Numbers keep their minus sign.
fn inert(field: &str) -> String {
    let formula = field.starts_with(['=', '+', '@', '\t', '\r'])
        || (field.starts_with('-') && field.parse::<Number>().is_err());
    if formula { format!("'{field}") } else { field.to_owned() }
}

fn count_text(count: Count) -> String {
    match count {
        Count::Known(number) => number.to_string(),
        Count::Missing(missing) => missing.code().to_owned(),
    }
}

/// The numbers beside a value that may be published: none if they are suppressed.
struct Open {
    numerator: Option<Count>,
    denominator: Option<Count>,
    margin: Option<Number>,
    respondents: Option<u64>,
}

impl Open {
    fn of(reading: &Reading) -> Self {
        if reading.value == Err(Missing::Confidential) {
            return Self { numerator: None, denominator: None, margin: None, respondents: None };
        }
        Self {
            numerator: reading.numerator,
            denominator: reading.denominator,
            margin: reading.margin,
            respondents: reading.respondents,
        }
    }
}

/// Writes `scorecard.json`.
///
/// # Errors
/// When the text cannot be written to memory, which never happens.
pub fn json(pack: &Pack, results: &Results<'_>) -> Result<Vec<u8>> {
    let cover = &pack.cover;
    let whole = pack.whole();
    let document = json!({
        "format": FORMAT,
        "program": concat!("scorecard ", env!("CARGO_PKG_VERSION")),
        "pack": pack.name,
        "council": cover.council.value,
        "committee": cover.committee.value,
        "meeting": cover.meeting.to_string(),
        "title": pack.scorecard.title.value,
        "notice": cover.notice.as_ref().map(|notice| &notice.value),
        "version": cover.version.value,
        "version-date": cover.version_date.to_string(),
        "data-as-at": cover.data_as_at.to_string(),
        "status": cover.status.word(),
        "kinds": pack.scorecard.kinds.iter().map(|kind| json!({ "name": kind.name.value, "title": kind.title.value })).collect::<Vec<_>>(),
        "comparators": cover.comparators.iter().map(comparator).collect::<Vec<_>>(),
        "priorities": cover.priorities.iter().map(|p| json!({ "name": p.name.value, "title": p.title.value, "letter": p.letter.value })).collect::<Vec<_>>(),
        "themes": cover.themes.iter().map(|t| json!({ "name": t.name.value, "title": t.title.value })).collect::<Vec<_>>(),
        "sources": cover.sources.iter().map(source).collect::<Vec<_>>(),
        "tally": tallies(&results.tally),
        "trends": {
            "run-length": cover.trends.run_length,
            "screening": cover.trends.screening,
            "marker-level": cover.trends.marker_level,
            "order-level": cover.trends.order_level,
        },
        "measures": results.measures.iter().map(|result| measure(&whole, result)).collect::<Vec<_>>(),
        "services": pack.services.iter().zip(&results.services).map(|(one, own)| service(&pack.view_of(one), one, own)).collect::<Vec<_>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A service: its name, who is responsible for it, and its scorecard.
fn service(view: &View<'_>, service: &Service, results: &Results<'_>) -> Value {
    json!({
        "name": service.name,
        "title": service.scorecard.title.value,
        "head": service.head.post.value,
        "order": service.order.value,
        "tally": tallies(&results.tally),
        "measures": results.measures.iter().map(|result| measure(view, result)).collect::<Vec<_>>(),
    })
}

fn tallies(tally: &Tally) -> Value {
    let groups = |groups: &[(String, Counts)]| {
        groups.iter().map(|(name, count)| (name.clone(), counts(*count))).collect::<Map<_, _>>()
    };
    json!({
        "total": counts(tally.total),
        "kinds": groups(&tally.kinds),
        "priorities": groups(&tally.priorities),
        "themes": groups(&tally.themes),
        "trends": tally.trends.iter().map(|(trend, count)| (trend.word().to_owned(), counts(*count))).collect::<Map<_, _>>(),
    })
}

fn counts(counts: Counts) -> Value {
    json!({ "measures": counts.all(), "rated": counts.rated(), "red": counts.red, "amber": counts.amber, "green": counts.green, "not-rated": counts.not_rated })
}

fn comparator(other: &crate::model::Comparator) -> Value {
    let mut value = json!({ "name": other.name.value, "title": other.title.value });
    let (kind, group) = match &other.kind {
        ComparatorKind::Nation => ("nation", None),
        ComparatorKind::Region => ("region", None),
        ComparatorKind::Group { source, members, average } => ("group", Some((source, members, average))),
    };
    value["kind"] = kind.into();
    if let Some((source, members, average)) = group {
        value["source"] = source.value.as_str().into();
        value["average"] = average.word().into();
        value["members"] = members.iter().map(|member| member.value.as_str()).collect();
    }
    value
}

fn source(source: &crate::model::Source) -> Value {
    json!({
        "name": source.name.value,
        "title": source.title.value,
        "publisher": source.publisher.as_ref().map(|text| &text.value),
        "date": source.date.map(|date| date.to_string()),
        "licence": source.licence.as_ref().map(|text| &text.value),
        "published": source.status == crate::model::SourceStatus::Published,
        "link": source.link.as_ref().map(|text| &text.value),
    })
}

/// One measure: what was written about it, and the results.
fn measure(view: &View<'_>, result: &MeasureResult<'_>) -> Value {
    let measure = result.measure;
    let series: Map<String, Value> = all_series(view, measure)
        .map(|(name, series)| (name.to_owned(), series.readings.iter().map(reading).collect()))
        .collect();
    let names = |names: &[crate::finding::Placed<String>]| {
        names.iter().map(|name| name.value.clone()).collect::<Vec<_>>()
    };
    json!({
        "number": measure.number,
        "id": measure.id.value,
        "code": measure.code,
        "title": measure.title.value,
        "kind": measure.kind.value,
        "unit": measure.unit.to_string(),
        "decimals": measure.decimals,
        "better": measure.better.map(crate::model::Better::word),
        "frequency": measure.frequency.to_string(),
        "covers": measure.covers.word(),
        "judging": {
            "meaningful-change": measure.meaningful_change.map(|change| change.normalize().to_string()),
            "seasonal": measure.seasonal,
            "averaged-counts": measure.counted == Counted::Averages,
        },
        "source": measure.source.as_ref().map(|source| &source.value),
        "priorities": names(&measure.priorities),
        "themes": names(&measure.themes),
        "feeds": measure.feeds.as_ref().map(|feeds| &feeds.value),
        "owner": measure.owner.as_ref().map(|owner| &owner.value),
        "reviewed": measure.reviewed.map(|date| date.to_string()),
        "under-development": measure.under_development,
        "comment": measure.comment.as_ref().map(|comment| &comment.value),
        "action": measure.action.as_ref().map(|action| &action.value),
        "latest": result.latest.map(reading),
        "target": target(result),
        "rating": rating(result.rating),
        "change": change(result),
        "year-before": result.year_before.as_ref().map(|(earlier, found)| {
            let mut value = difference(found);
            value["since"] = earlier.period.to_string().into();
            value
        }),
        "trend": trend(result),
        "interval": result.interval.as_ref().map(interval),
        "ranks": ranks(result),
        "comparisons": comparisons(view, result),
        "sentence": sentence(view, result),
        "readings": series,
    })
}

/// How the latest figure compares, by the comparator's name.
fn comparisons(view: &View<'_>, result: &MeasureResult<'_>) -> Map<String, Value> {
    let comparison = |found: &Comparison<'_>| {
        let mut value = difference(&found.difference);
        value["value"] = figure(found.reading, found.value).into();
        if let Some(computed) = found.reading.computed {
            value["computed"] = self::computed(computed);
        }
        value["period"] = found.reading.period.to_string().into();
        value["older"] = found.older.into();
        value["by-interval"] = found.by_interval.into();
        value
    };
    let found = view.comparators.iter().zip(&result.comparisons);
    let found =
        found.filter_map(|(other, found)| Some((other.name.value.clone(), comparison(found.as_ref()?))));
    found.collect()
}

fn reading(reading: &Reading) -> Value {
    let open = Open::of(reading);
    let mut value = Map::new();
    let mut put = |key: &str, entry: Option<Value>| {
        if let Some(entry) = entry {
            value.insert(key.to_owned(), entry);
        }
    };
    put("period", Some(reading.period.to_string().into()));
    put("value", reading.value.ok().map(|value| figure(reading, value).into()));
    put("missing", reading.value.err().map(|missing| missing.code().into()));
    put("computed", reading.computed.map(computed));
    put("margin", open.margin.map(|margin| margin.to_string().into()));
    put("respondents", open.respondents.map(Into::into));
    put("numerator", open.numerator.map(|count| count_text(count).into()));
    put("denominator", open.denominator.map(|count| count_text(count).into()));
    put("decimals", reading.decimals.map(Into::into));
    put(
        "status",
        (!reading.flags.is_empty()).then(|| reading.flags.iter().map(|flag| flag.words()).collect()),
    );
    put("break", reading.breaks.then_some(true.into()));
    put("note", reading.note.as_ref().map(|note| note.value.as_str().into()));
    put("source", reading.source.as_ref().map(|source| source.value.as_str().into()));
    Value::Object(value)
}

fn target(result: &MeasureResult<'_>) -> Option<Value> {
    let aim = result.aim.as_ref()?;
    let Band { from, to } = aim.band;
    let mut value = json!({
        "from": from.map(|end| end.to_string()),
        "to": to.map(|end| end.to_string()),
        "tolerance": aim.tolerance.normalize().to_string(),
    });
    if let Some(since) = aim.since {
        value["since"] = since.to_string().into();
    }
    if let Some((share, year)) = aim.of_year {
        let end = |end: Option<Number>| end.map(|end| end.to_string());
        value["of-year"] =
            json!({ "share": share.normalize().to_string(), "from": end(year.from), "to": end(year.to) });
    }
    if let Some((period, Band { from, to })) = result.target_before {
        let end = |end: Option<Number>| end.map(|end| end.to_string());
        value["before"] = json!({ "from": end(from), "to": end(to), "period": period.to_string() });
    }
    if let AimSource::Comparator { name, period } = &aim.source {
        value["comparator"] = name.as_str().into();
        value["period"] = period.to_string().into();
    }
    Some(value)
}

fn rating(rating: Rating) -> Value {
    match rating {
        Rating::Rated(colour) => json!({ "colour": colour.word() }),
        Rating::Not(reason) => json!({ "colour": null, "reason": NotRated::words(reason) }),
    }
}

fn change(result: &MeasureResult<'_>) -> Value {
    match &result.change {
        Change::Since { earlier, difference: found } => {
            let mut value = difference(found);
            value["since"] = earlier.period.to_string().into();
            value["since-last-figure"] = (!result.is_over_a_year()).into();
            value
        }
        Change::FirstFigure => json!({ "verdict": "first figure" }),
        Change::NotComparable => json!({ "verdict": "not comparable" }),
        Change::NoValue => json!({ "verdict": "no value" }),
    }
}

/// The trend, and every figure used to reach it.
fn trend(result: &MeasureResult<'_>) -> Value {
    let working = &result.working;
    let mut value = json!({
        "answer": result.trend.word(),
        "method": working.method.name(),
        "figures": working.used,
        "from": working.span.map(|(from, _)| from.to_string()),
        "to": working.span.map(|(_, to)| to.to_string()),
        "says": answer(result),
        "change": working.change,
        "smallest-change": working.smallest_change,
    });
    match &working.figures {
        Figures::None => {}
        Figures::Marker(marker) => {
            value["marker"] = json!({
                "chi-squared": marker.chi_squared,
                "p": marker.p,
                "slope": marker.slope,
                "outlier": marker.outlier,
            });
        }
        Figures::Order { test, slope } => {
            value["order"] = json!({
                "s": test.s,
                "variance": test.variance,
                "tau": test.tau_b,
                "z": test.z,
                "p": test.p,
                "exact": test.exact,
                "slope": slope.map(|slope| slope.slope),
                "slope-lower": slope.map(|slope| slope.lower),
                "slope-upper": slope.map(|slope| slope.upper),
            });
        }
        Figures::Seasonal(test) => {
            value["seasonal"] = json!({
                "s": test.s,
                "variance": test.variance,
                "z": test.z,
                "p": test.p,
                "slope": test.slope,
            });
        }
        Figures::Process(chart) => value["process"] = process(result, chart),
    }
    significant(value)
}

/// Computed numbers, to twelve significant digits: more than any of the figures behind them have, and few enough to
/// hide floating-point noise.
fn significant(value: Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => {
            let rounded = number.as_f64().and_then(|number| format!("{number:.11e}").parse::<f64>().ok());
            json!(rounded)
        }
        Value::Array(all) => all.into_iter().map(significant).collect(),
        Value::Object(all) => all.into_iter().map(|(key, value)| (key, significant(value))).collect(),
        other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => other,
    }
}

/// A process chart: its phases, the rules that label its points, and its two icons.
fn process(result: &MeasureResult<'_>, chart: &Chart) -> Value {
    let phases = chart.phases.iter().map(|phase| {
        json!({
            "figures": phase.values,
            "mean": phase.mean,
            "average-moving-range": phase.average_range,
            "lower": phase.limits.map(|limits| limits.lower),
            "upper": phase.limits.map(|limits| limits.upper),
            "trial": phase.trial(),
        })
    });
    let points = chart.points.iter().map(|point| {
        json!({
            "value": point.value,
            "phase": point.phase,
            "range": point.range,
            "rule": point.rule.map(rule_words),
        })
    });
    let variation = chart.icons().ok().map(|(variation, _)| variation_words(variation));
    json!({
        "phases": phases.collect::<Vec<_>>(),
        "points": points.collect::<Vec<_>>(),
        "variation": variation,
        "assurance": assurance(result),
    })
}

fn interval(interval: &Intervals) -> Value {
    significant(json!({
        "method": interval_method(interval),
        "lower-95": interval.at_95.lower,
        "upper-95": interval.at_95.upper,
        "lower-99.8": interval.at_99_8.lower,
        "upper-99.8": interval.at_99_8.upper,
    }))
}

/// The ranks among other councils, with the group of councils that each refers to.
fn ranks(result: &MeasureResult<'_>) -> Vec<Value> {
    let value = |rank: &Rank<'_>| {
        let standing = rank.standing;
        json!({
            "comparator": rank.comparator.name.value,
            "among": match rank.among {
                Among::All => "all",
                Among::Group => "group",
            },
            "rank": standing.rank,
            "tied": standing.tied,
            "of": standing.of,
            "without": rank.without,
            "quarter": standing.quarter,
        })
    };
    result.ranks.iter().map(value).collect()
}

/// A value as written; a computed average, to as many decimals as a written figure may have.
fn figure(reading: &Reading, value: Number) -> String {
    match reading.computed {
        Some(_) => rounded(value, MOST_DECIMALS).normalize().to_string(),
        None => value.to_string(),
    }
}

/// How a group's figure was worked out.
fn computed(computed: Computed) -> Value {
    json!({ "average": computed.average.word(), "of": computed.of, "members": computed.members })
}

/// Further notes on a reading.
fn note(reading: &Reading) -> String {
    let written = reading.note.as_ref().map(|note| note.value.clone());
    let computed = reading.computed.map(|computed| group::computed(computed, reading.value.is_ok()));
    written.into_iter().chain(computed).collect::<Vec<_>>().join("; ")
}

fn difference(difference: &Difference) -> Value {
    json!({ "size": difference.size.to_string(), "verdict": difference.verdict.word() })
}
