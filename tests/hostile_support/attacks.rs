//! What is tried: names, links, submodules, twins, sizes and words that arrive through the hub, and folders `.git` that came
//! from elsewhere.

use std::fs;

use git2::{ObjectType, Oid, Repository};

use super::trees::{self, Line};
use super::world::World;

/// One thing that is tried.
pub(crate) struct Attack {
    pub(crate) name: String,
    pub(crate) prepare: Box<dyn Fn(&World) + Send + Sync>,
}

fn attack(name: impl Into<String>, prepare: impl Fn(&World) + Send + Sync + 'static) -> Attack {
    Attack { name: name.into(), prepare: Box::new(prepare) }
}

/// Something that arrives through the hub.
fn received(
    name: impl Into<String>,
    change: impl Fn(&World, &Repository, Oid) -> Oid + Send + Sync + 'static,
) -> Attack {
    attack(name, move |world| {
        let hub = Repository::open(world.hub()).unwrap();
        let head = hub.find_reference("refs/heads/main").unwrap().peel_to_commit().unwrap();
        let tree = change(world, &hub, head.tree_id());
        trees::commit(&hub, tree, "Alice Chen", "a change");
    })
}

const PLACES: [&[&str]; 4] = [&[], &["entries"], &["templates"], &["pictures", "of", "boards"]];

const NAMES: [&[u8]; 30] = [
    b".git",
    b".GIT",
    b".Git ",
    b".git.",
    b"git~1",
    b"GIT~1",
    b"..",
    b".",
    b"a/b",
    b"../../outside/x",
    b"/etc/x",
    b"..\\x",
    b"C:x",
    b"x:y",
    b"con",
    b"NUL.md",
    b"aux.txt",
    b"com1.md",
    b"trailing.",
    b"trailing ",
    b"\x1b]0;title\x07.md",
    b"\x1b[31mred.md",
    b"line\nbreak.md",
    b".g\xe2\x80\x8cit",
    b"\xff\xfe.md",
    b"\xe2\x80\xaemd.exe",
    b".git::$INDEX_ALLOCATION",
    b"a*b.md",
    b"-rf",
    b"--upload-pack=x",
];

const LINKS: [(&[&str], &[u8]); 9] = [
    (&["entries"], b"2026-11-20.md"),
    (&["entries"], b"2026-11-13.md"),
    (&[], b"oneonone.yaml"),
    (&[], b"backlog.md"),
    (&[], b"goals.md"),
    (&[], b"README.md"),
    (&[], b".gitattributes"),
    (&["templates"], b"six-part.md"),
    (&[], b"picture.png"),
];

const TARGETS: [&[u8]; 6] = [
    b"../../../outside/secret.md",
    b"../../outside/oneonone.yaml",
    b"/etc/passwd",
    b".git/config",
    b"entries",
    b"/dev/zero",
];

const TWINS: [(&[u8], &[u8]); 6] = [
    (b"Notes.md", b"notes.md"),
    (b"README.md", b"readme.md"),
    (b"entries", b"Entries"),
    (b"Jos\xc3\xa9.md", b"Jose\xcc\x81.md"),
    (b"oneonone.yaml", b"OneOnOne.yaml"),
    (b"a\xe2\x80\x8c.md", b"a.md"),
];

const WORDS: [(&str, &str); 16] = [
    ("escape", "\u{1b}[31mred\u{1b}[0m"),
    ("title", "\u{1b}]0;owned\u{7}"),
    ("hyperlink", "\u{1b}]8;;https://evil.example\u{1b}\\click\u{1b}]8;;\u{1b}\\"),
    ("clipboard", "\u{1b}]52;c;ZXZpbA==\u{7}"),
    ("C1", "\u{9b}31mred\u{85}next"),
    ("override", "\u{202e}desrever\u{202c}"),
    ("isolate", "\u{2066}isolated\u{2069}"),
    ("zero width", "ze\u{200b}ro\u{200f}"),
    ("separator", "a\u{2028}b"),
    ("bell and delete", "a\u{7}b\u{7f}c\u{8}"),
    ("return", "good\rbad"),
    ("script", "<script>alert(1)</script><img src=x onerror=alert(1)>"),
    ("link", "[click](javascript:alert(1)) ![x](https://evil.example/x.png)"),
    ("formula", "=cmd|' /C calc'!A0"),
    ("template", "{manager} {{7*7}} ${HOME} $(touch ran) `touch ran`"),
    ("percent", "%s%s%n %0A"),
];

/// How hostile words get in.
const CARRIERS: [&str; 8] =
    ["a line", "an item", "a heading", "the reason", "a name", "the backlog", "the author", "the message"];

