//! What git knows about preparation, where the entries do not say it.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test makes its own folders and may fail")]

use oneonone::git::{BeginOptions, Change, Commit, Identity, PairRepository};
use oneonone::metrics::signals::Thresholds;
use oneonone::report::build::pair_report;
use oneonone::workspace::{Loaded, PairFolder, authorship};

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

/// By whom, and the text.
type Versions<'v> = &'v [(&'v str, &'v str)];

/// Six weekly meetings, each with these versions: by whom, and the text.
fn signals(versions: Versions<'_>) -> Vec<&'static str> {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("alice");
    let repository = PairRepository::create(&root).unwrap();
    let commit = |who: &str, path: &str, text: &str, second: i64| Commit {
        message: format!("oneonone note: {path}"),
        changes: vec![Change::write(path, text)],
        when: Some((noon(1) + second, 0)),
        author: Some(Identity { name: who.to_owned(), email: format!("{who}@example.com") }),
    };
    let mut commits = vec![commit("bob", "oneonone.yaml", PAIR, 0)];
    for day in ["10-16", "10-23", "10-30", "11-06", "11-13", "11-20"] {
        for (who, text) in versions {
            let path = format!("entries/2026-{day}.md");
            commits.push(commit(who, &path, &text.replace("DAY", day), commits.len() as i64));
        }
    }
    repository.begin(BeginOptions::default()).unwrap().import(commits).unwrap();
    let mut loaded =
        Loaded::new(&PairFolder { slug: "alice".to_owned(), root }, "2026-11-20".parse().unwrap()).unwrap();
    authorship::add(&mut loaded, 6);
    let report = pair_report("alice", &loaded.history, &[], None, &Thresholds::default());
    let codes = report.signals.iter().map(|signal| signal.code);
    codes.filter(|code| matches!(*code, "reverse-briefing" | "manager-monologue")).collect()
}

#[test]
fn who_writes_is_read_from_the_commits() {
    let alice = ("alice", "## Look back\n- done on DAY\n");
    let both = ["reverse-briefing", "manager-monologue"];
    let bob = "## Look back\n- done on DAY\n- and on DAY\n- more of DAY\n## Topics\n- a DAY\n- b DAY\n";
    let table: [(Versions<'_>, &[&str]); 6] = [
        (&[alice, ("bob", bob)], &both),
        // One of them types for both: it is not known.
        (&[("bob", bob)], &[]),
        // Whoever wrote the words first, wrote them.
        (&[("alice", bob), ("bob", &format!("{bob}## Growth\n- c DAY\n"))], &[]),
        // Boxes and ids are no words, and do not make it Bob's commit either.
        (&[("alice", "- [ ] a DAY\n"), ("bob", "- [x] a DAY ^k3f9aa done:2026-11-20\n")], &[]),
        // A score is something that one writes.
        (&[("alice", "## Engagement\n8\n"), ("bob", &format!("{bob}## Engagement\n8\n"))], &both),
        // Only the briefing.
        (
            &[
                alice,
                ("bob", "## Look back\n- done on DAY\n- 1 DAY\n- 2 DAY\n"),
                ("alice", "## Look back\n- done on DAY\n- 1 DAY\n- 2 DAY\n## Topics\n- t DAY\n- u DAY\n- v DAY\n"),
            ],
            &["reverse-briefing"],
        ),
    ];
    for (versions, expected) in table {
        assert_eq!(signals(versions), expected, "{versions:?}");
    }
}

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
