//! Conversations as people list them.

use super::filter::{Bind, Conditions, RowFilter, Sort, offered};
use crate::codec::{Columns, millis};
use crate::connect::Store;
use crate::error::StoreError;
use crate::sessions::earlier;
use crate::work::Closing;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, query};
use tracing::instrument;
use usher_engine::people::routing::{Level, Stage};
use usher_engine::{
    Author, Contact, ContactId, ConversationId, ConversationState, InboxId, PersonId, PersonRef, QueueId,
};

/// The most characters of titles and previews.
const MAX_PREVIEW: usize = 160;

/// A conversation in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Identifier.
    pub id: ConversationId,
    /// The inbox.
    pub inbox: InboxId,
    /// Who has it.
    pub state: ConversationState,
    /// How far people are; `None` unless it is open.
    pub stage: Option<Stage>,
    /// Who is asked; `None` unless it waits or is offered.
    pub level: Option<Level>,
    /// When the offer, or the level, ends.
    pub due_at: Option<Timestamp>,
    /// Its queue.
    pub queue: Option<(QueueId, String)>,
    /// Who is offered it or has it, or had it when it was settled.
    pub assignee: Option<PersonRef>,
    /// Whose it is.
    pub contact_id: ContactId,
    /// Who they are.
    pub contact: Contact,
    /// The contact's first words.
    pub title: String,
    /// The newest message.
    pub preview: Option<Preview>,
    /// Topic of the newest handoff.
    pub topic: Option<String>,
    /// Its reason.
    pub reason: Option<String>,
    /// How pressing it is, 0 to 1.
    pub priority: f64,
    /// 0 to 1.
    pub urgency: f64,
    /// 0 to 1.
    pub frustration: f64,
    /// An important account's.
    pub important: bool,
    /// Since when the contact waits for a person's word.
    pub waiting_since: Option<Timestamp>,
    /// When it wakes.
    pub snoozed_until: Option<Timestamp>,
    /// Stars.
    pub rating: Option<i64>,
    /// How people settled it.
    pub outcome: Option<Closing>,
    /// When.
    pub resolved_at: Option<Timestamp>,
    /// When it began.
    pub created_at: Timestamp,
    /// When something last happened.
    pub updated_at: Timestamp,
    /// Number of its newest event.
    pub last_seq: i64,
}

/// A message in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Who wrote it.
    pub author: Author,
    /// Its first words.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// How many there are, for one person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "those of `View`")]
pub struct Counts {
    pub mine: i64,
    pub offered: i64,
    pub waiting: i64,
    pub open: i64,
    pub pending: i64,
    pub snoozed: i64,
    /// In the last 24 hours.
    pub resolved: i64,
    pub mentions: i64,
}

const SELECT: &str = "
    SELECT c.id, c.inbox_id, c.state, c.last_seq, c.created_at, c.updated_at, c.contact_id, k.traits,
           w.stage, w.level, w.due_at, w.queue_id, q.name AS queue_name, w.assignee_id, p.name AS assignee_name, w.topic,
           w.reason, w.priority, w.urgency, w.frustration, w.important, w.waiting_since, w.snoozed_until, w.outcome,
           w.resolved_at, latest.author AS latest_author, latest.text AS latest_text, latest.created_at AS latest_at,
           (SELECT m.text FROM messages AS m WHERE m.conversation_id = c.id AND m.author = 'contact'
            ORDER BY m.seq LIMIT 1) AS title,
           (SELECT e.body FROM events AS e WHERE e.conversation_id = c.id AND e.kind = 'conversation.rated'
            ORDER BY e.seq DESC LIMIT 1) AS rated
";
const FROM: &str = "
    FROM conversations AS c
    JOIN contacts AS k ON k.id = c.contact_id
    LEFT JOIN work AS w ON w.conversation_id = c.id
    LEFT JOIN queues AS q ON q.id = w.queue_id
    LEFT JOIN people AS p ON p.id = w.assignee_id
    LEFT JOIN messages AS latest ON latest.conversation_id = c.id
         AND latest.seq = (SELECT MAX(m.seq) FROM messages AS m WHERE m.conversation_id = c.id)
";

impl Store {
    /// Conversations as people list them.
    #[instrument(name = "store.row.list", skip_all)]
    pub async fn rows(&self, filter: &RowFilter) -> Result<Vec<Row>, StoreError> {
        let mut conditions = Conditions::default();
        conditions.of(filter)?;
        let order = match filter.sort {
            Sort::Newest => "c.updated_at DESC, c.id DESC".to_owned(),
            Sort::Oldest => "c.created_at, c.id".to_owned(),
            Sort::Pressing => {
                let now = conditions.put(Bind::Int(millis(filter.now)));
                format!(
                    "COALESCE(w.priority, 0.0) + ({now} - COALESCE(w.queued_at, w.waiting_since, {now})) / 1800000.0 \
                     DESC, c.updated_at DESC, c.id DESC"
                )
            }
        };
        let offset = conditions.put(Bind::Int(filter.offset.max(0)));
        let limit = conditions.put(Bind::Int(filter.limit.max(0)));
        let sql = format!(
            "{SELECT} {FROM} WHERE {} ORDER BY {order} LIMIT {limit} OFFSET {offset}",
            conditions.sql()
        );
        let rows = conditions
            .bind(query(AssertSqlSafe(sql)))
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(Row::try_from).collect()
    }

