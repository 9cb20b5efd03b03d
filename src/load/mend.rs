//! From the bytes of a file to a tree and to findings in plain words. What ordinary people type is met with a
//! message of its own, never with the words of `serde_yaml`.
//!
//! A text that is refused is looked at as its writer sees it, the fault is named and mended in a copy with the
//! same number of lines, and the copy is read again, so that all faults of a file come out in one run. A mended
//! copy serves only for going on checking: every fault found here stops the build. What keys and values mean is
//! the business of the rooms above.

mod brackets;
mod colons;
mod columns;
mod layout;
mod lines;
mod look;
mod marks;
mod quotes;
mod spaces;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding::{Code, Finding, Place};
use crate::load::text::{decode, number};
use crate::load::tree::{Grown, Node, Reason, Refusal, Written, grow};

use lines::{Inside, Page};

/// More faults than this in the form of one file, and it is time to mend them first.
const MOST_FAULTS: usize = 50;
/// So many bytes are read again and again at most, so that a large and faulty file is as quick as a small one.
const MOST_BYTES: usize = 32 << 20;

/// What was found, and the lines that make it readable.
#[derive(Debug)]
struct Diagnosis {
    findings: Vec<Finding>,
    edits: Vec<(usize, String)>,
}

impl Diagnosis {
    fn new(finding: Finding, edits: Vec<(usize, String)>) -> Self {
        Self { findings: vec![finding], edits }
    }
}

/// One way of going wrong: looks at a line and tells whether it did.
type Rule = fn(&Page<'_>, usize) -> Option<Diagnosis>;

/// What a line that stands for itself can have besides tabs and faults in its brackets, the surest first.
const RULES: &[Rule] = &[
    colons::no_space_after_dash,
    colons::bullet,
    colons::no_space_after_colon,
    quotes::after_quote,
    marks::bound,
    marks::text_behind_block_mark,
    marks::lone_mark,
    marks::reserved,
    brackets::text_behind,
    layout::not_indented,
    layout::cut_in_the_middle,
    brackets::never_opened,
    brackets::round,
    brackets::two_keys,
    colons::colon_in_text,
    layout::indentation,
    layout::no_key,
];

/// Those of them that a line further up can have so that only a later one fails.
const RULES_ABOVE: &[Rule] =
    &[colons::no_space_after_dash, colons::bullet, colons::no_space_after_colon, quotes::after_quote];

/// The tree of a file, if it can be had at all, and everything that is wrong with its form.
///
/// `None` with findings: the file could not be read far enough, so that nothing can be said about what is missing.
pub fn read(bytes: &[u8], file: &Arc<str>) -> (Option<Node>, Vec<Finding>) {
    let (text, findings) = decode(bytes, file);
    let mut bench = Bench::new(&text, file);
    bench.keep(findings);
    if text.contains(lines::ODD_SPACES) {
        bench.look(spaces::odd_spaces);
    }
    let root = bench.work();
    let mut findings = bench.findings;
    findings.sort();
    (root, findings)
}

/// The copy that is mended.
struct Bench<'a> {
    file: &'a Arc<str>,
    original: Vec<String>,
    lines: Vec<String>,
    findings: Vec<Finding>,
    /// Lines that have their finding. A second one would more likely be about our mending than about the line.
    told: BTreeSet<u32>,
}

impl<'a> Bench<'a> {
    fn new(text: &str, file: &'a Arc<str>) -> Self {
        let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        Self { file, original: lines.clone(), lines, findings: Vec::new(), told: BTreeSet::new() }
    }

    fn keep(&mut self, findings: Vec<Finding>) {
        for mut finding in findings {
            finding.place = self.original_place(finding.place);
            if !self.findings.iter().any(|f| f.place == finding.place && f.code == finding.code) {
                self.findings.push(finding);
            }
        }
    }

