//! Who gets a handoff next, and when. Pure: the store does as it says, whichever node asks.
//!
//! A handoff waits; it is offered to one person, then to the next, then to everybody, then the supervisors are told; then it
//! begins anew. Each has [`OFFER`] to take it. Nothing here forgets one: every step but the taking leads to another.

use super::{Presence, Role};
use crate::ids::{InboxId, PersonId, QueueId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How long who is asked has to take it.
pub const OFFER: SignedDuration = SignedDuration::from_secs(60);
/// Who has no open socket for so long is offline.
pub const OFFLINE_AFTER: SignedDuration = SignedDuration::from_secs(45);
/// Who is offline for so long loses conversations whose contact waits.
pub const LOSES_AFTER: SignedDuration = SignedDuration::from_secs(120);
/// A waiting contact gains a tenth of priority in so many seconds, so that nobody waits for ever behind the important.
const AGING_S: f64 = 180.0;

/// How far people are with a conversation that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Nobody has it.
    Waiting,
    /// It is offered to one person.
    Assigned,
    /// A person took it.
    Active,
}

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// One person at a time.
    One,
    /// Everybody who may.
    Everybody,
    /// Nobody took it: the supervisors are told, and everybody still may.
    Supervisor,
}

/// A queue: which handoffs wait in it, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Queue {
    /// Identifier.
    pub id: QueueId,
    /// What people call it.
    pub name: String,
    /// The inbox whose handoffs wait here; null for every inbox's.
    pub inbox: Option<InboxId>,
    /// Their topics; empty for every topic.
    pub topics: Vec<String>,
    /// What those have whom it is offered to.
    pub skills: Vec<String>,
    /// Whom it is offered to; empty for every agent and supervisor.
    pub members: Vec<PersonId>,
    /// Whose handoffs go first.
    pub important: Important,
    /// Its place in the order in which queues are asked.
    pub position: i64,
}

/// Whose handoffs go first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Important {
    /// Contacts on these plans.
    pub plans: Vec<String>,
    /// Contacts of these accounts.
    pub accounts: Vec<String>,
}

/// A handoff that is not taken yet, or whose person is gone.
#[derive(Debug, Clone, PartialEq)]
pub struct Handover {
    /// The inbox.
    pub inbox: InboxId,
    /// What its queue asks for.
    pub skills: Vec<String>,
    /// Whom its queue is for; empty for every agent and supervisor.
    pub members: Vec<PersonId>,
    /// Waiting or assigned.
    pub stage: Stage,
    /// Who is asked.
    pub level: Level,
    /// Until when.
    pub due_at: Option<Timestamp>,
    /// Who had it before, and is asked first.
    pub preferred: Option<PersonId>,
    /// Whom it was offered to in this round.
    pub tried: Vec<PersonId>,
    /// Whether the inbox's people are there by its hours.
    pub open: bool,
}

/// Somebody who could be offered it.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Who.
    pub id: PersonId,
    /// What they may.
    pub role: Role,
    /// Whether they are there.
    pub presence: Presence,
    /// What they are offered or have.
    pub load: i64,
    /// How much of it at the same time.
    pub capacity: i64,
    /// What queues ask for.
    pub skills: Vec<String>,
    /// The inboxes that they see; empty for all.
    pub inboxes: Vec<InboxId>,
    /// Since when they were given nothing.
    pub idle_since: Timestamp,
}

/// What is to be done with a handoff now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Nothing yet.
    Stay,
    /// Offer it to this person. `anew`: a new round begins.
    Offer {
        /// Who.
        person: PersonId,
        /// Whether those who missed it count as not asked again.
        anew: bool,
    },
    /// Offer it to everybody.
    Everybody,
    /// Tell the supervisors.
    Supervisors,
}

impl Candidate {
    /// True where they may be given it at all.
    pub fn may_have(&self, handover: &Handover) -> bool {
        self.role.takes_conversations()
            && (self.inboxes.is_empty() || self.inboxes.contains(&handover.inbox))
            && (handover.members.is_empty() || handover.members.contains(&self.id))
            && handover.skills.iter().all(|skill| self.skills.contains(skill))
    }

