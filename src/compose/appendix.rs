//! The manuscript of Appendix A, the whole scorecard on a single page.

use chrono::Datelike;

use crate::analyse::{MeasureResult, Results};
use crate::compose::axis::Axis;
use crate::compose::cells::{align, below, cell};
use crate::compose::columns::{Field, columns, fields};
use crate::compose::fit::Size;
use crate::compose::lengths::{BODY, ROWS, SheetLengths};
use crate::compose::manuscript::{
    Attachment, Cell, Date, Document, Feeds, Identity, Logo, Look, Manuscript, Page, Part, Picture, Row,
    Spark, Table,
};
use crate::compose::needs::Needs;
use crate::compose::room::{Surroundings, key_columns};
use crate::compose::{fit, panel, picture};
use crate::finding::{Code, Finding, Place};
use crate::model::quantity::float;
use crate::model::{Cover, Kind, Measure, Pack, View};
use crate::words::list::{count, runs};
use crate::words::time;
use crate::words::typography::{apostrophes, set};

/// The colour of title and rules if the council names none.
pub(super) const INK: &str = "#0b0c0c";

/// So many measures to look at first leave room for a sentence of each one's comment.
const MOST_WITH_COMMENTS: usize = 8;

/// A scorecard that is to be one page: its manuscript but for what the type size decides.
pub struct Draft<'a> {
    view: &'a View<'a>,
    results: &'a Results<'a>,
    manuscript: Manuscript,
    /// The axis of the sparklines of each kind, by its name.
    axes: Vec<(&'a str, Axis)>,
    /// Look here first with the first sentences of comments, where rows do without them.
    detailed: Option<Look>,
}

/// Appendix A, before its type size is chosen.
pub fn draft<'a>(view: &'a View<'_>, results: &'a Results<'_>) -> Draft<'a> {
    let title = format!("Appendix A: {}, {}", view.scorecard.title.value, view.cover.council.value);
    drafted("Appendix A", title, None, view, results)
}

/// A scorecard on a single page, which is called so beside its title.
pub(super) fn drafted<'a>(
    called: &str,
    title: String,
    feeds: Option<Feeds>,
    view: &'a View<'_>,
    results: &'a Results<'_>,
) -> Draft<'a> {
    let fields = fields(view, results);
    let look = |comments| panel::look_with(view, results, comments, panel::MOST_NAMED);
    let plain = look(false);
    let groups = plain.iter().flat_map(|look| &look.groups);
    let flagged: Vec<&str> = groups.flat_map(|group| &group.numbers).map(String::as_str).collect();
    let over_time = |kind: &'a Kind| Some((kind.name.as_str(), Axis::of(&of_kind(results, kind))?));
    let axes: Vec<(&str, Axis)> = view.scorecard.kinds.iter().filter_map(over_time).collect();
    let tables = view.scorecard.kinds.iter().map(|kind| table(view, results, kind, &fields, &flagged));
    let mut tables: Vec<Table> = tables.filter(|table| !table.rows.is_empty()).collect();
    if let Some(first) = tables.first_mut() {
        first.first = true;
    }
    let key = panel::key(view, results);
    let manuscript = Manuscript {
        document: document(view, title),
        attachments: attachments(view.pack),
        page: Page { key_columns: key_columns(&key), ..page(view) },
        logo: logo(view.cover),
        identity: identity(called, view),
        glance: panel::glance(view, results),
        key,
        sources: panel::sources(view, results),
        columns: columns(view, results, &fields),
        tables,
        look: plain,
        feeds,
    };
    Draft { view, results, manuscript, axes, detailed: look(true) }
}

