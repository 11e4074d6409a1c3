//! The steps of a sequence, what was said in private, and where it may be.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::PathBuf;

use crate::check::{words_in, words_in_files, words_in_objects};
use crate::random::Random;
use crate::world::{PEOPLE, SEEDED, World};

/// The steps, each with how many of a hundred it is.
const STEPS: [(&str, usize); 25] = [
    ("keep", 15),
    ("keep from standard input", 6),
    ("keep by an editor", 5),
    ("look at private notes", 4),
    ("share openly", 5),
    ("print", 15),
    ("write", 12),
    ("sync", 10),
    ("sync in the background", 3),
    ("bundle", 3),
    ("git add -A", 3),
    ("git push --mirror", 3),
    ("git bundle --all", 2),
    ("git gc or stash", 2),
    (".gitignore deleted", 2),
    ("paste", 4),
    ("paste into a commit", 2),
    ("allow", 2),
    ("withdraw", 1),
    ("private sync", 2),
    ("unsend", 3),
    ("encrypt or decrypt", 2),
    ("search", 3),
    ("import", 3),
    ("wrong usage", 1),
];

/// How often each step ran, and what came of it.
#[derive(Default)]
pub(crate) struct Quotas(BTreeMap<&'static str, u64>);

impl Quotas {
    fn count(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    pub(crate) fn add(&mut self, other: &Self) {
        other.0.iter().for_each(|(what, count)| *self.0.entry(what).or_default() += count);
    }

    /// Each step was in enough sequences, and the search before a sending had something to find.
    pub(crate) fn enough(&self, sequences: usize) {
        let sequences = sequences as u64;
        for (step, share) in STEPS {
            let count = self.0.get(step).copied().unwrap_or(0);
            assert!(count * 100 >= sequences * share as u64 / 2, "`{step}` ran {count} times in {sequences} sequences");
        }
        for (what, every) in [("stopped by a private line", 20), ("sent", 20), ("taken out of what was not sent", 100)]
        {
            assert!(self.0.get(what).copied().unwrap_or(0) * every >= sequences, "too rarely: {what}\n{self}");
        }
    }
}

impl fmt::Display for Quotas {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(what, count)| writeln!(formatter, "{count:>8}  {what}"))
    }
}

pub(crate) struct Sequence {
    world: World,
    random: Random,
    pub(crate) quotas: Quotas,
    /// What each person has said to their store alone.
    kept: [BTreeSet<String>; 2],
    /// What the first note says.
    surely_kept: BTreeSet<String>,
    /// Lines of private notes, which can be pasted.
    notes: Vec<(usize, String)>,
    /// What each person has pasted into the pair as well: on their own machine it is by their own hand.
    pasted: [BTreeSet<String>; 2],
    /// What each verb printed, behind the number of the person.
    outputs: Vec<(String, Vec<u8>)>,
    bundles: Vec<(usize, PathBuf)>,
    log: Vec<String>,
}

impl Sequence {
    pub(crate) fn new(world: World, seed: u64) -> Self {
        Self {
            world,
            random: Random::new(seed),
            quotas: Quotas::default(),
            kept: Default::default(),
            surely_kept: BTreeSet::new(),
            notes: Vec::new(),
            pasted: Default::default(),
            outputs: Vec::new(),
            bundles: Vec::new(),
            log: Vec::new(),
        }
    }

    pub(crate) fn told(&self) -> String {
        self.log.join("\n")
    }

    pub(crate) fn run(&mut self) {
        self.keep_one();
        for _ in 0..6 + self.random.below(7) {
            let mut at = self.random.below(STEPS.iter().map(|(_, share)| share).sum());
            let step = STEPS.iter().find(|(_, share)| {
                let is_here = at < *share;
                at = at.saturating_sub(*share);
                is_here
            });
            let person = self.random.below(2);
            self.step(person, step.unwrap().0);
        }
        for person in [0, 1] {
            self.tool(person, &["sync"], "", "true");
        }
    }

    /// One note that is surely there.
    pub(crate) fn keep_one(&mut self) {
        let text = self.private_text(0);
        self.surely_kept = tokens(&text);
        self.tool(0, &["note", "--private", "alice", &text], "", "true");
    }

