//! Which item is meant.

use super::Verb;
use crate::agenda::ids::id_of;
use crate::command_error::CommandError;
use crate::commands::which;
use crate::context::Context;
use crate::history::Item;
use crate::model::item::normalise_text;
use crate::ui::lists::count;
use crate::workspace::{Loaded, PairFolder};

/// The pair and the item. Without a pair, an id may be of any pair.
pub(super) fn folder_and_item(context: &Context, words: &[String]) -> Result<(PairFolder, String), CommandError> {
    let wanted = words.join(" ");
    let mut with_item = Vec::new();
    for folder in which::pairs(context, &[])? {
        let Ok(loaded) = Loaded::new(&folder, context.today) else { continue };
        if with_id(&loaded, &wanted).is_some() {
            with_item.push(folder);
        }
    }
    match (with_item.as_slice(), words) {
        ([one], _) => Ok((one.clone(), wanted)),
        (_, [_]) => Ok((which::pair(context, None)?, wanted)),
        _ => which::pair_and_text(context, words).map(|(folder, rest)| (folder, rest.join(" "))),
    }
}

fn with_id<'l>(loaded: &'l Loaded, wanted: &str) -> Option<&'l Item> {
    let id = wanted.trim_start_matches('^');
    let items = &loaded.history.items;
    items.iter().find(|item| item.ids.iter().any(|own| own == id)).or_else(|| {
        // The id that a line would get: it is shown where several lines have the words asked for.
        // Without `^` only what is no word of a text.
        let is_bare = id.len() == 6
            && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            && id.bytes().any(|byte| byte.is_ascii_digit());
        let is_id = wanted.starts_with('^') || is_bare;
        items.iter().find(|item| is_id && item.ids.is_empty() && id_of(&loaded.history, item).0 == id)
    })
}

/// The item of that id, else the only one whose text has these words.
pub(super) fn find<'l>(loaded: &'l Loaded, wanted: &str, verb: Verb) -> Result<&'l Item, CommandError> {
    if let Some(item) = with_id(loaded, wanted) {
        return Ok(item);
    }
    let words = wanted.to_lowercase();
    let named: Vec<&Item> =
        loaded.history.items.iter().filter(|item| item.text.to_lowercase().contains(&words)).collect();
    // Words that are the whole text of one mean that one, even where they are a part of another's.
    let is_whole = |item: &&&Item| normalise_text(&item.text) == normalise_text(wanted);
    let named: Vec<&Item> = match named.iter().filter(is_whole).copied().collect::<Vec<_>>() {
        whole if whole.is_empty() => named,
        whole => whole,
    };
    let mut found: Vec<&Item> = named.iter().copied().filter(|item| !verb.is_settled(item.state)).collect();
    if found.is_empty() {
        found = named;
    }
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(CommandError::usage(format!("no such item: `{wanted}`"))
            .hint(format!("`oneonone action list {} --all` lists them", loaded.folder.slug))),
        several => {
            let listed: Vec<String> = several
                .iter()
                .take(6)
                .map(|item| format!("`{}` (^{})", item.text, id_of(&loaded.history, item).0))
                .collect();
            Err(CommandError::usage(format!("{} are called `{wanted}`", count(several.len(), "item")))
                .hint(format!("say more of its text: {}", listed.join(", "))))
        }
    }
}
