//! The one error of the program's edge: what to say, what to do next, and the exit code.

use std::error::Error;

use crate::format::edit::EditError;
use crate::git::GitError;
use crate::model::phrase::{PhraseError, TimeError};
use crate::private::PrivateError;
use crate::store::StoreError;
use crate::ui::Ui;
use crate::ui::suggest::did_you_mean;
use crate::workspace::WorkspaceError;

/// Whose matter an error is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The user's data or git: exit code 1.
    Data,
    /// Wrong usage: exit code 2.
    Usage,
    /// A defect of this program: exit code 255.
    Defect,
}

impl Kind {
    /// The exit code.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Data => 1,
            Self::Usage => 2,
            Self::Defect => 255,
        }
    }
}

/// An error on its way to the user.
#[derive(Debug)]
pub struct CommandError {
    /// Whose matter it is.
    pub kind: Kind,
    message: String,
    hints: Vec<String>,
    causes: Vec<String>,
}

impl CommandError {
    /// Something in the user's data or git is wrong.
    pub fn data(message: impl Into<String>) -> Self {
        Self { kind: Kind::Data, message: message.into(), hints: Vec::new(), causes: Vec::new() }
    }

    /// The command was used wrongly.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { kind: Kind::Usage, ..Self::data(message) }
    }

    /// The program itself is wrong.
    pub fn defect(message: impl Into<String>) -> Self {
        Self { kind: Kind::Defect, ..Self::data(message) }
    }

    /// With what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// With what stands behind it, one line each.
    #[must_use]
    pub fn cause(mut self, cause: impl Into<String>) -> Self {
        self.causes.push(cause.into());
        self
    }

    fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    fn from_error(kind: Kind, error: &dyn Error) -> Self {
        let mut causes = Vec::new();
        let mut cause = error.source();
        let message = error.to_string();
        while let Some(error) = cause {
            let text = error.to_string();
            // What the message ends with need not be said again.
            if !message.ends_with(&text) {
                causes.push(text);
            }
            cause = error.source();
        }
        Self { kind, message, hints: Vec::new(), causes }
    }

    /// What is wrong, without hints and causes.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Says it.
    pub fn print(&self, ui: &Ui) {
        self.print_as(ui, &self.message);
    }

    /// Says it of one of several things.
    pub fn print_for(&self, ui: &Ui, what: &str) {
        self.print_as(ui, &format!("{what}: {}", self.message));
    }

    fn print_as(&self, ui: &Ui, message: &str) {
        ui.error(message);
        for cause in &self.causes {
            ui.say(&format!("{} {cause}", ui.stderr_palette().dim("caused by:")));
        }
        for hint in &self.hints {
            ui.hint(hint);
        }
    }
}

impl From<PrivateError> for CommandError {
    fn from(error: PrivateError) -> Self {
        let result = Self::from_error(Kind::Data, &error);
        match &error {
            PrivateError::Place { .. } => {
                result.hint("`private: FOLDER` in your configuration puts them elsewhere (docs/configuration.md)")
            }
            PrivateError::None { .. } => result.hint("`oneonone note --private PAIR \"…\"` writes one"),
            PrivateError::NoAge { .. } => result.hint("https://age-encryption.org tells where to get it"),
            PrivateError::Age { .. } => {
                result.hint("is it the key with which they were encrypted? `oneonone private encrypt --identity FILE` names another")
            }
            PrivateError::NoKey => result.hint("`oneonone private encrypt --identity FILE` says with which"),
            PrivateError::Key { .. } => result.hint("`age-keygen -o FILE` makes one"),
            PrivateError::RemoteHasThem => result
                .hint("`oneonone private remote --off` first, and another, empty place afterwards; remove what is at the old one"),
            PrivateError::NoRemote => result.hint("`oneonone private remote URL` names another place"),
            PrivateError::RemoteShared { .. } => {
                result.hint("give a repository that nobody else uses").kind(Kind::Usage)
            }
            PrivateError::Rewritten => {
                result.hint("`oneonone private remote URL` says that it is to be used all the same, and begins anew there")
            }
            PrivateError::NoSuchNote { slug, .. } => {
                result.hint(format!("`oneonone private list {slug}` lists them with their numbers"))
            }
            _ => result,
        }
    }
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        Self::from_error(Kind::Data, &error)
    }
}

impl From<GitError> for CommandError {
    fn from(error: GitError) -> Self {
        Self::from_error(Kind::Data, &error)
    }
}

impl From<EditError> for CommandError {
    fn from(error: EditError) -> Self {
        Self::from_error(Kind::Data, &error)
    }
}

impl From<PhraseError> for CommandError {
    fn from(error: PhraseError) -> Self {
        Self::from_error(Kind::Usage, &error)
    }
}

impl From<TimeError> for CommandError {
    fn from(error: TimeError) -> Self {
        Self::from_error(Kind::Usage, &error)
    }
}

impl From<WorkspaceError> for CommandError {
    fn from(error: WorkspaceError) -> Self {
        let kind = match &error {
            WorkspaceError::Unknown { .. } | WorkspaceError::Ambiguous { .. } | WorkspaceError::BadName { .. } => {
                Kind::Usage
            }
            _ => Kind::Data,
        };
        let result = Self::from_error(kind, &error);
        match &error {
            WorkspaceError::NoPairs { .. } => {
                result.hint("begin with `oneonone init \"Alice Chen\"`, or look at `oneonone demo`")
            }
            WorkspaceError::Unknown { close, .. } => {
                let close: Vec<&str> = close.iter().map(String::as_str).collect();
                result.hint(did_you_mean(&close).unwrap_or_else(|| "`oneonone status` lists the pairs".to_owned()))
            }
            WorkspaceError::Ambiguous { slugs, .. } => {
                result.hint(format!("name one of {}", crate::ui::lists::list_or(slugs)))
            }
            WorkspaceError::Git(GitError::NotARepository { path }) => {
                result.hint(format!("it can be read but not written; `git init {}` makes it one", path.display()))
            }
            _ => result,
        }
    }
}
