//! Files that somebody made to hang or break the program: each is read to the end, and told. How long it takes is printed
//! (`cargo test --release --test hostile -- --nocapture`) and asserted nowhere.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test prints what it measures"
)]

use std::time::Instant;

use oneonone::format::body::Vocabulary;
use oneonone::format::diagnostic::Code;
use oneonone::format::edit::{ItemEdit, edit_items, insert_under};
use oneonone::format::entry::{self, Reading};
use oneonone::format::pair_file;
use oneonone::format::source::FRONTMATTER_LIMIT;
use oneonone::history::{Files, History};
use oneonone::model::pair::Pair;
use oneonone::model::section::Section;

/// The size of a large file: 5 MB where the compiler has optimised, else less, so that the tests stay quick.
const LARGE: usize = if cfg!(debug_assertions) { 500_000 } else { 5_000_000 };

fn read(what: &str, text: &str) -> Reading {
    let start = Instant::now();
    let reading = entry::read("2026-11-20.md", text.as_bytes(), &Vocabulary::default());
    println!("{what}: {} bytes read in {:?}", text.len(), start.elapsed());
    let start = Instant::now();
    let files = Files { entries: vec![reading.entry.clone()], ..Files::default() };
    let history = History::new(Pair::default(), files, "2026-11-20".parse().unwrap());
    println!("  {} items joined in {:?}", history.items.len(), start.elapsed());
    reading
}

fn frontmatter(what: &str, yaml: &str) -> Vec<Code> {
    let reading = read(what, &format!("---\n{yaml}\n---\n- [ ] @alice an item\n"));
    let start = Instant::now();
    pair_file::read(yaml.as_bytes());
    println!("  as a pair file in {:?}", start.elapsed());
    reading.diagnostics.iter().map(|told| told.code).collect()
}

/// As many repetitions as fit into the frontmatter that is read.
fn filled(first: &str, piece: &str) -> String {
    format!("{first}{}", piece.repeat((FRONTMATTER_LIMIT - first.len() - 2) / piece.len()))
}

#[test]
fn frontmatter_over_the_limit_is_not_parsed() {
    assert_eq!(frontmatter("400 KB of `{a: `", &"{a: ".repeat(100_000)), [Code::LongFrontmatter]);
    assert_eq!(frontmatter("20 KB of `[`", &"[".repeat(20_000)), [Code::LongFrontmatter]);
    assert_eq!(frontmatter("5 MB of keys", &"key: value\n".repeat(450_000)), [Code::LongFrontmatter]);
}

#[test]
fn nesting_within_the_limit_is_told() {
    for piece in [
        "{a: ",
        "[",
        "{",
        "- ",
        "? ",
        "a: [",
        "&a [",
        "!t [",
        "{? ",
        "\"",
        "[a, ",
        "*",
        "&a ",
        "{a: b, ",
        "a: &b *b\n",
        "|\n",
        ": ",
    ] {
        let codes = frontmatter(&format!("16 KB of {piece:?}"), &filled("", piece));
        assert_eq!(codes, [Code::BadFrontmatter], "{piece:?}");
    }
    for close in ["[", "{a: "] {
        let end = if close == "[" { "]" } else { "}" };
        let depth = FRONTMATTER_LIMIT / (close.len() + 1) - 4;
        let codes = frontmatter("closed nesting", &format!("a: {}{}", close.repeat(depth), end.repeat(depth)));
        assert_eq!(codes, [Code::BadFrontmatter]);
    }
    let indented: String = (0..170).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    frontmatter("indented nesting", &indented[..indented.len().min(FRONTMATTER_LIMIT - 2)]);
}

#[test]
fn aliases_that_multiply_are_told() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let before = level - 1;
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", vec![format!("*a{before}"); 9].join(", ")));
    }
    assert_eq!(frontmatter("a bomb of aliases", &bomb), [Code::BadFrontmatter]);
    let wide = format!("a: &a [{}]\nb: [{}]\n", "x,".repeat(3000), "*a,".repeat(3000));
    frontmatter("a wide bomb", &wide);
    let text = format!("a: &a \"{}\"\nb: [{}]\n", "x".repeat(8000), "*a,".repeat(2700));
    frontmatter("a long text many times", &text);
    let keys: String = (0..1200).map(|key| format!("k{key}: &k{key} 1\n")).collect();
    frontmatter("many anchors", &keys);
    frontmatter("many empty values", &filled("", "[],").replacen("[]", "a: [[]", 1));
}

