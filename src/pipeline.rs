//! The spine: load, analyse, check, compose and render, in this order.

use std::path::Path;

use anyhow::Result;
use chrono::NaiveDate;

use crate::analyse::{Results, analyse, scorecards};
use crate::check;
use crate::compose::{appendix, report as set_report};
use crate::finding::{Code, Finding, Strength};
use crate::load::{load, load_to_check};
use crate::model::{Nation, Pack, Status};
use crate::narrate::{Paper, narrate};
use crate::parallel::{self, Job};
use crate::render::page::{self, SinglePage, Typeset};
use crate::render::typesetter::Typesetter;
use crate::render::widths::ruler;
use crate::render::{data, html, report};
use crate::write::Artefacts;

/// What a run over a pack found, with the outputs if nothing stopped it.
pub struct Outcome {
    pub name: String,
    /// The day of the meeting.
    pub meeting: NaiveDate,
    /// The nation whose law and bank holidays apply.
    pub nation: Nation,
    pub findings: Vec<Finding>,
    /// Whether a finding stops the build.
    pub stopped: bool,
    /// `None` if a finding stops the build.
    pub artefacts: Option<Artefacts>,
}

/// Finds everything that is wrong with a pack. `today` is only compared with the last day for
/// publication.
///
/// # Errors
/// When the pack's folder cannot be opened, or the program itself fails.
pub fn check(typesetter: &Typesetter, root: &Path, today: NaiveDate) -> Result<Outcome> {
    run(typesetter, root, For::Check(today))
}

/// What a build should produce.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// The manuscript as well, for people who work on the templates.
    pub manuscript: bool,
}

/// Builds all outputs of a pack, in memory.
///
/// # Errors
/// When the pack's folder cannot be opened, or the program itself fails.
pub fn build(typesetter: &Typesetter, root: &Path, wanted: Wanted) -> Result<Outcome> {
    run(typesetter, root, For::Build(wanted))
}

/// The purpose for which a pack is processed.
#[derive(Clone, Copy)]
enum For {
    Check(NaiveDate),
    Build(Wanted),
}

fn run(typesetter: &Typesetter, root: &Path, purpose: For) -> Result<Outcome> {
    let (pack, mut findings) = match purpose {
        For::Check(_) => load_to_check(root)?,
        For::Build(_) => load(root)?,
    };
    let results = analyse(&pack);
    // The rules over the data and the narrative are independent of each other.
    let ((paper, in_report), in_data) =
        parallel::both(|| narrated(&pack, &results), || by_the_rules(typesetter, &pack, &results));
    findings.extend(in_data);
    findings.extend(in_report);
    if let Some(paper) = &paper {
        findings.extend(check::check_paper(&pack, &results, paper));
        findings.extend(set_report::tables_too_wide(&pack, paper, &ruler(typesetter)));
    }
    // Outputs never depend on today's date, and only outputs have a size.
    let unseen: &[Code] = match purpose {
        For::Check(today) => {
            findings.extend(check::dispatch::time_left(&pack, today));
            &[Code::FileSize]
        }
        For::Build(_) => &[Code::TooLate, Code::FileSize],
    };
    let mut findings = check::conclude(&pack, findings, unseen);
    let mut artefacts = None;
    if let For::Build(wanted) = purpose
        && !stopped(&pack, &findings)
    {
        let (printed, too_full) = print(typesetter, &pack, &results, paper.as_ref(), wanted)?;
        findings.extend(too_large(&pack, &printed));
        findings.extend(too_full);
        artefacts = Some(printed).filter(|_| !stopped(&pack, &findings));
    }
    findings.sort();
    let stopped = stopped(&pack, &findings);
    Ok(Outcome {
        name: pack.name.clone(),
        meeting: pack.cover.meeting,
        nation: pack.cover.nation,
        stopped,
        findings,
        artefacts,
    })
}

