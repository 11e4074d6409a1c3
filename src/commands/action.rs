//! `oneonone action`

mod find;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use find::{find, folder_and_item};

use super::Exit;
use super::new::no_slot;
use super::prep::item_line;
use super::support::{self, WriteArgs, say};
use super::which;
use crate::agenda::next::entry_for_note;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::edit::{ItemEdit, edit_items, insert_under};
use crate::history::{Item, ItemState};
use crate::model::item::Kind;
use crate::model::section::Section;
use crate::workspace::{PairFolder, Plan};

/// List, add, tick, drop or reopen action items
#[derive(Debug, Subcommand)]
pub enum ActionCommand {
    /// The open items, with what names them
    List(ListArgs),
    /// Add an action item to today's entry, else the next one
    Add(super::note::ActionArgs),
    /// Tick an item
    #[command(override_usage = "oneonone action done [OPTIONS] [PAIR] ITEM")]
    Done(DoneArgs),
    /// Give an item up
    #[command(override_usage = "oneonone action drop [OPTIONS] [PAIR] ITEM")]
    Drop(ItemArgs),
    /// Open an item again
    #[command(override_usage = "oneonone action reopen [OPTIONS] [PAIR] ITEM")]
    Reopen(ItemArgs),
}

/// Which items to list.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Whose pairs; all without one
    pairs: Vec<String>,
    /// Commitments, blockers, topics and milestones too
    #[arg(long)]
    all: bool,
    /// Done and dropped ones too
    #[arg(long)]
    closed: bool,
    /// Those of one owner, by handle
    #[arg(long, value_name = "HANDLE")]
    owner: Option<String>,
}

/// Which item is meant.
#[derive(Debug, Args)]
pub struct ItemArgs {
    /// Whose pair (where it is not clear), then the item: its id, or words of its text
    #[arg(required = true, num_args = 1.., value_name = "ITEM")]
    words: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Which item is done, and when.
#[derive(Debug, Args)]
pub struct DoneArgs {
    #[command(flatten)]
    item: ItemArgs,
    /// The day on which it was done [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

#[derive(Clone, Copy)]
enum Verb {
    Done(NaiveDate),
    Drop,
    Reopen(NaiveDate),
}

impl Verb {
    /// Whether the item is already what the verb makes of it.
    fn is_settled(self, state: ItemState) -> bool {
        match self {
            Self::Done(_) => matches!(state, ItemState::Done(_)),
            Self::Drop => matches!(state, ItemState::Dropped(_)),
            Self::Reopen(_) => state.is_open(),
        }
    }

    fn result(self) -> &'static str {
        match self {
            Self::Done(_) => "done",
            Self::Drop => "dropped",
            Self::Reopen(_) => "open",
        }
    }
}

/// Runs `action`.
pub(super) fn run(context: &Context, command: &ActionCommand) -> Result<Exit, CommandError> {
    match command {
        ActionCommand::List(args) => list(context, args),
        ActionCommand::Add(args) => super::note::add_action(context, args),
        ActionCommand::Done(args) => {
            let day = args.on.as_deref().map(|said| support::past_date(context, said)).transpose()?;
            match day.filter(|day| *day > context.today) {
                Some(day) => Err(CommandError::usage(format!("{} has not come yet", say(day)))),
                None => change(context, &args.item, Verb::Done(day.unwrap_or(context.today))),
            }
        }
        ActionCommand::Drop(args) => change(context, args, Verb::Drop),
        ActionCommand::Reopen(args) => change(context, args, Verb::Reopen(context.today)),
    }
}

fn list(context: &Context, args: &ListArgs) -> Result<Exit, CommandError> {
    let folders = which::pairs(context, &args.pairs)?;
    let owner = args.owner.as_deref().map(|owner| owner.trim_start_matches('@').to_lowercase());
    let mut listed = 0;
    let (pairs, all) = support::load_each(context, &folders)?;
    for loaded in &pairs {
        let folder = &loaded.folder;
        let mut items: Vec<&Item> = loaded
            .history
            .items
            .iter()
            .filter(|item| args.all || item.kind == Kind::ActionItem)
            .filter(|item| args.closed || (item.state.is_open() && !loaded.history.is_unresolved(item)))
            .filter(|item| owner.as_ref().is_none_or(|owner| item.owners.contains(owner)))
            .collect();
        items.sort_by_key(|item| (!item.state.is_open(), item.due.is_none(), item.due, item.created));
        if items.is_empty() {
            continue;
        }
        if folders.len() > 1 {
            context.ui.out(&context.ui.palette().heading(&folder.slug));
        }
        for item in &items {
            context.ui.out(&format!("{}{}", mark(item), item_line(context, &loaded.history, item)));
        }
        listed += items.len();
    }
    if listed == 0 {
        context.ui.status("nothing is open");
    }
    Ok(if all { Exit::Done } else { Exit::Found })
}

fn mark(item: &Item) -> &'static str {
    match item.state {
        ItemState::Open => "  ",
        ItemState::Done(_) => "x ",
        ItemState::Dropped(_) => "- ",
    }
}

