//! A measure's target and its tolerance out of the tree.

use crate::finding::{Code, Finding, Misread, Placed};
use crate::load::fields::{Fields, Log, one_text, text_of};
use crate::load::keys::{BAND, PROFILE};
use crate::load::readings::{About, out_of_range, period};
use crate::load::tree::{Node, Written};
use crate::model::figure::{read_figure, read_number};
use crate::model::target::{in_words, is_none};
use crate::model::{
    Band, Better, Covers, Frequency, Measure, Number, Part, Period, Profile, Target, Tolerance, Unit,
};

/// A target in any of its forms.
pub fn target(
    node: &Node,
    better: Option<&Placed<Better>>,
    about: &About<'_>,
    log: &Log,
) -> Option<Placed<Target>> {
    let better = better.map(|better| better.value);
    let target = match &node.is {
        Written::Map(pairs) if pairs.iter().any(|(key, _)| matches!(text_of(key), "from" | "to")) => {
            Target::Always(band(node, better, about.unit, log)?)
        }
        Written::Map(pairs) if pairs.iter().any(|(key, _)| PROFILE.key(text_of(key)).is_some()) => {
            Target::Profile(profile(node, better, about, log)?)
        }
        Written::Map(pairs) => Target::ByPeriod(by_period(pairs, better, about, log)),
        // Whether a comparator of this name is declared, and which one may be meant, is found out with all references.
        Written::Scalar { text, .. } if is_name(text, better, about.unit) => {
            if better == Some(Better::Within) {
                let what = format!("`better: within` wants a band, not the single figure of `{text}`");
                let fix = "write `target: { from: -0.5, to: 0 }`, or `better: higher` or `better: lower`";
                log.report(Finding::new(Code::Target, node.place.clone(), what, fix));
                return None;
            }
            Target::Comparator(text.clone())
        }
        _ => Target::Always(band(node, better, about.unit, log)?),
    };
    Some(Placed::new(target, node.place.clone()))
}

/// Whether a text may be meant as the name of a comparator.
fn is_name(text: &str, better: Option<Better>, unit: Option<&Unit>) -> bool {
    let is_figure = in_words(text, better, unit).is_some() || is_none(text).is_some();
    text.starts_with(char::is_alphabetic) && !is_figure
}

/// One target for each period named, in order of time.
fn by_period(
    pairs: &[(Node, Node)],
    better: Option<Better>,
    about: &About<'_>,
    log: &Log,
) -> Vec<(Period, Band)> {
    let mut bands: Vec<(Period, Band)> = Vec::new();
    for (key, value) in pairs {
        let period =
            period(text_of(key), about.frequency).map_err(|misread| of_year(misread, text_of(key), about));
        let period = log.keep(period, &key.place);
        let (Some(period), Some(band)) = (period, band(value, better, about.unit, log)) else { continue };
        if bands.iter().any(|(first, _)| first.same_time(period)) {
            let what = format!("there is a target for {period} already");
            log.report(Finding::new(Code::DuplicatePeriod, key.place.clone(), what, "keep one of the two"));
            continue;
        }
        bands.push((period, band));
    }
    bands.sort_by_key(|(period, _)| (period.end(), period.start()));
    bands
}

/// The remedy for a year among months or quarters: from its first one on a target holds to the year's end.
fn of_year(misread: Misread, text: &str, about: &About<'_>) -> Misread {
    let year = Period::read(text, Frequency::Years(1));
    let first = match (year, about.frequency) {
        (Ok(Period::FinancialYear(year)), Some(Frequency::Monthly)) => Period::Month(year, 4),
        (Ok(Period::FinancialYear(year)), Some(Frequency::Quarterly)) => Period::FinancialQuarter(year, 1),
        _ => return misread,
    };
    let fix = format!("write `{first}`, from which it holds to the end of {text}");
    Misread { fix, ..misread }
}

