//! Reports as they might be.

use chrono::{Days, NaiveDate};
use oneonone::report::value::*;

/// A day of 2026.
pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day that exists")
}

/// The day on which all samples look at the history.
pub(crate) fn today() -> NaiveDate {
    day(11, 20)
}

/// A report on these pairs.
pub(crate) fn report(pairs: Vec<PairReport>) -> Report {
    Report { schema: SCHEMA, today: today(), since: None, pairs }
}

/// A pair of which nothing is known yet.
pub(crate) fn empty(slug: &str, direct_report: &str) -> PairReport {
    PairReport {
        slug: slug.into(),
        direct_report: direct_report.into(),
        manager: "Bob Diaz".into(),
        direct_report_handle: slug.split('-').next().unwrap_or_default().into(),
        manager_handle: "bob".into(),
        kind: "one-on-one".into(),
        role: None,
        rhythm: None,
        ended: None,
        cadence: CadenceFigures {
            expected: 0,
            on_time: 0,
            moved: 0,
            cancelled: 0,
            missed: 0,
            unconfirmed: 0,
            excused: 0,
            pending: 0,
            extra: 0,
            adherence: None,
            moved_rate: None,
            longest_gap_days: None,
            days_since_last: None,
            streak: 0,
            worst_run: 0,
            next_due: None,
            slots: Vec::new(),
        },
        meetings: MeetingFigures {
            held: 0,
            documented: 0,
            prepared_known: 0,
            prepared: 0,
            agenda_rate: None,
            median_minutes: None,
        },
        action_items: ActionItemFigures {
            open: 0,
            overdue: 0,
            done: 0,
            dropped: 0,
            unresolved: 0,
            median_age_days: None,
            done_by_next: None,
            items: Vec::new(),
        },
        blockers: BlockerFigures { open: 0, median_age_days: None, items: Vec::new() },
        commitments: CommitmentFigures { direct_report: SayDo::default(), manager: SayDo::default(), unplanned: 0 },
        engagement: EngagementFigures {
            scores: Vec::new(),
            asked_rate: None,
            latest: None,
            change: None,
            reference: None,
            slope_per_30_days: None,
        },
        topics: Vec::new(),
        milestones: Vec::new(),
        to_confirm: Vec::new(),
        unread_items: 0,
        signals: Vec::new(),
        needs: Vec::new(),
        urgency: 0,
        diagnostics: Vec::new(),
        before: None,
    }
}

/// The report's word for a mark of the ASCII strip.
fn outcome(mark: char) -> &'static str {
    match mark {
        'o' => "on_time",
        'm' => "moved",
        'c' => "cancelled",
        'x' => "missed",
        '?' => "unconfirmed",
        '-' => "excused",
        _ => "pending",
    }
}

/// Weekly slots up to today, from the marks of a strip.
pub(crate) fn with_slots(mut pair: PairReport, marks: &str) -> PairReport {
    let n = marks.chars().count() as u64;
    let slots: Vec<SlotRow> = marks
        .chars()
        .zip(0..)
        .map(|(mark, at)| {
            let date = day(11, 17) - Days::new((n - 1 - at) * 7);
            SlotRow { date, outcome: outcome(mark), reason: None, entry: Some(format!("entries/{date}.md")) }
        })
        .collect();
    let count = |mark: &str| slots.iter().filter(|slot| slot.outcome == mark).count() as u64;
    let cadence = &mut pair.cadence;
    (cadence.on_time, cadence.moved, cadence.cancelled) = (count("on_time"), count("moved"), count("cancelled"));
    (cadence.missed, cadence.unconfirmed) = (count("missed"), count("unconfirmed"));
    (cadence.excused, cadence.pending) = (count("excused"), count("pending"));
    cadence.expected = cadence.on_time + cadence.moved + cadence.cancelled + cadence.missed;
    let held = cadence.on_time + cadence.moved;
    if cadence.expected > 0 {
        cadence.adherence = Some(held as f64 / cadence.expected as f64);
    }
    if held > 0 {
        cadence.moved_rate = Some(cadence.moved as f64 / held as f64);
        cadence.longest_gap_days = Some(21);
        cadence.days_since_last = Some(3);
        cadence.streak = 2;
    }
    cadence.worst_run = 2.min(cadence.cancelled + cadence.missed);
    cadence.next_due = Some(day(11, 24));
    cadence.slots = slots;
    pair.rhythm = Some("every week, 60 min".into());
    pair.meetings = MeetingFigures {
        held,
        documented: held.saturating_sub(1),
        prepared_known: held,
        prepared: held / 2,
        agenda_rate: (held > 0).then(|| (held / 2) as f64 / held as f64),
        median_minutes: (held > 0).then_some(47.5),
    };
    pair
}

