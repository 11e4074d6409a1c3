//! Fetch and push: by the `git` program, with the user's own keys, credential helpers and ssh configuration.
//!
//! A pair's folder may come from anywhere, its `.git` too, and a configuration can name programs. So git is not run in the
//! pair's repository, but in a small one of our own inside it (in `.git/oneonone`), which is made anew each time, has
//! nothing in it but two references, and shares the pair's objects. What git reads there is our configuration and the user's.
//! It is as few files as git takes for a repository: to make and to remove them costs more than anything else we do here.

use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::{Duration, Instant};

use git2::Oid;

use super::error::GitError;
use super::program::{Call, complaint};
use super::remote::{PROTOCOLS, Remote};
use super::repository::PairRepository;
use super::write::CommitId;
use crate::store::lock::Lock;
use crate::store::{durable, files};

/// What holds for every call, above the user's configuration.
const SETTINGS: [&str; 8] = [
    "transfer.fsckObjects=true",
    "fetch.recurseSubmodules=false",
    "submodule.recurse=false",
    "fetch.writeCommitGraph=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "push.followTags=false",
    "push.gpgSign=false",
];

/// The other end of a folder on this machine or a shared disk is run by us too: without that folder's hooks.
const RECEIVE_PACK: &str = "git -c core.hooksPath=/dev/null -c core.alternateRefsCommand=true -c receive.autogc=false \
                            -c receive.fsckObjects=true receive-pack";
const UPLOAD_PACK: &str = "git -c core.hooksPath=/dev/null -c core.alternateRefsCommand=true upload-pack";

/// Where a fetched branch is, in our small repository.
const INCOMING: &str = "refs/incoming/head";

/// Where what we have is, beside what was fetched last.
const HAVE: &str = "refs/have/local";

/// How long one call waits for another one in the same pair, where there is no limit.
const PATIENCE: Duration = Duration::from_secs(60);

/// How the network is used.
#[derive(Debug, Clone, Copy, Default)]
pub struct NetworkOptions {
    /// How long all of it may take.
    pub limit: Option<Duration>,
    /// Whether git may ask the person at the terminal, for a password say.
    pub may_ask: bool,
}

/// The network, as one pair uses it; others wait until it is dropped.
#[derive(Debug)]
pub struct Network<'r> {
    repository: &'r PairRepository,
    folder: PathBuf,
    deadline: Option<Instant>,
    may_ask: bool,
    _lock: Lock,
}

/// What a remote has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Advertised {
    /// The branch that it shows first, without `refs/heads/`.
    pub head: Option<String>,
    /// All its branches.
    pub branches: Vec<String>,
}

/// What became of a push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pushed {
    /// It is there.
    Done,
    /// The other side has more by now: it has to be fetched and merged first.
    Behind,
}

impl PairRepository {
    /// Begins to use the network.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Locked`] where another process uses it for too long.
    pub fn network(&self, options: NetworkOptions) -> Result<Network<'_>, GitError> {
        let deadline = options.limit.map(|limit| Instant::now() + limit);
        let own = self.own_folder();
        let lock = Lock::acquire(&own.join("net.lock"), options.limit.unwrap_or(PATIENCE), &mut || ())?;
        // What a process that died left there goes; a git that it had started, and that still runs, has nowhere to write
        // its references then, and ends.
        durable::discard_temporaries(&own);
        let folder = own.join(durable::temporary_name());
        durable::make_unsynced(&folder.join("refs"))?;
        durable::write_unsynced(&folder.join("HEAD"), b"ref: refs/heads/none\n")?;
        durable::write_unsynced(&folder.join("config"), b"[core]\n\trepositoryformatversion = 0\n\tbare = true\n")?;
        let network = Network { repository: self, folder, deadline, may_ask: options.may_ask, _lock: lock };
        network.copy_shallow()?;
        Ok(network)
    }
}

impl Drop for Network<'_> {
    fn drop(&mut self) {
        let _ = durable::discard_folder(&self.folder);
    }
}

