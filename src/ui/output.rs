//! The one gate for all output: results to standard output, everything else to standard error.
//!
//! All text passes [`gate`], so that no control character of a note, a name or a server reaches the terminal.

use std::cell::RefCell;
use std::error::Error;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::sync::{Arc, Mutex, PoisonError};

use anstream::AutoStream;

use super::escape::{gate, json, visible_multiline};
use super::prompt::{Input, NoInput, Terminal};
use super::settings::Settings;
use super::style::Palette;

/// How writing to standard output ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// All was written.
    Whole,
    /// The reader went away before the end, as `head` does: no error, and nobody to tell.
    PipeClosed,
}

/// The person at the terminal: where output goes, what it looks like, and who answers questions.
pub struct Ui {
    settings: Settings,
    stdout: RefCell<Stream>,
    stderr: RefCell<Stream>,
    pub(super) input: RefCell<Box<dyn Input>>,
}

impl Ui {
    /// The real streams.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let input: Box<dyn Input> = if settings.interactive { Box::new(Terminal) } else { Box::new(NoInput) };
        // Passes styles on, and translates them where a Windows console needs it.
        let (stdout, stderr) = (AutoStream::always(io::stdout()), AutoStream::always(io::stderr()));
        Self::with(settings, Box::new(BufWriter::new(stdout)), Box::new(stderr), input)
    }

    /// Other streams and another source of answers.
    #[must_use]
    pub fn with(settings: Settings, stdout: Box<dyn Write>, stderr: Box<dyn Write>, input: Box<dyn Input>) -> Self {
        Self {
            settings,
            stdout: RefCell::new(Stream::new(stdout)),
            stderr: RefCell::new(Stream::new(stderr)),
            input: RefCell::new(input),
        }
    }

    /// Streams that are kept, for tests. Questions are asked where the settings are interactive.
    ///
    /// ```
    /// use oneonone::ui::{Settings, Ui, prompt::Script};
    ///
    /// let settings = Settings { interactive: true, ..Settings::default() };
    /// let (ui, capture) = Ui::captured(settings, Script::new(["y"]));
    /// assert_eq!(ui.confirm("Save it?", false), Some(true));
    /// assert_eq!(capture.stderr(), "Save it? [y/N] ");
    /// ```
    #[must_use]
    pub fn captured(settings: Settings, input: impl Input + 'static) -> (Self, Capture) {
        let capture = Capture::default();
        let (stdout, stderr) = (Box::new(capture.stdout.clone()), Box::new(capture.stderr.clone()));
        (Self::with(settings, stdout, stderr, Box::new(input)), capture)
    }

    /// The settings.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The styles for standard output.
    #[must_use]
    pub const fn palette(&self) -> Palette {
        Palette::new(self.settings.stdout_color)
    }

    /// The styles for standard error.
    #[must_use]
    pub const fn stderr_palette(&self) -> Palette {
        Palette::new(self.settings.stderr_color)
    }

    /// Whether questions can be asked.
    #[must_use]
    pub const fn is_interactive(&self) -> bool {
        self.settings.interactive
    }

    /// Prints a part of the result; a last newline is added where it is missing. An empty text prints nothing.
    pub fn out(&self, text: &str) {
        self.stdout.borrow_mut().lines(&gate(text, self.settings.stdout_color));
    }

    /// Prints JSON: what is invisible becomes a `\u` escape of JSON, so that the value stays the same.
    pub fn out_json(&self, text: &str) {
        self.stdout.borrow_mut().lines(&json(text));
    }

    /// Says what is done or found beside the result; `--quiet` silences it.
    pub fn status(&self, text: &str) {
        if !self.settings.quiet {
            self.say(text);
        }
    }

    /// Shows how far long work has come, in one line that the next call writes over; an empty text takes it away. Nothing
    /// where standard error is no terminal.
    pub fn progress(&self, text: &str) {
        if self.settings.progress {
            let line = gate(text, false);
            self.stderr.borrow_mut().write(&format!("\r\u{1b}[K{line}"));
            self.stderr.borrow_mut().flush();
        }
    }

    /// Says what may be wrong: `warning: …`.
    pub fn warn(&self, text: &str) {
        self.say(&format!("{} {text}", self.stderr_palette().warn("warning:")));
    }

    /// Says what went wrong: `error: …`.
    pub fn error(&self, text: &str) {
        self.say(&format!("{} {text}", self.stderr_palette().bad("error:")));
    }

    /// Says what went wrong, and what caused it, one cause a line: `caused by: …`.
    pub fn error_chain(&self, error: &dyn Error) {
        self.error(&visible_multiline(&error.to_string()));
        let mut cause = error.source();
        while let Some(error) = cause {
            self.say(&format!("{} {}", self.stderr_palette().dim("caused by:"), visible_multiline(&error.to_string())));
            cause = error.source();
        }
    }

    /// Says what to do next: `hint: …`.
    pub fn hint(&self, text: &str) {
        self.say(&format!("{} {text}", self.stderr_palette().good("hint:")));
    }

    /// Prints text to standard error, `--quiet` or not: diagnostics, for example.
    pub fn say(&self, text: &str) {
        self.stdout.borrow_mut().flush();
        self.stderr.borrow_mut().lines(&gate(text, self.settings.stderr_color));
    }

    /// Writes a question, and leaves the cursor behind it.
    pub(super) fn question(&self, text: &str) {
        self.stdout.borrow_mut().flush();
        let mut stderr = self.stderr.borrow_mut();
        stderr.write(&gate(text, self.settings.stderr_color));
        stderr.flush();
    }

    /// Writes out what is buffered: before another program writes to the same terminal.
    pub fn flush(&self) {
        self.stdout.borrow_mut().flush();
    }

    /// Whether the reader of standard output went away: work that only prints can stop.
    #[must_use]
    pub fn pipe_closed(&self) -> bool {
        matches!(&self.stdout.borrow().failed, Some(error) if error.kind() == ErrorKind::BrokenPipe)
    }

    /// Writes out what is left.
    ///
    /// # Errors
    ///
    /// The first error of standard output that is no closed pipe: the result is not whole, as on a full disk.
    pub fn finish(&self) -> io::Result<Ended> {
        let mut stdout = self.stdout.borrow_mut();
        stdout.flush();
        match stdout.failed.take() {
            None => Ok(Ended::Whole),
            Some(error) if error.kind() == ErrorKind::BrokenPipe => {
                stdout.failed = Some(error);
                Ok(Ended::PipeClosed)
            }
            Some(error) => Err(error),
        }
    }
}

