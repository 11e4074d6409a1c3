//! `oneonone private encrypt` and `decrypt`: how the notes lie on the disk.

use std::path::PathBuf;

use clap::Args;

use super::store;
use crate::command_error::CommandError;
use crate::commands::Exit;
use crate::commands::support;
use crate::context::Context;
use crate::ui::lists::count;

/// With which key.
#[derive(Debug, Args)]
pub struct EncryptArgs {
    /// The file with the key, which `age-keygen -o FILE` makes; without a passphrase
    #[arg(long, short, value_name = "FILE")]
    identity: PathBuf,
}

/// Runs `private encrypt`.
pub(super) fn encrypt(context: &Context, args: &EncryptArgs) -> Result<Exit, CommandError> {
    let identity =
        if args.identity.is_absolute() { args.identity.clone() } else { context.current.join(&args.identity) };
    let pairs = support::pair_roots(&context.home, &context.current);
    let files = store(context)?.encrypt(&identity, &pairs)?;
    context.ui.status(&format!("the private notes are encrypted now ({})", count(files, "file")));
    support::tip(context, &format!("keep a copy of `{}`: without it nobody reads them again", identity.display()));
    Ok(Exit::Done)
}

/// Runs `private decrypt`.
pub(super) fn decrypt(context: &Context) -> Result<Exit, CommandError> {
    let mut store = store(context)?;
    if !store.is_encrypted() {
        context.ui.status("the private notes are not encrypted");
        return Ok(Exit::Done);
    }
    let files = store.decrypt()?;
    context.ui.status(&format!("the private notes are plain text again ({})", count(files, "file")));
    Ok(Exit::Done)
}