fn change(context: &Context, args: &ItemArgs, verb: Verb) -> Result<Exit, CommandError> {
    let (folder, wanted) = folder_and_item(context, &args.words)?;
    let (_, (text, path, settled)) = support::write(context, &folder, args.write, |loaded| {
        let item = find(loaded, &wanted, verb)?;
        let mention = item.mentions.last().ok_or_else(|| CommandError::defect("an item without a mention"))?;
        let path = loaded.history.path(mention.origin);
        let (name, edit) = match verb {
            Verb::Done(day) => ("action done", edit(mention.line, 'x', vec![format!("done:{day}")])),
            Verb::Drop => ("action drop", edit(mention.line, '-', Vec::new())),
            Verb::Reopen(day) => ("action reopen", edit(mention.line, ' ', vec![format!("reopened:{day}")])),
        };
        let mut plan = Plan::new(name);
        let settled = verb.is_settled(item.state);
        if !settled {
            if matches!((verb, item.state), (Verb::Drop, ItemState::Done(_))) {
                return Err(CommandError::data(format!("\"{}\" is done", item.text))
                    .hint("`oneonone action reopen` first, where it is not"));
            }
            plan.edit(loaded, &path, |bytes| edit_items(bytes, &[edit]))?;
            plan.ids.extend(item.ids.first().cloned());
        }
        Ok((plan, (item.text.clone(), path, settled)))
    })?;
    let what = verb.result();
    if settled {
        context.ui.status(&format!("\"{text}\" is {what} already ({path})"));
    } else if !args.write.dry_run {
        context.ui.status(&format!("saved: \"{text}\" is {what} ({path})"));
    }
    Ok(Exit::Done)
}

fn edit(line: u32, mark: char, append: Vec<String>) -> ItemEdit {
    ItemEdit { line, mark: Some(mark), append }
}

/// Adds an action item; says where, and who owns it.
pub(super) fn add(
    context: &Context,
    folder: &PairFolder,
    args: WriteArgs,
    lines: &[String],
) -> Result<Exit, CommandError> {
    let (_, (path, date)) = support::write(context, folder, args, |loaded| {
        let next = entry_for_note(&loaded.history).ok_or_else(|| no_slot(loaded))?;
        let mut plan = Plan::new("action add");
        let (path, date, _) = support::ensure_entry(context, loaded, &mut plan, &next)?;
        plan.edit(loaded, &path, |bytes| insert_under(bytes, Section::Actions, lines, &loaded.vocabulary))?;
        super::note::mark_prepared(context, loaded, &mut plan, &path)?;
        Ok((plan, (path, date)))
    })?;
    if !args.dry_run {
        context.ui.status(&format!("saved for {}, under Action items: {path}", say(date)));
    }
    Ok(Exit::Done)
}
