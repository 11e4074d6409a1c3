//! "3 Nov: held, moved, cancelled, not held?": asked by the verbs that meet a meeting of which nobody said whether it
//! took place.

use chrono::NaiveDate;

use super::support::{self, WriteArgs, say};
use crate::agenda::next::{to_ask_about, unconfirmed};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::edit::{set_key, yaml_string};
use crate::model::phrase;
use crate::ui::lists::count;
use crate::workspace::{Loaded, PairFolder, Plan};

/// What somebody said about a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    Held,
    Moved(NaiveDate),
    Cancelled(Option<String>),
    Missed,
}

/// Asks about every unconfirmed meeting, newest first, where somebody is there to answer; else says that there are some.
/// `but` is the entry that the verb itself settles.
pub(super) fn ask(context: &Context, folder: &PairFolder, but: Option<&str>) -> Result<(), CommandError> {
    let loaded = Loaded::new(folder, context.today)?;
    // Somebody who is there is asked about recent entries that were never filled in, too: they know whether they met.
    let indices = if context.ui.is_interactive() { to_ask_about } else { unconfirmed };
    let paths: Vec<(String, NaiveDate)> = indices(&loaded.history)
        .into_iter()
        .map(|index| (loaded.path_of(index), loaded.history.meetings[index].date))
        .filter(|(path, _)| Some(path.as_str()) != but)
        .collect();
    if paths.is_empty() {
        return Ok(());
    }
    if !context.ui.is_interactive() {
        let dates: Vec<String> = paths.iter().map(|(_, date)| say(*date)).collect();
        context.ui.status(&format!(
            "{} to confirm: {} (held, moved, cancelled, not held?)",
            count(paths.len(), "meeting"),
            dates.join(", ")
        ));
        return Ok(());
    }
    for (path, date) in paths {
        let Some(answer) = question(context, date) else { break };
        record(context, folder, &path, date, &answer)?;
    }
    Ok(())
}

fn question(context: &Context, date: NaiveDate) -> Option<Answer> {
    let choices = [('h', "held"), ('m', "moved"), ('c', "cancelled"), ('n', "not held"), ('l', "ask me later")];
    match context.ui.choose(&say(date), &choices, 'l')? {
        'h' => Some(Answer::Held),
        'm' => {
            let read = |said: &str| phrase::parse_past(said, context.today);
            let when = context.ui.ask_until("Day of the meeting", None, read)?;
            context.ui.status(&format!("  {}", support::say_relative(context, when.date)));
            Some(Answer::Moved(when.date))
        }
        'c' => Some(Answer::Cancelled(context.ui.ask("Reason", None).filter(|reason| !reason.is_empty()))),
        'n' => Some(Answer::Missed),
        _ => None,
    }
}

fn record(
    context: &Context,
    folder: &PairFolder,
    path: &str,
    date: NaiveDate,
    answer: &Answer,
) -> Result<(), CommandError> {
    let (_, ()) = support::write(context, folder, WriteArgs::default(), |loaded| {
        let mut plan = Plan::new("confirm");
        let mut set = |key: &str, value: &str| plan.edit(loaded, path, |bytes| set_key(bytes, key, value));
        let entry = loaded.history.meetings.iter().map(|meeting| &meeting.entry).find(|entry| entry.path() == path);
        let is_scheduled = entry.is_some_and(|entry| entry.scheduled.is_some());
        match answer {
            Answer::Held => set("status", "held")?,
            Answer::Moved(when) => {
                set("date", &when.to_string())?;
                if *when != date && !is_scheduled {
                    set("scheduled", &date.to_string())?;
                }
                let status = if *when <= context.today { "held" } else { "planned" };
                set("status", status)?;
            }
            Answer::Cancelled(reason) => {
                set("status", "cancelled")?;
                if let Some(reason) = reason {
                    set("reason", &yaml_string(reason))?;
                }
            }
            Answer::Missed => set("status", "missed")?,
        }
        Ok((plan, ()))
    })?;
    let what = match answer {
        Answer::Held => "held".to_owned(),
        Answer::Moved(when) => format!("moved to {}", support::say_relative(context, *when)),
        Answer::Cancelled(_) => "cancelled".to_owned(),
        Answer::Missed => "not held".to_owned(),
    };
    context.ui.status(&format!("saved: {}, {what} ({path})", say(date)));
    Ok(())
}
