//! Into the queue: a handoff, a conversation that wakes, one whose person is gone.

use super::Work;
use crate::codec::{Columns, millis, text};
use crate::connect::Store;
use crate::conversations::Conversation;
use crate::error::StoreError;
use crate::event_kind::EventKind;
use crate::whispers::Whisper;
use crate::write::Write;
use jiff::Timestamp;
use serde_json::json;
use sqlx::query;
use tracing::instrument;
use usher_engine::people::routing::{Level, OFFER, Queue, Stage, priority, queue_for};
use usher_engine::{Contact, ConversationId, ConversationState};

/// Why a conversation is handed to people.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Handed<'a> {
    pub(crate) topic: Option<&'a str>,
    /// The engine's reason, `turn_failed`, or `person` where somebody took it.
    pub(crate) reason: &'a str,
    /// 0 to 1.
    pub(crate) urgency: f64,
    /// 0 to 1.
    pub(crate) frustration: f64,
}

impl Handed<'_> {
    /// Nothing more is known.
    pub(crate) fn unexplained() -> Self {
        Self {
            topic: None,
            reason: "asks_for_person",
            urgency: 0.0,
            frustration: 0.0,
        }
    }

    /// No automatic reply could be made: that is nobody's wish, so that it counts as half urgent.
    pub(crate) fn failed() -> Self {
        Self {
            topic: None,
            reason: "turn_failed",
            urgency: 0.5,
            frustration: 0.0,
        }
    }
}

impl Store {
    /// Puts conversations that are open and in nobody's queue into one: those of older programs, and whatever went wrong.
    /// Returns how many.
    #[instrument(name = "store.work.adopt", skip_all)]
    pub async fn adopt_open(&self, now: Timestamp) -> Result<usize, StoreError> {
        let sql = "
            SELECT conversations.id
            FROM conversations
            LEFT JOIN work ON work.conversation_id = conversations.id
            WHERE conversations.state = 'open' AND work.stage IS NULL
            ORDER BY conversations.updated_at
            LIMIT 100
        ";
        let rows = query(sql).fetch_all(self.reader()).await?;
        let mut adopted = 0;
        for row in &rows {
            let id: ConversationId = Columns::new("conversation", row).id("id")?;
            let mut write = self.write().await?;
            let Some(mut conversation) = write.lock(&id).await? else {
                continue;
            };
            let known = write.work(&id).await?;
            let is_lost = conversation.state == ConversationState::Open && known.is_none_or(|w| w.stage.is_none());
            if is_lost {
                write.hand_to_people(&mut conversation, now).await?;
                write.save(&conversation).await?;
                write.commit().await?;
                adopted += 1;
            }
        }
        Ok(adopted)
    }

    /// Wakes a conversation whose time has come; false where it sleeps on or is no longer asleep.
    #[instrument(name = "store.work.wake", skip_all, fields(conversation.id = %id))]
    pub async fn wake(&self, id: &ConversationId, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let Some(mut conversation) = write.lock(id).await? else {
            return Ok(false);
        };
        let Some(mut work) = write.work(id).await? else {
            return Ok(false);
        };
        let is_due = work.snoozed_until.is_some_and(|until| until <= now);
        if conversation.state != ConversationState::Snoozed || !is_due {
            return Ok(false);
        }
        write.wake_up(&mut conversation, &mut work, "time", now).await?;
        write.save(&conversation).await?;
        write.commit().await?;
        Ok(true)
    }

    /// The conversations whose time to wake has come.
    #[instrument(name = "store.work.sleepers", skip_all)]
    pub async fn sleepers(&self, now: Timestamp) -> Result<Vec<ConversationId>, StoreError> {
        let sql = "
            SELECT conversation_id
            FROM work
            WHERE snoozed_until IS NOT NULL AND snoozed_until <= $1
            ORDER BY snoozed_until
            LIMIT 200
        ";
        let rows = query(sql).bind(millis(now)).fetch_all(self.reader()).await?;
        rows.iter()
            .map(|row| Columns::new("work", row).id("conversation_id"))
            .collect()
    }
}

impl Write {
    /// People have a locked conversation, and it waits in the queue that it belongs into.
    pub(crate) async fn hand_over(
        &mut self,
        conversation: &mut Conversation,
        handed: Handed<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        conversation.state = ConversationState::Open;
        self.cancel_jobs(conversation, now).await?;
        let mut work = self.described(conversation, handed).await?;
        self.wait(conversation, &mut work, now).await
    }

