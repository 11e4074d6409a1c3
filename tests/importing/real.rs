//! Running documents that nobody here wrote. They stand beside the project; where they are absent a test says that it is
//! skipped.

use std::fs;
use std::path::PathBuf;

use oneonone::import::{Direction, Document, Options, PieceKind};
use oneonone::model::section::SectionNames;
use serde_json::Value;

fn corpus() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/running");
    if folder.exists() {
        return Some(folder);
    }
    println!("skipped: the corpus `running` is not here");
    None
}

/// Line, date and status of every meeting, in the order of the document.
fn meetings(document: &Document<'_>) -> Vec<(u64, String, &'static str)> {
    let said = |cancelled: bool| if cancelled { "cancelled" } else { "held" };
    let of = document.meetings();
    of.map(|(piece, meeting)| (piece.lines.0.into(), meeting.date.to_string(), said(meeting.cancelled.is_some())))
        .collect()
}

#[test]
fn dates_and_cancellations_are_those_counted_by_hand() {
    let Some(folder) = corpus() else { return };
    for (name, expected, year, total, cancelled) in [
        ("sig-node_meeting-notes-2021.md", "sig-node-meeting-notes-2021.json", None, 52, 9),
        ("sig-auth_meeting-notes-2020.md", "sig-auth-meeting-notes-2020.json", Some(2020), 26, 7),
        ("sig-node_ci-subgroup-notes-2023.md", "sig-node-ci-subgroup-notes-2023.json", None, 45, 6),
        ("committee-steering_2020-meeting-notes.md", "committee-steering-2020-meeting-notes.json", None, 26, 0),
    ] {
        let bytes = fs::read(folder.join(name)).unwrap();
        let document = Document::read(&bytes, &SectionNames::default(), &Options { year, order: None }).unwrap();
        let json: Value = serde_json::from_slice(&fs::read(folder.join("expected").join(expected)).unwrap()).unwrap();
        let expected: Vec<_> = json["sections"]
            .as_array()
            .unwrap()
            .iter()
            .map(|section| {
                let status = if section["status"].as_str().unwrap().starts_with("held") { "held" } else { "cancelled" };
                (section["line"].as_u64().unwrap(), section["date"].as_str().unwrap().to_owned(), status)
            })
            .collect();
        let found = meetings(&document);
        assert_eq!(found, expected, "{name}");
        assert_eq!(
            (found.len(), found.iter().filter(|row| row.2 == "cancelled").count()),
            (total, cancelled),
            "{name}"
        );
        assert_eq!(document.direction, Direction::NewestFirst, "{name}");
        let together: Vec<u8> = document.pieces.iter().flat_map(|piece| document.bytes_of(piece)).copied().collect();
        assert_eq!(together, bytes, "{name}");
        println!("{name}: {:?}", document.remarks);
    }
}

#[test]
fn bold_dates_and_two_stray_headings() {
    let Some(folder) = corpus() else { return };
    let bytes = fs::read(folder.join("sig-docs_2018.md")).unwrap();
    let document = Document::read(&bytes, &SectionNames::default(), &Options::default()).unwrap();
    let mut dates: Vec<_> = meetings(&document).into_iter().map(|row| row.1).collect();
    let all = dates.len();
    dates.dedup();
    println!("{all} sections, {:?}", document.remarks);
    assert_eq!((all, dates.len()), (51, 49));
    let asides = document.pieces.iter().filter(|piece| piece.kind == PieceKind::Aside);
    assert_eq!(asides.map(|piece| piece.lines.0).collect::<Vec<_>>(), [120, 123]);
}

#[test]
fn no_year_is_guessed() {
    let Some(folder) = corpus() else { return };
    let bytes = fs::read(folder.join("sig-auth_meeting-notes-2020.md")).unwrap();
    let question = Document::read(&bytes, &SectionNames::default(), &Options::default()).unwrap_err();
    assert_eq!((question.line, question.text.as_str()), (2, "December 23 - CANCELLED"));
}
