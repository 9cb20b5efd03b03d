//! `scorecard check`: reports every finding about each pack, or explains a rule.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, anyhow};
use chrono::{Days, NaiveDate};
use clap::Args;

use crate::check::dispatch::with_weekday;
use crate::check::{code_of, document, explain};
use crate::cli::json::Answer;
use crate::cli::{Ended, Format, Packs, Told, print, report, tell};
use crate::finding::{Code, visible};
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
    pub(super) fn run(&self, told: &mut Answer) -> Result<Ended> {
        match &self.explain {
            Some(code) => self.explained(code, told),
            None => self.checked(told),
        }
    }

    fn checked(&self, told: &mut Answer) -> Result<Ended> {
        let today = self.day()?;
        let typesetter = Typesetter::new();
        let mut ended = Ended::Well;
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
                Format::Json => told.add(&outcome, None),
            }
        }
        Ok(ended)
    }

    /// Tells of a rule, or of all rules.
    fn explained(&self, name: &str, told: &mut Answer) -> Result<Ended> {
        let code = match name {
            "" => None,
            name => Some(code_of(name).map_err(|hint| anyhow!("there is no rule `{name}`; {hint}"))?),
        };
        match (self.packs.format, code) {
            (Format::Human, Some(code)) => print(&explain(code))?,
            (Format::Human, None) => print(&document())?,
            (Format::Json, code) => told.explain(code.as_ref().map_or(Code::ALL, std::slice::from_ref)),
        }
        Ok(Ended::Well)
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
    tell(&format!("{}: publish by {}; {left}\n", visible(&outcome.name), with_weekday(last)))
}
