//! The difference from a comparator: of the same period, or else from its newest earlier figure, which is then said.

use crate::analyse::change::{Difference, difference};
use crate::analyse::decimals;
use crate::analyse::points::figure_beside;
use crate::model::{Band, Measure, Number, Reading};

/// How the latest value stands to a comparator's.
#[derive(Debug, Clone)]
pub struct Comparison<'a> {
    /// The comparator's reading.
    pub reading: &'a Reading,
    pub value: Number,
    /// Whether the comparator's figure is of an earlier period than the council's.
    pub older: bool,
    /// The council's value less the comparator's.
    pub difference: Difference,
}

/// Compares the latest value with a comparator's, if both have one.
pub(super) fn compare<'a>(
    measure: &'a Measure,
    comparator: &str,
    band: Option<Band>,
) -> Option<Comparison<'a>> {
    let latest = measure.readings.latest()?;
    let own = latest.value.ok()?;
    let (reading, value) = figure_beside(measure, measure.comparators.get(comparator)?, latest)?;
    let decimals = decimals(measure, latest).min(decimals(measure, reading));
    // The comparator's figure is treated as fixed: a nation's own margin is small beside a council's.
    let difference = difference(measure, own, value, decimals, latest.margin, band);
    Some(Comparison { reading, value, older: !reading.period.same_time(latest.period), difference })
}
