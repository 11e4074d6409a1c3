//! What was answered so far, kept beside the repository until the meeting is closed: who is interrupted at a question goes
//! on from there.

use std::cell::RefCell;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::answers::Said;
use crate::context::Context;
use crate::store::{durable, files};
use crate::ui::lists::{count, list};
use crate::workspace::PairFolder;

/// The answers about one entry, in git's own folder, where nothing is ever shared from.
///
/// To keep them is a convenience: where it cannot be done nothing is said, and everything is asked again the next time.
pub(super) struct Kept {
    path: Option<PathBuf>,
    so_far: RefCell<SoFar>,
}

/// What was answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SoFar {
    /// The score; none within where it was deliberately skipped.
    pub(super) engagement: Option<Option<u8>>,
    /// Each item that was asked about; those that are kept with their mark as it was.
    pub(super) items: Vec<Said>,
    /// The lines of next steps.
    pub(super) next_steps: Vec<String>,
}

/// The mark of an item that stays open.
pub(super) const KEPT_OPEN: char = ' ';

impl Kept {
    /// What an interrupted close of this entry left, where somebody is there and wants to go on from it. Without somebody
    /// to ask nothing is kept.
    pub(super) fn of(context: &Context, folder: &PairFolder, path: &str, is_dry_run: bool) -> Self {
        let nothing = |path| Self { path, so_far: RefCell::default() };
        if !context.ui.is_interactive() || is_dry_run {
            return nothing(None);
        }
        let own = folder.root.join(".git").join("oneonone");
        // Only where the program has a folder of its own, and that is no link to elsewhere.
        if !files::is_folder(&own) {
            return nothing(None);
        }
        let file = own.join(format!("close-{}.json", path.replace('/', "-")));
        let left = files::read_if_there(&file).ok().flatten().and_then(|bytes| SoFar::read(&bytes));
        let Some(left) = left.filter(|left| *left != SoFar::default()) else { return nothing(Some(file)) };
        context.ui.status(&format!("you were interrupted here, after {}", left.words()));
        match context.ui.confirm("Go on from there?", true) {
            Some(true) => Self { path: Some(file), so_far: RefCell::new(left) },
            Some(false) => nothing(Some(file)),
            // The input ends: what was answered before stays kept.
            None => nothing(None),
        }
    }

    /// What was answered before.
    pub(super) fn so_far(&self) -> SoFar {
        self.so_far.borrow().clone()
    }

    /// Adds an answer.
    pub(super) fn add(&self, answer: impl FnOnce(&mut SoFar)) {
        let Some(path) = &self.path else { return };
        let mut so_far = self.so_far.borrow_mut();
        answer(&mut so_far);
        let _ = durable::replace_unsynced(path, so_far.to_json().to_string().as_bytes(), |_| true);
    }

    /// The meeting is closed.
    pub(super) fn discard(&self) {
        if let Some(path) = &self.path {
            let _ = durable::discard(path);
        }
    }
}

impl SoFar {
    /// The answer about an item with these words, nearest to that line.
    pub(super) fn about(&self, line: u32, text: &str) -> Option<char> {
        let same = self.items.iter().filter(|said| said.text == text);
        same.min_by_key(|said| said.line.abs_diff(line)).map(|said| said.mark)
    }

    fn to_json(&self) -> Value {
        let items = self.items.iter().map(|said| json!([said.line, said.mark.to_string(), said.text]));
        json!({
            "engagement": self.engagement.map(|score| score.unwrap_or(0)),
            "items": items.collect::<Vec<_>>(),
            "next_steps": self.next_steps,
        })
    }

    /// `None` where it is not what was written.
    fn read(bytes: &[u8]) -> Option<Self> {
        let value: Value = serde_json::from_slice(bytes).ok()?;
        let engagement = match &value["engagement"] {
            Value::Null => None,
            score => Some(u8::try_from(score.as_u64()?).ok().filter(|score| (1..=10).contains(score))),
        };
        let item = |item: &Value| {
            let (line, mark) = (u32::try_from(item[0].as_u64()?).ok()?, item[1].as_str()?.chars().next()?);
            Some(Said { line, mark, text: item[2].as_str()?.to_owned() })
        };
        let items = value["items"].as_array()?.iter().map(item).collect::<Option<_>>()?;
        let step = |step: &Value| step.as_str().map(str::to_owned);
        let next_steps = value["next_steps"].as_array()?.iter().map(step).collect::<Option<_>>()?;
        Some(Self { engagement, items, next_steps })
    }

    /// `the score, 2 items and 1 next step`.
    fn words(&self) -> String {
        let mut parts = Vec::new();
        parts.extend(
            self.engagement.map(|score| score.map_or("no score".to_owned(), |score| format!("the score {score}"))),
        );
        let counts = [(self.items.len(), "item"), (self.next_steps.len(), "next step")];
        parts.extend(counts.into_iter().filter(|(number, _)| *number > 0).map(|(number, noun)| count(number, noun)));
        list(&parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_as_it_was_written() {
        let said = |line, mark, text: &str| Said { line, mark, text: text.to_owned() };
        for so_far in [
            SoFar::default(),
            SoFar { engagement: Some(None), ..SoFar::default() },
            SoFar {
                engagement: Some(Some(8)),
                items: vec![said(3, 'x', "Email \"the\" CEO"), said(9, KEPT_OPEN, "")],
                next_steps: vec!["- [ ] @bob Book a room".to_owned()],
            },
        ] {
            assert_eq!(SoFar::read(so_far.to_json().to_string().as_bytes()), Some(so_far));
        }
        for bytes in ["", "[]", "{}", r#"{"engagement":8,"items":[[1]],"next_steps":[]}"#] {
            assert_eq!(SoFar::read(bytes.as_bytes()), None, "{bytes}");
        }
    }
}
