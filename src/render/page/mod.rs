//! The page for one person: what it says, in the order in which it is said, without any layout.

mod engagement;
pub(super) mod header;
mod items;
mod meetings;
mod now;
pub(super) mod signals;

use chrono::NaiveDate;

use super::charts::Mark;
use super::escape::visible;
use crate::report::value::{PairReport, Report};

/// How a fact is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// Like any other.
    Plain,
    /// The figure of its line.
    Strong,
    /// Of use to who looks for it.
    Quiet,
    /// Worth a look.
    Warn,
    /// To be typed.
    Code,
}

/// A few words on one thing. The text has no hidden character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    text: String,
    /// How it is meant.
    pub(super) tone: Tone,
}

impl Fact {
    /// A fact; hidden characters of the text become visible.
    pub(super) fn new(text: impl AsRef<str>, tone: Tone) -> Self {
        Self { text: visible(text.as_ref()), tone }
    }

    /// A fact like any other.
    pub(super) fn plain(text: impl AsRef<str>) -> Self {
        Self::new(text, Tone::Plain)
    }

    /// A fact of use to who looks for it.
    pub(super) fn quiet(text: impl AsRef<str>) -> Self {
        Self::new(text, Tone::Quiet)
    }

    /// A fact that is worth a look.
    pub(super) fn warn(text: impl AsRef<str>) -> Self {
        Self::new(text, Tone::Warn)
    }

    /// The figure of its line.
    pub(super) fn strong(text: impl AsRef<str>) -> Self {
        Self::new(text, Tone::Strong)
    }

    /// "No data".
    pub(super) fn no_data() -> Self {
        Self::quiet(super::figure::NO_DATA)
    }

    /// The words.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// One row of a block.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Row {
    /// Facts side by side.
    Facts(Vec<Fact>),
    /// One sentence, in pieces.
    Sentence(Vec<Fact>),
    /// The newest slots.
    Strip(Vec<Mark>),
    /// The newest scores, the level they are compared with, and what there is to say beside them.
    Scores(Vec<f64>, Option<f64>, Vec<Fact>),
    /// Whose the items below are, and how many there are.
    Owner(Fact, usize),
    /// An item, and what is to be known of it.
    Item(Fact, Vec<Fact>),
    /// A signal's sentence and where it can be seen.
    Signal(Fact, Vec<Fact>),
}

/// A block of the page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    /// What it is about.
    pub(super) label: &'static str,
    /// What it says.
    pub(super) rows: Vec<Row>,
}

/// Everything that is said about one pair.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Page {
    /// The direct report's name.
    pub(super) name: Fact,
    /// The day that the page was made for.
    pub(super) as_of: Fact,
    /// Who, how often, when next.
    pub(super) head: Vec<Fact>,
    /// The blocks that have something to say.
    pub(super) blocks: Vec<Block>,
}

impl Page {
    /// What there is to say about a pair of the report.
    pub(super) fn new(report: &Report, pair: &PairReport) -> Self {
        let today = report.today;
        let blocks = [
            ("To confirm", now::to_confirm(pair, today)),
            ("To do now", now::needs(pair)),
            ("Meetings", meetings::rows(pair)),
            ("Engagement", engagement::rows(pair)),
            ("Action items", items::action_items(pair, today)),
            ("Blockers", items::blockers(pair, today)),
            ("Said and done", items::commitments(pair)),
            ("Also open", items::also_open(pair)),
            ("Signals", signals::rows(pair)),
            ("Files", signals::files(pair.diagnostics.len(), pair.unread_items)),
        ];
        Self {
            name: Fact::strong(&pair.direct_report),
            as_of: Fact::quiet(header::as_of(report)),
            head: header::facts(pair, today),
            blocks: blocks
                .into_iter()
                .filter(|(_, rows)| !rows.is_empty())
                .map(|(label, rows)| Block { label, rows })
                .collect(),
        }
    }
}

/// The first `most` rows, and how many more there are.
fn at_most<T>(rows: &[T], most: usize, row: impl Fn(&T) -> Row) -> Vec<Row> {
    let mut shown: Vec<Row> = rows.iter().take(most).map(row).collect();
    if rows.len() > most {
        shown.push(Row::Facts(vec![Fact::quiet(format!("and {} more", rows.len() - most))]));
    }
    shown
}

/// A day on which something is due, in the words for it.
fn due_words(due: NaiveDate, today: NaiveDate) -> String {
    if due == today { "due today".to_owned() } else { format!("due {}", super::figure::day(due, today)) }
}
