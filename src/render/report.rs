//! The report: front block and narrative, on as many sheets as they take.

use anyhow::Result;

use crate::compose::report;
use crate::model::Pack;
use crate::narrate::paper::Paper;
use crate::render::page::{MANUSCRIPT, Typeset, as_printed, files};
use crate::render::typesetter::{Sheet, Typesetter};
use crate::render::widths::ruler;

/// Sets the report.
///
/// # Errors
/// When the template or typst fails.
pub fn report(typesetter: &Typesetter, pack: &Pack, paper: &Paper) -> Result<Typeset> {
    let manuscript = report::compose(pack, paper, &ruler(typesetter));
    let files = files(typesetter, pack, &as_printed(serde_json::to_value(manuscript)?))?;
    let manuscript = files[MANUSCRIPT].clone();
    let proof =
        typesetter.set(Sheet { template: "/report.typ", files, ident: format!("{} report", pack.name) })?;
    Ok(Typeset { proof, manuscript })
}
