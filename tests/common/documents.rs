//! Random entries: any bytes, and documents of a grammar of everything that Markdown and frontmatter can put together.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces that mean something somewhere; joined at random they go where no grammar leads.
const PIECES: [&str; 60] = [
    "---",
    "...",
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "  ",
    "    ",
    "\u{feff}",
    "\0",
    "- ",
    "* ",
    "1. ",
    "- [ ] ",
    "- [x] ",
    "- [>] ",
    "- [-] ",
    "[ ]",
    "> ",
    "#",
    "# ",
    "## ",
    "### ",
    "===",
    "```",
    "~~~",
    "<!--",
    "-->",
    "<!-->",
    "<div>",
    "</div>",
    "`",
    "**",
    "_",
    "date: ",
    "status: ",
    "engagement: ",
    "2026-11-20",
    "2026-02-30",
    "held",
    "planned",
    "8",
    "{a: ",
    "[",
    "]",
    "}",
    "&a ",
    "*a",
    "due:",
    "done:",
    "@alice",
    "(@bob)",
    "^a7k2mm",
    "^b000",
    "📅 ",
    "日本語",
    "Action items",
    "Look back",
    "a",
];

/// Any bytes at all.
pub fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        vec(any::<u8>(), 0..400),
        vec(select(&PIECES[..]), 0..80).prop_map(|pieces| pieces.concat().into_bytes()),
        (vec(select(&PIECES[..]), 0..40), vec(any::<u8>(), 0..8), vec(select(&PIECES[..]), 0..40)).prop_map(
            |(before, bytes, after)| [before.concat().into_bytes(), bytes, after.concat().into_bytes()].concat()
        ),
        (select(&PIECES[..]), 1..3000_usize).prop_map(|(piece, count)| piece.repeat(count).into_bytes()),
        document().prop_map(String::into_bytes),
    ]
}

/// A document of blocks, with frontmatter or without, of any line ends.
pub fn document() -> impl Strategy<Value = String> {
    let ends = select(&["\n", "\n", "\r\n", "\r"][..]);
    (any::<bool>(), proptest::option::of(frontmatter()), vec(block(), 0..12), ends, any::<bool>()).prop_map(
        |(mark, front, blocks, end, last)| {
            let mut lines: Vec<String> = Vec::new();
            if let Some(front) = front {
                lines.push("---".to_owned());
                lines.extend(front);
                lines.push("---".to_owned());
            }
            for block in blocks {
                lines.extend(block.split('\n').map(str::to_owned));
            }
            let mut text = lines.join(end);
            if last && !text.is_empty() {
                text.push_str(end);
            }
            if mark { format!("\u{feff}{text}") } else { text }
        },
    )
}

/// Lines of frontmatter, each key once.
pub fn frontmatter() -> impl Strategy<Value = Vec<String>> {
    let line = select(
        &[
            "date: 2026-11-20",
            "scheduled: 2026-11-18",
            "status: held",
            "status: planned   # by Bob",
            "engagement: 8",
            "engagement: {score: 4, scale: 5}",
            "engagement:\n  score: 4\n  scale: 5",
            "engagement:",
            "minutes: 45",
            "reason: \"ill: flu # really\"",
            "reason: |\n  two\n  lines",
            "reason: >-\n  status: held",
            "prepared: 2026-11-17",
            "\"kind\": mentor",
            "tags: [a, b]",
            "tags:\n- a\n- b",
            "x-own: &x {a: 1}",
            "# a comment",
            "",
            "imported: notes.md",
            "größe: 日本語",
        ][..],
    );
    vec(line, 0..7).prop_map(|chosen| {
        let mut seen = std::collections::HashSet::new();
        let name = |line: &str| line.split(':').next().unwrap_or("").trim_matches('"').to_owned();
        let is_new = |line: &&&str| line.is_empty() || line.starts_with('#') || seen.insert(name(line));
        let kept: Vec<&str> = chosen.iter().filter(is_new).copied().collect();
        kept.iter().flat_map(|line| line.split('\n').map(str::to_owned)).collect()
    })
}

/// A line of words.
pub fn words() -> impl Strategy<Value = String> {
    let word = select(
        &[
            "Ship",
            "the",
            "importer",
            "日本語",
            "*soon*",
            "`code`",
            "done",
            "a:b",
            "naïve",
            "[link](x)",
            "\\",
            "R&D",
            "🙂",
        ][..],
    );
    vec(word, 1..5).prop_map(|words| words.join(" "))
}

/// The text of an item with fields in any order.
pub fn item_text() -> impl Strategy<Value = String> {
    let field = select(
        &[
            "due:2026-11-27",
            "due:friday",
            "done:2026-11-19",
            "📅 2026-12-01",
            "[due:: 2026-12-02]",
            "^a7k2mm",
            "^k3f9aa",
            "(@alice, @bob)",
            "reopened:2026-11-20",
            "<!-- note -->",
        ][..],
    );
    let owner = select(&["", "", "@alice ", "@bob @alice "][..]);
    (owner, words(), vec(field, 0..3)).prop_map(|(owner, words, fields)| {
        std::iter::once(format!("{owner}{words}"))
            .chain(fields.into_iter().map(str::to_owned))
            .collect::<Vec<_>>()
            .join(" ")
    })
}

/// A line `- [ ] …`.
pub fn task() -> impl Strategy<Value = String> {
    let bullet = select(&["- ", "* ", "+ ", "1. ", "- - "][..]);
    let mark = select(&[' ', 'x', '>', '-', 'X', '?'][..]);
    (bullet, mark, item_text()).prop_map(|(bullet, mark, text)| format!("{bullet}[{mark}] {text}"))
}

