//! A conversation in a list, as consoles draw it.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use usher_engine::people::routing::{Level, Stage};
use usher_engine::{Author, ContactId, ConversationId, ConversationState, InboxId, PersonRef, QueueId};
use usher_store::{Closing, Counts, Row};
use utoipa::ToSchema;

/// A contact who waits longer is flagged.
const LONG: SignedDuration = SignedDuration::from_mins(5);
/// Above this somebody sounds frustrated.
const FRUSTRATED: f64 = 0.5;

/// A conversation in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Row)]
#[allow(missing_docs, reason = "docs/people.md tells each")]
pub(crate) struct RowView {
    pub(crate) id: ConversationId,
    pub(crate) inbox: InboxId,
    state: ConversationState,
    stage: Option<Stage>,
    level: Option<Level>,
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Timestamp>,
    queue: Option<QueueRef>,
    pub(crate) assignee: Option<PersonRef>,
    pub(crate) contact: ContactRef,
    pub(crate) title: String,
    preview: Option<PreviewView>,
    pub(crate) topic: Option<String>,
    reason: Option<String>,
    priority: f64,
    urgency: f64,
    frustration: f64,
    #[schema(value_type = Option<String>, format = DateTime)]
    waiting_since: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    snoozed_until: Option<Timestamp>,
    pub(crate) rating: Option<i64>,
    #[schema(value_type = Option<String>, example = "solved")]
    pub(crate) outcome: Option<Closing>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) resolved_at: Option<Timestamp>,
    flags: Vec<FlagView>,
    #[schema(value_type = String, format = DateTime)]
    pub(crate) created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
    pub(crate) last_seq: i64,
}

/// A queue by name.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct QueueRef {
    id: QueueId,
    name: String,
}

/// Whose conversation it is.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct ContactRef {
    pub(crate) id: ContactId,
    pub(crate) name: Option<String>,
    plan: Option<String>,
    account: Option<String>,
    identified: bool,
}

/// The newest message.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Preview)]
struct PreviewView {
    author: Author,
    text: String,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// What to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RowFlag)]
enum FlagView {
    /// The contact sounds frustrated.
    Frustrated,
    /// They wait for more than five minutes.
    WaitingLong,
    /// Nobody took it.
    Supervisor,
    /// No automatic reply could be made.
    Failed,
    /// An important account's.
    Important,
}

/// How many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Counts)]
#[allow(missing_docs, reason = "docs/people.md tells each")]
pub(crate) struct CountsView {
    mine: i64,
    offered: i64,
    waiting: i64,
    open: i64,
    pending: i64,
    snoozed: i64,
    resolved: i64,
    mentions: i64,
}

impl RowView {
    pub(crate) fn of(row: Row, now: Timestamp) -> Self {
        let flags = flags(&row, now);
        Self {
            flags,
            id: row.id,
            inbox: row.inbox,
            state: row.state,
            stage: row.stage,
            level: row.level,
            due_at: row.due_at,
            queue: row.queue.map(|(id, name)| QueueRef { id, name }),
            assignee: row.assignee,
            contact: ContactRef {
                id: row.contact_id,
                identified: row.contact.is_identified(),
                name: row.contact.name,
                plan: row.contact.plan,
                account: row.contact.account,
            },
            title: row.title,
            preview: row.preview.map(|p| PreviewView {
                author: p.author,
                text: p.text,
                at: p.at,
            }),
            topic: row.topic,
            reason: row.reason,
            priority: row.priority,
            urgency: row.urgency,
            frustration: row.frustration,
            waiting_since: row.waiting_since,
            snoozed_until: row.snoozed_until,
            rating: row.rating,
            outcome: row.outcome,
            resolved_at: row.resolved_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
            last_seq: row.last_seq,
        }
    }
}

fn flags(row: &Row, now: Timestamp) -> Vec<FlagView> {
    let waits_long = row.waiting_since.is_some_and(|since| now.duration_since(since) > LONG);
    let all = [
        (FlagView::Frustrated, row.frustration > FRUSTRATED),
        (FlagView::WaitingLong, waits_long),
        (FlagView::Supervisor, row.level == Some(Level::Supervisor)),
        (FlagView::Failed, row.reason.as_deref() == Some("turn_failed")),
        (FlagView::Important, row.important),
    ];
    all.into_iter().filter(|(_, is)| *is).map(|(flag, _)| flag).collect()
}

impl From<Counts> for CountsView {
    fn from(it: Counts) -> Self {
        Self {
            mine: it.mine,
            offered: it.offered,
            waiting: it.waiting,
            open: it.open,
            pending: it.pending,
            snoozed: it.snoozed,
            resolved: it.resolved,
            mentions: it.mentions,
        }
    }
}
