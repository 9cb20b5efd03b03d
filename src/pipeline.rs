//! The spine: load, analyse, check, compose, render, in this order.

use std::path::Path;

use anyhow::Result;
use chrono::NaiveDate;

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
    /// The day of the meeting.
    pub meeting: NaiveDate,
    pub findings: Vec<Finding>,
    /// Whether a finding stands in the way of a build.
    pub stopped: bool,
    /// `None` when a finding stops the build.
    pub artefacts: Option<Artefacts>,
}

/// Everything that is wrong with a pack. `today` is held against the last day for publication, and against nothing
/// else.
///
/// # Errors
/// When the pack's folder cannot be opened, or the program itself fails.
pub fn check(press: &Press, root: &Path, today: NaiveDate) -> Result<Outcome> {
    run(press, root, For::Check(today))
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
    run(press, root, For::Build(wanted))
}

/// What a pack is gone through for.
#[derive(Clone, Copy)]
enum For {
    Check(NaiveDate),
    Build(Wanted),
}

fn run(press: &Press, root: &Path, purpose: For) -> Result<Outcome> {
    let (pack, mut findings) = load(root)?;
    let results = analyse(&pack);
    let mut found = check::check(&pack, &results);
    found.extend(check::check_cover(&pack, &results));
    check::wait_for_reading(&mut found, &findings);
    findings.extend(found);
    let (paper, told) = narrated(&pack, &results);
    // What the narrative misses may be what could not be read: that is said once, at the data.
    let unread = findings.iter().any(|finding| finding.code.strength() == Strength::Stop);
    let follows = |code: Code| matches!(code, Code::UnknownName | Code::NoFigure);
    findings.extend(told.into_iter().filter(|finding| !(unread && follows(finding.code))));
    findings.extend(check::characters(&pack, |character| press.can_print(character)));
    findings.extend(appendix::comments_left_out(&pack, &results));
    findings.extend(page::logo(press, &pack));
    // An output never depends on the day, and only outputs have a size.
    let unseen: &[Code] = match purpose {
        For::Check(today) => {
            findings.extend(check::dispatch::time_left(&pack, today));
            &[Code::FileSize]
        }
        For::Build(_) => &[Code::TooLate, Code::FileSize],
    };
    check::settle(&pack, &mut findings, unseen);
    let mut artefacts = None;
    if let For::Build(wanted) = purpose
        && !stopped(&pack, &findings)
    {
        match print(press, &pack, &results, paper.as_ref(), wanted)? {
            Ok(printed) => {
                findings.extend(too_large(&pack, &printed));
                artefacts = Some(printed).filter(|_| !stopped(&pack, &findings));
            }
            Err(finding) => findings.push(finding),
        }
    }
    findings.sort();
    let stopped = stopped(&pack, &findings);
    Ok(Outcome { name: pack.name.clone(), meeting: pack.meeting, stopped, findings, artefacts })
}

/// Outputs that are too large, unless the pack accepts that.
fn too_large(pack: &Pack, printed: &Artefacts) -> Vec<Finding> {
    let sizes = printed.iter().map(|(name, bytes)| (name.as_str(), bytes.len()));
    let mut findings = check::dispatch::outputs_are_small(pack, sizes);
    for finding in &mut findings {
        check::accept(pack, finding);
    }
    findings
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

/// Whether a finding stands in the way of a build: in a final paper also what is to be settled before dispatch. What
/// is accepted stands in no way.
pub fn stopped(pack: &Pack, findings: &[Finding]) -> bool {
    let limit = match pack.status {
        Status::Draft => Strength::Stop,
        Status::Final => Strength::BeforeDispatch,
    };
    findings
        .iter()
        .filter(|finding| finding.accepted.is_none())
        .any(|finding| finding.code.strength() <= limit)
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
