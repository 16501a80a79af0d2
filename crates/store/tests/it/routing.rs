use crate::people::person;
use crate::support::{Scratch, at, check, escalation, kinds, leased, record, say, states};
use jiff::Timestamp;
use usher_engine::people::routing::{Stage, Step, next_step};
use usher_engine::{ConversationId, ConversationState, PersonId, Presence, Role, TurnInput};
use usher_store::{
    Closing, Conversation, NewQueue, Person, PersonChange, PersonMessage, PersonNote, Resolved, Row, RowFilter, Settle,
    Spoken, Status, Store, Taken, View,
};

/// A conversation that the engine handed over at second 3.
pub async fn handed_over(store: &Store) -> Conversation {
    let (conversation, job) = leased(store).await;
    let (turn, input) = (escalation(), TurnInput::default());
    store.finish_turn(&job, record(&turn, &input), at(3)).await.unwrap();
    conversation
}

pub async fn agent(store: &Store, name: &str) -> Person {
    let person = person(store, name, Role::Agent).await;
    store.beat(&person.id, at(0)).await.unwrap();
    person
}

/// One round of routing, as a node does it: what it did, in words.
pub async fn tick(store: &Store, now: Timestamp) -> Vec<String> {
    let mut did = Vec::new();
    for id in store.sleepers(now).await.unwrap() {
        if store.wake(&id, now).await.unwrap() {
            did.push("woken".into());
        }
    }
    for id in store.orphans(now).await.unwrap() {
        if store.return_orphan(&id, now).await.unwrap() {
            did.push("returned".into());
        }
    }
    let queues = store.queues().await.unwrap();
    for due in store.due_work(&queues, now).await.unwrap() {
        let people = store.colleagues(now).await.unwrap();
        let people: Vec<_> = people.iter().map(usher_store::Colleague::candidate).collect();
        let step = next_step(&due.handover, &people, now);
        let word = match &step {
            Step::Stay => continue,
            Step::Offer { person, .. } => store.person(person).await.unwrap().unwrap().name,
            Step::Everybody => "everybody".into(),
            Step::Supervisors => "supervisors".into(),
        };
        if store.apply_step(&due, &step, now).await.unwrap() {
            did.push(word);
        }
    }
    did
}

async fn row(store: &Store, id: &ConversationId) -> Row {
    store.row(id, &[], at(0)).await.unwrap().unwrap()
}

pub async fn reply(
    store: &Store,
    id: &ConversationId,
    person: &PersonId,
    client_id: &str,
    words: &str,
    now: i64,
) -> Spoken {
    let new = PersonMessage {
        conversation: id,
        person,
        client_id,
        text: words,
        citations: &[],
        files: &[],
        guide: None,
        suggestion: None,
        reasked: &[],
    };
    store.say(new, at(now)).await.unwrap()
}

