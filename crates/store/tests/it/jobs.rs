use crate::support::{LEASE, answer, at, check, conversation, escalation, kinds, lease, leased, record, say, states};
use usher_engine::{ConversationState, TurnInput};
use usher_store::Finished;

#[tokio::test(flavor = "multi_thread")]
async fn messages_of_a_conversation_are_taken_in_order_and_one_at_a_time() {
    check(async |db| {
        let conversation = conversation(&db.store).await;
        let mut sent = Vec::new();
        for n in 0..3 {
            sent.push(
                say(&db.store, &conversation, &n.to_string(), "Hello")
                    .await
                    .unwrap()
                    .message,
            );
        }
        for message in &sent {
            let job = lease(&db.store).await.unwrap();
            assert_eq!(&job.message, message);
            assert_eq!(lease(&db.store).await, None, "the next one waits");
            db.store
                .finish_turn(&job, record(&answer("."), &TurnInput::default()), at(3))
                .await
                .unwrap();
        }
        assert_eq!(
            (lease(&db.store).await, db.store.queue_depth().await.unwrap()),
            (None, 0)
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lease_that_ran_out_is_taken_again_and_the_stale_result_is_refused() {
    check(async |db| {
        let (conversation, stale) = leased(&db.store).await;
        assert_eq!(
            db.store.lease_job("b", at(31), LEASE).await.unwrap(),
            None,
            "it runs until second 32"
        );
        let newer = db.store.lease_job("b", at(32), LEASE).await.unwrap().unwrap();
        assert_eq!((&newer.id, newer.attempts), (&stale.id, 2));
        assert!(newer.fence > stale.fence);

        let (turn, input) = (answer("Late."), TurnInput::default());
        assert!(!db.store.renew_lease(&stale, at(33), LEASE).await.unwrap());
        assert!(!db.store.fail_job(&stale, "late", None, at(33)).await.unwrap());
        assert_eq!(
            db.store
                .finish_turn(&stale, record(&turn, &input), at(33))
                .await
                .unwrap(),
            Finished::Stale
        );
        assert_eq!(
            kinds(&db.store, &conversation).await,
            ["conversation.created", "message.created"]
        );
        assert_eq!(
            (
                db.count("turns").await,
                db.count("traces").await,
                db.count("messages").await
            ),
            (0, 0, 1)
        );

        let finished = db
            .store
            .finish_turn(&newer, record(&turn, &input), at(34))
            .await
            .unwrap();
        assert!(matches!(finished, Finished::Stored { seq: 3, .. }));
        let again = db
            .store
            .finish_turn(&newer, record(&turn, &input), at(35))
            .await
            .unwrap();
        assert_eq!(again, Finished::Stale, "nor a second time");
        assert_eq!(db.count("turns").await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_lease_is_not_taken() {
    check(async |db| {
        let (_, job) = leased(&db.store).await;
        assert!(db.store.renew_lease(&job, at(30), LEASE).await.unwrap());
        assert_eq!(db.store.lease_job("b", at(59), LEASE).await.unwrap(), None);
        assert!(db.store.lease_job("b", at(60), LEASE).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_attempt_is_tried_again_and_the_last_one_goes_to_people() {
    check(async |db| {
        let (conversation, job) = leased(&db.store).await;
        say(&db.store, &conversation, "2", "Hello?").await.unwrap();
        assert!(
            db.store
                .fail_job(&job, "model\0 down", Some(at(10)), at(3))
                .await
                .unwrap()
        );
        assert_eq!(
            db.store.lease_job("a", at(9), LEASE).await.unwrap(),
            None,
            "and the next message keeps its place"
        );
        let job = db.store.lease_job("a", at(10), LEASE).await.unwrap().unwrap();
        assert_eq!(job.attempts, 2);
        assert!(
            db.store
                .fail_job(&job, &"long ".repeat(10_000), None, at(11))
                .await
                .unwrap()
        );
        assert_eq!(states(&db.store, &conversation).await, ConversationState::Open);
        let expected = [
            "conversation.created",
            "message.created",
            "message.created",
            "turn.failed",
            "people.waiting",
        ];
        assert_eq!(kinds(&db.store, &conversation).await, expected);
        assert_eq!(
            db.store.queue_depth().await.unwrap(),
            0,
            "what waited is the people's now"
        );
        assert_eq!(db.store.lease_job("a", at(99), LEASE).await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_have_is_not_answered_by_the_agent() {
    check(async |db| {
        let (conversation, job) = leased(&db.store).await;
        say(&db.store, &conversation, "2", "Anybody?").await.unwrap();
        db.store
            .finish_turn(&job, record(&escalation(), &TurnInput::default()), at(3))
            .await
            .unwrap();
        say(&db.store, &conversation, "3", "Hello?").await.unwrap();
        assert_eq!(states(&db.store, &conversation).await, ConversationState::Open);
        assert_eq!(
            (lease(&db.store).await, db.store.queue_depth().await.unwrap()),
            (None, 0)
        );
        assert_eq!(
            db.store.messages(&conversation.id).await.unwrap().len(),
            4,
            "but it is stored"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_gives_leases_back_at_once() {
    check(async |db| {
        let (_, job) = leased(&db.store).await;
        assert_eq!(db.store.release_leases("somebody else").await.unwrap(), 0);
        assert_eq!(db.store.release_leases("worker").await.unwrap(), 1);
        let input = TurnInput::default();
        let late = db
            .store
            .finish_turn(&job, record(&answer("."), &input), at(3))
            .await
            .unwrap();
        assert_eq!(late, Finished::Stale);
        let again = lease(&db.store).await.unwrap();
        assert_eq!(
            (again.id == job.id, again.attempts, again.fence > job.fence),
            (true, 1, true)
        );
    })
    .await;
}
