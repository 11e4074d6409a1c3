//! The catalogue of problems: every code has a folder in `tests/diagnostics/` with a smallest input that fires it and no
//! other, and what is told then. `docs/errors.md` is made from them.
//!
//! `UPDATE=1 cargo test --test diagnostics` writes the expected outputs and the page anew; look at the difference.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads and writes its own fixtures")]

use std::fs;
use std::path::{Path, PathBuf};

use oneonone::checks::{self, Checked};
use oneonone::format::body::Vocabulary;
use oneonone::format::diagnostic::{Code, Diagnostic};
use oneonone::format::source::Source;
use oneonone::format::{entry, pair_file};
use oneonone::history::diagnostics::held_in_future;
use oneonone::history::{Files, History};
use unicode_width::UnicodeWidthStr;

const INTRODUCTION: &str = "# Problems in files, and what to do

Made from `tests/diagnostics/`: each problem with a smallest file that has it, and what is told about it. `oneonone check`
tells all of them; everything else goes on with what could be read. A place is `path:line:column`, the column in
characters. In these examples today is 2026-11-20. Where a problem was seen in texts that are public, one such line is shown: in notes of
meetings, or, for keys and files that only this program has, in what other groups keep of the same kind.

A *problem* is something that is not read as it was meant, and makes the exit code 1. A *remark* is read as it stands, and may be
meant otherwise: `check` counts remarks, `check --strict` shows them and makes the exit code 1, and `--only NAME` looks at one kind
alone. No figure hangs on a remark.

`check --fix` puts right what can be put right in one way: markers of a merge, lines that are nearly boxes, and plain lines under
action items, unless they say that there are none or that they are done. It shows the change first and asks; `--yes` is for scripts,
`--dry-run` only shows. Nothing but the lines shown changes, in one commit a pair, which `oneonone undo` takes back. A line is left as it is
where its box would change whether a meeting counts as held. Lists of names are never offered: a box under attendance is no task.
";

/// A smallest input: the names of the files and their bytes.
struct Case {
    code: Code,
    folder: PathBuf,
    files: Vec<(String, Vec<u8>)>,
}

impl Case {
    fn of(code: Code) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics").join(code.name());
        let names = fs::read_dir(&folder).unwrap_or_else(|_| panic!("`{}` has no folder", code.name()));
        let mut names: Vec<String> = names.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name != "expected.txt" && name != REAL);
        names.sort();
        assert!(!names.is_empty(), "`{}` has no input", code.name());
        let files = names.into_iter().map(|name| (name.clone(), fs::read(folder.join(name)).unwrap())).collect();
        Self { code, folder, files }
    }

    /// The pair file alone, where the problem is in it.
    fn pair_file(&self) -> Option<&[u8]> {
        self.files.iter().find(|(name, _)| name == pair_file::FILE_NAME).map(|(_, bytes)| bytes.as_slice())
    }

    fn diagnostics(&self) -> Vec<Diagnostic> {
        if self.code == Code::NotRead {
            // Raised where files are read; the file in the folder says what would stand there.
            return vec![Diagnostic::not_read(path(&self.files[0].0), "it is a symbolic link")];
        }
        if let Some(bytes) = self.pair_file() {
            return pair_file::read(bytes).1;
        }
        let vocabulary = Vocabulary::default();
        let mut diagnostics = Vec::new();
        let mut entries = Vec::new();
        for (name, bytes) in &self.files {
            let reading = entry::read(name, bytes, &vocabulary);
            diagnostics.extend(reading.diagnostics);
            entries.push(reading.entry);
        }
        let files = Files { entries, ..Files::default() };
        let history = History::new(oneonone::model::pair::Pair::default(), files, "2026-11-20".parse().unwrap());
        diagnostics.extend(held_in_future(&history));
        let files = self.files.iter().map(|(name, bytes)| (path(name), bytes.clone())).collect();
        let checked = Checked { history: &history, vocabulary: &vocabulary, files: &files };
        diagnostics.extend(checks::find(checked).into_iter().map(|finding| finding.diagnostic));
        diagnostics
    }

    fn bytes(&self, told: &Diagnostic) -> &[u8] {
        self.files.iter().find(|(name, _)| path(name) == told.path).map(|(_, bytes)| bytes.as_slice()).unwrap()
    }

    fn shown(&self) -> String {
        self.diagnostics().iter().map(|told| shown(told, self.bytes(told))).collect()
    }

    /// Where it was seen: a line of somebody's, and whose.
    fn real(&self) -> String {
        let Ok(text) = fs::read_to_string(self.folder.join(REAL)) else { return String::new() };
        let (source, line) = text.trim_end().split_once('\n').unwrap();
        format!("Seen in {source}:\n\n````text\n{line}\n````\n\n")
    }
}

/// Beside an input: where it was seen, then the line as it stands there.
const REAL: &str = "seen.txt";

