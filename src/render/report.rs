//! The report: front block and narrative, on as many sheets as they take.

use anyhow::Result;

use crate::compose::report;
use crate::model::Pack;
use crate::narrate::paper::Paper;
use crate::render::page::files;
use crate::render::press::{Press, Proof, Sheet};

/// The report, and the manuscript from which it was set.
pub struct Report {
    pub proof: Proof,
    pub manuscript: Vec<u8>,
}

/// Sets the report.
///
/// # Errors
/// When the template or typst fails.
pub fn report(press: &Press, pack: &Pack, paper: &Paper) -> Result<Report> {
    let manuscript = serde_json::to_vec(&report::compose(pack, paper))?;
    let files = files(press, pack, &manuscript)?;
    let proof =
        press.set(Sheet { template: "/report.typ", files, ident: format!("{} report", pack.name) })?;
    Ok(Report { proof, manuscript })
}
