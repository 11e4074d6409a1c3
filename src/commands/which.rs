//! Which pair is meant, and what is left of the words once it is known.

use super::show::is_meeting;
use super::support;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::workspace::{Loaded, PairFolder, WorkspaceError};

/// The pair that is meant: the one named; else the one whose folder we are in; the only one; the only one with a
/// meeting today; else it is asked for.
pub(super) fn pair(context: &Context, name: Option<&str>) -> Result<PairFolder, CommandError> {
    match name {
        Some(name) => named(context, name),
        None => match implied_pair(context)? {
            Implied::One(folder) => Ok(folder),
            Implied::Several(folders) => ask_for_pair(context, &folders),
        },
    }
}

/// The pair that is meant without a name.
pub(super) enum Implied {
    /// It is clear.
    One(PairFolder),
    /// It is not.
    Several(Vec<PairFolder>),
}

/// Which pair is meant where none is named.
pub(super) fn implied_pair(context: &Context) -> Result<Implied, CommandError> {
    if let Some(folder) = context.pair_around() {
        return Ok(Implied::One(folder));
    }
    let mut folders = context.home.some_pairs()?;
    if folders.len() == 1 {
        return Ok(Implied::One(folders.remove(0)));
    }
    let mut today = Vec::new();
    for folder in &folders {
        // One that cannot be loaded says nothing; the verb that is meant for it will tell.
        if Loaded::new(folder, context.today).is_ok_and(|loaded| meets_today(&loaded)) {
            today.push(folder.clone());
        }
    }
    match today.as_slice() {
        [one] => Ok(Implied::One(one.clone())),
        [] => Ok(Implied::Several(folders)),
        _ => Ok(Implied::Several(today)),
    }
}

fn meets_today(loaded: &Loaded) -> bool {
    support::next_due(loaded) == Some(loaded.history.today)
}

/// The pair of that name. The one whose folder we are in need not be in the home.
fn named(context: &Context, name: &str) -> Result<PairFolder, CommandError> {
    match context.pair_around() {
        Some(folder) if folder.is_exactly(name)? => Ok(folder),
        _ => Ok(context.home.named(name)?),
    }
}

fn ask_for_pair(context: &Context, folders: &[PairFolder]) -> Result<PairFolder, CommandError> {
    let slugs: Vec<String> = folders.iter().map(|folder| folder.slug.clone()).collect();
    let question = format!("Which pair ({})", slugs.join(", "));
    match context.ui.ask_until(&question, None, |answer| context.home.named(answer)) {
        Some(folder) => Ok(folder),
        None => Err(WorkspaceError::Ambiguous { name: None, slugs }.into()),
    }
}

/// The pair that a name means to the letter, if any.
fn exactly(context: &Context, name: &str) -> Result<Option<PairFolder>, CommandError> {
    match context.pair_around() {
        Some(folder) if folder.is_exactly(name)? => Ok(Some(folder)),
        _ => Ok(context.home.exactly(name)?),
    }
}

/// The pairs that are meant: those named; else the one whose folder we are in; else all.
pub(super) fn pairs(context: &Context, names: &[String]) -> Result<Vec<PairFolder>, CommandError> {
    if names.is_empty() {
        return match context.pair_around() {
            Some(folder) => Ok(vec![folder]),
            None => Ok(context.home.some_pairs()?),
        };
    }
    let mut folders: Vec<PairFolder> = Vec::new();
    for name in names {
        let folder = named(context, name)?;
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    Ok(folders)
}

/// What `WORDS… [PAIR]…` asks for.
pub(super) struct Sought {
    /// What is looked for, at least one.
    pub(super) words: Vec<String>,
    /// Whether pairs were named.
    pub(super) named: bool,
    /// Where it is looked for.
    pub(super) folders: Vec<PairFolder>,
}

/// The words and the pairs of `WORDS… [PAIR]…`. The last words are pairs where they name one to the letter, the first
/// never is; where pairs are named by an option, all words are words.
pub(super) fn words_and_pairs(
    context: &Context,
    words: &[String],
    pairs_named: &[String],
) -> Result<Sought, CommandError> {
    let mut at = words.len();
    let mut folders = Vec::new();
    if pairs_named.is_empty() {
        while at > 1
            && let Some(folder) = exactly(context, &words[at - 1])?
        {
            if !folders.contains(&folder) {
                folders.insert(0, folder);
            }
            at -= 1;
        }
    }
    let named = !folders.is_empty() || !pairs_named.is_empty();
    if folders.is_empty() {
        folders = pairs(context, pairs_named)?;
    }
    Ok(Sought { words: words[..at].to_vec(), named, folders })
}

/// The pair and the text of `[PAIR] TEXT`. Where the pair is clear, the first word is taken for it only where it names
/// one to the letter, or stands before a quoted text: no word of a note is lost because somebody's name begins with it.
pub(super) fn pair_and_text(context: &Context, words: &[String]) -> Result<(PairFolder, Vec<String>), CommandError> {
    let (first, rest) = words.split_first().ok_or_else(|| CommandError::usage("there is no text"))?;
    if rest.is_empty() {
        return match implied_pair(context)? {
            Implied::One(folder) if !folder.is_exactly(first)? => Ok((folder, words.to_vec())),
            Implied::Several(folders) if exactly(context, first)?.is_none() => Err(whose(&folders)),
            _ => Err(CommandError::usage(format!("`{first}` is a pair; the text is missing"))),
        };
    }
    let exact = exactly(context, first)?;
    if let Some(folder) = exact {
        return Ok((folder, rest.to_vec()));
    }
    let is_apart = !first.contains(' ') && matches!(rest, [text] if text == "-" || text.contains(' '));
    match (context.home.named(first), implied_pair(context)?) {
        (Ok(folder), Implied::Several(_)) => Ok((folder, rest.to_vec())),
        (Ok(folder), Implied::One(_)) if is_apart => Ok((folder, rest.to_vec())),
        (Err(WorkspaceError::Unknown { name, close }), Implied::One(_)) if is_apart && !close.is_empty() => {
            Err(WorkspaceError::Unknown { name, close }.into())
        }
        (_, Implied::One(folder)) => Ok((folder, words.to_vec())),
        (Err(error), Implied::Several(_)) => Err(error.into()),
    }
}

fn whose(folders: &[PairFolder]) -> CommandError {
    let slugs: Vec<&str> = folders.iter().map(|folder| folder.slug.as_str()).collect();
    CommandError::usage("whose pair?")
        .hint(format!("name one of {} before the text", crate::ui::lists::list_or(&slugs)))
}

/// The pair and the meeting of `[PAIR] [WHICH]`: where the pair is clear, it may be left out before a meeting too.
pub(super) fn pair_and_meeting(
    context: &Context,
    name: Option<&str>,
    which: &[String],
    default: &str,
) -> Result<(PairFolder, String), CommandError> {
    let said = which.join(" ");
    let Some(name) = name else { return Ok((pair(context, None)?, default.to_owned())) };
    match named(context, name) {
        Ok(folder) if said.is_empty() => Ok((folder, default.to_owned())),
        Ok(folder) => Ok((folder, said)),
        Err(error) => {
            let said = [name, said.as_str()].join(" ");
            let said = said.trim();
            if is_meeting(context, said) { Ok((pair(context, None)?, said.to_owned())) } else { Err(error) }
        }
    }
}
