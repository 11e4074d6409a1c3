//! Repositories that somebody made to do harm: from none of them anything outside is read, written or run, and no raw control
//! character is printed, whatever verb is used.
//!
//! A sample runs here; `HOSTILE=all cargo test --release --test hostile_repositories -- --nocapture` runs all.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "tests make their own folders and start the program"
)]

mod hostile_support;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use hostile_support::attacks::{self, Attack};
use hostile_support::world::World;

/// Every how many of the attacks is tried where not all are asked for.
const SAMPLE: usize = 11;

#[test]
fn nothing_outside_is_touched() {
    let all = attacks::all();
    let total = all.len();
    assert!(total >= 300, "only {total} attacks");
    let step = if std::env::var("HOSTILE").is_ok_and(|value| value == "all") { 1 } else { SAMPLE };
    let wanted = std::env::var("ATTACK").ok();
    let chosen: Vec<Attack> = all
        .into_iter()
        .enumerate()
        .filter(|(index, attack)| wanted.as_ref().map_or(index % step == 0, |wanted| attack.name.contains(wanted)))
        .map(|(_, attack)| attack)
        .collect();
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("base")).unwrap();
    let base = World::new(&folder.path().join("base"));
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(attack) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let place = tempfile::tempdir().unwrap();
                    let world = base.copy_to(place.path());
                    (attack.prepare)(&world);
                    let found = world.judge();
                    wrong.lock().unwrap().extend(found.into_iter().map(|what| format!("{}: {what}", attack.name)));
                }
            });
        }
    });
    println!("{} of {total} attacks tried", chosen.len());
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
