//! Open action items by owner, blockers, and what was said and done.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::{Fact, Row, at_most, due_words};
use crate::render::figure::{count, counted, days, number, percent, was};
use crate::report::value::{ActionItemFigures, ItemRow, PairReport, SayDo};

/// Items of one owner on a page.
const MOST: usize = 8;

/// The figures, then the open items of each owner.
pub(super) fn action_items(pair: &PairReport, today: NaiveDate) -> Vec<Row> {
    let mut rows =
        vec![Row::Facts(figures(&pair.action_items, pair.before.as_ref().map(|before| &before.action_items)))];
    let open: Vec<&ItemRow> = pair.action_items.items.iter().filter(|item| item.state == "open").collect();
    for (owner, name) in [
        (Owner::DirectReport, pair.direct_report.as_str()),
        (Owner::Manager, pair.manager.as_str()),
        (Owner::Other, "Others"),
    ] {
        let items: Vec<&ItemRow> = open.iter().copied().filter(|item| Owner::of(item, pair) == owner).collect();
        if !items.is_empty() {
            rows.push(Row::Owner(Fact::strong(name), items.len()));
            rows.extend(listed(items, |item| text(item, pair, owner), today));
        }
    }
    rows
}

/// The open blockers.
pub(super) fn blockers(pair: &PairReport, today: NaiveDate) -> Vec<Row> {
    if pair.blockers.open == 0 {
        return Vec::new();
    }
    let was_open = pair.before.as_ref().map(|before| before.blockers.open.to_string());
    let mut facts = vec![Fact::strong(was(format!("{} open", pair.blockers.open), was_open))];
    facts.extend(pair.blockers.median_age_days.map(median_age));
    let mut rows = vec![Row::Facts(facts)];
    rows.extend(listed(pair.blockers.items.iter().collect(), |item| item.text.clone(), today));
    rows
}

/// Say/do of both.
pub(super) fn commitments(pair: &PairReport) -> Vec<Row> {
    let figures = &pair.commitments;
    let before = pair.before.as_ref().map(|before| &before.commitments);
    let direct_report = before.map(|before| &before.direct_report);
    let manager = before.map(|before| &before.manager);
    let mut facts: Vec<Fact> = [
        said_and_done(&pair.direct_report, &figures.direct_report, direct_report),
        said_and_done(&pair.manager, &figures.manager, manager),
    ]
    .into_iter()
    .flatten()
    .collect();
    if figures.unplanned > 0 {
        facts.push(Fact::plain(format!("{} done that had not been announced", figures.unplanned)));
    }
    if facts.is_empty() {
        facts.push(Fact::no_data());
    }
    vec![Row::Facts(facts)]
}

/// How many topics and milestones are open.
pub(super) fn also_open(pair: &PairReport) -> Vec<Row> {
    let mut facts = Vec::new();
    if !pair.topics.is_empty() {
        facts.push(Fact::plain(count(pair.topics.len() as u64, "topic", "topics")));
    }
    if !pair.milestones.is_empty() {
        facts.push(Fact::plain(count(pair.milestones.len() as u64, "milestone", "milestones")));
    }
    if facts.is_empty() { Vec::new() } else { vec![Row::Facts(facts)] }
}

/// Whose an item is: the first of the two parties among its owners, else somebody else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    DirectReport,
    Manager,
    Other,
}

impl Owner {
    fn of(item: &ItemRow, pair: &PairReport) -> Self {
        item.owners
            .iter()
            .find_map(|owner| match owner {
                owner if *owner == pair.direct_report_handle => Some(Self::DirectReport),
                owner if *owner == pair.manager_handle => Some(Self::Manager),
                _ => None,
            })
            .unwrap_or(Self::Other)
    }
}

/// The item's text, after those of its owners that the heading does not name.
fn text(item: &ItemRow, pair: &PairReport, group: Owner) -> String {
    let named = match group {
        Owner::DirectReport => Some(&pair.direct_report_handle),
        Owner::Manager => Some(&pair.manager_handle),
        Owner::Other => None,
    };
    let others: Vec<&str> = item.owners.iter().filter(|owner| Some(*owner) != named).map(String::as_str).collect();
    match (others.is_empty(), named) {
        (true, _) => item.text.clone(),
        (false, Some(_)) => format!("with {}: {}", others.join(", "), item.text),
        (false, None) => format!("{}: {}", others.join(", "), item.text),
    }
}

/// The figures of the action items.
fn figures(items: &ActionItemFigures, before: Option<&ActionItemFigures>) -> Vec<Fact> {
    let was_open = before.map(|before| before.open.to_string());
    let mut facts = vec![match items.open {
        0 => Fact::plain(was("none open", was_open)),
        n => Fact::strong(was(format!("{n} open"), was_open)),
    }];
    if items.overdue > 0 {
        let was_overdue = before.map(|before| before.overdue.to_string());
        facts.push(Fact::warn(was(format!("{} overdue", items.overdue), was_overdue)));
    }
    facts.extend(items.median_age_days.map(median_age));
    for (n, word) in [(items.done, "done"), (items.dropped, "dropped"), (items.unresolved, "imported, unresolved")] {
        if n > 0 {
            facts.push(Fact::plain(format!("{n} {word}")));
        }
    }
    let was_done = before.and_then(|before| before.done_by_next).map(percent);
    let done = items.done_by_next.map(|share| was(format!("{} done by the next meeting", percent(share)), was_done));
    facts.extend(done.map(Fact::plain));
    facts
}

/// The median age in words.
fn median_age(age: f64) -> Fact {
    let days = if age == 1.0 { "day" } else { "days" };
    Fact::plain(format!("median age {} {days}", number(age)))
}

/// The items, overdue in front, then by due date, then the oldest.
fn listed(mut items: Vec<&ItemRow>, text: impl Fn(&ItemRow) -> String, today: NaiveDate) -> Vec<Row> {
    items.sort_by_key(|item| {
        (Reverse(item.overdue_days.unwrap_or(0)), item.due.is_none(), item.due, Reverse(item.age_days))
    });
    at_most(&items, MOST, |item| Row::Item(Fact::plain(text(item)), notes(item, today)))
}

/// When an item is due, or how old it is, and how often it was carried.
fn notes(item: &ItemRow, today: NaiveDate) -> Vec<Fact> {
    let mut notes = match (item.overdue_days, item.due, item.age_days) {
        (Some(late), _, _) if late > 0 => vec![Fact::warn(format!("overdue {}", days(late)))],
        (_, Some(due), _) => vec![Fact::plain(due_words(due, today))],
        (_, None, Some(0)) => vec![Fact::quiet("new today")],
        (_, None, Some(age)) => vec![Fact::quiet(format!("{} old", days(age)))],
        (_, None, None) => Vec::new(),
    };
    if item.carried > 1 {
        notes.push(Fact::quiet(format!("carried {}x", item.carried)));
    }
    notes
}

/// One party's share, with its counts.
fn said_and_done(name: &str, figures: &SayDo, before: Option<&SayDo>) -> Option<Fact> {
    let was_done = before.and_then(|before| before.say_do).map(percent);
    let now = |share| format!("{name} {}", counted(Some(share), figures.delivered, figures.made));
    figures.say_do.map(|share| Fact::plain(was(now(share), was_done)))
}
