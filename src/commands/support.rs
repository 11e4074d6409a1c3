//! What many verbs share: which pair, which date, which entry, and the write with what is said about it.

use std::io::Read;

use chrono::NaiveDate;

use crate::agenda::next::{NewEntry, NextEntry};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::template;
use crate::git::patch;
use crate::metrics::cadence::Cadence;
use crate::metrics::scope::Scope;
use crate::metrics::slots::{SlotOutcome, Slots};
use crate::model::phrase;
use crate::store::files;
use crate::ui::lists::list;
use crate::workspace::write::Needs;
use crate::workspace::{Home, Loaded, PairFolder, Plan, WorkspaceError, write};

/// The options of every verb that writes.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub(super) struct WriteArgs {
    /// Show what would be written, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// The pair that is meant: the one named; else the one whose folder we are in; the only one; the only one with a
/// meeting today; else it is asked for.
pub(super) fn pair(context: &Context, name: Option<&str>) -> Result<PairFolder, CommandError> {
    match name {
        Some(name) => Ok(context.home.named(name)?),
        None => match implied_pair(context)? {
            Implied::One(folder) => Ok(folder),
            Implied::Several(folders) => ask_for_pair(context, &folders),
        },
    }
}

/// The pair that is meant without a name.
pub(super) enum Implied {
    /// It is clear.
    One(PairFolder),
    /// It is not.
    Several(Vec<PairFolder>),
}

/// Which pair is meant where none is named.
pub(super) fn implied_pair(context: &Context) -> Result<Implied, CommandError> {
    if let Some(folder) = Home::around(&context.current) {
        return Ok(Implied::One(folder));
    }
    let mut folders = context.home.some_pairs()?;
    if folders.len() == 1 {
        return Ok(Implied::One(folders.remove(0)));
    }
    let mut today = Vec::new();
    for folder in &folders {
        if meets_today(&Loaded::new(folder, context.today)?) {
            today.push(folder.clone());
        }
    }
    match today.as_slice() {
        [one] => Ok(Implied::One(one.clone())),
        [] => Ok(Implied::Several(folders)),
        _ => Ok(Implied::Several(today)),
    }
}

fn meets_today(loaded: &Loaded) -> bool {
    let history = &loaded.history;
    Cadence::new(&Scope { history, since: None }, &Slots::new(history)).next_due == Some(history.today)
}

fn ask_for_pair(context: &Context, folders: &[PairFolder]) -> Result<PairFolder, CommandError> {
    let slugs: Vec<String> = folders.iter().map(|folder| folder.slug.clone()).collect();
    let error = || WorkspaceError::Ambiguous { name: None, slugs: slugs.clone() }.into();
    let question = format!("Which pair: {}?", slugs.join(", "));
    match context.ui.ask_until(&question, None, |answer| context.home.named(answer)) {
        Some(folder) => Ok(folder),
        None => Err(error()),
    }
}

/// The pairs that are meant: those named, or all.
pub(super) fn pairs(context: &Context, names: &[String]) -> Result<Vec<PairFolder>, CommandError> {
    if names.is_empty() {
        return Ok(context.home.some_pairs()?);
    }
    let mut folders: Vec<PairFolder> = Vec::new();
    for name in names {
        let folder = context.home.named(name)?;
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    Ok(folders)
}

/// A date as people say it. The date understood is said back, unless it was written out.
pub(super) fn date(context: &Context, said: &str) -> Result<NaiveDate, CommandError> {
    let understood = phrase::parse(said, context.today)?;
    echo(context, said, understood.date);
    Ok(understood.date)
}

/// The same, of something that has happened.
pub(super) fn past_date(context: &Context, said: &str) -> Result<NaiveDate, CommandError> {
    let understood = phrase::parse_past(said, context.today)?;
    echo(context, said, understood.date);
    Ok(understood.date)
}

fn echo(context: &Context, said: &str, date: NaiveDate) {
    if said.trim() != date.to_string() {
        context.ui.status(&format!("{said}: {}", say_relative(context, date)));
    }
}

/// A date as it is said: `Fri 27 Nov 2026`.
pub(super) fn say(date: NaiveDate) -> String {
    phrase::echo(date)
}

/// A date with its distance: `Fri 27 Nov 2026 (in 7 days)`.
pub(super) fn say_relative(context: &Context, date: NaiveDate) -> String {
    format!("{} ({})", phrase::echo(date), phrase::relative(date, context.today))
}

/// The text of an argument; `-` reads it from standard input.
pub(super) fn text(words: &[String]) -> Result<String, CommandError> {
    if words.iter().map(String::as_str).eq(["-"]) {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| CommandError::data(format!("standard input cannot be read: {error}")))?;
        let text = String::from_utf8(bytes).map_err(|_| CommandError::data("standard input is no UTF-8 text"))?;
        return Ok(text);
    }
    Ok(words.join(" "))
}

