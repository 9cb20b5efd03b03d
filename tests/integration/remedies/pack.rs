//! A pack without faults, written as people write one, for slips to be made in.

use crate::case::Files;

pub const PAPER: &str = "scorecard.yaml";
pub const ALL: &str = "measures/all.yaml";
pub const REPORT: &str = "report.md";
pub const CARERS: &str = "services/carers/service.yaml";
pub const METRICS: &str = "services/carers/measures/all.yaml";

/// The files of the pack.
pub fn files() -> Files {
    [
        (PAPER, PAPER_TEXT),
        (ALL, ALL_TEXT),
        (REPORT, REPORT_TEXT),
        (CARERS, CARERS_TEXT),
        (METRICS, METRICS_TEXT),
    ]
    .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
    .into()
}

const PAPER_TEXT: &str = "\
council: Seaborough Council
committee: Scrutiny Committee
meeting: 2026-06-16  # a Tuesday
title: Corporate Scorecard
version: \"1.0\"
version-date: 2026-06-02
data-as-at: 2026-05-31
status: draft
notice: Invented for a test
classification: Public
author:
  post: Director of Resources
kinds:
  - name: children
    title: Children's services
  - name: money
    title: Money and staff
comparators:
  - name: england
    title: England
    kind: nation
  - name: south-west
    title: South West average
    kind: region
priorities:
  - name: home
    title: Living at home
    letter: H
  - name: value
    title: Value for money
    letter: V
themes:
  - name: recruitment
    title: A full team
    director: Head of People
    plan: Fill each post.
sections:
  - title: Summary
  - title: Legal implications
  - title: Background papers
    numbered: no
facts:
  - name: users
    value: 1200
    unit: count of people
sources:
  - name: survey
    title: Survey of residents
    publisher: Seaborough Council
    date: 2026-04-20
    status: published
  - name: ledger
    title: General ledger
    status: held
review-interval: 6 months
colours: [\"#00703c\", \"#1d70b8\"]
";

const ALL_TEXT: &str = "\
# The measures of the whole scorecard.
- number: 1
  id: satisfaction
  title: People who are satisfied
  kind: children
  unit: percent
  decimals: 1
  better: higher
  frequency: yearly
  source: survey
  target: 80.0
  tolerance: 2pp
  priorities: [home, value]
  themes: [recruitment]
  owner: Head of Families
  reviewed: 2026-04-15
  comment: Up for two years.
  action: Ask again in spring.
  readings:
    2023-24: 78.1
    2024-25: 79.4
    2025-26: { value: 81.3, margin: 1.1, respondents: 400, note: By post }
  comparators:
    england: { 2024-25: 77.0, 2025-26: 77.5 }
    south-west: { 2024-25: 76.1, 2025-26: 78.2 }

- number: 2
  id: waiting
  title: Families who wait for a visit
  kind: children
  unit: count of families
  better: lower
  frequency: quarterly
  covers: snapshot
  source: survey
  target: 32
  tolerance: 10%
  priorities: [home]
  owner: Head of Families
  reviewed: 2026-04-16
  readings:
    2025-26 Q1: 29
    2025-26 Q2: 30
    2025-26 Q3: c
    2025-26 Q4: 30

- number: 3
  id: variance
  title: Spending against the budget
  kind: money
  unit: £m
  decimals: 1
  better: within
  frequency: monthly
  source: ledger
  target: { from: -0.5, to: 0 }
  tolerance: 0.3
  priorities: [value]
  owner: Head of Finance
  reviewed: 2026-04-17
  readings:
    2026-02: -0.2
    2026-03: -0.1
    2026-04: -0.3  # before the audit

- number: 4
  id: quality
  title: Quality of life
  kind: children
  unit: score out of 24
  decimals: 1
  better: higher
  frequency: every two years
  source: survey
  target: south-west
  tolerance: 10%
  priorities: [home]
  owner: Head of Families
  reviewed: 2026-04-18
  comment: >
    The survey asks about the last year.
  readings:
    2021-22: 18.6
    2022-23: z
    2023-24: 18.8
    2024-25: z
    2025-26: { value: 19.0, status: provisional, break: yes, note: New questions }
  comparators:
    south-west: { 2021-22: 18.2, 2023-24: 18.4, 2025-26: 18.6 }
";

const REPORT_TEXT: &str = "\
# Summary

**All is well.** {{ measures.green.count|words|capital }} of the {{ measures.count|words }} measures are green, among them
{{ measure(\"quality\").name }}. {#rated}

Table: Measures by kind

| Kind | Measures |
|---|--:|
| {{ kind(\"children\").title }} | {{ kind(\"children\").count }} |
| {{ kind(\"money\").title }} | {{ kind(\"money\").count }} |

The council serves {{ fact(\"users\") }} people. As {{ paragraph(\"rated\") }} shows, it does so well:

- in the north
- in the south

[[ themes ]]

More is in [the survey](https://www.example.gov.uk/survey).

# Legal implications

None.

# Background papers

[[ background-papers ]]
";

const CARERS_TEXT: &str = "\
title: Support for carers
head: Head of Carers
order: 1
";

const METRICS_TEXT: &str = "\
- number: 1
  id: visits
  title: Visits to families
  kind: children
  unit: count of visits
  better: higher
  frequency: quarterly
  source: survey
  target: 50
  tolerance: 5
  feeds: waiting
  owner: Head of Carers
  reviewed: 2026-04-16
  readings:
    2025-26 Q1: 61
    2025-26 Q2: 62
    2025-26 Q3: 64
    2025-26 Q4: 65
";
