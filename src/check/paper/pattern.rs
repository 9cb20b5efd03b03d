//! A small pattern language for phrases, so that a rule about prose is a row of data with its test sentences beside it:
//!
//! | written | matches |
//! |---|---|
//! | `measures` | the word, ignoring case; punctuation such as `,` is a word too |
//! | `(a\|b c)` | one of several alternatives |
//! | `[a\|b c]` | one of several alternatives, or nothing |
//! | `{rating}` | something read from the text ([`Slot`]), or one of a named set of words or rows ([`WORDS`], [`LISTS`]) |
//! | `…` | up to six words, as few as possible, none of them punctuation or a negation |
//! | `?(a\|b)`, `!(a\|b)` | nothing, provided that one of these follows, or that none of them does |
//! | `$` | nothing, provided that a sentence or a part of it ends here |
//! | `\(` | a character that would otherwise be part of the pattern language |

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::check::paper::phrases::{LISTS, Means, Row, WORDS};
use crate::check::paper::slots::{Kinds, Letters, Names, Slot, Value};
use crate::narrate::prose::{Piece, Word};

/// The most words that `…` matches.
const GAP: usize = 6;

#[derive(Debug, Clone, PartialEq)]
enum Item {
    Word(&'static str),
    Slot(Slot),
    /// Matches no word; records the meaning of the row followed here.
    Means(Means),
    Choice(Arc<[Way]>),
    /// Takes no word: whether one of these follows, as it should or should not.
    Ahead(Vec<Way>, bool),
    Gap,
    End,
}

/// One of several ways to go on, with what it begins with: most are ruled out by that alone.
#[derive(Debug, Clone, PartialEq)]
struct Way {
    opens: Opening,
    items: Vec<Item>,
}

/// What items can begin with: certain words, or any word of certain kinds.
#[derive(Debug, Clone, Default, PartialEq)]
struct Opening {
    words: BTreeSet<&'static str>,
    /// The first letters of the words, which rule most words out sooner than the set does.
    letters: Letters,
    kinds: Kinds,
}

/// A phrase, ready to be looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern(Way);

/// A match of a pattern.
#[derive(Debug, Clone)]
pub struct Found {
    pub from: usize,
    /// The position after the last word.
    pub to: usize,
    /// The values read, each with its word's position, in the order of the text.
    pub values: Vec<(Value, usize)>,
}

impl Found {
    /// The values read that are wanted.
    pub fn all<'f, T>(
        &'f self,
        wanted: impl Fn(&'f Value) -> Option<T> + 'f,
    ) -> impl Iterator<Item = T> + 'f {
        self.values.iter().filter_map(move |(value, _)| wanted(value))
    }

    /// The position of the first value wanted.
    pub fn at(&self, wanted: impl Fn(&Value) -> bool) -> Option<usize> {
        self.values.iter().find(|(value, _)| wanted(value)).map(|(_, at)| *at)
    }

    /// Whether a row with this meaning was followed.
    pub fn means(&self, means: Means) -> bool {
        self.values.iter().any(|(value, _)| *value == Value::Means(means))
    }
}

/// What is left to match: some items, then whatever follows the choice that they are part of.
struct Todo<'p> {
    items: &'p [Item],
    then: Option<&'p Todo<'p>>,
}

impl Pattern {
    /// # Errors
    /// What cannot be read, as text: a bracket that is not closed, or a name that is neither slot nor list.
    pub fn read(text: &'static str) -> Result<Self, String> {
        read(text).map(|items| Self(Way::of(items)))
    }

    /// The match that begins at this word.
    pub fn at(&self, words: &[Word], at: usize, names: &Names) -> Option<Found> {
        let mut values = Vec::new();
        let to = follow(&Todo { items: &self.0.items, then: None }, words, at, names, &mut values)?;
        Some(Found { from: at, to, values })
    }
}

impl Way {
    fn of(items: Vec<Item>) -> Self {
        let mut opens = Opening::default();
        opens.kinds.any = opens.with(&items);
        Self { opens, items }
    }
}

impl Opening {
    /// Takes in what these items can begin with; whether they can also take no word at all.
    fn with(&mut self, items: &[Item]) -> bool {
        items.iter().all(|item| match item {
            Item::Word(word) => {
                self.letters.insert(word);
                self.words.insert(word);
                false
            }
            Item::Slot(slot) => {
                let (words, kinds) = slot.opens_with();
                for word in &words {
                    self.letters.insert(word);
                }
                self.words.extend(words);
                self.kinds = self.kinds.or(kinds);
                false
            }
            Item::Choice(ways) => {
                for Way { opens, .. } in ways.iter() {
                    self.words.extend(&opens.words);
                    self.letters = self.letters.or(opens.letters);
                    self.kinds = self.kinds.or(Kinds { any: false, ..opens.kinds });
                }
                ways.iter().any(|way| way.opens.kinds.any)
            }
            Item::Means(_) | Item::Ahead(..) | Item::Gap | Item::End => true,
        })
    }

