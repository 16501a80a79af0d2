//! A reply while it is being written: the worker says its pieces to every node, and each socket takes those that go on from
//! what it has. Nothing of it is stored; what the turn ends with replaces it.

use crate::problem::Chain;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use usher_engine::aids::Heard;
use usher_engine::{MessageId, Provisional};
use usher_store::{Event, EventKind, MOST_PIECE, Piece, Store, Whisper};

/// How long the last piece may take to be said.
const PATIENCE: Duration = Duration::from_secs(1);

/// Says what a turn lets be heard of its reply.
pub(crate) struct Aloud {
    ended: Arc<Notify>,
    task: JoinHandle<()>,
}

impl Aloud {
    /// Begins to say what is heard, in order. `turn` is a piece of it without words.
    pub(crate) fn begin(store: Store, turn: Piece) -> (Heard, Self) {
        let (sender, receiver) = unbounded_channel();
        let ended = Arc::new(Notify::new());
        let task = tokio::spawn(say(store, turn, receiver, Arc::clone(&ended)));
        let heard: Heard = Arc::new(move |piece| {
            // A turn that was given up goes on speaking to nobody.
            let _ = sender.send(piece);
        });
        (heard, Self { ended, task })
    }

    /// Nothing is said after this, so that no piece comes after the reply itself.
    pub(crate) async fn end(mut self) {
        self.ended.notify_one();
        if timeout(PATIENCE, &mut self.task).await.is_err() {
            self.task.abort();
        }
    }
}

async fn say(store: Store, turn: Piece, mut heard: UnboundedReceiver<Provisional>, ended: Arc<Notify>) {
    let mut at = 0;
    loop {
        let piece = tokio::select! {
            biased;
            () = ended.notified() => return,
            piece = heard.recv() => match piece {
                Some(piece) => piece,
                None => return,
            },
        };
        if piece.at == 0 {
            at = 0;
        }
        for text in cut(&piece.text) {
            let piece = Piece {
                at,
                text,
                ..turn.clone()
            };
            at += 1;
            if let Err(error) = store.whisper(Whisper::Provisional(piece)).await {
                tracing::debug!(error = %Chain(&error), "a piece of a reply was not said; the reply comes anyway");
            }
        }
    }
}

/// Pieces that fit into a whisper; one without words takes back what was said.
fn cut(text: &str) -> Vec<String> {
    if text.is_empty() {
        return vec![String::new()];
    }
    let chars: Vec<char> = text.chars().collect();
    chars.chunks(MOST_PIECE).map(|some| some.iter().collect()).collect()
}

/// What one socket has of a reply that is being written.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// The message answered, and the fence of who answers it.
    of: Option<(MessageId, i64)>,
    /// The place of the piece that goes on from there.
    next: u32,
    /// The newest event that ends what was being written.
    ended: i64,
}

impl Written {
    /// Of a socket whose client knows all up to this event: what began before it is not for it.
    pub(crate) fn since(seq: i64) -> Self {
        Self {
            ended: seq,
            ..Self::default()
        }
    }

    /// The socket is sent this event.
    pub(crate) fn see(&mut self, event: &Event) {
        let author = event.body.get("author").and_then(|a| a.as_str());
        let ends = match event.kind {
            EventKind::MessageCreated => author != Some("contact"),
            EventKind::TurnFailed => true,
            _ => false,
        };
        if ends {
            self.ended = self.ended.max(event.seq);
        }
    }

    /// True where the socket is to be sent this piece: it begins anew or goes on, no newer worker is at it, and the reply is
    /// not there yet.
    pub(crate) fn takes(&mut self, piece: &Piece) -> bool {
        let (is_same, is_stale) = match &self.of {
            Some((message, fence)) if *message == piece.message => (*fence == piece.fence, *fence > piece.fence),
            _ => (false, false),
        };
        let goes_on = piece.at == 0 || (is_same && piece.at == self.next);
        if piece.after < self.ended || is_stale || !goes_on {
            return false;
        }
        self.of = Some((piece.message.clone(), piece.fence));
        self.next = piece.at + 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn piece(message: &str, fence: i64, after: i64, at: u32) -> Piece {
        Piece {
            conversation: "c".into(),
            message: message.into(),
            after,
            fence,
            at,
            text: String::new(),
        }
    }

    fn event(kind: EventKind, author: &str, seq: i64) -> Event {
        Event {
            conversation: "c".into(),
            seq,
            kind,
            body: json!({ "author": author }),
            at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn pieces_are_taken_in_order_and_from_the_newest_worker_only() {
        let mut written = Written::default();
        assert!(!written.takes(&piece("m", 1, 2, 1)), "its beginning was missed");
        assert!(written.takes(&piece("m", 1, 2, 0)));
        assert!(written.takes(&piece("m", 1, 2, 1)));
        assert!(!written.takes(&piece("m", 1, 2, 3)), "one between is missing");
        assert!(written.takes(&piece("m", 1, 2, 0)), "it begins anew");
        assert!(
            !written.takes(&piece("m", 2, 2, 1)),
            "another worker's goes on from nothing"
        );
        assert!(written.takes(&piece("m", 2, 2, 0)));
        assert!(!written.takes(&piece("m", 1, 2, 0)), "a stale worker's");
    }

    #[test]
    fn the_reply_ends_what_was_written_before_it() {
        let mut written = Written::default();
        assert!(written.takes(&piece("m", 1, 2, 0)));
        written.see(&event(EventKind::MessageCreated, "contact", 3));
        assert!(written.takes(&piece("m", 1, 2, 1)), "the contact writes on");
        written.see(&event(EventKind::MessageCreated, "ai_agent", 4));
        assert!(!written.takes(&piece("m", 1, 2, 2)));
        assert!(!written.takes(&piece("m", 2, 2, 0)), "whoever says it");
        assert!(written.takes(&piece("n", 1, 4, 0)), "the next turn's");
        written.see(&event(EventKind::TurnFailed, "", 5));
        assert!(!written.takes(&piece("n", 1, 4, 1)));
        assert!(
            !Written::since(5).takes(&piece("n", 1, 4, 0)),
            "the client has the reply"
        );
        assert!(Written::since(5).takes(&piece("o", 1, 5, 0)));
    }

    #[test]
    fn a_long_piece_is_cut_between_characters() {
        let text = "é".repeat(MOST_PIECE + 1);
        let cut = cut(&text);
        assert_eq!((cut.len(), cut.concat()), (2, text));
        assert_eq!(super::cut(""), [""], "it takes back what was said");
    }
}
