//! `oneonone private`, and `note --private`

mod allow;
mod encrypt;
mod list;
mod remote;
mod share;
mod unsend;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::Exit;
use super::support::{self, WriteArgs};
use super::which;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::model::phrase;
use crate::private::{Edited, Note, PrivateError, PrivateStore, PrivateText};
use crate::ui::editor::EditorOutcome;
use crate::workspace::PairFolder;

/// Read, share or edit the notes that nobody else sees
///
/// They are written with `note --private`, and kept in a store of your own outside every pair. Before anything of a pair is
/// sent, it is looked through for their lines.
#[derive(Debug, Subcommand)]
pub enum PrivateCommand {
    /// List private notes, with the numbers that name them
    List(list::ListArgs),
    /// Print private notes
    Show(list::ShowArgs),
    /// Open the private notes of a day in your editor
    Edit(EditArgs),
    /// Move a private note into the next entry, for both to read
    Share(share::ShareArgs),
    /// Let private lines go out that were found in what would be sent
    Allow(allow::AllowArgs),
    /// Take back that a private line may go out
    Withdraw(allow::WithdrawArgs),
    /// Keep a copy of your private notes at a place of your own
    Remote(remote::RemoteArgs),
    /// Bring your private notes to that place, and take in what other machines brought
    Sync,
    /// Encrypt your private notes on the disk, by the `age` program
    Encrypt(encrypt::EncryptArgs),
    /// Keep your private notes as plain text again
    Decrypt,
    /// Take private lines out of what was not sent yet, once they are out of the files
    Unsend(unsend::UnsendArgs),
}

/// Which notes to open.
#[derive(Debug, Args)]
pub struct EditArgs {
    /// About whom
    pair: Option<String>,
    /// The note's number, or the day: today, 2026-11-20 [default: the newest]
    which: Vec<String>,
}

/// Runs `private`.
pub(super) fn run(context: &Context, command: &PrivateCommand) -> Result<Exit, CommandError> {
    match command {
        PrivateCommand::List(args) => list::list(context, args),
        PrivateCommand::Show(args) => list::show(context, args),
        PrivateCommand::Edit(args) => edit(context, args),
        PrivateCommand::Share(args) => share::run(context, args),
        PrivateCommand::Allow(args) => allow::allow(context, args),
        PrivateCommand::Withdraw(args) => allow::withdraw(context, args),
        PrivateCommand::Remote(args) => remote::remote(context, args),
        PrivateCommand::Sync => remote::sync(context),
        PrivateCommand::Encrypt(args) => encrypt::encrypt(context, args),
        PrivateCommand::Decrypt => encrypt::decrypt(context),
        PrivateCommand::Unsend(args) => unsend::run(context, args),
    }
}

/// Keeps a private note about the other person of a pair. Not a word of it is printed.
pub(super) fn keep(context: &Context, words: &[String], args: WriteArgs) -> Result<Exit, CommandError> {
    let (folder, words) = pair_and_text(context, words)?;
    let text = support::text(&words)?;
    if text.trim().is_empty() {
        return Err(CommandError::usage("there is no text to write down"));
    }
    let name = folder.other_name()?;
    if args.dry_run {
        context.ui.status(&format!("would keep a private note about {name}"));
        context.ui.status("nothing was written (--dry-run)");
        return Ok(Exit::Done);
    }
    let store = PrivateStore::make(&context.private, &support::pair_roots(&context.home, &context.current))?;
    let number = store.add(&folder.slug, context.today, &PrivateText::new(text))?;
    context.ui.status(&format!("kept privately about {name}, as note {number}"));
    support::tip(context, &format!("`oneonone private show {}` prints them; nobody else sees them", folder.slug));
    Ok(Exit::Done)
}

/// The pair and the note. Where there is no such pair, the first word may be one of the note's: it is not said back.
fn pair_and_text(context: &Context, words: &[String]) -> Result<(PairFolder, Vec<String>), CommandError> {
    which::pair_and_text(context, words).map_err(|error| {
        if words.len() < 2 {
            return error;
        }
        CommandError::usage("the note begins with no pair's name").hint("`oneonone note --private PAIR \"…\"`")
    })
}

fn edit(context: &Context, args: &EditArgs) -> Result<Exit, CommandError> {
    let store = store(context)?;
    let (slug, which) = slug_and_words(context, &store, args.pair.as_deref(), &args.which)?;
    let notes = store.notes(&slug)?;
    let date = match day(context, &slug, &notes, &which)? {
        Some(date) => date,
        None => notes.last().map(|note| note.date).ok_or(PrivateError::None { about: Some(slug.clone()) })?,
    };
    let edited = store.edit(&slug, date, |path| {
        let outcome = super::edit::open(context, &store_folder(context, &slug), path)?;
        Ok::<_, CommandError>(outcome == EditorOutcome::Closed)
    })?;
    match edited {
        Edited::Saved => context.ui.status(&format!("saved the private notes of {}", support::say(date))),
        Edited::Unchanged => context.ui.status("nothing was changed"),
        Edited::Failed => return Err(CommandError::data("the editor failed; the private notes are as they were")),
    }
    Ok(Exit::Done)
}

/// A folder in which git can be asked for its editor.
fn store_folder(context: &Context, slug: &str) -> PairFolder {
    PairFolder { slug: slug.to_owned(), root: context.private.clone() }
}

/// The store; an error where there is none yet.
fn store(context: &Context) -> Result<PrivateStore, CommandError> {
    Ok(support::private_store(context)?.ok_or(PrivateError::None { about: None })?)
}

/// About whom: the one that has notes and is called so, or the other person of the pair of that name; without a name, the
/// pair that is meant. A number or a day may stand where the pair is clear.
fn slug_and_words(
    context: &Context,
    store: &PrivateStore,
    name: Option<&str>,
    words: &[String],
) -> Result<(String, String), CommandError> {
    let said = words.join(" ");
    let Some(name) = name else { return Ok((implied(context, store)?, said)) };
    match slug_of(context, store, name) {
        Ok(slug) => Ok((slug, said)),
        Err(error) => {
            let said = format!("{name} {said}").trim().to_owned();
            let is_which = said.parse::<usize>().is_ok() || phrase::parse_past(&said, context.today).is_ok();
            if is_which { Ok((implied(context, store)?, said)) } else { Err(error) }
        }
    }
}

fn implied(context: &Context, store: &PrivateStore) -> Result<String, CommandError> {
    match store.slugs()?.as_slice() {
        [one] => Ok(one.clone()),
        _ => Ok(which::pair(context, None)?.slug),
    }
}

fn slug_of(context: &Context, store: &PrivateStore, name: &str) -> Result<String, CommandError> {
    // A pair may have been renamed or removed; the notes are still there.
    if store.slugs()?.iter().any(|slug| slug == name) {
        return Ok(name.to_owned());
    }
    Ok(which::pair(context, Some(name))?.slug)
}

/// The day that a number or a date names; none where nothing was said.
fn day(context: &Context, slug: &str, notes: &[Note], which: &str) -> Result<Option<NaiveDate>, CommandError> {
    if which.is_empty() {
        return Ok(None);
    }
    if let Ok(number) = which.parse() {
        return Ok(Some(numbered(slug, notes, number)?.date));
    }
    Ok(Some(phrase::parse_past(which, context.today)?.date))
}

fn numbered<'n>(slug: &str, notes: &'n [Note], number: usize) -> Result<&'n Note, PrivateError> {
    let found = notes.iter().find(|note| note.number == number);
    found.ok_or_else(|| PrivateError::NoSuchNote { slug: slug.to_owned(), number })
}
