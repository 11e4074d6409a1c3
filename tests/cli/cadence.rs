//! `cadence`, and what it makes of the past.

use insta::assert_snapshot;
use serde_json::Value;

use crate::env::Env;
use crate::questions::asked;

/// Met on four Fridays, as agreed.
fn four_fridays() -> Env {
    let mut env = Env::with_alice();
    for day in ["2026-11-20", "2026-11-27", "2026-12-04", "2026-12-11"] {
        env.on(day).all_ok(&["note x", "close -e 8 -m 30 --no-summary"]);
    }
    env.on("2026-12-16");
    env
}

fn missed(env: &Env) -> Value {
    let report: Value = serde_json::from_str(&env.ok("report alice --format json").stdout).unwrap();
    report["pairs"][0]["cadence"]["missed"].clone()
}

#[test]
fn a_day_that_has_passed_is_asked_about() {
    let env = four_fridays();
    let before = env.git("rev-parse HEAD");
    assert_snapshot!(env.shows("cadence alice day --from 2026-11-30"), @r#"
    exit 2
    --- stderr
    warning: meetings from Mon 30 Nov 2026 on would be judged by the new cadence
      took place: 100% (4 of 4), then 31% (4 of 13)
      missed: 0, then 9
      would count as missed: Tue 1 Dec 2026, Wed 2 Dec 2026, Thu 3 Dec 2026, Mon 7 Dec 2026 and 5 more days
    error: this changes figures about days before Wed 16 Dec 2026
    hint: `--yes` says that it may; `--from today` or a later day leaves them as they are
    "#);
    assert_snapshot!(env.shows("cadence alice day --from 2026-11-30 --dry-run"), @r#"
    exit 0
    --- stdout
    diff --git a/oneonone.yaml b/oneonone.yaml
    --- a/oneonone.yaml
    +++ b/oneonone.yaml
    @@ -6,2 +6,3 @@ template: six-part
     cadence:
       - {from: 2026-11-20, every: week, time: "14:00", minutes: 45}
    +  - {from: 2026-11-30, every: day, time: "14:00", minutes: 45}
    --- stderr
    warning: meetings from Mon 30 Nov 2026 on would be judged by the new cadence
      took place: 100% (4 of 4), then 31% (4 of 13)
      missed: 0, then 9
      would count as missed: Tue 1 Dec 2026, Wed 2 Dec 2026, Thu 3 Dec 2026, Mon 7 Dec 2026 and 5 more days
    nothing was written (--dry-run)
    "#);
    assert_snapshot!(asked(&env, "2026-12-16", "cadence alice day --from 2026-11-30", &["n"]), @r#"
    exit 2
    --- stdout
    --- stderr
    warning: meetings from Mon 30 Nov 2026 on would be judged by the new cadence
      took place: 100% (4 of 4), then 31% (4 of 13)
      missed: 0, then 9
      would count as missed: Tue 1 Dec 2026, Wed 2 Dec 2026, Thu 3 Dec 2026, Mon 7 Dec 2026 and 5 more days
    Judge these meetings by it? [y/N] error: nothing was changed
    hint: `--from today` or a later day leaves the figures about the past as they are
    "#);
    assert_eq!((env.git("rev-parse HEAD"), missed(&env)), (before, 0.into()), "nothing is written without a yes");
    // What was shown is what the report says afterwards.
    let said = asked(&env, "2026-12-16", "cadence alice day --from 2026-11-30", &["y"]);
    assert!(said.contains(&format!("missed: 0, then {}", missed(&env))) && missed(&env) != 0, "{said}");
}

#[test]
fn yes_says_it_beforehand() {
    let env = four_fridays();
    assert_snapshot!(env.shows("cadence alice day --from 2026-11-30 --yes"), @r#"
    exit 0
    --- stderr
    warning: meetings from Mon 30 Nov 2026 on would be judged by the new cadence
      took place: 100% (4 of 4), then 31% (4 of 13)
      missed: 0, then 9
      would count as missed: Tue 1 Dec 2026, Wed 2 Dec 2026, Thu 3 Dec 2026, Mon 7 Dec 2026 and 5 more days
    saved: every day, first on Mon 30 Nov 2026 (2 weeks ago)
    "#);
    assert_ne!(missed(&env), 0);
}

#[test]
fn a_past_that_stays_is_not_asked_about() {
    let env = four_fridays();
    // The meetings were where the new row expects them, too.
    assert_snapshot!(env.shows("cadence alice week --from 2026-12-04"), @r#"
    exit 0
    --- stderr
    saved: every week, first on Fri 4 Dec 2026 (12 days ago)
    "#);
    assert_snapshot!(env.shows("cadence alice 2 weeks --from 2026-12-18"), @r#"
    exit 0
    --- stderr
    saved: every 2 weeks, first on Fri 18 Dec 2026 (in 2 days)
    "#);
    assert_eq!(missed(&env), 0);
}

#[test]
fn shown() {
    let mut env = Env::with_alice();
    env.all_ok(&[
        "cadence alice 2 weeks --from 2027-03-05 --minutes 30",
        "away 2026-12-21 2027-01-01",
        "away 2026-11-21 2026-11-22",
    ]);
    let before = env.git("rev-parse HEAD");
    env.on("2026-11-24");
    assert_snapshot!(env.shows("cadence"), @"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz
      from Fri 20 Nov 2026: every week, 14:00, 45 min
      from Fri 5 Mar 2027: every 2 weeks, 14:00, 30 min
      away from Mon 21 Dec 2026 to Fri 1 Jan 2027
      next: Fri 27 Nov 2026 (in 3 days)
    ");
    assert_eq!(env.shows("cadence alice"), env.shows("cadence"));
    assert_snapshot!(env.shows("cadence fortnightly"), @r"
    exit 2
    --- stderr
    error: from which day on is it every 2 weeks?
    hint: say it with --from DATE: the first meeting of the new cadence
    ");
    assert_snapshot!(env.shows("cadence week"), @"
    exit 2
    --- stderr
    error: from which day on is it every week?
    hint: say it with --from DATE: the first meeting of the new cadence
    ");
    assert_snapshot!(env.shows("cadence alice week"), @"
    exit 2
    --- stderr
    error: from which day on is it every week?
    hint: say it with --from DATE: the first meeting of the new cadence
    ");
    assert_snapshot!(env.shows("cadence --from friday"), @"
    exit 2
    --- stderr
    error: how often do you meet from then on?
    hint: for example: `oneonone cadence alice 2 weeks --from friday`
    ");
    env.ok("end 2026-11-24");
    assert_snapshot!(env.shows("cadence"), @"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz
      from Fri 20 Nov 2026: every week, 14:00, 45 min
      from Fri 5 Mar 2027: every 2 weeks, 14:00, 30 min
      away from Mon 21 Dec 2026 to Fri 1 Jan 2027
      ended on Tue 24 Nov 2026
    ");
    assert_eq!(env.git("rev-parse HEAD~1"), before);
}
