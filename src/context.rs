//! What a verb works with: the person at the terminal, the day, the home, the configuration. Built once; the one place
//! that reads the clock, the environment and the current folder.
#![expect(clippy::disallowed_methods, reason = "the clock, the environment and the current folder are read here")]

use std::cell::RefCell;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::NaiveDate;

use crate::cli::GlobalArgs;
use crate::command_error::CommandError;
use crate::config::Config;
use crate::model::entry::parse_date;
use crate::ui::{Settings, Surroundings, Ui};
use crate::workspace::{Home, PairFolder};

/// Everything that verbs share.
pub struct Context {
    /// The person at the terminal.
    pub ui: Ui,
    /// The day.
    pub today: NaiveDate,
    /// The time of day in minutes, where the clock was asked for the day.
    pub minutes: Option<u32>,
    /// The folder of the pairs.
    pub home: Home,
    /// Whether the folder of the pairs was named on the command line.
    pub home_is_named: bool,
    /// The current folder.
    pub current: PathBuf,
    /// The folder for temporary files.
    pub temporary: PathBuf,
    /// Where this person's private notes are.
    pub private: PathBuf,
    /// The user's configuration.
    pub config: Config,
    /// The pairs in which something was written, to be sent when the verb is done.
    pub written: RefCell<Vec<PairFolder>>,
    /// `VISUAL` and `EDITOR`.
    pub editors: [Option<String>; 2],
    /// `GIT_PAGER` and `PAGER`.
    pub pagers: [Option<String>; 2],
}

impl Context {
    /// The context of this run of the program.
    pub fn new(global: &GlobalArgs) -> Result<Self, Box<(Ui, CommandError)>> {
        let ui = Ui::new(Settings::new(&surroundings(global)));
        match Self::read(global) {
            Ok(read) => {
                let Read { today, minutes, home, current, private, config } = read;
                let editors = ["VISUAL", "EDITOR"].map(variable);
                let pagers = ["GIT_PAGER", "PAGER"].map(variable);
                let (temporary, written) = (std::env::temp_dir(), RefCell::default());
                let home_is_named = global.home.is_some();
                Ok(Self {
                    ui,
                    today,
                    minutes,
                    home,
                    home_is_named,
                    current,
                    temporary,
                    private,
                    config,
                    written,
                    editors,
                    pagers,
                })
            }
            Err(error) => Err(Box::new((ui, error))),
        }
    }

    /// The pair whose folder we are in; not where a home was named that it does not lie in.
    pub fn pair_around(&self) -> Option<PairFolder> {
        let folder = Home::around(&self.current)?;
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let lies_in_home = || real(&folder.root).starts_with(real(&self.home.path));
        (!self.home_is_named || lies_in_home()).then_some(folder)
    }

    /// Notes that something was written in a pair.
    pub fn wrote(&self, folder: &PairFolder) {
        let mut written = self.written.borrow_mut();
        if !written.contains(folder) {
            written.push(folder.clone());
        }
    }

    /// A moment as the clock on the wall shows it: the time of today, and the day of any other.
    pub fn time_of(&self, moment: SystemTime) -> String {
        let local = chrono::DateTime::<chrono::Local>::from(moment);
        let format = if local.date_naive() == self.today { "%-H:%M" } else { "%-d %b %-H:%M" };
        local.format(format).to_string()
    }

    fn read(global: &GlobalArgs) -> Result<Read, CommandError> {
        let (today, minutes) = today(global.today.clone().or_else(|| variable("ONEONONE_TODAY")).as_deref())?;
        let user_home = user_home();
        let config = Config::read(&config_folder(user_home.as_deref()), user_home.as_deref())?;
        let from_environment = std::env::var_os("ONEONONE_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
        let home = global.home.clone().or(from_environment).or_else(|| config.home.clone());
        let private = config.private.clone().unwrap_or_else(|| data_folder(user_home.as_deref()).join("private"));
        let home = match (home, user_home) {
            (Some(home), _) => home,
            (None, Some(user_home)) => user_home.join("oneonones"),
            (None, None) => {
                let error = CommandError::usage("there is no home folder to put the pairs in");
                return Err(error.hint("give one with --home DIR"));
            }
        };
        let current = std::env::current_dir().unwrap_or_default();
        let home = Home { path: if home.is_absolute() { home } else { current.join(home) } };
        Ok(Read { today, minutes, home, current, private, config })
    }
}

struct Read {
    today: NaiveDate,
    minutes: Option<u32>,
    home: Home,
    current: PathBuf,
    private: PathBuf,
    config: Config,
}

fn today(given: Option<&str>) -> Result<(NaiveDate, Option<u32>), CommandError> {
    use chrono::Timelike;
    match given.map(str::trim).filter(|given| !given.is_empty()) {
        Some(given) => {
            let date = parse_date(given)
                .ok_or_else(|| CommandError::usage(format!("`{given}` is no date")).hint("write --today YYYY-MM-DD"))?;
            Ok((date, None))
        }
        None => {
            let now = chrono::Local::now();
            Ok((now.date_naive(), Some(now.hour() * 60 + now.minute())))
        }
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn folder(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute())
}

fn user_home() -> Option<PathBuf> {
    folder("HOME").or_else(|| folder("USERPROFILE"))
}

fn config_folder(user_home: Option<&Path>) -> PathBuf {
    let base = folder("XDG_CONFIG_HOME").or_else(|| folder("APPDATA"));
    base.or_else(|| user_home.map(|home| home.join(".config"))).unwrap_or_default().join("oneonone")
}

fn data_folder(user_home: Option<&Path>) -> PathBuf {
    let base = folder("XDG_DATA_HOME").or_else(|| folder("LOCALAPPDATA"));
    base.or_else(|| user_home.map(|home| home.join(".local/share"))).unwrap_or_default().join("oneonone")
}

fn surroundings(global: &GlobalArgs) -> Surroundings {
    let number = |name: &str| variable(name).and_then(|value| value.parse().ok());
    let terminal = || std::io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    let (columns, lines) = match (number("COLUMNS"), number("LINES"), terminal()) {
        (Some(columns), lines, size) => (Some(columns), lines.or(size.map(|(_, height)| usize::from(height.0)))),
        (None, lines, size) => {
            (size.map(|(width, _)| usize::from(width.0)), lines.or(size.map(|(_, height)| usize::from(height.0))))
        }
    };
    Surroundings {
        quiet: global.quiet,
        no_input: global.no_input,
        color: global.color.into(),
        stdin_is_terminal: std::io::stdin().is_terminal(),
        stdout_is_terminal: std::io::stdout().is_terminal(),
        stderr_is_terminal: std::io::stderr().is_terminal(),
        no_color: variable("NO_COLOR"),
        clicolor: variable("CLICOLOR"),
        clicolor_force: variable("CLICOLOR_FORCE"),
        term: variable("TERM"),
        lc_all: variable("LC_ALL"),
        lc_ctype: variable("LC_CTYPE"),
        lang: variable("LANG"),
        columns,
        lines,
    }
}
