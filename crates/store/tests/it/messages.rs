use crate::support::{answer, at, check, conversation, kinds, lease, leased, page, record, say};
use std::time::Duration;
use usher_engine::{Author, TurnInput};
use usher_store::{NewMessage, Said, StoreError};

#[tokio::test(flavor = "multi_thread")]
async fn a_resend_is_harmless_and_other_words_are_a_conflict() {
    check(async |db| {
        let conversation = conversation(&db.store).await;
        let first = say(&db.store, &conversation, "c-1", "Hello").await.unwrap();
        let again = say(&db.store, &conversation, "c-1", "Hello").await.unwrap();
        assert!(!first.duplicate && again.duplicate);
        assert_eq!((&first.message, first.seq), (&again.message, again.seq));
        let error = say(&db.store, &conversation, "c-1", "Hello?").await.unwrap_err();
        assert!(matches!(error, StoreError::Conflict(_)), "{error}");
        assert_eq!(error.to_string(), "message `c-1` was sent before with other words");
        assert_eq!(
            kinds(&db.store, &conversation).await,
            ["conversation.created", "message.created"]
        );
        assert_eq!(
            (db.store.queue_depth().await.unwrap(), db.count("messages").await),
            (1, 1)
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_resends_at_once_are_one_message() {
    check(async |db| {
        let conversation = conversation(&db.store).await;
        let other = db.another_node().await;
        let sends = (0..10).map(|n| {
            let (store, conversation) = (
                if n % 2 == 0 { db.store.clone() } else { other.clone() },
                conversation.clone(),
            );
            tokio::spawn(async move { say(&store, &conversation, "same", "Hello").await.unwrap() })
        });
        let accepted = futures_util::future::join_all(sends.collect::<Vec<_>>()).await;
        let fresh = accepted.iter().filter(|a| !a.as_ref().unwrap().duplicate).count();
        assert_eq!((fresh, db.count("messages").await), (1, 1));
        other.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn any_text_comes_back_as_it_was_but_for_nul() {
    check(async |db| {
        let conversation = conversation(&db.store).await;
        let text = "Ünïcödé 🧾 \u{202E}rtl\u{200D} \"quoted\" \\ 'single' \u{7F}\u{1}\r\n% _ $1 ?";
        say(&db.store, &conversation, "1", text).await.unwrap();
        say(&db.store, &conversation, "2\0", "a\0b").await.unwrap();
        assert!(say(&db.store, &conversation, "2\0", "a\0b").await.unwrap().duplicate);
        let messages = db.store.messages(&conversation.id).await.unwrap();
        assert_eq!(
            (messages[0].text.as_str(), messages[1].text.as_str()),
            (text, "a\u{FFFD}b")
        );
        assert_eq!((messages[0].author, messages[0].at), (Author::Contact, Some(at(1))));
        let event = &db.store.events_after(&conversation.id, 1, 1).await.unwrap()[0];
        assert_eq!(
            (event.body["text"].as_str(), event.body["client_id"].as_str()),
            (Some(text), Some("1"))
        );
        let error = say(&db.store, &conversation, &"x".repeat(1_001), "Hello")
            .await
            .unwrap_err();
        assert!(matches!(error, StoreError::Invalid { .. }), "{error}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_travels_with_the_job_and_an_unreadable_one_does_not_hold_it_up() {
    check(async |db| {
        let conversation = conversation(&db.store).await;
        let mut page = page("/invoices");
        page.title.push('\0');
        for client_id in ["1", "2"] {
            let (id, contact) = (&conversation.id, &conversation.contact);
            let new = NewMessage {
                conversation: id,
                contact,
                said: Said {
                    client_id,
                    text: "Hm",
                    page: Some(&page),
                    ..Said::default()
                },
            };
            db.store.accept_message(new, at(1)).await.unwrap();
        }
        let job = lease(&db.store).await.unwrap();
        assert_eq!(job.page.as_ref(), Some(&page));
        db.store
            .finish_turn(&job, record(&answer("."), &TurnInput::default()), at(3))
            .await
            .unwrap();
        sqlx::query("UPDATE jobs SET page = '{\"gone\": 1}'")
            .execute(&db.raw().await)
            .await
            .unwrap();
        assert_eq!(lease(&db.store).await.unwrap().page, None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_sees_its_message_last_and_none_that_came_after_it() {
    check(async |db| {
        let (conversation, first) = leased(&db.store).await;
        say(&db.store, &conversation, "2", "And receipts?").await.unwrap();
        let texts = async |job| {
            let messages = db.store.messages_for(job).await.unwrap();
            messages.into_iter().map(|m| m.text).collect::<Vec<_>>()
        };
        assert_eq!(texts(&first).await, ["Where are my invoices?"]);
        db.store
            .finish_turn(&first, record(&answer("There."), &TurnInput::default()), at(3))
            .await
            .unwrap();
        let second = lease(&db.store).await.unwrap();
        assert_eq!(
            texts(&second).await,
            ["Where are my invoices?", "There.", "And receipts?"]
        );
    })
    .await;
}

/// A client hangs up and the server drops the call wherever it is; the client resends.
#[tokio::test(flavor = "multi_thread")]
async fn a_call_dropped_half_way_stores_all_or_nothing() {
    check(async |db| {
        let conversation = conversation(&db.store).await;
        for n in 0..60 {
            let id = n.to_string();
            let patience = Duration::from_micros(n * 100);
            let _ = tokio::time::timeout(patience, say(&db.store, &conversation, &id, "Hello")).await;
        }
        for n in 0..60 {
            say(&db.store, &conversation, &n.to_string(), "Hello").await.unwrap();
        }
        assert_eq!(kinds(&db.store, &conversation).await.len(), 61);
        assert_eq!((db.count("messages").await, db.count("jobs").await), (60, 60));
    })
    .await;
}
