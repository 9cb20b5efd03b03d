//! The manuscript of Appendix A, the whole scorecard on a single page.

use chrono::Datelike;

use crate::analyse::{MeasureResult, Results};
use crate::compose::cells::{align, cell};
use crate::compose::columns::{Field, columns, fields};
use crate::compose::fit::Size;
use crate::compose::lengths::{COMFORT, ROWS, SheetLengths};
use crate::compose::manuscript::{
    Attachment, Cell, Date, Document, Identity, Logo, Manuscript, Page, Part, Row, Table,
};
use crate::compose::{fit, panel, picture};
use crate::finding::{Code, Finding, Place};
use crate::model::{Kind, Measure, Pack};
use crate::words::list::{count, runs};
use crate::words::time;
use crate::words::typography::set;

/// The ink of title and rules where the council names no colour.
pub(super) const INK: &str = "#0b0c0c";

/// The sizes at which the page may be set, the likeliest first.
pub fn sizes(pack: &Pack, results: &Results<'_>) -> Vec<Size> {
    let look = panel::look(pack, results).into_iter().flat_map(|look| look.groups);
    fit::sizes(
        pack,
        &columns(pack, results, &fields(pack, results)),
        look.map(|group| group.numbers.len()).sum(),
    )
}

/// Comments that the page has no room for are told to the authors, because nothing on the page does.
pub fn comments_left_out(pack: &Pack, results: &Results<'_>) -> Option<Finding> {
    fit::comments_left_out(pack, &columns(pack, results, &fields(pack, results))).then(|| {
        let what = format!("{} leave no room for comments below the titles", count(pack.measures.len(), "measure"));
        let fix = "write `comments: no` under `page` if that is right; Look here first has the comments of its measures";
        Finding::new(Code::CommentsLeftOut, Place::start_of(&pack.file), what, fix)
    })
}

/// Writes the manuscript for a type size.
pub fn compose(pack: &Pack, results: &Results<'_>, size: Size) -> Manuscript {
    compose_as("Appendix A", pack, results, size)
}

/// Writes the manuscript of a scorecard on a single page, which is called so beside its title.
pub(super) fn compose_as(called: &str, pack: &Pack, results: &Results<'_>, size: Size) -> Manuscript {
    let fields = fields(pack, results);
    let look = panel::look_with(pack, results, size.look_comments, panel::MOST_NAMED);
    let flagged: Vec<&str> = look
        .iter()
        .flat_map(|look| &look.groups)
        .flat_map(|group| &group.numbers)
        .map(String::as_str)
        .collect();
    let tables = pack.kinds.iter().map(|kind| table(pack, results, kind, &fields, size, &flagged));
    let mut tables: Vec<Table> = tables.filter(|table| !table.rows.is_empty()).collect();
    if let Some(first) = tables.first_mut() {
        first.first = true;
    }
    Manuscript {
        document: document(pack, format!("Appendix A: {}, {}", pack.title.value, pack.council.value)),
        attachments: attachments(pack),
        page: page(pack, size),
        logo: logo(pack),
        identity: identity(called, pack),
        glance: panel::glance(pack, results),
        key: panel::key(pack, results),
        sources: panel::sources(pack, results),
        columns: columns(pack, results, &fields),
        tables,
        look,
        feeds: None,
    }
}

pub(super) fn logo(pack: &Pack) -> Option<Logo> {
    pack.logo.as_ref().map(|logo| Logo {
        path: format!("/{}", logo.flat_name()),
        alt: format!("Logo of {}", pack.council.value),
    })
}

/// What a document says of itself: for catalogues, search and screen readers.
pub(super) fn document(pack: &Pack, title: String) -> Document {
    let date = pack.version_date;
    let services = pack.services.len();
    // The page itself has no line to spare for it.
    let beneath =
        (services > 0).then(|| format!(" Beneath it stand {}.", count(services, "service scorecard")));
    let about = format!(
        "{}, version {} of {}, {}, for the {} of {}. Data as at {}.{}",
        pack.title.value,
        pack.version.value,
        time::date(date),
        pack.status.word(),
        pack.committee.value,
        time::date(pack.meeting),
        time::date(pack.data_as_at),
        beneath.unwrap_or_default(),
    );
    let notice = pack.notice.as_ref().map(|notice| format!("{}. ", notice.value)).unwrap_or_default();
    let author = pack.author.as_ref().map(|author| match &author.name {
        Some(name) => format!("{}, {}", name.value, author.post.value),
        None => author.post.value.clone(),
    });
    Document {
        title,
        author: author.unwrap_or_else(|| pack.council.value.clone()),
        description: format!("{notice}{about}"),
        keywords: vec![
            pack.council.value.clone(),
            pack.committee.value.clone(),
            "performance scorecard".to_owned(),
        ],
        date: Date { year: date.year(), month: date.month(), day: date.day() },
    }
}

/// The pack as it travels inside each document.
pub(super) fn attachments(pack: &Pack) -> Vec<Attachment> {
    let mime = |name: &str| match name.rsplit('.').next() {
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("md") => "text/markdown",
        _ => "application/yaml",
    };
    let description = |name: &str| match name {
        "manifest.json" => "The files of this edition's pack with their SHA-256 digests".to_owned(),
        "measures.yaml" => "The measures and readings of this edition".to_owned(),
        "scorecard.yaml" => "The description of this edition".to_owned(),
        "report.md" => "The narrative of this edition".to_owned(),
        other => match other.split('.').collect::<Vec<_>>().as_slice() {
            ["services", name, "measures", "yaml"] => format!("The metrics of the service {name}"),
            ["services", name, "service", "yaml"] => format!("The description of the service {name}"),
            _ => format!("The file {other} of this edition's pack"),
        },
    };
    let attachment = |name: &String| Attachment {
        path: format!("/{name}"),
        mime: mime(name),
        description: description(name),
        relationship: "source",
    };
    pack.canonical.keys().map(attachment).collect()
}

