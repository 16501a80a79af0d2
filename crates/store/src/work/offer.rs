//! Offering a handoff, taking it, losing it.

use super::enter::Handed;
use super::{WORK, Work};
use crate::audit::Act;
use crate::codec::{Columns, millis, text};
use crate::connect::Store;
use crate::conversations::Conversation;
use crate::error::StoreError;
use crate::event_kind::EventKind;
use crate::people::Person;
use crate::sessions::earlier;
use crate::whispers::Whisper;
use crate::write::Write;
use jiff::Timestamp;
use serde_json::json;
use sqlx::{AssertSqlSafe, query};
use tracing::instrument;
use usher_engine::people::routing::{Handover, LOSES_AFTER, Level, OFFER, Queue, Stage, Step, pressing};
use usher_engine::{ConversationId, ConversationState, PersonId, PersonRef};

/// A handoff about which something may have to be decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// Which.
    pub conversation: ConversationId,
    /// The state that a decision is made on; a decision on an older one is refused.
    pub fence: i64,
    /// As routing sees it; `open` is true, whoever knows the hours sets it.
    pub handover: Handover,
}

/// What came of taking a conversation, or of giving it to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// They have it, or are offered it.
    Yes,
    /// Somebody else has it.
    By(PersonRef),
    /// They have as many as they can.
    CapacityReached,
    /// People do not have this conversation.
    NotOpen,
    /// It is not theirs to give.
    NotYours,
    /// There is no such person, or they take none.
    UnknownPerson,
    /// There is no such queue.
    UnknownQueue,
}

impl Store {
    /// All that waits or is offered, the most pressing first.
    #[instrument(name = "store.work.due", skip_all)]
    pub async fn due_work(&self, queues: &[Queue], now: Timestamp) -> Result<Vec<Due>, StoreError> {
        let sql = format!("SELECT {WORK} FROM work WHERE stage IN ('waiting', 'assigned') LIMIT 2000");
        let rows = query(AssertSqlSafe(sql)).fetch_all(self.reader()).await?;
        let mut works: Vec<Work> = rows.iter().map(Work::try_from).collect::<Result<_, _>>()?;
        let press = |w: &Work| pressing(w.priority, w.queued_at.unwrap_or(now), now);
        works.sort_by(|a, b| press(b).total_cmp(&press(a)).then(a.conversation.cmp(&b.conversation)));
        Ok(works.into_iter().map(|work| due(work, queues)).collect())
    }

    /// Does what was decided about a handoff; false where it changed meanwhile, or the person has no room any more.
    #[instrument(name = "store.work.step", skip_all, fields(conversation.id = %due.conversation))]
    pub async fn apply_step(&self, due: &Due, step: &Step, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let Some(mut conversation) = write.lock(&due.conversation).await? else {
            return Ok(false);
        };
        let current = write.work(&due.conversation).await?.filter(|w| w.fence == due.fence);
        let Some(mut work) = current.filter(|_| conversation.state == ConversationState::Open) else {
            return Ok(false);
        };
        match step {
            Step::Stay => return Ok(false),
            Step::Offer { person, anew } => {
                if *anew {
                    work.tried.clear();
                }
                let room = write.room_of(person, conversation.id.as_str()).await?;
                let Some((person, _)) = room.filter(|(_, room)| *room > 0) else {
                    return Ok(false);
                };
                write.missed(&mut conversation, &work, now).await?;
                write.offer(&mut conversation, &mut work, &person, None, now).await?;
            }
            Step::Everybody => {
                write.missed(&mut conversation, &work, now).await?;
                write
                    .open_to(&mut conversation, &mut work, Level::Everybody, now)
                    .await?;
            }
            Step::Supervisors => {
                write
                    .open_to(&mut conversation, &mut work, Level::Supervisor, now)
                    .await?
            }
        }
        write.save_work(&mut work, now).await?;
        write.save(&conversation).await?;
        write.commit().await?;
        Ok(true)
    }

    /// A person takes a conversation. `over`: from whoever has it, which only supervisors may. Two who take it at the same
    /// instant: the first one has it.
    #[instrument(name = "store.work.take", skip_all, fields(conversation.id = %id))]
    pub async fn take(
        &self,
        id: &ConversationId,
        person: &PersonId,
        over: bool,
        now: Timestamp,
    ) -> Result<Taken, StoreError> {
        let mut write = self.write().await?;
        let mut conversation = write.lock(id).await?.ok_or(StoreError::UnknownConversation)?;
        let taken = write.take(&mut conversation, person, over, now).await?;
        if taken == Taken::Yes {
            write.save(&conversation).await?;
            write.commit().await?;
        }
        Ok(taken)
    }

