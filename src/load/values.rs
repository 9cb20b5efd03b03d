//! Every council's figures, from the CSV file that a comparator names under `values`: one row for each council, period
//! and measure, with columns `measure`, `period`, `council` and `value`, and optionally `numerator` and `denominator`.
//!
//! A group's figures are computed from those of its members and added to its readings, marked as computed. Figures
//! that the authors wrote by hand are left as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use csv::{ReaderBuilder, StringRecord};

use crate::finding::{Code, Finding, Misread, Part, Place, Subject, visible};
use crate::load::fields::{Log, near, text_of};
use crate::load::files::Folder;
use crate::load::readings::{self, out_of_range, period};
use crate::load::text;
use crate::load::tree::{Node, Written};
use crate::model::average::{GroupFigure, group_figures};
use crate::model::council::{bare, same_council};
use crate::model::quantity::{Number, grouped};
use crate::model::{
    Average, Comparator, ComparatorKind, CouncilValue, Count, Frequency, Measure, Period, Reading,
};
use crate::source::SourceText;

/// The columns, which may be in any order; those after the first four are optional.
const COLUMNS: [&str; 6] = ["measure", "period", "council", "value", "numerator", "denominator"];
const NEEDED: usize = 4;

/// So many ids that no measure has, and so many faults of rows, are looked into; a file of another paper has nothing else.
const MOST_STRANGERS: usize = 100;
const MOST_FAULTS: usize = 50_000;

/// Reads the comparators' files into the measures, computes the groups' figures, and returns the files as they travel
/// with the pack.
pub fn read(
    comparators: &[Comparator],
    measures: &mut [Measure],
    folder: &Folder,
    log: &Log,
) -> BTreeMap<String, Vec<u8>> {
    let files = each_file(comparators, measures, folder, log);
    for other in comparators {
        members_are_there(other, measures, log);
        counts_are_there(other, measures, log);
        for measure in measures.iter_mut() {
            fill(measure, other);
        }
    }
    files
}

/// A pooled average needs counts. If no member's row has any, no average could be computed, and the figures would
/// simply be absent.
fn counts_are_there(other: &Comparator, measures: &[Measure], log: &Log) {
    let (ComparatorKind::Group { average: Average::Pooled, .. }, Some(file)) = (&other.kind, &other.values)
    else {
        return;
    };
    let shares = |measure: &&Measure| measure.unit.quotient.is_some();
    let figures: Vec<GroupFigure<'_>> =
        measures.iter().filter(shares).flat_map(|measure| group_figures(measure, other)).collect();
    let by_hand = measures.iter().any(|measure| measure.comparators.contains_key(&other.name.value));
    if figures.is_empty() || by_hand || figures.iter().any(|figure| figure.computed.of > 0) {
        return;
    }
    let what = format!(
        "no figure of `{}` can be worked out: a pooled average is made of counts, and no row of a member in {} has \
         `numerator` and `denominator`",
        other.name.value,
        visible(&file.value)
    );
    let fix = "add both columns, or write `average: mean` or `average: median`";
    log.report(Finding::new(Code::Counts, other.name.place.clone(), what, fix));
}

fn each_file(
    comparators: &[Comparator],
    measures: &mut [Measure],
    folder: &Folder,
    log: &Log,
) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for other in comparators {
        let Some(path) = &other.values else { continue };
        if !seen.insert(&path.value) {
            continue;
        }
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
        rows(&SourceText::new(&text, &file), &path.value, measures, log);
        files.insert(flat_name(&other.name), text.into_bytes());
    }
    files
}

/// A member for which the file has no rows must be spelt differently there.
fn members_are_there(other: &Comparator, measures: &[Measure], log: &Log) {
    let (ComparatorKind::Group { members, .. }, Some(file)) = (&other.kind, &other.values) else { return };
    let rows = measures.iter().filter_map(|measure| measure.councils.get(&file.value)).flatten();
    let there: BTreeSet<&str> = rows.map(|row| row.council.as_str()).collect();
    if there.is_empty() {
        return; // Faults in the file itself have been reported.
    }
    for member in members {
        if there.iter().any(|council| same_council(council, &member.value)) {
            continue;
        }
        let what = format!("`{}` has no row in {}", visible(&member.value), visible(&file.value));
        let lower: Vec<String> = there.iter().map(|council| council.to_lowercase()).collect();
        let like = near(&member.value, lower.iter().map(String::as_str));
        let like = like.and_then(|like| there.iter().find(|council| council.to_lowercase() == like));
        let fix = match like {
            Some(name) => format!("did you mean `{}`?", visible(name)),
            None => "write the council's name as it stands there, or add its rows".to_owned(),
        };
        log.report(Finding::new(Code::UnknownName, member.place.clone(), what, fix));
    }
}

