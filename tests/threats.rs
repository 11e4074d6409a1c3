//! `THREATS.md` names the tests that hold it: each is there.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads the project's own files")]

use std::path::Path;

/// What stands between backquotes.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The words of each row's last column that name nothing.
fn missing(page: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    let rows = page.lines().filter(|line| line.starts_with("| ") && line.contains(" | ")).skip(1);
    for row in rows {
        let last = row.trim_end_matches('|').rsplit('|').next().unwrap_or_default();
        let mut file = String::new();
        let names = quoted(last);
        if names.is_empty() {
            missing.push(format!("no test: {row}"));
        }
        for name in names {
            if name.contains(['/', '.']) {
                file = std::fs::read_to_string(root.join(name)).unwrap_or_default();
                if file.is_empty() {
                    missing.push(format!("no file `{name}`"));
                }
            } else if !file.contains(&format!("fn {name}(")) {
                missing.push(format!("no test `{name}` there: {row}"));
            }
        }
    }
    missing
}

#[test]
fn every_line_is_held_by_a_test() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("THREATS.md")).unwrap();
    assert!(page.lines().filter(|line| line.starts_with("| ")).count() > 20);
    assert_eq!(missing(&page), Vec::<String>::new());
}

#[test]
fn a_name_of_nothing_is_noticed() {
    let head = "| what | holds | shown by |\n";
    assert_eq!(missing(&format!("{head}| a | b | `tests/worked.rs` `no_such_test` |\n")).len(), 1);
    assert_eq!(missing(&format!("{head}| a | b | `tests/nowhere.rs` |\n")).len(), 1);
    assert_eq!(missing(&format!("{head}| a | b | by trust |\n")).len(), 1);
}
