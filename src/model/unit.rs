//! Units: what a measure's numbers count, and all that follows from it.
//!
//! A unit is a description, not a case: it says itself how its figures are printed, which values are possible, and what
//! a numerator and a denominator have to do with it. A new one is a row of a table below, and nothing else knows it.

mod meant;

use std::fmt;

use crate::finding::{Code, Misread};
use crate::model::quantity::{Number, grouped, plain_number};

pub use meant::other_names;

/// A lower and an upper end, both included; one that is not there is open.
pub type Ends = (Option<Number>, Option<Number>);

/// What a measure's numbers count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// As packs and open data have it: `£m per hour`.
    pub written: String,
    /// A figure in a sentence, `#` being its digits: `£#m per hour`. What touches the `#` goes with the figure
    /// everywhere; what a space keeps apart is left out where the reader knows it.
    pub form: String,
    /// The size of a difference, in the same way: `# points`, `# days`.
    pub difference: String,
    /// A figure in running text, where the scale of money is spelt out: `£# million per hour`.
    pub spelt: String,
    /// What is printed beside a measure's title: `%`, `£m per hour`.
    pub beside: String,
    /// The values that can be.
    pub range: Ends,
    /// The values that there mostly are. A percentage may pass both ends where it is a change or a ratio.
    pub usual: Ends,
    /// What a numerator over a denominator gives; none if that is not known.
    pub quotient: Option<Quotient>,
    /// Whether the figures of all parts together are that of the whole.
    pub adds_up: bool,
    /// What is counted, one by one, in the plural.
    pub things: Option<String>,
    /// What one is worth in pounds, if it is money.
    pub pounds: Option<Number>,
    /// Whether figures have a percent sign, and their differences are percentage points.
    pub percent: bool,
    /// The decimals of figures whose measure says nothing about them.
    pub decimals: Option<u32>,
}

/// What a numerator over a denominator gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotient {
    /// Some of all, in percent.
    Share,
    /// Events for so many people or things.
    Rate(u64),
    /// The mean of scores.
    Mean,
}

impl Quotient {
    /// By how much the quotient is multiplied.
    pub fn per(self) -> Number {
        match self {
            Self::Share => Number::ONE_HUNDRED,
            Self::Rate(of) => Number::from(of),
            Self::Mean => Number::ONE,
        }
    }
}

/// The units that need no declaration: examples, as messages and schemas show them, and what reads them.
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

/// Each scale of money: as written, its form, its form in running text, and what it is worth in pounds.
const MONEY: [(&str, &str, &str, Number); 3] = [
    ("£", "£#", "£#", Number::ONE),
    ("£k", "£#k", "£#,000", Number::ONE_THOUSAND),
    ("£m", "£#m", "£# million", Number::from_parts(1_000_000, 0, 0, false, 0)),
];

/// What time is counted in.
const TIMES: [&str; 7] = ["seconds", "minutes", "hours", "days", "weeks", "months", "years"];

const NOT_NEGATIVE: Ends = (Some(Number::ZERO), None);

/// A plain amount, of which nothing is known but how it is printed.
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

/// `per 1,000`, and perhaps of whom or what: `per 1,000 births`.
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

/// A place among so many; 1 is the first.
fn rank(text: &str) -> Option<Unit> {
    let of = whole(text.strip_prefix("rank out of ")?)?;
    let range = (Some(Number::ONE), Some(Number::from(of)));
    Some(Unit { range, usual: range, ..amount(&format!("rank out of {of}"), &format!("rank # of {of}")) })
}

/// What is in front of ` per hour`, and that.
fn each(text: &str) -> (&str, &str) {
    text.split_at(text.find(" per ").unwrap_or(text.len()))
}

/// A whole number above 0, with commas or without.
fn whole(text: &str) -> Option<u64> {
    text.replace(',', "").parse().ok().filter(|size| *size > 0)
}

/// The units that a pack declares beside those that are known.
#[derive(Debug, Default)]
pub struct Declared {
    pub units: Vec<Unit>,
    /// Whether all of them could be read. If not, any name may be one of those that could not.
    pub all: bool,
}

impl Unit {
    /// Reads a unit as written.
    ///
    /// # Errors
    /// When the text is no form that is known, and the pack declares no unit of this name.
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

    /// The unit of a text, if it needs no declaration.
    pub fn known(text: &str) -> Option<Self> {
        KNOWN.iter().find_map(|(_, read)| read(text))
    }

    /// One of each kind that is known, as written.
    pub fn examples() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().flat_map(|(examples, _)| examples.iter().copied())
    }

    /// A unit of the pack's own. Without a form the figure stands in front of the name.
    pub fn declared(name: &str, form: Option<&str>, decimals: Option<u32>) -> Self {
        let plain = if name.matches('#').count() == 1 { name.to_owned() } else { format!("# {name}") };
        Self { adds_up: true, decimals, ..amount(name, form.unwrap_or(&plain)) }
    }

    /// The form of a figure where its reader knows the unit: `£#m`, `#%`, `#`.
    pub fn short(&self) -> &str {
        touching(&self.form)
    }
}

/// How figures are printed in a unit that a pack declares: `# kWh`.
///
/// # Errors
/// When there is not one place for the figure.
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

/// The unit as written in packs and in open data.
impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

#[cfg(test)]
mod tests;
