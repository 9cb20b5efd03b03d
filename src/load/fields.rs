//! Fills typed shapes from the tree, field by field, so that one run finds every fault in a file.
//!
//! The table of keys says which keys a mapping may have and which it must have. Each getter records which key it
//! was asked for, reports any fault in the value and then returns `None`. [`Fields::close`] reports keys that were
//! never asked for. Nothing here knows what a value means.

use std::cell::RefCell;

use chrono::NaiveDate;

use crate::finding::{Code, Finding, Misread, Place, Placed, Places, Strength};
use crate::load::keys::form::{Key, Shape};
use crate::load::tree::{Node, Written};
use crate::model::figure::read_number;
use crate::model::quantity::Number;

/// Once a file has this many findings, the rest of it is not checked.
pub const MOST_FINDINGS: usize = 200;

/// Collects findings while a pack is read.
#[derive(Default)]
pub struct Log {
    findings: RefCell<Vec<Finding>>,
}

impl Log {
    pub fn report(&self, finding: Finding) {
        self.findings.borrow_mut().push(finding);
    }

    /// The number of findings so far.
    pub fn len(&self) -> usize {
        self.findings.borrow().len()
    }

    /// Whether any finding so far stops the build.
    pub fn has_stop(&self) -> bool {
        self.findings.borrow().iter().any(|finding| finding.code.strength() == Strength::Stop)
    }

    pub fn into_findings(self) -> Vec<Finding> {
        self.findings.into_inner()
    }

    /// Adds the findings of another log.
    pub fn absorb(&self, other: Self) {
        self.findings.borrow_mut().extend(other.into_findings());
    }

    /// Returns the value that was read, or reports why it could not be.
    pub fn keep<T>(&self, read: Result<T, Misread>, place: &Place) -> Option<T> {
        read.map_err(|misread| self.report(misread.at(place.clone()))).ok()
    }
}

