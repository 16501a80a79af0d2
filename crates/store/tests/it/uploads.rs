use crate::content::editor;
use crate::support::{at, check, edition};
use usher_store::{FileState, NewUploadFile, ReadFile, Store, UploadState};

fn file(place: i64, path: &str, reason: Option<&str>) -> NewUploadFile {
    NewUploadFile {
        place,
        path: path.into(),
        bytes: 10,
        reason: reason.map(str::to_owned),
    }
}

async fn read(store: &Store, upload: &str, place: usize, hash: &str) -> ReadFile {
    let files = store.upload_files(upload, None, -1, 100).await.unwrap();
    ReadFile {
        id: files[place].id.clone(),
        editions: vec![edition(&files[place].path, hash, 1)],
        dropped: vec!["2 pictures".into()],
        flagged: 1,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_says_of_each_file_what_became_of_it() {
    check(async |db| {
        let (store, me) = (&db.store, editor(&db.store).await);
        store
            .begin_upload("u1", ("help.zip", "", 99), &me, at(1))
            .await
            .unwrap();
        assert_eq!(store.uploads_under_way().await.unwrap(), ["u1"]);
        let files = [
            file(0, "a.md", None),
            file(1, "b.md", None),
            file(2, "c.exe", Some("is no article")),
        ];
        for _ in 0..2 {
            store.add_upload_files("u1", &files, at(2)).await.unwrap();
        }
        let counts = async || store.upload("u1").await.unwrap().unwrap().counts;
        assert_eq!(
            (
                counts().await.files(),
                counts().await.queued,
                counts().await.quarantined
            ),
            (3, 2, 1)
        );

        let (a, b) = (read(store, "u1", 0, "1").await, read(store, "u1", 1, "1").await);
        store.begin_file(&a.id).await.unwrap();
        assert_eq!(counts().await.reading, 1);
        store.requeue_files("u1").await.unwrap();
        assert_eq!(counts().await.queued, 2, "a process that died reads it again");
        store
            .apply_upload("u1", &[a.clone(), b], Some(&me), at(3))
            .await
            .unwrap();
        assert_eq!(counts().await.indexing, 2);
        store.files_ready(&["u1".into()], 0).await.unwrap();
        assert_eq!(counts().await.ready, 0, "search does not know of it yet");
        store.files_ready(&["u1".into()], 1).await.unwrap();
        assert_eq!(counts().await.ready, 2);
        let files = store.upload_files("u1", Some(FileState::Ready), -1, 9).await.unwrap();
        assert_eq!(files[0].articles, [("a.md".into(), "About a.md".into())]);
        assert_eq!(
            (files[0].dropped.as_slice(), files[0].flagged),
            (&["2 pictures".to_owned()][..], 1)
        );
        assert_eq!(store.article(&"a.md".into()).await.unwrap().unwrap().source, "console");

        store.set_upload_state("u1", UploadState::Done, at(4)).await.unwrap();
        assert!(store.uploads_under_way().await.unwrap().is_empty());
        store.apply_upload("u1", &[a], Some(&me), at(5)).await.unwrap();
        assert_eq!(counts().await.unchanged, 1, "the same content again");
        assert_eq!(store.knowledge_generation().await.unwrap(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_quarantined_is_read_again_and_an_upload_goes_without_its_articles() {
    check(async |db| {
        let (store, me) = (&db.store, editor(&db.store).await);
        for id in ["u1", "u2"] {
            store.begin_upload(id, ("a.md", "faq/", 9), &me, at(1)).await.unwrap();
        }
        assert!(!store.retry_upload("u1").await.unwrap(), "nothing is quarantined");
        store
            .add_upload_files("u1", &[file(0, "faq/a.md", None)], at(1))
            .await
            .unwrap();
        let a = read(store, "u1", 0, "1").await;
        store.quarantine(&a.id, "has no text").await.unwrap();
        store.set_upload_state("u1", UploadState::Done, at(2)).await.unwrap();
        assert!(store.retry_upload("u1").await.unwrap());
        let upload = store.upload("u1").await.unwrap().unwrap();
        assert_eq!(
            (upload.state, upload.ended_at, upload.counts.queued),
            (UploadState::Queued, None, 1)
        );
        assert_eq!(upload.by.unwrap().id, me);
        store.apply_upload("u1", &[a], Some(&me), at(3)).await.unwrap();

        let listed: Vec<String> = store
            .uploads(None, 9)
            .await
            .unwrap()
            .into_iter()
            .map(|u| u.id)
            .collect();
        assert_eq!(listed, ["u2", "u1"]);
        assert_eq!(store.uploads(Some("u2"), 9).await.unwrap().len(), 1);
        assert!(store.delete_upload("u1").await.unwrap() && !store.delete_upload("u1").await.unwrap());
        assert!(store.article(&"faq/a.md".into()).await.unwrap().is_some());
    })
    .await;
}
