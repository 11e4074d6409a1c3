//! `docs/format.md` says what the reader does: its examples are read, its tables compared. `UPDATE=1` writes the table of
//! sections anew.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads and writes its own fixtures")]

use std::fs;
use std::path::PathBuf;

use oneonone::format::body::Vocabulary;
use oneonone::format::source::FRONTMATTER_LIMIT;
use oneonone::format::{entry, pair_file, yaml_guard};
use oneonone::model::section::{NAMED, Section};

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/format.md")
}

fn page() -> String {
    fs::read_to_string(file()).unwrap()
}

/// The code blocks with that word behind the language.
fn examples(page: &str, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if line.strip_prefix("```").is_some_and(|info| info.split(' ').nth(1) == Some(word)) {
            let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            found.push(inside.join("\n") + "\n");
        }
    }
    assert!(!found.is_empty(), "no example is marked `{word}`");
    found
}

fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let start = page.find(from).unwrap_or_else(|| panic!("`{from}` is missing"));
    let start = start + page[start..].find('\n').unwrap() + 1;
    &page[start..start + page[start..].find(to).unwrap()]
}

#[test]
fn the_entries_have_no_problem_and_are_held() {
    for text in examples(&page(), "entry") {
        let reading = entry::read("2026-11-20.md", text.as_bytes(), &Vocabulary::default());
        assert_eq!(reading.diagnostics, [], "{text}");
        let entry = reading.entry;
        assert!(entry.prose || entry.score.is_some() || !entry.mentions.is_empty(), "{text}");
    }
}

#[test]
fn the_pair_file_has_no_problem() {
    for text in examples(&page(), "pair") {
        let (pair, diagnostics) = pair_file::read(text.as_bytes());
        assert_eq!(diagnostics, [], "{text}");
        assert_eq!((pair.cadence.len(), pair.away.len(), pair.systems.len()), (2, 1, 1));
    }
}

#[test]
fn the_backlog_has_two_topics() {
    for text in examples(&page(), "backlog") {
        let (mentions, diagnostics) = entry::read_list("backlog.md", text.as_bytes(), Section::Topics);
        assert_eq!((mentions.len(), diagnostics.len()), (2, 0));
    }
}

#[test]
fn the_table_of_sections_is_the_programs() {
    let row = |section: Section| {
        let names: Vec<String> = section.headings().iter().map(|name| format!("`{name}`")).collect();
        format!("| {} | {} |\n", section.name(), names.join(", "))
    };
    let table = format!("| section | headings |\n|---|---|\n{}", NAMED.map(row).concat());
    let page = page();
    let is = between(&page, "<!-- sections -->", "<!-- end of sections -->");
    if std::env::var_os("UPDATE").is_some() && is != table {
        fs::write(
            file(),
            page.replacen(&format!("<!-- sections -->\n{is}"), &format!("<!-- sections -->\n{table}"), 1),
        )
        .unwrap();
    } else {
        assert_eq!(is, table, "run `UPDATE=1 cargo test --test format_page`");
    }
}

#[test]
fn the_table_of_items_is_what_is_read() {
    let page = page();
    for row in between(&page, "<!-- items", "<!-- end of items -->").lines().skip(2) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [under, line, kind, owners, text, due] = cells[..] else { panic!("{row}") };
        let entry = format!("## {under}\n{}\n", line.trim_matches('`'));
        let mentions = entry::read("2026-11-20.md", entry.as_bytes(), &Vocabulary::default()).entry.mentions;
        let read = mentions.first().map(|mention| {
            let kind = mention.kind(!mention.ids.is_empty()).map_or("none", |kind| kind.name());
            let due = mention.due.map(|date| date.to_string()).unwrap_or_default();
            (kind.to_owned(), mention.owners.join(", "), mention.text.clone(), due)
        });
        let expected = (kind.to_owned(), owners.to_owned(), text.to_owned(), due.to_owned());
        assert_eq!(read.unwrap_or(("none".to_owned(), String::new(), String::new(), String::new())), expected, "{row}");
    }
}

#[test]
fn the_limits_are_the_programs() {
    let page = page();
    let limits = [
        format!("| frontmatter, and the pair file | {} KB |", FRONTMATTER_LIMIT / 1024),
        format!("| brackets inside brackets in them | {} deep |", yaml_guard::DEPTH_LIMIT),
        format!("| YAML aliases (`*name`) in them | {} |", yaml_guard::ALIAS_LIMIT),
    ];
    for limit in limits {
        assert!(page.contains(&limit), "{limit}");
    }
    let entry = |minutes: u32| {
        let text = format!("---\nminutes: {minutes}\n---\n");
        entry::read("2026-11-20.md", text.as_bytes(), &Vocabulary::default()).entry.minutes
    };
    assert_eq!((entry(1440), entry(1441)), (Some(1440), None));
}
