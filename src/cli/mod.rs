//! The commands, one file each. Findings and progress go to standard error, requested output to standard output.

mod build;
mod check;
mod json;
mod new;
mod schema;

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, ErrorKind, IsTerminal, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::finding::{Finding, Strength, foremost, in_all, visible};
use crate::load;
use crate::parallel;
use crate::words::list::{and, count};

/// Builds a council committee's performance scorecard from a folder of plain text files.
///
/// A folder with a `scorecard.yaml` and measures is called a pack; the examples are under `data/`.
/// `scorecard new` makes one to begin with; `scorecard check` shows every mistake in a pack with its place and what to write instead;
/// `scorecard build` makes the page, once there is no mistake left.
#[derive(Parser)]
#[command(version, after_help = STATUSES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const STATUSES: &str =
    "Exit status: 0 all is well, 1 the pack has faults, 2 the command could not do its work.";

#[derive(Subcommand)]
enum Command {
    New(new::New),
    Check(check::Check),
    Build(build::Build),
    Schema(schema::Schema),
}

/// What commands over packs have in common.
#[derive(Args)]
struct Packs {
    /// The folders of the packs; if none is named, every pack under data/
    #[arg(value_name = "PACK")]
    named: Vec<PathBuf>,

    /// Treat warnings and advice as faults
    #[arg(long)]
    deny_warnings: bool,

    /// How findings are told: for people on standard error, or as one object on standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// How findings are told.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

/// How a command ended, provided that it could do its work.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    Well,
    WithFaults,
}

/// Runs the command line.
pub fn main() -> ExitCode {
    let arguments = arguments();
    // What goes wrong inside the program is told in a sentence, and never as a programmer's backtrace.
    std::panic::set_hook(Box::new(|_| {}));
    let wants_json = wants_json(&arguments);
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(answer) => return answered(&answer, wants_json),
    };
    parallel::set_up();
    let mut told = json::Answer::default();
    let ended = catch_unwind(AssertUnwindSafe(|| run(&cli.command, &mut told)));
    let ended = ended
        .unwrap_or_else(|_| Err(anyhow!("the program broke off; please report this together with the pack")));
    let ended = match ended {
        ended if !wants_json => ended,
        Ok(ended) => json::print(&told, None).map(|()| ended),
        Err(error) => Err(json::print(&told, Some(&words(&error))).err().unwrap_or(error)),
    };
    match ended {
        Ok(Ended::Well) => ExitCode::SUCCESS,
        Ok(Ended::WithFaults) => ExitCode::from(1),
        Err(error) => failed(&error),
    }
}

fn run(command: &Command, told: &mut json::Answer) -> Result<Ended> {
    match command {
        Command::New(new) => new.run(),
        Command::Check(check) => check.run(told),
        Command::Build(build) => build.run(told),
        Command::Schema(schema) => schema.run(),
    }
}

/// The end of a run that could not do its work.
fn failed(error: &anyhow::Error) -> ExitCode {
    // Nobody is left to tell if standard error is closed.
    let _ = writeln!(io::stderr().lock(), "scorecard: {}", visible(&words(error)));
    ExitCode::from(2)
}

/// An error with what it came of, without the system's numbers.
fn words(error: &anyhow::Error) -> String {
    without_numbers(&format!("{error:#}"))
}

/// What the command line says for itself: help that was asked for, or why it is not understood.
fn answered(answer: &clap::Error, wants_json: bool) -> ExitCode {
    let text = answer.render().to_string();
    if !answer.use_stderr() {
        return print(&text).map_or_else(|error| failed(&error), |()| ExitCode::SUCCESS);
    }
    let _ = tell(&text);
    let first = text.trim_start_matches("error: ").split("\n\n").next().unwrap_or_default();
    let printed = if wants_json { json::print(&json::Answer::default(), Some(first)) } else { Ok(()) };
    printed.map_or_else(|error| failed(&error), |()| ExitCode::from(2))
}

/// The arguments of the program. `help` is asked for help, too.
fn arguments() -> Vec<OsString> {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|command| command == "help") {
        arguments.retain(|argument| argument != "--help" && argument != "-h");
    }
    arguments
}

/// Whether the answer is to be for programs, whatever else the arguments say.
fn wants_json(arguments: &[OsString]) -> bool {
    let behind = |pair: &[OsString]| pair[0] == "--format" && pair[1] == "json";
    arguments.iter().any(|argument| argument == "--format=json") || arguments.windows(2).any(behind)
}

/// Writes what was asked for. Whoever stops reading has seen enough.
fn print(text: &str) -> Result<()> {
    let mut stdout = io::stdout().lock();
    unless_closed(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()))
        .context("what was asked for cannot be written")
}

/// Writes what was found, or how it goes.
fn tell(text: &str) -> Result<()> {
    unless_closed(io::stderr().lock().write_all(text.as_bytes())).context("the findings cannot be written")
}

/// That nobody reads any more is no fault.
fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    written.or_else(|error| if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}

/// An error without the number that the system gives it, as in `Permission denied (os error 13)`.
fn without_numbers(error: &str) -> String {
    let mut parts = error.split(" (os error ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |told, rest| {
        told + rest
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == '-')
            .strip_prefix(')')
            .unwrap_or(rest)
    })
}

