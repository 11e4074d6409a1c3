//! A pair's repository: made, opened, and asked what the user's git wants of it.

use std::path::{Path, PathBuf};

use git2::{
    Config, ErrorCode, Oid, Reference, Repository, RepositoryInitOptions, RepositoryOpenFlags, RepositoryState,
};

use super::error::{GitContext, GitError, Unwritable};
use super::identity::{self, Identity, Role};
use super::settings::Settings;
use super::write::BlobId;
use super::{environment, filters, objects, options};
use crate::store::{durable, files};

/// The name of the branch that a new pair begins with.
const FIRST_BRANCH: &str = "main";

/// The repository of one pair.
pub struct PairRepository {
    pub(super) inner: Repository,
    root: PathBuf,
}

impl std::fmt::Debug for PairRepository {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("PairRepository").field("root", &self.root).finish_non_exhaustive()
    }
}

impl PairRepository {
    /// Makes a repository in `folder`, which is made if need be: sha1, plain references, the branch `main`, nothing
    /// from the user's templates, no hooks.
    ///
    /// # Errors
    /// [`GitError::AlreadyARepository`], else what the system refused.
    pub fn create(folder: &Path) -> Result<Self, GitError> {
        let mut init = RepositoryInitOptions::new();
        init.no_reinit(true).mkpath(true).mkdir(true).external_template(false).initial_head(FIRST_BRANCH);
        options::durable(true);
        Repository::init_opts(folder, &init).map_err(|source| match source.code() {
            ErrorCode::Exists => GitError::AlreadyARepository { path: folder.to_owned() },
            _ => GitError::Git { action: "make the repository", source },
        })?;
        Self::open(folder)
    }

    /// Opens the repository whose work tree is `folder`.
    ///
    /// # Errors
    /// [`GitError::NotARepository`], [`GitError::ForeignOwner`], or [`GitError::Unwritable`] for a format that this
    /// program cannot write.
    pub fn open(folder: &Path) -> Result<Self, GitError> {
        let mut flags = RepositoryOpenFlags::NO_SEARCH;
        // For `GIT_CONFIG_GLOBAL` and such. What would send us to another work tree is not for us.
        if environment::variable("GIT_WORK_TREE").is_none() {
            flags |= RepositoryOpenFlags::FROM_ENV;
        }
        let inner = Repository::open_ext(folder, flags, std::iter::empty::<&Path>())
            .map_err(|error| explain_open(folder, error))?;
        Self::checked(inner, folder)
    }

    fn checked(inner: Repository, folder: &Path) -> Result<Self, GitError> {
        let refuse = |reason| GitError::Unwritable { path: folder.to_owned(), reason };
        let root = inner.workdir().ok_or_else(|| refuse(Unwritable::Bare))?.to_owned();
        if let Some(path) = leads_outside(&inner, folder) {
            return Err(refuse(Unwritable::LeadsOutside(path)));
        }
        if let Ok(config) = inner.config()
            && let Ok(format) = config.get_string("extensions.refstorage")
            && format != "files"
        {
            return Err(refuse(Unwritable::ReferenceFormat(format)));
        }
        Ok(PairRepository { inner, root })
    }

    /// The work tree.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Git's folder of this work tree.
    pub fn git_folder(&self) -> &Path {
        self.inner.path()
    }

    /// The folder in which this program keeps its lock, journal and such, inside git's.
    pub(super) fn own_folder(&self) -> PathBuf {
        self.git_folder().join("oneonone")
    }

    pub(super) fn settings(&self) -> Result<Settings, GitError> {
        Settings::of(&self.inner)
    }

    /// Tells git to pass over our temporary files, so that nobody's `git add` sweeps up what a dead writer left.
    pub(super) fn exclude_temporary_files(&self) -> Result<(), GitError> {
        let file = self.inner.commondir().join("info/exclude");
        let line = format!("{}*\n", durable::TEMPORARY_PREFIX);
        let mut text = files::read_if_there(&file)?.unwrap_or_default();
        if !String::from_utf8_lossy(&text).contains(&line) {
            if !text.is_empty() && !text.ends_with(b"\n") {
                text.push(b'\n');
            }
            text.extend_from_slice(line.as_bytes());
            durable::write(&file, &text)?;
        }
        Ok(())
    }

