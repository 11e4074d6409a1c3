//! `oneonone show`

use std::collections::BTreeMap;

use clap::Args;

use super::Exit;
use super::changes::{Amendment, amendments};
use super::fresh;
use super::support;
use super::which;
use crate::agenda::next::{NextEntry, next_entry};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::git::PairRepository;
use crate::model::phrase;
use crate::ui::escape::{visible, visible_multiline};
use crate::ui::pager;
use crate::workspace::Loaded;

/// Print entries
///
/// Without more, the newest meeting; `next` is the one to come, `--all` is the whole history, oldest first. Above an entry
/// stands who changed its words or figures after the meeting had been closed, and when, by the names in git's commits.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Whose pair
    pair: Option<String>,
    /// Which meeting: last, next, 2026-11-20, last friday [default: last]
    which: Vec<String>,
    /// The whole history
    #[arg(long, conflicts_with = "last")]
    all: bool,
    /// The newest N meetings
    #[arg(long, short = 'n', value_name = "N")]
    last: Option<usize>,
    /// Print the paths alone
    #[arg(long)]
    print_path: bool,
}

/// Runs `show`.
pub(super) fn run(context: &Context, args: &ShowArgs) -> Result<Exit, CommandError> {
    let (folder, which) = which::pair_and_meeting(context, args.pair.as_deref(), &args.which, "last")?;
    fresh::look(context, std::slice::from_ref(&folder));
    let loaded = Loaded::new(&folder, context.today)?;
    let upto_today = loaded.history.meetings.iter().filter(|m| m.date <= context.today).count();
    let indices: Vec<usize> = if args.all {
        (0..loaded.history.meetings.len()).collect()
    } else if let Some(last) = args.last {
        (upto_today.saturating_sub(last)..upto_today).collect()
    } else {
        vec![entry_named(context, &loaded, &which)?]
    };
    let paths: Vec<String> = indices.iter().map(|index| loaded.path_of(*index)).collect();
    let amended = if args.print_path { BTreeMap::new() } else { amended(&loaded, &paths) };
    let mut text = String::new();
    for index in indices {
        let path = loaded.path_of(index);
        if args.print_path {
            text.push_str(&format!("{}\n", folder.root.join(&path).display()));
            continue;
        }
        let bytes = loaded.bytes(&path).unwrap_or_default();
        let shown = visible_multiline(&String::from_utf8_lossy(bytes)).into_owned();
        let rule = context.ui.palette().dim(&format!("── {path} ──"));
        let rule = if context.ui.settings().unicode { rule } else { rule.replace('─', "-") };
        text.push_str(&format!("{rule}\n"));
        for amendment in amended.get(&path).into_iter().flatten() {
            let (day, who) = (support::say(amendment.day), visible(&amendment.who));
            text.push_str(&context.ui.palette().warn(&format!("amended on {day} by {who} (unverified)")));
            text.push('\n');
        }
        text.push_str(&format!("{}\n", shown.trim_start_matches("\\u{feff}").trim_end()));
        text.push('\n');
    }
    let [git_pager, user_pager] = &context.pagers;
    let command = pager::command(git_pager.as_deref(), user_pager.as_deref());
    pager::print(&context.ui, command.as_deref(), &text);
    Ok(Exit::Done)
}

/// What was written after the meetings had been closed; nothing where git does not tell.
fn amended(loaded: &Loaded, paths: &[String]) -> BTreeMap<String, Vec<Amendment>> {
    let repository = PairRepository::open(&loaded.folder.root).ok();
    repository.and_then(|repository| amendments(&repository, loaded, paths).ok()).unwrap_or_default()
}

/// Whether words name a meeting: `last`, `next`, an entry or a day.
pub(super) fn is_meeting(context: &Context, said: &str) -> bool {
    let is_entry = said.starts_with("entries/") || said.ends_with(".md");
    matches!(said, "last" | "next" | "today") || is_entry || phrase::parse_past(said, context.today).is_ok()
}

/// The meeting that a word names: `last`, `next`, or a day.
pub(super) fn entry_named(context: &Context, loaded: &Loaded, which: &str) -> Result<usize, CommandError> {
    let history = &loaded.history;
    let slug = &loaded.folder.slug;
    let none = |what: &str| {
        let error = CommandError::data(format!("{slug} has no {what}"));
        if history.meetings.is_empty() {
            error.hint(format!("`oneonone prep {slug}` makes the next entry"))
        } else {
            error.hint(format!("`oneonone show {slug} --all` prints what there is"))
        }
    };
    match which {
        "last" => {
            let held = history.held().last().map(|(index, _)| index);
            let any = history.meetings.iter().rposition(|meeting| meeting.date <= context.today);
            held.or(any).ok_or_else(|| none("meeting yet"))
        }
        "next" => match next_entry(history) {
            Some(NextEntry::Existing(index)) => Ok(index),
            _ => Err(CommandError::data(format!("{slug} has no next entry"))
                .hint(format!("`oneonone prep {slug}` makes it"))),
        },
        said => {
            let name = said.trim_start_matches("entries/").trim_end_matches(".md");
            let by_name = |m: &&crate::history::Meeting| m.entry.name.file.trim_end_matches(".md") == name;
            if let Some(index) = history.meetings.iter().position(|m| by_name(&m)) {
                return Ok(index);
            }
            let day = phrase::parse_past(said, context.today)?.date;
            history
                .meetings
                .iter()
                .rposition(|m| m.date == day)
                .ok_or_else(|| none(&format!("meeting on {}", support::say(day))))
        }
    }
}
