//! What a report showed last time, kept in the pair's own `.git/oneonone/memo/` while nothing has changed that it was
//! made from.
//!
//! A memo begins with its key, in full: the question (what was asked, the day, the program, the look of the page) and a
//! survey of everything that the answer is made from. It is used only where the key of now has the same bytes. The survey
//! is made before the files are read, so that a file that changes meanwhile looks different the next time; and, since a
//! file system's clock is coarse, a memo is written only where nothing had changed in the last moments before
//! that, as git does with a racy index.
//!
//! A memo can always be thrown away. What cannot be read or written is passed over without a word.

use std::hash::Hasher;
use std::path::PathBuf;
use std::time::Instant;

use super::find::PairFolder;
use crate::format::pair_file;
use crate::git::position;
use crate::store::survey::Survey;
use crate::store::{durable, files};

/// How a memo begins.
const MAGIC: &[u8; 8] = b"1on1memo";

/// How long nothing must have changed before a memo is written, in nanoseconds, where the file system tells parts of a
/// second: its clock still moves in ticks, of 10 milliseconds at most.
const QUIET: i64 = 100_000_000;

/// The same where it tells no parts of a second: the tick of the coarsest clock of a file system.
const QUIET_WHERE_COARSE: i64 = 2 * NANOSECONDS;

const NANOSECONDS: i64 = 1_000_000_000;

/// The place of what is known about one question.
#[derive(Debug)]
pub struct Memo {
    path: PathBuf,
    key: Vec<u8>,
    newest: (i64, i64),
    began: Instant,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// How many problems are in the files.
    pub problems: u64,
    /// The text.
    pub text: String,
}

impl Memo {
    /// The place for the answer to `question` about a pair, of which one is kept under each `name`; `None` where there is
    /// none, such as outside of git.
    pub fn new(folder: &PairFolder, name: &str, question: &str) -> Option<Self> {
        let began = Instant::now();
        let root = &folder.root;
        // What is kept must not land elsewhere.
        if files::is_link(&root.join(".git")) || files::is_link(&root.join(".git/oneonone")) {
            return None;
        }
        let mut survey = Survey::default();
        survey.fact(env!("CARGO_PKG_VERSION").as_bytes());
        survey.fact(env!("ONEONONE_BUILD").as_bytes());
        survey.fact(question.as_bytes());
        position::survey(root, &mut survey)?;
        for file in [pair_file::FILE_NAME, "backlog.md", "goals.md"] {
            survey.look_at(&root.join(file))?;
        }
        survey.look_into(&root.join("entries"))?;
        let path = root.join(".git/oneonone/memo").join(name);
        Some(Self { path, key: survey.bytes().to_vec(), newest: survey.newest(), began })
    }

    /// The answer, if it is known.
    pub fn recall(&self) -> Option<Page> {
        let bytes = files::read_regular(&self.path).ok()?;
        let rest = bytes.strip_prefix(MAGIC)?.strip_prefix(&self.key.len().to_le_bytes())?;
        let rest = rest.strip_prefix(self.key.as_slice())?;
        let (check, rest) = rest.split_first_chunk()?;
        if u64::from_le_bytes(*check) != checksum(rest) {
            return None;
        }
        let (problems, text) = rest.split_first_chunk()?;
        Some(Page { problems: u64::from_le_bytes(*problems), text: str::from_utf8(text).ok()?.to_owned() })
    }

    /// Keeps the answer for the next time, where that can be done safely.
    pub fn keep(&self, page: &Page) {
        let mut rest = page.problems.to_le_bytes().to_vec();
        rest.extend_from_slice(page.text.as_bytes());
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&self.key.len().to_le_bytes());
        bytes.extend_from_slice(&self.key);
        bytes.extend_from_slice(&checksum(&rest).to_le_bytes());
        bytes.extend_from_slice(&rest);
        let _ = durable::replace_unsynced(&self.path, &bytes, |now| self.is_settled(now));
    }

    /// Whether the files were at rest when they were looked at, by the clock of the file system, which says `now` (seconds
    /// and nanoseconds since 1970).
    fn is_settled(&self, now: (i64, i64)) -> bool {
        let nanoseconds = |(seconds, rest): (i64, i64)| seconds.saturating_mul(NANOSECONDS).saturating_add(rest);
        let elapsed = i64::try_from(self.began.elapsed().as_nanos()).unwrap_or(i64::MAX);
        let began = nanoseconds(now).saturating_sub(elapsed);
        // A clock of seconds, of hundredths or of milliseconds has nothing below.
        let is_fine = [self.newest, now].iter().all(|(_, rest)| rest % 1_000_000 != 0);
        let quiet = if is_fine { QUIET } else { QUIET_WHERE_COARSE };
        nanoseconds(self.newest).saturating_add(quiet) < began
    }
}

fn checksum(bytes: &[u8]) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
