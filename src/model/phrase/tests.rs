//! Tables of phrases at fixed days, and laws for all strings.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("an ISO date")
}

/// A Wednesday.
const WEDNESDAY: &str = "2026-11-18";

#[track_caller]
fn table(today: &str, rows: &[(&str, &str)]) {
    for (phrase, expected) in rows {
        let understood = parse(phrase, day(today)).map(|u| u.date.to_string());
        assert_eq!(understood.as_deref(), Ok(*expected), "`{phrase}` on {today}");
    }
}

#[track_caller]
fn past(today: &str, rows: &[(&str, &str)]) {
    for (phrase, expected) in rows {
        let understood = parse_past(phrase, day(today)).map(|u| u.date.to_string());
        assert_eq!(understood.as_deref(), Ok(*expected), "`{phrase}` on {today}, in the past");
    }
}

#[track_caller]
fn refused(today: &str, rows: &[(&str, &str)]) {
    for (phrase, expected) in rows {
        let message = parse(phrase, day(today)).map_err(|error| error.to_string());
        assert_eq!(message.as_ref().map_err(String::as_str), Err(*expected), "`{phrase}` on {today}");
    }
}

#[test]
fn relative_phrases() {
    table(
        WEDNESDAY,
        &[
            ("today", "2026-11-18"),
            ("now", "2026-11-18"),
            ("tomorrow", "2026-11-19"),
            ("yesterday", "2026-11-17"),
            ("day after tomorrow", "2026-11-20"),
            ("the day before yesterday", "2026-11-16"),
            ("in 2 weeks", "2026-12-02"),
            ("in two weeks", "2026-12-02"),
            ("in2weeks", "2026-12-02"),
            ("in 3 days", "2026-11-21"),
            ("in 0 days", "2026-11-18"),
            ("in a week", "2026-11-25"),
            ("in a month", "2026-12-18"),
            ("in a fortnight", "2026-12-02"),
            ("in a quarter", "2027-02-18"),
            ("in 3 months", "2027-02-18"),
            ("in one year", "2027-11-18"),
            ("2 weeks from now", "2026-12-02"),
            ("10 days from today", "2026-11-28"),
            ("2 weeks ago", "2026-11-04"),
            ("3 days ago", "2026-11-15"),
            ("a month ago", "2026-10-18"),
            ("2 years ago", "2024-11-18"),
            ("+7d", "2026-11-25"),
            ("+2w", "2026-12-02"),
            ("+ 2 w", "2026-12-02"),
            ("+1m", "2026-12-18"),
            ("+1y", "2027-11-18"),
            ("-3d", "2026-11-15"),
            ("next week", "2026-11-25"),
            ("last week", "2026-11-11"),
            ("next month", "2026-12-18"),
            ("last month", "2026-10-18"),
            ("next year", "2027-11-18"),
            ("end of week", "2026-11-20"),
            ("end of the week", "2026-11-20"),
            ("end of next week", "2026-11-27"),
            ("end of month", "2026-11-30"),
            ("End Of The Month", "2026-11-30"),
            ("end of next month", "2026-12-31"),
            ("end of december", "2026-12-31"),
            ("end of february", "2027-02-28"),
            ("end of feb 2028", "2028-02-29"),
            ("end of year", "2026-12-31"),
            ("eow", "2026-11-20"),
            ("eom", "2026-11-30"),
        ],
    );
}