impl Network<'_> {
    /// Fetches a branch, and returns the commit that it points to; none where the remote has no such branch.
    ///
    /// # Errors
    /// [`GitError::Unreachable`] with git's own words, [`GitError::TooSlow`].
    pub fn fetch(&self, remote: &Remote, branch: &str) -> Result<Option<CommitId>, GitError> {
        let seen = self.remember()?;
        let refspec = format!("+refs/heads/{branch}:{INCOMING}");
        let upload_pack = format!("--upload-pack={UPLOAD_PACK}");
        let mut arguments = vec![
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            "--no-recurse-submodules",
            "--no-auto-maintenance",
            "--no-show-forced-updates",
        ];
        if remote.is_local() && !is_bundle(remote) {
            arguments.push(&upload_pack);
        }
        arguments.extend(["--", remote.url(), &refspec]);
        let output = self.call(&arguments)?;
        if output.status.success() {
            return Ok(self.incoming()?.or(seen));
        }
        match self.look(remote) {
            Ok(advertised) if !advertised.branches.iter().any(|known| known == branch) => Ok(None),
            _ => Err(unreachable(&output)),
        }
    }

    /// What the remote has.
    ///
    /// # Errors
    /// As [`Network::fetch`].
    pub fn look(&self, remote: &Remote) -> Result<Advertised, GitError> {
        let upload_pack = format!("--upload-pack={UPLOAD_PACK}");
        let mut arguments = vec!["ls-remote", "--quiet", "--symref"];
        if remote.is_local() && !is_bundle(remote) {
            arguments.push(&upload_pack);
        }
        arguments.extend(["--", remote.url(), "HEAD", "refs/heads/*"]);
        let output = self.call(&arguments)?;
        if output.status.success() { Ok(advertised(&output.stdout)) } else { Err(unreachable(&output)) }
    }

    /// Sends a commit to a branch of the remote, never over what the branch has and the commit has not.
    ///
    /// # Errors
    /// As [`Network::fetch`], and [`GitError::Refused`] where the other side does not take it.
    pub fn push(&self, remote: &Remote, commit: CommitId, branch: &str) -> Result<Pushed, GitError> {
        let refspec = format!("{}:refs/heads/{branch}", commit.0);
        let receive_pack = format!("--receive-pack={RECEIVE_PACK}");
        let mut arguments = vec!["push", "--quiet", "--porcelain", "--no-verify", "--no-follow-tags", "--no-signed"];
        if remote.is_local() {
            arguments.push(&receive_pack);
        }
        arguments.extend(["--", remote.url(), &refspec]);
        let output = self.call(&arguments)?;
        if output.status.success() {
            return Ok(Pushed::Done);
        }
        match rejection(&output.stdout) {
            Some(Rejection::Behind) => Ok(Pushed::Behind),
            Some(Rejection::Other(message)) => Err(GitError::Refused { message }),
            None => Err(unreachable(&output)),
        }
    }

    /// Writes a branch with its whole history to a file, for [`Network::fetch`] on the other side.
    ///
    /// # Errors
    /// [`GitError::Program`] with git's own words.
    pub fn bundle(&self, file: &Path, commit: CommitId, branch: &str) -> Result<(), GitError> {
        let reference = format!("refs/heads/{branch}");
        durable::write_unsynced(&self.folder.join(&reference), format!("{}\n", commit.0).as_bytes())?;
        durable::write_unsynced(&self.folder.join("HEAD"), format!("ref: {reference}\n").as_bytes())?;
        let name = file.to_string_lossy();
        let outcome = self.call(&["bundle", "create", "--quiet", &name, "HEAD", &reference]);
        durable::discard(&self.folder.join(&reference))?;
        durable::write_unsynced(&self.folder.join("HEAD"), b"ref: refs/heads/none\n")?;
        let output = outcome?;
        if output.status.success() { Ok(()) } else { Err(call_failed("bundle", &output)) }
    }

    fn call(&self, arguments: &[&str]) -> Result<Output, GitError> {
        let git = self.repository.inner.commondir();
        let mut variables = vec![
            ("GIT_DIR", self.folder.to_string_lossy().into_owned()),
            ("GIT_OBJECT_DIRECTORY", git.join("objects").to_string_lossy().into_owned()),
            ("GIT_ALLOW_PROTOCOL", PROTOCOLS.to_owned()),
            // The pair's folder is in nobody's way: what stands above it is no repository for us.
            ("GIT_CEILING_DIRECTORIES", self.folder.to_string_lossy().into_owned()),
        ];
        if !self.may_ask {
            // Nobody is there to answer: an ssh that asks would wait for ever.
            variables.extend([("SSH_ASKPASS_REQUIRE", "never".to_owned()), ("GIT_ASKPASS", "true".to_owned())]);
            if super::environment::variable("GIT_SSH_COMMAND").is_none()
                && self.repository.user_setting("core.sshcommand")?.is_none()
            {
                variables.push(("GIT_SSH_COMMAND", "ssh -oBatchMode=yes".to_owned()));
            }
        }
        let call = Call {
            arguments,
            settings: &SETTINGS,
            variables: &variables,
            input: &[],
            deadline: self.deadline,
            may_ask: self.may_ask,
        };
        call.run(&self.folder)
    }

    /// Tells git which commits we have, so that only what is new travels, and returns the one that was fetched last: where
    /// nothing has changed, git has no reference to write, and no disk to wait for.
    fn remember(&self) -> Result<Option<CommitId>, GitError> {
        let objects = self.repository.inner.odb().ok();
        let is_here = |id: &Oid| objects.as_ref().is_some_and(|objects| objects.exists(*id));
        let seen = self.repository.seen()?.map(|seen| seen.0).filter(is_here);
        let mut packed = "# pack-refs with: peeled fully-peeled sorted \n".to_owned();
        for (name, id) in [(HAVE, self.repository.head_id()?.filter(is_here)), (INCOMING, seen)] {
            packed.extend(id.map(|id| format!("{id} {name}\n")));
        }
        durable::discard(&self.folder.join(INCOMING))?;
        durable::write_unsynced(&self.folder.join("packed-refs"), packed.as_bytes())?;
        Ok(seen.map(CommitId))
    }

    /// What git has written of the branch; nothing where it is what was fetched last.
    fn incoming(&self) -> Result<Option<CommitId>, GitError> {
        let bytes = files::read_if_there(&self.folder.join(INCOMING))?;
        let text = bytes.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
        Ok(Oid::from_str(text.trim()).ok().map(CommitId))
    }

    /// A history that was cloned in part says where it ends.
    fn copy_shallow(&self) -> Result<(), GitError> {
        let copy = self.folder.join("shallow");
        match files::read_if_there(&self.repository.inner.commondir().join("shallow"))? {
            Some(bytes) => durable::write_unsynced(&copy, &bytes).map(drop)?,
            None => durable::discard(&copy)?,
        }
        Ok(())
    }
}

