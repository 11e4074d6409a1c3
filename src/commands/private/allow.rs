//! `oneonone private allow` and `withdraw`: which private lines may go out all the same, line by line.

use clap::Args;

use super::{slug_and_words, store};
use crate::command_error::CommandError;
use crate::commands::support;
use crate::commands::{Exit, which};
use crate::context::Context;
use crate::git::PairRepository;
use crate::private::{Consent, Hit, PrivateText};
use crate::ui::lists::{count, list};
use crate::workspace::sync::unsent;
use crate::workspace::{PairFolder, WorkspaceError};

/// Which lines may go out.
#[derive(Debug, Args)]
pub struct AllowArgs {
    /// To whom
    pair: Option<String>,
    /// Where they were found, as the error says it: entries/2026-11-20.md:12 [default: each is asked about]
    places: Vec<String>,
}

/// Which lines may go out no more.
#[derive(Debug, Args)]
#[command(override_usage = "oneonone private withdraw [PAIR] NUMBER…")]
pub struct WithdrawArgs {
    /// To whom (where it is not clear), then the numbers, which `private list --allowed` tells
    #[arg(required = true, num_args = 1.., value_name = "NUMBER")]
    words: Vec<String>,
}

/// Runs `private allow`.
pub(super) fn allow(context: &Context, args: &AllowArgs) -> Result<Exit, CommandError> {
    let store = store(context)?;
    let (folder, places) = folder_and_places(context, args)?;
    let mut hits = support::hits_in(context, &folder, &unsent(&folder)?)?;
    if !places.iter().all(|place| hits.iter().any(|hit| hit.place == *place)) {
        // A file to be sent by mail has the whole history in it.
        hits = support::hits_in(context, &folder, &everything(&folder)?)?;
    }
    if hits.is_empty() {
        context.ui.status("no private line is in what would be sent");
        return Ok(Exit::Done);
    }
    let allowed = if places.is_empty() { asked(context, &folder, &hits)? } else { placed(&hits, &places)? };
    if allowed.is_empty() {
        context.ui.status("nothing was allowed");
        return Ok(Exit::Found);
    }
    store.allow(&folder.slug, &allowed)?;
    context.ui.status(&format!("{} may go out to {}", count(allowed.len(), "private line"), folder.slug));
    PairRepository::open(&folder.root)?.note_trouble(None)?;
    // What was stopped goes now, as after any write.
    context.wrote(&folder);
    Ok(Exit::Done)
}

fn folder_and_places(context: &Context, args: &AllowArgs) -> Result<(PairFolder, Vec<String>), CommandError> {
    match &args.pair {
        Some(name) if name.contains([':', ' ']) => {
            let places = std::iter::once(name.clone()).chain(args.places.iter().cloned()).collect();
            Ok((which::pair(context, None)?, places))
        }
        name => Ok((which::pair(context, name.as_deref())?, args.places.clone())),
    }
}

fn everything(folder: &PairFolder) -> Result<Vec<crate::git::Outgoing>, WorkspaceError> {
    let repository = PairRepository::open(&folder.root)?;
    let Some(head) = repository.head_commit()? else { return Ok(Vec::new()) };
    Ok(repository.outgoing(head, None)?)
}

/// Asks about each line once.
fn asked(context: &Context, folder: &PairFolder, hits: &[Hit]) -> Result<Vec<PrivateText>, CommandError> {
    let mut lines: Vec<&PrivateText> = Vec::new();
    for hit in hits {
        if !lines.contains(&&hit.text) {
            lines.push(&hit.text);
        }
    }
    if !context.ui.is_interactive() {
        let places: Vec<&str> = hits.iter().map(|hit| hit.place.as_str()).collect();
        return Err(CommandError::usage(format!("which of them? found at {}", list(&places)))
            .hint(format!("`oneonone private allow {} PLACE` lets the line there go out", folder.slug)));
    }
    let mut allowed = Vec::new();
    for line in lines {
        let places: Vec<&str> = hits.iter().filter(|hit| hit.text == *line).map(|hit| hit.place.as_str()).collect();
        context.ui.say(&list(&places));
        if Consent::asked(&context.ui, line, &format!("Let it go out to {}?", folder.slug)).is_some() {
            allowed.push(line.clone());
        }
    }
    Ok(allowed)
}

/// The lines at these places.
fn placed(hits: &[Hit], places: &[String]) -> Result<Vec<PrivateText>, CommandError> {
    let mut lines: Vec<PrivateText> = Vec::new();
    for place in places {
        let here: Vec<&Hit> = hits.iter().filter(|hit| hit.place == *place).collect();
        if here.is_empty() {
            return Err(CommandError::usage(format!("no private line would be sent at `{place}`"))
                .hint("`oneonone sync` tells the places"));
        }
        lines.extend(here.into_iter().map(|hit| hit.text.clone()));
    }
    Ok(lines)
}

/// Runs `private withdraw`.
pub(super) fn withdraw(context: &Context, args: &WithdrawArgs) -> Result<Exit, CommandError> {
    let store = store(context)?;
    let (first, rest) = args.words.split_first().ok_or_else(|| CommandError::usage("which line?"))?;
    let (slug, words) = slug_and_words(context, &store, Some(first), rest)?;
    let mut numbers = Vec::new();
    let known = store.allowed(&slug)?.len();
    for word in words.split_whitespace() {
        match word.parse::<usize>() {
            Ok(number) if (1..=known).contains(&number) => numbers.push(number),
            _ => {
                return Err(CommandError::usage(format!("no line of {slug} that may go out has the number `{word}`"))
                    .hint(format!("`oneonone private list {slug} --allowed` lists them")));
            }
        }
    }
    if numbers.is_empty() {
        return Err(CommandError::usage("which line?")
            .hint(format!("`oneonone private list {slug} --allowed` lists them with their numbers")));
    }
    numbers.sort_unstable();
    numbers.dedup();
    // From the last one on, so that no number changes on the way.
    for number in numbers.iter().rev() {
        store.withdraw(&slug, *number)?;
    }
    context.ui.status(&format!("{} may go out to {slug} no more", count(numbers.len(), "private line")));
    context.ui.status("what was sent already stays there");
    Ok(Exit::Done)
}