/// The keys and values of a mapping while it is being read.
pub struct Fields<'n> {
    log: &'n Log,
    place: &'n Place,
    pairs: &'n [(Node, Node)],
    shape: &'static Shape,
    /// The keys asked for so far; in `required`, keys that are needed here although the table makes them optional.
    asked: Vec<&'static str>,
    required: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// Opens a mapping that should have this shape.
    pub fn open(node: &'n Node, own: &'static Shape, log: &'n Log) -> Option<Self> {
        if let Written::Map(pairs) = &node.is {
            let (asked, required) = (Vec::new(), Vec::new());
            return Some(Self { log, place: &node.place, pairs, shape: own, asked, required });
        }
        if node.is == Written::Unread {
            return None;
        }
        let (called, found) = (own.called, shape(&node.is));
        let what = format!("{called} is wanted here, as lines of `key: value`, not {found}");
        let fix = "write its keys below each other, each with a space after the colon";
        log.report(Finding::new(Code::WrongShape, node.place.clone(), what, fix));
        None
    }

    /// Where the mapping begins.
    pub fn place(&self) -> Place {
        self.place.clone()
    }

    /// Where the value of each key is written.
    pub fn places(&self) -> Places {
        let of_key = |key: &Key| self.value(key).map(|value| (key.name, value.place.clone()));
        Places(self.shape.keys.iter().filter_map(of_key).collect())
    }

    fn value(&self, key: &Key) -> Option<&'n Node> {
        self.pairs.iter().find(|(name, _)| key.is_written(text_of(name))).map(|(_, value)| value)
    }

    /// The value of a key, if the key exists. Keys that are not in the table are never found.
    pub fn get(&mut self, name: &'static str) -> Option<&'n Node> {
        let key = self.shape.key(name)?;
        if !self.asked.contains(&key.name) {
            self.asked.push(key.name);
        }
        self.value(key)
    }

    /// Makes a key required that is optional in the table.
    pub fn require(&mut self, name: &'static str) {
        self.required.push(name);
    }

    fn is_needed(&self, key: &Key) -> bool {
        key.needed || self.required.contains(&key.name)
    }

    /// Whether a key is absent, but a similar one that the format does not know is present.
    pub fn is_misspelt(&self, key: &'static str) -> bool {
        let names = || self.pairs.iter().map(|(name, _)| text_of(name));
        self.shape.key(key).is_some_and(|key| self.value(key).is_none())
            && names().any(|name| near(name, [key]).is_some() && self.shape.key(name).is_none())
    }

    /// Text on a single line.
    pub fn text(&mut self, name: &'static str) -> Option<Placed<String>> {
        let node = self.get(name)?;
        if node.is == Written::Blank && self.shape.key(name).is_some_and(|key| self.is_needed(key)) {
            let what = format!("`{name}` is blank");
            let fix = "write its value behind the colon";
            self.log.report(Finding::new(Code::Blank, node.place.clone(), what, fix));
            return None;
        }
        one_text(node, name, self.log)
    }

    /// A value that parses itself.
    pub fn read<T>(
        &mut self,
        key: &'static str,
        parse: impl Fn(&str) -> Result<T, Misread>,
    ) -> Option<Placed<T>> {
        let text = self.text(key)?;
        let value = self.log.keep(parse(&text.value), &text.place)?;
        Some(Placed::new(value, text.place))
    }

    /// The items of a list; empty if the key is absent.
    pub fn list(&mut self, key: &'static str) -> &'n [Node] {
        self.get(key).map_or(&[], |node| items(node, key, self.log))
    }

    /// A list of texts, written as `[a, b]` or on separate lines.
    pub fn texts(&mut self, key: &'static str) -> Vec<Placed<String>> {
        self.list(key).iter().filter_map(|node| one_text(node, key, self.log)).collect()
    }

    /// `yes` or `no`; `no` if the key is absent.
    pub fn flag(&mut self, key: &'static str) -> bool {
        self.read(key, yes_or_no).is_some_and(|flag| flag.value)
    }

    /// The mapping under a key.
    pub fn group(&mut self, name: &'static str) -> Option<Self> {
        let shape = self.shape.key(name)?.form.shape()?;
        Self::open(self.get(name)?, shape, self.log)
    }

    /// The mappings in the list under a key.
    pub fn groups(&mut self, name: &'static str) -> Vec<Self> {
        let Some(shape) = self.shape.key(name).and_then(|key| key.form.shape()) else { return Vec::new() };
        self.list(name).iter().filter_map(|node| Self::open(node, shape, self.log)).collect()
    }

    /// The keys asked for, in the order of the table.
    fn known(&self) -> impl Iterator<Item = &'static Key> {
        self.shape.keys.iter().filter(|key| self.asked.contains(&key.name))
    }

    /// Reports keys that were never asked for, each with the nearest known key, and required keys that are missing.
    /// A key that is missing because it is misspelt is reported only once.
    pub fn close(self) {
        let mut meant = Vec::new();
        for (name, value) in self.pairs {
            let written = text_of(name);
            if let Some(key) = self.known().find(|key| key.is_written(written)) {
                self.report_twin(key, name);
                continue;
            }
            let close = near(written, self.known().map(|key| key.name));
            meant.extend(close);
            if value.is == Written::Unread {
                continue;
            }
            let misread = match (close, &value.is) {
                (_, Written::Blank) if written.bytes().all(|byte| byte.is_ascii_digit()) => {
                    split_number(written)
                }
                _ if begins_with_year(written) && self.shape.key("readings").is_some() => {
                    slipped_out(written, self.column_of_readings())
                }
                (Some(known), _) => unknown(written, format!("did you mean `{known}`?")),
                (None, _) => {
                    unknown(written, format!("leave it out, or use one of: {}", self.list_of_known()))
                }
            };
            self.log.report(misread.at(name.place.clone()));
        }
        let absent = |key: &&Key| self.value(key).is_none() && !meant.contains(&key.name);
        for key in self.known().filter(|key| self.is_needed(key)).filter(absent) {
            let (what, fix) =
                (format!("`{}` is missing", key.name), format!("add a line `{}: ...`", key.name));
            self.log.report(Finding::new(Code::MissingKey, self.place(), what, fix));
        }
    }

    /// The column in which the readings of a measure begin, if it has some on lines of their own.
    fn column_of_readings(&self) -> Option<u32> {
        let (key, value) = self.pairs.iter().find(|(key, _)| text_of(key) == "readings")?;
        let Written::Map(readings) = &value.is else { return None };
        let (first, _) = readings.first()?;
        (first.place.line > key.place.line).then_some(first.place.column)
    }

    /// Reports a key that is there already in its other spelling, with `_` for `-`.
    fn report_twin(&self, key: &Key, name: &Node) {
        let first = self.pairs.iter().find(|(first, _)| key.is_written(text_of(first)));
        if let Some((first, _)) = first.filter(|(first, _)| first.place != name.place) {
            let line = first.place.line;
            let what = format!("`{}` is `{}`, which stands on line {line} already", text_of(name), key.name);
            self.log.report(Finding::new(
                Code::DuplicateKey,
                name.place.clone(),
                what,
                "keep one of the two",
            ));
        }
    }

    fn list_of_known(&self) -> String {
        self.known().map(|key| key.name).collect::<Vec<_>>().join(", ")
    }
}

