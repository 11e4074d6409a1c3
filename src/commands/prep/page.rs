//! The page that `prep` prints, for both people.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::agenda::carry::Carry;
use crate::agenda::ids::id_of;
use crate::agenda::prose::{self, Prose};
use crate::agenda::puzzles::{Puzzle, puzzles};
use crate::commands::support::{self, say};
use crate::context::Context;
use crate::history::{History, Item, ItemMention, Origin};
use crate::model::item::{Kind, Mark};
use crate::model::section::Section;
use crate::ui::escape::visible;
use crate::ui::lists::count;
use crate::ui::width::{truncate, width};
use crate::workspace::Loaded;

/// How many lines a screen has where nothing is known of it.
const SCREEN: usize = 24;

/// The fewest lines of a block that are shown.
const FEWEST: usize = 2;

/// What is on the table, on one screen: where that is too small, so many of each block, and how many more there are.
pub(super) fn page(
    context: &Context,
    loaded: &Loaded,
    carry: &Carry,
    existing: Option<usize>,
    path: &str,
    date: NaiveDate,
    is_new: bool,
) -> String {
    // The prompt, and what may be said below.
    let screen = context.ui.settings().height.unwrap_or(SCREEN).saturating_sub(2);
    let page = |most| page_of(context, loaded, (carry, existing), (path, date, is_new), most);
    let whole = page(usize::MAX);
    if whole.lines().count() <= screen {
        return whole;
    }
    let fits = |text: &String| text.lines().count() <= screen;
    // At last without a line between the blocks, and with their numbers alone.
    let close = |most| page(most).lines().filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect();
    let pages = (FEWEST..screen).rev().map(page).chain((0..=FEWEST).rev().map(close));
    pages.into_iter().find(fits).unwrap_or_else(|| close(0))
}

fn page_of(
    context: &Context,
    loaded: &Loaded,
    (carry, existing): (&Carry, Option<usize>),
    (path, date, is_new): (&str, NaiveDate, bool),
    most: usize,
) -> String {
    let history = &loaded.history;
    let palette = context.ui.palette();
    let pair = &history.pair;
    let made = if is_new { "made" } else { "there already" };
    let mut text = format!("{}\n", palette.bold(&format!("{} and {}", pair.direct_report.name, pair.manager.name)));
    text.push_str(&format!("{}: {path} ({made})\n", support::say_relative(context, date)));
    if let Some(slot) = support::overdue_slot(loaded) {
        text.push_str(&format!("The meeting of {} has not been held yet.\n", say(slot)));
    }
    let carried: HashSet<usize> = carry.carried.iter().map(|carried| carried.item).collect();
    let on_the_table: Vec<&Item> = history
        .items
        .iter()
        .enumerate()
        .filter(|(index, item)| {
            let there = |entry| item.mentions.iter().any(|mention| mention.origin == Origin::Entry(entry));
            item.state.is_open() && (existing.is_some_and(there) || carried.contains(index))
        })
        .map(|(_, item)| item)
        .collect();
    block(&mut text, (context, history, most), "Overdue", &on_the_table, |item| {
        item.due.is_some_and(|due| due < history.today)
    });
    let not_overdue = |item: &&Item| item.due.is_none_or(|due| due >= history.today);
    let rest: Vec<&Item> = on_the_table.iter().copied().filter(not_overdue).collect();
    for (title, kind) in [
        ("Said last time", Kind::Commitment),
        ("Action items", Kind::ActionItem),
        ("Blockers", Kind::Blocker),
        ("Topics", Kind::Topic),
        ("Milestones", Kind::Milestone),
    ] {
        block(&mut text, (context, history, most), title, &rest, |item| item.kind == kind);
    }
    let done: Vec<&Item> =
        history.items.iter().filter(|item| existing.is_some_and(|entry| is_done_in(item, entry))).collect();
    block(&mut text, (context, history, most), "Done", &done, |_| true);
    let noted = existing.map(|index| noted(loaded, index)).unwrap_or_default();
    if !noted.is_empty() {
        text.push_str(&format!("\n{}\n", palette.heading("Written down")));
        let columns = context.ui.settings().width.saturating_sub(2);
        for line in noted.iter().take(most) {
            text.push_str(&format!("  {}\n", truncate(&visible(line), columns, context.ui.settings().unicode)));
        }
        more(&mut text, noted.len(), most);
    }
    let puzzles = existing.map(|index| puzzling(context, loaded, index)).unwrap_or_default();
    if !puzzles.is_empty() {
        text.push_str(&format!("\n{}\n", palette.heading("Not understood")));
        puzzles.iter().take(most).for_each(|puzzle| text.push_str(puzzle));
        more(&mut text, puzzles.len(), most);
    }
    if !carry.older.is_empty() {
        let older = count(carry.older.len(), "older open item");
        text.push_str(&format!("\n{older}: `oneonone action list {} --all`\n", loaded.folder.slug));
    }
    let backlog = history
        .items
        .iter()
        .filter(|item| item.state.is_open() && item.mentions.iter().all(|mention| mention.origin == Origin::Backlog));
    let backlog = backlog.count();
    if backlog > 0 {
        text.push_str(&format!("\nBacklog: {} in backlog.md\n", count(backlog, "topic")));
    }
    if on_the_table.is_empty() && carry.older.is_empty() && noted.is_empty() && done.is_empty() && puzzles.is_empty() {
        text.push_str("\nNothing is open.\n");
    }
    text
}

