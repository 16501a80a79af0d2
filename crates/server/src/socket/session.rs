//! The life of one socket.
//!
//! Nothing queues up here. The session remembers the last seq that it sent; when the conversation grew it reads the
//! rows after it, a page at a time, and sends them one by one. A client that takes a frame too slowly loses the socket,
//! not the events: it comes back with `after`.

use super::close;
use super::frames::{ClientFrame, ServerFrame};
use crate::aloud::Written;
use crate::api::create_message::create_message;
use crate::api::judge_turn::judge_turn;
use crate::api::rate_conversation::rate_conversation;
use crate::api::report_step::report_step;
use crate::app::AppState;
use crate::body::frame_problem;
use crate::hub::{Heard, Subscription};
use crate::identity::Caller;
use crate::problem::{Chain, Problem};
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout};
use tracing::Instrument;
use usher_engine::{Author, ConversationId, ConversationState};
use usher_store::{Event, EventKind, ReadMarks, Reader, Whisper};

/// Events read at once.
const PAGE: i64 = 50;
/// How long a closing handshake may take.
const CLOSE_PATIENCE: Duration = Duration::from_secs(2);
/// The longest wait for a token's end; the clock is looked at again after it.
const LONGEST_NAP: Duration = Duration::from_secs(3600);

/// People are told that the contact is writing no more often than this.
const TYPING_EVERY: Duration = Duration::from_secs(2);