    /// Whether the items could begin at this word.
    fn allows(&self, word: Option<&Word>, names: &Names) -> bool {
        let here = |word: &Word| {
            self.letters.hold(&word.small) && self.words.contains(word.small.as_str())
                || self.kinds.meet(Kinds::of(word, names))
        };
        self.kinds.any || word.is_some_and(here)
    }
}

/// The position where the match ends, if all items can be matched from here.
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
            .filter(|way| way.opens.allows(words.get(at), names))
            .find_map(|way| follow(&Todo { items: &way.items, then: Some(&rest) }, words, at, names, values)),
        Item::Ahead(ways, wanted) => {
            let follows = |way: &Way| {
                way.opens.allows(words.get(at), names)
                    && follow(&Todo { items: &way.items, then: None }, words, at, names, &mut Vec::new())
                        .is_some()
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

/// Whether `…` may skip a word: punctuation ends the statement, and a negation reverses it.
fn can_be_passed_over(word: &Word) -> bool {
    word.is != Piece::Mark && !matches!(word.small.as_str(), "no" | "not" | "never" | "without" | "neither")
}

/// A whole pattern, which may itself be a choice.
fn read(text: &'static str) -> Result<Vec<Item>, String> {
    let mut rest = text;
    let ways = ways(&mut rest)?;
    if rest.is_empty() {
        Ok(vec![Item::Choice(ways.into())])
    } else {
        Err(format!("`{text}` breaks off at `{rest}`"))
    }
}

/// Items up to the end, or to the mark that ends a choice.
fn items(rest: &mut &'static str) -> Result<Vec<Item>, String> {
    let mut found = Vec::new();
    loop {
        *rest = rest.trim_start();
        let Some(first) = rest.chars().next().filter(|first| !matches!(first, '|' | ')' | ']')) else {
            return Ok(found);
        };
        let behind = &rest[first.len_utf8()..];
        found.push(match first {
            '(' => Item::Choice(bracket(rest, behind, ')')?.into()),
            '[' => {
                let mut ways = bracket(rest, behind, ']')?;
                ways.push(Way::of(Vec::new()));
                Item::Choice(ways.into())
            }
            '?' | '!' => {
                Item::Ahead(bracket(rest, behind.strip_prefix('(').unwrap_or_default(), ')')?, first == '?')
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
                Item::Word(&word[..end])
            }
        });
    }
}

/// The ways of a choice in brackets, and the bracket that closes it.
fn bracket(rest: &mut &'static str, behind: &'static str, close: char) -> Result<Vec<Way>, String> {
    *rest = behind;
    let ways = ways(rest)?;
    *rest = rest.strip_prefix(close).ok_or_else(|| format!("`{close}` is missing before `{rest}`"))?;
    Ok(ways)
}

/// The ways of a choice.
fn ways(rest: &mut &'static str) -> Result<Vec<Way>, String> {
    let mut ways = vec![Way::of(items(rest)?)];
    while let Some(behind) = rest.strip_prefix('|') {
        *rest = behind;
        ways.push(Way::of(items(rest)?));
    }
    Ok(ways)
}

/// The item that a name stands for. Names may contain names, so each is parsed once and shared.
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
        Ok(Way::of(way))
    };
    Ok(Item::Choice(rows.iter().map(way).collect::<Result<_, String>>()?))
}

/// Some rows, ready to be looked for.
pub struct Table<M: 'static> {
    rows: Vec<(Pattern, &'static Row<M>)>,
    /// Which rows begin with a word, by their places: most words of a text begin none.
    by_word: BTreeMap<&'static str, Vec<usize>>,
}

impl<M> Table<M> {
    /// Leaves out rows that cannot be parsed; a test parses them all.
    pub fn of(rows: &'static [Row<M>]) -> Self {
        let rows: Vec<_> =
            rows.iter().filter_map(|row| Some((Pattern::read(row.pattern).ok()?, row))).collect();
        let mut by_word: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
        for (which, (pattern, _)) in rows.iter().enumerate() {
            for word in &pattern.0.opens.words {
                by_word.entry(word).or_default().push(which);
            }
        }
        Self { rows, by_word }
    }

    /// The match of the first row that fits here.
    pub fn first(&self, words: &[Word], at: usize, names: &Names) -> Option<(Found, &'static Row<M>)> {
        let word = words.get(at)?;
        let begun = self.by_word.get(word.small.as_str()).map_or(&[][..], Vec::as_slice);
        let kinds = Kinds::of(word, names);
        let rows = self.rows.iter().enumerate();
        rows.filter(|(which, (pattern, _))| pattern.0.opens.kinds.meet(kinds) || begun.contains(which))
            .find_map(|(_, (pattern, row))| Some((pattern.at(words, at, names)?, *row)))
    }
}
