//! Private notes: a store of one's own beside all pairs, a type that nothing which publishes accepts, and the search for
//! private lines in what is about to leave this machine ([docs/private.md](../../docs/private.md)).
//!
//! Nothing but the verbs uses this layer: what loads, writes, reports, renders or sends pairs does not know that there are
//! private notes.

mod age;
mod consent;
mod encrypt;
mod error;
mod found;
mod notes;
mod place;
mod remote;
mod search;
mod squash;
mod store;
mod text;
mod vault;

pub use consent::Consent;
pub use error::PrivateError;
pub use notes::Note;
pub use remote::PrivateSynced;
pub use search::{Hit, PrivateLines};
pub use store::{Edited, PrivateStore};
pub use text::PrivateText;
