//! A line a person.

use super::line::{Line, Style};
use super::row::{self, fitting, flow};
use super::{legend, mark};
use crate::render::charts;
use crate::render::look::{Look, pad, pad_left, truncate, width};
use crate::render::page::Fact;
use crate::render::team::{Person, SLOTS, Team};

/// What the short words of a signal are given before a name gets more than [`NAME`].
const SIGNAL: usize = 14;
/// The columns that every name may take.
const NAME: usize = 13;
/// Columns for the line of scores.
const SCORES: usize = 5;

/// The lines of the table, with what belongs under it.
pub(super) fn lines(team: &Team, look: &Look) -> Vec<Line> {
    if team.people.is_empty() {
        return vec![Line::of("nobody yet: begin with `oneonone init NAME`", Style::Plain)];
    }
    let columns = Columns::of(team, look);
    let mut lines = vec![columns.heading()];
    lines.extend(team.people.iter().map(|person| columns.person(person, look)));
    lines.push(Line::new());
    let marks = charts::legend(team.people.iter().flat_map(|person| &person.strip));
    lines.extend(legend(&marks, look, look.columns()));
    lines.extend(flow(&team.foot, look, look.columns()));
    lines.extend(row::lines(&team.files, look, look.columns()).into_iter().map(|(_, line)| line));
    lines
}

/// How wide the columns of this table are.
struct Columns {
    name: usize,
    held: usize,
    scores: usize,
    latest: usize,
    change: usize,
    open: usize,
    overdue: usize,
    next: usize,
}

impl Columns {
    /// The widths that these people need; the name takes what is left.
    fn of(team: &Team, look: &Look) -> Self {
        let widest = |least: usize, fact: fn(&Person) -> &Fact| {
            team.people.iter().map(|person| width(fact(person).text())).max().unwrap_or(0).max(least)
        };
        let scores = team.people.iter().map(|person| width(&fitting(&person.scores, look, SCORES))).max().unwrap_or(0);
        let mut columns = Self {
            name: 0,
            held: widest(4, |person| &person.held),
            scores,
            latest: widest(1, |person| &person.latest),
            change: widest(0, |person| &person.change),
            open: widest(4, |person| &person.open),
            overdue: widest(4, |person| &person.overdue),
            next: widest(4, |person| &person.next),
        };
        let room = look.columns().saturating_sub(columns.before_signal() + SIGNAL);
        columns.name = widest(4, |person| &person.name).min(room.max(NAME));
        columns
    }

    /// Where the last column begins.
    fn before_signal(&self) -> usize {
        [self.name, SLOTS, self.held, self.engagement(), self.open, self.overdue, self.next]
            .into_iter()
            .map(|column| column + GAP.len())
            .sum::<usize>()
            - TIGHT
    }

    /// The three columns of the engagement.
    fn engagement(&self) -> usize {
        self.scores + 1 + self.latest + if self.change > 0 { self.change + 1 } else { 0 }
    }

    /// The words above the columns.
    fn heading(&self) -> Line {
        let engagement = truncate("engagement", self.engagement(), "");
        let mut line = Line::new();
        line.push(pad("", self.name), Style::Quiet);
        line.push(GAP, Style::Quiet);
        line.push(pad("meetings", SLOTS), Style::Quiet);
        line.push(format!(" {}", pad_left("held", self.held)), Style::Quiet);
        line.push(format!("{GAP}{}", pad(&engagement, self.engagement())), Style::Quiet);
        line.push(format!("{GAP}{}", pad_left("open", self.open)), Style::Quiet);
        line.push(format!(" {}", pad_left("late", self.overdue)), Style::Quiet);
        line.push(format!("{GAP}{}{GAP}signals", pad("next", self.next)), Style::Quiet);
        line
    }

    /// The line of one person.
    fn person(&self, person: &Person, look: &Look) -> Line {
        let mut line = Line::new();
        let name = truncate(person.name.text(), self.name, look.ellipsis());
        line.push(pad(&name, self.name), Style::of(person.name.tone));
        line.push(GAP, Style::Plain);
        line.push(" ".repeat(SLOTS.saturating_sub(person.strip.len())), Style::Plain);
        person.strip.iter().for_each(|one| mark(&mut line, one.outcome, look));
        cell(&mut line, " ", &person.held, |text| pad_left(text, self.held));
        line.push(GAP, Style::Plain);
        line.push(pad_left(&fitting(&person.scores, look, SCORES), self.scores), Style::Scores);
        cell(&mut line, " ", &person.latest, |text| pad_left(text, self.latest));
        if self.change > 0 {
            cell(&mut line, " ", &person.change, |text| pad_left(text, self.change));
        }
        cell(&mut line, GAP, &person.open, |text| pad_left(text, self.open));
        cell(&mut line, " ", &person.overdue, |text| pad_left(text, self.overdue));
        cell(&mut line, GAP, &person.next, |text| pad(text, self.next));
        cell(&mut line, GAP, &person.signal, str::to_owned);
        line
    }
}

/// Between columns.
const GAP: &str = "  ";
/// The columns that have one space before them instead of two.
const TIGHT: usize = 2;

/// A fact in its column.
fn cell(line: &mut Line, gap: &str, fact: &Fact, padded: impl Fn(&str) -> String) {
    line.push(gap, Style::Plain);
    line.push(padded(fact.text()), Style::of(fact.tone));
}