    fn is_free(&self) -> bool {
        self.presence == Presence::Online && self.load < self.capacity
    }
}

/// What is to be done with it now.
pub fn next_step(handover: &Handover, people: &[Candidate], now: Timestamp) -> Step {
    // What is due later than any offer lasts was begun by a clock that has gone back since.
    let is_due = handover
        .due_at
        .is_none_or(|due| due <= now || due.duration_since(now) > OFFER * 2);
    let next = |tried: &[PersonId]| {
        let free = people
            .iter()
            .filter(|p| p.is_free() && p.may_have(handover) && !tried.contains(&p.id));
        let preferred = |p: &Candidate| Some(&p.id) != handover.preferred.as_ref();
        free.min_by_key(|p| (preferred(p), p.load, p.idle_since, p.id.clone()))
            .map(|p| p.id.clone())
    };
    match (handover.stage, handover.level) {
        (Stage::Active, _) => Step::Stay,
        (Stage::Assigned, _) if !is_due => Step::Stay,
        (Stage::Assigned | Stage::Waiting, Level::One) => match next(&handover.tried) {
            Some(person) => Step::Offer { person, anew: false },
            None if is_due && (handover.open || handover.stage == Stage::Assigned) => Step::Everybody,
            None => Step::Stay,
        },
        (_, _) if !is_due => Step::Stay,
        (_, Level::Everybody) if handover.open => Step::Supervisors,
        (_, Level::Everybody | Level::Supervisor) => match next(&[]) {
            Some(person) => Step::Offer { person, anew: true },
            None => Step::Stay,
        },
    }
}

/// The queue that a handoff waits in: the first in order that matches.
pub fn queue_for<'a>(queues: &'a [Queue], inbox: &InboxId, topic: Option<&str>) -> Option<&'a Queue> {
    queues.iter().find(|queue| {
        queue.inbox.as_ref().is_none_or(|i| i == inbox)
            && (queue.topics.is_empty() || topic.is_some_and(|topic| queue.topics.iter().any(|t| t == topic)))
    })
}

/// How pressing it is, 0 to 1.
pub fn priority(urgency: f64, frustration: f64, important: bool) -> f64 {
    let share = |value: f64| if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 };
    0.5 * share(urgency) + 0.3 * share(frustration) + 0.2 * f64::from(u8::from(important))
}

/// How pressing it has become: by this handoffs are offered, the highest first.
pub fn pressing(priority: f64, queued_at: Timestamp, now: Timestamp) -> f64 {
    let waited = now.duration_since(queued_at).as_secs_f64().max(0.0);
    priority + 0.1 * waited / AGING_S
}

/// Seconds until a handoff with so many ahead of it is taken, by how many were taken in the last hour. `None` where that is
/// not known (fewer than 3), and where it is no wait worth telling (below 30 s).
pub fn expected_wait(ahead: i64, taken_in_the_last_hour: i64) -> Option<i64> {
    if taken_in_the_last_hour < 3 {
        return None;
    }
    let seconds = (ahead + 1).saturating_mul(3600) / taken_in_the_last_hour;
    (seconds >= 30).then_some(seconds)
}

impl Important {
    /// True for a contact of this plan and account.
    pub fn names(&self, plan: Option<&str>, account: Option<&str>) -> bool {
        let has = |list: &[String], value: Option<&str>| value.is_some_and(|v| list.iter().any(|l| l == v));
        has(&self.plans, plan) || has(&self.accounts, account)
    }
}

impl Stage {
    /// The word that SQL and JSON use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Assigned => "assigned",
            Self::Active => "active",
        }
    }
}

