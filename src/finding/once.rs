//! Decides which findings are shown: none that may only be a consequence of another, and none twice.
//!
//! Each part of the program reports what it sees. Only this file decides whether one finding follows from another,
//! based on what each is about ([`Subject`]) and what its code waits for ([`Waits`]).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::{Code, Finding, Part, Place, Strength, Subject, Waits};

/// The findings to show, in the order of the files.
pub fn once(mut findings: Vec<Finding>) -> Vec<Finding> {
    let lines = broken_lines(&findings);
    // A finding about a reference to a missing name does not make its own entry unreadable, so it hides no others.
    let lost = Unread::of(findings.iter().filter(|finding| finding.rests_on.is_none()));
    findings.retain(|finding| {
        let is_gap = finding.code.waits() == Waits::Lines && lines.contains(&entry(finding));
        !is_gap && !finding.rests_on.as_ref().is_some_and(|named| lost.may_be(named))
    });
    let unread = Unread::of(findings.iter());
    findings.retain(|finding| !unread.holds_back(finding));
    // If two parts of the program reject the same value, the first knew more about it.
    findings.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
    findings.dedup_by(|later, first| is_same(first, later));
    findings.sort();
    one_cause_once(findings)
}

/// How many further places of a cause a message lists.
const MOST_LISTED: usize = 3;

/// A name that is declared nowhere is told once, at the first place that uses it, with the others.
fn one_cause_once(findings: Vec<Finding>) -> Vec<Finding> {
    let cause = |finding: &Finding| {
        let named = finding.rests_on.as_ref().filter(|_| finding.code == Code::UnknownName)?;
        Some((named.part, named.name.clone()?))
    };
    let mut uses: BTreeMap<(Part, String), Vec<Place>> = BTreeMap::new();
    for finding in &findings {
        if let Some(cause) = cause(finding) {
            uses.entry(cause).or_default().push(finding.place.clone());
        }
    }
    let told = findings.into_iter().filter_map(|mut finding| {
        let Some(all) = cause(&finding).and_then(|cause| uses.get(&cause)) else { return Some(finding) };
        let (first, further) = all.split_first()?;
        if *first != finding.place {
            return None;
        }
        if !further.is_empty() {
            let listed: Vec<String> =
                further.iter().take(MOST_LISTED).map(|place| beside(place, first)).collect();
            let more = match further.len() - listed.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            finding.what = format!("{}; it stands at {}{more}, too", finding.what, listed.join(", "));
        }
        Some(finding)
    });
    told.collect()
}

/// A place as it is named beside another: by its line alone within one file.
fn beside(place: &Place, other: &Place) -> String {
    if place.file == other.file {
        format!("line {}", place.line)
    } else {
        format!("{}:{}", place.file, place.line)
    }
}

/// Whether two findings mean the same, even in different words. A value is rejected only once, but several keys of one
/// entry may be missing.
fn is_same(first: &Finding, later: &Finding) -> bool {
    let one_value = first.code.strength() == Strength::Stop && first.code != Code::MissingKey;
    (&first.place, first.code) == (&later.place, later.code) && (one_value || first.what == later.what)
}

/// Faults in the form of a line, which may hide a key after it.
const FORM: [Code; 10] = [
    Code::Tab,
    Code::OddSpace,
    Code::CurlyQuote,
    Code::ColonInText,
    Code::QuoteInText,
    Code::NoSpaceAfterColon,
    Code::NoSpaceAfterDash,
    Code::Indentation,
    Code::Syntax,
    Code::AnchorOrTag,
];

/// The file of a finding, and what it is about there; `scorecard.yaml` counts as one entry.
type Entry = (Arc<str>, Option<Arc<Subject>>);

fn entry(finding: &Finding) -> Entry {
    let subject = finding.subject.clone().filter(|subject| !subject.part.is_in_cover());
    (Arc::clone(&finding.place.file), subject)
}

fn broken_lines(findings: &[Finding]) -> BTreeSet<Entry> {
    findings.iter().filter(|finding| FORM.contains(&finding.code)).map(entry).collect()
}

/// Faults in material that can be read, but cannot be printed or accepted.
const READABLE: [Code; 4] = [Code::Character, Code::PageFull, Code::Picture, Code::NotAcceptable];

/// What could not be read.
#[derive(Default)]
struct Unread {
    /// By part and name; without a name, anything in that part may be meant.
    names: BTreeSet<(Part, Option<String>)>,
    parts: BTreeSet<Part>,
    /// Whether any finding stops the build, even if it could be read.
    stops: bool,
}