    fn step(&mut self, person: usize, step: &'static str) {
        self.quotas.count(step);
        let slug = PEOPLE[person].2;
        match step {
            "keep" => {
                let text = self.private_text(person);
                let about = if person == 0 { *self.random.one(&["alice", "tom", "alice-chen"]) } else { slug };
                let mut words = vec!["note", "--private", about];
                // Quoted or not.
                if text.contains('\n') || self.random.below(2) == 0 {
                    words.push(&text)
                } else {
                    words.extend(text.split_whitespace())
                }
                self.tool(person, &words, "", "true");
            }
            "keep from standard input" => {
                let text = format!("{}\n\n{}\n", self.private_text(person), self.private_text(person));
                self.tool(person, &["note", "--private", slug, "-"], &text, "true");
            }
            "keep by an editor" => {
                let text = self.private_text(person);
                let fails = if self.random.below(4) == 0 { "; exit 1" } else { "" };
                let editor = format!("sh -c 'printf \"%s\\n\" \"- {text}\" >> \"$1\"{fails}' sh");
                self.tool(person, &["private", "edit", slug, "today"], "", &editor);
            }
            "look at private notes" => {
                for words in
                    [vec!["private", "list"], vec!["private", "list", "--allowed"], vec!["private", "show", slug]]
                {
                    self.asked_for(person, &words);
                }
            }
            "share openly" => self.share(person),
            "print" => self.print(person),
            "write" => self.write(person),
            "sync" => {
                let ways: [&[&str]; 4] = [&["sync"], &["sync", "--all"], &["sync", "--dry-run"], &["status"]];
                let how = *self.random.one(&ways);
                self.tool(person, how, "", "true");
            }
            "sync in the background" => {
                let pair = self.world.pair(person).display().to_string();
                self.sh(person, &format!("cd '{pair}' && '{}' sync --background", env!("CARGO_BIN_EXE_oneonone")));
            }
            "bundle" => self.bundle(person),
            "paste" => self.paste(person),
            "paste into a commit" => self.paste_into_a_commit(person),
            "allow" => self.allow(person),
            "withdraw" => {
                self.tool(person, &["private", "withdraw", slug, "1"], "", "true");
            }
            "private sync" => {
                let place = self.world.own_place(person).display().to_string();
                self.tool(person, &["private", "remote", &place], "", "true");
                self.tool(person, &["private", "sync"], "", "true");
            }
            "unsend" => self.unsend(person),
            "encrypt or decrypt" => {
                let key = self.world.key(person).display().to_string();
                if self.random.below(3) == 0 {
                    self.tool(person, &["private", "decrypt"], "", "true");
                } else {
                    self.tool(person, &["private", "encrypt", "--identity", &key], "", "true");
                }
            }
            "search" => self.search(person),
            "import" => self.import(person),
            "wrong usage" => self.wrong(person),
            _ => self.git_by_hand(person, step),
        }
    }

    /// A text of words that exist nowhere else, in one of the shapes that notes have.
    fn private_text(&mut self, person: usize) -> String {
        let words: Vec<String> = (0..1 + self.random.below(5)).map(|_| self.random.word()).collect();
        self.kept[person].extend(words.iter().cloned());
        let text = match self.random.below(5) {
            0 => words.join(" "),
            1 => format!("@alice {} due:2026-12-01", words.join(" ")),
            2 => words.join("  *and* "),
            3 => words.join("\n"),
            _ => format!("{}?", words.join(", ")),
        };
        self.notes.extend(text.lines().map(|line| (person, line.to_owned())));
        text
    }

    /// A note that was private, and is shared by the verb for it.
    fn share(&mut self, person: usize) {
        let slug = PEOPLE[person].2;
        let text = format!("open {} words", self.random.word());
        let output = self.tool(person, &["note", "--private", slug, &text], "", "true");
        let number = output.split("as note ").nth(1).and_then(|rest| rest.lines().next()).map(str::to_owned);
        if let Some(number) = number {
            self.tool(person, &["private", "share", slug, &number, "--yes"], "", "true");
        }
    }

    fn print(&mut self, person: usize) {
        let slug = PEOPLE[person].2;
        let lines: [&[&str]; 33] = [
            &["log", slug],
            &["log", slug, "--format", "json"],
            &["log", slug, "--new"],
            &["diff", slug],
            &["diff", slug, "--since", "2026-11-01", "--format", "json"],
            &["diff", slug, "--new"],
            &["report", slug, "--explain", "adherence"],
            &["report", slug, "--explain", "open-items"],
            &["report", slug, "--until", "2026-11-19"],
            &["check", slug, "--fix", "--dry-run"],
            &["search", "the", slug],
            &["report"],
            &["report", slug],
            &["report", "--format", "json"],
            &["report", slug, "--format", "json"],
            &["report", "--format", "csv"],
            &["report", slug, "--format", "csv"],
            &["report", "--format", "html"],
            &["report", slug, "--format", "html"],
            &["report", "--format", "md"],
            &["report", slug, "--format", "md"],
            &["show", slug, "--all"],
            &["show", slug, "next"],
            &["summary", slug],
            &["prep", slug],
            &["prep", slug, "--mail"],
            &["status"],
            &["due"],
            &["check"],
            &["check", slug, "--format", "json"],
            &["action", "list", "--all", "--closed"],
            &["undo", slug, "--dry-run"],
            &[],
        ];
        let line = *self.random.one(&lines);
        self.tool(person, line, "", "true");
    }

