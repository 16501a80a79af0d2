use crate::support::{at, check, conversation, kinds, visitor};
use usher_engine::{ContactId, FileId, FileRef};
use usher_store::{Accepted, Conversation, NewFile, NewMessage, Said, Store, StoreError};

async fn keep(store: &Store, contact: &ContactId, name: &str, second: i64) -> Option<FileRef> {
    let new = NewFile {
        owner: contact.as_str(),
        name,
        media_type: "image/png",
        content: b"\x89PNG\0\x01\xff",
    };
    store.keep_file(new, at(second)).await.unwrap()
}

async fn send(store: &Store, to: &Conversation, client_id: &str, files: &[FileId]) -> Result<Accepted, StoreError> {
    let said = Said {
        client_id,
        files,
        ..Said::default()
    };
    let new = NewMessage {
        conversation: &to.id,
        contact: &to.contact,
        said,
    };
    store.accept_message(new, at(5)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_sent_ahead_and_then_part_of_its_message() {
    check(async |db| {
        let to = conversation(&db.store).await;
        let second = keep(&db.store, &to.contact, "two\0.png", 1).await.unwrap();
        let first = keep(&db.store, &to.contact, "one.png", 1).await.unwrap();
        assert_ne!(first.url, second.url);
        assert!(first.url.len() > 64, "nobody guesses it: {}", first.url);
        let ids = [first.id.clone(), second.id.clone()];
        let accepted = send(&db.store, &to, "1", &ids).await.unwrap();
        assert!(send(&db.store, &to, "1", &ids).await.unwrap().duplicate);

        let messages = db.store.messages(&to.id).await.unwrap();
        assert_eq!(messages[0].files, [first.clone(), second.clone()], "in the order sent");
        let events = db.store.events_after(&to.id, accepted.seq - 1, 1).await.unwrap();
        assert_eq!(events[0].body["files"][1]["name"], "two\u{FFFD}.png");
        let key = first.url.rsplit('/').next().unwrap();
        let stored = db.store.file(key).await.unwrap().unwrap();
        assert_eq!(stored.content, b"\x89PNG\0\x01\xff");
        assert_eq!(
            (stored.name.as_str(), stored.media_type.as_str()),
            ("one.png", "image/png")
        );
        assert_eq!(db.store.file("nobody\0").await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_goes_with_one_message_of_its_own_contact_only() {
    check(async |db| {
        let (mine, other) = (conversation(&db.store).await, conversation(&db.store).await);
        let file = keep(&db.store, &mine.contact, "a.png", 1).await.unwrap().id;
        let refused = async |to: &Conversation, client_id: &str, id: &FileId| {
            let error = send(&db.store, to, client_id, std::slice::from_ref(id))
                .await
                .unwrap_err();
            assert!(matches!(error, StoreError::Invalid { .. }), "{error:?}");
        };
        refused(&other, "1", &file).await;
        refused(&mine, "1", &"no such".into()).await;
        assert_eq!(
            kinds(&db.store, &mine).await,
            ["conversation.created"],
            "nothing half-written"
        );
        send(&db.store, &mine, "1", std::slice::from_ref(&file)).await.unwrap();
        refused(&mine, "2", &file).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_never_sent_goes_after_a_day_and_only_so_much_may_wait() {
    check(async |db| {
        let contact = visitor(&db.store).await;
        for n in 0..20 {
            assert!(keep(&db.store, &contact, "a.png", n).await.is_some(), "{n}");
        }
        assert_eq!(keep(&db.store, &contact, "a.png", 30).await, None);
        assert!(keep(&db.store, &visitor(&db.store).await, "a.png", 30).await.is_some());
        assert!(keep(&db.store, &contact, "a.png", 86_400 + 5).await.is_some());
        assert_eq!(db.count("files").await, 17, "those of the first five seconds are gone");
    })
    .await;
}
