//! What README.md shows is what the program prints. `UPDATE=1` writes the outputs anew.
#![cfg(unix)]

use std::path::Path;

mod replay;

#[test]
fn readme_is_true() {
    replay::check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"));
}