impl Packs {
    /// Whether findings count as faults because of `--deny-warnings`.
    fn denies(&self, findings: &[Finding]) -> bool {
        self.deny_warnings && findings.iter().any(|finding| finding.accepted.is_none())
    }

    /// The packs named, or all under `data/`.
    fn folders(&self) -> Result<Vec<PathBuf>> {
        if !self.named.is_empty() {
            // Before anything is done about the first of them.
            self.named.iter().try_for_each(|folder| load::name_of(folder).map(drop))?;
            return Ok(self.named.clone());
        }
        let entries =
            std::fs::read_dir("data").context("no pack is named, and there is no folder data/ here")?;
        // Hidden folders are not the user's packs: an interrupted `new` may have left one.
        let shown = entries.flatten().filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
        // One whose paper has nearly the right name is a pack with a fault, and is not passed over.
        let folders =
            shown.map(|entry| entry.path()).filter(|path| path.is_dir() && load::name_of(path).is_ok());
        let mut folders: Vec<PathBuf> = folders.collect();
        folders.sort();
        if folders.is_empty() {
            bail!("no pack is named, and data/ holds no folder with a scorecard.yaml");
        }
        Ok(folders)
    }
}

/// How findings are reported to people: `build` says whether they prevent writing, and only `check` shows accepted
/// findings, if asked to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told<'p> {
    Checked {
        accepted: bool,
    },
    /// Into this folder.
    Built(&'p Path),
    Stopped,
}

/// Prints findings as they are, then those that are accepted if they are asked for, and one line that counts them.
fn report(pack: &str, findings: &[Finding], told: Told<'_>) -> Result<()> {
    // In one piece, so that two runs at once do not mix their lines.
    let mut all = String::new();
    let (open, accepted): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.accepted.is_none());
    let shown = foremost(&open);
    for finding in &shown {
        writeln!(all, "{finding}\n")?;
    }
    if told == (Told::Checked { accepted: true }) {
        report_accepted(&mut all, &accepted)?;
    }
    let of = |strength| in_all(open.iter().copied().filter(|finding| finding.code.strength() == strength));
    let counts = [
        (of(Strength::Stop), "error"),
        (of(Strength::BeforeDispatch), "matter"),
        (of(Strength::Advice), "piece of advice"),
    ];
    let words: Vec<String> = counts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, thing)| match thing {
            "piece of advice" if number > 1 => format!("{number} pieces of advice"),
            "matter" => format!("{} to settle before dispatch", count(number, "matter")),
            _ => count(number, thing),
        })
        .collect();
    let mut summary = if words.is_empty() { "no faults".to_owned() } else { and(&words) };
    if shown.len() < in_all(open.iter().copied()) {
        summary = format!("{summary}, of which {} are shown", shown.len());
    }
    if !accepted.is_empty() {
        let them = if accepted.len() == 1 { "it" } else { "them" };
        let how = match told {
            Told::Checked { accepted: false } => format!(" (check --accepted shows {them})"),
            Told::Checked { accepted: true } | Told::Built(_) | Told::Stopped => String::new(),
        };
        summary = format!("{summary}, {} accepted{how}", count(accepted.len(), "finding"));
    }
    let end = match told {
        Told::Checked { .. } => String::new(),
        Told::Built(folder) => format!("; written to {}", visible(&folder.display().to_string())),
        Told::Stopped => "; nothing was written, and old outputs are unchanged".to_owned(),
    };
    writeln!(all, "{}: {summary}{end}", visible(pack))?;
    tell(&all)
}

/// Prints accepted findings, with those that share a reason grouped together.
fn report_accepted(all: &mut String, accepted: &[&Finding]) -> Result<()> {
    let mut reasons: Vec<&str> = Vec::new();
    for reason in accepted.iter().filter_map(|finding| finding.accepted.as_deref()) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    for reason in reasons {
        writeln!(all, "accepted: {}", visible(reason))?;
        for finding in accepted.iter().filter(|finding| finding.accepted.as_deref() == Some(reason)) {
            let about = finding.words().map_or_else(String::new, |words| format!("{words}: "));
            let (code, what) = (finding.code.name(), visible(&format!("{about}{}", finding.what)));
            writeln!(all, "    {} [{code}] {what}", finding.place)?;
        }
        writeln!(all)?;
    }
    Ok(())
}

/// Shows progress on a terminal; a pipe gets none.
fn progress(line: &str) {
    let mut stderr = io::stderr().lock();
    if stderr.is_terminal() {
        let _ = writeln!(stderr, "{}", visible(line));
    }
}

#[cfg(test)]
mod tests {
    use super::{Cli, without_numbers};
    use clap::CommandFactory;

    #[test]
    fn numbers_of_errors_are_nobodys_business() {
        let told = "data/x cannot be opened: Permission denied (os error 13)";
        assert_eq!(without_numbers(told), "data/x cannot be opened: Permission denied");
        assert_eq!(without_numbers("a (os error -5): b (os error 2); c (d)"), "a: b; c (d)");
    }

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
