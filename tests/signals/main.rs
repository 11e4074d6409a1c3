//! Every signal: the smallest history that fires it, one just short of it, when it clears, and the cases in between.

#[path = "../support/mod.rs"]
mod support;

mod cadence;
mod engagement;
mod growth;
mod items;
mod preparation;
mod properties;

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
