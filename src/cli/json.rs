//! `--format json`: findings for programs, as one object on standard output; `data/README.md` documents it.

use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use crate::check::source;
use crate::cli;
use crate::finding::{Code, Finding, Strength, foremost, in_all};
use crate::model::calendar::last_day_to_publish;
use crate::pipeline::Outcome;

/// The version of this format. It is raised when a key changes its meaning or is removed.
const FORMAT: u32 = 1;

/// What is told in one run.
#[derive(Default)]
pub(super) struct Answer {
    packs: Vec<Value>,
    findings: Vec<Value>,
    /// Where rules were to be explained.
    rules: Option<Vec<Value>>,
}

impl Answer {
    /// Tells of a pack. `written`: the folder of the outputs, if they were written.
    pub fn add(&mut self, outcome: &Outcome, written: Option<&Path>) {
        let of = |strength| {
            let own = outcome.findings.iter().filter(|finding| finding.accepted.is_none());
            in_all(own.filter(|finding| finding.code.strength() == strength))
        };
        let shown = foremost(&outcome.findings.iter().collect::<Vec<_>>());
        self.packs.push(json!({
            "pack": outcome.name,
            "errors": of(Strength::Stop),
            "before-dispatch": of(Strength::BeforeDispatch),
            "advice": of(Strength::Advice),
            "accepted": outcome.findings.iter().filter(|finding| finding.accepted.is_some()).count(),
            "left-out": in_all(&outcome.findings) - shown.len(),
            "stopped": outcome.stopped,
            "publish-by": last_day_to_publish(outcome.nation, outcome.meeting).map(|day| day.to_string()),
            "written": written.map(|folder| folder.display().to_string().replace('\\', "/")),
        }));
        self.findings.extend(shown.into_iter().map(|found| finding(&outcome.name, found)));
    }

    /// Tells of rules.
    pub fn explain(&mut self, codes: &[Code]) {
        self.rules = Some(codes.iter().map(|code| rule(*code)).collect());
    }
}

/// Prints everything that was told as one object, and why the run came to no end if it did not.
pub(super) fn print(told: &Answer, error: Option<&str>) -> Result<()> {
    let mut document = json!({
        "format": FORMAT,
        "program": concat!("scorecard ", env!("CARGO_PKG_VERSION")),
        "packs": told.packs,
        "findings": told.findings,
    });
    if let Some(rules) = &told.rules {
        document["rules"] = json!(rules);
    }
    if let Some(error) = error {
        document["error"] = json!(error);
    }
    cli::print(&format!("{document:#}\n"))
}

fn rule(code: Code) -> Value {
    json!({
        "code": code.name(),
        "strength": code.strength().word(),
        "subject": code.subject(),
        "title": code.title(),
        "reason": code.reason(),
        "fault": code.fault(),
        "remedy": code.remedy(),
        "source": source(code.source()),
    })
}

fn finding(pack: &str, finding: &Finding) -> Value {
    json!({
        "pack": pack,
        "code": finding.code.name(),
        "strength": finding.code.strength().word(),
        "file": &*finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "subject": finding.words(),
        "what": finding.what,
        "fix": finding.fix,
        "accepted": finding.accepted,
    })
}
