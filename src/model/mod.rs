//! The nouns: pair, entry, item, cadence, engagement. Pure values; nothing here reads a file, a clock or the environment.

pub mod cadence;
pub mod entry;
pub mod item;
pub mod pair;
pub mod phrase;
pub mod section;
pub mod wording;
