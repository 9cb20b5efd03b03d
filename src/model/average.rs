//! The average of a group of councils from its members' figures, in exact decimals; only printing rounds it.
//!
//! Members without a figure are left out, and the result says how many have one. With fewer than three quarters
//! of them the average would really describe a different group, so none is given.

use crate::model::comparator::{Average, Comparator, ComparatorKind};
use crate::model::council::{CouncilValue, same_council};
use crate::model::measure::Measure;
use crate::model::period::Period;
use crate::model::quantity::Number;
use crate::model::reading::{Computed, Missing};
use crate::model::unit::Quotient;

/// A group's figure for one period.
#[derive(Debug, Clone)]
pub struct GroupFigure<'a> {
    pub period: Period,
    /// If there is none, why: the reason that all members give, or that too few members have a figure.
    pub value: Result<Number, Missing>,
    pub computed: Computed,
    /// The first of the rows that hold members' figures.
    pub first: &'a CouncilValue,
}

/// A group's figures, one for each period for which its file has members' rows; empty for other comparators.
pub fn group_figures<'a>(measure: &'a Measure, other: &Comparator) -> Vec<GroupFigure<'a>> {
    let ComparatorKind::Group { members, average, .. } = &other.kind else { return Vec::new() };
    let Some(rows) = other.values.as_ref().and_then(|file| measure.councils.get(&file.value)) else {
        return Vec::new();
    };
    let theirs = rows.iter().filter(|row| members.iter().any(|member| same_council(member, &row.council)));
    let theirs: Vec<&CouncilValue> = theirs.collect();
    // Rows are in order of time.
    theirs
        .chunk_by(|one, next| one.period.same_time(next.period))
        .map(|rows| figure(rows, measure.unit.quotient, *average, members.len()))
        .collect()
}

/// Whether so many of a group's members stand for it: three quarters.
pub fn are_enough(of: usize, members: usize) -> bool {
    4 * of >= 3 * members
}

fn figure<'a>(
    rows: &[&'a CouncilValue],
    quotient: Option<Quotient>,
    average: Average,
    members: usize,
) -> GroupFigure<'a> {
    let (of, value) = match average {
        Average::Mean => of_values(rows, mean),
        Average::Median => of_values(rows, median),
        Average::Pooled => {
            let counts: Vec<(Number, Number)> = rows.iter().filter_map(|row| row.counts()).collect();
            (counts.len(), quotient.and_then(|quotient| pooled(&counts, quotient)))
        }
    };
    let reason = rows[0].value.err().filter(|reason| rows.iter().all(|row| row.value == Err(*reason)));
    let value = value.filter(|_| are_enough(of, members)).ok_or(reason.unwrap_or(Missing::NotAvailable));
    GroupFigure { period: rows[0].period, value, computed: Computed { average, of, members }, first: rows[0] }
}

fn of_values(rows: &[&CouncilValue], average: fn(&[Number]) -> Option<Number>) -> (usize, Option<Number>) {
    let values: Vec<Number> = rows.iter().filter_map(|row| row.value.ok()).collect();
    (values.len(), average(&values))
}

/// The plain mean, in which each council counts equally, as in LG Inform.
fn mean(values: &[Number]) -> Option<Number> {
    sum(values.iter().copied())?.checked_div(Number::from(values.len()))
}

/// The middle value, or the mean of the two in the middle.
fn median(values: &[Number]) -> Option<Number> {
    let mut values = values.to_vec();
    values.sort_unstable();
    let (below, above) = (*values.get(values.len().checked_sub(1)? / 2)?, values[values.len() / 2]);
    below.checked_add(above)?.checked_div(Number::TWO)
}

/// The figure for all members' people together: the sum of the numerators over the sum of the denominators.
fn pooled(counts: &[(Number, Number)], quotient: Quotient) -> Option<Number> {
    let parts = sum(counts.iter().map(|(part, _)| *part))?;
    quotient.per().checked_mul(parts)?.checked_div(sum(counts.iter().map(|(_, whole)| *whole))?)
}

fn sum(values: impl Iterator<Item = Number>) -> Option<Number> {
    values.into_iter().try_fold(Number::ZERO, Number::checked_add)
}

#[cfg(test)]
mod tests {
    use super::{mean, median, pooled};
    use crate::model::quantity::Number;
    use crate::model::unit::Quotient;

    fn numbers(texts: &[&str]) -> Vec<Number> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn averages_are_exact() {
        // 0.1 + 0.2 is exactly 0.3 in decimals, and the half that decides the rounding is kept.
        assert_eq!(mean(&numbers(&["0.1", "0.2"])), Some("0.15".parse().unwrap()));
        assert_eq!(mean(&[]), None);
        assert_eq!(median(&numbers(&["9.1", "7.0", "8.0"])), Some("8.0".parse().unwrap()));
        assert_eq!(median(&numbers(&["9.1", "7.0", "8.0", "8.1"])), Some("8.05".parse().unwrap()));
        assert_eq!(median(&[]), None);
        // 10 of 100 and 300 of 400: councils are weighted by their people, so 62.0 and not 42.5.
        let counts: Vec<(Number, Number)> = [(10, 100), (300, 400)].map(|(x, n)| (x.into(), n.into())).into();
        assert_eq!(pooled(&counts, Quotient::Share), Some(62.into()));
        assert_eq!(pooled(&counts, Quotient::Rate(1000)), Some(620.into()));
        assert_eq!(pooled(&[(0.into(), 0.into())], Quotient::Share), None);
        assert_eq!(mean(&[Number::MAX, Number::MAX]), None);
    }
}
