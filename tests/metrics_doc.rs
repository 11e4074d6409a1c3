//! The worked examples of `docs/metrics.md`, computed: a number or a sentence there that is wrong fails here.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads the document")]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use oneonone::metrics::signals::CODES;
use serde_json::Value;
use support::Story;

/// A worked example: the heading that it stands under, its first line, its text.
struct Example {
    heading: String,
    line: usize,
    text: String,
}

fn document() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/metrics.md")).unwrap()
}

fn examples(document: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut heading = String::new();
    let mut inside = false;
    for (index, line) in document.lines().enumerate() {
        match line {
            "```history" => {
                inside = true;
                examples.push(Example { heading: heading.clone(), line: index + 1, text: String::new() });
            }
            "```" => inside = false,
            _ if inside => {
                let example = examples.last_mut().unwrap();
                example.text.push_str(line);
                example.text.push('\n');
            }
            _ => {
                if let Some(text) = line.strip_prefix("## ").or(line.strip_prefix("### ")) {
                    heading = text.trim_matches('`').to_owned();
                }
            }
        }
    }
    examples
}

#[test]
fn every_example_is_true() {
    let mut wrong = Vec::new();
    for example in examples(&document()) {
        let story = Story::new(&example.text);
        assert!(story.expectations() > 0, "docs/metrics.md:{}: an example that says nothing", example.line);
        let place = |difference| format!("docs/metrics.md:{}: {difference}", example.line);
        wrong.extend(story.differences().into_iter().map(place));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_wrong_number_or_sentence_is_noticed() {
    for example in examples(&document()) {
        for right in example.text.lines().filter(|line| line.starts_with("=> ")) {
            let broken = example.text.replace(&format!("{right}\n"), &format!("{right}9\n"));
            assert_eq!(Story::new(&broken).differences().len(), 1, "docs/metrics.md:{}: {right}9", example.line);
        }
    }
}

#[test]
fn every_figure_has_an_example() {
    let report = Story::new("today 2026-11-20").report();
    let worked: BTreeSet<String> = examples(&document())
        .iter()
        .flat_map(|e| Story::new(&e.text).paths().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let mut without = Vec::new();
    for family in ["cadence", "meetings", "action_items", "blockers", "commitments", "engagement"] {
        leaves(&report[family], family, &mut without);
    }
    without.retain(|path| !worked.contains(path));
    assert!(without.is_empty(), "figures without a worked example: {}", without.join(", "));
}

/// The paths of everything that is no list of rows.
fn leaves(value: &Value, path: &str, into: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| leaves(value, &format!("{path}.{key}"), into)),
        Value::Array(_) => {}
        _ => into.push(path.to_owned()),
    }
}

#[test]
fn every_signal_has_its_examples() {
    let examples = examples(&document());
    for code in CODES {
        let own: Vec<Story> = examples.iter().filter(|e| e.heading == code).map(|e| Story::new(&e.text)).collect();
        let is_on = |story: &Story| !support::sentence(&story.report(), code).is_empty();
        let on: Vec<bool> = own.iter().map(is_on).collect();
        assert!(on.len() >= 3, "`{code}` needs one that fires it, one just short of it and one where it clears");
        assert!(on[0] && !on[1] && !on[on.len() - 1], "`{code}`: fires {on:?}");
        assert!(own[0].paths().any(|path| path == code), "`{code}`: the sentence is not shown");
    }
}
