//! People of the company: who they are and what they may.

use crate::audit::Act;
use crate::codec::{Columns, json, key, millis, new_id, text, word};
use crate::connect::{Dialect, Store};
use crate::error::StoreError;
use crate::whispers::Whisper;
use crate::write::Write;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, query};
use tracing::instrument;
use usher_engine::{InboxId, PersonId, PersonRef, Presence, Role};

/// Conversations at the same time, unless set otherwise.
pub const DEFAULT_CAPACITY: i64 = 4;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Identifier.
    pub id: PersonId,
    /// Address, in lower case; unique.
    pub email: String,
    /// The name that contacts see.
    pub name: String,
    /// What they may.
    pub role: Role,
    /// Whether they may at all.
    pub status: Status,
    /// What queues ask for.
    pub skills: Vec<String>,
    /// The inboxes whose conversations they see; empty for all.
    pub inboxes: Vec<InboxId>,
    /// Conversations at the same time.
    pub capacity: i64,
    /// Whether signing in needs a code.
    pub totp: bool,
    /// Online or away, as they wish.
    pub presence: Presence,
    /// When they were added.
    pub created_at: Timestamp,
    /// When they were last seen.
    pub seen_at: Option<Timestamp>,
}

/// Whether a person may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// They may.
    Active,
    /// Not any more.
    Revoked,
}

/// A person to be added.
#[derive(Debug, Clone)]
pub struct NewPerson<'a> {
    /// Address.
    pub email: &'a str,
    /// Name.
    pub name: &'a str,
    /// What they may.
    pub role: Role,
    /// What queues ask for.
    pub skills: &'a [String],
    /// The inboxes that they see; empty for all.
    pub inboxes: &'a [InboxId],
    /// What their password hashes to.
    pub password_hash: &'a str,
}

/// What proves who somebody is.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// Who.
    pub person: Person,
    /// PHC string; `None` where there is no password yet.
    pub password_hash: Option<String>,
    /// The secret of their codes in base32, once confirmed.
    pub totp_secret: Option<String>,
    /// One that waits to be confirmed.
    pub totp_pending: Option<String>,
}

/// What is to change of a person; `None` stays.
#[derive(Debug, Clone, Default)]
pub struct PersonChange {
    /// Name.
    pub name: Option<String>,
    /// Role.
    pub role: Option<Role>,
    /// Skills.
    pub skills: Option<Vec<String>>,
    /// Inboxes.
    pub inboxes: Option<Vec<InboxId>>,
    /// Capacity.
    pub capacity: Option<i64>,
    /// Status.
    pub status: Option<Status>,
}

/// What came of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// They are so now.
    Person(Box<Person>),
    /// There is no such person.
    Unknown,
    /// Nobody would be left who may change it back.
    LastAdmin,
}

impl Person {
    /// As others see them.
    pub fn to_ref(&self) -> PersonRef {
        PersonRef {
            id: self.id.clone(),
            name: self.name.clone(),
        }
    }

    /// True where they see conversations of this inbox.
    pub fn sees(&self, inbox: &InboxId) -> bool {
        self.inboxes.is_empty() || self.inboxes.contains(inbox)
    }
}

pub(crate) const PERSON: &str = "id, email, name, role, status, skills, inboxes, capacity, totp_secret, totp_pending, \
                                 password_hash, presence, created_at, seen_at";

impl Store {
    /// Adds a person who can sign in at once; `None` where the address is somebody's already.
    #[instrument(name = "store.person.add", skip_all)]
    pub async fn add_person(
        &self,
        new: NewPerson<'_>,
        by: Option<&PersonId>,
        now: Timestamp,
    ) -> Result<Option<Person>, StoreError> {
        let mut write = self.write().await?;
        let Some(id) = write.insert_person(&new, now).await? else {
            return Ok(None);
        };
        let act = Act {
            by,
            act: "person.added",
            on: id.as_str(),
            detail: json!({ "role": new.role }),
        };
        write.audit(act, now).await?;
        let person = write.person(&id).await?.map(|c| c.person);
        write.commit().await?;
        Ok(person)
    }

    /// A person, if there is one with this id.
    #[instrument(name = "store.person.get", skip_all)]
    pub async fn person(&self, id: &PersonId) -> Result<Option<Person>, StoreError> {
        let sql = format!("SELECT {PERSON} FROM people WHERE id = $1");
        let row = query(AssertSqlSafe(sql))
            .bind(text(id.as_str()).as_ref())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(Person::try_from).transpose()
    }

    /// Everybody, by name.
    #[instrument(name = "store.person.list", skip_all)]
    pub async fn people(&self) -> Result<Vec<Person>, StoreError> {
        let sql = format!("SELECT {PERSON} FROM people ORDER BY LOWER(name), id");
        let rows = query(AssertSqlSafe(sql)).fetch_all(self.reader()).await?;
        rows.iter().map(Person::try_from).collect()
    }

