//! What a walk over the history found, kept in our own folder inside git's: the next walk begins where it ended.
//!
//! It can be removed at any time, and is passed over where it cannot be read or does not fit the branch.

use std::path::PathBuf;

use git2::Oid;

use super::identity::Identity;
use super::log::{FileCommit, FileHistory};
use super::repository::PairRepository;
use super::write::{BlobId, CommitId};
use crate::store::{durable, files};

const HEADER: &str = "oneonone-history 1";
const NONE: &str = "-";

/// Where the memory of `folder` is kept; none where its name cannot be part of a file's.
fn file_of(repository: &PairRepository, folder: &str) -> Option<PathBuf> {
    let plain = folder.bytes().all(|byte| byte.is_ascii_alphanumeric());
    plain.then(|| repository.own_folder().join(format!("history-{folder}")))
}

/// The commit up to which the history of `folder` is known, and that history.
pub(super) fn recall(repository: &PairRepository, folder: &str) -> Option<(Oid, FileHistory)> {
    let bytes = files::read_if_there(&file_of(repository, folder)?).ok()??;
    decode(std::str::from_utf8(&bytes).ok()?)
}

/// Keeps the history of `folder` up to `head`; where that fails, the next walk is a long one.
pub(super) fn keep(repository: &PairRepository, folder: &str, head: Oid, history: &FileHistory) {
    let Some(file) = file_of(repository, folder) else { return };
    let Some(text) = encode(head, history) else { return };
    let prepared = file.with_file_name(durable::temporary_name());
    let kept = durable::make_folder(durable::parent(&file))
        .and_then(|()| durable::write_unsynced(&prepared, text.as_bytes()).map(|_| ()))
        .and_then(|()| durable::rename(&prepared, &file));
    if kept.is_err() {
        let _ = durable::discard(&prepared);
    }
}

fn encode(head: Oid, history: &FileHistory) -> Option<String> {
    let mut text = format!("{HEADER}\t{head}\n");
    let mut count = 0;
    for (path, commits) in history {
        for FileCommit { commit, author, seconds, offset_minutes, blob } in commits {
            let blob = blob.map_or_else(|| NONE.to_owned(), |blob| blob.to_string());
            if [path, &author.name, &author.email].iter().any(|field| field.contains(['\t', '\n', '\r'])) {
                return None;
            }
            let Identity { name, email } = author;
            text.push_str(&format!("{path}\t{commit}\t{blob}\t{seconds}\t{offset_minutes}\t{name}\t{email}\n"));
            count += 1;
        }
    }
    text.push_str(&format!("end\t{count}\n"));
    Some(text)
}

fn decode(text: &str) -> Option<(Oid, FileHistory)> {
    let mut lines = text.lines();
    let (header, head) = lines.next()?.split_once('\t')?;
    let head = Oid::from_str(head).ok().filter(|_| header == HEADER)?;
    let mut history = FileHistory::new();
    for (count, line) in lines.enumerate() {
        if let Some(total) = line.strip_prefix("end\t") {
            return (total.parse() == Ok(count)).then_some((head, history));
        }
        let mut fields = line.split('\t');
        let path = fields.next()?;
        let commit = CommitId(Oid::from_str(fields.next()?).ok()?);
        let blob = match fields.next()? {
            NONE => None,
            id => Some(BlobId(Oid::from_str(id).ok()?)),
        };
        let (seconds, offset_minutes) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        let author = Identity { name: fields.next()?.to_owned(), email: fields.next()?.to_owned() };
        let found = FileCommit { commit, author, seconds, offset_minutes, blob };
        match history.get_mut(path) {
            Some(commits) => commits.push(found),
            None => drop(history.insert(path.to_owned(), vec![found])),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_back_whole_or_not_at_all() {
        let id = Oid::from_str(&"ab".repeat(20)).unwrap();
        let found = |blob| FileCommit {
            commit: CommitId(id),
            author: Identity { name: "Alice Chen".into(), email: "alice@example.com".into() },
            seconds: 1_700_000_000,
            offset_minutes: -90,
            blob,
        };
        let history = FileHistory::from([("entries/a.md".into(), vec![found(Some(BlobId(id))), found(None)])]);
        let text = encode(id, &history).unwrap();
        assert_eq!(decode(&text), Some((id, history)));
        for end in 0..text.len() - 1 {
            assert_eq!(decode(&text[..end]), None, "{end}");
        }
    }
}
