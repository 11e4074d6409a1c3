//! What git knows about preparation, where the entries do not say it.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test makes its own folders and may fail")]

use oneonone::git::{BeginOptions, Change, Commit, Identity, PairRepository};
use oneonone::workspace::{Loaded, PairFolder};

const PAIR: &str = "direct_report: {name: Alice Chen, handle: alice}\nmanager: {name: Bob Diaz, handle: bob}\n\
                    cadence:\n  - {from: 2026-11-06, every: week}\n";

/// Seconds since 1970 at noon of a day of November 2026.
fn noon(day: u32) -> i64 {
    let date = chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    date.and_hms_opt(12, 0, 0).unwrap().and_utc().timestamp()
}

fn prepared(versions: &[(u32, &str)]) -> Option<bool> {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("alice");
    let repository = PairRepository::create(&root).unwrap();
    let author = || Some(Identity { name: "Alice Chen".to_owned(), email: "alice@example.com".to_owned() });
    let mut commits = vec![Commit {
        message: "oneonone init: oneonone.yaml".to_owned(),
        changes: vec![Change::write("oneonone.yaml", PAIR)],
        when: Some((noon(1), 0)),
        author: author(),
    }];
    commits.extend(versions.iter().map(|(day, text)| Commit {
        message: "oneonone note: entries/2026-11-13.md".to_owned(),
        changes: vec![Change::write("entries/2026-11-13.md", *text)],
        when: Some((noon(*day), 0)),
        author: author(),
    }));
    repository.begin(BeginOptions::default()).unwrap().import(commits).unwrap();
    let folder = PairFolder { slug: "alice".to_owned(), root };
    let loaded = Loaded::new(&folder, "2026-11-20".parse().unwrap()).unwrap();
    loaded.history.held().next().and_then(|(_, meeting)| meeting.prepared)
}

const EMPTY: &str = "---\nstatus: planned\n---\n## Topics\n<!-- prompt -->\n";
const TYPED: &str = "---\nstatus: planned\n---\n## Topics\n- pay\n";
const HELD: &str = "---\nstatus: held\n---\n## Topics\n- pay\n";

/// The versions of an entry with the days of their commits, and what is known of its preparation.
type Row = (&'static [(u32, &'static str)], Option<bool>);

#[test]
fn preparation_is_read_from_the_commits() {
    let table: [Row; 6] = [
        (&[(13, HELD)], None),
        (&[(12, TYPED), (13, HELD)], Some(true)),
        (&[(10, EMPTY), (13, HELD)], Some(false)),
        (&[(10, EMPTY), (12, TYPED), (13, HELD)], Some(true)),
        // Without a status it is held from its day on, so only what was typed before that day is preparation.
        (&[(12, "- pay\n"), (13, "- pay\n- talk\n")], Some(true)),
        (&[(13, "- pay\n"), (14, "- pay\n- talk\n")], Some(false)),
    ];
    for (versions, expected) in table {
        assert_eq!(prepared(versions), expected, "{versions:?}");
    }
}
