//! Entries that are made from templates.

use chrono::NaiveDate;

use crate::agenda::along::{Along, along};
use crate::agenda::next::{NewEntry, NextEntry};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::diagnostic::to_u32;
use crate::format::edit::{ItemEdit, edit_items, insert_under};
use crate::format::source::Source;
use crate::format::template;
use crate::store::files;
use crate::ui::lists::list;
use crate::workspace::{Loaded, Plan};

/// The bytes of a new entry, from the pair's template, the user's or a built-in one.
pub(in crate::commands) fn new_entry_bytes(
    context: &Context,
    loaded: &Loaded,
    new: &NewEntry,
) -> Result<Vec<u8>, CommandError> {
    let pair = &loaded.history.pair;
    let name = pair.template.as_deref().unwrap_or(template::DEFAULT);
    let text = template_text(context, Some(loaded), name)?;
    Ok(template::new_entry(&text, pair, new.date, new.scheduled, None).into_bytes())
}

/// The text of a template: the pair's own, the user's, or a built-in one.
pub(in crate::commands) fn template_text(
    context: &Context,
    loaded: Option<&Loaded>,
    name: &str,
) -> Result<String, CommandError> {
    let unknown = || {
        let known: Vec<&str> = template::BUILT_IN.iter().map(|template| template.name).collect();
        CommandError::data(format!("there is no template `{name}`")).hint(format!(
            "built in: {}; others stand in templates/ of the pair or of your configuration",
            list(&known)
        ))
    };
    if !template::is_name(name) {
        return Err(unknown());
    }
    let file = format!("{name}.md");
    let own = loaded.map(|loaded| loaded.folder.root.join("templates").join(&file));
    for path in own.into_iter().chain([context.config.templates.join(&file)]) {
        if let Some(bytes) = files::read_if_there(&path)? {
            return Ok(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned());
        }
    }
    template::built_in(name).map(str::to_owned).ok_or_else(unknown)
}

/// Makes sure that an entry is there: its path, its date, and whether it is new.
pub(in crate::commands) fn ensure_entry(
    context: &Context,
    loaded: &Loaded,
    plan: &mut Plan,
    next: &NextEntry,
) -> Result<(String, NaiveDate, bool), CommandError> {
    match next {
        NextEntry::Existing(index) => Ok((loaded.path_of(*index), loaded.history.meetings[*index].date, false)),
        NextEntry::New(new) => {
            let path = format!("entries/{}", new.file);
            plan.put(loaded, &path, new_entry_bytes(context, loaded, new)?);
            keep_upcoming(loaded, plan, &path, new.date)?;
            Ok((path, new.date, true))
        }
    }
}

/// Of the entries to come only the nearest is read. Where one is made before it, what it says of items goes into the new one:
/// what was done is not open again for that.
fn keep_upcoming(loaded: &Loaded, plan: &mut Plan, path: &str, date: NaiveDate) -> Result<(), CommandError> {
    let history = &loaded.history;
    let Some(index) = history.upcoming.filter(|index| date > history.today && date < history.meetings[*index].date)
    else {
        return Ok(());
    };
    let after = loaded.once(plan);
    put_along(loaded, plan, path, &along(history, &after.history, index, (&[], &[]), &loaded.vocabulary))
}

/// The same where another entry that is there comes to be the nearest, since the entry `index` was moved behind it.
pub(in crate::commands) fn keep_read(loaded: &Loaded, plan: &mut Plan, index: usize) -> Result<(), CommandError> {
    let after = loaded.once(plan);
    let path =
        after.history.upcoming.map(|nearest| after.path_of(nearest)).filter(|path| *path != loaded.path_of(index));
    let Some(path) = path else { return Ok(()) };
    let mut along = along(&loaded.history, &after.history, index, (&[], &[]), &loaded.vocabulary);
    // Lines have moved in the file itself, where the new day was written above them.
    let own = loaded.path_of(index);
    let shift = |bytes: &[u8]| Source::new(bytes).lines_before_body;
    let planned = plan.changes.iter().find(|change| change.path == own).and_then(|change| change.after.as_deref());
    if let (Some(now), Some(before)) = (planned, loaded.bytes(&own)) {
        let (now, before) = (to_u32(shift(now)), to_u32(shift(before)));
        along.ids.iter_mut().filter(|(file, ..)| *file == own).for_each(|(_, line, _)| *line = *line + now - before);
    }
    put_along(loaded, plan, &path, &along)
}

/// Plans the lines that go along from another entry, and the ids of those that they come from.
pub(in crate::commands) fn put_along(
    loaded: &Loaded,
    plan: &mut Plan,
    path: &str,
    along: &Along,
) -> Result<(), CommandError> {
    for (section, line) in &along.lines {
        plan.edit(loaded, path, |bytes| insert_under(bytes, *section, std::slice::from_ref(line), &loaded.vocabulary))?;
    }
    for (file, line, id) in &along.ids {
        let edit = ItemEdit { line: *line, mark: None, append: vec![format!("^{id}")] };
        plan.edit(loaded, file, |bytes| edit_items(bytes, &[edit]))?;
        plan.ids.push(id.clone());
    }
    Ok(())
}