/// Adds a group's computed figures to its readings, for periods for which the authors have written none.
fn fill(measure: &mut Measure, other: &Comparator) {
    let figures = group_figures(measure, other);
    let written = measure.comparators.get(&other.name.value);
    let new =
        figures.into_iter().filter(|figure| written.is_none_or(|series| series.at(figure.period).is_none()));
    let reading = |figure: GroupFigure<'_>| Reading {
        period: figure.period,
        // As precise as the council's own figure for that period.
        decimals: measure.readings.at(figure.period).and_then(|own| own.decimals),
        computed: Some(figure.computed),
        ..readings::bare(figure.value, figure.first.place.clone(), figure.first.place.clone())
    };
    let new: Vec<Reading> = new.map(reading).collect();
    if new.is_empty() {
        return;
    }
    let readings = &mut measure.comparators.entry(other.name.value.clone()).or_default().readings;
    readings.extend(new);
    readings.sort_by_key(|reading| (reading.period.end(), reading.period.start()));
}

/// The flat name under which a file travels with the pack, made from the first comparator that names it.
fn flat_name(comparator: &str) -> String {
    format!("values-{comparator}.csv")
}

/// The paper's description, with the names of files of values replaced by their flat names.
pub fn with_flat_names(mut cover: Node) -> Node {
    let Written::Map(pairs) = &mut cover.is else { return cover };
    let mut flat: BTreeMap<String, String> = BTreeMap::new();
    for (_, list) in pairs.iter_mut().filter(|(key, _)| text_of(key) == "comparators") {
        let Written::List(items) = &mut list.is else { continue };
        for item in items {
            let Written::Map(pairs) = &mut item.is else { continue };
            let name = pairs.iter().find(|(key, _)| text_of(key) == "name");
            let name = name.map(|(_, name)| text_of(name).to_owned()).unwrap_or_default();
            for (_, value) in pairs.iter_mut().filter(|(key, _)| text_of(key) == "values") {
                let file = flat.entry(text_of(value).to_owned()).or_insert_with(|| flat_name(&name));
                value.is = Written::Scalar { text: file.clone(), plain: true };
            }
        }
    }
    cover
}

fn rows(source: &SourceText<'_>, path: &str, measures: &mut [Measure], log: &Log) {
    let mut reader =
        ReaderBuilder::new().flexible(true).has_headers(false).from_reader(source.text.as_bytes());
    let mut records = reader.records();
    let head = records.next().and_then(Result::ok).unwrap_or_default();
    let Some(columns) = columns(&head, source.file, log) else { return };
    let places: BTreeMap<String, usize> =
        measures.iter().enumerate().map(|(at, measure)| (measure.id.value.clone(), at)).collect();
    let ids: Vec<String> = places.keys().cloned().collect();
    let mut strangers: BTreeSet<String> = BTreeSet::new();
    let mut seen = Seen::default();
    let mut read: Vec<Vec<CouncilValue>> = vec![Vec::new(); measures.len()];
    let mut faults = 0;
    while let Some(record) = records.next() {
        let Ok(record) = record else { continue };
        let line = record.position().map_or(1, csv::Position::line) as usize - 1;
        let row = Row { record: &record, columns, line, source };
        if row.is_blank() {
            continue;
        }
        if let Some(finding) = row.misshapen(head.len()) {
            faults += 1;
            log.report(finding);
            continue;
        }
        let at = places.get(row.field(0)).copied();
        // Each unknown id is reported once.
        if at.is_none() && !strangers.insert(row.field(0).to_owned()) {
            continue;
        }
        match value(&row, at.map(|at| (at, &measures[at])), &ids, &mut seen) {
            Ok((at, value)) => read[at].push(value),
            Err(finding) => {
                faults += 1;
                log.report(finding);
            }
        }
        if strangers.len() > MOST_STRANGERS || faults > MOST_FAULTS {
            let what = format!(
                "from here on {} rows are not looked at, because so many above have faults",
                grouped(records.count() as u64)
            );
            log.report(Finding::new(
                Code::TooMuch,
                row.place(),
                what,
                "mend the faults above, then check again",
            ));
            break;
        }
    }
    for (measure, mut values) in measures.iter_mut().zip(read).filter(|(_, values)| !values.is_empty()) {
        values.sort_by_key(|value| (value.period.end(), value.period.start()));
        measure.councils.insert(path.to_owned(), values);
    }
}

