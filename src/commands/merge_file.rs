//! `oneonone merge-file`: what git calls where two people changed one file (`docs/merge.md`).

use clap::Args;

use super::Exit;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::merge::{FileKind, merge, repair};
use crate::store::{durable, files};

/// Merge three versions of a file, for git
///
/// The result is written to OURS. `init` and `join` tell git of it, so that `git pull` merges as `oneonone sync` does.
#[derive(Debug, Args)]
pub struct MergeFileArgs {
    /// The version that both come from
    base: String,
    /// The version here, which is written over
    ours: String,
    /// The version that was received
    theirs: String,
    /// The file's path in the repository
    path: String,
}

/// Runs `merge-file`.
pub(super) fn run(context: &Context, args: &MergeFileArgs) -> Result<Exit, CommandError> {
    let kind = FileKind::of(&args.path);
    if kind == FileKind::Other {
        return Ok(Exit::Found);
    }
    let read = |name: &str| -> Result<Vec<u8>, CommandError> {
        let bytes = files::read_regular(&context.current.join(name))?;
        Ok(repair(kind, &bytes).unwrap_or(bytes))
    };
    let (base, ours, theirs) = (read(&args.base)?, read(&args.ours)?, read(&args.theirs)?);
    let merged = merge(kind, Some(&base), Some(&ours), Some(&theirs)).unwrap_or_default();
    durable::write(&context.current.join(&args.ours), &merged)?;
    Ok(Exit::Done)
}
