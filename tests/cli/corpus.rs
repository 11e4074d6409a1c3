//! Real meeting notes with byte order marks, CRLF and missing last newlines, as entries of a pair. They stand beside the
//! project; where they are absent the test says that it is skipped.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};

use crate::env::Env;

fn notes() -> Option<Vec<Vec<u8>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/crlf-bom");
    if !folder.exists() {
        println!("skipped: the corpus `crlf-bom` is not here");
        return None;
    }
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    assert_eq!(paths.len(), 85);
    Some(paths.iter().map(|path| fs::read(path).unwrap()).collect())
}

fn entries(env: &Env) -> BTreeMap<PathBuf, Vec<u8>> {
    env.tree().into_iter().filter(|(path, _)| path.parent().unwrap().ends_with("entries")).collect()
}

#[test]
fn read_without_a_change() {
    let Some(notes) = notes() else { return };
    let mut env = Env::new();
    let first: NaiveDate = "2022-01-07".parse().unwrap();
    env.on("2022-01-07").ok("init 'Alice Chen' --start 2022-01-07");
    for (week, bytes) in (0..).zip(&notes) {
        let day = first + Days::new(7 * week);
        fs::write(env.path(&format!("entries/{day}.md")), bytes).unwrap();
    }
    env.on("2024-12-31").ok("save");
    // What a report showed last time is kept inside git's own folder.
    let tree = || -> BTreeMap<PathBuf, Vec<u8>> {
        env.tree().into_iter().filter(|(path, _)| !path.components().any(|part| part.as_os_str() == "memo")).collect()
    };
    let before = tree();
    assert!(env.run("check").code <= 1);
    for line in ["report", "report --format json", "status", "show --all", "action list --all --closed", "summary"] {
        env.ok(line);
    }
    assert!(tree() == before, "reading writes nothing");
    env.is_clean();
}

/// None of the notes has an open box under a heading that makes it an action item: each gets one, in its own line ends,
/// and every other one a line of frontmatter too.
#[test]
fn ticked_at_one_place() {
    let Some(notes) = notes() else { return };
    let mut env = Env::new();
    let first: NaiveDate = "2022-01-07".parse().unwrap();
    env.on("2022-01-07").ok("init 'Alice Chen' --start 2022-01-07");
    let mut places = Vec::new();
    for (number, bytes) in (0..).zip(&notes) {
        let path = format!("entries/{}.md", first + Days::new(7 * number));
        let end = if bytes.windows(2).any(|pair| pair == b"\r\n") { "\r\n" } else { "\n" };
        let head = if number % 2 == 0 { format!("---{end}minutes: 30{end}---{end}") } else { String::new() };
        let tail = format!(
            "{end}{end}## Action items{end}- [ ] Task {number:03} {end}{}",
            if number % 3 == 0 { "" } else { "End" }
        );
        let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let text = [&bytes[..mark], head.as_bytes(), &bytes[mark..], tail.as_bytes()].concat();
        fs::write(env.path(&path), &text).unwrap();
        places.push((path, format!("Task {number:03}"), text));
    }
    env.on("2024-12-31").ok("save");
    let before = entries(&env);
    for (path, task, text) in &places {
        env.ok(&format!("action done alice '{task}'"));
        let at = text.windows(task.len()).rposition(|window| window == task.as_bytes()).unwrap();
        let mut expected = text.clone();
        expected[at - 3] = b'x';
        expected.splice(at + task.len()..at + task.len(), b" done:2024-12-31".iter().copied());
        assert!(fs::read(env.path(path)).unwrap() == expected, "{path}");
    }
    assert_eq!(entries(&env).len(), before.len());
    env.is_clean();
}
