//! The slots that patterns read from the text: numbers, ratings, names in the pack, expressions.

use crate::analyse::Colour;
use crate::check::paper::phrase::{colour, is_one, number};
use crate::check::paper::phrases::Means;
use crate::finding::Placed;
use crate::model::Pack;
use crate::model::quantity::NUMBER_WORDS;
use crate::narrate::prose::{Piece, Word, words_of};
use crate::words::number::TENS;

/// What a pattern can read, by its name in braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// `24`, `fifty-three`
    Count,
    /// `45%`, `45 per cent`
    Percent,
    /// `half`, `a third`, `two in three`
    Fraction,
    /// The number of all measures, typed or computed.
    Whole,
    /// `green`
    Rating,
    /// The name or title of a kind.
    Kind,
    /// The title of a kind, theme or priority.
    Group,
    /// The title of a comparator, with or without `'s`.
    Comparator,
    /// An expression that gives a measure's name or number.
    Measure,
    /// An expression that gives a measure's latest figure.
    Figure,
    /// Any expression that inserts something from a measure.
    Asked,
    /// An expression that gives the size of a difference.
    Size,
    /// An expression that gives how many measures have a rating.
    Rated,
}

/// The value read.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Count(usize),
    /// As written, without the percent sign.
    Percent(String),
    /// This many out of that many.
    Fraction(usize, usize),
    Rating(Colour),
    /// The name in the pack; for a comparator, its position there.
    Kind(String),
    Theme(String),
    Priority(String),
    Comparator(usize),
    /// The measure's id, and which of its fields is inserted: `change.size`.
    Asked(String, String),
    /// The expression whose measures are counted, and the rating.
    Rated(String, Colour),
    /// The number of all measures.
    Whole,
    /// The meaning of the row that was followed.
    Means(Means),
}

impl Value {
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Count(_) | Self::Percent(_) | Self::Fraction(..))
    }

    pub fn is_many(&self) -> bool {
        self.means().is_some_and(Means::is_many)
    }

    pub fn is_so(&self) -> bool {
        self.means().is_some_and(Means::is_so)
    }

    pub fn means(&self) -> Option<Means> {
        if let Self::Means(means) = self { Some(*means) } else { None }
    }

    pub fn rating(&self) -> Option<Colour> {
        if let Self::Rating(colour) = self { Some(*colour) } else { None }
    }

    pub fn kind(&self) -> Option<&str> {
        if let Self::Kind(name) = self { Some(name) } else { None }
    }

    pub fn comparator(&self) -> Option<usize> {
        if let Self::Comparator(which) = self { Some(*which) } else { None }
    }

    pub fn rated(&self) -> Option<(&str, Colour)> {
        if let Self::Rated(whose, colour) = self { Some((whose, *colour)) } else { None }
    }

    pub fn asked(&self) -> Option<(&str, &str)> {
        if let Self::Asked(id, field) = self { Some((id, field)) } else { None }
    }

    /// A share, in percent.
    pub fn hundredths(&self) -> Option<f64> {
        match self {
            Self::Percent(text) => text.parse().ok(),
            Self::Fraction(part, of) => Some(*part as f64 * 100.0 / *of as f64),
            _ => None,
        }
    }
}

/// The names in a pack, split into words once.
#[derive(Debug, Default)]
pub struct Names {
    /// Kinds, themes and priorities, each with the words of its title.
    groups: Vec<(Value, Vec<String>)>,
    comparators: Vec<Vec<String>>,
    /// With which all of these begin.
    letters: Letters,
}

/// What a word may be, told at one look.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "a word may be several of these")]
pub struct Kinds {
    pub figure: bool,
    pub expression: bool,
    /// The first word of a name of the pack.
    pub name: bool,
    /// Any word, or none.
    pub any: bool,
}

impl Kinds {
    pub fn of(word: &Word, names: &Names) -> Self {
        Self {
            figure: word.is == Piece::Figure,
            expression: word.is == Piece::Computed,
            name: word.is != Piece::Computed && names.letters.hold(&word.small),
            any: true,
        }
    }

    pub fn or(self, other: Self) -> Self {
        Self {
            figure: self.figure || other.figure,
            expression: self.expression || other.expression,
            name: self.name || other.name,
            any: self.any || other.any,
        }
    }

    /// Whether a word can be of one kind in both.
    pub fn meet(self, other: Self) -> bool {
        self.figure && other.figure
            || self.expression && other.expression
            || self.name && other.name
            || self.any && other.any
    }
}

