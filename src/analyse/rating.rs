//! The rating against the target: green, amber or red, or why there is none.
//!
//! Where practice differs, the choices are fixed as described in `data/README.md`: both figures are first rounded
//! to the printed decimals, so that a printed 85.0 is never amber against 85 because it is really 84.96; a value
//! on a boundary gets the better colour, in both directions; the trend never changes a rating.

use chrono::Months;

use crate::analyse::decimals;
use crate::analyse::points::figure_beside;
use crate::model::quantity::rounded;
use crate::model::{Band, Better, Covers, Frequency, Measure, Missing, Number, Period, Reading, Target};

/// The three colours of a rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Colour {
    Green,
    Amber,
    Red,
}

impl Colour {
    /// In the order of every table and list: what to look at comes first. What is not rated follows them.
    pub const ALL: [Self; 3] = [Self::Red, Self::Amber, Self::Green];

    pub fn word(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }
}

/// A colour, or the reason for not having one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rating {
    Rated(Colour),
    Not(NotRated),
}

impl Rating {
    pub fn colour(self) -> Option<Colour> {
        match self {
            Self::Rated(colour) => Some(colour),
            Self::Not(_) => None,
        }
    }
}

/// Why a measure is not rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotRated {
    /// The authors show it for information only.
    ForInformation,
    NoTarget,
    /// There are targets, but none for the latest period.
    NoTargetForPeriod,
    /// The comparator that serves as target has no figure for that period or an earlier one.
    NoComparatorFigure,
    /// There are no readings.
    NoReading,
    /// The latest reading has no value.
    NoValue(Missing),
}

impl NotRated {
    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::ForInformation => "for information only",
            Self::NoTarget => "no target",
            Self::NoTargetForPeriod => "no target for this period",
            Self::NoComparatorFigure => "no figure to compare with",
            Self::NoReading => "no figures yet",
            Self::NoValue(missing) => missing.words(),
        }
    }
}

/// The target that applies to one period, as figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aim {
    pub band: Band,
    /// How far outside the band a value may be and still be amber, in the unit.
    pub tolerance: Number,
    pub source: AimSource,
    /// The period for which it was written, where that is an earlier one of the same year.
    pub since: Option<Period>,
    /// The share of a year's target that it is, in percent, and that target.
    pub of_year: Option<(Number, Band)>,
    /// Decimals at which value and target are compared and the target is printed: those of the coarser of the two.
    pub decimals: u32,
}

/// Where a target comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AimSource {
    Own,
    /// A comparator's figure, with its period, which may be earlier than the reading's.
    Comparator {
        name: String,
        period: Period,
    },
}

/// Rates the latest reading.
pub(super) fn rate(measure: &Measure, latest: Option<&Reading>) -> (Option<Aim>, Rating) {
    let Some(latest) = latest else {
        return (None, Rating::Not(NotRated::NoReading));
    };
    let aim = aim(measure, latest);
    let rating = match (&aim, latest.value) {
        _ if measure.for_information => Rating::Not(NotRated::ForInformation),
        (_, Err(missing)) => Rating::Not(NotRated::NoValue(missing)),
        (Err(reason), Ok(_)) => Rating::Not(*reason),
        (Ok(aim), Ok(value)) => Rating::Rated(colour(value, aim)),
    };
    (aim.ok(), rating)
}

/// The target for a reading's period, rounded as it is printed.
pub fn aim(measure: &Measure, reading: &Reading) -> Result<Aim, NotRated> {
    let (Some(target), Some(better)) = (&measure.target, measure.better) else {
        return Err(NotRated::NoTarget);
    };
    let mut places = decimals(measure, reading);
    let (mut since, mut of_year) = (None, None);
    let (band, source) = match &target.value {
        Target::Always(band) => (*band, AimSource::Own),
        Target::ByPeriod(bands) => {
            let (period, band) =
                written_for(measure, bands, reading.period).ok_or(NotRated::NoTargetForPeriod)?;
            since = Some(*period).filter(|period| !period.same_time(reading.period));
            (*band, AimSource::Own)
        }
        Target::Profile(profile) => {
            let due = profile.due(reading.period, measure.frequency);
            let (share, year) = due.ok_or(NotRated::NoTargetForPeriod)?;
            of_year = Some((share, year));
            let part = |end: Number| end * share / Number::ONE_HUNDRED;
            (Band { from: year.from.map(part), to: year.to.map(part) }, AimSource::Own)
        }
        Target::Comparator(name) => {
            let series = measure.comparators.get(name).ok_or(NotRated::NoComparatorFigure)?;
            let (found, value) =
                figure_beside(measure, series, reading).ok_or(NotRated::NoComparatorFigure)?;
            places = places.min(decimals(measure, found));
            (Band::of(value, better), AimSource::Comparator { name: name.clone(), period: found.period })
        }
    };
    let round = |end: Option<Number>| end.map(|end| rounded(end, places));
    let band = Band { from: round(band.from), to: round(band.to) };
    let size = band.from.or(band.to).unwrap_or_default();
    let tolerance = measure.tolerance.map_or(Number::ZERO, |tolerance| tolerance.beside(size));
    Ok(Aim { band, tolerance, source, since, of_year, decimals: places })
}

