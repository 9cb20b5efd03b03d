//! A measure out of the tree.

use crate::finding::{Code, Finding, Misread, Placed, Places};
use crate::load::fields::{Fields, Log, date, name, one_of, shape, text_in, text_of, whole};
use crate::load::keys::{BAND, MEASURE};
use crate::load::readings::{About, out_of_range, period, series};
use crate::load::tree::{Node, Written};
use crate::model::figure::{read_figure, read_number};
use crate::model::quantity::MOST_DECIMALS;
use crate::model::{
    Band, Better, Counted, Covers, Declared, Frequency, Measure, Number, Series, Target, Tolerance, Unit,
};

/// A measure as far as it could be read, and whether nothing essential is lacking.
pub struct Read {
    pub measure: Measure,
    pub whole: bool,
}

/// Reads one measure. What could not be read is reported; the rest still counts where references are checked.
pub fn measure(node: &Node, units: &Declared, log: &Log) -> Option<Read> {
    Fields::open(node, &MEASURE, log).map(|fields| read(fields, units, log))
}

fn read(mut fields: Fields<'_>, units: &Declared, log: &Log) -> Read {
    let number = fields.read("number", |text| whole(text, 1..=9999u32));
    let id = fields.read("id", name);
    let code = fields.text("code");
    let title = fields.text("title");
    let kind = fields.read("kind", name);
    let unit = fields.read("unit", |text| Unit::read(text, units));
    let frequency = fields.read("frequency", Frequency::read);
    let better = fields.read("better", |text| one_of(text, &Better::FORMS));
    let covers = fields.read("covers", |text| one_of(text, &Covers::FORMS));
    let about = About {
        frequency: frequency.as_ref().map(|frequency| frequency.value),
        unit: unit.as_ref().map(|unit| &unit.value),
    };
    let readings =
        fields.get("readings").map(|node| series(node, "readings", &about, log)).unwrap_or_default();
    let others = fields.get("comparators").map(|node| others(node, &about, log)).unwrap_or_default();
    let decimals =
        fields.read("decimals", |text| whole(text, 0..=MOST_DECIMALS)).map(|decimals| decimals.value);
    let decimals = decimals.or(about.unit.and_then(|unit| unit.decimals));
    let target = fields.get("target").and_then(|node| target(node, better.as_ref(), &about, log));
    let tolerance =
        fields.text("tolerance").and_then(|text| tolerance(&text, about.unit, target.as_ref(), log));
    let has_better = fields.get("better").is_some() || fields.is_misspelt("better");
    report_goal_without_direction(target.as_ref(), has_better, log);
    let mut measure = Measure {
        place: fields.place(),
        places: Places::default(),
        number: number.as_ref().map_or(0, |number| number.value),
        id: id.clone().unwrap_or_else(|| Placed::new(String::new(), fields.place())),
        code: code.map(|code| code.value),
        title: title.clone().unwrap_or_else(|| Placed::new(String::new(), fields.place())),
        kind: kind.clone().unwrap_or_else(|| Placed::new(String::new(), fields.place())),
        unit: about.unit.cloned().unwrap_or_else(|| Unit::declared("", None, None)),
        decimals: decimals.unwrap_or_else(|| written_decimals(&readings, &others)),
        better: better.as_ref().map(|better| better.value),
        frequency: about.frequency.unwrap_or(Frequency::Years(1)),
        covers: covers.map(|covers| covers.value).unwrap_or_default(),
        source: fields.read("source", name),
        target,
        tolerance,
        meaningful_change: fields.read("meaningful-change", size).map(|size| size.value),
        seasonal: fields.flag("seasonal"),
        counted: if fields.flag("averaged-counts") { Counted::Averages } else { Counted::Events },
        priorities: names(&mut fields, "priorities", log),
        themes: names(&mut fields, "themes", log),
        feeds: fields.read("feeds", name),
        owner: fields.text("owner"),
        reviewed: fields.read("reviewed", date).map(|date| date.value),
        under_development: fields.flag("under-development"),
        for_information: fields.flag("for-information"),
        comment: fields.text("comment"),
        action: fields.text("action"),
        readings,
        councils: std::collections::BTreeMap::new(),
        comparator_places: others.iter().map(|(name, _)| (name.value.clone(), name.place.clone())).collect(),
        comparators: others.into_iter().map(|(name, series)| (name.value, series)).collect(),
    };
    measure.places = fields.places();
    fields.close();
    let essentials = [
        number.is_some(),
        id.is_some(),
        title.is_some(),
        kind.is_some(),
        unit.is_some(),
        frequency.is_some(),
    ];
    Read { measure, whole: essentials.iter().all(|there| *there) }
}