fn unknown(key: &str, fix: String) -> Misread {
    Misread::new(Code::UnknownKey, format!("the key `{key}` is not known here"), fix)
}

fn begins_with_year(key: &str) -> bool {
    key.len() >= 4 && key.bytes().take(4).all(|byte| byte.is_ascii_digit())
}

/// A reading among the lines of its measure; the others begin in `column`.
fn slipped_out(key: &str, column: Option<u32>) -> Misread {
    let fix = match column {
        Some(column) => format!("begin the line with {} spaces", column - 1),
        None => "begin the line with as many spaces as the other readings have".to_owned(),
    };
    Misread::new(Code::Indentation, format!("the reading for {key} does not stand below `readings`"), fix)
}

/// The finding for a comma that ends a value within brackets: `{ value: 19,5 }` is 19, and then 5.
pub fn split_number(rest: &str) -> Misread {
    let fix = "write decimals with a point, as in `19.5`, and thousands without a comma";
    Misread::new(Code::Number, format!("the comma in front of `{rest}` ends the number before it"), fix)
}

/// The text of a key or another single value.
pub fn text_of(node: &Node) -> &str {
    match &node.is {
        Written::Scalar { text, .. } => text,
        Written::Blank | Written::Unread | Written::List(_) | Written::Map(_) => "",
    }
}

/// The text under a key of a mapping, if there is any.
pub fn text_in<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    let Written::Map(pairs) = &node.is else { return None };
    let found = pairs.iter().find(|(name, _)| text_of(name) == key);
    found.map(|(_, value)| text_of(value).trim()).filter(|text| !text.is_empty())
}

/// A single text, with its lines joined by spaces.
pub fn one_text(node: &Node, key: &str, log: &Log) -> Option<Placed<String>> {
    let refuse = |code, what: String, fix: String| {
        log.report(Finding::new(code, node.place.clone(), what, fix));
        None
    };
    match &node.is {
        Written::Scalar { text, plain } if !(text.trim().is_empty() || *plain && is_null(text)) => {
            let text = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
            Some(Placed::new(text.collect::<Vec<_>>().join(" "), node.place.clone()))
        }
        Written::Scalar { .. } | Written::Blank => refuse(
            Code::Blank,
            format!("`{key}` is blank"),
            "write its value, or leave the line out".to_owned(),
        ),
        Written::Unread => None,
        other => refuse(
            Code::WrongShape,
            format!("`{key}` wants one value, not {}", shape(other)),
            format!("write `{key}: ...` on one line"),
        ),
    }
}

