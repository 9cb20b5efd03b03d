//! Compares the file of all councils' figures with what is written by hand.

use crate::analyse::{self, Results};
use crate::check::about;
use crate::finding::{Code, Finding};
use crate::model::average::group_figures;
use crate::model::quantity::rounded;
use crate::model::{Reading, View};
use crate::words::figure::plain;
use crate::words::time;

/// The council's own figure must be the same among the readings and in the file of all councils' figures.
pub fn one_council_has_one_figure(_: &View<'_>, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for result in &results.measures {
        let mut told = None;
        for rank in &result.ranks {
            let Some((row, value)) = rank.row else { continue };
            let decimals = result.decimals().min(value.scale());
            // Several comparators may use the same file.
            if rounded(value, decimals) != rounded(rank.own, decimals) && told != Some(&row.place) {
                told = Some(&row.place);
                let what = format!("the figure {value} is not the {} of the readings", rank.own);
                let fix = "correct one of the two";
                findings.push(about(result.measure, Code::ValuesDiffer, &row.place, what, fix));
            }
        }
    }
}

/// A group's figure written by hand must be the average of its members' figures, as far as the file has them.
pub fn groups_have_their_average(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        for other in &view.comparators {
            let Some(series) = measure.comparators.get(&other.name.value) else { continue };
            for figure in group_figures(measure, other) {
                let by_hand = |reading: &&Reading| reading.computed.is_none();
                let Some(reading) = series.at(figure.period).filter(by_hand) else { continue };
                let (Ok(written), Ok(computed)) = (reading.value, figure.value) else { continue };
                let decimals = analyse::decimals(measure, reading).min(written.scale());
                if rounded(written, decimals) == rounded(computed, decimals) {
                    continue;
                }
                let average = figure.computed;
                let what = format!(
                    "the figure of {} for {} is {written}, but the {} of its members' figures is {} ({} of {})",
                    other.title.value,
                    time::period(figure.period),
                    average.average.word(),
                    plain(computed, decimals),
                    average.of,
                    average.members,
                );
                let file = other.values.as_ref().map_or("the file", |file| file.value.as_str());
                let fix =
                    format!("leave it out, so that it is worked out from {file}, or correct one of the two");
                findings.push(about(measure, Code::ValuesDiffer, &reading.value_place, what, fix));
            }
        }
    }
}