/// How messages name a measure, from what can be read of it.
pub fn words(node: &Node) -> Option<String> {
    called(text_in(node, "number"), text_in(node, "title").or_else(|| text_in(node, "id")))
}

/// The name of a measure by its number and title, if one of them is known.
pub fn called(number: Option<&str>, title: Option<&str>) -> Option<String> {
    match (number, title) {
        (Some(number), Some(title)) => Some(format!("measure {number}, {title}")),
        (Some(number), None) => Some(format!("measure {number}")),
        (None, Some(title)) => Some(format!("measure {title}")),
        (None, None) => None,
    }
}

/// The most decimals that the readings are written with, the comparators' too.
fn written_decimals(readings: &Series, others: &[(Placed<String>, Series)]) -> u32 {
    let all = std::iter::once(readings).chain(others.iter().map(|(_, series)| series));
    let plain = all.flat_map(Series::values).filter(|(reading, _)| reading.decimals.is_none());
    plain.map(|(_, value)| value.scale()).max().unwrap_or(0)
}

fn size(text: &str) -> Result<Number, Misread> {
    read_number(text).and_then(|size| match size > Number::ZERO {
        true => Ok(size),
        false => Err(Misread::new(
            Code::OutOfRange,
            format!("`{text}` is no size of a change"),
            "write more than 0",
        )),
    })
}

fn names(fields: &mut Fields<'_>, key: &'static str, log: &Log) -> Vec<Placed<String>> {
    let texts = fields.texts(key);
    texts.into_iter().filter(|text| log.keep(name(&text.value), &text.place).is_some()).collect()
}

/// The readings of each comparator.
fn others(node: &Node, about: &About<'_>, log: &Log) -> Vec<(Placed<String>, Series)> {
    if node.is == Written::Unread {
        return Vec::new();
    }
    let Written::Map(pairs) = &node.is else {
        let what = format!("`comparators` wants the readings of each comparator, not {}", shape(&node.is));
        let fix = "write a comparator's name with its readings, such as `england: { 2018-19: 7.5 }`";
        log.report(Finding::new(Code::WrongShape, node.place.clone(), what, fix));
        return Vec::new();
    };
    let other = |(key, value): &(Node, Node)| {
        let name = log.keep(name(text_of(key)), &key.place)?;
        let readings = series(value, &name, about, log);
        Some((Placed::new(name, key.place.clone()), readings))
    };
    pairs.iter().filter_map(other).collect()
}

/// A target in any of its forms.
fn target(
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
        Written::Map(pairs) => {
            let one = |(key, value): &(Node, Node)| {
                let period = log.keep(period(text_of(key), about.frequency), &key.place)?;
                Some((period, band(value, better, about.unit, log)?))
            };
            Target::ByPeriod(pairs.iter().filter_map(one).collect())
        }
        // Whether a comparator of this name is declared, and which one may be meant, is found out with all references.
        Written::Scalar { text, .. } if text.starts_with(char::is_alphabetic) => {
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
    let text = crate::load::fields::one_text(node, "target", log)?;
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

fn tolerance(
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
    let bands: Vec<Band> = match target.map(|target| &target.value) {
        Some(Target::Always(band)) => vec![*band],
        Some(Target::ByPeriod(bands)) => bands.iter().map(|(_, band)| *band).collect(),
        Some(Target::Comparator(_)) | None => Vec::new(),
    };
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
fn report_goal_without_direction(target: Option<&Placed<Target>>, has_better: bool, log: &Log) {
    if let (Some(target), false) = (target, has_better) {
        let what = "there is a target, but `better` is missing, so nobody can tell which side of it is good";
        let fix = "add `better: higher`, `better: lower` or `better: within`";
        log.report(Finding::new(Code::Target, target.place.clone(), what, fix));
    }
}
