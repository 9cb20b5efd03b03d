//! How a group's figure was worked out from those of its members, in words.

use std::collections::BTreeMap;

use crate::analyse::Results;
use crate::model::{ComparatorKind, Computed, View};
use crate::words::list::{count, runs};

/// How an average was formed: `mean of the 14 members' figures`, `mean of 13 of the 14 members' figures`.
pub fn computed(computed: Computed, has_value: bool) -> String {
    let Computed { average, of, members } = computed;
    let word = average.word();
    match (has_value, of == members) {
        (true, true) => format!("{word} of the {members} members\u{2019} figures"),
        (true, false) => format!("{word} of {of} of the {members} members\u{2019} figures"),
        (false, _) => format!("{of} of the {members} members have a figure, too few for their {word}"),
    }
}

/// For each group: which average its figures are, who defined it, and which measures lack figures of some members. The
/// members are listed in the open data.
pub fn about<'r>(view: &'r View<'r>, results: &'r Results<'_>) -> impl Iterator<Item = String> + 'r {
    (0..view.comparators.len()).filter_map(|at| about_one(view, results, at))
}

fn about_one(view: &View<'_>, results: &Results<'_>, at: usize) -> Option<String> {
    let other = view.comparators.get(at)?;
    let ComparatorKind::Group { source, members, average } = &other.kind else {
        return None;
    };
    let councils = count(members.len(), "council");
    let lead = format!("{}: {} of {councils}.", other.title.value, average.word());
    let mut lacking: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for result in &results.measures {
        let computed = result.comparisons.get(at).and_then(|found| found.as_ref()?.reading.computed);
        if let Some(computed) = computed.filter(|computed| computed.of < computed.members) {
            lacking.entry(computed.of).or_default().push(result.measure.number);
        }
    }
    let lacking = lacking.into_iter().rev().map(|(of, numbers)| {
        let measures = if numbers.len() == 1 { "measure" } else { "measures" };
        format!(" For {measures} {}, {of} of them have a figure.", runs(&numbers))
    });
    Some(format!("{lead} {}.{}", source.value.trim_end_matches('.'), lacking.collect::<String>()))
}
