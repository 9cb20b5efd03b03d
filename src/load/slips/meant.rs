//! Text that can be read, but cannot be what was meant: text cut off at `#`, keys joined to their value, curly
//! quotes around a name, odd spaces in a number, an unclosed quote that swallowed lines, keys that occur twice.
//!
//! Values reported here become [`Written::Unread`], so that nothing else is said about them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::finding::{Code, Finding};
use crate::load::fields::{MOST_FINDINGS, text_of};
use crate::load::keys::{MEASURE, is_key, is_prose};
use crate::load::slips::layout::{begin_with, block_end};
use crate::load::slips::lines::{ODD_SPACES, Page};
use crate::load::slips::words::{in_full, in_quotes, short, spliced};
use crate::load::slips::{braces, brackets, colons, columns, marks, quotes, spaces};
use crate::load::tree::{Node, Written};

/// Reports all such faults in a list of measures, and repairs the tree.
pub fn in_measures(page: &Page<'_>, root: &mut Node) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Written::List(items) = &mut root.is {
        for item in std::mem::take(items) {
            each_measure(page, item, items, &mut found);
        }
        for item in items {
            out_of_groups(page, item, &mut found);
        }
    }
    walk(page, root, "", &mut found);
    found
}

/// Reports all such faults in a mapping, and repairs the tree.
pub fn in_keys(page: &Page<'_>, root: &mut Node) -> Vec<Finding> {
    let mut found = Vec::new();
    walk(page, root, "", &mut found);
    found
}

fn walk(page: &Page<'_>, node: &mut Node, key: &str, found: &mut Vec<Finding>) {
    let finding = match &mut node.is {
        Written::Unread => None,
        Written::Blank => commented_out(page, node, key),
        Written::Scalar { .. } => look(page, node, Some(key), true),
        Written::List(items) => {
            for item in items {
                walk(page, item, key, found);
            }
            None
        }
        Written::Map(pairs) => {
            let braces = in_braces(page, &node.range, pairs);
            if braces.is_none() {
                walk_pairs(page, pairs, found);
            }
            braces
        }
    };
    if let Some(finding) = finding {
        // What is left of a text that was cut off is still readable.
        if finding.code != Code::CutOffText || node.is == Written::Blank {
            node.is = Written::Unread;
        }
        report(finding, found);
    }
}

/// A group in braces in which a comma or a missing colon made a key of something that is none.
fn in_braces(page: &Page<'_>, range: &Range<usize>, pairs: &[(Node, Node)]) -> Option<Finding> {
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let stray = |(key, value): &(Node, Node)| {
        value.is == Written::Blank && !is_key(text_of(key)) && !number(text_of(key))
    };
    let written = page.source.text.get(range.clone()).is_some_and(|text| text.starts_with('{'));
    (written && pairs.iter().any(stray)).then(|| braces::fault(page, range))?
}

fn walk_pairs(page: &Page<'_>, pairs: &mut Vec<(Node, Node)>, found: &mut Vec<Finding>) {
    for (key, value) in &mut *pairs {
        let alone = value.is == Written::Blank;
        if let Some(finding) = look(page, key, None, alone) {
            report(finding, found);
            if let Written::Scalar { text, .. } = &mut key.is {
                *text = meant_key(text);
            }
            if alone {
                value.is = Written::Unread;
            }
        }
        walk(page, value, text_of(key), found);
    }
    keys_once(pairs, found);
}

/// Adds a finding, up to a reasonable number; beyond that only the tree is repaired.
fn report(finding: Finding, found: &mut Vec<Finding>) {
    if found.len() < MOST_FINDINGS {
        found.push(finding);
    }
}

/// The key that was meant by a faulty one.
fn meant_key(text: &str) -> String {
    let text = spaces::plain(text);
    let text = text.split(':').next().unwrap_or_default();
    colons::straight(text.trim_start_matches(['-', ' ', '•', '·', '–', '—', '*'])).to_owned()
}

