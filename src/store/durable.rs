//! Writes that survive a crash: a reader sees the old bytes or the new ones, never a mixture, and once a write has
//! returned, the new ones stay.
//!
//! The order is: a temporary file in the same folder, its bytes, `fsync`, `rename`, `fsync` of the folder.
#![expect(clippy::disallowed_methods, reason = "this module owns durable writes")]

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use super::error::{IoContext, StoreError};

/// How the name of every temporary file begins.
pub const TEMPORARY_PREFIX: &str = ".oneonone-";

/// A file name that no other writer uses now.
pub fn temporary_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{TEMPORARY_PREFIX}{}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Replaces or makes the file `path` with `bytes`, durably.
///
/// The permission bits of a file that is replaced are kept.
///
/// # Errors
/// [`StoreError::NotRegular`] where anything but a regular file has that name, else what the system refused; then the
/// old bytes are still there.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    Staged::new(path, &temporary_name(), bytes)?.publish()
}

/// Removes the file `path`, durably. A file that is not there is no error.
///
/// # Errors
/// [`StoreError::NotRegular`] where anything but a regular file has that name, else what the system refused.
pub fn remove(path: &Path) -> Result<(), StoreError> {
    if regular_or_absent(path)?.is_none() {
        return Ok(());
    }
    discard(path)?;
    sync_folder(parent(path))
}

/// Removes `path`, whatever it is but a folder, without waiting for the disk. A file that is not there is no error.
///
/// # Errors
/// What the system refused.
pub fn discard(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error).at("remove", path),
        _ => Ok(()),
    }
}

/// Removes a folder of our own with all that is in it, without waiting for the disk. One that is not there is no error.
///
/// # Errors
/// What the system refused.
pub fn discard_folder(path: &Path) -> Result<(), StoreError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error).at("remove", path),
        _ => Ok(()),
    }
}

/// Removes the temporary files and folders that dead writers left directly in `folder`. One that a living writer is about to
/// rename goes too, so this is for a folder whose files cost only time where they are lost.
pub fn discard_temporaries(folder: &Path) {
    for item in fs::read_dir(folder).into_iter().flatten().flatten() {
        if item.file_name().to_string_lossy().starts_with(TEMPORARY_PREFIX) {
            let is_folder = item.file_type().is_ok_and(|kind| kind.is_dir());
            let _ = if is_folder { discard_folder(&item.path()) } else { discard(&item.path()) };
        }
    }
}

/// Makes the folder `path` and those above it, durably.
///
/// # Errors
/// What the system refused.
pub fn make_folder(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        return Ok(());
    }
    let above = parent(path);
    make_folder(above)?;
    match fs::create_dir(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error).at("make the folder", path),
        _ => {}
    }
    sync_folder(above)
}

/// Waits until the names in the folder `path` are on the disk.
///
/// # Errors
/// What the system refused.
#[cfg(unix)]
pub fn sync_folder(path: &Path) -> Result<(), StoreError> {
    match File::open(path).and_then(|folder| folder.sync_all()) {
        // Some network file systems cannot sync a folder; they have no better way either.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        other => other.at("sync the folder", path),
    }
}

/// Does nothing: the platform has no `fsync` of a folder.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn sync_folder(_path: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// Writes a file that must not be there yet, and waits for its bytes, not for its name, to be on the disk.
///
/// # Errors
/// What the system refused.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<Metadata, StoreError> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).at("create", path)?;
    file.write_all(bytes).at("write", path)?;
    file.sync_all().at("sync", path)?;
    file.metadata().at("look at", path)
}

/// Writes a file without waiting for the disk, for what can be made again.
///
/// # Errors
/// [`StoreError::NotRegular`] where anything but a regular file has that name, else what the system refused.
pub fn write_unsynced(path: &Path, bytes: &[u8]) -> Result<Metadata, StoreError> {
    regular_or_absent(path)?;
    fs::create_dir_all(parent(path)).at("make the folder", parent(path))?;
    fs::write(path, bytes).at("write", path)?;
    fs::symlink_metadata(path).at("look at", path)
}

/// Replaces or makes the file `path`, for its owner's eyes only and without waiting for the disk, where `wanted` says so
/// of the file system's time (seconds since 1970): for what can be made again. Readers see the old bytes or the new ones.
///
/// # Errors
/// What the system refused.
#[cfg(unix)]
pub fn replace_unsynced(path: &Path, bytes: &[u8], wanted: impl Fn((i64, i64)) -> bool) -> Result<(), StoreError> {
    use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
    fs::create_dir_all(parent(path)).at("make the folder", parent(path))?;
    let temporary = parent(path).join(temporary_name());
    let mut options = OpenOptions::new();
    let opened = options.write(true).create_new(true).mode(0o600).open(&temporary);
    let mut file = opened.at("create", &temporary)?;
    let created = file.metadata().at("look at", &temporary)?;
    let now = (created.mtime(), created.mtime_nsec());
    let written = if wanted(now) {
        file.write_all(bytes).at("write", &temporary).and_then(|()| rename(&temporary, path)).map(|()| true)
    } else {
        Ok(false)
    };
    if !matches!(written, Ok(true)) {
        discard(&temporary)?;
    }
    written.map(|_| ())
}

