//! `oneonone private share`: the one way by which a private note becomes one of the pair.

use clap::Args;

use super::{numbered, slug_and_words, store};
use crate::agenda::next::{entry_for_note, tells_entry_for_note};
use crate::command_error::CommandError;
use crate::commands::new::no_slot;
use crate::commands::note::mark_prepared;
use crate::commands::support::{self, WriteArgs};
use crate::commands::{Exit, which};
use crate::context::Context;
use crate::format::edit::insert_under;
use crate::model::section::{NAMED, Section};
use crate::private::Consent;
use crate::workspace::write::Needs;
use crate::workspace::{Loaded, Plan};

/// Which note to share.
#[derive(Debug, Args)]
#[command(override_usage = "oneonone private share [OPTIONS] [PAIR] NUMBER")]
pub struct ShareArgs {
    /// With whom (where it is not clear), then the note's number, which `private list` tells
    #[arg(required = true, num_args = 1..=2, value_name = "NUMBER")]
    words: Vec<String>,
    /// The section: look back, blockers, feedback, growth… [default: open discussion]
    #[arg(long, short, value_name = "SECTION")]
    section: Option<String>,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `private share`.
pub(super) fn run(context: &Context, args: &ShareArgs) -> Result<Exit, CommandError> {
    let store = store(context)?;
    let (first, rest) = args.words.split_first().ok_or_else(|| CommandError::usage("which note?"))?;
    let (slug, which) = slug_and_words(context, &store, Some(first), rest)?;
    let number = which.parse().map_err(|_| {
        CommandError::usage("which note?").hint(format!("`oneonone private list {slug}` lists them with their numbers"))
    })?;
    let folder = which::pair(context, Some(&slug))?;
    let notes = store.notes(&slug)?;
    let note = numbered(&slug, &notes, number)?;
    let name = folder.other_name()?;
    let question = format!("Put it into the next entry, where {name} reads it?");
    // With --dry-run nothing goes anywhere: it is shown to the one whose note it is.
    let consent = Consent::said(args.yes || args.write.dry_run);
    let consent = consent.or_else(|| Consent::asked(&context.ui, &note.text, &question)).ok_or_else(|| {
        let error = CommandError::usage("nothing was shared");
        if context.ui.is_interactive() { error } else { error.hint("`--yes` says that it may be") }
    })?;
    let lines = support::item_lines("-", &note.text.clone().opened(&consent))?;
    let needs = Needs::FromToday(tells_entry_for_note);
    let (_, (path, date, section)) = support::write_with(context, &folder, args.write, needs, |loaded| {
        let section = section(args, loaded)?;
        let next = entry_for_note(&loaded.history).ok_or_else(|| no_slot(loaded))?;
        let mut plan = Plan::new("private share");
        let (path, date, _) = support::ensure_entry(context, loaded, &mut plan, &next)?;
        plan.edit(loaded, &path, |bytes| insert_under(bytes, section, &lines, &loaded.vocabulary))?;
        mark_prepared(context, loaded, &mut plan, &path)?;
        Ok((plan, (path, date, section)))
    })?;
    if args.write.dry_run {
        return Ok(Exit::Done);
    }
    // Only now: were it interrupted in between, the note would be in both, and the next sending would be stopped by it.
    store.take_out(&slug, note)?;
    let when = support::say_relative(context, date);
    context.ui.status(&format!("shared with {name}, {when}, under {}: {path}", section.title()));
    context.ui.status("it is no private note any more");
    Ok(Exit::Done)
}

fn section(args: &ShareArgs, loaded: &Loaded) -> Result<Section, CommandError> {
    let Some(name) = &args.section else { return Ok(Section::Topics) };
    let known = loaded.vocabulary.sections().lookup(name).or_else(|| Section::from_name(name));
    known.ok_or_else(|| {
        let names: Vec<&str> = NAMED.iter().map(|section| section.name()).collect();
        CommandError::usage(format!("no section is called `{name}`")).hint(format!("there are {}", names.join(", ")))
    })
}
