//! Runs: what was asked for, how far it is and what came of it.

use crate::codec::{Columns, json, millis, text, word};
use crate::connect::Store;
use crate::error::StoreError;
use crate::whispers::Whisper;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::{PersonId, PersonRef};

/// What a run finds out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunKind {
    /// How well a suite does.
    Measure,
    /// What error budgets would cost.
    Budget,
    /// What would have come of traffic.
    Replay,
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// It waits.
    Queued,
    /// A node is at it.
    Running,
    /// It has a result.
    Done,
    /// It has none, and a reason.
    Failed,
    /// Somebody stopped it.
    Stopped,
}

/// A run to be done.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRun<'a> {
    /// Identifier.
    pub id: &'a str,
    /// What it finds out.
    pub kind: RunKind,
    /// What is to be done; the store does not look into it.
    pub task: &'a Value,
    /// The suite that it belongs to and goes with.
    pub suite: Option<&'a str>,
}

/// A run, without its result.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredRun {
    /// Identifier; later ones sort later.
    pub id: String,
    /// What it finds out.
    pub kind: RunKind,
    /// What is to be done.
    pub task: Value,
    /// The suite that it belongs to.
    pub suite: Option<String>,
    /// Where it stands.
    pub state: RunState,
    /// What is being done.
    pub stage: String,
    /// So much of it is done.
    pub done: i64,
    /// All of it; 0 where nobody knows.
    pub total: i64,
    /// Whose it is.
    pub by: Option<PersonRef>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When a node began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Why it failed.
    pub reason: Option<String>,
    /// What a list says of its result.
    pub summary: Option<Value>,
}

/// Which runs are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunFilter {
    /// Of this kind only.
    pub kind: Option<RunKind>,
    /// Of this suite only.
    pub suite: Option<String>,
    /// Before the one of this id.
    pub before: Option<String>,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq)]
pub enum RunEnd {
    /// With a result, and what a list says of it.
    Done {
        /// What a list says.
        summary: Value,
        /// The result, JSON.
        result: String,
    },
    /// Without one, and why.
    Failed(String),
}

const SELECT: &str = "
    SELECT r.id, r.kind, r.task, r.suite_id, r.state, r.stage, r.done, r.total, r.by_id, people.name AS by_name,
           r.created_at, r.started_at, r.ended_at, r.reason, r.summary
    FROM runs AS r
    LEFT JOIN people ON people.id = r.by_id
";

impl Store {
    /// Notes that something is to be run.
    #[instrument(name = "store.run.add", skip_all, fields(run.id = run.id))]
    pub async fn add_run(&self, run: NewRun<'_>, by: &PersonId, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        let sql = "
            INSERT INTO runs (id, kind, task, suite_id, state,    stage, done, total, by_id, created_at)
            VALUES           ($1, $2,   $3,   $4,       'queued', '',    0,    0,     $5,    $6)
        ";
        query(sql)
            .bind(run.id)
            .bind(word("the run's kind", &run.kind)?)
            .bind(json("the run's task", run.task)?)
            .bind(run.suite)
            .bind(by.as_str())
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        write.whisper(went_on(run.id));
        write.commit().await
    }

    /// Runs, newest first.
    #[instrument(name = "store.run.list", skip_all)]
    pub async fn runs(&self, filter: &RunFilter, limit: i64) -> Result<Vec<StoredRun>, StoreError> {
        let sql = format!(
            "{SELECT}
            WHERE ($1 = '' OR r.kind = $1) AND ($2 = '' OR r.suite_id = $2) AND ($3 = '' OR r.id < $3)
            ORDER BY r.id DESC
            LIMIT $4"
        );
        let kind = filter.kind.map(|kind| word("the run's kind", &kind)).transpose()?;
        let rows = query(sqlx::AssertSqlSafe(sql))
            .bind(kind.unwrap_or_default())
            .bind(text(filter.suite.as_deref().unwrap_or_default()).as_ref())
            .bind(text(filter.before.as_deref().unwrap_or_default()).as_ref())
            .bind(limit.max(0))
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(StoredRun::try_from).collect()
    }

    /// The newest run of each suite that has any.
    #[instrument(name = "store.run.newest", skip_all)]
    pub async fn newest_runs(&self) -> Result<Vec<StoredRun>, StoreError> {
        let sql =
            format!("{SELECT} WHERE r.id IN (SELECT MAX(id) FROM runs WHERE suite_id IS NOT NULL GROUP BY suite_id)");
        let rows = query(sqlx::AssertSqlSafe(sql)).fetch_all(self.reader()).await?;
        rows.iter().map(StoredRun::try_from).collect()
    }

    /// One of them.
    #[instrument(name = "store.run.get", skip_all, fields(run.id = id))]
    pub async fn run(&self, id: &str) -> Result<Option<StoredRun>, StoreError> {
        let sql = format!("{SELECT} WHERE r.id = $1");
        let row = query(sqlx::AssertSqlSafe(sql))
            .bind(text(id).as_ref())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(StoredRun::try_from).transpose()
    }

    /// Its result, JSON; `None` where it has none.
    #[instrument(name = "store.run.result", skip_all, fields(run.id = id))]
    pub async fn run_result(&self, id: &str) -> Result<Option<String>, StoreError> {
        let row = query("SELECT id, result FROM runs WHERE id = $1")
            .bind(text(id).as_ref())
            .fetch_optional(self.reader())
            .await?;
        let result = row.map(|row| Columns::new("run", &row).get::<Option<String>>("result"));
        Ok(result.transpose()?.flatten())
    }

