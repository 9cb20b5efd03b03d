//! Units: what a measure's numbers count, and everything that follows from it.
//!
//! A unit describes itself: how its figures are printed, which values are possible, and how a numerator and denominator
//! relate to it. A new unit is a row in a table below, and no other code needs to know about it.

mod meant;

use std::fmt;

use crate::finding::{Code, Misread};
use crate::model::quantity::{Number, grouped, plain_number};

pub use meant::other_names;

/// A lower and an upper end, both included; `None` means open.
pub type Ends = (Option<Number>, Option<Number>);

/// What a measure's numbers count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// As written in packs and open data: `£m per hour`.
    pub written: String,
    /// A figure in a sentence, with `#` for the digits: `£#m per hour`. What touches the `#` is always printed with the
    /// figure; what a space separates is left out where the reader knows it.
    pub form: String,
    /// The size of a difference, in the same notation: `# points`, `# days`.
    pub difference: String,
    /// A figure in running text, with the scale of money spelt out: `£# million per hour`.
    pub spelt: String,
    /// What is printed beside a measure's title: `%`, `£m per hour`.
    pub beside: String,
    /// The possible values.
    pub range: Ends,
    /// The usual values. A percentage may go beyond both ends if it is a change or a ratio.
    pub usual: Ends,
    /// What a numerator over a denominator gives, if that is known.
    pub quotient: Option<Quotient>,
    /// Whether the figures of the parts add up to the figure of the whole.
    pub adds_up: bool,
    /// What is counted, in the plural, if the unit counts things one by one.
    pub things: Option<String>,
    /// What one of the unit is worth in pounds, if it is money.
    pub pounds: Option<Number>,
    /// Whether figures have a percent sign, and their differences are percentage points.
    pub percent: bool,
    /// The decimals to print if the measure does not say.
    pub decimals: Option<u32>,
}

/// What a numerator over a denominator gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotient {
    /// A part of a whole, as a percentage.
    Share,
    /// Events per this many people or things.
    Rate(u64),
    /// A mean of scores.
    Mean,
}

impl Quotient {
    /// What the quotient is multiplied by.
    pub fn per(self) -> Number {
        match self {
            Self::Share => Number::ONE_HUNDRED,
            Self::Rate(of) => Number::from(of),
            Self::Mean => Number::ONE,
        }
    }
}

/// The units that need no declaration: examples, as shown in messages and schemas, and the function that reads them.
const KNOWN: [(&[&str], Reader); 9] = [
    (&["percent"], percent),
    (&["per 1,000 people"], rate),
    (&["score out of 12"], score_out_of),
    (&["score 1 to 5"], score),
    (&["£", "£k", "£m"], money),
    (&TIMES, time),
    (&["count of people"], count),
    (&["index"], index),
    (&["rank out of 151"], rank),
];

type Reader = fn(&str) -> Option<Unit>;

/// Each scale of money: as written, its form, its form in running text, and its worth in pounds.
const MONEY: [(&str, &str, &str, Number); 3] = [
    ("£", "£#", "£#", Number::ONE),
    ("£k", "£#k", "£#,000", Number::ONE_THOUSAND),
    ("£m", "£#m", "£# million", Number::from_parts(1_000_000, 0, 0, false, 0)),
];

/// The units of time.
const TIMES: [&str; 7] = ["seconds", "minutes", "hours", "days", "weeks", "months", "years"];

const NOT_NEGATIVE: Ends = (Some(Number::ZERO), None);

/// A plain amount, about which nothing is known except how it is printed.
fn amount(written: &str, form: &str) -> Unit {
    let beside = form.replace('#', "").split_whitespace().collect::<Vec<_>>().join(" ");
    Unit {
        written: written.to_owned(),
        form: form.to_owned(),
        difference: touching(form).to_owned(),
        spelt: form.to_owned(),
        beside: if beside.is_empty() { written.to_owned() } else { beside },
        range: (None, None),
        usual: (None, None),
        quotient: None,
        adds_up: false,
        things: None,
        pounds: None,
        percent: false,
        decimals: None,
    }
}

/// The part of a form that touches the figure: `£#m` of `£#m per hour`.
fn touching(form: &str) -> &str {
    form.split(' ').find(|word| word.contains('#')).unwrap_or(form)
}

fn percent(text: &str) -> Option<Unit> {
    (text == "percent").then(|| Unit {
        difference: "# points".to_owned(),
        usual: (Some(Number::ZERO), Some(Number::ONE_HUNDRED)),
        quotient: Some(Quotient::Share),
        percent: true,
        ..amount(text, "#%")
    })
}

/// Reads `per 1,000`, optionally with what it is per: `per 1,000 births`.
fn rate(text: &str) -> Option<Unit> {
    let rest = text.strip_prefix("per ")?;
    let (size, noun) = rest.split_at(rest.find(' ').unwrap_or(rest.len()));
    let of = whole(size)?;
    let written = format!("per {}{noun}", grouped(of));
    Some(Unit {
        range: NOT_NEGATIVE,
        usual: NOT_NEGATIVE,
        quotient: Some(Quotient::Rate(of)),
        ..amount(&written, &format!("# {written}"))
    })
}

fn score_out_of(text: &str) -> Option<Unit> {
    let to = plain_number(text.strip_prefix("score out of ")?).filter(|to| *to > Number::ZERO)?;
    Some(scored(&format!("score out of {to}"), &format!("# out of {to}"), Number::ZERO, to))
}

fn score(text: &str) -> Option<Unit> {
    let (from, to) = text.strip_prefix("score ")?.split_once(" to ")?;
    let (from, to) = (plain_number(from)?, plain_number(to)?);
    if from.is_zero() {
        return score_out_of(&format!("score out of {to}"));
    }
    (from < to).then(|| scored(text, &format!("# on a scale of {from} to {to}"), from, to))
}

