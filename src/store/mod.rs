//! Files: reading what is regular, writing what survives a crash, one writer at a time.
//!
//! This layer knows paths and bytes. It knows neither git nor what the bytes mean.

pub mod durable;
pub mod error;
pub mod exchange;
pub mod files;
pub mod journal;
pub mod lock;
pub mod private;
pub mod survey;
pub mod tree;

pub use error::{IoContext, StoreError};
