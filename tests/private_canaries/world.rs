//! Two machines and a hub, each person with a store of their own.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The people: name, address, and the pair's folder on their machine.
pub(crate) const PEOPLE: [(&str, &str, &str); 2] =
    [("Bob Diaz", "bob@example.com", "alice-chen"), ("Alice Chen", "alice@example.com", "bob-diaz")];

/// Where a leak is put to see that it is found.
pub(crate) const SEEDED: [&str; 9] = [
    "an unreachable object of the pair",
    "a pack of the pair",
    "another reference of the hub",
    "a file of git's folder",
    "a file of the work tree",
    "a file's name",
    "the message of a commit",
    "a bundle",
    "an output",
];

pub(crate) struct World {
    folder: TempDir,
}

impl World {
    /// Bob with Alice and Tom, Alice's pair shared and joined; a few entries.
    pub(crate) fn template() -> Self {
        let world = Self { folder: TempDir::new().unwrap() };
        for (index, (name, email, _)) in PEOPLE.iter().enumerate() {
            fs::create_dir_all(world.of(index).join(".config/oneonone")).unwrap();
            fs::create_dir_all(world.of(index).join("out")).unwrap();
            fs::write(world.key(index), format!("KEY-{index}\n")).unwrap();
            #[cfg(unix)]
            world.put_age(index);
            fs::write(world.of(index).join(".config/oneonone/config.yaml"), "auto_sync: off\n").unwrap();
            let config = format!(
                "[user]\n\tname = {name}\n\temail = {email}\n[gc]\n\tauto = 0\n[init]\n\tdefaultBranch = main\n"
            );
            fs::write(world.of(index).join("gitconfig"), config).unwrap();
        }
        let hub = world.hub().display().to_string();
        for words in [
            vec!["init", "Alice Chen", "--email", "alice@example.com", "--start", "2026-11-06", "--time", "14:00"],
            vec!["init", "Tom Becker", "--start", "2026-11-05"],
            vec!["note", "alice", "-a", "Email the CEO"],
            vec!["note", "tom", "holidays"],
            vec!["share", "alice", &hub],
        ] {
            world.ok(0, &words);
        }
        world.ok(1, &["join", &hub]);
        world
    }

    /// A program called `age` that hides well enough for a test.
    #[cfg(unix)]
    fn put_age(&self, person: usize) {
        let script = "#!/bin/sh
[ \"$2\" = --identity ] && read -r key <\"$3\" || { echo 'age: error: no key' >&2; exit 1; }
case $1 in
--encrypt) echo \"age $key\"; base64 ;;
--decrypt) read -r line; [ \"$line\" = \"age $key\" ] || { echo 'age: error: no identity matched' >&2; exit 1; }; base64 -d ;;
esac
";
        let age = self.of(person).join("bin/age");
        fs::create_dir_all(age.parent().unwrap()).unwrap();
        fs::write(&age, script).unwrap();
        fs::set_permissions(&age, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }

    /// The same at another place.
    pub(crate) fn copy(&self) -> Self {
        let world = Self { folder: TempDir::new().unwrap() };
        for entry in walkdir::WalkDir::new(self.root()).min_depth(1).into_iter().map(Result::unwrap) {
            let target = world.root().join(entry.path().strip_prefix(self.root()).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(&target).unwrap();
            } else if entry.file_name() == "config" {
                let text = fs::read_to_string(entry.path()).unwrap();
                let [from, to] = [self, &world].map(|world| world.root().display().to_string());
                fs::write(&target, text.replace(&from, &to)).unwrap();
            } else {
                fs::copy(entry.path(), &target).unwrap();
            }
        }
        world
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The machine of a person.
    pub(crate) fn of(&self, person: usize) -> PathBuf {
        self.root().join(["bob", "alice"][person])
    }

    pub(crate) fn pair(&self, person: usize) -> PathBuf {
        self.of(person).join("oneonones").join(PEOPLE[person].2)
    }

    pub(crate) fn hub(&self) -> PathBuf {
        self.root().join("hub.git")
    }

    /// Where a person's private notes are.
    pub(crate) fn store(&self, person: usize) -> PathBuf {
        self.of(person).join(".local/share/oneonone/private")
    }

    /// The repository to which a person brings their private notes, and nobody else anything.
    pub(crate) fn own_place(&self, person: usize) -> PathBuf {
        self.of(person).join("mine.git")
    }

    /// The key with which a person hides their private notes.
    pub(crate) fn key(&self, person: usize) -> PathBuf {
        self.of(person).join("key")
    }

    /// Every repository that is somebody else's too, or may become so.
    pub(crate) fn repositories(&self) -> Vec<PathBuf> {
        vec![self.pair(0), self.of(0).join("oneonones/tom-becker"), self.pair(1), self.hub()]
    }

    /// Runs a program as a person.
    pub(crate) fn run(&self, person: usize, program: &str, words: &[&str], input: &str, editor: &str) -> Output {
        let home = self.of(person);
        let mut path = home.join("bin").into_os_string();
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", path)
            .env("HOME", &home)
            .env("TMPDIR", home.join("out"))
            .env("GIT_CONFIG_GLOBAL", home.join("gitconfig"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("ONEONONE_TODAY", "2026-11-20")
            .env("EDITOR", editor)
            .env("LANG", "C.UTF-8")
            .current_dir(if program == "git" { self.pair(person) } else { home })
            .args(words)
            .stdin(if input.is_empty() { Stdio::null() } else { Stdio::piped() })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        if let Some(mut stdin) = child.stdin.take() {
            // A verb that does not read its input may be gone already.
            let _ = stdin.write_all(input.as_bytes());
        }
        child.wait_with_output().unwrap()
    }

    fn ok(&self, person: usize, words: &[&str]) {
        let output = self.run(person, env!("CARGO_BIN_EXE_oneonone"), words, "", "true");
        assert!(output.status.success(), "{words:?}\n{}", String::from_utf8_lossy(&output.stderr));
    }
}
