//! Signals of the cadence.

use super::check;

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
