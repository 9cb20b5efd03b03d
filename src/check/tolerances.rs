//! Rules about tolerances: they are something, not everything, and of what one takes them to be.

use crate::analyse::Results;
use crate::check::{about, all_measures};
use crate::finding::{Code, Finding};
use crate::model::{Better, Measure, Number, Pack, Tolerance, View};
use crate::words::figure::with_unit;

/// The largest share of a percentage that may be meant in points. Of larger ones none was, in the packs it was tried on.
const MOST_POINTS: Number = Number::from_parts(5, 0, 0, false, 0);

/// So many percentages with one share are how a council has it.
const A_CUSTOM: usize = 3;

/// A tolerance of more than so many percent of the target is wide. Of 323 targets of real and invented packs none had more
/// than an eighth, but for counts of a few.
const WIDE_SHARE: Number = Number::from_parts(30, 0, 0, false, 0);

/// One in the unit may be more of a small target, but not of percentages in general.
const WIDE_SIZE: Number = Number::from_parts(50, 0, 0, false, 0);
const WIDE_POINTS: Number = Number::from_parts(20, 0, 0, false, 0);

/// Of counts the smallest tolerances there are.
const FEW: Number = Number::TWO;

/// A share of a target that is 0, or is printed as 0, is no tolerance at all.
pub(super) fn tolerances_are_something(_: &View<'_>, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for result in &results.measures {
        let (Some(aim), Some(Tolerance::Share(share))) = (&result.aim, result.measure.tolerance) else {
            continue;
        };
        if aim.tolerance.is_zero() && !share.is_zero() {
            let what = format!("{share}% of the target for the latest figure, which is 0, is nothing");
            let fix = "write `tolerance` in the measure's unit, such as `0.3`, or `2pp` for percentages";
            let place = result.measure.place_of("target");
            findings.push(about(result.measure, Code::Tolerance, &place, what, fix));
        }
    }
}

/// A share of a percentage may be meant in percentage points.
pub(super) fn shares_of_percentages_are_meant(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let shares = || all_measures(pack).filter_map(share_of_percentage);
    for measure in all_measures(pack) {
        let Some(share) = share_of_percentage(measure) else { continue };
        let custom = shares().filter(|other| *other == share).count() >= A_CUSTOM;
        let bands = measure.target.as_ref().map(|target| target.bands()).unwrap_or_default();
        let newest = bands.last().and_then(|band| band.from.or(band.to));
        let Some(target) = newest.filter(|_| share <= MOST_POINTS && !custom) else { continue };
        let size = Tolerance::Share(share).beside(target).normalize();
        if size == share {
            continue;
        }
        let share = share.normalize();
        let ends = |size: Number| {
            let end = if measure.better == Some(Better::Higher) { target - size } else { target + size };
            with_unit(end.normalize(), end.normalize().scale(), &measure.unit)
        };
        let what = format!(
            "{share}% of the target is {size} percentage points: amber ends at {}, and with {share} points at {}",
            ends(size),
            ends(share)
        );
        let fix =
            format!("write `{share}pp` if percentage points are meant, `{size}pp` if it is right as it is");
        findings.push(about(measure, Code::ToleranceShare, &measure.place_of("tolerance"), what, fix));
    }
}

/// The share of a percentage that a measure has as its tolerance.
fn share_of_percentage(measure: &Measure) -> Option<Number> {
    match measure.tolerance {
        Some(Tolerance::Share(share)) if measure.unit.percent && !share.is_zero() => Some(share),
        Some(Tolerance::Share(_) | Tolerance::Absolute(_)) | None => None,
    }
}

/// A tolerance that is a large part of its target leaves hardly anything red.
pub(super) fn they_forgive_no_more_than_a_part(
    _: &View<'_>,
    results: &Results<'_>,
    findings: &mut Vec<Finding>,
) {
    for result in &results.measures {
        let measure = result.measure;
        let (Some(aim), Some(tolerance)) = (&result.aim, measure.tolerance) else { continue };
        let ((Some(target), None) | (None, Some(target))) = (aim.band.from, aim.band.to) else { continue };
        let share = (aim.tolerance * Number::ONE_HUNDRED).checked_div(target.abs());
        let few = measure.unit.things.is_some() && aim.tolerance <= FEW;
        let Some(share) = share.filter(|_| !few) else { continue };
        let wide = match tolerance {
            Tolerance::Share(share) => share > WIDE_SHARE,
            Tolerance::Absolute(size) => share > WIDE_SIZE || measure.unit.percent && size >= WIDE_POINTS,
        };
        if wide {
            let print =
                |value: Number| with_unit(value, value.normalize().scale().min(aim.decimals), &measure.unit);
            let red = if aim.band.from.is_some() { target - aim.tolerance } else { target + aim.tolerance };
            let way = if aim.band.from.is_some() { "below" } else { "above" };
            let what = format!(
                "against a target of {} only figures {way} {} are red: a tolerance of {}% of it forgives nearly everything",
                print(target),
                print(red),
                share.round_dp(0)
            );
            let fix = "write the tolerance that was decided on, such as `10%`; if it is this, accept it with the reason";
            findings.push(about(measure, Code::ToleranceWide, &measure.place_of("tolerance"), what, fix));
        }
    }
}
