//! Queues and business hours.

use crate::audit::Act;
use crate::codec::{Columns, json, key, millis, new_id, text};
use crate::connect::Store;
use crate::error::StoreError;
use crate::whispers::Whisper;
use crate::write::Write;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::query;
use std::collections::BTreeSet;
use tracing::instrument;
use usher_engine::people::hours::Hours;
use usher_engine::people::routing::{Important, Queue};
use usher_engine::{InboxId, PersonId, QueueId};

/// A queue without its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewQueue {
    /// What people call it.
    pub name: String,
    /// The inbox; `None` for every one.
    pub inbox: Option<InboxId>,
    /// Topics; empty for every one.
    pub topics: Vec<String>,
    /// Skills asked for.
    pub skills: Vec<String>,
    /// Whom it is for; empty for everybody.
    pub members: Vec<PersonId>,
    /// Whose handoffs go first.
    pub important: Important,
    /// Place in the order.
    pub position: i64,
}

/// The hours of an inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredHours {
    /// Which.
    pub inbox: InboxId,
    /// When its people are there.
    pub hours: Hours,
}

#[derive(Serialize, Deserialize)]
struct Body {
    topics: Vec<String>,
    skills: Vec<String>,
    members: Vec<PersonId>,
    important: Important,
}

const QUEUES: &str = "
    SELECT id, name, inbox_id, position, body
    FROM queues
    ORDER BY position, name, id
";

impl Store {
    /// All queues, in the order in which they are asked.
    #[instrument(name = "store.queue.list", skip_all)]
    pub async fn queues(&self) -> Result<Vec<Queue>, StoreError> {
        let rows = query(QUEUES).fetch_all(self.reader()).await?;
        rows.iter().map(queue).collect()
    }

    /// The topics that handoffs had so far and queues name, in order, at most 200.
    #[instrument(name = "store.topic.list", skip_all)]
    pub async fn topics(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT DISTINCT topic FROM work WHERE topic IS NOT NULL ORDER BY topic LIMIT 200";
        let rows = query(sql).fetch_all(self.reader()).await?;
        let seen = rows.iter().map(|row| Columns::new("work", row).get::<String>("topic"));
        let mut topics = seen.collect::<Result<BTreeSet<_>, _>>()?;
        topics.extend(self.queues().await?.into_iter().flat_map(|queue| queue.topics));
        Ok(topics.into_iter().take(200).collect())
    }

    /// Makes a queue, or changes the one of this id; `None` where there is none of it.
    #[instrument(name = "store.queue.write", skip_all)]
    pub async fn write_queue(
        &self,
        id: Option<&QueueId>,
        new: NewQueue,
        by: &PersonId,
        now: Timestamp,
    ) -> Result<Option<Queue>, StoreError> {
        let mut write = self.write().await?;
        if let Some(id) = id
            && write.queue(id).await?.is_none()
        {
            return Ok(None);
        }
        let queue = new.with(id.cloned().unwrap_or_else(|| QueueId(new_id(now))));
        write.save_queue(&queue, now).await?;
        let act = Act {
            by: Some(by),
            act: "queue.written",
            on: queue.id.as_str(),
            detail: json!(queue),
        };
        write.audit(act, now).await?;
        write.whisper(Whisper::Presence);
        write.commit().await?;
        Ok(Some(queue))
    }

    /// Deletes a queue; what waits in it waits in the inbox. False where there is none.
    #[instrument(name = "store.queue.delete", skip_all)]
    pub async fn delete_queue(&self, id: &QueueId, by: &PersonId, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let deleted = query("DELETE FROM queues WHERE id = $1")
            .bind(text(id.as_str()).as_ref())
            .execute(write.connection())
            .await?;
        if deleted.rows_affected() == 0 {
            return Ok(false);
        }
        query("UPDATE work SET queue_id = NULL, fence = fence + 1 WHERE queue_id = $1")
            .bind(text(id.as_str()).as_ref())
            .execute(write.connection())
            .await?;
        let act = Act {
            by: Some(by),
            act: "queue.deleted",
            on: id.as_str(),
            detail: json!({}),
        };
        write.audit(act, now).await?;
        write.commit().await?;
        Ok(true)
    }

