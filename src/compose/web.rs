//! The manuscript of the web page: the same figures and words as in print, in the order of a scrolling page,
//! together with what paper has no room for: a section for each measure with all its figures.
//!
//! Addresses within the page are based on names and never on numbers that may change: `measure-<id>`,
//! `scorecard-<kind>`, `report-<anchor>`, `paragraph-<heading>-<n>`.

mod councils;
mod filters;
mod history;
pub mod manuscript;
mod measures;
mod notes;
mod numbers;
mod picture;
mod scorecard;
pub mod service;
mod summary;

use crate::analyse::{Colour, MeasureResult, Results};
use crate::compose::appendix;
use crate::compose::narrative::{self, Edition};
use crate::compose::report::{DRAFT, front_lines, named};
use crate::compose::web::manuscript::{Download, Fact, Header, Link, Page, Rating, Report};
use crate::model::{Measure, Status, View};
use crate::narrate::paper::Paper;
use crate::words::list::capital;
use crate::words::time;
use crate::words::typography::apostrophes;

/// Composes the manuscript of the web page. Without a narrative the page has no report.
pub fn compose(view: &View<'_>, results: &Results<'_>, paper: Option<&Paper>) -> Page {
    let print = appendix::document(view, String::new());
    Page {
        title: window_title(view),
        description: print.description,
        author: print.author,
        header: header(view),
        up: None,
        summary: summary::summary(view, results, paper),
        scorecard: scorecard::scorecard(view, results),
        services: service::services(view.pack, results),
        report: paper.map(|paper| report(view, paper)),
        measures: measures::measures(view, results),
        downloads: downloads(view, paper.is_some()),
        notes: notes::notes(view, results, paper.is_none()),
    }
}

fn window_title(view: &View<'_>) -> String {
    let cover = view.cover;
    let draft = match cover.status {
        Status::Draft => "Draft: ",
        Status::Final => "",
    };
    format!(
        "{draft}{}, {}, {}",
        apostrophes(&view.scorecard.title),
        apostrophes(&cover.council),
        time::date(cover.meeting)
    )
}

fn header(view: &View<'_>) -> Header {
    let cover = view.cover;
    let version = format!("Version {}, {}", cover.version.trim_start_matches('v'), cover.status.word());
    let draft = match cover.status {
        Status::Draft => Some(DRAFT.to_owned()),
        Status::Final => None,
    };
    Header {
        council: apostrophes(&cover.council),
        logo: appendix::logo(cover).map(|logo| logo.alt),
        meeting: format!("{}, {}", apostrophes(&cover.committee), time::date(cover.meeting)),
        title: apostrophes(&view.scorecard.title),
        author: view.author.map(|author| capital(&apostrophes(&named(author)))),
        parts: vec![version, format!("Data as at {}", time::date(cover.data_as_at))],
        notice: cover.notice.as_ref().map(|notice| apostrophes(notice)),
        draft,
    }
}

/// Of the headings of the narrative; the page's title and its parts come before.
const EDITION: Edition =
    Edition { first_rank: 3, last_rank: 6, set: str::to_owned, measure: Some(measure_address) };

fn report(view: &View<'_>, paper: &Paper) -> Report {
    let blocks = narrative::blocks(view.pack, paper, EDITION);
    Report { front: front(view), footnotes: narrative::footnotes(&blocks), blocks }
}

/// The front block of the paper.
fn front(view: &View<'_>) -> Vec<Fact> {
    let cover = view.cover;
    let fact =
        |term: &str, text: &str| Fact { term: apostrophes(term), text: apostrophes(text), ..Fact::default() };
    let number = cover.version.trim_start_matches('v');
    let version = format!("{number}, {}, of {}", cover.status.word(), time::date(cover.version_date));
    let mut facts = vec![
        fact("Committee", &cover.committee),
        fact("Meeting", &time::date(cover.meeting)),
        fact("Version", &version),
    ];
    let lines = front_lines(view, apostrophes).into_iter();
    facts.extend(lines.map(|line| Fact { term: line.label, text: line.text, ..Fact::default() }));
    facts
}

/// The other files of the edition, including the report if there is a narrative.
fn downloads(view: &View<'_>, reported: bool) -> Vec<Download> {
    let page = download("appendix-a.pdf", "Appendix A", "PDF, the whole scorecard on one page, for print");
    let report = download("report.pdf", "Report", "PDF, the narrative with numbered paragraphs");
    let data = [
        download(
            "measures.csv",
            "All figures",
            "CSV, one row a reading; in Excel choose Data, From Text/CSV, and no detection of data types",
        ),
        download("scorecard.json", "Figures and results", "JSON, for programs"),
    ];
    let services = view.pack.services.iter().map(|service| {
        let href = format!("services/{}.pdf", service.name);
        download(&href, &apostrophes(&service.scorecard.title), "PDF, the service's scorecard on one page")
    });
    Some(report).filter(|_| reported).into_iter().chain([page]).chain(services).chain(data).collect()
}

fn download(href: &str, text: &str, about: &str) -> Download {
    Download { link: Link { href: href.to_owned(), text: text.to_owned() }, about: apostrophes(about) }
}

/// The rating of a measure as printed.
fn rating(colour: Option<Colour>) -> Rating {
    match colour {
        Some(colour) => Rating { mark: colour.word(), word: capital(colour.word()) },
        None => Rating { mark: "none", word: "Not rated".to_owned() },
    }
}

/// The ratings in the order in which to look at them; not rated comes last.
fn ratings() -> [Option<Colour>; 4] {
    let [first, second, third] = Colour::ALL.map(Some);
    [first, second, third, None]
}

/// The id of a measure's section.
fn measure_id(id: &str) -> String {
    format!("measure-{id}")
}

/// The address of a measure's section on the page.
fn measure_address(id: &str) -> String {
    format!("#{}", measure_id(id))
}

/// A measure's unit for use on its own.
fn unit(measure: &Measure) -> String {
    let unit = &measure.unit;
    if unit.percent { "per cent".to_owned() } else { unit.beside.clone() }
}

fn table_id(kind: &str) -> String {
    format!("scorecard-{kind}")
}

/// The results of one kind, in order.
fn of_kind<'r, 'p>(results: &'r Results<'p>, kind: &str) -> Vec<&'r MeasureResult<'p>> {
    results.measures.iter().filter(|result| result.measure.kind.value == kind).collect()
}
