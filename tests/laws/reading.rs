//! Reading: total on any bytes, and every place that is told lies inside the file.

use oneonone::format::body::{Body, Vocabulary};
use oneonone::format::diagnostic::Diagnostic;
use oneonone::format::source::Source;
use oneonone::format::{entry, pair_file, simple_yaml};
use oneonone::model::section::Section;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::common::config;
use crate::common::documents::{any_bytes, simple_block, simple_body};

/// Lines as somebody counts them who looks at the file, without the byte order mark.
fn lines(bytes: &[u8]) -> Vec<String> {
    let text: String = bytes.utf8_chunks().fold(String::new(), |mut text, chunk| {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
        text
    });
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    text.replace("\r\n", "\n").split(['\n', '\r']).map(str::to_owned).collect()
}

fn inside(bytes: &[u8], diagnostics: &[Diagnostic]) -> Result<(), TestCaseError> {
    let lines = lines(bytes);
    for told in diagnostics {
        prop_assert!(told.line >= 1 && told.line as usize <= lines.len(), "{told:?}");
        let length = lines[told.line as usize - 1].chars().count() as u32;
        prop_assert!(told.column >= 1 && told.column <= length + 1, "{told:?} in a line of {length}");
        let fits = told.column + told.length <= length + 1 || told.length == 1;
        prop_assert!(fits, "{told:?} in a line of {length}");
        prop_assert!(!told.message.contains('\n') && !told.remedy.is_empty(), "{told:?}");
    }
    let places: Vec<_> = diagnostics.iter().map(|told| (told.line, told.column)).collect();
    prop_assert!(places.is_sorted(), "{places:?}");
    Ok(())
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn any_bytes_are_an_entry(bytes in any_bytes()) {
        let reading = entry::read("2026-11-20.md", &bytes, &Vocabulary::default());
        inside(&bytes, &reading.diagnostics)?;
        let count = lines(&bytes).len() as u32;
        let entry = reading.entry;
        let mentions: Vec<u32> = entry.mentions.iter().map(|mention| mention.line).collect();
        prop_assert!(mentions.is_sorted() && entry.look_alikes.is_sorted());
        let told = mentions.iter().chain(&entry.look_alikes).chain(entry.score.iter().map(|score| &score.line));
        for line in told {
            prop_assert!((1..=count).contains(line));
        }
    }

    #[test]
    fn any_bytes_are_a_list(bytes in any_bytes()) {
        let (_, diagnostics) = entry::read_list("backlog.md", &bytes, Section::Topics);
        inside(&bytes, &diagnostics)?;
    }

    #[test]
    fn any_bytes_are_a_pair_file(bytes in any_bytes()) {
        let (_, diagnostics) = pair_file::read(&bytes);
        inside(&bytes, &diagnostics)?;
    }

    #[test]
    fn simple_frontmatter_means_what_the_yaml_reader_says(block in simple_block()) {
        if let Some(mapping) = simple_yaml::read(&block) {
            let by_yaml = serde_yaml::from_str::<serde_yaml::Value>(&block);
            let expected = if mapping.is_empty() { serde_yaml::Value::Null } else { serde_yaml::Value::Mapping(mapping) };
            prop_assert_eq!(by_yaml.ok(), Some(expected));
        }
    }

    #[test]
    fn simple_bodies_are_what_the_markdown_reader_says(text in simple_body()) {
        let source = Source::new(text.as_bytes());
        let vocabulary = Vocabulary::default();
        prop_assert_eq!(Body::read(&source, &vocabulary), Body::read_as_markdown(&source, &vocabulary), "{:?}", text);
    }

    #[test]
    fn bodies_are_what_the_markdown_reader_says(bytes in any_bytes()) {
        let source = Source::new(&bytes);
        let vocabulary = Vocabulary::default();
        prop_assert_eq!(Body::read(&source, &vocabulary), Body::read_as_markdown(&source, &vocabulary));
    }

    #[test]
    fn the_parts_of_a_file_are_the_file(bytes in any_bytes()) {
        let source = Source::new(&bytes);
        prop_assert_eq!(source.text.len(), bytes.len());
        let whole: usize = source.lines.iter().map(|line| line.full.len()).sum();
        let mark = if source.text.starts_with('\u{feff}') { 3 } else { 0 };
        prop_assert_eq!(whole + mark, bytes.len());
        let body = Body::read(&source, &Vocabulary::default());
        prop_assert_eq!(body.lines.len(), source.body_lines().len());
        for comment in &body.comments {
            prop_assert!(source.text.get(comment.clone()).is_some_and(|text| text.starts_with("<!--")));
        }
        prop_assert!(body.comments.windows(2).all(|pair| pair[0].end <= pair[1].start));
        for line in &body.lines {
            if let Some(item) = line.item {
                prop_assert!(line.span.content.start < item && item <= line.span.content.end);
            }
        }
    }
}
