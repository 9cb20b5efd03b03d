//! Every remedy followed to the letter: the fault is gone, the figure is unchanged, and nothing new is wrong.
//!
//! A slip is made in a pack without faults. What the finding says is done by [`follow`], as a clerk would who does not think
//! beyond it. Where the remedy cannot know what was meant, it names each reading.

mod follow;
mod pack;
mod slips;

use std::fs;

use chrono::NaiveDate;
use scorecard::finding::Finding;
use scorecard::pipeline::check;
use scorecard::render::typesetter::Typesetter;

use crate::case::Case;

/// The pack in which slips are made, and what is found in it.
struct Bench {
    case: Case,
    typesetter: Typesetter,
}

impl Bench {
    fn new() -> Self {
        let bench = Self { case: Case::of("seaborough", &pack::files()), typesetter: Typesetter::new() };
        assert_eq!(shown(&bench.found()), "", "the pack itself");
        bench
    }

    /// What is found, but for what is accepted.
    fn found(&self) -> Vec<Finding> {
        let day = NaiveDate::from_ymd_opt(2026, 6, 2).expect("a day");
        let outcome = check(&self.typesetter, &self.case.path(""), day).expect("the folder is there");
        outcome.findings
    }

    /// What is found when a file has another text.
    fn found_with(&self, file: &str, text: &str) -> Vec<Finding> {
        let path = self.case.path(file);
        let before = fs::read_to_string(&path).expect("the pack has this file");
        fs::write(&path, text).expect("it can be written");
        let found = self.found();
        fs::write(&path, before).expect("it can be written");
        found
    }

    /// The text of a file with one place of it written otherwise.
    #[track_caller]
    fn edited(&self, file: &str, good: &str, other: &str) -> String {
        let text = fs::read_to_string(self.case.path(file)).expect("the pack has this file");
        assert_eq!(text.matches(good).count(), 1, "how often `{good}` stands in {file}");
        text.replace(good, other)
    }
}

fn shown(findings: &[Finding]) -> String {
    findings.iter().map(Finding::to_string).collect::<Vec<_>>().join("\n")
}

/// Why a remedy cannot be followed to what was meant, if so.
fn failure(bench: &Bench, (file, broken, meant): (&str, &str, &str)) -> Option<String> {
    let found = bench.found_with(file, broken);
    let [finding] = found.as_slice() else {
        return Some(format!("{} findings instead of one\n{}", found.len(), shown(&found)));
    };
    let ways = follow::followed(broken, finding);
    let [followed] = ways.as_slice() else {
        return Some(format!("{} ways to follow\n{finding}", ways.len()));
    };
    if followed != meant {
        let line = followed.lines().zip(meant.lines()).find(|(one, other)| one != other);
        return Some(format!("it leads to {line:?}\n{finding}"));
    }
    let after = bench.found_with(file, followed);
    (!after.is_empty()).then(|| format!("then\n{}\nafter\n{finding}", shown(&after)))
}

#[test]
#[expect(clippy::print_stdout, reason = "the score is for whoever runs the test")]
fn every_remedy_can_be_followed_to_the_letter() {
    let bench = Bench::new();
    let mut failed = Vec::new();
    let same = slips::SLIPS.iter().map(|(file, good, broken)| (*file, *good, *broken, *good));
    let other = slips::MEANT_OTHERWISE.iter().copied();
    let all: Vec<_> = same.chain(other).collect();
    for (file, good, broken, meant) in &all {
        let [broken_text, meant] = [broken, meant].map(|text| bench.edited(file, good, text));
        if let Some(why) = failure(&bench, (file, &broken_text, &meant)) {
            failed.push(format!("{broken}\n{why}\n"));
        }
    }
    println!("followed {} of {}", all.len() - failed.len(), all.len());
    let number = failed.len();
    assert!(failed.is_empty() && all.len() >= 120, "{number} of {} fail\n\n{}", all.len(), failed.join("\n"));
}

#[test]
fn what_has_to_be_looked_at_is_told_once() {
    let bench = Bench::new();
    let mut failed = Vec::new();
    for (file, good, broken, code, says) in slips::TOLD {
        let found = bench.found_with(file, &bench.edited(file, good, broken));
        match found.as_slice() {
            [finding] if finding.code.name() == *code && finding.fix.contains(says) => {}
            _ => failed.push(format!("{broken}: {} findings\n{}\n", found.len(), shown(&found))),
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn a_photograph_stays_one_under_another_name() {
    let paper = |case: Case, logo: &str| case.edit(pack::PAPER, |text| format!("{text}logo: {logo}\n"));
    let jpeg = Case::of("seaborough", &pack::files()).file("crest.png", b"\xFF\xD8\xFF\xE0 and so on");
    let (_, told) = paper(jpeg, "crest.png").check().findings().remove(0);
    assert_eq!(
        told,
        "`crest.png` holds a picture in JPEG, whatever its name says\nfix: open it in a program for pictures and save it as \
         PNG; to rename it is not enough"
    );
    let svg = Case::of("seaborough", &pack::files())
        .file("crest.png", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let (_, told) = paper(svg, "crest.png").check().findings().remove(0);
    assert!(told.ends_with("fix: rename the file to `crest.svg`, and write `logo: crest.svg`"), "{told}");
}

#[test]
fn a_pack_under_nearly_its_name_is_told_when_no_pack_is_named() {
    let mut files = pack::files();
    let paper = files.remove(pack::PAPER).expect("a paper");
    files.insert("scorecard.yml".to_owned(), paper);
    let run = Case::of("seaborough", &files).run(&["check"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("rename `scorecard.yml` to `scorecard.yaml`"), "{}", run.stderr);
}

#[test]
fn the_version_last_tabled_of_another_paper_is_told_once() {
    let tabled = &crate::case::example("wiltshire")["scorecard.json"];
    let run = Case::of("seaborough", &pack::files()).file("previous.json", tabled).check();
    assert_eq!(run.heads(), "data/seaborough/previous.json:1:1: advice [measure-gone]", "{}", run.stderr);
    assert!(run.stderr.contains("none of the 26 measures of version"), "{}", run.stderr);
}

#[test]
#[expect(clippy::print_stdout, reason = "the score is for whoever runs the test")]
fn where_the_remedy_cannot_know_it_names_each_reading() {
    let bench = Bench::new();
    let mut failed = Vec::new();
    for (file, good, broken, readings) in slips::OPEN {
        let text = bench.edited(file, good, broken);
        let found = bench.found_with(file, &text);
        let [finding] = found.as_slice() else {
            failed.push(format!("{broken}: {} findings\n{}\n", found.len(), shown(&found)));
            continue;
        };
        let ways = follow::followed(&text, finding);
        let meant: Vec<String> = readings.iter().map(|reading| bench.edited(file, good, reading)).collect();
        if ways != meant {
            failed.push(format!("{broken}: {} ways\n{finding}\n", ways.len()));
            continue;
        }
        for way in ways {
            let after = bench.found_with(file, &way);
            if !after.is_empty() {
                failed.push(format!("{broken}: then\n{}\nafter\n{finding}\n", shown(&after)));
            }
        }
    }
    let (asked, of) = (slips::OPEN.len() - failed.len(), slips::OPEN.len());
    println!("asked {asked} of {of}");
    assert!(failed.is_empty(), "{asked} of {of}\n\n{}", failed.join("\n"));
}
