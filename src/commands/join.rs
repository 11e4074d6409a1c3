//! `oneonone join`

use std::path::Path;

use clap::Args;

use super::Exit;
use super::support::{self, say_relative};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::pair_file;
use crate::git::{Identity, NetworkOptions, PairRepository, Remote, default_identity};
use crate::model::pair::{Pair, Role};
use crate::store::{durable, files};
use crate::workspace::sync::{SyncOptions, receive_from};
use crate::workspace::{Loaded, PairFolder, slug};

/// Join a pair that somebody shares with you
///
/// Fetches it, looks whether everything in it can be written here, finds out by your git identity which of the two you
/// are, and keeps it under the other person's name. A file that `share --bundle` wrote is as good as an address.
#[derive(Debug, Args)]
pub struct JoinArgs {
    /// Where it is shared
    #[arg(value_name = "URL")]
    address: String,
    /// Which of the two you are, by handle or name, where git's name and address do not tell
    #[arg(long = "as", value_name = "WHO")]
    me: Option<String>,
    /// The folder's name [default: the other person's name]
    #[arg(long)]
    slug: Option<String>,
}

/// Runs `join`.
pub(super) fn run(context: &Context, args: &JoinArgs) -> Result<Exit, CommandError> {
    let remote = Remote::parse(&args.address, &context.current)
        .map_err(|why| CommandError::usage(format!("`{}` is no address to join: {why}", args.address)))?;
    let identity = default_identity()?;
    if let Some(folder) = joined_already(context, &remote)? {
        return Err(CommandError::data(format!("you have joined it already, as `{}`", folder.slug))
            .hint(format!("`oneonone sync {}` brings it up to date", folder.slug)));
    }
    durable::make_folder(&context.home.path)?;
    let workshop = Workshop::new(&context.home.path)?;
    let folder = PairFolder { slug: "joining".to_owned(), root: workshop.path.clone() };
    let repository = receive(context, &folder, &remote)?;
    let pair = pair_of(&folder)?;
    let me = which_of_the_two(context, args, &pair, &identity)?;
    let other = pair.party(if me == Role::Manager { Role::DirectReport } else { Role::Manager });
    let name = args.slug.as_deref().unwrap_or(&other.name);
    let slug = slug::slug(name)?;
    let root = context.home.path.join(&slug);
    if root.exists() {
        return Err(CommandError::data(format!("there is a folder `{slug}` already"))
            .hint("two pairs never share one: give another name with `--slug`"));
    }
    if !is_file(&remote) {
        repository.share_at(remote.url())?;
    }
    repository.install_merge_driver()?;
    drop(repository);
    durable::rename(&workshop.path, &root)?;
    durable::sync_folder(&context.home.path)?;
    workshop.done();
    tell(context, &PairFolder { slug, root }, &pair, me, is_file(&remote))
}

/// A folder of our own beside the pairs, which goes unless it becomes one.
struct Workshop {
    path: std::path::PathBuf,
    is_done: std::cell::Cell<bool>,
}

impl Workshop {
    fn new(home: &Path) -> Result<Self, CommandError> {
        let path = home.join(durable::temporary_name());
        durable::make_folder(&path)?;
        Ok(Self { path, is_done: std::cell::Cell::new(false) })
    }

    fn done(&self) {
        self.is_done.set(true);
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        if !self.is_done.get() {
            let _ = durable::discard_folder(&self.path);
        }
    }
}

/// The pair that is shared at this address already.
fn joined_already(context: &Context, remote: &Remote) -> Result<Option<PairFolder>, CommandError> {
    for folder in context.home.pairs()? {
        let known = PairRepository::open(&folder.root).and_then(|repository| repository.remote_address());
        if known.ok().flatten().as_deref() == Some(remote.url()) {
            return Ok(Some(folder));
        }
    }
    Ok(None)
}

fn is_file(remote: &Remote) -> bool {
    remote.path().is_some_and(|path| path.is_file())
}

