//! A support team's shift, simulated second by second on two nodes: agents come, miss offers, and vanish; nodes stop. Half an
//! hour of it, or as many minutes as USHER_SHIFT_MINUTES says.

use crate::routing::{agent, handed_over, tick};
use crate::support::{at, check};
use std::collections::HashMap;
use usher_engine::ConversationState;
use usher_store::{Closing, EventKind, Person, Resolved, RowFilter, Settle, Store, Taken, View};

const AGENTS: usize = 10;
/// Contacts come so many seconds after one another: 277 an hour.
const EVERY: i64 = 13;
/// In the last minutes all agents are there and take what they are offered, so that all is settled at the end.
const CALM: i64 = 300;

/// How long the shift is, in seconds.
fn length() -> i64 {
    let minutes = std::env::var("USHER_SHIFT_MINUTES").ok();
    minutes.and_then(|m| m.parse::<i64>().ok()).unwrap_or(30) * 60
}

/// A generator that makes the same shift each time (Knuth, TAOCP 2, 3.3.4: the multiplier of MMIX).
struct Dice(u64);

impl Dice {
    fn chance(&mut self, one_in: u64) -> bool {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33).is_multiple_of(one_in)
    }
}

struct Shift<'a> {
    calm_from: i64,
    nodes: [&'a Store; 2],
    agents: Vec<Person>,
    /// Until when each agent's browser is gone.
    gone_until: HashMap<usize, i64>,
    dice: Dice,
}

impl Shift<'_> {
    /// Who is there beats, now and then somebody vanishes.
    async fn beat(&mut self, now: i64) {
        for n in 0..AGENTS {
            if now < self.calm_from && self.dice.chance(400) {
                self.gone_until.insert(n, now + 200);
            }
            let is_there = self.gone_until.get(&n).is_none_or(|until| *until <= now) || now >= self.calm_from;
            if is_there && now % 15 == 0 {
                self.nodes[n % 2].beat(&self.agents[n].id, at(now)).await.unwrap();
            }
        }
    }

    /// Agents take what they are offered, sometimes, and settle what they have.
    async fn work(&mut self, now: i64) {
        for n in 0..AGENTS {
            let gone = self.gone_until.get(&n).is_some_and(|until| *until > now) && now < self.calm_from;
            if gone || !(now >= self.calm_from || self.dice.chance(12)) {
                continue;
            }
            let (agent, node) = (self.agents[n].clone(), self.nodes[n % 2]);
            let mut filter = RowFilter::all(&agent.id, &[], at(now));
            filter.view = View::Offered;
            for row in node.rows(&filter).await.unwrap().into_iter().take(2) {
                let taken = node.take(&row.id, &agent.id, false, at(now)).await.unwrap();
                assert!(!matches!(taken, Taken::NotOpen | Taken::UnknownPerson), "{taken:?}");
            }
            filter.view = View::Mine;
            for row in node.rows(&filter).await.unwrap() {
                if row.stage == Some(usher_engine::people::routing::Stage::Active) && self.dice.chance(3) {
                    let how = Resolved {
                        outcome: Closing::Solved,
                        topic: None,
                        note: None,
                    };
                    node.settle(&row.id, &agent.id, false, Settle::Resolve(how), at(now))
                        .await
                        .unwrap();
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_simulated_shift_no_handoff_is_lost_nobody_is_over_capacity_and_every_miss_is_rerouted() {
    check(async |db| {
        let other = db.another_node().await;
        let mut agents = Vec::new();
        for n in 0..AGENTS {
            agents.push(agent(&db.store, &format!("agent{n}")).await);
        }
        let nodes = [&db.store, &other];
        let length = length();
        let mut shift = Shift {
            calm_from: length - CALM,
            nodes,
            agents,
            gone_until: HashMap::new(),
            dice: Dice(7),
        };
        let mut handed = Vec::new();
        for now in 10..length {
            // Who comes in the calm at the end still has time to be helped.
            if now < length - CALM / 2 && now % EVERY == 0 {
                handed.push(handed_over(nodes[handed.len() % 2]).await);
            }
            shift.beat(now).await;
            // Each node is down one minute of five; while both are up both tick, as if a lease had been lost.
            for (n, node) in nodes.into_iter().enumerate() {
                if (now / 60) % 5 != n as i64 {
                    tick(node, at(now)).await;
                }
            }
            shift.work(now).await;
            for colleague in db.store.colleagues(at(now)).await.unwrap() {
                assert!(colleague.load <= colleague.person.capacity, "{now}: {colleague:?}");
            }
        }
        eprintln!("{} handoffs in {} minutes", handed.len(), length / 60);
        let mut missed = 0;
        for conversation in &handed {
            let state = db.store.conversation(&conversation.id).await.unwrap().unwrap().state;
            assert_eq!(state, ConversationState::Resolved, "{}", conversation.id);
            missed += check_events(&db.store, conversation).await;
        }
        eprintln!("{missed} missed, each offered again after 60 to 65 s");
        assert!(missed > 5, "the shift was too easy: {missed}");
        other.close().await;
    })
    .await;
}

/// One person at a time has it, and whoever missed it lost it after 60 to 65 seconds; returns how many did.
async fn check_events(store: &Store, conversation: &usher_store::Conversation) -> usize {
    let events = store.events_after(&conversation.id, 0, 10_000).await.unwrap();
    let (mut offered_at, mut holder, mut missed) = (None, None, 0);
    for event in &events {
        match event.kind {
            EventKind::PeopleOffered => offered_at = Some(event.at),
            EventKind::PeopleMissed => {
                let waited = event.at.duration_since(offered_at.take().unwrap()).as_secs();
                assert!((60..=65).contains(&waited), "{waited}");
                missed += 1;
            }
            EventKind::ConversationAssigned => {
                assert_eq!(
                    holder.replace(event.body["by"]["id"].clone()),
                    None,
                    "two have {}",
                    conversation.id
                );
            }
            EventKind::PeopleReturned | EventKind::ConversationResolved => holder = None,
            _ => {}
        }
    }
    missed
}