fn is_bundle(remote: &Remote) -> bool {
    remote.path().is_some_and(|path| path.is_file())
}

fn call_failed(verb: &str, output: &Output) -> GitError {
    GitError::Program { arguments: vec![verb.to_owned()], message: complaint(&output.stderr) }
}

/// What git says of every remote that it cannot read, whatever the reason.
const SAID_ALWAYS: [&str; 3] = [
    "Could not read from remote repository.",
    "Please make sure you have the correct access rights",
    "and the repository exists.",
];

fn unreachable(output: &Output) -> GitError {
    let said = complaint(&output.stderr);
    let reasons: Vec<&str> = said.split("; ").filter(|line| !SAID_ALWAYS.contains(line)).collect();
    GitError::Unreachable { message: if reasons.is_empty() { said.clone() } else { reasons.join("; ") } }
}

/// Reads what `git ls-remote --symref` prints.
fn advertised(printed: &[u8]) -> Advertised {
    let mut found = Advertised::default();
    for line in String::from_utf8_lossy(printed).lines() {
        let Some((value, name)) = line.split_once('\t') else { continue };
        if name == "HEAD" {
            if let Some(branch) = value.strip_prefix("ref: refs/heads/") {
                found.head = Some(branch.to_owned());
            }
        } else if let Some(branch) = name.strip_prefix("refs/heads/") {
            found.branches.push(branch.to_owned());
        }
    }
    found
}

#[derive(Debug, PartialEq, Eq)]
enum Rejection {
    Behind,
    Other(String),
}

/// Reads what `git push --porcelain` prints of a reference that was not moved.
fn rejection(printed: &[u8]) -> Option<Rejection> {
    let text = String::from_utf8_lossy(printed);
    let summary = text.lines().find_map(|line| line.strip_prefix("!\t")?.split('\t').nth(1))?;
    let reason = summary.split_once('(').map_or(summary, |(_, reason)| reason.trim_end_matches(')'));
    // What git itself says where the other side has moved, before and while it pushes.
    let is_behind = ["fetch first", "non-fast-forward", "stale info", "failed to update ref", "cannot lock ref"]
        .iter()
        .any(|known| reason.contains(known));
    Some(if is_behind { Rejection::Behind } else { Rejection::Other(reason.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_remote_has() {
        let printed = b"ref: refs/heads/main\tHEAD\n1f\tHEAD\n1f\trefs/heads/main\n2a\trefs/heads/x\n";
        let expected = Advertised { head: Some("main".into()), branches: vec!["main".into(), "x".into()] };
        assert_eq!(advertised(printed), expected);
        assert_eq!(advertised(b""), Advertised::default());
    }

    #[test]
    fn why_a_push_failed() {
        let line = |reason: &str| format!("To hub\n!\t1f:refs/heads/main\t[rejected] ({reason})\nDone\n").into_bytes();
        assert_eq!(rejection(&line("fetch first")), Some(Rejection::Behind));
        assert_eq!(rejection(&line("protected branch")), Some(Rejection::Other("protected branch".into())));
        assert_eq!(rejection(b""), None);
    }
}
