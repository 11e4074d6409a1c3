//! Undoing one's own last write: a new change that takes it back and leaves what came later.

use git2::{DiffOptions, MergeFileInput, MergeFileOptions, Oid, Repository, Sort, Tree};

use super::error::{GitContext, GitError, NoUndo};
use super::objects;
use super::repository::PairRepository;
use super::takeback;
use super::write::{Change, CommitId};
use crate::store::files;

/// How every message of this program begins.
const PREFIX: &str = "oneonone ";
/// The verb of a commit that takes another one back.
const UNDO: &str = "undo";
/// How many letters of a commit's name an undo's message has.
const SHORT: usize = 12;

/// A commit that this program made for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWrite {
    /// The commit.
    pub commit: CommitId,
    /// The verb that made it: `note`, `close`.
    pub verb: String,
    /// What follows the verb in its message: the entry and ids.
    pub about: String,
    /// When, in seconds since 1970.
    pub seconds: i64,
}

/// What a file that a write made is without the words of the write, from its path and its bytes.
pub type Emptied<'f> = dyn Fn(&str, &[u8]) -> Option<Vec<u8>> + 'f;

impl OwnWrite {
    /// The message of the commit that takes this one back. By it, the next undo knows.
    pub fn undo_message(&self) -> String {
        let id = self.commit.to_string();
        let about = [self.verb.as_str(), self.about.as_str()].join(" ");
        format!("{PREFIX}{UNDO}: {} {}", &id[..SHORT.min(id.len())], about.trim())
    }
}

impl PairRepository {
    /// The user's newest write that is not undone yet and whose verb `undoable` accepts; none where there is none.
    ///
    /// A write is the user's where its author has their address, and this program's where its message says so. The
    /// first commit, merges, and undoing itself are never undone.
    ///
    /// # Errors
    /// [`GitError::NoIdentity`], or what libgit2 could not read.
    pub fn own_last_write(&self, undoable: &dyn Fn(&str) -> bool) -> Result<Option<OwnWrite>, GitError> {
        let Some(head) = self.head_id()? else { return Ok(None) };
        let me = self.identity()?;
        let mut undone: Vec<String> = Vec::new();
        let mut walk = self.inner.revwalk().during("read the history")?;
        walk.set_sorting(Sort::TOPOLOGICAL).during("read the history")?;
        walk.push(head).during("read the history")?;
        for id in walk {
            let commit = id.and_then(|id| self.inner.find_commit(id)).during("read the history")?;
            let message = String::from_utf8_lossy(commit.message_bytes()).into_owned();
            let Some((verb, about)) = parse(&message) else { continue };
            if verb == UNDO {
                undone.extend(about.split(' ').next().filter(|short| short.len() >= SHORT).map(str::to_owned));
                continue;
            }
            let name = commit.id().to_string();
            let mine = commit.author().email_bytes().eq_ignore_ascii_case(me.email.as_bytes());
            if mine
                && commit.parent_count() == 1
                && undoable(verb)
                && !undone.iter().any(|short| name.starts_with(short.as_str()))
            {
                let seconds = commit.author().when().seconds();
                let (verb, about) = (verb.to_owned(), about.to_owned());
                return Ok(Some(OwnWrite { commit: CommitId(commit.id()), verb, about, seconds }));
            }
        }
        Ok(None)
    }

    /// The changes that take `write` back from the files as they are now, each bound to those bytes.
    ///
    /// # Errors
    /// [`NoUndo::Conflict`] where later changes stand on the same lines.
    pub fn undo(&self, write: &OwnWrite) -> Result<Vec<Change>, GitError> {
        self.undo_words(write, &|_, _| None)
    }

    /// The same; where the write made a file that has other words by now, `empty` tells from its path and its bytes
    /// what it was without the words of the write, and those alone are taken back.
    ///
    /// # Errors
    /// [`NoUndo::Conflict`] where later changes stand on the same lines.
    pub fn undo_words(&self, write: &OwnWrite, empty: &Emptied<'_>) -> Result<Vec<Change>, GitError> {
        let commit = self.inner.find_commit(write.commit.0).during("read the history")?;
        let parent = commit.parent(0).during("read the history")?;
        let (old, new) = (parent.tree().during("read the history")?, commit.tree().during("read the history")?);
        let mut changes = Vec::new();
        for path in paths_changed(&self.inner, &old, &new)? {
            let bytes = |tree| -> Result<Option<Vec<u8>>, GitError> {
                objects::blob_at(Some(tree), &path)?.map(|(id, _)| self.bytes_of(id)).transpose()
            };
            let (before, after) = (bytes(&old)?, bytes(&new)?);
            let file = super::paths::locate(self.root(), &path)?;
            let now = files::read_if_there(&file)?;
            let before = match (before, &after) {
                (None, Some(made)) if now.is_some() && now != after => empty(&path, made),
                (before, _) => before,
            };
            let restored = take_back(&path, before.as_deref(), after.as_deref(), now.as_deref())?;
            if restored != now {
                let change = match restored {
                    Some(bytes) => Change::write(path, bytes),
                    None => Change::remove(path),
                };
                changes.push(change.based_on(now.as_deref()));
            }
        }
        Ok(changes)
    }

    fn bytes_of(&self, id: Oid) -> Result<Vec<u8>, GitError> {
        self.blob(super::write::BlobId(id))
    }
}

