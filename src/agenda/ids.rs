//! The id of an item that has none yet, derived from its first mention so that two clones give it the same one.

use crate::format::id;
use crate::history::{History, Item};
use crate::model::item::normalise_text;

/// The item's id: the first that it bears, else a new one. The second value tells whether it is new.
pub fn id_of(history: &History, item: &Item) -> (String, bool) {
    if let Some(id) = item.ids.first() {
        return (id.clone(), false);
    }
    let Some(first) = item.mentions.first() else { return (String::new(), true) };
    let text = normalise_text(&first.text);
    let is_twin = |other: &&Item| {
        other.mentions.first().is_some_and(|m| {
            m.origin == first.origin && m.line < first.line && m.kind == first.kind && normalise_text(&m.text) == text
        })
    };
    let ordinal = history.items.iter().filter(is_twin).count();
    let path = history.path(first.origin);
    let file = path.strip_prefix("entries/").unwrap_or(&path);
    let taken = |id: &str| history.items.iter().any(|item| item.ids.iter().any(|borne| borne == id));
    (id::derive(file, first.kind, &first.text, ordinal, taken), true)
}
