//! Rules about kinds of year: a series, its targets and its comparators must all use financial years, or all calendar
//! years. `2015` among `2015-16` and `2016-17` would be read as a calendar year, which nobody meant.

use std::collections::BTreeMap;

use crate::analyse::Results;
use crate::check::{about, all_series, figure_of};
use crate::finding::{Code, Finding, Placed};
use crate::model::{Measure, Period, Reading, Series, View};

/// The kind of year that a period counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// April to March, the councils' financial year.
    Financial,
    /// January to December.
    Calendar,
}

impl Kind {
    /// `None` for months and days, which are the same in both kinds of year.
    fn of(period: Period) -> Option<Self> {
        match period {
            Period::FinancialYear(_) | Period::FinancialQuarter(..) => Some(Self::Financial),
            Period::CalendarYear(_) | Period::CalendarQuarter(..) => Some(Self::Calendar),
            Period::Month(..) | Period::Day(_) => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Financial => "financial",
            Self::Calendar => "calendar",
        }
    }

    /// The kind that most readings have, financial years if it is a tie; `None` if no reading has a kind.
    fn of_most<'r>(readings: impl Iterator<Item = &'r Reading>) -> Option<Self> {
        let mut counts: BTreeMap<Self, usize> = BTreeMap::new();
        for kind in readings.filter_map(|reading| Self::of(reading.period)) {
            *counts.entry(kind).or_default() += 1;
        }
        counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(kind, _)| kind)
    }
}

/// A series must use one kind of year. Where it changed to the other, the first figure of the new kind must be marked
/// as a break.
pub(super) fn series_have_one_kind_of_year(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        for (name, series) in all_series(measure) {
            for (reading, kind) in odd_ones(measure, series) {
                let of_one = unit_of(reading.period);
                let what = format!(
                    "{} for {} is for a {} {of_one}; the others are for {} {of_one}s",
                    figure_of(view.cover, name),
                    reading.period,
                    Kind::of(reading.period).map_or("", Kind::word),
                    kind.word(),
                );
                let taken: Vec<Period> = series.readings.iter().map(|reading| reading.period).collect();
                let fix = format!(
                    "{}; if the figures go by another year from here on, mark this one `break: yes`",
                    remedy(reading.period, &taken)
                );
                findings.push(about(measure, Code::OtherYear, &reading.place, what, fix));
            }
        }
    }
}

/// The readings whose kind of year differs from most others between the same breaks, with the kind of those others.
fn odd_ones<'s>(measure: &Measure, series: &'s Series) -> Vec<(&'s Reading, Kind)> {
    let mut odd = Vec::new();
    for stretch in series.readings.chunk_by(|_, later| !later.breaks) {
        let all = all_series(measure).flat_map(|(_, series)| &series.readings);
        let kinds = |kind| stretch.iter().filter(|reading| Kind::of(reading.period) == Some(kind)).count();
        // With equally many of each kind, the measure's other series decide.
        let kind = match kinds(Kind::Financial) == kinds(Kind::Calendar) {
            true => Kind::of_most(all),
            false => Kind::of_most(stretch.iter()),
        };
        let Some(kind) = kind else { continue };
        let other = |reading: &&Reading| Kind::of(reading.period).is_some_and(|own| own != kind);
        odd.extend(stretch.iter().filter(other).map(|reading| (reading, kind)));
    }
    odd
}

fn unit_of(period: Period) -> &'static str {
    match period {
        Period::FinancialYear(_) | Period::CalendarYear(_) => "year",
        Period::FinancialQuarter(..) | Period::CalendarQuarter(..) => "quarter",
        Period::Month(..) => "month",
        Period::Day(_) => "day",
    }
}