    /// The row of a conversation, with what this handoff says; not saved yet.
    pub(crate) async fn described(
        &mut self,
        conversation: &Conversation,
        handed: Handed<'_>,
    ) -> Result<Work, StoreError> {
        let contact = self.traits_of(conversation).await?;
        let queues = self.queues().await?;
        let queue = queue_for(&queues, &conversation.inbox, handed.topic);
        let important = queue.is_some_and(|q| is_important(q, &contact));
        let known = self.work(&conversation.id).await?;
        let (fence, assignee) = known.map_or((0, None), |w| (w.fence, w.assignee));
        Ok(Work {
            conversation: conversation.id.clone(),
            inbox: conversation.inbox.clone(),
            queue: queue.map(|q| q.id.clone()),
            stage: None,
            level: None,
            due_at: None,
            assignee,
            tried: Vec::new(),
            topic: handed.topic.map(str::to_owned),
            reason: Some(handed.reason.to_owned()),
            urgency: handed.urgency,
            frustration: handed.frustration,
            important,
            priority: priority(handed.urgency, handed.frustration, important),
            queued_at: None,
            waiting_since: None,
            snoozed_until: None,
            outcome: None,
            resolved_at: None,
            fence,
        })
    }

    /// Lets a locked conversation wait for a person, with the event that tells of it.
    pub(crate) async fn wait(
        &mut self,
        conversation: &mut Conversation,
        work: &mut Work,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        work.stage = Some(Stage::Waiting);
        work.level = Some(Level::One);
        work.due_at = now.checked_add(OFFER).ok();
        work.queued_at = Some(work.queued_at.unwrap_or(now));
        work.waiting_since = Some(work.waiting_since.unwrap_or(now));
        work.snoozed_until = None;
        work.outcome = None;
        work.resolved_at = None;
        let queue = match &work.queue {
            Some(id) => self.queue(id).await?.map(|q| json!({ "id": q.id, "name": q.name })),
            None => None,
        };
        let body = json!({
            "queue": queue, "topic": work.topic, "reason": work.reason, "priority": work.priority,
            "urgency": work.urgency, "frustration": work.frustration,
        });
        self.append(conversation, EventKind::PeopleWaiting, body, None, now)
            .await?;
        self.whisper(Whisper::Waiting);
        self.save_work(work, now).await
    }

    /// A sleeping conversation is open again and waits, first of all for the person who put it off.
    pub(crate) async fn wake_up(
        &mut self,
        conversation: &mut Conversation,
        work: &mut Work,
        why: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        conversation.state = ConversationState::Open;
        let body = json!({ "why": why });
        self.append(conversation, EventKind::PeopleWoken, body, None, now)
            .await?;
        work.queued_at = None;
        work.waiting_since = None;
        work.tried.clear();
        self.wait(conversation, work, now).await
    }

    /// The contact wrote into a locked conversation whose message is stored already: people who have it are waited for, and
    /// what they put off wakes.
    pub(crate) async fn contact_wrote(
        &mut self,
        conversation: &mut Conversation,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let is_peoples = matches!(conversation.state, ConversationState::Open | ConversationState::Snoozed);
        if !is_peoples {
            return Ok(());
        }
        let Some(mut work) = self.work(&conversation.id).await? else {
            return Ok(());
        };
        if conversation.state == ConversationState::Snoozed {
            self.wake_up(conversation, &mut work, "contact", now).await?;
            return self.save(conversation).await;
        }
        if work.waiting_since.is_none() {
            work.waiting_since = Some(now);
            self.save_work(&mut work, now).await?;
        }
        Ok(())
    }

    /// Nobody has a settled conversation to do any more, whoever settled it.
    pub(crate) async fn leave_work(&mut self, conversation: &Conversation, now: Timestamp) -> Result<(), StoreError> {
        let sql = "
            UPDATE work
            SET stage = NULL, level = NULL, due_at = NULL, queued_at = NULL, waiting_since = NULL, snoozed_until = NULL,
                resolved_at = $2, fence = fence + 1
            WHERE conversation_id = $1
        ";
        query(sql)
            .bind(conversation.id.as_str())
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn traits_of(&mut self, conversation: &Conversation) -> Result<Contact, StoreError> {
        let row = query("SELECT id, traits FROM contacts WHERE id = $1")
            .bind(text(conversation.contact.as_str()).as_ref())
            .fetch_optional(self.connection())
            .await?;
        row.map_or_else(
            || Ok(Contact::default()),
            |row| Columns::new("contact", &row).json("traits"),
        )
    }
}

fn is_important(queue: &Queue, contact: &Contact) -> bool {
    queue
        .important
        .names(contact.plan.as_deref(), contact.account.as_deref())
}
