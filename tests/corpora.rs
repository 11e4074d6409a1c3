//! Real inputs from elsewhere: the YAML test suite as frontmatter, the examples of CommonMark as bodies, and meeting notes
//! with byte order marks and CRLF. They stand beside the project; where they are absent a test says that it is skipped.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test reads files and prints"
)]

use std::fs;
use std::path::PathBuf;

use oneonone::format::body::{Body, Vocabulary};
use oneonone::format::edit::{Edit, ItemEdit, apply, edit_items, insert_under, set_key};
use oneonone::format::frontmatter::parse_mapping;
use oneonone::format::item_line::task_box;
use oneonone::format::source::Source;
use oneonone::format::{entry, pair_file};
use oneonone::model::section::Section;
use serde_json::Value;

fn corpus(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora").join(name);
    if folder.exists() {
        return Some(folder);
    }
    println!("skipped: the corpus `{name}` is not here");
    None
}

fn files(folder: &PathBuf, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|found| found == extension));
    files.sort();
    files
}

/// The cases of the YAML test suite: name and text. The files are YAML themselves, and mark white space with signs.
fn yaml_cases() -> Vec<(String, String)> {
    let Some(folder) = corpus("yaml") else { return Vec::new() };
    let mut cases = Vec::new();
    for file in files(&folder, "yaml") {
        let text = fs::read_to_string(&file).unwrap();
        let list: Vec<serde_yaml::Value> = serde_yaml::from_str(&text).unwrap();
        for (index, case) in list.iter().enumerate() {
            let Some(yaml) = case.get("yaml").and_then(serde_yaml::Value::as_str) else { continue };
            let name = format!("{}/{index}", file.file_stem().unwrap().to_string_lossy());
            cases.push((name, plain(yaml)));
        }
    }
    cases
}

/// The suite's signs as what they stand for.
fn plain(yaml: &str) -> String {
    let tabs =
        yaml.replace("————»", "\t").replace("———»", "\t").replace("——»", "\t").replace("—»", "\t").replace('»', "\t");
    tabs.replace('␣', " ").replace(['↵', '∎'], "").replace('←', "\r").replace('⇔', "\u{feff}")
}

/// The examples of the CommonMark specification.
fn markdown_cases() -> Vec<String> {
    let Some(folder) = corpus("commonmark") else { return Vec::new() };
    let spec = fs::read_to_string(folder.join("spec.txt")).unwrap();
    let fence = "`".repeat(32);
    let mut cases = Vec::new();
    let opening = format!("{fence} example\n");
    for part in spec.split(&opening).skip(1) {
        let example = part.split(&fence).next().unwrap();
        cases.push(example.split("\n.\n").next().unwrap().replace('→', "\t"));
    }
    cases
}

/// As JSON, keys as text; `None` where JSON has no such value.
fn json(value: &serde_yaml::Value) -> Option<Value> {
    Some(match value {
        serde_yaml::Value::Null => Value::Null,
        serde_yaml::Value::Bool(yes) => Value::Bool(*yes),
        serde_yaml::Value::Number(number) => serde_json::to_value(number).ok()?,
        serde_yaml::Value::String(text) => Value::String(text.clone()),
        serde_yaml::Value::Sequence(list) => Value::Array(list.iter().map(json).collect::<Option<_>>()?),
        serde_yaml::Value::Mapping(map) => {
            let pair =
                |(key, value): (&serde_yaml::Value, &serde_yaml::Value)| Some((key.as_str()?.to_owned(), json(value)?));
            Value::Object(map.iter().map(pair).collect::<Option<_>>()?)
        }
        serde_yaml::Value::Tagged(_) => return None,
    })
}

#[test]
fn the_yaml_suite_is_read_as_frontmatter_and_as_a_pair_file() {
    for (name, yaml) in yaml_cases() {
        for end in ["\n", "\r\n"] {
            let text = format!("---\n{yaml}\n---\n- [ ] @alice an item\n").replace('\n', end);
            let reading = entry::read("2026-11-20.md", text.as_bytes(), &Vocabulary::default());
            assert!(reading.entry.date.is_some(), "{name}");
            if let Ok(edited) = set_key(text.as_bytes(), "minutes", "45") {
                let edited = entry::read("2026-11-20.md", &edited, &Vocabulary::default());
                assert_eq!(edited.entry.minutes, Some(45), "{name}");
                assert_eq!(edited.entry.status, reading.entry.status, "{name}");
            }
        }
        pair_file::read(yaml.as_bytes());
    }
}

