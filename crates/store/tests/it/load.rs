use crate::support::{LEASE, answer, at, check, conversation, kinds, record, say};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::timeout;
use usher_engine::{Author, ConversationId, MessageId, TurnInput};
use usher_store::{Conversation, Finished, LeasedJob, Store};

const CONVERSATIONS: usize = 200;
const MESSAGES: usize = 2;
const WORKERS: usize = 8;

/// What the workers did, watched from outside.
#[derive(Default)]
struct Watch {
    running: Mutex<HashSet<ConversationId>>,
    answered: Mutex<HashMap<ConversationId, Vec<MessageId>>>,
}

impl Watch {
    fn begin(&self, job: &LeasedJob) {
        assert!(
            self.running.lock().unwrap().insert(job.conversation.clone()),
            "two turns in one conversation"
        );
    }

    fn end(&self, job: &LeasedJob) {
        self.answered
            .lock()
            .unwrap()
            .entry(job.conversation.clone())
            .or_default()
            .push(job.message.clone());
        assert!(self.running.lock().unwrap().remove(&job.conversation));
    }

    fn count(&self) -> usize {
        self.answered.lock().unwrap().values().map(Vec::len).sum()
    }
}

async fn work(store: Store, worker: String, watch: Arc<Watch>) {
    let wakeup = store.job_wakeup();
    while watch.count() < CONVERSATIONS * MESSAGES {
        let Some(job) = store.lease_job(&worker, at(2), LEASE).await.unwrap() else {
            let _ = timeout(Duration::from_millis(50), wakeup.notified()).await;
            continue;
        };
        watch.begin(&job);
        let turn = answer(&format!("Re {}", job.message));
        tokio::task::yield_now().await;
        watch.end(&job);
        let finished = store
            .finish_turn(&job, record(&turn, &TurnInput::default()), at(3))
            .await
            .unwrap();
        assert!(matches!(finished, Finished::Stored { .. }));
    }
}

async fn write(store: Store, conversation: Conversation) -> (Conversation, Vec<MessageId>) {
    let mut sent = Vec::new();
    for n in 0..MESSAGES {
        let accepted = say(&store, &conversation, &n.to_string(), "Hello").await.unwrap();
        assert!(
            say(&store, &conversation, &n.to_string(), "Hello")
                .await
                .unwrap()
                .duplicate
        );
        sent.push(accepted.message);
    }
    (conversation, sent)
}

/// Two nodes (on SQLite two processes' worth of connections) share the work while contacts still write.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_message_is_answered_once_in_order_by_many_workers() {
    check(async |db| {
        let nodes = [db.store.clone(), db.another_node().await];
        let watch = Arc::new(Watch::default());
        let mut writers = Vec::new();
        for n in 0..CONVERSATIONS {
            let conversation = conversation(&db.store).await;
            writers.push(tokio::spawn(write(nodes[n % 2].clone(), conversation)));
        }
        let workers: Vec<_> = (0..WORKERS)
            .map(|n| tokio::spawn(work(nodes[n % 2].clone(), format!("w{n}"), Arc::clone(&watch))))
            .collect();
        let mut sent = HashMap::new();
        for writer in writers {
            let (conversation, messages) = writer.await.unwrap();
            sent.insert(conversation.id.clone(), (conversation, messages));
        }
        let done = futures_util::future::try_join_all(workers);
        timeout(Duration::from_secs(120), done)
            .await
            .expect("all is answered in time")
            .unwrap();
        let answered = std::mem::take(&mut *watch.answered.lock().unwrap());
        for (id, (conversation, messages)) in &sent {
            assert_eq!(&answered[id], messages, "each once and in order");
            let stored = db.store.messages(id).await.unwrap();
            let replies = stored.iter().filter(|m| m.author == Author::AiAgent);
            let replies: Vec<&str> = replies.map(|m| m.text.as_str()).collect();
            assert_eq!(replies, messages.iter().map(|m| format!("Re {m}")).collect::<Vec<_>>());
            assert_eq!(kinds(&db.store, conversation).await.len(), 1 + 2 * MESSAGES);
        }
        assert_eq!(db.store.queue_depth().await.unwrap(), 0);
        nodes[1].close().await;
    })
    .await;
}
