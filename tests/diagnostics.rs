//! The catalogue of problems: every code has a folder in `tests/diagnostics/` with a smallest input that fires it and no
//! other, and what is told then. `docs/errors.md` is made from them.
//!
//! `UPDATE=1 cargo test --test diagnostics` writes the expected outputs and the page anew; look at the difference.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads and writes its own fixtures")]

use std::fs;
use std::path::{Path, PathBuf};

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
characters. In these examples today is 2026-11-20.
";

/// A smallest input: the file's name and its bytes.
struct Case {
    code: Code,
    folder: PathBuf,
    file: String,
    bytes: Vec<u8>,
}

impl Case {
    fn of(code: Code) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics").join(code.name());
        let files = fs::read_dir(&folder).unwrap_or_else(|_| panic!("`{}` has no folder", code.name()));
        let mut names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let file =
            names.find(|name| name != "expected.txt").unwrap_or_else(|| panic!("`{}` has no input", code.name()));
        let bytes = fs::read(folder.join(&file)).unwrap();
        Self { code, folder, file, bytes }
    }

    fn path(&self) -> String {
        if self.file == pair_file::FILE_NAME { self.file.clone() } else { format!("entries/{}", self.file) }
    }

    fn diagnostics(&self) -> Vec<Diagnostic> {
        if self.code == Code::NotRead {
            // Raised where files are read; the file in the folder says what would stand there.
            return vec![Diagnostic::not_read(self.path(), "it is a symbolic link")];
        }
        if self.file == pair_file::FILE_NAME {
            return pair_file::read(&self.bytes).1;
        }
        let entry::Reading { entry, mut diagnostics } = entry::read(&self.file, &self.bytes, &Vocabulary::default());
        let files = Files { entries: vec![entry], ..Files::default() };
        let history = History::new(oneonone::model::pair::Pair::default(), files, "2026-11-20".parse().unwrap());
        diagnostics.extend(held_in_future(&history));
        diagnostics
    }

    fn shown(&self) -> String {
        self.diagnostics().iter().map(|told| shown(told, &self.bytes)).collect()
    }
}

/// Place, message, the user's own line with a caret, remedy, as the program shows it.
fn shown(told: &Diagnostic, bytes: &[u8]) -> String {
    let place = if told.line == 0 { String::new() } else { format!(":{}:{}", told.line, told.column) };
    let head = format!("{}{place}: error[{}]: {}\n", told.path, told.code.name(), told.message);
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
        let kind = if case.file == pair_file::FILE_NAME { "yaml" } else { "markdown" };
        page.push_str(&format!(
            "\n## `{}`\n\n{}\n\n`{}`:\n\n````{kind}\n{}````\n\nis told as\n\n````text\n{}````\n",
            case.code.name(),
            case.code.meaning().trim(),
            case.path(),
            input(&case.bytes),
            case.shown(),
        ));
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
