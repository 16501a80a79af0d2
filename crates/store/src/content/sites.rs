//! Sites that are read again and again: how, when next, and what came of it.

use crate::audit::Act;
use crate::codec::{Columns, json, key, millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use crate::whispers::Whisper;
use crate::write::Write;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::{PersonId, PersonRef};

/// Where a site stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteState {
    /// It is read when its time comes, or somebody asks.
    Idle,
    /// A node reads it.
    Reading,
}

/// A site, without what is remembered of its pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Identifier.
    pub id: String,
    /// What its articles come from.
    pub source: String,
    /// How it is read; the store does not look into it.
    pub settings: Value,
    /// Where it stands.
    pub state: SiteState,
    /// Pages so far, while it is read.
    pub done: i64,
    /// What came of the last time; the store does not look into it.
    pub last: Option<Value>,
    /// Why the last time came to nothing.
    pub problem: Option<String>,
    /// When it is read next.
    pub next_at: Option<Timestamp>,
    /// Who added it.
    pub by: Option<PersonRef>,
    /// When.
    pub created_at: Timestamp,
}

/// A site to be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Asking<'a> {
    /// What its articles come from.
    pub source: &'a str,
    /// How it is read.
    pub settings: &'a Value,
    /// When it is read next; `None` for not by itself.
    pub next_at: Option<Timestamp>,
}

/// How reading a site ended.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteEnd {
    /// What is remembered of its pages, and what came of it; `None` where it could not be read, and what was known stays.
    pub read: Option<(String, Value)>,
    /// Why it could not be read.
    pub problem: Option<String>,
    /// When it is read next.
    pub next_at: Option<Timestamp>,
}

const SELECT: &str = "
    SELECT s.id, s.source, s.settings, s.state, s.done, s.last, s.problem, s.next_at, s.by_id, people.name AS by_name,
           s.created_at
    FROM sites AS s
    LEFT JOIN people ON people.id = s.by_id
";

impl Store {
    /// All sites by source.
    #[instrument(name = "store.site.list", skip_all)]
    pub async fn sites(&self) -> Result<Vec<Site>, StoreError> {
        let sql = format!("{SELECT} ORDER BY s.source");
        let rows = query(sqlx::AssertSqlSafe(sql)).fetch_all(self.reader()).await?;
        rows.iter().map(Site::try_from).collect()
    }

    /// One of them.
    #[instrument(name = "store.site.get", skip_all, fields(site.id = id))]
    pub async fn site(&self, id: &str) -> Result<Option<Site>, StoreError> {
        let sql = format!("{SELECT} WHERE s.id = $1");
        let row = query(sqlx::AssertSqlSafe(sql))
            .bind(text(id).as_ref())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(Site::try_from).transpose()
    }

    /// What is remembered of its pages; empty before it was read.
    #[instrument(name = "store.site.memory", skip_all, fields(site.id = id))]
    pub async fn site_memory(&self, id: &str) -> Result<String, StoreError> {
        let row = query("SELECT memory FROM sites WHERE id = $1")
            .bind(text(id).as_ref())
            .fetch_optional(self.reader())
            .await?;
        row.map_or(Ok(String::new()), |row| Columns::new("site", &row).get("memory"))
    }

