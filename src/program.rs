//! One run of the program, from the arguments to the exit code.

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::cli;
use crate::command_error::{CommandError, Kind};
use crate::commands;
use crate::context::Context;
use crate::ui::Ended;

/// Runs the program, and tells its exit code: 0 done, 1 the user's data or git is wrong, 2 wrong usage, 255 a defect.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match cli::parse(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; clap knows where each goes. A closed pipe is nobody's loss.
            let _ = error.print();
            return if error.use_stderr() { Kind::Usage.exit_code() } else { 0 };
        }
    };
    let context = match Context::new(&cli.global) {
        Ok(context) => context,
        Err(refused) => {
            let (ui, error) = *refused;
            error.print(&ui);
            return error.kind.exit_code();
        }
    };
    let code = match catch_unwind(AssertUnwindSafe(|| commands::run(&context, cli.command.as_ref()))) {
        Ok(Ok(exit)) => exit.code(),
        Ok(Err(error)) => {
            error.print(&context.ui);
            error.kind.exit_code()
        }
        Err(_) => {
            let error = CommandError::defect("this is a defect of oneonone, not of yours; your files are as they were");
            error.print(&context.ui);
            error.kind.exit_code()
        }
    };
    match context.ui.finish() {
        Ok(Ended::Whole | Ended::PipeClosed) => code,
        Err(error) => {
            context.ui.error_chain(&error);
            code.max(Kind::Data.exit_code())
        }
    }
}
