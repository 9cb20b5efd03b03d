//! `scorecard check`: every finding about each pack, or what a rule is for.

use std::io::Write;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, anyhow};
use chrono::{Days, NaiveDate};
use clap::Args;

use crate::check::dispatch::with_weekday;
use crate::check::{code_of, document, explain};
use crate::cli::{Ended, Format, Packs, Told, json, report};
use crate::finding::visible;
use crate::model::calendar::{last_day_to_publish, working_days_to};
use crate::pipeline::{self, Outcome};
use crate::render::typesetter::Typesetter;
use crate::words::list::count;

/// Show every mistake in packs, with its place and what to write instead
///
/// Nothing is written. The last line counts what was found. Whether the rows fit on the page shows only in a build.
#[derive(Args)]
pub(super) struct Check {
    #[command(flatten)]
    packs: Packs,

    /// Show the findings that the packs accept, too, with the reasons for which they stand
    #[arg(long, conflicts_with = "explain")]
    accepted: bool,

    /// Explain a rule by the code in brackets, such as red-without-action; without a code, write out all rules
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "", conflicts_with = "packs")]
    explain: Option<String>,

    /// The day that counts as today, for tests
    #[arg(long, value_name = "DATE", hide = true)]
    today: Option<String>,
}

impl Check {
    pub(super) fn run(&self) -> Result<Ended> {
        match &self.explain {
            Some(code) => explained(code),
            None => self.checked(),
        }
    }

    fn checked(&self) -> Result<Ended> {
        let today = self.day()?;
        let typesetter = Typesetter::new();
        let mut ended = Ended::Well;
        let mut told = Vec::new();
        for folder in self.packs.folders()? {
            let outcome = pipeline::check(&typesetter, &folder, today)?;
            if outcome.stopped || self.packs.denies(&outcome.findings) {
                ended = Ended::WithFaults;
            }
            match self.packs.format {
                Format::Human => {
                    report(&outcome.name, &outcome.findings, Told::Checked { accepted: self.accepted })?;
                    tell_last_day(&outcome, today)?;
                }
                Format::Json => told.push(json::Entry::of(&outcome, None)),
            }
        }
        if self.packs.format == Format::Json {
            json::print(&told)?;
        }
        Ok(ended)
    }

    /// Today, as the clock of this computer has it. Nothing that is written out depends on it.
    fn day(&self) -> Result<NaiveDate> {
        if let Some(today) = &self.today {
            return today.parse().map_err(|_| anyhow!("`{today}` is not a date; write it like 2019-11-05"));
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "how many days are left is told on the screen and nowhere else"
        )]
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Ok(NaiveDate::default() + Days::new(since / (24 * 60 * 60)))
    }
}

/// Prints a rule, or all rules.
fn explained(code: &str) -> Result<Ended> {
    let text = match code {
        "" => document(),
        name => match code_of(name) {
            Ok(code) => explain(code),
            Err(hint) => return Err(anyhow!("there is no rule `{name}`; {hint}")),
        },
    };
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Ended::Well)
}

/// How many days are left to publish a paper whose meeting is still to come.
fn tell_last_day(outcome: &Outcome, today: NaiveDate) -> Result<()> {
    let Some(last) = last_day_to_publish(outcome.nation, outcome.meeting).filter(|last| today <= *last)
    else {
        return Ok(());
    };
    let left = match working_days_to(outcome.nation, today, last) {
        Some(0) => "today".to_owned(),
        Some(days) => format!("{} left", count(days as usize, "working day")),
        None => return Ok(()),
    };
    writeln!(
        std::io::stderr().lock(),
        "{}: publish by {}; {left}",
        visible(&outcome.name),
        with_weekday(last)
    )?;
    Ok(())
}
