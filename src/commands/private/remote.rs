//! `oneonone private remote` and `sync`: a place of one's own, for another machine or against a broken disk.

use clap::Args;

use super::store;
use crate::command_error::CommandError;
use crate::commands::Exit;
use crate::commands::support;
use crate::context::Context;
use crate::git::{NetworkOptions, Remote};
use crate::private::PrivateStore;
use crate::ui::lists::count;

/// Where else your private notes are to be.
#[derive(Debug, Args)]
pub struct RemoteArgs {
    /// A repository of your own; a folder is made if it is not there. Without one, the place is printed
    url: Option<String>,
    /// Nowhere else any more; what is there stays there
    #[arg(long, conflicts_with = "url")]
    off: bool,
}

/// Runs `private remote`.
pub(super) fn remote(context: &Context, args: &RemoteArgs) -> Result<Exit, CommandError> {
    let pairs = support::pair_roots(&context.home, &context.current);
    let Some(url) = &args.url else {
        let store = store(context)?;
        match store.remote()? {
            Some(_) if args.off => {
                store.forget_remote()?;
                context.ui.status("private notes are on this machine alone from now on; what is there stays there");
            }
            Some(remote) => context.ui.out(&remote.shown()),
            None => context.ui.status("private notes are on this machine alone"),
        }
        return Ok(Exit::Done);
    };
    let remote = Remote::parse(url, &context.current)
        .map_err(|why| CommandError::usage(format!("`{url}` is no address for private notes: {why}")))?;
    // On a second machine the notes come from there.
    let store = PrivateStore::make(&context.private, &pairs)?;
    store.set_remote(&remote, &pairs)?;
    context.ui.status(&format!("private notes go to {}", remote.shown()));
    if !store.is_encrypted() {
        support::tip(context, "who runs that place can read them; `oneonone private encrypt` hides them first");
    }
    support::tip(context, "`oneonone private sync` brings them there, and takes in what other machines brought");
    Ok(Exit::Done)
}

/// Runs `private sync`.
pub(super) fn sync(context: &Context) -> Result<Exit, CommandError> {
    let pairs = support::pair_roots(&context.home, &context.current);
    let network = NetworkOptions { limit: None, may_ask: context.ui.is_interactive() };
    let synced = store(context)?.sync(network, &pairs)?;
    let said = match (synced.received, synced.sent) {
        (0, 0) => "up to date".to_owned(),
        (0, sent) => format!("sent {}", count(sent, "change")),
        (received, 0) => format!("received {}", count(received, "change")),
        (received, sent) => format!("received {}, sent {sent}", count(received, "change")),
    };
    context.ui.out(&format!("private notes  {said}"));
    Ok(Exit::Done)
}