    fn write(&mut self, person: usize) {
        let slug = PEOPLE[person].2;
        let lines: [&[&str]; 12] = [
            &["note", slug, "a word"],
            &["note", slug, "-a", "send the figures"],
            &["note", slug, "--topic", "the new office"],
            &["action", "add", slug, "book a room"],
            &["action", "done", slug, "ceo"],
            &["close", slug, "-e", "7", "--no-summary"],
            &["new", slug, "--date", "2026-12-11"],
            &["reschedule", slug, "--to", "2026-11-30", "--reason", "travel"],
            &["cancel", slug, "--reason", "ill"],
            &["undo", slug],
            &["edit", slug],
            &["save", slug],
        ];
        let line = *self.random.one(&lines);
        self.tool(person, line, "", "sh -c 'echo \"- typed\" >> \"$1\"' sh");
    }

    fn bundle(&mut self, person: usize) {
        let file = self.world.of(person).join(format!("out/{}.bundle", self.bundles.len()));
        self.tool(person, &["share", PEOPLE[person].2, "--bundle", &file.display().to_string()], "", "true");
        if file.exists() {
            self.bundles.push((person, file));
        }
    }

    /// Somebody puts a private line into the pair as well, by a verb or into a file.
    fn paste(&mut self, person: usize) {
        let slug = PEOPLE[person].2;
        let Some(text) = self.note_to_paste(person) else { return };
        let line = self.disguised(&text);
        match self.random.below(4) {
            0 => {
                self.tool(person, &["note", slug, &line], "", "true");
            }
            1 => {
                self.tool(person, &["cancel", slug, "--reason", &line], "", "true");
            }
            2 => fs::write(self.world.pair(person).join("goals.md"), format!("# Goals\n{line}\n")).unwrap(),
            _ => {
                fs::write(self.world.pair(person).join("other.txt"), format!("{line}\n")).unwrap();
                self.git(person, &["add", "-A"]);
                self.git(person, &["commit", "-q", "-m", "another file"]);
            }
        }
        self.tool(person, &["sync"], "", "true");
    }

    /// The same in what a commit has beside its files; taken out again where that can be.
    fn paste_into_a_commit(&mut self, person: usize) {
        let Some(text) = self.note_to_paste(person) else { return };
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match self.random.below(4) {
            0 => self.git(person, &["commit", "-q", "--allow-empty", "-m", &line]),
            1 => self.git(
                person,
                &["commit", "-q", "--allow-empty", "-m", "x", "--author", &format!("{line} <x@example.com>")],
            ),
            2 => {
                fs::write(self.world.pair(person).join(line.replace([' ', '?', ','], "-")), "x").unwrap();
                self.git(person, &["add", "-A"]);
                self.git(person, &["commit", "-q", "-m", "a file"]);
            }
            _ => {
                let file = self.world.pair(person).join("soon-gone.txt");
                fs::write(&file, &line).unwrap();
                self.git(person, &["add", "-A"]);
                self.git(person, &["commit", "-q", "-m", "a file"]);
                fs::remove_file(&file).unwrap();
                self.git(person, &["commit", "-q", "-a", "-m", "gone"]);
            }
        }
        self.tool(person, &["sync"], "", "true");
    }

    /// A line of a private note, which is no secret of this machine any more.
    fn note_to_paste(&mut self, person: usize) -> Option<String> {
        // What the owner can read, encrypted or not.
        let all = self.world.run(person, env!("CARGO_BIN_EXE_oneonone"), &["private", "list"], "", "true");
        let known = |text: &String| {
            let (words, mut found) = (tokens(text), BTreeSet::new());
            words_in(&all.stdout, &words, &mut found);
            found.len() == words.len()
        };
        let notes: Vec<String> = self
            .notes
            .iter()
            .filter(|(owner, text)| *owner == person && known(text))
            .map(|(_, text)| text.clone())
            .collect();
        if notes.is_empty() {
            return None;
        }
        let text = self.random.one(&notes).clone();
        self.pasted[person].extend(tokens(&text));
        Some(text)
    }