#[test]
fn weekdays() {
    table(
        WEDNESDAY,
        &[
            ("friday", "2026-11-20"),
            ("fri", "2026-11-20"),
            ("FRI", "2026-11-20"),
            ("  Friday ", "2026-11-20"),
            ("on friday", "2026-11-20"),
            ("by friday", "2026-11-20"),
            ("monday", "2026-11-23"),
            ("tues", "2026-11-24"),
            ("wednesday", "2026-11-25"),
            ("thurs", "2026-11-19"),
            ("sat", "2026-11-21"),
            ("sunday", "2026-11-22"),
            ("this friday", "2026-11-20"),
            ("this wednesday", "2026-11-18"),
            ("this tuesday", "2026-11-24"),
            ("next tuesday", "2026-11-24"),
            ("next   tuesday", "2026-11-24"),
            ("next friday", "2026-11-27"),
            ("next wed", "2026-11-25"),
            ("next sunday", "2026-11-29"),
            ("tuesday next week", "2026-11-24"),
            ("next week friday", "2026-11-27"),
            ("friday this week", "2026-11-20"),
            ("monday last week", "2026-11-09"),
            ("last friday", "2026-11-13"),
            ("last wednesday", "2026-11-11"),
            ("last monday", "2026-11-16"),
        ],
    );
}

#[test]
fn calendar_dates() {
    table(
        WEDNESDAY,
        &[
            ("2026-12-01", "2026-12-01"),
            ("2026-12-1", "2026-12-01"),
            ("2026/12/01", "2026-12-01"),
            ("1900-01-01", "1900-01-01"),
            ("9999-12-31", "9999-12-31"),
            ("1 dec", "2026-12-01"),
            ("1dec", "2026-12-01"),
            ("01 dec", "2026-12-01"),
            ("Dec 1", "2026-12-01"),
            ("Dec. 1st", "2026-12-01"),
            ("1. Dec", "2026-12-01"),
            ("1-Dec-2026", "2026-12-01"),
            ("the 1st of December", "2026-12-01"),
            ("1 December 2026", "2026-12-01"),
            ("december 1, 2026", "2026-12-01"),
            ("Dec 1,2026", "2026-12-01"),
            ("2 sept", "2027-09-02"),
            ("18 nov", "2026-11-18"),
            ("17 nov", "2027-11-17"),
            ("29 feb", "2028-02-29"),
            ("Tue 1 Dec 2026", "2026-12-01"),
            ("tue, 1 dec", "2026-12-01"),
            ("tuesday 2026-12-01", "2026-12-01"),
            ("25/12/2026", "2026-12-25"),
            ("12/25/2026", "2026-12-25"),
            ("5.5.2026", "2026-05-05"),
            ("may 5", "2027-05-05"),
        ],
    );
}

#[test]
fn edges_of_weeks_and_months() {
    table("2026-11-20", &[("friday", "2026-11-27"), ("this friday", "2026-11-20"), ("end of week", "2026-11-20")]);
    table("2026-11-23", &[("next tuesday", "2026-12-01"), ("tuesday", "2026-11-24"), ("last monday", "2026-11-16")]);
    table("2026-11-21", &[("last friday", "2026-11-20"), ("end of week", "2026-11-27"), ("this friday", "2026-11-27")]);
    table("2026-11-22", &[("next monday", "2026-11-23"), ("next sunday", "2026-11-29"), ("next week", "2026-11-29")]);
    table(
        "2027-01-31",
        &[("in a month", "2027-02-28"), ("end of next month", "2027-02-28"), ("end of month", "2027-01-31")],
    );
    table("2028-01-31", &[("next month", "2028-02-29"), ("end of month", "2028-01-31")]);
    table("2026-12-31", &[("tomorrow", "2027-01-01"), ("1 jan", "2027-01-01"), ("31 dec", "2026-12-31")]);
    table("2096-12-01", &[("29 feb", "2104-02-29")]);
}

#[test]
fn the_past_looks_back() {
    past(
        WEDNESDAY,
        &[
            ("friday", "2026-11-13"),
            ("monday", "2026-11-16"),
            ("wednesday", "2026-11-11"),
            ("this wednesday", "2026-11-18"),
            ("this monday", "2026-11-16"),
            ("last friday", "2026-11-13"),
            ("1 dec", "2025-12-01"),
            ("18 nov", "2026-11-18"),
            ("29 feb", "2024-02-29"),
            ("yesterday", "2026-11-17"),
            ("2 weeks ago", "2026-11-04"),
            ("tomorrow", "2026-11-19"),
        ],
    );
    past("2026-11-20", &[("friday", "2026-11-13"), ("thursday", "2026-11-19")]);
}