/// A heading of any level.
pub fn heading() -> impl Strategy<Value = String> {
    let name = select(
        &[
            "Look back",
            "Look forward",
            "Action items",
            "Alice Chen",
            "bob",
            "Blockers",
            "Open discussion",
            "Engagement",
            "Attendance",
            "Feedback",
            "Something else",
            "3. Topics & more",
        ][..],
    );
    (1..4_usize, name, any::<bool>()).prop_map(|(level, name, setext)| match (level, setext) {
        (1, true) => format!("{name}\n==="),
        (2, true) => format!("{name}\n---"),
        _ => format!("{} {name}", "#".repeat(level)),
    })
}

/// One block; quotes and lists hold blocks again.
pub fn block() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => task(),
        3 => heading(),
        1 => words(),
        1 => words().prop_map(|words| format!("- {words}")),
        1 => words().prop_map(|words| format!("```\n- [ ] {words}\n```")),
        1 => words().prop_map(|words| format!("~~~~\n{words}")),
        1 => words().prop_map(|words| format!("    - [ ] {words}")),
        1 => words().prop_map(|words| format!("<!-- {words} -->")),
        1 => words().prop_map(|words| format!("<!--\n- [ ] {words}\n-->")),
        1 => words().prop_map(|words| format!("<div>\n{words}\n</div>")),
        1 => select(&["", "", "---", "***", "TODO", "- [ ]", "-", "8", "score: 7", "- [] x", "<!--", "| a |\n|---|\n| b |"][..])
            .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let prefixed = |first: &'static str, rest: &'static str| {
            move |blocks: Vec<String>| {
                let text = blocks.join("\n");
                let mut prefix = first;
                let line = |line: &str| {
                    let line = format!("{prefix}{line}");
                    prefix = rest;
                    line
                };
                text.split('\n').map(line).collect::<Vec<_>>().join("\n")
            }
        };
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(prefixed("> ", "> ")),
            vec(inner.clone(), 1..4).prop_map(prefixed("- ", "  ")),
            vec(inner.clone(), 1..4).prop_map(prefixed("- ", "\t")),
            vec(inner, 1..4).prop_map(|blocks| blocks.join("\n\n")),
        ]
    })
}

/// Lines that are nearly plain `key: value`.
pub fn simple_block() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        4 => select(&["date", "status", "engagement", "minutes", "reason", "kind"][..]).prop_map(str::to_owned),
        1 => "[a-z_]{1,6}",
        1 => select(&["null", "true", "on", "nan", "y", "no", "inf", "- a", "? a", "_a"][..]).prop_map(str::to_owned),
    ];
    let value = prop_oneof![
        3 => "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        3 => "[0-9]{1,22}",
        3 => "[a-zA-Z][a-zA-Z0-9 ._,/()-]{0,12}",
        2 => "[ -~]{0,8}",
        2 => "[0-9a-fA-FxXoOeE._+-]{1,8}",
        1 => select(&["", "null", "Null", "~", "true", "TRUE", "yes", "NaN", ".inf", "0x1F", "0o7", "1_000", "1e3", "---", "..."][..])
            .prop_map(str::to_owned),
    ];
    let colon = select(&[": ", ": ", ": ", ":", ":  ", ":\t", " : "][..]);
    let end = select(&["\n", "\n", "\n", "\r\n", "\r", " \n", "\n\n", "\n  ", ""][..]);
    vec((key, colon, value, end), 0..4).prop_map(|lines| {
        lines.into_iter().map(|(key, colon, value, end)| format!("{key}{colon}{value}{end}")).collect()
    })
}

/// Lines that are nearly all plain: bullets, words, headings, comments.
pub fn simple_body() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        4 => "[-*+] (\\[[ x>-]\\] )?[a-zA-Z@(\"\\[][ -;=-~]{0,12}",
        2 => "[a-zA-Zé日][ -~]{0,12}",
        2 => "#{1,7} [ a-zA-Z0-9,.()/?:'-]{0,14}",
        1 => "#{1,3} ?[ -~]{0,8}",
        2 => "<!-- [a-zA-Z? !-]{0,10} -->",
        3 => Just(String::new()),
        1 => "[ -~]{0,6}",
        1 => select(&["- ", "-", "---", "===", "- - a", "* * *", "1. a", "  - b", "    c", "> q", "```", "\tx", "[a]: b", "- [a]: b"][..])
            .prop_map(str::to_owned),
    ];
    let plain = prop_oneof![
        3 => "[-*+] (\\[[ x>-]\\] )?[a-zA-Z@(\"\\[][ -;=-~]{0,12}",
        2 => "[a-zA-Zé日][ -;=-~]{0,12}",
        2 => "#{1,6} [a-zA-Z0-9,.()/?:'-][ a-zA-Z0-9,.()/?:'-]{0,14}",
        1 => "<!-- [a-zA-Z? !]{0,10} -->",
        2 => Just(String::new()),
    ];
    let end = select(&["\n", "\n", "\n", "\r\n"][..]);
    let lines = prop_oneof![3 => vec(plain, 0..9).boxed(), 1 => vec(line, 0..6).boxed()];
    (lines, end, any::<bool>()).prop_map(|(lines, end, last)| {
        let text = lines.join(end);
        if last { format!("{text}{end}") } else { text }
    })
}