/// What to write: the periods of the other kind that this one overlaps or shares digits with, unless they have a
/// figure already.
fn remedy(period: Period, taken: &[Period]) -> String {
    let meant = match period {
        Period::CalendarYear(year) => vec![Period::FinancialYear(year), Period::FinancialYear(year - 1)],
        Period::FinancialYear(year) => vec![Period::CalendarYear(year), Period::CalendarYear(year + 1)],
        Period::CalendarQuarter(year, 1) => {
            vec![Period::FinancialQuarter(year, 1), Period::FinancialQuarter(year - 1, 4)]
        }
        Period::CalendarQuarter(year, quarter) => {
            vec![Period::FinancialQuarter(year, quarter), Period::FinancialQuarter(year, quarter - 1)]
        }
        Period::FinancialQuarter(year, 4) => {
            vec![Period::CalendarQuarter(year, 4), Period::CalendarQuarter(year + 1, 1)]
        }
        Period::FinancialQuarter(year, quarter) => {
            vec![Period::CalendarQuarter(year, quarter), Period::CalendarQuarter(year, quarter + 1)]
        }
        Period::Month(..) | Period::Day(_) => Vec::new(),
    };
    let free: Vec<String> =
        meant.into_iter().filter(|meant| !taken.contains(meant)).map(|meant| format!("`{meant}`")).collect();
    match free.is_empty() {
        true => "take the line out".to_owned(),
        false => format!("write {}", free.join(" or ")),
    }
}

/// Targets given by period must use the figures' kind of year; with the other kind they would apply to no figure.
pub(super) fn targets_are_for_the_figures_year(
    view: &View<'_>,
    _: &Results<'_>,
    findings: &mut Vec<Finding>,
) {
    for measure in &view.scorecard.measures {
        let Some(Placed { value: target, place }) = &measure.target else { continue };
        let of_readings: Vec<Kind> =
            measure.readings.readings.iter().filter_map(|reading| Kind::of(reading.period)).collect();
        let taken: Vec<Period> = target.by_period().iter().map(|(period, _)| *period).collect();
        for period in &taken {
            let Some(kind) = Kind::of(*period).filter(|own| !of_readings.contains(own)) else { continue };
            let Some(other) = of_readings.first() else { continue };
            let of_one = unit_of(*period);
            let what = format!(
                "the target for {period} is for a {} {of_one}; the figures are for {} {of_one}s",
                kind.word(),
                other.word()
            );
            findings.push(about(measure, Code::OtherYear, place, what, remedy(*period, &taken)));
        }
    }
}

/// A comparator's figures must use the same kind of year as the council's.
pub(super) fn comparators_have_the_councils_year(
    view: &View<'_>,
    _: &Results<'_>,
    findings: &mut Vec<Finding>,
) {
    for measure in &view.scorecard.measures {
        let own = &measure.readings.readings;
        let Some(kind) = Kind::of_most(own.iter().filter(|reading| is_year(reading.period))) else {
            continue;
        };
        for (name, series) in &measure.comparators {
            let years = series.readings.iter().filter(|reading| is_year(reading.period));
            let Some(other) = Kind::of_most(years) else { continue };
            // Quarters are the same three months under two names. A council that changed its kind of year has both.
            let Some(first) = series.readings.iter().find(|reading| Kind::of(reading.period) == Some(other))
            else {
                continue;
            };
            if own.iter().any(|reading| Kind::of(reading.period) == Some(other)) {
                continue;
            }
            let what = format!(
                "{} goes by {} years, and the council's by {} years, of which only nine months are the same",
                figure_of(view.cover, Some(name)),
                other.word(),
                kind.word(),
            );
            let fix = format!(
                "write figures for {} years; if there are none, accept this with the reason, and tell members",
                kind.word()
            );
            findings.push(about(measure, Code::OtherYear, &first.place, what, fix));
        }
    }
}

/// Whether two periods do not use different kinds of year.
pub(super) fn are_alike(one: Period, other: Period) -> bool {
    match (Kind::of(one), Kind::of(other)) {
        (Some(one), Some(other)) => one == other,
        (None, _) | (_, None) => true,
    }
}

fn is_year(period: Period) -> bool {
    matches!(period, Period::FinancialYear(_) | Period::CalendarYear(_))
}