impl Level {
    /// The word that SQL and JSON use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Everybody => "everybody",
            Self::Supervisor => "supervisor",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    /// `name load/capacity idle-since [away|offline] [+skill] [@inbox]`
    fn person(text: &str) -> Candidate {
        let mut words = text.split(' ');
        let name = words.next().unwrap();
        let (load, capacity) = words.next().unwrap().split_once('/').unwrap();
        let idle = words.next().unwrap().parse().unwrap();
        let mut person = Candidate {
            id: name.into(),
            role: Role::Agent,
            presence: Presence::Online,
            load: load.parse().unwrap(),
            capacity: capacity.parse().unwrap(),
            skills: vec![],
            inboxes: vec![],
            idle_since: at(idle),
        };
        for word in words {
            match word.split_at(1) {
                ("+", skill) => person.skills.push(skill.into()),
                ("@", inbox) => person.inboxes.push(inbox.into()),
                _ if word == "away" => person.presence = Presence::Away,
                _ if word == "offline" => person.presence = Presence::Offline,
                _ => person.role = Role::Analyst,
            }
        }
        person
    }

    /// Due at 60.
    fn handover(change: impl FnOnce(&mut Handover)) -> Handover {
        let mut handover = Handover {
            inbox: "main".into(),
            skills: vec![],
            members: vec![],
            stage: Stage::Waiting,
            level: Level::One,
            due_at: Some(at(60)),
            preferred: None,
            tried: vec![],
            open: true,
        };
        change(&mut handover);
        handover
    }

    #[track_caller]
    fn check(handover: Handover, people: &[&str], now: i64, expect: &str) {
        let people: Vec<Candidate> = people.iter().map(|p| person(p)).collect();
        let said = match next_step(&handover, &people, at(now)) {
            Step::Stay => "stay".to_owned(),
            Step::Offer { person, anew: false } => person.0,
            Step::Offer { person, anew: true } => format!("{person} anew"),
            Step::Everybody => "everybody".to_owned(),
            Step::Supervisors => "supervisors".to_owned(),
        };
        assert_eq!(said, expect, "{handover:?}");
    }

    #[test]
    fn the_least_loaded_gets_it_then_the_longest_idle() {
        check(handover(|_| {}), &["a 2/4 0", "b 1/4 9", "c 1/4 5"], 0, "c");
        check(handover(|_| {}), &["a 0/4 0 away", "b 3/4 9", "c 4/4 0"], 0, "b");
        check(
            handover(|_| {}),
            &["a 0/4 0 offline", "b 0/0 0", "c 0/4 0 analyst"],
            0,
            "stay",
        );
        check(
            handover(|h| h.preferred = Some("b".into())),
            &["a 0/4 0", "b 3/4 9"],
            0,
            "b",
        );
        check(
            handover(|h| h.preferred = Some("b".into())),
            &["a 0/4 0", "b 4/4 9"],
            0,
            "a",
        );
    }

    #[test]
    fn only_those_whom_queue_and_inbox_admit_get_it() {
        check(
            handover(|h| h.skills = vec!["billing".into()]),
            &["a 0/4 0", "b 3/4 9 +billing"],
            0,
            "b",
        );
        check(
            handover(|h| h.members = vec!["b".into()]),
            &["a 0/4 0", "b 3/4 9"],
            0,
            "b",
        );
        check(handover(|_| {}), &["a 0/4 0 @other", "b 3/4 9 @main"], 0, "b");
    }

    #[test]
    fn who_does_not_take_it_loses_it_to_the_next_then_to_everybody_then_to_the_supervisor() {
        let assigned = |tried: &[&str]| {
            let tried = tried.iter().map(|t| PersonId::from(*t)).collect();
            handover(|h| (h.stage, h.tried) = (Stage::Assigned, tried))
        };
        check(assigned(&["a"]), &["a 1/4 0", "b 0/4 0"], 59, "stay");
        check(assigned(&["a"]), &["a 1/4 0", "b 0/4 0"], 60, "b");
        check(assigned(&["a", "b"]), &["a 0/4 0", "b 1/4 0"], 60, "everybody");
        check(assigned(&["a"]), &["a 1/4 0"], 60, "everybody");
        let everybody = || handover(|h| h.level = Level::Everybody);
        check(everybody(), &["c 0/4 0"], 59, "stay");
        check(everybody(), &["c 0/4 0"], 60, "supervisors");
        let told = || handover(|h| (h.level, h.tried) = (Level::Supervisor, vec!["a".into()]));
        check(told(), &["a 0/4 0"], 59, "stay");
        check(told(), &["a 0/4 0"], 60, "a anew");
        check(told(), &["a 4/4 0"], 60, "stay");
    }

