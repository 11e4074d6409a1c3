//! The nouns: pair, entry, item, cadence, engagement. Pure values; nothing here reads a file, a clock or the environment.

pub mod phrase;
