//! Bytes to values and back: the frontmatter and body of an entry, the pair file, edits, diagnostics and templates.
//! Nothing here touches a file, and nothing is written again that did not change.

pub mod body;
pub mod diagnostic;
pub mod edit;
pub mod entry;
pub mod frontmatter;
pub mod human;
pub mod id;
pub mod item_line;
pub mod lines;
pub mod pair_edit;
pub mod pair_file;
mod simple_body;
pub mod simple_yaml;
pub mod source;
pub mod template;
pub mod yaml_guard;
