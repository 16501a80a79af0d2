//! What the console sets of an inbox: settings that differ from `usher.toml`, and keys that hosts sign with.

use crate::audit::Act;
use crate::codec::{Columns, json, key, millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use crate::whispers::Whisper;
use jiff::Timestamp;
use serde_json::{Value, json};
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::{InboxId, PersonId};

/// Settings of an inbox.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSettings {
    /// Which.
    pub inbox: InboxId,
    /// The settings, an object.
    pub body: Value,
    /// One more at each change.
    pub version: i64,
    /// When they were changed.
    pub updated_at: Timestamp,
}

/// A key that a host signs with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredKey {
    /// Whose.
    pub inbox: InboxId,
    /// Names it in the header of a token.
    pub kid: String,
    /// The shared secret.
    pub secret: String,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Store {
    /// The settings of all inboxes that have any.
    #[instrument(name = "store.settings.list", skip_all)]
    pub async fn settings(&self) -> Result<Vec<StoredSettings>, StoreError> {
        let sql = "SELECT inbox_id, body, version, updated_at FROM inbox_settings ORDER BY inbox_id";
        let rows = query(sql).fetch_all(self.reader()).await?;
        rows.iter().map(StoredSettings::try_from).collect()
    }

    /// The keys of all inboxes that are not ended, oldest first.
    #[instrument(name = "store.key.list", skip_all)]
    pub async fn token_keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        let sql = "
            SELECT inbox_id, kid, secret, created_at
            FROM token_keys
            WHERE ended_at IS NULL
            ORDER BY created_at, kid
        ";
        let rows = query(sql).fetch_all(self.reader()).await?;
        rows.iter().map(StoredKey::try_from).collect()
    }

    /// Puts `body` in place of the settings of version `version` (0 where there are none) and tells every node; the new
    /// version, or `None` where somebody changed them meanwhile. `detail` goes to the audit log.
    #[instrument(name = "store.settings.write", skip_all, fields(inbox.id = %inbox))]
    pub async fn write_settings(
        &self,
        inbox: &InboxId,
        (version, body): (i64, &Value),
        by: &PersonId,
        detail: Value,
        now: Timestamp,
    ) -> Result<Option<i64>, StoreError> {
        let sql = "
            INSERT INTO inbox_settings (inbox_id, body, version, updated_at)
            SELECT                      $1,       $2,   1,       $4
            WHERE $3 = 0
            ON CONFLICT (inbox_id) DO NOTHING
        ";
        let changed = "
            UPDATE inbox_settings
            SET body = $2, version = version + 1, updated_at = $4
            WHERE inbox_id = $1 AND version = $3
        ";
        let mut write = self.write().await?;
        let written = query(if version == 0 { sql } else { changed })
            .bind(key("the inbox", inbox.as_str())?.as_ref())
            .bind(json("the settings", body)?)
            .bind(version)
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        if written.rows_affected() == 0 {
            return Ok(None);
        }
        let act = Act {
            by: Some(by),
            act: "settings.changed",
            on: inbox.as_str(),
            detail,
        };
        write.audit(act, now).await?;
        write.whisper(Whisper::Settings);
        write.commit().await?;
        Ok(Some(version + 1))
    }

    /// Adds a key and tells every node; false where the inbox has one of this name, ended or not.
    #[instrument(name = "store.key.add", skip_all, fields(inbox.id = %inbox))]
    pub async fn add_token_key(
        &self,
        inbox: &InboxId,
        kid: &str,
        secret: &str,
        by: &PersonId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "
            INSERT INTO token_keys (inbox_id, kid, secret, by_id, created_at)
            VALUES                 ($1,       $2,  $3,     $4,    $5)
            ON CONFLICT (inbox_id, kid) DO NOTHING
        ";
        let mut write = self.write().await?;
        let added = query(sql)
            .bind(key("the inbox", inbox.as_str())?.as_ref())
            .bind(key("the key's name", kid)?.as_ref())
            .bind(text(secret).as_ref())
            .bind(by.as_str())
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        if added.rows_affected() == 0 {
            return Ok(false);
        }
        let act = Act {
            by: Some(by),
            act: "key.added",
            on: inbox.as_str(),
            detail: json!({ "kid": kid }),
        };
        write.audit(act, now).await?;
        write.whisper(Whisper::Settings);
        write.commit().await?;
        Ok(true)
    }

    /// Ends a key and tells every node; false where there is none.
    #[instrument(name = "store.key.end", skip_all, fields(inbox.id = %inbox))]
    pub async fn end_token_key(
        &self,
        inbox: &InboxId,
        kid: &str,
        by: &PersonId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "
            UPDATE token_keys
            SET ended_at = $3, secret = ''
            WHERE inbox_id = $1 AND kid = $2 AND ended_at IS NULL
        ";
        let mut write = self.write().await?;
        let ended = query(sql)
            .bind(inbox.as_str())
            .bind(text(kid).as_ref())
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        if ended.rows_affected() == 0 {
            return Ok(false);
        }
        let act = Act {
            by: Some(by),
            act: "key.ended",
            on: inbox.as_str(),
            detail: json!({ "kid": kid }),
        };
        write.audit(act, now).await?;
        write.whisper(Whisper::Settings);
        write.commit().await?;
        Ok(true)
    }
}

impl TryFrom<&AnyRow> for StoredSettings {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("settings", row);
        Ok(Self {
            inbox: columns.id("inbox_id")?,
            body: columns.json("body")?,
            version: columns.get("version")?,
            updated_at: columns.time("updated_at")?,
        })
    }
}

impl TryFrom<&AnyRow> for StoredKey {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("key", row);
        Ok(Self {
            inbox: columns.id("inbox_id")?,
            kid: columns.get("kid")?,
            secret: columns.get("secret")?,
            created_at: columns.time("created_at")?,
        })
    }
}