/// What stands in the entry beside the items, with the heading where it is not the open discussion.
fn noted(loaded: &Loaded, index: usize) -> Vec<String> {
    let path = loaded.path_of(index);
    let said = prose::lines(loaded.bytes(&path).unwrap_or_default(), &loaded.vocabulary);
    let line = |prose: Prose| match prose.section {
        Section::Topics => prose.text,
        // Another wording of the item above, from a merge: no line of its own section.
        _ if prose.heading.is_empty() || prose.text.starts_with("also: ") => prose.text,
        _ => format!("{}: {}", prose.heading, prose.text),
    };
    said.into_iter().map(line).collect()
}

fn is_done_in(item: &Item, entry: usize) -> bool {
    let ticked = |mention: &ItemMention| mention.origin == Origin::Entry(entry) && mention.mark == Mark::Done;
    !item.state.is_open() && item.mentions.iter().any(ticked)
}

/// What looks like something that it is not, each with what to do.
fn puzzling(context: &Context, loaded: &Loaded, index: usize) -> Vec<String> {
    let history = &loaded.history;
    let path = loaded.path_of(index);
    let puzzles = puzzles(history, index, loaded.bytes(&path).unwrap_or_default(), &loaded.vocabulary);
    let columns = context.ui.settings().width.saturating_sub(2);
    let told = puzzles.into_iter().map(|puzzle| {
        let (line, text, remedy) = match puzzle {
            Puzzle::Task { line, text } => (
                line,
                text,
                "no item here: it needs an owner (`@NAME`), or a heading such as `## Look forward`".to_owned(),
            ),
            Puzzle::Score { line, text } => (
                line,
                text,
                "the score? Then the number alone, under `## Engagement`; `close` asks for it too".to_owned(),
            ),
            Puzzle::Retyped { line, text, ticked, item } => {
                let item = &history.items[item];
                let id = id_of(history, item).0;
                let remedy = if ticked {
                    format!("^{id}? Then `oneonone action done {} {id}`; `close` asks too", loaded.folder.slug)
                } else {
                    format!("the same as ^{id}? Then add `^{id}` at its end")
                };
                (line, text, remedy)
            }
        };
        let place = format!("{path}:{line}: ");
        let room = columns.saturating_sub(width(&place)).max(20);
        let text = truncate(&visible(&text), room, context.ui.settings().unicode).into_owned();
        format!("  {place}{text}\n    {remedy}\n")
    });
    told.collect()
}

fn block(
    text: &mut String,
    (context, history, most): (&Context, &History, usize),
    title: &str,
    items: &[&Item],
    belongs: impl Fn(&Item) -> bool,
) {
    let chosen: Vec<&&Item> = items.iter().filter(|item| belongs(item)).collect();
    if chosen.is_empty() {
        return;
    }
    text.push_str(&format!("\n{}\n", context.ui.palette().heading(title)));
    for item in chosen.iter().take(most) {
        text.push_str(&format!("  {}\n", item_line(context, history, item)));
    }
    more(text, chosen.len(), most);
}

/// How many lines of a block are not shown; they stand in the entry.
fn more(text: &mut String, all: usize, most: usize) {
    if all > most {
        let more =
            if most == 0 { format!("{all} in the entry") } else { format!("and {} more in the entry", all - most) };
        text.push_str(&format!("  {more}\n"));
    }
}

/// An item on one line: owners, text, what is due, and the id that it has or would get.
pub(in crate::commands) fn item_line(context: &Context, history: &History, item: &Item) -> String {
    line_with(context, item, &format!("  ^{}", id_of(history, item).0))
}

/// The same without the id.
pub(in crate::commands) fn question_line(context: &Context, item: &Item) -> String {
    line_with(context, item, "")
}

fn line_with(context: &Context, item: &Item, id: &str) -> String {
    let palette = context.ui.palette();
    let is_late = item.state.is_open() && item.due.is_some_and(|due| due < context.today);
    let due = item.due.map(|due| {
        let said = format!("due {}", say(due));
        if is_late { palette.bad(&said) } else { palette.dim(&said) }
    });
    let due_width = item.due.map_or(0, |due| width(&say(due)) + 6);
    let owners: Vec<String> = item.owners.iter().map(|owner| format!("@{owner}")).collect();
    let owners =
        if matches!(item.kind, Kind::ActionItem | Kind::Commitment) { owners.join(" ") + " " } else { String::new() };
    let columns = context.ui.settings().width.saturating_sub(2 + due_width + width(id)).max(20);
    let plain = format!("{owners}{}", visible(&item.text));
    let shown = truncate(&plain, columns, context.ui.settings().unicode).into_owned();
    let due = due.map(|due| format!("  {due}")).unwrap_or_default();
    format!("{shown}{due}{}", palette.dim(id))
}