/// One target as a band: a number opens it in the direction that is good, `from` and `to` are its ends.
fn band(node: &Node, better: Option<Better>, unit: Option<&Unit>, log: &Log) -> Option<Band> {
    let refuse = |what: &str, fix: &str| {
        log.report(Finding::new(Code::Target, node.place.clone(), what, fix));
        None
    };
    if let Written::Map(_) = &node.is {
        let mut fields = Fields::open(node, &BAND, log)?;
        let (from, to) = (
            fields.read("from", |text| read_figure(text, unit)),
            fields.read("to", |text| read_figure(text, unit)),
        );
        fields.close();
        let (from, to) = (from?.value, to?.value);
        return match better {
            _ if from > to => {
                refuse(&format!("the band from {from} to {to} is empty"), "write the smaller number first")
            }
            Some(Better::Within) | None => Some(Band { from: Some(from), to: Some(to) }),
            Some(Better::Higher | Better::Lower) => refuse(
                "a band is a target only where `better: within` stands",
                "write one number, or `better: within`",
            ),
        };
    }
    let text = one_text(node, "target", log)?;
    if let Some(misread) = in_words(&text.value, better, unit).or_else(|| is_none(&text.value)) {
        log.report(misread.at(text.place));
        return None;
    }
    let number = log.keep(read_figure(&text.value, unit), &text.place)?;
    if let Some(misread) = unit.and_then(|unit| out_of_range(number, unit)) {
        log.report(misread.at(text.place));
        return None;
    }
    match better {
        Some(Better::Within) => refuse(
            &format!("`better: within` wants a band, not the single number {number}"),
            "write `target: { from: -0.5, to: 0 }`",
        ),
        Some(better) => Some(Band::of(number, better)),
        // That `better` is missing or faulty is said elsewhere; the direction taken here is never used.
        None => Some(Band::of(number, Better::Higher)),
    }
}

/// A year's target with the shares of it that are due by each part of the year.
fn profile(node: &Node, better: Option<Better>, about: &About<'_>, log: &Log) -> Option<Profile> {
    let mut fields = Fields::open(node, &PROFILE, log)?;
    let years = fields.get("year").map(|year| years(year, better, about, log));
    let shares = fields.get("profile").and_then(|node| shares(node, log));
    fields.close();
    Some(Profile { years: years.filter(|years| !years.is_empty())?, shares: shares? })
}

/// The year's figure, or that of each year.
fn years(node: &Node, better: Option<Better>, about: &About<'_>, log: &Log) -> Vec<(Option<Period>, Band)> {
    let is_band = |pairs: &[(Node, Node)]| pairs.iter().any(|(key, _)| BAND.key(text_of(key)).is_some());
    match &node.is {
        Written::Map(pairs) if !is_band(pairs) => {
            let about = About { frequency: Some(Frequency::Years(1)), unit: about.unit };
            by_period(pairs, better, &about, log).into_iter().map(|(year, band)| (Some(year), band)).collect()
        }
        _ => band(node, better, about.unit, log).map(|band| (None, band)).into_iter().collect(),
    }
}

/// The shares of a profile, in the order of the year.
fn shares(node: &Node, log: &Log) -> Option<Vec<(Part, Number)>> {
    let Written::Map(pairs) = &node.is else {
        let fix = "write `profile: { Q1: 25%, Q2: 50%, Q3: 75%, Q4: 100% }`, or months: `Apr: 8%`";
        let what = "`profile` wants a share for each part of the year";
        log.report(Finding::new(Code::Target, node.place.clone(), what, fix));
        return None;
    };
    let mut shares = Vec::new();
    for (key, value) in pairs {
        let part = log.keep(part(text_of(key)), &key.place);
        let share =
            one_text(value, text_of(key), log).and_then(|text| log.keep(share(&text.value), &text.place));
        shares.push((part?, share?));
    }
    shares.sort_by_key(|(part, _)| part.over());
    grow(&shares).map_err(|misread| log.report(misread.at(node.place.clone()))).ok()?;
    Some(shares)
}

fn part(text: &str) -> Result<Part, Misread> {
    let meant = || {
        let text = text.trim().to_lowercase();
        let all = [Frequency::Quarterly, Frequency::Monthly].into_iter().flat_map(Part::all);
        all.into_iter().find(|part| {
            let name = part.to_string().to_lowercase();
            text.starts_with(&name) || text.replace("quarter ", "q") == name
        })
    };
    Part::read(text).ok_or_else(|| {
        let fix = match meant() {
            Some(part) => format!("write `{part}`"),
            None => "write quarters (`Q1` to `Q4`) or months (`Apr` to `Mar`)".to_owned(),
        };
        Misread::new(Code::Target, format!("`{text}` is not a part of a year"), fix)
    })
}

/// A share of the year's figure: `25%`.
fn share(text: &str) -> Result<Number, Misread> {
    let digits = text.trim_end_matches('%').trim();
    let number = read_number(digits).ok().filter(|number| *number >= Number::ZERO);
    match number {
        Some(number) if text.ends_with('%') && number <= Number::ONE_THOUSAND => Ok(number),
        Some(number) => {
            let percent = if number <= Number::ONE { number * Number::ONE_HUNDRED } else { number };
            let fix = format!("write `{}%`", percent.normalize());
            Err(Misread::new(Code::Target, format!("`{text}` is not a share of the year's target"), fix))
        }
        None => {
            let what = format!("`{text}` is not a share of the year's target");
            Err(Misread::new(Code::Target, what, "write it in percent, like `25%`"))
        }
    }
}

