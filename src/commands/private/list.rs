//! `oneonone private list` and `show`: the only verbs that print private notes.

use clap::Args;

use super::{day, slug_and_words, slug_of, store};
use crate::command_error::CommandError;
use crate::commands::Exit;
use crate::commands::support::say;
use crate::context::Context;
use crate::private::PrivateError;

/// Whose notes to list.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// About whom; about all without one
    pairs: Vec<String>,
    /// The lines that may go out instead, with the numbers that `withdraw` takes
    #[arg(long)]
    allowed: bool,
}

/// Which notes to print.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// About whom
    pair: Option<String>,
    /// A note's number, or a day: today, 2026-11-20 [default: all]
    which: Vec<String>,
}

/// Runs `private list`.
pub(super) fn list(context: &Context, args: &ListArgs) -> Result<Exit, CommandError> {
    let store = store(context)?;
    let mut slugs = Vec::new();
    for name in &args.pairs {
        slugs.push(slug_of(context, &store, name)?);
    }
    if slugs.is_empty() {
        slugs = store.slugs()?;
    }
    let mut listed = 0;
    for slug in &slugs {
        let palette = context.ui.palette();
        if args.allowed {
            let lines = store.allowed(slug)?;
            if !lines.is_empty() {
                context.ui.out(&palette.heading(&format!("private lines that may go out to {slug}")));
            }
            listed += lines.len();
            for (index, line) in lines.iter().enumerate() {
                line.show_beginning(&context.ui, &format!("{:>4}  ", index + 1));
            }
            continue;
        }
        let notes = store.notes(slug)?;
        if !notes.is_empty() {
            context.ui.out(&palette.heading(&format!("private notes about {slug}")));
        }
        listed += notes.len();
        for note in &notes {
            note.text.show_beginning(&context.ui, &format!("{:>4}  {}  ", note.number, say(note.date)));
        }
    }
    if listed == 0 {
        context.ui.status(if args.allowed { "no private line may go out" } else { "there are no private notes" });
    }
    Ok(Exit::Done)
}

/// Runs `private show`.
pub(super) fn show(context: &Context, args: &ShowArgs) -> Result<Exit, CommandError> {
    let store = store(context)?;
    let (slug, which) = slug_and_words(context, &store, args.pair.as_deref(), &args.which)?;
    let notes = store.notes(&slug)?;
    let number: Option<usize> = which.parse().ok();
    let day = day(context, &slug, &notes, &which)?;
    let shown: Vec<_> = notes
        .iter()
        .filter(|note| day.is_none_or(|day| note.date == day))
        .filter(|note| number.is_none_or(|number| note.number == number))
        .collect();
    if shown.is_empty() {
        let what = day.map_or_else(|| slug.clone(), |day| format!("{slug} of {}", say(day)));
        return Err(PrivateError::None { about: Some(what) }.into());
    }
    let palette = context.ui.palette();
    context.ui.out(&palette.heading(&format!("private notes about {slug}")));
    for note in shown {
        context.ui.out(&palette.dim(&format!("{}  {}", note.number, say(note.date))));
        note.text.show(&context.ui);
    }
    Ok(Exit::Done)
}
