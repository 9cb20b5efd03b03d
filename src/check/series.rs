//! Rules about the same figures where they should be others: of two measures, of the council and a nation, of two periods.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::analyse::Results;
use crate::check::previous::{OWN, tabled};
use crate::check::{about, all_series, figure_of};
use crate::finding::{Code, Finding, Place};
use crate::model::{Count, Frequency, Measure, Number, Period, Reading, Series, View};
use crate::words::figure::plain;
use crate::words::list::count;
use crate::words::time;

/// How many figures have to be the same, one after the other: with a fraction, and without one, where two whole numbers
/// are more often the same by chance.
const FEWEST: (usize, usize) = (4, 6);

/// How many different ones there have to be among them.
const DIFFERENT: usize = 3;

/// Whole numbers below this are the same too often to tell anything.
const LEAST_WHOLE: Number = Number::TEN;

/// Two counts that are the same by chance are smaller than this.
const LARGE_COUNT: Number = Number::from_parts(50, 0, 0, false, 0);

/// A figure with the period that it is compared by.
type Point = (Period, Number);

fn points(series: &Series) -> Vec<Point> {
    let written = series.values().filter(|(reading, _)| reading.computed.is_none());
    written.map(|(reading, value)| (reading.period, value.normalize())).collect()
}

/// By how many periods the figures of one series lie behind the same figures of the other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shift {
    None,
    /// Each stands one period later than in the other, or one earlier.
    Later,
    Earlier,
}

impl Shift {
    const ALL: [Self; 3] = [Self::None, Self::Later, Self::Earlier];

    fn words(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Later => ", each one period later",
            Self::Earlier => ", each one period earlier",
        }
    }

    /// Whether a period lies behind another one by so much.
    fn is_between(self, one: Period, other: Period) -> bool {
        let follows = |one: Period, other: Period| one.next().is_some_and(|next| next.same_time(other));
        match self {
            Self::None => one.same_time(other),
            Self::Later => follows(other, one),
            Self::Earlier => follows(one, other),
        }
    }
}

/// The same figures in two series: how many, and of which periods of the first.
struct Same {
    figures: usize,
    from: Period,
    to: Period,
    shift: Shift,
}

impl Same {
    /// Nothing unless three quarters of the figures that can be compared are the same, and more of them in a row than
    /// chance would give.
    fn of(one: &[Point], other: &[Point], shifts: &[Shift]) -> Option<Self> {
        shifts.iter().find_map(|shift| {
            let pairs = one.iter().filter_map(|(period, value)| {
                let (_, beside) = other.iter().find(|(there, _)| shift.is_between(*period, *there))?;
                Some((*period, *value, value == beside))
            });
            let pairs: Vec<(Period, Number, bool)> = pairs.collect();
            let run = pairs.chunk_by(|(.., one), (.., next)| one == next).filter(|run| run[0].2);
            let run = run.max_by_key(|run| run.len())?;
            let equal = pairs.iter().filter(|(.., same)| *same).count();
            let tells = is_telling(&run.iter().map(|(_, value, _)| *value).collect::<Vec<_>>());
            (tells && 4 * equal >= 3 * pairs.len()).then(|| Self {
                figures: run.len(),
                from: run[0].0,
                to: run[run.len() - 1].0,
                shift: *shift,
            })
        })
    }

    /// `5 figures, 2014-15 to 2018-19,`.
    fn words(&self) -> String {
        let (from, to) = (time::period(self.from), time::period(self.to));
        format!("{}, {from} to {to}, are", count(self.figures, "figure"))
    }
}

/// Whether so many figures are hardly the same by chance.
fn is_telling(values: &[Number]) -> bool {
    let mut different = values.to_vec();
    different.sort_unstable();
    different.dedup();
    let with_fraction = values.iter().filter(|value| !value.is_integer()).count();
    let large = values.iter().all(|value| value.abs() >= LEAST_WHOLE);
    different.len() >= DIFFERENT
        && (with_fraction + 1 >= FEWEST.0 && values.len() >= FEWEST.0 || large && values.len() >= FEWEST.1)
}

