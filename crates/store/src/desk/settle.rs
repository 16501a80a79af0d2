//! Giving a conversation on, putting it off, giving it back, settling it.

use crate::audit::Act;
use crate::codec::text;
use crate::connect::Store;
use crate::conversations::{Conversation, Resolution};
use crate::error::StoreError;
use crate::event_kind::EventKind;
use crate::work::{Closing, Taken, Work};
use crate::write::Write;
use jiff::Timestamp;
use serde_json::json;
use tracing::instrument;
use usher_engine::people::routing::Stage;
use usher_engine::{ConversationId, ConversationState, PersonId, PersonRef, QueueId};

/// Something that a person does with a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settle {
    /// Gives it to somebody, who is offered it.
    ToPerson(PersonId, Option<String>),
    /// Lets it wait in a queue, or with `None` in the inbox itself.
    ToQueue(Option<QueueId>, Option<String>),
    /// Puts it off.
    Snooze(Timestamp),
    /// The AI agent is to go on.
    HandBack(Option<String>),
    /// It is settled.
    Resolve(Resolved),
    /// It is not settled, or not to be put off.
    Reopen,
}

/// How it was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// How.
    pub outcome: Closing,
    /// What it was about, where that is to be set.
    pub topic: Option<String>,
    /// A word to colleagues.
    pub note: Option<String>,
}

impl Store {
    /// Does it. `supervises`: the person may do it with conversations of others. Doing it again does no harm.
    #[instrument(name = "store.work.settle", skip_all, fields(conversation.id = %id))]
    pub async fn settle(
        &self,
        id: &ConversationId,
        person: &PersonId,
        supervises: bool,
        what: Settle,
        now: Timestamp,
    ) -> Result<Taken, StoreError> {
        let mut write = self.write().await?;
        let mut conversation = write.lock(id).await?.ok_or(StoreError::UnknownConversation)?;
        if what == Settle::Reopen {
            return write.reopen_for(conversation, person, supervises, now).await;
        }
        if write.is_done(&conversation, &what).await? {
            return Ok(Taken::Yes);
        }
        if conversation.state == ConversationState::Resolved {
            return Ok(Taken::NotOpen);
        }
        let Some(mut work) = write.work(id).await? else {
            return Ok(Taken::NotOpen);
        };
        if conversation.state == ConversationState::Pending && !matches!(what, Settle::Resolve(_)) {
            return Ok(Taken::NotOpen);
        }
        let holds = matches!(work.stage, Some(Stage::Active | Stage::Assigned))
            || conversation.state == ConversationState::Snoozed;
        // What nobody has, anybody may settle: it is spam, or answered elsewhere.
        let is_free = matches!(what, Settle::Resolve(_)) && work.stage == Some(Stage::Waiting);
        if !supervises && !is_free && !(holds && work.assignee.as_ref() == Some(person)) {
            return Ok(Taken::NotYours);
        }
        let by = write.ref_of(person).await?;
        let done = match what {
            Settle::ToPerson(to, note) => write.give(&mut conversation, &mut work, &by, &to, note, now).await?,
            Settle::ToQueue(queue, note) => {
                write
                    .put_back(&mut conversation, &mut work, &by, queue, note, now)
                    .await?
            }
            Settle::Snooze(until) => write.snooze(&mut conversation, &mut work, &by, until, now).await?,
            Settle::HandBack(note) => write.hand_back(&mut conversation, &mut work, &by, note, now).await?,
            Settle::Resolve(how) => write.close(&mut conversation, &mut work, &by, how, now).await?,
            Settle::Reopen => Taken::Yes,
        };
        if done == Taken::Yes {
            write.save(&conversation).await?;
            write.commit().await?;
        }
        Ok(done)
    }
}

impl Write {
    /// True where it is so already, so that a resend does no harm.
    async fn is_done(&mut self, conversation: &Conversation, what: &Settle) -> Result<bool, StoreError> {
        let work = self.work(&conversation.id).await?;
        Ok(match what {
            Settle::Resolve(_) => conversation.state == ConversationState::Resolved,
            Settle::HandBack(_) => conversation.state == ConversationState::Pending && work.is_some(),
            Settle::Snooze(until) => {
                conversation.state == ConversationState::Snoozed
                    && work.is_some_and(|w| w.snoozed_until.map(|t| t.as_millisecond()) == Some(until.as_millisecond()))
            }
            Settle::ToPerson(to, _) => work.is_some_and(|w| {
                w.assignee.as_ref() == Some(to) && matches!(w.stage, Some(Stage::Active | Stage::Assigned))
            }),
            Settle::ToQueue(..) | Settle::Reopen => false,
        })
    }

    async fn give(
        &mut self,
        conversation: &mut Conversation,
        work: &mut Work,
        by: &PersonRef,
        to: &PersonId,
        note: Option<String>,
        now: Timestamp,
    ) -> Result<Taken, StoreError> {
        let Some((person, room)) = self.room_of(to, conversation.id.as_str()).await? else {
            return Ok(Taken::UnknownPerson);
        };
        if !person.sees(&conversation.inbox) {
            return Ok(Taken::UnknownPerson);
        }
        if room < 1 {
            return Ok(Taken::CapacityReached);
        }
        let body = json!({ "by": by, "person": person.to_ref(), "queue": null, "note": note.as_deref().map(text) });
        self.transferred(conversation, work, by, body, now).await?;
        work.tried.clear();
        self.offer(conversation, work, &person, Some(by), now).await?;
        self.save_work(work, now).await?;
        Ok(Taken::Yes)
    }