async fn settle(store: &Store, id: &ConversationId, person: &Person, what: Settle, now: i64) -> Taken {
    let supervises = person.role.supervises();
    store.settle(id, &person.id, supervises, what, at(now)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handoff_goes_to_the_next_then_to_everybody_then_to_the_supervisor_and_is_never_lost() {
    check(async |db| {
        let store = &db.store;
        let handed = handed_over(store).await;
        assert_eq!(tick(store, at(4)).await, Vec::<String>::new(), "nobody is there");
        let (tom, ada) = (agent(store, "tom").await, agent(store, "ada").await);
        let later = "UPDATE people SET idle_since = idle_since + 1 WHERE name = 'ada'";
        sqlx::query(later).execute(&db.raw().await).await.unwrap();
        assert_eq!(tick(store, at(5)).await, ["tom"], "both are idle, tom for longer");
        let offered = row(store, &handed.id).await;
        assert_eq!(
            (offered.stage, offered.assignee),
            (Some(Stage::Assigned), Some(tom.to_ref()))
        );
        assert_eq!(offered.due_at, Some(at(65)));
        for person in [&tom, &ada] {
            store.beat(&person.id, at(60)).await.unwrap();
        }
        assert!(tick(store, at(64)).await.is_empty());
        assert_eq!(tick(store, at(65)).await, ["ada"]);
        for person in [&tom, &ada] {
            store.beat(&person.id, at(120)).await.unwrap();
        }
        assert_eq!(tick(store, at(125)).await, ["everybody"]);
        assert_eq!(tick(store, at(185)).await, ["supervisors"]);
        for person in [&tom, &ada] {
            store.beat(&person.id, at(240)).await.unwrap();
        }
        assert_eq!(tick(store, at(245)).await, ["tom"], "and it begins anew");
        assert_eq!(
            store.take(&handed.id, &ada.id, false, at(246)).await.unwrap(),
            Taken::By(tom.to_ref())
        );
        assert_eq!(
            store.take(&handed.id, &tom.id, false, at(247)).await.unwrap(),
            Taken::Yes
        );
        assert_eq!(
            store.take(&handed.id, &tom.id, false, at(248)).await.unwrap(),
            Taken::Yes,
            "again"
        );
        assert!(tick(store, at(900)).await.len() <= 1, "only that its person is gone");
        let kinds = kinds(store, &handed).await;
        let people: Vec<&str> = kinds.iter().filter_map(|k| k.strip_prefix("people.")).collect();
        let expected = [
            "waiting", "offered", "missed", "offered", "missed", "offered", "offered", "offered",
        ];
        assert_eq!(people[..8], expected, "{kinds:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_take_at_the_same_instant_exactly_one_has_it() {
    check(async |db| {
        let (tom, ada) = (agent(&db.store, "tom").await, agent(&db.store, "ada").await);
        let other = db.another_node().await;
        for _ in 0..4 {
            let handed = handed_over(&db.store).await;
            let take = |store: &Store, who: &Person| {
                let (store, id, who) = (store.clone(), handed.id.clone(), who.id.clone());
                tokio::spawn(async move { store.take(&id, &who, false, at(5)).await.unwrap() })
            };
            let (one, two) = (take(&db.store, &tom), take(&other, &ada));
            let taken = [one.await.unwrap(), two.await.unwrap()];
            assert_eq!(taken.iter().filter(|t| **t == Taken::Yes).count(), 1, "{taken:?}");
            assert!(taken.iter().any(|t| matches!(t, Taken::By(_))), "{taken:?}");
        }
        other.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_over_capacity_whoever_gives_them_what_at_once() {
    check(async |db| {
        let tom = agent(&db.store, "tom").await;
        let mut tasks = Vec::new();
        for n in 0..8 {
            let handed = handed_over(&db.store).await;
            let (store, id, who) = (db.store.clone(), handed.id.clone(), tom.id.clone());
            tasks.push(tokio::spawn(async move {
                if n % 2 == 0 {
                    return store.take(&id, &who, false, at(5)).await.unwrap() == Taken::Yes;
                }
                let due = store.due_work(&[], at(5)).await.unwrap();
                let Some(due) = due.into_iter().find(|d| d.conversation == id) else {
                    return false;
                };
                let step = Step::Offer {
                    person: who,
                    anew: false,
                };
                store.apply_step(&due, &step, at(5)).await.unwrap()
            }));
        }
        let mut given = 0;
        for task in tasks {
            given += usize::from(task.await.unwrap());
        }
        assert_eq!(given, 4);
        let load = db.store.colleagues(at(5)).await.unwrap()[0].load;
        assert_eq!(load, 4);
        let late = handed_over(&db.store).await;
        assert_eq!(
            db.store.take(&late.id, &tom.id, false, at(6)).await.unwrap(),
            Taken::CapacityReached
        );
        assert_eq!(
            reply(&db.store, &late.id, &tom.id, "1", "Hi", 7).await,
            Spoken::Refused(Taken::CapacityReached)
        );
        assert!(tick(&db.store, at(7)).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_on_an_older_state_is_refused() {
    check(async |db| {
        let (tom, ada) = (agent(&db.store, "tom").await, agent(&db.store, "ada").await);
        let handed = handed_over(&db.store).await;
        let due = db.store.due_work(&[], at(5)).await.unwrap().remove(0);
        let to = |person: &Person| Step::Offer {
            person: person.id.clone(),
            anew: false,
        };
        assert!(db.store.apply_step(&due, &to(&tom), at(5)).await.unwrap());
        assert!(!db.store.apply_step(&due, &to(&ada), at(5)).await.unwrap());
        assert_eq!(row(&db.store, &handed.id).await.assignee, Some(tom.to_ref()));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_node_at_a_time_holds_a_lease() {
    check(async |db| {
        let second = jiff::SignedDuration::from_secs(5);
        let hold = async |who: &str, now: i64| db.store.hold_lease("router", who, at(now), second).await.unwrap();
        assert_eq!(hold("a", 0).await, Some(1));
        assert_eq!(hold("b", 4).await, None);
        assert_eq!(hold("a", 4).await, Some(1), "it keeps it");
        assert_eq!(hold("b", 8).await, None);
        assert_eq!(hold("b", 9).await, Some(2), "until it does not");
        assert_eq!(hold("a", 9).await, None);
        db.store.release_lease("router", "b").await.unwrap();
        assert_eq!(hold("a", 9).await, Some(3));
        assert_eq!(hold("b", -40).await, None, "clocks differ a little");
        assert_eq!(
            hold("b", -3_600).await,
            Some(4),
            "a clock that went back does not lock everybody out"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_gone_while_the_contact_waits_loses_it_and_who_is_revoked_at_once() {
    check(async |db| {
        let store = &db.store;
        let (tom, ada) = (agent(store, "tom").await, agent(store, "ada").await);
        let handed = handed_over(store).await;
        store.take(&handed.id, &tom.id, false, at(5)).await.unwrap();
        reply(store, &handed.id, &tom.id, "1", "I look into it", 6).await;
        assert!(tick(store, at(1_000)).await.is_empty(), "nobody waits for anything");
        store.beat(&ada.id, at(1_000)).await.unwrap();
        say(store, &handed, "2", "Are you there?").await.unwrap();
        assert_eq!(tick(store, at(1_001)).await, ["returned", "ada"]);
        store.take(&handed.id, &ada.id, false, at(1_002)).await.unwrap();
        let revoke = PersonChange {
            status: Some(Status::Revoked),
            ..PersonChange::default()
        };
        store.change_person(&ada.id, revoke, None, at(1_003)).await.unwrap();
        store.beat(&tom.id, at(1_003)).await.unwrap();
        assert_eq!(tick(store, at(1_004)).await, ["returned", "tom"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_is_put_off_and_wakes_by_itself_or_when_the_contact_writes() {
    check(async |db| {
        let store = &db.store;
        let (tom, _) = (agent(store, "tom").await, agent(store, "ada").await);
        let handed = handed_over(store).await;
        store.take(&handed.id, &tom.id, false, at(5)).await.unwrap();
        let later = || Settle::Snooze(at(100));
        assert_eq!(settle(store, &handed.id, &tom, later(), 6).await, Taken::Yes);
        assert_eq!(settle(store, &handed.id, &tom, later(), 7).await, Taken::Yes, "again");
        assert_eq!(states(store, &handed).await, ConversationState::Snoozed);
        assert_eq!(
            store
                .colleagues(at(7))
                .await
                .unwrap()
                .iter()
                .map(|c| c.load)
                .sum::<i64>(),
            0
        );
        assert!(tick(store, at(40)).await.is_empty());
        store.beat(&tom.id, at(100)).await.unwrap();
        assert_eq!(tick(store, at(100)).await, ["woken", "tom"], "to who put it off");
        store.take(&handed.id, &tom.id, false, at(101)).await.unwrap();
        settle(store, &handed.id, &tom, Settle::Snooze(at(900)), 102).await;
        say(store, &handed, "2", "It is urgent now").await.unwrap();
        assert_eq!(states(store, &handed).await, ConversationState::Open);
        assert_eq!(tick(store, at(103)).await, ["tom"]);
        let kinds = kinds(store, &handed).await;
        assert_eq!(kinds.iter().filter(|k| **k == "people.woken").count(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_answer_settle_and_open_again() {
    check(async |db| {
        let store = &db.store;
        let (tom, ada) = (agent(store, "tom").await, agent(store, "ada").await);
        let handed = handed_over(store).await;
        let Spoken::Accepted(first) = reply(store, &handed.id, &tom.id, "1", "Hello!", 5).await else {
            panic!("who replies takes it");
        };
        assert!(!first.duplicate);
        let again = reply(store, &handed.id, &tom.id, "1", "Hello!", 6).await;
        assert!(matches!(again, Spoken::Accepted(a) if a.duplicate && a.seq == first.seq));
        assert_eq!(
            reply(store, &handed.id, &ada.id, "1", "Hi", 6).await,
            Spoken::Refused(Taken::By(tom.to_ref()))
        );
        assert_eq!(row(store, &handed.id).await.waiting_since, None);
        let solved = || {
            Settle::Resolve(Resolved {
                outcome: Closing::Solved,
                topic: Some("billing".into()),
                note: None,
            })
        };
        assert_eq!(settle(store, &handed.id, &ada, solved(), 7).await, Taken::NotYours);
        assert_eq!(settle(store, &handed.id, &tom, solved(), 7).await, Taken::Yes);
        let before = kinds(store, &handed).await.len();
        assert_eq!(settle(store, &handed.id, &tom, solved(), 8).await, Taken::Yes);
        assert_eq!(kinds(store, &handed).await.len(), before, "again changes nothing");
        let settled = row(store, &handed.id).await;
        assert_eq!(
            (settled.outcome, settled.topic.as_deref()),
            (Some(Closing::Solved), Some("billing"))
        );
        assert_eq!(
            store.take(&handed.id, &ada.id, false, at(9)).await.unwrap(),
            Taken::NotOpen
        );
        assert_eq!(settle(store, &handed.id, &ada, Settle::Reopen, 9).await, Taken::Yes);
        assert_eq!(row(store, &handed.id).await.assignee, Some(ada.to_ref()));
        assert_eq!(
            settle(store, &handed.id, &ada, Settle::HandBack(None), 10).await,
            Taken::Yes
        );
        assert_eq!(states(store, &handed).await, ConversationState::Pending);
        say(store, &handed, "3", "And now?").await.unwrap();
        assert_eq!(store.queue_depth().await.unwrap(), 1, "the AI agent answers again");
        assert_eq!(
            store.take(&handed.id, &tom.id, false, at(11)).await.unwrap(),
            Taken::Yes
        );
        assert_eq!(
            store.queue_depth().await.unwrap(),
            0,
            "what a person takes from it is theirs to answer"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_given_to_a_person_or_a_queue_with_a_note() {
    check(async |db| {
        let store = &db.store;
        let (tom, ada) = (agent(store, "tom").await, agent(store, "ada").await);
        let boss = person(store, "boss", Role::Supervisor).await;
        let queue = NewQueue {
            name: "Refunds".into(),
            inbox: None,
            topics: vec!["refunds".into()],
            skills: vec!["billing".into()],
            members: vec![],
            important: Default::default(),
            position: 0,
        };
        let queue = store.write_queue(None, queue, &boss.id, at(0)).await.unwrap().unwrap();
        let handed = handed_over(store).await;
        assert_eq!(
            row(store, &handed.id).await.queue,
            Some((queue.id.clone(), "Refunds".into()))
        );
        assert!(tick(store, at(4)).await.is_empty(), "nobody has the skill");
        let to = |person: &Person| Settle::ToPerson(person.id.clone(), Some("You know this one".into()));
        assert_eq!(settle(store, &handed.id, &tom, to(&ada), 5).await, Taken::NotYours);
        assert_eq!(settle(store, &handed.id, &boss, to(&ada), 5).await, Taken::Yes);
        assert_eq!(settle(store, &handed.id, &boss, to(&ada), 5).await, Taken::Yes, "again");
        store.take(&handed.id, &ada.id, false, at(6)).await.unwrap();
        let back = |queue| Settle::ToQueue(queue, None);
        assert_eq!(
            settle(store, &handed.id, &ada, back(Some("nonesuch".into())), 7).await,
            Taken::UnknownQueue
        );
        assert_eq!(settle(store, &handed.id, &ada, back(None), 7).await, Taken::Yes);
        assert_eq!(tick(store, at(8)).await, ["tom"], "not to who gave it away");
        store.take(&handed.id, &boss.id, true, at(9)).await.unwrap();
        let acts: Vec<String> = store
            .audit(None, None, 9)
            .await
            .unwrap()
            .into_iter()
            .map(|a| a.act)
            .collect();
        assert_eq!(
            acts[..2],
            ["conversation.taken_over", "conversation.assigned"],
            "{acts:?}"
        );
        assert!(store.delete_queue(&queue.id, &boss.id, at(10)).await.unwrap());
        assert!(!store.delete_queue(&queue.id, &boss.id, at(10)).await.unwrap());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_open_and_in_no_queue_is_put_into_one() {
    check(async |db| {
        let handed = handed_over(&db.store).await;
        assert_eq!(db.store.adopt_open(at(4)).await.unwrap(), 0);
        sqlx::query("DELETE FROM work").execute(&db.raw().await).await.unwrap();
        assert_eq!(db.store.adopt_open(at(5)).await.unwrap(), 1);
        assert_eq!(row(&db.store, &handed.id).await.stage, Some(Stage::Waiting));
        assert_eq!(db.store.adopt_open(at(6)).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn contacts_never_see_what_is_for_people() {
    check(async |db| {
        let store = &db.store;
        let tom = agent(store, "tom").await;
        let handed = handed_over(store).await;
        let note = |client_id, text| PersonNote {
            conversation: &handed.id,
            person: &tom.id,
            client_id,
            text,
            mentions: std::slice::from_ref(&tom.id),
        };
        let noted = store.write_note(note("n1", "Rude, but right"), at(5)).await.unwrap();
        assert!(matches!(noted, Spoken::Accepted(ref a) if !a.duplicate));
        let again = store.write_note(note("n1", "Rude, but right"), at(6)).await.unwrap();
        assert!(matches!(again, Spoken::Accepted(ref a) if a.duplicate));
        assert!(store.write_note(note("n1", "Something else"), at(6)).await.is_err());
        reply(store, &handed.id, &tom.id, "n1", "Hello", 7).await;
        let seen = store.contact_events_after(&handed.id, 0, 100).await.unwrap();
        assert!(seen.iter().all(|e| !e.kind.is_for_people()));
        assert!(!format!("{seen:?}").contains("Rude"));
        assert_eq!(seen.last().unwrap().body["text"], "Hello");
        let all = store.events_after(&handed.id, 0, 100).await.unwrap();
        assert!(all.len() > seen.len());
        let counts = store.counts(&tom.id, &[], at(8)).await.unwrap();
        assert_eq!((counts.mentions, counts.mine, counts.open), (1, 1, 1));
        store.see_mentions(&handed.id, &tom.id, at(9)).await.unwrap();
        assert_eq!(store.counts(&tom.id, &[], at(9)).await.unwrap().mentions, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_show_what_they_are_asked_for_and_only_of_ones_own_inboxes() {
    check(async |db| {
        let store = &db.store;
        let tom = agent(store, "tom").await;
        let handed = handed_over(store).await;
        let pending = crate::support::conversation(store).await;
        let list = async |change: &dyn Fn(&mut RowFilter)| -> Vec<String> {
            let mut filter = RowFilter::all(&tom.id, &[], at(10));
            change(&mut filter);
            store.rows(&filter).await.unwrap().into_iter().map(|r| r.id.0).collect()
        };
        assert_eq!(list(&|_| {}).await, [handed.id.0.clone(), pending.id.0.clone()]);
        assert_eq!(list(&|f| f.view = View::Waiting).await, [handed.id.0.clone()]);
        assert_eq!(list(&|f| f.view = View::Pending).await, [pending.id.0.clone()]);
        assert_eq!(list(&|f| f.topic = Some("refunds".into())).await, [handed.id.0.clone()]);
        assert_eq!(list(&|f| f.sort = usher_store::Sort::Pressing).await[0], handed.id.0);
        assert_eq!(list(&|f| f.sort = usher_store::Sort::Oldest).await.len(), 2);
        for view in [View::Mine, View::Offered, View::Snoozed, View::Resolved, View::Mentions] {
            assert!(list(&|f| f.view = view).await.is_empty(), "{view:?}");
        }
        assert_eq!(list(&|f| f.view = View::Live).await, [handed.id.0.clone()]);
        assert!(list(&|f| f.rating = Some(5)).await.is_empty());
        assert!(list(&|f| f.inboxes = vec!["other".into()]).await.is_empty());
        assert_eq!(store.row(&handed.id, &["other".into()], at(0)).await.unwrap(), None);
        tick(store, at(11)).await;
        assert_eq!(list(&|f| f.view = View::Offered).await, [handed.id.0.clone()]);
        let row = row(store, &handed.id).await;
        assert_eq!(row.title, "Where are my invoices?");
        assert_eq!(row.preview.unwrap().text, "A colleague takes over.");
        assert_eq!((row.urgency, row.priority), (0.5, 0.25));
        let counts = store.counts(&tom.id, &[], at(11)).await.unwrap();
        assert_eq!(
            (counts.offered, counts.waiting, counts.open, counts.pending),
            (1, 0, 1, 1)
        );
        assert_eq!(store.counts(&tom.id, &["other".into()], at(11)).await.unwrap().open, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_in_messages_notes_and_names() {
    check(async |db| {
        let store = &db.store;
        let tom = agent(store, "tom").await;
        let handed = handed_over(store).await;
        say(store, &handed, "9", "100% of my_invoices are gone").await.unwrap();
        let find =
            async |words: &str| -> usize { store.search(words, &tom.id, &[], 0, 20, at(9)).await.unwrap().len() };
        assert_eq!(find("invoices").await, 2);
        assert_eq!(find("INVOICES gone").await, 1);
        assert_eq!(find("100%").await, 1);
        assert_eq!(find("0%0").await, 0, "a percent sign is one");
        assert_eq!(find("my_in").await, 1);
        assert_eq!(find("myxin").await, 0);
        assert_eq!(find("").await, 0);
        assert!(
            store
                .search("invoices", &tom.id, &["other".into()], 0, 20, at(9))
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_is_told_from_the_queue() {
    check(async |db| {
        let store = &db.store;
        let tom = agent(store, "tom").await;
        let (first, second) = (handed_over(store).await, handed_over(store).await);
        let (one, two) = (
            store.waiting(&first.id, at(5)).await.unwrap(),
            store.waiting(&second.id, at(5)).await.unwrap(),
        );
        assert_eq!(
            (one.stage, one.ahead + two.ahead),
            (Some(Stage::Waiting), 0),
            "they came together"
        );
        store.take(&first.id, &tom.id, false, at(6)).await.unwrap();
        assert_eq!(store.waiting(&second.id, at(7)).await.unwrap().taken, 1);
        assert_eq!(
            store.waiting(&first.id, at(7)).await.unwrap().stage,
            Some(Stage::Active)
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn presence_is_what_the_sockets_say_and_one_wishes() {
    check(async |db: &Scratch| {
        let tom = person(&db.store, "tom", Role::Agent).await;
        let presence = async |now: i64| db.store.colleagues(at(now)).await.unwrap()[0].presence;
        assert_eq!(presence(0).await, Presence::Offline);
        db.store.beat(&tom.id, at(0)).await.unwrap();
        assert_eq!(presence(44).await, Presence::Online);
        assert_eq!(presence(45).await, Presence::Offline);
        db.store.wish_presence(&tom.id, Presence::Away).await.unwrap();
        assert_eq!(presence(44).await, Presence::Away);
    })
    .await;
}