const FRONTMATTERS: [(&str, &str); 8] = [
    ("nested", "{a: "),
    ("brackets", "["),
    ("dashes", "- - - "),
    ("aliases", "a: &a [x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n"),
    ("tags", "!!python/object/apply:os.system ['touch ran']\n"),
    ("keys", "date: 2026-11-20\ndate: 2026-11-21\n"),
    ("merge keys", "<<: {status: held}\n"),
    ("nul", "a: \0\n"),
];

/// All of them.
pub(crate) fn all() -> Vec<Attack> {
    let mut all = Vec::new();
    names(&mut all);
    links(&mut all);
    odd_files(&mut all);
    words(&mut all);
    sticks(&mut all);
    all
}

fn blob(hub: &Repository, bytes: &[u8]) -> Oid {
    hub.odb().unwrap().write(ObjectType::Blob, bytes).unwrap()
}

fn names(all: &mut Vec<Attack>) {
    for place in PLACES {
        for name in NAMES {
            let shown = format!("the name {:?} in {place:?}", String::from_utf8_lossy(name));
            all.push(received(shown, move |_, hub, tree| {
                let id = blob(hub, b"- [ ] hostile\n");
                trees::with(hub, Some(tree), place, Line { mode: "100644", name: name.to_vec(), id })
            }));
        }
    }
    for name in [&b".git"[..], b".GIT", b"git~1"] {
        for below in ["hooks", "config"] {
            let shown = format!("a folder {:?} with {below}", String::from_utf8_lossy(name));
            all.push(received(shown, move |world, hub, tree| {
                let id = blob(hub, format!("#!/bin/sh\ntouch '{}'\n", world.mark().display()).as_bytes());
                let inner = trees::write(hub, vec![Line { mode: "100755", name: b"post-checkout".to_vec(), id }]);
                let line = if below == "hooks" {
                    Line { mode: "40000", name: b"hooks".to_vec(), id: inner }
                } else {
                    Line { mode: "100644", name: b"config".to_vec(), id }
                };
                let folder = trees::write(hub, vec![line]);
                trees::with(hub, Some(tree), &[], Line { mode: "40000", name: name.to_vec(), id: folder })
            }));
        }
    }
}

fn links(all: &mut Vec<Attack>) {
    for (place, name) in LINKS {
        for target in TARGETS {
            let (shown, to) = (String::from_utf8_lossy(name), String::from_utf8_lossy(target));
            all.push(received(format!("a link {shown} to {to}"), move |_, hub, tree| {
                let id = blob(hub, target);
                trees::with(hub, Some(tree), place, Line { mode: "120000", name: name.to_vec(), id })
            }));
        }
    }
    for target in TARGETS {
        let to = String::from_utf8_lossy(target);
        all.push(received(format!("entries as a link to {to}"), move |_, hub, tree| {
            let id = blob(hub, target);
            trees::with(hub, Some(tree), &[], Line { mode: "120000", name: b"entries".to_vec(), id })
        }));
        // The same in the work tree, where nobody inspects it.
        all.push(attack(format!("a link in the work tree to {to}"), move |world| {
            let entries = world.pair().join("entries");
            let name = std::str::from_utf8(target).unwrap();
            for file in ["2026-11-20.md", "2026-11-13.md", "2026-11-27.md"] {
                let _ = fs::remove_file(entries.join(file));
                #[cfg(unix)]
                std::os::unix::fs::symlink(name, entries.join(file)).unwrap();
            }
        }));
    }
}

