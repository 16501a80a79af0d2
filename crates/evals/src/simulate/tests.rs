//! Contacts against replies, move by move.

use super::*;
use crate::case::SimulateCase;
use usher_engine::Outcome;

const SAYS: &str =
    r#"["How long is an export kept?","When does the download of my export end?","Export, until when?"]"#;

fn case(says: &str, rest: &str) -> SimulateCase {
    let line = format!(
        r#"{{"id":"a","persona":{{"name":"Kim"}},"goal":"know how long an export can be downloaded","says":{says},{rest}}}"#
    );
    serde_json::from_str(&line).unwrap()
}

fn export() -> SimulateCase {
    case(SAYS, r#""reached":{"contains":"30 days"}"#)
}

fn answer(text: &str) -> Heard {
    Heard {
        outcome: Some(Outcome::Answer),
        text: text.to_owned(),
        ..Heard::default()
    }
}

fn guide(id: &str) -> Heard {
    Heard {
        outcome: Some(Outcome::Guide),
        guide: Some(id.to_owned()),
        ..Heard::default()
    }
}

fn asks_back(options: &[&str]) -> Heard {
    Heard {
        outcome: Some(Outcome::Clarify),
        options: options.iter().map(|o| (*o).to_owned()).collect(),
        ..Heard::default()
    }
}

fn handed_over() -> Heard {
    Heard {
        outcome: Some(Outcome::Escalate),
        ..Heard::default()
    }
}

fn said(done: &Move) -> &str {
    match &done.next {
        Next::Say(text) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_contact_who_got_it_says_so_and_goes() {
    let case = export();
    let mut contact = SimulatedContact::new(&case, false);
    assert_eq!(contact.open(None), "How long is an export kept?");
    let done = contact.hear(&answer("It is kept for 30 days."));
    assert_eq!((done.judges, &done.next), (Some(true), &Next::End(Ending::Reached)));
    assert_eq!((contact.messages(), contact.asked_again()), (1, 0));
}

#[test]
fn a_contact_who_did_not_puts_it_otherwise_and_at_last_asks_for_a_person() {
    let case = export();
    let mut contact = SimulatedContact::new(&case, false);
    contact.open(None);
    let second = contact.hear(&answer("Only an Owner may."));
    assert_eq!(
        (second.judges, said(&second)),
        (Some(false), "When does the download of my export end?")
    );
    let third = contact.hear(&guide("export"));
    assert_eq!(said(&third), "Export, until when?");
    let last = contact.hear(&answer("Choose Export."));
    assert!(matches!(last.next, Next::AskForPerson(_)), "{last:?}");
    let end = contact.hear(&handed_over());
    assert_eq!(end.next, Next::End(Ending::GaveUp));
    assert_eq!((contact.messages(), contact.asked_again()), (4, 2));
}

#[test]
fn patience_ends_before_the_words_do() {
    let case = case(SAYS, r#""reached":{"contains":"30 days"},"patience":1"#);
    let mut contact = SimulatedContact::new(&case, false);
    contact.open(None);
    let last = contact.hear(&answer("Choose Export."));
    assert!(matches!(last.next, Next::AskForPerson(_)), "{last:?}");
}

#[test]
fn a_question_back_is_answered_with_the_reply_nearest_to_the_goal() {
    let case = export();
    let check = |options: &[&str], expect: &str, again: usize| {
        let mut contact = SimulatedContact::new(&case, false);
        contact.open(None);
        let done = contact.hear(&asks_back(options));
        assert_eq!((done.judges, said(&done), contact.asked_again()), (None, expect, again));
    };
    check(
        &["Send an invoice", "Export data", "Download an export"],
        "Download an export",
        0,
    );
    check(&["Export data", "Exports"], "Export data", 0);
    check(&["Send an invoice"], "When does the download of my export end?", 1);
    check(
        &["How long is an export kept?"],
        "When does the download of my export end?",
        1,
    );
    let mut contact = SimulatedContact::new(&case, false);
    contact.open(None);
    for _ in 0..2 {
        contact.hear(&asks_back(&["Export one", "Export two", "Export three"]));
    }
    let last = contact.hear(&asks_back(&["Export one", "Export two", "Export three"]));
    assert!(
        matches!(last.next, Next::AskForPerson(_)),
        "questions wear patience out: {last:?}"
    );
}

#[test]
fn the_wanted_guide_is_played_and_a_handover_ends_it() {
    let case = case(r#"["Show me"]"#, r#""reached":{"guide":"export"}"#);
    let mut contact = SimulatedContact::new(&case, false);
    contact.open(None);
    let done = contact.hear(&guide("export"));
    assert!(done.plays_guide && done.judges.is_none());
    assert_eq!(done.next, Next::End(Ending::Reached));
    let mut contact = SimulatedContact::new(&case, false);
    contact.open(None);
    let done = contact.hear(&handed_over());
    assert_eq!(done.next, Next::End(Ending::HandedOver { wanted: false }));
}

#[test]
fn a_contact_goes_on_to_the_next_matter_without_judging() {
    let then = r#""reached":{"contains":"30 days"},"then":[{"says":["A person, please"],"reached":{"person":true}}]"#;
    let case = case(SAYS, then);
    let mut contact = SimulatedContact::new(&case, false);
    contact.open(None);
    contact.hear(&answer("No."));
    let next = contact.hear(&answer("30 days."));
    assert!(next.begins && next.judges.is_none());
    assert_eq!(said(&next), "A person, please");
    let kept = contact.hear(&answer("30 days."));
    assert_eq!(kept.judges, Some(false));
    assert!(matches!(kept.next, Next::AskForPerson(_)), "{kept:?}");
    assert_eq!(contact.asked_again(), 1);
}

#[test]
fn a_model_finds_the_words_and_the_verdict_stays_ours() {
    let words = |say: &str, solved, gives_up| Words {
        say: say.to_owned(),
        solved,
        gives_up,
    };
    let case = export();
    let missed = answer("Choose Export.");
    let begin = || {
        let mut contact = SimulatedContact::new(&case, true);
        assert_eq!(
            contact.open(Some(&words("export, how long??", false, false))),
            "export, how long??"
        );
        let planned = contact.hear(&missed);
        (contact, planned)
    };
    let (mut contact, planned) = begin();
    let done = contact.reworded(planned, &missed, &words("but how long", false, false));
    assert_eq!((done.judges, said(&done)), (Some(false), "but how long"));
    assert_eq!((contact.messages(), contact.asked_again()), (2, 1));

    let (mut contact, planned) = begin();
    let done = contact.reworded(planned, &missed, &words("thanks", true, false));
    assert_eq!((done.judges, done.next), (Some(true), Next::End(Ending::Believed)));
    assert_eq!((contact.messages(), contact.asked_again()), (1, 0));

    let (mut contact, planned) = begin();
    let done = contact.reworded(planned, &missed, &words("enough", false, true));
    assert_eq!(done.next, Next::AskForPerson("enough".to_owned()));
    assert_eq!((contact.messages(), contact.asked_again()), (2, 0));

    let (mut contact, planned) = begin();
    let own = planned.clone();
    assert_eq!(
        contact.reworded(planned, &missed, &words(" ", false, false)),
        own,
        "the case's own words"
    );
    let reached = contact.hear(&answer("30 days."));
    let end = contact.reworded(reached, &answer("30 days."), &words("no!", false, true));
    assert_eq!(end.next, Next::End(Ending::Reached));
}
