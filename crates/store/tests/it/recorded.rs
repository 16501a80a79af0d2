use crate::support::{Scratch, answer, at, check, conversation, inbox, lease, page, record, say};
use jiff::Timestamp;
use usher_engine::privacy::redact_record;
use usher_engine::{InboxId, Message, StepOutcome, StepReport, Turn, TurnInput};
use usher_store::Conversation;

const FIRST: &str = "I am Priya Shah, write to priya@oakley.example";
const SECOND: &str = "and a copy to tom@oakley.example";

/// Answers the next message as a worker does and returns the turn's id and what it saw.
async fn answered(db: &Scratch, of: &Conversation, now: Timestamp) -> (String, TurnInput) {
    let job = lease(&db.store).await.unwrap();
    let seen = TurnInput {
        inbox: Some(inbox()),
        messages: db.store.messages(&of.id).await.unwrap(),
        page: Some(page("/customers/tom@oakley.example")),
        steps: db.store.step_reports(&of.id).await.unwrap(),
        ..TurnInput::default()
    };
    let (mut input, mut turn) = (seen.clone(), answer("It is sent."));
    redact_record(&mut input, &mut turn.trace);
    assert!(!format!("{input:?}").contains("oakley"), "{input:?}");
    let record = record(&turn, &input);
    let id = record.turn_id.clone();
    db.store.finish_turn(&job, record, now).await.unwrap();
    (id, seen)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recorded_turn_sees_the_words_again_but_not_the_page_nor_what_came_later() {
    check(async |db| {
        let conversation = conversation(&db.store).await;
        say(&db.store, &conversation, "1", FIRST).await.unwrap();
        let failed = StepReport {
            guide: "send".into(),
            step: "open".into(),
            outcome: StepOutcome::Failed,
            reason: Some("tom@oakley.example is not on the page".into()),
        };
        db.store
            .record_step(&conversation.id, &failed, None, at(1))
            .await
            .unwrap();
        let (first, seen) = answered(db, &conversation, at(3)).await;
        let skipped = StepReport {
            outcome: StepOutcome::Skipped,
            ..failed
        };
        db.store
            .record_step(&conversation.id, &skipped, None, at(4))
            .await
            .unwrap();
        say(&db.store, &conversation, "2", SECOND).await.unwrap();
        let (second, _) = answered(db, &conversation, at(5)).await;

        let recorded = db.store.recorded_turn(&first).await.unwrap().unwrap();
        assert_eq!(recorded.stored, db.store.turn(&first).await.unwrap().unwrap());
        assert_eq!(recorded.input.page.as_ref().unwrap().route, "/customers/[email 2]");
        let input = TurnInput {
            page: seen.page.clone(),
            ..recorded.input
        };
        assert_eq!(input, seen);
        let recorded = db.store.recorded_turn(&second).await.unwrap().unwrap();
        let words: Vec<&str> = recorded
            .input
            .messages
            .iter()
            .map(|m: &Message| m.text.as_str())
            .collect();
        assert_eq!(words, [FIRST, "It is sent.", SECOND]);
        assert_eq!(recorded.input.steps.len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_without_its_words_or_its_conversation_is_not_there_to_be_taken_again() {
    check(async |db| {
        let conversation = conversation(&db.store).await;
        say(&db.store, &conversation, "1", FIRST).await.unwrap();
        let (_, seen) = answered(db, &conversation, at(3)).await;
        say(&db.store, &conversation, "2", SECOND).await.unwrap();
        let job = lease(&db.store).await.unwrap();
        let mut input = seen;
        input.messages[0].id = Some("erased".into());
        let turn: Turn = answer("It is sent, too.");
        let record = record(&turn, &input);
        let without_words = record.turn_id.clone();
        db.store.finish_turn(&job, record, at(4)).await.unwrap();
        assert_eq!(db.store.recorded_turn(&without_words).await.unwrap(), None);

        let ids = db.store.turns_since(at(0), None, 10).await.unwrap();
        assert_eq!(ids.len(), 2);
        db.store.erase_conversation(&conversation.id).await.unwrap();
        for id in ids {
            assert_eq!(db.store.recorded_turn(&id).await.unwrap(), None);
        }
        assert!(db.store.turns_since(at(0), None, 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn turns_are_listed_by_time_and_inbox_and_the_newest_are_kept() {
    check(async |db| {
        let conversation = conversation(&db.store).await;
        let mut ids = Vec::new();
        for second in 3..6 {
            say(&db.store, &conversation, &second.to_string(), "And?")
                .await
                .unwrap();
            ids.push(answered(db, &conversation, at(second)).await.0);
        }
        let listed = async |since, inbox: Option<&str>, most| {
            let inbox = inbox.map(InboxId::from);
            db.store.turns_since(at(since), inbox.as_ref(), most).await.unwrap()
        };
        assert_eq!(listed(3, None, 10).await, ids);
        assert_eq!(listed(3, Some("main"), 2).await, ids[1..]);
        assert_eq!(listed(5, Some("main"), 10).await, ids[2..]);
        assert!(listed(3, Some("other"), 10).await.is_empty());
        assert!(listed(6, None, 10).await.is_empty());
    })
    .await;
}