/// Makes a repository in the folder, and takes in what the remote has.
fn receive(context: &Context, folder: &PairFolder, remote: &Remote) -> Result<PairRepository, CommandError> {
    let network = NetworkOptions { limit: None, may_ask: context.ui.is_interactive() };
    let made = PairRepository::create(&folder.root)?;
    let there = made.network(network)?.look(remote)?;
    let branch = there.head.or_else(|| there.branches.first().cloned()).ok_or_else(|| {
        CommandError::data(format!("there is nothing at {} yet", remote.shown()))
            .hint("the other person shares the pair with `oneonone share PAIR URL`")
    })?;
    made.begin_on(&branch)?;
    drop(made);
    let options = SyncOptions { network, ..SyncOptions::default() };
    receive_from(folder, remote.clone(), &options)?;
    let repository = PairRepository::open(&folder.root)?;
    if !is_file(remote)
        && let Some(head) = repository.head_commit()?
    {
        repository.note_contact(head)?;
    }
    Ok(repository)
}

fn pair_of(folder: &PairFolder) -> Result<Pair, CommandError> {
    let bytes = files::read_if_there(&folder.root.join(pair_file::FILE_NAME))?
        .ok_or_else(|| CommandError::data("what is shared there is no pair: it has no `oneonone.yaml`"))?;
    let (pair, problems) = pair_file::read(&bytes);
    match problems.first() {
        Some(problem) if pair.direct_report.name.is_empty() || pair.manager.name.is_empty() => {
            Err(CommandError::data(format!("its `oneonone.yaml` cannot be read: {}", problem.message)))
        }
        _ => Ok(pair),
    }
}

/// Which of the two the user is: as said, else by mail address, else by name, else as asked.
fn which_of_the_two(
    context: &Context,
    args: &JoinArgs,
    pair: &Pair,
    identity: &Identity,
) -> Result<Role, CommandError> {
    let called = |said: &str| pair.role_called(said);
    let names = format!("{} or {}", pair.direct_report.handle, pair.manager.handle);
    if let Some(said) = &args.me {
        return called(said).ok_or_else(|| CommandError::usage(format!("`{said}` is neither of the two: {names}")));
    }
    if let Some(role) = pair.role_of(&identity.name, &identity.email) {
        return Ok(role);
    }
    let question = format!("Which of the two are you, {names}");
    let asked = context.ui.ask_until(&question, None, |answer| called(answer).ok_or("neither of the two"));
    asked.ok_or_else(|| {
        CommandError::usage(format!(
            "git knows you as {} <{}>, which is neither {} nor {}",
            identity.name, identity.email, pair.direct_report.name, pair.manager.name
        ))
        .hint(format!("say who you are: `oneonone join URL --as {}`", pair.direct_report.handle))
    })
}

fn tell(context: &Context, folder: &PairFolder, pair: &Pair, me: Role, is_file: bool) -> Result<Exit, CommandError> {
    let other = pair.party(if me == Role::Manager { Role::DirectReport } else { Role::Manager });
    let loaded = Loaded::new(folder, context.today)?;
    let next = support::next_due(&loaded)
        .map_or_else(|| "no meeting to come".to_owned(), |date| format!("next on {}", say_relative(context, date)));
    context.ui.out(&format!("{} with {}: {next}", pair.party(me).name, other.name));
    context.ui.status(&format!("joined {}", folder.root.display()));
    support::tell_problems(context, loaded.diagnostics.len());
    let more = if context.home.pairs()?.len() > 1 { format!(" {}", folder.slug) } else { String::new() };
    let text = if is_file {
        format!(
            "`oneonone note{more} \"…\"` writes a thought for it; `oneonone share{more} --bundle FILE` makes the file to send back"
        )
    } else {
        format!("`oneonone note{more} \"…\"` writes a thought for it; it reaches {} by itself", other.name)
    };
    support::tip(context, &text);
    Ok(Exit::Done)
}
