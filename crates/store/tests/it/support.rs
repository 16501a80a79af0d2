//! A fresh database for each test, and the values that tests are made of.

use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use sqlx::{AnyPool, AssertSqlSafe, Connection, PgConnection, query};
use std::panic::AssertUnwindSafe;
use std::time::Duration;
use tempfile::TempDir;
use usher_engine::turn::{QuickReply, Reply};
use usher_engine::{
    Article, ArticleId, Audience, Chunk, Citation, Contact, ContactId, Handoff, InboxId, Outcome, PageContext, Passage,
    PassageKind, Reason, Trace, Turn, TurnInput,
};
use usher_store::{Accepted, Conversation, Edition, LeasedJob, NewMessage, Said, Store, StoreError, TurnRecord};

pub const LEASE: Duration = Duration::from_secs(30);

/// A fresh, migrated database.
pub struct Scratch {
    pub store: Store,
    url: String,
}

/// Runs a test on a fresh SQLite database, then on a fresh PostgreSQL database.
pub async fn check(test: impl AsyncFn(&Scratch)) {
    let folder = TempDir::new().unwrap();
    let scratch = Scratch::open(format!("sqlite:{}", folder.path().join("usher #1.db").display())).await;
    test(&scratch).await;
    scratch.store.close().await;
    check_postgres(test).await;
}

async fn check_postgres(test: impl AsyncFn(&Scratch)) {
    let server = std::env::var("USHER_TEST_POSTGRES");
    let server = server.unwrap_or_else(|_| "postgres://postgres@127.0.0.1:5432/postgres".into());
    let mut admin = match PgConnection::connect(&server).await {
        Ok(admin) => admin,
        Err(error) if std::env::var_os("CI").is_some() => panic!("CI tests PostgreSQL, but {server}: {error}"),
        Err(error) => return eprintln!("!!!! SKIPPED on PostgreSQL: {server}: {error} (set USHER_TEST_POSTGRES) !!!!"),
    };
    let name = format!("usher_test_{}", uuid::Uuid::new_v4().simple());
    query(AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut admin)
        .await
        .unwrap();
    let (place, _) = server.rsplit_once('/').unwrap();
    let scratch = Scratch::open(format!("{place}/{name}")).await;
    let outcome = AssertUnwindSafe(test(&scratch)).catch_unwind().await;
    scratch.store.close().await;
    query(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)")))
        .execute(&mut admin)
        .await
        .unwrap();
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

impl Scratch {
    async fn open(url: String) -> Self {
        let store = Store::connect(&url).await.unwrap();
        store.migrate().await.unwrap();
        Self { store, url }
    }

    /// The same database as another process sees it.
    pub async fn another_node(&self) -> Store {
        Store::connect(&self.url).await.unwrap()
    }

    /// The same database below the store.
    pub async fn raw(&self) -> AnyPool {
        AnyPool::connect(&self.url.replace('#', "%23")).await.unwrap()
    }

    pub async fn count(&self, table: &str) -> i64 {
        let raw = self.raw().await;
        let row = query(AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}")))
            .fetch_one(&raw)
            .await
            .unwrap();
        sqlx::Row::get(&row, 0)
    }
}

pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap() + SignedDuration::from_secs(seconds)
}

pub fn inbox() -> InboxId {
    "main".into()
}

pub async fn visitor(store: &Store) -> ContactId {
    store
        .upsert_contact(&inbox(), &Contact::default(), None, at(0))
        .await
        .unwrap()
}

pub async fn conversation(store: &Store) -> Conversation {
    store
        .create_conversation(&inbox(), &visitor(store).await, at(0))
        .await
        .unwrap()
}

pub async fn say(store: &Store, to: &Conversation, client_id: &str, text: &str) -> Result<Accepted, StoreError> {
    let new = NewMessage {
        conversation: &to.id,
        contact: &to.contact,
        said: Said {
            client_id,
            text,
            ..Said::default()
        },
    };
    store.accept_message(new, at(1)).await
}

pub async fn lease(store: &Store) -> Option<LeasedJob> {
    store.lease_job("worker", at(2), LEASE).await.unwrap()
}