impl Draft<'_> {
    /// The page as its type size is chosen: with the comments of measures below their titles, or without.
    fn page(&self, comments: bool) -> fit::Page<'_> {
        let Manuscript { identity, logo, glance, look, feeds, key, sources, columns, tables, .. } =
            &self.manuscript;
        // Comments are said once.
        let detailed = self.detailed.as_ref().filter(|_| !comments || self.view.service.is_none());
        let surroundings = [detailed.or(look.as_ref()), look.as_ref()].map(|look| Surroundings {
            identity,
            logo: logo.is_some(),
            glance,
            look,
            feeds: feeds.as_ref(),
            key,
            sources,
        });
        let named = look.iter().flat_map(|look| &look.groups).map(|group| group.numbers.len()).sum::<usize>();
        let page = &self.view.scorecard.page;
        fit::Page {
            sheet: SheetLengths::of(page.paper),
            floor: float(page.paper.smallest_type()),
            asked: page.type_size.as_ref().map(|size| float(size.value)),
            needs: Needs::of(columns, tables, comments),
            comments,
            surroundings,
            brief: named > MOST_WITH_COMMENTS || detailed.is_none(),
        }
    }

    /// The page as it is set: with comments where they are asked for, or where there is room for them.
    pub fn fit(&self) -> fit::Page<'_> {
        let asked = self.view.scorecard.page.comments;
        let any =
            self.manuscript.tables.iter().flat_map(|table| &table.rows).any(|row| !row.comment.is_empty());
        let commented = (any && asked != Some(false)).then(|| self.page(true));
        let commented = commented.filter(|page| asked == Some(true) || page.holds_above_floor());
        commented.unwrap_or_else(|| self.page(false))
    }

    /// The manuscript for a size.
    pub fn at(&self, size: &Size) -> Manuscript {
        let mut manuscript = self.manuscript.clone();
        let page = &mut manuscript.page;
        (page.size, page.panel, page.spark) = (size.points(), size.panel, size.tables.setting.spark);
        (page.places, page.short) = (size.tables.places.clone(), size.tables.short);
        (page.compact, page.key_below) = (size.compact, size.key_below);
        if size.look_comments {
            manuscript.look.clone_from(&self.detailed);
        }
        for row in manuscript.tables.iter_mut().flat_map(|table| &mut table.rows) {
            if !size.comments {
                row.comment.clear();
            }
            let result =
                self.results.measures.iter().find(|result| result.measure.number.to_string() == row.number);
            row.spark = result.and_then(|result| self.spark(row, result, size));
        }
        manuscript
    }

    /// The sparkline of a row. Its first figure is left out where it is too wide.
    fn spark(&self, row: &Row, result: &MeasureResult<'_>, size: &Size) -> Option<Picture> {
        let (_, axis) = self.axes.iter().find(|(kind, _)| *kind == result.measure.kind.as_str())?;
        let spark = size.tables.setting.spark;
        let label = row.first.as_deref()?;
        let room = if row.alone { size.first_room(label) } else { spark.room };
        let label = if row.alone || size.first_fits(label) { label } else { "" };
        picture::sparkline(self.view, result, *axis, Spark { room, ..spark }, label.to_owned())
    }
}

/// Comments that the page has no room for are told to the authors, because nothing on the page does.
pub fn comments_left_out(view: &View<'_>, results: &Results<'_>) -> Option<Finding> {
    let any = view.scorecard.measures.iter().any(|measure| measure.comment.is_some());
    let undecided = any && view.scorecard.page.comments.is_none();
    (undecided && !draft(view, results).fit().comments).then(|| {
        let what = format!("{} leave no room for comments below the titles", count(view.scorecard.measures.len(), "measure"));
        let fix = "write `comments: no` under `page` if that is right; Look here first has the comments of its measures";
        Finding::new(Code::CommentsLeftOut, Place::start_of(&view.scorecard.file), what, fix)
    })
}

pub(super) fn logo(cover: &Cover) -> Option<Logo> {
    cover.logo.as_ref().map(|logo| Logo {
        path: format!("/{}", logo.flat_name()),
        alt: format!("Logo of {}", cover.council.value),
    })
}

/// A document's metadata, for catalogues, search and screen readers.
pub(super) fn document(view: &View<'_>, title: String) -> Document {
    let cover = view.cover;
    let date = cover.version_date;
    let services = if view.service.is_none() { view.pack.services.len() } else { 0 };
    // The page itself has no line to spare for this.
    let beneath =
        (services > 0).then(|| format!(" Beneath it stand {}.", count(services, "service scorecard")));
    let about = format!(
        "{}, version {} of {}, {}, for the {} of {}. Data as at {}.{}",
        view.scorecard.title.value,
        cover.version.value,
        time::date(date),
        cover.status.word(),
        cover.committee.value,
        time::date(cover.meeting),
        time::date(cover.data_as_at),
        beneath.unwrap_or_default(),
    );
    let notice = cover.notice.as_ref().map(|notice| format!("{}. ", notice.value)).unwrap_or_default();
    let author = view.author.map(|author| match &author.name {
        Some(name) => format!("{}, {}", name.value, author.post.value),
        None => author.post.value.clone(),
    });
    Document {
        title,
        author: author.unwrap_or_else(|| cover.council.value.clone()),
        description: format!("{notice}{about}"),
        keywords: vec![
            cover.council.value.clone(),
            cover.committee.value.clone(),
            "performance scorecard".to_owned(),
        ],
        date: Date { year: date.year(), month: date.month(), day: date.day() },
    }
}

/// The pack as attached to each document.
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

