//! Findings that the authors accept: each is marked with its reason, and entries that match none are reported.

use crate::check::all_measures;
use crate::finding::{Code, Finding, Part, Place, Strength, alike_together, once};
use crate::load::meant_name;
use crate::model::{Accepted, Pack};

/// What is judged by the day of the meeting, and follows from one that cannot be.
const BY_THE_MEETING: [Code; 5] =
    [Code::ReviewOverdue, Code::ReviewToCome, Code::BankHolidays, Code::MeetingDay, Code::SourceToCome];

/// All that was found as it is shown: what the pack accepts is marked, an entry that meets nothing is a finding, and
/// each fault is there once, many alike in one file put together. `unseen`: the codes whose rules were not all applied in this run.
pub fn conclude(pack: &Pack, mut findings: Vec<Finding>, unseen: &[Code]) -> Vec<Finding> {
    let mut met: Vec<bool> =
        pack.cover.accepted.iter().map(|entry| unseen.contains(&entry.code.value)).collect();
    for finding in &mut findings {
        for at in accept(pack, finding) {
            met[at] = true;
        }
    }
    let unmet = pack.cover.accepted.iter().zip(met).filter(|(_, met)| !met);
    findings.extend(unmet.map(|(entry, _)| left_over(pack, entry)));
    if !pack.cover.meets_soon() {
        findings.retain(|finding| !BY_THE_MEETING.contains(&finding.code));
    }
    alike_together(once(findings))
}

/// Marks a finding with the reason if it is accepted; returns the positions of the entries that match it.
pub fn accept(pack: &Pack, finding: &mut Finding) -> Vec<usize> {
    if finding.code.strength() == Strength::Stop {
        return Vec::new();
    }
    let fits = |entry: &Accepted| entry.code.value == finding.code && is_at(pack, finding, &entry.at);
    let met: Vec<usize> =
        (0..pack.cover.accepted.len()).filter(|at| fits(&pack.cover.accepted[*at])).collect();
    finding.accepted = met.first().map(|at| pack.cover.accepted[*at].reason.as_str().into());
    met
}

/// The finding about an entry that matches none.
fn left_over(pack: &Pack, entry: &Accepted) -> Finding {
    let (rule, at) = (entry.code.value.name(), &entry.at.value);
    let what = format!("nothing is found by `{rule}` at `{at}`");
    let ids: Vec<&str> = all_measures(pack).map(|measure| measure.id.as_str()).collect();
    let known =
        ids.contains(&at.as_str()) || at.contains('.') || headings(pack).any(|(_, own)| same(own, at));
    let titles: Vec<(&str, &str)> =
        all_measures(pack).map(|measure| (measure.id.as_str(), measure.title.as_str())).collect();
    let fix = meant_name(at, &titles).filter(|_| !known).unwrap_or_else(|| {
        "take the entry out; if the finding is there under another name, correct `where`".to_owned()
    });
    Finding::new(Code::NothingAccepted, entry.at.place.clone(), what, fix)
}

/// Whether a finding is about the measure of this id, below this heading or in this file.
fn is_at(pack: &Pack, finding: &Finding, at: &str) -> bool {
    let in_file =
        finding.place.file.strip_suffix(at).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
    in_file
        || measure_of(finding).is_some_and(|id| id == at)
        || heading_of(pack, &finding.place).is_some_and(|heading| same(heading, at))
}

/// The id of the measure that a finding is about.
fn measure_of(finding: &Finding) -> Option<&str> {
    let is_measure = |part| matches!(part, Part::Measures | Part::Metrics);
    finding.subject.as_ref().filter(|subject| is_measure(subject.part))?.name.as_deref()
}

/// The heading that a place in the report comes under.
fn heading_of<'p>(pack: &'p Pack, place: &Place) -> Option<&'p str> {
    pack.report.as_ref().filter(|report| report.file == place.file)?;
    headings(pack).take_while(|(line, _)| *line <= place.line).last().map(|(_, heading)| heading)
}

/// The headings of the report with their lines, without any name in braces.
fn headings(pack: &Pack) -> impl Iterator<Item = (u32, &str)> {
    let lines = pack.report.iter().flat_map(|report| (1..).zip(report.text.lines()));
    lines.filter_map(|(line, text)| {
        let words = text.strip_prefix('#')?.trim_start_matches('#');
        Some((line, words.split("{#").next().unwrap_or(words).trim()))
    })
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
