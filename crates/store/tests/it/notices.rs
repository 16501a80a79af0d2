use crate::support::{at, check, conversation, inbox, say, visitor};
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::time::timeout;
use usher_store::{Conversation, Notice};

const SOON: Duration = Duration::from_secs(10);

async fn until(notices: &mut Receiver<Notice>, of: &Conversation, seq: i64) {
    let heard = async {
        loop {
            let notice = notices.recv().await.unwrap();
            if notice.conversation == of.id && notice.seq >= seq {
                return;
            }
        }
    };
    timeout(SOON, heard).await.expect("a notice");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_event_is_announced_after_its_commit() {
    check(async |db| {
        let contact = visitor(&db.store).await;
        let mut notices = db.store.notices();
        let conversation = db.store.create_conversation(&inbox(), &contact, at(0)).await.unwrap();
        say(&db.store, &conversation, "1", "Hello").await.unwrap();
        say(&db.store, &conversation, "1", "Hello").await.unwrap();
        let mut heard = Vec::new();
        for _ in 0..2 {
            let notice = timeout(SOON, notices.recv()).await.unwrap().unwrap();
            let events = db
                .store
                .events_after(&notice.conversation, notice.seq - 1, 1)
                .await
                .unwrap();
            assert_eq!(events[0].seq, notice.seq, "what is announced can be read");
            heard.push(notice);
        }
        let expected = [1, 2].map(|seq| Notice {
            conversation: conversation.id.clone(),
            seq,
        });
        assert_eq!(heard, expected);
        assert!(notices.try_recv().is_err(), "a resend is no event");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_node_hears_of_events_and_jobs_on_postgres() {
    check(async |db| {
        if !db.store.is_postgres() {
            return;
        }
        let other = db.another_node().await;
        let (mut notices, jobs) = (other.notices(), other.job_wakeup());
        let conversation = conversation(&db.store).await;
        say(&db.store, &conversation, "1", "Hello").await.unwrap();
        until(&mut notices, &conversation, 2).await;
        timeout(SOON, jobs.notified()).await.expect("a wake-up");
        other.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_while_the_line_was_down_is_announced_when_it_is_up() {
    check(async |db| {
        if !db.store.is_postgres() {
            return;
        }
        let other = db.another_node().await;
        let conversation = conversation(&db.store).await;
        let mut notices = other.notices();
        let raw = db.raw().await;
        // Ends every listener; the message comes long before they are back.
        let cut = "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
                   WHERE datname = current_database() AND query LIKE 'LISTEN%'";
        assert!(!sqlx::query(cut).fetch_all(&raw).await.unwrap().is_empty());
        say(&db.store, &conversation, "1", "Hello").await.unwrap();
        until(&mut notices, &conversation, 2).await;
        say(&db.store, &conversation, "2", "Hello").await.unwrap();
        until(&mut notices, &conversation, 3).await;
        other.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_is_woken_by_a_message() {
    check(async |db| {
        let conversation = conversation(&db.store).await;
        let jobs = db.store.job_wakeup();
        say(&db.store, &conversation, "1", "Hello").await.unwrap();
        timeout(SOON, jobs.notified())
            .await
            .expect("also one that began to wait a moment too late");
    })
    .await;
}
