//! Signals of the preparation.

use super::check;

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
