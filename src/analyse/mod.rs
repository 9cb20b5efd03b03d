//! What the figures mean: each measure's rating, change, trend and comparisons, and the roll-ups.
//!
//! Results wrap measures and never alter them. Nothing is printed here: the words that describe a result
//! everywhere (`worse`, `no clear trend`) come from here, all others from `words` and `compose`.

pub mod change;
pub mod comparison;
pub mod feeds;
pub mod interval;
mod limits;
pub mod points;
pub mod rank;
pub mod rating;
pub mod review;
pub mod tally;
pub mod trend;

pub use change::{Change, Difference, Verdict};
pub use comparison::Comparison;
pub use rating::{Aim, AimSource, Colour, NotRated, Rating};
pub use tally::{Counts, Tally};
pub use trend::Trend;

use interval::Intervals;
use rank::Rank;
use trend::Working;

use crate::model::{Band, Comparator, Measure, Number, Pack, Period, Reading, View};

/// A measure with its results.
#[derive(Debug, Clone)]
pub struct MeasureResult<'a> {
    pub measure: &'a Measure,
    /// The newest reading that was due; it may have no value.
    pub latest: Option<&'a Reading>,
    /// What the latest value is judged against, if anything.
    pub aim: Option<Aim>,
    /// The target that held before it, and the last period for which it did, where that was another one.
    pub target_before: Option<(Period, Band)>,
    pub rating: Rating,
    pub change: Change<'a>,
    /// The change since the same period a year earlier, for figures due more than once a year.
    pub year_before: Option<(&'a Reading, Difference)>,
    pub trend: Trend,
    /// How the trend was worked out.
    pub working: Working,
    /// How far off the latest value could be by chance, if that is known.
    pub interval: Option<Intervals>,
    /// One for each of the pack's comparators, in the order in which they are declared.
    pub comparisons: Vec<Option<Comparison<'a>>>,
    /// The council's ranks among other councils, as far as the pack has their figures.
    pub ranks: Vec<Rank<'a>>,
}

/// All results of a scorecard; for the whole one, those of each service too.
#[derive(Debug, Clone)]
pub struct Results<'a> {
    pub measures: Vec<MeasureResult<'a>>,
    pub tally: Tally,
    /// In the order of the pack's services.
    pub services: Vec<Results<'a>>,
}

/// Works out the results for all figures of a pack.
pub fn analyse(pack: &Pack) -> Results<'_> {
    let services = pack.services.iter().map(|service| analyse_one(&pack.view_of(service))).collect();
    Results { services, ..analyse_one(&pack.whole()) }
}

/// Each scorecard of a pack with its results: the whole one, then those of the services.
pub fn scorecards<'r, 'a>(
    pack: &'a Pack,
    results: &'r Results<'a>,
) -> impl Iterator<Item = (View<'a>, &'r Results<'a>)> {
    pack.views().zip(std::iter::once(results).chain(&results.services))
}

/// The results of one scorecard, without those of any services.
fn analyse_one<'a>(view: &View<'a>) -> Results<'a> {
    let measures: Vec<_> = view.scorecard.measures.iter().map(|measure| judge(view, measure)).collect();
    let tally = tally::tally(view, &measures);
    Results { measures, tally, services: Vec::new() }
}

fn judge<'a>(view: &View<'a>, measure: &'a Measure) -> MeasureResult<'a> {
    let latest = measure.readings.latest();
    let (aim, rating) = rating::rate(measure, latest);
    let band = aim.as_ref().map(|aim| aim.band);
    let (trend, working) = trend::trend(measure, &view.cover.trends, band);
    let own = latest.and_then(|latest| interval::of(measure, latest, latest.value.ok()?));
    MeasureResult {
        measure,
        latest,
        target_before: latest
            .zip(aim.as_ref())
            .and_then(|(latest, aim)| rating::before(measure, latest, aim)),
        aim,
        rating,
        change: change::since_last(measure, band),
        year_before: change::year_before(measure, band),
        trend,
        working,
        interval: own,
        comparisons: view
            .comparators
            .iter()
            .map(|other| comparison::compare(measure, &other.name, band, own.as_ref()))
            .collect(),
        ranks: rank::ranks(view, measure),
    }
}

impl MeasureResult<'_> {
    /// The first comparator that has a figure to compare with the latest value, and the comparison.
    pub fn first_comparison<'r>(&'r self, view: &View<'r>) -> Option<(&'r Comparator, &'r Comparison<'r>)> {
        view.comparators
            .iter()
            .copied()
            .zip(&self.comparisons)
            .find_map(|(other, found)| Some((other, found.as_ref()?)))
    }

    /// Whether the change is that from a year before although there are figures between: where the season moves them, and
    /// where they are for the year to date, the last one does not compare.
    pub fn is_over_a_year(&self) -> bool {
        let (Change::Since { earlier, .. }, Some(latest)) = (&self.change, self.latest) else { return false };
        let between = |reading: &Reading| {
            reading.period.end() > earlier.period.end() && reading.period.end() < latest.period.end()
        };
        self.measure.readings.values().any(|(reading, _)| between(reading))
    }

    /// The latest value, where there is one.
    pub fn value(&self) -> Option<Number> {
        self.latest.and_then(|reading| reading.value.ok())
    }

    /// The decimals with which the latest value is printed.
    pub fn decimals(&self) -> u32 {
        self.latest.map_or(self.measure.decimals, |reading| decimals(self.measure, reading))
    }
}

/// The decimals with which a reading is printed.
pub fn decimals(measure: &Measure, reading: &Reading) -> u32 {
    reading.decimals.unwrap_or(measure.decimals)
}
