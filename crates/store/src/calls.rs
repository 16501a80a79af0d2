//! What left for a language model: each call is written down before it leaves, and what came of it afterwards.

use crate::codec::{Columns, millis, new_id, text};
use crate::connect::Store;
use crate::error::StoreError;
use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, query};
use tracing::instrument;
use usher_engine::{ContactId, ConversationId, InboxId, MessageId, ModelUse, PersonId};

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;
/// The outcome of a call whose end is not known: it is under way, or nobody heard the end of it.
const STARTED: &str = "started";
/// The outcome of a call that gave a text.
const WRITTEN: &str = "written";

/// A call that is about to leave.
#[derive(Debug, Clone, Copy)]
pub struct NewCall<'a> {
    /// The inbox that it is for.
    pub inbox: &'a InboxId,
    /// The conversation, unless a person tries something out.
    pub conversation: Option<&'a ConversationId>,
    /// Who asks there.
    pub contact: Option<&'a ContactId>,
    /// The message that is being answered.
    pub message: Option<&'a MessageId>,
    /// The person of the company who asked for it.
    pub person: Option<&'a PersonId>,
    /// Its number within its turn, from 0.
    pub number: u32,
    /// The prompt's name.
    pub prompt: &'a str,
    /// The prompt's hash.
    pub hash: &'a str,
    /// The endpoint that is tried first.
    pub endpoint: &'a str,
    /// The system message, exactly as sent.
    pub system: &'a str,
    /// The user message, exactly as sent.
    pub user: &'a str,
}

/// How a call ended.
#[derive(Debug, Clone, Copy)]
pub struct CallEnded<'a> {
    /// `written`, or the word of an error.
    pub outcome: &'a str,
    /// What it took.
    pub used: &'a ModelUse,
}

/// A call as it is written down.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredCall {
    /// Identifier; later ones sort later.
    pub id: String,
    /// When it left.
    pub at: Timestamp,
    /// The inbox that it was for.
    pub inbox: InboxId,
    /// The conversation, unless a person tried something out.
    pub conversation: Option<ConversationId>,
    /// Who asked there.
    pub contact: Option<ContactId>,
    /// The message that was answered.
    pub message: Option<MessageId>,
    /// The person of the company who asked for it.
    pub person: Option<PersonId>,
    /// Its number within its turn, from 0.
    pub number: u32,
    /// The prompt's name.
    pub prompt: String,
    /// The prompt's hash.
    pub hash: String,
    /// `started` until its end is known; then `written`, or the word of an error.
    pub outcome: String,
    /// What it took.
    pub used: ModelUse,
    /// The system message, exactly as sent.
    pub system: String,
    /// The user message, exactly as sent.
    pub user: String,
}

/// Which calls.
#[derive(Debug, Clone, Default)]
pub struct CallFilter<'a> {
    /// Those before the one of this id.
    pub before: Option<&'a str>,
    /// Of this conversation.
    pub conversation: Option<&'a str>,
    /// Of this prompt.
    pub prompt: Option<&'a str>,
    /// Of these inboxes; empty for all.
    pub inboxes: &'a [InboxId],
    /// At most so many.
    pub limit: i64,
}

/// What calls cost since the beginning of a day (UTC), in millionths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SpentToday {
    /// For one contact.
    pub contact_micros: u64,
    /// For all.
    pub all_micros: u64,
}

/// Sums over calls.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallSums {
    /// How many left.
    pub calls: u64,
    /// How many of them gave no text, those under way not counted.
    pub failed: u64,
    /// Tokens read.
    pub tokens_in: u64,
    /// Tokens written.
    pub tokens_out: u64,
    /// The price, in millionths.
    pub cost_micros: u64,
}

/// The calls of one prompt and one model since the beginning of a day (UTC).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallsOfDay {
    /// The prompt's name.
    pub prompt: String,
    /// The model that spoke; empty where none did.
    pub model: String,
    /// The sums.
    pub sums: CallSums,
}

