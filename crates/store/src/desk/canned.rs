//! Canned replies.

use crate::audit::Act;
use crate::codec::{Columns, json, key, millis, new_id, text};
use crate::connect::Store;
use crate::error::StoreError;
use jiff::Timestamp;
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::{InboxId, PersonId, PersonRef};

/// A reply that is written once and sent often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canned {
    /// Identifier.
    pub id: String,
    /// What one types to get it; unique.
    pub shortcut: String,
    /// What it is about.
    pub title: String,
    /// The words, with variables.
    pub text: String,
    /// The inbox that it is for; `None` for all.
    pub inbox: Option<InboxId>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// How often it was used.
    pub uses: i64,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// By whom.
    pub by: Option<PersonRef>,
}

/// One to be kept.
#[derive(Debug, Clone)]
pub struct NewCanned {
    /// What one types to get it.
    pub shortcut: String,
    /// What it is about.
    pub title: String,
    /// The words, with variables.
    pub text: String,
    /// The inbox that it is for; `None` for all.
    pub inbox: Option<InboxId>,
    /// Words to find it by.
    pub tags: Vec<String>,
}

/// What came of keeping one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WrittenCanned {
    /// It is so now.
    Canned(Box<Canned>),
    /// There is none of this id.
    Unknown,
    /// Another one has the shortcut.
    ShortcutTaken,
}

const SELECT: &str = "
    SELECT canned.id, canned.shortcut, canned.title, canned.text, canned.inbox_id, canned.tags, canned.uses, canned.by_id,
           people.name AS by_name, canned.updated_at
    FROM canned
    LEFT JOIN people ON people.id = canned.by_id
    ORDER BY canned.uses DESC, canned.shortcut
";

impl Store {
    /// All, those used most first.
    #[instrument(name = "store.canned.list", skip_all)]
    pub async fn canned(&self) -> Result<Vec<Canned>, StoreError> {
        let rows = query(SELECT).fetch_all(self.reader()).await?;
        rows.iter().map(Canned::try_from).collect()
    }

    /// Makes one, or changes the one of this id.
    #[instrument(name = "store.canned.write", skip_all)]
    pub async fn write_canned(
        &self,
        id: Option<&str>,
        new: NewCanned,
        by: &PersonId,
        now: Timestamp,
    ) -> Result<WrittenCanned, StoreError> {
        let mut write = self.write().await?;
        let known = query("SELECT id, shortcut FROM canned WHERE id = $1 OR shortcut = $2")
            .bind(text(id.unwrap_or_default()).as_ref())
            .bind(key("the shortcut", &new.shortcut)?.as_ref())
            .fetch_all(write.connection())
            .await?;
        let mut ids = Vec::new();
        for row in &known {
            ids.push(Columns::new("canned reply", row).get::<String>("id")?);
        }
        match id {
            Some(id) if !ids.iter().any(|known| known == id) => return Ok(WrittenCanned::Unknown),
            Some(_) if ids.len() > 1 => return Ok(WrittenCanned::ShortcutTaken),
            None if !ids.is_empty() => return Ok(WrittenCanned::ShortcutTaken),
            _ => {}
        }
        let id = id.map_or_else(|| new_id(now), str::to_owned);
        let sql = "
            INSERT INTO canned (id, shortcut, title, text, inbox_id, tags, uses, by_id, updated_at)
            VALUES             ($1, $2,       $3,    $4,   $5,       $6,   0,    $7,    $8)
            ON CONFLICT (id) DO UPDATE
            SET shortcut = excluded.shortcut, title = excluded.title, text = excluded.text,
                inbox_id = excluded.inbox_id, tags = excluded.tags, by_id = excluded.by_id,
                updated_at = excluded.updated_at
        ";
        query(sql)
            .bind(&id)
            .bind(text(&new.shortcut).as_ref())
            .bind(text(&new.title).as_ref())
            .bind(text(&new.text).as_ref())
            .bind(new.inbox.as_ref().map(InboxId::as_str))
            .bind(json("the tags", &new.tags)?)
            .bind(by.as_str())
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        let detail = json!({ "shortcut": new.shortcut });
        let (act, on) = ("canned.written", id.as_str());
        write
            .audit(
                Act {
                    by: Some(by),
                    act,
                    on,
                    detail,
                },
                now,
            )
            .await?;
        write.commit().await?;
        let written = self.canned().await?.into_iter().find(|c| c.id == id);
        Ok(written.map_or(WrittenCanned::Unknown, |c| WrittenCanned::Canned(Box::new(c))))
    }

    /// False where there is none.
    #[instrument(name = "store.canned.delete", skip_all)]
    pub async fn delete_canned(&self, id: &str, by: &PersonId, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let deleted = query("DELETE FROM canned WHERE id = $1")
            .bind(text(id).as_ref())
            .execute(write.connection())
            .await?;
        if deleted.rows_affected() == 0 {
            return Ok(false);
        }
        let act = Act {
            by: Some(by),
            act: "canned.deleted",
            on: id,
            detail: json!({}),
        };
        write.audit(act, now).await?;
        write.commit().await?;
        Ok(true)
    }

    /// It was put into a draft.
    #[instrument(name = "store.canned.use", skip_all)]
    pub async fn use_canned(&self, id: &str) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        query("UPDATE canned SET uses = uses + 1 WHERE id = $1")
            .bind(text(id).as_ref())
            .execute(write.connection())
            .await?;
        write.commit().await
    }
}

impl TryFrom<&AnyRow> for Canned {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("canned reply", row);
        Ok(Self {
            id: columns.get("id")?,
            shortcut: columns.get("shortcut")?,
            title: columns.get("title")?,
            text: columns.get("text")?,
            inbox: columns.get::<Option<String>>("inbox_id")?.map(InboxId),
            tags: columns.json("tags")?,
            uses: columns.get("uses")?,
            by: columns.person("by_id", "by_name")?,
            updated_at: columns.time("updated_at")?,
        })
    }
}
