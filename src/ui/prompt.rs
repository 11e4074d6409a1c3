//! Questions. They are written to standard error and answered a line at a time.
//!
//! Where nobody can answer (no terminal, or `--no-input`) nothing is written and the answer is `None`; so it is where
//! the input ends (Ctrl-D). Callers then do what they do without an answer.

use std::collections::VecDeque;
use std::io::{self, BufRead};

use super::output::Ui;

/// A source of answers.
pub trait Input {
    /// The next line without its end; `None` once there are no more.
    ///
    /// # Errors
    ///
    /// What reading fails with.
    fn line(&mut self) -> io::Result<Option<String>>;
}

/// Standard input.
#[derive(Debug, Clone, Copy, Default)]
pub struct Terminal;

impl Input for Terminal {
    fn line(&mut self) -> io::Result<Option<String>> {
        let mut bytes = Vec::new();
        if io::stdin().lock().read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&bytes);
        Ok(Some(line.strip_suffix('\n').map_or(&*line, |line| line.strip_suffix('\r').unwrap_or(line)).to_owned()))
    }
}

/// Nobody to ask.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoInput;

impl Input for NoInput {
    fn line(&mut self) -> io::Result<Option<String>> {
        Ok(None)
    }
}

/// Answers written down beforehand, for tests; the input ends after the last.
#[derive(Debug, Clone, Default)]
pub struct Script(VecDeque<String>);

impl Script {
    /// These answers, one a line.
    pub fn new<S: Into<String>>(answers: impl IntoIterator<Item = S>) -> Self {
        Self(answers.into_iter().map(Into::into).collect())
    }
}

impl Input for Script {
    fn line(&mut self) -> io::Result<Option<String>> {
        Ok(self.0.pop_front())
    }
}

/// The answer to [`Ui::ask_score`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScoreAnswer {
    /// A score, 1 to 10.
    Score(u8),
    /// Deliberately none.
    Skipped,
}

impl Ui {
    /// Asks for one line: `Role [Engineer]: `. An empty answer is the default, or empty where there is none.
    pub fn ask(&self, question: &str, default: Option<&str>) -> Option<String> {
        let shown = default.filter(|default| !default.is_empty()).map(|default| format!(" [{default}]"));
        let answer = self.answer(&format!("{question}{}: ", shown.unwrap_or_default()))?;
        Some(if answer.is_empty() { default.unwrap_or_default().to_owned() } else { answer })
    }

    /// Asks until the answer can be read: the error is said, and the question put again.
    pub fn ask_until<T, E: std::fmt::Display>(
        &self,
        question: &str,
        default: Option<&str>,
        read: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        loop {
            match read(&self.ask(question, default)?) {
                Ok(value) => return Some(value),
                Err(error) => self.say(&format!("  {error}")),
            }
        }
    }

    /// Asks yes or no: `Reschedule it? [Y/n] `.
    pub fn confirm(&self, question: &str, default: bool) -> Option<bool> {
        let keys = if default { "[Y/n]" } else { "[y/N]" };
        loop {
            match self.answer(&format!("{question} {keys} "))?.to_lowercase().as_str() {
                "" => return Some(default),
                "y" | "yes" => return Some(true),
                "n" | "no" => return Some(false),
                _ => self.say("  answer `y` or `n`"),
            }
        }
    }

    /// Asks for one of several: `Cut the p99: done, drop, keep? [d/x/K] `. The first letter of an answer decides, or the
    /// whole label; an empty answer is the default, whose letter is shown as a capital.
    pub fn choose(&self, question: &str, choices: &[(char, &str)], default: char) -> Option<char> {
        let labels: Vec<&str> = choices.iter().map(|(_, label)| *label).collect();
        let keys: Vec<String> = choices.iter().map(|(key, _)| shown_key(*key, default)).collect();
        let question = format!("{question}: {}? [{}] ", labels.join(", "), keys.join("/"));
        loop {
            let answer = self.answer(&question)?.to_lowercase();
            if answer.is_empty() {
                return Some(default);
            }
            if let Some(key) = chosen(&answer, choices) {
                return Some(key);
            }
            self.say(&format!("  answer one of {}", keys.join(", ").to_lowercase()));
        }
    }

    /// Asks for a score from 1 to 10: `8` or `8/10`; `skip`, `-` or an empty answer is none.
    pub fn ask_score(&self, question: &str) -> Option<ScoreAnswer> {
        loop {
            let answer = self.answer(&format!("{question} (1-10, Enter to skip): "))?.to_lowercase();
            if matches!(answer.as_str(), "" | "s" | "skip" | "-") {
                return Some(ScoreAnswer::Skipped);
            }
            let score = answer.split_once('/').filter(|(_, scale)| scale.trim() == "10").map_or(&*answer, |(n, _)| n);
            match score.trim().parse() {
                Ok(score @ 1..=10) => return Some(ScoreAnswer::Score(score)),
                _ => self.say("  a whole number from 1 to 10, or `skip`"),
            }
        }
    }

    /// Asks for lines until an empty one or the end of the input; what was typed before the end counts.
    pub fn ask_lines(&self, question: &str) -> Option<Vec<String>> {
        self.ask_lines_until(question, |line| Ok::<_, std::convert::Infallible>(line.to_owned()))
    }

    /// The same of lines that are read one by one: for one that cannot be read the error is said, and it is asked again.
    pub fn ask_lines_until<T, E: std::fmt::Display>(
        &self,
        question: &str,
        read: impl Fn(&str) -> Result<T, E>,
    ) -> Option<Vec<T>> {
        if !self.is_interactive() {
            return None;
        }
        self.say(&format!("{question} (one a line, an empty line ends)"));
        let mut lines = Vec::new();
        while let Some(line) = self.answer("- ").filter(|line| !line.is_empty()) {
            match read(&line) {
                Ok(value) => lines.push(value),
                Err(error) => self.say(&format!("  {error}; type the line again")),
            }
        }
        Some(lines)
    }

