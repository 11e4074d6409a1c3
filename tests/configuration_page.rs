//! `docs/configuration.md` names every threshold with its default, and its example is read.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test reads the page and writes its own configuration"
)]

use std::path::Path;

use oneonone::config::Config;
use oneonone::metrics::signals::Thresholds;

fn page() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md")).unwrap()
}

/// `name: default` of every row, in order.
fn rows(page: &str) -> Vec<String> {
    let rows = page.lines().skip_while(|line| !line.starts_with("| name |")).skip(2);
    rows.take_while(|line| line.starts_with('|'))
        .map(|row| {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            format!("{}: {}", cells[1].trim_matches('`'), cells[2])
        })
        .collect()
}

#[test]
fn thresholds_and_their_defaults() {
    let shown = format!("{:?}", Thresholds::default());
    let fields = shown.trim_start_matches("Thresholds { ").trim_end_matches(" }");
    assert_eq!(rows(&page()), fields.split(", ").collect::<Vec<_>>());
}

#[test]
fn the_example_is_read() {
    let page = page();
    let example = page.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("config.yaml"), example).unwrap();
    let config = Config::read(folder.path(), Some(Path::new("/home/bob"))).unwrap();
    assert_eq!(config.home.as_deref(), Some(Path::new("/home/bob/meetings/oneonones")));
    assert_eq!(config.template.as_deref(), Some("my-own"));
    assert_eq!(config.thresholds, Thresholds { stale_overdue_days: 7, ..Thresholds::default() });
}
