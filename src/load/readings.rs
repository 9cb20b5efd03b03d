//! Reads readings from the tree: one line for each period, with a figure, a reason, or a mapping that says more.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::finding::{Code, Finding, Misread, Place, Placed, Places};
use crate::load::fields::{Fields, Log, near, one_text, shape, split_number, text_of, whole, yes_or_no};
use crate::load::keys::READING;
use crate::load::tree::{Node, Written};
use crate::model::figure::{read_figure, read_number};
use crate::model::quantity::{MOST_DECIMALS, is_plain_number};
use crate::model::{Count, Flag, Frequency, Missing, Number, Period, Reading, Series, Unit};

/// What must be known about a measure to read its readings. Faulty parts are `None`.
pub struct About<'a> {
    pub frequency: Option<Frequency>,
    pub unit: Option<&'a Unit>,
}

/// Reads a series and sorts its readings by time.
pub fn series(node: &Node, key: &str, about: &About<'_>, log: &Log) -> Series {
    let pairs: &[(Node, Node)] = match &node.is {
        Written::Map(pairs) => pairs,
        Written::Unread => &[],
        other => {
            let what = format!("`{key}` wants one line for each period, not {}", shape(other));
            let fix = "write lines such as `2018-19: 7.6` below it";
            log.report(Finding::new(Code::WrongShape, node.place.clone(), what, fix));
            &[]
        }
    };
    let (split, pairs): (Vec<_>, Vec<_>) = pairs.iter().partition(|pair| is_split_number(pair));
    for (rest, _) in split {
        log.report(split_number(text_of(rest)).at(rest.place.clone()));
    }
    let keys: Vec<&str> = pairs.iter().map(|(key, _)| text_of(key)).collect();
    let each = pairs.iter().filter_map(|(key, value)| reading(key, value, &keys, about, log));
    let mut readings: Vec<Reading> = each.collect();
    report_same_periods(&readings, log);
    readings.sort_by_key(|reading| (reading.period.end(), reading.period.start()));
    readings.dedup_by(|later, earlier| later.period.same_time(earlier.period));
    Series { readings }
}

/// Whether this is what follows the comma in `70,7` within brackets: YAML reads it as a key without a value.
fn is_split_number((key, value): &(Node, Node)) -> bool {
    let text = text_of(key);
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits && text.len() != 4 && value.is == Written::Blank
}

/// Reports two names for the same period.
fn report_same_periods(readings: &[Reading], log: &Log) {
    let mut seen: BTreeMap<(NaiveDate, NaiveDate), &Reading> = BTreeMap::new();
    for reading in readings {
        let first = *seen.entry((reading.period.start(), reading.period.end())).or_insert(reading);
        if !std::ptr::eq(first, reading) {
            let what = format!("{} is here already, on line {}", reading.period, first.place.line);
            let fix = "keep one of the two lines";
            log.report(Finding::new(Code::DuplicatePeriod, reading.place.clone(), what, fix));
        }
    }
}

/// The period that a key names. If the frequency is unknown, any period is accepted.
pub fn period(text: &str, frequency: Option<Frequency>) -> Result<Period, Misread> {
    match frequency {
        Some(frequency) => Period::read(text, frequency),
        None => Period::read(text, Frequency::Years(1))
            .or_else(|fault| Period::read(text, Frequency::Monthly).map_err(|_| fault))
            .or_else(|fault| Period::read(text, Frequency::Quarterly).map_err(|_| fault)),
    }
}

/// A remedy never leads to a period that has a line already, under whichever of its names.
fn not_twice(misread: Misread, keys: &[&str], frequency: Option<Frequency>) -> Misread {
    let read = |text: &str| period(text, frequency).ok();
    let there = |meant: &str| {
        let time = read(meant)?;
        keys.iter().find(|key| read(key).is_some_and(|own| own.same_time(time))).copied()
    };
    // Other remedies show examples.
    if !misread.fix.starts_with("write `") {
        return misread;
    }
    let meant: Vec<&str> =
        misread.fix.split('`').skip(1).step_by(2).filter(|text| read(text).is_some()).collect();
    let free: Vec<&str> = meant.iter().copied().filter(|meant| there(meant).is_none()).collect();
    let fix = match (meant.iter().find_map(|meant| there(meant)), free.as_slice()) {
        (Some(period), []) => format!(
            "`{period}` is here already: take one of the two lines out, or correct the period of the wrong one"
        ),
        (Some(period), [free]) => format!("write `{free}`; `{period}` is here already"),
        _ => return misread,
    };
    Misread { fix, ..misread }
}

