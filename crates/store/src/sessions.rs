//! Who is signed in, and who is invited. Neither table holds a token: only what it hashes to.

use crate::audit::Act;
use crate::codec::{Columns, json, key, millis, new_id, text};
use crate::connect::Store;
use crate::error::StoreError;
use crate::people::{NewPerson, PERSON, Person};
use crate::whispers::Whisper;
use crate::write::Write;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, query};
use tracing::instrument;
use usher_engine::{InboxId, PersonId, PersonRef, Role};

/// A session ends after so long without a call.
pub const SESSION_IDLE: SignedDuration = SignedDuration::from_hours(12);
/// And after so long in any case.
pub const SESSION_LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long an invitation's link works.
pub const INVITATION_LIFETIME: SignedDuration = SignedDuration::from_hours(7 * 24);
/// A session's last call is noted no more often than this.
const SEEN_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// A session that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// What its token hashes to.
    pub id: String,
    /// Whose.
    pub person: Person,
    /// When it ends unless something is called.
    pub expires_at: Timestamp,
}

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Identifier.
    pub id: String,
    /// Who is invited.
    pub email: String,
    /// Their name, as the inviting person wrote it.
    pub name: String,
    /// What they will be.
    pub role: Role,
    /// What queues ask for.
    pub skills: Vec<String>,
    /// The inboxes that they will see; empty for all.
    pub inboxes: Vec<InboxId>,
    /// Who invited them.
    pub by: Option<PersonRef>,
    /// When.
    pub created_at: Timestamp,
    /// Until when the link works.
    pub expires_at: Timestamp,
}

/// An invitation to be made.
#[derive(Debug, Clone)]
pub struct NewInvitation<'a> {
    /// What the link's token hashes to.
    pub token_hash: &'a str,
    /// Who.
    pub email: &'a str,
    /// Their name, or nothing.
    pub name: &'a str,
    /// What they will be.
    pub role: Role,
    /// What queues ask for.
    pub skills: &'a [String],
    /// The inboxes that they will see; empty for all.
    pub inboxes: &'a [InboxId],
}

impl Store {
    /// Begins a session of a person who proved who they are.
    #[instrument(name = "store.session.begin", skip_all)]
    pub async fn begin_session(&self, id: &str, person: &PersonId, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        write.insert_session(id, person, now).await?;
        write.commit().await
    }

    /// The session, if it holds: neither ended nor too old, of a person who is not revoked.
    #[instrument(name = "store.session.get", skip_all)]
    pub async fn session(&self, id: &str, now: Timestamp) -> Result<Option<Session>, StoreError> {
        let sql = format!(
            "
            SELECT {PERSON}, begun_at, called_at
            FROM (
                SELECT person_id, created_at AS begun_at, seen_at AS called_at
                FROM sessions
                WHERE sessions.id = $1
            ) AS session
            JOIN people ON people.id = session.person_id
            WHERE people.status = 'active'
            "
        );
        let row = query(AssertSqlSafe(sql))
            .bind(text(id).as_ref())
            .fetch_optional(self.reader())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let columns = Columns::new("session", &row);
        let (begun, called) = (columns.time("begun_at")?, columns.time("called_at")?);
        let end = later(begun, SESSION_LONGEST).min(later(called, SESSION_IDLE));
        if end <= now {
            return Ok(None);
        }
        if now.duration_since(called) >= SEEN_EVERY {
            self.touch_session(id, now).await?;
        }
        Ok(Some(Session {
            id: id.to_owned(),
            person: Person::try_from(&row)?,
            expires_at: later(begun, SESSION_LONGEST).min(later(now, SESSION_IDLE)),
        }))
    }

    async fn touch_session(&self, id: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        query("UPDATE sessions SET seen_at = $2 WHERE id = $1 AND seen_at < $2")
            .bind(id)
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        let sql = "
            UPDATE people
            SET seen_at = $2
            WHERE id = (SELECT person_id FROM sessions WHERE id = $1)
        ";
        query(sql)
            .bind(id)
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        write.commit().await
    }

