//! Every page in `tests/transcripts/` is what a terminal shows. `UPDATE=1` writes the outputs anew.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads its own fixtures")]

use std::path::{Path, PathBuf};

mod replay;

/// The pages; a file that is not listed is replayed by nothing.
const PAGES: [&str; 2] = ["first-month.md", "month-of-two.md"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts")
}

#[test]
fn first_month() {
    replay::check(&folder().join(PAGES[0]));
}

#[test]
fn month_of_two() {
    replay::check(&folder().join(PAGES[1]));
}

#[test]
fn tutorial() {
    replay::check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tutorial.md"));
}

#[test]
fn every_page_is_replayed() {
    let files = std::fs::read_dir(folder()).unwrap();
    let mut names: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, PAGES, "list the page, and give it a test");
}
