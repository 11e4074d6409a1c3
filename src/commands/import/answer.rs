//! An answer to the agenda that came by mail.

use super::ImportArgs;
use crate::agenda::mail;
use crate::agenda::next::{NextEntry, entry_for_note};
use crate::agenda::reply::{self, Reply};
use crate::command_error::CommandError;
use crate::commands::Exit;
use crate::commands::new::no_slot;
use crate::commands::note::mark_prepared;
use crate::commands::support::{self, say};
use crate::context::Context;
use crate::format::edit::{ItemEdit, edit_items, insert_under, set_key};
use crate::format::entry;
use crate::model::section::Section;
use crate::ui::escape::visible;
use crate::ui::lists::count;
use crate::workspace::{Loaded, PairFolder, Plan};

/// How many lines that found no place are shown.
const LEFT_OUT_SHOWN: usize = 8;

/// Takes an answer in.
pub(super) fn run(
    context: &Context,
    folder: &PairFolder,
    args: &ImportArgs,
    answer: &str,
) -> Result<Exit, CommandError> {
    let (is_written, (path, date, reply)) = support::write(context, folder, args.write, |loaded| {
        let (path, bytes, date) = answered(context, loaded, answer)?;
        let title = mail::title(&loaded.history.pair, &say(date));
        let sent = mail::agenda(&title, &path, &bytes, &loaded.vocabulary);
        let reply = reply::read(answer, &sent, loaded.vocabulary.sections());
        Ok((plan(context, loaded, &path, bytes, &reply)?, (path, date, reply)))
    })?;
    if is_written {
        context.ui.status(&format!("saved for {}: {} ({path})", say(date), said(&reply)));
    } else if !args.write.dry_run {
        context.ui.status(&format!("nothing in it is new for {path}"));
    }
    if !reply.left_out.is_empty() {
        context.ui.warn(&format!("{} found no place:", count(reply.left_out.len(), "line")));
        for (number, text) in reply.left_out.iter().take(LEFT_OUT_SHOWN) {
            context.ui.say(&format!("  {}:{number}: {}", args.file, visible(text)));
        }
        if reply.left_out.len() > LEFT_OUT_SHOWN {
            context.ui.say(&format!("  and {} more", reply.left_out.len() - LEFT_OUT_SHOWN));
        }
    }
    Ok(Exit::Done)
}

/// The entry that was answered: the one that the answer names, else the next one, made if need be.
fn answered(
    context: &Context,
    loaded: &Loaded,
    answer: &str,
) -> Result<(String, Vec<u8>, chrono::NaiveDate), CommandError> {
    let named = answer.lines().find_map(|line| mail::named_entry(line.trim_start_matches(['>', ' '])));
    let next = match named {
        Some(path) => {
            let index = loaded.history.meetings.iter().position(|meeting| meeting.entry.path() == path);
            NextEntry::Existing(
                index.ok_or_else(|| CommandError::data(format!("the answer is about `{path}`, which is not there")))?,
            )
        }
        None => entry_for_note(&loaded.history).ok_or_else(|| no_slot(loaded))?,
    };
    let mut plan = Plan::new("import");
    let (path, date, _) = support::ensure_entry(context, loaded, &mut plan, &next)?;
    let made = plan.changes.first().and_then(|change| change.after.clone());
    let bytes = made.or_else(|| loaded.bytes(&path).map(<[u8]>::to_vec)).unwrap_or_default();
    Ok((path, bytes, date))
}

fn plan(context: &Context, loaded: &Loaded, path: &str, bytes: Vec<u8>, reply: &Reply) -> Result<Plan, CommandError> {
    let mut plan = Plan::new("import");
    let read = entry::read(path.trim_start_matches("entries/"), &bytes, &loaded.vocabulary).entry;
    plan.put(loaded, path, bytes);
    let mut edits = Vec::new();
    for (id, mark) in &reply.marks {
        let Some(mention) = read.mentions.iter().find(|mention| mention.ids.contains(id)) else { continue };
        let append = if matches!(mark, 'x' | 'X') && mention.done.is_none() {
            vec![format!("done:{}", context.today)]
        } else {
            Vec::new()
        };
        edits.push(ItemEdit { line: mention.line, mark: Some(*mark), append });
        plan.ids.push(id.clone());
    }
    plan.edit(loaded, path, |bytes| edit_items(bytes, &edits))?;
    for (section, line) in &reply.additions {
        // Nobody is counted as present, or asked twice, by an answer.
        let section = if *section == Section::Attendance { Section::Topics } else { *section };
        let lines = [line.clone()];
        plan.edit(loaded, path, |bytes| insert_under(bytes, section, &lines, &loaded.vocabulary))?;
    }
    // Before the score is there: with one, the entry is no preparation any more.
    mark_prepared(context, loaded, &mut plan, path)?;
    if let Some(score) = reply.score {
        let value = score.to_string();
        plan.edit(loaded, path, |bytes| set_key(bytes, "engagement", &value))?;
    }
    Ok(plan)
}

/// `3 lines, 1 item ticked, the score`.
fn said(reply: &Reply) -> String {
    let mut parts = Vec::new();
    if !reply.additions.is_empty() {
        parts.push(count(reply.additions.len(), "note"));
    }
    if !reply.marks.is_empty() {
        parts.push(format!("{} changed", count(reply.marks.len(), "item")));
    }
    if reply.score.is_some() {
        parts.push("the score".to_owned());
    }
    parts.join(", ")
}
