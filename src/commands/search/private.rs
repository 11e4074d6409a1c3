//! `search --private`: one's own private notes, on one's own terminal.

use crate::command_error::CommandError;
use crate::commands::support::{self, say};
use crate::context::Context;
use crate::search::Query;
use crate::search::pair::Scope;

/// Private notes go to a terminal, and nowhere else.
pub(super) fn may_be_shown(context: &Context) -> Result<(), CommandError> {
    if context.ui.settings().height.is_some() {
        return Ok(());
    }
    let error = CommandError::usage("private notes are found on a terminal alone");
    Err(error.hint("leave `--private` out; `oneonone private show` prints them"))
}

/// Prints the private notes about these people that have the words, the newest first; says how many there are. Where
/// nobody is named, notes about people without a pair are looked through, too.
pub(super) fn show(
    context: &Context,
    query: &Query,
    scope: &Scope,
    slugs: Option<&[String]>,
) -> Result<usize, CommandError> {
    let Some(store) = support::private_store(context)? else { return Ok(0) };
    let slugs = match slugs {
        Some(slugs) => slugs.to_vec(),
        None => store.slugs()?,
    };
    let palette = context.ui.palette();
    let mut found = 0;
    for slug in slugs {
        let mut notes = store.notes(&slug)?;
        notes.retain(|note| scope.has(Some(note.date)) && note.text.has(query));
        if notes.is_empty() {
            continue;
        }
        found += notes.len();
        context.ui.out(&palette.heading(&format!("private notes about {slug}")));
        for note in notes.iter().rev() {
            context.ui.out(&palette.dim(&format!("{}  {}", note.number, say(note.date))));
            note.text.show_found(&context.ui, query);
        }
    }
    Ok(found)
}