    /// True where a run waits, or a node is at one.
    #[instrument(name = "store.run.under_way", skip_all)]
    pub async fn runs_under_way(&self) -> Result<bool, StoreError> {
        let row = query("SELECT id FROM runs WHERE ended_at IS NULL LIMIT 1")
            .fetch_optional(self.reader())
            .await?;
        Ok(row.is_some())
    }

    /// Begins the oldest run that waits, for a node that runs for all of them: what another one was at is begun again.
    #[instrument(name = "store.run.begin", skip_all)]
    pub async fn begin_run(&self, node: &str, now: Timestamp) -> Result<Option<StoredRun>, StoreError> {
        let mut write = self.write().await?;
        query("UPDATE runs SET state = 'queued' WHERE state = 'running'")
            .execute(write.connection())
            .await?;
        let row = query("SELECT id FROM runs WHERE state = 'queued' ORDER BY id LIMIT 1")
            .fetch_optional(write.connection())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let id: String = Columns::new("run", &row).get("id")?;
        let sql = "
            UPDATE runs
            SET state = 'running', stage = 'preparing', done = 0, total = 0, node = $2, started_at = $3
            WHERE id = $1
        ";
        query(sql)
            .bind(&id)
            .bind(node)
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        write.whisper(went_on(&id));
        write.commit().await?;
        self.run(&id).await
    }

    /// Says how far a run is; false where this node is not at it any more.
    #[instrument(name = "store.run.progress", skip_all, fields(run.id = id))]
    pub async fn run_went_on(
        &self,
        id: &str,
        node: &str,
        (stage, done, total): (&str, i64, i64),
    ) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let sql = "
            UPDATE runs
            SET stage = $3, done = $4, total = $5
            WHERE id = $1 AND node = $2 AND state = 'running'
        ";
        let noted = query(sql)
            .bind(id)
            .bind(node)
            .bind(stage)
            .bind(done)
            .bind(total)
            .execute(write.connection())
            .await?;
        write.whisper(went_on(id));
        write.commit().await?;
        Ok(noted.rows_affected() > 0)
    }

    /// Ends a run; nothing happens where this node is not at it any more.
    #[instrument(name = "store.run.end", skip_all, fields(run.id = id))]
    pub async fn end_run(&self, id: &str, node: &str, end: RunEnd, now: Timestamp) -> Result<(), StoreError> {
        let (state, reason, summary, result) = match end {
            RunEnd::Done { summary, result } => (RunState::Done, None, Some(summary), Some(result)),
            RunEnd::Failed(reason) => (RunState::Failed, Some(reason), None, None),
        };
        let mut write = self.write().await?;
        let sql = "
            UPDATE runs
            SET state = $3, ended_at = $4, reason = $5, summary = $6, result = $7
            WHERE id = $1 AND node = $2 AND state = 'running'
        ";
        query(sql)
            .bind(id)
            .bind(node)
            .bind(word("the run's state", &state)?)
            .bind(millis(now))
            .bind(reason.as_deref().map(text).as_deref())
            .bind(summary.map(|s| json("the run's summary", &s)).transpose()?)
            .bind(result)
            .execute(write.connection())
            .await?;
        write.whisper(went_on(id));
        write.commit().await
    }

    /// Stops a run that has not ended.
    #[instrument(name = "store.run.stop", skip_all, fields(run.id = id))]
    pub async fn stop_run(&self, id: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        query("UPDATE runs SET state = 'stopped', ended_at = $2 WHERE id = $1 AND ended_at IS NULL")
            .bind(text(id).as_ref())
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        write.whisper(went_on(id));
        write.commit().await
    }

    /// Deletes a run; false where there is none, or where it is a baseline.
    #[instrument(name = "store.run.delete", skip_all, fields(run.id = id))]
    pub async fn delete_run(&self, id: &str) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let sql = "DELETE FROM runs WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM suites WHERE baseline = $1)";
        let gone = query(sql).bind(text(id).as_ref()).execute(write.connection()).await?;
        write.whisper(Whisper::Evals);
        write.commit().await?;
        Ok(gone.rows_affected() > 0)
    }
}

fn went_on(run: &str) -> Whisper {
    Whisper::Run { run: run.to_owned() }
}

impl TryFrom<&AnyRow> for StoredRun {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("run", row);
        let summary: Option<String> = columns.get("summary")?;
        Ok(Self {
            id: columns.get("id")?,
            kind: columns.word("kind")?,
            task: columns.json("task")?,
            suite: columns.get("suite_id")?,
            state: columns.word("state")?,
            stage: columns.get("stage")?,
            done: columns.get("done")?,
            total: columns.get("total")?,
            by: columns.person("by_id", "by_name")?,
            created_at: columns.time("created_at")?,
            started_at: columns.maybe_time("started_at")?,
            ended_at: columns.maybe_time("ended_at")?,
            reason: columns.get("reason")?,
            summary: summary
                .map(|text| serde_json::from_str(&text).map_err(|e| columns.corrupt("summary", &e)))
                .transpose()?,
        })
    }
}
