//! The programs of forges, which make a private repository and invite somebody to it, with the user's own login.
#![expect(clippy::disallowed_methods, reason = "the programs of forges are started here, and nowhere else")]

use std::path::Path;
use std::process::{Command, Stdio};

use crate::command_error::CommandError;

/// A forge that the user has a program for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Forge {
    /// GitHub, by `gh`.
    GitHub,
    /// GitLab, by `glab`.
    GitLab,
}

/// A repository at a forge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Repository {
    /// How the forge calls it.
    path: String,
    /// Where git finds it.
    pub(super) address: String,
}

impl Forge {
    /// The first whose program runs.
    pub(super) fn find() -> Option<Self> {
        [Self::GitHub, Self::GitLab].into_iter().find(|forge| {
            let mut command = Command::new(forge.program());
            command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            command.status().is_ok_and(|status| status.success())
        })
    }

    /// The program's name.
    pub(super) fn program(self) -> &'static str {
        match self {
            Self::GitHub => "gh",
            Self::GitLab => "glab",
        }
    }

    /// Makes a private repository of that name, and returns its address: for ssh where the user's program is set so.
    pub(super) fn create(self, folder: &Path, name: &str) -> Result<Repository, CommandError> {
        let name = format!("name={name}");
        let printed = match self {
            Self::GitHub => {
                self.run(folder, &["api", "--method", "POST", "user/repos", "-f", &name, "-F", "private=true"])
            }
            Self::GitLab => {
                self.run(folder, &["api", "--method", "POST", "projects", "-f", &name, "-f", "visibility=private"])
            }
        }?;
        let by_ssh = self.run(folder, &["config", "get", "git_protocol"]).is_ok_and(|said| said.trim() == "ssh");
        self.repository(&printed, by_ssh).ok_or_else(|| {
            CommandError::data(format!("`{}` told no address of the new repository", self.program()))
                .hint("look there, and share with `oneonone share PAIR URL`")
        })
    }

    fn repository(self, printed: &str, by_ssh: bool) -> Option<Repository> {
        let told: serde_json::Value = serde_json::from_str(printed).ok()?;
        let (path, address) = match (self, by_ssh) {
            (Self::GitHub, false) => ("full_name", "clone_url"),
            (Self::GitHub, true) => ("full_name", "ssh_url"),
            (Self::GitLab, false) => ("path_with_namespace", "http_url_to_repo"),
            (Self::GitLab, true) => ("path_with_namespace", "ssh_url_to_repo"),
        };
        let text = |key: &str| told.get(key)?.as_str().map(str::to_owned);
        Some(Repository { path: text(path)?, address: text(address)? })
    }

    /// Invites somebody, who may write then.
    pub(super) fn invite(self, folder: &Path, repository: &Repository, login: &str) -> Result<(), CommandError> {
        let path = &repository.path;
        match self {
            Self::GitHub => {
                let place = format!("repos/{path}/collaborators/{login}");
                self.run(folder, &["api", "--method", "PUT", &place, "-f", "permission=push"])
            }
            // The main branch is protected there: who is only a developer cannot push to it.
            Self::GitLab => self
                .run(folder, &["repo", "members", "add", "--repo", path, "--username", login, "--role", "maintainer"]),
        }
        .map(drop)
    }

    fn run(self, folder: &Path, arguments: &[&str]) -> Result<String, CommandError> {
        let mut command = Command::new(self.program());
        command.args(arguments).current_dir(folder).stdin(Stdio::null());
        let output = command
            .output()
            .map_err(|error| CommandError::data(format!("`{}` cannot be started: {error}", self.program())))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(CommandError::data(format!("`{} {}` failed", self.program(), arguments[..2].join(" "))).cause(said.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let told = r#"{"full_name": "bob/x", "clone_url": "https://github.com/bob/x.git", "ssh_url": "git@github.com:bob/x.git"}"#;
        let repository = |by_ssh| Forge::GitHub.repository(told, by_ssh).unwrap().address;
        assert_eq!(repository(false), "https://github.com/bob/x.git");
        assert_eq!(repository(true), "git@github.com:bob/x.git");
        assert_eq!(Forge::GitLab.repository(told, false), None);
        assert_eq!(Forge::GitHub.repository("no JSON", false), None);
    }
}
