//! The file of all councils' figures, beside the readings.

use crate::analyse::Results;
use crate::check::about;
use crate::finding::{Code, Finding};
use crate::model::Pack;
use crate::model::quantity::rounded;

/// The council's own figure stands among the readings, and in the file of all councils' figures.
pub fn one_council_has_one_figure(_: &Pack, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for result in &results.measures {
        for rank in result.ranks.iter().flatten() {
            let Some(row) = rank.row else { continue };
            let decimals = result.decimals().min(row.value.scale());
            if rounded(row.value, decimals) != rounded(rank.own, decimals) {
                let what = format!("the figure {} is not the {} of the readings", row.value, rank.own);
                let fix = "correct one of the two";
                findings.push(about(result.measure, Code::ValuesDiffer, &row.place, what, fix));
            }
        }
    }
}