    /// The bytes of the file `path` as the last commit has them; none where it has no such file.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn committed(&self, path: &str) -> Result<Option<Vec<u8>>, GitError> {
        let tree = objects::tree_of(&self.inner, self.head_id()?)?;
        objects::blob_at(tree.as_ref(), path)?.map(|(id, _)| self.blob(BlobId(id))).transpose()
    }

    /// The commit that the branch points to, in hexadecimal; none before the first one.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn head(&self) -> Result<Option<String>, GitError> {
        Ok(self.head_id()?.map(|id| id.to_string()))
    }

    pub(super) fn head_id(&self) -> Result<Option<Oid>, GitError> {
        match self.inner.head() {
            Ok(head) => Ok(head.target()),
            Err(error) if matches!(error.code(), ErrorCode::UnbornBranch | ErrorCode::NotFound) => Ok(None),
            Err(source) => Err(GitError::Git { action: "read HEAD", source }),
        }
    }

    /// The branch that is checked out, without `refs/heads/`.
    ///
    /// # Errors
    /// [`GitError::Unwritable`] where HEAD is detached or points to no branch.
    pub fn current_branch(&self) -> Result<String, GitError> {
        let full = self.branch_reference()?;
        Ok(full.trim_start_matches("refs/heads/").to_owned())
    }

    pub(super) fn branch_reference(&self) -> Result<String, GitError> {
        let head = self.inner.find_reference("HEAD").during("read HEAD")?;
        let target = symbolic_target(&head).ok_or_else(|| self.refuse(Unwritable::Detached))?;
        if !target.starts_with("refs/heads/") || !Reference::is_valid_name(&target) {
            return Err(self.refuse(Unwritable::NotABranch(target)));
        }
        Ok(target)
    }

    /// The user's own name and address, as the author of a commit.
    ///
    /// # Errors
    /// [`GitError::NoIdentity`] where git does not know them.
    pub fn identity(&self) -> Result<Identity, GitError> {
        identity::identity(&self.settings()?, Role::Author)
    }

    /// Whether the user's git signs commits here.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn signing_required(&self) -> Result<bool, GitError> {
        Ok(self.settings()?.truth("commit.gpgsign").unwrap_or(false))
    }

    /// The filter or conversion that git would apply to the file `path` and this program would skip; none is best.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn filter_of(&self, path: &str) -> Result<Option<String>, GitError> {
        filters::filter_of(self, &self.settings()?, path)
    }

    /// Refuses a state in which a commit of ours would get in the way of what the user is doing.
    pub(super) fn check_state(&self) -> Result<(), GitError> {
        let doing = match self.inner.state() {
            RepositoryState::Clean => return Ok(()),
            RepositoryState::Merge => "a merge",
            RepositoryState::Revert | RepositoryState::RevertSequence => "a revert",
            RepositoryState::CherryPick | RepositoryState::CherryPickSequence => "a cherry-pick",
            RepositoryState::Bisect => "a bisection",
            RepositoryState::Rebase | RepositoryState::RebaseInteractive | RepositoryState::RebaseMerge => "a rebase",
            RepositoryState::ApplyMailbox | RepositoryState::ApplyMailboxOrRebase => "`git am`",
        };
        Err(self.refuse(Unwritable::Unfinished(doing)))
    }

    pub(super) fn refuse(&self, reason: Unwritable) -> GitError {
        GitError::Unwritable { path: self.root.clone(), reason }
    }
}

/// Makes an empty bare repository for two people to share, with nothing from the user's templates.
///
/// # Errors
/// What the system refused.
pub fn create_hub(folder: &Path) -> Result<(), GitError> {
    let mut init = RepositoryInitOptions::new();
    init.bare(true).no_reinit(true).mkpath(true).external_template(false).initial_head(FIRST_BRANCH);
    options::durable(true);
    Repository::init_opts(folder, &init).map(drop).during("make the shared repository")
}

/// The user's own name and address, as git knows them outside of any repository.
///
/// # Errors
/// [`GitError::NoIdentity`] where git does not know them.
pub fn default_identity() -> Result<Identity, GitError> {
    identity::identity(&Settings::of_user()?, Role::Author)
}

/// What is written through into another place, if anything is: a folder that came from elsewhere can hold links. The folder
/// of a linked work tree is git's own way of being elsewhere; it knows its work tree.
fn leads_outside(inner: &Repository, folder: &Path) -> Option<String> {
    let same =
        |one: &Path, other: &Path| matches!((one.canonicalize(), other.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if !inner.workdir().is_some_and(|workdir| same(workdir, folder)) {
        return Some("core.worktree".to_owned());
    }
    let git = folder.join(".git");
    if inner.is_worktree() {
        let back = files::read_if_there(&inner.path().join("gitdir")).ok().flatten().unwrap_or_default();
        let back = String::from_utf8_lossy(&back).trim().to_owned();
        return (!same(Path::new(&back), &git)).then(|| ".git".to_owned());
    }
    if !files::is_folder(&git) {
        return Some(".git".to_owned());
    }
    let inside =
        ["oneonone", "objects", "objects/pack", "refs", "refs/heads", "logs", "info", "HEAD", "index", "config"];
    inside.iter().find(|name| files::is_link(&git.join(name))).map(|name| format!(".git/{name}"))
}

fn symbolic_target(head: &Reference<'_>) -> Option<String> {
    head.symbolic_target().ok().flatten().map(str::to_owned)
}

/// libgit2 says only that it did not want to: the configuration says why.
fn explain_open(folder: &Path, error: git2::Error) -> GitError {
    let path = folder.to_owned();
    match error.code() {
        ErrorCode::NotFound => return GitError::NotARepository { path },
        ErrorCode::Owner => return GitError::ForeignOwner { path },
        _ => {}
    }
    let config = [folder.join(".git/config"), folder.join("config")];
    let value = |key: &str| {
        let config = Config::open(config.iter().find(|file| file.is_file())?).ok()?;
        config.get_string(key).ok()
    };
    if value("extensions.objectformat").is_some_and(|format| format != "sha1") {
        return GitError::Unwritable { path, reason: Unwritable::Sha256 };
    }
    if let Some(format) = value("extensions.refstorage") {
        return GitError::Unwritable { path, reason: Unwritable::ReferenceFormat(format) };
    }
    match error.message().split_once("unsupported extension name extensions.") {
        Some((_, name)) => GitError::Unwritable { path, reason: Unwritable::Extension(name.trim().to_owned()) },
        None => GitError::Git { action: "open the repository", source: error },
    }
}
