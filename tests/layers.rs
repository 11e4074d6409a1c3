//! `docs/architecture.md` says which layer may use what; the code keeps to it.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads the source")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

type Uses = BTreeMap<String, BTreeSet<String>>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The rows of the table that follows this heading cell: the name in the first cell, the names in the last.
fn table(head: &str) -> Uses {
    let page = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let rows = page.lines().skip_while(|line| !line.starts_with(&format!("| {head} |"))).skip(2);
    let rows = rows.take_while(|line| line.starts_with('|'));
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        (names(cells[0]).pop_first().unwrap(), names(cells[cells.len() - 1]))
    })
    .collect()
}

/// Every source file: its layer, and its lines that are no comments.
fn sources() -> Vec<(String, String)> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for item in fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() { collect(&path, files) } else { files.push(path) }
        }
    }
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    files.retain(|file| file.extension().is_some_and(|ending| ending == "rs"));
    files
        .iter()
        .map(|file| {
            let inside = file.strip_prefix(root().join("src")).unwrap();
            let layer = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(file).unwrap();
            let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            (layer, code.join("\n"))
        })
        .collect()
}

/// The words that follow `crate::`, the words inside `crate::{…}` excepted, which the code does not write.
fn uses(code: &str) -> BTreeSet<String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    code.match_indices("crate::").map(|(at, found)| name(&code[at + found.len()..])).collect()
}

#[test]
fn layers_use_what_the_table_allows() {
    let table = table("layer");
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (layer, code) in sources().into_iter().filter(|(layer, _)| layer != "main" && layer != "lib") {
        let allowed = table.get(&layer).unwrap_or_else(|| panic!("`{layer}` is not in the table"));
        for used in uses(&code).into_iter().filter(|used| *used != layer && !allowed.contains(used)) {
            wrong.push(format!("`{layer}` uses `{used}`"));
        }
        seen.insert(layer);
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(seen, table.into_keys().collect(), "the table has a layer that is not there");
}

#[test]
fn libraries_have_owners() {
    let sources = sources();
    for (library, owners) in table("crate") {
        let users: BTreeSet<String> = sources
            .iter()
            .filter(|(_, code)| code.contains(&format!("{library}::")))
            .map(|(layer, _)| layer.clone())
            .collect();
        assert!(users.is_subset(&owners), "`{library}` is used in {users:?}");
    }
}
