//! The scorecard: one table for each kind, with those columns from print that members compare down the page. Period,
//! direction and difference are below the figures that they belong to; the rest is in the measures' sections.

use crate::analyse::{Change, Colour, MeasureResult, Rating, Results};
use crate::compose::appendix::no_figures;
use crate::compose::cells::{DASH, YEAR_BEFORE, align, cell};
use crate::compose::columns::{Field, common_target, fields};
use crate::compose::manuscript::{self, Tone};
use crate::compose::panel::short_name;
use crate::compose::web::filters::{self, hooks};
use crate::compose::web::manuscript::{Cell, Filters, Head, Line, Row, Scorecard, Table};
use crate::compose::web::{measure_id, of_kind, picture, rating, ratings, table_id};
use crate::model::{Comparator, ComparatorKind, Kind, View};
use crate::words::list::{and, capital, runs};
use crate::words::sentence::bare_target;
use crate::words::time;
use crate::words::typography::apostrophes;

/// The longest word of a head, in letters, for which the columns of a card on a telephone have room.
const LONGEST_HEAD: usize = 9;

pub fn scorecard(view: &View<'_>, results: &Results<'_>) -> Scorecard {
    let filters = filters::filters(view, results);
    let table = |kind| table(view, results, filters.as_ref(), kind);
    let tables: Vec<Table> =
        view.scorecard.kinds.iter().map(table).filter(|table| !table.rows.is_empty()).collect();
    Scorecard {
        about: about(view),
        worst: filters.as_ref().map(|filters| filters::worst(view, results, filters)),
        themes: filters.as_ref().and_then(|_| filters::themes(view, results)),
        filters,
        tables,
    }
}

/// How to read the tables.
fn about(view: &View<'_>) -> String {
    let council = short_name(&view.cover.council.value);
    let figures = "Each figure is the latest there is, with its period below it. The line shows its history; the \
                   key explains it.";
    let judged = view.comparators.iter().find(|other| is_judged(other)).map(|other| {
        format!(" The word below the figure of {} says how {council} compares.", other.title.value)
    });
    apostrophes(&[figures, judged.as_deref().unwrap_or_default()].concat())
}

/// Whether a difference from the comparator is given. A region includes the council itself, so a difference from it
/// says less than it seems to.
fn is_judged(other: &Comparator) -> bool {
    match other.kind {
        ComparatorKind::Nation | ComparatorKind::Group { .. } => true,
        ComparatorKind::Region => false,
    }
}

fn table(view: &View<'_>, results: &Results<'_>, filters: Option<&Filters>, kind: &Kind) -> Table {
    let results_of_kind = of_kind(results, &kind.name);
    let columns: Vec<Column> = columns(view, results, &results_of_kind);
    let mut rows = Vec::new();
    for (at, result) in results_of_kind.iter().enumerate() {
        let cells = columns.iter().map(|column| column.cells[at].clone()).collect();
        rows.push(row(view, result, hooks(view, filters, result), cells));
    }
    Table {
        id: table_id(&kind.name),
        title: apostrophes(&kind.title),
        caption: caption(kind, &results_of_kind),
        heads: columns.into_iter().map(|column| column.head).collect(),
        rows,
    }
}