/// Why a socket ends: what the client is told, or nothing where it is gone already.
type End = Option<(u16, &'static str)>;

/// A socket that is about to open.
pub(crate) struct Session {
    app: AppState,
    caller: Caller,
    conversation: ConversationId,
    /// The last event that the client has.
    sent: i64,
    /// The read marks that the client has.
    marks: ReadMarks,
    /// How often the conversation had grown when the client was told last.
    grown: Option<u64>,
    /// How often people were writing, as far as the client was told.
    typed: u64,
    /// How many pieces of replies were looked at.
    spoken: u64,
    /// What the client has of a reply that is being written.
    written: Written,
    /// When people were last told that the contact is writing.
    told_typing: Option<Instant>,
    /// Its place among the node's sockets, given back when it ends.
    _permit: OwnedSemaphorePermit,
}

/// An open socket's way out.
struct Outgoing {
    sink: SplitSink<WebSocket, Message>,
    patience: Duration,
}

impl Session {
    pub(crate) fn new(
        app: AppState,
        caller: Caller,
        conversation: ConversationId,
        after: i64,
        permit: OwnedSemaphorePermit,
    ) -> Self {
        Self {
            app,
            caller,
            conversation,
            sent: after,
            marks: ReadMarks::default(),
            grown: None,
            typed: 0,
            spoken: 0,
            written: Written::since(after),
            told_typing: None,
            _permit: permit,
        }
    }

    /// Serves the socket until it ends. Shutdown waits for it.
    pub(crate) async fn run(mut self, socket: WebSocket) {
        let app = self.app.clone();
        let span = tracing::info_span!("server.socket.session", conversation.id = %self.conversation);
        let life = async move {
            let (sink, mut stream) = socket.split();
            let patience = Duration::from_millis(self.app.config.socket.send_timeout_ms);
            let mut out = Outgoing { sink, patience };
            // Subscribed before the first read, so that no event falls between.
            let subscription = self.app.hub.subscribe(&self.conversation);
            let heard = subscription.heard();
            self.typed = heard.typed;
            // Of a reply that is half said the client gets no half.
            heard.pieces_since(&mut self.spoken);
            self.app.metrics.socket(1.0);
            let end = self.serve(&mut stream, &mut out, subscription).await;
            self.app.metrics.socket(-1.0);
            tracing::debug!(close.code = end.map(|e| e.0), "socket ends");
            if let Some((code, reason)) = end {
                // Whoever does not take the word in time is gone, or will find out.
                let _ = timeout(CLOSE_PATIENCE, out.close(code, reason, &mut stream)).await;
            }
        };
        app.tasks.track_future(life.instrument(span)).await;
    }

    async fn serve(
        &mut self,
        stream: &mut SplitStream<WebSocket>,
        out: &mut Outgoing,
        mut subscription: Subscription,
    ) -> End {
        let app = self.app.clone();
        let mut ping = interval(Duration::from_millis(app.config.socket.ping_ms.max(10)));
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ping.reset();
        let mut heard = Instant::now();
        if let Err(end) = self.hear(&subscription, out).await {
            return end;
        }
        loop {
            let nap = self.token_left();
            let step = tokio::select! {
                () = app.drained() => Err(Some((close::GOING_AWAY, "the server restarts; connect again"))),
                () = sleep(nap) => self.check_token(),
                () = subscription.grown() => self.hear(&subscription, out).await,
                _ = ping.tick() => self.beat(out, heard.elapsed()).await,
                frame = stream.next() => {
                    heard = Instant::now();
                    match frame {
                        Some(Ok(frame)) => self.take(frame, out).await,
                        Some(Err(error)) => Err(reading_failed(&error)),
                        None => Err(None),
                    }
                }
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    /// The heartbeat. The look besides the ping is for notices that got lost on their way from another node.
    async fn beat(&mut self, out: &mut Outgoing, silence: Duration) -> Result<(), End> {
        if silence > Duration::from_millis(self.app.config.socket.idle_ms) {
            return Err(Some((close::IDLE, "nothing was heard of you; connect again")));
        }
        out.send(Message::Ping(Vec::new().into()), self).await?;
        self.catch_up(out).await
    }

    /// The conversation grew, somebody is writing in it, or a reply is being written.
    async fn hear(&mut self, subscription: &Subscription, out: &mut Outgoing) -> Result<(), End> {
        let heard = subscription.heard();
        let has_grown = self.grown.replace(heard.grown) != Some(heard.grown);
        if has_grown {
            self.catch_up(out).await?;
        }
        if heard.typed != self.typed {
            self.typed = heard.typed;
            let author = Author::HumanAgent;
            out.frame(&ServerFrame::Typing { author }, self).await?;
        }
        self.tell_pieces(&heard, out).await?;
        if has_grown {
            self.tell_marks(out).await?;
        }
        Ok(())
    }

    /// Sends what is new of a reply that is being written.
    async fn tell_pieces(&mut self, heard: &Heard, out: &mut Outgoing) -> Result<(), End> {
        for piece in heard.pieces_since(&mut self.spoken) {
            if self.written.takes(piece) {
                let frame = ServerFrame::Provisional {
                    message_id: piece.message.clone(),
                    at: piece.at,
                    text: piece.text.clone(),
                };
                out.frame(&frame, self).await?;
            }
        }
        Ok(())
    }

    /// Sends the read marks that moved.
    async fn tell_marks(&mut self, out: &mut Outgoing) -> Result<(), End> {
        let Ok(Some(conversation)) = self.app.store.conversation(&self.conversation).await else {
            // A mark is a courtesy: the next one comes.
            return Ok(());
        };
        let (had, has) = (self.marks, conversation.read);
        for (reader, had, seq) in [
            (Reader::Contact, had.contact, has.contact),
            (Reader::People, had.people, has.people),
        ] {
            if seq > had {
                out.frame(&ServerFrame::Read { reader, seq }, self).await?;
            }
        }
        self.marks = has;
        Ok(())
    }

    /// Sends whatever happened since the last event sent.
    async fn catch_up(&mut self, out: &mut Outgoing) -> Result<(), End> {
        let mut last = None;
        loop {
            let events = self
                .app
                .store
                .contact_events_after(&self.conversation, self.sent, PAGE)
                .await;
            let events = events.map_err(|error| {
                tracing::error!(error = %Chain(&error), "a socket could not read its events");
                Some((close::INTERNAL, "something failed here; connect again"))
            })?;
            let Some(newest) = events.last() else { break };
            last = Some((newest.kind, is_of_contact(newest)));
            for event in events {
                let seq = event.seq;
                self.written.see(&event);
                out.frame(&ServerFrame::Event(event.into()), self).await?;
                self.sent = seq;
            }
        }
        // After the contact's own message a reply is being made, unless people have the conversation.
        if last == Some((EventKind::MessageCreated, true)) && self.ai_agent_has_it().await {
            out.frame(
                &ServerFrame::Typing {
                    author: Author::AiAgent,
                },
                self,
            )
            .await?;
        }
        Ok(())
    }

    async fn take(&mut self, frame: Message, out: &mut Outgoing) -> Result<(), End> {
        match frame {
            Message::Text(text) => {
                if let Some(answer) = self.answer(&text).await {
                    out.frame(&answer, self).await?;
                }
                Ok(())
            }
            Message::Binary(_) => Err(Some((close::NOT_TEXT, "frames are JSON text"))),
            Message::Close(_) => Err(None),
            Message::Ping(_) | Message::Pong(_) => Ok(()),
        }
    }

    async fn answer(&mut self, text: &Utf8Bytes) -> Option<ServerFrame> {
        let frame = match serde_json::from_str::<ClientFrame>(text.as_str()) {
            Ok(ClientFrame::Typing(_)) => {
                self.tell_typing().await;
                return None;
            }
            Ok(frame) => frame,
            Err(error) => {
                let limited = self.app.limits.contact(&self.caller.contact).err();
                let problem = limited.unwrap_or_else(|| frame_problem(&error));
                return Some(ServerFrame::refusal(None, &problem));
            }
        };
        let client_id = match &frame {
            ClientFrame::Message(message) => message.client_id.clone(),
            ClientFrame::Step(step) => step.client_id.clone(),
            ClientFrame::Judgement(judgement) => judgement.client_id.clone(),
            ClientFrame::Rating(rating) => rating.client_id.clone(),
            ClientFrame::Typing(_) => return None,
            ClientFrame::Read(read) => return self.mark_read(read.seq).await,
        };
        let answer = self.store(frame, client_id.clone()).await;
        Some(answer.unwrap_or_else(|problem| ServerFrame::refusal(Some(client_id), &problem)))
    }

    /// Nothing comes back but the mark itself, to every socket of the conversation.
    async fn mark_read(&self, seq: i64) -> Option<ServerFrame> {
        let marked = self.app.store.mark_read(&self.conversation, Reader::Contact, seq).await;
        marked.err().map(|error| ServerFrame::refusal(None, &error.into()))
    }

    /// Tells people that the contact is writing, now and then.
    async fn tell_typing(&mut self) {
        if self.told_typing.is_some_and(|told| told.elapsed() < TYPING_EVERY) {
            return;
        }
        self.told_typing = Some(Instant::now());
        let conversation = self.conversation.clone();
        // A hint: the next one comes.
        let _ = self.app.store.whisper(Whisper::ContactTyping { conversation }).await;
    }

    async fn store(&self, frame: ClientFrame, client_id: String) -> Result<ServerFrame, Problem> {
        self.app.limits.contact(&self.caller.contact)?;
        let (app, conversation) = (&self.app, &self.conversation);
        let accepted = |seq| ServerFrame::Accepted {
            client_id: client_id.clone(),
            message_id: None,
            seq,
            duplicate: false,
        };
        match frame {
            ClientFrame::Message(message) => {
                let it = create_message(app, &self.caller, conversation, message).await?;
                let (message_id, seq, duplicate) = (Some(it.message_id), it.seq, it.duplicate);
                Ok(ServerFrame::Accepted {
                    client_id,
                    message_id,
                    seq,
                    duplicate,
                })
            }
            ClientFrame::Step(step) => Ok(accepted(report_step(app, conversation, step).await?.seq)),
            ClientFrame::Judgement(it) => Ok(accepted(judge_turn(app, conversation, it).await?)),
            ClientFrame::Rating(it) => {
                let seq = rate_conversation(app, &self.caller, conversation, it).await?;
                Ok(accepted(seq.unwrap_or(0)))
            }
            ClientFrame::Typing(_) | ClientFrame::Read(_) => Err(Problem::internal("it is not stored as an event")),
        }
    }

    async fn ai_agent_has_it(&self) -> bool {
        let found = self
            .app
            .store
            .conversation_of(&self.caller.contact, &self.conversation)
            .await;
        matches!(found, Ok(Some(it)) if it.state == ConversationState::Pending)
    }

    fn token_left(&self) -> Duration {
        let left = self.caller.expires.duration_since(self.app.clock.now());
        Duration::try_from(left)
            .unwrap_or_default()
            .saturating_add(Duration::from_millis(1))
            .min(LONGEST_NAP)
    }

    fn check_token(&self) -> Result<(), End> {
        if self.caller.expires > self.app.clock.now() {
            return Ok(());
        }
        Err(Some((
            close::TOKEN_EXPIRED,
            "the token expired; connect again with a new one",
        )))
    }
}

impl Outgoing {
    async fn frame(&mut self, frame: &ServerFrame, of: &Session) -> Result<(), End> {
        let text = serde_json::to_string(frame).map_err(|error| {
            tracing::error!(%error, "a frame could not be written as JSON");
            Some((close::INTERNAL, "something failed here; connect again"))
        })?;
        self.send(Message::Text(text.into()), of).await
    }

    async fn send(&mut self, message: Message, of: &Session) -> Result<(), End> {
        match timeout(self.patience, self.sink.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(None),
            Err(_) => {
                of.app.metrics.slow_reader();
                Err(Some((
                    close::TOO_SLOW,
                    "you read too slowly; connect again with after=<last seq>",
                )))
            }
        }
    }

    /// Says why, and waits for the client's own goodbye: a port closed before that may swallow the word (RFC 6455,
    /// 7.1.1).
    async fn close(&mut self, code: u16, reason: &'static str, stream: &mut SplitStream<WebSocket>) {
        let frame = Message::Close(Some(CloseFrame {
            code,
            reason: reason.into(),
        }));
        if self.sink.send(frame).await.is_ok() {
            while let Some(Ok(_)) = stream.next().await {}
        }
    }
}

fn is_of_contact(event: &Event) -> bool {
    event.body.get("author").and_then(|a| a.as_str()) == Some("contact")
}

/// Too big a frame deserves a word; any other failure means that the client is gone or speaks something else.
fn reading_failed(error: &axum::Error) -> End {
    let text = error.to_string().to_lowercase();
    (text.contains("too long") || text.contains("too big") || text.contains("capacity"))
        .then_some((close::TOO_BIG, "the frame is larger than allowed"))
}