/// Removes keys that occur twice, and keys that are not text.
pub fn keys_once(pairs: &mut Vec<(Node, Node)>, found: &mut Vec<Finding>) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    pairs.retain(|(key, _)| {
        let (code, what, fix) = match &key.is {
            Written::Scalar { text, .. } => match seen.get(text) {
                None => {
                    seen.insert(text.clone(), key.place.line);
                    return true;
                }
                Some(line) => (
                    Code::DuplicateKey,
                    format!("the key `{text}` stands here and on line {line}"),
                    "take one of the two out, or correct its name",
                ),
            },
            Written::Blank | Written::Unread => (
                Code::Syntax,
                "there is no key before the colon".to_owned(),
                "write the key before it: `title: Carer-reported quality of life`",
            ),
            Written::List(_) | Written::Map(_) => (
                Code::WrongShape,
                "brackets stand where a key belongs".to_owned(),
                "put text that begins with a bracket in straight quotes: `title: \"[draft] Scorecard\"`",
            ),
        };
        report(Finding::new(code, key.place.clone(), what, fix), found);
        false
    });
}

/// Splits a measure into two if a dash was forgotten and its keys continue with those of the next.
fn each_measure(page: &Page<'_>, mut item: Node, into: &mut Vec<Node>, found: &mut Vec<Finding>) {
    let dashed = item.place.line as usize - 1;
    let mut apart = Vec::new();
    if let Written::Map(pairs) = &mut item.is {
        let is_number = |at: &usize| text_of(&pairs[*at].0) == "number";
        let numbers: Vec<usize> = (0..pairs.len()).filter(is_number).collect();
        if let [0, further @ ..] = numbers.as_slice()
            && !further.is_empty()
            && !page.line(dashed).dashes.is_empty()
        {
            apart.extend(further.iter().rev().map(|at| pairs.split_off(*at)));
        }
    }
    let mut begins = dashed;
    into.push(item);
    for pairs in apart.into_iter().rev() {
        let (place, start) = (pairs[0].0.place.clone(), pairs[0].0.range.start);
        let second = place.line as usize - 1;
        if found.len() < MOST_FINDINGS {
            found.push(columns::dash_missing(page, dashed, begins, second));
        }
        begins = second;
        let end = pairs.last().map_or(start, |(_, value)| value.range.end);
        into.push(Node { place, range: start..end, is: Written::Map(pairs) });
    }
}

/// Moves keys of the measure that are among its readings or its comparators to the measure.
fn out_of_groups(page: &Page<'_>, item: &mut Node, found: &mut Vec<Finding>) {
    let Written::Map(pairs) = &mut item.is else { return };
    let is_group = |key: &Node| matches!(text_of(key), "readings" | "comparators");
    let mut strays: Vec<(Node, Node)> = Vec::new();
    for (group, value) in pairs.iter_mut().filter(|(key, _)| is_group(key)) {
        let Written::Map(inside) = &mut value.is else { continue };
        // If a stray key opens a mapping, its lines follow in the same column.
        let mut open = false;
        for (key, mut value) in std::mem::take(inside) {
            if let Some(finding) = stray(page, group, &key, &value) {
                report(finding, found);
                open = is_group(&key) && value.is == Written::Blank;
                if value.is == Written::Blank {
                    value.is = if open { Written::Map(Vec::new()) } else { Written::Unread };
                }
                strays.push((key, value));
            } else if let Some((_, Node { is: Written::Map(own), .. })) = strays.last_mut().filter(|_| open) {
                own.push((key, value));
            } else {
                inside.push((key, value));
            }
        }
    }
    pairs.extend(strays);
}

/// The finding for a key of the measure inside its readings or comparators.
fn stray(page: &Page<'_>, group: &Node, key: &Node, value: &Node) -> Option<Finding> {
    MEASURE.key(text_of(key))?;
    let (n, column) = (key.place.line as usize - 1, group.place.column as usize - 1);
    let line = page.line(n);
    (line.key_text() == text_of(key) && line.indent > column && page.is_entry(n)).then_some(())?;
    let next = (block_end(page, n)..page.lines.end).find(|n| page.is_entry(*n));
    // Lines below a key without a value were meant to belong to it; below any other they belong to the group.
    let between = value.is != Written::Blank && next.is_some_and(|next| page.line(next).indent > column);
    let name = text_of(group);
    let below =
        if between { format!(", and write it below the last line of `{name}`") } else { String::new() };
    Some(Finding::new(
        Code::Indentation,
        page.place(n, line.indent),
        format!("`{}` is a key of the measure, but stands within its `{name}`", text_of(key)),
        begin_with(column) + &below,
    ))
}

