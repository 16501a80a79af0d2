//! The realtime hub: whoever follows a conversation on this node learns that it grew, wherever the event was stored.
//!
//! The hub carries no events, only "conversation X grew". Followers read the rows themselves, after the last seq that they
//! saw, so that a notice that comes twice, late or merged with the next does no harm. Besides, it holds the pieces of a reply
//! that is being written, which are nowhere else.

use dashmap::DashMap;
use std::sync::Arc;
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::sync::watch;
use usher_engine::ConversationId;
use usher_store::{Notice, Piece};

/// The most pieces of one reply that are held.
const MOST_PIECES: usize = 500;

/// Followers by conversation.
#[derive(Default)]
pub(crate) struct Hub {
    /// What was heard of. An entry lives as long as it has a follower.
    heard: DashMap<ConversationId, watch::Sender<Heard>>,
}

/// What was heard of a conversation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heard {
    /// How often it grew, or may have.
    pub(crate) grown: u64,
    /// How often a person was writing.
    pub(crate) typed: u64,
    /// How many pieces of replies there were.
    spoken: u64,
    /// Those since one of them began anew.
    pieces: Arc<Vec<Piece>>,
}

impl Heard {
    /// The pieces since `spoken`, which moves on.
    pub(crate) fn pieces_since(&self, spoken: &mut u64) -> &[Piece] {
        let new = usize::try_from(self.spoken.saturating_sub(*spoken)).unwrap_or(usize::MAX);
        *spoken = self.spoken;
        &self.pieces[self.pieces.len().saturating_sub(new)..]
    }
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
                Ok(notice) => self.tell(&notice.conversation),
                Err(RecvError::Lagged(missed)) => {
                    tracing::warn!(
                        notices.missed = missed,
                        "the hub fell behind; every follower looks again"
                    );
                    self.heard
                        .iter()
                        .for_each(|entry| entry.send_modify(|heard| heard.grown += 1));
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

    /// A piece of a reply in it.
    pub(crate) fn spoken(&self, piece: &Piece) {
        if let Some(sender) = self.heard.get(&piece.conversation) {
            sender.send_modify(|heard| {
                let pieces = Arc::make_mut(&mut heard.pieces);
                if piece.at == 0 || pieces.len() >= MOST_PIECES {
                    pieces.clear();
                }
                pieces.push(piece.clone());
                heard.spoken += 1;
            });
        }
    }

    fn tell(&self, conversation: &ConversationId) {
        if let Some(sender) = self.heard.get(conversation) {
            sender.send_modify(|heard| heard.grown += 1);
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
    /// What was heard since somebody follows.
    pub(crate) fn heard(&self) -> Heard {
        let heard = self.receiver.as_ref().map(|receiver| receiver.borrow().clone());
        heard.unwrap_or_default()
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
        hub.tell(&other);
        hub.tell(&mine);
        follower.grown().await;
        let second = hub.subscribe(&mine);
        drop(follower);
        assert_eq!(hub.heard.len(), 1, "someone still follows");
        drop(second);
        assert!(hub.heard.is_empty());
    }

    #[test]
    fn pieces_are_held_from_where_the_last_reply_begins() {
        let hub = Arc::new(Hub::default());
        let mine = ConversationId::from("a");
        let say = |at| {
            hub.spoken(&Piece {
                conversation: mine.clone(),
                message: "m".into(),
                after: 0,
                fence: 1,
                at,
                text: at.to_string(),
            });
        };
        say(0);
        let follower = hub.subscribe(&mine);
        let mut spoken = 0;
        let mut new = || -> Vec<u32> {
            let heard = follower.heard();
            heard.pieces_since(&mut spoken).iter().map(|p| p.at).collect()
        };
        assert!(new().is_empty(), "nobody followed");
        say(0);
        say(1);
        assert_eq!(new(), [0, 1]);
        say(2);
        assert_eq!(new(), [2]);
        say(3);
        say(0);
        assert_eq!(new(), [0], "what it was before is void");
        assert!(new().is_empty());
    }
}