    /// The hours of all inboxes that have any.
    #[instrument(name = "store.hours.list", skip_all)]
    pub async fn hours(&self) -> Result<Vec<StoredHours>, StoreError> {
        let sql = "
            SELECT inbox_id, body
            FROM hours
            ORDER BY inbox_id
        ";
        let rows = query(sql).fetch_all(self.reader()).await?;
        let hours = |row| {
            let columns = Columns::new("hours", row);
            Ok(StoredHours {
                inbox: columns.id("inbox_id")?,
                hours: columns.json("body")?,
            })
        };
        rows.iter().map(hours).collect()
    }

    /// Sets the hours of an inbox; with `None` it is always open.
    #[instrument(name = "store.hours.write", skip_all, fields(inbox.id = %inbox))]
    pub async fn write_hours(
        &self,
        inbox: &InboxId,
        hours: Option<&Hours>,
        by: &PersonId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        query("DELETE FROM hours WHERE inbox_id = $1")
            .bind(key("the inbox", inbox.as_str())?.as_ref())
            .execute(write.connection())
            .await?;
        if let Some(hours) = hours {
            query("INSERT INTO hours (inbox_id, body, updated_at) VALUES ($1, $2, $3)")
                .bind(inbox.as_str())
                .bind(json("the hours", hours)?)
                .bind(millis(now))
                .execute(write.connection())
                .await?;
        }
        let act = Act {
            by: Some(by),
            act: "hours.written",
            on: inbox.as_str(),
            detail: json!({ "hours": hours }),
        };
        write.audit(act, now).await?;
        write.commit().await
    }
}

impl Write {
    pub(crate) async fn queues(&mut self) -> Result<Vec<Queue>, StoreError> {
        let rows = query(QUEUES).fetch_all(self.connection()).await?;
        rows.iter().map(queue).collect()
    }

    pub(crate) async fn queue(&mut self, id: &QueueId) -> Result<Option<Queue>, StoreError> {
        let row = query("SELECT id, name, inbox_id, position, body FROM queues WHERE id = $1")
            .bind(text(id.as_str()).as_ref())
            .fetch_optional(self.connection())
            .await?;
        row.as_ref().map(queue).transpose()
    }

    async fn save_queue(&mut self, queue: &Queue, now: Timestamp) -> Result<(), StoreError> {
        let sql = "
            INSERT INTO queues (id, name, inbox_id, position, body, updated_at)
            VALUES             ($1, $2,   $3,       $4,       $5,   $6)
            ON CONFLICT (id) DO UPDATE
            SET name = excluded.name, inbox_id = excluded.inbox_id, position = excluded.position,
                body = excluded.body, updated_at = excluded.updated_at
        ";
        let body = Body {
            topics: queue.topics.clone(),
            skills: queue.skills.clone(),
            members: queue.members.clone(),
            important: queue.important.clone(),
        };
        query(sql)
            .bind(text(queue.id.as_str()).as_ref())
            .bind(text(&queue.name).as_ref())
            .bind(queue.inbox.as_ref().map(InboxId::as_str))
            .bind(queue.position)
            .bind(json("the queue", &body)?)
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl NewQueue {
    fn with(self, id: QueueId) -> Queue {
        Queue {
            id,
            name: self.name,
            inbox: self.inbox,
            topics: self.topics,
            skills: self.skills,
            members: self.members,
            important: self.important,
            position: self.position,
        }
    }
}

fn queue(row: &AnyRow) -> Result<Queue, StoreError> {
    let columns = Columns::new("queue", row);
    let body: Body = columns.json("body")?;
    Ok(Queue {
        id: columns.id("id")?,
        name: columns.get("name")?,
        inbox: columns.get::<Option<String>>("inbox_id")?.map(InboxId),
        topics: body.topics,
        skills: body.skills,
        members: body.members,
        important: body.important,
        position: columns.get("position")?,
    })
}
