//! Reads `scorecard.yaml` from the tree: everything about the paper except its measures.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::finding::{Code, Finding, Misread, Place, Placed, Places, Strength};
use crate::load::fields::{Fields, Log, date, name, near, one_of, whole, yes_or_no};
use crate::load::keys::PAPER;
use crate::load::tree::{Node, Written};
use crate::model::figure::read_number;
use crate::model::quantity::{MOST_DECIMALS, NUMBER_WORDS, float};
use crate::model::unit::read_form;
use crate::model::{
    Accepted, Author, Average, Comparator, ComparatorKind, CouncilColour, Cover, Declared, Fact, FrontLine,
    Kind, Nation, Number, Page, PaperSize, Priority, Recommendation, Scorecard, Section, Source,
    SourceStatus, Status, Theme, TrendSettings, Unit,
};

/// The lowest contrast of a colour against the white page, for text of any size (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;

/// The content of `scorecard.yaml`.
pub struct Described {
    pub cover: Cover,
    /// The whole scorecard, whose measures are added later.
    pub scorecard: Scorecard,
    /// The units that it declares.
    pub units: Declared,
    /// The path of the logo, if the pack names one.
    pub logo: Option<Placed<String>>,
}

/// Reads `scorecard.yaml`. Missing or faulty values are reported and replaced by placeholders so that the rest
/// can be checked; nothing is ever printed from a pack with a finding that stops the build.
pub fn described(node: Option<&Node>, file: &Arc<str>, log: &Log) -> Described {
    let fields = node.and_then(|node| Fields::open(node, &PAPER, log));
    let Some(mut fields) = fields else { return not_described(file) };
    let start = Place::start_of(file);
    let or_empty =
        |text: Option<Placed<String>>| text.unwrap_or_else(|| Placed::new(String::new(), start.clone()));
    let or_never = |date: Option<Placed<NaiveDate>>| date.map_or(NaiveDate::MAX, |date| date.value);
    let units = units(&mut fields, log);
    let mut cover = Cover {
        file: Arc::clone(file),
        council: or_empty(fields.text("council")),
        nation: fields
            .read("nation", |text| one_of(text, &Nation::FORMS))
            .map(|nation| nation.value)
            .unwrap_or_default(),
        committee: or_empty(fields.text("committee")),
        meeting: or_never(fields.read("meeting", date)),
        version: or_empty(fields.text("version")),
        version_date: or_never(fields.read("version-date", date)),
        data_as_at: or_never(fields.read("data-as-at", date)),
        status: fields.read("status", |text| one_of(text, &Status::FORMS)).map_or(Status::Draft, |s| s.value),
        notice: fields.text("notice"),
        classification: fields.text("classification"),
        author: fields.group("author").and_then(author),
        front: group(&mut fields, "front", log, front_line),
        comparators: section(&mut fields, "comparators", log, comparator),
        priorities: section(&mut fields, "priorities", log, priority),
        themes: section(&mut fields, "themes", log, theme),
        sections: group(&mut fields, "sections", log, heading),
        facts: group(&mut fields, "facts", log, |fields, _| fact(fields, &units)),
        recommendations: group(&mut fields, "recommendations", log, recommendation),
        sources: section(&mut fields, "sources", log, source),
        review_interval: fields.read("review-interval", months).map(|months| months.value),
        contact: fields.text("contact"),
        trends: fields.group("trends").map(trends).unwrap_or_default(),
        logo: None,
        colours: colours(&mut fields, log),
        accepted: group(&mut fields, "accepted", log, accepted).concat(),
        places: Places::default(),
    };
    let scorecard = Scorecard {
        file: Arc::clone(file),
        title: or_empty(fields.text("title")),
        kinds: section(&mut fields, "kinds", log, kind),
        page: fields.group("page").map_or(PLAIN_PAGE, |fields| page(fields, &PLAIN_PAGE)),
        measures: Vec::new(),
    };
    let logo = fields.text("logo");
    cover.places = fields.places();
    fields.close();
    Described { cover, scorecard, units, logo }
}