    /// Who is offered it does not want it; it goes on at once. Harmless where it is not offered to them.
    #[instrument(name = "store.work.decline", skip_all, fields(conversation.id = %id))]
    pub async fn decline(&self, id: &ConversationId, person: &PersonId, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        let mut conversation = write.lock(id).await?.ok_or(StoreError::UnknownConversation)?;
        let work = write.work(id).await?;
        let Some(mut work) = work.filter(|w| w.stage == Some(Stage::Assigned) && w.assignee.as_ref() == Some(person))
        else {
            return Ok(());
        };
        let who = write.ref_of(person).await?;
        let body = json!({ "person": who });
        write
            .append(&mut conversation, EventKind::PeopleDeclined, body, None, now)
            .await?;
        work.assignee = None;
        work.stage = Some(Stage::Waiting);
        work.level = Some(Level::One);
        work.due_at = now.checked_add(OFFER).ok();
        write.save_work(&mut work, now).await?;
        write.save(&conversation).await?;
        write.whisper(Whisper::Waiting);
        write.commit().await
    }

    /// The conversations whose people are gone: revoked, or offline while the contact waits for their word.
    #[instrument(name = "store.work.orphans", skip_all)]
    pub async fn orphans(&self, now: Timestamp) -> Result<Vec<ConversationId>, StoreError> {
        let sql = "
            SELECT work.conversation_id
            FROM work
            LEFT JOIN people ON people.id = work.assignee_id
            WHERE (work.stage IN ('assigned', 'active') AND COALESCE(people.status, 'revoked') = 'revoked')
               OR (work.stage = 'active' AND work.waiting_since IS NOT NULL AND people.beat_at <= $1)
            LIMIT 200
        ";
        let rows = query(sql)
            .bind(millis(earlier(now, LOSES_AFTER)))
            .fetch_all(self.reader())
            .await?;
        rows.iter()
            .map(|row| Columns::new("work", row).id("conversation_id"))
            .collect()
    }

    /// Lets such a conversation wait again; false where its person is there by now.
    #[instrument(name = "store.work.return", skip_all, fields(conversation.id = %id))]
    pub async fn return_orphan(&self, id: &ConversationId, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let Some(mut conversation) = write.lock(id).await? else {
            return Ok(false);
        };
        let Some(mut work) = write.work(id).await? else {
            return Ok(false);
        };
        let Some(why) = write.is_orphan(&work, now).await? else {
            return Ok(false);
        };
        write.return_it(&mut conversation, &mut work, why, now).await?;
        work.tried = work.assignee.take().into_iter().collect();
        write.wait(&mut conversation, &mut work, now).await?;
        write.save(&conversation).await?;
        write.commit().await?;
        Ok(true)
    }
}

impl Write {
    /// A locked conversation becomes this person's; it is to be saved where it did.
    pub(crate) async fn take(
        &mut self,
        conversation: &mut Conversation,
        person: &PersonId,
        over: bool,
        now: Timestamp,
    ) -> Result<Taken, StoreError> {
        self.is_there(person, now).await?;
        let known = self.work(&conversation.id).await?;
        if known.as_ref().is_some_and(|w| w.is_with(person)) {
            return Ok(Taken::Yes);
        }
        let mut work = match (conversation.state, known) {
            (ConversationState::Resolved, _) => return Ok(Taken::NotOpen),
            (ConversationState::Pending, _) | (_, None) => {
                self.described(
                    conversation,
                    Handed {
                        reason: "person",
                        ..Handed::unexplained()
                    },
                )
                .await?
            }
            (_, Some(work)) => work,
        };
        let has = matches!(work.stage, Some(Stage::Active | Stage::Assigned))
            || conversation.state == ConversationState::Snoozed;
        let other = work.assignee.clone().filter(|a| has && a != person);
        if let Some(other) = &other
            && !over
        {
            return Ok(Taken::By(self.ref_of(other).await?));
        }
        let Some((me, room)) = self.room_of(person, conversation.id.as_str()).await? else {
            return Ok(Taken::UnknownPerson);
        };
        if room < 1 {
            return Ok(Taken::CapacityReached);
        }
        if let Some(other) = &other {
            self.taken_over(conversation, &me, other, now).await?;
        }
        if conversation.state == ConversationState::Snoozed {
            let body = json!({ "why": "person" });
            self.append(conversation, EventKind::PeopleWoken, body, None, now)
                .await?;
        }
        self.cancel_jobs(conversation, now).await?;
        conversation.state = ConversationState::Open;
        self.now_with(conversation, &mut work, &me, now).await?;
        Ok(Taken::Yes)
    }

    /// Makes it theirs, whatever it was; saves the row and not the conversation.
    pub(crate) async fn now_with(
        &mut self,
        conversation: &mut Conversation,
        work: &mut Work,
        person: &Person,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        work.stage = Some(Stage::Active);
        work.level = None;
        work.due_at = None;
        work.assignee = Some(person.id.clone());
        work.tried.clear();
        work.queued_at = None;
        work.snoozed_until = None;
        work.outcome = None;
        work.resolved_at = None;
        let body = json!({ "by": person.to_ref() });
        self.append(conversation, EventKind::ConversationAssigned, body, None, now)
            .await?;
        self.no_longer_idle(&person.id, now).await?;
        self.save_work(work, now).await
    }