    /// Adds a site; false where another has its source.
    #[instrument(name = "store.site.add", skip_all, fields(site.id = id))]
    pub async fn add_site(
        &self,
        id: &str,
        asking: Asking<'_>,
        by: Option<&PersonId>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let sql = "
            INSERT INTO sites (id, source, settings, state,  done, memory, next_at, by_id, created_at)
            VALUES            ($1, $2,     $3,       'idle', 0,    '',     $4,      $5,    $6)
            ON CONFLICT (source) DO NOTHING
        ";
        let added = query(sql)
            .bind(id)
            .bind(key("what the site is called", asking.source)?.as_ref())
            .bind(json("the site's settings", asking.settings)?)
            .bind(asking.next_at.map(millis))
            .bind(by.map(PersonId::as_str))
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        if added.rows_affected() == 0 {
            return Ok(false);
        }
        write.site_act(by, "site.added", id, asking.source, now).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Changes how and when a site is read; false where there is none. What its articles come from stays.
    #[instrument(name = "store.site.change", skip_all, fields(site.id = id))]
    pub async fn change_site(
        &self,
        id: &str,
        (settings, next_at): (&Value, Option<Timestamp>),
        by: &PersonId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let changed = query("UPDATE sites SET settings = $2, next_at = $3 WHERE id = $1")
            .bind(text(id).as_ref())
            .bind(json("the site's settings", settings)?)
            .bind(next_at.map(millis))
            .execute(write.connection())
            .await?;
        if changed.rows_affected() == 0 {
            return Ok(false);
        }
        write.site_act(Some(by), "site.changed", id, "", now).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Asks for a site to be read; false where there is none.
    #[instrument(name = "store.site.ask", skip_all, fields(site.id = id))]
    pub async fn ask_site(&self, id: &str, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let asked = query("UPDATE sites SET next_at = $2 WHERE id = $1")
            .bind(text(id).as_ref())
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        write.whisper(Whisper::Site { site: id.to_owned() });
        write.commit().await?;
        Ok(asked.rows_affected() > 0)
    }

    /// Removes a site; its articles stay. False where there is none.
    #[instrument(name = "store.site.remove", skip_all, fields(site.id = id))]
    pub async fn remove_site(&self, id: &str, by: &PersonId, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let gone = query("DELETE FROM sites WHERE id = $1")
            .bind(text(id).as_ref())
            .execute(write.connection())
            .await?;
        if gone.rows_affected() == 0 {
            return Ok(false);
        }
        write.site_act(Some(by), "site.removed", id, "", now).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Begins the site whose time came first, for a node that reads for all of them: what another one was at is begun again.
    #[instrument(name = "store.site.begin", skip_all)]
    pub async fn begin_site(&self, node: &str, now: Timestamp) -> Result<Option<Site>, StoreError> {
        let due = query("SELECT id FROM sites WHERE state = 'reading' OR next_at <= $1 ORDER BY next_at, id LIMIT 1")
            .bind(millis(now))
            .fetch_optional(self.reader())
            .await?;
        let Some(row) = due else { return Ok(None) };
        let id: String = Columns::new("site", &row).get("id")?;
        self.take_site(&id, node).await?;
        self.site(&id).await
    }

    /// Begins this site.
    #[instrument(name = "store.site.take", skip_all, fields(site.id = id))]
    pub async fn take_site(&self, id: &str, node: &str) -> Result<(), StoreError> {
        let sql = "UPDATE sites SET state = 'reading', node = $2, done = 0, next_at = NULL WHERE id = $1";
        self.set_site(sql, id, node, None).await?;
        Ok(())
    }

    /// Says how far reading a site is; false where this node is not at it any more.
    #[instrument(name = "store.site.progress", skip_all, fields(site.id = id))]
    pub async fn site_went_on(&self, id: &str, node: &str, done: i64) -> Result<bool, StoreError> {
        let sql = "UPDATE sites SET done = $3 WHERE id = $1 AND node = $2 AND state = 'reading'";
        self.set_site(sql, id, node, Some(done)).await
    }

    async fn set_site(&self, sql: &'static str, id: &str, node: &str, done: Option<i64>) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let mut update = query(sql).bind(id).bind(node);
        if let Some(done) = done {
            update = update.bind(done);
        }
        let noted = update.execute(write.connection()).await?;
        write.whisper(Whisper::Site { site: id.to_owned() });
        write.commit().await?;
        Ok(noted.rows_affected() > 0)
    }

    /// Ends reading a site; nothing happens where `node` is not at it any more, `None` for whoever is no node. Where somebody asked
    /// meanwhile, that time counts.
    #[instrument(name = "store.site.end", skip_all, fields(site.id = id))]
    pub async fn end_site(&self, id: &str, node: Option<&str>, end: SiteEnd) -> Result<(), StoreError> {
        let (memory, last) = end.read.unzip();
        let sql = "
            UPDATE sites
            SET state = 'idle', node = NULL, problem = $3, next_at = COALESCE(next_at, $4),
                memory = COALESCE($5, memory), last = COALESCE($6, last)
            WHERE id = $1 AND ($2 = '' OR (node = $2 AND state = 'reading'))
        ";
        let mut write = self.write().await?;
        query(sql)
            .bind(id)
            .bind(node.unwrap_or_default())
            .bind(end.problem.as_deref().map(text).as_deref())
            .bind(end.next_at.map(millis))
            .bind(memory)
            .bind(last.map(|last| json("what came of the site", &last)).transpose()?)
            .execute(write.connection())
            .await?;
        write.whisper(Whisper::Site { site: id.to_owned() });
        write.commit().await
    }
}

impl Write {
    async fn site_act(
        &mut self,
        by: Option<&PersonId>,
        act: &'static str,
        site: &str,
        source: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let act = Act {
            by,
            act,
            on: site,
            detail: serde_json::json!({ "source": source }),
        };
        self.audit(act, now).await?;
        self.whisper(Whisper::Site { site: site.to_owned() });
        Ok(())
    }
}

impl TryFrom<&AnyRow> for Site {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("site", row);
        let last: Option<String> = columns.get("last")?;
        Ok(Self {
            id: columns.get("id")?,
            source: columns.get("source")?,
            settings: columns.json("settings")?,
            state: columns.word("state")?,
            done: columns.get("done")?,
            last: last
                .map(|text| serde_json::from_str(&text).map_err(|e| columns.corrupt("last", &e)))
                .transpose()?,
            problem: columns.get("problem")?,
            next_at: columns.maybe_time("next_at")?,
            by: columns.person("by_id", "by_name")?,
            created_at: columns.time("created_at")?,
        })
    }
}
