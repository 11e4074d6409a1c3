//! One writer at a time: an advisory lock that the system releases when its holder ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::durable;
use super::error::{IoContext, StoreError};

/// How long a writer waits for another one.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// After how long it says that it waits.
pub const SILENCE: Duration = Duration::from_secs(1);

/// A held lock; released when dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock whose file is `path`, which is made if need be; waits up to `patience` while another process, or
    /// another thread, holds it, and calls `waiting` once if that takes longer than [`SILENCE`].
    ///
    /// # Errors
    /// [`StoreError::Locked`] where the other one did not finish in time, else what the system refused.
    pub fn acquire(path: &Path, patience: Duration, waiting: &mut dyn FnMut()) -> Result<Self, StoreError> {
        durable::make_folder(durable::parent(path))?;
        durable::regular_or_absent(path)?;
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).at("open", path)?;
        match file.try_lock() {
            Ok(()) => return Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(error).at("lock", path),
        }
        // The system queues those who wait fairly, but cannot be told when to give up: a thread waits for us. If it
        // gets the lock after we gave up, nobody takes the file and the lock is released.
        let (sender, receiver) = mpsc::channel::<io::Result<File>>();
        thread::spawn(move || {
            let locked = file.lock().map(|()| file);
            let _ = sender.send(locked);
        });
        let first = patience.min(SILENCE);
        let mut outcome = receiver.recv_timeout(first);
        if outcome.is_err() && patience > first {
            waiting();
            outcome = receiver.recv_timeout(patience - first);
        }
        match outcome {
            Ok(locked) => Ok(Lock { _file: locked.at("lock", path)? }),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                Err(StoreError::Locked { path: path.to_owned(), seconds: patience.as_secs() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn second_waits_for_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("oneonone/lock");
        let held = Lock::acquire(&path, PATIENCE, &mut || ()).unwrap();
        let refused = Lock::acquire(&path, Duration::from_millis(20), &mut || ());
        assert!(matches!(refused, Err(StoreError::Locked { .. })));
        let releaser = thread::spawn(move || {
            thread::sleep(Duration::from_millis(50));
            drop(held);
        });
        Lock::acquire(&path, PATIENCE, &mut || ()).unwrap();
        releaser.join().unwrap();
    }
}
