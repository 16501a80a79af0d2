//! The people helped.

use crate::codec::{Columns, json, key, millis, new_id, text};
use crate::connect::Store;
use crate::error::StoreError;
use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::{Contact, ContactId, InboxId};

/// A contact as the store knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredContact {
    /// Identifier, within one inbox.
    pub id: ContactId,
    /// The inbox that they write to.
    pub inbox: InboxId,
    /// Identity and traits as last stated.
    pub contact: Contact,
    /// First seen.
    pub created_at: Timestamp,
    /// Last seen.
    pub seen_at: Timestamp,
}

impl Store {
    /// The contact's id, whose traits are brought up to date.
    ///
    /// An identified contact is found by its subject within the inbox. A visitor is found by the id that they were given
    /// before; an id that is unknown is taken as it is, and one that belongs to an identified contact or to another inbox
    /// is not theirs: they get a new one.
    #[instrument(name = "store.contact.upsert", skip_all, fields(inbox.id = %inbox))]
    pub async fn upsert_contact(
        &self,
        inbox: &InboxId,
        contact: &Contact,
        visitor: Option<&ContactId>,
        now: Timestamp,
    ) -> Result<ContactId, StoreError> {
        if contact.is_identified() {
            return self.upsert_identified(inbox, contact, now).await;
        }
        if let Some(visitor) = visitor
            && let Some(id) = self.upsert_visitor(inbox, contact, visitor.as_str(), now).await?
        {
            return Ok(id);
        }
        let id = new_id(now);
        self.upsert_visitor(inbox, contact, &id, now).await?;
        Ok(id.into())
    }

    /// A contact, if there is one with this id.
    #[instrument(name = "store.contact.get", skip_all, fields(contact.id = %id))]
    pub async fn contact(&self, id: &ContactId) -> Result<Option<StoredContact>, StoreError> {
        let sql = "
            SELECT id, inbox_id, traits, created_at, seen_at
            FROM contacts
            WHERE id = $1
        ";
        let row = query(sql)
            .bind(text(id.as_str()).as_ref())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(StoredContact::try_from).transpose()
    }

    async fn upsert_identified(
        &self,
        inbox: &InboxId,
        contact: &Contact,
        now: Timestamp,
    ) -> Result<ContactId, StoreError> {
        let subject = key("the contact's subject", contact.subject.as_deref().unwrap_or_default())?;
        let sql = "
            INSERT INTO contacts (id, inbox_id, subject, traits, created_at, seen_at)
            VALUES               ($1, $2,       $3,      $4,     $5,         $5)
            ON CONFLICT (inbox_id, subject)
            DO UPDATE SET traits = excluded.traits, seen_at = excluded.seen_at
            RETURNING id
        ";
        let mut write = self.write().await?;
        let rows = query(sql)
            .bind(new_id(now))
            .bind(key("the inbox", inbox.as_str())?.as_ref())
            .bind(subject.as_ref())
            .bind(json("the contact", contact)?)
            .bind(millis(now))
            .fetch_all(write.connection())
            .await?;
        write.commit().await?;
        let row = rows
            .first()
            .ok_or_else(|| StoreError::Database("an upsert returned no row".into()))?;
        Columns::new("contact", row).id("id")
    }

    /// `None` where the id belongs to somebody else.
    async fn upsert_visitor(
        &self,
        inbox: &InboxId,
        contact: &Contact,
        id: &str,
        now: Timestamp,
    ) -> Result<Option<ContactId>, StoreError> {
        let sql = "
            INSERT INTO contacts (id, inbox_id, traits, created_at, seen_at)
            VALUES               ($1, $2,       $3,     $4,         $4)
            ON CONFLICT (id)
            DO UPDATE SET traits = excluded.traits, seen_at = excluded.seen_at
            WHERE contacts.inbox_id = excluded.inbox_id AND contacts.subject IS NULL
            RETURNING id
        ";
        let mut write = self.write().await?;
        let rows = query(sql)
            .bind(key("the visitor's id", id)?.as_ref())
            .bind(key("the inbox", inbox.as_str())?.as_ref())
            .bind(json("the contact", contact)?)
            .bind(millis(now))
            .fetch_all(write.connection())
            .await?;
        write.commit().await?;
        rows.first()
            .map(|row| Columns::new("contact", row).id("id"))
            .transpose()
    }
}

impl TryFrom<&AnyRow> for StoredContact {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("contact", row);
        Ok(Self {
            id: columns.id("id")?,
            inbox: columns.id("inbox_id")?,
            contact: columns.json("traits")?,
            created_at: columns.time("created_at")?,
            seen_at: columns.time("seen_at")?,
        })
    }
}
