//! What can be read, but cannot be meant: text cut off at `#`, keys with a value stuck to them, curly quotes
//! around a name, odd spaces in a number, a quote that swallowed the next lines.

use crate::finding::{Code, Finding};
use crate::load::keys::is_prose;
use crate::load::mend::lines::{Inside, ODD_SPACES, Page};
use crate::load::mend::words::{full, in_quotes, quoted_lines, short, spliced};
use crate::load::mend::{Diagnosis, colons, marks, quotes, spaces};
use crate::load::tree::{Node, Written};

/// One text of the tree, as the rules look at it.
struct Seen<'a, 'p> {
    page: &'a Page<'p>,
    /// Line and byte where it begins.
    n: usize,
    at: usize,
    text: &'a str,
    plain: bool,
    /// A value, or a key with nothing behind it: it may be both in one.
    whole: bool,
    prose: bool,
}

type Rule = fn(&Seen<'_, '_>) -> Option<Diagnosis>;

const RULES: &[Rule] = &[odd_space, no_space, touching_dash, bullet, curly, more_than, cut_off];

/// Everything of the kind in a tree.
pub fn again(page: &Page<'_>, root: &Node) -> Vec<Diagnosis> {
    let mut found: Vec<Diagnosis> = swallowed(page).into_iter().collect();
    walk(page, root, "", &mut found);
    found
}

fn walk(page: &Page<'_>, node: &Node, key: &str, found: &mut Vec<Diagnosis>) {
    match &node.is {
        Written::Blank => found.extend(commented_out(page, node, key)),
        Written::Scalar { .. } => look(page, node, key, false, false, found),
        Written::List(nodes) => nodes.iter().for_each(|node| walk(page, node, key, found)),
        Written::Map(entries) => {
            for (key, value) in entries {
                look(page, key, "", true, value.is == Written::Blank, found);
                let Written::Scalar { text, .. } = &key.is else { continue };
                walk(page, value, text, found);
            }
        }
    }
}

fn look(page: &Page<'_>, node: &Node, key: &str, is_key: bool, alone: bool, found: &mut Vec<Diagnosis>) {
    let Written::Scalar { text, plain } = &node.is else { return };
    let n = node.place.line as usize - 1;
    let at = page.byte(n, node.place.column as usize - 1);
    let seen =
        Seen { page, n, at, text, plain: *plain, whole: !is_key || alone, prose: !is_key && is_prose(key) };
    found.extend(RULES.iter().find_map(|rule| rule(&seen)));
}

impl Seen<'_, '_> {
    fn finding(&self, code: Code, at: usize, what: String, fix: String) -> Finding {
        Finding::new(code, self.page.place(self.n, at), what, fix)
    }

    /// The first line of the text as it is written, from its beginning on.
    fn raw(&self) -> &str {
        &self.page.lines[self.n][self.at..]
    }

    fn replaced(&self, length: usize, new: &str) -> Vec<(usize, String)> {
        vec![(self.n, spliced(&self.page.lines[self.n], self.at, self.at + length, new))]
    }
}

/// `value: 1 234`, with a space that is none. In prose it is harmless.
fn odd_space(seen: &Seen<'_, '_>) -> Option<Diagnosis> {
    if seen.text.is_ascii() {
        return None;
    }
    let prose_start = seen.plain && seen.text.starts_with(ODD_SPACES);
    let odd = seen.raw().split([',', ']', '}']).next().and_then(|raw| raw.find(ODD_SPACES))?;
    (seen.text.contains(ODD_SPACES) && (!seen.prose || prose_start)).then_some(())?;
    let mended = spaces::plain(seen.text);
    let what = format!("`{}` holds {}", short(&mended), spaces::kind_of(&seen.raw()[odd..]));
    let raw = &seen.page.lines[seen.n];
    let edits = vec![(seen.n, raw[..seen.at].to_owned() + &spaces::plain(&raw[seen.at..]))];
    let fix = format!("delete it and type `{}` again", short(mended.trim()));
    Some(Diagnosis::new(seen.finding(Code::OddSpace, seen.at + odd, what, fix), edits))
}

/// `{ value:6.6 }`, or `title:Foo` where it can be read as text.
fn no_space(seen: &Seen<'_, '_>) -> Option<Diagnosis> {
    let colon = colons::colon_without_space(seen.text)?;
    let meant = seen.plain && !seen.prose && seen.whole && seen.raw().starts_with(&seen.text[..=colon]);
    meant.then_some(())?;
    let line = seen.raw().split([',', '}', ']']).next().unwrap_or_default().trim_end();
    let fix = format!("write `{}`", full(&spliced(line, colon, colon + 1, ": ")));
    let what = format!("a space is missing behind the colon of `{}`", short(line));
    Some(Diagnosis::new(
        seen.finding(Code::NoSpaceAfterColon, seen.at + colon, what, fix),
        seen.replaced(colon + 1, &format!("{}: ", &seen.text[..colon])),
    ))
}

/// `-carers`.
fn touching_dash(seen: &Seen<'_, '_>) -> Option<Diagnosis> {
    (seen.plain && !seen.prose && colons::touching_dash(seen.text)).then_some(())?;
    let text = seen.raw().trim_end();
    let what = format!("a space is missing behind the dash of `{}`", short(text));
    let fix = format!("write `- {}`", full(&text[1..]));
    Some(Diagnosis::new(seen.finding(Code::NoSpaceAfterDash, seen.at, what, fix), seen.replaced(1, "- ")))
}

