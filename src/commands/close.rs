//! `oneonone close`

mod answers;
mod kept;

use std::collections::BTreeMap;

use answers::{Answers, Said, Target, answers, carried_in};
use clap::Args;

use super::Exit;
use super::confirm;
use super::prep::put;
use super::summary::summary_text;
use super::support::{self, WriteArgs, say};
use super::which;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::edit::{ItemEdit, edit_items, insert_under, set_key};
use crate::format::entry;
use crate::model::entry::Entry;
use crate::model::item::{Mark, Mention};
use crate::model::section::Section;
use crate::workspace::{Loaded, Plan};

/// Close a meeting: the score, the open items, the next steps
///
/// Asks for what it was not told: the engagement score, each open item (done, drop, keep), the next steps. Then the entry
/// is marked as held, what is still open as carried on, and the summary is printed. Who is interrupted at a question can
/// go on from there.
#[derive(Debug, Args)]
pub struct CloseArgs {
    /// Whose pair
    pair: Option<String>,
    /// The engagement score, 1 to 10
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=10))]
    engagement: Option<u8>,
    /// How long the meeting took
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1440))]
    minutes: Option<u32>,
    /// A next step, as an action item: "@bob Ask about the budget due:friday" (several times)
    #[arg(long = "next", value_name = "TEXT")]
    next_steps: Vec<String>,
    /// The day of the meeting, where it is not the entry's: today, yesterday, 2026-11-20
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Print no summary
    #[arg(long)]
    no_summary: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `close`.
pub(super) fn run(context: &Context, args: &CloseArgs) -> Result<Exit, CommandError> {
    let folder = which::pair(context, args.pair.as_deref())?;
    let given = args.date.as_deref().map(|said| support::past_date(context, said)).transpose()?;
    if let Some(day) = given.filter(|day| *day > context.today) {
        return Err(CommandError::usage(format!("{} has not come yet", say(day))));
    }
    let answers = answers(context, args, &folder, given)?;
    let path = answers.target.path();
    if !args.write.dry_run {
        confirm::ask(context, &folder, Some(&path))?;
    }
    let (is_written, problems) = support::write(context, &folder, args.write, |loaded| {
        Ok((plan(context, args, loaded, &answers)?, loaded.diagnostics.len()))
    })?;
    support::tell_problems(context, problems);
    if args.write.dry_run {
        return Ok(Exit::Done);
    }
    answers.kept.discard();
    context.ui.status(&if is_written { format!("saved: {path} is held") } else { "nothing was changed".to_owned() });
    if answers.not_asked {
        support::tip(
            context,
            "nothing was asked, as this is no terminal: `-e N` gives the score, `--next` a next step",
        );
    }
    if !args.no_summary {
        let loaded = Loaded::new(&folder, context.today)?;
        if let Some(index) = loaded.history.meetings.iter().position(|meeting| meeting.entry.path() == path) {
            context.ui.out(&summary_text(&loaded, index));
        }
    }
    Ok(Exit::Done)
}

/// The marks by line of the entry as it is now.
fn marks_now(entry: &Entry, marks: &[Said]) -> BTreeMap<u32, char> {
    let mut now = BTreeMap::new();
    for said in marks {
        let is_meant = |mention: &Mention| match said.text.strip_prefix('^').filter(|_| said.line == 0) {
            Some(id) => mention.ids.iter().any(|known| known == id),
            None => mention.text == said.text,
        };
        let is_it =
            |mention: &&Mention| is_meant(mention) && mention.mark.is_open() && !now.contains_key(&mention.line);
        let nearest = entry.mentions.iter().filter(is_it).min_by_key(|mention| mention.line.abs_diff(said.line));
        if let Some(mention) = nearest {
            now.insert(mention.line, said.mark);
        }
    }
    now
}

fn plan(context: &Context, args: &CloseArgs, loaded: &Loaded, answers: &Answers) -> Result<Plan, CommandError> {
    let mut plan = Plan::new("close");
    let path = answers.target.path();
    let path = path.as_str();
    if let Target::New(new) = &answers.target
        && loaded.bytes(path).is_none()
    {
        plan.put(loaded, path, support::new_entry_bytes(context, loaded, new)?);
    }
    plan.edit(loaded, path, |bytes| Ok(bytes.to_vec()))?;
    let there = loaded.history.meetings.iter().position(|meeting| meeting.entry.path() == path);
    put(loaded, &mut plan, path, &carried_in(loaded, there, &answers.target))?;
    let planned = plan.changes.iter().find(|change| change.path == path);
    let bytes = planned.and_then(|change| change.after.clone()).unwrap_or_default();
    if bytes.is_empty() {
        return Err(CommandError::data(format!("`{path}` is gone")));
    }
    let entry = entry::read(path.trim_start_matches("entries/"), &bytes, &loaded.vocabulary).entry;
    let marks = marks_now(&entry, &answers.marks);
    let is_changed = |mention: &&Mention| mention.mark == Mark::Open || marks.contains_key(&mention.line);
    let edit = |mention: &Mention| {
        let mark = marks.get(&mention.line).copied().unwrap_or('>');
        ItemEdit { line: mention.line, mark: Some(mark), append: Vec::new() }
    };
    let edits: Vec<ItemEdit> = entry.mentions.iter().filter(is_changed).map(edit).collect();
    plan.edit(loaded, path, |bytes| edit_items(bytes, &edits))?;
    let steps: Vec<String> = answers.next_steps.iter().map(|step| step.replacen("- [ ]", "- [>]", 1)).collect();
    plan.edit(loaded, path, |bytes| insert_under(bytes, Section::Actions, &steps, &loaded.vocabulary))?;
    let mut set = |key: &str, value: String| plan.edit(loaded, path, |bytes| set_key(bytes, key, &value));
    if let Some(day) = answers.held_on {
        set("date", day.to_string())?;
        if let Some(date) = entry.date.filter(|_| entry.scheduled.is_none()) {
            set("scheduled", date.to_string())?;
        }
    }
    set("status", "held".to_owned())?;
    if let Some(score) = answers.engagement {
        set("engagement", score.to_string())?;
    }
    if let Some(minutes) = args.minutes {
        set("minutes", minutes.to_string())?;
    }
    Ok(plan)
}
