//! Two machines and a folder between them: `share`, `join`, `sync`, and what happens without being asked.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use insta::assert_snapshot;

use crate::env::{Env, Run};

/// Bob's and Alice's machines, neither of which sends anything by itself.
pub(crate) struct Two {
    pub(crate) bob: Env,
    pub(crate) alice: Env,
}

impl Two {
    fn new() -> Self {
        let two = Self { bob: Env::with_alice(), alice: Env::of("Alice Chen", "alice@example.com") };
        two.by_hand();
        two
    }

    /// With the pair shared, and joined by Alice.
    pub(crate) fn joined() -> Self {
        let two = Self::new();
        two.bob.ok(&format!("share alice '{}'", two.hub()));
        two.alice.ok(&format!("join '{}'", two.hub()));
        two
    }

    fn by_hand(&self) {
        for env in [&self.bob, &self.alice] {
            env.configure("auto_sync: off\n");
        }
    }

    fn by_itself(&self) {
        for env in [&self.bob, &self.alice] {
            env.configure("auto_sync: on\n");
        }
    }

    fn hub(&self) -> String {
        self.bob.root().join("hub/alice.git").display().to_string()
    }

    fn said(&self, run: &Run) -> String {
        run.text().replace(&self.hub(), "[hub]").replace("[dir]/hub/alice.git", "[hub]")
    }

    pub(crate) fn alices(&self) -> PathBuf {
        self.alice.pair("bob-diaz")
    }

    /// Both sides, until neither has anything for the other.
    fn settle(&self) {
        for env in [&self.bob, &self.alice, &self.bob, &self.alice] {
            env.ok("sync");
        }
        assert_eq!(files(&self.bob.pair("alice-chen")), files(&self.alices()));
        for (env, slug) in [(&self.bob, "alice-chen"), (&self.alice, "bob-diaz")] {
            assert_eq!(env.git_in(slug, "status --porcelain"), "");
            env.git_in(slug, "fsck --strict");
        }
    }
}

/// The files of a work tree, `.git` left out.
fn files(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let all = walkdir::WalkDir::new(root).sort_by_file_name().into_iter();
    let all = all.filter_entry(|entry| entry.file_name() != ".git").map(Result::unwrap);
    let inside = |path: &Path| path.strip_prefix(root).unwrap().to_owned();
    all.filter(|entry| entry.file_type().is_file())
        .map(|entry| (inside(entry.path()), fs::read(entry.path()).unwrap()))
        .collect()
}