/// The page, before its type size is chosen.
fn page(view: &View<'_>) -> Page {
    let [colour, accent] = colours(view.cover);
    Page {
        sheet: SheetLengths::of(view.scorecard.page.paper),
        rows: ROWS,
        size: BODY,
        panel: BODY,
        compact: false,
        short: false,
        key_below: None,
        key_columns: Vec::new(),
        places: Vec::new(),
        spark: Spark::default(),
        colour: colour.unwrap_or_else(|| INK.to_owned()),
        accent,
    }
}

/// The council's two colours, if it names them.
pub(super) fn colours(cover: &Cover) -> [Option<String>; 2] {
    match cover.colours {
        Some(both) => both.map(|colour| Some(colour.to_string())),
        None => [None, None],
    }
}

fn identity(called: &str, view: &View<'_>) -> Identity {
    let cover = view.cover;
    let part = |text: String, strong| Part { text, strong };
    Identity {
        title: set(&view.scorecard.title),
        council: set(&cover.council),
        notice: cover.notice.as_ref().map(|notice| set(notice)),
        parts: vec![
            part(format!("{}, {}", cover.committee.value, time::date(cover.meeting)), false),
            part(called.to_owned(), true),
            part(
                format!("Version {}, {}", cover.version.value.trim_start_matches('v'), cover.status.word()),
                false,
            ),
            part(format!("Data as at {}", time::date(cover.data_as_at)), false),
        ],
    }
}

fn of_kind<'r, 'p>(results: &'r Results<'p>, kind: &Kind) -> Vec<&'r MeasureResult<'p>> {
    results.measures.iter().filter(|result| *result.measure.kind == *kind.name).collect()
}

fn table(view: &View<'_>, results: &Results<'_>, kind: &Kind, fields: &[Field], flagged: &[&str]) -> Table {
    let of_kind = of_kind(results, kind);
    let axis = Axis::of(&of_kind);
    let prefix = common_prefix(&of_kind);
    let mut rows: Vec<Row> = of_kind.iter().map(|result| row(view, result, fields, &prefix, axis)).collect();
    for row in &mut rows {
        row.flagged = flagged.contains(&row.number.as_str());
    }
    align_columns(&mut rows, fields.len());
    let numbers: Vec<u32> = of_kind.iter().map(|result| result.measure.number).collect();
    let range = if numbers.len() == 1 { "Measure" } else { "Measures" };
    let about = kind.about.as_ref().map(|about| format!(", {}", about.value)).unwrap_or_default();
    // What the rows leave out of their codes, the head says once.
    let scheme = prefix.trim();
    let said = scheme.is_empty() || about.contains(scheme) || kind.title.contains(scheme);
    let scheme = if said { String::new() } else { format!(", {scheme} codes") };
    Table {
        title: set(&kind.title),
        about: format!("{range} {}{}{scheme}", runs(&numbers), apostrophes(&about)),
        spans: axis.map_or_else(|| vec!["Figures".to_owned()], Axis::words),
        first: false,
        rows,
    }
}

fn row(
    view: &View<'_>,
    result: &MeasureResult<'_>,
    fields: &[Field],
    prefix: &str,
    axis: Option<Axis>,
) -> Row {
    let measure = result.measure;
    let cells: Vec<Cell> = fields.iter().map(|field| cell(view, result, *field, fields)).collect();
    let code = measure.code.as_deref().unwrap_or_default();
    let drawing = axis.and_then(|axis| axis.drawing(measure));
    Row {
        number: measure.number.to_string(),
        flagged: false,
        title: set(&measure.title),
        unit: measure.unit.beside.clone(),
        code: code.strip_prefix(prefix).unwrap_or(code).to_owned(),
        label: if measure.under_development { "under development".to_owned() } else { String::new() },
        comment: set(&below(view.scorecard, measure)),
        message: result.latest.is_none().then(|| no_figures(measure)),
        spark: None,
        first: drawing.as_ref().map(|drawing| drawing.label(measure)),
        alone: drawing.is_some_and(|drawing| drawing.alone),
        cells,
    }
}

/// What is printed in a row instead of figures.
pub(super) fn no_figures(measure: &Measure) -> String {
    let developed =
        if measure.under_development { "Under development: no figures yet." } else { "No figures yet." };
    format!("{developed} Not rated.")
}

/// The word with which all codes in a table begin, such as `ASCOF`, so that its rows need not repeat it.
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

/// Aligns the decimals of each column; words have none.
fn align_columns(rows: &mut [Row], columns: usize) {
    for at in 0..columns {
        align(&mut rows.iter_mut().map(|row| &mut row.cells[at]).collect::<Vec<_>>());
    }
}
