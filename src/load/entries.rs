//! Turns the bytes of a file into a tree, and into findings in plain words about anything that cannot be read.
//!
//! A file is first read as a whole. If that fails, it is divided into entries: measures, or the keys of
//! `scorecard.yaml` and `service.yaml`. Each is read separately, so that a fault in one leaves the others readable and
//! faults in several are found in one run. A second fault of form in one entry is found in the next run.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::finding::{Code, Finding, Part, Place, Subject};
use crate::load::bounds;
use crate::load::fields::{MOST_FINDINGS, name};
use crate::load::measure;
use crate::load::slips::lines::{Line, Page};
use crate::load::slips::{self, begins_item, colons, meant, spaces};
use crate::load::text::decode;
use crate::load::tree::{Node, Written, grow, second_document};
use crate::source::SourceText;

/// What a file consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entries {
    /// Measures, each after a dash: those of the whole scorecard or of a service.
    Measures(Part),
    /// Keys with their values.
    Keys,
}

/// The tree of a file, if it has any content, and all faults in its form. Values that could not be read are
/// [`Written::Unread`].
pub fn read(bytes: &[u8], file: &Arc<str>, of: Entries) -> (Option<Node>, Vec<Finding>) {
    let (text, mut findings) = decode(bytes, file);
    let source = SourceText::new(&text, file);
    let page = Page::new(&source, 0..source.lines());
    let root = match read_lines(&page, of) {
        Ok((root, found)) => {
            findings.extend(found);
            root
        }
        Err(finding) => {
            let (root, found) = read_apart(&source, of);
            // Each entry may be valid alone, but not together with the others.
            findings.extend(if found.is_empty() { vec![finding] } else { found });
            root
        }
    };
    findings.extend(second_document(&source, &page.lines));
    findings.sort();
    (root, findings)
}

/// The tree of some lines, with findings about values that cannot be meant; or why the lines cannot be read.
fn read_lines(page: &Page<'_>, of: Entries) -> Result<(Option<Node>, Vec<Finding>), Finding> {
    // YAML would silently take an odd space between key and value for text, and read the lines differently.
    if let Some(odd) = spaces::odd(page) {
        return Err(odd);
    }
    let mut root = grow(page.source, &page.lines).map_err(|refusal| slips::finding(page, &refusal))?;
    let mut found = Vec::new();
    if let Some(root) = &mut root {
        match (of, &mut root.is) {
            // How many measures there may be is said where those of all files are together.
            (Entries::Measures(_), Written::List(items)) => {
                for item in items {
                    bounds::cut(item, "", &mut found);
                }
            }
            _ => bounds::cut(root, "", &mut found),
        }
        found.extend(match of {
            Entries::Measures(_) => meant::in_measures(page, root),
            Entries::Keys => meant::in_keys(page, root),
        });
    }
    Ok((root, found))
}

