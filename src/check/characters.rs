//! Characters that the typeface lacks, in any text that would be printed.

use crate::check::{all_measures, all_series};
use crate::finding::{Code, Finding, Place, Placed, is_command};
use crate::model::{ComparatorKind, Measure, Pack};

/// Finds characters that the typeface lacks, in any text that would be printed.
///
/// `can_print` says whether the typeface has a glyph for a character. Typst would also reject the page, but
/// its message names neither file nor measure.
pub fn characters(pack: &Pack, can_print: impl Fn(char) -> bool) -> Vec<Finding> {
    let lacking = |text: &str| {
        let mut letters = text.chars().enumerate();
        letters.find(|(_, c)| is_command(*c) || !(*c == ' ' || can_print(*c)))
    };
    let mut findings = Vec::new();
    let services = pack.services.iter().flat_map(|service| [&service.scorecard.title, &service.head.post]);
    for text in cover_texts(pack).into_iter().chain(services) {
        findings.extend(lacking(text).map(|(_, character)| no_shape(character, text.place.clone())));
    }
    for measure in all_measures(pack) {
        for text in measure_texts(measure) {
            let finding = lacking(&text).map(|(_, character)| no_shape(character, text.place));
            findings.extend(finding.map(|finding| finding.about(measure.subject())));
        }
    }
    // The narrative is checked as written; texts inserted by expressions come from the data, checked above.
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

/// Every text in `scorecard.yaml` that is printed.
fn cover_texts(pack: &Pack) -> Vec<&Placed<String>> {
    let cover = &pack.cover;
    let mut texts = vec![&cover.council, &cover.committee, &pack.scorecard.title, &cover.version];
    texts.extend(cover.notice.iter().chain(&cover.contact).chain(&cover.classification));
    texts.extend(cover.front.iter().flat_map(|line| [&line.label, &line.text]));
    texts.extend(cover.themes.iter().map(|theme| &theme.title));
    texts.extend(cover.themes.iter().flat_map(|theme| theme.director.iter().chain(&theme.plan)));
    for asked in &cover.recommendations {
        texts.push(&asked.text);
        texts.extend(asked.answer.iter().chain(&asked.answered_in));
    }
    texts.extend(cover.author.iter().flat_map(|author| std::iter::once(&author.post).chain(&author.name)));
    texts
        .extend(pack.scorecard.kinds.iter().flat_map(|kind| std::iter::once(&kind.title).chain(&kind.about)));
    texts.extend(cover.priorities.iter().flat_map(|priority| [&priority.title, &priority.letter]));
    for other in &cover.comparators {
        texts.push(&other.title);
        if let ComparatorKind::Group { source, members, .. } = &other.kind {
            texts.push(source);
            texts.extend(members);
        }
    }
    for source in &cover.sources {
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
    texts.push(Placed::new(measure.unit.form.clone(), measure.place.clone()));
    texts.extend(measure.owner.iter().chain(&measure.action).cloned());
    texts.extend(
        all_series(measure)
            .flat_map(|(_, series)| &series.readings)
            .filter_map(|reading| reading.note.clone()),
    );
    texts
}