impl Store {
    /// Writes a call down that is about to leave, and returns its id. An error where its conversation was erased meanwhile.
    #[instrument(name = "store.call.begin", skip_all, fields(prompt.name = call.prompt))]
    pub async fn begin_call(&self, call: NewCall<'_>, now: Timestamp) -> Result<String, StoreError> {
        let sql = "
            INSERT INTO model_calls (id, inbox_id, conversation_id, contact_id, message_id, person_id, number, prompt,
                                     prompt_hash, endpoint, model, outcome, tokens_in, tokens_out, cost_micros,
                                     duration_ms, system_text, user_text, created_at)
            VALUES                  ($1, $2,       $3,              $4,         $5,         $6,        $7,     $8,
                                     $9,          $10,      '',    $11,     0,         0,          0,
                                     0,           $12,         $13,       $14)
        ";
        let id = new_id(now);
        query(sql)
            .bind(&id)
            .bind(call.inbox.as_str())
            .bind(call.conversation.map(ConversationId::as_str))
            .bind(call.contact.map(ContactId::as_str))
            .bind(call.message.map(MessageId::as_str))
            .bind(call.person.map(PersonId::as_str))
            .bind(i64::from(call.number))
            .bind(text(call.prompt).as_ref())
            .bind(text(call.hash).as_ref())
            .bind(text(call.endpoint).as_ref())
            .bind(STARTED)
            .bind(text(call.system).as_ref())
            .bind(text(call.user).as_ref())
            .bind(millis(now))
            .execute(self.writer())
            .await?;
        Ok(id)
    }

