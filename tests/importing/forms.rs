//! What becomes of headings, line by line.

use oneonone::import::document::QuestionKind;
use oneonone::import::{Document, Options, PieceKind};
use oneonone::model::section::SectionNames;

fn options(year: Option<i32>) -> Options {
    Options { year, order: None }
}

/// One word for each piece: the date of a meeting, `-` for what belongs to none, `?` for what stands under no date.
fn pieces(text: &str, year: Option<i32>) -> String {
    let document = match Document::read(text.as_bytes(), &SectionNames::default(), &options(year)) {
        Ok(document) => document,
        Err(question) => return format!("{:?} in line {}", question.kind, question.line + 1),
    };
    let words = document.pieces.iter().map(|piece| match &piece.kind {
        PieceKind::Meeting(meeting) => {
            let ordinal = if meeting.ordinal > 1 { format!("#{}", meeting.ordinal) } else { String::new() };
            let cancelled = if meeting.cancelled.is_some() { "x" } else { "" };
            format!("{}{ordinal}{cancelled}", meeting.date)
        }
        PieceKind::Again(date, line) => format!("={date}@{line}"),
        PieceKind::Aside => "-".to_owned(),
        PieceKind::Undated => "?".to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The remarks: `line:column code`.
fn remarks(text: &str) -> Vec<String> {
    let document = Document::read(text.as_bytes(), &SectionNames::default(), &options(None)).unwrap();
    document.remarks.iter().map(|remark| format!("{}:{} {}", remark.line, remark.column, remark.code)).collect()
}

#[test]
fn every_form_at_every_level() {
    for (text, expected) in [
        ("## March 9, 2021\na\n## Mar 2nd, 2021\nb\n", "2021-03-09 2021-03-02"),
        ("# Notes\n\n### 2023/12/06\na\n### 2023/11/29 \\[Cancelled\\]\n", "- 2023-12-06 2023-11-29x"),
        ("#### 2024-01-03\na\n#### 2024-01-10\nb\n", "2024-01-03 2024-01-10"),
        ("**12/18/2018**\n\na\n\n**12/4/2018**\nb\n", "2018-12-18 2018-12-04"),
        ("18/12/2018\n\na\n\n4/12/2018\n\nb\n", "2018-12-18 2018-12-04"),
        ("2024-01-03\n----------\na\n\n2024-01-10\n----------\nb\n", "2024-01-03 2024-01-10"),
        ("## 3 January 2024 | [Alice / Bob](x)\na\n## 10 January 2024\nb\n", "2024-01-03 2024-01-10"),
        ("__3.1.2024__\na\n\n__10.1.2024__\nb\n", "2024-01-03 2024-01-10"),
        ("## 20240103\r\na\r\n## 20240110\r\nb", "2024-01-03 2024-01-10"),
        ("\u{feff}## 2024-01-03\na\n", "2024-01-03"),
        ("```\n## 2024-01-03\n```\n> ## 2024-01-03\n\n- ## 2024-01-03\n", "-"),
        ("## 2024–01–03\na\n## 2024 01 10\nb\n", "2024-01-03 2024-01-10"),
        // A document whose level changes half-way.
        (
            "## 2024-02-07 talk\na\n## 2024-01-31\nb\n## 2024-01-24\nb\n## 2024-01-17\nb\n### 2024-01-10 weekly talk\nc\n### 2024-01-03\nd\n\
             ### 2023-12-27 weekly talk\ne\n",
            "2024-02-07 2024-01-31 2024-01-24 2024-01-17 2024-01-10 2024-01-03 2023-12-27",
        ),
        // The days of one incident are no meetings.
        (
            "## 2024-01-03\na\n## 2024-01-10\nb\n## 2024-01-17\nc\n### 2024-01-18 outage\n### 2024-01-19 fix\n### 2024-01-20 review\n",
            "2024-01-03 2024-01-10 2024-01-17",
        ),
        ("## 1-1-2024-01-10\na\n## 1-1-2024-01-03\nb\n", "2024-01-10 2024-01-03"),
        ("## 23-01-2024\na\n## 16-01-24\nb\n", "2024-01-23 2024-01-16"),
        ("no date at all", "-"),
        ("", ""),
    ] {
        assert_eq!(pieces(text, None), expected, "{text:?}");
    }
}

#[test]
fn years_are_carried_and_asked_for() {
    let without = "## February 3\na\n## January 6\nb\n## December 23\nc\n";
    assert_eq!(pieces(without, None), "Year in line 1");
    assert_eq!(pieces(without, Some(2021)), "2021-02-03 2021-01-06 2020-12-23");
    for (text, expected) in [
        ("## February 3, 2021\na\n## January 6\nb\n## December 23\nc\n", "2021-02-03 2021-01-06 2020-12-23"),
        ("## December 9, 2020\na\n## December 23\nb\n## January 6\nc\n", "2020-12-09 2020-12-23 2021-01-06"),
        (
            "# 2021\n## January 20\na\n## January 6\nb\n# 2020\n## December 23\nc\n",
            "- 2021-01-20 2021-01-06 - 2020-12-23",
        ),
        ("## January 6\na\n## December 23, 2020\nb\n", "Year in line 1"),
        ("## 3/4/2021\na\n", "Order in line 1"),
        ("## 3/4/2021\na\n## 3/25/2021\nb\n", "2021-03-04 2021-03-25"),
        ("## 3/4/2021\na\n## 25/4/2021\nb\n", "2021-04-03 2021-04-25"),
        ("## 3/25/2021\na\n## 25/4/2021\nb\n## 3/4/2021\n", "Order in line 5"),
    ] {
        assert_eq!(pieces(text, None), expected, "{text:?}");
    }
    assert_eq!(
        Document::read(b"## 3/4/2021\n", &SectionNames::default(), &options(None)).unwrap_err().kind,
        QuestionKind::Order
    );
}

#[test]
fn what_is_no_meeting() {
    for (text, expected, remarked) in [
        (
            "## 2024-01-10\na\n### Next meeting Jan 17th 2024\nb\n## 2024-01-03\nc\n",
            "2024-01-10 2024-01-03",
            &["3:5 date-in-text"][..],
        ),
        (
            "## 2024-01-10\na\n### 2024-01-05 deadline\nb\n## 2024-01-03\nc\n",
            "2024-01-10 2024-01-03",
            &["3:5 date-in-text"],
        ),
        ("## 2024-01-10\na\n### 2024-02-05\nb\n## 2024-01-03\nc\n", "2024-01-10 2024-01-03", &["3:5 date-in-text"]),
        (
            "## January 10, 2024\na\n## Janury 3, 2024\nb\n## 2023-12-27\nc\n",
            "2024-01-10 ? 2023-12-27",
            &["3:4 bad-date"],
        ),
        ("## 2024-02-10\na\n## 2024-02-30\nb\n## 2024-01-27\nc\n", "2024-02-10 ? 2024-01-27", &["3:4 bad-date"]),
        ("**Feb 17, 2024**\na\n\n**Febuary 10**\nb\n\n**Feb 3**\nc\n", "2024-02-17 ? 2024-02-03", &["4:3 bad-date"]),
        (
            "## Feb 17, 2024\n## Actions\na\n## Febuary 10\n## Actions\nb\n## 202-02-03\nc\n## Jan 27\nd\n",
            "2024-02-17 ? ? 2024-01-27",
            &["4:4 bad-date", "7:4 bad-date"],
        ),
        ("## 2024-01-10\na\n## Parking lot\nb\n", "2024-01-10 -", &["3:4 no-meeting"]),
        ("# 2024-01-10\n# Agenda\na\n# Some subject\nb\n# 2024-01-03\n# Agenda\nc\n", "2024-01-10 2024-01-03", &[]),
        (
            "**2024-01-10**\na\n\n## Past\n\n### Older\n\n**2024-01-03**\nb\n",
            "2024-01-10 - - 2024-01-03",
            &["4:4 no-meeting", "6:5 no-meeting"],
        ),
        ("**2024-01-10**\na\n\n## Agenda\n\nb\n\n**2024-01-03**\nb\n", "2024-01-10 2024-01-03", &[]),
        ("## Monday, 2024-01-10\na\n", "2024-01-10", &["1:4 wrong-weekday"]),
        (
            "## 2023-01-18\na\n## 2022-01-11\nb\n## 2023-01-04\nc\n",
            "2023-01-18 2022-01-11 2023-01-04",
            &["3:4 out-of-order"],
        ),
        // Which year is meant is not known, so it is told.
        (
            "## Mar 3, 2021\na\n## Mar 30\nb\n## Mar 23\nc\n## Feb 3\nd\n",
            "2021-03-03 2021-03-30 2021-03-23 2021-02-03",
            &["3:4 out-of-order"],
        ),
        (
            "## Jan 12, 2021\na\n## Jan 5, 2020\nb\n## Dec 29\nc\n## Dec 22\nd\n",
            "2021-01-12 2020-01-05 2019-12-29 2019-12-22",
            &["3:4 out-of-order"],
        ),
        (
            "## 2024-01-10\nNo meeting in two weeks\n- pay\n## 2024-01-03\nCancelled\n- [ ] @bob x\n- y\n",
            "2024-01-10 2024-01-03",
            &["4:4 said-cancelled"],
        ),
    ] {
        assert_eq!(pieces(text, None), expected, "{text:?}");
        assert_eq!(remarks(text), remarked, "{text:?}");
    }
}

#[test]
fn one_day_twice_and_one_section_twice() {
    for (text, expected) in [
        ("## 2024-01-10\na\n## 2024-01-10\nb\n## 2024-01-03\nc\n", "2024-01-10#2 2024-01-10 2024-01-03"),
        ("## 2024-01-03\na\n## 2024-01-10\nb\n## 2024-01-10\nc\n", "2024-01-03 2024-01-10 2024-01-10#2"),
        ("## 2024-01-10\na\n\n## 2024-01-03\nc\n## 2024-01-10\n a\n", "2024-01-10 2024-01-03 =2024-01-10@1"),
        // Without years, and the whole document pasted again.
        (
            "## Jan 10, 2024\na\n## Jan 3\nc\n## Dec 27\nd\n## Jan 3\nc\n## Dec 27\nd\n",
            "2024-01-10 2024-01-03 2023-12-27 =2024-01-03@3 =2023-12-27@5",
        ),
    ] {
        assert_eq!(pieces(text, None), expected, "{text:?}");
    }
}