/// One text of the tree, as seen by the rules.
struct Seen<'a> {
    page: &'a Page<'a>,
    /// Line and byte at which it begins.
    n: usize,
    at: usize,
    /// The byte of the file after it.
    end: usize,
    text: &'a str,
    plain: bool,
    /// Whether it is a value, or a key without one, which may have its value joined to it.
    whole: bool,
    prose: bool,
}

type Rule = fn(&Seen<'_>) -> Option<Finding>;

const RULES: &[Rule] = &[swallowed, odd_space, no_space, touching_dash, bullet, curly, more_than, cut_off];

/// The fault in a text: in the value of a key or, if `of_key` is `None`, in a key.
fn look(page: &Page<'_>, node: &Node, of_key: Option<&str>, whole: bool) -> Option<Finding> {
    let Written::Scalar { text, plain } = &node.is else { return None };
    let n = node.place.line as usize - 1;
    let at = node.range.start - page.source.start(n);
    let prose = of_key.is_some_and(is_prose);
    let seen = Seen { page, n, at, end: node.range.end, text, plain: *plain, whole, prose };
    RULES.iter().find_map(|rule| rule(&seen))
}

impl Seen<'_> {
    fn finding(&self, code: Code, at: usize, what: String, fix: String) -> Finding {
        Finding::new(code, self.page.place(self.n, at), what, fix)
    }

    /// The first line of the text as written, from where the text begins.
    fn raw(&self) -> &str {
        &self.page.source.line(self.n)[self.at..]
    }
}

/// Reports `title: "Good`, closed by chance some lines further down.
fn swallowed(seen: &Seen<'_>) -> Option<Finding> {
    (!seen.plain && seen.raw().starts_with(['"', '\''])).then_some(())?;
    let page = seen.page;
    let opener = page.line(seen.n);
    let lost = |n: &usize| page.line(*n).has_plain_key() && page.line(*n).indent <= opener.body;
    let n = (seen.n + 1..=page.source.line_of(seen.end)).find(lost).filter(|_| opener.key.is_some())?;
    quotes::open(page, n, seen.n, seen.at)
}

/// Reports `value: 1 234` with an odd space, which is harmless in prose.
fn odd_space(seen: &Seen<'_>) -> Option<Finding> {
    if seen.text.is_ascii() {
        return None;
    }
    let prose_start = seen.plain && seen.text.starts_with(ODD_SPACES);
    let odd = seen.raw().split([',', ']', '}']).next().and_then(|raw| raw.find(ODD_SPACES))?;
    (seen.text.contains(ODD_SPACES) && (!seen.prose || prose_start)).then_some(())?;
    let text = spaces::plain(seen.text);
    let what = format!("`{}` holds {}", short(&text), spaces::kind_of(&seen.raw()[odd..]));
    let fix = format!("delete it and type `{}` again", short(text.trim()));
    Some(seen.finding(Code::OddSpace, seen.at + odd, what, fix))
}

/// Reports `{ value:6.6 }`, and `title:Foo` where it can be read as text.
fn no_space(seen: &Seen<'_>) -> Option<Finding> {
    let colon = colons::colon_without_space(seen.text)?;
    let meant = seen.plain && !seen.prose && seen.whole && seen.raw().starts_with(&seen.text[..=colon]);
    meant.then_some(())?;
    let line = seen.raw().split([',', '}', ']']).next().unwrap_or_default().trim_end();
    let fix = format!("write `{}`", in_full(&spliced(line, colon, colon + 1, ": ")));
    let what = format!("a space is missing behind the colon of `{}`", short(line));
    Some(seen.finding(Code::NoSpaceAfterColon, seen.at + colon, what, fix))
}

