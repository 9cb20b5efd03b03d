//! Very many findings: one cause in a thousand rows is told once, with how often it is there, and beyond a number that
//! anybody reads only the foremost are shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Code, Finding, Strength};

/// So many findings alike in one file are each told by themselves.
const MOST_ALIKE: usize = 20;

/// So many findings of a pack are shown.
pub const MOST_SHOWN: usize = 200;

/// Findings of one file that differ in nothing but their place and the figures in them.
type Cause = (Arc<str>, Code, String, String);

/// The findings in the order of the files, those that are alike put together where they are many. Judgements are not:
/// each of them is about a measure of its own.
pub fn alike_together(findings: Vec<Finding>) -> Vec<Finding> {
    let mut causes: BTreeMap<Cause, Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        if finding.code.strength() == Strength::Stop {
            causes.entry(cause(finding)).or_default().push(at);
        }
    }
    let mut kept: Vec<Option<Finding>> = findings.into_iter().map(Some).collect();
    for alike in causes.into_values().filter(|alike| alike.len() > MOST_ALIKE) {
        let rest: Vec<Finding> = alike[1..].iter().filter_map(|at| kept[*at].take()).collect();
        if let (Some(first), Some(next)) = (&mut kept[alike[0]], rest.first()) {
            let (more, next) = (rest.len(), next.place.line);
            first.alike = more;
            first.what = format!("{}; {more} more like it follow, the next on line {next}", first.what);
        }
    }
    kept.into_iter().flatten().collect()
}

fn cause(finding: &Finding) -> Cause {
    let file = Arc::clone(&finding.place.file);
    (file, finding.code, without_figures(&finding.what), without_figures(&finding.fix))
}

/// A text with the same sign for whatever figure stands in it.
fn without_figures(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    for letter in text.chars() {
        let inside = bare.ends_with('#') && matches!(letter, '.' | ',');
        match letter {
            '0'..='9' if bare.ends_with('#') => {}
            '0'..='9' => bare.push('#'),
            _ if inside => {}
            _ => bare.push(letter),
        }
    }
    bare
}

/// How many findings there were before those that are alike were put together.
pub fn in_all<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> usize {
    findings.into_iter().map(|finding| 1 + finding.alike).sum()
}

/// Those findings that matter most, if there are more than are shown; in their order.
pub fn foremost<'f>(findings: &[&'f Finding]) -> Vec<&'f Finding> {
    let mut first = findings.to_vec();
    first.sort_by_key(|finding| finding.code.strength());
    first.truncate(MOST_SHOWN);
    first.sort();
    first
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{MOST_SHOWN, alike_together, foremost};
    use crate::finding::{Code, Finding, Place};

    fn at(line: u32, code: Code, what: String) -> Finding {
        Finding::new(code, Place { file: Arc::from("all.csv"), line, column: 1 }, what, "right it")
    }

    fn told(findings: Vec<Finding>) -> Vec<(u32, String)> {
        alike_together(findings).into_iter().map(|finding| (finding.place.line, finding.what)).collect()
    }

    #[test]
    fn one_cause_in_a_thousand_rows_is_told_once_with_its_number() {
        let percent = (0..1000).map(|row| at(row + 2, Code::Number, format!("`{row}.5%` is not a number")));
        let other = at(900, Code::Number, "`soon` is not a number".to_owned());
        let first = "`0.5%` is not a number; 999 more like it follow, the next on line 3".to_owned();
        assert_eq!(
            told(percent.chain([other]).collect()),
            [(2, first), (900, "`soon` is not a number".to_owned())]
        );
    }

    #[test]
    fn a_few_alike_and_judgements_are_each_told() {
        let few = (0..20).map(|row| at(row + 2, Code::Number, format!("`{row}%` is not a number")));
        assert_eq!(told(few.collect()).len(), 20);
        let red =
            (0..60).map(|row| at(row + 2, Code::RedWithoutAction, "a red without an action".to_owned()));
        assert_eq!(told(red.collect()).len(), 60);
    }

    #[test]
    fn of_very_many_those_that_matter_most_are_shown() {
        let advice = (0..300).map(|line| at(line, Code::UnreadFile, "a file".to_owned()));
        let all: Vec<Finding> = advice.chain([at(400, Code::Number, "a number".to_owned())]).collect();
        let shown = foremost(&all.iter().collect::<Vec<_>>());
        assert_eq!(shown.len(), MOST_SHOWN);
        assert_eq!(shown.last().map(|finding| finding.code), Some(Code::Number));
        assert_eq!(shown[0].place.line, 0);
    }
}