fn odd_files(all: &mut Vec<Attack>) {
    for (mode, what) in
        [("160000", "a submodule"), ("100755", "a program"), ("100600", "a mode of its own"), ("0", "no mode")]
    {
        for place in PLACES {
            all.push(received(format!("{what} in {place:?}"), move |world, hub, tree| {
                let modules = format!("[submodule \"x\"]\n\tpath = x\n\turl = -u{}\n", world.script().display());
                let id = blob(hub, modules.as_bytes());
                let tree =
                    trees::with(hub, Some(tree), &[], Line { mode: "100644", name: b".gitmodules".to_vec(), id });
                trees::with(hub, Some(tree), place, Line { mode, name: b"x".to_vec(), id })
            }));
        }
    }
    for (one, other) in TWINS {
        let shown = format!("{} and {}", String::from_utf8_lossy(one), String::from_utf8_lossy(other));
        all.push(received(shown, move |_, hub, tree| {
            let file = |name: &[u8]| Line { mode: "100644", name: name.to_vec(), id: blob(hub, name) };
            let tree = trees::with(hub, Some(tree), &[], file(other));
            if one == b"entries" || one == b"oneonone.yaml" {
                tree
            } else {
                trees::with(hub, Some(tree), &[], file(one))
            }
        }));
    }
    all.push(received("a file of 11 MB", |_, hub, tree| {
        let id = blob(hub, &vec![b'x'; 11_000_000]);
        trees::with(hub, Some(tree), &["entries"], Line { mode: "100644", name: b"2026-11-13.md".to_vec(), id })
    }));
    all.push(received("folders 200 deep", |_, hub, tree| {
        let id = blob(hub, b"deep");
        trees::with(hub, Some(tree), &["d"; 200], Line { mode: "100644", name: b"x".to_vec(), id })
    }));
    all.push(received("an entry that is a folder", |_, hub, tree| {
        let id = blob(hub, b"- [ ] x\n");
        trees::with(hub, Some(tree), &["entries", "2026-11-20.md"], Line { mode: "100644", name: b"x".to_vec(), id })
    }));
    for attribute in [
        "filter=evil",
        "merge=evil",
        "diff=evil",
        "working-tree-encoding=UTF-16",
        "text eol=crlf",
        "ident",
        "export-subst",
    ] {
        all.push(received(format!("the attribute {attribute}"), move |world, hub, tree| {
            let config = Repository::open(world.pair()).unwrap().config().unwrap();
            let mut config = config.open_level(git2::ConfigLevel::Local).unwrap();
            for key in [
                "filter.evil.clean",
                "filter.evil.smudge",
                "filter.evil.process",
                "merge.evil.driver",
                "diff.evil.command",
            ] {
                config.set_str(key, &world.script().to_string_lossy()).unwrap();
            }
            let id = blob(hub, format!("* {attribute}\n").as_bytes());
            trees::with(hub, Some(tree), &[], Line { mode: "100644", name: b".gitattributes".to_vec(), id })
        }));
    }
}

fn words(all: &mut Vec<Attack>) {
    for (what, text) in WORDS {
        for carrier in CARRIERS {
            all.push(attack(format!("{what} in {carrier}"), move |world| {
                let hub = Repository::open(world.hub()).unwrap();
                let head = hub.find_reference("refs/heads/main").unwrap().peel_to_commit().unwrap();
                let entry = match carrier {
                    "an item" => format!("## Action items\n- [ ] {text} due:2026-11-01\n"),
                    "a heading" => format!("## {text}\n- said\n## Action items {text}\n- [ ] x {text}\n"),
                    "the reason" => format!("---\nstatus: cancelled\nreason: \"{}\"\n---\n", text.escape_default()),
                    _ => format!("## Topics\n- {text}\n"),
                };
                let file = |tree: Oid, folder: &[&str], name: &str, text: &str| {
                    let line = Line { mode: "100644", name: name.as_bytes().to_vec(), id: blob(&hub, text.as_bytes()) };
                    trees::with(&hub, Some(tree), folder, line)
                };
                let mut tree = file(head.tree_id(), &["entries"], "2026-11-13.md", &entry);
                if carrier == "the backlog" {
                    tree = file(tree, &[], "backlog.md", &format!("- [ ] {text}\n"));
                }
                if carrier == "a name" {
                    let pair = format!(
                        "schema: 1\ndirect_report: {{name: {0:?}, handle: alice}}\nmanager: {{name: {0:?}, handle: bob}}\nrole: {0:?}\ncadence:\n  - {{from: 2026-11-06, every: week}}\n",
                        text
                    );
                    tree = file(tree, &[], "oneonone.yaml", &pair);
                }
                let clean: String = text.chars().filter(|c| *c != '\n' && *c != '<' && *c != '>').collect();
                let author = if carrier == "the author" { clean.as_str() } else { "Alice Chen" };
                let message = if carrier == "the message" { text } else { "a change" };
                trees::commit(&hub, tree, author, message);
            }));
        }
    }
    for (what, piece) in FRONTMATTERS {
        for repeat in [1, 300, 60_000] {
            all.push(received(format!("frontmatter of {repeat} {what}"), move |_, hub, tree| {
                let yaml = piece.repeat(repeat);
                let entry = blob(hub, format!("---\n{yaml}\n---\n- [ ] x\n").as_bytes());
                let line = Line { mode: "100644", name: b"2026-11-13.md".to_vec(), id: entry };
                let tree = trees::with(hub, Some(tree), &["entries"], line);
                let line = Line { mode: "100644", name: b"oneonone.yaml".to_vec(), id: blob(hub, yaml.as_bytes()) };
                trees::with(hub, Some(tree), &[], line)
            }));
        }
    }
}

