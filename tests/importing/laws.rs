//! What holds for every document.

use oneonone::format::body::Vocabulary;
use oneonone::format::source::Source;
use oneonone::import::entries::make;
use oneonone::import::folder::{File, Folder};
use oneonone::import::github::Issues;
use oneonone::import::mapping::{Mapping, suggested};
use oneonone::import::offers::offers;
use oneonone::import::place::{Place, There, place};
use oneonone::import::rows::Rows;
use oneonone::import::{Document, Options};
use oneonone::model::entry::EntryName;
use oneonone::model::pair::Pair;
use oneonone::model::section::SectionNames;
use proptest::prelude::*;

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (2019_i32..2025, 1_u32..13, 1_u32..32).prop_map(|(y, m, d)| format!("## {y}-{m:02}-{d:02}")),
        2 => (1_u32..13, 1_u32..32).prop_map(|(m, d)| format!("**{m}/{d}/2021**")),
        2 => (1_u32..32).prop_map(|d| format!("### March {d}")),
        1 => Just("# 2022".to_owned()),
        1 => Just("## Febuary 3, 2023".to_owned()),
        1 => Just("Cancelled due to a holiday".to_owned()),
        1 => Just("```".to_owned()),
        1 => Just("<!--".to_owned()),
        1 => Just("---".to_owned()),
        3 => "[- a-z\\[\\]#*>é]{0,12}",
        2 => Just(String::new()),
    ]
}

fn document() -> impl Strategy<Value = Vec<u8>> {
    let text = prop::collection::vec((line(), prop_oneof![Just("\n"), Just("\r\n"), Just("\n\n")]), 0..40)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect::<String>().into_bytes());
    prop_oneof![8 => text, 1 => prop::collection::vec(any::<u8>(), 0..200)]
}

/// One whose dates are all marked alike.
fn even_document() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        (2019_i32..2025, 1_u32..13, 1_u32..29).prop_map(|(y, m, d)| format!("## {y}-{m:02}-{d:02}")),
        "[- a-z]{0,12}",
    ];
    prop::collection::vec(line, 0..40).prop_map(|lines| lines.join("\n").into_bytes())
}

fn year() -> Options {
    Options { year: Some(2020), order: Some(oneonone::import::date::DayOrder::MonthFirst) }
}

/// Writes what a document comes to into a folder of files.
fn import(files: &mut Vec<(EntryName, Vec<u8>)>, bytes: &[u8], source: &str) -> usize {
    let document = Document::read(bytes, &SectionNames::default(), &year()).unwrap();
    let made = make(&document, source);
    let there: Vec<There<'_>> = files.iter().map(|(name, bytes)| There { name, bytes }).collect();
    let places = place(&made, &there);
    assert_eq!(places.len(), made.len());
    let new: Vec<_> = made
        .iter()
        .zip(&places)
        .filter_map(|(made, place)| match place {
            Place::New(name) => Some((EntryName::new(name), made.bytes.clone())),
            _ => None,
        })
        .collect();
    let number = new.len();
    files.extend(new);
    number
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_pieces_are_the_document(bytes in document(), asked in any::<bool>()) {
        let options = if asked { year() } else { Options::default() };
        if let Ok(document) = Document::read(&bytes, &SectionNames::default(), &options) {
            let together: Vec<u8> = document.pieces.iter().flat_map(|piece| document.bytes_of(piece)).copied().collect();
            prop_assert_eq!(&together, &bytes);
            prop_assert!(document.pieces.iter().all(|piece| !piece.range.is_empty()));
        } else {
            prop_assert!(!asked);
        }
    }

    #[test]
    fn an_entry_has_every_byte_of_its_piece(bytes in document()) {
        let document = Document::read(&bytes, &SectionNames::default(), &year()).unwrap();
        for ((piece, _), made) in document.meetings().zip(make(&document, "notes.md")) {
            let source = Source::new(&made.bytes);
            let mark = if made.bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
            prop_assert_eq!([&made.bytes[..mark], &made.bytes[source.body..]].concat(), document.bytes_of(piece));
        }
    }

    #[test]
    fn importing_twice_adds_nothing(bytes in document()) {
        let mut files = Vec::new();
        import(&mut files, &bytes, "notes.md");
        let names: std::collections::HashSet<_> = files.iter().map(|(name, _)| name.file.clone()).collect();
        prop_assert_eq!(names.len(), files.len());
        prop_assert_eq!(import(&mut files, &bytes, "notes (1).md"), 0);
    }

    #[test]
    fn a_longer_version_adds_what_is_new(bytes in even_document(), newest_first in any::<bool>()) {
        let mut files = Vec::new();
        let dated = b"## 2031-01-15\na\n## 2031-01-08\nb\n".to_vec();
        let short = if newest_first { [dated.clone(), b"\n".to_vec(), bytes.clone()].concat() } else { dated };
        import(&mut files, &short, "notes.md");
        let before = files.len();
        let longer = [b"## 2031-02-05\nnew\n## 2031-01-29\nnew too\n".to_vec(), short].concat();
        prop_assert_eq!(import(&mut files, &longer, "notes.md"), 2);
        prop_assert_eq!(files.len(), before + 2);
    }
}