    /// The same words as somebody else would type them. A short line stays a line of its own.
    fn disguised(&mut self, text: &str) -> String {
        match (self.random.below(6), tokens(text).len() >= 3) {
            (0, _) => text.to_uppercase(),
            (1, _) => text.split(' ').collect::<Vec<_>>().join("   "),
            (2, true) => format!("as I said: {text}, or so"),
            (3, true) => text.split(' ').map(|word| format!("**{word}**")).collect::<Vec<_>>().join(" "),
            (4, true) => text.split(' ').map(|word| format!("<b>{word}</b>")).collect::<Vec<_>>().join(" "),
            _ => text.to_owned(),
        }
    }

    /// What stops the sending is taken out, and what was not sent becomes one commit.
    fn unsend(&mut self, person: usize) {
        let slug = PEOPLE[person].2;
        self.paste(person);
        self.tool(person, &["undo", slug], "", "true");
        for file in ["goals.md", "other.txt"] {
            let _ = fs::remove_file(self.world.pair(person).join(file));
        }
        let said = self.tool(person, &["private", "unsend", slug, "--yes"], "", "true");
        if said.contains("became one") {
            self.quotas.count("taken out of what was not sent");
        }
        self.tool(person, &["sync"], "", "true");
    }

    /// What is found in private is printed where that was asked for, and in no other search.
    fn search(&mut self, person: usize) {
        let formats = ["text", "json", "lines"];
        let format = *self.random.one(&formats);
        self.tool(person, &["search", "zq", "--format", format], "", "true");
        self.tool(person, &["search", "-E", "z.[a-z0-9]+", "-C", "2"], "", "true");
        // Without a terminal it is refused.
        self.tool(person, &["search", "--private", "zq"], "", "true");
    }

    /// An answer or a document comes in beside what is private.
    fn import(&mut self, person: usize) {
        let slug = PEOPLE[person].2;
        let file = self.world.of(person).join("out/taken-in.md");
        let text = match self.random.below(3) {
            0 => "-- entries/2026-11-20.md\n\nEngagement\n8\n\nBlockers and support\n- the build\n",
            1 => "## 2025-03-04\n\n- [ ] the plan\n\n## 2025-03-11\n\n- the talk\n",
            _ => "## 2025-03-18\n\n- [x] the plan\n",
        };
        fs::write(&file, text).unwrap();
        self.tool(person, &["import", slug, &file.display().to_string()], "", "true");
        self.tool(person, &["sync"], "", "true");
    }

    /// What stops the sending is let go, line by line; those lines may be anywhere then.
    fn allow(&mut self, person: usize) {
        let said = self.tool(person, &["sync"], "", "true");
        let places: Vec<String> =
            said.lines().filter_map(|line| line.strip_prefix("caused by: ")).map(str::to_owned).collect();
        if places.is_empty() {
            return;
        }
        self.quotas.count("allowed");
        let allowed = std::mem::take(&mut self.pasted[person]);
        self.kept[person].retain(|word| !allowed.contains(word));
        for place in places {
            self.tool(person, &["private", "allow", PEOPLE[person].2, &place], "", "true");
        }
        self.tool(person, &["sync"], "", "true");
    }

