//! What is new, for the consoles that are open on this node: each change is read once and told to all of them.

use crate::app::{App, AppState};
use crate::people::api::evals::RunView;
use crate::people::api::knowledge::{SiteView, UploadView};
use crate::problem::Chain;
use dashmap::DashMap;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashSet;
use std::sync::Arc;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use usher_engine::{ConversationId, PersonId, PersonRef};
use usher_store::{EventKind, Notice, Piece, Row, StoreError, Whisper};

/// News that a slow console may lag behind before it is cut off.
const BUFFER: usize = 1_024;
/// Who says nothing of looking at a conversation for so long does not.
const LOOKS: SignedDuration = SignedDuration::from_secs(45);
/// Who says nothing of writing for so long does not.
const WRITES: SignedDuration = SignedDuration::from_secs(5);

/// Something new.
#[derive(Debug)]
pub(crate) enum News {
    /// A conversation grew.
    Row(Box<Row>),
    /// Somebody is named in a note.
    Mention {
        /// Where.
        row: Box<Row>,
        /// The note.
        seq: i64,
        /// Whose.
        by: Option<PersonRef>,
        /// Who is named.
        people: Vec<PersonId>,
    },
    /// An account changed.
    Account(PersonId),
    /// Somebody came or went, or has more or less to do.
    Presence,
    /// Others look at a conversation, or write in it.
    Viewers(ConversationId),
    /// The contact is writing.
    ContactTyping(ConversationId),
    /// A reply is being written.
    Provisional(Piece),
    /// Articles changed, or their drafts.
    Knowledge,
    /// An upload went on.
    Upload(UploadView),
    /// A site went on being read.
    Site(Box<SiteView>),
    /// A run went on.
    Run(Box<RunView>),
    /// Suites changed, or which calibration counts.
    Evals,
}

/// Who has a conversation open.
#[derive(Debug, Clone)]
struct Viewer {
    person: PersonId,
    name: String,
    seen_at: Timestamp,
    typed_at: Option<Timestamp>,
}

/// Somebody else who has a conversation open now.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = Viewer)]
pub(crate) struct ViewerView {
    /// Who.
    id: PersonId,
    /// Their name.
    name: String,
    /// Whether they are writing.
    typing: bool,
}

/// The consoles of a node.
pub(crate) struct Desk {
    news: broadcast::Sender<Arc<News>>,
    viewers: DashMap<ConversationId, Vec<Viewer>>,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            news: broadcast::Sender::new(BUFFER),
            viewers: DashMap::new(),
        }
    }
}

impl Desk {
    /// All that is new from now on.
    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Arc<News>> {
        self.news.subscribe()
    }

    /// Who else looks at a conversation.
    pub(crate) fn viewers(&self, of: &ConversationId, but: &PersonId, now: Timestamp) -> Vec<ViewerView> {
        let Some(viewers) = self.viewers.get(of) else {
            return Vec::new();
        };
        let looks = |v: &&Viewer| v.person != *but && now.duration_since(v.seen_at) < LOOKS;
        let view = |v: &Viewer| ViewerView {
            id: v.person.clone(),
            name: v.name.clone(),
            typing: v.typed_at.is_some_and(|at| now.duration_since(at) < WRITES),
        };
        viewers.iter().filter(looks).map(view).collect()
    }

    fn tell(&self, news: News) {
        // Without a console there is nobody to tell.
        let _ = self.news.send(Arc::new(news));
    }

    /// Somebody looks at a conversation, and at no other any more; returns those where this changes something.
    fn look(&self, person: PersonId, name: String, at: Option<ConversationId>, typing: bool, now: Timestamp) {
        let mut changed: Vec<ConversationId> = Vec::new();
        self.viewers.retain(|id, viewers| {
            let before = viewers.len();
            viewers
                .retain(|v| now.duration_since(v.seen_at) < LOOKS && (v.person != person || Some(id) == at.as_ref()));
            if viewers.len() != before {
                changed.push(id.clone());
            }
            !viewers.is_empty()
        });
        if let Some(id) = at {
            let mut viewers = self.viewers.entry(id.clone()).or_default();
            let typed_at = typing.then_some(now);
            match viewers.iter_mut().find(|v| v.person == person) {
                Some(viewer) => {
                    if viewer.typed_at.is_some() != typing {
                        changed.push(id.clone());
                    }
                    viewer.seen_at = now;
                    viewer.typed_at = typed_at;
                }
                None => {
                    viewers.push(Viewer {
                        person,
                        name,
                        seen_at: now,
                        typed_at,
                    });
                    changed.push(id.clone());
                }
            }
        }
        for id in changed {
            self.tell(News::Viewers(id));
        }
    }
}

/// Passes on what the store says until it is closed.
pub(crate) async fn follow(app: AppState) {
    let (mut notices, mut whispers) = (app.store.notices(), app.store.whispers());
    loop {
        tokio::select! {
            notice = notices.recv() => match notice {
                Ok(notice) => {
                    let mut all = vec![notice];
                    while let Ok(notice) = notices.try_recv() {
                        all.push(notice);
                    }
                    grown(&app, all).await;
                }
                Err(RecvError::Lagged(missed)) => {
                    tracing::warn!(notices.missed = missed, "consoles missed some changes; their next ones tell");
                }
                Err(RecvError::Closed) => return,
            },
            whisper = whispers.recv() => match whisper {
                Ok(Whisper::Upload { upload }) => went_on(&app, &upload).await,
                Ok(Whisper::Run { run }) => run_went_on(&app, &run).await,
                Ok(Whisper::Site { site }) => site_went_on(&app, &site).await,
                Ok(whisper) => heard(&app, whisper),
                Err(RecvError::Lagged(_)) => app.desk.tell(News::Presence),
                Err(RecvError::Closed) => return,
            },
        }
    }
}

