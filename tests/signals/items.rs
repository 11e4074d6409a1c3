//! Signals of action items and blockers.

use super::check;

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
