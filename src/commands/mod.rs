//! The verbs, one a file: its arguments, whose doc comments are its help, and what it does.

use clap::Subcommand;

use crate::command_error::CommandError;
use crate::context::Context;

mod action;
mod away;
mod cadence;
mod cancel;
mod check;
mod close;
mod confirm;
mod demo;
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
pub enum Command {
    /// Begin with somebody: make the pair's repository
    Init(init::InitArgs),
    /// Prepare the next meeting: carry the open items, show what is due
    Prep(prep::PrepArgs),
    /// Write down a thought for the next meeting
    Note(note::NoteArgs),
    /// Close a meeting: the score, the open items, the next steps
    Close(close::CloseArgs),
    /// Tell the truth about one pair, or about all of them
    Report(report::ReportArgs),
    /// What is next, what is open, what to confirm
    Status(status::StatusArgs),
    /// Bring pairs together with the other side, now
    Sync(sync::SyncArgs),
    /// Take back your own last write
    Undo(undo::UndoArgs),
    /// Make an entry
    New(new::NewArgs),
    /// Open an entry in your editor
    Edit(edit::EditArgs),
    /// Print entries
    Show(show::ShowArgs),
    /// Find words in what you have written
    Search(search::SearchArgs),
    /// Tell who changed what and when, by item and section
    Log(log::LogArgs),
    /// Print the summary of a meeting, to be sent
    Summary(summary::SummaryArgs),
    /// List, add, tick, drop or reopen action items
    #[command(subcommand)]
    Action(action::ActionCommand),
    /// Move the next meeting to another day
    Reschedule(reschedule::RescheduleArgs),
    /// Call a meeting off
    Cancel(cancel::CancelArgs),
    /// Change how often you meet
    Cadence(cadence::CadenceArgs),
    /// Say when you do not meet
    Away(away::AwayArgs),
    /// End a pair
    End(end::EndArgs),
    /// Show or change who the two are
    #[command(subcommand)]
    Pair(pair::PairCommand),
    /// Read, share or edit the notes that nobody else sees
    #[command(subcommand)]
    Private(private::PrivateCommand),
    /// List the meetings that are due soon; silent where there are none
    Due(due::DueArgs),
    /// Share a pair with the other person
    Share(share::ShareArgs),
    /// Join a pair that somebody shares with you
    Join(join::JoinArgs),
    /// Take in a document of past meetings, or an answer by mail
    Import(import::ImportArgs),
    /// Commit what was changed by hand
    Save(save::SaveArgs),
    /// Find problems in the files
    Check(check::CheckArgs),
    /// Make an example team and show the report on it
    Demo(demo::DemoArgs),
    /// Merge three versions of a file, for git
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
