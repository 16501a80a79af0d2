use crate::support::{Scratch, answer, at, check, clarification, conversation, record, say};
use usher_engine::{Turn, TurnInput};
use usher_store::{Conversation, TurnPlace};

/// A message of a conversation, answered by `turn` at a second.
async fn turn(db: &Scratch, to: &Conversation, asked: &str, turn: &Turn, second: i64) -> String {
    say(&db.store, to, &second.to_string(), asked).await.unwrap();
    let job = db
        .store
        .lease_job("worker", at(second), crate::support::LEASE)
        .await
        .unwrap()
        .unwrap();
    let input = TurnInput::default();
    let record = record(turn, &input);
    let id = record.turn_id.clone();
    db.store.finish_turn(&job, record, at(second)).await.unwrap();
    id
}

fn greeting() -> Turn {
    Turn {
        confidence: 1.0,
        ..clarification()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_conversation_has_one_first_turn_and_greetings_are_none() {
    check(async |db| {
        let (a, b) = (conversation(&db.store).await, conversation(&db.store).await);
        turn(db, &a, "Hello", &greeting(), 3).await;
        let first = turn(db, &a, "Where are my invoices?", &answer("There."), 4).await;
        turn(db, &a, "And my bills?", &answer("Here."), 5).await;
        let other = turn(db, &b, "Import?", &clarification(), 6).await;
        turn(db, &b, "Customers", &answer("So."), 7).await;

        let start = TurnPlace::before(at(0));
        let page = db.store.first_turns(&start, at(100), 10).await.unwrap();
        let ids: Vec<&str> = page.turns.iter().map(|t| t.turn.as_str()).collect();
        assert_eq!((ids, page.next), (vec![first.as_str(), other.as_str()], None));
        assert_eq!(page.turns[0].asked, "Where are my invoices?");
        assert_eq!((page.turns[0].confidence, page.turns[0].at), (0.875, at(4)));

        let page = db.store.first_turns(&start, at(100), 1).await.unwrap();
        let rest = db.store.first_turns(&page.next.unwrap(), at(100), 10).await.unwrap();
        assert_eq!(rest.turns[0].turn, other, "a page goes on where the last one ended");
        let until = db.store.first_turns(&start, at(6), 10).await.unwrap();
        assert_eq!(until.turns.len(), 1, "what is stored at `until` is not read yet");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_turn_is_that_of_the_same_conversation() {
    check(async |db| {
        let (a, b) = (conversation(&db.store).await, conversation(&db.store).await);
        turn(db, &a, "Where are my invoices?", &answer("There."), 4).await;
        turn(db, &b, "Import?", &answer("So."), 5).await;
        let second = turn(db, &a, "That does not work", &answer("Here."), 6).await;

        let page = db
            .store
            .first_turns(&TurnPlace::before(at(0)), at(100), 10)
            .await
            .unwrap();
        let next = async |place: usize, until| {
            let turn = &page.turns[place];
            db.store
                .next_turn(&turn.conversation, &turn.place(), until)
                .await
                .unwrap()
        };
        assert_eq!(next(0, at(100)).await.unwrap().turn, second);
        assert_eq!(next(0, at(6)).await, None);
        assert_eq!(next(1, at(100)).await, None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_watching_stands_is_kept_by_calibration() {
    check(async |db| {
        assert_eq!(db.store.kept_watch("a").await.unwrap(), None);
        db.store.keep_watch("a", "one").await.unwrap();
        db.store.keep_watch("a", "two").await.unwrap();
        db.store.keep_watch("b", "three").await.unwrap();
        assert_eq!(db.store.kept_watch("a").await.unwrap().as_deref(), Some("two"));
        assert_eq!(
            db.another_node().await.kept_watch("b").await.unwrap().as_deref(),
            Some("three")
        );
    })
    .await;
}
