//! `scorecard check`: every finding about each pack.

use anyhow::Result;
use clap::Args;

use crate::cli::{Ended, Packs, report};
use crate::pipeline;
use crate::render::press::Press;

/// Show every mistake in packs, with its place and what to write instead
///
/// Nothing is written. The last line counts what was found. Whether the rows fit on the page shows only in a build.
#[derive(Args)]
pub(super) struct Check {
    #[command(flatten)]
    packs: Packs,
}

impl Check {
    pub(super) fn run(&self) -> Result<Ended> {
        let press = Press::new();
        let mut ended = Ended::Well;
        for folder in self.packs.folders()? {
            let outcome = pipeline::check(&press, &folder)?;
            report(&outcome.name, &outcome.findings, false)?;
            if outcome.stopped || (self.packs.deny_warnings && !outcome.findings.is_empty()) {
                ended = Ended::WithFaults;
            }
        }
        Ok(ended)
    }
}