    #[test]
    fn a_clock_that_went_back_holds_no_offer_for_hours() {
        let offered =
            |due: i64| handover(|h| (h.stage, h.due_at, h.tried) = (Stage::Assigned, Some(at(due)), vec!["a".into()]));
        check(offered(120), &["a 1/4 0", "b 0/4 0"], 0, "stay");
        check(offered(3_600), &["a 1/4 0", "b 0/4 0"], 0, "b");
    }

    #[test]
    fn where_nobody_can_be_asked_everybody_is_next() {
        check(handover(|_| {}), &["a 4/4 0"], 59, "stay");
        check(handover(|_| {}), &["a 4/4 0"], 60, "everybody");
        check(handover(|_| {}), &[], 600, "everybody");
    }

    #[test]
    fn outside_the_hours_it_is_offered_and_nobody_is_alarmed() {
        check(handover(|h| h.open = false), &["a 0/4 0"], 0, "a");
        check(handover(|h| h.open = false), &[], 600, "stay");
        check(
            handover(|h| (h.open, h.level) = (false, Level::Everybody)),
            &[],
            600,
            "stay",
        );
        check(
            handover(|h| (h.open, h.level) = (false, Level::Everybody)),
            &["a 0/4 0"],
            600,
            "a anew",
        );
    }

    #[test]
    fn the_first_queue_that_matches_gets_it() {
        let queue = |id: &str, inbox: Option<&str>, topics: &[&str]| Queue {
            id: id.into(),
            name: id.into(),
            inbox: inbox.map(InboxId::from),
            topics: topics.iter().map(|t| (*t).to_owned()).collect(),
            skills: vec![],
            members: vec![],
            important: Important::default(),
            position: 0,
        };
        let queues = [
            queue("refunds", Some("main"), &["refunds"]),
            queue("main", Some("main"), &[]),
            queue("legal", None, &["legal"]),
        ];
        let name = |inbox: &str, topic| queue_for(&queues, &inbox.into(), topic).map(|q| q.name.as_str());
        assert_eq!(name("main", Some("refunds")), Some("refunds"));
        assert_eq!(name("main", Some("legal")), Some("main"), "the order decides");
        assert_eq!(name("main", None), Some("main"));
        assert_eq!(name("other", Some("legal")), Some("legal"));
        assert_eq!(name("other", None), None);
    }

    #[test]
    fn the_important_go_first_and_the_patient_are_not_forgotten() {
        assert_eq!(priority(1.0, 1.0, true), 1.0);
        assert_eq!(priority(f64::NAN, 2.0, false), 0.3);
        let fresh = pressing(priority(1.0, 1.0, true), at(1_800), at(1_800));
        assert!(pressing(0.0, at(0), at(1_799)) < fresh);
        assert!(
            pressing(0.0, at(0), at(1_801)) > fresh,
            "after half an hour even the least"
        );
        assert_eq!(pressing(0.5, at(10), at(0)), 0.5, "a clock that went back");
        assert!(
            Important {
                plans: vec!["business".into()],
                accounts: vec![]
            }
            .names(Some("business"), None)
        );
        assert!(!Important::default().names(Some("business"), Some("acme")));
    }

    #[test]
    fn a_wait_is_told_only_where_it_is_known() {
        assert_eq!(expected_wait(4, 60), Some(300));
        assert_eq!(expected_wait(0, 3600), None, "a second");
        assert_eq!(expected_wait(4, 2), None, "two say nothing");
        assert_eq!(expected_wait(0, 120), Some(30));
    }
}