/// Stands for a figure that could not be read, so that the one before it does not count as the latest. Nothing is
/// printed from a pack with such a fault.
const FAULTY: Result<Number, Missing> = Err(Missing::NotAvailable);

fn reading(key: &Node, node: &Node, keys: &[&str], about: &About<'_>, log: &Log) -> Option<Reading> {
    let period =
        period(text_of(key), about.frequency).map_err(|misread| not_twice(misread, keys, about.frequency));
    let period = log.keep(period, &key.place);
    let mut reading = match &node.is {
        Written::Map(_) => detailed(Fields::open(node, &READING, log)?, &key.place, about, log),
        _ => bare(value(node, about, log).unwrap_or(FAULTY), key.place.clone(), node.place.clone()),
    };
    reading.period = period?;
    Some(reading)
}

/// A reading with only a figure or a reason. The caller fills in the period.
pub fn bare(value: Result<Number, Missing>, place: Place, value_place: Place) -> Reading {
    Reading {
        place,
        value_place,
        places: Places::default(),
        period: Period::CalendarYear(0),
        value,
        decimals: None,
        margin: None,
        respondents: None,
        numerator: None,
        denominator: None,
        flags: Vec::new(),
        breaks: false,
        note: None,
        source: None,
        computed: None,
    }
}

/// A reading written as a mapping.
fn detailed(mut fields: Fields<'_>, place: &Place, about: &About<'_>, log: &Log) -> Reading {
    let value = fields.get("value").and_then(|node| value(node, about, log));
    let (numerator, denominator) = (fields.read("numerator", count), fields.read("denominator", count));
    let margin = fields.read("margin", margin);
    report_impossible(value, numerator.as_ref(), denominator.as_ref(), margin.as_ref(), about, log);
    let details = Reading {
        decimals: fields
            .read("decimals", |text| whole(text, 0..=MOST_DECIMALS))
            .map(|decimals| decimals.value),
        margin: margin.map(|margin| margin.value).filter(|margin| !margin.is_zero()),
        respondents: respondents(
            fields.read("respondents", |text| whole(text, 0..=LARGEST_COUNT)),
            value,
            log,
        ),
        numerator: numerator.map(|count| count.value),
        denominator: denominator.map(|count| count.value),
        flags: fields.get("status").map(|node| flags(node, log)).unwrap_or_default(),
        breaks: fields.read("break", yes_or_no).is_some_and(|breaks| breaks.value),
        note: fields.text("note"),
        source: fields.text("source"),
        ..bare(Err(Missing::NotAvailable), place.clone(), place.clone())
    };
    let places = fields.places();
    fields.close();
    let value_place = places.of("value").unwrap_or(place).clone();
    Reading { value: value.unwrap_or(FAULTY), value_place, places, ..details }
}

/// How many answered. Nobody's answers make no figure.
fn respondents(count: Option<Placed<u64>>, value: Option<Result<Number, Missing>>, log: &Log) -> Option<u64> {
    let count = count?;
    if let (0, Some(Ok(value))) = (count.value, value) {
        let what = format!("there are 0 respondents, and a figure of {value}");
        let fix = "write how many answered, or take `respondents` out";
        log.report(Finding::new(Code::Counts, count.place, what, fix));
    }
    Some(count.value)
}

/// Counts and margins that cannot belong to their figure. What stands behind a `c` is nobody's business here.
fn report_impossible(
    value: Option<Result<Number, Missing>>,
    numerator: Option<&Placed<Count>>,
    denominator: Option<&Placed<Count>>,
    margin: Option<&Placed<Number>>,
    about: &About<'_>,
    log: &Log,
) {
    let report = |place: &Place, what: String, fix: &str| {
        log.report(Finding::new(Code::Counts, place.clone(), what, fix));
    };
    match (value, margin) {
        (Some(Err(missing)), Some(margin)) if missing != Missing::Confidential => {
            let what = format!("there is a margin of {} and no figure that it belongs to", margin.value);
            report(&margin.place, what, "write the figure as `value`, or leave the margin out");
        }
        _ => {}
    }
    let known = |count: Option<&Placed<Count>>| match count.map(|count| count.value) {
        Some(Count::Known(number)) => Some(number),
        Some(Count::Missing(_)) | None => None,
    };
    let (Some(Ok(value)), Some(below), Some(placed)) = (value, known(denominator), denominator) else {
        return;
    };
    if below.is_zero() {
        let what = "the denominator is 0, so there can be no figure".to_owned();
        report(&placed.place, what, "write `w` as the value if there was nobody to count");
        return;
    }
    // A percentage above 100, such as of a budget, is not a share of people.
    let share = about.unit.is_some_and(|unit| unit.percent) && value <= Number::ONE_HUNDRED;
    if let (Some(above), Some(placed)) = (known(numerator), numerator)
        && share
        && above > below
    {
        let what = format!("the numerator {above} is above the denominator {below}");
        report(&placed.place, what, "a percentage counts some of all; correct one of the two");
    }
}

