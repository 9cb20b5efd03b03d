//! A small language for phrases, so that a rule about prose is a row of data with its sentences beside it:
//!
//! | written | stands for |
//! |---|---|
//! | `measures` | the word, capitals aside; a mark such as `,` is a word too |
//! | `(a\|b c)` | one of several |
//! | `[a\|b c]` | one of several, or nothing |
//! | `{rating}` | something that is read from the text ([`Slot`]), or one of some words or rows ([`WORDS`], [`LISTS`]) |
//! | `…` | up to six words, as few as will do, none of them a mark or a denial |
//! | `?(a\|b)`, `!(a\|b)` | nothing, where one of these follows, or none of them |
//! | `$` | nothing, where a sentence or a part of it ends |
//! | `\(` | a mark that would mean something here |

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::check::paper::phrases::{LISTS, Means, Row, WORDS};
use crate::check::paper::slots::{Names, Slot, Value};
use crate::narrate::prose::{Piece, Word};

/// The most words that `…` stands for.
const GAP: usize = 6;

#[derive(Debug, Clone, PartialEq)]
enum Item {
    Word(String),
    Slot(Slot),
    /// Takes no word; says what the row means that is followed here.
    Means(Means),
    Choice(Arc<[Vec<Item>]>),
    /// Takes no word: whether one of these follows, as it should or should not.
    Ahead(Vec<Vec<Item>>, bool),
    Gap,
    End,
}

/// A phrase, ready to be looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    items: Vec<Item>,
    /// The words with which it can begin: most words of a text begin no phrase at all. `None` where it can begin with
    /// more than words.
    starts: Option<BTreeSet<String>>,
}

/// What a pattern found.
#[derive(Debug, Clone)]
pub struct Found {
    pub from: usize,
    /// Behind the last word.
    pub to: usize,
    /// What was read, each with its word, in the order of the text.
    pub values: Vec<(Value, usize)>,
}

impl Found {
    /// What was read, as far as it is wanted.
    pub fn all<'f, T>(
        &'f self,
        wanted: impl Fn(&'f Value) -> Option<T> + 'f,
    ) -> impl Iterator<Item = T> + 'f {
        self.values.iter().filter_map(move |(value, _)| wanted(value))
    }

    /// The first word of what is wanted.
    pub fn at(&self, wanted: impl Fn(&Value) -> bool) -> Option<usize> {
        self.values.iter().find(|(value, _)| wanted(value)).map(|(_, at)| *at)
    }

    /// Whether a row of this meaning was followed.
    pub fn means(&self, means: Means) -> bool {
        self.values.iter().any(|(value, _)| *value == Value::Means(means))
    }
}

/// What is still to be matched: some items, and behind them the rest of what they were a choice of.
struct Todo<'p> {
    items: &'p [Item],
    then: Option<&'p Todo<'p>>,
}

impl Pattern {
    /// # Errors
    /// What cannot be read, as text: a bracket that is not closed, or a name that is neither slot nor list.
    pub fn read(text: &str) -> Result<Self, String> {
        let items = read(text)?;
        let starts = starts(&items);
        Ok(Self { items, starts })
    }

    /// What the pattern finds at this word.
    pub fn at(&self, words: &[Word], at: usize, names: &Names) -> Option<Found> {
        let begins =
            |starts: &BTreeSet<String>| words.get(at).is_some_and(|word| starts.contains(&word.small));
        self.starts.as_ref().is_none_or(begins).then_some(())?;
        let mut values = Vec::new();
        let to = follow(&Todo { items: &self.items, then: None }, words, at, names, &mut values)?;
        Some(Found { from: at, to, values })
    }
}

/// The words with which items can begin; `None` where that can be more than words.
fn starts(items: &[Item]) -> Option<BTreeSet<String>> {
    let (first, rest) = items.split_first()?;
    match first {
        Item::Word(word) => Some(BTreeSet::from([word.clone()])),
        Item::Means(_) | Item::Ahead(..) => starts(rest),
        Item::Slot(_) | Item::Gap | Item::End => None,
        Item::Choice(ways) => {
            let mut words = BTreeSet::new();
            for way in ways.iter() {
                words.extend(if way.is_empty() { starts(rest)? } else { starts(way)? });
            }
            Some(words)
        }
    }
}

/// Where the pattern ends, if all of it can be followed from here.
fn follow(
    todo: &Todo<'_>,
    words: &[Word],
    at: usize,
    names: &Names,
    values: &mut Vec<(Value, usize)>,
) -> Option<usize> {
    let Some((first, items)) = todo.items.split_first() else {
        return todo.then.map_or(Some(at), |then| follow(then, words, at, names, values));
    };
    let rest = Todo { items, then: todo.then };
    match first {
        Item::Word(word) => {
            let here = words.get(at).is_some_and(|own| own.is != Piece::Computed && own.small == *word);
            if here { follow(&rest, words, at + 1, names, values) } else { None }
        }
        Item::Slot(slot) => {
            let (value, length) = slot.read(words, at, names)?;
            values.push((value, at));
            let end = follow(&rest, words, at + length, names, values);
            if end.is_none() {
                values.pop();
            }
            end
        }
        Item::Means(means) => {
            values.push((Value::Means(*means), at));
            let end = follow(&rest, words, at, names, values);
            if end.is_none() {
                values.pop();
            }
            end
        }
        Item::Choice(ways) => ways
            .iter()
            .find_map(|way| follow(&Todo { items: way, then: Some(&rest) }, words, at, names, values)),
        Item::Ahead(ways, wanted) => {
            let follows = |way: &Vec<Item>| {
                follow(&Todo { items: way, then: None }, words, at, names, &mut Vec::new()).is_some()
            };
            if ways.iter().any(follows) == *wanted { follow(&rest, words, at, names, values) } else { None }
        }
        Item::Gap => (0..=GAP)
            .take_while(|length| *length == 0 || words.get(at + length - 1).is_some_and(can_be_passed_over))
            .find_map(|length| follow(&rest, words, at + length, names, values)),
        Item::End => {
            let ends = words.get(at).is_none_or(|word| word.is == Piece::Mark && word.text != "\u{2019}");
            if ends { follow(&rest, words, at, names, values) } else { None }
        }
    }
}