/// The findings of the rules over the data about figures, targets and dates, characters that cannot be printed, and
/// content that the page has no room for.
fn by_the_rules(typesetter: &Typesetter, pack: &Pack, results: &Results<'_>) -> Vec<Finding> {
    let mut findings = check::check(pack, results);
    findings.extend(check::characters(pack, |character| typesetter.can_print(character)));
    findings.extend(page::logo(typesetter, &pack.cover));
    let views = scorecards(pack, results);
    findings.extend(views.filter_map(|(view, own)| appendix::comments_left_out(&view, own)));
    findings
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

/// Whether any finding stops a build. In a final paper that includes faults to be settled before dispatch. Accepted
/// findings never do.
pub fn stopped(pack: &Pack, findings: &[Finding]) -> bool {
    let limit = match pack.cover.status {
        Status::Draft => Strength::Stop,
        Status::Final => Strength::BeforeDispatch,
    };
    findings
        .iter()
        .filter(|finding| finding.accepted.is_none())
        .any(|finding| finding.code.strength() <= limit)
}

/// The outputs of a pack without faults, and findings about pages that are too full to be among them. Every document is
/// a separate job, and jobs run on all cores.
fn print(
    typesetter: &Typesetter,
    pack: &Pack,
    results: &Results<'_>,
    paper: Option<&Paper>,
    wanted: Wanted,
) -> Result<(Artefacts, Vec<Finding>)> {
    let mut jobs: Vec<Job<'_, Result<Printed>>> = vec![Box::new(|| {
        fitted(page::appendix(typesetter, pack, results)?, "appendix-a.pdf", "manuscript.json", wanted)
    })];
    // Set before the web page, so that typst's memory for the report is freed by the time that page needs most memory.
    if let Some(paper) = paper {
        jobs.push(Box::new(move || {
            let report = report::report(typesetter, pack, paper)?;
            typeset(report, "report.pdf", "manuscript-report.json", wanted)
        }));
    }
    jobs.push(Box::new(|| Ok(file("index.html", html::page(pack, results, paper)?))));
    for (service, own) in pack.services.iter().zip(&results.services) {
        let name = |ending: &str| format!("services/{}.{ending}", service.name);
        jobs.push(Box::new(move || {
            fitted(
                page::service(typesetter, pack, results, service, own)?,
                &name("pdf"),
                &name("json"),
                wanted,
            )
        }));
        jobs.push(Box::new(move || Ok(file(&name("html"), html::service(pack, results, service, own)?))));
    }
    jobs.push(Box::new(|| Ok(file("measures.csv", data::csv(pack)?))));
    jobs.push(Box::new(|| Ok(file("scorecard.json", data::json(pack, results)?))));
    let (mut artefacts, mut too_full) = (Artefacts::new(), Vec::new());
    for printed in parallel::all(&jobs) {
        match printed? {
            Printed::Files(files) => artefacts.extend(files),
            Printed::TooFull(finding) => too_full.push(finding),
        }
    }
    Ok((artefacts, too_full))
}

/// The outcome for one document.
enum Printed {
    Files(Artefacts),
    TooFull(Finding),
}

fn file(name: &str, bytes: Vec<u8>) -> Printed {
    Printed::Files(Artefacts::from([(name.to_owned(), bytes)]))
}

/// A document as a PDF and, if wanted, its manuscript.
fn typeset(document: Typeset, pdf: &str, manuscript: &str, wanted: Wanted) -> Result<Printed> {
    let mut files = Artefacts::from([(pdf.to_owned(), document.proof.pdf()?)]);
    if wanted.manuscript {
        files.insert(manuscript.to_owned(), document.manuscript);
    }
    Ok(Printed::Files(files))
}

/// The same for a scorecard that must fit on one page.
fn fitted(page: SinglePage, pdf: &str, manuscript: &str, wanted: Wanted) -> Result<Printed> {
    match page {
        SinglePage::Fits(page) => typeset(page, pdf, manuscript, wanted),
        SinglePage::TooFull(finding) => Ok(Printed::TooFull(finding)),
    }
}