    /// What proves that somebody is the person of this address.
    #[instrument(name = "store.person.credentials", skip_all)]
    pub async fn credentials(&self, email: &str) -> Result<Option<Credentials>, StoreError> {
        let sql = format!("SELECT {PERSON} FROM people WHERE email = $1");
        let row = query(AssertSqlSafe(sql))
            .bind(text(&email.to_lowercase()).as_ref())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(Credentials::try_from).transpose()
    }

    /// Changes a person, and tells every node. Who is revoked loses all sessions.
    #[instrument(name = "store.person.change", skip_all)]
    pub async fn change_person(
        &self,
        id: &PersonId,
        change: PersonChange,
        by: Option<&PersonId>,
        now: Timestamp,
    ) -> Result<Changed, StoreError> {
        let mut write = self.write().await?;
        write.lock_people().await?;
        let Some(before) = write.person(id).await?.map(|c| c.person) else {
            return Ok(Changed::Unknown);
        };
        let (was_admin, mut person) = (before.is_active_admin(), before.clone());
        change.clone().apply(&mut person);
        if was_admin && !person.is_active_admin() && write.active_admins().await? < 2 {
            return Ok(Changed::LastAdmin);
        }
        write.save_person(&person).await?;
        if person.status == Status::Revoked {
            write.delete_sessions(id, "").await?;
        }
        let act = match (before.status, person.status) {
            (Status::Active, Status::Revoked) => "person.revoked",
            (Status::Revoked, Status::Active) => "person.restored",
            _ => "person.changed",
        };
        let detail = change.detail();
        let on = id.as_str();
        write.audit(Act { by, act, on, detail }, now).await?;
        write.whisper(Whisper::Account { person: id.clone() });
        write.commit().await?;
        Ok(Changed::Person(Box::new(person)))
    }

    /// A new password. Every session but `keep` is over.
    #[instrument(name = "store.person.password", skip_all)]
    pub async fn set_password(&self, id: &PersonId, hash: &str, keep: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        query("UPDATE people SET password_hash = $2 WHERE id = $1")
            .bind(id.as_str())
            .bind(hash)
            .execute(write.connection())
            .await?;
        write.delete_sessions(id, keep).await?;
        write.note(id, "password.changed", now).await?;
        write.whisper(Whisper::Account { person: id.clone() });
        write.commit().await
    }

    /// Remembers a secret that counts once [`Store::confirm_totp`] confirmed it.
    #[instrument(name = "store.person.totp_begin", skip_all)]
    pub async fn begin_totp(&self, id: &PersonId, secret: &str) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        query("UPDATE people SET totp_pending = $2 WHERE id = $1")
            .bind(id.as_str())
            .bind(secret)
            .execute(write.connection())
            .await?;
        write.commit().await
    }

    /// From now on signing in needs a code of `secret`, the one that waits; `step` was the step of the code that
    /// confirmed it. False where another one waits by now.
    #[instrument(name = "store.person.totp_confirm", skip_all)]
    pub async fn confirm_totp(
        &self,
        id: &PersonId,
        secret: &str,
        step: i64,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "
            UPDATE people
            SET totp_secret = totp_pending, totp_pending = NULL, totp_step = $3
            WHERE id = $1 AND totp_pending = $2
        ";
        let mut write = self.write().await?;
        let confirmed = query(sql)
            .bind(id.as_str())
            .bind(secret)
            .bind(step)
            .execute(write.connection())
            .await?;
        if confirmed.rows_affected() == 0 {
            return Ok(false);
        }
        write.note(id, "totp.on", now).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Signing in needs no code any more.
    #[instrument(name = "store.person.totp_end", skip_all)]
    pub async fn end_totp(&self, id: &PersonId, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        query("UPDATE people SET totp_secret = NULL, totp_pending = NULL WHERE id = $1")
            .bind(id.as_str())
            .execute(write.connection())
            .await?;
        write.note(id, "totp.off", now).await?;
        write.commit().await
    }

    /// Uses a code up; false where one of this step or a later one was used before.
    #[instrument(name = "store.person.totp_use", skip_all)]
    pub async fn use_totp_step(&self, id: &PersonId, step: i64) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let used = query("UPDATE people SET totp_step = $2 WHERE id = $1 AND totp_step < $2")
            .bind(id.as_str())
            .bind(step)
            .execute(write.connection())
            .await?;
        write.commit().await?;
        Ok(used.rows_affected() == 1)
    }
}

impl Write {
    /// `None` where the address is somebody's already.
    pub(crate) async fn insert_person(
        &mut self,
        new: &NewPerson<'_>,
        now: Timestamp,
    ) -> Result<Option<PersonId>, StoreError> {
        let sql = "
            INSERT INTO people (id, email, name, role, status, password_hash, totp_step, skills, inboxes, capacity,
                                presence, beat_at, idle_since, created_at)
            VALUES             ($1, $2,    $3,   $4,   'active', $5,          0,         $6,     $7,      $8,
                                'online', 0,       $9,         $9)
            ON CONFLICT (email) DO NOTHING
        ";
        let id = PersonId(new_id(now));
        let inserted = query(sql)
            .bind(id.as_str())
            .bind(key("the address", &new.email.to_lowercase())?.as_ref())
            .bind(text(new.name).as_ref())
            .bind(new.role.as_str())
            .bind(new.password_hash)
            .bind(json("the skills", &new.skills)?)
            .bind(json("the inboxes", &new.inboxes)?)
            .bind(DEFAULT_CAPACITY)
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        Ok((inserted.rows_affected() == 1).then_some(id))
    }