/// Where the figures of a series begin.
fn place(measure: &Measure, name: Option<&str>) -> Place {
    let other = name.and_then(|name| measure.comparator_places.get(name));
    other.cloned().unwrap_or_else(|| measure.place_of("readings"))
}

/// Two measures have figures of their own, and so have the comparators in both.
pub(super) fn measures_have_figures_of_their_own(
    view: &View<'_>,
    _: &Results<'_>,
    findings: &mut Vec<Finding>,
) {
    let mut seen = Seen::default();
    for measure in &view.scorecard.measures {
        for (name, series) in all_series(measure) {
            let own = points(series);
            let found = seen.like(name, &own);
            seen.add(name, measure, own);
            let Some((other, same)) = found else { continue };
            let whose = name.map_or_else(String::new, |_| format!("{}: ", figure_of(view.cover, name)));
            let what =
                format!("{whose}{} those of {}, too{}", same.words(), other.words(), same.shift.words());
            let fix = "write the figures of this measure; if both are right, accept this with the reason";
            findings.push(about(measure, Code::SameFigures, &place(measure, name), what, fix));
        }
    }
}

/// The series looked at so far, by the figures in them: so that not each has to be held against each.
#[derive(Default)]
struct Seen<'p> {
    all: Vec<(&'p Measure, Vec<Point>)>,
    /// By comparator, day on which a period begins and figure: of the period itself and of the one behind it.
    by_figure: BTreeMap<(Option<&'p str>, NaiveDate, Number), Vec<usize>>,
}

/// By how many of its newest figures another series is looked for, and how many with the same figure are looked at.
const LOOKED_FOR: (usize, usize) = (3, 8);

impl<'p> Seen<'p> {
    fn add(&mut self, name: Option<&'p str>, measure: &'p Measure, own: Vec<Point>) {
        for (period, value) in &own {
            for period in std::iter::once(*period).chain(period.next()) {
                self.by_figure.entry((name, period.start(), *value)).or_default().push(self.all.len());
            }
        }
        self.all.push((measure, own));
    }

    /// The first other measure that has the same figures.
    fn like(&self, name: Option<&'p str>, own: &[Point]) -> Option<(&'p Measure, Same)> {
        let newest = own.iter().rev().take(LOOKED_FOR.0);
        let keys = newest.flat_map(|(period, value)| {
            std::iter::once(*period).chain(period.next()).map(move |period| (name, period.start(), *value))
        });
        let near =
            keys.filter_map(|key| self.by_figure.get(&key)).flat_map(|all| all.iter().take(LOOKED_FOR.1));
        let near: BTreeSet<usize> = near.copied().collect();
        near.into_iter().find_map(|at| {
            let (measure, there) = &self.all[at];
            Some((*measure, Same::of(own, there, &Shift::ALL)?))
        })
    }
}

/// The council's figures are not a comparator's, nor one comparator's those of another.
pub(super) fn comparators_have_figures_of_their_own(
    view: &View<'_>,
    _: &Results<'_>,
    findings: &mut Vec<Finding>,
) {
    let title = |name: &str| {
        let other = view.cover.comparators.iter().find(|other| other.name.value == name);
        other.map_or_else(|| name.to_owned(), |other| other.title.value.clone())
    };
    for measure in &view.scorecard.measures {
        let all: Vec<(Option<&str>, Vec<Point>)> =
            all_series(measure).map(|(name, series)| (name, points(series))).collect();
        for (at, (name, own)) in all.iter().enumerate() {
            let Some(name) = name else { continue };
            let found =
                all[..at].iter().find_map(|(other, there)| Some((other, Same::of(own, there, &Shift::ALL)?)));
            let Some((other, same)) = found else { continue };
            let others = other.map_or_else(
                || "the council's own".to_owned(),
                |other| format!("those for {}", title(other)),
            );
            let what = format!(
                "of the figures for {}, {} {others}, too{}",
                title(name),
                same.words(),
                same.shift.words()
            );
            let fix = "write the figures that were published; if both are right, accept this with the reason";
            findings.push(about(measure, Code::SameFigures, &place(measure, Some(name)), what, fix));
        }
    }
}

/// The figures tabled last time stand at the same periods now.
pub(super) fn figures_stand_at_their_periods(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for (previous, measure, then) in tabled(view) {
        let Some(old) = then.readings.get(OWN) else { continue };
        let old = old.iter().filter_map(|(period, was)| Some((*period, was.ok()?.normalize())));
        let (old, own) = (old.collect::<Vec<Point>>(), points(&measure.readings));
        if Same::of(&own, &old, &[Shift::None]).is_some() {
            continue;
        }
        let Some(same) = Same::of(&own, &old, &[Shift::Later, Shift::Earlier]) else { continue };
        let what = format!("{} those of version {}{}", same.words(), previous.version, same.shift.words());
        let fix = "write each figure at the period that it is of; if those tabled were wrong, accept this with the reason";
        findings.push(about(measure, Code::SameFigures, &place(measure, None), what, fix));
    }
}

/// A period has figures of its own and not those of the one before, with its counts, or of the year before.
pub(super) fn periods_have_figures_of_their_own(
    view: &View<'_>,
    _: &Results<'_>,
    findings: &mut Vec<Finding>,
) {
    for measure in &view.scorecard.measures {
        for (name, series) in all_series(measure) {
            let whose = figure_of(view.cover, name);
            let fix = "write the figure of this period; if it is the same, accept this with the reason";
            for pair in series.readings.windows(2).filter(|pair| is_copied(&pair[0], &pair[1])) {
                let (earlier, later) = (&pair[0], &pair[1]);
                let value = later.value.unwrap_or_default();
                let what = format!(
                    "{whose} for {}, {}, and its counts are those for {}",
                    time::period(later.period),
                    plain(value, value.scale()),
                    time::period(earlier.period),
                );
                findings.push(about(measure, Code::SameFigures, &later.value_place, what, fix));
            }
            let Some((first, last)) = copied_year(measure.frequency, &points(series)) else { continue };
            let what = format!(
                "{whose} is for each period from {} to {} the one of the year before",
                time::period(first),
                time::period(last),
            );
            let place =
                series.at(first).map_or_else(|| place(measure, name), |reading| reading.value_place.clone());
            let fix = "write the figures of this year; if they are the same, accept this with the reason";
            findings.push(about(measure, Code::SameFigures, &place, what, fix));
        }
    }
}

/// Whether a figure is the one before, with the counts beside it, which are too large to be the same by chance.
fn is_copied(earlier: &Reading, later: &Reading) -> bool {
    let (Ok(before), Ok(value)) = (earlier.value, later.value) else { return false };
    let large = |count: Option<Count>| matches!(count, Some(Count::Known(count)) if count >= LARGE_COUNT);
    let counts = |reading: &Reading| (reading.numerator, reading.denominator);
    let counted = large(later.numerator) && large(later.denominator) && counts(earlier) == counts(later);
    let asked = later.respondents.is_some_and(|count| Number::from(count) >= LARGE_COUNT)
        && (earlier.respondents, earlier.margin) == (later.respondents, later.margin);
    before == value && later.computed.is_none() && (counted || asked)
}

/// The periods of the newest year, where each figure is that of the same period a year before.
fn copied_year(frequency: Frequency, points: &[Point]) -> Option<(Period, Period)> {
    let year = match frequency {
        Frequency::Monthly | Frequency::Quarterly => (12 / frequency.months()) as usize,
        Frequency::Years(_) => return None,
    };
    let newest = points.len().checked_sub(year)?;
    let before = newest.checked_sub(year)?;
    let values = |from: usize| points[from..from + year].iter().map(|(_, value)| *value).collect::<Vec<_>>();
    let same = values(before) == values(newest) && is_telling(&values(newest));
    same.then(|| (points[newest].0, points[points.len() - 1].0))
}
