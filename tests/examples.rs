//! The stories of `examples/`, told by the signals alone.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads files")]

use std::path::Path;

use oneonone::format::{body::Vocabulary, entry, pair_file};
use oneonone::history::{Files, History};
use oneonone::metrics::signals::Thresholds;
use oneonone::model::section::Section;
use oneonone::report::build::pair_report;
use oneonone::report::value::PairReport;

fn report(slug: &str) -> PairReport {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(slug);
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
    let history = History::new(pair, files, "2026-11-20".parse().unwrap());
    pair_report(slug, &history, &[], None, &Thresholds::default())
}

fn codes(slug: &str) -> Vec<&'static str> {
    report(slug).signals.iter().map(|signal| signal.code).collect()
}

#[test]
fn each_story_has_its_signals() {
    let table: [(&str, &[&str]); 8] = [
        ("alice-chen", &[]),
        ("grace-okafor", &[]),
        ("lena-vogel", &[]),
        ("marco-rossi", &["engagement-drop", "engagement-low", "engagement-decline", "stale-action", "blocker-stuck"]),
        ("priya-nair", &["cancellation-cascade"]),
        ("sam-wright", &["stale-action"]),
        ("tom-becker", &["engagement-drop", "ghost-meeting"]),
        ("yuki-tanaka", &[]),
    ];
    for (slug, expected) in table {
        assert_eq!(codes(slug), expected, "{slug}");
    }
}

#[test]
fn the_worst_comes_first() {
    let mut reports: Vec<PairReport> =
        ["alice-chen", "marco-rossi", "priya-nair", "sam-wright", "tom-becker"].map(report).into();
    reports.sort_by_key(|report| std::cmp::Reverse(report.urgency));
    let slugs: Vec<&str> = reports.iter().map(|report| report.slug.as_str()).collect();
    assert_eq!(slugs, ["marco-rossi", "tom-becker", "priya-nair", "sam-wright", "alice-chen"]);
}

#[test]
fn every_sentence_fits_and_points_somewhere() {
    for slug in ["alice-chen", "marco-rossi", "priya-nair", "sam-wright", "tom-becker"] {
        let report = report(slug);
        for signal in &report.signals {
            assert!(!signal.evidence.is_empty() && !signal.evidence.iter().any(String::is_empty), "{slug} {signal:?}");
        }
        for need in &report.needs {
            assert!(need.message.ends_with(['.', '?']), "{slug} {need:?}");
        }
    }
}
