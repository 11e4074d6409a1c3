//! What a reader may rely on.

use std::time::{Duration, Instant};

use oneonone::render::{Format, Look, Shape, render};

use super::samples::*;

const LOOK: Look = Look { colour: false, unicode: true, width: 80 };

/// The text of one shape at 80 columns.
fn text(pairs: Vec<oneonone::report::value::PairReport>, shape: Shape) -> String {
    render(&report(pairs), Format::Text, &LOOK, shape)
}

/// Where a text stands in another.
fn place(text: &str, what: &str) -> usize {
    text.find(what).unwrap_or_else(|| panic!("no `{what}` in\n{text}"))
}

#[test]
fn twelve_people_fit_on_one_screen() {
    assert!(render(&twelve(), Format::Text, &LOOK, Shape::Team).lines().count() <= 24);
}

#[test]
fn the_most_urgent_come_first_and_equals_by_slug() {
    let team = render(&team(), Format::Text, &LOOK, Shape::Team);
    let places = ["Alice", "Dora", "Grace", "山田太郎", "Frank", "Niels"].map(|name| place(&team, name));
    assert!(places.is_sorted(), "{team}");
}

#[test]
fn overdue_items_stand_before_all_others() {
    let page = text(vec![alice()], Shape::Page);
    let texts = ["Finish the migration", "Email the CEO", "Write down what"];
    assert!(texts.map(|text| place(&page, text)).is_sorted(), "{page}");
}

#[test]
fn what_is_to_confirm_stands_first_and_only_once() {
    let page = text(vec![alice()], Shape::Page);
    assert!(place(&page, "To confirm") < place(&page, "To do now"));
    assert!(!page.contains("Say what became"), "{page}");
}

#[test]
fn eight_items_of_twenty_are_shown() {
    let page = text(vec![busy()], Shape::Page);
    assert_eq!(page.matches("Task number").count(), 8);
    assert!(page.contains("and 12 more"), "{page}");
}

#[test]
fn without_data_there_is_no_figure() {
    let page = text(vec![empty("nil", "Niels Null")], Shape::Page);
    assert!(page.contains("no data") && !page.contains('%') && !page.contains(" 0 "), "{page}");
}

#[test]
fn columns_line_up_whatever_the_names() {
    let team = render(&twelve(), Format::Text, &LOOK, Shape::Team);
    let next = |line: &str| line.split("  24 Nov").next().map(oneonone::render::look::width);
    let columns: Vec<_> = team.lines().filter(|line| line.contains("  24 Nov")).map(next).collect();
    assert!(columns.len() > 5 && columns.windows(2).all(|pair| pair[0] == pair[1]), "{team}");
}

#[test]
fn the_html_page_runs_and_loads_nothing() {
    let html = render(&report(vec![alice(), hostile()]), Format::Html, &LOOK, Shape::Team);
    for tag in ["<script", "<img", "<link", "<iframe", "<object", "src=\"", "url(", "http://www", "href=\"h"] {
        assert!(!html.contains(tag), "{tag}");
    }
    assert!(html.contains("default-src 'none'"));
    assert!(html.split("href=\"").skip(1).all(|link| link.starts_with("#person-")));
}

#[test]
fn a_line_without_an_end_takes_no_time_and_no_room() {
    let mut pair = alice();
    let long = "word".repeat(100_000);
    pair.direct_report.clone_from(&long);
    pair.signals[0].message.clone_from(&long);
    pair.needs[1].message.clone_from(&long);
    pair.action_items.items[0].text = long + &"\u{301}".repeat(100_000);
    let start = Instant::now();
    let page = text(vec![pair], Shape::Page);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    assert!(page.lines().count() < 80, "{}", page.lines().count());
}

#[test]
fn formats_are_named_in_small_letters() {
    assert!(Format::NAMES.iter().all(|name| name.parse::<Format>().is_ok()));
    let error = "PDF\u{1b}".parse::<Format>().expect_err("there is no such format");
    assert_eq!(error.to_string(), "no format is called `PDF\\u{1b}`; there are `text`, `json`, `md`, `html` and `csv`");
}

#[test]
fn the_columns_of_the_csv_are_those_of_its_page() {
    let csv = render(&report(vec![]), Format::Csv, &LOOK, Shape::Team);
    let page = include_str!("../../docs/csv.md");
    let table = page.lines().filter(|line| line.starts_with("| `"));
    let cells = table.filter_map(|line| line.split('|').nth(1));
    let named: Vec<&str> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    assert_eq!(csv.trim_end().split(',').collect::<Vec<_>>(), named);
}
