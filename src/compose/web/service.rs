//! The web pages of services: the links down to them, each page, and the links up again.
//!
//! These pages are in the folder `services/` beside `index.html`.

use crate::analyse::feeds::{self, above};
use crate::analyse::{Counts, MeasureResult, Results};
use crate::compose::service::title;
use crate::compose::web::manuscript::{Download, Link, Linked, Page, ServiceRow, Services, Tallied};
use crate::compose::web::{self, download, measure_id, rating, ratings};
use crate::model::{Measure, Pack, Service};
use crate::words::figure::with_unit;
use crate::words::list::{capital, count};
use crate::words::time;
use crate::words::typography::apostrophes;

/// Composes the manuscript of a service's page, which lies below the page of the whole pack.
pub fn compose(whole: &Pack, results: &Results<'_>, service: &Service, own: &Results<'_>) -> Page {
    let view = whole.view_of(service);
    let mut page = web::compose(&view, own, None);
    page.title = format!("{}, {}", apostrophes(&title(&view)), time::date(whole.cover.meeting));
    page.header.parts.insert(0, "Service scorecard".to_owned());
    page.up = Some(Link {
        href: "../index.html#services".to_owned(),
        text: format!("Up to the whole scorecard: {}", apostrophes(&whole.scorecard.title)),
    });
    page.downloads = downloads(service);
    for (measure, metrics) in above(results, own) {
        let fed = |id: &str| metrics.iter().any(|metric| measure_id(&metric.measure.id) == id);
        for section in page.measures.iter_mut().filter(|section| fed(&section.id)) {
            section.feeds =
                Some(linked("../index.html", measure, format!("measure {}", measure.measure.number)));
        }
    }
    page
}

fn downloads(service: &Service) -> Vec<Download> {
    let own = format!("{}.pdf", service.name);
    vec![
        download(&own, &apostrophes(&service.scorecard.title), "PDF, this scorecard on one page, for print"),
        download("../appendix-a.pdf", "Appendix A", "PDF, the whole scorecard on one page"),
        download(
            "../measures.csv",
            "All figures",
            "CSV, of the whole scorecard and all services; in Excel choose Data, From Text/CSV, and no detection of data types",
        ),
        download("../scorecard.json", "Figures and results", "JSON, for programs"),
    ]
}

/// The roll-up by service, with links down.
pub fn services(pack: &Pack, results: &Results<'_>) -> Option<Services> {
    let rows: Vec<ServiceRow> = pack.services.iter().zip(&results.services).map(row).collect();
    let metrics: usize = results.services.iter().map(|own| own.measures.len()).sum();
    let about = format!(
        "Beneath this scorecard stand {} with {}. The section of each measure names those that feed it.",
        count(rows.len(), "service scorecard"),
        count(metrics, "detailed metric"),
    );
    (!rows.is_empty()).then(|| Services {
        about,
        caption: "Ratings of metrics against target, by service".to_owned(),
        heads: ratings().map(rating).to_vec(),
        rows,
    })
}

fn row((service, own): (&Service, &Results<'_>)) -> ServiceRow {
    let total: Counts = own.tally.total;
    let tallied = |colour| Tallied {
        rating: rating(colour),
        count: colour.map_or(total.not_rated, |colour| total.of(colour)),
        marks: true,
    };
    ServiceRow {
        link: Link { href: address(service), text: apostrophes(&service.scorecard.title) },
        head: apostrophes(&service.head.post),
        all: count(total.all(), "metric"),
        counts: ratings().map(tallied).to_vec(),
    }
}

/// The address of a service's page, relative to `index.html`.
fn address(service: &Service) -> String {
    format!("services/{}.html", service.name)
}

/// The metrics that feed a measure of the whole scorecard.
pub fn beneath(pack: &Pack, results: &Results<'_>, measure: &Measure) -> Vec<Linked> {
    let metrics = feeds::beneath(pack, results, &measure.id);
    let item = |metric: feeds::Metric<'_, '_>| {
        let text = format!("{}; {}", latest(metric.result), apostrophes(&metric.service.scorecard.title));
        linked(&address(metric.service), metric.result, text)
    };
    metrics.into_iter().map(item).collect()
}

fn linked(page: &str, result: &MeasureResult<'_>, text: String) -> Linked {
    let measure = result.measure;
    Linked {
        rating: rating(result.rating.colour()),
        link: Link { href: format!("{page}#{}", measure_id(&measure.id)), text: apostrophes(&measure.title) },
        text,
    }
}

/// The latest figure with its unit and period: `42 days in September 2019`.
fn latest(result: &MeasureResult<'_>) -> String {
    let Some(reading) = result.latest else { return "no figures yet".to_owned() };
    match reading.value {
        Ok(value) => {
            let value = with_unit(value, result.decimals(), &result.measure.unit);
            format!("{value} {}", time::when(reading.period))
        }
        Err(missing) => format!("{} {}", capital(missing.words()), time::when(reading.period)),
    }
}
