//! Repositories that somebody made to read, write or run something outside of a pair, and the machine that they are tried on.

pub(crate) mod attacks;
pub(crate) mod trees;
pub(crate) mod world;