/// Shares are counted from the beginning of the year, so none is smaller than the one before.
fn grow(shares: &[(Part, Number)]) -> Result<(), Misread> {
    let sum: Number = shares.iter().map(|(_, share)| *share).sum();
    let last = shares.last().map_or(Number::ZERO, |(_, share)| *share);
    if shares.len() > 1 && sum == Number::ONE_HUNDRED && last != sum {
        let mut so_far = Number::ZERO;
        let sums = shares.iter().map(|(part, share)| {
            so_far += *share;
            format!("{part}: {}%", so_far.normalize())
        });
        let fix = format!("write `profile: {{ {} }}`", sums.collect::<Vec<_>>().join(", "));
        let what = "the shares are of each part of the year by itself, and figures count from its beginning";
        return Err(Misread::new(Code::Target, what, fix));
    }
    match shares.windows(2).find(|pair| pair[1].1 < pair[0].1) {
        Some([(one, before), (other, behind)]) => {
            let what = format!("by {other} less is due ({behind}%) than by {one} ({before}%)");
            let fix = "write shares counted from the beginning of the year, which never fall";
            Err(Misread::new(Code::Target, what, fix))
        }
        _ => Ok(()),
    }
}

/// Reports a profile that does not go with the measure's figures.
pub fn report_profile_without_use(measure: &Measure, log: &Log) {
    let Some(Placed { value: Target::Profile(profile), place }) = &measure.target else { return };
    let refuse = |what: String, fix: String| log.report(Finding::new(Code::Target, place.clone(), what, fix));
    let parts = Part::all(measure.frequency);
    if parts.is_empty() || measure.covers != Covers::YearToDate {
        let what = "a profile is for figures that count from the beginning of the year".to_owned();
        let fix = match parts.is_empty() {
            true => "write the year's target alone",
            false => {
                "write `covers: year to date` if these do; if not, one target, or one for each period: \
                 `target: { 2018-19 Q1: 25 }`"
            }
        };
        return refuse(what, fix.to_owned());
    }
    let has = |part: &Part| profile.shares.iter().any(|(own, _)| own == part);
    let of = |period: Period| Part::of(period, measure.frequency);
    let used: Vec<Part> = measure.readings.readings.iter().filter_map(|reading| of(reading.period)).collect();
    let missing: Vec<String> = parts
        .iter()
        .filter(|part| used.contains(part) && !has(part))
        .map(|part| format!("{part}: {}%", part.even()))
        .collect();
    if !missing.is_empty() {
        let what = "the profile has no share for a part of the year of which there are figures".to_owned();
        let fix = format!("add `{}` to it, or the shares that are planned", missing.join(", "));
        refuse(what, fix);
    }
}

pub fn tolerance(
    text: &Placed<String>,
    unit: Option<&Unit>,
    target: Option<&Placed<Target>>,
    log: &Log,
) -> Option<Tolerance> {
    let tolerance = log.keep(Tolerance::read(&text.value, unit?), &text.place)?;
    let refuse = |what: &str| {
        let fix = match unit.is_some_and(|unit| unit.percent) {
            true => "write it in percentage points, such as `2pp`",
            false => "write it in the measure's unit, such as `0.3`",
        };
        log.report(Finding::new(Code::Tolerance, text.place.clone(), what, fix));
        None
    };
    let bands = target.map(|target| target.bands()).unwrap_or_default();
    let is_zero = |end: Option<Number>| end.is_some_and(|end| end.is_zero());
    match tolerance {
        Tolerance::Share(share) if bands.iter().any(|band| band.from.is_some() && band.to.is_some()) => {
            refuse(&format!("{share}% of a band leaves open of which end"))
        }
        Tolerance::Share(share) if bands.iter().any(|band| is_zero(band.from) || is_zero(band.to)) => {
            refuse(&format!("{share}% of a target of 0 is nothing"))
        }
        Tolerance::Share(_) | Tolerance::Absolute(_) => Some(tolerance),
    }
}

/// A target says nothing while it is open which side of it is good.
pub fn report_goal_without_direction(target: Option<&Placed<Target>>, has_better: bool, log: &Log) {
    if let (Some(target), false) = (target, has_better) {
        let what = "there is a target, but `better` is missing, so nobody can tell which side of it is good";
        let fix = "add `better: higher`, `better: lower` or `better: within`";
        log.report(Finding::new(Code::Target, target.place.clone(), what, fix));
    }
}
