//! Who is there, and how much they have.

use crate::codec::{Columns, millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use crate::people::{PERSON, Person};
use crate::sessions::earlier;
use crate::whispers::Whisper;
use crate::write::Write;
use jiff::Timestamp;
use sqlx::{AssertSqlSafe, query};
use tracing::instrument;
use usher_engine::people::routing::{Candidate, OFFLINE_AFTER};
use usher_engine::{PersonId, Presence};

/// An active person who takes conversations.
#[derive(Debug, Clone, PartialEq)]
pub struct Colleague {
    /// Who.
    pub person: Person,
    /// Whether they are there: by their sockets, and as they wish.
    pub presence: Presence,
    /// What they are offered or have.
    pub load: i64,
    /// Since when they were given nothing.
    pub idle_since: Timestamp,
    /// When one of their sockets was last seen.
    pub beat_at: Timestamp,
}

impl Colleague {
    /// As routing sees them.
    pub fn candidate(&self) -> Candidate {
        Candidate {
            id: self.person.id.clone(),
            role: self.person.role,
            presence: self.presence,
            load: self.load,
            capacity: self.person.capacity,
            skills: self.person.skills.clone(),
            inboxes: self.person.inboxes.clone(),
            idle_since: self.idle_since,
        }
    }
}

impl Store {
    /// One of a person's sockets is open. Every node hears of it where they were offline before.
    #[instrument(name = "store.presence.beat", skip_all)]
    pub async fn beat(&self, person: &PersonId, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        let gone = query("UPDATE people SET beat_at = $2 WHERE id = $1 AND beat_at < $3")
            .bind(text(person.as_str()).as_ref())
            .bind(millis(now))
            .bind(millis(earlier(now, OFFLINE_AFTER)))
            .execute(write.connection())
            .await?;
        if gone.rows_affected() > 0 {
            write.whisper(Whisper::Presence);
        } else {
            query("UPDATE people SET beat_at = $2 WHERE id = $1")
                .bind(text(person.as_str()).as_ref())
                .bind(millis(now))
                .execute(write.connection())
                .await?;
        }
        write.commit().await
    }

    /// Online or away, as they wish.
    #[instrument(name = "store.presence.wish", skip_all)]
    pub async fn wish_presence(&self, person: &PersonId, presence: Presence) -> Result<(), StoreError> {
        let word = crate::codec::word("the presence", &presence)?;
        let mut write = self.write().await?;
        query("UPDATE people SET presence = $2 WHERE id = $1")
            .bind(text(person.as_str()).as_ref())
            .bind(word)
            .execute(write.connection())
            .await?;
        write.whisper(Whisper::Presence);
        write.commit().await
    }

    /// Everybody who takes conversations, with what they have.
    #[instrument(name = "store.presence.list", skip_all)]
    pub async fn colleagues(&self, now: Timestamp) -> Result<Vec<Colleague>, StoreError> {
        let sql = format!(
            "
            SELECT {PERSON}, beat_at, idle_since,
                   (SELECT COUNT(*) FROM work WHERE assignee_id = people.id AND stage IN ('assigned', 'active')) AS load
            FROM people
            WHERE status = 'active' AND role IN ('admin', 'supervisor', 'agent')
            ORDER BY LOWER(name), id
            "
        );
        let rows = query(AssertSqlSafe(sql)).fetch_all(self.reader()).await?;
        let colleague = |row| {
            let columns = Columns::new("person", row);
            let (person, beat_at) = (Person::try_from(row)?, columns.time("beat_at")?);
            let is_gone = beat_at <= earlier(now, OFFLINE_AFTER);
            Ok(Colleague {
                presence: if is_gone { Presence::Offline } else { person.presence },
                person,
                load: columns.get("load")?,
                idle_since: columns.time("idle_since")?,
                beat_at,
            })
        };
        rows.iter().map(colleague).collect()
    }
}

impl Write {
    /// How much a person can be given besides `except`; they are locked until the transaction ends, so that nobody else
    /// gives them anything meanwhile. `None` where they take none.
    pub(crate) async fn room_of(
        &mut self,
        person: &PersonId,
        except: &str,
    ) -> Result<Option<(Person, i64)>, StoreError> {
        let lock = match self.dialect() {
            crate::connect::Dialect::Sqlite => "",
            crate::connect::Dialect::Postgres => " FOR UPDATE",
        };
        let sql = format!("SELECT {PERSON} FROM people WHERE id = $1{lock}");
        let row = query(AssertSqlSafe(sql))
            .bind(text(person.as_str()).as_ref())
            .fetch_optional(self.connection())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let person = Person::try_from(&row)?;
        if person.status != crate::people::Status::Active || !person.role.takes_conversations() {
            return Ok(None);
        }
        let sql = "
            SELECT COUNT(*) AS load
            FROM work
            WHERE assignee_id = $1 AND stage IN ('assigned', 'active') AND conversation_id <> $2
        ";
        let row = query(sql)
            .bind(person.id.as_str())
            .bind(except)
            .fetch_one(self.connection())
            .await?;
        let load: i64 = Columns::new("work", &row).get("load")?;
        let room = person.capacity - load;
        Ok(Some((person, room)))
    }

    /// Who acts is there, with or without a socket: nobody loses what they just took.
    pub(crate) async fn is_there(&mut self, person: &PersonId, now: Timestamp) -> Result<(), StoreError> {
        query("UPDATE people SET beat_at = $2 WHERE id = $1 AND beat_at < $2")
            .bind(text(person.as_str()).as_ref())
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// They were given something just now.
    pub(crate) async fn no_longer_idle(&mut self, person: &PersonId, now: Timestamp) -> Result<(), StoreError> {
        query("UPDATE people SET idle_since = $2 WHERE id = $1")
            .bind(person.as_str())
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        self.whisper(Whisper::Presence);
        Ok(())
    }
}
