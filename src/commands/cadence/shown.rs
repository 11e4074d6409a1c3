//! The cadence of a pair as it is: what is in force since when, what follows, and when they are away.

use crate::command_error::CommandError;
use crate::commands::support::{self, say, say_relative};
use crate::context::Context;
use crate::model::cadence::CadenceRow;
use crate::ui::escape::visible;
use crate::workspace::{Loaded, PairFolder};

/// Prints it.
pub(super) fn show(context: &Context, folder: &PairFolder) -> Result<(), CommandError> {
    let loaded = Loaded::new(folder, context.today)?;
    let pair = &loaded.history.pair;
    let names = format!("{} and {}", pair.direct_report.name, pair.manager.name);
    let mut lines = vec![visible(&names).into_owned()];
    let rows = pair.cadence.iter().map(|row| format!("  from {}: {}", say(row.from), words(row)));
    lines.extend(rows);
    if pair.cadence.is_empty() {
        lines.push("  no cadence".to_owned());
    }
    let to_come = pair.away.iter().filter(|away| away.to >= context.today);
    lines.extend(to_come.map(|away| format!("  away from {} to {}", say(away.from), say(away.to))));
    match (pair.ended, support::next_due(&loaded)) {
        (Some(day), _) if day <= context.today => lines.push(format!("  ended on {}", say(day))),
        (_, Some(next)) => lines.push(format!("  next: {}", say_relative(context, next))),
        (_, None) => {}
    }
    lines.iter().for_each(|line| context.ui.out(line));
    support::tell_problems(context, loaded.diagnostics.len());
    Ok(())
}

/// `every week, 14:00, 45 min`.
fn words(row: &CadenceRow) -> String {
    let time = row.time.as_ref().map(|time| format!(", {}", visible(time)));
    let minutes = row.minutes.map(|minutes| format!(", {minutes} min"));
    format!("every {}{}{}", row.every, time.unwrap_or_default(), minutes.unwrap_or_default())
}
