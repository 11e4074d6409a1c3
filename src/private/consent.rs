//! The word of the one whose note it is.

use super::text::PrivateText;
use crate::ui::Ui;

/// Somebody has said that a private text may go to another person.
#[derive(Debug)]
pub struct Consent(());

impl Consent {
    /// Shows the text, and asks; none without a yes, or without anybody to ask.
    pub fn asked(ui: &Ui, text: &PrivateText, question: &str) -> Option<Self> {
        if !ui.is_interactive() {
            return None;
        }
        text.show_on_terminal(ui);
        (ui.confirm(question, false) == Some(true)).then_some(Self(()))
    }

    /// It was said with the command: `--yes`.
    pub fn said(yes: bool) -> Option<Self> {
        yes.then_some(Self(()))
    }
}