impl Unread {
    fn of<'f>(findings: impl Iterator<Item = &'f Finding>) -> Self {
        let mut unread = Self::default();
        for finding in findings.filter(|finding| finding.code.strength() == Strength::Stop) {
            unread.stops = true;
            if !READABLE.contains(&finding.code) {
                let subject = finding.subject.as_ref();
                let part = subject.map_or(Part::Cover, |subject| subject.part);
                unread.parts.insert(part);
                unread.names.extend(subject.map(|subject| (part, subject.name.clone())));
                // Any name could be the one that was meant.
                unread.names.extend((finding.code == Code::DuplicateName).then_some((part, None)));
            }
        }
        unread
    }

    fn has(&self, part: Part, name: Option<&str>) -> bool {
        self.names.contains(&(part, name.map(str::to_owned)))
    }

    /// Whether something named in the pack may be among what could not be read.
    fn may_be(&self, named: &Subject) -> bool {
        let by_name = match &named.name {
            Some(name) => self.has(named.part, Some(name)) || self.has(named.part, None),
            None => self.parts.contains(&named.part),
        };
        by_name || named.part.is_in_cover() && self.has(Part::Cover, None)
    }

    /// Whether a finding may only be a consequence of what could not be read.
    fn holds_back(&self, finding: &Finding) -> bool {
        let cover = || self.parts.iter().any(|part| part.is_in_cover());
        match finding.code.waits() {
            Waits::Nothing | Waits::Lines => false,
            Waits::Cover => cover(),
            Waits::Own => match finding.rests_on.as_ref().or(finding.subject.as_ref()) {
                Some(measure) if matches!(measure.part, Part::Measures | Part::Metrics) => {
                    self.judges(measure)
                }
                Some(subject) if subject.part == Part::Report => false,
                Some(_) | None => cover(),
            },
            Waits::Figures => self.parts.iter().any(|part| *part != Part::Report),
            Waits::Everything => self.stops,
        }
    }

    /// Whether a measure, or something that it is judged by, could not be read.
    fn judges(&self, measure: &Subject) -> bool {
        let itself = match &measure.name {
            Some(name) => [Part::Measures, Part::Metrics].iter().any(|part| self.has(*part, Some(name))),
            None => self.parts.contains(&measure.part),
        };
        let beside = [Part::Cover, Part::Comparators].iter().any(|part| self.parts.contains(part));
        itself || beside || self.has(Part::Values, None)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::finding::{Code, Finding, Part, Place, Subject, once};

    fn at(line: u32, code: Code) -> Finding {
        Finding::new(code, Place { file: Arc::from("a.yaml"), line, column: 1 }, "it is wrong", "right it")
    }

    fn carers() -> Subject {
        Subject::named(Part::Measures, "carers")
    }

    fn shown(findings: Vec<Finding>) -> Vec<Code> {
        once(findings).iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn a_measure_is_judged_once_it_can_be_read() {
        let red = || at(1, Code::RedWithoutOwner).about(carers());
        let slip = |part, name| at(2, Code::Number).about(Subject::named(part, name));
        assert_eq!(shown(vec![red(), slip(Part::Measures, "carers")]), [Code::Number]);
        assert_eq!(shown(vec![red(), slip(Part::Cover, "status")]), [Code::Number]);
        for elsewhere in [slip(Part::Measures, "feel-safe"), slip(Part::Facts, "population")] {
            assert_eq!(shown(vec![red(), elsewhere]), [Code::RedWithoutOwner, Code::Number]);
        }
    }

    #[test]
    fn a_name_may_be_that_of_a_measure_whose_own_name_cannot_be_read() {
        let slip = || at(1, Code::UnknownName).about(Subject::passage("paragraph 12")).resting_on(carers());
        let unread = |subject| at(2, Code::Name).about(subject);
        assert_eq!(shown(vec![slip(), unread(carers())]), [Code::Name]);
        assert_eq!(shown(vec![slip(), unread(Subject::whole(Part::Measures))]), [Code::Name]);
        for elsewhere in [Subject::named(Part::Measures, "feel-safe"), Subject::whole(Part::Facts)] {
            assert_eq!(shown(vec![slip(), unread(elsewhere)]), [Code::UnknownName, Code::Name]);
        }
    }

    #[test]
    fn names_that_lead_nowhere_do_not_hide_each_other() {
        let measure = at(1, Code::UnknownName).about(carers());
        let kind = measure.resting_on(Subject::named(Part::Kinds, "outputs"));
        let report = at(2, Code::UnknownName).resting_on(carers());
        assert_eq!(once(vec![kind, report]).len(), 2);
    }

    #[test]
    fn a_name_that_is_declared_nowhere_is_told_once_with_its_places() {
        let named = |line| at(line, Code::UnknownName).resting_on(Subject::named(Part::Kinds, "outputs"));
        let shown = once((1..=6).map(named).collect());
        assert_eq!(shown.len(), 1);
        assert_eq!(shown[0].what, "it is wrong; it stands at line 2, line 3, line 4 and 2 more, too");
    }

    #[test]
    fn a_key_may_stand_in_a_line_that_cannot_be_read() {
        let missing = || at(1, Code::MissingKey).about(carers());
        assert_eq!(shown(vec![missing(), at(2, Code::Tab).about(carers())]), [Code::Tab]);
        assert_eq!(shown(vec![missing(), at(2, Code::Tab)]), [Code::MissingKey, Code::Tab]);
    }

    #[test]
    fn one_value_is_refused_once_in_the_words_of_whoever_came_first() {
        let (first, mut later) = (at(1, Code::Unit), at(1, Code::Unit));
        "a unit is wanted".clone_into(&mut later.what);
        assert_eq!(once(vec![first.clone(), later]), [first]);
    }
}
