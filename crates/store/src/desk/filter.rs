//! Which conversations a list shows, and the SQL of it.

use crate::codec::{millis, text};
use crate::error::StoreError;
use crate::sessions::earlier;
use crate::work::Closing;
use jiff::{SignedDuration, Timestamp};
use sqlx::Any;
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use usher_engine::{ContactId, ConversationId, InboxId, PersonId, QueueId};

/// A conversation the AI agent has counts as live so long after its newest event.
const LIVE: SignedDuration = SignedDuration::from_mins(30);
/// Which conversations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Offered to me or with me.
    Mine,
    /// Offered to me, or to everybody.
    Offered,
    /// With nobody, and offered to nobody alone.
    Waiting,
    /// People have it.
    Open,
    /// The AI agent has it.
    Pending,
    /// Put off.
    Snoozed,
    /// Settled.
    Resolved,
    /// I am named in a note that I have not seen.
    Mentions,
    /// Open, or lately busy.
    Live,
    /// All.
    All,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The newest event first.
    Newest,
    /// The oldest conversation first.
    Oldest,
    /// The most pressing first.
    Pressing,
}

/// What a list shows. Texts that are `None` admit all.
#[derive(Debug, Clone)]
pub struct RowFilter {
    /// Which.
    pub view: View,
    /// Whose list it is.
    pub me: PersonId,
    /// The inboxes that they see; empty for all.
    pub inboxes: Vec<InboxId>,
    /// One conversation.
    pub id: Option<ConversationId>,
    /// A contact's.
    pub contact: Option<ContactId>,
    /// One inbox's.
    pub inbox: Option<InboxId>,
    /// One queue's.
    pub queue: Option<QueueId>,
    /// One person's.
    pub assignee: Option<PersonId>,
    /// One topic's.
    pub topic: Option<String>,
    /// Those with so many stars.
    pub rating: Option<i64>,
    /// Those settled so.
    pub outcome: Option<Closing>,
    /// Begun (settled, where that is the view) at this time or later.
    pub from: Option<Timestamp>,
    /// And before this.
    pub to: Option<Timestamp>,
    /// In which order.
    pub sort: Sort,
    /// Those after so many.
    pub offset: i64,
    /// At most so many.
    pub limit: i64,
    /// The time to count from.
    pub now: Timestamp,
}

impl RowFilter {
    /// All that a person sees, newest first.
    pub fn all(me: &PersonId, inboxes: &[InboxId], now: Timestamp) -> Self {
        Self {
            view: View::All,
            me: me.clone(),
            inboxes: inboxes.to_vec(),
            id: None,
            contact: None,
            inbox: None,
            queue: None,
            assignee: None,
            topic: None,
            rating: None,
            outcome: None,
            from: None,
            to: None,
            sort: Sort::Newest,
            offset: 0,
            limit: 50,
            now,
        }
    }
}

pub(super) fn offered(me: &str) -> String {
    format!(
        "((w.stage = 'assigned' AND w.assignee_id = {me}) \
         OR (w.stage = 'waiting' AND w.level IN ('everybody', 'supervisor')))"
    )
}

pub(super) enum Bind {
    Text(String),
    Int(i64),
}

/// Conditions and what is bound into them, in order.
#[derive(Default)]
pub(super) struct Conditions {
    all: Vec<String>,
    binds: Vec<Bind>,
}

impl Conditions {
    /// The place of a value, to be written into the query.
    pub(super) fn put(&mut self, bind: Bind) -> String {
        self.binds.push(bind);
        format!("${}", self.binds.len())
    }

    pub(super) fn and(&mut self, condition: String) {
        self.all.push(condition);
    }

    pub(super) fn sql(&self) -> String {
        if self.all.is_empty() {
            "1 = 1".to_owned()
        } else {
            self.all.join(" AND ")
        }
    }

