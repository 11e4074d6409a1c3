//! Private words never leave: random sequences of verbs, and of git by hand, over two machines and a hub, in which each
//! private note is made of words that exist nowhere else. Afterwards these words are looked for in every object of every
//! repository, every file and file name, every output and every export.
//!
//! A sample runs with the other tests. `CANARIES=10000 cargo test --release --test private_canaries` runs all; `SEED=17` one.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "tests make their own folders"
)]

mod check;
mod random;
mod steps;
mod world;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use steps::{Quotas, Sequence};
use world::World;

/// How many sequences run without being asked for more.
const SAMPLE: u64 = 24;

/// After how many it is said how far it is.
const PROGRESS: u64 = 500;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|value| value.parse().unwrap())
}

#[test]
fn no_canary_leaves() {
    let template = World::template();
    let seeds: Vec<u64> = match number("SEED") {
        Some(seed) => vec![seed],
        None => (0..number("CANARIES").unwrap_or(SAMPLE)).collect(),
    };
    let (next, began) = (AtomicU64::new(0), std::time::Instant::now());
    let (quotas, found) = (Mutex::new(Quotas::default()), Mutex::new(Vec::new()));
    let workers = std::thread::available_parallelism().map_or(2, usize::from).min(8);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(seed) =
                    usize::try_from(next.fetch_add(1, Ordering::Relaxed)).ok().and_then(|index| seeds.get(index))
                {
                    let mut sequence = Sequence::new(template.copy(), *seed);
                    sequence.run();
                    let leaks = sequence.leaks();
                    quotas.lock().unwrap().add(&sequence.quotas);
                    if (seed + 1).is_multiple_of(PROGRESS) {
                        println!("{} of {} after {:.0?}", seed + 1, seeds.len(), began.elapsed());
                    }
                    if !leaks.is_empty() {
                        found.lock().unwrap().push(format!("seed {seed}: {leaks:#?}\n{}", sequence.told()));
                    }
                }
            });
        }
    });
    let quotas = quotas.into_inner().unwrap();
    println!("{} sequences\n{quotas}", seeds.len());
    let found = found.into_inner().unwrap();
    assert!(found.is_empty(), "{} of {} leak\n{}", found.len(), seeds.len(), found.join("\n"));
    if seeds.len() > 1 {
        quotas.enough(seeds.len());
    }
}

/// The search can fail: a word that is put into each of the places is found there.
#[test]
fn a_seeded_leak_is_found() {
    let template = World::template();
    for place in world::SEEDED {
        let mut sequence = Sequence::new(template.copy(), 1);
        sequence.keep_one();
        assert_eq!(sequence.leaks(), [""; 0], "before it was put into {place}");
        sequence.seed_leak(place);
        let leaks = sequence.leaks();
        assert!(!leaks.is_empty(), "not found in {place}");
    }
}