    /// Ends a session; its sockets look again and find it gone.
    #[instrument(name = "store.session.end", skip_all)]
    pub async fn end_session(&self, id: &str, person: &PersonId, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        query("DELETE FROM sessions WHERE id = $1")
            .bind(text(id).as_ref())
            .execute(write.connection())
            .await?;
        write.note(person, "session.ended", now).await?;
        write.whisper(Whisper::Account { person: person.clone() });
        write.commit().await
    }

    /// Forgets sessions that ran out and invitations that did so a month ago.
    #[instrument(name = "store.session.tidy", skip_all)]
    pub async fn tidy_sessions(&self, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        query("DELETE FROM sessions WHERE seen_at < $1 OR created_at < $2")
            .bind(millis(earlier(now, SESSION_IDLE)))
            .bind(millis(earlier(now, SESSION_LONGEST)))
            .execute(write.connection())
            .await?;
        write.commit().await
    }

    /// Invites somebody; `None` where the address is somebody's already. An older invitation of theirs is withdrawn.
    #[instrument(name = "store.invitation.create", skip_all)]
    pub async fn invite(
        &self,
        new: NewInvitation<'_>,
        by: Option<&PersonId>,
        now: Timestamp,
    ) -> Result<Option<Invitation>, StoreError> {
        let email = new.email.to_lowercase();
        let mut write = self.write().await?;
        let known = query("SELECT id FROM people WHERE email = $1")
            .bind(key("the address", &email)?.as_ref())
            .fetch_optional(write.connection())
            .await?;
        if known.is_some() {
            return Ok(None);
        }
        query("UPDATE invitations SET ended_at = $2 WHERE email = $1 AND ended_at IS NULL")
            .bind(text(&email).as_ref())
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        let id = write.insert_invitation(&new, &email, by, now).await?;
        let act = Act {
            by,
            act: "person.invited",
            on: &id,
            detail: json!({ "role": new.role, "email": new.email }),
        };
        write.audit(act, now).await?;
        let invitation = write.invitation(new.token_hash, now).await?;
        write.commit().await?;
        Ok(invitation)
    }

    /// The invitation whose link has a token with this hash, while it works.
    #[instrument(name = "store.invitation.get", skip_all)]
    pub async fn invitation(&self, token_hash: &str, now: Timestamp) -> Result<Option<Invitation>, StoreError> {
        let row = query(INVITATION_BY_TOKEN)
            .bind(text(token_hash).as_ref())
            .bind(millis(now))
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(Invitation::try_from).transpose()
    }

    /// Those that still work, newest first.
    #[instrument(name = "store.invitation.list", skip_all)]
    pub async fn invitations(&self, now: Timestamp) -> Result<Vec<Invitation>, StoreError> {
        let sql = "
            SELECT invitations.id, invitations.email, invitations.name, invitations.role, invitations.skills,
                   invitations.inboxes, invitations.by_id, people.name AS by_name, invitations.created_at,
                   invitations.expires_at
            FROM invitations
            LEFT JOIN people ON people.id = invitations.by_id
            WHERE invitations.ended_at IS NULL AND invitations.expires_at > $1
            ORDER BY invitations.created_at DESC, invitations.id DESC
        ";
        let rows = query(sql).bind(millis(now)).fetch_all(self.reader()).await?;
        rows.iter().map(Invitation::try_from).collect()
    }

