//! What the tests of laws share: random documents, and how a history is read from them.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]
#![allow(clippy::disallowed_methods, reason = "a long run is asked for by an environment variable")]

pub mod documents;
pub mod histories;

use proptest::test_runner::{Config, RngAlgorithm, RngSeed};

/// A fixed seed, so that a failure comes again; `cases` runs of each law. `LAWS_TIMES=100 cargo test --release --test
/// laws` makes a hundred times as many, and `LAWS_SEED=7` others.
pub fn config(cases: u32) -> Config {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u32>().ok());
    Config {
        cases: cases.saturating_mul(number("LAWS_TIMES").unwrap_or(1)),
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(number("LAWS_SEED").unwrap_or(20_261_120).into()),
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..Config::default()
    }
}