/// The items of a list; if the node is not a list, none and a finding.
pub fn items<'n>(node: &'n Node, key: &str, log: &Log) -> &'n [Node] {
    match &node.is {
        Written::List(items) => items,
        Written::Unread => &[],
        Written::Blank => {
            let what = format!("`{key}` is blank");
            log.report(Finding::new(
                Code::Blank,
                node.place.clone(),
                what,
                "write its items below it, each with a dash",
            ));
            &[]
        }
        other => {
            let what = format!("`{key}` wants a list, not {}", shape(other));
            let fix = match other {
                Written::Scalar { text, .. } if !text.contains(['\n', '[', ']', '{', '}', ':', '`']) => {
                    format!("write `{key}: [{}]`", text.trim().trim_matches(['(', ')']).trim())
                }
                _ => format!("write `{key}: [...]`, or one `- ...` to a line"),
            };
            log.report(Finding::new(Code::WrongShape, node.place.clone(), what, fix));
            &[]
        }
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "~" | "null" | "Null" | "NULL")
}

/// What was written, in plain words.
pub fn shape(written: &Written) -> &'static str {
    match written {
        Written::Blank | Written::Unread => "a blank",
        Written::Scalar { .. } => "a single value",
        Written::List(_) => "a list",
        Written::Map(_) => "a group of keys",
    }
}

/// The candidate most like a text, if it is like enough: at most a third differs, or one contains the other.
pub fn near<'c>(text: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    /// Bytes of a text that may be a misspelt name.
    const LONGEST: usize = 200;
    if text.len() > LONGEST {
        return None;
    }
    let text = text.to_lowercase();
    let distance = |candidate: &str| strsim::damerau_levenshtein(&text, candidate);
    let close = |candidate: &&str| {
        distance(candidate) <= (candidate.chars().count().max(text.chars().count()) / 3).max(1)
            || (text.len() >= 4 && candidate.contains(&text))
            || (candidate.len() >= 4 && text.contains(*candidate))
    };
    candidates.into_iter().filter(close).min_by_key(|candidate| distance(candidate))
}

/// A date in the form `2019-11-05`.
///
/// # Errors
/// When the text has another form, or there is no such date.
pub fn date(text: &str) -> Result<NaiveDate, Misread> {
    let form = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let fix = match date_meant(text) {
        Some(meant) if text.starts_with(&meant.format("%Y").to_string()) => format!("write `{meant}`"),
        Some(meant) => format!("write the year first: `{meant}`"),
        None => "write it like `2019-11-05`".to_owned(),
    };
    let refuse = |what: &str| Misread::new(Code::Date, format!("`{text}` {what}"), &fix);
    if !form {
        return Err(refuse("is not a date"));
    }
    let date = text.parse().map_err(|_| refuse("is not in the calendar"))?;
    let years = NaiveDate::from_ymd_opt(1900, 1, 1)..NaiveDate::from_ymd_opt(2101, 1, 1);
    if years.contains(&Some(date)) { Ok(date) } else { Err(refuse("is not a likely date")) }
}