    /// Applies a diagnosis. False if it changes nothing, or is about a line that was told already.
    fn mend(&mut self, diagnosis: Diagnosis) -> bool {
        let changes = diagnosis.edits.iter().any(|(n, new)| self.lines.get(*n).is_some_and(|old| old != new));
        let fresh = diagnosis.findings.iter().any(|f| !self.told.contains(&f.place.line));
        if !(changes && fresh) {
            return false;
        }
        self.told.extend(diagnosis.findings.iter().map(|f| f.place.line));
        self.keep(diagnosis.findings);
        for (n, new) in diagnosis.edits {
            if let Some(line) = self.lines.get_mut(n) {
                *line = new;
            }
        }
        true
    }

    /// Mends what can be seen without reading the text.
    fn look(&mut self, rule: fn(&Page<'_>) -> Option<Diagnosis>) {
        let found = rule(&Page::new(&self.lines, self.file));
        if let Some(diagnosis) = found {
            self.mend(diagnosis);
        }
    }

    /// Reads, mends and reads again.
    fn work(&mut self) -> Option<Node> {
        let mut bytes = 0;
        for _ in 0..MOST_FAULTS {
            let text = self.lines.join("\n");
            bytes += text.len();
            match grow(&text, self.file) {
                Ok(grown) if !self.look_again(&grown) => return self.finish(grown),
                Err(refusal) if !self.treat(&refusal) => return self.give_up(&refusal),
                Ok(_) | Err(_) => {}
            }
            if bytes > MOST_BYTES {
                break;
            }
        }
        match grow(&self.lines.join("\n"), self.file) {
            Ok(grown) => self.finish(grown),
            Err(refusal) => self.give_up(&refusal),
        }
    }

    fn finish(&mut self, grown: Grown) -> Option<Node> {
        self.keep(grown.findings);
        let mut root = grown.root;
        if self.lines != self.original
            && let Some(root) = &mut root
        {
            self.original_places(root);
        }
        root
    }

    /// Finds and mends what makes no fault of form, but cannot be meant. True if the text changed.
    fn look_again(&mut self, grown: &Grown) -> bool {
        let Some(root) = &grown.root else { return false };
        let page = Page::new(&self.lines, self.file);
        let numbers =
            grown.findings.iter().find(|finding| finding.what.starts_with("the key `number` stands"));
        let dash = numbers.and_then(|finding| columns::missing_dash(&page, finding.place.line as usize - 1));
        let mut found: Vec<Diagnosis> =
            dash.or_else(|| columns::wrong_group(&page, root)).into_iter().collect();
        if found.is_empty() {
            found = look::again(&page, root);
        }
        let mut lines = BTreeSet::new();
        let mut changed = false;
        for diagnosis in found {
            // The places of a second fault on one line are no longer right once the first is mended.
            if diagnosis.edits.iter().all(|(n, _)| lines.insert(*n)) {
                changed |= self.mend(diagnosis);
            }
        }
        changed
    }

    /// Mends what was refused, at worst by taking the line out. False if nothing helps.
    fn treat(&mut self, refusal: &Refusal) -> bool {
        let page = Page::new(&self.lines, self.file);
        let odd = columns::odd_line(&page, refusal.line).filter(|_| refusal.reason.is_form());
        let found = if odd.is_none() { diagnose(&page, refusal) } else { None };
        if odd.is_some_and(|odd| self.mend(odd)) || found.is_some_and(|found| self.mend(found)) {
            return true;
        }
        let page = Page::new(&self.lines, self.file);
        let Some(n) = worst_line(&page, refusal) else { return false };
        let finding = words::not_understood(&page, n, refusal);
        if !self.mend(Diagnosis::new(finding, vec![(n, String::new())])) {
            self.lines[n] = String::new();
        }
        true
    }

    fn give_up(&mut self, refusal: &Refusal) -> Option<Node> {
        let line = refusal.line.min(self.lines.len().saturating_sub(1));
        let place = Place { file: Arc::clone(self.file), line: number(line + 1), column: 1 };
        let what = "from here on the file could not be read, because of its other faults";
        self.findings.push(Finding::new(
            Code::Syntax,
            place,
            what,
            "mend the faults above first, then check again",
        ));
        None
    }

    /// The place in the file of a place in the mended copy: what stands behind a mended part has moved.
    fn original_place(&self, mut place: Place) -> Place {
        let n = place.line as usize - 1;
        let (Some(old), Some(new)) = (self.original.get(n), self.lines.get(n)) else { return place };
        if old == new {
            return place;
        }
        let same = new.chars().rev().zip(old.chars().rev()).take_while(|(a, b)| a == b).count();
        let (old, new) = (old.chars().count(), new.chars().count());
        let column = place.column as usize - 1;
        if column + same >= new {
            place.column = number((column + old).saturating_sub(new) + 1);
        }
        place.column = place.column.min(number(old + 1));
        place
    }

    fn original_places(&self, node: &mut Node) {
        node.place = self.original_place(node.place.clone());
        match &mut node.is {
            Written::Blank | Written::Scalar { .. } => {}
            Written::List(nodes) => nodes.iter_mut().for_each(|node| self.original_places(node)),
            Written::Map(entries) => {
                for (key, value) in entries {
                    self.original_places(key);
                    self.original_places(value);
                }
            }
        }
    }
}

/// What the writer did.
fn diagnose(page: &Page<'_>, refusal: &Refusal) -> Option<Diagnosis> {
    let n = refusal.line.min(page.lines.len().saturating_sub(1));
    let context = match &refusal.reason {
        Reason::Mark => return Some(marks::anchor_or_tag(page, n, refusal.column)),
        Reason::TooDeep => return Some(brackets::too_deep(page, n, refusal.column)),
        Reason::Form { problem, .. } if problem.contains("escape") => {
            return quotes::backslash(page, n, refusal.column);
        }
        Reason::Form { context, .. } => context.map(|(line, _)| line),
    };
    let at_end = refusal.line + 1 >= page.lines.len() && !page.is_entry(n);
    let inside = if at_end { page.inside.last() } else { page.inside.get(n) };
    match inside.cloned().unwrap_or(Inside::Open) {
        Inside::Quote { line, at } => quotes::open(page, n, line, at),
        Inside::Flow { line, at } => Some(brackets::fault(page, n, refusal.column, line, at)),
        Inside::Block => spaces::tab(page, n),
        Inside::Plain { line } => RULES_ABOVE
            .iter()
            .find_map(|rule| rule(page, line))
            .or_else(|| spaces::tab(page, n))
            .or_else(|| layout::in_plain_text(page, n, line)),
        Inside::Open => {
            let own = [context, Some(n)].into_iter().flatten();
            own.filter(|n| page.is_entry(*n))
                .find_map(|n| {
                    spaces::tab(page, n)
                        .or_else(|| brackets::on_one_line(page, n, refusal))
                        .or_else(|| RULES.iter().find_map(|rule| rule(page, n)))
                })
                .or_else(|| above(page, n))
        }
    }
}

/// A fault a few lines further up.
fn above(page: &Page<'_>, n: usize) -> Option<Diagnosis> {
    let up = std::iter::successors(page.entry_above(n), |n| page.entry_above(*n));
    up.take(3).find_map(|n| RULES_ABOVE.iter().find_map(|rule| rule(page, n)))
}

/// The line to take out when nothing else is known: the refused one, else the next above that is not blank.
fn worst_line(page: &Page<'_>, refusal: &Refusal) -> Option<usize> {
    let context = match &refusal.reason {
        Reason::Form { context, .. } => context.map(|(line, _)| line),
        Reason::Mark | Reason::TooDeep => None,
    };
    let says = |n: &usize| page.line(*n).says_something();
    let last = refusal.line.min(page.lines.len().saturating_sub(1));
    context.filter(says).or_else(|| (0..=last).rev().find(says))
}
