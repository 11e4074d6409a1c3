//! Several pairs brought together with their other sides at the same time: most of it is waiting.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::error::WorkspaceError;
use super::find::PairFolder;
use super::sync::{Inspect, SyncOptions, Synced, sync};

/// How many pairs at a time.
const AT_A_TIME: usize = 8;

/// What came of each pair, in the order of the pairs.
pub type Outcomes = Vec<Result<Synced, WorkspaceError>>;

/// Syncs the pairs side by side, and calls `done` with how many are, as they are.
pub fn sync_all(
    folders: &[PairFolder],
    options: &SyncOptions,
    inspect: Inspect<'_>,
    done: &mut dyn FnMut(usize),
) -> Outcomes {
    if let [folder] = folders {
        return vec![sync(folder, options, inspect)];
    }
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let mut outcomes: Vec<Option<Result<Synced, WorkspaceError>>> = folders.iter().map(|_| None).collect();
    thread::scope(|scope| {
        for _ in 0..folders.len().min(AT_A_TIME) {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                while let Some((index, folder)) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    folders.get(index).map(|folder| (index, folder))
                } {
                    // Nobody listens any more only where the whole is given up.
                    let _ = sender.send((index, sync(folder, options, inspect)));
                }
            });
        }
        drop(sender);
        for (count, (index, outcome)) in receiver.into_iter().enumerate() {
            outcomes[index] = Some(outcome);
            done(count + 1);
        }
    });
    outcomes.into_iter().flatten().collect()
}
