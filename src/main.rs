//! The program: arguments, clock and streams in, an exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(oneonone::program::run(std::env::args_os()))
}
