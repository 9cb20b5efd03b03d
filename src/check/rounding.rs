//! Targets that are met in print alone.

use crate::analyse::rating::{Aim, AimSource, Colour, Rating, colour};
use crate::analyse::{MeasureResult, Results};
use crate::check::about;
use crate::finding::{Code, Finding};
use crate::model::{Band, Target, View};
use crate::words::figure::with_unit;
use crate::words::sentence::aim_words;

/// A measure is not green only because its figure or its target is rounded.
pub(super) fn targets_are_met_before_rounding(
    _: &View<'_>,
    results: &Results<'_>,
    findings: &mut Vec<Finding>,
) {
    for result in results.measures.iter().filter(|result| result.rating == Rating::Rated(Colour::Green)) {
        let (Some(latest), Some(value), Some(exact)) = (result.latest, result.value(), exact(result)) else {
            continue;
        };
        if colour(value, &exact) == Colour::Green {
            continue;
        }
        let measure = result.measure;
        let what = format!(
            "the figure is green only because it is rounded: it is {}, and the target is {}",
            with_unit(value, value.scale(), &measure.unit),
            aim_words(exact.band, exact.decimals, &measure.unit)
        );
        let decimals = exact.decimals;
        let fix = format!(
            "write `decimals: {decimals}`, so that members see what misses; if it is to be held against the target as \
             printed, accept this with the reason"
        );
        findings.push(about(measure, Code::RoundedToTarget, &latest.value_place, what, fix));
    }
}

/// The target as it was written, to be held against the figure as it was written.
fn exact(result: &MeasureResult<'_>) -> Option<Aim> {
    let aim = result.aim.as_ref().filter(|aim| aim.source == AimSource::Own)?;
    let band = match &result.measure.target.as_ref()?.value {
        Target::Always(band) => *band,
        Target::ByPeriod(bands) => {
            let written = aim.since.unwrap_or(result.latest?.period);
            bands.iter().find(|(period, _)| period.same_time(written))?.1
        }
        Target::Profile(_) => aim.band,
        Target::Comparator(_) => return None,
    };
    let Band { from, to } = band;
    let scales = [from, to, result.value()].into_iter().flatten().map(|number| number.normalize().scale());
    let decimals = scales.max()?.max(aim.decimals);
    Some(Aim { band, decimals, ..aim.clone() })
}
