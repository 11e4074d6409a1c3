//! What the terminal and the user allow, decided once from what the program's edge found.

/// When to print colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorChoice {
    /// On a terminal, unless the environment says otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The facts that settings are decided from: flags, streams, environment. Filled by the program's edge.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Surroundings {
    /// `--quiet`.
    pub quiet: bool,
    /// `--no-input`.
    pub no_input: bool,
    /// `--color`.
    pub color: ColorChoice,
    /// Standard input is a terminal.
    pub stdin_is_terminal: bool,
    /// Standard output is a terminal.
    pub stdout_is_terminal: bool,
    /// Standard error is a terminal.
    pub stderr_is_terminal: bool,
    /// `NO_COLOR`.
    pub no_color: Option<String>,
    /// `CLICOLOR`.
    pub clicolor: Option<String>,
    /// `CLICOLOR_FORCE`.
    pub clicolor_force: Option<String>,
    /// `TERM`.
    pub term: Option<String>,
    /// `LC_ALL`.
    pub lc_all: Option<String>,
    /// `LC_CTYPE`.
    pub lc_ctype: Option<String>,
    /// `LANG`.
    pub lang: Option<String>,
    /// `COLUMNS`, or what the terminal says.
    pub columns: Option<usize>,
    /// `LINES`, or what the terminal says.
    pub lines: Option<usize>,
}

/// What output looks like and whether questions are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Standard error holds warnings and errors only.
    pub quiet: bool,
    /// Colour on standard output.
    pub stdout_color: bool,
    /// Colour on standard error.
    pub stderr_color: bool,
    /// Signs beyond ASCII may be drawn. Text of the user is printed as it is either way.
    pub unicode: bool,
    /// Columns of the output, 20 or more.
    pub width: usize,
    /// Lines of the screen, where standard output is a terminal.
    pub height: Option<usize>,
    /// Somebody is there to answer.
    pub interactive: bool,
    /// Nothing may be asked, and nothing be opened that waits for somebody.
    pub no_input: bool,
    /// A line on standard error may be written over: somebody watches.
    pub progress: bool,
}

impl Default for Settings {
    /// Plain ASCII, 80 columns, nobody to ask.
    fn default() -> Self {
        Self {
            quiet: false,
            stdout_color: false,
            stderr_color: false,
            unicode: false,
            width: 80,
            height: None,
            interactive: false,
            no_input: false,
            progress: false,
        }
    }
}

impl Settings {
    /// Decides the settings.
    #[must_use]
    pub fn new(around: &Surroundings) -> Self {
        Self {
            quiet: around.quiet,
            stdout_color: around.color_on(around.stdout_is_terminal),
            stderr_color: around.color_on(around.stderr_is_terminal),
            unicode: around.unicode(),
            width: around.columns.filter(|columns| *columns > 0).unwrap_or(80).max(20),
            height: around.stdout_is_terminal.then(|| around.lines.filter(|lines| *lines > 0).unwrap_or(24)),
            no_input: around.no_input,
            interactive: around.stdin_is_terminal && around.stderr_is_terminal && !around.no_input,
            progress: around.stderr_is_terminal && !around.quiet && around.term.as_deref() != Some("dumb"),
        }
    }
}

impl Surroundings {
    /// Whether a stream gets colour: the flag, `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR`, the terminal, in this order.
    fn color_on(&self, is_terminal: bool) -> bool {
        let set = |value: &Option<String>| value.as_deref().is_some_and(|value| !value.is_empty() && value != "0");
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if self.no_color.as_deref().is_some_and(|value| !value.is_empty()) => false,
            ColorChoice::Auto if set(&self.clicolor_force) => true,
            ColorChoice::Auto => {
                is_terminal && self.clicolor.as_deref() != Some("0") && self.term.as_deref() != Some("dumb")
            }
        }
    }

    /// Whether the locale's characters are UTF-8: the first of `LC_ALL`, `LC_CTYPE` and `LANG` that is set decides.
    fn unicode(&self) -> bool {
        let locale = [&self.lc_all, &self.lc_ctype, &self.lang]
            .into_iter()
            .filter_map(|value| value.as_deref())
            .find(|value| !value.is_empty());
        match locale.map(str::to_ascii_lowercase) {
            Some(locale) => locale.contains("utf-8") || locale.contains("utf8"),
            None => cfg!(windows),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminal() -> Surroundings {
        Surroundings {
            stdin_is_terminal: true,
            stdout_is_terminal: true,
            stderr_is_terminal: true,
            term: Some("xterm-256color".to_owned()),
            ..Surroundings::default()
        }
    }

    #[test]
    fn colour() {
        let some = |value: &str| Some(value.to_owned());
        let pipe = Surroundings::default();
        for (around, expected) in [
            (terminal(), true),
            (pipe.clone(), false),
            (Surroundings { no_color: some("1"), ..terminal() }, false),
            (Surroundings { no_color: some(""), ..terminal() }, true),
            (Surroundings { clicolor: some("0"), ..terminal() }, false),
            (Surroundings { term: some("dumb"), ..terminal() }, false),
            (Surroundings { clicolor_force: some("1"), ..pipe.clone() }, true),
            (Surroundings { clicolor_force: some("0"), ..pipe.clone() }, false),
            (Surroundings { clicolor_force: some("1"), no_color: some("1"), ..pipe.clone() }, false),
            (Surroundings { color: ColorChoice::Always, no_color: some("1"), ..pipe }, true),
            (Surroundings { color: ColorChoice::Never, clicolor_force: some("1"), ..terminal() }, false),
        ] {
            assert_eq!(Settings::new(&around).stdout_color, expected, "{around:?}");
        }
    }

    #[test]
    fn locales() {
        let with = |all: &str, ctype: &str, lang: &str| Surroundings {
            lc_all: Some(all.to_owned()),
            lc_ctype: Some(ctype.to_owned()),
            lang: Some(lang.to_owned()),
            ..terminal()
        };
        for (around, expected) in [
            (with("", "", "en_US.UTF-8"), true),
            (with("", "", "de_DE.utf8"), true),
            (with("C", "", "en_US.UTF-8"), false),
            (with("", "C.UTF-8", "C"), true),
            (with("", "", "de_DE.ISO-8859-1"), false),
            (with("", "", ""), cfg!(windows)),
        ] {
            assert_eq!(Settings::new(&around).unicode, expected, "{around:?}");
        }
    }

    #[test]
    fn size_and_questions() {
        let settings = Settings::new(&terminal());
        assert_eq!((settings.width, settings.height, settings.interactive), (80, Some(24), true));
        assert_eq!(Settings::new(&Surroundings { columns: Some(3), ..terminal() }).width, 20);
        assert_eq!(Settings::new(&Surroundings::default()).height, None);
        assert!(!Settings::new(&Surroundings { no_input: true, ..terminal() }).interactive);
        assert!(!Settings::new(&Surroundings { stdin_is_terminal: false, ..terminal() }).interactive);
    }
}