#[test]
fn refusals_show_the_readings() {
    refused(
        WEDNESDAY,
        &[
            ("03/04/26", "`03/04/26` could be 3 April or 4 March 2026; write 2026-04-03 or 2026-03-04"),
            ("3.4.", "`3.4.` could be 3 April or 4 March 2027; write 2027-04-03 or 2027-03-04"),
            ("3/4", "`3/4` could be 3 April or 4 March 2027; write 2027-04-03 or 2027-03-04"),
            ("11/12", "`11/12` could be 11 December 2026 or 12 November 2027; write 2026-12-11 or 2027-11-12"),
            ("25/12", "`25/12` could be 25 December 2026; write 2026-12-25"),
            ("25/12/26", "`25/12/26` could be 25 December 2026; write 2026-12-25"),
            ("27-11-31", "`27-11-31` could be 27 November 2031; write 2031-11-27"),
            ("32-11-30", "`32-11-30` could be 30 November 2032; write 2032-11-30"),
            ("03/04/2026", "`03/04/2026` could be 3 April or 4 March 2026; write 2026-04-03 or 2026-03-04"),
            ("1 dec 26", "`1 dec 26` could be 1 December 2026; write 2026-12-01"),
            ("2 weeks", "`2 weeks` could be 2 December or 4 November 2026; write 2026-12-02 or 2026-11-04"),
            (
                "December",
                "`December` is a month, not a day: it could be any from 1 to 31 December 2026; write 2026-12-01 or 2026-12-31",
            ),
            (
                "feb 2028",
                "`feb 2028` is a month, not a day: it could be any from 1 to 29 February 2028; write 2028-02-01 or 2028-02-29",
            ),
            (
                "2026-12",
                "`2026-12` is a month, not a day: it could be any from 1 to 31 December 2026; write 2026-12-01 or 2026-12-31",
            ),
            ("31 feb", "`31 feb` does not exist; look at the day and the month"),
            ("2026-02-30", "`2026-02-30` does not exist; look at the day and the month"),
            ("30/30/2026", "`30/30/2026` does not exist; look at the day and the month"),
            (
                "mon 1 dec 2026",
                "`mon 1 dec 2026`: 1 December 2026 is a Tuesday, not a Monday; leave out the weekday or correct one of the two",
            ),
            ("", "no date was given; write one such as `friday`, `in 2 weeks` or `2026-12-01`"),
            ("1899-12-31", "`1899-12-31` is out of range; dates lie in the years 1900 to 9999"),
            ("1 dec 1800", "`1 dec 1800` is out of range; dates lie in the years 1900 to 9999"),
            ("in 10000 years", "`in 10000 years` is out of range; dates lie in the years 1900 to 9999"),
            (
                "in 99999999999999999999 weeks",
                "`in 99999999999999999999 weeks` is out of range; dates lie in the years 1900 to 9999",
            ),
        ],
    );
}

#[test]
fn what_is_no_phrase_is_unknown() {
    for phrase in [
        "soon",
        "this",
        "next",
        "this week",
        "5",
        "20261201",
        "1 dec 2026 2",
        "fri fri",
        "in",
        "in month",
        "٣ dec",
        "+",
        ".",
    ] {
        assert!(matches!(parse(phrase, day(WEDNESDAY)), Err(PhraseError::Unknown { .. })), "`{phrase}`");
    }
    let long = "x".repeat(1000);
    assert!(parse(&long, day(WEDNESDAY)).is_err_and(|error| error.to_string().len() < 200));
}