    /// One conversation as this person lists it; `None` where it is unknown or not theirs to see.
    #[instrument(name = "store.row.get", skip_all, fields(conversation.id = %id))]
    pub async fn row(
        &self,
        id: &ConversationId,
        inboxes: &[InboxId],
        now: Timestamp,
    ) -> Result<Option<Row>, StoreError> {
        let filter = RowFilter {
            id: Some(id.clone()),
            limit: 1,
            ..RowFilter::all(&PersonId(String::new()), inboxes, now)
        };
        Ok(self.rows(&filter).await?.pop())
    }

    /// How many there are of each sort that a person sees.
    #[instrument(name = "store.row.count", skip_all)]
    pub async fn counts(&self, me: &PersonId, inboxes: &[InboxId], now: Timestamp) -> Result<Counts, StoreError> {
        let mut conditions = Conditions::default();
        conditions.see(inboxes);
        let me = conditions.put(Bind::Text(me.0.clone()));
        let day = conditions.put(Bind::Int(millis(earlier(now, SignedDuration::from_hours(24)))));
        let sum = |condition: &str| format!("COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0)");
        let open = "c.state = 'open'";
        let sql =
            format!(
            "SELECT {} AS mine, {} AS offered, {} AS waiting, {} AS open, {} AS pending, {} AS snoozed, {} AS resolved,
                    (SELECT COUNT(DISTINCT n.conversation_id) FROM mentions AS n
                     WHERE n.person_id = {me} AND n.seen_at IS NULL) AS mentions
             FROM conversations AS c
             LEFT JOIN work AS w ON w.conversation_id = c.id
             WHERE {} AND (c.state <> 'resolved' OR c.updated_at >= {day})",
            sum(&format!("{open} AND w.assignee_id = {me} AND w.stage IN ('assigned', 'active')")),
            sum(&format!("{open} AND {}", offered(&me))),
            sum(&format!("{open} AND w.stage = 'waiting'")),
            sum(open),
            sum("c.state = 'pending'"),
            sum("c.state = 'snoozed'"),
            sum("c.state = 'resolved'"),
            conditions.sql(),
        );
        let row = conditions
            .bind(query(AssertSqlSafe(sql)))
            .fetch_one(self.reader())
            .await?;
        let columns = Columns::new("counts", &row);
        Ok(Counts {
            mine: columns.get("mine")?,
            offered: columns.get("offered")?,
            waiting: columns.get("waiting")?,
            open: columns.get("open")?,
            pending: columns.get("pending")?,
            snoozed: columns.get("snoozed")?,
            resolved: columns.get("resolved")?,
            mentions: columns.get("mentions")?,
        })
    }
}

impl TryFrom<&AnyRow> for Row {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("conversation", row);
        let stage: Option<Stage> = columns.maybe_word("stage")?;
        let queue = columns.get::<Option<String>>("queue_id")?.map(QueueId);
        let queue_name = columns.get::<Option<String>>("queue_name")?;
        let assignee = columns.person("assignee_id", "assignee_name")?;
        let number = |column| Ok::<f64, StoreError>(columns.get::<Option<f64>>(column)?.unwrap_or(0.0));
        Ok(Self {
            id: columns.id("id")?,
            inbox: columns.id("inbox_id")?,
            state: columns.word("state")?,
            level: columns.maybe_word("level")?,
            due_at: columns.maybe_time("due_at")?,
            queue: queue.zip(queue_name),
            // While it waits, the column says who had it before.
            assignee: assignee.filter(|_| stage != Some(Stage::Waiting)),
            stage,
            contact_id: columns.id("contact_id")?,
            contact: columns.json("traits")?,
            title: short(columns.get::<Option<&str>>("title")?.unwrap_or_default()),
            preview: preview(&columns)?,
            topic: columns.get("topic")?,
            reason: columns.get("reason")?,
            priority: number("priority")?,
            urgency: number("urgency")?,
            frustration: number("frustration")?,
            important: columns.get::<Option<i64>>("important")?.unwrap_or(0) != 0,
            waiting_since: columns.maybe_time("waiting_since")?,
            snoozed_until: columns.maybe_time("snoozed_until")?,
            rating: stars(columns.get::<Option<&str>>("rated")?),
            outcome: columns.maybe_word("outcome")?,
            resolved_at: columns.maybe_time("resolved_at")?,
            created_at: columns.time("created_at")?,
            updated_at: columns.time("updated_at")?,
            last_seq: columns.get("last_seq")?,
        })
    }
}

fn preview(columns: &Columns<'_>) -> Result<Option<Preview>, StoreError> {
    let Some(words) = columns.get::<Option<&str>>("latest_text")? else {
        return Ok(None);
    };
    Ok(Some(Preview {
        author: columns.word("latest_author")?,
        text: short(words),
        at: columns.time("latest_at")?,
    }))
}

fn stars(body: Option<&str>) -> Option<i64> {
    serde_json::from_str::<Value>(body?).ok()?["stars"].as_i64()
}

pub(super) fn short(words: &str) -> String {
    let mut line: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(MAX_PREVIEW) {
        line.truncate(end);
        line.push('…');
    }
    line
}
