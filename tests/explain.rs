//! The terms of every explanation make the figure that the report prints: on the example team, and on the worked histories
//! that stand beside the project (where they are absent, on the team and a small one alone).
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test reads files and prints"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use oneonone::explain::names::{FIGURES, Figure, SIGNALS};
use oneonone::explain::{Explainer, Sources};
use oneonone::format::{body::Vocabulary, entry, pair_file};
use oneonone::history::{Files, History};
use oneonone::metrics::scope::Scope;
use oneonone::metrics::signals::{CODES, Thresholds};
use oneonone::model::section::Section;
use oneonone::report::build::{Figures, pair_report};
use serde_json::Value;

const TODAY: &str = "2026-11-20";

struct Pair {
    name: String,
    files: BTreeMap<String, Vec<u8>>,
    vocabulary: Vocabulary,
    history: History,
}

impl Pair {
    fn read(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        for name in ["oneonone.yaml", "backlog.md", "goals.md"] {
            if let Ok(bytes) = std::fs::read(folder.join(name)) {
                files.insert(name.to_owned(), bytes);
            }
        }
        for file in std::fs::read_dir(folder.join("entries")).unwrap() {
            let file = file.unwrap();
            let name = format!("entries/{}", file.file_name().to_str().unwrap());
            files.insert(name, std::fs::read(file.path()).unwrap());
        }
        Self::of(folder.file_name().unwrap().to_string_lossy().into_owned(), files)
    }

    /// What the team has nowhere: a meeting too many, one that nobody confirmed, one that can still be held.
    fn small() -> Self {
        let pair = "direct_report: {name: Alice Chen, handle: alice}\nmanager: {name: Bob Diaz, handle: bob}\n\
                    cadence:\n  - {from: 2026-10-02, every: week}\n";
        let mut files = BTreeMap::from([("oneonone.yaml".to_owned(), pair.as_bytes().to_vec())]);
        for (day, status) in
            [("10-02", "held"), ("10-06", "held"), ("10-09", "held"), ("10-16", "planned"), ("10-23", "held")]
        {
            let text = format!("---\nstatus: {status}\n---\n- something\n");
            files.insert(format!("entries/2026-{day}.md"), text.into_bytes());
        }
        Self::of("small".to_owned(), files)
    }

    fn of(name: String, files: BTreeMap<String, Vec<u8>>) -> Self {
        let (pair, _) = pair_file::read(&files["oneonone.yaml"]);
        let vocabulary = Vocabulary::of(&pair);
        let list = |name: &str, section| {
            files.get(name).map_or_else(Vec::new, |bytes| entry::read_list(name, bytes, section).0)
        };
        let entries = files
            .iter()
            .filter_map(|(path, bytes)| Some(entry::read(path.strip_prefix("entries/")?, bytes, &vocabulary).entry));
        let read = Files {
            entries: entries.collect(),
            backlog: list("backlog.md", Section::Topics),
            goals: list("goals.md", Section::Milestones),
        };
        let history = History::new(pair, read, TODAY.parse().unwrap());
        Self { name, files, vocabulary, history }
    }

    fn report(&self, since: Option<NaiveDate>) -> Value {
        let report = pair_report(&self.name, &self.history, &[], since, &Thresholds::default());
        serde_json::to_value(report).unwrap()
    }

    /// Every explanation, by the figure's name.
    fn explained(&self, since: Option<NaiveDate>) -> BTreeMap<&'static str, Value> {
        self.explained_of(FIGURES, since)
    }

    fn explained_of(&self, names: &[Figure], since: Option<NaiveDate>) -> BTreeMap<&'static str, Value> {
        let figures = Figures::new(Scope { history: &self.history, since });
        let sources = Sources { files: &self.files, vocabulary: &self.vocabulary, history: &self.history };
        let explainer = Explainer { sources, figures: &figures, thresholds: &Thresholds::default() };
        let one = |name| serde_json::to_value(explainer.explain(name).unwrap()).unwrap();
        names.iter().map(|figure| (figure.name, one(figure.name))).collect()
    }
}

