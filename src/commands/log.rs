//! `oneonone log`

use std::collections::HashSet;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use serde_json::json;

use super::Exit;
use super::changes::{Past, Told, file_lines};
use super::fresh;
use super::support::{self, say};
use super::which;
use crate::agenda::ids::id_of;
use crate::changes::{FileChanges, Life, commit_json};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::git::{CommitId, PairRepository};
use crate::model::item::normalise_text;
use crate::ui::escape::visible;
use crate::ui::pager;
use crate::workspace::{Loaded, PairFolder};

/// Tell who changed what and when, by item and section
///
/// Newest first, a commit after another: what was added, ticked, edited, moved, dropped, and by whom. What was merged is told
/// once, where it was written.
#[derive(Debug, Args)]
pub struct LogArgs {
    /// Whose pair
    pair: Option<String>,
    /// Follow one item through its life: its id, as `prep` and `action list` show it
    #[arg(long, value_name = "ID")]
    item: Option<String>,
    /// Only what was changed on or after that day
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Only what was changed on or before that day
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Only what was changed since the day of the last meeting that was held
    #[arg(long, conflicts_with = "since")]
    since_meeting: bool,
    /// Only what is new since you last asked so, on this machine
    #[arg(long, conflicts_with_all = ["since", "until", "since_meeting", "item"])]
    new: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    format: LogFormat,
}

/// How the changes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Runs `log`.
pub(super) fn run(context: &Context, args: &LogArgs) -> Result<Exit, CommandError> {
    let folder = which::pair(context, args.pair.as_deref())?;
    fresh::look(context, std::slice::from_ref(&folder));
    let loaded = Loaded::new(&folder, context.today)?;
    let day = |said: &Option<String>| said.as_deref().map(|said| support::past_date(context, said)).transpose();
    let last_held = || loaded.history.held().map(|(_, meeting)| meeting.date).max();
    let since = if args.since_meeting { last_held() } else { day(&args.since)? };
    let until = day(&args.until)?;
    let repository = PairRepository::open(&folder.root)?;
    let mut told = Past::read(&repository, &loaded)?.told;
    if args.new {
        let looked: Vec<CommitId> = repository.looked()?.into_iter().collect();
        let new: HashSet<CommitId> = repository.walker()?.steps(&looked)?.into_iter().map(|step| step.commit).collect();
        told.retain(|told| new.contains(&told.step.commit));
    }
    if let Some(id) = &args.item {
        let mut life = life_of(&loaded, id)?;
        told.iter_mut().for_each(|told| told.files = life.of_commit(&told.files));
    }
    told.retain(|told| is_between(told, since, until) && told.files.iter().any(FileChanges::is_told));
    match args.format {
        LogFormat::Json => context.ui.out_json(&json(&folder, &told).to_string()),
        LogFormat::Text if told.is_empty() => context.ui.status("nothing was changed"),
        LogFormat::Text => {
            let text: Vec<String> = told.iter().map(|told| page(context, told)).collect();
            let [git_pager, user_pager] = &context.pagers;
            let command = pager::command(git_pager.as_deref(), user_pager.as_deref());
            pager::print(&context.ui, command.as_deref(), &text.join("\n"));
        }
    }
    if let Some(head) = repository.head_commit()?.filter(|_| args.new) {
        repository.note_looked(head)?;
    }
    Ok(Exit::Done)
}

fn is_between(told: &Told, since: Option<NaiveDate>, until: Option<NaiveDate>) -> bool {
    let day = told.day();
    since.is_none_or(|since| day.is_some_and(|day| day >= since))
        && until.is_none_or(|until| day.is_some_and(|day| day <= until))
}

/// What is known of the item of that id, by which it is followed back.
fn life_of(loaded: &Loaded, said: &str) -> Result<Life, CommandError> {
    let id = said.trim().trim_start_matches('^');
    let history = &loaded.history;
    let is_it = |item: &&crate::history::Item| item.ids.iter().any(|known| known == id) || id_of(history, item).0 == id;
    let item = history.items.iter().find(is_it).ok_or_else(|| {
        CommandError::data(format!("there is no item `^{id}`"))
            .hint(format!("`oneonone action list {} --all` shows them with their ids", loaded.folder.slug))
    })?;
    let lines = item.mentions.iter().map(|mention| (history.path(mention.origin), normalise_text(&mention.text)));
    Ok(Life::new(item.ids.clone(), lines))
}

/// One commit as a few lines.
fn page(context: &Context, told: &Told) -> String {
    let palette = context.ui.palette();
    let when = told.at.map_or_else(String::new, |at| format!("{}, {}", say(at.date_naive()), at.format("%H:%M")));
    let mut text = format!("{}\n", palette.heading(&format!("{when}  {}", visible(&told.who))));
    for file in told.files.iter().filter(|file| file.is_told()) {
        text.push_str(&file_lines(context, file, &|_| String::new()));
    }
    text
}

fn json(folder: &PairFolder, told: &[Told]) -> serde_json::Value {
    let commits = told.iter().map(|told| {
        json!({
            "commit": told.step.commit.to_string(), "author": told.who, "email": told.step.author.email,
            "at": told.at.map(|at| at.to_rfc3339()), "subject": told.step.subject, "files": commit_json(&told.files),
        })
    });
    json!({"schema": "oneonone.log/1", "pair": folder.slug, "commits": commits.collect::<Vec<_>>()})
}