/// Where the two readers take a mapping differently: a key that begins with `?` inside braces, and an anchor with a colon in
/// its name. Neither can be in a key or value of the format.
const KNOWN_DIFFERENCES: &[&str] = &["652Z/0", "Y2GN/0"];

#[test]
fn a_second_yaml_reader_agrees() {
    let (mut both, mut different) = (0, Vec::new());
    for (name, yaml) in yaml_cases() {
        let Ok(mapping) = parse_mapping(&yaml) else { continue };
        let Some(ours) = json(&serde_yaml::Value::Mapping(mapping)) else { continue };
        let Ok(theirs) = serde_saphyr::from_str::<Value>(&yaml) else { continue };
        if !theirs.is_object() {
            continue;
        }
        both += 1;
        if ours != theirs {
            different.push(name.clone());
            println!("{name}: {yaml:?}\n  ours   {ours}\n  theirs {theirs}");
        }
    }
    println!("{both} mappings read by both, {} differently", different.len());
    if both > 0 {
        assert_eq!(different, KNOWN_DIFFERENCES);
    }
}

#[test]
fn the_examples_of_commonmark_are_bodies() {
    for example in markdown_cases() {
        for text in [example.clone(), example.replace('\n', "\r\n"), format!("\u{feff}## Action items\n{example}")] {
            let bytes = text.as_bytes();
            let reading = entry::read("2026-11-20.md", bytes, &Vocabulary::default());
            if reading.entry.unreadable {
                continue;
            }
            for mention in &reading.entry.mentions {
                let edit = ItemEdit { line: mention.line, mark: Some('x'), append: vec!["^zz99".to_owned()] };
                let edited = edit_items(bytes, &[edit]).unwrap();
                let again = entry::read("2026-11-20.md", &edited, &Vocabulary::default());
                assert_eq!(again.entry.mentions.len(), reading.entry.mentions.len(), "{text:?}");
            }
            if let Ok(inserted) =
                insert_under(bytes, Section::Actions, &["- [ ] new".to_owned()], &Vocabulary::default())
            {
                let again = entry::read("2026-11-20.md", &inserted, &Vocabulary::default());
                assert_eq!(again.entry.mentions.len(), reading.entry.mentions.len() + 1, "{text:?}");
            }
        }
    }
}

#[test]
fn notes_with_crlf_and_marks_are_kept_byte_for_byte() {
    let Some(folder) = corpus("crlf-bom") else { return };
    let notes = files(&folder, "md");
    assert_eq!(notes.len(), 85);
    let mut boxes = 0;
    for file in &notes {
        let bytes = fs::read(file).unwrap();
        for bytes in [bytes.clone(), set_key(&bytes, "status", "held").unwrap()] {
            assert_eq!(apply(&bytes, Vec::new()), bytes);
            boxes += ticked(&with_boxes(&bytes), &file.display().to_string());
        }
        let with_key = set_key(&bytes, "status", "held").unwrap();
        let added = with_key.len() - bytes.len();
        let at = if bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
        assert_eq!([&with_key[..at], &with_key[at + added..]].concat(), bytes, "{}", file.display());
    }
    println!("{boxes} boxes ticked");
    assert!(boxes > 1000);
}

/// The notes with a box behind each bullet, since they have none of their own.
fn with_boxes(bytes: &[u8]) -> Vec<u8> {
    let source = Source::new(bytes);
    let body = Body::read(&source, &Vocabulary::default());
    let items = body.lines.iter().filter_map(|line| line.item);
    apply(bytes, items.map(|at| Edit { range: at..at, text: "[ ] ".to_owned() }).collect())
}

/// Ticks each box by itself, and looks at every byte.
fn ticked(bytes: &[u8], name: &str) -> usize {
    let source = Source::new(bytes);
    let body = Body::read(&source, &Vocabulary::default());
    let mut boxes = 0;
    for (index, line) in body.lines.iter().enumerate().filter(|(_, line)| !line.flags.quote && !line.flags.code) {
        let Some(item) = line.item else { continue };
        let rest = &source.text[item..line.span.content.end];
        let Some((mark, _)) = task_box(rest) else { continue };
        let number = (source.lines_before_body + index + 1) as u32;
        let edit = ItemEdit { line: number, mark: Some('x'), append: vec!["done:2026-11-20".to_owned()] };
        let edited = edit_items(bytes, &[edit]).unwrap();
        let words_end = item + rest.trim_end().len();
        let after_box = item + 1 + mark.len_utf8();
        let expected =
            [&bytes[..item + 1], b"x", &bytes[after_box..words_end], b" done:2026-11-20", &bytes[words_end..]].concat();
        assert_eq!(edited, expected, "{name}:{number}");
        boxes += 1;
    }
    boxes
}