/// A paper of which nothing could be read, which has been reported: it consists of placeholders.
fn not_described(file: &Arc<str>) -> Described {
    let blank = Node { place: Place::start_of(file), range: 0..0, is: Written::Map(Vec::new()) };
    let stand_ins = described(Some(&blank), file, &Log::default());
    Described { units: Declared::default(), ..stand_ins }
}

/// The defaults for `page`.
const PLAIN_PAGE: Page =
    Page { paper: PaperSize::A3Landscape, type_size: None, comments: None, actions: false };

/// The items of a list that could be read.
fn group<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    log: &Log,
    read: impl Fn(&mut Fields<'_>, &Log) -> Option<T>,
) -> Vec<T> {
    let item = |mut fields: Fields<'_>| {
        let item = read(&mut fields, log);
        fields.close();
        item
    };
    fields.groups(key).into_iter().filter_map(item).collect()
}

/// A list whose items are referred to by name.
fn section<T: Named>(
    fields: &mut Fields<'_>,
    key: &'static str,
    log: &Log,
    read: impl Fn(&mut Fields<'_>, &Log) -> Option<T>,
) -> Vec<T> {
    let items = group(fields, key, log, read);
    report_twins(&items, log);
    items
}

/// Something that is referred to by name.
pub trait Named {
    fn name(&self) -> &Placed<String>;

    /// What people call it.
    fn title(&self) -> &str;
}

macro_rules! named {
    ($($kind:ty),+) => { $(impl Named for $kind {
        fn name(&self) -> &Placed<String> {
            &self.name
        }

        fn title(&self) -> &str {
            &self.title.value
        }
    })+ };
}
named!(Kind, Comparator, Priority, Theme, Source);

impl Named for Own {
    fn name(&self) -> &Placed<String> {
        &self.name
    }

    fn title(&self) -> &str {
        &self.name.value
    }
}

/// Reports two items with the same name.
fn report_twins<T: Named>(items: &[T], log: &Log) {
    for (at, item) in items.iter().enumerate() {
        let name = item.name();
        if let Some(first) = items[..at].iter().find(|first| first.name().value == name.value) {
            let what =
                format!("the name `{}` is used already, on line {}", name.value, first.name().place.line);
            let fix = "give one of the two another name";
            log.report(Finding::new(Code::DuplicateName, name.place.clone(), what, fix));
        }
    }
}

fn author(mut fields: Fields<'_>) -> Option<Author> {
    let (post, name) = (fields.text("post"), fields.text("name"));
    fields.close();
    Some(Author { post: post?, name })
}

fn front_line(fields: &mut Fields<'_>, _: &Log) -> Option<FrontLine> {
    let (label, text) = (fields.text("label"), fields.text("text"));
    Some(FrontLine { label: label?, text: text? })
}

fn kind(fields: &mut Fields<'_>, _: &Log) -> Option<Kind> {
    let (name, title, about) = (fields.read("name", name), fields.text("title"), fields.text("about"));
    Some(Kind { name: name?, title: title?, about })
}

/// The sorts of comparator, as written in packs.
const COMPARATOR_KINDS: [(&str, Sort); 3] =
    [("nation", Sort::Nation), ("region", Sort::Region), ("group", Sort::Group)];

#[derive(Clone, Copy)]
enum Sort {
    Nation,
    Region,
    Group,
}

fn comparator(fields: &mut Fields<'_>, _: &Log) -> Option<Comparator> {
    let values = fields.text("values");
    let (name, title) = (fields.read("name", comparator_name), fields.text("title"));
    let sort = fields.read("kind", |text| one_of(text, &COMPARATOR_KINDS)).map(|sort| sort.value);
    // A faulty sort may have been meant as a group, so a group's keys are accepted too.
    let kind = match sort {
        Some(Sort::Nation) => ComparatorKind::Nation,
        Some(Sort::Region) => ComparatorKind::Region,
        Some(Sort::Group) | None => {
            if sort.is_some() {
                for key in ["source", "members", "average"] {
                    fields.require(key);
                }
            }
            let (source, members) = (fields.text("source"), fields.texts("members"));
            let average = fields.read("average", |text| one_of(text, &Average::FORMS));
            sort?;
            ComparatorKind::Group { source: source?, members, average: average?.value }
        }
    };
    Some(Comparator { name: name?, title: title?, kind, values })
}

/// A name other than that of the council's own series in open data.
fn comparator_name(text: &str) -> Result<String, Misread> {
    match text {
        "council" => {
            let what = "the name `council` is kept for the council's own figures";
            Err(Misread::new(Code::Name, what, "give the comparator another name"))
        }
        _ => name(text),
    }
}

fn priority(fields: &mut Fields<'_>, log: &Log) -> Option<Priority> {
    let (name, title) = (fields.read("name", name), fields.text("title"));
    let letter = fields.text("letter");
    let one_capital = |letter: &Placed<String>| {
        let capital = letter.chars().count() == 1 && letter.chars().all(char::is_uppercase);
        if !capital {
            let what = format!("`{}` is not one capital letter", letter.value);
            let first = letter.chars().find(|c| c.is_alphabetic());
            let fix = match first.map(|first| first.to_uppercase().collect::<String>()) {
                Some(capital) => format!("write `{capital}`, or another capital"),
                None => "write one capital, such as `C`".to_owned(),
            };
            log.report(Finding::new(Code::Choice, letter.place.clone(), what, fix));
        }
        capital
    };
    let letter = letter.filter(one_capital);
    Some(Priority { name: name?, title: title?, letter: letter? })
}

fn theme(fields: &mut Fields<'_>, _: &Log) -> Option<Theme> {
    let (name, title) = (fields.read("name", name), fields.text("title"));
    let (director, plan) = (fields.text("director"), fields.text("plan"));
    Some(Theme { name: name?, title: title?, director, plan })
}

fn heading(fields: &mut Fields<'_>, _: &Log) -> Option<Section> {
    let (title, numbered) = (fields.text("title"), fields.read("numbered", yes_or_no));
    Some(Section { title: title?, numbered: numbered.is_none_or(|numbered| numbered.value) })
}

/// A unit that the pack declares.
struct Own {
    name: Placed<String>,
    unit: Unit,
}

/// The units that the pack declares.
fn units(fields: &mut Fields<'_>, log: &Log) -> Declared {
    let own = section(fields, "units", log, own_unit);
    let written = fields.get("units").map_or(0, |node| match &node.is {
        Written::List(items) => items.len(),
        Written::Map(_) | Written::Scalar { .. } | Written::Blank | Written::Unread => 1,
    });
    let all = own.len() == written && !fields.is_misspelt("units");
    Declared { units: own.into_iter().map(|own| own.unit).collect(), all }
}

fn own_unit(fields: &mut Fields<'_>, log: &Log) -> Option<Own> {
    let (name, form) = (fields.text("name"), fields.read("form", read_form));
    let decimals = fields.read("decimals", |text| whole(text, 0..=MOST_DECIMALS));
    let name = name?;
    if Unit::known(&name.value).is_some() {
        let what = format!("the unit `{}` is known and needs no declaration", name.value);
        let fix = "take this item out, or give the unit another name";
        log.report(Finding::new(Code::DuplicateName, name.place.clone(), what, fix));
    }
    let form = form.as_ref().map(|form| form.value.as_str());
    let unit = Unit::declared(&name.value, form, decimals.map(|decimals| decimals.value));
    Some(Own { name, unit })
}

fn fact(fields: &mut Fields<'_>, units: &Declared) -> Option<Fact> {
    let (name, value) = (fields.read("name", name), fields.read("value", read_number));
    let (unit, source) = (fields.read("unit", |text| Unit::read(text, units)), fields.text("source"));
    Some(Fact { name: name?, value: value?.value, unit: unit.map(|unit| unit.value), source })
}

fn recommendation(fields: &mut Fields<'_>, _: &Log) -> Option<Recommendation> {
    let text = fields.text("text");
    let (answer, answered_in) = (fields.text("answer"), fields.text("answered-in"));
    Some(Recommendation { text: text?, answer, answered_in })
}

fn source(fields: &mut Fields<'_>, _: &Log) -> Option<Source> {
    let (name, title) = (fields.read("name", name), fields.text("title"));
    let (publisher, date) = (fields.text("publisher"), fields.read("date", date));
    let (licence, link) = (fields.text("licence"), fields.text("link"));
    let status = fields.read("status", |text| one_of(text, &SourceStatus::FORMS));
    let date = date.map(|date| date.value);
    Some(Source { name: name?, title: title?, publisher, date, licence, status: status?.value, link })
}

/// One entry of `accepted`, repeated for each place that it names.
fn accepted(fields: &mut Fields<'_>, log: &Log) -> Option<Vec<Accepted>> {
    let code = fields.read("rule", rule);
    let places = match fields.get("where").map(|node| &node.is) {
        Some(Written::List(_)) => fields.texts("where"),
        Some(Written::Map(_) | Written::Scalar { .. } | Written::Blank | Written::Unread) => {
            fields.text("where").into_iter().collect()
        }
        None => Vec::new(),
    };
    let reason = fields.text("reason");
    let code = code.filter(|code| code.value.strength() != Strength::Stop || not_acceptable(code, log));
    let (code, reason) = (code?, reason?);
    Some(places.into_iter().map(|at| Accepted { code: code.clone(), at, reason: reason.clone() }).collect())
}

/// The rule with this name, such as `red-without-action`.
fn rule(text: &str) -> Result<Code, Misread> {
    Code::ALL.iter().copied().find(|code| code.name() == text).ok_or_else(|| {
        let fix = match near(text, Code::ALL.iter().map(|code| code.name())) {
            Some(close) => format!("did you mean `{close}`?"),
            None => "write the code that stands in brackets in the finding".to_owned(),
        };
        Misread::new(Code::UnknownName, format!("there is no rule `{text}`"), fix)
    })
}

/// Reports that a finding that stops the build cannot be accepted.
fn not_acceptable(code: &Placed<Code>, log: &Log) -> bool {
    let what = format!("`{}` is an error, which nobody can accept", code.value.name());
    let fix = "correct the fault, and take this entry out";
    log.report(Finding::new(Code::NotAcceptable, code.place.clone(), what, fix));
    false
}

/// The number of months in `6 months`.
fn months(text: &str) -> Result<u32, Misread> {
    let number = text.strip_suffix(" months").or_else(|| text.strip_suffix(" month"));
    let months = number.and_then(|number| number.parse().ok()).filter(|months| (1..=60).contains(months));
    months.ok_or_else(|| {
        let fix = match months_meant(&text.to_lowercase()) {
            Some(months) => format!("write `{months} months`"),
            None => "write it like `6 months`".to_owned(),
        };
        Misread::new(Code::Choice, format!("`{text}` is not a review interval"), fix)
    })
}

/// The months that are meant by `6`, `six months`, `1 year`, `half-yearly`, `quarterly`.
fn months_meant(text: &str) -> Option<u32> {
    let words: Vec<&str> = text.trim_start_matches("every ").split([' ', '-']).collect();
    let number = |word: &str| {
        let named = NUMBER_WORDS.iter().position(|name| *name == word);
        named.map_or_else(|| word.parse().ok(), |number| u32::try_from(number).ok())
    };
    let months = match words[..] {
        ["monthly" | "month"] => 1,
        ["quarterly" | "quarter"] => 3,
        ["half", "yearly" | "year"] | ["twice", "a", "year"] | ["biannual" | "biannually"] => 6,
        ["yearly" | "annual" | "annually" | "year"] => 12,
        [count] | [count, "month" | "months" | "monthly"] => number(count)?,
        [count, "year" | "years" | "yearly"] => number(count)?.checked_mul(12)?,
        _ => return None,
    };
    (2..=60).contains(&months).then_some(months)
}

/// How a single page is to be set; `plain` holds where nothing is said.
pub fn page(mut fields: Fields<'_>, plain: &Page) -> Page {
    let paper = fields.read("paper", |text| one_of(text, &PaperSize::FORMS));
    let type_size = fields.read("type-size", type_size);
    let comments = fields.read("comments", yes_or_no);
    let actions = fields.read("actions", yes_or_no).map_or(plain.actions, |actions| actions.value);
    fields.close();
    let paper = paper.map_or(plain.paper, |paper| paper.value);
    Page { paper, type_size, comments: comments.map(|comments| comments.value), actions }
}

/// How trends are judged, with the default for anything not set.
fn trends(mut fields: Fields<'_>) -> TrendSettings {
    let plain = TrendSettings::default();
    let run_length = fields.read("run-length", |text| whole(text, 6..=7usize));
    let screening = fields.read("screening", yes_or_no);
    let marker_level = fields.read("marker-level", level);
    let order_level = fields.read("order-level", level);
    fields.close();
    TrendSettings {
        run_length: run_length.map_or(plain.run_length, |run| run.value),
        screening: screening.map_or(plain.screening, |screening| screening.value),
        marker_level: marker_level.map_or(plain.marker_level, |level| level.value),
        order_level: order_level.map_or(plain.order_level, |level| level.value),
    }
}

/// The probability with which chance alone may give a trend, which must be low for trends to mean anything.
fn level(text: &str) -> Result<f64, Misread> {
    let level = read_number(text)?;
    let range = Number::new(1, 4)..=Number::new(1, 1);
    if range.contains(&level) {
        return Ok(float(level));
    }
    let what = format!("`{text}` is no level at which a trend is told from chance");
    Err(Misread::new(Code::OutOfRange, what, "write a number from 0.0001 to 0.1, such as `0.05`"))
}

/// In points, from the smallest legible size to more than any page of rows needs.
fn type_size(text: &str) -> Result<Number, Misread> {
    let size = read_number(text)?;
    let range = Number::from(6)..=Number::from(14);
    if range.contains(&size) {
        return Ok(size);
    }
    Err(Misread::new(
        Code::OutOfRange,
        format!("`{text}` is no size for the page's type"),
        "write points from 6 to 14",
    ))
}

/// The council's two colours; each must be dark enough for white text on it.
fn colours(fields: &mut Fields<'_>, log: &Log) -> Option<[CouncilColour; 2]> {
    fields.get("colours").filter(|colours| colours.is_read())?;
    let place = fields.place();
    let texts = fields.texts("colours");
    let read = |text: &Placed<String>| {
        let colour = log.keep(CouncilColour::read(&text.value), &text.place)?;
        let contrast = colour.contrast_to_white();
        if contrast < LEAST_CONTRAST {
            let what = format!("the colour `{colour}` has a contrast of {contrast:.1} to white");
            let fix =
                format!("choose a darker one, with {LEAST_CONTRAST} or more, so that text in it can be read");
            log.report(Finding::new(Code::OutOfRange, text.place.clone(), what, fix));
        }
        Some(colour)
    };
    let read: Vec<CouncilColour> = texts.iter().filter_map(read).collect();
    if texts.len() != 2 {
        let what = format!("`colours` wants two colours, not {}", texts.len());
        log.report(Finding::new(
            Code::WrongShape,
            place,
            what,
            "write `colours: [\"#00703c\", \"#0b0c0c\"]`",
        ));
    }
    <[CouncilColour; 2]>::try_from(read).ok()
}