/// Reports `-carers`.
fn touching_dash(seen: &Seen<'_>) -> Option<Finding> {
    (seen.plain && !seen.prose && colons::touching_dash(seen.text)).then_some(())?;
    let text = seen.raw().trim_end();
    let what = format!("a space is missing behind the dash of `{}`", short(text));
    let fix = format!("write `- {}`", in_full(&text[1..]));
    Some(seen.finding(Code::NoSpaceAfterDash, seen.at, what, fix))
}

/// Reports `• carers`.
fn bullet(seen: &Seen<'_>) -> Option<Finding> {
    let mark = colons::leading_bullet(seen.text).filter(|_| seen.plain && !seen.prose)?;
    let text = seen.raw().trim_end();
    let what = format!("the list entry `{}` begins with `{}`, which is no hyphen", short(text), mark.trim());
    let fix = format!("write `- {}`, with the hyphen of the keyboard", in_full(&text[mark.len()..]));
    Some(seen.finding(Code::Syntax, seen.at, what, fix))
}

/// Reports `id: ‘x’`.
fn curly(seen: &Seen<'_>) -> Option<Finding> {
    (seen.plain && !seen.prose && colons::in_curly(seen.text) && seen.raw().starts_with(seen.text))
        .then_some(())?;
    let text = colons::straight(seen.text);
    let what = format!("the quotes around `{}` are curly, so they do not count as quotes", short(text));
    let fix = format!("write `{}`, with straight quotes or none", in_quotes(in_full(text)));
    Some(seen.finding(Code::CurlyQuote, seen.at, what, fix))
}

/// Reports `target: >5`, which can be read as an empty block of text.
fn more_than(seen: &Seen<'_>) -> Option<Finding> {
    (seen.text.is_empty() && seen.raw().starts_with('>')).then(|| marks::bound(seen.page, seen.n))?
}

/// Reports `title: Foo #3`.
fn cut_off(seen: &Seen<'_>) -> Option<Finding> {
    (seen.plain && seen.prose).then_some(())?;
    let last = seen.page.source.line_of(seen.end);
    let raw = seen.page.source.line(last);
    let end = seen.end - seen.page.source.start(last);
    let hash = end + hash_next(&raw[end..])?;
    (!is_comment(raw, end, hash)).then_some(())?;
    let line = seen.page.line(seen.n);
    let whole = raw[hash..].trim_end();
    let value = format!("{} {whole}", seen.text);
    Some(Finding::new(
        Code::CutOffText,
        seen.page.place(last, hash),
        format!("the text of {} ends in front of the `#`, and `{}` is lost", line.subject(), short(whole)),
        format!(
            "if it is a comment of your own, leave two spaces in front of the `#`; if it belongs to the text, write `{}`",
            line.with_value(&in_quotes(in_full(&value)))
        ),
    ))
}

/// The position of the `#` at the start of a text, after any spaces.
fn hash_next(text: &str) -> Option<usize> {
    let rest = text.trim_start();
    rest.starts_with('#').then_some(text.len() - rest.len())
}

/// Whether this is an author's comment, with two spaces before its `#` and one after it.
fn is_comment(raw: &str, end: usize, hash: usize) -> bool {
    let behind = &raw[hash + 1..];
    hash >= end + 2 && (behind.is_empty() || behind.starts_with(' '))
}

/// Reports `comment: #3 is late`.
fn commented_out(page: &Page<'_>, node: &Node, key: &str) -> Option<Finding> {
    let n = node.place.line as usize - 1;
    let (raw, at) = (page.source.line(n), node.range.start - page.source.start(n));
    let hash = at + hash_next(&raw[at..])?;
    let touches = raw[hash + 1..].starts_with(|c: char| c != ' ' && c != '#');
    if is_comment(raw, at, hash) || !(touches || is_prose(key)) {
        return None;
    }
    let (line, text) = (page.line(n), raw[hash..].trim_end());
    let first = text.split([' ', ',', '}']).next().unwrap_or_default();
    if brackets::is_failed(first) {
        return Some(brackets::failed(page, n, hash, first));
    }
    Some(Finding::new(
        Code::CutOffText,
        page.place(n, hash),
        format!(
            "`{}` begins with `#`, so it counts as a comment and {} is blank",
            short(text),
            line.subject()
        ),
        format!("write `{}`", line.with_value(&in_quotes(in_full(text)))),
    ))
}
