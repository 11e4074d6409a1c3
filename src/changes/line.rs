//! What became of one line.

use chrono::NaiveDate;

use super::version::Line;
use super::words::{Piece, pieces};
use crate::model::item::Mark;
use crate::model::section::Section;

/// Where a line stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: String,
    /// The section.
    pub section: Section,
}

/// One thing that became of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aspect {
    /// It is new.
    Added,
    /// It is an item of an earlier file, carried into this one.
    Carried,
    /// It is gone.
    Removed,
    /// It stands elsewhere now.
    Moved {
        /// Where it stood.
        from: Place,
    },
    /// It says something else.
    Edited(Vec<Piece>),
    /// It was ticked.
    Done,
    /// It was dropped.
    Dropped,
    /// It is open again.
    Reopened,
    /// Its box says that it was carried on.
    CarriedOn,
    /// Somebody else owns it.
    Owners {
        /// The owners that it had.
        before: Vec<String>,
        /// Those that it has.
        after: Vec<String>,
    },
    /// It is due on another day.
    Due {
        /// The day before.
        before: Option<NaiveDate>,
        /// The day now.
        after: Option<NaiveDate>,
    },
    /// The day on which it was done is another.
    DoneOn {
        /// The day before.
        before: Option<NaiveDate>,
        /// The day now.
        after: Option<NaiveDate>,
    },
    /// It got a box.
    Boxed,
    /// It lost its box.
    Unboxed,
    /// Only its id or a box without a meaning is another: nothing that is told.
    Marked,
}

impl Aspect {
    /// Its name, as in the JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Carried => "carried",
            Self::Removed => "removed",
            Self::Moved { .. } => "moved",
            Self::Edited(_) => "edited",
            Self::Done => "done",
            Self::Dropped => "dropped",
            Self::Reopened => "reopened",
            Self::CarriedOn => "carried-on",
            Self::Owners { .. } => "owners",
            Self::Due { .. } => "due",
            Self::DoneOn { .. } => "done-on",
            Self::Boxed => "boxed",
            Self::Unboxed => "unboxed",
            Self::Marked => "marked",
        }
    }

    /// Whether it is the same thing that happened, whatever the words were before.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.name() == other.name()
    }

    /// Whether somebody wrote words, rather than moving boxes, giving ids or carrying.
    pub fn is_writing(&self) -> bool {
        matches!(self, Self::Added | Self::Removed | Self::Edited(_) | Self::Moved { .. } | Self::Boxed | Self::Unboxed)
    }
}

/// A line and all that became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChange {
    /// The line before; none where it is new.
    pub before: Option<Line>,
    /// The line now; none where it is gone.
    pub after: Option<Line>,
    /// What became of it, the most telling first.
    pub what: Vec<Aspect>,
}

impl LineChange {
    /// A new line.
    pub(super) fn added(line: &Line) -> Self {
        let mut what = vec![Aspect::Added];
        what.extend(state_of(line));
        Self { before: None, after: Some(line.clone()), what }
    }

    /// A line that is gone.
    pub(super) fn removed(line: &Line) -> Self {
        Self { before: Some(line.clone()), after: None, what: vec![Aspect::Removed] }
    }

    /// What became of `before`, which is `after` now; none where it is the same.
    pub(super) fn between(path: &str, before: &Line, after: &Line) -> Option<Self> {
        let mut what = Vec::new();
        match (&before.task, &after.task) {
            (Some(old), Some(new)) => {
                let reopened = new.reopened.is_some() && new.reopened != old.reopened;
                what.extend(moved_box(old.mark, new.mark, reopened));
            }
            (None, Some(_)) => {
                what.push(Aspect::Boxed);
                what.extend(state_of(after));
            }
            (Some(_), None) => what.push(Aspect::Unboxed),
            (None, None) => {}
        }
        if before.text != after.text {
            what.push(Aspect::Edited(pieces(&before.text, &after.text)));
        }
        if before.section != after.section && !before.is_heading {
            what.push(Aspect::Moved { from: Place { path: path.to_owned(), section: before.section } });
        }
        if let (Some(old), Some(new)) = (&before.task, &after.task) {
            if old.owners != new.owners {
                what.push(Aspect::Owners { before: old.owners.clone(), after: new.owners.clone() });
            }
            if old.due != new.due {
                what.push(Aspect::Due { before: old.due, after: new.due });
            }
            // The tick says that it was done, and the day of it with it.
            if old.done != new.done && !what.contains(&Aspect::Done) && new.mark == Mark::Done {
                what.push(Aspect::DoneOn { before: old.done, after: new.done });
            }
            if what.is_empty() && old != new {
                what.push(Aspect::Marked);
            }
        }
        (!what.is_empty()).then(|| Self { before: Some(before.clone()), after: Some(after.clone()), what })
    }

    /// The line as it is, or was.
    pub fn line(&self) -> Option<&Line> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// Whether anything of it is told.
    pub fn is_told(&self) -> bool {
        self.what.iter().any(|aspect| *aspect != Aspect::Marked)
    }

    /// Whether somebody wrote words.
    pub fn is_writing(&self) -> bool {
        self.what.iter().any(Aspect::is_writing)
    }

    /// Whether it has this aspect.
    pub fn has(&self, name: &str) -> bool {
        self.what.iter().any(|aspect| aspect.name() == name)
    }

    /// What is left of it where `other` tells what became of the same line in another parent of a merge: what the merge
    /// itself did.
    pub(super) fn in_common(mut self, other: &Self) -> Option<Self> {
        self.what.retain(|aspect| other.what.iter().any(|told| told.is_like(aspect)));
        (!self.what.is_empty()).then_some(self)
    }

    /// Whether two changes made one and the same line.
    pub(super) fn has_same_result(&self, other: &Self) -> bool {
        match (&self.after, &other.after) {
            (Some(one), Some(other)) => one.is_same(other),
            (None, None) => matches!((&self.before, &other.before), (Some(one), Some(other)) if one.is_same(other)),
            _ => false,
        }
    }
}

/// The state that a line is in from its beginning, where it is not open.
fn state_of(line: &Line) -> Option<Aspect> {
    match line.task.as_ref()?.mark {
        Mark::Done => Some(Aspect::Done),
        Mark::Dropped => Some(Aspect::Dropped),
        Mark::Carried => Some(Aspect::CarriedOn),
        Mark::Open | Mark::Other => None,
    }
}

fn moved_box(old: Mark, new: Mark, reopened: bool) -> Option<Aspect> {
    match (old, new) {
        (old, Mark::Done) if old != Mark::Done => Some(Aspect::Done),
        (old, Mark::Dropped) if old != Mark::Dropped => Some(Aspect::Dropped),
        (Mark::Done | Mark::Dropped, new) if new.is_open() => Some(Aspect::Reopened),
        (old, new) if new.is_open() && reopened && old.is_open() => Some(Aspect::Reopened),
        (old, Mark::Carried) if old != Mark::Carried => Some(Aspect::CarriedOn),
        (Mark::Carried, new) if new.is_open() && new != Mark::Carried => Some(Aspect::Reopened),
        _ => None,
    }
}
