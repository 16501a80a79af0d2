//! Telling every node where something new is: a broadcast in this process, `LISTEN` on PostgreSQL.

use crate::whispers::{PEOPLE_CHANNEL, Whisper};
use jiff::SignedDuration;
use sqlx::postgres::PgListener;
use sqlx::{AnyPool, Row, query};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, broadcast};
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};
use tracing::{info, warn};
use usher_engine::ConversationId;

/// PostgreSQL's channel for new events; its payload is `conversation:seq`.
pub(crate) const EVENTS_CHANNEL: &str = "usher_events";
/// PostgreSQL's channel for new jobs; its payload is empty.
pub(crate) const JOBS_CHANNEL: &str = "usher_jobs";

/// How long the line may be silent before it is tried.
const SILENCE: Duration = Duration::from_secs(30);
/// How long it may take to answer then.
const ANSWER: Duration = Duration::from_secs(5);
/// Between two attempts to connect.
const RETRY: Duration = Duration::from_secs(1);
/// How far the clocks of two nodes may differ for nothing to be missed while the line was down.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_secs(60);

/// An event was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// In this conversation.
    pub conversation: ConversationId,
    /// Under this number.
    pub seq: i64,
}

impl Notice {
    pub(crate) fn payload(&self) -> String {
        format!("{}:{}", self.conversation, self.seq)
    }

    fn parse(payload: &str) -> Option<Self> {
        let (conversation, seq) = payload.rsplit_once(':')?;
        Some(Self {
            conversation: conversation.into(),
            seq: seq.parse().ok()?,
        })
    }
}

/// Wakes every worker that waits, and one that is just about to.
pub(crate) fn wake(jobs: &Notify) {
    jobs.notify_waiters();
    jobs.notify_one();
}

/// Starts to listen. What other nodes commit after this returns is heard.
pub(crate) async fn listen(
    url: &str,
    pool: &AnyPool,
    (notices, whispers): (&broadcast::Sender<Notice>, &broadcast::Sender<Whisper>),
    jobs: &Arc<Notify>,
) -> Result<AbortHandle, sqlx::Error> {
    let line = open(url).await?;
    // Fails only where there are no tables, and then there is nothing to miss either.
    let heard_until = newest_change(pool).await.unwrap_or(0);
    let ear = Ear {
        url: url.to_owned(),
        pool: pool.clone(),
        notices: notices.clone(),
        whispers: whispers.clone(),
        jobs: Arc::clone(jobs),
        heard_until,
    };
    Ok(tokio::spawn(ear.follow(line)).abort_handle())
}

/// The listening task.
struct Ear {
    url: String,
    /// For looking up what was missed.
    pool: AnyPool,
    notices: broadcast::Sender<Notice>,
    whispers: broadcast::Sender<Whisper>,
    jobs: Arc<Notify>,
    /// Time of an event up to which nothing was missed, in milliseconds.
    heard_until: i64,
}

impl Ear {
    /// Until it is aborted.
    async fn follow(mut self, mut line: PgListener) {
        loop {
            let last = self.hear(&mut line).await;
            warn!("the line for notifications was lost; connecting again");
            line = self.reopen().await;
            if let Err(error) = self.catch_up(last).await {
                warn!(
                    error = &error as &dyn std::error::Error,
                    "notifications were missed and could not be looked up"
                );
            }
            wake(&self.jobs);
            info!("the line for notifications is up again");
        }
    }

    /// Passes on what comes until the line is lost, and returns the last of it.
    async fn hear(&self, line: &mut PgListener) -> Option<Notice> {
        let mut last = None;
        loop {
            match timeout(SILENCE, line.try_recv()).await {
                Ok(Ok(Some(heard))) if heard.channel() == JOBS_CHANNEL => wake(&self.jobs),
                Ok(Ok(Some(heard))) if heard.channel() == PEOPLE_CHANNEL => {
                    if let Ok(whisper) = serde_json::from_str(heard.payload()) {
                        let _ = self.whispers.send(whisper);
                    }
                }
                Ok(Ok(Some(heard))) => {
                    if let Some(notice) = Notice::parse(heard.payload()) {
                        last = Some(notice.clone());
                        let _ = self.notices.send(notice);
                    }
                }
                Ok(Ok(None) | Err(_)) => return last,
                // A peer that vanished without a word is noticed only by speaking to it.
                Err(_) => match timeout(ANSWER, query("SELECT 1").execute(&mut *line)).await {
                    Ok(Ok(_)) => {}
                    _ => return last,
                },
            }
        }
    }

    async fn reopen(&self) -> PgListener {
        loop {
            match open(&self.url).await {
                Ok(line) => return line,
                Err(_) => sleep(RETRY).await,
            }
        }
    }

    /// Announces every conversation that changed since the line was known to be up.
    async fn catch_up(&mut self, last: Option<Notice>) -> Result<(), sqlx::Error> {
        if let Some(last) = last {
            let sql = "SELECT created_at FROM events WHERE conversation_id = $1 AND seq = $2";
            let row = query(sql)
                .bind(last.conversation.0)
                .bind(last.seq)
                .fetch_optional(&self.pool)
                .await?;
            self.heard_until = row.map_or(Ok(self.heard_until), |row| row.try_get(0))?;
        }
        let until = newest_change(&self.pool).await?;
        let sql = "SELECT id, last_seq FROM conversations WHERE updated_at >= $1 ORDER BY updated_at";
        let since = self
            .heard_until
            .saturating_sub(i64::try_from(CLOCK_SKEW.as_millis()).unwrap_or(0));
        for row in query(sql).bind(since).fetch_all(&self.pool).await? {
            let notice = Notice {
                conversation: row.try_get::<String, _>(0)?.into(),
                seq: row.try_get(1)?,
            };
            let _ = self.notices.send(notice);
        }
        self.heard_until = until;
        Ok(())
    }
}

async fn open(url: &str) -> Result<PgListener, sqlx::Error> {
    let mut line = PgListener::connect(url).await?;
    line.eager_reconnect(false);
    line.listen_all([EVENTS_CHANNEL, JOBS_CHANNEL, PEOPLE_CHANNEL]).await?;
    Ok(line)
}

async fn newest_change(pool: &AnyPool) -> Result<i64, sqlx::Error> {
    let row = query("SELECT COALESCE(MAX(updated_at), 0) FROM conversations")
        .fetch_one(pool)
        .await?;
    row.try_get(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_says_where_to_look() {
        let notice = Notice {
            conversation: "a:b".into(),
            seq: 7,
        };
        assert_eq!(Notice::parse(&notice.payload()), Some(notice));
        assert_eq!(Notice::parse("nonsense"), None);
    }
}