/// The target that was written for a period, or else the one written last in the same year, where it holds on.
fn written_for<'t>(
    measure: &Measure,
    bands: &'t [(Period, Band)],
    period: Period,
) -> Option<&'t (Period, Band)> {
    // A quarter may be named in either kind of year: what counts is that it ends in the year of the target.
    let earlier = |of: &Period| {
        let year = of.year();
        holds_on(measure) && of.end() < period.end() && (year.start()..=year.end()).contains(&period.end())
    };
    let own = bands.iter().find(|(of, _)| of.same_time(period));
    own.or_else(|| bands.iter().filter(|(of, _)| earlier(of)).max_by_key(|(of, _)| of.end()))
}

/// The council's own target that held before the latest one, and for which period last, where it was another one within
/// the year before or at the figure before. A sum since the year's beginning has another target each time.
pub(super) fn before(measure: &Measure, latest: &Reading, aim: &Aim) -> Option<(Period, Band)> {
    let months = measure.frequency.months().max(12);
    let since = latest.period.end().checked_sub_months(Months::new(months))?;
    let is_own = |aim: &Aim| aim.source == AimSource::Own;
    (is_own(aim) && measure.covers != Covers::YearToDate).then_some(())?;
    let earlier = measure
        .readings
        .readings
        .iter()
        .rev()
        .skip_while(|reading| reading.period.end() >= latest.period.end());
    earlier
        .take_while(|reading| reading.period.end() >= since)
        .filter_map(|reading| Some((reading.period, self::aim(measure, reading).ok().filter(is_own)?.band)))
        .find(|(_, band)| *band != aim.band)
}

/// Whether a target holds on to the end of the year in which it was written. A year has one figure, and of a sum that
/// begins anew each year a new part is due each time.
pub fn holds_on(measure: &Measure) -> bool {
    match measure.frequency {
        Frequency::Monthly | Frequency::Quarterly => measure.covers != Covers::YearToDate,
        Frequency::Years(_) => false,
    }
}

/// The colour of a value judged against a target.
pub fn colour(value: Number, aim: &Aim) -> Colour {
    let value = rounded(value, aim.decimals);
    let miss = aim.band.distance(value);
    if miss.is_zero() {
        Colour::Green
    } else if miss <= aim.tolerance {
        Colour::Amber
    } else {
        Colour::Red
    }
}

/// Whether going up is good (`Some(true)`), bad (`Some(false)`) or neither. For a band, neither direction is.
pub fn up_is_good(better: Option<Better>) -> Option<bool> {
    match better {
        Some(Better::Higher) => Some(true),
        Some(Better::Lower) => Some(false),
        Some(Better::Within) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    /// The colour of `value` judged against a target, with one decimal.
    fn at(value: &str, (from, to): (Option<&str>, Option<&str>), tolerance: &str) -> Colour {
        let band = Band { from: from.map(number), to: to.map(number) };
        colour(
            number(value),
            &Aim {
                band,
                tolerance: number(tolerance),
                source: AimSource::Own,
                since: None,
                of_year: None,
                decimals: 1,
            },
        )
    }

    #[test]
    fn high_is_good_and_the_boundary_is_the_better_colour() {
        let target = (Some("85"), None);
        assert_eq!(at("85.0", target, "8.5"), Colour::Green);
        assert_eq!(at("84.9", target, "8.5"), Colour::Amber);
        assert_eq!(at("76.5", target, "8.5"), Colour::Amber);
        assert_eq!(at("76.4", target, "8.5"), Colour::Red);
    }

    #[test]
    fn low_is_good_is_the_mirror() {
        let target = (None, Some("10"));
        assert_eq!(at("10.0", target, "1"), Colour::Green);
        assert_eq!(at("10.1", target, "1"), Colour::Amber);
        assert_eq!(at("11.0", target, "1"), Colour::Amber);
        assert_eq!(at("11.1", target, "1"), Colour::Red);
    }

    #[test]
    fn a_band_is_good_inside_and_misses_both_ways() {
        let band = (Some("-0.5"), Some("0"));
        let words = ["-1.6", "-1.5", "-0.5", "0", "1.0", "1.1"].map(|value| at(value, band, "1").word());
        assert_eq!(words, ["red", "amber", "green", "green", "amber", "red"]);
    }

    #[test]
    fn figures_are_compared_as_printed() {
        assert_eq!(at("84.96", (Some("85"), None), "0"), Colour::Green);
        assert_eq!(at("84.94", (Some("85"), None), "0"), Colour::Red);
    }
}
