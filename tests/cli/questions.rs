//! What is asked on a terminal: the verbs themselves, with answers written down beforehand.

use insta::assert_snapshot;
use oneonone::cli;
use oneonone::commands::run;
use oneonone::config::Config;
use oneonone::context::Context;
use oneonone::ui::prompt::NoInput;
use oneonone::ui::{
    Settings, Ui,
    prompt::{Input, Script},
};
use oneonone::workspace::Home;

use crate::env::Env;

/// Runs a verb with somebody at the terminal who gives these answers.
pub(crate) fn asked(env: &Env, today: &str, line: &str, answers: &[&str]) -> String {
    asked_by(env, today, line, Script::new(answers.iter().copied()))
}

/// Runs a verb on a terminal, with nobody to answer.
pub(crate) fn on_terminal(env: &Env, today: &str, line: &str) -> String {
    with_settings(env, today, line, NoInput, Settings { height: Some(200), unicode: true, ..Settings::default() })
}

fn asked_by(env: &Env, today: &str, line: &str, input: impl Input + 'static) -> String {
    let settings = Settings { interactive: true, unicode: true, ..Settings::default() };
    with_settings(env, today, line, input, settings)
}

fn with_settings(env: &Env, today: &str, line: &str, input: impl Input + 'static, settings: Settings) -> String {
    // The verb runs in this process, which has the machine's git: the pair says who commits.
    if env.pair("alice-chen").exists() {
        env.git("config user.name 'Bob Diaz'");
        env.git("config user.email bob@example.com");
    }
    let (ui, capture) = Ui::captured(settings, input);
    let context = Context {
        written: std::cell::RefCell::default(),
        ui,
        today: today.parse().unwrap(),
        minutes: None,
        home_is_named: false,
        home: Home { path: env.home() },
        current: env.root().to_owned(),
        temporary: env.root().to_owned(),
        private: env.root().join(".local/share/oneonone/private"),
        config: Config::default(),
        editors: [None, Some("true".to_owned())],
        pagers: [None, None],
    };
    let words = shell_words::split(line).unwrap();
    let cli = cli::parse(std::iter::once("oneonone".to_owned()).chain(words).map(Into::into)).unwrap();
    let result = run(&context, cli.command.as_ref());
    let code = match result {
        Ok(exit) => exit.code(),
        Err(error) => {
            error.print(&context.ui);
            error.kind.exit_code()
        }
    };
    context.ui.finish().unwrap();
    let text = format!("exit {code}\n--- stdout\n{}--- stderr\n{}", capture.stdout(), capture.stderr());
    let text = text.replace(&env.root().to_string_lossy().into_owned(), "[dir]");
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Answers, then Ctrl-C.
struct CtrlC(Script);

impl Input for CtrlC {
    fn line(&mut self) -> std::io::Result<Option<String>> {
        Ok(Some(self.0.line()?.expect("interrupted")))
    }
}

fn interrupted(env: &Env, line: &str, answers: &[&str]) {
    let input = CtrlC(Script::new(answers.iter().copied()));
    let run = std::panic::AssertUnwindSafe(|| asked_by(env, "2026-11-20", line, input));
    assert!(std::panic::catch_unwind(run).is_err(), "it was not interrupted");
}

#[test]
fn close_goes_on_where_it_was_interrupted() {
    let env = Env::with_alice();
    env.all_ok(&["note -a 'Email the CEO'", "note --topic 'Holidays'", "note -a 'Write it down'"]);
    let before = env.read("entries/2026-11-20.md");
    interrupted(&env, "close --no-summary", &["8", "d"]);
    interrupted(&env, "close --no-summary", &["y", "k", "-", "@bob Book a room"]);
    assert_eq!(env.read("entries/2026-11-20.md"), before);
    env.is_clean();
    // Looking keeps it, and so does nobody who could answer.
    asked(&env, "2026-11-20", "close --dry-run", &[]);
    assert_snapshot!(asked(&env, "2026-11-20", "close --no-summary", &["", "Tell Tom", ""]), @"
    exit 0
    --- stdout
    --- stderr
    Alice Chen and Bob Diaz, Fri 20 Nov 2026
    you were interrupted here, after the score 8, 3 items and 1 next step
    Go on from there? [Y/n] a next step already: @bob Book a room
    Next steps: `@bob Book a room due:friday` (one a line, an empty line ends)
    - - saved: entries/2026-11-20.md is held
    ");
    let now = env.read("entries/2026-11-20.md");
    for line in [
        "engagement: 8",
        "- [x] Holidays",
        "- [>] Email the CEO",
        "- [-] Write it down",
        "- [>] @bob Book a room",
        "- [>] Tell Tom",
    ] {
        assert!(now.contains(line), "{line}\n{now}");
    }
    // It is done; the next close asks for everything.
    interrupted(&env, "close --no-summary", &["d"]);
    assert_snapshot!(asked(&env, "2026-11-20", "close --no-summary", &["n", "", ""]), @"
    exit 0
    --- stdout
    --- stderr
    the meeting of Fri 20 Nov 2026 is closed already; what you say now is added
    Alice Chen and Bob Diaz, Fri 20 Nov 2026
    you were interrupted here, after 1 item
    Go on from there? [Y/n] @alice Email the CEO: done, drop, keep? [d/-/K] @bob Book a room: done, drop, keep? [d/-/K] @alice Tell Tom: done, drop, keep? [d/-/K]
    Next steps: `@bob Book a room due:friday` (one a line, an empty line ends)
    -
    nothing was changed
    ");
}

#[test]
fn close_asks_for_all() {
    let env = Env::with_alice();
    env.all_ok(&["note -a 'Email the CEO'", "note --topic 'Holidays'", "note -a 'Write it down'"]);
    assert_snapshot!(asked(&env, "2026-11-20", "close", &["eight", "8", "d", "-", "", "@bob Ask about the budget due:friday", "Odd one due:someday", "Odd one due:in 2 weeks", ""]), @"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz, Fri 20 Nov 2026

    Done
    - Holidays

    Action items
    - @alice Write it down
    - @bob Ask about the budget (due Fri 27 Nov 2026)
    - @alice Odd one (due Fri 4 Dec 2026)

    Next meeting: Fri 27 Nov 2026
    --- stderr
    Alice Chen and Bob Diaz, Fri 20 Nov 2026
    Engagement: how are you feeling about your work? (1-10, Enter to skip):   a whole number from 1 to 10, or `skip`
    Engagement: how are you feeling about your work? (1-10, Enter to skip): Holidays: done, drop, keep? [d/-/K] @alice Email the CEO: done, drop, keep? [d/-/K] @alice Write it down: done, drop, keep? [d/-/K] Next steps: `@bob Book a room due:friday` (one a line, an empty line ends)
    - friday: Fri 27 Nov 2026 (in 7 days)
    -   `someday` is no date that is understood; write one such as `friday`, `in 2 weeks`, `1 dec` or `2026-12-01`; type the line again
    - in 2 weeks: Fri 4 Dec 2026 (in 2 weeks)
    - saved: entries/2026-11-20.md is held
    ");
    assert_snapshot!(env.last_change(), @"
    oneonone close: entries/2026-11-20.md
    -status: planned
    +status: held
    +engagement: 8
    -- [ ] Holidays
    +- [x] Holidays
    -- [ ] Email the CEO
    -- [ ] Write it down
    +- [-] Email the CEO
    +- [>] Write it down
    +- [>] @bob Ask about the budget due:2026-11-27
    +- [>] Odd one due:2026-12-04
    ");
}

#[test]
fn close_can_be_left_at_any_question() {
    let env = Env::with_alice();
    env.ok("note -a 'Email the CEO'");
    assert_snapshot!(asked(&env, "2026-11-20", "close --no-summary", &["8"]), @"
    exit 0
    --- stdout
    --- stderr
    Alice Chen and Bob Diaz, Fri 20 Nov 2026
    Engagement: how are you feeling about your work? (1-10, Enter to skip): @alice Email the CEO: done, drop, keep? [d/-/K]
    Next steps: `@bob Book a room due:friday` (one a line, an empty line ends)
    -
    saved: entries/2026-11-20.md is held
    ");
}

#[test]
fn close_held_early() {
    let mut env = Env::with_alice();
    env.on("2026-11-18").ok("note x");
    assert_snapshot!(asked(&env, "2026-11-18", "close", &["n"]), @r"
    exit 1
    --- stdout
    --- stderr
    The entry is for Fri 20 Nov 2026. Was the meeting held today? [Y/n] error: the next meeting, of Fri 20 Nov 2026, has not come yet
    hint: `--date today` closes it as held today
    ");
    assert_snapshot!(asked(&env, "2026-11-18", "close --no-summary", &["y", "", ""]), @r"
    exit 0
    --- stdout
    --- stderr
    The entry is for Fri 20 Nov 2026. Was the meeting held today? [Y/n] Alice Chen and Bob Diaz, Wed 18 Nov 2026
    Engagement: how are you feeling about your work? (1-10, Enter to skip): Next steps: `@bob Book a room due:friday` (one a line, an empty line ends)
    - saved: entries/2026-11-20.md is held
    ");
    assert_snapshot!(env.last_change(), @r"
    oneonone close: entries/2026-11-20.md
    -date: 2026-11-20
    -status: planned
    +date: 2026-11-18
    +status: held
    +scheduled: 2026-11-20
    ");
}

#[test]
fn close_without_an_entry() {
    let env = Env::with_alice();
    assert_snapshot!(asked(&env, "2026-11-22", "close -e 8 --no-summary", &["tomorrow", "", ""]), @r"
    exit 0
    --- stdout
    --- stderr
    Day on which the meeting of Fri 20 Nov 2026 was held [today]:   Mon 23 Nov 2026 has not come yet
    Day on which the meeting of Fri 20 Nov 2026 was held [today]: Alice Chen and Bob Diaz, Sun 22 Nov 2026
    Next steps: `@bob Book a room due:friday` (one a line, an empty line ends)
    - saved: entries/2026-11-22.md is held
    ");
    assert_snapshot!(env.git("show --format=%s --name-only"), @r"
    oneonone close: entries/2026-11-22.md

    entries/2026-11-22.md
    ");
}

#[test]
fn items_are_marked_by_their_words() {
    let env = Env::with_alice();
    env.all_ok(&["note -a 'Email the CEO'", "note -a 'Write it down'"]);
    // Somebody writes while the questions are answered: lines move, and one item is gone.
    let path = env.path("entries/2026-11-20.md");
    let meanwhile = move || {
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace("- [ ] Email the CEO\n", "- one\n- two\n- [ ] Email the CEO now\n"))
            .unwrap();
    };
    let shown =
        asked_by(&env, "2026-11-20", "close --no-summary -e 8", Interrupted { answers: vec!["", "-", "d"], meanwhile });
    assert!(shown.starts_with("exit 0"), "{shown}");
    let entry = env.read("entries/2026-11-20.md");
    assert!(entry.contains("- [>] Email the CEO now\n") && entry.contains("- [-] Write it down\n"), "{entry}");
}

/// Answers from the last to the first; before the first question something happens.
struct Interrupted<F> {
    answers: Vec<&'static str>,
    meanwhile: F,
}

impl<F: Fn()> Input for Interrupted<F> {
    fn line(&mut self) -> std::io::Result<Option<String>> {
        if self.answers.len() == 3 {
            (self.meanwhile)();
        }
        Ok(self.answers.pop().map(str::to_owned))
    }
}

/// Three meetings that were prepared and of which nobody said what became of them.
fn to_confirm() -> Env {
    let mut env = Env::with_alice();
    for (eve, day) in [("2026-11-19", "2026-11-20"), ("2026-11-26", "2026-11-27"), ("2026-12-03", "2026-12-04")] {
        env.on(eve).all_ok(&[&format!("new --date {day}"), "note x"]);
    }
    env
}

#[test]
fn prep_asks_what_became_of_meetings() {
    let env = to_confirm();
    assert_snapshot!(asked(&env, "2026-12-10", "prep", &["m", "in 2 weeks", "what", "c", "Sick", "n"]), @r#"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz
    Fri 11 Dec 2026 (tomorrow): entries/2026-12-11.md (made)

    Nothing is open.
    --- stderr
    Fri 4 Dec 2026: held, moved, cancelled, not held, ask me later? [h/m/c/n/L] Day of the meeting:   Thu 24 Dec 2026 (in 2 weeks)
    saved: Fri 4 Dec 2026, moved to Thu 24 Dec 2026 (in 2 weeks) (entries/2026-12-04.md)
    Fri 27 Nov 2026: held, moved, cancelled, not held, ask me later? [h/m/c/n/L]   answer one of h, m, c, n, l
    Fri 27 Nov 2026: held, moved, cancelled, not held, ask me later? [h/m/c/n/L] Reason: saved: Fri 27 Nov 2026, cancelled (entries/2026-11-27.md)
    Fri 20 Nov 2026: held, moved, cancelled, not held, ask me later? [h/m/c/n/L] saved: Fri 20 Nov 2026, not held (entries/2026-11-20.md)
    hint: add to it with `oneonone note alice-chen "…"`, or `oneonone prep alice-chen --edit`
    "#);
    assert_snapshot!(env.git("log -4 -p -U0 --format=%s -- entries/2026-11-20.md entries/2026-11-27.md entries/2026-12-04.md").lines().filter(|line| line.starts_with("+") || line.starts_with("one")).collect::<Vec<_>>().join("\n"), @r"
    oneonone confirm: entries/2026-11-20.md
    +++ b/entries/2026-11-20.md
    +status: missed
    oneonone confirm: entries/2026-11-27.md
    +++ b/entries/2026-11-27.md
    +status: cancelled
    +reason: Sick
    oneonone confirm: entries/2026-12-04.md
    +++ b/entries/2026-12-04.md
    +date: 2026-12-24
    +scheduled: 2026-12-04
    oneonone note: entries/2026-12-04.md
    +++ b/entries/2026-12-04.md
    +prepared: 2026-12-03
    +- x
    ");
}

#[test]
fn prep_asks_later() {
    let env = to_confirm();
    let log = env.log();
    let shown = asked(&env, "2026-12-10", "prep", &["", "h", "m", "yesterday"]);
    assert_snapshot!(shown, @r#"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz
    Fri 11 Dec 2026 (tomorrow): entries/2026-12-11.md (made)

    Nothing is open.
    --- stderr
    Fri 4 Dec 2026: held, moved, cancelled, not held, ask me later? [h/m/c/n/L] hint: add to it with `oneonone note alice-chen "…"`, or `oneonone prep alice-chen --edit`
    "#);
    assert_ne!(env.log(), log);
}

#[test]
fn cancel_asks_why_and_offers_another_day() {
    let mut env = Env::with_alice();
    env.on("2026-11-19");
    assert_snapshot!(asked(&env, "2026-11-19", "cancel", &["", ""]), @r#"
    exit 2
    --- stdout
    --- stderr
    Another day instead (Enter to cancel it): Reason for calling it off: error: why is it called off?
    hint: say it with --reason "…"
    "#);
    assert_snapshot!(asked(&env, "2026-11-19", "cancel", &["03/04/26", "tuesday"]), @r"
    exit 0
    --- stdout
    --- stderr
    Another day instead (Enter to cancel it):   `03/04/26` could be 3 April or 4 March 2026; write 2026-04-03 or 2026-03-04
    Another day instead (Enter to cancel it): saved: the meeting of Fri 20 Nov 2026 is on Tue 24 Nov 2026 (in 5 days) now (entries/2026-11-20.md)
    ");
    assert_snapshot!(asked(&env, "2026-11-19", "cancel", &["", "Sick: flu"]), @r"
    exit 0
    --- stdout
    --- stderr
    Another day instead (Enter to cancel it): Reason for calling it off: saved: the meeting of Tue 24 Nov 2026 is cancelled (entries/2026-11-20.md)
    ");
    assert_snapshot!(env.last_change(), @r#"
    oneonone cancel: entries/2026-11-20.md
    -status: planned
    +status: cancelled
    +reason: "Sick: flu"
    "#);
}

#[test]
fn whose_pair() {
    let env = Env::with_alice();
    env.ok("init 'Tom Becker'");
    assert_snapshot!(asked(&env, "2026-11-21", "show", &["nobody", "tom"]), @r"
    exit 1
    --- stdout
    --- stderr
    Which pair (alice-chen, tom-becker):   no pair is called `nobody`
    Which pair (alice-chen, tom-becker): error: tom-becker has no meeting yet
    hint: `oneonone prep tom-becker` makes the next entry
    ");
    assert_snapshot!(asked(&env, "2026-11-21", "new", &[]), @r"
    exit 2
    --- stdout
    --- stderr
    Which pair (alice-chen, tom-becker):
    error: which pair?
    hint: name one of alice-chen or tom-becker
    ");
}

#[test]
fn edit_offers_the_draft() {
    let mut env = Env::with_alice();
    env.set("EDITOR", "sh -c 'echo \"- typed\" >> \"$1\"; exit 1' sh");
    assert_eq!(env.run("edit").code, 1);
    assert_snapshot!(asked(&env, "2026-11-20", "edit", &["y"]), @r"
    exit 0
    --- stdout
    --- stderr
    There is a draft of `entries/2026-11-20.md` that was not saved. Go on with it? [Y/n] saved: entries/2026-11-20.md
    ");
    assert!(env.read("entries/2026-11-20.md").ends_with("- typed\n"));
}

/// Nobody prepared the meeting: the open items are asked about all the same.
#[test]
fn close_asks_about_what_comes_along() {
    let env = Env::with_alice();
    env.ok("close alice --date 2026-11-13 -e 8 --next '@alice Draft' --next '@bob Room'");
    let session = asked(&env, "2026-11-20", "close alice --date 2026-11-20", &["7", "done", "keep", ""]);
    assert!(session.contains("Draft") && session.contains("Room"), "{session}");
    let entry = env.read("entries/2026-11-20.md");
    assert!(entry.contains("- [x] @alice Draft ^") && entry.contains("- [>] @bob Room ^"), "{entry}");
}

/// Two items say the same: each answer is for the one that was asked about.
#[test]
fn close_tells_items_of_one_wording_apart() {
    let env = Env::with_alice();
    for (day, status, text) in [
        ("2026-11-13", "held", "## Action items\n- [>] @bob Email the CEO due:2026-11-10 ^mail1\n"),
        ("2026-11-20", "planned", "## Look forward\n- [ ] Email the CEO\n"),
    ] {
        let text = format!("---\nstatus: {status}\n---\n{text}");
        std::fs::write(env.path(&format!("entries/{day}.md")), text).unwrap();
    }
    env.ok("save alice");
    asked(&env, "2026-11-20", "close alice", &["7", "done", "keep", ""]);
    let entry = env.read("entries/2026-11-20.md");
    assert!(
        entry.contains("- [>] Email the CEO\n") && entry.contains("- [x] @bob Email the CEO due:2026-11-10 "),
        "{entry}"
    );
}
