use crate::support::{answer, at, check, clarification, escalation, kinds, lease, leased, page, record, say, states};
use usher_engine::{Author, ConversationState, Message, Turn, TurnInput};
use usher_store::{Finished, StoreError};

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_is_stored_whole_and_comes_back_the_same() {
    check(async |db| {
        let (conversation, job) = leased(&db.store).await;
        let mut turn = answer("Unter „Rechnungen“ 🧾\nand\0so on");
        turn.trace.understanding.query = "where are my invoices \0 ✓".into();
        let messages = vec![Message::new(Author::Contact, "Where are my invoices?")];
        let input = TurnInput {
            inbox: Some("main".into()),
            messages,
            page: Some(page("/")),
            ..TurnInput::default()
        };
        let record = record(&turn, &input);
        let id = record.turn_id.clone();
        let finished = db.store.finish_turn(&job, record, at(3)).await.unwrap();
        let Finished::Stored { reply, seq: 3 } = finished else {
            panic!("{finished:?}")
        };

        let stored = db.store.turn(&id).await.unwrap().unwrap();
        assert_eq!(stored.turn, turn);
        assert_eq!(
            (&stored.conversation, &stored.message, &stored.reply),
            (&conversation.id, &job.message, &reply)
        );
        assert_eq!((stored.duration_ms, stored.at), (12, at(3)));
        let traces = db.store.traces_since(at(3), 10).await.unwrap();
        assert_eq!(
            (&traces[0].input, &traces[0].trace, traces[0].confidence),
            (&input, &turn.trace, 0.875)
        );
        assert!(db.store.traces_since(at(4), 10).await.unwrap().is_empty());

        let messages = db.store.messages(&conversation.id).await.unwrap();
        assert_eq!(
            (messages[1].id.as_ref(), messages[1].author),
            (Some(&reply), Author::AiAgent)
        );
        assert_eq!(messages[1].text, "Unter „Rechnungen“ 🧾\nand\u{FFFD}so on");
        let body = &db.store.events_after(&conversation.id, 2, 1).await.unwrap()[0].body;
        assert_eq!(
            (&body["message_id"], &body["author"]),
            (&reply.as_str().into(), &"ai_agent".into())
        );
        assert_eq!(
            (&body["turn"]["id"], &body["turn"]["outcome"]),
            (&id.as_str().into(), &"answer".into())
        );
        assert_eq!(body["turn"]["citations"][0]["quote"], turn.citations[0].quote);
        assert_eq!(db.store.turn("no-such").await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_escalation_hands_over_with_its_packet() {
    check(async |db| {
        let (conversation, job) = leased(&db.store).await;
        let turn = escalation();
        assert_eq!(db.store.handoff_of(&conversation.id).await.unwrap(), None);
        let input = TurnInput::default();
        let record = record(&turn, &input);
        let id = record.turn_id.clone();
        db.store.finish_turn(&job, record, at(3)).await.unwrap();
        assert_eq!(states(&db.store, &conversation).await, ConversationState::Open);
        assert_eq!(db.store.handoff_of(&conversation.id).await.unwrap(), turn.handoff);
        assert_eq!(db.store.turn(&id).await.unwrap().unwrap().turn, turn);
        let expected = [
            "conversation.created",
            "message.created",
            "message.created",
            "conversation.escalated",
            "people.waiting",
        ];
        assert_eq!(kinds(&db.store, &conversation).await, expected);
        let body = &db.store.events_after(&conversation.id, 3, 1).await.unwrap()[0].body;
        assert_eq!(
            body,
            &serde_json::json!({ "reason": "always_human_topic", "topic": "refunds" })
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clarifying_question_carries_its_options() {
    check(async |db| {
        let (conversation, job) = leased(&db.store).await;
        db.store
            .finish_turn(&job, record(&clarification(), &TurnInput::default()), at(3))
            .await
            .unwrap();
        let body = &db.store.events_after(&conversation.id, 2, 1).await.unwrap()[0].body;
        assert_eq!(body["turn"]["options"][0]["text"], "Invoices");
        assert_eq!(states(&db.store, &conversation).await, ConversationState::Pending);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_that_cannot_be_stored_leaves_nothing_behind() {
    check(async |db| {
        let (conversation, job) = leased(&db.store).await;
        let broken = Turn {
            confidence: f64::NAN,
            ..answer("Half.")
        };
        let error = db
            .store
            .finish_turn(&job, record(&broken, &TurnInput::default()), at(3))
            .await
            .unwrap_err();
        assert!(matches!(error, StoreError::Invalid { .. }), "{error}");
        assert_eq!(
            kinds(&db.store, &conversation).await,
            ["conversation.created", "message.created"]
        );
        assert_eq!(
            (db.count("messages").await, db.store.queue_depth().await.unwrap()),
            (1, 1)
        );
        let finished = db
            .store
            .finish_turn(&job, record(&answer("Whole."), &TurnInput::default()), at(4))
            .await
            .unwrap();
        assert!(
            matches!(finished, Finished::Stored { seq: 3, .. }),
            "the lease still holds"
        );
    })
    .await;
}

/// Even if the fence were wrong: the table itself refuses a second reply.
#[tokio::test(flavor = "multi_thread")]
async fn a_message_never_has_two_turns() {
    check(async |db| {
        let (conversation, job) = leased(&db.store).await;
        db.store
            .finish_turn(&job, record(&answer("One."), &TurnInput::default()), at(3))
            .await
            .unwrap();
        let forge = "UPDATE jobs SET state = 'queued', finished_at = NULL, due_at = 0";
        sqlx::query(forge).execute(&db.raw().await).await.unwrap();
        let job = lease(&db.store).await.unwrap();
        let second = db
            .store
            .finish_turn(&job, record(&answer("Two."), &TurnInput::default()), at(4))
            .await;
        assert!(matches!(second, Err(StoreError::Database(_))), "{second:?}");
        assert_eq!(db.store.messages(&conversation.id).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trace_that_cannot_be_read_does_not_hide_the_others() {
    check(async |db| {
        let (conversation, job) = leased(&db.store).await;
        let (turn, input) = (answer("One."), TurnInput::default());
        db.store.finish_turn(&job, record(&turn, &input), at(3)).await.unwrap();
        sqlx::query("UPDATE traces SET trace = '1'")
            .execute(&db.raw().await)
            .await
            .unwrap();
        say(&db.store, &conversation, "2", "And?").await.unwrap();
        let job = lease(&db.store).await.unwrap();
        db.store.finish_turn(&job, record(&turn, &input), at(4)).await.unwrap();
        assert_eq!(db.store.traces_since(at(0), 10).await.unwrap().len(), 1);
    })
    .await;
}
