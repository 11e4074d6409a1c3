//! The intent journal: what a writer is about to do, so that the next one can finish it, or forget it, if that writer
//! dies.
//!
//! Two lines: the intent as JSON, and a checksum of it. A journal whose checksum does not fit was never finished, so
//! nothing was begun; an empty one is at rest. The file stays, so that only its bytes have to be synced.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::durable;
use super::error::{IoContext, StoreError};
use super::files;

/// What a writer is about to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// The commit that the branch pointed to, in hexadecimal; none before the first commit.
    pub head: Option<String>,
    /// The branch, in full.
    pub branch: String,
    /// The message of the commit to be.
    pub message: String,
    /// The author's name and address, where they are not those of whoever runs the program.
    pub author: Option<(String, String)>,
    /// The commit's time, in seconds since 1970, and its zone, in minutes east; none for now.
    pub when: Option<(i64, i32)>,
    /// The commit that is made already, in hexadecimal, where only files and branch have to follow.
    #[serde(default)]
    pub commit: Option<String>,
    /// The files to be written or removed.
    pub files: Vec<IntendedFile>,
    /// The lock files, relative to git's folder, that may be left behind by this writer.
    pub locks: Vec<IntendedLock>,
}

/// A file to be written or removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntendedFile {
    /// Relative to the work tree, with `/`.
    pub path: String,
    /// The blob's name before, in hexadecimal; none where there is no file.
    pub old: Option<String>,
    /// The blob's name after; none where the file is removed.
    pub new: Option<String>,
    /// The temporary file beside it, which holds the new bytes until they are in place.
    pub temporary: Option<String>,
}

/// A lock file that this writer may leave behind, and the file of our own whose bytes it then has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntendedLock {
    /// Relative to git's folder.
    pub lock: PathBuf,
    /// Relative to git's folder.
    pub content: PathBuf,
}

/// The journal's file.
#[derive(Debug, Clone)]
pub struct Journal {
    path: PathBuf,
}

impl Journal {
    /// The journal at `path`, which need not be there.
    pub fn new(path: PathBuf) -> Self {
        Journal { path }
    }

    /// Writes `intent`, and waits until it is on the disk.
    ///
    /// # Errors
    /// What the system refused.
    pub fn begin(&self, intent: &Intent) -> Result<(), StoreError> {
        durable::regular_or_absent(&self.path)?;
        let mut options = OpenOptions::new();
        options.write(true).truncate(true);
        let bytes = encode(intent);
        match options.open(&self.path) {
            Ok(mut file) => file.write_all(&bytes).and_then(|()| file.sync_all()).at("write", &self.path),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                durable::write_new(&self.path, &bytes)?;
                durable::sync_folder(durable::parent(&self.path))
            }
            Err(error) => Err(error).at("write", &self.path),
        }
    }

    /// The intent of a writer that died; none where there is no journal, or none that was finished.
    ///
    /// # Errors
    /// What the system refused.
    pub fn read(&self) -> Result<Option<Intent>, StoreError> {
        Ok(files::read_if_there(&self.path)?.and_then(|bytes| decode(&bytes)))
    }

    /// Forgets the intent: it is done. This need not reach the disk: what is done is found done again.
    ///
    /// # Errors
    /// What the system refused.
    pub fn end(&self) -> Result<(), StoreError> {
        match OpenOptions::new().write(true).truncate(true).open(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error).at("empty", &self.path),
            _ => Ok(()),
        }
    }
}

fn encode(intent: &Intent) -> Vec<u8> {
    let line = serde_json::to_string(intent).unwrap_or_default();
    format!("{line}\n{:016x}\n", checksum(line.as_bytes())).into_bytes()
}

fn decode(bytes: &[u8]) -> Option<Intent> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (line, rest) = text.split_once('\n')?;
    (rest == format!("{:016x}\n", checksum(line.as_bytes()))).then(|| serde_json::from_str(line).ok())?
}

/// FNV-1a: it has to notice what was cut off, not what was forged.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intent() -> Intent {
        Intent {
            head: None,
            branch: "refs/heads/main".into(),
            message: "oneonone note: entries/2026-11-20.md".into(),
            author: None,
            when: Some((1_700_000_000, 60)),
            commit: None,
            files: vec![IntendedFile {
                path: "entries/2026-11-20.md".into(),
                old: None,
                new: Some("00".into()),
                temporary: Some(".oneonone-1-0".into()),
            }],
            locks: vec![IntendedLock { lock: "index.lock".into(), content: "oneonone/index".into() }],
        }
    }

    #[test]
    fn is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::new(folder.path().join("journal"));
        assert_eq!(journal.read().unwrap(), None);
        journal.begin(&intent()).unwrap();
        assert_eq!(journal.read().unwrap(), Some(intent()));
        journal.end().unwrap();
        assert_eq!(journal.read().unwrap(), None);
    }

    #[test]
    fn cut_anywhere_it_means_nothing() {
        let whole = encode(&intent());
        for end in 0..whole.len() {
            assert_eq!(decode(&whole[..end]), None);
        }
        assert_eq!(decode(&whole), Some(intent()));
    }
}
