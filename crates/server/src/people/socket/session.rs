//! The life of a console's socket.
//!
//! It sends what the database has: a conversation's events after the last seq sent, rows as they are now. Who the person is
//! is looked up again whenever their account changed and at every heartbeat, so that what was taken from them is taken here.

use super::REVOKED;
use super::frames::{ClientFrame, ServerFrame};
use crate::aloud::Written;
use crate::app::AppState;
use crate::body::frame_problem;
use crate::people::api::presence::{ColleagueView, wish};
use crate::people::api::speak::{say, write_note};
use crate::people::guard::Signed;
use crate::people::news::News;
use crate::people::rows::{CountsView, RowView};
use crate::people::seen;
use crate::problem::{Chain, Problem, kinds};
use crate::socket::close;
use axum::extract::ws::{CloseFrame, Message, WebSocket};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};
use tracing::Instrument;
use usher_engine::people::routing::{Level, Stage};
use usher_engine::{ConversationId, ConversationState, PersonId};
use usher_store::{Piece, ReadMarks, Reader, Row, Status, StoreError, Whisper};

/// Events read at once.
const PAGE: i64 = 50;
/// The most conversations followed at once.
const MOST_FOLLOWED: usize = 20;
/// Counts and presence are sent no more often than this.
const CALM: Duration = Duration::from_secs(1);
/// Between two beats: three of them before others take somebody for offline.
const BEAT: Duration = Duration::from_secs(15);
/// How long a closing handshake may take.
const CLOSE_PATIENCE: Duration = Duration::from_secs(2);

