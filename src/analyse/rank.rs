//! Where the council stands among all councils, where the pack carries the figure of each.

use crate::analyse::rating::up_is_good;
use crate::model::quantity::float;
use crate::model::{CouncilValue, Measure, Number, Pack};
use crate::stats::quantile::{Standing, standing};

/// The place of the latest figure among all councils' of the same period.
#[derive(Debug, Clone)]
pub struct Rank<'a> {
    pub standing: Standing,
    /// All figures, the council's own among them.
    pub values: Vec<Number>,
    pub own: Number,
    /// The council's own row, where the file has one.
    pub row: Option<&'a CouncilValue>,
}

/// The rank of the latest figure among those of a comparator's file.
pub(super) fn rank<'a>(pack: &Pack, measure: &'a Measure, comparator: &str) -> Option<Rank<'a>> {
    let latest = measure.readings.latest()?;
    let own = latest.value.ok()?;
    let high_is_good = up_is_good(measure.better)?;
    let same = |value: &&CouncilValue| value.period.same_time(latest.period);
    let all: Vec<&CouncilValue> = measure.councils.get(comparator)?.iter().filter(same).collect();
    let row = all.iter().copied().find(|value| is_own(pack, &value.council));
    let others = all.iter().filter(|value| !is_own(pack, &value.council)).map(|value| value.value);
    let values: Vec<Number> = others.chain(std::iter::once(own)).collect();
    // One other council is no field to stand in.
    (values.len() > 2).then_some(())?;
    let floats: Vec<f64> = values.iter().copied().map(float).collect();
    let standing = standing(float(own), &floats, high_is_good).ok()?;
    Some(Rank { standing, values, own, row })
}

/// Whether a name is the council's own: `Wiltshire` or `Wiltshire Council`.
fn is_own(pack: &Pack, council: &str) -> bool {
    let bare = |name: &str| name.strip_suffix(" Council").unwrap_or(name).to_lowercase();
    bare(council) == bare(&pack.council.value)
}
