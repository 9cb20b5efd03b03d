//! The entry point: parses the command line, runs the command, sets the exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    scorecard::cli::main()
}
