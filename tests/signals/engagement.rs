//! Signals of the engagement scores.

use super::check;

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
