//! The summary that is sent after a meeting: what was decided, what was done, who does what until when.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::format::body::{Body, Vocabulary};
use crate::format::source::Source;
use crate::history::{History, Item, Origin};
use crate::model::item::{Kind, Mark, is_placeholder, normalise_text};
use crate::model::section::Section;

/// What is said about one meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The direct report's and the manager's name.
    pub people: (String, String),
    /// The meeting's date.
    pub date: NaiveDate,
    /// The lines under decisions.
    pub decisions: Vec<String>,
    /// What was ticked in this meeting.
    pub done: Vec<String>,
    /// Open action items of this meeting: owners, text, due.
    pub next_steps: Vec<NextStep>,
    /// Commitments made under look forward.
    pub commitments: Vec<NextStep>,
    /// The next meeting.
    pub next: Option<NaiveDate>,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// The owners' handles.
    pub owners: Vec<String>,
    /// What.
    pub text: String,
    /// By when.
    pub due: Option<NaiveDate>,
}

/// The summary of a meeting, from its history and the bytes of its file.
pub fn summary(
    history: &History,
    meeting: usize,
    bytes: &[u8],
    vocabulary: &Vocabulary,
    next: Option<NaiveDate>,
) -> Summary {
    let here = |item: &&Item| item.mentions.iter().any(|mention| mention.origin == Origin::Entry(meeting));
    let step = |item: &Item| NextStep { owners: item.owners.clone(), text: item.text.clone(), due: item.due };
    let items: Vec<&Item> = history.items.iter().filter(here).collect();
    let ticked_here = |item: &&Item| {
        item.mentions.iter().any(|mention| mention.origin == Origin::Entry(meeting) && mention.mark == Mark::Done)
    };
    let said_ahead = |item: &&Item| {
        item.kind == Kind::Commitment
            && item.state.is_open()
            && item.mentions.iter().any(|m| m.origin == Origin::Entry(meeting) && m.section == Section::LookForward)
    };
    let open_action = |item: &&Item| item.kind == Kind::ActionItem && item.state.is_open();
    Summary {
        people: (history.pair.direct_report.name.clone(), history.pair.manager.name.clone()),
        date: history.meetings[meeting].date,
        decisions: decisions(bytes, vocabulary),
        done: once(items.iter().copied().filter(ticked_here).map(|item| item.text.as_str())),
        next_steps: items.iter().copied().filter(open_action).map(step).collect(),
        commitments: items.iter().copied().filter(said_ahead).map(step).collect(),
        next,
    }
}

/// Texts in their order, each once: who ticks from memory writes a second item with the words of the first.
fn once<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut seen = HashSet::new();
    texts.filter(|text| seen.insert(normalise_text(text))).map(str::to_owned).collect()
}

fn decisions(bytes: &[u8], vocabulary: &Vocabulary) -> Vec<String> {
    let source = Source::new(bytes);
    let body = Body::read(&source, vocabulary);
    let under = body.lines.iter().filter(|line| body.section(line) == Section::Decisions && !line.flags.heading);
    under
        .map(|line| body.without_comments(&source.text, line.span.content.clone()).trim().to_owned())
        .map(|line| line.strip_prefix("- ").map(str::to_owned).unwrap_or(line))
        .filter(|line| !line.is_empty() && !is_placeholder(line))
        .collect()
}

impl Summary {
    /// The summary as plain text, to be pasted into a mail or a chat. Dates are written by `say`.
    pub fn text(&self, say: impl Fn(NaiveDate) -> String) -> String {
        let mut text = format!("{} and {}, {}\n", self.people.0, self.people.1, say(self.date));
        let step = |step: &NextStep| {
            let owners: Vec<String> = step.owners.iter().map(|owner| format!("@{owner}")).collect();
            let due = step.due.map(|due| format!(" (due {})", say(due))).unwrap_or_default();
            format!("{} {}{due}", owners.join(" "), step.text)
        };
        let mut block = |title: &str, lines: Vec<String>| {
            if !lines.is_empty() {
                text.push_str(&format!("\n{title}\n"));
                lines.iter().for_each(|line| text.push_str(&format!("- {line}\n")));
            }
        };
        block("Decided", self.decisions.clone());
        block("Done", self.done.clone());
        block("Until next time", self.commitments.iter().map(step).collect());
        block("Action items", self.next_steps.iter().map(step).collect());
        if let Some(next) = self.next {
            text.push_str(&format!("\nNext meeting: {}\n", say(next)));
        }
        text
    }
}
