//! The spine: load, analyse, check, compose, render, in this order.

use std::path::Path;

use anyhow::Result;

use crate::analyse::{Results, analyse};
use crate::check;
use crate::compose::appendix;
use crate::finding::{Code, Finding, Strength};
use crate::load::load;
use crate::model::{Pack, Status};
use crate::narrate::{Paper, narrate};
use crate::render::press::Press;
use crate::render::{data, html, page, report};
use crate::write::Artefacts;

/// What a run over a pack found, and the outputs if nothing stopped it.
pub struct Outcome {
    pub name: String,
    pub findings: Vec<Finding>,
    /// Whether a finding stands in the way of a build.
    pub stopped: bool,
    /// `None` when a finding stops the build.
    pub artefacts: Option<Artefacts>,
}

/// Everything that is wrong with a pack.
///
/// # Errors
/// When the pack's folder cannot be opened, or the program itself fails.
pub fn check(press: &Press, root: &Path) -> Result<Outcome> {
    run(press, root, None)
}

/// What a build is to make.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// The manuscript too, for whoever works on the templates.
    pub manuscript: bool,
}

/// All outputs of a pack, in memory.
///
/// # Errors
/// When the pack's folder cannot be opened, or the program itself fails.
pub fn build(press: &Press, root: &Path, wanted: Wanted) -> Result<Outcome> {
    run(press, root, Some(wanted))
}

fn run(press: &Press, root: &Path, wanted: Option<Wanted>) -> Result<Outcome> {
    let (pack, mut findings) = load(root)?;
    let results = analyse(&pack);
    findings.extend(check::check(&pack, &results));
    let (paper, told) = narrated(&pack, &results);
    // What the narrative misses may be what could not be read: that is said once, at the data.
    let unread = findings.iter().any(|finding| finding.code.strength() == Strength::Stop);
    let follows = |code: Code| matches!(code, Code::UnknownName | Code::NoFigure);
    findings.extend(told.into_iter().filter(|finding| !(unread && follows(finding.code))));
    findings.extend(check::characters(&pack, |character| press.can_print(character)));
    findings.extend(appendix::comments_left_out(&pack, &results));
    findings.extend(page::logo(press, &pack));
    let mut artefacts = None;
    if let Some(wanted) = wanted.filter(|_| !stopped(&pack, &findings)) {
        match print(press, &pack, &results, paper.as_ref(), wanted)? {
            Ok(printed) => artefacts = Some(printed),
            Err(finding) => findings.push(finding),
        }
    }
    findings.sort();
    Ok(Outcome { name: pack.name.clone(), stopped: stopped(&pack, &findings), findings, artefacts })
}

/// The narrative with its figures filled in, if the pack has one.
fn narrated(pack: &Pack, results: &Results<'_>) -> (Option<Paper>, Vec<Finding>) {
    match &pack.report {
        None => (None, Vec::new()),
        Some(report) => {
            let (paper, findings) = narrate(pack, results, &report.text, &report.file);
            (Some(paper), findings)
        }
    }
}

/// Whether a finding stands in the way of a build: in a final paper also what is to be settled before dispatch.
pub fn stopped(pack: &Pack, findings: &[Finding]) -> bool {
    let limit = match pack.status {
        Status::Draft => Strength::Stop,
        Status::Final => Strength::BeforeDispatch,
    };
    findings.iter().any(|finding| finding.code.strength() <= limit)
}

/// The outputs of a pack without faults, or that its page is too full.
fn print(
    press: &Press,
    pack: &Pack,
    results: &Results<'_>,
    paper: Option<&Paper>,
    wanted: Wanted,
) -> Result<Result<Artefacts, Finding>> {
    let page = match page::appendix(press, pack, results)? {
        Ok(page) => page,
        Err(finding) => return Ok(Err(finding)),
    };
    let mut artefacts = Artefacts::from([
        ("appendix-a.pdf".to_owned(), page.proof.pdf()?),
        ("index.html".to_owned(), html::page(pack, results, paper)?),
        ("measures.csv".to_owned(), data::csv(pack)?),
        ("scorecard.json".to_owned(), data::json(pack, results)?),
    ]);
    if wanted.manuscript {
        artefacts.insert("manuscript.json".to_owned(), page.manuscript);
    }
    if let Some(paper) = paper {
        let report = report::report(press, pack, paper)?;
        artefacts.insert("report.pdf".to_owned(), report.proof.pdf()?);
        if wanted.manuscript {
            artefacts.insert("manuscript-report.json".to_owned(), report.manuscript);
        }
    }
    Ok(Ok(artefacts))
}
