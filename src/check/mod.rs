//! Rules over the whole pack: what each value by itself cannot show. Each rule is one function.
//!
//! Whether a value can be read, and whether a name refers to anything, `load` has found out before.

use crate::analyse::{Colour, Rating, Results};
use crate::finding::{Code, Finding, Place, Placed, is_command};
use crate::model::quantity::rounded;
use crate::model::{Covers, Measure, Missing, Pack, Reading, Series, Tolerance};
use crate::words::time;

/// A rule: it looks at a pack and its results and adds its findings.
type Rule = fn(&Pack, &Results<'_>, &mut Vec<Finding>);

/// All rules.
const RULES: [Rule; 7] = [
    measures_are_there,
    type_can_be_read,
    nothing_is_awaited,
    readings_are_not_of_the_future,
    tolerances_are_something,
    reds_are_explained,
    one_council_has_one_figure,
];

/// Everything that the rules find.
pub fn check(pack: &Pack, results: &Results<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        rule(pack, results, &mut findings);
    }
    findings
}

/// A kind without a measure would be an empty table.
fn measures_are_there(pack: &Pack, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for kind in &pack.kinds {
        let counts = results.tally.kinds.iter().find(|(name, _)| *name == kind.name.value);
        if counts.is_none_or(|(_, counts)| counts.all() == 0) {
            let what = format!("no measure is of the kind `{}`", kind.name.value);
            findings.push(Finding::new(
                Code::UnusedKind,
                kind.name.place.clone(),
                what,
                "give it measures, or leave it out",
            ));
        }
    }
}

/// A page in type below the floor could be printed and not be read.
fn type_can_be_read(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    let (paper, floor) = (pack.page.paper.word(), pack.page.paper.smallest_type());
    if let Some(size) = pack.page.type_size.as_ref().filter(|size| size.value < floor) {
        let what = format!("{} pt is too small to read on {paper}", size.value);
        findings.push(Finding::new(
            Code::OutOfRange,
            size.place.clone(),
            what,
            format!("write {floor} or more"),
        ));
    }
}

/// A share of a target that is 0, or is printed as 0, is no tolerance at all.
fn tolerances_are_something(_: &Pack, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for result in &results.measures {
        let (Some(aim), Some(Tolerance::Share(share))) = (&result.aim, result.measure.tolerance) else {
            continue;
        };
        if aim.tolerance.is_zero() && !share.is_zero() {
            let target = result.measure.target.as_ref().map_or(&result.measure.place, |target| &target.place);
            let what = format!("{share}% of the target for the latest figure, which is 0, is nothing");
            let fix = "write `tolerance` in the measure's unit, such as `0.3`, or `2pp` for percentages";
            findings.push(
                Finding::new(Code::Tolerance, target.clone(), what, fix).about(result.measure.subject()),
            );
        }
    }
}

fn all_series(measure: &Measure) -> impl Iterator<Item = &Series> {
    std::iter::once(&measure.readings).chain(measure.comparators.values())
}

fn nothing_is_awaited(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &pack.measures {
        let readings = all_series(measure).flat_map(|series| &series.readings);
        for reading in readings.filter(|reading| reading.value == Err(Missing::Awaited)) {
            let what = format!("the figure for {} is awaited", time::period(reading.period));
            let fix = "write the figure, or `x` if it will not come before the meeting";
            findings.push(about(measure, Code::Awaited, reading, what, fix));
        }
    }
}

fn readings_are_not_of_the_future(pack: &Pack, _: &Results<'_>, findings: &mut Vec<Finding>) {
    for measure in &pack.measures {
        let readings = all_series(measure).flat_map(|series| &series.readings);
        // A figure for a whole period is there when the period has ended; a running one as soon as it has begun.
        let known = |reading: &Reading| match measure.covers {
            Covers::Period | Covers::Snapshot => reading.period.end(),
            Covers::YearToDate | Covers::RollingYear => reading.period.start(),
        };
        let early = readings.filter(|reading| reading.value.is_ok() && known(reading) > pack.data_as_at);
        for reading in early {
            let what = format!(
                "{} is not over on {}, the day up to which figures are in",
                time::period(reading.period),
                time::date(pack.data_as_at)
            );
            findings.push(about(
                measure,
                Code::FutureReading,
                reading,
                what,
                "correct the period, or `data-as-at`",
            ));
        }
    }
}

fn about(measure: &Measure, code: Code, reading: &Reading, what: String, fix: &str) -> Finding {
    Finding::new(code, reading.place.clone(), what, fix).about(measure.subject())
}