async fn grown(app: &App, notices: Vec<Notice>) {
    if app.desk.news.receiver_count() == 0 {
        return;
    }
    let mut told = HashSet::new();
    for notice in &notices {
        if let Err(error) = tell_of(app, notice, told.insert(notice.conversation.clone())).await {
            tracing::warn!(error = %Chain(&error), "consoles could not be told of a change; the next one tells");
        }
    }
}

async fn tell_of(app: &App, notice: &Notice, is_first: bool) -> Result<(), StoreError> {
    let (store, now) = (&app.store, app.clock.now());
    let events = store.events_after(&notice.conversation, notice.seq - 1, 1).await?;
    let note = events
        .first()
        .filter(|e| e.seq == notice.seq && e.kind == EventKind::PeopleNote);
    if !is_first && note.is_none() {
        return Ok(());
    }
    let Some(row) = store.row(&notice.conversation, &[], now).await? else {
        return Ok(());
    };
    if let Some(note) = note {
        let people = serde_json::from_value::<Vec<PersonRef>>(note.body["mentions"].clone()).unwrap_or_default();
        app.desk.tell(News::Mention {
            row: Box::new(row.clone()),
            seq: note.seq,
            by: serde_json::from_value(note.body["by"].clone()).ok(),
            people: people.into_iter().map(|p| p.id).collect(),
        });
    }
    if is_first {
        app.desk.tell(News::Row(Box::new(row)));
    }
    Ok(())
}

/// Looks once how far an upload is, for all consoles.
async fn went_on(app: &App, upload: &str) {
    if app.desk.news.receiver_count() == 0 {
        return;
    }
    match app.store.upload(upload).await {
        Ok(Some(upload)) => app.desk.tell(News::Upload(upload.into())),
        Ok(None) => {}
        Err(error) => {
            tracing::warn!(error = %Chain(&error), "consoles could not be told of an upload; the next change tells");
        }
    }
}

/// Looks once how far a run is, for all consoles.
async fn run_went_on(app: &App, run: &str) {
    if app.desk.news.receiver_count() == 0 {
        return;
    }
    match app.store.run(run).await {
        Ok(Some(run)) => app.desk.tell(News::Run(Box::new(run.into()))),
        Ok(None) => {}
        Err(error) => {
            tracing::warn!(error = %Chain(&error), "consoles could not be told of a run; the next change tells");
        }
    }
}

/// Looks once how far a site is, for all consoles.
async fn site_went_on(app: &App, site: &str) {
    if app.desk.news.receiver_count() == 0 {
        return;
    }
    match app.store.site(site).await {
        Ok(Some(site)) => app.desk.tell(News::Site(Box::new(SiteView::of(site, app.clock.now())))),
        Ok(None) => {}
        Err(error) => {
            tracing::warn!(error = %Chain(&error), "consoles could not be told of a site; the next change tells");
        }
    }
}

fn heard(app: &App, whisper: Whisper) {
    match whisper {
        Whisper::Account { person } => app.desk.tell(News::Account(person)),
        Whisper::Presence => app.desk.tell(News::Presence),
        Whisper::Waiting | Whisper::Settings | Whisper::Upload { .. } | Whisper::Run { .. } | Whisper::Site { .. } => {}
        Whisper::Evals => app.desk.tell(News::Evals),
        Whisper::Knowledge => app.desk.tell(News::Knowledge),
        Whisper::Provisional(piece) => {
            app.hub.spoken(&piece);
            app.desk.tell(News::Provisional(piece));
        }
        Whisper::ContactTyping { conversation } => app.desk.tell(News::ContactTyping(conversation)),
        Whisper::Viewing {
            person,
            name,
            conversation,
            typing,
        } => {
            if typing && let Some(conversation) = &conversation {
                app.hub.typed(conversation);
            }
            app.desk.look(person, name, conversation, typing, app.clock.now());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    #[test]
    fn one_sees_who_else_looks_and_writes_until_they_stop() {
        let desk = Desk::default();
        let (a, b) = (ConversationId::from("a"), ConversationId::from("b"));
        let look = |who: &str, at_: Option<&ConversationId>, typing, now| {
            desk.look(who.into(), who.to_uppercase(), at_.cloned(), typing, at(now));
        };
        let seen = |of: &ConversationId, now| {
            let viewers = desk.viewers(of, &"me".into(), at(now));
            viewers
                .iter()
                .map(|v| format!("{}{}", v.name, if v.typing { "…" } else { "" }))
                .collect::<Vec<_>>()
        };
        look("me", Some(&a), false, 0);
        look("tom", Some(&a), true, 0);
        assert_eq!((seen(&a, 0), seen(&a, 5)), (vec!["TOM…".into()], vec!["TOM".into()]));
        look("tom", Some(&b), false, 6);
        assert_eq!((seen(&a, 6), seen(&b, 6)), (vec![], vec!["TOM".to_owned()]));
        assert!(seen(&b, 51).is_empty(), "a browser that died");
        look("tom", None, false, 52);
        assert!(desk.viewers.get(&b).is_none(), "nothing is left");
    }
}