fn page(pack: &Pack, size: Size) -> Page {
    let [colour, accent] = colours(pack);
    Page {
        sheet: SheetLengths::of(pack.page.paper),
        rows: ROWS,
        comfort: COMFORT,
        size: size.points,
        spark: size.spark,
        colour: colour.unwrap_or_else(|| INK.to_owned()),
        accent,
    }
}

/// The council's two colours, if it names them.
pub(super) fn colours(pack: &Pack) -> [Option<String>; 2] {
    match pack.colours {
        Some(both) => both.map(|colour| Some(colour.to_string())),
        None => [None, None],
    }
}

fn identity(called: &str, pack: &Pack) -> Identity {
    let part = |text: String, strong| Part { text, strong };
    Identity {
        title: set(&pack.title),
        council: set(&pack.council),
        notice: pack.notice.as_ref().map(|notice| set(notice)),
        parts: vec![
            part(format!("{}, {}", pack.committee.value, time::date(pack.meeting)), false),
            part(called.to_owned(), true),
            part(
                format!("Version {}, {}", pack.version.value.trim_start_matches('v'), pack.status.word()),
                false,
            ),
            part(format!("Data as at {}", time::date(pack.data_as_at)), false),
        ],
    }
}

fn table(
    pack: &Pack,
    results: &Results<'_>,
    kind: &Kind,
    fields: &[Field],
    size: Size,
    flagged: &[&str],
) -> Table {
    let of_kind: Vec<&MeasureResult<'_>> =
        results.measures.iter().filter(|result| *result.measure.kind == *kind.name).collect();
    let prefix = common_prefix(&of_kind);
    let mut rows: Vec<Row> = of_kind.iter().map(|result| row(pack, result, fields, size, &prefix)).collect();
    for row in &mut rows {
        row.flagged = flagged.contains(&row.number.as_str());
    }
    align_columns(&mut rows, fields.len());
    let numbers: Vec<u32> = of_kind.iter().map(|result| result.measure.number).collect();
    let range = if numbers.len() == 1 { "Measure" } else { "Measures" };
    let about = kind.about.as_ref().map(|about| format!(", {}", about.value)).unwrap_or_default();
    Table {
        title: set(&kind.title),
        about: format!("{range} {}{about}", runs(&numbers)),
        spans: spans(&of_kind),
        first: false,
        rows,
    }
}

fn row(pack: &Pack, result: &MeasureResult<'_>, fields: &[Field], size: Size, prefix: &str) -> Row {
    let measure = result.measure;
    let cells: Vec<Cell> = fields.iter().map(|field| cell(pack, result, *field, fields)).collect();
    let code = measure.code.as_deref().unwrap_or_default();
    Row {
        number: measure.number.to_string(),
        flagged: false,
        title: set(&measure.title),
        unit: measure.unit.beside.clone(),
        code: code.strip_prefix(prefix).unwrap_or(code).to_owned(),
        label: if measure.under_development { "under development".to_owned() } else { String::new() },
        comment: if size.comments { set(&below(pack, measure)) } else { String::new() },
        message: result.latest.is_none().then(|| no_figures(measure)),
        spark: picture::sparkline(pack, result, size.spark),
        cells,
    }
}

/// What stands below a measure's title: its comment, and if wanted its action.
pub(super) fn below(pack: &Pack, measure: &Measure) -> String {
    let comment = measure.comment.as_ref().map(|comment| comment.value.clone());
    let action = measure.action.as_ref().filter(|_| pack.page.actions);
    let action = action.map(|action| format!("Action: {}", action.value));
    comment.into_iter().chain(action).collect::<Vec<_>>().join(" ")
}

/// What stands in a row instead of figures.
pub(super) fn no_figures(measure: &Measure) -> String {
    let developed =
        if measure.under_development { "Under development: no figures yet." } else { "No figures yet." };
    format!("{developed} Not rated.")
}

/// The word that all codes of a table begin with, such as `ASCOF`, which its rows need not repeat.
fn common_prefix(results: &[&MeasureResult<'_>]) -> String {
    let mut words = results
        .iter()
        .filter_map(|result| result.measure.code.as_deref()?.split_once(' '))
        .map(|(word, _)| word);
    let coded = results.iter().filter(|result| result.measure.code.is_some()).count();
    let Some(first) = words.next() else { return String::new() };
    let alike = 1 + words.filter(|word| *word == first).count();
    if alike == coded { format!("{first} ") } else { String::new() }
}

/// The time that the sparklines of a table span, on two lines.
fn spans(results: &[&MeasureResult<'_>]) -> Vec<String> {
    let ends = results.iter().filter_map(|result| {
        let mut values = result.measure.readings.values().map(|(reading, _)| reading.period);
        let first = values.next()?;
        Some((first, values.next_back().unwrap_or(first)))
    });
    let first = ends.clone().map(|(first, _)| first).min_by_key(|period| period.start());
    let last = ends.map(|(_, last)| last).max_by_key(|period| period.end());
    match (first, last) {
        (Some(first), Some(last)) => vec![format!("{} to", time::period(first)), time::period(last)],
        _ => vec!["Figures".to_owned()],
    }
}

/// Aligns the decimals of each column; words have none.
fn align_columns(rows: &mut [Row], columns: usize) {
    for at in 0..columns {
        align(&mut rows.iter_mut().map(|row| &mut row.cells[at]).collect::<Vec<_>>());
    }
}
