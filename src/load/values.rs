//! Every council's figures, from the CSV file that a comparator names under `values`: one row a council, period and
//! measure, with the columns `measure`, `period`, `council` and `value`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};

use crate::finding::{Code, Finding, Place, visible};
use crate::load::fields::{Log, near, text_of};
use crate::load::files::Folder;
use crate::load::readings::{out_of_range, period};
use crate::load::text;
use crate::load::tree::{Node, Written};
use crate::model::quantity::read_number;
use crate::model::{Comparator, CouncilValue, Measure, Missing, Pack};

/// The columns, in any order.
const COLUMNS: [&str; 4] = ["measure", "period", "council", "value"];

/// The most findings about one file: a wrong column gives one for each of thousands of rows.
const MOST_FINDINGS: usize = 20;

/// Reads the file of each comparator into the measures, and gives the files as they travel with the pack.
pub fn read(pack: &mut Pack, folder: &Folder, log: &Log) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for other in &pack.comparators {
        let Some(path) = &other.values else { continue };
        let bytes = match folder.read(&path.value, &path.place) {
            Ok(bytes) => bytes,
            Err(finding) => {
                log.report(finding);
                continue;
            }
        };
        let file = folder.shown(&path.value);
        let (text, findings) = text::decode_any(&bytes, &file);
        for finding in findings {
            log.report(finding);
        }
        rows(&text, &file, other, &mut pack.measures, log);
        files.insert(flat_name(&other.name), text.into_bytes());
    }
    files
}

/// The name of a comparator's file as it travels with the pack.
fn flat_name(comparator: &str) -> String {
    format!("values-{comparator}.csv")
}

/// The paper's description, naming each file of values as it travels with it.
pub fn with_flat_names(mut cover: Node) -> Node {
    let Written::Map(pairs) = &mut cover.is else { return cover };
    for (_, list) in pairs.iter_mut().filter(|(key, _)| text_of(key) == "comparators") {
        let Written::List(items) = &mut list.is else { continue };
        for item in items {
            let Written::Map(pairs) = &mut item.is else { continue };
            let name = pairs.iter().find(|(key, _)| text_of(key) == "name");
            let name = name.map(|(_, name)| text_of(name).to_owned()).unwrap_or_default();
            for (_, value) in pairs.iter_mut().filter(|(key, _)| text_of(key) == "values") {
                value.is = Written::Scalar { text: flat_name(&name), plain: true };
            }
        }
    }
    cover
}

fn rows(text: &str, file: &Arc<str>, other: &Comparator, measures: &mut [Measure], log: &Log) {
    let mut reader = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut records = reader.records();
    let head = records.next().and_then(Result::ok).unwrap_or_default();
    let Some(columns) = columns(&head, file, log) else { return };
    let places: BTreeMap<String, usize> =
        measures.iter().enumerate().map(|(at, measure)| (measure.id.value.clone(), at)).collect();
    let ids: Vec<String> = places.keys().cloned().collect();
    let mut seen = BTreeSet::new();
    let mut faults = 0;
    for record in records {
        let Ok(record) = record else { continue };
        let line = record.position().map_or(1, csv::Position::line);
        let place = Place { file: Arc::clone(file), line: line as u32, column: 1 };
        let row = Row { record: &record, columns, place };
        if row.is_blank() {
            continue;
        }
        let at = places.get(row.field(0)).copied();
        match value(&row, at.map(|at| &measures[at]), &ids, &mut seen) {
            Ok(Some(value)) => {
                if let Some(at) = at {
                    measures[at].councils.entry(other.name.value.clone()).or_default().push(value);
                }
            }
            Err(finding) if faults < MOST_FINDINGS => {
                faults += 1;
                log.report(finding);
            }
            Ok(None) | Err(_) => {}
        }
    }
    for measure in measures {
        if let Some(values) = measure.councils.get_mut(&other.name.value) {
            values.sort_by_key(|value| value.period.end());
        }
    }
}

/// Where each of the four columns stands.
fn columns(head: &StringRecord, file: &Arc<str>, log: &Log) -> Option<[usize; 4]> {
    let found = COLUMNS.map(|name| head.iter().position(|field| field.trim() == name));
    let strange = head.iter().map(str::trim).find(|field| !COLUMNS.contains(field));
    let what = match (found.iter().position(Option::is_none), strange) {
        (Some(at), _) => format!("the first line names no column `{}`", COLUMNS[at]),
        (None, Some(name)) => format!("the column `{}` is not known", visible(name)),
        (None, None) => return Some(found.map(Option::unwrap_or_default)),
    };
    let fix = "let the first line read `measure,period,council,value`";
    log.report(Finding::new(Code::WrongShape, Place::start_of(file), what, fix));
    None
}

struct Row<'r> {
    record: &'r StringRecord,
    columns: [usize; 4],
    place: Place,
}

impl Row<'_> {
    fn field(&self, column: usize) -> &str {
        self.record.get(self.columns[column]).unwrap_or_default().trim()
    }

    fn is_blank(&self) -> bool {
        self.record.iter().all(|field| field.trim().is_empty())
    }

    fn wrong(&self, code: Code, what: String, fix: impl Into<String>) -> Finding {
        Finding::new(code, self.place.clone(), what, fix)
    }
}

/// The figure of a row; none where the row says why there is none.
fn value(
    row: &Row<'_>,
    measure: Option<&Measure>,
    ids: &[String],
    seen: &mut BTreeSet<(String, String, String)>,
) -> Result<Option<CouncilValue>, Finding> {
    let [id, written, council, figure] = [0, 1, 2, 3].map(|column| row.field(column));
    let Some(measure) = measure else {
        let fix = match near(id, ids.iter().map(String::as_str)) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "write the `id` of a measure of this pack, or leave the row out".to_owned(),
        };
        return Err(row.wrong(Code::UnknownName, format!("no measure has the id `{}`", visible(id)), fix));
    };
    if council.is_empty() {
        return Err(row.wrong(Code::Blank, "the council is blank".to_owned(), "write the council's name"));
    }
    let about = |finding: Finding| finding.about(measure.subject());
    let period =
        period(written, Some(measure.frequency)).map_err(|misread| about(misread.at(row.place.clone())))?;
    if !seen.insert((
        id.to_owned(),
        period.start().to_string() + &period.end().to_string(),
        council.to_owned(),
    )) {
        let what = format!("{} is here already for {period} of `{id}`", visible(council));
        return Err(row.wrong(Code::DuplicatePeriod, what, "keep one of the two rows"));
    }
    if Missing::read(figure).is_some() {
        return Ok(None);
    }
    let value = read_number(figure).map_err(|misread| about(misread.at(row.place.clone())))?;
    if let Some(misread) = out_of_range(value, &measure.unit) {
        return Err(about(misread.at(row.place.clone())));
    }
    Ok(Some(CouncilValue { place: row.place.clone(), council: council.to_owned(), period, value }))
}
