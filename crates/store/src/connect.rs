//! The connection: one writer and several readers on SQLite, one pool on PostgreSQL.

use crate::error::StoreError;
use crate::migrations;
use crate::notices::{self, Notice};
use crate::whispers::Whisper;
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyConnection, AnyPool, Connection, Executor};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, broadcast};
use tokio::task::AbortHandle;
use tokio::time::timeout;
use tracing::instrument;

/// How long a call waits for a free connection before the database counts as unreachable.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(20);
/// How long the first connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Connections to PostgreSQL, the listener's not counted.
const POSTGRES_CONNECTIONS: u32 = 16;
/// Readers of SQLite; each is a thread.
const SQLITE_READERS: u32 = 4;
/// Notices that a slow receiver may lag behind before it is told that it missed some.
const NOTICE_BUFFER: usize = 4_096;

/// Prepares a connection to SQLite. The wait of 15 s is for another process, `usher ingest`, that writes at the same time.
const SQLITE_WRITER: &str = "
    PRAGMA busy_timeout = 15000;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
";
/// A reader cannot write, whatever its query says.
const SQLITE_READER: &str = "
    PRAGMA busy_timeout = 15000;
    PRAGMA query_only = ON;
";

/// The database. Clones share its connections.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    dialect: Dialect,
    /// On SQLite a single connection, so that writers queue here and not in the database's busy handler.
    write: AnyPool,
    /// On PostgreSQL the same pool as `write`.
    read: AnyPool,
    /// Tells this process of events; filled after commits on SQLite, by the listener on PostgreSQL.
    notices: broadcast::Sender<Notice>,
    /// Tells this process what is not kept; filled as `notices` is.
    whispers: broadcast::Sender<Whisper>,
    jobs: Arc<Notify>,
    /// The task that listens to PostgreSQL; ends with `close` or with the last clone.
    listener: Option<AbortHandle>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.stop_listening();
    }
}

impl Inner {
    fn stop_listening(&self) {
        if let Some(task) = &self.listener {
            task.abort();
        }
    }
}

/// Which database, for the few functions that spell out both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Store {
    /// Opens `sqlite:/path/usher.db`, whose file is made if it is missing, or `postgres://user:password@host/database`.
    ///
    /// The tables are not touched: call [`Store::migrate`].
    #[instrument(name = "store.connect", skip_all)]
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        if let Some(path) = url.strip_prefix("sqlite:") {
            return connect_sqlite(path.strip_prefix("//").unwrap_or(path)).await;
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return connect_postgres(url).await;
        }
        let reason = "it begins neither with `sqlite:` nor with `postgres://`";
        Err(StoreError::Address {
            url: without_password(url),
            reason,
        })
    }

    /// Brings the tables up to date; harmless where they are. Safe while another process does the same.
    #[instrument(name = "store.migrate", skip_all)]
    pub async fn migrate(&self) -> Result<(), StoreError> {
        migrations::run(self).await
    }

    /// Succeeds where the database answers and has its tables.
    #[instrument(name = "store.ping", skip_all)]
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.knowledge_generation().await.map(drop)
    }

    /// Waits for the calls under way and closes. Calls after that fail.
    pub async fn close(&self) {
        self.inner.stop_listening();
        self.inner.read.close().await;
        self.inner.write.close().await;
    }

    /// True on PostgreSQL, false on SQLite.
    pub fn is_postgres(&self) -> bool {
        self.inner.dialect == Dialect::Postgres
    }

    /// Every event stored from now on, by this node or, on PostgreSQL, any other.
    ///
    /// A notice says where to look and nothing more: read [`Store::events_after`] the last seq that you know. Notices may
    /// come twice, and after a lost connection out of order. A receiver that is told that it lagged looks everywhere.
    pub fn notices(&self) -> broadcast::Receiver<Notice> {
        self.inner.notices.subscribe()
    }

    /// What is said between nodes and not kept, from now on.
    pub fn whispers(&self) -> broadcast::Receiver<Whisper> {
        self.inner.whispers.subscribe()
    }

    /// Woken when a job may have become available. Poll besides: leases run out in silence.
    pub fn job_wakeup(&self) -> Arc<Notify> {
        Arc::clone(&self.inner.jobs)
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.inner.dialect
    }

    pub(crate) fn reader(&self) -> &AnyPool {
        &self.inner.read
    }

    pub(crate) fn writer(&self) -> &AnyPool {
        &self.inner.write
    }

    pub(crate) fn publish(&self, notice: Notice) {
        // Without a receiver there is nobody to tell.
        let _ = self.inner.notices.send(notice);
    }

    pub(crate) fn pass_on(&self, whisper: Whisper) {
        let _ = self.inner.whispers.send(whisper);
    }

    pub(crate) fn wake_workers(&self) {
        notices::wake(&self.inner.jobs);
    }
}

