//! The door: parse, run, exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    scorecard::cli::main()
}
