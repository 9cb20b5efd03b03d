//! The manuscript of a service's page: its scorecard in the design of Appendix A, and what its metrics feed.

use crate::analyse::feeds::above;
use crate::analyse::{Colour, MeasureResult, Results};
use crate::compose::appendix::{self, Draft};
use crate::compose::manuscript::{FeedRow, Feeds};
use crate::model::View;
use crate::words::list::{capital, runs};
use crate::words::typography::set;

/// A service's page, before its type size is chosen; `whole` are the results of the whole scorecard.
pub fn draft<'a>(whole: &Results<'_>, view: &'a View<'_>, own: &'a Results<'_>) -> Draft<'a> {
    let head = view.author.map_or("", |head| head.post.as_str());
    appendix::drafted(&format!("Service scorecard, {head}"), title(view), feeds(whole, own), view, own)
}

/// The title of the document.
pub(super) fn title(view: &View<'_>) -> String {
    format!("Service scorecard: {}, {}", view.scorecard.title.value, view.cover.council.value)
}

/// The measures that metrics feed, by number, each with its rating and the numbers of these metrics.
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::analyse::analyse;
    use crate::finding::{Place, Placed};
    use crate::load::load;

    #[test]
    fn comments_for_which_a_service_has_no_room_are_told_at_its_own_file() {
        let mut pack = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/exampleshire")).unwrap().0;
        for metric in &mut pack.services[0].scorecard.measures {
            metric.comment = Some(Placed::new("Staff were trained. ".repeat(500), metric.place.clone()));
        }
        let results = analyse(&pack);
        let left_out = |service| {
            let view = pack.view_of(&pack.services[service]);
            appendix::comments_left_out(&view, &results.services[service]).map(|finding| finding.place)
        };
        assert_eq!(left_out(0), Some(Place::start_of(&pack.services[0].scorecard.file)));
        assert_eq!(left_out(1), None);
    }
}
