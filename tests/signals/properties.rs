//! What holds of the signals of any history.

use proptest::prelude::*;

use super::support::{Story, sentence};

/// `engagement-drop` on weekly scores, straight from its words.
fn drop_is_on(scores: &[u8]) -> bool {
    let mut fell_from: Option<u8> = None;
    for newest in 0..scores.len() {
        let week_26 = newest.saturating_sub(26);
        let settled = &scores[week_26..(newest + 1).saturating_sub(2).max(week_26)];
        let medians = settled.windows(5).map(|five| {
            let mut five = five.to_vec();
            five.sort_unstable();
            five[2]
        });
        let reference = medians.max();
        if fell_from.is_some_and(|reference| scores[newest] + 1 >= reference) {
            fell_from = None;
        }
        let below = |index: usize, points: u8| reference.is_some_and(|reference| scores[index] + points <= reference);
        if fell_from.is_none() && (below(newest, 3) || newest > 0 && below(newest, 2) && below(newest - 1, 2)) {
            fell_from = reference;
        }
    }
    fell_from.is_some()
}

proptest! {
    #[test]
    fn a_drop_is_on_when_its_words_say_so(scores in prop::collection::vec(3_u8..=10, 1..60)) {
        let tokens: Vec<String> = scores.iter().map(u8::to_string).collect();
        let last = chrono::NaiveDate::default() + chrono::Days::new(7 * (scores.len() as u64 - 1));
        let report = Story::new(&format!("today {last}\nweekly from 1970-01-01: {}\n", tokens.join(" "))).report();
        prop_assert_eq!(!sentence(&report, "engagement-drop").is_empty(), drop_is_on(&scores), "{:?}", scores);
    }

    #[test]
    fn a_drop_is_never_overlooked_and_always_ends(scores in prop::collection::vec(1_u8..=10, 1..30)) {
        let tokens: Vec<String> = scores.iter().map(u8::to_string).collect();
        let last = chrono::NaiveDate::default() + chrono::Days::new(7 * (scores.len() as u64 - 1));
        let text = format!("today {last}\nweekly from 1970-01-01: {}\n", tokens.join(" "));
        let report = Story::new(&text).report();
        let is_on = !sentence(&report, "engagement-drop").is_empty();
        let [engagement, latest] = [&report["engagement"], &report["engagement"]["latest"]];
        if let (Some(reference), Some(latest)) = (engagement["reference"].as_f64(), latest.as_f64()) {
            prop_assert!(is_on || latest > reference - 3.0, "{text}");
        }
        // No reference is above 10, so that a 9 is always close to it.
        prop_assert!(!is_on || scores[scores.len() - 1] < 9, "{text}");
    }

    #[test]
    fn any_history_has_signals_that_point_into_it(words in prop::collection::vec(
        prop::sample::select(vec!["8", "5", "3", "held", "notes", "cancelled", "missed", "ghost", "planned", "none"]), 0..20
    ), late in 0_u64..20) {
        let today = chrono::NaiveDate::default() + chrono::Days::new(7 * words.len() as u64 + late);
        let text = format!("today {today}\ncadence week from 1970-01-01\nweekly from 1970-01-01: {}\n", words.join(" "));
        let report = Story::new(&text).report();
        for signal in report["signals"].as_array().into_iter().flatten() {
            let evidence = signal["evidence"].as_array().map_or(0, Vec::len);
            let may_be_empty = signal["code"] == "meeting-overdue" || signal["code"] == "cancellation-cascade";
            prop_assert!(evidence > 0 || may_be_empty, "{signal}\n{text}");
        }
        prop_assert_eq!(report["urgency"] == 0, report["signals"].as_array().is_none_or(Vec::is_empty));
    }
}
