//! The user's pager, for text that is longer than the screen.

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::{Command, Stdio};

use super::editor::split;
use super::escape::gate;
use super::output::Ui;

/// The pager's command: what `git var GIT_PAGER` says, else `PAGER`, else `less` where colours pass. `None` where the
/// user wants none (`cat`).
#[must_use]
pub fn command(git_pager: Option<&str>, pager: Option<&str>) -> Option<Vec<OsString>> {
    let chosen = [git_pager, pager].into_iter().flatten().find(|value| !value.trim().is_empty());
    let command = split(match chosen {
        Some("less") | None => "less -FRX",
        Some(chosen) => chosen,
    });
    (command.first().is_some_and(|program| program != "cat")).then_some(command)
}

/// Prints the text through the pager where standard output is a terminal and the text longer than it, else as
/// [`Ui::out`] does; so too where the pager cannot be started.
pub fn print(ui: &Ui, command: Option<&[OsString]>, text: &str) {
    let longer = ui.settings().height.is_some_and(|height| text.lines().count() >= height);
    let Some(command) = command.filter(|_| longer) else { return ui.out(text) };
    ui.flush();
    if page(command, &gate(text, ui.settings().stdout_color)).is_err() {
        ui.out(text);
    }
}

/// Fails only where the pager could not be started: who quits it early has read enough.
#[expect(clippy::disallowed_methods, reason = "this file starts the pager")]
fn page(command: &[OsString], text: &str) -> io::Result<()> {
    let (program, arguments) = command.split_first().ok_or(io::ErrorKind::NotFound)?;
    let mut child = Command::new(program).args(arguments).stdin(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        let _ = stdin.write_all(text.as_bytes());
    }
    let _ = child.wait();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{Settings, prompt::NoInput};

    #[test]
    fn commands() {
        for (git, pager, expected) in [
            (None, None, Some(vec!["less", "-FRX"])),
            (Some("less"), None, Some(vec!["less", "-FRX"])),
            (Some("delta -n"), Some("more"), Some(vec!["delta", "-n"])),
            (Some(""), Some("more"), Some(vec!["more"])),
            (Some("cat"), Some("more"), None),
        ] {
            let expected = expected.map(|words| words.into_iter().map(OsString::from).collect());
            assert_eq!(command(git, pager), expected, "{git:?} {pager:?}");
        }
    }

    #[test]
    fn short_text_or_no_pager_is_printed() {
        let settings = Settings { height: Some(3), ..Settings::default() };
        let (ui, capture) = Ui::captured(settings, NoInput);
        print(&ui, Some(&["/no/such/pager".into()]), "a\nb\n");
        print(&ui, Some(&["/no/such/pager".into()]), "1\n2\n3\n4\n");
        print(&ui, None, "5\n6\n7\n8\n");
        assert_eq!(capture.stdout(), "a\nb\n1\n2\n3\n4\n5\n6\n7\n8\n");
    }
}
