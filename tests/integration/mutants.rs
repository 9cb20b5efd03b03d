//! Good packs with slips at random places, thousands of them: nothing crashes, nothing takes long, and every finding
//! points to a place in a file that exists.
//!
//! The slips are the same on every run. `fuzz/` looks for further ones, for as long as you like.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use scorecard::analyse::analyse;
use scorecard::check::{check, check_paper};
use scorecard::load::load;
use scorecard::narrate::narrate;

use crate::case::{Case, files_below, repository};

/// A small random number generator (Knuth's MMIX constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    /// A position between two characters.
    fn place(&mut self, text: &str) -> usize {
        let wanted = self.below(text.len() + 1);
        (wanted..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
    }

    /// Makes one slip: a piece removed, repeated, or inserted.
    fn slip(&mut self, text: &mut String, pieces: &[&str]) {
        let from = self.place(text);
        let length = self.below(30);
        let end = (from + length..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        match self.below(5) {
            0 => text.replace_range(from..end, ""),
            1 => {
                let again = text[from..end].to_owned();
                let at = self.place(text);
                text.insert_str(at, &again);
            }
            _ => text.insert_str(from, pieces[self.below(pieces.len())]),
        }
    }
}

/// Pieces that have a meaning in YAML, or in a pack.
const YAML: [&str; 34] = [
    ":",
    ": ",
    "\n",
    "\n\n",
    "  ",
    "\t",
    "- ",
    "#",
    " #",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    ",",
    "|",
    ">",
    "&a ",
    "*a",
    "!x ",
    "---\n",
    "?",
    "%",
    "@",
    "\u{feff}",
    "\0",
    "\r\n",
    "\u{a0}",
    "”",
    "2018-19",
    "-0",
    "1e999",
    "99999999999999999999",
];

/// Pieces that have a meaning in a report.
const REPORT: [&str; 30] = [
    "{{",
    "}}",
    "{#a}",
    "{.letters}\n",
    "[[ reds ]]",
    "[[",
    "\n\n",
    "\n",
    "# ",
    "- ",
    "1. ",
    "> ",
    "|",
    "**",
    "_",
    "`",
    "<b>",
    "](#",
    "\"",
    "é🙂",
    "45%",
    "53 measures ",
    "27-42",
    "£141 million ",
    "green ",
    "all red measures have ",
    "no ",
    "Of ",
    "TBC ",
    "xx ",
];

/// Pieces that have a meaning in an expression.
const EXPRESSION: [&str; 30] = [
    "(",
    ")",
    ".",
    "|",
    "~",
    "\"",
    "'",
    " if ",
    " else ",
    " and ",
    " not ",
    " or ",
    "==",
    "<",
    "-",
    "+",
    "*",
    "/",
    "%",
    "{{",
    "}}",
    "[",
    "measures",
    "measure(\"carer-quality-of-life\")",
    ".count",
    ".value",
    "words",
    "capital",
    "1",
    "é",
];

/// The time limit for one pack, which takes some milliseconds; the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// Processes a pack as a check does.
#[track_caller]
fn gone_through(folder: &Path, slip: &str) {
    let clock = Instant::now();
    let (pack, mut findings) = load(folder).expect("the folder is there");
    let results = analyse(&pack);
    findings.extend(check(&pack, &results));
    if let Some(report) = &pack.report {
        let (paper, told) = narrate(&pack, &results, &report.text, &report.file);
        findings.extend(told);
        findings.extend(check_paper(&pack, &results, &paper));
    }
    for finding in &findings {
        let shown = folder.to_str().expect("UTF-8");
        assert!(finding.place.file.starts_with(shown) && finding.place.line > 0, "{finding}\n{slip}");
        assert!(!finding.what.is_empty() && !finding.fix.is_empty(), "{finding}\n{slip}");
    }
    assert!(clock.elapsed() < PATIENCE, "{:?} for\n{slip}", clock.elapsed());
}

fn is_yaml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "yaml")
}

/// Mutates each file of a pack in turn, and processes the pack each time.
fn mutate(case: &Case, wanted: impl Fn(&str) -> bool, pieces: &[&str], rounds: usize) {
    let folder = case.path("");
    let files: Vec<(String, String)> = files_below(&folder)
        .into_iter()
        .filter(|(name, _)| wanted(name))
        .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("UTF-8")))
        .collect();
    let mut dice = Dice(files.len() as u64);
    for round in 0..rounds {
        let (name, good) = &files[round % files.len()];
        let mut text = good.clone();
        for _ in 0..=dice.below(4) {
            dice.slip(&mut text, pieces);
        }
        fs::write(folder.join(name), &text).expect("it can be written");
        gone_through(&folder, &text);
        fs::write(folder.join(name), good).expect("it can be written");
    }
}

#[test]
fn slips_in_the_yaml_of_a_pack_break_nothing() {
    mutate(&Case::small(), is_yaml, &YAML, 1_000);
    mutate(&Case::wiltshire(), is_yaml, &YAML, 60);
}

#[test]
fn slips_in_a_report_break_nothing() {
    mutate(&Case::exampleshire(), |name| name == "report.md", &REPORT, 25);
    mutate(&Case::wiltshire(), |name| name == "report.md", &REPORT, 300);
}

#[test]
fn whatever_stands_in_an_expression_is_text_or_a_finding() {
    let (pack, _) = load(&repository().join("data/wiltshire")).expect("it is there");
    let results = analyse(&pack);
    let file = Arc::from("report.md");
    let mut dice = Dice(3);
    for _ in 0..3_000 {
        let mut inside = "measures.count - measures.red.count".to_owned();
        for _ in 0..=dice.below(8) {
            dice.slip(&mut inside, &EXPRESSION);
        }
        let clock = Instant::now();
        let text = format!("# Background\n\nOf {{{{ {inside} }}}} measures.\n");
        let (paper, _) = narrate(&pack, &results, &text, &file);
        check_paper(&pack, &results, &paper);
        assert!(clock.elapsed() < PATIENCE, "{inside}");
    }
}

#[test]
fn great_masses_of_text_are_checked_quickly() {
    let (pack, _) = load(&repository().join("data/exampleshire")).expect("it is there");
    let results = analyse(&pack);
    let many = |piece: &str| format!("# Background\n\n{}", piece.repeat(60_000 / piece.len()));
    for text in [
        many("27-42 "),
        many("45% green "),
        many("18 red measures, "),
        many("Carer quality of life "),
        many("all red measures have "),
        many("Each Of "),
        many("Adult Social Service Performance Scorecard "),
        many("TBC "),
        many("[insert "),
        many("?"),
        many("the themes are:\n\n- a\n\n"),
        many("- a\n"),
        many("## a\n\n"),
        many("£141m "),
        many("6.7 Carer-reported quality of life. "),
        many("| a | b |\n"),
    ] {
        let clock = Instant::now();
        let (paper, _) = narrate(&pack, &results, &text, &Arc::from("report.md"));
        check_paper(&pack, &results, &paper);
        assert!(clock.elapsed() < PATIENCE, "{:?} for {}", clock.elapsed(), &text[14..40]);
    }
}
