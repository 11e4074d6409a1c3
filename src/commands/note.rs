//! `oneonone note`

use clap::Args;

use super::Exit;
use super::new::no_slot;
use super::support::{self, WriteArgs};
use super::which;
use crate::agenda::next::{entry_for_note, tells_entry_for_note};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::edit::{insert_under, set_key};
use crate::format::frontmatter::key_spans;
use crate::format::item_line::{is_handle, task_box};
use crate::format::source::Source;
use crate::model::entry::{Entry, Status};
use crate::model::item::Mention;
use crate::model::phrase;
use crate::model::section::{NAMED, Section, SectionNames};
use crate::ui::escape::visible;
use crate::workspace::write::Needs;
use crate::workspace::{Loaded, Plan};

/// Write down a thought for the next meeting
///
/// It goes into today's entry, else into the next one, which is made if need be; under open discussion unless said. With
/// `--private` it goes into a store of your own, which nobody else sees.
#[derive(Debug, Args)]
#[command(override_usage = "oneonone note [OPTIONS] [PAIR] TEXT")]
pub struct NoteArgs {
    /// Whose pair (where it is not clear), then the text; `-` reads the text from standard input
    #[arg(required = true, num_args = 1.., value_name = "TEXT")]
    words: Vec<String>,
    /// The section: look back, blockers, feedback, growth…
    #[arg(long, short, value_name = "SECTION", conflicts_with_all = ["topic", "action"])]
    section: Option<String>,
    /// A topic that stays open until it is ticked
    #[arg(long, short, conflicts_with = "action")]
    topic: bool,
    /// An action item
    #[arg(long, short)]
    action: bool,
    /// Who owns the action item, by handle
    #[arg(long, value_name = "HANDLE", requires = "action")]
    owner: Option<String>,
    /// When the action item is due: friday, in 2 weeks, 2026-12-01
    #[arg(long, value_name = "DATE", requires = "action")]
    due: Option<String>,
    /// For yourself alone: into a store of your own, never into the pair
    #[arg(long, conflicts_with_all = ["section", "topic", "action", "print_path"])]
    private: bool,
    /// Print the path of the entry alone
    #[arg(long)]
    print_path: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `note`.
pub(super) fn run(context: &Context, args: &NoteArgs) -> Result<Exit, CommandError> {
    if args.private {
        return super::private::keep(context, &args.words, args.write);
    }
    let (folder, words) = which::pair_and_text(context, &args.words)?;
    let text = support::text(&words)?;
    let line = line(context, args, &text)?;
    let needs = Needs::FromToday(tells_entry_for_note);
    let (_, (path, date, section, problems, name)) =
        support::write_with(context, &folder, args.write, needs, |loaded| {
            let section = section(args, loaded)?;
            let next = entry_for_note(&loaded.history).ok_or_else(|| no_slot(loaded))?;
            let mut plan = Plan::new("note");
            let (path, date, _) = support::ensure_entry(context, loaded, &mut plan, &next)?;
            plan.edit(loaded, &path, |bytes| insert_under(bytes, section, &line, &loaded.vocabulary))?;
            mark_prepared(context, loaded, &mut plan, &path)?;
            let name = folder.other_name()?;
            Ok((plan, (path, date, section, loaded.diagnostics.len(), name)))
        })?;
    if args.print_path {
        context.ui.out(&folder.root.join(&path).display().to_string());
    }
    if !args.write.dry_run {
        let when = support::say_relative(context, date);
        context.ui.status(&format!("saved for {name}, {when}, under {}", section.title()));
        context.ui.status(&format!("  {path}: {}", visible(&line[0])));
    }
    support::tell_problems(context, problems);
    Ok(Exit::Done)
}

fn line(context: &Context, args: &NoteArgs, text: &str) -> Result<Vec<String>, CommandError> {
    if !args.action {
        // What becomes an item has its dates; a thought is left as it was typed.
        let dated = |line: &str| match item_text(line).or(args.topic.then_some(line)) {
            Some(_) => with_due_dates(context, line),
            None => Ok(line.to_owned()),
        };
        let text = text.lines().map(dated).collect::<Result<Vec<_>, _>>()?.join("\n");
        return support::item_lines(if args.topic { "- [ ]" } else { "-" }, &text);
    }
    action_lines(context, args.owner.as_deref(), args.due.as_deref(), text)
}

/// What stands behind a box that was typed along.
fn item_text(line: &str) -> Option<&str> {
    let line = line.trim_start().trim_start_matches(['-', '*', '+']).trim_start();
    task_box(line).map(|(_, at)| &line[at..])
}

/// An action item as the lines of the file.
fn action_lines(
    context: &Context,
    owner: Option<&str>,
    due: Option<&str>,
    text: &str,
) -> Result<Vec<String>, CommandError> {
    let owner = owner.map(|owner| owner.trim_start_matches('@').to_lowercase());
    if let Some(owner) = owner.as_deref().filter(|owner| !is_handle(owner)) {
        return Err(CommandError::usage(format!("`{owner}` is no handle")));
    }
    let bullet = owner.map_or_else(|| "- [ ]".to_owned(), |owner| format!("- [ ] @{owner}"));
    let text = with_due_dates(context, text)?;
    let mut lines = support::item_lines(&bullet, &text)?;
    if let Some(due) = due {
        let due = support::date(context, due)?;
        lines[0].push_str(&format!(" due:{due}"));
    }
    Ok(lines)
}

fn section(args: &NoteArgs, loaded: &Loaded) -> Result<Section, CommandError> {
    let Some(name) = &args.section else { return Ok(if args.action { Section::Actions } else { Section::Topics }) };
    let own: &SectionNames = loaded.vocabulary.sections();
    own.lookup(name).or_else(|| Section::from_name(name)).ok_or_else(|| {
        let names: Vec<&str> = NAMED.iter().map(|section| section.name()).collect();
        CommandError::usage(format!("no section is called `{name}`")).hint(format!("there are {}", names.join(", ")))
    })
}

/// Notes the first day on which somebody wrote something ahead of the meeting.
pub(super) fn mark_prepared(
    context: &Context,
    loaded: &Loaded,
    plan: &mut Plan,
    path: &str,
) -> Result<(), CommandError> {
    let Some(change) = plan.changes.iter().find(|change| change.path == path) else { return Ok(()) };
    let name = path.trim_start_matches("entries/");
    let bytes = change.after.as_deref().unwrap_or_default();
    let entry: Entry = crate::format::entry::read(name, bytes, &loaded.vocabulary).entry;
    let source = Source::new(bytes);
    let keys = source.frontmatter.clone().map(|block| key_spans(&source.text, block)).unwrap_or_default();
    let has_status = keys.iter().any(|key| key.key == "status");
    let ahead = entry.date.is_some_and(|date| date >= context.today);
    let is_planned =
        matches!(entry.status, None | Some(Status::Planned)) && entry.score.is_none() && entry.minutes.is_none();
    let is_new = |mention: &Mention| {
        let is_known = |id: &String| loaded.history.items.iter().any(|item| item.ids.contains(id));
        !mention.ids.iter().any(is_known)
    };
    let human = entry.prose || entry.mentions.iter().any(is_new);
    // One of today in which somebody wrote counts as held already, and says nothing of its preparation.
    let is_held = loaded.history.held().any(|(_, meeting)| meeting.entry.path() == path);
    if entry.prepared.is_none() && human && ahead && is_planned && !entry.unreadable && !is_held {
        let today = context.today.to_string();
        plan.edit(loaded, path, |bytes| set_key(bytes, "prepared", &today))?;
        // Without a status, what was prepared would count as held on its day. What is written there stays, whatever it is.
        if entry.status.is_none() && !has_status {
            plan.edit(loaded, path, |bytes| set_key(bytes, "status", Status::Planned.name()))?;
        }
    }
    Ok(())
}

/// The most words of a date that is said behind `due:`.
const LONGEST_DATE: usize = 4;

/// A text in which `due:friday`, `due:in 2 weeks` and the like become dates; the date understood is said back.
pub(super) fn with_due_dates(context: &Context, text: &str) -> Result<String, CommandError> {
    let words: Vec<&str> = text.split(' ').collect();
    let mut result = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let Some(first) = word.strip_prefix("due:").filter(|said| !said.is_empty()) else {
            result.push((*word).to_owned());
            at += 1;
            continue;
        };
        let (said, count) = (1..=LONGEST_DATE.min(words.len() - at))
            .rev()
            .map(|count| ([&[first], &words[at + 1..at + count]].concat().join(" "), count))
            .find(|(said, _)| phrase::parse(said, context.today).is_ok())
            .unwrap_or_else(|| (first.to_owned(), 1));
        let understood = phrase::parse(&said, context.today)?;
        if said != understood.date.to_string() {
            context.ui.status(&format!("{said}: {}", support::say_relative(context, understood.date)));
        }
        result.push(format!("due:{}", understood.date));
        at += count;
    }
    Ok(result.join(" "))
}

/// Add an action item to today's entry, else the next one.
#[derive(Debug, Args)]
#[command(override_usage = "oneonone action add [OPTIONS] [PAIR] TEXT")]
pub struct ActionArgs {
    /// Whose pair (where it is not clear), then the text; `-` reads the text from standard input
    #[arg(required = true, num_args = 1.., value_name = "TEXT")]
    words: Vec<String>,
    /// Who owns it, by handle [default: the direct report]
    #[arg(long, value_name = "HANDLE")]
    owner: Option<String>,
    /// When it is due: friday, in 2 weeks, 2026-12-01
    #[arg(long, value_name = "DATE")]
    due: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `action add`.
pub(super) fn add_action(context: &Context, args: &ActionArgs) -> Result<Exit, CommandError> {
    let (folder, words) = which::pair_and_text(context, &args.words)?;
    let text = support::text(&words)?;
    let lines = action_lines(context, args.owner.as_deref(), args.due.as_deref(), &text)?;
    super::action::add(context, &folder, args.write, &lines)
}
