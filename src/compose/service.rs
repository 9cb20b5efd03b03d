//! The manuscript of a service's page: its scorecard in the design of Appendix A, and what its metrics feed.

use crate::analyse::feeds::above;
use crate::analyse::{Colour, MeasureResult, Results};
use crate::compose::manuscript::{FeedRow, Feeds, Manuscript};
use crate::compose::{Size, appendix, panel};
use crate::model::{Pack, Service};
use crate::words::list::{capital, runs};
use crate::words::typography::set;

/// The sizes at which a service's page may be set, the likeliest first.
pub fn sizes(service: &Service, own: &Results<'_>) -> Vec<Size> {
    appendix::sizes(&service.scorecard, own)
}

/// Writes the manuscript of a service for a type size; `whole` are the results of the whole scorecard.
pub fn compose(whole: &Results<'_>, service: &Service, own: &Results<'_>, size: Size) -> Manuscript {
    let called = format!("Service scorecard, {}", service.head.value);
    let mut manuscript = appendix::compose_as(&called, &service.scorecard, own, size);
    manuscript.document.title = title(&service.scorecard);
    manuscript.feeds = feeds(whole, own);
    if size.comments {
        manuscript.look = panel::look_with(&service.scorecard, own, false, panel::MOST_NAMED);
    }
    manuscript
}

/// The title of the document.
pub(super) fn title(scorecard: &Pack) -> String {
    format!("Service scorecard: {}, {}", scorecard.title.value, scorecard.council.value)
}

/// The measures above, by number, each with its rating and the numbers of the metrics beneath it.
fn feeds(whole: &Results<'_>, own: &Results<'_>) -> Option<Feeds> {
    let row = |(measure, metrics): (&MeasureResult<'_>, Vec<&MeasureResult<'_>>)| {
        let colour = measure.rating.colour();
        let numbers: Vec<u32> = metrics.iter().map(|metric| metric.measure.number).collect();
        FeedRow {
            name: format!("{} {}", measure.measure.number, set(&measure.measure.title)),
            state: colour.map(Colour::word),
            rating: colour.map_or_else(|| "not rated".to_owned(), |colour| capital(colour.word())),
            metrics: runs(&numbers),
        }
    };
    let rows: Vec<FeedRow> = above(whole, own).into_iter().map(row).collect();
    let heads = ["Measure above", "Rating", "Fed by"];
    (!rows.is_empty()).then(|| Feeds {
        title: "What these feed",
        heads: heads.map(str::to_owned).to_vec(),
        rows,
    })
}
