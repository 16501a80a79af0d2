use super::*;
use crate::replay::{Change, Said, render_replay};
use jiff::Timestamp;
use usher_engine::{Outcome, Reason};

fn said(outcome: Outcome, confidence: f64) -> Said {
    let reason = match outcome {
        Outcome::Escalate => Reason::LowConfidence,
        _ => Reason::Confident,
    };
    Said {
        outcome,
        reason,
        confidence,
        articles: vec!["send.md".into()],
        guide: None,
        reply: "Choose Send.".into(),
        options: vec![],
    }
}

fn turn(second: i64, conversation: &str, change: Option<Change>, after: Said) -> Replayed {
    Replayed {
        turn: format!("turn-{second}"),
        conversation: format!("0196-{conversation}").into(),
        at: Timestamp::from_second(1_800_000_000 + second).unwrap(),
        change,
        page_redacted: second % 2 == 1,
        message: format!("How do I send {second}?\n{}", "again ".repeat(30)),
        before: said(Outcome::Answer, 0.8),
        after,
    }
}

fn report() -> ReplayReport {
    let answer = |confidence| said(Outcome::Answer, confidence);
    let turns = vec![
        turn(1, "aaaaaaaa", None, answer(0.8)),
        turn(2, "aaaaaaaa", Some(Change::Confidence), answer(0.9)),
        turn(3, "bbbbbbbb", Some(Change::Outcome), said(Outcome::Escalate, 0.8)),
        turn(4, "cccccccc", Some(Change::Outcome), said(Outcome::Clarify, 0.8)),
        turn(0, "cccccccc", Some(Change::Outcome), said(Outcome::Escalate, 0.8)),
    ];
    let left_out = BTreeMap::from([("its words are gone".to_owned(), 2)]);
    ReplayReport::new(vec!["other.toml".into()], left_out, turns)
}

#[test]
fn the_gravest_changes_come_first_and_the_sums_are_those_of_all() {
    let report = report();
    let order: Vec<&str> = report.turns.iter().map(|t| t.turn.as_str()).collect();
    assert_eq!(order, ["turn-4", "turn-0", "turn-3", "turn-2", "turn-1"]);
    assert_eq!((report.conversations, report.unchanged, report.changed()), (3, 1, 4));
    assert_eq!((report.pages_redacted, report.pages_redacted_changed), (2, 1));
    let escalated = report.outcomes.iter().find(|c| c.after == Outcome::Escalate);
    assert_eq!(escalated.map(|c| (c.before, c.turns)), Some((Outcome::Answer, 2)));
    let answered = &report.figures[0];
    assert_eq!(
        (answered.name.as_str(), answered.before, answered.after),
        ("answered_share", Some(1.0), Some(0.4))
    );
    assert!(
        answered.low.unwrap() < -0.6 && answered.high.unwrap() <= 0.0,
        "{answered:?}"
    );
    assert!((report.figures[1].change.unwrap() - 0.02).abs() < 1e-9);
}

#[test]
fn it_is_laid_out_for_a_terminal_the_same_each_time() {
    let text = render_replay(&report());
    for part in [
        "with other.toml\n",
        "Another outcome: 3 turns\n answer → clarify\n  2027-01-15 08:00:04  …cccccccc  “How do I send 4? again again",
        " answer → escalate\n",
        "    answer (confident, 0.80) → escalate (low_confidence, 0.80)\n    on send.md\n",
        "Another confidence, by more than 0.05: 1 turn\n",
        "answer                 2         0         1         2         5\n",
        "left out, 2 turns: its words are gone\n",
        "2 turns saw a page that is stored without its personal data; 1 of them would have changed",
        "Of 5 turns in 3 conversations 4 would have changed; 1 would not.\n",
    ] {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
    assert_eq!(text, render_replay(&report()));
}

#[test]
fn where_nothing_changes_it_says_so() {
    let turns = vec![turn(0, "aaaaaaaa", None, said(Outcome::Answer, 0.8))];
    let text = render_replay(&ReplayReport::new(vec![], BTreeMap::new(), turns));
    assert!(
        text.ends_with("Of 1 turn in 1 conversation nothing would have changed.\n"),
        "{text}"
    );
    let none = render_replay(&ReplayReport::new(vec![], BTreeMap::new(), vec![]));
    assert_eq!(none, "There was no turn to take again.\n");
}
