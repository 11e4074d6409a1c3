//! Two files that take each other's name in one step.

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
use std::io;
use std::path::Path;

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
use super::IoContext;
use super::StoreError;

/// What became of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exchanged {
    /// Each file has the other's name.
    Swapped,
    /// There was no second file: the first has its name, and its own no more.
    Created,
    /// There was no second file at first, and then there was one; nothing was done.
    Refused,
    /// The system or the file system cannot do it; nothing was done.
    Unable,
}

/// Gives two files each other's name in one step, without waiting for the disk. Where there is no file `second`, the first
/// is renamed to it.
///
/// # Errors
/// What the system refused.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub fn exchange(first: &Path, second: &Path) -> Result<Exchanged, StoreError> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    let unable = |error| matches!(error, Errno::INVAL | Errno::NOSYS | Errno::NOTSUP | Errno::PERM);
    let failed = |error: Errno| Err(io::Error::from(error)).at("replace", second);
    match renameat_with(CWD, first, CWD, second, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(Exchanged::Swapped),
        Err(error) if unable(error) => Ok(Exchanged::Unable),
        Err(Errno::NOENT) => match renameat_with(CWD, first, CWD, second, RenameFlags::NOREPLACE) {
            Ok(()) => Ok(Exchanged::Created),
            Err(Errno::EXIST) => Ok(Exchanged::Refused),
            Err(error) if unable(error) => Ok(Exchanged::Unable),
            Err(error) => failed(error),
        },
        Err(error) => failed(error),
    }
}

/// Says that it cannot: this system has no such call.
///
/// # Errors
/// None.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub fn exchange(_first: &Path, _second: &Path) -> Result<Exchanged, StoreError> {
    Ok(Exchanged::Unable)
}
