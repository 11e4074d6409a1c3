//! What was found in a document, as a table.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::commands::support::say;
use crate::context::Context;
use crate::format::source::Source;
use crate::import::{Direction, Remark};
use crate::model::entry::Outcome;
use crate::ui::diagnostic::{Excerpt, Severity, render};
use crate::ui::escape::visible;
use crate::ui::lists::count;

/// What becomes of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum State {
    /// A new entry.
    New,
    /// It is there.
    Known,
    /// It is there, and has more in it now.
    Grown,
    /// It was there under another date, which the document no longer has: the path until now.
    Moved(String),
    /// Somebody wrote an entry of that day, which stays: its path.
    Taken(String),
}

/// One meeting of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) date: NaiveDate,
    /// Where it stands in what was imported.
    pub(super) place: String,
    pub(super) outcome: Outcome,
    pub(super) items: usize,
    pub(super) look_alikes: usize,
    pub(super) state: State,
}

/// The meetings in their order, and what they add up to; `places` is the head of the last column.
pub(super) fn table(file: &str, direction: Option<Direction>, places: &str, rows: &[Row]) -> String {
    let mut dates: Vec<NaiveDate> = rows.iter().map(|row| row.date).collect();
    dates.sort_unstable();
    let mut text = match (dates.first(), dates.last()) {
        (Some(first), Some(last)) => {
            let direction = match direction {
                Some(Direction::NewestFirst) => ", newest first",
                Some(Direction::OldestFirst) => ", oldest first",
                None => "",
            };
            let meetings = count(rows.len(), "meeting");
            format!("{}: {meetings} from {} to {}{direction}\n\n", visible(file), say(*first), say(*last))
        }
        _ => format!("{}: no meeting\n\n", visible(file)),
    };
    if !rows.is_empty() {
        let _ = writeln!(text, "  date             after       what         items  alike  {places}");
    }
    dates.dedup();
    for row in rows {
        let at = dates.partition_point(|date| *date < row.date);
        let gap = at
            .checked_sub(1)
            .map_or("-".to_owned(), |before| count((row.date - dates[before]).num_days() as usize, "day"));
        let state = match &row.state {
            State::New => String::new(),
            State::Known => ", known".to_owned(),
            State::Grown => ", has more now".to_owned(),
            State::Moved(path) => format!(", was {path}"),
            State::Taken(path) => format!(", left out: {path} stays"),
        };
        let _ = writeln!(
            text,
            "  {} {:<3}   {gap:<10}  {:<11}  {:>5}  {:>5}  {}{state}",
            row.date,
            row.date.format("%a"),
            name(row.outcome),
            row.items,
            row.look_alikes,
            row.place,
        );
    }
    let _ = writeln!(text, "\n{}", summary(rows));
    text
}

/// `43 held, 9 cancelled; 120 items, and 8 lines that look like some`.
pub(super) fn summary(rows: &[Row]) -> String {
    let mut parts = Vec::new();
    for outcome in
        [Outcome::Held, Outcome::Cancelled, Outcome::Missed, Outcome::Planned, Outcome::Unconfirmed, Outcome::Ghost]
    {
        let number = rows.iter().filter(|row| row.outcome == outcome).count();
        if number > 0 {
            parts.push(format!("{number} {}", name(outcome)));
        }
    }
    let items: usize = rows.iter().map(|row| row.items).sum();
    let alike: usize = rows.iter().map(|row| row.look_alikes).sum();
    let mut text = format!("{}; {}", parts.join(", "), count(items, "item"));
    match alike {
        0 => {}
        1 => text.push_str(", and 1 line that looks like an item"),
        _ => drop(write!(text, ", and {alike} lines that look like items")),
    }
    text
}

fn name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Held => "held",
        Outcome::Cancelled => "cancelled",
        Outcome::Missed => "missed",
        Outcome::Planned => "to come",
        Outcome::Unconfirmed => "to confirm",
        Outcome::Ghost => "empty",
    }
}

/// `line 3`, `lines 3-9`.
pub(super) fn lines((first, last): (u32, u32)) -> String {
    if first == last { format!("line {first}") } else { format!("lines {first}-{last}") }
}

/// A remark with the user's own line.
pub(super) fn excerpt(context: &Context, file: &str, source: &Source<'_>, remark: &Remark) -> String {
    let excerpt = Excerpt {
        path: file.to_owned(),
        line: remark.line as usize,
        column: remark.column as usize,
        length: remark.length as usize,
        line_text: source.line(remark.line).to_owned(),
        code: remark.code.to_owned(),
        severity: Severity::Warning,
        message: remark.message.clone(),
        remedy: (!remark.remedy.is_empty()).then(|| remark.remedy.clone()),
    };
    let settings = context.ui.settings();
    render(&excerpt, context.ui.palette(), settings.width, settings.unicode)
}