/// The date that is meant by `5.11.2019`, `5/11/19`, `Tuesday 5 November 2019`: the day first, as letters have it; by
/// `November 5, 2019`, where the month has a name; and by `2019/11/5` and `20191105`, with the year first.
fn date_meant(text: &str) -> Option<NaiveDate> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let named = |word: &str| MONTHS.iter().position(|name| word.to_lowercase().starts_with(name));
    let month_of =
        |word: &str| named(word).map_or_else(|| word.parse().ok(), |at| u32::try_from(at + 1).ok());
    let day_of = |word: &str| word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse::<u32>().ok();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return NaiveDate::from_ymd_opt(
            text[..4].parse().ok()?,
            text[4..6].parse().ok()?,
            text[6..].parse().ok()?,
        );
    }
    let words: Vec<&str> = text.split([' ', '.', '/', '-', ',']).filter(|word| !word.is_empty()).collect();
    let [.., first, second, third] = words[..] else { return None };
    let (year, month, day) = match (first.len(), named(first)) {
        (4, None) if first.parse::<u32>().is_ok() => (first, second, third),
        (_, Some(_)) => (third, first, second),
        (_, None) => (third, second, first),
    };
    let year = match year.len() {
        2 => year.parse::<i32>().ok()? + 2000,
        4 => year.parse().ok()?,
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month_of(month)?, day_of(day)?)
}

/// Reads `yes` or `no`.
///
/// # Errors
/// For anything else.
pub fn yes_or_no(text: &str) -> Result<bool, Misread> {
    let fix = match text.to_lowercase().as_str() {
        "yes" | "true" if text == text.to_lowercase() => return Ok(true),
        "no" | "false" if text == text.to_lowercase() => return Ok(false),
        "yes" | "y" | "true" | "t" | "on" | "1" | "x" | "ja" | "\u{2713}" | "\u{2714}" => "write `yes`",
        "no" | "n" | "false" | "f" | "off" | "0" | "none" | "not" => "write `no`",
        _ => "write `yes` if it is so, `no` if not",
    };
    Err(Misread::new(Code::Choice, format!("`{text}` is neither yes nor no"), fix))
}

/// A name: small letters, digits and hyphens, starting with a letter.
///
/// # Errors
/// For anything else; the message suggests a name based on the text.
pub fn name(text: &str) -> Result<String, Misread> {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(good) && text.len() <= 80 {
        return Ok(text.to_owned());
    }
    let words: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let made = words.join("-");
    let fix = match made.starts_with(|c: char| c.is_ascii_lowercase()) {
        true => format!("write `{}`", made.chars().take(80).collect::<String>()),
        false => "write small letters, digits and hyphens, a letter first".to_owned(),
    };
    Err(Misread::new(Code::Name, format!("`{text}` is not a name"), fix))
}

/// Words of the format, each with what people write for it.
const SAID_OTHERWISE: [(&str, &[&str]); 17] = [
    ("higher", &["high", "more", "up", "above", "increase", "rising", "bigger", "larger", "max", "maximise"]),
    (
        "lower",
        &[
            "low", "less", "fewer", "down", "below", "decrease", "falling", "smaller", "min", "minimise",
            "reduce",
        ],
    ),
    ("within", &["band", "in the band", "range", "in range", "between", "on target", "neither"]),
    ("period", &["quarter", "month", "year", "in period", "during the period"]),
    ("year to date", &["ytd", "cumulative", "to date", "year-to-date", "cumulative year to date"]),
    (
        "rolling 12 months",
        &["rolling", "rolling year", "12 months", "rolling twelve months", "last 12 months"],
    ),
    ("snapshot", &["point in time", "at a point", "end of period", "period end", "position", "stock"]),
    ("draft", &["in progress", "for comment", "in draft", "not final"]),
    ("final", &["finished", "approved", "complete", "signed off"]),
    ("published", &["public", "open", "official", "official statistics"]),
    (
        "held",
        &[
            "internal",
            "unpublished",
            "not published",
            "private",
            "local",
            "in house",
            "management information",
        ],
    ),
    ("nation", &["country", "national"]),
    ("region", &["regional", "area"]),
    (
        "group",
        &["peers", "peer group", "neighbours", "nearest neighbours", "statistical neighbours", "family"],
    ),
    ("mean", &["average", "arithmetic mean", "simple average"]),
    ("median", &["middle", "midpoint"]),
    ("pooled", &["weighted", "weighted average", "weighted mean", "aggregate"]),
];

