//! What holds of every rendering, whatever people write.

use oneonone::render::escape::is_hidden;
use oneonone::render::look::width;
use oneonone::render::{Format, Look, Shape, render};
use oneonone::report::value::{PairReport, Report};
use proptest::prelude::*;

use super::samples::*;

/// What stands for a text in the page's own words.
const HOLE: &str = "zqzq";

/// Text of people: any characters, and those that make trouble more often.
fn words() -> impl Strategy<Value = String> {
    let trouble = prop::sample::select(vec![
        "\u{1b}[31m",
        "\u{9b}",
        "\r\n",
        "\t",
        "\u{202e}",
        "\u{200b}",
        "\u{200d}",
        "\u{fe0f}",
        "👩‍💻",
        "👍🏽",
        "❤️",
        "🇩🇪",
        "山田",
        "ｱ",
        "e\u{301}",
        "لا",
        "=1+1",
        "+",
        "-",
        "@",
        "<b>",
        "\"",
        "'",
        "&",
        "|",
        "*",
        "`",
        " ",
        "a",
        "longwordwithoutanyspaces",
        "\0",
        "\u{feff}",
        "＝",
        "</script>",
        "\\",
        ",",
        ";",
        "\u{1f3fd}",
        "각",
        "\u{1100}",
        "क्षि",
    ]);
    let piece = prop_oneof![3 => trouble.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from), 1 => "[a-z ]{0,12}"];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

/// Puts a text where people's texts stand.
fn with_words(mut pair: PairReport, words: &str) -> PairReport {
    pair.direct_report = words.into();
    pair.manager = words.into();
    pair.slug = words.into();
    pair.role = Some(words.into());
    pair.rhythm = Some(words.into());
    let items = pair.action_items.items.iter_mut().chain(&mut pair.blockers.items);
    for (at, item) in items.chain(&mut pair.topics).enumerate() {
        item.text = words.into();
        if at % 2 == 0 {
            item.owners.push(words.into());
        }
    }
    for signal in &mut pair.signals {
        signal.message = words.into();
        signal.evidence = vec![words.into(), words.into()];
    }
    pair.needs.iter_mut().for_each(|need| need.message = words.into());
    pair.to_confirm.iter_mut().for_each(|entry| entry.entry = words.into());
    pair
}

/// A report in which people wrote these words.
fn written(words: &str) -> Report {
    report([alice(), busy(), empty("x", "x"), emoji()].into_iter().map(|pair| with_words(pair, words)).collect())
}

/// The text without the codes of styles.
fn without_styles(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        out.push_str(before);
        rest = after.split_once('m').expect("a style ends with m").1;
    }
    out + rest
}

/// The elements that a Markdown text is made of, in their order.
fn elements(markdown: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Options, Parser};
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    let element = |event| match event {
        Event::Start(tag) => Some(format!("{:?}", tag.to_end())),
        Event::Text(_) | Event::End(_) | Event::SoftBreak => None,
        Event::Code(code) => Some(format!("code {code}")),
        other => Some(format!("{other:?}")),
    };
    Parser::new_ext(markdown, options).filter_map(element).collect()
}

/// How often a text occurs in another.
fn count(text: &str, what: &str) -> usize {
    text.matches(what).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn no_line_is_wider_than_the_page(words in words(), columns in 1usize..130, unicode: bool, page: bool) {
        let shape = if page { Shape::Page } else { Shape::Team };
        let look = Look { colour: false, unicode, width: columns };
        for line in render(&written(&words), Format::Text, &look, shape).lines() {
            prop_assert!(width(line) <= look.columns(), "{} columns: {line}", width(line));
        }
    }

    #[test]
    fn colour_changes_nothing_but_styles(words in words(), columns in 40usize..100, page: bool) {
        let shape = if page { Shape::Page } else { Shape::Team };
        let look = Look { colour: false, unicode: true, width: columns };
        let plain = render(&written(&words), Format::Text, &look, shape);
        let coloured = render(&written(&words), Format::Text, &Look { colour: true, ..look }, shape);
        prop_assert_eq!(without_styles(&coloured), plain);
    }

    #[test]
    fn nothing_hidden_comes_out(words in words()) {
        let look = Look { colour: false, unicode: true, width: 80 };
        for format in [Format::Text, Format::Markdown, Format::Html, Format::Csv, Format::Json] {
            for shape in [Shape::Page, Shape::Team] {
                let out = render(&written(&words), format, &look, shape);
                let out = if format == Format::Csv { out.replace("\r\n", "\n") } else { out };
                let bad = out.chars().find(|&c| {
                    is_hidden(c) && !matches!(c, '\n' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
                });
                prop_assert_eq!(bad, None, "{:?}", format);
            }
        }
    }

    #[test]
    fn no_cell_is_a_formula(words in words()) {
        let look = Look { colour: false, unicode: true, width: 80 };
        let csv = render(&written(&words), Format::Csv, &look, Shape::Team);
        let rows = parsed(&csv);
        prop_assert!(rows.iter().all(|row| row.len() == rows[0].len()));
        for cell in rows.iter().flatten() {
            let formula = cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
            prop_assert!(!formula || cell.parse::<f64>().is_ok(), "{cell}");
        }
    }

    #[test]
    fn words_add_no_markup_to_the_page(words in words()) {
        let look = Look { colour: false, unicode: true, width: 80 };
        for shape in [Shape::Page, Shape::Team] {
            let with = render(&written(&format!("a{words}")), Format::Html, &look, shape);
            let without = render(&written(HOLE), Format::Html, &look, shape);
            for mark in ["<", ">", "\""] {
                prop_assert_eq!(count(&with, mark), count(&without, mark));
            }
        }
    }

    #[test]
    fn words_add_no_markup_to_markdown(words in words()) {
        let look = Look { colour: false, unicode: true, width: 80 };
        for shape in [Shape::Page, Shape::Team] {
            let with = render(&written(&format!("{words}z")), Format::Markdown, &look, shape);
            let without = render(&written(HOLE), Format::Markdown, &look, shape);
            prop_assert_eq!(elements(&with), elements(&without), "{}", with);
        }
    }

    #[test]
    fn json_loses_nothing(words in words()) {
        let look = Look { colour: false, unicode: true, width: 80 };
        let report = written(&words);
        let json = render(&report, Format::Json, &look, Shape::Page);
        let value = |json: &str| serde_json::from_str::<serde_json::Value>(json).expect("it is JSON");
        let plain = serde_json::to_string(&report).expect("it can be written");
        prop_assert!(value(&json) == value(&plain), "{json}");
    }
}

/// The cells of a CSV file, read by RFC 4180.
fn parsed(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut rest = csv.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => {
                rest.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted && rest.peek() == Some(&'\n') => {
                rest.next();
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(row.is_empty() && cell.is_empty() && !quoted, "the last row ends with CRLF");
    rows
}
