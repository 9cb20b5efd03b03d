//! Which columns the page has: those for which the pack has anything to say.

use crate::analyse::review::overdue;
use crate::analyse::{AimSource, Results};
use crate::compose::manuscript::Column;
use crate::model::{Comparator, ComparatorKind, Pack};

/// A column of the table, behind number, measure and sparkline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Latest,
    Period,
    Target,
    Rating,
    Since,
    Trend,
    /// A comparator's figure; the comparator's position in the pack.
    Value(usize),
    Difference(usize),
    Priorities,
    Review,
}

/// The comparator that is the target of every measure that has one, if there is such.
pub fn common_target<'a>(pack: &'a Pack, results: &Results<'_>) -> Option<&'a Comparator> {
    let mut sources =
        results.measures.iter().filter_map(|result| result.aim.as_ref()).map(|aim| match &aim.source {
            AimSource::Comparator { name, .. } => Some(name.as_str()),
            AimSource::Own => None,
        });
    let first = sources.next()??;
    let same = sources.all(|name| name == Some(first));
    pack.comparators.iter().find(|other| same && other.name.value == first)
}

/// The columns, from left to right.
pub fn fields(pack: &Pack, results: &Results<'_>) -> Vec<Field> {
    let mut fields =
        vec![Field::Latest, Field::Period, Field::Target, Field::Rating, Field::Since, Field::Trend];
    let target = common_target(pack, results).map(|other| other.name.value.as_str());
    for (at, other) in pack.comparators.iter().enumerate() {
        // Where a comparator is everybody's target, its figure stands in the target's column already.
        if target != Some(other.name.value.as_str()) {
            fields.push(Field::Value(at));
        }
        // A difference takes twice the width of a figure: one for the first that is no region. A region holds the
        // council itself, so the difference from it says less than it seems to.
        let region = matches!(other.kind, ComparatorKind::Region);
        if !region && !fields.iter().any(|field| matches!(field, Field::Difference(_))) {
            fields.push(Field::Difference(at));
        }
    }
    if !pack.priorities.is_empty() {
        fields.push(Field::Priorities);
    }
    if results.measures.iter().any(|result| overdue(pack, result.measure)) {
        fields.push(Field::Review);
    }
    fields
}

/// The columns as the template takes them.
pub fn heads(pack: &Pack, results: &Results<'_>, fields: &[Field]) -> Vec<Column> {
    let target = common_target(pack, results);
    let head = |id, lines: &[&str]| Column { id, head: lines.iter().map(ToString::to_string).collect() };
    let title = |at: usize| pack.comparators[at].title.value.as_str();
    let lead = [head("number", &["No."]), head("measure", &["Measure"]), head("spark", &["Figures"])];
    let rest = fields.iter().map(|field| match *field {
        Field::Latest => head("latest", &["Latest", "value"]),
        Field::Period => head("period", &["Period"]),
        Field::Target => match target {
            Some(other) => head("target", &["Target:", &other.title]),
            None => head("target", &["Target"]),
        },
        Field::Rating => match target {
            Some(other) => head("rating", &["Rating", &format!("v {}", other.title.value)]),
            None => head("rating", &["Rating"]),
        },
        Field::Since => head("since", &["Since last", "figure"]),
        Field::Trend => head("trend", &["Trend"]),
        Field::Value(at) => Column { id: "value", head: two_lines(title(at)) },
        Field::Difference(at) => head("difference", &["Difference", &format!("from {}", title(at))]),
        Field::Priorities => head("priorities", &["Priorities"]),
        Field::Review => head("review", &["Review", "was due"]),
    });
    lead.into_iter().chain(rest).collect()
}

/// A title on two lines, broken at the space nearest its middle.
fn two_lines(title: &str) -> Vec<String> {
    let middle = title.len() / 2;
    let nearest = title.match_indices(' ').map(|(at, _)| at).min_by_key(|at| at.abs_diff(middle));
    match nearest {
        Some(at) => vec![title[..at].to_owned(), title[at + 1..].to_owned()],
        None => vec![title.to_owned()],
    }
}
