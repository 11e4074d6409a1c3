//! `oneonone due`

use chrono::NaiveDate;
use clap::Args;

use super::Exit;
use super::support::{self, say};
use super::which;
use crate::agenda::next::{NextEntry, next_entry};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::ui::width::{pad, width};
use crate::workspace::Loaded;

/// List the meetings that are due soon; silent where there are none
///
/// For cron, every morning of a working day: `0 8 * * 1-5  oneonone due --within 24h`
#[derive(Debug, Args)]
pub struct DueArgs {
    /// Whose pairs; all without one
    pairs: Vec<String>,
    /// How far ahead: 24h, 2d, 1w
    #[arg(long, value_name = "TIME", default_value = "24h", value_parser = parse_span)]
    within: Minutes,
    /// Exit with 1 where something is due
    #[arg(long)]
    exit_code: bool,
}

/// A span of time in minutes.
#[derive(Debug, Clone, Copy)]
struct Minutes(i64);

fn parse_span(text: &str) -> Result<Minutes, String> {
    let text = text.trim();
    let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let unit = match text[split..].trim() {
        "h" | "hour" | "hours" => 60,
        "d" | "day" | "days" => 24 * 60,
        "w" | "week" | "weeks" => 7 * 24 * 60,
        _ => return Err("write a number and h, d or w, such as 24h".to_owned()),
    };
    let number: i64 = text[..split].parse().map_err(|_| "write a number and h, d or w, such as 24h".to_owned())?;
    number
        .checked_mul(unit)
        .filter(|minutes| *minutes <= 366 * 24 * 60)
        .map(Minutes)
        .ok_or_else(|| "a year at most".to_owned())
}

/// Runs `due`.
pub(super) fn run(context: &Context, args: &DueArgs) -> Result<Exit, CommandError> {
    let mut due: Vec<(NaiveDate, Option<String>, String, bool)> = Vec::new();
    let (pairs, all) = support::load_each(context, &which::pairs(context, &args.pairs)?)?;
    for loaded in &pairs {
        let Some(date) = support::next_due(loaded) else { continue };
        let time = loaded.history.pair.cadence_on(date).and_then(|row| row.time.clone());
        if minutes_until(context, date, time.as_deref()) <= args.within.0 {
            let name = loaded.folder.other_name()?;
            due.push((date, time, name, is_prepared(loaded)));
        }
    }
    due.sort();
    let columns = due.iter().map(|(_, _, name, _)| width(name)).max().unwrap_or(0);
    for (date, time, name, prepared) in &due {
        let state = if *prepared { "prepared" } else { "not prepared yet" };
        context.ui.out(&format!(
            "{} {}  {}  {state}",
            say(*date),
            time.as_deref().unwrap_or("     "),
            pad(name, columns)
        ));
    }
    Ok(if !all || (args.exit_code && !due.is_empty()) { Exit::Found } else { Exit::Done })
}

/// Minutes until the meeting begins; without a time of day, until its day begins.
fn minutes_until(context: &Context, date: NaiveDate, time: Option<&str>) -> i64 {
    let at = time
        .and_then(|time| time.split_once(':'))
        .and_then(|(hours, minutes)| Some(hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?));
    let now = i64::from(context.minutes.unwrap_or(0));
    (date - context.today).num_days() * 24 * 60 + at.unwrap_or(0) - now
}

/// Whether somebody wrote something into the next entry.
pub(super) fn is_prepared(loaded: &Loaded) -> bool {
    match next_entry(&loaded.history) {
        Some(NextEntry::Existing(index)) => loaded.history.meetings[index].human,
        _ => false,
    }
}