impl Entries {
    /// The lines of each entry, and of anything before the first, unless it is blank or a comment.
    fn cut(self, source: &SourceText<'_>) -> Vec<Range<usize>> {
        let column = self.column(source);
        let begins = |n: &usize| self.begins(source.line(*n)) == Some(column);
        let mut starts: Vec<usize> = (0..source.lines()).filter(begins).collect();
        let first = starts.first().copied().unwrap_or(0);
        match (0..first).any(|n| Line::of(source.line(n)).says_something()) || starts.is_empty() {
            true => starts.insert(0, 0),
            false => starts[0] = 0,
        }
        let ends = starts.iter().skip(1).copied().chain([source.lines()]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    /// The column in which the entries of a file begin: for measures the most common, for keys the outermost.
    fn column(self, source: &SourceText<'_>) -> usize {
        let mut columns: BTreeMap<usize, usize> = BTreeMap::new();
        for line in (0..source.lines()).map(|n| source.line(n)) {
            // Names in a list have no key after their dash; measures have one, or nothing at all.
            let counts = self == Self::Keys || line.contains(':') || line.trim() == "-";
            if let Some(column) = self.begins(line).filter(|_| counts) {
                *columns.entry(column).or_default() += 1;
            }
        }
        let column = match self {
            Self::Keys => columns.keys().next().copied(),
            Self::Measures(_) => {
                columns.into_iter().rev().max_by_key(|(_, lines)| *lines).map(|(column, _)| column)
            }
        };
        column.unwrap_or(0)
    }

    /// The column in which an entry begins on this line, if one does.
    fn begins(self, raw: &str) -> Option<usize> {
        let text = raw.trim_start_matches(' ');
        let begins = match self {
            Self::Measures(_) => begins_item(text),
            Self::Keys => {
                let key = Line::of(text).key.is_some() || colons::colon_without_space(text).is_some();
                key && !begins_item(text) && !text.starts_with(['#', ']', '}', '\t'])
            }
        };
        begins.then_some(raw.len() - text.len())
    }
}

/// The entries of a file, read separately.
fn read_apart(source: &SourceText<'_>, of: Entries) -> (Option<Node>, Vec<Finding>) {
    let mut whole =
        Whole { of, nodes: Vec::new(), pairs: Vec::new(), lost: Vec::new(), findings: Vec::new() };
    let entries = of.cut(source);
    let mut faulty = 0;
    for (nth, lines) in entries.iter().enumerate() {
        if faulty == MOST_FINDINGS {
            let what = format!(
                "from here on {} entries are not read, because so many above have faults",
                entries.len() - nth
            );
            let (place, fix) =
                (source.place(source.start(lines.start)), "mend the faults above, then check again");
            whole.findings.push(Finding::new(Code::WrongShape, place, what, fix));
            break;
        }
        let page = Page::new(source, lines.clone());
        let read = read_lines(&page, of);
        faulty += usize::from(!read.as_ref().is_ok_and(|(_, found)| found.is_empty()));
        match read {
            Ok((root, found)) => whole.take(&page, root, found),
            Err(finding) => whole.lose(&page, vec![finding]),
        }
    }
    let Whole { nodes, mut pairs, lost, mut findings, .. } = whole;
    meant::keys_once(&mut pairs, &mut findings);
    for (key, value) in lost {
        if !pairs.iter().any(|(other, _)| other.is == key.is) {
            pairs.push((key, value));
        }
    }
    let is = match of {
        Entries::Measures(_) => Written::List(nodes),
        Entries::Keys => Written::Map(pairs),
    };
    (Some(Node { place: Place::start_of(source.file), range: 0..source.text.len(), is }), findings)
}

/// What has been read of a file so far.
struct Whole {
    of: Entries,
    nodes: Vec<Node>,
    pairs: Vec<(Node, Node)>,
    /// Keys whose values could not be read.
    lost: Vec<(Node, Node)>,
    findings: Vec<Finding>,
}

impl Whole {
    /// Adds an entry, and its faults.
    fn take(&mut self, page: &Page<'_>, root: Option<Node>, found: Vec<Finding>) {
        let Some(root) = root else { return };
        match (self.of, root.is) {
            (Entries::Measures(_), Written::List(items)) => self.nodes.extend(items),
            (Entries::Keys, Written::Map(pairs)) => self.pairs.extend(pairs),
            _ => {
                let found = if found.is_empty() { vec![slips::no_entry(page)] } else { found };
                return self.lose(page, found);
            }
        }
        self.findings.extend(found);
    }

    /// Records an entry that could not be read. Tabs are one fault, however many entries contain them.
    fn lose(&mut self, page: &Page<'_>, found: Vec<Finding>) {
        let tabs = |finding: &Finding| finding.code == Code::Tab;
        let told = self.findings.iter().any(tabs);
        let about = |finding: Finding| match self.of {
            Entries::Measures(part) => finding.about(subject(page, part)),
            Entries::Keys => finding,
        };
        self.findings.extend(found.into_iter().filter(|finding| !(told && tabs(finding))).map(about));

        let source = page.source;
        let says = |n: &usize| page.line(*n).says_something();
        let first = page.lines.clone().find(says).unwrap_or(page.lines.start);
        let at = source.start(first) + page.line(first).body;
        let unread = |end, is| Node { place: source.place(at), range: at..end, is };
        let lost = unread(source.start(page.lines.end), Written::Unread);
        match self.of {
            Entries::Measures(_) => self.nodes.push(lost),
            Entries::Keys => {
                let letter = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
                let key = source.text[at..].split(|c| !letter(c)).next().unwrap_or_default();
                let is = Written::Scalar { text: key.to_owned(), plain: true };
                self.lost.push((unread(at + key.len(), is), lost));
            }
        }
    }
}

/// The measure that a page holds, identified as far as possible.
fn subject(page: &Page<'_>, part: Part) -> Subject {
    let value = |key: &str| {
        let mut lines = page.lines.clone().map(|n| page.line(n));
        let line = lines.find(|line| line.key_text().trim_start_matches('-') == key)?;
        Some(bare(&line)).filter(|value| !value.is_empty())
    };
    let id = value("id");
    let words = measure::called(value("number"), value("title").or(id));
    Subject { part, name: id.and_then(|id| name(id).ok()), words }
}

/// A value without comment and quotes.
fn bare<'a>(line: &Line<'a>) -> &'a str {
    line.bare_value().trim_matches(['"', '\'', ' '])
}
