//! `scorecard schema`: the permitted content of the YAML files, as JSON Schema for editors.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::cli::{Ended, print, progress};
use crate::load::schema;
use crate::write;

/// Write what may stand in the YAML files, for editors that complete and check while you write
///
/// Prints one JSON Schema (draft 2020-12), or with --out writes all three into a folder. Editors find the schema by the
/// first line of a file: `# yaml-language-server: $schema=../scorecard.schema.json`, with the way from the file to it.
#[derive(Args)]
pub(super) struct Schema {
    /// Of which file
    #[arg(value_enum, value_name = "FILE", default_value = "scorecard", conflicts_with = "out")]
    file: File,

    /// The folder into which all three are written, such as data
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

/// The files that have a schema.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum File {
    Scorecard,
    Measures,
    Service,
}

impl Schema {
    pub(super) fn run(&self) -> Result<Ended> {
        let files = schema::files();
        let Some(out) = &self.out else {
            let [scorecard, measures, service] = files;
            let (_, own) = match self.file {
                File::Scorecard => scorecard,
                File::Measures => measures,
                File::Service => service,
            };
            print(&schema::text(&own))?;
            return Ok(Ended::Well);
        };
        for (name, own) in &files {
            write::file(&out.join(name), schema::text(own).as_bytes())?;
        }
        progress(&format!("written to {}", out.display()));
        Ok(Ended::Well)
    }
}
