//! Reads a measure from the tree.

use crate::finding::{Code, Finding, Misread, Placed, Places, cut_to};
use crate::load::fields::{Fields, Log, date, name, one_of, shape, text_in, text_of, whole};
use crate::load::keys::MEASURE;
use crate::load::readings::{About, series};
use crate::load::target::{report_goal_without_direction, report_profile_without_use, target, tolerance};
use crate::load::tree::{Node, Written};
use crate::model::figure::read_number;
use crate::model::quantity::MOST_DECIMALS;
use crate::model::{Better, Counted, Covers, Declared, Frequency, Measure, Number, Series, Unit};

/// A measure as far as it could be read, and whether it has everything essential.
pub struct Read {
    pub measure: Measure,
    pub whole: bool,
}

/// Reads one measure. Faulty values are reported; the rest still counts when references are checked.
pub fn measure(node: &Node, units: &Declared, log: &Log) -> Option<Read> {
    Fields::open(node, &MEASURE, log).map(|fields| read(fields, units, log))
}

fn read(mut fields: Fields<'_>, units: &Declared, log: &Log) -> Read {
    let number = fields.read("number", |text| whole(text, 1..=9999u32));
    let id = fields.read("id", name);
    let code = fields.text("code");
    let title = fields.text("title");
    let kind = fields.text("kind");
    let unit = fields.read("unit", |text| Unit::read(text, units));
    let frequency = fields.read("frequency", Frequency::read);
    let better = fields.read("better", |text| one_of(text, &Better::FORMS));
    let covers = fields.read("covers", |text| one_of(text, &Covers::FORMS));
    let about = About {
        frequency: frequency.as_ref().map(|frequency| frequency.value).or_else(|| {
            // Periods are held against the frequency that the remedy names.
            Frequency::meant(text_of(fields.get("frequency")?))
        }),
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
        source: fields.text("source"),
        target,
        tolerance,
        meaningful_change: fields.read("meaningful-change", size).map(|size| size.value),
        seasonal: fields.flag("seasonal"),
        counted: if fields.flag("averaged-counts") { Counted::Averages } else { Counted::Events },
        priorities: fields.texts("priorities"),
        themes: fields.texts("themes"),
        feeds: fields.text("feeds"),
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
    report_profile_without_use(&measure, log);
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

/// The measure's name in messages, as far as it can be read.
pub fn words(node: &Node) -> Option<String> {
    called(text_in(node, "number"), text_in(node, "title").or_else(|| text_in(node, "id")))
}

/// A measure's name from its number and title, if either is known.
pub fn called(number: Option<&str>, title: Option<&str>) -> Option<String> {
    /// Letters by which a measure is known.
    const MOST: usize = 200;
    let [number, title] = [number, title].map(|text| text.map(|text| cut_to(MOST, text.to_owned())));
    match (number, title) {
        (Some(number), Some(title)) => Some(format!("measure {number}, {title}")),
        (Some(number), None) => Some(format!("measure {number}")),
        (None, Some(title)) => Some(format!("measure {title}")),
        (None, None) => None,
    }
}

/// The most decimals used in the readings, including the comparators'.
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
    // Whether the names are declared is found out with all references.
    let other = |(key, value): &(Node, Node)| {
        let name = text_of(key).to_owned();
        let readings = series(value, &name, about, log);
        (Placed::new(name, key.place.clone()), readings)
    };
    pairs.iter().map(other).collect()
}
