//! Pages are whole: every relative link leads to a file and a heading, every `oneonone VERB` and every flag behind it is
//! there.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads the pages")]

use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All pages of the project.
fn pages() -> Vec<PathBuf> {
    fn collect(folder: &Path, pages: &mut Vec<PathBuf>) {
        for item in fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                collect(&path, pages);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                pages.push(path);
            }
        }
    }
    let mut pages: Vec<PathBuf> =
        ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"].iter().map(|name| root().join(name)).collect();
    collect(&root().join("docs"), &mut pages);
    collect(&root().join("tests/transcripts"), &mut pages);
    pages
}

/// The names by which a page's headings are linked.
fn anchors(text: &str) -> Vec<String> {
    let mut anchors = Vec::new();
    let mut heading: Option<String> = None;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => anchors.extend(heading.take().map(|said| anchor(&said))),
            Event::Text(said) | Event::Code(said) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&said);
                }
            }
            _ => {}
        }
    }
    anchors
}

fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut dead = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for event in Parser::new(&text) {
            let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event else { continue };
            if dest_url.contains("://") || dest_url.starts_with("mailto:") {
                continue;
            }
            let (path, heading) = dest_url.split_once('#').unwrap_or((&dest_url, ""));
            let target = if path.is_empty() { page.clone() } else { page.parent().unwrap().join(path) };
            let found = match heading {
                "" => target.exists(),
                heading => fs::read_to_string(&target).is_ok_and(|text| anchors(&text).iter().any(|a| a == heading)),
            };
            if !found {
                dead.push(format!("{}: {dest_url}", page.display()));
            }
        }
    }
    assert_eq!(dead, Vec::<String>::new());
}

/// What is wrong with a command as it stands on a page; nothing for one that the program has.
fn unknown(said: &str) -> Option<String> {
    let words = shell_words::split(said).unwrap_or_else(|_| said.split_whitespace().map(str::to_owned).collect());
    let mut command = &oneonone::cli::command();
    let program = command.clone();
    let mut words = words.iter().map(String::as_str);
    while let Some(word) = words.next() {
        if let Some(flag) = word.strip_prefix("--").map(|flag| flag.split('=').next().unwrap_or_default()) {
            let known = [command, &program]
                .iter()
                .flat_map(|command| command.get_arguments())
                .find(|argument| argument.get_long() == Some(flag));
            match known {
                Some(argument) if argument.get_action().takes_values() && !word.contains('=') => drop(words.next()),
                Some(_) => {}
                None if matches!(flag, "help" | "version") => {}
                None => return Some(format!("no `--{flag}` in `{said}`")),
            }
        } else if matches!(word, "|" | "||" | "&&" | ">" | ";") || word.starts_with('>') {
            break;
        } else if command.has_subcommands() && !word.starts_with('-') {
            let is_name = word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
            match program_part(command, word) {
                Some(inside) => command = inside,
                // `oneonone VERB`, `oneonone …`.
                None if is_name => return Some(format!("no verb `{word}` in `{said}`")),
                None => break,
            }
        }
    }
    None
}

fn program_part<'c>(command: &'c clap::Command, word: &str) -> Option<&'c clap::Command> {
    command.get_subcommands().find(|inside| inside.get_name() == word)
}

#[test]
fn every_command_is_there() {
    let mut wrong = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for event in Parser::new(&text) {
            // Spans of code begin with it, lines of blocks too, behind a prompt or a crontab's fields.
            let (Event::Code(said) | Event::Text(said)) = event else { continue };
            for line in said.lines() {
                let line = line.trim_start_matches("$ ").trim_start_matches("0 8 * * 1-5  ");
                // A line of git's log reads `oneonone prep: entries/…`.
                if let Some(rest) = line.strip_prefix("oneonone ").filter(|_| !line.contains(": ")) {
                    wrong.extend(unknown(rest).map(|what| format!("{}: {what}", page.display())));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn unknown_commands_are_noticed() {
    for known in [
        "prep",
        "init \"Alice Chen\"",
        "--home DIR report marco",
        "due --within 24h",
        "action done \"x\" ",
        "VERB",
        "…",
    ] {
        assert_eq!(unknown(known), None, "{known}");
    }
    for missing in ["frobnicate", "prep --nothing", "action forget x", "--homes DIR report"] {
        assert!(unknown(missing).is_some(), "{missing}");
    }
}
