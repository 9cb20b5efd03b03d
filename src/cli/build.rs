//! `scorecard build`: writes everything made from each pack into its output folder.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use crate::cli::json::Answer;
use crate::cli::{Ended, Format, Packs, Told, progress, report};
use crate::load;
use crate::pipeline::{self, Wanted};
use crate::render::typesetter::Typesetter;
use crate::write;

/// Build the page, the report, the web page and the open data of packs
///
/// Writes appendix-a.pdf, report.pdf (if the pack has a report.md), index.html, measures.csv and scorecard.json into
/// out/<pack>/ below the folder you are in, and a PDF and a web page of each service into services/ there. The old outputs
/// are replaced as a whole, or stay as they are if the pack has faults.
#[derive(Args)]
pub(super) struct Build {
    #[command(flatten)]
    packs: Packs,

    /// Where the outputs go, each pack's into a folder of its own
    #[arg(long, value_name = "FOLDER", default_value = "out")]
    out: PathBuf,

    /// Write the manuscripts as JSON too, what the templates are given; for whoever changes them
    #[arg(long)]
    dump: bool,
}

impl Build {
    pub(super) fn run(&self, told: &mut Answer) -> Result<Ended> {
        let folders = self.packs.folders()?;
        refuse_same_names(&folders)?;
        for folder in &folders {
            let name = load::name_of(folder)?;
            write::refuse_own_names(&name)?;
            write::refuse_packs(&self.out, &name, &folders)?;
        }
        let typesetter = Typesetter::new();
        let mut ended = Ended::Well;
        for folder in folders {
            progress(&format!("building {}", folder.display()));
            let outcome = pipeline::build(&typesetter, &folder, Wanted { manuscript: self.dump })?;
            let wanted = outcome.artefacts.as_ref().filter(|_| !self.packs.denies(&outcome.findings));
            let written =
                wanted.map(|artefacts| write::replace(&self.out, &outcome.name, artefacts)).transpose();
            // If nothing could be written, it would be odd to report that there are no faults.
            if self.packs.format == Format::Human && (written.is_ok() || !outcome.findings.is_empty()) {
                let told = match &written {
                    Ok(Some(written)) => Told::Built(written),
                    Ok(None) | Err(_) => Told::Stopped,
                };
                report(&outcome.name, &outcome.findings, told)?;
            }
            let written = written?;
            if written.is_none() {
                ended = Ended::WithFaults;
            }
            if self.packs.format == Format::Json {
                told.add(&outcome, written.as_deref());
            }
        }
        Ok(ended)
    }
}

/// Refuses packs with the same name, because they would share an output folder.
fn refuse_same_names(folders: &[PathBuf]) -> Result<()> {
    let mut seen: BTreeMap<String, &PathBuf> = BTreeMap::new();
    for folder in folders {
        let name = load::name_of(folder)?;
        if let Some(first) = seen.insert(name.clone(), folder) {
            bail!("{} and {} would both be written to the folder {name}", first.display(), folder.display());
        }
    }
    Ok(())
}
