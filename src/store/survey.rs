//! What files look like from outside: enough to tell, without reading one, whether anything about it has changed.
//!
//! A survey is a text of bytes. Two that are equal were made of the same names, and of the same files in the same state,
//! as far as the system tells it: kind and permissions, length, the times of the last change of the bytes and of the file
//! itself in nanoseconds, the number of the file and of its device. A program can set the first of these times as it likes,
//! but not the second, which is why systems without it make no survey.

use std::fs::Metadata;
use std::path::Path;

/// What some files look like, in the order in which they were looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    bytes: Vec<u8>,
    newest: (i64, i64),
}

impl Survey {
    /// Adds facts that are no files.
    pub fn fact(&mut self, fact: &[u8]) {
        self.bytes.extend_from_slice(&(fact.len() as u64).to_le_bytes());
        self.bytes.extend_from_slice(fact);
    }

    /// Adds a file or a folder, or that there is none of that name; `None` where the system does not tell.
    pub fn look_at(&mut self, path: &Path) -> Option<()> {
        self.fact(path.file_name()?.as_encoded_bytes());
        match std::fs::symlink_metadata(path) {
            Ok(metadata) => self.add(&metadata),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                self.bytes.push(0);
                Some(())
            }
            Err(_) => None,
        }
    }

    /// Adds a folder and everything directly in it; `None` where the system does not tell.
    pub fn look_into(&mut self, folder: &Path) -> Option<()> {
        self.look_at(folder)?;
        let mut items = match std::fs::read_dir(folder) {
            Ok(items) => items.collect::<Result<Vec<_>, _>>().ok()?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(_) => return None,
        };
        items.sort_by_cached_key(std::fs::DirEntry::file_name);
        self.bytes.reserve(items.len() * 96);
        for item in items {
            self.fact(item.file_name().as_encoded_bytes());
            self.add(&item.metadata().ok()?)?;
        }
        Some(())
    }

    /// Everything that was found out.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The newest time at which one of the files was changed: seconds and nanoseconds since 1970.
    pub fn newest(&self) -> (i64, i64) {
        self.newest
    }

    #[cfg(unix)]
    fn add(&mut self, metadata: &Metadata) -> Option<()> {
        use std::os::unix::fs::MetadataExt;
        let (modified, changed) =
            ((metadata.mtime(), metadata.mtime_nsec()), (metadata.ctime(), metadata.ctime_nsec()));
        self.newest = self.newest.max(modified).max(changed);
        self.bytes.push(1);
        self.bytes.extend_from_slice(&metadata.mode().to_le_bytes());
        for number in [metadata.size(), metadata.ino(), metadata.dev()] {
            self.bytes.extend_from_slice(&number.to_le_bytes());
        }
        for number in [modified.0, modified.1, changed.0, changed.1] {
            self.bytes.extend_from_slice(&number.to_le_bytes());
        }
        Some(())
    }

    #[cfg(not(unix))]
    #[expect(clippy::unused_self, reason = "the twin of the one for unix")]
    fn add(&mut self, _metadata: &Metadata) -> Option<()> {
        None
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::time::{Duration, SystemTime};

    fn survey(folder: &Path) -> Survey {
        let mut survey = Survey::default();
        survey.look_into(folder).expect("the system tells");
        survey
    }

    #[test]
    fn every_change_shows() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "one").unwrap();
        let old = SystemTime::now() - Duration::from_secs(60);
        let set_time = || fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        set_time();
        let pause = || std::thread::sleep(Duration::from_millis(20));
        let changes: [(&str, &dyn Fn()); 6] = [
            ("nothing", &|| ()),
            ("the same length and an old time", &|| {
                fs::write(&path, "two").unwrap();
                set_time();
            }),
            ("another file of that name", &|| {
                fs::write(folder.path().join("b"), "two").unwrap();
                fs::rename(folder.path().join("b"), &path).unwrap();
                set_time();
            }),
            ("a new file", &|| fs::write(folder.path().join("b.md"), "").unwrap()),
            ("another name", &|| fs::rename(folder.path().join("b.md"), folder.path().join("c.md")).unwrap()),
            ("a file less", &|| fs::remove_file(&path).unwrap()),
        ];
        for (what, change) in changes {
            let before = survey(folder.path());
            pause();
            change();
            assert_eq!(before == survey(folder.path()), what == "nothing", "{what}");
        }
    }

    #[test]
    fn what_is_not_there_is_a_fact() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("backlog.md");
        let look = || {
            let mut survey = Survey::default();
            survey.look_at(&path).expect("the system tells");
            survey
        };
        let before = look();
        assert_eq!(before, look());
        fs::write(&path, "").unwrap();
        assert_ne!(before, look());
    }
}
