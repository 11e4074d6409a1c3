//! `oneonone share`

use std::path::{Path, PathBuf};

use clap::Args;

use super::Exit;
use super::forge::Forge;
use super::support::{self, WriteArgs, said_of};
use super::which;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::git::{GitError, NetworkOptions, PairRepository, Remote, create_hub};
use crate::workspace::sync::{SyncOptions, sync};
use crate::workspace::{PairFolder, Plan};

/// Share a pair with the other person
///
/// The address is any that git understands: ssh, https, or a folder on a disk that both can reach, which is made if it is
/// not there. Without one, a private repository is made with `gh` or `glab`, whichever you have. From then on the pair is
/// brought together by itself.
#[derive(Debug, Args)]
pub struct ShareArgs {
    /// Whose pair, and the address; `{pair}` in it stands for the pair's folder name
    #[arg(value_name = "PAIR URL", num_args = 0..=2)]
    words: Vec<String>,
    /// Every pair that is not shared yet
    #[arg(long, conflicts_with = "bundle")]
    all: bool,
    /// Write the pair with its history to this file, to be sent by mail
    #[arg(long, value_name = "FILE")]
    bundle: Option<PathBuf>,
    /// The other person's login at the forge, to be invited
    #[arg(long, value_name = "LOGIN", conflicts_with_all = ["all", "bundle"])]
    invite: Option<String>,
    /// Share it at another address than until now
    #[arg(long = "move", conflicts_with = "bundle")]
    moved: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `share`.
pub(super) fn run(context: &Context, args: &ShareArgs) -> Result<Exit, CommandError> {
    let (folders, address) = meant(context, args)?;
    if let Some(file) = &args.bundle {
        let [folder] = &folders[..] else { return Err(CommandError::usage("whose pair is the file to hold?")) };
        return bundle(context, args, folder, file);
    }
    let mut exit = Exit::Done;
    for folder in &folders {
        if args.all && folder.is_shared() && !args.moved {
            continue;
        }
        match share(context, args, folder, address.as_deref()) {
            Ok(()) => {}
            Err(error) if folders.len() == 1 => return Err(error),
            Err(error) => {
                exit = Exit::Found;
                error.print_for(&context.ui, &folder.slug);
            }
        }
    }
    Ok(exit)
}

/// The pairs and the address that `[PAIR] [URL]` means.
fn meant(context: &Context, args: &ShareArgs) -> Result<(Vec<PairFolder>, Option<String>), CommandError> {
    match (args.all, args.words.as_slice()) {
        (true, []) => Ok((context.home.some_pairs()?, None)),
        (true, [address]) if address.contains("{pair}") => Ok((context.home.some_pairs()?, Some(address.clone()))),
        (true, _) => Err(CommandError::usage("with --all the address has to say `{pair}` where the pair's name goes")
            .hint("`oneonone share --all git@example.com:one-on-ones/{pair}.git`")),
        (false, [pair, address]) => Ok((vec![which::pair(context, Some(pair))?], Some(address.clone()))),
        (false, [word]) if looks_like_address(word) => Ok((vec![which::pair(context, None)?], Some(word.clone()))),
        (false, [pair]) => Ok((vec![which::pair(context, Some(pair))?], None)),
        (false, _) => Ok((vec![which::pair(context, None)?], None)),
    }
}

fn looks_like_address(word: &str) -> bool {
    word.contains([':', '/', '\\']) || Path::new(word).extension().is_some_and(|ending| ending == "git")
}

fn share(context: &Context, args: &ShareArgs, folder: &PairFolder, address: Option<&str>) -> Result<(), CommandError> {
    let repository = PairRepository::open(&folder.root)?;
    let shared_at = repository.remote_address()?;
    let address = match address {
        Some(address) => address.replace("{pair}", &folder.slug),
        None => match &shared_at {
            Some(address) => address.clone(),
            None => return by_forge(context, args, folder, &repository),
        },
    };
    let remote = Remote::parse(&address, &context.current)
        .map_err(|why| CommandError::usage(format!("`{address}` is no address to share a pair at: {why}")))?;
    let private = support::private_store(context)?.map(|store| store.remote()).transpose()?.flatten();
    if private.is_some_and(|private| private.is_same_place(&remote)) {
        return Err(CommandError::usage("your private notes are at this address").hint("share the pair at another one"));
    }
    if let Some(now) = shared_at.as_deref().filter(|now| *now != remote.url() && !args.moved) {
        return Err(CommandError::usage(format!("`{}` is shared at `{now}` already", folder.slug))
            .hint("`--move` shares it at the new address from now on"));
    }
    if args.write.dry_run {
        context.ui.status(&format!("would share {} at {}", folder.slug, remote.shown()));
        context.ui.status("nothing was written (--dry-run)");
        return Ok(());
    }
    if let Some(path) = remote.path().filter(|path| !path.exists()) {
        create_hub(&path)?;
        context.ui.status(&format!("made {}", path.display()));
    }
    send(context, folder, &repository, &remote)?;
    invite(context, folder, &remote);
    Ok(())
}

/// Looks whether the place is empty or this pair's, and sends the pair there.
fn send(
    context: &Context,
    folder: &PairFolder,
    repository: &PairRepository,
    remote: &Remote,
) -> Result<(), CommandError> {
    let network = NetworkOptions { limit: None, may_ask: context.ui.is_interactive() };
    let branch = repository.current_branch()?;
    {
        let there = repository.network(network)?;
        if let Some(commit) = there.fetch(remote, &branch)?
            && !repository.is_related(commit)?
        {
            return Err(CommandError::from(GitError::Unrelated)
                .hint("share at an empty place, or `oneonone join` what is there"));
        }
    }
    repository.forget_contact()?;
    repository.share_at(remote.url())?;
    repository.install_merge_driver()?;
    let options = SyncOptions { network, send: true, ..SyncOptions::default() };
    let synced = sync(folder, &options, &support::inspect(context))
        .map_err(|error| super::sync::explained(context, folder, error))?;
    support::tell_written(context, &synced.written);
    context.ui.out(&format!("{} is shared at {}: {}", folder.slug, remote.shown(), said_of(&synced)));
    Ok(())
}

fn invite(context: &Context, folder: &PairFolder, remote: &Remote) {
    let other = folder.other_name().unwrap_or_default();
    let other = if other.is_empty() { "the other person" } else { other.as_str() };
    support::tip(
        context,
        &format!("{other} joins with `oneonone join {}`, or edits the files there in a browser", remote.shown()),
    );
}

/// Makes a private repository at the forge that the user has a program for.
fn by_forge(
    context: &Context,
    args: &ShareArgs,
    folder: &PairFolder,
    repository: &PairRepository,
) -> Result<(), CommandError> {
    let forge = Forge::find().ok_or_else(|| {
        CommandError::usage("where is it to be shared?")
            .hint(format!("`oneonone share {} URL`, or a folder that both can reach", folder.slug))
            .hint("without an address, `gh` or `glab` makes a private repository, and neither is installed")
    })?;
    let name = format!("one-on-one-{}", folder.slug);
    if args.write.dry_run {
        context.ui.status(&format!("would make the private repository `{name}` with `{}`", forge.program()));
        context.ui.status("nothing was written (--dry-run)");
        return Ok(());
    }
    let question =
        format!("Make the private repository `{name}` with `{}`, and share {} there?", forge.program(), folder.slug);
    if context.ui.is_interactive() && context.ui.confirm(&question, true) != Some(true) {
        return Err(CommandError::usage("nothing was shared").hint(format!("`oneonone share {} URL`", folder.slug)));
    }
    let made = forge.create(&folder.root, &name)?;
    let remote = Remote::parse(&made.address, &context.current)
        .map_err(|why| CommandError::data(format!("`{}` told an address that is none: {why}", forge.program())))?;
    send(context, folder, repository, &remote)?;
    let asked = || context.ui.ask("Their login there, to be invited (Enter for later)", None);
    match args.invite.clone().or_else(asked).map(|login| login.trim().to_owned()).filter(|login| !login.is_empty()) {
        Some(login) => {
            forge.invite(&folder.root, &made, &login)?;
            context.ui.status(&format!("invited {login}"));
        }
        None => support::tip(context, "invite the other person there; it is private until then"),
    }
    invite(context, folder, &remote);
    Ok(())
}

fn bundle(context: &Context, args: &ShareArgs, folder: &PairFolder, file: &Path) -> Result<Exit, CommandError> {
    let file = if file.is_absolute() { file.to_owned() } else { context.current.join(file) };
    if file.exists() {
        return Err(CommandError::data(format!("`{}` is there already", file.display())).hint("give another name"));
    }
    if args.write.dry_run {
        context.ui.status(&format!("would write {}", file.display()));
        return Ok(Exit::Done);
    }
    support::write(context, folder, WriteArgs::default(), |_| Ok((Plan::new("share"), ())))?;
    let repository = PairRepository::open(&folder.root)?;
    let head = repository.head_commit()?.ok_or_else(|| CommandError::data("there is nothing to share yet"))?;
    let outgoing = repository.outgoing(head, None)?;
    (support::inspect(context))(folder, &outgoing)
        .map_err(|error| support::stopped(context, folder, Some(&outgoing), error))?;
    let branch = repository.current_branch()?;
    repository.network(NetworkOptions::default())?.bundle(&file, head, &branch)?;
    context.ui.out(&file.display().to_string());
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    support::tip(
        context,
        &format!("the other person joins with `oneonone join {name}`; later: `oneonone sync --bundle {name}`"),
    );
    Ok(Exit::Done)
}
