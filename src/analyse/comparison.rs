//! The difference from a comparator in the same period, or from its newest earlier figure, marked as older.

use crate::analyse::change::{Difference, Verdict, is_better};
use crate::analyse::decimals;
use crate::analyse::interval::Intervals;
use crate::analyse::points::figure_beside;
use crate::model::quantity::{float, rounded};
use crate::model::{Band, Measure, Number, Reading};

/// How the latest value compares with a comparator's.
#[derive(Debug, Clone)]
pub struct Comparison<'a> {
    /// The comparator's reading.
    pub reading: &'a Reading,
    pub value: Number,
    /// Whether the comparator's figure is for an earlier period than the council's.
    pub older: bool,
    /// The council's value minus the comparator's.
    pub difference: Difference,
    /// Whether the verdict is based on the council's own interval. Without one the verdict is only above or below.
    pub by_interval: bool,
}

/// Compares the latest value with a comparator's, if both exist.
pub(super) fn compare<'a>(
    measure: &'a Measure,
    comparator: &str,
    band: Option<Band>,
    own_interval: Option<&Intervals>,
) -> Option<Comparison<'a>> {
    let latest = measure.readings.latest()?;
    let own = latest.value.ok()?;
    let (reading, value) = figure_beside(measure, measure.comparators.get(comparator)?, latest)?;
    let decimals = decimals(measure, latest).min(decimals(measure, reading));
    let difference = beside(measure, own, value, decimals, (latest.margin, own_interval), band);
    Some(Comparison {
        reading,
        value,
        older: !reading.period.same_time(latest.period),
        difference,
        by_interval: own_interval.is_some(),
    })
}

/// The own value minus the other, both as printed. It is only called better, similar or worse if the interval is
/// known; a comparator's figure inside it, ends included, is similar. That figure is treated as exact, because a
/// nation's margin is small compared with a council's.
fn beside(
    measure: &Measure,
    own: Number,
    other: Number,
    decimals: u32,
    (margin, interval): (Option<Number>, Option<&Intervals>),
    band: Option<Band>,
) -> Difference {
    let (own, other) = (rounded(own, decimals), rounded(other, decimals));
    let size = own - other;
    let within = |limit: Option<Number>| limit.is_some_and(|limit| size.abs() <= limit);
    let above = if size > Number::ZERO { Verdict::Above } else { Verdict::Below };
    let verdict = if size.is_zero() {
        Verdict::Same
    } else if within(measure.meaningful_change) {
        Verdict::Similar
    } else {
        match (margin, interval) {
            (_, None) => above,
            // Published figures are compared as decimals, so that the ends of a margin are exact.
            (Some(_), Some(_)) if within(margin) => Verdict::Similar,
            (None, Some(interval)) if interval.at_95.holds(float(other)) => Verdict::Similar,
            (_, Some(_)) => match is_better(measure, band, own, other) {
                Some(true) => Verdict::Better,
                Some(false) => Verdict::Worse,
                None => above,
            },
        }
    };
    Difference { size, decimals, verdict }
}