    /// Writes the question and reads the line, without white space around it.
    fn answer(&self, question: &str) -> Option<String> {
        if !self.is_interactive() {
            return None;
        }
        self.question(question);
        let line = self.input.borrow_mut().line().ok().flatten();
        if line.is_none() {
            // The cursor stands behind the question.
            self.say("\n");
        }
        Some(line?.trim().to_owned())
    }
}

/// The choice that an answer names: by its key, or by the beginning of its label where only one label has it.
fn chosen(answer: &str, choices: &[(char, &str)]) -> Option<char> {
    let mut letters = answer.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        let by_key = choices.iter().find(|(key, _)| key.to_lowercase().eq(letter.to_lowercase()));
        if let Some((key, _)) = by_key {
            return Some(*key);
        }
    }
    let mut by_label = choices.iter().filter(|(_, label)| label.to_lowercase().starts_with(answer));
    match (by_label.next(), by_label.next()) {
        (Some((key, _)), None) => Some(*key),
        _ => None,
    }
}

/// The key as it is shown: a capital for the default.
fn shown_key(key: char, default: char) -> String {
    if key == default { key.to_uppercase().collect() } else { key.to_lowercase().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{Capture, Settings};

    fn asked(answers: &[&str]) -> (Ui, Capture) {
        let settings = Settings { interactive: true, ..Settings::default() };
        Ui::captured(settings, Script::new(answers.iter().copied()))
    }

    const ITEM: [(char, &str); 3] = [('d', "done"), ('x', "drop"), ('k', "keep")];

    #[test]
    fn lines_and_defaults() {
        let (ui, capture) = asked(&["  Lead ", "", ""]);
        assert_eq!(ui.ask("Role", Some("Engineer")).as_deref(), Some("Lead"));
        assert_eq!(ui.ask("Role", Some("Engineer")).as_deref(), Some("Engineer"));
        assert_eq!(ui.ask("Reason", None).as_deref(), Some(""));
        assert_eq!(ui.ask("Reason", None), None);
        assert_eq!(capture.stderr(), "Role [Engineer]: Role [Engineer]: Reason: Reason: \n");
    }

    #[test]
    fn asked_again_until_it_can_be_read() {
        let (ui, capture) = asked(&["x", "7"]);
        assert_eq!(ui.ask_until("Minutes", None, |line| line.parse::<u32>().map_err(|_| "a number")), Some(7));
        assert_eq!(capture.stderr(), "Minutes:   a number\nMinutes: ");
    }

    #[test]
    fn yes_and_no() {
        let (ui, capture) = asked(&["", "N", "maybe", "YES"]);
        assert_eq!(ui.confirm("Save?", true), Some(true));
        assert_eq!(ui.confirm("Save?", true), Some(false));
        assert_eq!(ui.confirm("Save?", false), Some(true));
        assert_eq!(ui.confirm("Save?", false), None);
        assert!(capture.stderr().starts_with("Save? [Y/n] Save? [Y/n] Save? [y/N]   answer `y` or `n`\n"));
    }

    #[test]
    fn one_of_several() {
        for (answer, expected) in [("d", 'd'), ("X", 'x'), ("", 'k'), ("done", 'd'), ("dr", 'x'), ("Keep", 'k')] {
            assert_eq!(asked(&[answer]).0.choose("Cut it", &ITEM, 'k'), Some(expected), "{answer}");
        }
        let (ui, capture) = asked(&["what", "x"]);
        assert_eq!(ui.choose("Cut it", &ITEM, 'k'), Some('x'));
        assert!(capture.stderr().starts_with("Cut it: done, drop, keep? [d/x/K]   answer one of d, x, k\nCut it:"));
    }

    #[test]
    fn scores() {
        for (answers, expected) in [
            (vec!["8"], Some(ScoreAnswer::Score(8))),
            (vec!["10 / 10"], Some(ScoreAnswer::Score(10))),
            (vec!["0", "11", "8/5", "7.5", "-3", "good", "1"], Some(ScoreAnswer::Score(1))),
            (vec![""], Some(ScoreAnswer::Skipped)),
            (vec!["SKIP"], Some(ScoreAnswer::Skipped)),
            (vec!["11"], None),
        ] {
            assert_eq!(asked(&answers).0.ask_score("Engagement"), expected, "{answers:?}");
        }
    }

    #[test]
    fn several_lines() {
        let (ui, _) = asked(&["one", " two ", "", "not read"]);
        assert_eq!(ui.ask_lines("Next steps"), Some(vec!["one".to_owned(), "two".to_owned()]));
        assert_eq!(asked(&["one"]).0.ask_lines("Next steps"), Some(vec!["one".to_owned()]));
        assert_eq!(asked(&[]).0.ask_lines("Next steps"), Some(vec![]));
    }

    #[test]
    fn nobody_to_ask() {
        let (ui, capture) = Ui::captured(Settings::default(), Script::new(["8", "y"]));
        assert_eq!(ui.ask("Role", Some("x")), None);
        assert_eq!(ui.confirm("Save?", true), None);
        assert_eq!(ui.choose("Cut it", &ITEM, 'k'), None);
        assert_eq!(ui.ask_score("Engagement"), None);
        assert_eq!(ui.ask_lines("Next steps"), None);
        assert_eq!(capture.stderr(), "");
    }

    #[test]
    fn questions_pass_the_gate() {
        let (ui, capture) = asked(&["d"]);
        ui.choose("\x1b]52;c;x\x07", &ITEM, 'k');
        assert!(capture.stderr().starts_with("^[]52;c;x^G: done"));
    }
}
