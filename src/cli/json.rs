//! `--format json`: what was found, for programs. One object on standard output; `data/README.md` documents it.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use crate::finding::{Finding, Strength};
use crate::model::calendar::last_day_to_publish;
use crate::pipeline::Outcome;

/// The version of this form. It grows when a key changes its meaning or goes away.
const FORMAT: u32 = 1;

/// What is told of one pack.
pub(super) struct Entry {
    pack: Value,
    findings: Vec<Value>,
}

impl Entry {
    /// `written`: the folder of the outputs, if they were written.
    pub(super) fn of(outcome: &Outcome, written: Option<&Path>) -> Self {
        let of = |strength| {
            let own = outcome.findings.iter().filter(|finding| finding.accepted.is_none());
            own.filter(|finding| finding.code.strength() == strength).count()
        };
        let pack = json!({
            "pack": outcome.name,
            "errors": of(Strength::Stop),
            "before-dispatch": of(Strength::BeforeDispatch),
            "advice": of(Strength::Advice),
            "accepted": outcome.findings.iter().filter(|finding| finding.accepted.is_some()).count(),
            "stopped": outcome.stopped,
            "publish-by": last_day_to_publish(outcome.nation, outcome.meeting).map(|day| day.to_string()),
            "written": written.map(|folder| folder.display().to_string().replace('\\', "/")),
        });
        let findings = outcome.findings.iter().map(|found| finding(&outcome.name, found)).collect();
        Self { pack, findings }
    }
}

/// Prints everything that was told as one object.
pub(super) fn print(told: &[Entry]) -> Result<()> {
    let document = json!({
        "format": FORMAT,
        "program": concat!("scorecard ", env!("CARGO_PKG_VERSION")),
        "packs": told.iter().map(|entry| &entry.pack).collect::<Vec<_>>(),
        "findings": told.iter().flat_map(|entry| &entry.findings).collect::<Vec<_>>(),
    });
    writeln!(std::io::stdout().lock(), "{document:#}")?;
    Ok(())
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
