//! Every format, as it is.

use insta::assert_snapshot;
use oneonone::render::{Format, Look, Shape, render};

use super::samples::*;

const PLAIN: Look = Look { colour: false, unicode: true, width: 80 };
const COLOUR: Look = Look { colour: true, unicode: true, width: 80 };
const ASCII: Look = Look { colour: false, unicode: false, width: 80 };

#[test]
fn page_in_unicode() {
    assert_snapshot!(render(&report(vec![alice()]), Format::Text, &PLAIN, Shape::Page));
}

#[test]
fn page_in_ascii() {
    assert_snapshot!(render(&report(vec![alice()]), Format::Text, &ASCII, Shape::Page));
}

#[test]
fn page_in_colour() {
    let page = render(&report(vec![alice()]), Format::Text, &COLOUR, Shape::Page);
    assert_snapshot!(page.replace('\u{1b}', "ESC"));
}

#[test]
fn pages_of_the_others() {
    let report = report(vec![empty("nil", "Niels Null"), busy(), yamada(), emoji(), hostile()]);
    assert_snapshot!(render(&report, Format::Text, &PLAIN, Shape::Page));
}

#[test]
fn page_since_a_day_in_a_narrow_window() {
    let mut report = report(vec![alice()]);
    report.since = Some(day(1, 1));
    assert_snapshot!(render(&report, Format::Text, &Look { width: 48, ..PLAIN }, Shape::Page));
}

#[test]
fn team_in_unicode() {
    assert_snapshot!(render(&twelve(), Format::Text, &PLAIN, Shape::Team));
}

#[test]
fn team_in_ascii() {
    assert_snapshot!(render(&twelve(), Format::Text, &ASCII, Shape::Team));
}

#[test]
fn team_in_colour() {
    assert_snapshot!(render(&team(), Format::Text, &COLOUR, Shape::Team).replace('\u{1b}', "ESC"));
}

#[test]
fn team_of_nobody() {
    assert_snapshot!(render(&report(vec![]), Format::Text, &PLAIN, Shape::Team));
}

#[test]
fn markdown_page() {
    assert_snapshot!(render(&report(vec![alice(), hostile()]), Format::Markdown, &PLAIN, Shape::Page));
}

#[test]
fn markdown_team() {
    assert_snapshot!(render(&team(), Format::Markdown, &PLAIN, Shape::Team));
}

#[test]
fn html_page() {
    assert_snapshot!(render(&report(vec![alice(), hostile()]), Format::Html, &PLAIN, Shape::Page));
}

#[test]
fn html_team() {
    assert_snapshot!(render(&team(), Format::Html, &PLAIN, Shape::Team));
}

#[test]
fn csv() {
    let mut report = team();
    report.pairs.push(hostile());
    assert_snapshot!(render(&report, Format::Csv, &PLAIN, Shape::Team).replace('\r', "CR"));
}

#[test]
fn json() {
    assert_snapshot!(render(&report(vec![hostile()]), Format::Json, &PLAIN, Shape::Team));
}
