//! The columns of the page, which are those that the pack has content for, and how each is set.

use crate::analyse::review::overdue;
use crate::analyse::{AimSource, Results};
use crate::compose::manuscript::{Column, ColumnKind};
use crate::model::{Comparator, ComparatorKind, View};

/// A column of the table, after number, measure and sparkline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Latest,
    Period,
    Target,
    Rating,
    Since,
    Trend,
    /// A comparator's figure, by the comparator's position in the pack.
    Value(usize),
    Difference(usize),
    Priorities,
    Review,
}

/// The comparator that is the target of every measure with a target, if there is one.
pub fn common_target<'a>(view: &View<'a>, results: &Results<'_>) -> Option<&'a Comparator> {
    let mut sources =
        results.measures.iter().filter_map(|result| result.aim.as_ref()).map(|aim| match &aim.source {
            AimSource::Comparator { name, .. } => Some(name.as_str()),
            AimSource::Own => None,
        });
    let first = sources.next()??;
    let same = sources.all(|name| name == Some(first));
    view.comparators.iter().copied().find(|other| same && other.name.value == first)
}

/// The columns, from left to right.
pub fn fields(view: &View<'_>, results: &Results<'_>) -> Vec<Field> {
    let mut fields =
        vec![Field::Latest, Field::Period, Field::Target, Field::Rating, Field::Since, Field::Trend];
    let target = common_target(view, results).map(|other| other.name.value.as_str());
    for (at, other) in view.comparators.iter().enumerate() {
        // If a comparator is everybody's target, its figure is already in the target's column.
        if target != Some(other.name.value.as_str()) {
            fields.push(Field::Value(at));
        }
        // A difference takes the width of two figures, so only the first comparator that is no region gets one. A
        // region includes the council itself, so the difference from it says less than it seems to.
        let region = matches!(other.kind, ComparatorKind::Region);
        if !region && !fields.iter().any(|field| matches!(field, Field::Difference(_))) {
            fields.push(Field::Difference(at));
        }
    }
    if !view.priorities.is_empty() {
        fields.push(Field::Priorities);
    }
    if results.measures.iter().any(|result| overdue(view.cover, result.measure)) {
        fields.push(Field::Review);
    }
    fields
}

/// The columns as the template needs them: number, measure and sparkline, then one for each field.
pub fn columns(view: &View<'_>, results: &Results<'_>, fields: &[Field]) -> Vec<Column> {
    use ColumnKind::{Figures, Measure, Number, Pairs, Spark, Words};
    let target = common_target(view, results);
    let title = |at: usize| view.comparators[at].title.value.as_str();
    // Lengths: the white before, the most for words, and the least.
    let lead = [
        column("number", Number, &["No."], [0.0, 12.0, 4.9]),
        column("measure", Measure, &["Measure"], [0.0, 0.0, 34.0]),
        column("spark", Spark, &["Figures"], [1.5, 0.0, 14.0]),
    ];
    let rest = fields.iter().map(|field| match *field {
        Field::Latest => {
            Column { strong: true, ..column("latest", Figures, &["Latest", "value"], [1.6, 16.0, 9.0]) }
        }
        Field::Period => Column { small: true, ..column("period", Words, &["Period"], [0.0, 26.0, 11.0]) },
        Field::Target => {
            let head = target.map_or(vec!["Target"], |other| vec!["Target:", &other.title]);
            Column { small: true, ..column("target", Pairs, &head, [2.0, 22.0, 12.0]) }
        }
        Field::Rating => {
            let against = target.map(|other| format!("v {}", other.title.value));
            let head: Vec<&str> = std::iter::once("Rating").chain(against.as_deref()).collect();
            column("rating", Words, &head, [1.2, 20.0, 16.0])
        }
        Field::Since => column("since", Pairs, &["Since", "last"], [1.6, 22.0, 14.0]),
        Field::Trend => column("trend", Words, &["Trend,", "all years"], [1.6, 24.0, 14.0]),
        Field::Value(at) => column("value", Figures, &two_lines(title(at)), [2.2, 18.0, 8.0]),
        Field::Difference(at) => {
            let against = format!("Against {}", title(at));
            column("difference", Pairs, &two_lines(&against), [1.2, 22.0, 14.0])
        }
        Field::Priorities => {
            let priorities = column("priorities", Words, &["Priorities"], [2.0, 30.0, 12.0]);
            Column { about_measure: true, ..priorities }
        }
        Field::Review => {
            let review = column("review", Words, &["Review", "was due"], [1.0, 18.0, 9.0]);
            Column { small: true, about_measure: true, ..review }
        }
    });
    lead.into_iter().chain(rest).collect()
}

fn column(id: &'static str, kind: ColumnKind, head: &[&str], lengths: [f64; 3]) -> Column {
    let [before, words, least] = lengths;
    let head = head.iter().map(ToString::to_string).collect();
    Column { id, kind, head, before, words, least, strong: false, small: false, about_measure: false }
}

/// A title on two lines, broken at the space nearest its middle.
fn two_lines(title: &str) -> Vec<&str> {
    let middle = title.len() / 2;
    let nearest = title.match_indices(' ').map(|(at, _)| at).min_by_key(|at| at.abs_diff(middle));
    match nearest {
        Some(at) => vec![&title[..at], &title[at + 1..]],
        None => vec![title],
    }
}