/// The remedy for an empty reading.
const REASONS: &str = "write the figure, or why there is none: `c` confidential, `x` not available, `z` not applicable, \
                       `w` none recorded, `low` rounds to zero, `awaited`";

const LARGEST_COUNT: u64 = 1_000_000_000_000;

/// A figure, or the reason for having none.
fn value(node: &Node, about: &About<'_>, log: &Log) -> Option<Result<Number, Missing>> {
    match &node.is {
        Written::Blank => {
            log.report(Finding::new(Code::Blank, node.place.clone(), "the reading is blank", REASONS));
            None
        }
        Written::Scalar { .. } => {
            let text = one_text(node, "value", log)?;
            let value = log.keep(figure_or_reason(&text.value, about.unit), &text.place)?;
            let number = value.ok();
            match number.and_then(|number| out_of_range(number, about.unit?)) {
                Some(misread) => {
                    log.report(misread.at(text.place));
                    None
                }
                None => Some(value),
            }
        }
        Written::Unread => None,
        Written::List(items) if items.len() == 1 => {
            let text = format!("[{}]", text_of(&items[0]));
            let misread = figure_or_reason(&text, about.unit).err()?;
            log.report(misread.at(node.place.clone()));
            None
        }
        other => {
            let what = format!("a reading is one figure or a group with `value`, not {}", shape(other));
            log.report(Finding::new(
                Code::WrongShape,
                node.place.clone(),
                what,
                "write a line such as `2018-19: 7.6`",
            ));
            None
        }
    }
}

/// # Errors
/// When the text is neither; the unit helps to tell what was meant.
pub fn figure_or_reason(text: &str, unit: Option<&Unit>) -> Result<Result<Number, Missing>, Misread> {
    if let Some(missing) = Missing::read(text) {
        return Ok(Err(missing));
    }
    if text.is_empty() {
        return Err(Misread::new(Code::Blank, "the reading is blank", REASONS));
    }
    let neither = |fix: String| {
        Err(Misread::new(Code::Number, format!("`{text}` is neither a figure nor a reason"), fix))
    };
    if let Some(reason) = Missing::meant(text) {
        return neither(format!("write `{}`", reason.code()));
    }
    if let Some(fix) = withheld(text) {
        return neither(fix);
    }
    let number = read_figure(text.trim_start_matches('[').trim_end_matches(']'), unit);
    match number {
        Ok(number) if text.starts_with('[') => neither(format!("write `{number}`")),
        Err(misread)
            if !text.contains(|c: char| c.is_ascii_digit()) && !misread.fix.starts_with("write `") =>
        {
            neither(no_figure(text))
        }
        other => other.map(Ok),
    }
}

/// The remedy for words or marks written instead of a figure.
fn no_figure(text: &str) -> String {
    match text.to_lowercase().as_str() {
        "n/a" | "na" => "write `x` if it is not available, `z` if it does not apply".to_owned(),
        "-" | "–" | "—" => "write `0` if there were none, `x` if it is not available".to_owned(),
        error if error.starts_with('#') => {
            "write the figure that the spreadsheet failed to work out, or `x`".to_owned()
        }
        _ => REASONS.replace("the figure, or why there is none", "why there is no figure"),
    }
}

/// The remedy for a figure published only as less than another, as more, or as a range.
fn withheld(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let plain = |text: &str| {
        let number = text.trim().trim_end_matches('%').trim_end();
        is_plain_number(number).then(|| number.parse::<Number>().ok())?
    };
    let after = |words: &[&str]| words.iter().find_map(|word| plain(lower.strip_prefix(word)?));
    if let Some(below) = after(&["<", "≤", "<=", "fewer than", "less than", "under", "below"]) {
        let so_few = if below > Number::TWO { "`c`" } else { "`low`" };
        return Some(format!("write {so_few}: a figure that is published as {text} is not known exactly"));
    }
    if after(&[">", "≥", ">=", "more than", "over", "above"]).is_some() {
        return Some(format!("write `c`: a figure that is published as {text} is not known exactly"));
    }
    let (from, to) = ["-", "–", " to "].iter().find_map(|mark| lower.split_once(mark))?;
    let (from, to) = (plain(from)?, plain(to)?);
    (from < to).then(|| format!("write `c`: a figure that is published as {text} is not known exactly"))
}