/// What has been read of a file so far.
#[derive(Default)]
struct Seen {
    rows: BTreeSet<(usize, NaiveDate, NaiveDate, String)>,
    /// The previous row's period, as written and as read: files repeat the same period in many rows.
    period: Option<(Frequency, String, Period)>,
}

impl Seen {
    fn period(&mut self, written: &str, frequency: Frequency) -> Result<Period, Misread> {
        match &self.period {
            Some((before, text, period)) if *before == frequency && text == written => Ok(*period),
            _ => {
                let period = period(written, Some(frequency))?;
                self.period = Some((frequency, written.to_owned(), period));
                Ok(period)
            }
        }
    }
}

/// The position of each column.
fn columns(head: &StringRecord, file: &Arc<str>, log: &Log) -> Option<[Option<usize>; 6]> {
    let found = COLUMNS.map(|name| head.iter().position(|field| field.trim() == name));
    let strange = head.iter().map(str::trim).find(|field| !COLUMNS.contains(field));
    let only = head.get(0).filter(|_| head.len() == 1).unwrap_or_default();
    if let Some(mark) = [";", "\t"].into_iter().find(|mark| only.contains(mark)) {
        let name = if mark == ";" { "semicolons" } else { "tabs" };
        let what = format!("{name} stand between the columns, not commas");
        let fix = "save the file with commas: in Excel as `CSV (comma delimited)`, with English (United Kingdom) as the \
                   region; decimals have a point";
        log.report(Finding::new(Code::WrongShape, Place::start_of(file), what, fix));
        return None;
    }
    let what = match (found[..NEEDED].iter().position(Option::is_none), strange) {
        (Some(at), _) => format!("the first line names no column `{}`", COLUMNS[at]),
        (None, Some(name)) => format!("the column `{}` is not known", visible(name)),
        (None, None) => return Some(found),
    };
    let fix =
        "let the first line read `measure,period,council,value`; `numerator` and `denominator` may follow";
    log.report(Finding::new(Code::WrongShape, Place::start_of(file), what, fix));
    None
}

/// The position where a field of a line begins.
fn field_start(line: &str, nth: usize) -> usize {
    let mut quoted = false;
    let mut commas = line.bytes().enumerate().filter(|(_, byte)| {
        quoted ^= *byte == b'"';
        *byte == b',' && !quoted
    });
    nth.checked_sub(1).and_then(|before| commas.nth(before)).map_or(0, |(at, _)| at + 1)
}

struct Row<'r> {
    record: &'r StringRecord,
    columns: [Option<usize>; 6],
    /// The line on which the row begins.
    line: usize,
    source: &'r SourceText<'r>,
}

