//! Tests of whole reports: the outline of the paper for good ones, the findings for faulty ones.

mod faults;
mod figures;
mod forms;
mod markup;
mod robust;

use std::fs;
use std::sync::Arc;

use crate::analyse::analyse;
use crate::finding::Finding;
use crate::load::load;
use crate::model::Pack;
use crate::narrate::narrate;
use crate::narrate::paper::{Align, Block, Inline, ListStyle, Paper};

const PAPER: &str = "\
council: Seaborough Council
committee: Adult Care Committee
meeting: 2019-11-05
title: Adult social care scorecard
version: v24.10.19
version-date: 2019-10-24
data-as-at: 2019-10-22
status: draft
review-interval: 6 months
kinds:
  - { name: outcome, title: Outcomes }
  - { name: people, title: People }
comparators:
  - { name: england, title: England, kind: nation }
  - { name: south-west, title: South West, kind: region }
priorities: [{ name: independence, title: Living independently, letter: I }]
themes:
  - { name: carers, title: Support for carers, director: \"Director, Access\", plan: A card for emergencies. }
  - { name: homes, title: Fewer moves into care homes }
sections:
  - { title: Executive summary, numbered: no }
  - { title: Background }
facts:
  - { name: users, value: 5500, unit: count of people }
  - { name: budget, value: 141, unit: £m }
recommendations:
  - { text: That each measure shows its history, answer: Each has a line., answered-in: history }
  - { text: That the council is compared }
sources:
  - { name: survey, title: \"Survey of carers, the carers' view\", publisher: NHS Digital, date: 2019-10-22, licence: Open Government Licence v3.0, status: published, link: \"https://example.org/survey\" }
  - { name: returns, title: Returns, publisher: NHS Digital, licence: Open Government Licence v3.0, status: published }
  - { name: ledger, title: Case ledger, status: held }
  - { name: unused, title: Unused papers, status: held }
";

const MEASURES: &str = "\
- number: 1
  id: carers
  title: Carers' quality of life
  kind: outcome
  unit: score out of 12
  decimals: 1
  better: higher
  frequency: every two years
  source: survey
  target: 7.5
  themes: [carers]
  priorities: [independence]
  owner: Director, Access
  reviewed: 2019-04-15
  comment: Carers told us <b>that</b> *they* wait.
  action: A card by May.
  readings: { 2014-15: 7.6, 2016-17: 7.1, 2018-19: 6.6 }
  comparators:
    england: { 2014-15: 7.9, 2016-17: 7.7, 2018-19: 7.5 }
- number: 2
  id: control
  title: Control over daily life
  kind: outcome
  unit: percent
  decimals: 1
  better: higher
  frequency: yearly
  source: returns
  target: 80
  readings: { 2017-18: 78.0, 2018-19: 81.5 }
- number: 3
  id: vacancies
  title: Vacancies
  kind: people
  unit: percent
  decimals: 1
  frequency: yearly
  source: ledger
  readings: { 2018-19: z, 2017-18: x }
";

/// The small pack used by these tests.
fn pack() -> Pack {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("measures")).unwrap();
    fs::write(folder.path().join("scorecard.yaml"), PAPER).unwrap();
    fs::write(folder.path().join("measures/all.yaml"), MEASURES).unwrap();
    fs::write(folder.path().join("report.md"), "# A\n").unwrap();
    let (pack, findings) = load(folder.path()).unwrap();
    assert!(findings.is_empty(), "{findings:#?}");
    pack
}

fn narrated(text: &str) -> (Paper, Vec<Finding>) {
    let pack = pack();
    narrate(&pack, &analyse(&pack), text, &Arc::from("report.md"))
}

/// Leaves out missing sections, which are only a warning: tests of a single form need none of them.
fn of_form(findings: Vec<Finding>) -> Vec<Finding> {
    findings
        .into_iter()
        .filter(|finding| finding.what.starts_with("the report has no section").eq(&false))
        .collect()
}

/// The outline of a report that must have no faults.
#[track_caller]
fn outline(text: &str) -> String {
    let (paper, findings) = narrated(text);
    let findings = of_form(findings);
    assert!(findings.is_empty(), "{findings:#?}");
    paper.blocks.iter().map(|block| lines(block, "")).collect::<Vec<_>>().join("\n")
}

/// The findings for a faulty report: line and column, code, subject, fault and remedy.
fn told(text: &str) -> String {
    let said = |finding: Finding| {
        let subject = finding.words().map(|words| format!(" in {words}")).unwrap_or_default();
        let (line, column, code) = (finding.place.line, finding.place.column, finding.code.name());
        format!("{line}:{column} [{code}]{subject}\n  {}\n  fix: {}", finding.what, finding.fix)
    };
    of_form(narrated(text).1).into_iter().map(said).collect::<Vec<_>>().join("\n")
}

fn lines(block: &Block, margin: &str) -> String {
    match block {
        Block::Heading { level, anchor, text } => {
            format!("{} {} #{anchor}", "#".repeat(usize::from(*level)), words(text))
        }
        Block::Paragraph { number, anchor, text } => {
            let number = number.map(|number| format!("{number} ")).unwrap_or_default();
            let anchor = anchor.as_ref().map(|anchor| format!(" #{anchor}")).unwrap_or_default();
            format!("{margin}{number}{}{anchor}", words(text))
        }
        Block::List { style, items, .. } => {
            let items = (1u8..).zip(items).map(|(n, item)| {
                let mark = match style {
                    ListStyle::Bullets => "-".to_owned(),
                    ListStyle::Numbers => format!("{n}."),
                    ListStyle::Letters => format!("{}.", char::from(b'a' + n - 1)),
                };
                let inner = format!("{margin}   ");
                let blocks: Vec<String> = item.iter().map(|block| lines(block, &inner)).collect();
                format!("{margin}{mark} {}", blocks.join("\n").trim_start())
            });
            items.collect::<Vec<_>>().join("\n")
        }
        Block::Table { caption, align, head, rows } => {
            let row = |cells: &Vec<Vec<Inline>>| {
                format!("|{}|", cells.iter().map(|cell| words(cell)).collect::<Vec<_>>().join("|"))
            };
            let caption = caption.iter().map(|caption| format!("[{}]", words(caption)));
            let align = align.iter().map(|align| match align {
                Align::Left => 'l',
                Align::Right => 'r',
                Align::Centre => 'c',
            });
            let align = std::iter::once(align.collect::<String>());
            let rows = std::iter::once(head).chain(rows).map(row);
            caption.chain(align).chain(rows).collect::<Vec<_>>().join("\n")
        }
    }
}

/// The text, with computed parts in `‹ ›`.
fn words(text: &[Inline]) -> String {
    let word = |inline: &Inline| match inline {
        Inline::Text { text } | Inline::Rating { text, .. } => text.clone(),
        Inline::Computed { text, .. } => format!("‹{text}›"),
        Inline::Strong { text } => format!("**{}**", words(text)),
        Inline::Emphasis { text } => format!("*{}*", words(text)),
        Inline::Quiet { text } => format!("({})", words(text)),
        Inline::Link { to, text } => format!("[{}]({to})", words(text)),
        Inline::Note { number, text: Some(text), .. } => format!("^{number}({})", words(text)),
        Inline::Note { number, text: None, .. } => format!("^{number}"),
        Inline::LineBreak => "⏎".to_owned(),
    };
    text.iter().map(word).collect()
}