/// A conversation with one message, taken by a worker at second 2.
pub async fn leased(store: &Store) -> (Conversation, LeasedJob) {
    let conversation = conversation(store).await;
    say(store, &conversation, "1", "Where are my invoices?").await.unwrap();
    let job = lease(store).await.unwrap();
    assert_eq!(job.conversation, conversation.id);
    (conversation, job)
}

pub async fn states(store: &Store, of: &Conversation) -> usher_engine::ConversationState {
    store.conversation_of(&of.contact, &of.id).await.unwrap().unwrap().state
}

pub async fn kinds(store: &Store, of: &Conversation) -> Vec<&'static str> {
    let events = store.events_after(&of.id, 0, 1_000).await.unwrap();
    let seqs: Vec<i64> = events.iter().map(|e| e.seq).collect();
    assert_eq!(
        seqs,
        (1..=events.len() as i64).collect::<Vec<_>>(),
        "no gaps and in order"
    );
    events.iter().map(|e| e.kind.as_str()).collect()
}

pub fn answer(text: &str) -> Turn {
    Turn {
        outcome: Outcome::Answer,
        reply: Reply {
            value: None,
            text: text.into(),
            sentences: vec![],
            options: vec![],
        },
        confidence: 0.875,
        reason: Reason::Confident,
        citations: vec![Citation {
            article: "billing.md".into(),
            version: 3,
            title: "Billing".into(),
            heading: "Invoices".into(),
            quote: "“Invoices” are under Settings → Billing. 🧾".into(),
            url: None,
            chunk: "c1".into(),
        }],
        guide: None,
        handoff: None,
        trace: Trace {
            embedder: "tiny".into(),
            ..Trace::default()
        },
    }
}

pub fn escalation() -> Turn {
    let handoff = Handoff {
        summary: "Wants their money back.".into(),
        reason: Reason::AlwaysHumanTopic,
        topic: Some("refunds".into()),
        urgency: 0.5,
        contact: Contact::default(),
        page: None,
        files: vec![],
        events: vec![],
        errors: vec![],
        tried: vec![],
        answered: vec![],
        evidence: vec![],
        matter: None,
        title: None,
        suggested_reply: None,
        flags: vec![],
        markdown: "# Refund".into(),
    };
    Turn {
        outcome: Outcome::Escalate,
        reason: Reason::AlwaysHumanTopic,
        handoff: Some(handoff),
        ..answer("A colleague takes over.")
    }
}

pub fn clarification() -> Turn {
    let options = vec![QuickReply {
        text: "Invoices".into(),
        article: Some("billing.md".into()),
        guide: None,
    }];
    let reply = Reply {
        value: None,
        text: "Which one?".into(),
        sentences: vec![],
        options,
    };
    Turn {
        outcome: Outcome::Clarify,
        reason: Reason::Ambiguous,
        reply,
        ..answer("")
    }
}

pub fn record<'a>(turn: &'a Turn, input: &'a TurnInput) -> TurnRecord<'a> {
    TurnRecord {
        turn,
        input,
        turn_id: usher_store::new_id(at(3)),
        duration_ms: 12,
    }
}

pub fn page(route: &str) -> PageContext {
    PageContext {
        route: route.into(),
        title: "Rechnungen – Übersicht".into(),
        ..PageContext::default()
    }
}

pub fn article(id: &str) -> Article {
    Article {
        id: id.into(),
        version: 1,
        title: format!("About {id}"),
        description: None,
        url: Some("https://example.com".into()),
        product_area: Some("billing".into()),
        audience: Audience {
            plans: vec!["plus".into()],
            ..Audience::default()
        },
    }
}

pub fn edition(id: &str, hash: &str, count: u32) -> Edition {
    Edition {
        article: article(id),
        hash: hash.into(),
        chunks: chunks(id, count),
        text: format!("# About {id}\n\nText {hash}."),
    }
}

pub fn chunks(article: &str, count: u32) -> Vec<Chunk> {
    let chunk = |ordinal| Chunk {
        id: format!("{article}-{ordinal:05}").into(),
        article: ArticleId::from(article),
        ordinal,
        headings: vec!["A".into(), "B".into()],
        passages: vec![Passage {
            kind: PassageKind::Step,
            text: format!("Step {ordinal} — ✓"),
            block: 0,
        }],
        parts: Vec::from([0..1; 1]),
    };
    (0..count).map(chunk).collect()
}
