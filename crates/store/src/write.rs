//! A write: one transaction, and who is told of it once it is committed.

use crate::codec::json;
use crate::connect::{Dialect, Store};
use crate::error::StoreError;
use crate::notices::{EVENTS_CHANNEL, JOBS_CHANNEL, Notice};
use crate::whispers::{PEOPLE_CHANNEL, Whisper};
use sqlx::{Any, AnyConnection, Transaction, query};

/// A transaction. Dropped without [`Write::commit`] it leaves nothing behind.
pub(crate) struct Write {
    store: Store,
    tx: Transaction<'static, Any>,
    notices: Vec<Notice>,
    whispers: Vec<Whisper>,
    has_job: bool,
}

impl Store {
    pub(crate) async fn write(&self) -> Result<Write, StoreError> {
        let tx = match self.dialect() {
            // Takes the write lock now: a transaction that began as a reader could not be promoted under load.
            Dialect::Sqlite => self.writer().begin_with("BEGIN IMMEDIATE").await?,
            Dialect::Postgres => self.writer().begin().await?,
        };
        Ok(Write {
            store: self.clone(),
            tx,
            notices: Vec::new(),
            whispers: Vec::new(),
            has_job: false,
        })
    }
}

impl Write {
    pub(crate) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.tx
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.store.dialect()
    }

    pub(crate) fn announce(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    /// Said once it is committed.
    pub(crate) fn whisper(&mut self, whisper: Whisper) {
        self.whispers.push(whisper);
    }

    pub(crate) fn announce_job(&mut self) {
        self.has_job = true;
    }

    /// Commits and tells. A caller that goes away meanwhile (a client hung up) stops neither.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        let finished = tokio::spawn(self.commit_and_tell()).await;
        finished.map_err(|e| StoreError::Database(Box::new(e)))?
    }

    async fn commit_and_tell(mut self) -> Result<(), StoreError> {
        if self.dialect() == Dialect::Postgres {
            self.notify_nodes().await?;
        }
        let Self {
            store,
            tx,
            notices,
            whispers,
            has_job,
        } = self;
        tx.commit().await?;
        if store.dialect() == Dialect::Sqlite {
            notices.into_iter().for_each(|notice| store.publish(notice));
            whispers.into_iter().for_each(|whisper| store.pass_on(whisper));
        }
        if has_job {
            store.wake_workers();
        }
        Ok(())
    }

    /// Part of the transaction: PostgreSQL delivers notifications on commit, and this node hears its own too.
    async fn notify_nodes(&mut self) -> Result<(), StoreError> {
        let events = self.notices.iter().map(|notice| (EVENTS_CHANNEL, notice.payload()));
        let jobs = self.has_job.then(|| (JOBS_CHANNEL, String::new()));
        let mut whispers = Vec::new();
        for whisper in &self.whispers {
            whispers.push((PEOPLE_CHANNEL, json("a whisper", whisper)?));
        }
        for (channel, payload) in events.chain(jobs).chain(whispers) {
            query("SELECT pg_notify($1, $2)")
                .bind(channel)
                .bind(payload)
                .execute(&mut *self.tx)
                .await?;
        }
        Ok(())
    }
}
