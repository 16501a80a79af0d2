//! The realtime hub: whoever follows a conversation on this node learns that it grew, wherever the event was stored.
//!
//! The hub carries no events, only "conversation X reached seq N". Followers read the rows themselves, after the last
//! seq that they saw, so that a notice that comes twice, late or merged with the next does no harm.

use dashmap::DashMap;
use std::sync::Arc;
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::sync::watch;
use usher_engine::ConversationId;
use usher_store::Notice;

/// Followers by conversation.
#[derive(Default)]
pub(crate) struct Hub {
    /// What was heard of. An entry lives as long as it has a follower.
    heard: DashMap<ConversationId, watch::Sender<Heard>>,
}

/// What was heard of a conversation.
#[derive(Debug, Clone, Copy, Default)]
struct Heard {
    /// Highest seq.
    seq: i64,
    /// How often a person was writing.
    typed: u64,
}

/// One follower; unsubscribes when dropped.
pub(crate) struct Subscription {
    hub: Arc<Hub>,
    conversation: ConversationId,
    receiver: Option<watch::Receiver<Heard>>,
}

impl Hub {
    /// Follows a conversation from now on. Subscribe first, then read what is there: nothing falls between.
    pub(crate) fn subscribe(self: &Arc<Self>, conversation: &ConversationId) -> Subscription {
        let sender = self
            .heard
            .entry(conversation.clone())
            .or_insert_with(|| watch::Sender::new(Heard::default()));
        let receiver = Some(sender.subscribe());
        drop(sender);
        Subscription {
            hub: Arc::clone(self),
            conversation: conversation.clone(),
            receiver,
        }
    }

    /// Passes the store's notices on until the store is closed.
    pub(crate) async fn run(self: Arc<Self>, mut notices: broadcast::Receiver<Notice>) {
        loop {
            match notices.recv().await {
                Ok(notice) => self.tell(&notice.conversation, notice.seq),
                Err(RecvError::Lagged(missed)) => {
                    tracing::warn!(
                        notices.missed = missed,
                        "the hub fell behind; every follower looks again"
                    );
                    self.heard.iter().for_each(|entry| entry.send_modify(|_| {}));
                }
                Err(RecvError::Closed) => return,
            }
        }
    }

    /// A person is writing in it.
    pub(crate) fn typed(&self, conversation: &ConversationId) {
        if let Some(sender) = self.heard.get(conversation) {
            sender.send_modify(|heard| heard.typed += 1);
        }
    }

    fn tell(&self, conversation: &ConversationId, seq: i64) {
        if let Some(sender) = self.heard.get(conversation) {
            sender.send_modify(|heard| heard.seq = seq.max(heard.seq));
        }
    }
}

impl Subscription {
    /// Waits until the conversation grew, or may have.
    pub(crate) async fn grown(&mut self) {
        if let Some(receiver) = &mut self.receiver
            && receiver.changed().await.is_ok()
        {
            return;
        }
        std::future::pending().await
    }
}

impl Subscription {
    /// How often a person was writing since somebody follows.
    pub(crate) fn typed(&self) -> u64 {
        self.receiver.as_ref().map_or(0, |receiver| receiver.borrow().typed)
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.receiver = None;
        self.hub
            .heard
            .remove_if(&self.conversation, |_, sender| sender.receiver_count() == 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_follower_hears_of_its_own_conversation_and_leaves_no_trace() {
        let hub = Arc::new(Hub::default());
        let (mine, other) = (ConversationId::from("a"), ConversationId::from("b"));
        let mut follower = hub.subscribe(&mine);
        hub.tell(&other, 9);
        hub.tell(&mine, 1);
        follower.grown().await;
        let second = hub.subscribe(&mine);
        drop(follower);
        assert_eq!(hub.heard.len(), 1, "someone still follows");
        drop(second);
        assert!(hub.heard.is_empty());
    }
}
