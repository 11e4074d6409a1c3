//! `oneonone prep`

mod page;

use std::collections::BTreeMap;

use clap::Args;
use page::page;
pub(super) use page::{item_line, question_line};

use super::Exit;
use super::confirm;
use super::edit::edit_entry;
use super::fresh;
use super::new::no_slot;
use super::support::{self, WriteArgs};
use super::which;
use crate::agenda::carry::{Carry, carry};
use crate::agenda::mail;
use crate::agenda::next::{NextEntry, next_entry};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::edit::{ItemEdit, edit_items, insert_under};
use crate::model::section::Section;
use crate::ui::escape::visible_multiline;
use crate::ui::lists::count;
use crate::workspace::{Loaded, Plan};

/// Prepare the next meeting: carry the open items, show what is due
///
/// Makes the next entry if need be, takes over the open items that moved within the last four meetings, and prints what
/// is on the table. Doing it again changes nothing.
#[derive(Debug, Args)]
pub struct PrepArgs {
    /// Whose pair
    pair: Option<String>,
    /// Open the entry in your editor afterwards
    #[arg(long, short)]
    edit: bool,
    /// Print the agenda as a mail, to be answered; `import` takes the answer back
    #[arg(long, conflicts_with = "edit")]
    mail: bool,
    /// Print the path of the entry alone
    #[arg(long)]
    print_path: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `prep`.
pub(super) fn run(context: &Context, args: &PrepArgs) -> Result<Exit, CommandError> {
    let folder = which::pair(context, args.pair.as_deref())?;
    fresh::look(context, std::slice::from_ref(&folder));
    if !args.write.dry_run {
        confirm::ask(context, &folder, None)?;
    }
    let (_, (path, date, text, problems)) = support::write(context, &folder, args.write, |loaded| {
        let next = next_entry(&loaded.history).ok_or_else(|| no_slot(loaded))?;
        let mut plan = Plan::new("prep");
        let (path, date, is_new) = support::ensure_entry(context, loaded, &mut plan, &next)?;
        let existing = match next {
            NextEntry::Existing(index) => Some(index),
            NextEntry::New(_) => None,
        };
        let carried = carry(&loaded.history, existing, date);
        put(loaded, &mut plan, &path, &carried)?;
        let text = page(context, loaded, &carried, existing, &path, date, is_new);
        Ok((plan, (path, date, text, loaded.diagnostics.len())))
    })?;
    if args.write.dry_run {
        support::tell_problems(context, problems);
        return Ok(Exit::Done);
    }
    if args.mail {
        let loaded = Loaded::new(&folder, context.today)?;
        let title = mail::title(&loaded.history.pair, &support::say(date));
        let bytes = loaded.bytes(&path).unwrap_or_default();
        context.ui.out(&visible_multiline(&mail::agenda(&title, &path, bytes, &loaded.vocabulary)));
    } else if args.print_path {
        context.ui.out(&folder.root.join(&path).display().to_string());
    } else {
        context.ui.out(&text);
    }
    support::tell_problems(context, problems);
    if args.edit {
        edit_entry(context, &folder, &path)?;
    } else if !args.print_path && !args.mail && date > context.today {
        let text =
            format!("add to it with `oneonone note {} \"…\"`, or `oneonone prep {} --edit`", folder.slug, folder.slug);
        support::tip(context, &text);
    }
    Ok(Exit::Done)
}

/// Plans the lines that are carried, the ids of the lines that they come from, and the one line for the older ones.
pub(super) fn put(loaded: &Loaded, plan: &mut Plan, path: &str, carry: &Carry) -> Result<(), CommandError> {
    let mut sections: Vec<Section> = carry.carried.iter().map(|carried| carried.section).collect();
    sections.dedup();
    for section in sections {
        let here = carry.carried.iter().filter(|carried| carried.section == section);
        let lines: Vec<String> = here.map(|carried| carried.line.clone()).collect();
        plan.edit(loaded, path, |bytes| insert_under(bytes, section, &lines, &loaded.vocabulary))?;
    }
    let mut ids: BTreeMap<&str, Vec<ItemEdit>> = BTreeMap::new();
    for carried in &carry.carried {
        plan.ids.push(carried.id.clone());
        if let Some((file, line)) = &carried.id_goes_to {
            let edit = ItemEdit { line: *line, mark: None, append: vec![format!("^{}", carried.id)] };
            ids.entry(file).or_default().push(edit);
        }
    }
    for (file, edits) in ids {
        plan.edit(loaded, file, |bytes| edit_items(bytes, &edits))?;
    }
    let marker = "older open item";
    let there = loaded.bytes(path).is_some_and(|bytes| String::from_utf8_lossy(bytes).contains(marker));
    if !carry.older.is_empty() && !there {
        let line = format!("<!-- {}: oneonone action list --all -->", count(carry.older.len(), marker));
        plan.edit(loaded, path, |bytes| insert_under(bytes, Section::Actions, &[line], &loaded.vocabulary))?;
    }
    Ok(())
}
