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
fn read_without_a_change_and_ticked_at_one_place() {
    let Some(notes) = notes() else { return };
    let mut env = Env::new();
    let first: NaiveDate = "2022-01-07".parse().unwrap();
    env.on("2022-01-07").ok("init 'Alice Chen' --start 2022-01-07");
    for (week, bytes) in (0..).zip(&notes) {
        let day = first + Days::new(7 * week);
        fs::write(env.path(&format!("entries/{day}.md")), bytes).unwrap();
    }
    env.on("2024-12-31").ok("save");
    let before = env.tree();
    assert!(env.run("check").code <= 1);
    for line in ["report", "report --format json", "status", "show --all", "action list --all --closed", "summary"] {
        env.ok(line);
    }
    assert!(env.tree() == before, "reading writes nothing");
    let report: serde_json::Value = serde_json::from_str(&env.ok("report --format json").stdout).unwrap();
    let items = report["pairs"][0]["action_items"]["items"].as_array().unwrap();
    let mut ticked = 0;
    for item in items.iter().filter(|item| item["state"] == "open") {
        let mention = item["mentions"].as_array().unwrap().last().unwrap().as_str().unwrap();
        let (path, line) = mention.rsplit_once(':').unwrap();
        let line: usize = line.parse().unwrap();
        let text = item["text"].as_str().unwrap();
        let before = entries(&env);
        let run = env.run(&format!("action done alice {}", shell_words::quote(text)));
        let after = entries(&env);
        if run.code != 0 {
            // Its words are those of another item too.
            assert!(run.code == 2 && before == after, "{}", run.text());
            continue;
        }
        ticked += 1;
        for (file, bytes) in &after {
            if file.ends_with(path) {
                assert_eq!(bytes, &expected(&before[file], line), "{path}:{line}");
            } else {
                assert_eq!(bytes, &before[file], "{}", file.display());
            }
        }
    }
    println!("{ticked} of {} items ticked", items.len());
    assert!(ticked > 0);
    env.is_clean();
}

/// The bytes with the box of that line ticked and ` done:DATE` behind its last word.
fn expected(bytes: &[u8], number: usize) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let line = &mut lines[number - 1];
    let at = line.windows(2).position(|pair| pair[0] == b'[' && pair[1] != b']').unwrap() + 1;
    line[at] = b'x';
    let end = line.iter().rposition(|byte| !byte.is_ascii_whitespace()).unwrap() + 1;
    line.splice(end..end, b" done:2024-12-31".iter().copied());
    lines.concat()
}
