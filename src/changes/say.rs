//! What changed, in words.

use chrono::NaiveDate;

use super::fields::Field;
use super::line::{Aspect, LineChange};
use super::version::Line;
use super::words::{Piece, PieceKind};
use crate::model::entry::{Status, parse_date};
use crate::model::phrase::echo;
use crate::model::section::Section;

/// A change of a line, in the parts that a page lays out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What became of it: `added`, `edited, done`.
    pub what: String,
    /// What the line says, with what was added and removed.
    pub text: Vec<Piece>,
    /// What goes with it: `@bob, due Wed 25 Nov 2026`; empty where nothing does.
    pub details: String,
}

/// A change of a line in words.
pub fn line(change: &LineChange) -> Said {
    let kept = |line: &Line| vec![Piece { kind: PieceKind::Kept, text: line.text.clone() }];
    let edited = change.what.iter().find_map(|aspect| match aspect {
        Aspect::Edited(pieces) => Some(pieces.clone()),
        _ => None,
    });
    let text = edited.or_else(|| change.line().map(kept)).unwrap_or_default();
    let mut what: Vec<&str> = Vec::new();
    for word in change.what.iter().filter_map(word) {
        if !what.contains(&word) {
            what.push(word);
        }
    }
    if change.line().is_some_and(|line| line.is_heading) {
        what.push("heading");
    }
    Said { what: what.join(", "), text, details: details(change).join(", ") }
}

fn word(aspect: &Aspect) -> Option<&'static str> {
    Some(match aspect {
        Aspect::Added => "added",
        Aspect::Carried => "carried",
        Aspect::Removed => "removed",
        Aspect::Moved { .. } => "moved",
        Aspect::Edited(_) => "edited",
        Aspect::Done => "done",
        Aspect::Dropped => "dropped",
        Aspect::Reopened => "reopened",
        Aspect::CarriedOn => "carried on",
        Aspect::Owners { .. } => "owner",
        Aspect::Due { .. } => "due",
        Aspect::DoneOn { .. } => "done on",
        Aspect::Boxed => "boxed",
        Aspect::Unboxed => "box off",
        Aspect::Marked => return None,
    })
}

fn details(change: &LineChange) -> Vec<String> {
    let mut details = Vec::new();
    let is_new = change.before.is_none();
    if let Some(task) = change.after.as_ref().and_then(|line| line.task.as_ref()).filter(|_| is_new) {
        details.extend((!task.owners.is_empty()).then(|| owners(&task.owners)));
        details.extend(task.due.map(|due| format!("due {}", echo(due))));
    }
    for aspect in &change.what {
        match aspect {
            Aspect::Moved { from } if change.after.as_ref().is_some_and(|line| line.section == from.section) => {
                details.push(format!("from {}", from.path));
            }
            Aspect::Moved { from } => details.push(format!("from {}", from.section.title())),
            Aspect::Owners { before, after } => {
                let now = if after.is_empty() { "nobody's by name".to_owned() } else { owners(after) };
                let was = if before.is_empty() { String::new() } else { format!(" (was {})", owners(before)) };
                details.push(format!("{now}{was}"));
            }
            Aspect::Due { before, after } => details.push(days("due", *before, *after)),
            Aspect::DoneOn { before, after } => details.push(days("done on", *before, *after)),
            _ => {}
        }
    }
    details
}

fn owners(handles: &[String]) -> String {
    handles.iter().map(|handle| format!("@{handle}")).collect::<Vec<_>>().join(" ")
}

fn days(what: &str, before: Option<NaiveDate>, after: Option<NaiveDate>) -> String {
    match (before, after) {
        (None, Some(after)) => format!("{what} {}", echo(after)),
        (Some(before), Some(after)) => format!("{what} {} (was {})", echo(after), echo(before)),
        (Some(before), None) => format!("no longer {what} {}", echo(before)),
        (None, None) => String::new(),
    }
}

/// The name of the section that a line stands in: a section's own, else its heading's.
pub fn section(line: &Line) -> String {
    match (line.section, &line.heading) {
        (Section::Other, Some(heading)) if !line.is_heading => heading.clone(),
        (Section::Other, _) => String::new(),
        (section, _) => section.title().to_owned(),
    }
}

/// A change of a field in words; `arrow` stands between two values.
pub fn field(field: &Field, arrow: &str) -> String {
    let day = |value: &String| parse_date(value).map_or_else(|| value.clone(), echo);
    let (before, after) = (field.before.as_ref(), field.after.as_ref());
    let is_planned = |value: Option<&String>| value.is_none_or(|value| value == Status::Planned.name());
    let status = |value: &String| if value == "missed" { "not held".to_owned() } else { value.clone() };
    match (field.key.as_str(), before, after) {
        ("status", before, Some(after)) if is_planned(before) => status(after),
        ("status", Some(before), Some(after)) => format!("{} {arrow} {}", status(before), status(after)),
        ("date", Some(before), Some(after)) => format!("moved from {} to {}", day(before), day(after)),
        ("minutes", None, Some(after)) => format!("{after} minutes"),
        ("reason", None, Some(after)) => format!("reason: {after}"),
        (key @ ("scheduled" | "prepared" | "date"), before, after) => {
            values(key, before.map(day).as_ref(), after.map(day).as_ref(), arrow)
        }
        (key, before, after) => values(key, before, after, arrow),
    }
}

fn values(key: &str, before: Option<&String>, after: Option<&String>, arrow: &str) -> String {
    match (before, after) {
        (Some(before), Some(after)) => format!("{key} {before} {arrow} {after}"),
        (None, Some(after)) => format!("{key} {after}"),
        (Some(before), None) => format!("{key} {before} taken out"),
        (None, None) => key.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_in_words() {
        let table = [
            ("engagement", Some("7"), Some("6"), "engagement 7 -> 6"),
            ("engagement", None, Some("8"), "engagement 8"),
            ("engagement", Some("7"), None, "engagement 7 taken out"),
            ("status", Some("planned"), Some("held"), "held"),
            ("status", None, Some("missed"), "not held"),
            ("status", Some("held"), Some("planned"), "held -> planned"),
            ("date", Some("2026-11-20"), Some("2026-11-23"), "moved from Fri 20 Nov 2026 to Mon 23 Nov 2026"),
            ("minutes", None, Some("45"), "45 minutes"),
            ("reason", None, Some("ill"), "reason: ill"),
            ("scheduled", Some("2026-11-20"), None, "scheduled Fri 20 Nov 2026 taken out"),
            ("mood", Some("a"), Some("b"), "mood a -> b"),
        ];
        for (key, before, after, expected) in table {
            let told = Field { key: key.into(), before: before.map(str::to_owned), after: after.map(str::to_owned) };
            assert_eq!(field(&told, "->"), expected);
        }
    }
}