fn pairs() -> Vec<Pair> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let inside = |folder: PathBuf| std::fs::read_dir(folder).unwrap().map(|folder| folder.unwrap().path());
    let mut folders: Vec<PathBuf> = inside(root.join("examples")).collect();
    match root.ancestors().map(|folder| folder.join("shared/worked")).find(|worked| worked.exists()) {
        Some(worked) => folders.extend(inside(worked.join("random")).chain([worked.join("small")])),
        None => println!("skipped: the worked histories are not here"),
    }
    folders.retain(|folder| folder.join("entries").exists());
    folders.sort();
    folders.iter().map(|folder| Pair::read(folder)).chain([Pair::small()]).collect()
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let (half, odd) = (values.len() / 2, values.len() % 2 == 1);
    match values.len() {
        0 => None,
        _ if odd => Some(values[half]),
        _ => Some((values[half - 1] + values[half]) / 2.0),
    }
}

/// What the terms of an explanation come to, worked out from what is printed alone; dates count in days.
fn worked_out(explanation: &Value) -> Option<f64> {
    let terms = explanation["terms"].as_array().unwrap();
    let values: Vec<f64> = terms.iter().filter_map(|term| term["value"].as_f64()).collect();
    let day = |term: &Value| days(&term["date"]);
    match explanation["operation"].as_str().unwrap() {
        "count" => Some(values.len() as f64),
        "share" => (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64),
        "median" => median(values),
        "largest" => values.into_iter().max_by(f64::total_cmp),
        "only" => values.first().copied(),
        "difference" => (values.len() == 2).then(|| values[1] - values[0]),
        "date" => terms.first().and_then(day),
        "slope" => {
            let points: Vec<(f64, f64)> =
                terms.iter().map(|term| (day(term).unwrap(), term["value"].as_f64().unwrap())).collect();
            let pairs = points.iter().enumerate().flat_map(|(at, a)| points[at + 1..].iter().map(move |b| (a, b)));
            let slopes = pairs.filter(|(a, b)| a.0 != b.0).map(|(a, b)| (b.1 - a.1) / (b.0 - a.0));
            median(slopes.collect()).map(|slope| slope * 30.0)
        }
        other => panic!("an operation that nobody can do: {other}"),
    }
}

fn days(date: &Value) -> Option<f64> {
    let date: NaiveDate = date.as_str()?.parse().unwrap();
    Some((date - NaiveDate::default()).num_days() as f64)
}

/// The figure in the report: of a list how many there are, of a date its day.
fn printed(report: &Value, figure: &str) -> Option<f64> {
    match report.pointer(&format!("/{}", figure.replace('.', "/"))).unwrap() {
        Value::Null => None,
        Value::Array(list) => Some(list.len() as f64),
        date @ Value::String(_) => days(date),
        number => number.as_f64(),
    }
}

fn same(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-9,
        (one, other) => one == other,
    }
}

fn scopes() -> [Option<NaiveDate>; 2] {
    [None, Some("2026-08-01".parse().unwrap())]
}