/// Folders `.git` that came from elsewhere.
fn sticks(all: &mut Vec<Attack>) {
    for key in [
        "core.fsmonitor",
        "core.sshCommand",
        "core.pager",
        "core.editor",
        "core.askPass",
        "core.gitProxy",
        "core.hooksPath",
        "credential.helper",
        "diff.external",
        "gpg.program",
        "core.alternateRefsCommand",
        "sequence.editor",
        "core.attributesFile",
    ] {
        all.push(attack(format!("a configuration with {key}"), move |world| {
            let mut config =
                Repository::open(world.pair()).unwrap().config().unwrap().open_level(git2::ConfigLevel::Local).unwrap();
            config.set_str(key, &world.script().to_string_lossy()).unwrap();
            config.set_str("remote.origin.uploadpack", &world.script().to_string_lossy()).unwrap();
            config.set_str("remote.origin.receivepack", &world.script().to_string_lossy()).unwrap();
        }));
    }
    for url in [
        "ext::sh -c touch% ran",
        "--upload-pack=touch ran",
        "ssh://-oProxyCommand=touch%20ran/x",
        "fd::7",
        "file:///etc",
    ] {
        all.push(attack(format!("the address {url}"), move |world| {
            let mut config =
                Repository::open(world.pair()).unwrap().config().unwrap().open_level(git2::ConfigLevel::Local).unwrap();
            config.set_str("remote.origin.url", url).unwrap();
        }));
    }
    for place in ["outside", "outside/entries", ".."] {
        all.push(attack(format!("a work tree in {place}"), move |world| {
            let mut config =
                Repository::open(world.pair()).unwrap().config().unwrap().open_level(git2::ConfigLevel::Local).unwrap();
            config.set_str("core.worktree", &world.outside().join("..").join(place).to_string_lossy()).unwrap();
        }));
    }
    all.push(attack("hooks of every kind", |world| {
        for folder in [world.pair().join(".git/hooks"), world.hub().join("hooks")] {
            fs::create_dir_all(&folder).unwrap();
            for hook in [
                "pre-commit",
                "post-commit",
                "post-checkout",
                "post-merge",
                "pre-push",
                "pre-receive",
                "update",
                "post-receive",
                "post-update",
                "reference-transaction",
                "post-index-change",
                "commit-msg",
                "pre-auto-gc",
            ] {
                fs::copy(world.script(), folder.join(hook)).unwrap();
            }
        }
    }));
    all.push(attack("an include of another configuration", |world| {
        let evil = world.pair().join("evil.config");
        fs::write(&evil, format!("[core]\n\tfsmonitor = {0}\n\tsshCommand = {0}\n", world.script().display())).unwrap();
        let mut config =
            Repository::open(world.pair()).unwrap().config().unwrap().open_level(git2::ConfigLevel::Local).unwrap();
        config.set_str("include.path", &evil.to_string_lossy()).unwrap();
    }));
    all.push(attack("a file .git that leads outside", |world| {
        let git = world.outside().join("git");
        fs::rename(world.pair().join(".git"), &git).unwrap();
        fs::write(world.pair().join(".git"), format!("gitdir: {}\n", git.display())).unwrap();
    }));
    all.push(attack("a link .git that leads outside", |world| {
        let git = world.outside().join("git");
        fs::rename(world.pair().join(".git"), &git).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(&git, world.pair().join(".git")).unwrap();
    }));
    for link in ["oneonone", "index", "objects", "refs", "logs", "config", "HEAD", "info", "oneonone/net"] {
        all.push(attack(format!("a link .git/{link} that leads outside"), move |world| {
            let (from, to) = (world.pair().join(".git").join(link), world.outside().join(link.replace('/', "-")));
            if from.exists() {
                fs::rename(&from, &to).unwrap();
            } else {
                fs::create_dir_all(&to).unwrap();
                fs::create_dir_all(from.parent().unwrap()).unwrap();
            }
            #[cfg(unix)]
            std::os::unix::fs::symlink(&to, &from).unwrap();
        }));
    }
    for (name, text) in [
        ("HEAD", "ref: ../../../outside/x\n"),
        ("HEAD", "ref: refs/heads/../../x\n"),
        ("commondir", "../../../outside\n"),
    ] {
        all.push(attack(format!(".git/{name} with {text:?}"), move |world| {
            fs::write(world.pair().join(".git").join(name), text).unwrap();
        }));
    }
}