    /// Notes what came of a call. Nothing happens where it was erased meanwhile.
    #[instrument(name = "store.call.end", skip_all, fields(call.id = id))]
    pub async fn end_call(&self, id: &str, ended: CallEnded<'_>) -> Result<(), StoreError> {
        let sql = "
            UPDATE model_calls
            SET outcome = $2, model = $3, tokens_in = $4, tokens_out = $5, cost_micros = $6, duration_ms = $7,
                endpoint = CASE WHEN $8 = '' THEN endpoint ELSE $8 END
            WHERE id = $1
        ";
        let used = ended.used;
        query(sql)
            .bind(id)
            .bind(text(ended.outcome).as_ref())
            .bind(text(&used.model).as_ref())
            .bind(i64::from(used.tokens_in))
            .bind(i64::from(used.tokens_out))
            .bind(signed(used.cost_micros))
            .bind(signed(used.duration_ms))
            .bind(text(&used.endpoint).as_ref())
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// Calls, newest first.
    #[instrument(name = "store.call.list", skip_all)]
    pub async fn calls(&self, filter: &CallFilter<'_>) -> Result<Vec<StoredCall>, StoreError> {
        let places: Vec<String> = (0..filter.inboxes.len()).map(|at| format!("${}", at + 5)).collect();
        let of_inboxes = match places.is_empty() {
            true => String::new(),
            false => format!("AND inbox_id IN ({})", places.join(", ")),
        };
        let sql = format!(
            "
            SELECT id, inbox_id, conversation_id, contact_id, message_id, person_id, number, prompt, prompt_hash, endpoint,
                   model, outcome, tokens_in, tokens_out, cost_micros, duration_ms, system_text, user_text, created_at
            FROM model_calls
            WHERE ($1 = '' OR id < $1)
              AND ($2 = '' OR conversation_id = $2)
              AND ($3 = '' OR prompt = $3)
              {of_inboxes}
            ORDER BY id DESC
            LIMIT $4
            "
        );
        let fixed = query(AssertSqlSafe(sql))
            .bind(text(filter.before.unwrap_or_default()).into_owned())
            .bind(text(filter.conversation.unwrap_or_default()).into_owned())
            .bind(text(filter.prompt.unwrap_or_default()).into_owned())
            .bind(filter.limit.max(0));
        let inboxes = filter.inboxes.iter();
        let bound = inboxes.fold(fixed, |sql, inbox| sql.bind(inbox.0.clone()));
        let rows = bound.fetch_all(self.reader()).await?;
        rows.iter().map(StoredCall::try_from).collect()
    }

    /// What calls cost today (UTC), for a contact and for all.
    #[instrument(name = "store.call.spent", skip_all)]
    pub async fn spent_today(&self, contact: Option<&ContactId>, now: Timestamp) -> Result<SpentToday, StoreError> {
        let sql = "
            SELECT CAST(COALESCE(SUM(CASE WHEN contact_id = $2 THEN cost_micros ELSE 0 END), 0) AS BIGINT) AS of_contact,
                   CAST(COALESCE(SUM(cost_micros), 0) AS BIGINT) AS of_all
            FROM model_calls
            WHERE created_at >= $1
        ";
        let row = query(sql)
            .bind(day_begins(now))
            .bind(contact.map_or("", ContactId::as_str))
            .fetch_one(self.reader())
            .await?;
        let columns = Columns::new("calls", &row);
        Ok(SpentToday {
            contact_micros: unsigned(columns.get("of_contact")?),
            all_micros: unsigned(columns.get("of_all")?),
        })
    }

    /// The calls of today (UTC) by prompt and model, what costs most first.
    #[instrument(name = "store.call.today", skip_all)]
    pub async fn calls_today(&self, now: Timestamp) -> Result<Vec<CallsOfDay>, StoreError> {
        let sql = "
            SELECT prompt, model,
                   CAST(COUNT(*) AS BIGINT) AS calls,
                   CAST(SUM(CASE WHEN outcome IN ($2, $3) THEN 0 ELSE 1 END) AS BIGINT) AS failed,
                   CAST(SUM(tokens_in) AS BIGINT) AS read,
                   CAST(SUM(tokens_out) AS BIGINT) AS written,
                   CAST(SUM(cost_micros) AS BIGINT) AS cost
            FROM model_calls
            WHERE created_at >= $1
            GROUP BY prompt, model
            ORDER BY cost DESC, prompt, model
        ";
        let rows = query(sql)
            .bind(day_begins(now))
            .bind(WRITTEN)
            .bind(STARTED)
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(CallsOfDay::try_from).collect()
    }

    /// Forgets calls that left before `before`; those of today (UTC) stay, since ceilings are reckoned by them. How many.
    #[instrument(name = "store.call.forget", skip_all)]
    pub async fn forget_calls(&self, before: Timestamp, now: Timestamp) -> Result<u64, StoreError> {
        let gone = query("DELETE FROM model_calls WHERE created_at < $1")
            .bind(millis(before).min(day_begins(now)))
            .execute(self.writer())
            .await?;
        Ok(gone.rows_affected())
    }
}

impl CallSums {
    /// With others added.
    pub fn plus(mut self, other: &Self) -> Self {
        self.calls += other.calls;
        self.failed += other.failed;
        self.tokens_in += other.tokens_in;
        self.tokens_out += other.tokens_out;
        self.cost_micros += other.cost_micros;
        self
    }
}

/// The first millisecond of the day (UTC).
fn day_begins(now: Timestamp) -> i64 {
    millis(now) - millis(now).rem_euclid(DAY)
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl TryFrom<&AnyRow> for StoredCall {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("model call", row);
        let id = |column| columns.get::<Option<String>>(column);
        Ok(Self {
            id: columns.get("id")?,
            at: columns.time("created_at")?,
            inbox: columns.id("inbox_id")?,
            conversation: id("conversation_id")?.map(Into::into),
            contact: id("contact_id")?.map(Into::into),
            message: id("message_id")?.map(Into::into),
            person: id("person_id")?.map(Into::into),
            number: small(columns.get("number")?),
            prompt: columns.get("prompt")?,
            hash: columns.get("prompt_hash")?,
            outcome: columns.get("outcome")?,
            used: ModelUse {
                model: columns.get("model")?,
                endpoint: columns.get("endpoint")?,
                tokens_in: small(columns.get("tokens_in")?),
                tokens_out: small(columns.get("tokens_out")?),
                cost_micros: unsigned(columns.get("cost_micros")?),
                duration_ms: unsigned(columns.get("duration_ms")?),
                ..ModelUse::default()
            },
            system: columns.get("system_text")?,
            user: columns.get("user_text")?,
        })
    }
}

impl TryFrom<&AnyRow> for CallsOfDay {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("calls", row);
        Ok(Self {
            prompt: columns.get("prompt")?,
            model: columns.get("model")?,
            sums: CallSums {
                calls: unsigned(columns.get("calls")?),
                failed: unsigned(columns.get("failed")?),
                tokens_in: unsigned(columns.get("read")?),
                tokens_out: unsigned(columns.get("written")?),
                cost_micros: unsigned(columns.get("cost")?),
            },
        })
    }
}
