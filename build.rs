//! Compiles the example team into the program: a list of paths and texts from `examples/`.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "cargo runs this, before the program is there"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("examples");
    println!("cargo::rerun-if-changed=examples");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let mut code = String::from("&[\n");
    for file in &files {
        let inside = file.strip_prefix(&root).expect("found below it").to_string_lossy().replace('\\', "/");
        writeln!(code, "    ({inside:?}, include_str!({:?})),", file.to_string_lossy()).expect("a string");
    }
    code.push(']');
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it")).join("examples.rs");
    std::fs::write(out, code).expect("the build folder can be written");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for item in std::fs::read_dir(folder).expect("examples are there") {
        let path = item.expect("examples can be listed").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "md" || ending == "yaml") {
            files.push(path);
        }
    }
}