/// Why a socket ends: what the console is told, or nothing where it is gone already.
type End = Option<(u16, &'static str)>;

const FAILED: End = Some((close::INTERNAL, "something failed here; connect again"));

/// A console's socket.
pub(crate) struct Session {
    app: AppState,
    signed: Signed,
    /// Followed conversations with the last seq sent.
    followed: HashMap<ConversationId, i64>,
    /// The read marks of followed ones, as far as the person was told.
    marks: HashMap<ConversationId, ReadMarks>,
    /// What the person has of replies that are being written in followed ones.
    written: HashMap<ConversationId, Written>,
    /// What the person looks at.
    viewing: Option<ConversationId>,
    /// What they were told is offered to them.
    offered: HashSet<ConversationId>,
    /// Notes that they were told name them: a mark that moves tells of the newest event again.
    mentioned: HashSet<(ConversationId, i64)>,
    counts: Option<CountsView>,
    counts_changed: bool,
    colleagues: HashMap<PersonId, ColleagueView>,
    presence_changed: bool,
    /// Its place among the node's sockets.
    _permit: OwnedSemaphorePermit,
}

/// An open socket's way out.
struct Outgoing {
    sink: SplitSink<WebSocket, Message>,
    patience: Duration,
}

impl Session {
    pub(crate) fn new(app: AppState, signed: Signed, permit: OwnedSemaphorePermit) -> Self {
        Self {
            app,
            signed,
            followed: HashMap::new(),
            marks: HashMap::new(),
            written: HashMap::new(),
            viewing: None,
            offered: HashSet::new(),
            mentioned: HashSet::new(),
            counts: None,
            counts_changed: false,
            colleagues: HashMap::new(),
            presence_changed: true,
            _permit: permit,
        }
    }

    /// Serves the socket until it ends. Shutdown waits for it.
    pub(crate) async fn run(mut self, socket: WebSocket) {
        let app = self.app.clone();
        let span = tracing::info_span!("server.people.socket", person.id = %self.signed.person.id);
        let life = async move {
            let (sink, mut stream) = socket.split();
            let patience = Duration::from_millis(self.app.config.socket.send_timeout_ms);
            let mut out = Outgoing { sink, patience };
            // Subscribed before the first read, so that nothing falls between.
            let news = self.app.desk.subscribe();
            self.app.metrics.socket(1.0);
            let end = self.serve(&mut stream, &mut out, news).await;
            self.app.metrics.socket(-1.0);
            self.look_at(None, false).await;
            if let Some((code, reason)) = end {
                let _ = timeout(CLOSE_PATIENCE, out.close(code, reason, &mut stream)).await;
            }
        };
        app.tasks.track_future(life.instrument(span)).await;
    }

    async fn serve(
        &mut self,
        stream: &mut SplitStream<WebSocket>,
        out: &mut Outgoing,
        mut news: Receiver<Arc<News>>,
    ) -> End {
        let app = self.app.clone();
        let ping_every = Duration::from_millis(app.config.socket.ping_ms.max(10));
        let (mut ping, mut beat, mut calm) = (interval(ping_every), interval(BEAT), interval(CALM));
        for timer in [&mut ping, &mut beat, &mut calm] {
            timer.set_missed_tick_behavior(MissedTickBehavior::Delay);
            timer.reset();
        }
        let mut heard = Instant::now();
        if let Err(end) = self.greet(out).await {
            return end;
        }
        loop {
            let step = tokio::select! {
                () = app.drained() => Err(Some((close::GOING_AWAY, "the server restarts; connect again"))),
                item = news.recv() => match item {
                    Ok(news) => self.pass_on(&news, out).await,
                    Err(RecvError::Lagged(_)) => Err(Some((close::TOO_SLOW, "too much at once; connect again"))),
                    Err(RecvError::Closed) => Err(None),
                },
                _ = calm.tick() => self.calm(out).await,
                _ = beat.tick() => self.beat(out).await,
                _ = ping.tick() => {
                    if heard.elapsed() > Duration::from_millis(app.config.socket.idle_ms) {
                        Err(Some((close::IDLE, "nothing was heard of you; connect again")))
                    } else {
                        out.send(Message::Ping(Vec::new().into())).await
                    }
                }
                frame = stream.next() => {
                    heard = Instant::now();
                    match frame {
                        Some(Ok(frame)) => self.take(frame, out).await,
                        Some(Err(_)) | None => Err(None),
                    }
                }
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    async fn greet(&mut self, out: &mut Outgoing) -> Result<(), End> {
        let person = self.signed.person.clone();
        if person.role.takes_conversations() {
            let beat = self.app.store.beat(&person.id, self.app.clock.now()).await;
            beat.map_err(|error| failed(&error))?;
        }
        let counts = self.counted().await?;
        self.counts = Some(counts);
        out.frame(&ServerFrame::Hello {
            presence: person.presence,
            person: person.into(),
            counts,
        })
        .await?;
        self.calm(out).await
    }

    async fn counted(&self) -> Result<CountsView, End> {
        let person = &self.signed.person;
        let now = self.app.clock.now();
        let counts = self.app.store.counts(&person.id, &person.inboxes, now).await;
        counts.map(Into::into).map_err(|error| failed(&error))
    }

    /// What piled up: counts and presence.
    async fn calm(&mut self, out: &mut Outgoing) -> Result<(), End> {
        if self.counts_changed {
            self.counts_changed = false;
            let counts = self.counted().await?;
            if self.counts != Some(counts) {
                self.counts = Some(counts);
                out.frame(&ServerFrame::Counts { counts }).await?;
            }
        }
        if self.presence_changed {
            self.presence_changed = false;
            let found = self.app.store.colleagues(self.app.clock.now()).await;
            let found = found.map_err(|error| failed(&error))?;
            let changed: Vec<ColleagueView> = found
                .into_iter()
                .map(ColleagueView::from)
                .filter(|view| self.colleagues.get(&view.id) != Some(view))
                .collect();
            for view in &changed {
                self.colleagues.insert(view.id.clone(), view.clone());
            }
            if !changed.is_empty() {
                out.frame(&ServerFrame::Presence { people: changed }).await?;
            }
        }
        Ok(())
    }

    /// The person is there, and still may be. What time alone changes is looked up, too.
    async fn beat(&mut self, out: &mut Outgoing) -> Result<(), End> {
        self.look_up_account(out).await?;
        if self.signed.person.role.takes_conversations() {
            let beat = self.app.store.beat(&self.signed.person.id, self.app.clock.now()).await;
            beat.map_err(|error| failed(&error))?;
        }
        if let Some(viewing) = self.viewing.clone() {
            self.look_at(Some(viewing), false).await;
        }
        (self.counts_changed, self.presence_changed) = (true, true);
        for id in self.followed.keys().cloned().collect::<Vec<_>>() {
            self.catch_up(&id, out).await?;
        }
        Ok(())
    }

    async fn look_up_account(&mut self, out: &mut Outgoing) -> Result<(), End> {
        let (store, now) = (&self.app.store, self.app.clock.now());
        let session = store.session(&self.signed.session.id, now).await;
        let Some(session) = session.map_err(|error| failed(&error))? else {
            let person = store.person(&self.signed.person.id).await;
            let person = person.map_err(|error| failed(&error))?;
            return Err(match person {
                Some(person) if person.status == Status::Active => {
                    Some((close::TOKEN_EXPIRED, "the session is over; sign in"))
                }
                _ => Some((REVOKED, "your account was revoked")),
            });
        };
        if session.person == self.signed.person {
            return Ok(());
        }
        let is_mine =
            |p: &usher_store::Person| (p.role, p.inboxes.clone(), p.capacity, p.name.clone(), p.skills.clone());
        let changed = is_mine(&session.person) != is_mine(&self.signed.person);
        self.signed.person = session.person.clone();
        if !changed {
            return Ok(());
        }
        out.frame(&ServerFrame::Account {
            person: session.person.into(),
        })
        .await?;
        self.counts_changed = true;
        self.forget_unseen(out).await
    }

    /// Conversations that are no longer theirs to see are not followed any more.
    async fn forget_unseen(&mut self, out: &mut Outgoing) -> Result<(), End> {
        for id in self.followed.keys().cloned().collect::<Vec<_>>() {
            if seen::conversation(&self.app, &self.signed.person, id.as_str())
                .await
                .is_err()
            {
                self.unfollow(&id);
                out.frame(&ServerFrame::Gone { conversation: id }).await?;
            }
        }
        Ok(())
    }

    fn unfollow(&mut self, id: &ConversationId) {
        self.followed.remove(id);
        self.marks.remove(id);
        self.written.remove(id);
    }

    async fn pass_on(&mut self, news: &News, out: &mut Outgoing) -> Result<(), End> {
        match news {
            News::Row(row) if self.sees(row) => self.row(row, out).await,
            News::Mention { row, seq, by, people } if self.sees(row) && people.contains(&self.signed.person.id) => {
                if !self.mentioned.insert((row.id.clone(), *seq)) {
                    return Ok(());
                }
                self.counts_changed = true;
                let conversation = self.view_of(row);
                let (seq, by) = (*seq, by.clone());
                out.frame(&ServerFrame::Mention { conversation, seq, by }).await
            }
            News::Account(person) if *person == self.signed.person.id => {
                self.presence_changed = true;
                self.look_up_account(out).await
            }
            News::Account(_) | News::Presence => {
                (self.presence_changed, self.counts_changed) = (true, true);
                Ok(())
            }
            News::Viewers(id) if self.viewing.as_ref() == Some(id) => self.viewers(id, out).await,
            News::ContactTyping(id) if self.followed.contains_key(id) => {
                let conversation = id.clone();
                out.frame(&ServerFrame::Typing { conversation }).await
            }
            News::Knowledge => out.frame(&ServerFrame::Knowledge).await,
            News::Run(run) if seen::measures(self.signed.person.role) => {
                let run = run.clone();
                out.frame(&ServerFrame::Run { run }).await
            }
            News::Evals if seen::measures(self.signed.person.role) => out.frame(&ServerFrame::Evals).await,
            News::Site(site) => {
                let site = site.clone();
                out.frame(&ServerFrame::Site { site }).await
            }
            News::Upload(upload) => {
                let upload = upload.clone();
                out.frame(&ServerFrame::Upload { upload }).await
            }
            News::Provisional(piece) if self.followed.contains_key(&piece.conversation) => self.piece(piece, out).await,
            _ => Ok(()),
        }
    }

    /// A reply is being written in a followed conversation.
    async fn piece(&mut self, piece: &Piece, out: &mut Outgoing) -> Result<(), End> {
        let written = self.written.entry(piece.conversation.clone()).or_default();
        if !written.takes(piece) {
            return Ok(());
        }
        out.frame(&ServerFrame::Provisional {
            conversation: piece.conversation.clone(),
            message_id: piece.message.clone(),
            at: piece.at,
            text: piece.text.clone(),
        })
        .await
    }

    fn sees(&self, row: &Row) -> bool {
        seen::reads(self.signed.person.role) && self.signed.person.sees(&row.inbox)
    }

    async fn row(&mut self, row: &Row, out: &mut Outgoing) -> Result<(), End> {
        self.counts_changed = true;
        if self.followed.contains_key(&row.id) {
            self.catch_up(&row.id, out).await?;
        }
        let conversation = self.view_of(row);
        out.frame(&ServerFrame::Row { conversation }).await?;
        let is_offered = self.is_offered(row);
        if !is_offered {
            self.offered.remove(&row.id);
        } else if self.offered.insert(row.id.clone()) {
            let conversation = self.view_of(row);
            out.frame(&ServerFrame::Offer { conversation }).await?;
        }
        Ok(())
    }

    fn view_of(&self, row: &Row) -> Box<RowView> {
        Box::new(RowView::of(row.clone(), self.app.clock.now()))
    }

    /// Offered to them, or to everybody where they take conversations.
    fn is_offered(&self, row: &Row) -> bool {
        let person = &self.signed.person;
        if row.state != ConversationState::Open || !person.role.takes_conversations() {
            return false;
        }
        match (row.stage, row.level) {
            (Some(Stage::Assigned), _) => row.assignee.as_ref().is_some_and(|a| a.id == person.id),
            (Some(Stage::Waiting), Some(Level::Everybody)) => true,
            (Some(Stage::Waiting), Some(Level::Supervisor)) => true,
            _ => false,
        }
    }

    async fn viewers(&mut self, id: &ConversationId, out: &mut Outgoing) -> Result<(), End> {
        let now = self.app.clock.now();
        let viewers = self.app.desk.viewers(id, &self.signed.person.id, now);
        let conversation = id.clone();
        out.frame(&ServerFrame::Viewers { conversation, viewers }).await
    }

    /// Sends what happened in a followed conversation since the last event sent.
    async fn catch_up(&mut self, id: &ConversationId, out: &mut Outgoing) -> Result<(), End> {
        let mut sent = self.followed.get(id).copied().unwrap_or(0);
        loop {
            let events = self.app.store.events_after(id, sent, PAGE).await;
            let events = events.map_err(|error| failed(&error))?;
            if events.is_empty() {
                break;
            }
            for event in events {
                sent = event.seq;
                self.written.entry(id.clone()).or_default().see(&event);
                let conversation = id.clone();
                let event = event.into();
                out.frame(&ServerFrame::Event { conversation, event }).await?;
            }
        }
        self.followed.insert(id.clone(), sent);
        self.tell_marks(id, out).await
    }

    /// Sends the read marks of a followed conversation that moved.
    async fn tell_marks(&mut self, id: &ConversationId, out: &mut Outgoing) -> Result<(), End> {
        let Some(conversation) = self.app.store.conversation(id).await.map_err(|error| failed(&error))? else {
            return Ok(());
        };
        let had = self.marks.insert(id.clone(), conversation.read).unwrap_or_default();
        for (reader, had, seq) in [
            (Reader::Contact, had.contact, conversation.read.contact),
            (Reader::People, had.people, conversation.read.people),
        ] {
            if seq > had {
                let conversation = id.clone();
                out.frame(&ServerFrame::Read {
                    conversation,
                    reader,
                    seq,
                })
                .await?;
            }
        }
        Ok(())
    }

    async fn take(&mut self, frame: Message, out: &mut Outgoing) -> Result<(), End> {
        let text = match frame {
            Message::Text(text) => text,
            Message::Binary(_) => return Err(Some((close::NOT_TEXT, "frames are JSON text"))),
            Message::Close(_) => return Err(None),
            Message::Ping(_) | Message::Pong(_) => return Ok(()),
        };
        if self.app.limits.console(&self.signed.person.id).is_err() {
            let problem = Problem::rate_limited("frames", Duration::from_secs(1));
            return out.frame(&ServerFrame::refusal(None, None, &problem)).await;
        }
        match serde_json::from_str::<ClientFrame>(text.as_str()) {
            Ok(frame) => self.answer(frame, out).await,
            Err(error) => {
                let problem = frame_problem(&error);
                out.frame(&ServerFrame::refusal(None, None, &problem)).await
            }
        }
    }

    async fn answer(&mut self, frame: ClientFrame, out: &mut Outgoing) -> Result<(), End> {
        match frame {
            ClientFrame::Follow { conversation, after } => self.follow(conversation, after, out).await,
            ClientFrame::Unfollow { conversation } => {
                self.unfollow(&ConversationId(conversation));
                Ok(())
            }
            ClientFrame::View { conversation } => self.view(conversation, out).await,
            ClientFrame::Typing { conversation } => {
                let id = ConversationId(conversation);
                // Only where they look; that they may see it was checked when they began to.
                if self.viewing.as_ref() == Some(&id) && self.signed.person.role.takes_conversations() {
                    self.look_at(Some(id), true).await;
                }
                Ok(())
            }
            ClientFrame::Message { conversation, body } => {
                let client_id = body.client_id.clone();
                let said = say(&self.app, &self.signed.person, &conversation, body).await;
                self.accepted(conversation, client_id, said, out).await
            }
            ClientFrame::Note { conversation, body } => {
                let client_id = body.client_id.clone();
                let noted = write_note(&self.app, &self.signed.person, &conversation, body).await;
                self.accepted(conversation, client_id, noted, out).await
            }
            ClientFrame::Presence { presence } => match wish(&self.app, &self.signed.person.id, presence).await {
                Ok(()) => Ok(()),
                Err(problem) => out.frame(&ServerFrame::refusal(None, None, &problem)).await,
            },
        }
    }

    async fn follow(&mut self, conversation: String, after: i64, out: &mut Outgoing) -> Result<(), End> {
        let found = seen::conversation(&self.app, &self.signed.person, &conversation).await;
        let id = match found {
            Ok(row) => row.id,
            Err(problem) => {
                return out
                    .frame(&ServerFrame::refusal(Some(conversation), None, &problem))
                    .await;
            }
        };
        if self.followed.len() >= MOST_FOLLOWED && !self.followed.contains_key(&id) {
            let detail = format!("At most {MOST_FOLLOWED} are followed at once. Unfollow another one first.");
            let problem = Problem::new(&kinds::FIELD_WRONG, detail);
            return out
                .frame(&ServerFrame::refusal(Some(conversation), None, &problem))
                .await;
        }
        self.followed.insert(id.clone(), after.max(0));
        self.written.insert(id.clone(), Written::since(after));
        self.catch_up(&id, out).await
    }

    async fn view(&mut self, conversation: Option<String>, out: &mut Outgoing) -> Result<(), End> {
        let Some(conversation) = conversation else {
            self.viewing = None;
            self.look_at(None, false).await;
            return Ok(());
        };
        match seen::conversation(&self.app, &self.signed.person, &conversation).await {
            Ok(row) => {
                self.viewing = Some(row.id.clone());
                self.look_at(Some(row.id.clone()), false).await;
                self.viewers(&row.id, out).await
            }
            Err(problem) => {
                out.frame(&ServerFrame::refusal(Some(conversation), None, &problem))
                    .await
            }
        }
    }

    /// Tells every node what this person looks at.
    async fn look_at(&self, conversation: Option<ConversationId>, typing: bool) {
        let person = &self.signed.person;
        let whisper = Whisper::Viewing {
            person: person.id.clone(),
            name: person.name.clone(),
            conversation,
            typing,
        };
        if let Err(error) = self.app.store.whisper(whisper).await {
            tracing::debug!(error = %Chain(&error), "others were not told what a person looks at; the next beat tells");
        }
    }

    async fn accepted(
        &self,
        conversation: String,
        client_id: String,
        said: Result<crate::api::views::AcceptedView, Problem>,
        out: &mut Outgoing,
    ) -> Result<(), End> {
        let frame = match said {
            Ok(it) => ServerFrame::Accepted {
                conversation,
                client_id,
                message_id: it.message_id,
                seq: it.seq,
                duplicate: it.duplicate,
            },
            Err(problem) => ServerFrame::refusal(Some(conversation), Some(client_id), &problem),
        };
        out.frame(&frame).await
    }
}

fn failed(error: &StoreError) -> End {
    tracing::error!(error = %Chain(error), "a console's socket could not read the database");
    FAILED
}

impl Outgoing {
    async fn frame(&mut self, frame: &ServerFrame) -> Result<(), End> {
        let text = serde_json::to_string(frame).map_err(|error| {
            tracing::error!(%error, "a frame could not be written as JSON");
            FAILED
        })?;
        self.send(Message::Text(text.into())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        match timeout(self.patience, self.sink.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(None),
            Err(_) => Err(Some((close::TOO_SLOW, "you read too slowly; connect again"))),
        }
    }

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
