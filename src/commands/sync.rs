//! `oneonone sync`

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::Exit;
use super::support::{self, WriteArgs, said_of, say_moment};
use super::which;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::git::{NetworkOptions, Remote};
use crate::ui::lists::count;
use crate::ui::width::{fit, width};
use crate::workspace::sync::{SyncOptions, Synced, receive_from, sync};
use crate::workspace::{PairFolder, WorkspaceError, side_by_side};

/// How many vanished changes are shown.
const VANISHED_SHOWN: usize = 5;

/// How long the sending in the background may take.
const BACKGROUND: Duration = Duration::from_secs(120);

/// Bring pairs together with the other side, now
///
/// Other verbs do it by themselves: they look for what is new before they show something, and send what they wrote. What
/// both sides changed is put together item by item; nothing is overwritten.
#[derive(Debug, Args)]
pub struct SyncArgs {
    /// Whose pairs; all that are shared, or the one whose folder you are in, without one
    pairs: Vec<String>,
    /// All shared pairs, wherever you are
    #[arg(long, conflicts_with = "pairs")]
    all: bool,
    /// Take in what this file has, which `share --bundle` wrote
    #[arg(long, value_name = "FILE", conflicts_with = "all")]
    bundle: Option<PathBuf>,
    /// Put back what was removed from the history at the other end
    #[arg(long)]
    restore: bool,
    /// Send what is new here, without a word
    #[arg(long, hide = true, conflicts_with_all = ["all", "bundle", "restore"])]
    background: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `sync`.
pub(super) fn run(context: &Context, args: &SyncArgs) -> Result<Exit, CommandError> {
    if args.background {
        return in_background(context, args);
    }
    let named = !args.pairs.is_empty();
    let folders = if args.all { context.home.some_pairs()? } else { which::pairs(context, &args.pairs)? };
    if let Some(bundle) = &args.bundle {
        return from_bundle(context, args, &folders, bundle);
    }
    let folders: Vec<PairFolder> = folders.into_iter().filter(|folder| named || folder.is_shared()).collect();
    if folders.is_empty() {
        return Err(CommandError::data("no pair is shared yet").hint("`oneonone share PAIR URL` shares one"));
    }
    let network = NetworkOptions { limit: None, may_ask: folders.len() == 1 && context.ui.is_interactive() };
    let options = SyncOptions { network, send: true, restore: args.restore, only_look: args.write.dry_run };
    let inspect = support::inspect(context);
    let total = folders.len();
    let mut progress = |done: usize| context.ui.progress(&format!("synced {done} of {total}"));
    let outcomes = side_by_side::sync_all(&folders, &options, &inspect, &mut progress);
    context.ui.progress("");
    tell(context, args, &folders, outcomes)
}

fn tell(
    context: &Context,
    args: &SyncArgs,
    folders: &[PairFolder],
    outcomes: side_by_side::Outcomes,
) -> Result<Exit, CommandError> {
    let columns = folders.iter().map(|folder| width(&folder.slug)).max().unwrap_or(0);
    let unicode = context.ui.settings().unicode;
    let mut exit = Exit::Done;
    for (folder, outcome) in folders.iter().zip(outcomes) {
        match outcome {
            Ok(synced) => {
                support::tell_written(context, &synced.written);
                let said = if args.write.dry_run { would(&synced) } else { said_of(&synced) };
                context.ui.out(&format!("{}  {said}", fit(&folder.slug, columns, unicode)));
                support::tell_kept(context, &synced);
            }
            Err(error) if folders.len() == 1 => return Err(explained(context, folder, error)),
            Err(error) => {
                exit = Exit::Found;
                let error = explained(context, folder, error);
                context.ui.flush();
                error.print_for(&context.ui, &folder.slug);
            }
        }
    }
    Ok(exit)
}

fn would(synced: &Synced) -> String {
    match (synced.received.len(), synced.unsent) {
        (0, 0) => "up to date".to_owned(),
        (0, unsent) => format!("would send {}", count(unsent, "change")),
        (received, 0) => format!("would receive {}", count(received, "change")),
        (received, unsent) => format!("would receive {}, send {unsent}", count(received, "change")),
    }
}

/// An error with what vanished, or what would have leaked, and what to do.
pub(super) fn explained(context: &Context, folder: &PairFolder, error: WorkspaceError) -> CommandError {
    let slug = &folder.slug;
    match &error {
        WorkspaceError::Rewritten { vanished } => {
            let mut shown = CommandError::data(error.to_string());
            for line in vanished.iter().take(VANISHED_SHOWN) {
                shown = shown.cause(format!("{}, {}: {}", say_moment(line.seconds), line.author, line.message));
            }
            if vanished.len() > VANISHED_SHOWN {
                shown = shown.cause(format!("and {} more", vanished.len() - VANISHED_SHOWN));
            }
            shown.hint(format!(
                "nothing was changed here; ask who did it; `oneonone sync {slug} --restore` puts it back there"
            ))
        }
        WorkspaceError::NotShared { .. } => {
            CommandError::data(error.to_string()).hint(format!("`oneonone share {slug} URL` shares it"))
        }
        _ => support::stopped(context, folder, None, error),
    }
}

fn from_bundle(
    context: &Context,
    args: &SyncArgs,
    folders: &[PairFolder],
    bundle: &std::path::Path,
) -> Result<Exit, CommandError> {
    let [folder] = folders else {
        return Err(CommandError::usage("whose file is it?").hint("name the pair: `oneonone sync PAIR --bundle FILE`"));
    };
    let remote = Remote::parse(&bundle.to_string_lossy(), &context.current)
        .map_err(|why| CommandError::usage(format!("`{}` cannot be read: {why}", bundle.display())))?;
    if !remote.path().is_some_and(|path| path.is_file()) {
        return Err(CommandError::data(format!("there is no file `{}`", bundle.display())));
    }
    let options = SyncOptions { only_look: args.write.dry_run, ..SyncOptions::default() };
    let synced = receive_from(folder, remote, &options).map_err(|error| explained(context, folder, error))?;
    context.wrote(folder);
    tell(context, args, folders, vec![Ok(Synced { unsent: 0, ..synced })])
}

/// Sends what is new here, where anything is; what goes wrong is noted in the pair for the next look at it.
fn in_background(context: &Context, args: &SyncArgs) -> Result<Exit, CommandError> {
    let [folder] = &which::pairs(context, &args.pairs)?[..] else { return Ok(Exit::Done) };
    let network = NetworkOptions { limit: Some(BACKGROUND), may_ask: false };
    let options = SyncOptions { network, send: true, ..SyncOptions::default() };
    sync(folder, &options, &support::inspect(context))?;
    Ok(Exit::Done)
}
