//! The verbs, one a file: its arguments, whose doc comments are its help, and what it does.

use clap::Subcommand;

use crate::command_error::CommandError;
use crate::context::Context;

mod action;
mod away;
mod cadence;
mod cancel;
mod changes;
mod check;
mod close;
mod confirm;
mod demo;
mod diff;
mod due;
mod edit;
mod end;
mod forge;
mod fresh;
mod import;
mod init;
mod join;
mod log;
mod merge_file;
mod new;
mod note;
mod pair;
mod prep;
mod private;
mod report;
mod reschedule;
mod save;
mod search;
mod share;
mod show;
mod status;
mod summary;
mod support;
mod sync;
mod undo;
mod which;

/// What to do.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
#[expect(
    missing_docs,
    reason = "the help of a verb is the comment of its arguments; one here would hide all but its first line"
)]
pub enum Command {
    Init(init::InitArgs),
    Prep(prep::PrepArgs),
    Note(note::NoteArgs),
    Close(close::CloseArgs),
    Report(report::ReportArgs),
    Status(status::StatusArgs),
    Sync(sync::SyncArgs),
    Undo(undo::UndoArgs),
    New(new::NewArgs),
    Edit(edit::EditArgs),
    Show(show::ShowArgs),
    Search(search::SearchArgs),
    Log(log::LogArgs),
    Diff(diff::DiffArgs),
    Summary(summary::SummaryArgs),
    #[command(subcommand)]
    Action(action::ActionCommand),
    Reschedule(reschedule::RescheduleArgs),
    Cancel(cancel::CancelArgs),
    Cadence(cadence::CadenceArgs),
    Away(away::AwayArgs),
    End(end::EndArgs),
    #[command(subcommand)]
    Pair(pair::PairCommand),
    #[command(subcommand)]
    Private(private::PrivateCommand),
    Due(due::DueArgs),
    Share(share::ShareArgs),
    Join(join::JoinArgs),
    Import(import::ImportArgs),
    Save(save::SaveArgs),
    Check(check::CheckArgs),
    Demo(demo::DemoArgs),
    #[command(hide = true)]
    MergeFile(merge_file::MergeFileArgs),
}

/// How a verb ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All done: 0.
    Done,
    /// Something was found that the exit code tells: 1.
    Found,
    /// What was looked for is not there: 1.
    NothingFound,
}

impl Exit {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Found | Self::NothingFound => 1,
        }
    }
}

/// Runs a verb; without one, `status`.
pub fn run(context: &Context, command: Option<&Command>) -> Result<Exit, CommandError> {
    let exit = run_verb(context, command);
    // What was written is sent, however the verb ended.
    fresh::send_later(context);
    exit
}

fn run_verb(context: &Context, command: Option<&Command>) -> Result<Exit, CommandError> {
    let Some(command) = command else { return status::run(context, &status::StatusArgs::default()) };
    match command {
        Command::Init(args) => init::run(context, args),
        Command::Prep(args) => prep::run(context, args),
        Command::Note(args) => note::run(context, args),
        Command::Close(args) => close::run(context, args),
        Command::Report(args) => report::run(context, args),
        Command::Status(args) => status::run(context, args),
        Command::Sync(args) => sync::run(context, args),
        Command::Undo(args) => undo::run(context, args),
        Command::New(args) => new::run(context, args),
        Command::Edit(args) => edit::run(context, args),
        Command::Show(args) => show::run(context, args),
        Command::Search(args) => search::run(context, args),
        Command::Log(args) => log::run(context, args),
        Command::Diff(args) => diff::run(context, args),
        Command::Summary(args) => summary::run(context, args),
        Command::Action(command) => action::run(context, command),
        Command::Reschedule(args) => reschedule::run(context, args),
        Command::Cancel(args) => cancel::run(context, args),
        Command::Cadence(args) => cadence::run(context, args),
        Command::Away(args) => away::run(context, args),
        Command::End(args) => end::run(context, args),
        Command::Pair(command) => pair::run(context, command),
        Command::Private(command) => private::run(context, command),
        Command::Due(args) => due::run(context, args),
        Command::Share(args) => share::run(context, args),
        Command::Join(args) => join::run(context, args),
        Command::Import(args) => import::run(context, args),
        Command::Save(args) => save::run(context, args),
        Command::Check(args) => check::run(context, args),
        Command::Demo(args) => demo::run(context, args),
        Command::MergeFile(args) => merge_file::run(context, args),
    }
}
