use crate::support::{answer, at, check, conversation, inbox, kinds, leased, record, say, states, visitor};
use usher_engine::{ConversationState, StepOutcome, StepReport, TurnInput};
use usher_store::{Resolution, StoreError};

#[tokio::test(flavor = "multi_thread")]
async fn someone_elses_conversation_does_not_exist() {
    check(async |db| {
        let own = conversation(&db.store).await;
        let stranger = visitor(&db.store).await;
        let of = |contact| db.store.conversation_of(contact, &own.id);
        assert_eq!(of(&own.contact).await.unwrap(), Some(own.clone()));
        assert_eq!(of(&stranger).await.unwrap(), None);
        for unknown in ["no-such", "nul\0byte", &"long".repeat(5_000)] {
            assert_eq!(
                db.store.conversation_of(&own.contact, &unknown.into()).await.unwrap(),
                None
            );
        }
        let theirs = usher_store::Conversation {
            contact: stranger,
            ..own.clone()
        };
        assert!(matches!(
            say(&db.store, &theirs, "1", "hi").await,
            Err(StoreError::UnknownConversation)
        ));
        assert_eq!(kinds(&db.store, &own).await, ["conversation.created"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn conversations_are_listed_with_the_newest_event_first() {
    check(async |db| {
        let contact = visitor(&db.store).await;
        let mut made = Vec::new();
        for second in 0..3 {
            made.push(
                db.store
                    .create_conversation(&inbox(), &contact, at(second))
                    .await
                    .unwrap()
                    .id,
            );
        }
        let step = StepReport {
            guide: "g".into(),
            step: "s".into(),
            outcome: StepOutcome::Completed,
            reason: None,
        };
        db.store.record_step(&made[0], &step, None, at(10)).await.unwrap();
        let listed = db.store.conversations_of(&contact, 2).await.unwrap();
        let ids: Vec<_> = listed.iter().map(|c| &c.conversation.id).collect();
        assert_eq!(ids, [&made[0], &made[2]]);
        let first = &listed[0].conversation;
        assert_eq!((first.last_seq, first.updated_at, first.created_at), (2, at(10), at(0)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resolved_conversation_reopens_when_the_contact_writes_again() {
    check(async |db| {
        let (conversation, job) = leased(&db.store).await;
        let resolve = || {
            db.store
                .resolve_conversation(&conversation.id, Resolution::Confirmed, at(5))
        };
        assert_eq!(resolve().await.unwrap(), None, "not while a message waits for its turn");
        db.store
            .finish_turn(&job, record(&answer("There."), &TurnInput::default()), at(4))
            .await
            .unwrap();
        assert_eq!(resolve().await.unwrap().unwrap().body["resolution"], "confirmed");
        assert_eq!(resolve().await.unwrap(), None, "only once");
        assert_eq!(states(&db.store, &conversation).await, ConversationState::Resolved);

        let accepted = say(&db.store, &conversation, "2", "Still not there").await.unwrap();
        assert_eq!(states(&db.store, &conversation).await, ConversationState::Pending);
        assert_eq!(accepted.seq, 6);
        assert_eq!(db.store.queue_depth().await.unwrap(), 1);
        let expected = [
            "conversation.created",
            "message.created",
            "message.created",
            "conversation.resolved",
            "conversation.reopened",
            "message.created",
        ];
        assert_eq!(kinds(&db.store, &conversation).await, expected);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_reported_twice_is_one_event() {
    check(async |db| {
        let conversation = conversation(&db.store).await;
        let report = |outcome| StepReport {
            guide: "g".into(),
            step: "open".into(),
            outcome,
            reason: Some("weg ✗".into()),
        };
        let record = |report: StepReport, id: Option<&'static str>| {
            let conversation = &conversation;
            async move { db.store.record_step(&conversation.id, &report, id, at(1)).await }
        };
        let failed = report(StepOutcome::Failed);
        let first = record(failed.clone(), Some("a")).await.unwrap();
        assert_eq!(record(failed.clone(), Some("a")).await.unwrap(), first);
        assert!(matches!(
            record(report(StepOutcome::Completed), Some("a")).await,
            Err(StoreError::Conflict(_))
        ));
        record(report(StepOutcome::Skipped), None).await.unwrap();
        record(report(StepOutcome::Completed), None).await.unwrap();
        let reports = [failed, report(StepOutcome::Skipped), report(StepOutcome::Completed)];
        assert_eq!(db.store.step_reports(&conversation.id).await.unwrap(), reports);
        let expected = [
            "conversation.created",
            "guide.step_failed",
            "guide.step_skipped",
            "guide.step_completed",
        ];
        assert_eq!(kinds(&db.store, &conversation).await, expected);
        let unknown = db.store.record_step(&"no-such".into(), &reports[0], None, at(1)).await;
        assert!(matches!(unknown, Err(StoreError::UnknownConversation)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_returns_gets_the_rest_in_order_once() {
    check(async |db| {
        let conversation = conversation(&db.store).await;
        for n in 0..25 {
            say(&db.store, &conversation, &n.to_string(), "…").await.unwrap();
        }
        let (mut seen, mut last) = (Vec::new(), 0);
        loop {
            let page = db.store.events_after(&conversation.id, last, 7).await.unwrap();
            let Some(newest) = page.last() else { break };
            last = newest.seq;
            seen.extend(page.iter().map(|e| e.seq));
        }
        assert_eq!(seen, (1..=26).collect::<Vec<_>>());
        assert!(db.store.events_after(&"no-such".into(), 0, 7).await.unwrap().is_empty());
    })
    .await;
}