/// A text as the lines of one list item: the first with the bullet given, the others indented under it.
pub(super) fn item_lines(bullet: &str, text: &str) -> Result<Vec<String>, CommandError> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).collect();
    if lines.iter().all(|line| line.trim_matches(['-', '*', '_', '=', ' ', '\t', '#']).is_empty()) {
        return Err(CommandError::usage("there is no text to write down"));
    }
    let mut result = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        result.push(if index == 0 { format!("{bullet} {}", line.trim_start()) } else { format!("  {line}") });
    }
    Ok(result)
}

/// The date on which the next meeting is due.
pub(super) fn next_due(loaded: &Loaded) -> Option<NaiveDate> {
    let history = &loaded.history;
    Cadence::new(&Scope { history, since: None }, &Slots::new(history)).next_due
}

/// A slot whose date has passed and whose window is open.
pub(super) fn overdue_slot(loaded: &Loaded) -> Option<NaiveDate> {
    let slots = Slots::new(&loaded.history);
    let overdue =
        |slot: &&crate::metrics::slots::Slot| slot.outcome == SlotOutcome::Pending && slot.date < loaded.history.today;
    slots.counted.iter().find(overdue).map(|slot| slot.date)
}

/// The bytes of a new entry, from the pair's template, the user's or a built-in one.
pub(super) fn new_entry_bytes(context: &Context, loaded: &Loaded, new: &NewEntry) -> Result<Vec<u8>, CommandError> {
    let pair = &loaded.history.pair;
    let name = pair.template.as_deref().unwrap_or(template::DEFAULT);
    let text = template_text(context, loaded, name)?;
    Ok(template::new_entry(&text, pair, new.date, new.scheduled, None).into_bytes())
}

fn template_text(context: &Context, loaded: &Loaded, name: &str) -> Result<String, CommandError> {
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
    for path in [loaded.folder.root.join("templates").join(&file), context.config.templates.join(&file)] {
        if let Some(bytes) = files::read_if_there(&path)? {
            return Ok(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned());
        }
    }
    template::built_in(name).map(str::to_owned).ok_or_else(unknown)
}

/// Makes sure that an entry is there: its path, its date, and whether it is new.
pub(super) fn ensure_entry(
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
            Ok((path, new.date, true))
        }
    }
}

/// Writes what `plan` makes of the pair, or shows it with `--dry-run`; says what else was done.
pub(super) fn write<T>(
    context: &Context,
    folder: &PairFolder,
    args: WriteArgs,
    plan: impl FnOnce(&Loaded) -> Result<(Plan, T), CommandError>,
) -> Result<(bool, T), CommandError> {
    write_with(context, folder, args, Needs::All, plan)
}

/// The same, from as much of the pair as the plan needs.
pub(super) fn write_with<T>(
    context: &Context,
    folder: &PairFolder,
    args: WriteArgs,
    needs: Needs,
    plan: impl FnOnce(&Loaded) -> Result<(Plan, T), CommandError>,
) -> Result<(bool, T), CommandError> {
    if args.dry_run {
        let loaded = needs.load(folder, context.today)?;
        let (plan, result) = plan(&loaded)?;
        show_plan(context, &plan)?;
        return Ok((false, result));
    }
    let mut failed = None;
    let mut waiting = || context.ui.status("another oneonone is writing here; waiting for it");
    let outcome = write::write(folder, context.today, needs, &mut waiting, |loaded| match plan(loaded) {
        Ok((plan, result)) => Ok((plan, Some(result))),
        Err(error) => {
            failed = Some(error);
            Ok((Plan::new("nothing"), None))
        }
    });
    let (written, result) = outcome?;
    if !written.by_hand.is_empty() {
        context.ui.status(&format!("saved what was changed by hand: {}", list(&written.by_hand)));
    }
    for path in &written.irregular {
        context.ui.warn(&format!("`{path}` is not a regular file, and is left out"));
    }
    written.remarks.iter().for_each(|remark| context.ui.status(remark));
    match (failed, result) {
        (Some(error), _) => Err(error),
        (None, Some(result)) => Ok((written.committed, result)),
        (None, None) => Err(CommandError::defect("the plan of a write came to nothing")),
    }
}

fn show_plan(context: &Context, plan: &Plan) -> Result<(), CommandError> {
    if plan.is_empty() {
        context.ui.status("nothing would be written");
        return Ok(());
    }
    for change in plan.changes.iter().filter(|change| change.before != change.after) {
        let before = change.before.as_deref().unwrap_or_default();
        let after = change.after.as_deref().unwrap_or_default();
        context.ui.out(&patch::unified(&change.path, before, after)?);
    }
    context.ui.status("nothing was written (--dry-run)");
    Ok(())
}