/// Scores of successive weeks.
pub(crate) fn with_scores(mut pair: PairReport, scores: &[f64]) -> PairReport {
    let n = scores.len() as u64;
    pair.engagement.scores = scores
        .iter()
        .zip(0..)
        .map(|(&score, at)| {
            let date = day(11, 17) - Days::new((n - 1 - at) * 7);
            ScoreRow { date, score, entry: format!("entries/{date}.md") }
        })
        .collect();
    pair.engagement.latest = scores.last().copied();
    pair.engagement.change = scores.len().checked_sub(2).map(|before| scores[scores.len() - 1] - scores[before]);
    if scores.len() > 5 {
        pair.engagement.reference = Some(scores[2]);
        pair.engagement.slope_per_30_days = Some((scores[scores.len() - 1] - scores[0]) * 30.0 / (7.0 * n as f64));
    }
    pair.engagement.asked_rate = (pair.meetings.held > 0).then(|| n as f64 / pair.meetings.held as f64);
    pair
}

/// An open item of somebody.
pub(crate) fn item(text: &str, owner: &str, age: i64) -> ItemRow {
    let created = today() - Days::new(age.unsigned_abs());
    ItemRow {
        id: Some("a7k2mm".into()),
        text: text.into(),
        owners: vec![owner.into()],
        due: None,
        created: Some(created),
        done: None,
        state: "open",
        mentions: vec![format!("entries/{created}.md:31")],
        age_days: Some(age),
        overdue_days: None,
        carried: (age / 7).unsigned_abs(),
    }
}

/// The item with the day on which it is due.
pub(crate) fn due(mut item: ItemRow, date: NaiveDate) -> ItemRow {
    item.due = Some(date);
    item.overdue_days = Some((today() - date).num_days()).filter(|&days| days > 0);
    item
}

/// The pair with these open action items, and some that are done.
pub(crate) fn with_items(mut pair: PairReport, items: Vec<ItemRow>) -> PairReport {
    pair.action_items = ActionItemFigures {
        open: items.len() as u64,
        overdue: items.iter().filter(|item| item.overdue_days.is_some()).count() as u64,
        done: 31,
        dropped: 2,
        unresolved: 3,
        median_age_days: Some(12.5),
        done_by_next: Some(0.584),
        items,
    };
    pair.action_items.items.push(ItemRow { state: "done", ..item("Done long ago", "alice", 200) });
    pair
}

/// A warning.
pub(crate) fn signal(code: &'static str, message: &str, evidence: &[&str]) -> SignalRow {
    SignalRow { code, message: message.into(), evidence: evidence.iter().map(|place| (*place).into()).collect() }
}

/// Somebody whose engagement falls.
pub(crate) fn alice() -> PairReport {
    let mut pair = with_slots(empty("alice-chen", "Alice Chen"), "oooomoocxoooo---oomoooocx?oo.");
    pair.role = Some("Senior Engineer".into());
    pair = with_scores(pair, &[8.0, 8.0, 8.0, 9.0, 8.0, 8.0, 7.0, 7.0, 6.0, 6.0, 5.0, 5.0, 4.0]);
    let items = vec![
        item("Write down what the on-call handover needs", "alice", 8),
        due(item("Finish the migration plan and send it to the platform team for comments", "alice", 36), day(11, 6)),
        due(item("Email the CEO", "alice", 7), day(11, 27)),
        due(item("Ask HR about the budget for training", "bob", 20), day(11, 18)),
        item("Introduce her to the people of the search team", "bob", 0),
        item("Share the new incident template", "carol", 15),
        ItemRow { owners: vec!["bob".into(), "carol".into()], ..item("Agree on the interview panel", "bob", 3) },
    ];
    pair = with_items(pair, items);
    let blocker = ItemRow { carried: 3, ..item("No access to the staging cluster", "bob", 24) };
    pair.blockers = BlockerFigures { open: 1, median_age_days: Some(24.0), items: vec![blocker] };
    pair.commitments = CommitmentFigures {
        direct_report: SayDo { made: 20, delivered: 17, say_do: Some(0.85) },
        manager: SayDo { made: 3, delivered: 2, say_do: Some(2.0 / 3.0) },
        unplanned: 4,
    };
    pair.topics = vec![item("Career ladder", "alice", 40), item("Conference", "alice", 4)];
    pair.milestones = vec![item("Lead the importer project", "alice", 140)];
    pair.to_confirm = vec![EntryRef { date: day(11, 3), entry: "entries/2026-11-03.md".into() }];
    pair.unread_items = 12;
    pair.signals = vec![
        signal(
            "engagement-drop",
            "engagement is 4, at least 3 below the level of 8 it used to have",
            &["entries/2026-11-17.md:5", "entries/2026-11-10.md:5"],
        ),
        signal(
            "stale-action",
            "\"Finish the migration plan and send it to the platform team for comments\" was carried through 5 meetings",
            &["entries/2026-10-13.md:31", "a.md:1", "b.md:2", "c.md:3", "d.md:4", "e.md:5"],
        ),
        signal("blocker-stuck", "a blocker is open through 3 meetings", &["entries/2026-10-27.md:40"]),
    ];
    pair.needs = vec![
        Need { code: "confirm", message: "Say what became of the meeting of 3 Nov".into() },
        Need { code: "engagement-drop", message: "Ask Alice what has changed since the summer".into() },
        Need { code: "stale-action", message: "Do, hand over or drop the migration plan".into() },
    ];
    let problem = |line| DiagnosticRow {
        code: "bad-date",
        path: "entries/2026-02-30.md".into(),
        line,
        column: 7,
        message: "`2026-02-30` is no date".into(),
        remedy: "write a day that exists".into(),
    };
    pair.diagnostics = vec![problem(2), problem(9), problem(12)];
    pair.urgency = 90;
    pair
}

