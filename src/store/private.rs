//! Files and folders for their owner's eyes only.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::durable::{
    discard, make_folder, make_unsynced, parent, regular_or_absent, rename, sync_folder, temporary_name,
};
use super::{IoContext, StoreError};

/// Replaces or makes the file `path`, for its owner's eyes only and without waiting for the disk: for notes of our own that
/// cost only time where they are lost. Readers see the old bytes or the new ones.
///
/// # Errors
/// [`StoreError::NotRegular`] where anything but a regular file has that name, else what the system refused.
pub fn replace_private(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    regular_or_absent(path)?;
    make_unsynced(parent(path))?;
    let (temporary, mut file) = temporary_beside(path)?;
    let written = file.write_all(bytes).at("write", &temporary).and_then(|()| rename(&temporary, path));
    written.inspect_err(|_| drop(discard(&temporary)))
}

/// Replaces or makes the file `path`, durably and for its owner's eyes only.
///
/// # Errors
/// [`StoreError::NotRegular`] where anything but a regular file has that name, else what the system refused; then the
/// old bytes are still there.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    regular_or_absent(path)?;
    make_private_folder(parent(path))?;
    let (temporary, mut file) = temporary_beside(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all()).at("write", &temporary);
    written.and_then(|()| rename(&temporary, path)).inspect_err(|_| drop(discard(&temporary)))?;
    sync_folder(parent(path))
}

/// Makes the folder `path`, for its owner alone, and those above it, durably.
///
/// # Errors
/// What the system refused.
pub fn make_private_folder(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        return Ok(());
    }
    let above = parent(path);
    make_folder(above)?;
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error).at("make the folder", path),
        _ => {}
    }
    sync_folder(above)
}

/// Closes a file or folder to everybody but its owner, where it is open.
///
/// # Errors
/// What the system refused.
#[cfg(unix)]
pub fn keep_private(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = match fs::metadata(path) {
        Ok(metadata) => metadata.permissions().mode() & 0o777,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).at("look at", path),
    };
    if mode & 0o077 == 0 {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700)).at("set the permissions of", path)
}

/// Does nothing: what others may see is not said by permission bits on this platform.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn keep_private(_path: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// A new file beside `path` that only its owner can open.
fn temporary_beside(path: &Path) -> Result<(PathBuf, File), StoreError> {
    let temporary = parent(path).join(temporary_name());
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(&temporary).at("create", &temporary)?;
    Ok((temporary, file))
}