/// Names of files as people and programs make them, and anything else.
fn path() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[0-9]{1,8}",
        "(19|20)[0-9]{2}[-_/.][0-9]{1,2}[-_/.][0-9]{1,2}",
        "(March|Mar|3) [0-9]{1,2}(, 2021)?",
        "\\PC{0,12}"
    ];
    let name = (prop::collection::vec(part, 1..4), "\\.(md|txt|MD)").prop_map(|(parts, end)| parts.join("/") + &end);
    name.prop_map(|name| name.trim_matches('/').to_owned())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// A folder of anything is read; every entry has every byte of its file, and reading it again comes to the same.
    #[test]
    fn a_folder_of_anything(files in prop::collection::vec((path(), document()), 0..6)) {
        let mut files: Vec<File> = files.into_iter().map(|(path, bytes)| File { path, bytes, written: None }).collect();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        files.dedup_by(|one, other| one.path == other.path);
        let read = || Folder::read(&files, &SectionNames::default(), &year());
        let folder = read().unwrap();
        prop_assert_eq!(folder.made.len() + folder.left_out.len(), files.len());
        for made in &folder.made {
            let file = files.iter().find(|file| file.path == made.source).unwrap();
            let before = Source::new(&file.bytes);
            let after = Source::new(&made.bytes);
            prop_assert_eq!(&made.bytes[after.body..], &file.bytes[before.body..], "{}", &made.source);
        }
        prop_assert_eq!(read().unwrap().made, folder.made);
    }

    #[test]
    fn anything_at_all(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "\\PC{0,200}") {
        let _ = Issues::read(&bytes, "a.json", None);
        let _ = Issues::read(text.as_bytes(), "a.json", None);
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            let suggested = suggested(bytes);
            if let Ok(mapping) = serde_yaml::from_str::<Mapping>(&suggested) {
                let _ = Rows::read(bytes, &mapping, None, "a.csv");
            }
            offers(bytes, &Vocabulary::default(), &Pair::default());
        }
    }
}

#[test]
fn a_long_document_with_a_long_line_is_read_at_once() {
    let mut text = String::new();
    let mut day: chrono::NaiveDate = "2024-12-30".parse().unwrap();
    let long = "word ".repeat(31_400);
    for number in 0..400 {
        let line = if number == 200 { long.as_str() } else { "- [ ] @alice one of many things" };
        text.push_str(&format!("## {day}\n{line}\n{}\n", "- a note of a few words\n".repeat(130)));
        day = day.pred_opt().unwrap().pred_opt().unwrap();
    }
    assert!(text.len() > 1_250_000);
    let begun = std::time::Instant::now();
    let document = Document::read(text.as_bytes(), &SectionNames::default(), &Options::default()).unwrap();
    assert_eq!(make(&document, "notes.md").len(), 400);
    println!("{} bytes in {:?}", text.len(), begun.elapsed());
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}