/// The form that is meant by another word for it.
fn said_otherwise<'f>(text: &str, mut forms: impl Iterator<Item = &'f str>) -> Option<&'f str> {
    let lower = text.to_lowercase();
    let (meant, _) = SAID_OTHERWISE.iter().find(|(_, others)| others.contains(&lower.as_str()))?;
    forms.find(|form| form == meant)
}

/// One of a few forms.
///
/// # Errors
/// For anything else, with the nearest form.
pub fn one_of<T: Copy>(text: &str, forms: &[(&'static str, T)]) -> Result<T, Misread> {
    if let Some((_, value)) = forms.iter().find(|(form, _)| *form == text) {
        return Ok(*value);
    }
    let list = forms.iter().map(|(form, _)| format!("`{form}`")).collect::<Vec<_>>().join(", ");
    let names = || forms.iter().map(|(form, _)| *form);
    let fix = match said_otherwise(text, names()).or_else(|| near(text, names())) {
        Some(form) => format!("write `{form}`"),
        None => format!("write one of {list}"),
    };
    Err(Misread::new(Code::Choice, format!("`{text}` is not one of {list}"), fix))
}

/// A whole number in a range.
///
/// # Errors
/// For anything else.
pub fn whole<T>(text: &str, range: std::ops::RangeInclusive<T>) -> Result<T, Misread>
where
    T: TryFrom<i64> + PartialOrd + std::fmt::Display,
{
    let number: Number = read_number(text)?;
    if let Some((digits, decimals)) = text.split_once('.') {
        let fix = match decimals.bytes().all(|byte| byte == b'0') {
            true => format!("write `{digits}`"),
            false => format!("write a whole number from {} to {}", range.start(), range.end()),
        };
        return Err(Misread::new(
            Code::Number,
            format!("`{text}` has decimals, and a whole number is wanted"),
            fix,
        ));
    }
    let whole = Some(number).filter(Number::is_integer).and_then(|n| i64::try_from(n).ok());
    whole.and_then(|n| T::try_from(n).ok()).filter(|n| range.contains(n)).ok_or_else(|| {
        let fix = format!("write a whole number from {} to {}", range.start(), range.end());
        Misread::new(Code::Number, format!("`{text}` does not do here"), fix)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_offered_and_far_ones_not() {
        let names = ["england", "south-west", "neighbours"];
        assert_eq!(near("Engand", names), Some("england"));
        assert_eq!(near("southwest", names), Some("south-west"));
        assert_eq!(near("neighbor", names), Some("neighbours"));
        assert_eq!(near("scotland", names), None);
        assert_eq!(near("", names), None);
    }

    #[test]
    fn dates_have_one_form() {
        assert_eq!(date("2019-11-05").unwrap().to_string(), "2019-11-05");
        assert_eq!(date("5.11.2019").unwrap_err().what, "`5.11.2019` is not a date");
        for written in ["5.11.2019", "05/11/19", "5 November 2019", "Tuesday, 5th Nov 2019", "5-11-2019"] {
            assert_eq!(date(written).unwrap_err().fix, "write the year first: `2019-11-05`", "{written}");
        }
        for written in ["31.2.2019", "November 2019", "soon", "2019-11", "1.13.2019", "5 Brumaire 2019"] {
            assert_eq!(date(written).unwrap_err().fix, "write it like `2019-11-05`", "{written}");
        }
        assert_eq!(date("2019-02-30").unwrap_err().what, "`2019-02-30` is not in the calendar");
        assert_eq!(date("0019-02-20").unwrap_err().what, "`0019-02-20` is not a likely date");
    }

    #[test]
    fn a_name_is_made_of_what_was_written() {
        assert_eq!(name("south-west"), Ok("south-west".to_owned()));
        assert_eq!(name("South West").unwrap_err().fix, "write `south-west`");
        assert_eq!(name("6").unwrap_err().fix, "write small letters, digits and hyphens, a letter first");
    }
}
