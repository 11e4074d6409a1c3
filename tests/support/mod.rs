//! Small histories in a compact notation, for tests and for the worked examples of `docs/metrics.md`.
//!
//! ```text
//! today 2026-11-20
//! cadence week from 2026-10-06
//! away 2026-12-21 2027-01-01
//! weekly from 2026-10-06: 8 8 held cancelled none
//! 2026-11-10 held 7 45min prepared 2026-11-09
//!   ## Action items
//!   - [ ] Email the CEO due:2026-11-13
//! => cadence.adherence: 3/4
//! => signals: stale-action
//! => stale-action: the sentence shown
//! ```
//!
//! - `weekly` and `biweekly` make one entry a step: a number is a held meeting with that score, `held` one without a word,
//!   `notes` one with a line of notes, `cancelled`, `missed`, `ghost` (planned and untouched) and `planned` what they
//!   say, `none` is no entry at all.
//! - A line that begins with a date is one entry: a status or none, a score (`8`, or `3of5` on another scale), minutes,
//!   `prepared`, `scheduled`, `kind`, `imported`; `wrote 3/9 1/4`, the lines that the direct report and the manager wrote, of all,
//!   then of look back and look forward;
//!   the indented lines below it are its body. `backlog:` has its lines below it in the same way.
//! - `=> PATH: VALUE` is what the report says there, a number, a fraction or a JSON value; `=> signals:` lists the codes
//!   of all signals (`none` where there are none); `=> CODE: SENTENCE` is a signal's sentence; `=> CODE at EVIDENCE…` its evidence;
//!   `=> slots:` lists the outcomes of the slots; `=> needs:` what needs doing, with ` / ` between.
#![allow(dead_code, reason = "each test uses a part")]

use chrono::{Days, NaiveDate};
use oneonone::format::{body::Vocabulary, entry, pair_file};
use oneonone::history::{Files, History, Lines, Writing};
use oneonone::metrics::signals::Thresholds;
use oneonone::model::section::Section;
use oneonone::report::build::pair_report;
use serde_json::Value;

/// A history in the notation, and what it says about the report.
#[derive(Debug, Default)]
pub(crate) struct Story {
    today: Option<NaiveDate>,
    since: Option<NaiveDate>,
    cadence: Vec<String>,
    away: Vec<String>,
    pair_lines: Vec<String>,
    entries: Vec<(String, String)>,
    wrote: Vec<(String, Writing)>,
    backlog: String,
    expected: Vec<(String, String)>,
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|_| panic!("no date: `{text}`"))
}

impl Story {
    /// Reads the notation.
    pub(crate) fn new(text: &str) -> Self {
        let mut story = Self::default();
        let mut lines = text.lines().filter(|line| !line.trim_start().starts_with("# ")).peekable();
        while let Some(line) = lines.next() {
            let mut body = String::new();
            while let Some(indented) = lines.next_if(|next| next.starts_with("  ")) {
                body.push_str(&indented[2..]);
                body.push('\n');
            }
            story.line(line.trim(), &body);
        }
        story
    }