    pub(crate) async fn person(&mut self, id: &PersonId) -> Result<Option<Credentials>, StoreError> {
        let sql = format!("SELECT {PERSON} FROM people WHERE id = $1");
        let row = query(AssertSqlSafe(sql))
            .bind(text(id.as_str()).as_ref())
            .fetch_optional(self.connection())
            .await?;
        row.as_ref().map(Credentials::try_from).transpose()
    }

    /// Nobody else changes roles before this transaction ends: two admins must not lower each other at once.
    async fn lock_people(&mut self) -> Result<(), StoreError> {
        if self.dialect() == Dialect::Postgres {
            query("SELECT id FROM people WHERE role = 'admin' ORDER BY id FOR UPDATE")
                .fetch_all(self.connection())
                .await?;
        }
        Ok(())
    }

    async fn active_admins(&mut self) -> Result<i64, StoreError> {
        let sql = "
            SELECT COUNT(*) AS admins
            FROM people
            WHERE role = 'admin' AND status = 'active' AND password_hash IS NOT NULL
        ";
        let row = query(sql).fetch_one(self.connection()).await?;
        Columns::new("person", &row).get("admins")
    }

    async fn save_person(&mut self, person: &Person) -> Result<(), StoreError> {
        let sql = "
            UPDATE people
            SET name = $2, role = $3, status = $4, skills = $5, inboxes = $6, capacity = $7
            WHERE id = $1
        ";
        query(sql)
            .bind(person.id.as_str())
            .bind(text(&person.name).as_ref())
            .bind(person.role.as_str())
            .bind(word("the status", &person.status)?)
            .bind(json("the skills", &person.skills)?)
            .bind(json("the inboxes", &person.inboxes)?)
            .bind(person.capacity)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// What somebody did with their own account.
    pub(crate) async fn note(&mut self, id: &PersonId, act: &'static str, now: Timestamp) -> Result<(), StoreError> {
        let act = Act {
            by: Some(id),
            act,
            on: id.as_str(),
            detail: json!({}),
        };
        self.audit(act, now).await
    }
}

impl Person {
    fn is_active_admin(&self) -> bool {
        self.role == Role::Admin && self.status == Status::Active
    }
}

impl PersonChange {
    fn apply(self, person: &mut Person) {
        person.name = self.name.unwrap_or_else(|| std::mem::take(&mut person.name));
        person.role = self.role.unwrap_or(person.role);
        person.skills = self.skills.unwrap_or_else(|| std::mem::take(&mut person.skills));
        person.inboxes = self.inboxes.unwrap_or_else(|| std::mem::take(&mut person.inboxes));
        person.capacity = self.capacity.unwrap_or(person.capacity);
        person.status = self.status.unwrap_or(person.status);
    }

    /// For the audit log: what became what, without the name.
    fn detail(&self) -> serde_json::Value {
        let mut detail = serde_json::Map::new();
        let mut put = |name: &str, value: serde_json::Value| {
            if !value.is_null() {
                detail.insert(name.to_owned(), value);
            }
        };
        put("role", json!(self.role));
        put("skills", json!(self.skills));
        put("inboxes", json!(self.inboxes));
        put("capacity", json!(self.capacity));
        put("status", json!(self.status));
        put("name", json!(self.name.as_ref().map(|_| "changed")));
        detail.into()
    }
}

impl Columns<'_> {
    /// A person by two columns; `None` where the id is null.
    pub(crate) fn person(&self, id: &'static str, name: &'static str) -> Result<Option<PersonRef>, StoreError> {
        let Some(id) = self.get::<Option<String>>(id)? else {
            return Ok(None);
        };
        let name = self.get::<Option<String>>(name)?.unwrap_or_default();
        Ok(Some(PersonRef { id: id.into(), name }))
    }
}

impl TryFrom<&AnyRow> for Person {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("person", row);
        let seen: Option<i64> = columns.get("seen_at")?;
        Ok(Self {
            id: columns.id("id")?,
            email: columns.get("email")?,
            name: columns.get("name")?,
            role: columns.word("role")?,
            status: columns.word("status")?,
            skills: columns.json("skills")?,
            inboxes: columns.json("inboxes")?,
            capacity: columns.get("capacity")?,
            totp: columns.get::<Option<&str>>("totp_secret")?.is_some(),
            presence: columns.word("presence")?,
            created_at: columns.time("created_at")?,
            seen_at: seen.map(|_| columns.time("seen_at")).transpose()?,
        })
    }
}

impl TryFrom<&AnyRow> for Credentials {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("person", row);
        Ok(Self {
            person: Person::try_from(row)?,
            password_hash: columns.get("password_hash")?,
            totp_secret: columns.get("totp_secret")?,
            totp_pending: columns.get("totp_pending")?,
        })
    }
}
