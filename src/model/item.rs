//! Items and their mentions (`docs/format.md`).

use chrono::NaiveDate;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::section::Section;

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Something said under look back or look forward.
    Commitment,
    /// Something that somebody has to do.
    ActionItem,
    /// Something in the way.
    Blocker,
    /// Something to talk about.
    Topic,
    /// A goal on the way.
    Milestone,
}

impl Kind {
    /// The kind in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Commitment => "commitment",
            Self::ActionItem => "action item",
            Self::Blocker => "blocker",
            Self::Topic => "topic",
            Self::Milestone => "milestone",
        }
    }
}

/// The state of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// `[ ]`.
    Open,
    /// A character without a meaning here, such as `[/]` or `[?]`: open, and left as it is.
    Other,
    /// `[>]`: open and carried on to the next entry.
    Carried,
    /// `[x]`, `[X]`.
    Done,
    /// `[-]`.
    Dropped,
}

impl Mark {
    /// The mark that a character between the brackets stands for.
    pub fn from_char(c: char) -> Self {
        match c {
            'x' | 'X' => Self::Done,
            '-' => Self::Dropped,
            '>' => Self::Carried,
            ' ' => Self::Open,
            _ => Self::Other,
        }
    }

    /// Whether the item is open by this mark.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Other | Self::Carried)
    }
}

/// One occurrence of an item: a task-list line of a file, as it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The line in the file, from 1.
    pub line: u32,
    /// The section that it stands in.
    pub section: Section,
    /// The state of its box.
    pub mark: Mark,
    /// The text without box, owners, fields and trailing ids.
    pub text: String,
    /// The owners named on the line, in lower case; empty where there are none.
    pub owners: Vec<String>,
    /// The handle of the party whose sub-heading it stands under.
    pub heading_owner: Option<String>,
    /// The due date.
    pub due: Option<NaiveDate>,
    /// The day on which it was done.
    pub done: Option<NaiveDate>,
    /// Whether the line says that the item is open again.
    pub reopened: bool,
    /// The ids at the end of the line.
    pub ids: Vec<String>,
    /// Words in the middle of the text that are ids where an earlier line bears them.
    pub inner_ids: Vec<String>,
}

impl Mention {
    /// The kind that this line makes an item of, by its section and what it carries; `None` where it is no item.
    /// `has_id` tells whether the line bears an id (an inner one is known only from the lines before).
    pub fn kind(&self, has_id: bool) -> Option<Kind> {
        let owned_or_due = !self.owners.is_empty() || self.due.is_some();
        let action_item_or = |kind| if owned_or_due { Kind::ActionItem } else { kind };
        match self.section {
            Section::LookBack | Section::LookForward => Some(Kind::Commitment),
            Section::Actions => Some(Kind::ActionItem),
            Section::Blockers => Some(action_item_or(Kind::Blocker)),
            Section::Topics => Some(action_item_or(Kind::Topic)),
            Section::Milestones => Some(action_item_or(Kind::Milestone)),
            Section::Attendance | Section::Engagement => None,
            _ => (owned_or_due || has_id).then_some(Kind::ActionItem),
        }
    }

    /// Whether this line makes an action item of a blocker, topic or milestone.
    pub fn makes_action_item(&self) -> bool {
        self.section == Section::Actions || !self.owners.is_empty() || self.due.is_some()
    }

    /// The text as items are compared, without the inner ids given.
    pub fn normalised_text(&self, without: &[String]) -> String {
        normalise_text(&self.text_without(without))
    }

    /// The text without the inner ids given.
    pub fn text_without(&self, ids: &[String]) -> String {
        if ids.is_empty() {
            return self.text.clone();
        }
        let is_id = |word: &&str| word.strip_prefix('^').is_some_and(|word| ids.iter().any(|id| id == word));
        self.text.split_whitespace().filter(|word| !is_id(word)).collect::<Vec<_>>().join(" ")
    }
}

/// An item's text as items are compared: NFC, lower case, white space runs as one space, without `*`, `_`, `~` and
/// backquotes.
pub fn normalise_text(text: &str) -> String {
    if text.is_ascii() {
        return normalise_ascii(text);
    }
    let composed: String = if is_nfc(text) { text.to_owned() } else { text.nfc().collect() };
    let plain: String = composed.chars().filter(|c| !matches!(c, '*' | '_' | '~' | '`')).collect();
    let lower = plain.to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same in one walk, of a text that has no other characters than ASCII's. What Unicode takes for white space there is
/// the space and U+0009 to U+000D.
fn normalise_ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut space = false;
    for byte in text.bytes() {
        match byte {
            b'*' | b'_' | b'~' | b'`' => {}
            b' ' | b'\t'..=b'\r' => space = true,
            other => {
                if space && !plain.is_empty() {
                    plain.push(' ');
                }
                space = false;
                plain.push(char::from(other.to_ascii_lowercase()));
            }
        }
    }
    plain
}

/// "None", "n/a", "nothing this week": no task.
pub fn says_nothing(text: &str) -> bool {
    let text = text.to_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '/').filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        ["none" | "nothing" | "nil" | "n/a" | "na", ..] => true,
        ["no", rest @ ..] => rest.iter().any(|word| word.starts_with("action") || word.starts_with("item")),
        _ => false,
    }
}

/// Whether the text is only a promise of one: `TODO`, `TBD`, `…` and the like.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    ["", "TODO", "[TODO]", "TBD", "…", "..."].iter().any(|placeholder| text.eq_ignore_ascii_case(placeholder))
}
