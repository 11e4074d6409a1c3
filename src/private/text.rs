//! The text of a private note.

use std::fmt;

use super::consent::Consent;
use crate::ui::Ui;
use crate::ui::escape::{visible, visible_multiline};
use crate::ui::width::truncate;

/// How a line of a private note is marked wherever it is shown.
pub(super) const MARK: &str = "private";

/// Text that one person keeps to themselves. It can be shown to that person, and it can be given away with a
/// [`Consent`]; there is no other way to its words.
///
/// ```
/// let text = oneonone::private::PrivateText::new("between us".to_owned());
/// assert_eq!(format!("{text:?}"), "PrivateText(..)");
/// ```
///
/// ```compile_fail
/// let text = oneonone::private::PrivateText::new("between us".to_owned());
/// format!("{text}"); // is not `Display`
/// ```
///
/// ```compile_fail
/// let text = oneonone::private::PrivateText::new("between us".to_owned());
/// String::from(text); // becomes no string
/// ```
///
/// ```compile_fail
/// let text = oneonone::private::PrivateText::new("between us".to_owned());
/// serde_json::to_string(&text); // goes into no report
/// ```
///
/// ```compile_fail
/// let text = oneonone::private::PrivateText::new("between us".to_owned());
/// oneonone::git::Change::write("entries/2026-11-20.md", text); // goes into no commit
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct PrivateText(String);

/// Tells that there is some, never what.
impl fmt::Debug for PrivateText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PrivateText(..)")
    }
}

impl PrivateText {
    /// Takes a text in.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// Prints it as a result, each line indented.
    pub fn show(&self, ui: &Ui) {
        for line in self.0.lines() {
            ui.out(&format!("  {}", visible_multiline(line)));
        }
    }

    /// Prints its first line as a result, behind a text, in the columns that there are.
    pub fn show_beginning(&self, ui: &Ui, before: &str) {
        let more = if self.0.lines().count() > 1 { " …" } else { "" };
        let line = visible(self.0.lines().next().unwrap_or_default()).into_owned();
        let columns = ui.settings().width.saturating_sub(before.chars().count()).max(20);
        ui.out(&format!("{before}{}", truncate(&format!("{line}{more}"), columns, ui.settings().unicode)));
    }

    /// Shows it to the person at the terminal, marked as private; nothing where nobody is there, but a log or another
    /// program.
    pub fn show_on_terminal(&self, ui: &Ui) {
        if ui.is_interactive() || ui.settings().progress {
            for line in self.0.lines() {
                ui.say(&format!("  {} {}", ui.stderr_palette().dim(&format!("{MARK}:")), visible(line)));
            }
        }
    }

    /// Its words, for somebody else: only with the consent of the one whose they are.
    pub fn opened(self, _: &Consent) -> String {
        self.0
    }

    /// Its words, inside this layer.
    pub(super) fn words(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::prompt::NoInput;
    use crate::ui::{Settings, Ui};

    #[test]
    fn it_tells_nothing_by_itself() {
        let text = PrivateText::new("she may leave".to_owned());
        assert_eq!(format!("{text:?} {:?}", Some(&text)), "PrivateText(..) Some(PrivateText(..))");
    }

    #[test]
    fn a_log_does_not_see_it() {
        let text = PrivateText::new("she may\nleave".to_owned());
        let (ui, capture) = Ui::captured(Settings::default(), NoInput);
        text.show_on_terminal(&ui);
        assert_eq!(capture.stderr(), "");
        let (ui, capture) = Ui::captured(Settings { progress: true, ..Settings::default() }, NoInput);
        text.show_on_terminal(&ui);
        assert_eq!(capture.stderr(), "  private: she may\n  private: leave\n");
    }
}
