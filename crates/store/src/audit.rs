//! The audit log: every privileged act, added to and never changed (the tables' triggers see to it).

use crate::codec::{Columns, json, millis, new_id, text};
use crate::connect::Store;
use crate::error::StoreError;
use crate::write::Write;
use jiff::Timestamp;
use serde_json::Value;
use sqlx::query;
use tracing::instrument;
use usher_engine::{PersonId, PersonRef};

/// Something privileged that was done.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEntry {
    /// Identifier; later ones sort later.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Who did it; `None` for the command line and for whoever was not signed in.
    pub by: Option<PersonRef>,
    /// What, as `docs/people.md` lists the acts.
    pub act: String,
    /// What it was done to: an id, an inbox's key.
    pub on: String,
    /// The particulars, an object.
    pub detail: Value,
}

/// An act on its way into the log.
#[derive(Debug, Clone)]
pub struct Act<'a> {
    /// Who does it.
    pub by: Option<&'a PersonId>,
    /// What.
    pub act: &'static str,
    /// To what.
    pub on: &'a str,
    /// The particulars.
    pub detail: Value,
}

impl Store {
    /// Notes an act that changes nothing else here.
    #[instrument(name = "store.audit.note", skip_all, fields(audit.act = act.act))]
    pub async fn note_act(&self, act: Act<'_>, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        write.audit(act, now).await?;
        write.commit().await
    }

    /// The log, newest first: entries before the one of this id, of this person.
    #[instrument(name = "store.audit.list", skip_all)]
    pub async fn audit(
        &self,
        before: Option<&str>,
        by: Option<&PersonId>,
        limit: i64,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let sql = "
            SELECT audit.id, audit.by_id, people.name, audit.act, audit.subject, audit.detail, audit.created_at
            FROM audit
            LEFT JOIN people ON people.id = audit.by_id
            WHERE ($1 = '' OR audit.id < $1)
              AND ($2 = '' OR audit.by_id = $2)
            ORDER BY audit.id DESC
            LIMIT $3
        ";
        let rows = query(sql)
            .bind(text(before.unwrap_or_default()).as_ref())
            .bind(text(by.map_or("", PersonId::as_str)).as_ref())
            .bind(limit.max(0))
            .fetch_all(self.reader())
            .await?;
        let entry = |row| {
            let columns = Columns::new("audit entry", row);
            Ok(AuditEntry {
                id: columns.get("id")?,
                at: columns.time("created_at")?,
                by: columns.person("by_id", "name")?,
                act: columns.get("act")?,
                on: columns.get("subject")?,
                detail: columns.json("detail")?,
            })
        };
        rows.iter().map(entry).collect()
    }
}

impl Write {
    /// Part of the transaction that does what it tells of.
    pub(crate) async fn audit(&mut self, act: Act<'_>, now: Timestamp) -> Result<(), StoreError> {
        let sql = "
            INSERT INTO audit (id, by_id, act, subject, detail, created_at)
            VALUES            ($1, $2,    $3,  $4,      $5,     $6)
        ";
        query(sql)
            .bind(new_id(now))
            .bind(act.by.map(PersonId::as_str))
            .bind(act.act)
            .bind(text(act.on).as_ref())
            .bind(json("the act's detail", &act.detail)?)
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
