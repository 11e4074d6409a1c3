//! The table with a line a person, each of which leads to the page.

use super::page::written;
use super::{chart, escaped, fact, facts};
use crate::render::charts;
use crate::render::team::{Person, Team};

/// The table, what its marks mean, and the counts.
pub(super) fn write(team: &Team) -> String {
    let rows: String = team.people.iter().enumerate().map(|(at, person)| row(person, at + 1)).collect();
    let marks = charts::legend(team.people.iter().flat_map(|person| &person.strip));
    let files: String = team.files.iter().map(written).collect();
    format!(
        "<article class=\"team\">\n<header>\n<h1>One-on-ones</h1>\n<p class=\"head\">{}</p>\n</header>\n\
         <div class=\"scroll\">\n<table>\n<thead><tr><th></th><th class=\"right\">Meetings</th><th class=\"n\">Held</th><th class=\"right\">Engagement</th>\
         <th class=\"n\">Open</th><th class=\"n\">Overdue</th><th>Next</th><th>Signal</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n\
         {}{files}</article>\n",
        facts(&team.foot),
        chart::legend(&marks)
    )
}

/// The line of one person.
fn row(person: &Person, number: usize) -> String {
    format!(
        "<tr><th><a href=\"#person-{number}\"><bdi>{}</bdi></a></th><td class=\"right\">{}</td><td class=\"n\">{}</td>\
         <td class=\"right\"><span class=\"beside\">{}<span>{} {}</span></span></td><td class=\"n\">{}</td><td class=\"n\">{}</td><td>{}</td><td>{}</td></tr>\n",
        escaped(person.name.text()),
        chart::strip(&person.strip),
        fact(&person.held),
        chart::scores(&person.scores, None),
        fact(&person.latest),
        fact(&person.change),
        fact(&person.open),
        fact(&person.overdue),
        fact(&person.next),
        fact(&person.signal)
    )
}