#[test]
fn every_echo_is_read_back() {
    let mut date = day("2026-01-01");
    while date < day("2028-03-01") {
        assert_eq!(parse(&echo(date), day(WEDNESDAY)).map(|u| u.date), Ok(date));
        date = date.succ_opt().expect("a next day");
    }
    assert_eq!(echo(day("2026-11-27")), "Fri 27 Nov 2026");
}

#[test]
fn distances_in_words() {
    for (date, expected) in [
        ("2026-11-18", "today"),
        ("2026-11-19", "tomorrow"),
        ("2026-11-17", "yesterday"),
        ("2026-11-25", "in 7 days"),
        ("2026-12-01", "in 13 days"),
        ("2026-12-02", "in 2 weeks"),
        ("2026-10-28", "3 weeks ago"),
        ("2026-11-10", "8 days ago"),
        ("2026-08-18", "3 months ago"),
        ("2025-11-18", "12 months ago"),
        ("2028-11-18", "in 2 years"),
    ] {
        assert_eq!(relative(day(date), day(WEDNESDAY)), expected, "{date}");
    }
}

#[test]
fn times() {
    for (phrase, expected) in [
        ("14:00", "14:00"),
        ("9:05", "09:05"),
        ("00:00", "00:00"),
        ("23:59", "23:59"),
        ("14.30", "14:30"),
        ("14h", "14:00"),
        ("14h30", "14:30"),
        ("2pm", "14:00"),
        ("2 PM", "14:00"),
        ("2:30 p.m.", "14:30"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("11:59am", "11:59"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
    ] {
        assert_eq!(parse_time(phrase).as_deref(), Ok(expected), "`{phrase}`");
    }
    assert_eq!(parse_time(" "), Err(TimeError::Empty));
    assert!(matches!(parse_time("2"), Err(TimeError::Ambiguous { .. })));
    for phrase in ["24:00", "12:60", "13pm", "0am", "1400", "2:0", "x", "14:", "1:2:3", "２pm", "pm", "-1:00", "+1:00"]
    {
        assert!(matches!(parse_time(phrase), Err(TimeError::Unknown { .. })), "`{phrase}`");
    }
}

/// Words of the grammar in any order.
fn wordy() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "in",
        "next",
        "last",
        "this",
        "end",
        "of",
        "week",
        "weeks",
        "month",
        "ago",
        "from",
        "now",
        "fri",
        "dec",
        "feb",
        "29",
        "31",
        "0",
        "2026",
        "99",
        "4294967295",
        "a",
        "+",
        "-",
        "/",
        ".",
        "1st",
        "2026-02-29",
        "3/4",
        "٣",
        "é",
    ]);
    prop::collection::vec(word, 0..6).prop_map(|words| words.join(" "))
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (-700_000_i32..4_000_000).prop_filter_map("a day", NaiveDate::from_num_days_from_ce_opt)
}

proptest! {
    #[test]
    fn no_string_panics(phrase in ".{0,60}", today in any_day()) {
        let _ = parse(&phrase, today).map_err(|error| error.to_string());
        let _ = parse_past(&phrase, today).map_err(|error| error.to_string());
        let _ = parse_time(&phrase).map_err(|error| error.to_string());
    }

    #[test]
    fn words_in_any_order(phrase in wordy(), today in any_day()) {
        for understood in [parse(&phrase, today), parse_past(&phrase, today)] {
            match understood {
                Ok(Understood { date, echo }) => {
                    prop_assert!((1900..=9999).contains(&chrono::Datelike::year(&date)));
                    prop_assert_eq!(parse(&echo, today).map(|again| again.date), Ok(date));
                }
                Err(error) => prop_assert!(!error.to_string().is_empty()),
            }
        }
    }

    #[test]
    fn case_and_spaces_do_not_count(phrase in wordy()) {
        let today = day(WEDNESDAY);
        let spaced = format!("  {}  ", phrase.to_uppercase().replace(' ', " \t "));
        prop_assert_eq!(parse(&phrase, today).ok(), parse(&spaced, today).ok());
    }
}
