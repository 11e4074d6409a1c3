//! What was found, for people and for editors.

use std::ops::Range;

use chrono::NaiveDate;

use super::Hits;
use crate::commands::support::say;
use crate::context::Context;
use crate::history::{History, Item, ItemState, Origin};
use crate::model::entry::Outcome;
use crate::search::excerpt::excerpt;
use crate::search::pair::FoundLine;
use crate::ui::Palette;
use crate::ui::escape::visible;
use crate::ui::lists::count;
use crate::ui::width::ellipsis;

/// How many bytes of a line are shown; a longer one is cut around the first word found.
const LONGEST: usize = 400;

/// The files, newest first, each with its lines by section.
pub(super) fn page(context: &Context, hits: &[Hits<'_>], several_pairs: bool, with_context: bool) -> String {
    let look = Look { palette: context.ui.palette(), unicode: context.ui.settings().unicode, with_context };
    let mut text = String::new();
    for hit in hits {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&look.file(hit, several_pairs));
    }
    text
}

/// One line for each hit: `path:line:column:text`.
pub(super) fn lines(hits: &[Hits<'_>]) -> String {
    let mut text = String::new();
    for hit in hits {
        let path = hit.loaded.folder.root.join(&hit.file.path);
        for line in &hit.file.lines {
            let Some(places) = &line.places else { continue };
            let path = visible(&path.to_string_lossy()).into_owned();
            text.push_str(&format!("{path}:{}:{}:{}\n", line.number, column(line, places), visible(&line.text)));
        }
    }
    text
}

/// The column of the first word found, in characters from 1.
pub(super) fn column(line: &FoundLine<'_>, places: &[Range<usize>]) -> usize {
    let start = places.first().map_or(0, |place| place.start);
    line.text[..start].chars().count() + 1
}

struct Look {
    palette: Palette,
    unicode: bool,
    with_context: bool,
}

impl Look {
    fn file(&self, hit: &Hits<'_>, several_pairs: bool) -> String {
        let (file, history) = (&hit.file, &hit.loaded.history);
        let dot = if self.unicode { " · " } else { " - " };
        let path = if several_pairs { format!("{}/{}", hit.loaded.folder.slug, file.path) } else { file.path.clone() };
        let mut head: Vec<String> = Vec::new();
        head.extend(file.date.map(|date| self.palette.bold(&say(date))));
        head.extend(file.outcome.and_then(outcome).map(str::to_owned));
        head.push(self.palette.id(&visible(&path)));
        let mut text = format!("{}\n", head.join(dot));
        let digits = file.lines.iter().map(|line| line.number).max().unwrap_or(0).to_string().len();
        let mut before: Option<&FoundLine<'_>> = None;
        for line in &file.lines {
            let is_other_section = before.is_none_or(|before| before.heading != line.heading);
            if is_other_section
                && let Some(heading) = line.heading.as_ref().filter(|heading| !is_heading(line, heading))
            {
                text.push_str(&format!("  {}\n", self.palette.dim(&visible(heading))));
            } else if self.with_context && before.is_some_and(|before| before.number + 1 < line.number) {
                text.push_str(&format!("  {}\n", self.palette.dim("--")));
            }
            let sign = if line.places.is_some() { ':' } else { '-' };
            let number = self.palette.dim(&format!("{:>digits$}{sign}", line.number));
            text.push_str(&format!("  {number} {}\n", self.line(line)));
            if let (Some(_), Some(item)) = (&line.places, line.item) {
                let state = state(history, item, dot);
                text.push_str(&format!("  {}  {}\n", " ".repeat(digits), self.palette.dim(&visible(&state))));
            }
            before = Some(line);
        }
        text
    }

    /// A line with what was found in it highlighted.
    fn line(&self, line: &FoundLine<'_>) -> String {
        let part = excerpt(line.text.trim_end(), line.places.as_deref().unwrap_or_default(), LONGEST);
        let shown = |text: &str| visible(&text.replace('\t', "    ")).into_owned();
        let mark = |cut: bool| if cut { ellipsis(self.unicode) } else { "" };
        let mut text = mark(part.cut_before).to_owned();
        let mut at = 0;
        for place in &part.places {
            // The end of the line may have been taken off.
            let (start, end) = (place.start.min(part.text.len()), place.end.min(part.text.len()));
            text.push_str(&shown(&part.text[at..start]));
            text.push_str(&self.palette.bad(&shown(&part.text[start..end])));
            at = end;
        }
        text.push_str(&shown(&part.text[at..]));
        text.push_str(mark(part.cut_after));
        text
    }
}

/// Whether a line is its own heading.
fn is_heading(line: &FoundLine<'_>, heading: &str) -> bool {
    line.text.trim().trim_matches('#').trim() == heading
}

/// What became of a meeting, where it was not simply held.
fn outcome(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Held => None,
        Outcome::Cancelled => Some("cancelled"),
        Outcome::Missed => Some("missed"),
        Outcome::Planned => Some("planned"),
        Outcome::Unconfirmed => Some("unconfirmed"),
        Outcome::Ghost => Some("empty"),
    }
}

/// The name of an item's state.
pub(super) fn state_name(history: &History, item: &Item) -> &'static str {
    match item.state {
        ItemState::Open if history.is_unresolved(item) => "unresolved",
        ItemState::Open => "open",
        ItemState::Done(_) => "done",
        ItemState::Dropped(_) => "dropped",
    }
}

/// What became of an item, and how long it has been there.
fn state(history: &History, item: &Item, dot: &str) -> String {
    let name = state_name(history, item);
    let on = |date: Option<NaiveDate>| date.map(|date| format!(" {}", say(date))).unwrap_or_default();
    let mut facts = vec![match item.state {
        ItemState::Open => name.to_owned(),
        ItemState::Done(date) | ItemState::Dropped(date) => format!("{name}{}", on(date)),
    }];
    if let Some(due) = item.due.filter(|_| item.state.is_open()) {
        let late = if due < history.today { "overdue since" } else { "due" };
        facts.push(format!("{late} {}", say(due)));
    }
    let mut entries: Vec<Origin> = item
        .mentions
        .iter()
        .map(|mention| mention.origin)
        .filter(|origin| matches!(origin, Origin::Entry(_)))
        .collect();
    entries.dedup();
    if let (Some(created), 2..) = (item.created, entries.len()) {
        facts.push(format!("in {} since {}", count(entries.len(), "entry"), say(created)));
    }
    facts.join(dot)
}