/// Somebody with twenty open items.
pub(crate) fn busy() -> PairReport {
    let pair = with_slots(empty("dora", "Dora Okonkwo-Featherstonehaugh"), "oooooooooooo");
    let mut pair = with_scores(pair, &[7.0, 7.5, 8.0, 10.0]);
    pair = with_items(
        pair,
        (0..20)
            .map(|n| due(item(&format!("Task number {n}"), "dora", n), day(11, 10) + Days::new(n.unsigned_abs())))
            .collect(),
    );
    pair.signals = vec![signal("stale-action", "7 action items are overdue", &["entries/2026-11-03.md:12"])];
    pair.urgency = 40;
    pair
}

/// Somebody with a name in ideographs, every other week.
pub(crate) fn yamada() -> PairReport {
    let mut pair = with_scores(with_slots(empty("yamada", "山田太郎"), "mommoo"), &[9.0, 9.0]);
    pair.rhythm = Some("every 2 weeks, 30 min".into());
    pair.role = Some("シニアエンジニア".into());
    pair.signals = vec![signal("reschedule-habit", "half of the last 6 meetings were moved", &[])];
    pair.urgency = 20;
    pair
}

/// Somebody with an emoji of several joined ones in the name; three meetings so far.
pub(crate) fn emoji() -> PairReport {
    let mut pair = with_scores(with_slots(empty("grace", "Grace 👩‍💻 Ngũgĩ"), "oxo"), &[6.0]);
    pair.kind = "skip-level".into();
    pair.cadence.next_due = Some(day(11, 17));
    pair.signals = vec![signal("meeting-overdue", "the meeting of 17 Nov is still open", &[])];
    pair.urgency = 30;
    pair
}

/// Somebody who tries what can be tried with words.
pub(crate) fn hostile() -> PairReport {
    let mut pair = with_slots(empty("mallory", "=Mallory<script>alert(1)</script>"), "o");
    pair.role = Some("\u{1b}]52;c;aGk=\u{7}\u{202e}boss | **x** [a](javascript:b)".into());
    pair.manager = "@Eve, \"the\" & 'manager'\r\n".into();
    pair = with_items(pair, vec![item("1. ![x](http://example.org/x.png) <img src=x>", "mallory", 1)]);
    pair
}

/// All of them.
pub(crate) fn team() -> Report {
    let mut ended = with_slots(empty("frank", "Frank"), "oooxxx");
    ended.ended = Some(day(10, 31));
    ended.cadence.next_due = None;
    report(vec![alice(), busy(), empty("nil", "Niels Null"), ended, emoji(), yamada()])
}

/// Twelve people.
pub(crate) fn twelve() -> Report {
    let names = ["Ada", "Brian Kernighan", "李小龍", "Dennis", "Edsger W. Dijkstra", "Fran Allen", "Grace"];
    let mut pairs = team().pairs;
    pairs.extend(
        names[1..].iter().map(|name| with_scores(with_slots(empty(name, name), "ooooomooooooo"), &[8.0, 8.0, 9.0])),
    );
    report(pairs)
}