/// The paths, relative to the root, of the files that differ. Those that are no UTF-8 are left out.
fn paths_changed(repository: &Repository, old: &Tree<'_>, new: &Tree<'_>) -> Result<Vec<String>, GitError> {
    let mut options = DiffOptions::new();
    options.ignore_submodules(true);
    let diff = repository.diff_tree_to_tree(Some(old), Some(new), Some(&mut options)).during("compare two commits")?;
    Ok(diff
        .deltas()
        .filter_map(|delta| {
            let path = delta.new_file().path_bytes().or_else(|| delta.old_file().path_bytes())?;
            std::str::from_utf8(path).ok().map(str::to_owned)
        })
        .collect())
}

/// The verb of a message of ours, and what follows it in the first line.
fn parse(message: &str) -> Option<(&str, &str)> {
    let rest = message.lines().next()?.strip_prefix(PREFIX)?;
    let (verb, about) = rest.split_once(':').unwrap_or((rest, ""));
    let verb_like = !verb.is_empty() && verb.bytes().all(|byte| byte.is_ascii_lowercase() || b" -".contains(&byte));
    verb_like.then(|| (verb, about.trim()))
}

/// What the file would be `now` had it not been changed from `before` to `after`.
fn take_back(
    path: &str,
    before: Option<&[u8]>,
    after: Option<&[u8]>,
    now: Option<&[u8]>,
) -> Result<Option<Vec<u8>>, GitError> {
    if now == after || now == before {
        return Ok(before.map(<[u8]>::to_vec));
    }
    let conflict = |lines| GitError::CannotUndo(NoUndo::Conflict { path: path.to_owned(), lines });
    let (Some(after), Some(now)) = (after, now) else {
        return Err(conflict(Vec::new()));
    };
    // A last line without an end is the same line where something follows it.
    let ended = |bytes: &[u8]| {
        let end: &[u8] = if bytes.is_empty() || bytes.ends_with(b"\n") { b"" } else { b"\n" };
        [bytes, end].concat()
    };
    let is_ended = now.is_empty() || now.ends_with(b"\n");
    let (before, after, now) = (ended(before.unwrap_or_default()), ended(after), ended(now));
    let mut bytes = match merged(&after, &now, &before)? {
        Ok(bytes) => bytes,
        Err(lines) => takeback::replaced(&before, &after, &now).ok_or_else(|| conflict(lines))?,
    };
    if !is_ended && bytes.ends_with(b"\n") {
        bytes.pop();
    }
    Ok(Some(bytes))
}

/// The three-way merge, or the lines of `ours` that stand in its way.
fn merged(base: &[u8], ours: &[u8], theirs: &[u8]) -> Result<Result<Vec<u8>, Vec<String>>, GitError> {
    /// Longer than any line of markers that people have in their notes.
    const MARKER: u16 = 61;
    let input = |bytes| {
        let mut input = MergeFileInput::new();
        input.content(bytes);
        input
    };
    let (base, ours, theirs) = (input(base), input(ours), input(theirs));
    let mut options = MergeFileOptions::new();
    options.marker_size(MARKER);
    let result = git2::merge_file(&base, &ours, &theirs, Some(&mut options)).during("merge the file")?;
    if result.is_automergeable() {
        return Ok(Ok(result.content().to_vec()));
    }
    let text = String::from_utf8_lossy(result.content()).into_owned();
    let marker = |line: &str, letter: &str| line.starts_with(&letter.repeat(usize::from(MARKER)));
    let (mut lines, mut inside) = (Vec::new(), false);
    for line in text.lines() {
        if marker(line, "<") {
            inside = true;
        } else if marker(line, "=") {
            inside = false;
        } else if inside && !line.trim().is_empty() {
            lines.push(line.trim().to_owned());
        }
    }
    Ok(Err(lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_messages() {
        assert_eq!(
            parse("oneonone note: entries/2026-11-20.md ^a7k2mm\n"),
            Some(("note", "entries/2026-11-20.md ^a7k2mm"))
        );
        assert_eq!(parse("oneonone action done: x"), Some(("action done", "x")));
        assert_eq!(parse("oneonone init"), Some(("init", "")));
        assert_eq!(parse("oneonone is nice, I think"), None);
        assert_eq!(parse("Merge branch 'main'"), None);
    }

    fn text(before: &str, after: &str, now: &str) -> Option<String> {
        let bytes = take_back("x", Some(before.as_bytes()), Some(after.as_bytes()), Some(now.as_bytes()));
        bytes.ok().flatten().map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn leaves_what_came_later() {
        assert_eq!(text("a\n", "a\nb\n", "a\nb\n").as_deref(), Some("a\n"));
        assert_eq!(text("a\n1\n2\n3\n", "a\nb\n1\n2\n3\n", "a\nb\n1\n2\n3\nc\n").as_deref(), Some("a\n1\n2\n3\nc\n"));
        // Lines that touch each other: git would see a conflict.
        assert_eq!(text("a\n", "a\nb\n", "a\nb\nc\n").as_deref(), Some("a\nc\n"));
        assert_eq!(text("a", "a\nb", "a\nb\nc").as_deref(), Some("a\nc"));
        assert_eq!(text("a", "a\nb", "z\na\nb").as_deref(), Some("z\na"));
        assert_eq!(text("a\n", "a\nb\n", "a\nB\n"), None);
        assert_eq!(take_back("x", None, Some(b"a"), Some(b"a")).unwrap(), None);
        assert_eq!(take_back("x", Some(b"a"), None, None).unwrap(), Some(b"a".to_vec()));
        assert!(take_back("x", Some(b"a"), None, Some(b"b")).is_err());
    }

    #[test]
    fn a_conflict_shows_the_lines() {
        let error = take_back("x", Some(b"a\n"), Some(b"a\nb\n"), Some(b"a\nchanged\n")).unwrap_err();
        assert_eq!(error.to_string(), "`x` was changed on the same lines since: `changed`");
    }
}