/// `• carers`.
fn bullet(seen: &Seen<'_, '_>) -> Option<Diagnosis> {
    let mark = colons::leading_bullet(seen.text).filter(|_| seen.plain && !seen.prose)?;
    let text = seen.raw().trim_end();
    let what = format!("the list entry `{}` begins with `{}`, which is no hyphen", short(text), mark.trim());
    let fix = format!("write `- {}`, with the hyphen of the keyboard", full(&text[mark.len()..]));
    Some(Diagnosis::new(seen.finding(Code::Syntax, seen.at, what, fix), seen.replaced(mark.len(), "- ")))
}

/// `id: ‘x’`.
fn curly(seen: &Seen<'_, '_>) -> Option<Diagnosis> {
    (seen.plain && !seen.prose && colons::in_curly(seen.text) && seen.raw().starts_with(seen.text))
        .then_some(())?;
    let text = colons::straight(seen.text);
    let what = format!("the quotes around `{}` are curly, so they do not count as quotes", short(text));
    let fix = format!("write `{}`, with straight quotes or none", in_quotes(full(text)));
    Some(Diagnosis::new(
        seen.finding(Code::CurlyQuote, seen.at, what, fix),
        seen.replaced(seen.text.len(), &in_quotes(text)),
    ))
}

/// `target: >5`, which can be read as an empty block of text.
fn more_than(seen: &Seen<'_, '_>) -> Option<Diagnosis> {
    (seen.text.is_empty() && seen.raw().starts_with('>')).then(|| marks::bound(seen.page, seen.n))?
}

/// `title: Foo #3`.
fn cut_off(seen: &Seen<'_, '_>) -> Option<Diagnosis> {
    (seen.plain && seen.prose).then_some(())?;
    let (last, end) = end_of_plain(seen)?;
    let raw = &seen.page.lines[last];
    let hash = end + hash_next(&raw[end..])?;
    (!is_comment(raw, end, hash)).then_some(())?;
    let line = seen.page.line(seen.n);
    let whole = raw[hash..].trim_end();
    let value = format!("{} {whole}", seen.text);
    let finding = Finding::new(
        Code::CutOffText,
        seen.page.place(last, hash),
        format!("the text of {} ends in front of the `#`, and `{}` is lost", line.subject(), short(whole)),
        format!(
            "if it is a comment of your own, leave two spaces in front of the `#`; if it belongs to the text, write `{}`",
            line.with_value(&in_quotes(full(&value)))
        ),
    );
    let flow = seen.page.inside[seen.n] != Inside::Open || line.value().starts_with(['[', '{']);
    let edits = if flow {
        vec![(last, raw[..hash].trim_end().to_owned())]
    } else {
        quoted_lines(seen.page, seen.n, seen.at, last)
    };
    Some(Diagnosis::new(finding, edits))
}

/// Where a plain text ends: its letters are found again in the source, whatever space and line ends are between.
fn end_of_plain(seen: &Seen<'_, '_>) -> Option<(usize, usize)> {
    let mut letters = seen.text.chars().filter(|c| !c.is_whitespace()).peekable();
    let (mut n, mut at) = (seen.n, seen.at);
    loop {
        let raw = seen.page.lines.get(n)?;
        for (byte, c) in raw[at..].char_indices().filter(|(_, c)| !c.is_whitespace()) {
            if letters.next()? != c {
                return None;
            }
            if letters.peek().is_none() {
                return Some((n, at + byte + c.len_utf8()));
            }
        }
        (n, at) = (n + 1, 0);
    }
}

/// Where the `#` stands with which a text begins, spaces aside.
fn hash_next(text: &str) -> Option<usize> {
    let rest = text.trim_start();
    rest.starts_with('#').then_some(text.len() - rest.len())
}

/// An author's comment has two spaces in front of its `#` and one behind it.
fn is_comment(raw: &str, end: usize, hash: usize) -> bool {
    let behind = &raw[hash + 1..];
    hash >= end + 2 && (behind.is_empty() || behind.starts_with(' '))
}

/// `comment: #3 is late`.
fn commented_out(page: &Page<'_>, node: &Node, key: &str) -> Option<Diagnosis> {
    let n = node.place.line as usize - 1;
    let raw = page.lines.get(n)?;
    let at = page.byte(n, node.place.column as usize - 1);
    let hash = at + hash_next(&raw[at..])?;
    let touches = raw[hash + 1..].starts_with(|c: char| c != ' ' && c != '#');
    if is_comment(raw, at, hash) || !(touches || is_prose(key)) {
        return None;
    }
    let (line, text) = (page.line(n), raw[hash..].trim_end());
    let finding = Finding::new(
        Code::CutOffText,
        page.place(n, hash),
        format!(
            "`{}` begins with `#`, so it counts as a comment and {} is blank",
            short(text),
            line.subject()
        ),
        format!("write `{}`", line.with_value(&in_quotes(full(text)))),
    );
    Some(Diagnosis::new(finding, quoted_lines(page, n, hash, n)))
}

/// `title: "Good`, closed by chance some lines further down.
fn swallowed(page: &Page<'_>) -> Option<Diagnosis> {
    page.inside.iter().enumerate().find_map(|(n, inside)| {
        let Inside::Quote { line: from, at } = *inside else { return None };
        let line = page.line(n);
        let opener = page.line(from);
        let lost = line.has_plain_key() && line.indent <= opener.body && opener.key.is_some();
        if lost { quotes::open(page, n, from, at) } else { None }
    })
}