/// First letters of words. Letters that are not Latin are taken together.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Letters(u32);

impl Letters {
    fn of(word: &str) -> Self {
        let first = word.bytes().next().filter(u8::is_ascii_lowercase);
        Self(1 << first.map_or(31, |letter| letter - b'a'))
    }

    pub fn insert(&mut self, word: &str) {
        self.0 |= Self::of(word).0;
    }

    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn hold(self, word: &str) -> bool {
        self.0 & Self::of(word).0 != 0
    }
}

impl Names {
    pub fn of(pack: &Pack) -> Self {
        let kinds = pack.scorecard.kinds.iter().flat_map(|kind| {
            let value = Value::Kind(kind.name.value.clone());
            [(value.clone(), small(&kind.title)), (value, small(&kind.name))]
        });
        let themes =
            pack.cover.themes.iter().map(|one| (Value::Theme(one.name.value.clone()), small(&one.title)));
        let priorities = pack
            .cover
            .priorities
            .iter()
            .map(|one| (Value::Priority(one.name.value.clone()), small(&one.title)));
        let groups: Vec<_> =
            kinds.chain(themes).chain(priorities).filter(|(_, title)| !title.is_empty()).collect();
        let comparators: Vec<_> = pack.cover.comparators.iter().map(|one| small(&one.title)).collect();
        let mut letters = Letters::default();
        let titles = groups.iter().map(|(_, title)| title).chain(&comparators);
        titles.filter_map(|title| title.first()).for_each(|first| letters.insert(first));
        Self { groups, comparators, letters }
    }
}

fn small(title: &Placed<String>) -> Vec<String> {
    words_of(title, &title.place).into_iter().map(|word| word.small).collect()
}