/// Does nothing: there is no memory of what can be made again on this platform.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn replace_unsynced(_path: &Path, _bytes: &[u8], _wanted: impl Fn((i64, i64)) -> bool) -> Result<(), StoreError> {
    Ok(())
}

/// Makes the folder `path` and those above it, without waiting for the disk.
///
/// # Errors
/// What the system refused.
pub fn make_unsynced(path: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(path).at("make the folder", path)
}

/// Waits until the bytes of the file `path` are on the disk.
///
/// # Errors
/// What the system refused.
pub fn sync_file(path: &Path) -> Result<(), StoreError> {
    OpenOptions::new().read(true).write(true).open(path).and_then(|file| file.sync_all()).at("sync", path)
}

/// Waits until the bytes of the file `path`, which may be read-only, are on the disk.
///
/// # Errors
/// What the system refused.
#[cfg(unix)]
pub fn sync_read_only(path: &Path) -> Result<(), StoreError> {
    fs::File::open(path).and_then(|file| file.sync_all()).at("sync", path)
}

/// Renames `from` to `to`, without waiting for the disk.
///
/// # Errors
/// What the system refused.
pub fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).at("replace", to)
}

/// New bytes beside the file that they are to replace.
#[derive(Debug)]
pub struct Staged {
    temporary: PathBuf,
    target: PathBuf,
    metadata: Metadata,
}

impl Staged {
    /// Writes `bytes`, synced, into the file `temporary_name` beside `target`. The folder is made if need be.
    ///
    /// # Errors
    /// [`StoreError::NotRegular`] where anything but a regular file is called `target`, else what the system refused.
    pub fn new(target: &Path, temporary_name: &str, bytes: &[u8]) -> Result<Self, StoreError> {
        let replaced = regular_or_absent(target)?;
        let folder = parent(target);
        let temporary = folder.join(temporary_name);
        if replaced.is_none() {
            make_folder(folder)?;
        }
        let metadata = write_new(&temporary, bytes)
            .and_then(|metadata| {
                if let Some(old) = replaced.filter(|old| old.permissions() != metadata.permissions()) {
                    fs::set_permissions(&temporary, old.permissions()).at("set the permissions of", &temporary)?;
                }
                Ok(metadata)
            })
            .inspect_err(|_| {
                let _ = discard(&temporary);
            })?;
        Ok(Staged { temporary, target: target.to_owned(), metadata })
    }

    /// What the system says about the new file.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// Puts the new bytes in place, and waits until this is on the disk.
    ///
    /// # Errors
    /// What the system refused; then the old bytes are still there, or both names are on their way to the disk.
    pub fn publish(self) -> Result<(), StoreError> {
        self.publish_unsynced()?;
        sync_folder(parent(&self.target))
    }

    /// Puts the new bytes in place; the caller syncs the folder.
    ///
    /// # Errors
    /// What the system refused; then the old bytes are still there.
    pub fn publish_unsynced(&self) -> Result<(), StoreError> {
        rename(&self.temporary, &self.target).inspect_err(|_| {
            let _ = discard(&self.temporary);
        })
    }

    /// Gives up the new bytes.
    pub fn withdraw(self) {
        let _ = discard(&self.temporary);
    }
}

/// The folder that holds `path`.
pub fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// What the system says about the regular file `path`; none where there is nothing of that name.
///
/// # Errors
/// [`StoreError::NotRegular`] where something else has that name, else what the system refused.
pub fn regular_or_absent(path: &Path) -> Result<Option<Metadata>, StoreError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(Some(metadata)),
        Ok(_) => Err(StoreError::NotRegular { path: path.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).at("look at", path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/er/note.md");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        remove(&path).unwrap();
        remove(&path).unwrap();
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn keeps_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("note.md");
        write(&path, b"one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn never_writes_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let outside = folder.path().join("outside");
        fs::write(&outside, "theirs").unwrap();
        let link = folder.path().join("note.md");
        std::os::unix::fs::symlink(&outside, &link).unwrap();
        assert!(matches!(write(&link, b"x"), Err(StoreError::NotRegular { .. })));
        assert!(matches!(remove(&link), Err(StoreError::NotRegular { .. })));
        assert!(matches!(write(folder.path(), b"x"), Err(StoreError::NotRegular { .. })));
        assert_eq!(fs::read(&outside).unwrap(), b"theirs");
    }
}