    fn line(&mut self, line: &str, body: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [] => {}
            ["=>", ..] => self.expect(line.trim_start_matches("=>").trim()),
            ["today", day] => self.today = Some(date(day)),
            ["since", day] => self.since = Some(date(day)),
            ["cadence", every @ .., "from", from] => {
                self.cadence.push(format!("  - {{from: {from}, every: {}}}", every.join(" ")));
            }
            ["away", from, to] => self.away.push(format!("  - {{from: {from}, to: {to}}}")),
            [key @ ("ended" | "engagement_reset"), day] => self.pair_lines.push(format!("{key}: {day}")),
            ["backlog:"] => self.backlog.push_str(body),
            [step @ ("weekly" | "biweekly"), "from", from, entries @ ..] => {
                let days = if *step == "weekly" { 7 } else { 14 };
                let mut day = date(from.trim_end_matches(':'));
                for word in entries {
                    self.step(day, word);
                    day = day + Days::new(days);
                }
            }
            [day, keys @ ..] => self.entry(day, keys, body),
        }
    }

    fn step(&mut self, day: NaiveDate, word: &str) {
        let text = match word {
            "none" => return,
            "held" | "cancelled" | "missed" | "planned" => format!("---\nstatus: {word}\n---\n"),
            "ghost" => "---\nstatus: planned\n---\n".to_owned(),
            "notes" => format!("---\nstatus: held\n---\n## Look back\n- Notes of {day}.\n"),
            other => format!("---\nstatus: held\n{}\n---\n", score(other)),
        };
        self.entries.push((format!("{day}.md"), text));
    }

    fn entry(&mut self, day: &str, keys: &[&str], body: &str) {
        let mut front = String::new();
        let mut keys = keys.iter();
        while let Some(key) = keys.next() {
            let line = match *key {
                "held" | "cancelled" | "missed" | "planned" => format!("status: {key}"),
                "prepared" | "scheduled" | "kind" | "date" => format!("{key}: {}", keys.next().expect("a value")),
                "wrote" => {
                    let mut lines = || lines(keys.next().expect("a value"));
                    let (all, briefing) = (lines(), lines());
                    let by_both = all.direct_report > 0 && all.manager > 0;
                    self.wrote.push((format!("{day}.md"), Writing { all, briefing, by_both }));
                    continue;
                }
                "imported" => "imported: notes.md".to_owned(),
                other => match other.strip_suffix("min") {
                    Some(minutes) => format!("minutes: {minutes}"),
                    None => score(other),
                },
            };
            front.push_str(&line);
            front.push('\n');
        }
        let front = if front.is_empty() { front } else { format!("---\n{front}---\n") };
        let file = format!("{day}.md");
        assert!(date(&day[..10]) > NaiveDate::MIN, "an entry begins with its date");
        self.entries.push((file, format!("{front}{body}")));
    }

    fn expect(&mut self, line: &str) {
        let (path, value) = line.split_once(":").unwrap_or_else(|| panic!("`=> PATH: VALUE`, not `{line}`"));
        self.expected.push((path.trim().to_owned(), value.trim().to_owned()));
    }

    /// The history.
    pub(crate) fn history(&self) -> History {
        let mut pair = String::from(
            "schema: 1\nkind: one-on-one\ndirect_report: {name: Alice Chen, handle: alice}\nmanager: {name: Bob Diaz, handle: bob}\n",
        );
        for (key, rows) in [("cadence:", &self.cadence), ("away:", &self.away)] {
            if !rows.is_empty() {
                pair.push_str(&format!("{key}\n{}\n", rows.join("\n")));
            }
        }
        pair.push_str(&self.pair_lines.join("\n"));
        let (pair, problems) = pair_file::read(pair.as_bytes());
        assert!(problems.is_empty(), "{problems:?}");
        let vocabulary = Vocabulary::of(&pair);
        let read = |(name, text): &(String, String)| entry::read(name, text.as_bytes(), &vocabulary).entry;
        let files = Files {
            entries: self.entries.iter().map(read).collect(),
            backlog: entry::read_list("backlog.md", self.backlog.as_bytes(), Section::Topics).0,
            goals: Vec::new(),
        };
        let mut history = History::new(pair, files, self.today.expect("a line `today DATE`"));
        for meeting in &mut history.meetings {
            let wrote = self.wrote.iter().find(|(file, _)| *file == meeting.entry.name.file);
            meeting.writing = wrote.map(|(_, writing)| *writing);
        }
        history
    }

    /// The report, as JSON.
    pub(crate) fn report(&self) -> Value {
        let report = pair_report("alice-chen", &self.history(), &[], self.since, &Thresholds::default());
        serde_json::to_value(report).expect("a report is JSON")
    }

    /// How many things it says about the report.
    pub(crate) fn expectations(&self) -> usize {
        self.expected.len()
    }

    /// The paths that it says something about.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.expected.iter().map(|(path, _)| path.as_str())
    }

    /// What the report says otherwise than the story, one line a difference.
    pub(crate) fn differences(&self) -> Vec<String> {
        let report = self.report();
        let judged = self.expected.iter().filter_map(|(path, value)| {
            let actual = actual(&report, path);
            (!agrees(value, &actual)).then(|| format!("{path}: the text says {value}, the report {}", shown(&actual)))
        });
        judged.collect()
    }
}