fn path(name: &str) -> String {
    if name == pair_file::FILE_NAME { name.to_owned() } else { format!("entries/{name}") }
}

/// Place, message, the user's own line with a caret, remedy, as the program shows it.
fn shown(told: &Diagnostic, bytes: &[u8]) -> String {
    let place = if told.line == 0 { String::new() } else { format!(":{}:{}", told.line, told.column) };
    let kind = if told.code.is_remark() { "remark" } else { "error" };
    let head = format!("{}{place}: {kind}[{}]: {}\n", told.path, told.code.name(), told.message);
    format!("{head}{}  help: {}\n", own_line(told, bytes), told.remedy)
}

fn own_line(told: &Diagnostic, bytes: &[u8]) -> String {
    if told.line == 0 {
        return String::new();
    }
    let source = Source::new(bytes);
    let line = source.line(told.line).trim_start_matches('\u{feff}').replace('\t', " ");
    let before: String = line.chars().take(told.column as usize - 1).collect();
    let about: String = line.chars().skip(told.column as usize - 1).take(told.length as usize).collect();
    let caret = format!("{}{}", " ".repeat(before.width()), "^".repeat(about.width().max(1)));
    let blank = " ".repeat(told.line.to_string().len());
    format!("  {} | {line}\n  {blank} | {caret}\n", told.line)
}

/// The input as the page shows it: the first lines of a long one.
fn input(bytes: &[u8]) -> String {
    let text = Source::new(bytes).text.into_owned();
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() <= 12 {
        return text;
    }
    let first: String = lines[..4].iter().map(|line| format!("{line}\n")).collect();
    format!("{first}… {} lines more …\n{}\n", lines.len() - 5, lines[lines.len() - 1])
}

fn page(cases: &[Case]) -> String {
    let mut page = INTRODUCTION.to_owned();
    for case in cases {
        page.push_str(&format!("\n## `{}`\n\n{}\n\n{}", case.code.name(), case.code.meaning().trim(), case.real()));
        for (name, bytes) in &case.files {
            let kind = if case.pair_file().is_some() { "yaml" } else { "markdown" };
            page.push_str(&format!("`{}`:\n\n````{kind}\n{}````\n\n", path(name), input(bytes)));
        }
        let are = if case.files.len() > 1 { "are" } else { "is" };
        page.push_str(&format!("{are} told as\n\n````text\n{}````\n", case.shown()));
    }
    page
}

fn updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}

fn cases() -> Vec<Case> {
    Code::ALL.iter().map(|code| Case::of(*code)).collect()
}

#[test]
fn each_input_fires_its_code_and_no_other() {
    for case in cases() {
        let codes: Vec<&str> = case.diagnostics().iter().map(|told| told.code.name()).collect();
        assert_eq!(codes, [case.code.name()], "{}", case.folder.display());
    }
}

#[test]
fn each_problem_is_told_as_expected() {
    for case in cases() {
        let file = case.folder.join("expected.txt");
        if updating() {
            fs::write(&file, case.shown()).unwrap();
        }
        assert_eq!(case.shown(), fs::read_to_string(&file).unwrap_or_default(), "{}", file.display());
    }
}

#[test]
fn the_page_of_errors_is_the_catalogue() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors.md");
    let page = page(&cases());
    if updating() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, &page).unwrap();
    }
    let is = fs::read_to_string(&file).unwrap_or_default();
    assert!(is == page, "docs/errors.md is not what the catalogue says; run `UPDATE=1 cargo test --test diagnostics`");
}

#[test]
fn no_folder_is_without_a_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(Code::ALL.iter().any(|code| code.name() == name), "`{name}` is no code");
    }
}

#[test]
fn messages_are_written_as_the_house_writes_them() {
    for case in cases() {
        for told in case.diagnostics() {
            for text in [&told.message, &told.remedy] {
                assert!(!text.ends_with('.') && !text.starts_with(char::is_uppercase), "{text}");
            }
        }
    }
}

#[test]
fn columns_are_of_characters_whatever_the_line_ends() {
    let table: [(&str, (u32, u32, u32)); 6] = [
        ("---\nstatus: done\n---\n", (2, 9, 4)),
        ("---\r\nstatus: done\r\n---\r\n", (2, 9, 4)),
        ("\u{feff}---\r\nstatus:   done  # 日本\r\n---\r\n", (2, 11, 4)),
        ("---\rstatus: 日本語\r---\r", (2, 9, 3)),
        ("---\n\"status\":\tdone\n---\n", (2, 11, 4)),
        ("\u{feff}- [ ] 日本 due:friday\r\n", (1, 10, 10)),
    ];
    for (text, expected) in table {
        let told = entry::read("2026-11-20.md", text.as_bytes(), &Vocabulary::default()).diagnostics;
        let places: Vec<_> = told.iter().map(|told| (told.line, told.column, told.length)).collect();
        assert_eq!(places, [expected], "{text:?}");
    }
}