impl Slot {
    pub const ALL: [(&'static str, Self); 13] = [
        ("count", Self::Count),
        ("percent", Self::Percent),
        ("fraction", Self::Fraction),
        ("whole", Self::Whole),
        ("rating", Self::Rating),
        ("kind", Self::Kind),
        ("group", Self::Group),
        ("comparator", Self::Comparator),
        ("measure", Self::Measure),
        ("value", Self::Figure),
        ("asked", Self::Asked),
        ("size", Self::Size),
        ("rated-count", Self::Rated),
    ];

    /// The words, and the kinds of words, with which it can begin.
    pub fn opens_with(self) -> (Vec<&'static str>, Kinds) {
        let numbers = NUMBER_WORDS.into_iter().chain(TENS);
        let kinds = Kinds {
            figure: matches!(self, Self::Count | Self::Percent | Self::Fraction | Self::Whole),
            expression: matches!(
                self,
                Self::Whole | Self::Measure | Self::Figure | Self::Asked | Self::Size | Self::Rated
            ),
            name: matches!(self, Self::Kind | Self::Group | Self::Comparator),
            any: false,
        };
        let words = match self {
            Self::Rating => Colour::ALL.map(Colour::word).to_vec(),
            Self::Fraction => numbers.chain(["a", "half"]).collect(),
            _ if kinds.figure => numbers.collect(),
            _ => Vec::new(),
        };
        (words, kinds)
    }

    /// What stands at this word, and how many words it takes.
    pub fn read(self, words: &[Word], at: usize, names: &Names) -> Option<(Value, usize)> {
        let word = words.get(at)?;
        match self {
            Self::Count => count(words, at).map(|(count, length)| (Value::Count(count), length)),
            Self::Percent => percent(words, at),
            Self::Fraction => fraction(words, at),
            Self::Whole => {
                let asked = word.is == Piece::Computed
                    && matches!(expression(word), "measures.count" | "measures.rated.count" | "measures");
                let typed = count(words, at).map(|(_, length)| (Value::Whole, length));
                if asked { Some((Value::Whole, 1)) } else { typed }
            }
            Self::Rating => Some((Value::Rating(colour(Some(word))?), 1)),
            Self::Kind => group(words, at, names).filter(|(value, _)| matches!(value, Value::Kind(_))),
            Self::Group => group(words, at, names),
            Self::Comparator => names.comparators.iter().enumerate().find_map(|(which, title)| {
                let length = begins(&words[at..], title, "'s")?;
                Some((Value::Comparator(which), length))
            }),
            Self::Measure => {
                let (id, field) = asked(word)?;
                matches!(&*field, "" | "name" | "title" | "number").then_some((Value::Asked(id, field), 1))
            }
            Self::Figure => {
                let (id, field) = asked(word)?;
                (field == "value" || field == "value.number").then_some((Value::Asked(id, field), 1))
            }
            Self::Asked => asked(word).map(|(id, field)| (Value::Asked(id, field), 1)),
            Self::Size => {
                let (id, field) = asked(word)?;
                let size = field == "change.size" || field.ends_with(".difference.size");
                size.then_some((Value::Asked(id, field), 1))
            }
            Self::Rated => rated(word).map(|value| (value, 1)),
        }
    }
}

/// A number at its first word: the `five` in `forty-five` does not count.
fn count(words: &[Word], at: usize) -> Option<(usize, usize)> {
    let begun = at > 0 && number(words, at - 1).is_some_and(|(_, length)| length == 2);
    number(words, at).filter(|_| !begun)
}

fn percent(words: &[Word], at: usize) -> Option<(Value, usize)> {
    let word = &words[at];
    if let Some(figure) = word.text.strip_suffix('%').filter(|_| word.is == Piece::Figure) {
        return Some((Value::Percent(figure.to_owned()), 1));
    }
    let (figure, length) = match count(words, at) {
        Some((count, length)) => (count.to_string(), length),
        None if word.is == Piece::Figure => (word.text.clone(), 1),
        None => return None,
    };
    let behind = at + length;
    let sign = match words.get(behind)?.small.as_str() {
        "percent" => 1,
        "per" if is_one(words.get(behind + 1), &["cent"]) => 2,
        _ => return None,
    };
    Some((Value::Percent(figure), length + sign))
}

/// Reads `half`, `a third`, `three quarters`, `one in five`.
fn fraction(words: &[Word], at: usize) -> Option<(Value, usize)> {
    const PARTS: [(&str, usize); 6] =
        [("half", 2), ("third", 3), ("quarter", 4), ("fifth", 5), ("eighth", 8), ("tenth", 10)];
    let part = |at: usize| {
        let word = words.get(at)?;
        PARTS.iter().find(|(part, _)| word.small.trim_end_matches('s') == *part).map(|(_, of)| *of)
    };
    let (count, length) = match is_one(words.get(at), &["a"]) {
        true => (1, 1),
        false => count(words, at).unwrap_or((1, 0)),
    };
    if let Some(of) = part(at + length).filter(|of| length > 0 || *of == 2) {
        return Some((Value::Fraction(count, of), length + 1));
    }
    let (of, second) = number(words, at + length + 1).filter(|_| is_one(words.get(at + length), &["in"]))?;
    (length > 0 && count <= of).then_some((Value::Fraction(count, of), length + 1 + second))
}

/// How many words form a title here; its last word may have another ending, as `outcome` for `Outcomes`.
fn begins(words: &[Word], title: &[String], ending: &str) -> Option<usize> {
    let (last, first) = title.split_last()?;
    let own = words.get(..title.len()).filter(|own| own.iter().all(|word| word.is != Piece::Computed))?;
    let same = own.iter().zip(first).all(|(word, wanted)| word.small == *wanted);
    let ends = own.last()?.small.trim_end_matches(ending) == last.trim_end_matches(ending);
    (same && ends).then_some(title.len())
}

/// The kind, theme or priority named here.
fn group(words: &[Word], at: usize, names: &Names) -> Option<(Value, usize)> {
    names.groups.iter().find_map(|(value, title)| Some((value.clone(), begins(&words[at..], title, "s")?)))
}

/// The text between the braces, before any `|`.
pub fn expression(word: &Word) -> &str {
    word.text.split('|').next().unwrap_or_default().trim()
}

/// The measure that an expression refers to, and which of its fields.
pub fn asked(word: &Word) -> Option<(String, String)> {
    // Every word of a report is asked, and most are no expressions.
    (word.is == Piece::Computed).then_some(())?;
    let text = expression(word).replace('\'', "\"");
    let (id, field) = text.strip_prefix("measure(\"")?.split_once("\")")?;
    Some((id.to_owned(), field.trim_start_matches('.').to_owned()))
}

/// Reads `kind("outcome").red.count`.
fn rated(word: &Word) -> Option<Value> {
    (word.is == Piece::Computed).then_some(())?;
    let (whose, colour) = expression(word).strip_suffix(".count")?.rsplit_once('.')?;
    let colour = Colour::ALL.into_iter().find(|own| own.word() == colour)?;
    Some(Value::Rated(whose.to_owned(), colour))
}