#[test]
fn the_terms_make_the_figure() {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for pair in pairs() {
        for since in scopes() {
            let report = pair.report(since);
            for (figure, explanation) in pair.explained(since) {
                let (worked, printed) = (worked_out(&explanation), printed(&report, figure));
                *seen.entry(figure).or_default() += usize::from(printed.is_some_and(|printed| printed != 0.0));
                if !same(worked, printed) {
                    wrong.push(format!("{} {since:?} {figure}: the terms make {worked:?}, not {printed:?}", pair.name));
                }
                let value = &explanation["value"];
                if !same(if value.is_string() { days(value) } else { value.as_f64() }, printed) {
                    wrong.push(format!("{} {since:?} {figure}: it ends with {value}, not {printed:?}", pair.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let never: Vec<_> = seen.iter().filter(|(figure, times)| **times == 0 && !IMPORTED.contains(figure)).collect();
    assert!(never.is_empty(), "nowhere more than nothing: {never:?}");
}

/// Figures that only imported histories have.
const IMPORTED: [&str; 1] = ["action_items.unresolved"];

#[test]
fn a_dropped_term_is_noticed() {
    let mut unnoticed = Vec::new();
    for pair in pairs() {
        let report = pair.report(None);
        for (figure, mut explanation) in pair.explained(None) {
            let operation = explanation["operation"].as_str().unwrap().to_owned();
            // Other values can make the same median.
            if !["count", "only", "difference", "date"].contains(&operation.as_str()) {
                continue;
            }
            let terms = explanation["terms"].as_array_mut().unwrap();
            if terms.pop().is_some() && same(worked_out(&explanation), printed(&report, figure)) {
                unnoticed.push(format!("{} {figure}", pair.name));
            }
        }
    }
    assert_eq!(unnoticed, Vec::<String>::new());
}

#[test]
fn every_term_can_be_looked_up() {
    let mut wrong = Vec::new();
    for pair in pairs() {
        for (figure, explanation) in pair.explained_of(&[FIGURES, SIGNALS].concat(), None) {
            for term in explanation["terms"].as_array().unwrap() {
                let places = term["places"].as_array().unwrap();
                if places.is_empty() {
                    wrong.push(format!("{} {figure}: no place for {term}", pair.name));
                }
                wrong.extend(
                    places.iter().filter_map(|place| misplaced(&pair, place)).map(|why| format!("{figure}: {why}")),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Why a place is not what its file has there; nothing where it is.
fn misplaced(pair: &Pair, place: &Value) -> Option<String> {
    let (at, words) = (place["at"].as_str().unwrap(), place["words"].as_str().unwrap());
    let Some((path, line)) = at.rsplit_once(':') else {
        return (!pair.files.contains_key(at)).then(|| format!("{}: there is no {at}", pair.name));
    };
    let Some(bytes) = pair.files.get(path) else { return Some(format!("{}: there is no {path}", pair.name)) };
    let text = String::from_utf8_lossy(bytes);
    let there = text.lines().nth(line.parse::<usize>().unwrap() - 1).map(str::trim);
    (there != Some(words)).then(|| format!("{}: {at} is {there:?}, not {words:?}", pair.name))
}

/// Conditions whose value is how many of the things looked at speak for the signal.
const COUNTS: [&str; 10] = [
    "slots_in_a_row",
    "slots_moved",
    "newest_slot_untouched",
    "slots_overdue",
    "meetings_unconfirmed",
    "meetings_without_notes",
    "scores_low",
    "meetings_without_growth",
    "items_stuck",
    "meetings_not_prepared",
];

/// Whether a condition holds, worked out from what is printed.
fn holds(check: &Value) -> bool {
    let limit = check["limit"].as_f64().unwrap();
    check["value"].as_f64().is_some_and(|value| match check["needs"].as_str().unwrap() {
        "at_least" => value >= limit - 1e-9,
        "at_most" => value <= limit + 1e-9,
        "below" => value < limit,
        "above" => value > limit + 1e-9,
        other => panic!("a condition that nobody can judge: {other}"),
    })
}

#[test]
fn the_conditions_make_the_signal() {
    assert_eq!(SIGNALS.iter().map(|signal| signal.name).collect::<Vec<_>>(), CODES);
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for pair in pairs() {
        let report = pair.report(None);
        for (code, explanation) in pair.explained_of(SIGNALS, None) {
            let ways = explanation["checks"].as_array().unwrap();
            let is_on = ways.iter().any(|way| way.as_array().unwrap().iter().all(holds));
            let printed = report["signals"].as_array().unwrap().iter().find(|signal| signal["code"] == code);
            *seen.entry(code).or_default() += usize::from(printed.is_some());
            let mut expect =
                |is: bool, what: String| (!is).then(|| wrong.push(format!("{} {code}: {what}", pair.name)));
            expect(is_on == printed.is_some(), format!("by its conditions {is_on}, in the report {printed:?}"));
            expect(explanation["value"] == is_on, format!("it ends with {}", explanation["value"]));
            let terms = explanation["terms"].as_array().unwrap();
            let speaking = terms.iter().filter(|term| !term["value"].is_null()).count() as f64;
            for check in ways.iter().flat_map(|way| way.as_array().unwrap()) {
                if COUNTS.contains(&check["name"].as_str().unwrap()) && check["value"].is_number() {
                    expect(check["value"] == speaking, format!("{speaking} terms, but {check}"));
                }
            }
            let Some(printed) = printed else { continue };
            expect(explanation["message"] == printed["message"], format!("it says {}", explanation["message"]));
            let places: Vec<&str> = [&explanation["terms"], &explanation["left_out"]]
                .iter()
                .flat_map(|terms| terms.as_array().unwrap())
                .flat_map(|term| term["places"].as_array().unwrap())
                .map(|place| place["at"].as_str().unwrap())
                .collect();
            for evidence in printed["evidence"].as_array().unwrap() {
                let evidence = evidence.as_str().unwrap();
                let is_there = places.iter().any(|place| place.split(':').next() == evidence.split(':').next());
                expect(is_there, format!("{evidence} is not among its places"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let on = seen.values().filter(|times| **times > 0).count();
    assert!(on >= 6, "signals that are on somewhere: {seen:?}");
}
