//! Signals of growth and feedback.

use super::check;

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