    /// Offers it to one person who has room; the row is to be saved.
    pub(crate) async fn offer(
        &mut self,
        conversation: &mut Conversation,
        work: &mut Work,
        person: &Person,
        by: Option<&PersonRef>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let until = now.checked_add(OFFER).ok();
        work.stage = Some(Stage::Assigned);
        work.level = Some(Level::One);
        work.due_at = until;
        work.assignee = Some(person.id.clone());
        if !work.tried.contains(&person.id) {
            work.tried.push(person.id.clone());
        }
        work.queued_at = Some(work.queued_at.unwrap_or(now));
        self.no_longer_idle(&person.id, now).await?;
        self.offered(conversation, Some(person.to_ref()), Level::One, until, by, now)
            .await
    }

    /// Everybody may take it; the row is to be saved.
    async fn open_to(
        &mut self,
        conversation: &mut Conversation,
        work: &mut Work,
        level: Level,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        work.stage = Some(Stage::Waiting);
        work.level = Some(level);
        work.due_at = now.checked_add(OFFER).ok();
        work.assignee = None;
        self.offered(conversation, None, level, work.due_at, None, now).await
    }

    async fn offered(
        &mut self,
        conversation: &mut Conversation,
        person: Option<PersonRef>,
        level: Level,
        until: Option<Timestamp>,
        by: Option<&PersonRef>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let body = json!({ "person": person, "level": level, "until": until, "by": by });
        self.append(conversation, EventKind::PeopleOffered, body, None, now)
            .await?;
        Ok(())
    }

    /// Tells that who was offered it let it pass.
    async fn missed(&mut self, conversation: &mut Conversation, work: &Work, now: Timestamp) -> Result<(), StoreError> {
        let (Some(Stage::Assigned), Some(person)) = (work.stage, &work.assignee) else {
            return Ok(());
        };
        let body = json!({ "person": self.ref_of(person).await? });
        self.append(conversation, EventKind::PeopleMissed, body, None, now)
            .await?;
        Ok(())
    }

    /// Tells that who had it has it no more.
    pub(crate) async fn return_it(
        &mut self,
        conversation: &mut Conversation,
        work: &Work,
        why: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(person) = &work.assignee else { return Ok(()) };
        let body = json!({ "person": self.ref_of(person).await?, "why": why });
        self.append(conversation, EventKind::PeopleReturned, body, None, now)
            .await?;
        Ok(())
    }

    async fn taken_over(
        &mut self,
        conversation: &mut Conversation,
        me: &Person,
        other: &PersonId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let from = self.ref_of(other).await?;
        let body = json!({ "by": me.to_ref(), "from": from });
        self.append(conversation, EventKind::PeopleTakenOver, body, None, now)
            .await?;
        let act = Act {
            by: Some(&me.id),
            act: "conversation.taken_over",
            on: conversation.id.as_str(),
            detail: json!({ "from": from.id }),
        };
        self.audit(act, now).await
    }

    /// Why this row's person does not have it any more; `None` where they do.
    async fn is_orphan(&mut self, work: &Work, now: Timestamp) -> Result<Option<&'static str>, StoreError> {
        let (Some(Stage::Assigned | Stage::Active), Some(person)) = (work.stage, &work.assignee) else {
            return Ok(None);
        };
        let row = query("SELECT id, status, beat_at FROM people WHERE id = $1")
            .bind(text(person.as_str()).as_ref())
            .fetch_optional(self.connection())
            .await?;
        let Some(row) = row else { return Ok(Some("revoked")) };
        let columns = Columns::new("person", &row);
        let is_away = columns.time("beat_at")? <= earlier(now, LOSES_AFTER);
        let is_missed = work.stage == Some(Stage::Active) && work.waiting_since.is_some();
        Ok(match columns.get::<&str>("status")? {
            "revoked" => Some("revoked"),
            _ if is_away && is_missed => Some("offline"),
            _ => None,
        })
    }

    /// A person's id and name; without a name where they are unknown.
    pub(crate) async fn ref_of(&mut self, person: &PersonId) -> Result<PersonRef, StoreError> {
        let row = query("SELECT id, name FROM people WHERE id = $1")
            .bind(text(person.as_str()).as_ref())
            .fetch_optional(self.connection())
            .await?;
        let name = row.map(|row| Columns::new("person", &row).get("name")).transpose()?;
        Ok(PersonRef {
            id: person.clone(),
            name: name.unwrap_or_default(),
        })
    }
}

fn due(work: Work, queues: &[Queue]) -> Due {
    let queue = queues.iter().find(|q| Some(&q.id) == work.queue.as_ref());
    let stage = work.stage.unwrap_or(Stage::Waiting);
    Due {
        conversation: work.conversation,
        fence: work.fence,
        handover: Handover {
            inbox: work.inbox,
            skills: queue.map_or_else(Vec::new, |q| q.skills.clone()),
            members: queue.map_or_else(Vec::new, |q| q.members.clone()),
            stage,
            level: work.level.unwrap_or(Level::One),
            due_at: work.due_at,
            preferred: work.assignee.filter(|_| stage == Stage::Waiting),
            tried: work.tried,
            open: true,
        },
    }
}
