use crate::routing::{agent, handed_over, reply};
use crate::support::{at, check, conversation, kinds};
use usher_engine::ConversationId;
use usher_store::{Closing, Letter, LetterEnd, LetterKind, NewLetter, Reader, Resolved, Settle, Store};

pub fn letter<'a>(cause: &'a str, conversation: Option<&'a ConversationId>) -> NewLetter<'a> {
    NewLetter {
        cause,
        kind: LetterKind::Transcript,
        conversation,
        address: "maria@example.org",
        name: "Maria",
        subject: "Your conversation",
        plain: "words",
        html: "<p>words</p>",
    }
}

async fn lease(store: &Store, now: i64) -> Option<Letter> {
    store.lease_letter(at(now), at(now + 120)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_written_once_leased_once_and_its_words_are_forgotten_when_it_went() {
    check(async |db| {
        let begun = conversation(&db.store).await;
        assert!(
            db.store
                .write_letter(letter("a", Some(&begun.id)), at(1))
                .await
                .unwrap()
        );
        assert!(
            !db.store
                .write_letter(letter("a", Some(&begun.id)), at(2))
                .await
                .unwrap()
        );
        let waiting = db.store.letters_waiting().await.unwrap();
        assert_eq!((waiting.count, waiting.oldest), (1, Some(at(1))));
        let held = lease(&db.store, 3).await.unwrap();
        assert_eq!((held.attempts, held.plain.as_str()), (1, "words"));
        let other = db.another_node().await;
        assert_eq!(lease(&other, 4).await, None, "somebody tries it");
        db.store.retry_letter(&held, "no room", at(10)).await.unwrap();
        assert_eq!(lease(&other, 9).await, None);
        let again = lease(&other, 10).await.unwrap();
        assert_eq!((&again.id, again.attempts), (&held.id, 2));
        other.end_letter(&again, LetterEnd::Sent, at(11)).await.unwrap();
        db.store
            .end_letter(&held, LetterEnd::Refused("late"), at(12))
            .await
            .unwrap();
        let mailed = kinds(&db.store, &begun).await;
        assert_eq!(
            mailed.iter().filter(|kind| **kind == "people.mailed").count(),
            1,
            "the first end counts"
        );
        assert_eq!(lease(&db.store, 500).await, None);
        assert_eq!(db.store.letters_waiting().await.unwrap().count, 0);
        other.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lease_that_ran_out_is_taken_again() {
    check(async |db| {
        db.store.write_letter(letter("a", None), at(1)).await.unwrap();
        let first = lease(&db.store, 1).await.unwrap();
        assert_eq!(lease(&db.store, 120).await, None);
        assert_eq!(lease(&db.store, 121).await.unwrap().id, first.id);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_settled_is_due_once_and_spam_never() {
    check(async |db| {
        let tom = agent(&db.store, "Tom").await;
        let due = async || db.store.transcripts_due(at(0), at(60)).await.unwrap();
        for outcome in [Closing::Spam, Closing::Solved] {
            let begun = handed_over(&db.store).await;
            let how = Resolved {
                outcome,
                topic: None,
                note: None,
            };
            let settled = Settle::Resolve(how);
            db.store
                .settle(&begun.id, &tom.id, false, settled, at(20))
                .await
                .unwrap();
        }
        let found = due().await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            db.store.transcripts_due(at(0), at(19)).await.unwrap().is_empty(),
            "it may be undone yet"
        );
        assert!(
            db.store.transcripts_due(at(20), at(60)).await.unwrap().is_empty(),
            "too old"
        );
        db.store
            .omit_letter(LetterKind::Transcript, &found[0], at(30))
            .await
            .unwrap();
        assert!(due().await.is_empty());
        assert_eq!(db.store.letters_waiting().await.unwrap().count, 0);
        let id = &found[0].conversation;
        db.store
            .settle(id, &tom.id, false, Settle::Reopen, at(40))
            .await
            .unwrap();
        assert!(due().await.is_empty());
        let how = Resolved {
            outcome: Closing::Solved,
            topic: None,
            note: None,
        };
        db.store
            .settle(id, &tom.id, false, Settle::Resolve(how), at(50))
            .await
            .unwrap();
        assert_eq!(due().await.len(), 1, "settled anew");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unseen_words_of_people_are_due_until_they_are_seen() {
    check(async |db| {
        let tom = agent(&db.store, "Tom").await;
        let begun = handed_over(&db.store).await;
        let due = async |until| db.store.reminders_due(at(0), at(until)).await.unwrap();
        assert!(due(100).await.is_empty(), "nobody wrote");
        reply(&db.store, &begun.id, &tom.id, "t1", "Hello", 30).await;
        assert!(due(29).await.is_empty(), "not for so long");
        let found = due(30).await;
        assert_eq!((found.len(), &found[0].conversation), (1, &begun.id));
        assert!(!db.store.is_all_seen(&begun.id).await.unwrap());
        assert!(
            db.store
                .write_letter(letter(&found[0].cause, Some(&begun.id)), at(31))
                .await
                .unwrap()
        );
        assert!(due(60).await.is_empty(), "they were reminded");
        db.store.mark_read(&begun.id, Reader::Contact, 100).await.unwrap();
        assert!(db.store.is_all_seen(&begun.id).await.unwrap());
        assert!(due(60).await.is_empty(), "they have seen it");
    })
    .await;
}