/// `3/9`: lines of the direct report, then of the manager.
fn lines(text: &str) -> Lines {
    let (direct_report, manager) = text.split_once('/').unwrap_or_else(|| panic!("`3/9`, not `{text}`"));
    let number = |text: &str| text.parse().unwrap_or_else(|_| panic!("no number of lines: `{text}`"));
    Lines { direct_report: number(direct_report), manager: number(manager), others: 0 }
}

/// `8`, or `3of5` on another scale.
fn score(text: &str) -> String {
    let number = |text: &str| text.parse::<u32>().unwrap_or_else(|_| panic!("no score: `{text}`"));
    match text.split_once("of") {
        Some((score, scale)) => format!("engagement: {{score: {}, scale: {}}}", number(score), number(scale)),
        None => format!("engagement: {}", number(text)),
    }
}

fn signal<'r>(report: &'r Value, code: &str) -> Option<&'r Value> {
    report["signals"].as_array()?.iter().find(|signal| signal["code"] == code)
}

fn texts(values: &Value, key: &str) -> Vec<String> {
    values.as_array().into_iter().flatten().filter_map(|value| value[key].as_str()).map(str::to_owned).collect()
}

/// A signal's sentence; empty where it is off.
pub(crate) fn sentence(report: &Value, code: &str) -> String {
    signal(report, code).and_then(|signal| signal["message"].as_str()).unwrap_or_default().to_owned()
}

/// What the report says at a path, in the notation's own terms where it has some.
fn actual(report: &Value, path: &str) -> Value {
    if path == "signals" {
        let codes = texts(&report["signals"], "code");
        return Value::from(if codes.is_empty() { "none".to_owned() } else { codes.join(" ") });
    }
    if path == "slots" {
        let slots = report["cadence"]["slots"].as_array().into_iter().flatten();
        let shown = slots.map(|slot| match (slot["outcome"].as_str(), slot["reason"].as_str()) {
            (outcome, Some(reason)) => format!("{}({reason})", outcome.unwrap_or_default()),
            (outcome, None) => outcome.unwrap_or_default().to_owned(),
        });
        return Value::from(shown.collect::<Vec<_>>().join(" "));
    }
    if path == "needs" {
        return Value::from(texts(&report["needs"], "message").join(" / "));
    }
    if let Some(code) = path.strip_suffix(" at") {
        let evidence = signal(report, code).map(|signal| signal["evidence"].clone()).unwrap_or_default();
        let places: Vec<&str> = evidence.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        return Value::from(
            places.iter().map(|place| place.trim_start_matches("entries/")).collect::<Vec<_>>().join(" "),
        );
    }
    if path.contains('-') {
        return signal(report, path).map(|signal| signal["message"].clone()).unwrap_or(Value::from("off"));
    }
    let pointer = format!("/{}", path.replace('.', "/"));
    report.pointer(&pointer).cloned().unwrap_or_else(|| panic!("the report has no `{path}`"))
}

fn agrees(expected: &str, actual: &Value) -> bool {
    let fraction =
        expected.split_once('/').and_then(|(a, b)| Some(a.trim().parse::<f64>().ok()? / b.trim().parse::<f64>().ok()?));
    let number = fraction.or_else(|| expected.replace('−', "-").parse::<f64>().ok());
    match (number, actual) {
        (Some(number), Value::Number(actual)) => actual.as_f64().is_some_and(|actual| (actual - number).abs() < 1e-9),
        (None, Value::String(actual)) => actual == expected,
        (None, Value::Null) => expected == "null",
        _ => false,
    }
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
