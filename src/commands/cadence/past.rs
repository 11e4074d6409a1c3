//! Before a cadence is written that begins on a day that has passed: what it makes of the meetings since then.

use chrono::NaiveDate;

use crate::command_error::CommandError;
use crate::commands::support::say;
use crate::context::Context;
use crate::metrics::another_cadence::AnotherCadence;
use crate::metrics::cadence::Cadence;
use crate::model::cadence::CadenceRow;
use crate::render::figure::counted;
use crate::ui::lists::count;
use crate::workspace::{Loaded, PairFolder};

/// The most dates that are named.
const MOST: usize = 4;

/// Whether somebody has to be asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Consent {
    /// It was said beforehand.
    pub(super) yes: bool,
    /// Nothing is written.
    pub(super) dry_run: bool,
}

/// Shows what becomes of the past, and asks; says nothing where it stays as it is.
pub(super) fn ask(
    context: &Context,
    folder: &PairFolder,
    row: CadenceRow,
    consent: Consent,
) -> Result<(), CommandError> {
    let from = row.from;
    let loaded = Loaded::new(folder, context.today)?;
    if loaded.history.pair.cadence.iter().any(|known| known.from == from) {
        // The write refuses it.
        return Ok(());
    }
    let other = AnotherCadence::new(&loaded.history, row);
    if !other.changes_the_past() {
        return Ok(());
    }
    tell(context, from, &other);
    if consent.yes || consent.dry_run {
        return Ok(());
    }
    match context.ui.confirm("Judge these meetings by it?", false) {
        Some(true) => Ok(()),
        Some(false) => Err(CommandError::usage("nothing was changed")
            .hint("`--from today` or a later day leaves the figures about the past as they are")),
        None => Err(CommandError::usage(format!("this changes figures about days before {}", say(context.today)))
            .hint("`--yes` says that it may; `--from today` or a later day leaves them as they are")),
    }
}

fn tell(context: &Context, from: NaiveDate, other: &AnotherCadence) {
    let (now, then) = (&other.now, &other.then);
    context.ui.warn(&format!("meetings from {} on would be judged by the new cadence", say(from)));
    let line = |what: &str, now: String, then: String| {
        if now != then {
            context.ui.say(&format!("  {what}: {now}, then {then}"));
        }
    };
    let adherence =
        |cadence: &Cadence| counted(cadence.adherence(), cadence.on_time + cadence.moved, cadence.expected());
    line("took place", adherence(now), adherence(then));
    line("cancelled", now.cancelled.to_string(), then.cancelled.to_string());
    line("missed", now.missed.to_string(), then.missed.to_string());
    line("held beyond those expected", now.extra.len().to_string(), then.extra.len().to_string());
    let missed: Vec<NaiveDate> = other.newly_missed().map(|slot| slot.date).collect();
    if !missed.is_empty() {
        let more = missed.len().saturating_sub(MOST);
        let days: Vec<String> = missed.iter().take(MOST).map(|date| say(*date)).collect();
        let more = if more > 0 { format!(" and {}", count(more, "more day")) } else { String::new() };
        context.ui.say(&format!("  would count as missed: {}{more}", days.join(", ")));
    }
}