/// The caption of a table: `Measures 1 to 26, national (ASCOF): 8 red, 4 amber and 14 green`.
fn caption(kind: &Kind, results: &[&MeasureResult<'_>]) -> String {
    let numbers: Vec<u32> = results.iter().map(|result| result.measure.number).collect();
    let measures = if numbers.len() == 1 { "Measure" } else { "Measures" };
    let about = kind.about.as_ref().map(|about| format!(", {}", about.value)).unwrap_or_default();
    let tallied = |colour: Option<Colour>| {
        let count = results.iter().filter(|result| result.rating.colour() == colour).count();
        (count > 0).then(|| format!("{count} {}", rating(colour).word.to_lowercase()))
    };
    let tally: Vec<String> = ratings().into_iter().filter_map(tallied).collect();
    apostrophes(&format!("{measures} {}{about}: {}", runs(&numbers), and(&tally)))
}

fn row(view: &View<'_>, result: &MeasureResult<'_>, hooks: String, cells: Vec<Cell>) -> Row {
    let measure = result.measure;
    Row {
        id: measure_id(&measure.id),
        hooks,
        number: measure.number.to_string(),
        title: apostrophes(&measure.title),
        unit: measure.unit.beside.clone(),
        label: if measure.under_development { "under development".to_owned() } else { String::new() },
        message: result.latest.is_none().then(|| no_figures(measure)),
        picture: picture::small(view, result),
        cells,
    }
}

/// A column with the cells of all rows.
struct Column {
    head: Head,
    cells: Vec<Cell>,
}

/// The columns of a table. A comparator without any figure in it gets none.
fn columns(view: &View<'_>, results: &Results<'_>, rows: &[&MeasureResult<'_>]) -> Vec<Column> {
    let fields = fields(view, results);
    let target = common_target(view, results);
    let position =
        |wanted: &Comparator| view.comparators.iter().position(|other| other.name.value == wanted.name.value);
    let judged = |at: usize| is_judged(view.comparators[at]).then_some(Field::Difference(at));
    let mut wanted = vec![
        ("latest", "Latest".to_owned(), Field::Latest, Some(Field::Period)),
        match target {
            Some(other) => {
                let head = format!("Target: {}", other.title.value);
                ("target", head, Field::Target, position(other).and_then(judged))
            }
            None => ("target", "Target".to_owned(), Field::Target, None),
        },
    ];
    for field in &fields {
        if let Field::Value(at) = *field {
            wanted.push(("value", view.comparators[at].title.value.clone(), *field, judged(at)));
        }
    }
    wanted.push(("rating", "Rating".to_owned(), Field::Rating, None));
    wanted.push(("since", "Since last figure".to_owned(), Field::Since, None));
    wanted.push(("trend", "Trend".to_owned(), Field::Trend, None));
    let columns = wanted.into_iter().filter_map(|(id, text, field, below)| {
        let value = matches!(field, Field::Value(_));
        let cells = cells(view, rows, field, below, &fields);
        let empty = value && cells.iter().all(|cell| cell.text == DASH);
        let named = value || field == Field::Target;
        let broad = named && text.split_whitespace().any(|word| word.chars().count() > LONGEST_HEAD);
        (!empty).then(|| Column { head: Head { id, text: apostrophes(&text), named, broad }, cells })
    });
    columns.collect()
}

/// The cells of a column, with their decimals aligned; `below` is the column from print shown below.
fn cells(
    view: &View<'_>,
    rows: &[&MeasureResult<'_>],
    field: Field,
    below: Option<Field>,
    fields: &[Field],
) -> Vec<Cell> {
    let mut printed: Vec<manuscript::Cell> =
        rows.iter().map(|result| cell(view, result, field, fields)).collect();
    align(&mut printed.iter_mut().collect::<Vec<_>>());
    let second = |result: &MeasureResult<'_>| below.map(|below| cell(view, result, below, fields));
    printed
        .into_iter()
        .zip(rows)
        .map(|(first, result)| joined(first, second(result), field, result))
        .collect()
}

/// Merges two cells from print into one.
fn joined(
    first: manuscript::Cell,
    second: Option<manuscript::Cell>,
    field: Field,
    result: &MeasureResult<'_>,
) -> Cell {
    let mut whole = figure(first, result);
    match field {
        // Where print has room for a word, a row of two lines has room for all of them.
        Field::Trend => whole.text = capital(result.trend.word()),
        Field::Rating => whole.text = capital(&whole.text),
        Field::Since if result.is_over_a_year() => say_since(&mut whole, result),
        Field::Target => {
            whole.lines.iter_mut().for_each(|line| line.tone = Tone::Quiet);
            if let (Some(last), Some((_, band)), Some(aim)) =
                (whole.lines.last_mut(), result.target_before, &result.aim)
            {
                let was = bare_target(band, aim.decimals, &result.measure.unit);
                last.text.extend([", was ", &was]);
            }
        }
        _ => {}
    }
    if let (Field::Rating, Rating::Not(reason)) = (field, result.rating) {
        let shown = rating(None);
        (whole.text, whole.mark) = (shown.word, Some(shown.mark));
        whole.lines = vec![Line { text: reason.words().to_owned(), tone: Tone::Quiet }];
    }
    match (field, second) {
        (Field::Latest, Some(period)) if whole.text != DASH => {
            let text = [period.text, period.words].join(" ").trim_end().to_owned();
            whole.lines.push(Line { text, tone: Tone::Quiet });
        }
        (_, Some(difference)) if !difference.words.is_empty() => {
            let tone = difference.tone;
            whole.lines.push(Line { text: difference.words, tone });
        }
        _ => {}
    }
    whole
}

/// Says since when the change is, where print has a mark.
fn say_since(cell: &mut Cell, result: &MeasureResult<'_>) {
    let Change::Since { earlier, .. } = &result.change else { return };
    for line in &mut cell.lines {
        line.text = line.text.trim_end_matches(YEAR_BEFORE).trim_end().to_owned();
    }
    let text = format!("since {}", time::period(earlier.period));
    cell.lines.push(Line { text, tone: Tone::Quiet });
}

/// A cell of print as a cell of the page: what stood beside the figure stands below it.
fn figure(printed: manuscript::Cell, result: &MeasureResult<'_>) -> Cell {
    let spoken = match (printed.text.as_str(), result.latest.map(|reading| reading.value)) {
        (DASH, _) => Some("no figure".to_owned()),
        (text, Some(Err(missing))) if text.starts_with('[') => Some(missing.words().to_owned()),
        _ => None,
    };
    let lines = [(printed.note, Tone::Quiet), (printed.words, printed.tone)].into_iter();
    let beside = lines.filter(|(text, _)| !text.is_empty()).map(|(text, tone)| Line { text, tone });
    Cell {
        text: printed.text,
        pad: printed.pad,
        tone: printed.tone,
        mark: printed.state,
        spoken,
        lines: beside.collect(),
    }
}
