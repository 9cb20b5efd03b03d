//! Roll-ups: how many measures are green, amber, red and not rated, always with the total they are part of.

use crate::analyse::MeasureResult;
use crate::analyse::rating::Colour;
use crate::analyse::trend::Trend;
use crate::model::View;

/// Counts over a set of measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub green: usize,
    pub amber: usize,
    pub red: usize,
    pub not_rated: usize,
}

impl Counts {
    pub fn rated(self) -> usize {
        self.green + self.amber + self.red
    }

    pub fn all(self) -> usize {
        self.rated() + self.not_rated
    }

    pub fn of(self, colour: Colour) -> usize {
        match colour {
            Colour::Green => self.green,
            Colour::Amber => self.amber,
            Colour::Red => self.red,
        }
    }

    fn over<'a>(results: impl IntoIterator<Item = &'a MeasureResult<'a>>) -> Self {
        let mut counts = Self::default();
        for result in results {
            *match result.rating.colour() {
                Some(Colour::Green) => &mut counts.green,
                Some(Colour::Amber) => &mut counts.amber,
                Some(Colour::Red) => &mut counts.red,
                None => &mut counts.not_rated,
            } += 1;
        }
        counts
    }
}

/// The roll-ups of a scorecard. Kinds, themes and priorities are given by name, in the pack's order. A measure
/// with two themes counts in both, so themes and priorities need not add up to the total.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    pub total: Counts,
    pub kinds: Vec<(String, Counts)>,
    pub themes: Vec<(String, Counts)>,
    pub priorities: Vec<(String, Counts)>,
    /// Ratings by trend, worsening first; only trends that some measure has.
    pub trends: Vec<(Trend, Counts)>,
}

pub(super) fn tally(view: &View<'_>, results: &[MeasureResult<'_>]) -> Tally {
    let by = |names: Vec<&str>, belongs: &dyn Fn(&MeasureResult<'_>, &str) -> bool| {
        let counts = |name: &str| Counts::over(results.iter().filter(|result| belongs(result, name)));
        names.into_iter().map(|name| (name.to_owned(), counts(name))).collect()
    };
    let with = |trend: Trend| Counts::over(results.iter().filter(|result| result.trend == trend));
    let trends = Trend::ALL.into_iter().map(|trend| (trend, with(trend)));
    Tally {
        trends: trends.filter(|(_, counts)| counts.all() > 0).collect(),
        total: Counts::over(results),
        kinds: by(view.scorecard.kinds.iter().map(|kind| kind.name.as_str()).collect(), &|result, name| {
            *result.measure.kind == name
        }),
        themes: by(view.themes.iter().map(|theme| theme.name.as_str()).collect(), &|result, name| {
            result.measure.themes.iter().any(|theme| theme.value == name)
        }),
        priorities: by(
            view.priorities.iter().map(|priority| priority.name.as_str()).collect(),
            &|result, name| result.measure.priorities.iter().any(|priority| priority.value == name),
        ),
    }
}