    pub(super) fn bind<'q>(self, sql: Query<'q, Any, AnyArguments>) -> Query<'q, Any, AnyArguments> {
        self.binds.into_iter().fold(sql, |sql, bind| match bind {
            Bind::Text(value) => sql.bind(text(&value).into_owned()),
            Bind::Int(value) => sql.bind(value),
        })
    }

    /// Only conversations of these inboxes; none for all.
    pub(super) fn see(&mut self, inboxes: &[InboxId]) {
        if inboxes.is_empty() {
            return;
        }
        let places: Vec<String> = inboxes.iter().map(|i| self.put(Bind::Text(i.0.clone()))).collect();
        self.and(format!("c.inbox_id IN ({})", places.join(", ")));
    }

    fn equal(&mut self, column: &str, value: Option<&str>) {
        if let Some(value) = value {
            let place = self.put(Bind::Text(value.to_owned()));
            self.and(format!("{column} = {place}"));
        }
    }

    pub(super) fn of(&mut self, filter: &RowFilter) -> Result<(), StoreError> {
        self.see(&filter.inboxes);
        self.view(filter);
        self.equal("c.id", filter.id.as_ref().map(ConversationId::as_str));
        self.equal("c.contact_id", filter.contact.as_ref().map(ContactId::as_str));
        self.equal("c.inbox_id", filter.inbox.as_ref().map(InboxId::as_str));
        self.equal("w.queue_id", filter.queue.as_ref().map(QueueId::as_str));
        self.equal("w.assignee_id", filter.assignee.as_ref().map(PersonId::as_str));
        self.equal("w.topic", filter.topic.as_deref());
        let outcome = filter
            .outcome
            .map(|o| crate::codec::word("the outcome", &o))
            .transpose()?;
        self.equal("w.outcome", outcome.as_deref());
        if let Some(stars) = filter.rating {
            let pattern = self.put(Bind::Text(format!("%\"stars\":{stars}%")));
            self.and(format!(
                "(SELECT e.body FROM events AS e WHERE e.conversation_id = c.id AND e.kind = 'conversation.rated' \
                  ORDER BY e.seq DESC LIMIT 1) LIKE {pattern}"
            ));
        }
        let time = match filter.view {
            View::Resolved => "COALESCE(w.resolved_at, c.updated_at)",
            _ => "c.created_at",
        };
        for (at, sign) in [(filter.from, ">="), (filter.to, "<")] {
            if let Some(at) = at {
                let place = self.put(Bind::Int(millis(at)));
                self.and(format!("{time} {sign} {place}"));
            }
        }
        Ok(())
    }

    fn view(&mut self, filter: &RowFilter) {
        let condition = match filter.view {
            View::All => return,
            View::Open => "c.state = 'open'".to_owned(),
            View::Pending => "c.state = 'pending'".to_owned(),
            View::Snoozed => "c.state = 'snoozed'".to_owned(),
            View::Resolved => "c.state = 'resolved'".to_owned(),
            View::Waiting => "c.state = 'open' AND w.stage = 'waiting'".to_owned(),
            View::Mine => {
                let me = self.put(Bind::Text(filter.me.0.clone()));
                format!("c.state = 'open' AND w.assignee_id = {me} AND w.stage IN ('assigned', 'active')")
            }
            View::Offered => {
                let me = self.put(Bind::Text(filter.me.0.clone()));
                format!("c.state = 'open' AND {}", offered(&me))
            }
            View::Mentions => {
                let me = self.put(Bind::Text(filter.me.0.clone()));
                format!(
                    "EXISTS (SELECT 1 FROM mentions AS n WHERE n.conversation_id = c.id AND n.person_id = {me} \
                     AND n.seen_at IS NULL)"
                )
            }
            View::Live => {
                let since = self.put(Bind::Int(millis(earlier(filter.now, LIVE))));
                format!("(c.state = 'open' OR (c.state = 'pending' AND c.last_seq > 1 AND c.updated_at >= {since}))")
            }
        };
        self.and(condition);
    }
}