/// A stream and its first error, after which nothing more is written.
struct Stream {
    writer: Box<dyn Write>,
    failed: Option<io::Error>,
}

impl Stream {
    fn new(writer: Box<dyn Write>) -> Self {
        Self { writer, failed: None }
    }

    fn lines(&mut self, text: &str) {
        self.write(text);
        if !text.is_empty() && !text.ends_with('\n') {
            self.write("\n");
        }
    }

    fn write(&mut self, text: &str) {
        if self.failed.is_none() {
            self.failed = self.writer.write_all(text.as_bytes()).err();
        }
    }

    fn flush(&mut self) {
        if self.failed.is_none() {
            self.failed = self.writer.flush().err();
        }
    }
}

/// What a captured [`Ui`] has printed.
#[derive(Debug, Clone, Default)]
pub struct Capture {
    stdout: Shared,
    stderr: Shared,
}

impl Capture {
    /// Standard output so far.
    #[must_use]
    pub fn stdout(&self) -> String {
        self.stdout.text()
    }

    /// Standard error so far, questions included.
    #[must_use]
    pub fn stderr(&self) -> String {
        self.stderr.text()
    }
}

#[derive(Debug, Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails with this kind after a number of bytes.
    struct Fails(usize, ErrorKind);

    impl Write for Fails {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Err(self.1.into());
            }
            let taken = bytes.len().min(self.0);
            self.0 -= taken;
            Ok(taken)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn failing(kind: ErrorKind) -> Ui {
        Ui::with(Settings::default(), Box::new(Fails(3, kind)), Box::new(io::sink()), Box::new(NoInput))
    }

    #[test]
    fn results_and_the_rest_go_apart() {
        let (ui, capture) = Ui::captured(Settings::default(), NoInput);
        ui.out("result");
        ui.out("");
        ui.out("two\n");
        ui.status("saved");
        ui.warn("odd");
        ui.error("broken");
        ui.hint("mend it");
        assert_eq!(capture.stdout(), "result\ntwo\n");
        assert_eq!(capture.stderr(), "saved\nwarning: odd\nerror: broken\nhint: mend it\n");
        assert_eq!(ui.finish().expect("written"), Ended::Whole);
    }

    #[test]
    fn quiet_silences_the_status_alone() {
        let (ui, capture) = Ui::captured(Settings { quiet: true, ..Settings::default() }, NoInput);
        ui.status("saved");
        ui.warn("odd");
        assert_eq!(capture.stderr(), "warning: odd\n");
    }

    #[derive(Debug, thiserror::Error)]
    #[error("cannot save\u{1b}[31m")]
    struct Outer(#[source] io::Error);

    #[test]
    fn causes_follow_the_error() {
        let (ui, capture) = Ui::captured(Settings { stderr_color: true, ..Settings::default() }, NoInput);
        ui.error_chain(&Outer(io::Error::other("disk\nfull")));
        let plain = capture.stderr().replace("\x1b[1m\x1b[31m", "").replace("\x1b[2m", "").replace("\x1b[0m", "");
        assert_eq!(plain, "error: cannot save^[[31m\ncaused by: disk\nfull\n");
    }

    #[test]
    fn colour_only_where_it_is_on() {
        let (ui, capture) = Ui::captured(Settings { stderr_color: true, ..Settings::default() }, NoInput);
        ui.error("x\x1b[8m");
        ui.out("y\x1b[31m");
        assert_eq!(capture.stderr(), "\x1b[1m\x1b[31merror:\x1b[0m x^[[8m\n");
        assert_eq!(capture.stdout(), "y^[[31m\n");
    }

    #[test]
    fn a_closed_pipe_is_no_error() {
        let ui = failing(ErrorKind::BrokenPipe);
        ui.out("longer than three");
        ui.out("more");
        assert!(ui.pipe_closed());
        assert_eq!(ui.finish().expect("no error"), Ended::PipeClosed);
        assert_eq!(ui.finish().expect("still none"), Ended::PipeClosed);
    }

    #[test]
    fn a_full_disk_is_an_error() {
        let ui = failing(ErrorKind::StorageFull);
        ui.out("longer than three");
        assert!(!ui.pipe_closed());
        assert_eq!(ui.finish().map_err(|error| error.kind()), Err(ErrorKind::StorageFull));
    }
}