#[test]
fn share_and_join() {
    let two = Two::new();
    assert_snapshot!(two.bob.shows("sync"), @"
    exit 1
    --- stderr
    error: no pair is shared yet
    hint: `oneonone share PAIR URL` shares one
    ");
    assert_snapshot!(two.said(&two.bob.run(&format!("share alice '{}' --dry-run", two.hub()))), @"
    exit 0
    --- stderr
    would share alice-chen at [hub]
    nothing was written (--dry-run)
    ");
    assert!(!Path::new(&two.hub()).exists());
    assert_snapshot!(two.said(&two.bob.run(&format!("share alice '{}'", two.hub()))), @"
    exit 0
    --- stdout
    alice-chen is shared at [hub]: sent 1 change
    --- stderr
    made [hub]
    hint: Alice Chen joins with `oneonone join [hub]`, or edits the files there in a browser
    ");
    assert_snapshot!(two.said(&two.alice.run(&format!("join '{}'", two.hub()))), @r#"
    exit 0
    --- stdout
    Alice Chen with Bob Diaz: next on Fri 20 Nov 2026 (today)
    --- stderr
    joined [dir]/oneonones/bob-diaz
    hint: `oneonone note "…"` writes a thought for it; it reaches Bob Diaz by itself
    "#);
    assert_snapshot!(two.said(&two.alice.run(&format!("join '{}'", two.hub()))), @"
    exit 1
    --- stderr
    error: you have joined it already, as `bob-diaz`
    hint: `oneonone sync bob-diaz` brings it up to date
    ");
    assert_snapshot!(two.alice.shows("sync"), @"
    exit 0
    --- stdout
    bob-diaz  up to date
    ");
    assert_eq!(two.alice.git_in("bob-diaz", "config merge.oneonone.driver"), "oneonone merge-file %O %A %B %P\n");
    two.settle();
}

#[test]
fn who_one_is() {
    let two = Two::new();
    two.bob.ok(&format!("share alice '{}'", two.hub()));
    let carol = Env::of("Carol King", "carol@example.com");
    assert_snapshot!(two.said(&carol.run(&format!("join '{}'", two.hub()))), @"
    exit 2
    --- stderr
    error: git knows you as Carol King <carol@example.com>, which is neither Alice Chen nor Bob Diaz
    hint: say who you are: `oneonone join URL --as alice`
    ");
    assert!(!carol.home().exists() || carol.home().read_dir().unwrap().next().is_none(), "nothing is left behind");
    let renamed = Env::of("alice chen", "private@example.org");
    assert_eq!(renamed.run(&format!("join '{}'", two.hub())).code, 0, "by name, where the address tells nothing");
    assert_eq!(carol.run(&format!("join '{}' --as bob --slug alice", two.hub())).code, 0);
    assert!(carol.pair("alice").join("oneonone.yaml").is_file());
}

#[test]
fn both_sides_write() {
    let two = Two::joined();
    two.bob.ok("note 'from Bob'");
    two.alice.ok("note 'from Alice'");
    assert_snapshot!(two.bob.shows("sync --dry-run"), @"
    exit 0
    --- stdout
    alice-chen  would send 1 change
    ");
    assert_snapshot!(two.bob.shows("sync"), @"
    exit 0
    --- stdout
    alice-chen  sent 1 change
    ");
    assert_snapshot!(two.alice.shows("sync --dry-run"), @"
    exit 0
    --- stdout
    bob-diaz  would receive 1 change, send 1
    ");
    assert_snapshot!(two.alice.shows("sync"), @"
    exit 0
    --- stdout
    bob-diaz  received 1 change from Bob Diaz, sent 1
    ");
    assert_snapshot!(two.bob.shows("sync"), @"
    exit 0
    --- stdout
    alice-chen  received 1 change from Alice Chen
    ");
    two.settle();
    let text = two.bob.read("entries/2026-11-20.md");
    for note in ["from Bob", "from Alice"] {
        assert_eq!(text.matches(note).count(), 1, "{text}");
    }
}

/// What is typed by hand, in an editor or a browser, is committed and travels like anything else.
#[test]
fn by_hand() {
    let two = Two::joined();
    fs::create_dir_all(two.alices().join("entries")).unwrap();
    fs::write(two.alices().join("entries/2026-11-20.md"), "Talked about the move.\n").unwrap();
    assert_snapshot!(two.alice.shows("sync"), @"
    exit 0
    --- stdout
    bob-diaz  sent 1 change
    --- stderr
    saved what was changed by hand: entries/2026-11-20.md
    ");
    assert_snapshot!(two.bob.shows("sync"), @"
    exit 0
    --- stdout
    alice-chen  received 1 change from Alice Chen
    ");
    assert_eq!(two.bob.read("entries/2026-11-20.md"), "Talked about the move.\n");
}

/// A file that is no part of the format is carried too; one that is in nobody's commit is never written over.
#[test]
fn other_files() {
    let two = Two::joined();
    fs::write(two.alices().join("board.png"), [0xff, 0, 1]).unwrap();
    two.alice.git_in("bob-diaz", "add board.png");
    two.alice.git_in("bob-diaz", "commit -qm 'a picture'");
    fs::write(two.bob.path("board.png"), "mine").unwrap();
    two.alice.ok("sync");
    assert_snapshot!(two.bob.shows("sync"), @"
    exit 0
    --- stdout
    alice-chen  received 1 change from Alice Chen
    --- stderr
    warning: `board.png` was changed there, and is something else here that is not committed: it stays
    ");
    assert_eq!(two.bob.read("board.png"), "mine");
    assert_eq!(two.bob.git("status --porcelain"), " M board.png\n");
    fs::remove_file(two.bob.path("board.png")).unwrap();
    two.bob.git("checkout -q board.png");
    two.settle();
}

/// What vanishes from the history at the other end is told, and not followed.
#[test]
fn a_forced_push() {
    let two = Two::joined();
    two.alice.ok("note one");
    two.alice.ok("sync");
    two.bob.ok("sync");
    two.alice.git_in("bob-diaz", "reset -q --hard HEAD~1");
    two.alice.git_in("bob-diaz", "push -qf origin main");
    assert_snapshot!(two.bob.shows("sync"), @"
    exit 1
    --- stderr
    error: the history at the other end was rewritten: 1 change vanished there
    caused by: Fri 20 Nov 2026, Alice Chen: oneonone note: entries/2026-11-20.md
    hint: nothing was changed here; ask who did it; `oneonone sync alice-chen --restore` puts it back there
    ");
    assert!(two.bob.read("entries/2026-11-20.md").contains("one"));
    assert_snapshot!(two.bob.shows("sync --restore"), @"
    exit 0
    --- stdout
    alice-chen  sent 1 change
    ");
    assert_eq!(two.bob.shows("sync"), "exit 0\n--- stdout\nalice-chen  up to date");
}

#[test]
fn two_pairs_are_not_one() {
    let two = Two::new();
    two.bob.ok(&format!("share alice '{}'", two.hub()));
    let carol = Env::of("Carol King", "carol@example.com");
    carol.ok("init 'Dan Roe'");
    assert_snapshot!(two.said(&carol.run(&format!("share dan '{}'", two.hub()))), @"
    exit 1
    --- stderr
    error: what is there is another pair: it has no history in common with this one
    hint: share at an empty place, or `oneonone join` what is there
    ");
    assert_eq!(carol.git_in("dan-roe", "remote"), "");
}

#[test]
fn addresses_that_are_none() {
    let env = Env::with_alice();
    assert_snapshot!(env.shows("share alice 'ext::sh -c touch% x'"), @"
    exit 2
    --- stderr
    error: `ext::sh -c touch% x` is no address to share a pair at: `ext::` would run a program; use ssh, https or a folder
    ");
    assert_snapshot!(env.shows("join -- '--upload-pack=touch x'"), @"
    exit 2
    --- stderr
    error: `--upload-pack=touch x` is no address to join: the address begins with `-`
    ");
    assert_snapshot!(env.shows("join nowhere/at.all"), @"
    exit 1
    --- stderr
    error: the other side cannot be reached: '[dir]/nowhere/at.all' does not appear to be a git repository
    ");
    assert!(!env.root().join("x").exists());
}

/// No server at all: files that go by mail.
#[test]
fn by_mail() {
    let two = Two::new();
    two.bob.ok("note 'from Bob'");
    assert_snapshot!(two.bob.shows("share alice --bundle alice.bundle"), @"
    exit 0
    --- stdout
    [dir]/alice.bundle
    --- stderr
    hint: the other person joins with `oneonone join alice.bundle`; later: `oneonone sync --bundle alice.bundle`
    ");
    let post = |from: &Env, to: &Env, name: &str| {
        fs::copy(from.root().join(name), to.root().join(name)).unwrap();
    };
    post(&two.bob, &two.alice, "alice.bundle");
    assert_snapshot!(two.alice.shows("join alice.bundle"), @r#"
    exit 0
    --- stdout
    Alice Chen with Bob Diaz: next on Fri 20 Nov 2026 (today)
    --- stderr
    joined [dir]/oneonones/bob-diaz
    hint: `oneonone note "…"` writes a thought for it; `oneonone share --bundle FILE` makes the file to send back
    "#);
    two.alice.ok("note 'from Alice'");
    two.bob.ok("note 'Bob again'");
    two.alice.ok("share --bundle back.bundle");
    post(&two.alice, &two.bob, "back.bundle");
    assert_snapshot!(two.bob.shows("sync alice --bundle back.bundle"), @"
    exit 0
    --- stdout
    alice-chen  received 1 change from Alice Chen
    ");
    let text = two.bob.read("entries/2026-11-20.md");
    for note in ["from Bob", "from Alice", "Bob again"] {
        assert_eq!(text.matches(note).count(), 1, "{text}");
    }
    assert_snapshot!(two.bob.shows("sync alice --bundle missing.bundle"), @"
    exit 1
    --- stderr
    error: there is no file `missing.bundle`
    ");
}

/// Verbs that show look first, and verbs that write send afterwards, in the background.
#[test]
fn without_being_asked() {
    let two = Two::joined();
    two.by_itself();
    two.alice.ok("note 'from Alice'");
    let until = Instant::now() + Duration::from_secs(60);
    // The background is another process: it is waited for, however long it takes.
    while !two.bob.shows("show next").contains("from Alice") {
        assert!(Instant::now() < until, "it never arrives");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(two.bob.read("entries/2026-11-20.md").contains("from Alice"));
}

/// A place that cannot be reached costs no command.
#[test]
fn offline() {
    let two = Two::joined();
    two.bob.ok("note 'not sent'");
    fs::rename(two.bob.root().join("hub"), two.bob.root().join("gone")).unwrap();
    let run = two.bob.run("sync");
    assert_eq!(run.code, 1);
    two.by_itself();
    let run = two.bob.run("status");
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains(", offline; 1 change not sent yet"), "{}", run.stderr);
    fs::rename(two.bob.root().join("gone"), two.bob.root().join("hub")).unwrap();
    two.by_hand();
    assert_snapshot!(two.bob.shows("sync"), @"
    exit 0
    --- stdout
    alice-chen  sent 1 change
    ");
}

/// A pair's own configuration can name programs; the network runs none of them.
#[test]
fn no_command_of_a_repository_runs() {
    let two = Two::joined();
    let mark = two.bob.root().join("ran");
    let script = two.bob.root().join("script");
    fs::write(&script, format!("#!/bin/sh\ntouch '{}'\n", mark.display())).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    for hooks in [two.bob.path(".git/hooks"), PathBuf::from(two.hub()).join("hooks")] {
        fs::create_dir_all(&hooks).unwrap();
        for hook in ["pre-push", "post-merge", "reference-transaction", "pre-receive", "update", "post-receive"] {
            fs::copy(&script, hooks.join(hook)).unwrap();
        }
    }
    for key in ["core.sshCommand", "core.fsmonitor", "core.alternateRefsCommand", "credential.helper", "core.editor"] {
        two.bob.git(&format!("config {key} '{}'", script.display()));
    }
    two.bob.git(&format!("config remote.origin.receivepack '{}'", script.display()));
    two.bob.git(&format!("config remote.origin.uploadpack '{}'", script.display()));
    two.bob.ok("note 'sent all the same'");
    two.bob.ok("sync");
    two.bob.ok("status");
    two.bob.ok("report");
    assert!(!mark.exists());
    two.alice.ok("sync");
    assert!(fs::read_to_string(two.alices().join("entries/2026-11-20.md")).unwrap().contains("sent all the same"));
}
