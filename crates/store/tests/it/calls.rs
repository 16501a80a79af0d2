use crate::support::{Scratch, at, check, conversation};
use usher_engine::{ContactId, ConversationId, InboxId, ModelUse};
use usher_store::{CallEnded, CallFilter, NewCall, SpentToday};

/// 00:00 of the day of `at(0)`, as seconds of it.
const MIDNIGHT: i64 = -28_800;

pub fn call<'a>(inbox: &'a InboxId, conversation: Option<&'a ConversationId>) -> NewCall<'a> {
    NewCall {
        inbox,
        conversation,
        contact: None,
        message: None,
        person: None,
        number: 0,
        prompt: "answer",
        hash: "h1",
        endpoint: "first",
        system: "You answer.",
        user: "Where are my invoices?\0",
    }
}

fn used(cost_micros: u64) -> ModelUse {
    ModelUse {
        model: "m-1".into(),
        endpoint: "second".into(),
        tokens_in: 100,
        tokens_out: 20,
        cost_micros,
        duration_ms: 900,
        ..ModelUse::default()
    }
}

async fn made(db: &Scratch, new: NewCall<'_>, second: i64, outcome: &str, cost: u64) -> String {
    let id = db.store.begin_call(new, at(second)).await.unwrap();
    let used = used(cost);
    let ended = CallEnded { outcome, used: &used };
    db.store.end_call(&id, ended).await.unwrap();
    id
}

fn all<'a>() -> CallFilter<'a> {
    CallFilter {
        limit: 50,
        ..CallFilter::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_stands_there_before_its_end_is_known_and_says_it_afterwards() {
    check(async |db| {
        let (inbox, begun) = (InboxId::from("main"), conversation(&db.store).await);
        let new = NewCall {
            contact: Some(&begun.contact),
            ..call(&inbox, Some(&begun.id))
        };
        let id = db.store.begin_call(new, at(1)).await.unwrap();
        let before = db.store.calls(&all()).await.unwrap().remove(0);
        assert_eq!((before.id.as_str(), before.outcome.as_str()), (id.as_str(), "started"));
        assert_eq!((before.at, before.used.endpoint.as_str()), (at(1), "first"));
        assert_eq!(before.user, "Where are my invoices?\u{FFFD}");
        assert_eq!(before.contact.as_ref(), Some(&begun.contact));

        let used = used(42);
        let ended = CallEnded {
            outcome: "written",
            used: &used,
        };
        db.store.end_call(&id, ended).await.unwrap();
        let after = db.store.calls(&all()).await.unwrap().remove(0);
        assert_eq!((after.outcome.as_str(), &after.used), ("written", &used));
        db.store.end_call("nonesuch", ended).await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_are_listed_newest_first_a_page_at_a_time_by_conversation_prompt_and_inbox() {
    check(async |db| {
        let (main, other) = (InboxId::from("main"), InboxId::from("other"));
        let begun = conversation(&db.store).await;
        let mut ids = Vec::new();
        for second in 0..3 {
            ids.push(made(db, call(&main, Some(&begun.id)), second, "written", 1).await);
        }
        let rewrite = NewCall {
            prompt: "rewrite",
            ..call(&other, None)
        };
        ids.push(made(db, rewrite, 3, "late", 0).await);
        let list = async |filter: CallFilter<'_>| {
            let found = db.store.calls(&filter).await.unwrap();
            found.into_iter().map(|call| call.id).collect::<Vec<_>>()
        };
        let newest_first: Vec<String> = ids.iter().rev().cloned().collect();
        assert_eq!(list(all()).await, newest_first);
        let page = CallFilter {
            before: Some(&ids[2]),
            limit: 1,
            ..all()
        };
        assert_eq!(list(page).await, [ids[1].clone()]);
        let of_prompt = CallFilter {
            prompt: Some("rewrite"),
            ..all()
        };
        assert_eq!(list(of_prompt).await, [ids[3].clone()]);
        let of_conversation = CallFilter {
            conversation: Some(begun.id.as_str()),
            ..all()
        };
        assert_eq!(list(of_conversation).await, newest_first[1..]);
        let of_inbox = CallFilter {
            inboxes: std::slice::from_ref(&other),
            ..all()
        };
        assert_eq!(list(of_inbox).await, [ids[3].clone()]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_is_summed_from_midnight_utc_for_the_contact_and_for_all() {
    check(async |db| {
        let inbox = InboxId::from("main");
        let (ann, ben) = (ContactId::from("ann"), ContactId::from("ben"));
        let of = |contact| NewCall {
            contact: Some(contact),
            ..call(&inbox, None)
        };
        made(db, of(&ann), MIDNIGHT - 1, "written", 1_000).await;
        made(db, of(&ann), MIDNIGHT, "written", 7).await;
        made(db, of(&ben), 5, "broke_off", 20).await;
        db.store.begin_call(call(&inbox, None), at(6)).await.unwrap();
        let spent = async |contact: Option<&ContactId>| db.store.spent_today(contact, at(10)).await.unwrap();
        let sums = |contact_micros, all_micros| SpentToday {
            contact_micros,
            all_micros,
        };
        assert_eq!(spent(Some(&ann)).await, sums(7, 27));
        assert_eq!(spent(Some(&ben)).await, sums(20, 27));
        assert_eq!(spent(None).await, sums(0, 27));
        let tomorrow = at(MIDNIGHT + 86_400);
        assert_eq!(db.store.spent_today(Some(&ann), tomorrow).await.unwrap(), sums(0, 0));

        let today = db.store.calls_today(at(10)).await.unwrap();
        assert_eq!(today.len(), 2, "one model spoke, and one call is under way: {today:?}");
        let (spoke, open) = (&today[0], &today[1]);
        assert_eq!(
            (spoke.model.as_str(), spoke.sums.calls, spoke.sums.failed),
            ("m-1", 2, 1)
        );
        assert_eq!((spoke.sums.tokens_in, spoke.sums.cost_micros), (200, 27));
        assert_eq!((open.model.as_str(), open.sums.calls, open.sums.failed), ("", 1, 0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn old_calls_are_forgotten_and_those_of_today_never_are() {
    check(async |db| {
        let inbox = InboxId::from("main");
        for second in [MIDNIGHT - 90_000, MIDNIGHT - 1, MIDNIGHT] {
            made(db, call(&inbox, None), second, "written", 1).await;
        }
        assert_eq!(db.store.forget_calls(at(MIDNIGHT - 86_400), at(10)).await.unwrap(), 1);
        assert_eq!(db.store.forget_calls(at(10), at(10)).await.unwrap(), 1);
        assert_eq!(db.count("model_calls").await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_of_a_conversation_that_is_erased() {
    check(async |db| {
        let (inbox, begun) = (InboxId::from("main"), conversation(&db.store).await);
        let id = made(db, call(&inbox, Some(&begun.id)), 1, "written", 1).await;
        assert!(db.store.erase_conversation(&begun.id).await.unwrap());
        assert_eq!(db.count("model_calls").await, 0);
        assert!(db.store.begin_call(call(&inbox, Some(&begun.id)), at(2)).await.is_err());
        let used = used(1);
        let ended = CallEnded {
            outcome: "written",
            used: &used,
        };
        db.store.end_call(&id, ended).await.unwrap();
        assert_eq!(db.count("model_calls").await, 0);
    })
    .await;
}
