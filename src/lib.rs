//! A council committee's performance scorecard from a folder of plain files.
//!
//! # The words used here
//!
//! | word | meaning |
//! |---|---|
//! | pack | the folder of one recurring paper, and what was read from it ([`model::Pack`]) |
//! | cover | what applies to the whole paper: council, committee, dates, comparators, sources ([`model::Cover`]) |
//! | scorecard | the kinds, measures and layout of one page: the whole scorecard or a service's ([`model::Scorecard`]) |
//! | service | the area of a head of service, with a scorecard of its own; its measures are called metrics |
//! | view | one scorecard in its paper, in the form that all stages use ([`model::View`]) |
//! | measure, reading, series | what is measured; one figure, or why there is none; the figures in order of time |
//! | comparator | a nation, a region or a group of councils that the council is compared with |
//! | target, aim | the target as written; the figures that apply to one period |
//! | rating | green, amber or red against the aim, or why there is none; never changed by the trend |
//! | change, trend | since the last comparable reading; over the whole series, if chance cannot explain it |
//! | paper | the narrative with its figures filled in and its paragraphs numbered ([`narrate::Paper`]) |
//! | manuscript | the input of the templates ([`compose::manuscript::Manuscript`]) |
//! | finding | a fault in the authors' material: its place, what is wrong and what to write instead |
//! | slip | a fault of form: lines that cannot be read as written |
//! | subject, part | what a finding is about, identified by name; the file or list that this belongs to ([`finding::Subject`]) |
//!
//! # The map of the house
//!
//! Modules are verbs, and nouns pass between them. Data flows one way, from the folder to the committee:
//!
//! ```text
//! data/<pack> ──load──▶ Pack ──analyse──▶ Results ──compose──▶ Manuscript ──render──▶ Artefacts ──write──▶ out/
//! YAML, Markdown  what is meant, what it means    what templates     the bytes of     whole or
//!              with places                        may print          each format      not at all
//!                   └───────────── check ─────▶ Findings (place, fault, remedy) ──▶ standard error, exit status 1
//! ```
//!
//! - [`model::Pack`]: the paper as its authors mean it. The [`model::Cover`] holds what applies to the whole paper, a
//!   [`model::Scorecard`] its measures: there is the whole one, and one for each [`model::Service`] beneath. All stages
//!   see each scorecard as a [`model::View`], so that they treat the whole one and a service's alike. [`load::load`]
//!   returns the pack together with the findings: a faulty value is reported and left out, so that everything else is
//!   checked in the same run.
//! - [`analyse::Results`]: for each measure its rating, change, trend and comparisons, and the roll-ups. Results wrap
//!   measures and never alter them.
//! - [`compose::manuscript::Manuscript`]: the input of the templates, already in words and pictures. Templates do no
//!   arithmetic on figures; Rust code knows nothing of layout.
//! - [`finding::Finding`]: a fault in the authors' material. If the program itself cannot do its work, that is the
//!   other kind of error, `anyhow`, which only occurs at the edges.
//!
//! The middle is pure: no files, no clock. Imports only go down this list, which a test asserts:
//!
//! | room | what it is for |
//! |---|---|
//! | `main`, `cli` | the entry point, and one file for each command |
//! | `pipeline` | the spine: load, analyse, check, compose, render |
//! | [`mod@write`] | all of a folder, or nothing; the only room with calls that differ between operating systems |
//! | `render` | the typesetter (typst), the single page, the report, the web page, open data |
//! | [`compose`] | results → manuscript: columns, cells, panel, type size |
//! | [`chart`] | series → lines, areas and dots; only draws |
//! | [`mod@check`] | rules over a whole pack: one function for each rule, one file for each subject |
//! | [`mod@narrate`] | report.md → the narrative: expressions evaluated, paragraphs numbered |
//! | [`words`] | numbers, periods, and the one sentence about each measure |
//! | [`mod@analyse`] | pack → results |
//! | [`stats`] | the statistics, on plain slices |
//! | [`mod@load`] | files → pack: each read as a whole or, if that fails, entry by entry; slips of form explained |
//! | [`model`] | the terms of the trade, as plain values |
//! | [`parallel`] | independent pieces of work on all cores; a program calls [`parallel::set_up`] once |
//! | [`source`] | the text of a file: from byte offset to line and column |
//! | [`finding`] | place, fault, remedy |
//!
//! # Where a change goes
//!
//! | change | place |
//! |---|---|
//! | a measure, a quarter's figures, a meeting | a line in `data/`, no Rust |
//! | how something looks | `templates/`, no Rust |
//! | a length that the type size depends on | `compose/lengths.rs` |
//! | a column of the page | its field, when there is one, and how it is set in `compose/columns.rs`; its cells in `compose/cells.rs` |
//! | what a new pack begins with | `templates/starter/`, `templates/starter-corporate/`, no Rust |
//! | a key of the files | its reader in `load/`, its line in `load/keys/`, its field in `model/`; the tests say how the schemas and `data/README.md` are renewed |
//! | next year's bank holidays | the tables in `model/calendar.rs` |
//! | the law of a nation on committee papers | its row in `model/nation.rs` |
//! | a slip of form that clerks make | one function in `load/slips/`, its line in a list of `load/slips/mod.rs`, its text in `load/slips/tests.rs` |
//! | a slip in the marks of Markdown | one function in `narrate/slips.rs` |
//! | another word for one of a few | its row in `SAID_OTHERWISE` of `load/fields.rs`, in `OTHER_WORDS` of `model/frequency.rs` |
//! | how a remedy is followed to the letter | a row in `tests/integration/remedies/slips.rs` |
//! | what a figure or a period that is written otherwise means | its row in `model/figure/meant.rs` or `model/period/meant.rs` |
//! | what a nation's law asks of papers | its row in `model/nation.rs` |
//! | a unit | its row in `model/unit.rs`, its name in `data/README.md`; then `scorecard schema --out data` |
//! | a kind of comparator | its enum in `model/`; the compiler lists the rest |
//! | a trend method | one file in `stats/`, its use in `analyse/trend.rs`, its words in `words/trend.rs` |
//! | a rule for the material | one function in `check/`, its entry in `finding/codes.rs`, a broken pack in `tests/`; then `scorecard check --explain > data/RULES.md` |
//! | a turn of phrase in a report or comment | its row in `check/paper/phrases.rs` or beside its rule, with its sentences; how it is judged in `tests/sentences/` |
//! | what templates can see | `compose/manuscript.rs` |
//! | a command | one file in `cli/` |
//! | a document of the output | its job in `pipeline.rs`, its name in `write.rs` |
//!
//! The feature `typeset`, on by default, brings typst, `render`, `pipeline` and `cli`. Without it this is a small
//! library that reads packs, judges figures and builds in seconds.

pub mod analyse;
pub mod chart;
pub mod check;
#[cfg(feature = "typeset")]
pub mod cli;
pub mod compose;
pub mod finding;
pub mod load;
pub mod model;
pub mod narrate;
pub mod parallel;
#[cfg(feature = "typeset")]
pub mod pipeline;
#[cfg(feature = "typeset")]
pub mod render;
pub mod source;
pub mod stats;
pub mod words;
pub mod write;
