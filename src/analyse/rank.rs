//! The council's rank among other councils, where the pack has each one's figure: among all, and within a group.

use crate::analyse::rating::up_is_good;
use crate::model::average::are_enough;
use crate::model::council::same_council;
use crate::model::quantity::float;
use crate::model::{Comparator, ComparatorKind, CouncilValue, Measure, Number, View};
use crate::stats::quantile::{Standing, standing};

/// The rank of the latest figure among other councils' figures for the same period.
#[derive(Debug, Clone)]
pub struct Rank<'a> {
    /// The comparator whose file the figures come from.
    pub comparator: &'a Comparator,
    pub among: Among,
    pub standing: Standing,
    /// All figures, including the council's own.
    pub values: Vec<Number>,
    /// How many of the others have no figure and so are not ranked.
    pub without: usize,
    pub own: Number,
    /// The council's own row, if the file has one with a figure.
    pub row: Option<(&'a CouncilValue, Number)>,
}

/// The councils among which a rank is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// All councils in the file.
    All,
    /// The members of a group and the council itself.
    Group,
}

/// The ranks of the latest figure, in the order of the comparators. A group's file gives the rank within the group and,
/// if no nation or region names a file, also the rank among all councils in the file.
pub(super) fn ranks<'a>(view: &View<'a>, measure: &'a Measure) -> Vec<Rank<'a>> {
    let mut ranks: Vec<Rank<'a>> = Vec::new();
    for other in &view.comparators {
        match &other.kind {
            ComparatorKind::Nation | ComparatorKind::Region => {
                ranks.extend(rank(view, measure, other, Among::All));
            }
            ComparatorKind::Group { .. } => ranks.extend(rank(view, measure, other, Among::Group)),
        }
    }
    if ranks.iter().all(|rank| rank.among == Among::Group) {
        let wider = view.comparators.iter().filter_map(|other| rank(view, measure, other, Among::All));
        // A file that lists only the members says no more than the group does.
        let wider = wider.max_by_key(|rank| rank.standing.of);
        ranks.extend(wider.filter(|all| ranks.iter().all(|rank| rank.standing.of < all.standing.of)));
    }
    ranks
}

fn rank<'a>(view: &View<'_>, measure: &'a Measure, other: &'a Comparator, among: Among) -> Option<Rank<'a>> {
    let latest = measure.readings.latest()?;
    let own = latest.value.ok()?;
    let high_is_good = up_is_good(measure.better)?;
    let rows = measure.councils.get(&other.values.as_ref()?.value)?;
    let same_time = rows.iter().filter(|row| row.period.same_time(latest.period));
    let (ours, others): (Vec<&CouncilValue>, Vec<&CouncilValue>) =
        same_time.partition(|row| same_council(&row.council, &view.cover.council.value));
    let members = match &other.kind {
        ComparatorKind::Group { members, .. } if among == Among::Group => Some(members),
        ComparatorKind::Group { .. } | ComparatorKind::Nation | ComparatorKind::Region => None,
    };
    let counts = |row: &&&CouncilValue| {
        members.is_none_or(|members| members.iter().any(|member| same_council(member, &row.council)))
    };
    let field: Vec<Option<Number>> = others.iter().filter(counts).map(|row| row.value.ok()).collect();
    let beside =
        members.map(|members| members.iter().filter(|name| !same_council(name, &view.cover.council.value)));
    let size = beside.map_or(field.len(), Iterator::count);
    let values: Vec<Number> = field.into_iter().flatten().chain(std::iter::once(own)).collect();
    // One other council is no field to stand in, and too few of a group's members are another group.
    let enough = members.is_none() || are_enough(values.len() - 1, size);
    (values.len() > 2 && enough).then_some(())?;
    let floats: Vec<f64> = values.iter().copied().map(float).collect();
    let standing = standing(float(own), &floats, high_is_good).ok()?;
    let without = (size + 1).saturating_sub(values.len());
    let row = ours.first().and_then(|row| Some((*row, row.value.ok()?)));
    Some(Rank { comparator: other, among, standing, values, without, own, row })
}
