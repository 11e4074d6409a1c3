//! `docs/commands.md` is made from the help of the program. `UPDATE=1` writes it anew.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads and writes its own fixtures")]

use std::fmt::Write as _;
use std::path::Path;

use clap::Command;

const INTRODUCTION: &str = "# Commands

Made from `oneonone VERB --help`. PAIR is left out where only one is possible: inside a pair's folder, or where there is only
one pair. Dates are written as people say them: `friday`, `next tuesday`, `in 2 weeks`, `1 dec`, `2026-12-01`.

Standard output is the result, standard error everything else. Exit codes: 0 done, 1 something in your data or in git is wrong
(or `check`, `due --exit-code`, `--strict` found something), 2 wrong usage, 255 a defect of the program.
";

/// The help without the options that all verbs share, which stand once at the top.
fn help(command: &Command, name: &str) -> String {
    let shared: Vec<String> = oneonone::cli::command()
        .get_arguments()
        .map(|argument| argument.get_id().to_string())
        .chain(["help".to_owned()])
        .collect();
    let mut command =
        command.clone().bin_name(name).term_width(80).disable_help_flag(true).disable_help_subcommand(true);
    let own: Vec<String> = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    for id in own.into_iter().filter(|id| shared.contains(id)) {
        command = command.mut_arg(id, |argument| argument.hide(true));
    }
    let help = command.render_long_help().to_string();
    help.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn verb(page: &mut String, command: &Command, above: &str) {
    let name = format!("{above} {}", command.get_name());
    writeln!(page, "\n## `{name}`\n\n```text\n{}\n```", help(command, &name).trim_end()).unwrap();
    for inside in command.get_subcommands() {
        verb(page, inside, &name);
    }
}

#[test]
fn the_page_is_the_help() {
    let mut program = oneonone::cli::command().term_width(80);
    let mut page = INTRODUCTION.to_owned();
    let top = program.render_long_help().to_string();
    let top = top.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    writeln!(page, "\n## `oneonone`\n\n```text\n{}\n```", top.trim_end()).unwrap();
    for command in program.get_subcommands() {
        verb(&mut page, command, "oneonone");
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/commands.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &page).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(written == page, "docs/commands.md is not the help: `UPDATE=1 cargo test --test commands_page` writes it");
}