impl Row<'_> {
    fn field(&self, column: usize) -> &str {
        self.columns[column].and_then(|at| self.record.get(at)).unwrap_or_default().trim()
    }

    fn is_blank(&self) -> bool {
        self.record.iter().all(|field| field.trim().is_empty())
    }

    /// Where the row begins.
    fn place(&self) -> Place {
        self.source.place(self.source.start(self.line))
    }

    /// Where a column of the row begins.
    fn place_of(&self, column: usize) -> Place {
        let nth = self.columns[column].unwrap_or(0);
        self.place_of_field(nth)
    }

    fn place_of_field(&self, nth: usize) -> Place {
        self.source.place(self.source.start(self.line) + field_start(self.source.line(self.line), nth))
    }

    fn wrong(&self, column: usize, code: Code, what: String, fix: impl Into<String>) -> Finding {
        Finding::new(code, self.place_of(column), what, fix)
    }

    /// Reports a row with fewer fields than columns, or one that a quote extends over the next lines.
    fn misshapen(&self, columns: usize) -> Option<Finding> {
        if let Some(nth) = self.record.iter().position(|field| field.contains('\n')) {
            let begins = self.record[nth].split('\n').next().unwrap_or_default();
            let what = format!("the quote in front of `{}` is not closed on its line", visible(begins));
            let fix = "close the quote, or take it away";
            return Some(Finding::new(Code::QuoteInText, self.place_of_field(nth), what, fix));
        }
        let last = self.columns[..NEEDED].iter().flatten().max()?;
        (self.record.len() <= *last).then(|| {
            let (has, names) = (self.record.len(), columns);
            let what = format!("the row has {has} of the {names} columns that the first line names");
            let fix = "write all of them, with a comma between any two";
            Finding::new(Code::WrongShape, self.place(), what, fix)
        })
    }
}

/// The figure of a row, or why there is none, and the measure that it belongs to.
fn value(
    row: &Row<'_>,
    measure: Option<(usize, &Measure)>,
    ids: &[String],
    seen: &mut Seen,
) -> Result<(usize, CouncilValue), Finding> {
    let [id, written, council, figure] = [0, 1, 2, 3].map(|column| row.field(column));
    let Some((at, measure)) = measure else {
        let fix = match near(id, ids.iter().map(String::as_str)) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "write the `id` of a measure of this pack, or leave the row out".to_owned(),
        };
        let what = format!("no measure has the id `{}`", visible(id));
        let finding = row.wrong(0, Code::UnknownName, what, fix);
        return Err(finding.resting_on(Subject::named(Part::Measures, id)));
    };
    let of_row = || Subject { words: None, ..measure.subject() };
    if council.is_empty() {
        let finding =
            row.wrong(2, Code::Blank, "the council is blank".to_owned(), "write the council's name");
        return Err(finding.about(of_row()));
    }
    let about = |finding: Finding| finding.about(measure.subject());
    let told = |column: usize| move |misread: Misread| about(misread.at(row.place_of(column)));
    let period = seen.period(written, measure.frequency).map_err(told(1))?;
    if !seen.rows.insert((at, period.start(), period.end(), bare(council).to_lowercase())) {
        let what = format!("{} is here already for {period} of `{id}`", visible(council));
        return Err(row.wrong(2, Code::DuplicatePeriod, what, "keep one of the two rows").about(of_row()));
    }
    let value = readings::figure_or_reason(figure, Some(&measure.unit)).map_err(told(3))?;
    if let Some(misread) = value.ok().and_then(|value| out_of_range(value, &measure.unit)) {
        return Err(told(3)(misread));
    }
    let [numerator, denominator] = [4, 5].map(|column| count(row.field(column)));
    let (numerator, denominator) = (numerator.map_err(told(4))?, denominator.map_err(told(5))?);
    let impossible = match (value, numerator, denominator) {
        (Ok(_), _, Some(below)) if below.is_zero() => Some((5, "the denominator is 0".to_owned())),
        (Ok(share), Some(above), Some(below))
            if above > below && measure.unit.percent && share <= Number::ONE_HUNDRED =>
        {
            Some((4, format!("the numerator {above} is above the denominator {below}")))
        }
        _ => None,
    };
    if let Some((column, what)) = impossible {
        let fix = "correct the counts, or leave them blank";
        return Err(about(row.wrong(column, Code::Counts, what, fix)));
    }
    let value = CouncilValue {
        place: row.place(),
        council: council.to_owned(),
        period,
        value,
        numerator,
        denominator,
    };
    Ok((at, value))
}

/// A count beside a figure: a number, a reason for not having one, or nothing.
fn count(text: &str) -> Result<Option<Number>, Misread> {
    if text.is_empty() {
        return Ok(None);
    }
    Ok(match readings::count(text)? {
        Count::Known(count) => Some(count),
        Count::Missing(_) => None,
    })
}
