//! Every signal: the smallest history that fires it, one just short of it, when it clears, and the cases in between.
#![allow(clippy::disallowed_methods, reason = "a test reads the documents")]

mod support;

use proptest::prelude::*;
use support::Story;

/// Checks a table of stories; each begins with a line `# what it shows`.
fn check(stories: &[&str]) {
    let mut wrong = Vec::new();
    for text in stories {
        let story = Story::new(text);
        assert!(story.expectations() > 0, "a story without an expectation:\n{text}");
        wrong.extend(story.differences().into_iter().map(|difference| format!("{difference}\nin{text}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn engagement_drop() {
    check(&[
        "
        # five scores of 8, one left out, then a 5: the 7th score is the first that can fall
today 2026-08-20
weekly from 2026-07-07: 8 8 8 8 8 8 5
=> signals: engagement-drop
=> engagement-drop: engagement fell to 5 from a usual 8; ask what changed
=> engagement-drop at: 2026-08-18.md:3
",
        "
        # one point more
today 2026-08-20
weekly from 2026-07-07: 8 8 8 8 8 8 6
=> signals: none
",
        "
        # half a point more, on a scale of 19 steps: 5.5, then 6.5 twice
today 2026-08-20
weekly from 2026-07-07: 8 8 8 8 8 8 10of19
=> engagement.latest: 5.5
=> signals: none
",
        "
today 2026-08-20
weekly from 2026-07-07: 8 8 8 8 8 12of19 12of19
=> signals: none
",
        "
        # 6.5 is not within 1 of 8
today 2026-08-30
weekly from 2026-07-07: 8 8 8 8 8 8 5 12of19
=> engagement-drop: engagement fell to 5 from a usual 8 and is back at 6.5 only; ask what changed
",
        "
        # too few scores for a reference: the two newest are no part of it
today 2026-08-20
weekly from 2026-07-07: 8 8 8 8 8 5
=> signals: none
",
        "
        # two points twice
today 2026-08-20
weekly from 2026-07-07: 8 8 8 8 8 6 6
=> signals: engagement-drop
=> engagement-drop at: 2026-08-11.md:3 2026-08-18.md:3
",
        "
        # two points once, then less
today 2026-08-20
weekly from 2026-07-07: 8 8 8 8 8 6 7
=> signals: none
",
        "
        # it stays on while the scores are better, but not close to 8
today 2026-08-30
weekly from 2026-07-07: 8 8 8 8 8 8 5 6
=> engagement-drop: engagement fell to 5 from a usual 8 and is back at 6 only; ask what changed
=> engagement-drop at: 2026-08-18.md:3 2026-08-25.md:3
",
        "
        # a 7 is within 1 of 8: it is over
today 2026-08-30
weekly from 2026-07-07: 8 8 8 8 8 8 5 7
=> engagement-drop: off
",
        "
        # and over it stays
today 2026-09-10
weekly from 2026-07-07: 8 8 8 8 8 8 5 7 6
=> engagement-drop: off
",
        "
        # still on after the reference has become the low level itself, three quarters of a year later
today 2026-06-20
weekly from 2025-07-01: 8 8 8 8 8 8 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5
=> engagement.reference: 5
=> engagement-drop: engagement fell to 5 from a usual 8; ask what changed
",
        "
        # the direct report says that this is the new usual
today 2026-08-30
engagement_reset 2026-08-25
weekly from 2026-07-07: 8 8 8 8 8 8 5 5
=> engagement-drop: off
",
        "
        # a reset to come has not come
today 2026-08-30
engagement_reset 2026-09-01
weekly from 2026-07-07: 8 8 8 8 8 8 5 5
=> engagement-drop: engagement fell to 5 from a usual 8; ask what changed
",
        "
        # scores older than half a year are no reference
today 2026-08-20
weekly from 2026-01-06: 8 8 8 8 8
weekly from 2026-08-11: 5 5
=> engagement-drop: off
",
        "
        # --since hides it from the figures, not from the signals
today 2026-08-20
since 2026-08-01
weekly from 2026-07-07: 8 8 8 8 8 8 5
=> engagement.reference: null
=> signals: engagement-drop
",
    ]);
}

#[test]
fn engagement_low() {
    check(&[
        "
today 2026-08-20
weekly from 2026-08-04: 5 5 5
=> signals: engagement-low
=> engagement-low: the last 3 engagement scores are low (5, 5, 5); ask what would help
=> engagement-low at: 2026-08-04.md:3 2026-08-11.md:3 2026-08-18.md:3
",
        "
today 2026-08-20
weekly from 2026-08-04: 5 6 5
=> signals: none
",
        "
today 2026-08-20
weekly from 2026-08-11: 5 5
=> signals: none
",
        "
today 2026-08-27
weekly from 2026-08-04: 5 5 5 6
=> signals: none
",
        "
today 2026-08-20
weekly from 2026-08-04: 5 5 10of19
=> signals: none
",
        "
        # a meeting without a score in between changes nothing
today 2026-08-27
weekly from 2026-08-04: 5 5 notes 5
=> signals: engagement-low
",
    ]);
}

#[test]
fn engagement_decline() {
    check(&[
        "
        # six scores are the fewest that have a slope
today 2026-08-20
weekly from 2026-07-14: 9 9 9 7 7 7
=> signals: engagement-decline
=> engagement-decline: engagement has gone down from 9 to 7 since 14 Jul; ask what has changed
",
        "
today 2026-08-20
weekly from 2026-07-21: 9 9 7 7 7
=> engagement-decline: off
",
        "
        # three scores at each end: neither two nor four would lie 2 apart
today 2026-08-20
weekly from 2026-07-14: 9 8 9 7 7 7
=> signals: engagement-decline
",
        "
today 2026-08-20
weekly from 2026-07-14: 9 9 7 8 7 7
=> signals: engagement-decline
",
        "
        # a point and a half
today 2026-08-20
weekly from 2026-07-14: 9 9 9 14of19 14of19 14of19
=> engagement.latest: 7.5
=> signals: none
",
        "
        # steep, but only one point
today 2026-08-20
weekly from 2026-07-14: 9 9 9 8 8 8
=> engagement-decline: off
",
        "
        # two points, but over a year: the slope is flat
today 2026-12-01
2025-12-01 held 9
2026-02-01 held 9
2026-04-01 held 9
2026-08-01 held 7
2026-10-01 held 7
2026-12-01 held 7
=> engagement-decline: off
",
        "
        # over when the newest three are up again
today 2026-09-10
weekly from 2026-07-14: 9 9 9 7 7 7 8 8 8
=> engagement-decline: off
",
    ]);
}

#[test]
fn engagement_not_asked() {
    check(&[
        "
today 2026-08-20
weekly from 2026-07-14: notes notes notes notes 8 8
=> signals: engagement-not-asked
=> engagement-not-asked: only 2 of the last 6 meetings have an engagement score; end each with the question
=> engagement-not-asked at: 2026-07-14.md 2026-07-21.md 2026-07-28.md 2026-08-04.md
",
        "
today 2026-08-20
weekly from 2026-07-14: notes notes notes 8 8 8
=> signals: none
",
        "
        # five meetings are too few to speak of a habit
today 2026-08-20
weekly from 2026-07-21: notes notes notes notes notes
=> engagement-not-asked: off
",
        "
today 2026-08-20
weekly from 2026-07-14: notes notes notes notes notes 8
=> engagement-not-asked: only 1 of the last 6 meetings has an engagement score; end each with the question
",
        "
today 2026-08-20
weekly from 2026-07-14: notes notes notes notes notes notes
=> engagement-not-asked: none of the last 6 meetings have an engagement score; end each with the question
",
    ]);
}

#[test]
fn cancellation_cascade() {
    check(&[
        "
today 2026-08-20
cadence week from 2026-08-04
weekly from 2026-08-04: 8 cancelled cancelled
=> signals: cancellation-cascade
=> cancellation-cascade: the last 2 meetings were cancelled, the last one on record was on 4 Aug; hold the next one
=> cancellation-cascade at: 2026-08-11.md 2026-08-18.md
=> needs: Hold the meeting of 25 Aug: the last 2 meetings were cancelled.
",
        "
today 2026-08-20
cadence week from 2026-08-04
weekly from 2026-08-04: cancelled 8 cancelled
=> signals: none
",
        "
        # no entry counts like a cancelled one, and there may be nothing to point to
today 2026-08-23
cadence week from 2026-08-04
weekly from 2026-08-04: 8 none none
=> signals: cancellation-cascade
=> cancellation-cascade: the last 2 meetings have no entry, the last one on record was on 4 Aug; hold the next one
",
        "
today 2026-08-23
cadence week from 2026-08-04
weekly from 2026-08-04: 8 none cancelled
=> cancellation-cascade: of the last 2 meetings 1 was cancelled and 1 has no entry, the last one on record was on 4 Aug; hold the next one
",
        "
        # a ghost is something else
today 2026-08-23
cadence week from 2026-08-04
weekly from 2026-08-04: 8 ghost cancelled
=> signals: none
",
        "
        # one that nobody confirmed may have been held
today 2026-08-27
cadence week from 2026-08-04
weekly from 2026-08-04: 8 cancelled
2026-08-18 planned
  - Prepared this.
2026-08-25 cancelled
=> slots: on_time cancelled unconfirmed cancelled
=> signals: unconfirmed-meetings
",
        "
        # leave in between is passed over
today 2026-08-23
cadence week from 2026-08-04
away 2026-08-10 2026-08-14
weekly from 2026-08-04: cancelled none cancelled
=> signals: cancellation-cascade
",
        "
        # over as soon as a meeting is held
today 2026-08-26
cadence week from 2026-08-04
weekly from 2026-08-04: 8 cancelled cancelled 8
=> signals: none
",
        "
        # and as soon as it is held on another day, for the cancelled slot
today 2026-08-21
cadence week from 2026-08-04
weekly from 2026-08-04: 8 cancelled cancelled
2026-08-20 held 8
=> signals: none
",
    ]);
}

#[test]
fn reschedule_habit() {
    check(&[
        "
today 2026-08-20
cadence week from 2026-07-14
weekly from 2026-07-14: 8 8 8
2026-08-05 held 8
2026-08-12 held 8
2026-08-19 held 8
=> signals: reschedule-habit
=> reschedule-habit: 3 of the last 6 meetings were moved; look for a time that suits both better
=> reschedule-habit at: 2026-08-05.md 2026-08-12.md 2026-08-19.md
",
        "
today 2026-08-20
cadence week from 2026-07-14
weekly from 2026-07-14: 8 8 8 8
2026-08-12 held 8
2026-08-19 held 8
=> signals: none
",
        "
        # five slots are too few to speak of a habit
today 2026-08-20
cadence week from 2026-07-21
2026-07-22 held 8
2026-07-29 held 8
2026-08-05 held 8
2026-08-12 held 8
2026-08-19 held 8
=> signals: none
",
        "
        # a postponed one counts
today 2026-08-23
cadence week from 2026-07-14
weekly from 2026-07-14: 8 8 8
2026-08-05 held 8
2026-08-12 held 8
2026-08-28 planned scheduled 2026-08-18
=> reschedule-habit: 3 of the last 6 meetings were moved; look for a time that suits both better
",
    ]);
}

#[test]
fn ghost_meeting() {
    check(&[
        "
today 2026-08-22
cadence week from 2026-08-11
weekly from 2026-08-11: 8 ghost
=> signals: ghost-meeting
=> ghost-meeting: the entry for 18 Aug was never filled in; say whether you met
=> ghost-meeting at: 2026-08-18.md
",
        "
        # its window is open until half a gap after it: then it is only overdue
today 2026-08-21
cadence week from 2026-08-11
weekly from 2026-08-11: 8 ghost
=> signals: meeting-overdue
",
        "
        # the next slot is pending: the ghost is still the newest that is over
today 2026-08-25
cadence week from 2026-08-11
weekly from 2026-08-11: 8 ghost
=> signals: ghost-meeting
",
        "
        # a later meeting was held
today 2026-08-25
cadence week from 2026-08-11
weekly from 2026-08-11: 8 ghost 8
=> signals: none
",
        "
        # a score makes it held
today 2026-08-22
cadence week from 2026-08-11
weekly from 2026-08-11: 8
2026-08-18 planned 8
=> signals: none
",
    ]);
}

#[test]
fn meeting_overdue() {
    check(&[
        "
today 2026-08-19
cadence week from 2026-08-11
weekly from 2026-08-11: 8
=> signals: meeting-overdue
=> meeting-overdue: nothing says yet that the meeting of 18 Aug was held; confirm, move or cancel it
=> needs: Hold, confirm, move or cancel the meeting of 18 Aug.
",
        "
        # today is not over
today 2026-08-18
cadence week from 2026-08-11
weekly from 2026-08-11: 8
=> signals: none
",
        "
        # moved to the day after tomorrow: nothing is overdue
today 2026-08-19
cadence week from 2026-08-11
weekly from 2026-08-11: 8
2026-08-21 planned scheduled 2026-08-18
=> signals: none
",
        "
        # held a day late
today 2026-08-19
cadence week from 2026-08-11
weekly from 2026-08-11: 8
2026-08-19 held 8
=> signals: none
",
        "
        # cancelled
today 2026-08-19
cadence week from 2026-08-11
weekly from 2026-08-11: 8 cancelled
=> signals: none
",
    ]);
}

#[test]
fn unconfirmed_meetings() {
    check(&[
        "
today 2026-08-19
2026-08-18 planned
  ## Look back
  - Prepared this.
=> signals: unconfirmed-meetings
=> unconfirmed-meetings: nobody said whether the meeting of 18 Aug took place; confirm it
=> unconfirmed-meetings at: 2026-08-18.md
=> needs: Confirm 18 Aug: held, moved, cancelled, not held?
",
        "
today 2026-08-18
2026-08-18 planned
  ## Look back
  - Prepared this.
=> signals: none
",
        "
today 2026-08-19
2026-08-18 held
  ## Look back
  - Prepared this.
=> signals: none
",
        "
        # of another kind: no meeting of this pair's figures
today 2026-08-19
2026-08-18 planned kind mentor
  ## Look back
  - Prepared this.
=> signals: none
",
        "
        # an entry that cannot be read is unconfirmed, once its day has come
today 2026-08-19
2026-08-18
  ---
  status: [
  ---
2026-08-25
  ---
  status: [
  ---
=> unconfirmed-meetings at: 2026-08-18.md
=> needs: Confirm 18 Aug: held, moved, cancelled, not held?
",
        "
        # many are one sentence
today 2026-08-19
2026-07-28 planned
  - One.
2026-08-04 planned
  - Two.
2026-08-11 planned
  - Three.
2026-08-18 planned
  - Four.
=> unconfirmed-meetings: nobody said whether 4 meetings from 28 Jul on took place; confirm them
=> needs: Confirm 4 meetings from 28 Jul on: held, moved, cancelled, not held?
",
    ]);
}

#[test]
fn undocumented_meetings() {
    check(&[
        "
today 2026-08-20
weekly from 2026-07-28: held notes notes held
=> signals: undocumented-meetings
=> undocumented-meetings: 2 of the last 4 meetings held have no notes; write down what was decided
=> undocumented-meetings at: 2026-07-28.md 2026-08-18.md
",
        "
today 2026-08-20
weekly from 2026-07-28: notes notes notes held
=> signals: none
",
        "
        # two are enough, where there are no more
today 2026-08-20
weekly from 2026-08-11: held held
=> signals: undocumented-meetings
",
        "
        # older than the last four
today 2026-08-20
weekly from 2026-07-21: held notes notes notes held
=> signals: none
",
        "
        # a score is a word
today 2026-08-20
weekly from 2026-08-11: held 8
=> signals: none
",
    ]);
}

#[test]
fn stale_action() {
    check(&[
        "
        # open through four meetings
today 2026-08-20
2026-07-21 held 8
  ## Action items
  - [ ] Email the CEO
weekly from 2026-07-28: 8 8 8 8
=> signals: stale-action
=> stale-action: “Email the CEO” is open through 4 meetings; do it, drop it or cut it smaller
=> stale-action at: 2026-07-21.md:6
",
        "
        # through three
today 2026-08-20
2026-07-28 held 8
  ## Action items
  - [ ] Email the CEO
weekly from 2026-08-04: 8 8 8
=> signals: none
",
        "
        # 14 days overdue
today 2026-08-20
2026-08-04 held 8
  ## Action items
  - [ ] Email the CEO due:2026-08-06
=> stale-action: “Email the CEO” is 14 days overdue; do it, drop it or cut it smaller
=> needs: Settle with @alice: “Email the CEO” (14 days overdue).
",
        "
        # 13 days overdue
today 2026-08-19
2026-08-04 held 8
  ## Action items
  - [ ] Email the CEO due:2026-08-06
=> signals: none
",
        "
        # done, or dropped
today 2026-08-20
2026-07-21 held 8
  ## Action items
  - [ ] Email the CEO ^aaaa
  - [ ] Call the bank ^bbbb
weekly from 2026-07-28: 8 8 8
2026-08-18 held 8
  ## Action items
  - [x] Email the CEO ^aaaa
  - [-] Call the bank ^bbbb
=> signals: none
",
        "
        # two, the longest overdue first
today 2026-08-20
2026-07-21 held 8
  ## Action items
  - [ ] Email the CEO
  - [ ] @bob Call the bank due:2026-08-01
weekly from 2026-07-28: 8 8 8 8
=> stale-action: 2 action items do not move, first “Call the bank” (19 days overdue); do, drop or cut them smaller
=> needs: Settle with @bob: “Call the bank” (19 days overdue). / Do, drop or cut smaller “Email the CEO” (open through 4 meetings).
",
        "
        # imported long ago and never ticked: in its own count only
today 2026-08-20
2026-06-02 imported
  ## Action items
  - [ ] Email the CEO
2026-06-09 imported
  - A line.
2026-06-16 imported
  - A line.
weekly from 2026-07-28: 8 8 8 8
=> action_items.unresolved: 1
=> stale-action: off
",
    ]);
}

#[test]
fn blocker_stuck() {
    check(&[
        "
today 2026-08-20
2026-08-04 held 8
  ## Blockers
  - [ ] No access to the log server
weekly from 2026-08-11: 8 8
=> signals: blocker-stuck
=> blocker-stuck: “No access to the log server” is open through 2 meetings; decide who clears the way
=> blocker-stuck at: 2026-08-04.md:6
",
        "
today 2026-08-20
2026-08-11 held 8
  ## Blockers
  - [ ] No access to the log server
weekly from 2026-08-18: 8
=> signals: none
",
        "
        # done
today 2026-08-20
2026-08-04 held 8
  ## Blockers
  - [ ] No access to the log server
weekly from 2026-08-11: 8
2026-08-18 held 8
  ## Blockers
  - [x] No access to the log server
=> signals: none
",
        "
        # somebody owns it: it is an action item now
today 2026-08-20
2026-08-04 held 8
  ## Blockers
  - [ ] No access to the log server ^aaaa
weekly from 2026-08-11: 8
2026-08-18 held 8
  ## Blockers
  - [>] @bob No access to the log server ^aaaa
=> signals: none
",
    ]);
}

#[test]
fn no_preparation() {
    check(&[
        "
today 2026-08-20
2026-08-04 held 8 prepared 2026-08-05
2026-08-11 held 8 prepared 2026-08-12
2026-08-18 held 8 prepared 2026-08-19
=> signals: no-preparation
=> no-preparation: none of the last 3 meetings that can be judged was prepared; add a topic or two beforehand
=> no-preparation at: 2026-08-04.md 2026-08-11.md 2026-08-18.md
",
        "
        # only two of them can be judged
today 2026-08-20
2026-08-04 held 8
2026-08-11 held 8 prepared 2026-08-12
2026-08-18 held 8 prepared 2026-08-19
=> signals: none
",
        "
        # prepared on the day itself
today 2026-08-20
2026-08-04 held 8 prepared 2026-08-05
2026-08-11 held 8 prepared 2026-08-12
2026-08-18 held 8 prepared 2026-08-18
=> signals: none
",
        "
        # what cannot be judged is passed over
today 2026-08-27
2026-08-04 held 8 prepared 2026-08-05
2026-08-11 held 8 prepared 2026-08-12
2026-08-18 held 8
2026-08-25 held 8 prepared 2026-08-26
=> signals: no-preparation
",
    ]);
}

#[test]
fn no_growth_talk() {
    check(&[
        "
        # 56 days and four meetings since
today 2026-08-11
2026-06-16 held 8
  ## Growth
  - A talk at the conference.
biweekly from 2026-06-30: 8 8 8 8
=> signals: no-growth-talk
=> no-growth-talk: nothing was written under growth or feedback for 8 weeks and 4 meetings; ask about one of them next time
=> no-growth-talk at: 2026-06-30.md 2026-07-14.md 2026-07-28.md 2026-08-11.md
",
        "
        # 55 days
today 2026-08-11
2026-06-17 held 8
  ## Growth
  - A talk at the conference.
biweekly from 2026-06-30: 8 8 8 8
=> signals: none
",
        "
        # three meetings
today 2026-08-20
2026-06-16 held 8
  ## Growth
  - A talk at the conference.
biweekly from 2026-06-30: 8 8 8
=> signals: none
",
        "
        # never: from the first meeting on
today 2026-08-11
biweekly from 2026-06-16: 8 8 8 8 8
=> no-growth-talk: nothing was written under growth or feedback so far, in 8 weeks and 5 meetings; ask about one of them next time
",
        "
        # feedback counts, and so does a meeting of another kind
today 2026-08-11
biweekly from 2026-06-16: 8 8 8 8 8
2026-07-20 held kind mentor
  ## Feedback
  - The review was kind and exact.
=> signals: none
",
        "
        # headings and prompts are no word
today 2026-08-11
biweekly from 2026-06-16: 8 8 8 8
2026-08-11 held 8
  ## Growth
  <!-- What would you like to learn? -->
  -
=> signals: no-growth-talk
",
    ]);
}

#[test]
fn a_pair_that_has_ended_needs_nothing() {
    check(&["
today 2026-10-20
cadence week from 2026-08-04
ended 2026-08-31
weekly from 2026-08-04: 8 5 5 5
2026-08-25 held 5
  ## Action items
  - [ ] Email the CEO due:2026-08-28
=> urgency: 0
=> needs: 
"]);
}

#[test]
fn a_pair_without_entries_has_no_signals() {
    check(&["
today 2026-08-20
=> signals: none
=> urgency: 0
"]);
}

proptest! {
    #[test]
    fn a_drop_is_never_overlooked_and_always_ends(scores in prop::collection::vec(1_u8..=10, 1..30)) {
        let tokens: Vec<String> = scores.iter().map(u8::to_string).collect();
        let last = chrono::NaiveDate::default() + chrono::Days::new(7 * (scores.len() as u64 - 1));
        let text = format!("today {last}\nweekly from 1970-01-01: {}\n", tokens.join(" "));
        let report = Story::new(&text).report();
        let is_on = !support::sentence(&report, "engagement-drop").is_empty();
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