    fn wrong(&mut self, person: usize) {
        let text = self.private_text(person);
        let slug = PEOPLE[person].2;
        // Unquoted words become one line, of which a part is no private line.
        let lines: Vec<&str> = text.lines().collect();
        if lines.len() > 1 {
            self.notes.retain(|(_, line)| !lines.contains(&line.as_str()));
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let line = match self.random.below(5) {
            0 => vec!["note", "--private", "--topic", slug, &text],
            1 => vec!["note", "--private", "--section", "nowhere", slug, &text],
            2 => vec!["note", "--private", &text],
            3 => [vec!["note", "--private"], words].concat(),
            _ => vec!["private", "share", slug, "999", "--yes"],
        };
        self.tool(person, &line, "", "true");
    }

    fn git_by_hand(&mut self, person: usize, step: &str) {
        let pair = self.world.pair(person);
        match step {
            "git add -A" => {
                fs::write(pair.join("photo.txt"), "a photo").unwrap();
                self.git(person, &["add", "-A"]);
                self.git(person, &["commit", "-q", "-m", "all of it"]);
            }
            // What is pushed by hand is not looked through by anybody.
            "git push --mirror" if self.pasted[person].is_empty() => {
                self.git(person, &["push", "-q", "--mirror", "origin"])
            }
            "git bundle --all" if self.pasted[person].is_empty() => {
                let file = self.world.of(person).join(format!("out/{}.bundle", self.bundles.len()));
                self.git(person, &["bundle", "create", "-q", &file.display().to_string(), "--all"]);
                self.bundles.push((person, file));
            }
            "git gc or stash" => match self.random.below(3) {
                0 => self.git(person, &["gc", "-q"]),
                1 => self.git(person, &["repack", "-q", "-a", "-d"]),
                _ => {
                    fs::write(pair.join("stashed.txt"), "x").unwrap();
                    self.git(person, &["stash", "-q", "-u"]);
                }
            },
            ".gitignore deleted" => {
                fs::write(pair.join(".gitignore"), "private/\nnotes/\n.private\n").unwrap();
                self.git(person, &["add", "-A"]);
                self.git(person, &["commit", "-q", "-m", "ignore"]);
                fs::remove_file(pair.join(".gitignore")).unwrap();
                self.git(person, &["add", "-A"]);
                self.git(person, &["commit", "-q", "-m", "do not ignore"]);
            }
            _ => {}
        }
    }

    /// Runs a verb; its output is looked through afterwards. Returns what it said.
    fn tool(&mut self, person: usize, words: &[&str], input: &str, editor: &str) -> String {
        let output = self.world.run(person, env!("CARGO_BIN_EXE_oneonone"), words, input, editor);
        let text = [&output.stdout[..], &output.stderr[..]].concat();
        let said = String::from_utf8_lossy(&text).into_owned();
        let code = output.status.code();
        self.log.push(format!("{} {words:?}: {code:?}", PEOPLE[person].0));
        assert!(matches!(code, Some(0..=2)), "{words:?}: {code:?}\n{said}");
        if said.contains("a private note is in what would be sent: nothing was sent") {
            self.quotas.count("stopped by a private line");
        }
        if said.contains("sent ") && !said.contains("would") && !said.contains("error") {
            self.quotas.count("sent");
        }
        self.outputs.push((format!("{person}{words:?}"), text));
        said
    }

    /// A verb that prints private notes because it was asked for them.
    fn asked_for(&mut self, person: usize, words: &[&str]) {
        let output = self.world.run(person, env!("CARGO_BIN_EXE_oneonone"), words, "", "true");
        assert!(matches!(output.status.code(), Some(0..=1)), "{words:?}");
    }

    fn git(&mut self, person: usize, words: &[&str]) {
        let output = self.world.run(person, "git", words, "", "true");
        self.log.push(format!("{} git {words:?}: {:?}", PEOPLE[person].0, output.status.code()));
        let text = [output.stdout, output.stderr].concat();
        self.outputs.push((format!("{person}git {words:?}"), text));
    }

    fn sh(&mut self, person: usize, line: &str) {
        let output = self.world.run(person, "sh", &["-c", line], "", "true");
        self.log.push(format!("{} {line}: {:?}", PEOPLE[person].0, output.status.code()));
        self.outputs.push((format!("{person}{line}"), [output.stdout, output.stderr].concat()));
    }

    /// Everywhere that a private word is and must not be.
    pub(crate) fn leaks(&self) -> Vec<String> {
        let mut leaks = Vec::new();
        for owner in [0, 1] {
            self.leaks_of(owner, &mut leaks);
        }
        leaks
    }

    fn leaks_of(&self, owner: usize, leaks: &mut Vec<String>) {
        let all = &self.kept[owner];
        // On one's own machine, what one has pasted is where one has pasted it.
        let at_home: BTreeSet<String> = all.difference(&self.pasted[owner]).cloned().collect();
        let own = self.world.of(owner);
        let words_at = |path: &std::path::Path| if path.starts_with(&own) { &at_home } else { all };
        let mut tell = |place: String, words: BTreeSet<String>| {
            leaks.extend(words.into_iter().map(|word| format!("{word} of {} in {place}", PEOPLE[owner].0)));
        };
        for repository in self.world.repositories() {
            tell(
                format!("the objects of {}", repository.display()),
                words_in_objects(&repository, words_at(&repository)),
            );
        }
        let stores = [0, 1].map(|person| self.world.store(person));
        let skip = |path: &std::path::Path| {
            stores.iter().any(|store| store == path && store.starts_with(&own)) || path.ends_with("objects")
        };
        for folder in ["bob", "alice", "hub.git"] {
            let folder = self.world.root().join(folder);
            for (file, word) in words_in_files(&folder, words_at(&folder), &skip) {
                tell(file, BTreeSet::from([word]));
            }
        }
        for (person, file) in &self.bundles {
            let bare = file.with_extension("git");
            if !bare.exists() {
                let [file, bare] = [file, &bare].map(|path| path.display().to_string());
                let output = self.world.run(*person, "git", &["clone", "-q", "--mirror", &file, &bare], "", "true");
                assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            }
            tell(format!("the bundle {}", file.display()), words_in_objects(&bare, all));
        }
        for (about, bytes) in &self.outputs {
            let is_own = about.starts_with(&owner.to_string());
            let mut found = BTreeSet::new();
            words_in(bytes, if is_own { &at_home } else { all }, &mut found);
            tell(format!("the output of {about}"), found);
        }
        // The search finds what is there: the note that every sequence begins with, where it was not allowed to go since.
        let kept: BTreeSet<String> = self.surely_kept.intersection(all).cloned().collect();
        let store = self.world.store(owner);
        if self.is_hidden(owner) {
            // Encrypted, nothing of it can be read in the store either.
            tell("the encrypted store".to_owned(), words_in_objects(&store, all));
            words_in_files(&store, all, &|_| false).into_iter().for_each(|(file, word)| tell(file, [word].into()));
        } else if owner == 0 && !kept.is_empty() {
            let missing = "nothing of it is found where it was kept:".to_owned();
            if words_in_files(&store.join("notes"), &kept, &|_| false).is_empty()
                || words_in_objects(&store, &kept).is_empty()
            {
                leaks.push(format!("{missing} {kept:?}"));
            }
        }
    }

    /// Whether the private notes of a person are encrypted.
    fn is_hidden(&self, person: usize) -> bool {
        let files = walkdir::WalkDir::new(self.world.store(person).join("notes")).into_iter().filter_map(Result::ok);
        let mut files = files.filter(|entry| entry.file_type().is_file());
        files.any(|entry| fs::read(entry.path()).unwrap().starts_with(b"age KEY"))
    }

    /// Puts a private word of Bob's where it must not be.
    pub(crate) fn seed_leak(&mut self, place: &str) {
        let word = self.kept[0].first().unwrap().clone();
        let pair = self.world.pair(0);
        let sh = |sequence: &mut Self, line: &str| sequence.sh(0, &format!("cd '{}' && {line}", pair.display()));
        match SEEDED.iter().position(|known| *known == place).unwrap() {
            0 => sh(self, &format!("printf '{word}' | git hash-object -w --stdin >../../out/name")),
            1 => sh(
                self,
                &format!(
                    "echo '{word}' >x && git add x && git commit -qm x && git rm -q x && git commit -qm x && git repack -qad && rm -rf .git/logs"
                ),
            ),
            2 => {
                let hub = self.world.hub().display().to_string();
                sh(
                    self,
                    &format!(
                        "b=$(echo '{word}' | git -C '{hub}' hash-object -w --stdin) && git -C '{hub}' update-ref refs/x $b"
                    ),
                );
            }
            3 => fs::write(pair.join(".git/oneonone/memo-x"), format!("x{}x", word.to_uppercase())).unwrap(),
            4 => fs::write(pair.join("entries/x.md"), &word).unwrap(),
            5 => fs::write(pair.join("entries").join(&word), "").unwrap(),
            6 => sh(self, &format!("git commit -q --allow-empty -m '{word}' && rm -rf .git/logs .git/COMMIT_EDITMSG")),
            7 => {
                let line = format!(
                    "git commit -q --allow-empty -m '{word}' && git bundle create -q ../../out/0.bundle --all && git reset -q --hard HEAD~1 && git reflog expire --expire=all --all && git gc -q --prune=now && rm -rf .git/COMMIT_EDITMSG .git/logs .git/ORIG_HEAD"
                );
                sh(self, &line);
                self.bundles.push((0, self.world.of(0).join("out/0.bundle")));
            }
            _ => self.outputs.push(("0an output".to_owned(), format!("error: **{word}**").into_bytes())),
        }
        // What the shell was told is no output.
        self.outputs.retain(|(about, _)| !about.contains(&word));
    }
}

/// The words of a text that exist nowhere else.
fn tokens(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.starts_with("zq"));
    words.map(str::to_owned).collect()
}
