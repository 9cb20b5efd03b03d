//! The readings of a measure as a table: the council's and the comparators', period by period, with all remarks on
//! them in words. Figures that are withheld elsewhere do not appear here either.

use crate::analyse::{MeasureResult, decimals};
use crate::compose::cells::{DASH, align};
use crate::compose::manuscript::{self, Tone};
use crate::compose::panel::short_name;
use crate::compose::web::manuscript::{Cell, Line, NumberRow, Numbers};
use crate::compose::web::unit;
use crate::model::{Measure, Period, Reading, Series, View};
use crate::words::figure::plain;
use crate::words::group;
use crate::words::list::{and, capital};
use crate::words::time;
use crate::words::typography::apostrophes;

/// A series with its column heading.
struct Column<'a> {
    head: String,
    series: &'a Series,
}

/// The table of a measure's readings; `None` if it has none at all.
pub fn numbers(view: &View<'_>, result: &MeasureResult<'_>) -> Option<Numbers> {
    let measure = result.measure;
    let columns = columns(view, measure);
    let periods = periods(&columns);
    if periods.is_empty() {
        return None;
    }
    let margins = measure.readings.values().any(|(reading, _)| reading.margin.is_some());
    let mut by_column: Vec<Vec<Cell>> =
        columns.iter().map(|column| figures(measure, column.series, &periods)).collect();
    let mut heads: Vec<String> = columns.iter().map(|column| column.head.clone()).collect();
    if margins {
        by_column.insert(1, self::margins(measure, &periods));
        heads.insert(1, "Margin of error".to_owned());
    }
    let rows: Vec<NumberRow> = periods
        .iter()
        .enumerate()
        .map(|(at, period)| NumberRow {
            period: time::period(*period),
            cells: by_column.iter().map(|cells| cells[at].clone()).collect(),
            notes: notes(&columns, *period),
        })
        .collect();
    Some(Numbers {
        caption: apostrophes(&format!("{}, {}", measure.title.value, unit(measure))),
        heads: heads.iter().map(|head| apostrophes(head)).collect(),
        noted: rows.iter().any(|row| !row.notes.is_empty()),
        rows,
    })
}

/// The council's series, and those of the comparators that have readings.
fn columns<'a>(view: &View<'_>, measure: &'a Measure) -> Vec<Column<'a>> {
    let own = Column { head: short_name(&view.cover.council.value).to_owned(), series: &measure.readings };
    let others = view.comparators.iter().filter_map(|other| {
        let series = measure.comparators.get(&other.name.value)?;
        Some(Column { head: other.title.value.clone(), series })
    });
    std::iter::once(own).chain(others.filter(|column| !column.series.readings.is_empty())).collect()
}

/// Every period about which anything is known, in order of time.
fn periods(columns: &[Column<'_>]) -> Vec<Period> {
    let readings = columns.iter().flat_map(|column| &column.series.readings);
    let mut periods: Vec<Period> = readings.map(|reading| reading.period).collect();
    periods.sort_by_key(|period| (period.end(), period.start()));
    periods.dedup_by(|later, earlier| later.same_time(*earlier));
    periods
}

/// The cells of a series, with their decimals aligned.
fn figures(measure: &Measure, series: &Series, periods: &[Period]) -> Vec<Cell> {
    aligned(periods, |period| {
        let reading = series.at(period)?;
        let (text, tone) = match reading.value {
            Ok(value) => (plain(value, decimals(measure, reading)), Tone::Plain),
            Err(missing) => (missing.words().to_owned(), Tone::Quiet),
        };
        let lines = reading.flags.iter().map(|flag| quiet(flag.words())).collect();
        Some((text, tone, lines))
    })
}

/// The margins of error of the council's figures.
fn margins(measure: &Measure, periods: &[Period]) -> Vec<Cell> {
    aligned(periods, |period| {
        let reading = measure.readings.at(period).filter(|reading| reading.value.is_ok())?;
        let margin = reading.margin?;
        let places = margin.normalize().scale().max(decimals(measure, reading));
        Some((format!("\u{b1}{}", plain(margin, places)), Tone::Quiet, Vec::new()))
    })
}

fn quiet(text: &str) -> Line {
    Line { text: text.to_owned(), tone: Tone::Quiet }
}

/// A column of cells, with a dash where there is nothing.
fn aligned(periods: &[Period], found: impl Fn(Period) -> Option<(String, Tone, Vec<Line>)>) -> Vec<Cell> {
    let mut printed = Vec::new();
    let mut below = Vec::new();
    for period in periods {
        let (text, tone, lines) =
            found(*period).unwrap_or_else(|| (DASH.to_owned(), Tone::Quiet, Vec::new()));
        printed.push(manuscript::Cell { text, tone, ..manuscript::Cell::default() });
        below.push(lines);
    }
    align(&mut printed.iter_mut().collect::<Vec<_>>());
    let cell = |(printed, lines): (manuscript::Cell, Vec<Line>)| Cell {
        spoken: (printed.text == DASH).then(|| "no figure".to_owned()),
        text: printed.text,
        pad: printed.pad,
        tone: printed.tone,
        mark: None,
        lines,
    };
    printed.into_iter().zip(below).map(cell).collect()
}

/// The remarks on a period, each once, with the names of the series that it concerns unless it concerns all.
fn notes(columns: &[Column<'_>], period: Period) -> Vec<String> {
    let mut notes: Vec<(String, Vec<String>)> = Vec::new();
    for column in columns {
        for remark in column.series.at(period).map(remarks).unwrap_or_default() {
            match notes.iter_mut().find(|(known, _)| *known == remark) {
                Some((_, names)) => names.push(column.head.clone()),
                None => notes.push((remark, vec![column.head.clone()])),
            }
        }
    }
    let sentence = |(remark, names): (String, Vec<String>)| {
        let whose = if names.len() == columns.len() { String::new() } else { format!("{}: ", and(&names)) };
        apostrophes(&format!("{whose}{remark}"))
    };
    notes.into_iter().map(sentence).collect()
}

fn remarks(reading: &Reading) -> Vec<String> {
    let broken = reading.breaks.then(|| "Counted differently from here on.".to_owned());
    let note =
        reading.note.as_ref().map(|note| format!("{}.", capital(note.value.trim().trim_end_matches('.'))));
    // It is normal for all members to have a figure, and the notes say so.
    let lacking = reading.computed.filter(|computed| computed.of < computed.members);
    let lacking =
        lacking.map(|found| format!("{}.", capital(&group::computed(found, reading.value.is_ok()))));
    broken.into_iter().chain(note).chain(lacking).collect()
}