/// The fault in a value that its unit does not allow.
pub fn out_of_range(number: Number, unit: &Unit) -> Option<Misread> {
    let (from, to) = unit.range;
    let outside = from.is_some_and(|from| number < from) || to.is_some_and(|to| number > to);
    let ends = match (from, to) {
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("of {from} or more"),
        (None, Some(to)) => format!("of {to} or less"),
        (None, None) => return None,
    };
    outside.then(|| {
        Misread::new(
            Code::OutOfRange,
            format!("`{number}` cannot be in the unit `{unit}`"),
            format!("write a value {ends}, or correct `unit`"),
        )
    })
}

fn margin(text: &str) -> Result<Number, Misread> {
    let bare = text.trim_start_matches(['±', '+', '/', '-']).trim_start();
    if bare != text && is_plain_number(bare) {
        let what = format!("the margin `{text}` has a sign, and counts to both sides");
        return Err(Misread::new(Code::OutOfRange, what, format!("write `{bare}`")));
    }
    read_number(text)
}

pub fn count(text: &str) -> Result<Count, Misread> {
    if let Some(missing) = Missing::read(text) {
        return Ok(Count::Missing(missing));
    }
    let number = read_number(text)?;
    match number >= Number::ZERO {
        true => Ok(Count::Known(number)),
        false => {
            Err(Misread::new(Code::OutOfRange, format!("the count `{text}` is negative"), "write 0 or more"))
        }
    }
}

/// A single flag, or a list of them.
fn flags(node: &Node, log: &Log) -> Vec<Flag> {
    let nodes = match &node.is {
        Written::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let texts = nodes.iter().filter_map(|node| one_text(node, "status", log));
    let mut flags: Vec<Flag> = texts.filter_map(|text| log.keep(flag(&text.value), &text.place)).collect();
    flags.sort_unstable();
    flags.dedup();
    flags
}

fn flag(text: &str) -> Result<Flag, Misread> {
    Flag::read(text).ok_or_else(|| {
        let lower = text.to_lowercase();
        let bare = lower.trim_matches(['(', ')', '[', ']', '.']).trim();
        let words = || Flag::ALL.iter().map(|flag| flag.words());
        let begun = words().find(|words| bare.len() >= 3 && words.starts_with(bare));
        let fix = match Flag::read(bare).map(Flag::words).or(begun).or_else(|| near(bare, words())) {
            Some(words) => format!("write `{words}`"),
            None => "write `provisional`, `revised`, `estimated` or `low reliability`, or a list of them in brackets"
                .to_owned(),
        };
        Misread::new(Code::Choice, format!("`{text}` is not the status of a reading"), fix)
    })
}

#[cfg(test)]
mod tests {
    use super::{figure_or_reason, not_twice, period};
    use crate::model::Frequency;

    #[test]
    fn other_spellings_of_a_reason_lead_to_it() {
        for (text, fix) in [
            ("confidential", "write `c`"),
            ("C", "write `c`"),
            ("X", "write `x`"),
            ("[c]", "write `c`"),
            ("*", "write `c`"),
            ("..", "write `x`"),
            ("TBC", "write `awaited`"),
            ("nil", "write `0`"),
            ("[12.5]", "write `12.5`"),
            ("<5", "write `c`: a figure that is published as <5 is not known exactly"),
            ("fewer than 5", "write `c`: a figure that is published as fewer than 5 is not known exactly"),
            ("1-4", "write `c`: a figure that is published as 1-4 is not known exactly"),
            ("<0.5", "write `low`: a figure that is published as <0.5 is not known exactly"),
            ("-", "write `0` if there were none, `x` if it is not available"),
            ("#REF!", "write the figure that the spreadsheet failed to work out, or `x`"),
            ("N/A", "write `x` if it is not available, `z` if it does not apply"),
        ] {
            let told = figure_or_reason(text, None).unwrap_err();
            assert_eq!(told.fix, fix, "{text}");
        }
    }

    #[test]
    fn a_remedy_never_leads_to_a_period_that_is_there() {
        let fix = |keys: &[&str]| {
            let quarterly = Some(Frequency::Quarterly);
            not_twice(period("2023-05", quarterly).unwrap_err(), keys, quarterly).fix
        };
        assert_eq!(
            fix(&["2023-05"]),
            "write `2023-24 Q1` if the figure is of the whole quarter, April to June"
        );
        assert_eq!(
            fix(&["2023 Q2", "2023-05"]),
            "`2023 Q2` is here already: take one of the two lines out, or correct the period of the wrong one"
        );
    }
}