    async fn put_back(
        &mut self,
        conversation: &mut Conversation,
        work: &mut Work,
        by: &PersonRef,
        queue: Option<QueueId>,
        note: Option<String>,
        now: Timestamp,
    ) -> Result<Taken, StoreError> {
        let named = match &queue {
            None => None,
            Some(id) => match self.queue(id).await? {
                None => return Ok(Taken::UnknownQueue),
                Some(queue) => Some(json!({ "id": queue.id, "name": queue.name })),
            },
        };
        let body = json!({ "by": by, "person": null, "queue": named, "note": note.as_deref().map(text) });
        self.transferred(conversation, work, by, body, now).await?;
        work.queue = queue;
        work.tried = work.assignee.take().into_iter().collect();
        work.queued_at = None;
        self.wait(conversation, work, now).await?;
        Ok(Taken::Yes)
    }

    /// Common to both: who had it has it no more.
    async fn transferred(
        &mut self,
        conversation: &mut Conversation,
        work: &Work,
        by: &PersonRef,
        body: serde_json::Value,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if conversation.state == ConversationState::Snoozed {
            conversation.state = ConversationState::Open;
            let woken = json!({ "why": "person" });
            self.append(conversation, EventKind::PeopleWoken, woken, None, now)
                .await?;
        }
        if work.stage.is_some_and(|stage| stage != Stage::Waiting) {
            self.return_it(conversation, work, "transferred", now).await?;
        }
        let act = Act {
            by: Some(&by.id),
            act: "conversation.assigned",
            on: conversation.id.as_str(),
            detail: json!({ "person": body["person"]["id"], "queue": body["queue"]["id"] }),
        };
        self.audit(act, now).await?;
        self.append(conversation, EventKind::PeopleTransferred, body, None, now)
            .await?;
        Ok(())
    }

    async fn snooze(
        &mut self,
        conversation: &mut Conversation,
        work: &mut Work,
        by: &PersonRef,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Taken, StoreError> {
        self.leave(conversation, work, ConversationState::Snoozed);
        work.assignee = Some(work.assignee.clone().unwrap_or_else(|| by.id.clone()));
        work.snoozed_until = Some(until);
        let body = json!({ "by": by, "until": until });
        self.append(conversation, EventKind::PeopleSnoozed, body, None, now)
            .await?;
        self.save_work(work, now).await?;
        Ok(Taken::Yes)
    }

    async fn hand_back(
        &mut self,
        conversation: &mut Conversation,
        work: &mut Work,
        by: &PersonRef,
        note: Option<String>,
        now: Timestamp,
    ) -> Result<Taken, StoreError> {
        self.leave(conversation, work, ConversationState::Pending);
        self.append(conversation, EventKind::ConversationHandedBack, json!({}), None, now)
            .await?;
        let body = json!({ "by": by, "note": note.as_deref().map(text) });
        self.append(conversation, EventKind::PeopleHandedBack, body, None, now)
            .await?;
        self.save_work(work, now).await?;
        Ok(Taken::Yes)
    }

    async fn close(
        &mut self,
        conversation: &mut Conversation,
        work: &mut Work,
        by: &PersonRef,
        how: Resolved,
        now: Timestamp,
    ) -> Result<Taken, StoreError> {
        self.cancel_jobs(conversation, now).await?;
        if work.assignee.is_none() || work.stage == Some(Stage::Waiting) {
            work.assignee = Some(by.id.clone());
        }
        self.leave(conversation, work, ConversationState::Resolved);
        work.outcome = Some(how.outcome);
        work.resolved_at = Some(now);
        work.topic = how.topic.or_else(|| work.topic.take());
        self.settle(conversation, Resolution::Assumed, now).await?;
        let body = json!({
            "by": by, "outcome": how.outcome, "topic": work.topic, "note": how.note.as_deref().map(text),
        });
        self.append(conversation, EventKind::PeopleResolved, body, None, now)
            .await?;
        self.save_work(work, now).await?;
        Ok(Taken::Yes)
    }

    /// Nobody has it to do any more; the person stays known.
    fn leave(&mut self, conversation: &mut Conversation, work: &mut Work, state: ConversationState) {
        conversation.state = state;
        work.stage = None;
        work.level = None;
        work.due_at = None;
        work.tried.clear();
        work.queued_at = None;
        work.waiting_since = None;
        work.snoozed_until = None;
        self.whisper(crate::whispers::Whisper::Presence);
    }

    async fn reopen_for(
        mut self,
        mut conversation: Conversation,
        person: &PersonId,
        supervises: bool,
        now: Timestamp,
    ) -> Result<Taken, StoreError> {
        let is_closed = matches!(
            conversation.state,
            ConversationState::Resolved | ConversationState::Snoozed
        );
        if !is_closed && conversation.state == ConversationState::Pending {
            return Ok(Taken::NotOpen);
        }
        if conversation.state == ConversationState::Resolved {
            self.reopen(&mut conversation, now).await?;
        }
        let taken = self.take(&mut conversation, person, supervises, now).await?;
        if taken == Taken::Yes {
            self.save(&conversation).await?;
            self.commit().await?;
        }
        Ok(taken)
    }
}