fn reds_are_explained(_: &Pack, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for result in results.measures.iter().filter(|result| result.rating == Rating::Rated(Colour::Red)) {
        let measure = result.measure;
        if measure.comment.is_none() {
            let what = "the measure is red and has no comment";
            let fix = "add a `comment` that tells members why";
            let finding = Finding::new(Code::RedWithoutComment, measure.title.place.clone(), what, fix);
            findings.push(finding.about(measure.subject()));
        }
    }
}

/// The council's own figure stands among the readings, and in the file of all councils' figures.
fn one_council_has_one_figure(_: &Pack, results: &Results<'_>, findings: &mut Vec<Finding>) {
    for result in &results.measures {
        for rank in result.ranks.iter().flatten() {
            let Some(row) = rank.row else { continue };
            let decimals = result.decimals().min(row.value.scale());
            if rounded(row.value, decimals) != rounded(rank.own, decimals) {
                let what = format!("the figure {} is not the {} of the readings", row.value, rank.own);
                let fix = "correct one of the two";
                let finding = Finding::new(Code::ValuesDiffer, row.place.clone(), what, fix);
                findings.push(finding.about(result.measure.subject()));
            }
        }
    }
}

/// Characters that the typeface lacks, wherever text would be printed.
///
/// `can_print` tells of one character whether it has a shape. Typst would refuse the page with a message that
/// names neither file nor measure.
pub fn characters(pack: &Pack, can_print: impl Fn(char) -> bool) -> Vec<Finding> {
    let lacking = |text: &str| {
        let mut letters = text.chars().enumerate();
        letters.find(|(_, c)| is_command(*c) || !(*c == ' ' || can_print(*c)))
    };
    let mut findings = Vec::new();
    for text in cover_texts(pack) {
        findings.extend(lacking(text).map(|(_, character)| no_shape(character, text.place.clone())));
    }
    for measure in &pack.measures {
        for text in measure_texts(measure) {
            let finding = lacking(&text).map(|(_, character)| no_shape(character, text.place));
            findings.extend(finding.map(|finding| finding.about(measure.subject())));
        }
    }
    // The narrative is looked at as it was written; what expressions put in is text of the data.
    if let Some(report) = &pack.report {
        for (line, text) in (1..).zip(report.text.lines()) {
            findings.extend(lacking(&text.replace('\t', " ")).map(|(before, character)| {
                let column = u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1);
                no_shape(character, Place { file: report.file.clone(), line, column })
            }));
        }
    }
    findings
}

fn no_shape(character: char, place: Place) -> Finding {
    let what = format!("the typeface has no character `{character}` (U+{:04X})", character as u32);
    Finding::new(Code::Character, place, what, "write it in letters, or leave it out")
}

/// Every text of `scorecard.yaml` that is printed.
fn cover_texts(pack: &Pack) -> Vec<&Placed<String>> {
    let mut texts = vec![&pack.council, &pack.committee, &pack.title, &pack.version];
    texts.extend(pack.notice.iter().chain(&pack.contact).chain(&pack.classification));
    texts.extend(pack.front.iter().flat_map(|line| [&line.label, &line.text]));
    texts.extend(pack.themes.iter().map(|theme| &theme.title));
    texts.extend(pack.themes.iter().flat_map(|theme| theme.director.iter().chain(&theme.plan)));
    for asked in &pack.recommendations {
        texts.push(&asked.text);
        texts.extend(asked.answer.iter().chain(&asked.answered_in));
    }
    texts.extend(pack.author.iter().flat_map(|author| std::iter::once(&author.post).chain(&author.name)));
    texts.extend(pack.kinds.iter().flat_map(|kind| std::iter::once(&kind.title).chain(&kind.about)));
    texts.extend(pack.priorities.iter().flat_map(|priority| [&priority.title, &priority.letter]));
    for other in &pack.comparators {
        texts.push(&other.title);
        if let crate::model::ComparatorKind::Group { source, members, .. } = &other.kind {
            texts.push(source);
            texts.extend(members);
        }
    }
    for source in &pack.sources {
        texts.push(&source.title);
        texts.extend(source.publisher.iter().chain(&source.licence));
    }
    texts
}

/// Every text of a measure that is printed.
fn measure_texts(measure: &Measure) -> Vec<Placed<String>> {
    let mut texts = vec![measure.title.clone()];
    texts.extend(measure.comment.clone());
    texts.extend(measure.code.clone().map(|code| Placed::new(code, measure.place.clone())));
    texts.push(Placed::new(measure.unit.to_string(), measure.place.clone()));
    texts.extend(measure.owner.iter().chain(&measure.action).cloned());
    texts.extend(
        all_series(measure).flat_map(|series| &series.readings).filter_map(|reading| reading.note.clone()),
    );
    texts
}
