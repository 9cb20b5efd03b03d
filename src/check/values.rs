//! Rules about files of all councils' figures: what holds for the figures of a measure holds for those of its rows.
//!
//! A wrong column gives the same finding in thousands of rows: of a measure it is told at the first, with their count.

use std::collections::BTreeMap;

use crate::analyse::Results;
use crate::check::figures::is_unlikely;
use crate::check::neighbours::times;
use crate::check::shares::{is_share, made};
use crate::check::{about, all_measures};
use crate::finding::{Code, Finding, Place};
use crate::model::council::{CouncilValue, bare, same_council};
use crate::model::{Comparator, ComparatorKind, Measure, Number, Pack, Quotient, View};
use crate::words::figure::{plain, with_unit};
use crate::words::list::count;
use crate::words::time;

/// How many times off a figure is whose point has slipped, give or take what it moved.
const A_PLACE: Number = Number::from_parts(75, 0, 0, false, 1);

/// How many times the smallest the next smallest has to be: many councils begin with something new at very little.
const FAR_BELOW: Number = Number::TWO;

/// How many times the next largest a figure has to be to be taken for a slip without others of the same council.
const ALONE: Number = Number::from_parts(5, 0, 0, false, 0);

/// The fewest councils among whom one can be seen to be alone.
const FEWEST_COUNCILS: usize = 10;

/// What is wrong with a row, and its place.
type Slip<'p> = (&'p Place, String);

/// Figures of a file are as likely as those of a measure have to be.
pub(super) fn rows_are_likely(view: &View<'_>, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &view.scorecard.measures {
        for rows in measure.councils.values() {
            let unlikely: Vec<Slip<'_>> = rows.iter().filter_map(|row| unlikely(measure, row)).collect();
            let fix = match measure.unit.percent {
                true => "write a share from 0 to 100; if it is no share, accept this with the reason",
                false => "write 0 or more; if it is right, accept this with the reason",
            };
            findings.extend(once_with_count(measure, Code::UnlikelyValue, &unlikely, fix));
            let far = out_of_place(measure, rows);
            let fix = "correct the point or the unit; if the figure is right, accept this with the reason";
            findings.extend(once_with_count(measure, Code::FarFromNeighbours, &far, fix));
            let differing: Vec<Slip<'_>> = rows.iter().filter_map(|row| differing(measure, row)).collect();
            let fix = "correct the figure, or the counts";
            findings.extend(once_with_count(measure, Code::NotTheShare, &differing, fix));
        }
    }
}

/// One finding for all rows that have the same fault.
fn once_with_count(measure: &Measure, code: Code, slips: &[Slip<'_>], fix: &str) -> Option<Finding> {
    let (place, first) = slips.iter().min_by_key(|(place, _)| place.line)?;
    let more = match slips.len() - 1 {
        0 => String::new(),
        more => format!("; so are those of {} of the measure", count(more, "more row")),
    };
    Some(about(measure, code, place, format!("{first}{more}"), fix))
}

/// `Barnet's figure for 2018-19`.
fn whose(row: &CouncilValue) -> String {
    format!("the figure of {} for {}", row.council, time::period(row.period))
}

fn unlikely<'p>(measure: &Measure, row: &'p CouncilValue) -> Option<Slip<'p>> {
    let value = row.value.ok().filter(|value| is_unlikely(measure, *value))?;
    Some((&row.place, format!("{} is {}", whose(row), with_unit(value, value.scale(), &measure.unit))))
}

fn differing<'p>(measure: &Measure, row: &'p CouncilValue) -> Option<Slip<'p>> {
    let per = measure.unit.quotient.map(Quotient::per)?;
    let (value, (part, whole)) = (row.value.ok()?, row.counts()?);
    let share = made(per, part, whole)?;
    let decimals = measure.decimals.min(value.scale());
    (!is_share(value, decimals, per, part, whole, measure.counted)).then(|| {
        let print = |value: Number| plain(value, value.scale());
        let made = with_unit(share, decimals.max(1), &measure.unit);
        let own = with_unit(value, value.scale(), &measure.unit);
        (&row.place, format!("{} is {own}, but {} of {} make {made}", whose(row), print(part), print(whole)))
    })
}

/// Rows whose point seems to have slipped: above or below all other councils of the same period, and many times the same
/// council's figures of all other periods. Small councils' figures jump about, so either by itself shows nothing.
fn out_of_place<'p>(measure: &Measure, rows: &'p [CouncilValue]) -> Vec<Slip<'p>> {
    let known = rows.iter().filter_map(|row| Some((row, row.value.ok()?)));
    let known: Vec<(&CouncilValue, Number)> =
        known.filter(|(_, value)| *value > Number::ZERO && !is_unlikely(measure, *value)).collect();
    let mut by_council: BTreeMap<String, Vec<Number>> = BTreeMap::new();
    for (row, value) in &known {
        by_council.entry(bare(&row.council).to_lowercase()).or_default().push(*value);
    }
    let slipped = |(row, value, next): (&'p CouncilValue, Number, Number)| {
        let own = &by_council[&bare(&row.council).to_lowercase()];
        let off = |other: &&Number| times(**other, value) >= A_PLACE && (**other < value) == (next < value);
        let is_odd = match own.len() {
            // Nothing else is known of the council.
            1 => next < value && times(value, next) >= ALONE,
            _ if next > value && times(value, next) < FAR_BELOW => false,
            all => own.iter().filter(off).count() + 1 == all,
        };
        let print = |value: Number| plain(value, value.scale());
        let way = if value > next { "largest" } else { "smallest" };
        is_odd.then(|| {
            let what = format!(
                "{}, {}, is {} times the next {way} of the period, {}",
                whose(row),
                print(value),
                plain(times(value, next), 1),
                print(next)
            );
            (&row.place, what)
        })
    };
    let periods = known.chunk_by(|(one, _), (next, _)| one.period.same_time(next.period));
    periods.flat_map(ends).filter_map(slipped).collect()
}

