//! A table with a line a person.

use super::page::{legend, written};
use super::{fact, facts};
use crate::render::charts::{self, sparkline};
use crate::render::team::{Person, Team};

/// The table, what its marks mean, and the counts.
pub(super) fn write(team: &Team) -> String {
    let mut out = String::from(
        "| | Meetings | Held | Engagement | Open | Overdue | Next | Signal |\n|---|---|--:|---|--:|--:|---|---|\n",
    );
    team.people.iter().for_each(|person| out.push_str(&line(person)));
    let marks = charts::legend(team.people.iter().flat_map(|person| &person.strip));
    if !marks.is_empty() {
        out.push_str(&format!("\n{}\n", legend(&marks)));
    }
    out.push_str(&format!("\n{}\n", facts(&team.foot)));
    team.files.iter().for_each(|row| out.push_str(&format!("\n{}\n", written(row))));
    out
}

/// The line of one person.
fn line(person: &Person) -> String {
    let strip: String = person.strip.iter().map(|mark| mark.outcome.glyph(true)).collect();
    let engagement = [sparkline(&person.scores, true), fact(&person.latest), fact(&person.change)];
    let engagement: Vec<String> = engagement.into_iter().filter(|part| !part.is_empty()).collect();
    let cells = [
        fact(&person.name),
        strip,
        fact(&person.held),
        engagement.join(" "),
        fact(&person.open),
        fact(&person.overdue),
        fact(&person.next),
        fact(&person.signal),
    ];
    format!("| {} |\n", cells.join(" | "))
}
