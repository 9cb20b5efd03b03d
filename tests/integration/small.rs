//! Packs written within the tests: the smallest with one of everything, and large ones.

use crate::case::Files;

/// A pack with three measures: one green, one amber, one within its band.
pub fn files() -> Files {
    [("scorecard.yaml", PAPER), ("measures/all.yaml", MEASURES)]
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .into()
}

pub const PAPER: &str = "\
council: Seaborough Council
committee: Adult Care Committee
meeting: 2024-06-11
title: Adult Care Scorecard
version: \"1.0\"
version-date: 2024-06-03
data-as-at: 2024-05-31
status: draft
notice: Invented for a test
classification: Public
author: { post: Director of Adult Care, name: R Green }
front:
  - { label: Ward, text: All }
kinds:
  - { name: outcome, title: Outcomes, about: what people say }
  - { name: finance, title: Finance }
comparators:
  - { name: england, title: England, kind: nation }
priorities:
  - { name: home, title: Living at home, letter: H }
themes:
  - { name: reablement, title: Reablement, director: Head of Reablement, plan: More people home sooner }
sources:
  - { name: survey, title: Survey of users, publisher: NHS England, status: published }
review-interval: 6 months
contact: Write to the council for other formats
";

pub const MEASURES: &str = "\
- number: 1
  id: satisfaction
  code: LOCAL 1
  title: People who are satisfied
  kind: outcome
  unit: percent
  better: higher
  frequency: yearly
  source: survey
  target: 80.0
  tolerance: 2pp
  priorities: [home]
  themes: [reablement]
  owner: Head of Service
  reviewed: 2024-04-15
  comment: Up for two years.
  action: Ask again in spring.
  readings: { 2021-22: 78.1, 2022-23: 79.4, 2023-24: { value: 81.3, margin: 1.1, respondents: 400, note: By post } }
  comparators:
    england: { 2022-23: 77.0, 2023-24: 77.5 }
- number: 2
  id: waiting
  title: Days until an assessment
  kind: outcome
  unit: days
  better: lower
  frequency: quarterly
  target: { 2023-24 Q3: 28, 2023-24 Q4: 28 }
  tolerance: 10%
  reviewed: 2024-04-16
  readings: { 2023-24 Q3: 29, 2023-24 Q4: 30 }
- number: 3
  id: variance
  title: Spending against the budget
  kind: finance
  unit: £m
  better: within
  frequency: yearly
  target: { from: -0.5, to: 0 }
  reviewed: 2024-04-17
  comment: Inside the budget.
  readings: { 2022-23: -0.7, 2023-24: -0.2 }
";

/// A paper with only what a pack needs, and a nation to compare with.
pub const BARE_PAPER: &str = "\
council: Seaborough Council
committee: Adult Care Committee
meeting: 2020-11-05
title: Scorecard
version: \"1\"
version-date: 2020-10-24
data-as-at: 2020-10-22
status: draft
kinds: [{ name: outcome, title: Outcomes }]
comparators: [{ name: england, title: England, kind: nation }]
";

/// A pack with one measure of the kind `outcome`: its lines, not indented, and further lines for the paper.
pub fn one(lines: &str, paper: &str) -> Files {
    let mut measure = "- number: 1\n  id: m\n  title: M\n  kind: outcome\n".to_owned();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        measure.extend(["  ", line, "\n"]);
    }
    [("scorecard.yaml", format!("{BARE_PAPER}{paper}")), ("measures/m.yaml", measure)]
        .map(|(name, text)| (name.to_owned(), text.into_bytes()))
        .into()
}

/// The paper of a large pack: four kinds, as committees use.
const LARGE_PAPER: &str = "\
council: Seaborough Council
committee: Health Select Committee
meeting: 2024-06-11
title: Performance Scorecard
version: \"1\"
version-date: 2024-06-03
data-as-at: 2024-05-31
status: draft
kinds:
  - { name: outcome, title: Outcomes }
  - { name: output, title: Outputs }
  - { name: people, title: People }
  - { name: finance, title: Finance }
comparators:
  - { name: england, title: England, kind: nation }
priorities:
  - { name: carers, title: Support for carers, letter: C }
  - { name: home, title: Living at home, letter: H }
sources:
  - { name: survey, title: Survey of users, status: published }
review-interval: 6 months
";

/// A pack with this many measures in four kinds, with priorities, targets and reviews.
pub fn large(measures: usize) -> Files {
    let text: String = (1..=measures).map(|number| measure(number, measures)).collect();
    [("scorecard.yaml", LARGE_PAPER), ("measures/all.yaml", &text)]
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .into()
}

/// One of many measures; half are outcomes, as on the page of 2019.
fn measure(number: usize, of: usize) -> String {
    let kind = match number * 10 / (of + 1) {
        0..5 => "outcome",
        5..8 => "output",
        8 => "people",
        _ => "finance",
    };
    let priority = if number.is_multiple_of(2) { "carers" } else { "home" };
    let value = 60 + number % 30;
    format!(
        "- number: {number}
  id: measure-{number}
  title: Measure of care, number {number}
  kind: {kind}
  unit: percent
  better: higher
  frequency: yearly
  source: survey
  target: 75
  tolerance: 10%
  priorities: [{priority}]
  reviewed: 2024-02-01
  readings: {{ 2021-22: {}, 2022-23: {}, 2023-24: {value} }}
  comparators:
    england: {{ 2022-23: 74, 2023-24: 75 }}
",
        value - 3,
        value + 2
    )
}
