//! Every figure of the worked histories, to 1e-9. The histories stand beside the project; where they are absent the test
//! says that it is skipped.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test reads files and prints"
)]

use std::path::{Path, PathBuf};

use oneonone::format::{body::Vocabulary, entry, pair_file};
use oneonone::history::{Files, History};
use oneonone::metrics::signals::Thresholds;
use oneonone::model::section::Section;
use oneonone::report::build::pair_report;
use serde_json::Value;

fn load(folder: &Path) -> History {
    let (pair, _) = pair_file::read(&std::fs::read(folder.join("oneonone.yaml")).unwrap());
    let vocabulary = Vocabulary::of(&pair);
    let list = |name: &str, section| {
        std::fs::read(folder.join(name)).map_or_else(|_| Vec::new(), |bytes| entry::read_list(name, &bytes, section).0)
    };
    let mut entries = Vec::new();
    for file in std::fs::read_dir(folder.join("entries")).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        entries.push(entry::read(&name, &std::fs::read(file.path()).unwrap(), &vocabulary).entry);
    }
    let files =
        Files { entries, backlog: list("backlog.md", Section::Topics), goals: list("goals.md", Section::Milestones) };
    History::new(pair, files, "2026-11-20".parse().unwrap())
}

fn compare(expected: &Value, actual: &Value, at: &str, differences: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for (key, value) in expected {
                compare(value, actual.get(key).unwrap_or(&Value::Null), &format!("{at}.{key}"), differences);
            }
        }
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            for (index, (one, other)) in expected.iter().zip(actual).enumerate() {
                compare(one, other, &format!("{at}[{index}]"), differences);
            }
        }
        (Value::Number(one), Value::Number(other)) => {
            if (one.as_f64().unwrap() - other.as_f64().unwrap()).abs() > 1e-9 {
                differences.push(format!("{at}: expected {one}, got {other}"));
            }
        }
        _ if expected == actual => {}
        _ => differences.push(format!("{at}: expected {expected}, got {actual}")),
    }
}

#[test]
fn every_figure_equals_the_independent_programs() {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let Some(root) = above.map(|folder| folder.join("shared/worked")).find(|root| root.exists()) else {
        println!("skipped: the worked histories are not here");
        return;
    };
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(root.join("random")).unwrap().map(|folder| folder.unwrap().path()).collect();
    folders.push(root.join("small"));
    folders.sort();
    let mut differences = Vec::new();
    for folder in folders {
        let expected: Value = serde_json::from_slice(&std::fs::read(folder.join("expected.json")).unwrap()).unwrap();
        let slug = folder.file_name().unwrap().to_string_lossy().into_owned();
        let report = pair_report(&slug, &load(&folder), &[], None, &Thresholds::default());
        let expected = expected.get("pairs").map_or(&expected, |pairs| &pairs[0]);
        let mut expected = expected.clone();
        if let Some(expected) = expected.as_object_mut() {
            expected.remove("slug");
        }
        compare(&expected, &serde_json::to_value(&report).unwrap(), &slug, &mut differences);
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