fn scored(written: &str, form: &str, from: Number, to: Number) -> Unit {
    let range = (Some(from), Some(to));
    let quotient = Some(Quotient::Mean);
    Unit { range, usual: range, quotient, beside: written.to_owned(), ..amount(written, form) }
}

fn money(text: &str) -> Option<Unit> {
    let (scale, per) = each(text);
    let (_, form, spelt, pounds) = MONEY.iter().find(|(written, ..)| *written == scale)?;
    Some(Unit {
        spelt: format!("{spelt}{per}"),
        pounds: Some(*pounds),
        adds_up: per.is_empty(),
        ..amount(text, &format!("{form}{per}"))
    })
}

fn time(text: &str) -> Option<Unit> {
    let (word, _) = each(text);
    TIMES.contains(&word).then(|| Unit {
        difference: format!("# {word}"),
        usual: NOT_NEGATIVE,
        adds_up: true,
        ..amount(text, &format!("# {text}"))
    })
}

fn count(text: &str) -> Option<Unit> {
    let things = text.strip_prefix("count of ")?.trim();
    (!things.is_empty()).then(|| Unit {
        range: NOT_NEGATIVE,
        usual: NOT_NEGATIVE,
        adds_up: true,
        things: Some(things.to_owned()),
        ..amount(&format!("count of {things}"), &format!("# {things}"))
    })
}

fn index(text: &str) -> Option<Unit> {
    (text == "index").then(|| amount(text, "#"))
}

/// A rank among so many; 1 is first.
fn rank(text: &str) -> Option<Unit> {
    let of = whole(text.strip_prefix("rank out of ")?)?;
    let range = (Some(Number::ONE), Some(Number::from(of)));
    Some(Unit { range, usual: range, ..amount(&format!("rank out of {of}"), &format!("rank # of {of}")) })
}

/// Splits a unit before ` per hour` or the like.
fn each(text: &str) -> (&str, &str) {
    text.split_at(text.find(" per ").unwrap_or(text.len()))
}

/// A whole number above 0, with or without commas.
fn whole(text: &str) -> Option<u64> {
    text.replace(',', "").parse().ok().filter(|size| *size > 0)
}

/// The units that a pack declares in addition to the known ones.
#[derive(Debug, Default)]
pub struct Declared {
    pub units: Vec<Unit>,
    /// Whether all of them could be read. If not, an unknown name may belong to one of the unreadable ones.
    pub all: bool,
}

impl Unit {
    /// Reads a unit as written.
    ///
    /// # Errors
    /// When the text is not a known form and the pack declares no unit of this name.
    pub fn read(text: &str, declared: &Declared) -> Result<Self, Misread> {
        if let Some(unit) = declared.units.iter().find(|unit| unit.written == text) {
            return Ok(unit.clone());
        }
        if let Some(unit) = Self::known(text) {
            return Ok(unit);
        }
        let refuse = |fix: String| Err(Misread::new(Code::Unit, format!("`{text}` is not a unit"), fix));
        if let Some(unit) = meant::forms(text).iter().find_map(|form| Self::known(form)) {
            refuse(format!("write `{unit}`"))
        } else if let Some(question) = meant::question(text) {
            refuse(question.to_owned())
        } else if declared.all {
            refuse(declare(text, declared.units.is_empty()))
        } else {
            Ok(Self::declared(text, None, None))
        }
    }

    /// The unit that a text names, if it is one that needs no declaration.
    pub fn known(text: &str) -> Option<Self> {
        KNOWN.iter().find_map(|(_, read)| read(text))
    }

    /// An example of each kind of known unit, as written.
    pub fn examples() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().flat_map(|(examples, _)| examples.iter().copied())
    }

    /// A unit that the pack declares. Without a form the figure is printed before the name.
    pub fn declared(name: &str, form: Option<&str>, decimals: Option<u32>) -> Self {
        let plain = if name.matches('#').count() == 1 { name.to_owned() } else { format!("# {name}") };
        Self { adds_up: true, decimals, ..amount(name, form.unwrap_or(&plain)) }
    }

    /// The form of a figure where the reader knows the unit: `£#m`, `#%`, `#`.
    pub fn short(&self) -> &str {
        touching(&self.form)
    }
}

/// Reads the form in which figures are printed in a unit that a pack declares: `# kWh`.
///
/// # Errors
/// When the text does not have exactly one `#` for the figure.
pub fn read_form(text: &str) -> Result<String, Misread> {
    if text.matches('#').count() == 1 {
        return Ok(text.to_owned());
    }
    let fix = format!(
        "write one `#` where the figure belongs, such as `form: \"# {}\"`",
        text.replace('#', "").trim()
    );
    Err(Misread::new(Code::Unit, format!("`{text}` does not say where the figure belongs"), fix))
}

/// The line that declares a unit, and some that need none. `first`: the pack declares no other.
fn declare(name: &str, first: bool) -> String {
    let plain = |c: char| c.is_alphanumeric() || " -/.()+£€°²³".contains(c);
    let name = match name.starts_with(char::is_alphabetic) && name.chars().all(plain) {
        true => name.to_owned(),
        false => format!("'{}'", name.replace('\'', "''")),
    };
    let line = match first {
        true => format!("add the line `units: [{{ name: {name} }}]` to scorecard.yaml, which declares it"),
        false => format!("add `- name: {name}` below `units:` in scorecard.yaml"),
    };
    format!(
        "{line}, or write one that needs no declaration, such as `percent`, `count of people`, `days`, `£m`, \
         `per 1,000 people` or `score out of 12`"
    )
}

/// The form used in packs and in open data.
impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

#[cfg(test)]
mod tests;