    /// The link works no more; false where it did not.
    #[instrument(name = "store.invitation.withdraw", skip_all)]
    pub async fn withdraw_invitation(&self, id: &str, by: &PersonId, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let ended = query("UPDATE invitations SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL")
            .bind(text(id).as_ref())
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        if ended.rows_affected() == 0 {
            return Ok(false);
        }
        let act = Act {
            by: Some(by),
            act: "invitation.withdrawn",
            on: id,
            detail: json!({}),
        };
        write.audit(act, now).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Makes a person of an invitation and signs them in, once; `None` where the link does not work (any more).
    #[instrument(name = "store.invitation.accept", skip_all)]
    pub async fn accept_invitation(
        &self,
        token_hash: &str,
        name: &str,
        password_hash: &str,
        session: &str,
        now: Timestamp,
    ) -> Result<Option<Person>, StoreError> {
        let mut write = self.write().await?;
        let Some(invitation) = write.invitation(token_hash, now).await? else {
            return Ok(None);
        };
        let ended = query("UPDATE invitations SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL")
            .bind(&invitation.id)
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        let new = NewPerson {
            email: &invitation.email,
            name,
            role: invitation.role,
            skills: &invitation.skills,
            inboxes: &invitation.inboxes,
            password_hash,
        };
        let person = match ended.rows_affected() {
            1 => write.insert_person(&new, now).await?,
            _ => None,
        };
        let Some(id) = person else { return Ok(None) };
        write.note(&id, "person.joined", now).await?;
        write.insert_session(session, &id, now).await?;
        let person = write.person(&id).await?.map(|c| c.person);
        write.commit().await?;
        Ok(person)
    }
}

const INVITATION_BY_TOKEN: &str = "
    SELECT invitations.id, invitations.email, invitations.name, invitations.role, invitations.skills,
           invitations.inboxes, invitations.by_id, people.name AS by_name, invitations.created_at,
           invitations.expires_at
    FROM invitations
    LEFT JOIN people ON people.id = invitations.by_id
    WHERE invitations.token_hash = $1 AND invitations.ended_at IS NULL AND invitations.expires_at > $2
";

impl Write {
    async fn insert_session(&mut self, id: &str, person: &PersonId, now: Timestamp) -> Result<(), StoreError> {
        let sql = "
            INSERT INTO sessions (id, person_id, created_at, seen_at)
            VALUES               ($1, $2,        $3,         $3)
        ";
        query(sql)
            .bind(id)
            .bind(person.as_str())
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        query("UPDATE people SET seen_at = $2 WHERE id = $1")
            .bind(person.as_str())
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        self.note(person, "session.begun", now).await
    }

    /// All of a person's but `keep`.
    pub(crate) async fn delete_sessions(&mut self, person: &PersonId, keep: &str) -> Result<(), StoreError> {
        query("DELETE FROM sessions WHERE person_id = $1 AND id <> $2")
            .bind(person.as_str())
            .bind(keep)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn insert_invitation(
        &mut self,
        new: &NewInvitation<'_>,
        email: &str,
        by: Option<&PersonId>,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        let sql = "
            INSERT INTO invitations (id, token_hash, email, name, role, skills, inboxes, by_id, created_at, expires_at)
            VALUES                  ($1, $2,         $3,    $4,   $5,   $6,     $7,      $8,    $9,         $10)
        ";
        let id = new_id(now);
        query(sql)
            .bind(&id)
            .bind(new.token_hash)
            .bind(text(email).as_ref())
            .bind(text(new.name).as_ref())
            .bind(new.role.as_str())
            .bind(json("the skills", &new.skills)?)
            .bind(json("the inboxes", &new.inboxes)?)
            .bind(by.map(PersonId::as_str))
            .bind(millis(now))
            .bind(millis(later(now, INVITATION_LIFETIME)))
            .execute(self.connection())
            .await?;
        Ok(id)
    }

    async fn invitation(&mut self, token_hash: &str, now: Timestamp) -> Result<Option<Invitation>, StoreError> {
        let row = query(INVITATION_BY_TOKEN)
            .bind(text(token_hash).as_ref())
            .bind(millis(now))
            .fetch_optional(self.connection())
            .await?;
        row.as_ref().map(Invitation::try_from).transpose()
    }
}

/// `at` and so much.
pub(crate) fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(Timestamp::MAX)
}

/// So much before `at`.
pub(crate) fn earlier(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_sub(by).unwrap_or(Timestamp::MIN)
}

impl TryFrom<&AnyRow> for Invitation {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("invitation", row);
        Ok(Self {
            id: columns.get("id")?,
            email: columns.get("email")?,
            name: columns.get("name")?,
            role: columns.word("role")?,
            skills: columns.json("skills")?,
            inboxes: columns.json("inboxes")?,
            by: columns.person("by_id", "by_name")?,
            created_at: columns.time("created_at")?,
            expires_at: columns.time("expires_at")?,
        })
    }
}