/// The largest and the smallest value of a period with many councils, each with the one next to it.
fn ends<'p>(period: &[(&'p CouncilValue, Number)]) -> Vec<(&'p CouncilValue, Number, Number)> {
    let mut sorted = period.to_vec();
    sorted.sort_by_key(|(_, value)| *value);
    match sorted.as_slice() {
        [(least, low), (_, second), .., (_, last_but_one), (most, high)]
            if sorted.len() >= FEWEST_COUNCILS =>
        {
            vec![(*most, *high, *last_but_one), (*least, *low, *second)]
        }
        _ => Vec::new(),
    }
}

/// A council's name is spelt in one way throughout a file; spelt otherwise in one row, the council loses its figure there.
pub(super) fn councils_have_one_name(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let mut files: Vec<&str> =
        all_measures(pack).flat_map(|one| one.councils.keys()).map(String::as_str).collect();
    files.sort_unstable();
    files.dedup();
    for file in files {
        let spelt = Spelt::of(pack, file);
        for (name, rows) in &spelt.rows {
            let Some(right) = spelt.meant(name) else { continue };
            let Some((measure, row)) = rows.iter().min_by_key(|(_, row)| row.place.line) else { continue };
            let more = match rows.len() - 1 {
                0 => String::new(),
                more => format!(" and in {}", count(more, "more row")),
            };
            let what = format!("`{}` stands here{more}, where `{right}` has no row", row.council);
            let fix = format!("write `{right}`; if it is another council, accept this with the reason");
            findings.push(about(measure, Code::CouncilName, &row.place, what, fix));
        }
    }
}

/// A row with the measure that it is of.
type Of<'p> = (&'p Measure, &'p CouncilValue);

/// The councils of a file as it spells them.
struct Spelt<'p> {
    /// The rows of each name, without `Council` behind it and in small letters.
    rows: BTreeMap<String, Vec<Of<'p>>>,
    /// Names that the pack itself has: members of groups, and the council.
    declared: Vec<&'p str>,
}

impl<'p> Spelt<'p> {
    fn of(pack: &'p Pack, file: &str) -> Self {
        let mut rows: BTreeMap<String, Vec<Of<'p>>> = BTreeMap::new();
        for measure in all_measures(pack) {
            for row in measure.councils.get(file).into_iter().flatten() {
                rows.entry(bare(&row.council).to_lowercase()).or_default().push((measure, row));
            }
        }
        let of_file = |other: &&Comparator| other.values.as_ref().is_some_and(|own| own.value == file);
        let members = pack.cover.comparators.iter().filter(of_file).flat_map(|other| match &other.kind {
            ComparatorKind::Group { members, .. } => members.as_slice(),
            ComparatorKind::Nation | ComparatorKind::Region => &[],
        });
        let declared = members.map(|member| member.value.as_str()).chain([pack.cover.council.value.as_str()]);
        Self { rows, declared: declared.collect() }
    }

    /// The name that another is a misspelling of: one that is nearly the same, that the pack declares or that has many more
    /// rows, and that has none where the other stands.
    fn meant(&self, name: &str) -> Option<&'p str> {
        let own = self.rows.get(name)?;
        if self.is_declared(name) {
            return None;
        }
        let is_meant = |other: &str, rows: &[Of<'_>]| {
            let often = self.is_declared(other) || rows.len() >= MANY_MORE * own.len();
            often
                && is_nearly(name, other)
                && own.iter().all(|one| !rows.iter().any(|there| is_beside(one, there)))
        };
        let found = self.rows.iter().find(|(other, rows)| *other != name && is_meant(other, rows));
        found.and_then(|(_, rows)| Some(rows.first()?.1.council.as_str()))
    }

    fn is_declared(&self, name: &str) -> bool {
        self.declared.iter().any(|declared| same_council(declared, name))
    }
}

/// A name that is right has so many times the rows of one that is a slip.
const MANY_MORE: usize = 3;

/// Words that others write beside a council's name.
const BESIDE_NAMES: [&str; 9] =
    ["council", "borough", "county", "city", "metropolitan", "district", "royal", "of", "the"];

/// Whether two names are the same but for a slip: one letter, or two behind a first one that is right, since `North` and
/// `South` are two apart.
fn is_nearly(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(plain_name);
    let (apart, letters) = (strsim::damerau_levenshtein(&one, &other), one.len().min(other.len()));
    let most = if one.chars().next() == other.chars().next() { 2 } else { 1 };
    apart <= most && letters > 2 * apart
}

/// A name without marks and without words that say what sort of council it is.
fn plain_name(name: &str) -> String {
    let name = name.replace('&', " and ");
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !BESIDE_NAMES.contains(word)).collect::<Vec<_>>().join(" ")
}

/// Whether two rows are of the same measure and period.
fn is_beside((measure, row): &Of<'_>, (of, there): &Of<'_>) -> bool {
    std::ptr::eq(*measure, *of) && row.period.same_time(there.period)
}
