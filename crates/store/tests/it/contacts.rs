use crate::support::{at, check, inbox};
use usher_engine::{Contact, ContactId};

#[tokio::test(flavor = "multi_thread")]
async fn an_identified_contact_is_found_by_subject_and_their_traits_are_refreshed() {
    check(async |db| {
        let named = |plan: &str| Contact {
            subject: Some("u-1".into()),
            name: Some("Žofie 🙂".into()),
            plan: Some(plan.into()),
            ..Contact::default()
        };
        let first = db
            .store
            .upsert_contact(&inbox(), &named("free"), None, at(0))
            .await
            .unwrap();
        let again = db
            .store
            .upsert_contact(&inbox(), &named("plus"), None, at(9))
            .await
            .unwrap();
        let elsewhere = db
            .store
            .upsert_contact(&"other".into(), &named("free"), None, at(9))
            .await
            .unwrap();
        assert_eq!(first, again);
        assert_ne!(first, elsewhere, "a subject counts within its inbox");
        let stored = db.store.contact(&first).await.unwrap().unwrap();
        assert_eq!(stored.contact, named("plus"));
        assert_eq!(
            (stored.created_at, stored.seen_at, stored.inbox),
            (at(0), at(9), inbox())
        );
        assert_eq!(db.store.contact(&"nobody".into()).await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_keeps_their_id_and_cannot_take_someone_elses() {
    check(async |db| {
        let anonymous = Contact::default();
        let own = ContactId::from("v-1");
        let visitor = |inbox: &'static str, id: ContactId| {
            let anonymous = &anonymous;
            async move {
                db.store
                    .upsert_contact(&inbox.into(), anonymous, Some(&id), at(0))
                    .await
                    .unwrap()
            }
        };
        assert_eq!(visitor("main", own.clone()).await, own);
        assert_eq!(visitor("main", own.clone()).await, own);
        assert_ne!(visitor("other", own.clone()).await, own, "an id of another inbox");
        let identified = Contact {
            subject: Some("u-1".into()),
            ..Contact::default()
        };
        let known = db
            .store
            .upsert_contact(&inbox(), &identified, None, at(0))
            .await
            .unwrap();
        assert_ne!(
            visitor("main", known.clone()).await,
            known,
            "the id of an identified contact"
        );
        assert_eq!(db.store.contact(&known).await.unwrap().unwrap().contact, identified);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subject_too_long_to_be_indexed_is_refused_alike_on_both() {
    check(async |db| {
        let contact = Contact {
            subject: Some("x".repeat(5_000)),
            ..Contact::default()
        };
        let error = db
            .store
            .upsert_contact(&inbox(), &contact, None, at(0))
            .await
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "the contact's subject cannot be stored: it has 5000 bytes, at most 1000 can be kept"
        );
    })
    .await;
}
