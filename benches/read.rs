//! Reading ten years of weekly entries, without the file system: `cargo bench --bench read`.
#![allow(missing_docs, reason = "criterion's macros make functions without any")]

use std::hint::black_box;

use chrono::{Days, NaiveDate};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use oneonone::format::body::Vocabulary;
use oneonone::format::{entry, pair_file};
use oneonone::history::{Files, History};

const ENTRIES: u64 = 520;

const PAIR: &str = "direct_report: {name: Alice Chen, handle: alice}
manager: {name: Bob Diaz, handle: bob}
cadence:
  - {from: 2016-12-06, every: week, time: \"14:00\", minutes: 60}
";

/// An entry of about 1.5 KB with ten items, some of them carried.
fn entry_text(week: u64, date: NaiveDate) -> String {
    let (score, minutes) = (week % 5 + 5, week % 30 + 30);
    let section = |name: &str, lines: &[String]| format!("## {name}\n{}\n", lines.concat());
    let prose = |what: &str| format!("- {what} of week {week}, in as many words as a person types while talking.\n");
    let item = |mark: char, n: u64| {
        let week = week.saturating_sub(n);
        format!("- [{mark}] @alice Send the draft number {week} to the reviewers due:{date} ^i{week:05}\n")
    };
    [
        format!("---\ndate: {date}\nstatus: held\nengagement: {score}\nminutes: {minutes}\nprepared: {date}\n---\n"),
        "# Alice Chen and Bob Diaz\n\n".to_owned(),
        section("Look back", &[format!("- [x] Ship part {week} of the importer done:{date}\n"), prose("The story")]),
        section("Look forward", &[format!("- [ ] Cut the p99 below {week} ms\n")]),
        section("Performance", &[prose("The numbers")]),
        section("Milestones", &["<!-- Which goal moved? -->\n".to_owned()]),
        section("Blockers", &[format!("- [ ] Access to cluster {week}\n")]),
        section("Open discussion", &[prose("The question"), prose("The answer")]),
        section("Growth", &[prose("The wish")]),
        section("Feedback", &[prose("The praise"), prose("The doubt")]),
        section("Action items", &[item('>', 0), item('>', 1), item('>', 2), item('x', 3), item('-', 4)]),
        section("Engagement", &["<!-- 1 to 10 -->\n".to_owned()]),
    ]
    .concat()
}

fn files() -> Vec<(String, String)> {
    let first: NaiveDate = "2016-12-06".parse().expect("a date");
    let entry = |week: u64| {
        let date = first.checked_add_days(Days::new(7 * week)).expect("a day");
        (format!("{date}.md"), entry_text(week, date))
    };
    (0..ENTRIES).map(entry).collect()
}

fn bench(criterion: &mut Criterion) {
    let files = files();
    let (pair, _) = pair_file::read(PAIR.as_bytes());
    let vocabulary = Vocabulary::of(&pair);
    let today: NaiveDate = "2026-11-20".parse().expect("a date");
    let read = || files.iter().map(|(name, text)| entry::read(name, text.as_bytes(), &vocabulary).entry).collect();
    let mut group = criterion.benchmark_group("520 entries");
    group.throughput(Throughput::Bytes(files.iter().map(|(_, text)| text.len() as u64).sum()));
    group.bench_function("read", |bencher| {
        bencher.iter(|| {
            let entries: Vec<_> = read();
            black_box(entries)
        });
    });
    let entries: Vec<_> = read();
    group.bench_function("join", |bencher| {
        bencher.iter(|| {
            let files = Files { entries: entries.clone(), ..Files::default() };
            black_box(History::new(pair.clone(), files, today))
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