#[test]
fn a_line_of_150_000_characters_is_read() {
    for piece in [
        "a",
        "due:x ",
        "@alice ",
        "^abcd ",
        "[due:: ",
        "📅 ",
        "(@bob) ",
        "<!-- ",
        "<!-- --> ",
        "<!-- -->due:x ",
        "*",
        "`",
        "[",
        "![",
        "](",
        "<",
        "&",
        "\\",
        "日",
    ] {
        let line = piece.repeat(150_000 / piece.chars().count());
        let reading = read(&format!("a line of {piece:?}"), &format!("## Action items\n- [ ] do {line}\n- [ ] last\n"));
        assert!(!reading.entry.mentions.is_empty(), "{piece:?}");
    }
}

#[test]
fn distinct_owners_and_ids_on_a_line_are_read() {
    let owners: String = (0..20_000).map(|n| format!("@o{n} ")).collect();
    assert_eq!(read("20,000 owners", &format!("- [ ] {owners} do\n")).entry.mentions[0].owners.len(), 20_000);
    let ids: String = (0..20_000).map(|n| format!(" ^i{n:05}")).collect();
    let each: String = (0..20_000).map(|n| format!("- [ ] @alice do {n} ^i{n:05}\n")).collect();
    assert_eq!(read("20,000 ids united", &format!("{each}- [ ] do{ids}\n")).entry.mentions.len(), 20_001);
}

#[test]
fn ten_thousand_levels_are_read() {
    for piece in ["> ", "- ", "1. ", ">", "- > ", "* "] {
        let deep = piece.repeat(10_000);
        read(&format!("10,000 times {piece:?} on a line"), &format!("{deep}[ ] deep\nlazy\nlazy\n- [ ] @alice last\n"));
    }
    let stairs: String = (0..1_500).map(|depth| format!("{}- [ ] @alice a\n", " ".repeat(depth * 2))).collect();
    read("stairs of 1,500 lists", &stairs);
    let lazy = format!("{}a\n{}", "> ".repeat(2_000), "lazy\n".repeat(20_000));
    read("2,000 quotes over 20,000 lines", &lazy);
    let headings = "###### Action items from last time\n".repeat(20_000);
    read("20,000 headings", &headings);
}

#[test]
fn a_large_body_is_read() {
    for (line, section) in [
        ("- [ ] a\n", "Action items"),
        ("- [ ] a due:x\n", "Action items"),
        ("words of a person, on a line\n", "Notes"),
        ("<!-- a -->\n\n", "Notes"),
        ("<!--\n", "Notes"),
        ("```\n", "Notes"),
        ("> a\n", "Notes"),
        ("\n", "Engagement"),
        ("## Engagement\n", "Notes"),
        ("\r", "Notes"),
        ("[a]: b\n", "Notes"),
        ("| a |\n|---|\n", "Notes"),
        ("* * *\n", "Notes"),
        ("a\n===\n", "Notes"),
    ] {
        let text = format!("## {section}\n{}", line.repeat(LARGE / line.len()));
        read(&format!("a large file of {line:?}"), &text);
    }
    let ids: String = (0..LARGE / 20).map(|n| format!("- [ ] a ^{n:06}\n")).collect();
    read("equal lines with ids", &format!("## Action items\n{ids}"));
}

#[test]
fn large_files_are_edited() {
    let text = format!("## Action items\n{}", "- [ ] a <!-- b -->\n".repeat(100_000));
    let start = Instant::now();
    let edits: Vec<ItemEdit> = (2..100_002)
        .map(|line| ItemEdit { line, mark: Some('x'), append: vec!["done:2026-11-20".to_owned()] })
        .collect();
    let edited = edit_items(text.as_bytes(), &edits).unwrap();
    println!("100,000 items ticked in {:?}", start.elapsed());
    assert_eq!(edited.len(), text.len() + 100_000 * " done:2026-11-20".len());
    let start = Instant::now();
    let inserted = insert_under(text.as_bytes(), Section::Actions, &["- [ ] b".to_owned()], &Vocabulary::default());
    println!("a line inserted in {:?}", start.elapsed());
    assert!(inserted.is_ok());
}