/// Whether `…` may stand for a word: a mark ends what is said, and a denial turns it round.
fn can_be_passed_over(word: &Word) -> bool {
    word.is != Piece::Mark && !matches!(word.small.as_str(), "no" | "not" | "never" | "without" | "neither")
}

/// A whole pattern, which may itself be a choice.
fn read(text: &str) -> Result<Vec<Item>, String> {
    let text = format!("({text})");
    let mut rest = text.as_str();
    let items = items(&mut rest)?;
    if rest.is_empty() { Ok(items) } else { Err(format!("`{text}` breaks off at `{rest}`")) }
}

/// Items up to the end, or to the mark that ends a choice.
fn items(rest: &mut &str) -> Result<Vec<Item>, String> {
    let mut found = Vec::new();
    loop {
        *rest = rest.trim_start();
        let Some(first) = rest.chars().next().filter(|first| !matches!(first, '|' | ')' | ']')) else {
            return Ok(found);
        };
        let behind = &rest[first.len_utf8()..];
        found.push(match first {
            '(' => Item::Choice(ways(rest, behind, ')')?.into()),
            '[' => {
                let mut ways = ways(rest, behind, ']')?;
                ways.push(Vec::new());
                Item::Choice(ways.into())
            }
            '?' | '!' => {
                Item::Ahead(ways(rest, behind.strip_prefix('(').unwrap_or_default(), ')')?, first == '?')
            }
            '{' => {
                let (name, behind) = behind.split_once('}').ok_or("a brace is not closed")?;
                *rest = behind;
                named(name)?
            }
            '…' | '$' => {
                *rest = behind;
                if first == '$' { Item::End } else { Item::Gap }
            }
            _ => {
                let word = rest.strip_prefix('\\').unwrap_or(rest);
                let ends = |c: char| c.is_whitespace() || "|()[]{}".contains(c);
                let end =
                    word.char_indices().skip(1).find(|(_, c)| ends(*c)).map_or(word.len(), |(at, _)| at);
                *rest = &word[end..];
                Item::Word(word[..end].to_owned())
            }
        });
    }
}

/// The ways of a choice, up to the bracket that closes it.
fn ways<'p>(rest: &mut &'p str, behind: &'p str, close: char) -> Result<Vec<Vec<Item>>, String> {
    *rest = behind;
    let mut ways = vec![items(rest)?];
    while let Some(behind) = rest.strip_prefix('|') {
        *rest = behind;
        ways.push(items(rest)?);
    }
    *rest = rest.strip_prefix(close).ok_or_else(|| format!("`{close}` is missing before `{rest}`"))?;
    Ok(ways)
}

/// What a name stands for. Names stand in names, so each is read once and shared.
fn named(name: &str) -> Result<Item, String> {
    static READ: Mutex<BTreeMap<String, Item>> = Mutex::new(BTreeMap::new());
    let read = || READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(item) = read().get(name) {
        return Ok(item.clone());
    }
    let item = read_named(name)?;
    read().insert(name.to_owned(), item.clone());
    Ok(item)
}

fn read_named(name: &str) -> Result<Item, String> {
    if let Some((_, slot)) = Slot::ALL.into_iter().find(|(own, _)| *own == name) {
        return Ok(Item::Slot(slot));
    }
    if let Some((_, words)) = WORDS.iter().find(|(own, _)| *own == name) {
        return Ok(read(words)?.remove(0));
    }
    let (_, rows) =
        LISTS.iter().find(|(own, _)| *own == name).ok_or(format!("nothing is called `{name}`"))?;
    let way = |row: &Row<Means>| {
        let mut way = read(row.pattern)?;
        way.insert(0, Item::Means(row.means));
        Ok(way)
    };
    Ok(Item::Choice(rows.iter().map(way).collect::<Result<_, String>>()?))
}

/// Some rows, ready to be looked for.
pub struct Table<M: 'static>(Vec<(Pattern, &'static Row<M>)>);

impl<M> Table<M> {
    /// A row that cannot be read is left out; a test reads them all.
    pub fn of(rows: &'static [Row<M>]) -> Self {
        Self(rows.iter().filter_map(|row| Some((Pattern::read(row.pattern).ok()?, row))).collect())
    }

    /// What the first row finds that fits here.
    pub fn first(&self, words: &[Word], at: usize, names: &Names) -> Option<(Found, &'static Row<M>)> {
        self.0.iter().find_map(|(pattern, row)| Some((pattern.at(words, at, names)?, *row)))
    }
}