async fn connect_sqlite(path: &str) -> Result<Store, StoreError> {
    let reason = match path {
        "" => Some("it names no file"),
        ":memory:" => Some("a database in memory would be lost with every acknowledged message; name a file"),
        _ if path.contains('?') => Some("a `?` cannot be part of it; give the path of the file alone"),
        _ => None,
    };
    if let Some(reason) = reason {
        return Err(StoreError::Address {
            url: format!("sqlite:{path}"),
            reason,
        });
    }
    let url = format!("sqlite:{}?mode=rwc", path.replace('%', "%25").replace('#', "%23"));
    let target = format!("the database file {path}");
    // The writer first: it makes the file and sets its journal, which readers then find.
    let write = sqlite_pool(&url, 1, SQLITE_WRITER)
        .await
        .map_err(|e| StoreError::unreachable(&target, e))?;
    let read = sqlite_pool(&url, SQLITE_READERS, SQLITE_READER)
        .await
        .map_err(|e| StoreError::unreachable(&target, e))?;
    Ok(Store {
        inner: Arc::new(Inner {
            dialect: Dialect::Sqlite,
            write,
            read,
            notices: broadcast::Sender::new(NOTICE_BUFFER),
            whispers: broadcast::Sender::new(NOTICE_BUFFER),
            jobs: Arc::new(Notify::new()),
            listener: None,
        }),
    })
}

async fn sqlite_pool(url: &str, connections: u32, prepare: &'static str) -> Result<AnyPool, sqlx::Error> {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // A file does not hang up; asking first would double the way to the connection's thread and back.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                connection.execute(prepare).await?;
                Ok(())
            })
        })
        .connect(url)
        .await
}

async fn connect_postgres(url: &str) -> Result<Store, StoreError> {
    let unreachable = |e| StoreError::unreachable(format!("the database {}", without_password(url)), e);
    // A pool would try again and again until its time is up; a wrong address or password is to be said at once.
    let first = timeout(CONNECT_TIMEOUT, AnyConnection::connect(url)).await;
    first
        .unwrap_or(Err(sqlx::Error::PoolTimedOut))
        .map_err(unreachable)?
        .close()
        .await
        .map_err(unreachable)?;
    let pool = AnyPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect(url)
        .await
        .map_err(unreachable)?;
    let (notices, jobs) = (broadcast::Sender::new(NOTICE_BUFFER), Arc::new(Notify::new()));
    let whispers = broadcast::Sender::new(NOTICE_BUFFER);
    let listener = notices::listen(url, &pool, (&notices, &whispers), &jobs)
        .await
        .map_err(unreachable)?;
    Ok(Store {
        inner: Arc::new(Inner {
            dialect: Dialect::Postgres,
            write: pool.clone(),
            read: pool,
            notices,
            whispers,
            jobs,
            listener: Some(listener),
        }),
    })
}

/// The address as it may be shown: what stands between the first colon of the user's part and its `@` is left out.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let Some((user, place)) = rest.rsplit_once('@') else {
        return url.to_owned();
    };
    let user = user.split(':').next().unwrap_or_default();
    let place = place.split('?').next().unwrap_or_default();
    format!("{scheme}://{user}@{place}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(
            without_password("postgres://u:p@ss:w@h:5432/d?password=x"),
            "postgres://u@h:5432/d"
        );
        assert_eq!(without_password("postgres://h/d"), "postgres://h/d");
        assert_eq!(without_password("usher.db"), "usher.db");
    }

    #[tokio::test]
    async fn sqlite_is_on_disk_before_a_commit_is_acknowledged() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::connect(&format!("sqlite:{}", folder.path().join("usher.db").display()))
            .await
            .unwrap();
        let setting = async |pool: &AnyPool, sql: &'static str| -> i64 {
            sqlx::Row::get(&sqlx::query(sql).fetch_one(pool).await.unwrap(), 0)
        };
        assert_eq!(setting(store.writer(), "PRAGMA synchronous").await, 2, "FULL");
        assert_eq!(setting(store.writer(), "PRAGMA foreign_keys").await, 1);
        assert_eq!(setting(store.writer(), "PRAGMA busy_timeout").await, 15_000);
        assert_eq!(setting(store.reader(), "PRAGMA query_only").await, 1);
        let journal = sqlx::query("PRAGMA journal_mode")
            .fetch_one(store.reader())
            .await
            .unwrap();
        assert_eq!(sqlx::Row::get::<String, _>(&journal, 0), "wal");
    }
}
