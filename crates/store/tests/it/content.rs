use crate::people::person;
use crate::support::{Scratch, article, at, check, edition};
use usher_engine::{ArticleId, Chunk, PersonId, Role};
use usher_store::{
    ArticleFilter, ArticleState, Asking, DueDraft, Edition, IngestChanges, NewDraft, Origin, Published, SavedDraft,
    SiteEnd, SiteState, Store, Taught, Version, VersionState,
};

const ID: &str = "faq/a.md";

pub async fn editor(store: &Store) -> PersonId {
    person(store, "mara", Role::ContentEditor).await.id
}

fn id() -> ArticleId {
    ID.into()
}

async fn save(store: &Store, base: u32, text: &str, by: &PersonId, second: i64) -> SavedDraft {
    let draft = NewDraft {
        article: &article(ID),
        text,
        base,
        origin: Origin::Console,
        note: "why",
        publish_at: None,
    };
    store.save_draft(draft, by, at(second)).await.unwrap()
}

async fn publish(store: &Store, version: u32, by: &PersonId, second: i64) -> Published {
    let text = store
        .version(&id(), version)
        .await
        .unwrap()
        .map(|v| v.text)
        .unwrap_or_default();
    // Chunks are named by what they say.
    let chunks = vec![Chunk {
        id: format!("{ID} {text}").into(),
        ..edition(ID, "", 1).chunks.remove(0)
    }];
    let edition = Edition {
        chunks,
        ..edition(ID, "of the console", 1)
    };
    store
        .publish_version(&edition, version, Some(by), at(second))
        .await
        .unwrap()
}

async fn ingest(store: &Store, hash: &str, second: i64) -> Result<i64, usher_store::StoreError> {
    let changes = IngestChanges {
        upserts: vec![edition(ID, hash, 2)],
        ..IngestChanges::default()
    };
    store.apply_ingest("docs", changes, at(second)).await
}

fn states(versions: &[Version]) -> Vec<(u32, VersionState)> {
    versions.iter().map(|v| (v.version, v.state)).collect()
}

async fn state(db: &Scratch) -> Option<(ArticleState, Option<u32>, Option<u32>, i64)> {
    let row = db.store.article_row(&id()).await.unwrap();
    row.map(|row| (row.state, row.version, row.draft, row.chunks))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_nobodys_answer_until_it_is_published() {
    use VersionState::{Past, Published as P};
    check(async |db| {
        let (store, me) = (&db.store, editor(&db.store).await);
        assert_eq!(save(store, 0, "One.", &me, 1).await, SavedDraft::Saved(1));
        assert_eq!(state(db).await, Some((ArticleState::Draft, None, Some(1), 0)));
        assert_eq!(
            (
                store.article(&id()).await.unwrap(),
                store.knowledge_generation().await.unwrap()
            ),
            (None, 0)
        );
        assert_eq!(publish(store, 1, &me, 2).await, Published::Version(1));
        assert_eq!(state(db).await, Some((ArticleState::Published, Some(1), None, 1)));
        assert_eq!(store.knowledge_generation().await.unwrap(), 1);
        assert_eq!(
            publish(store, 1, &me, 3).await,
            Published::Version(1),
            "again, nothing changes"
        );
        assert_eq!(store.knowledge_generation().await.unwrap(), 1);

        assert_eq!(save(store, 1, "Two.", &me, 4).await, SavedDraft::Saved(2));
        assert_eq!(
            save(store, 2, "Two!", &me, 5).await,
            SavedDraft::Saved(3),
            "saved again under a new number"
        );
        assert_eq!(publish(store, 3, &me, 6).await, Published::Version(3));
        assert_eq!(states(&store.versions(&id()).await.unwrap()), [(3, P), (1, Past)]);
        assert_eq!(publish(store, 1, &me, 7).await, Published::Version(4), "rolled back");
        let versions = store.versions(&id()).await.unwrap();
        assert_eq!(states(&versions), [(4, P), (3, Past), (1, Past)]);
        assert_eq!((versions[0].origin, versions[0].of), (Origin::Rollback, Some(1)));
        assert_eq!(store.version(&id(), 4).await.unwrap().unwrap().text, "One.");
        assert_eq!(store.article(&id()).await.unwrap().unwrap().article.version, 4);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_saves_or_publishes_over_what_they_did_not_see() {
    check(async |db| {
        let (store, me) = (&db.store, editor(&db.store).await);
        assert_eq!(save(store, 0, "One.", &me, 1).await, SavedDraft::Saved(1));
        assert_eq!(save(store, 0, "Mine.", &me, 2).await, SavedDraft::Exists);
        assert_eq!(save(store, 1, "Two.", &me, 3).await, SavedDraft::Saved(2));
        assert_eq!(save(store, 1, "Mine.", &me, 4).await, SavedDraft::Changed(2));
        ingest(store, "h1", 5).await.unwrap();
        assert_eq!(store.article(&id()).await.unwrap().unwrap().article.version, 3);
        assert_eq!(publish(store, 2, &me, 6).await, Published::Outdated(3));
        assert_eq!(publish(store, 9, &me, 7).await, Published::Unknown);
        assert_eq!(store.article(&id()).await.unwrap().unwrap().article.version, 3);
        assert!(store.discard_draft(&id()).await.unwrap());
        assert!(!store.discard_draft(&id()).await.unwrap());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ingest_of_the_same_file_leaves_an_edit_alone_and_a_changed_file_goes_before_it() {
    check(async |db| {
        let (store, me) = (&db.store, editor(&db.store).await);
        ingest(store, "h1", 1).await.unwrap();
        save(store, 1, "Edited.", &me, 2).await;
        publish(store, 2, &me, 3).await;
        ingest(store, "h1", 4).await.unwrap();
        assert_eq!(state(db).await, Some((ArticleState::Published, Some(2), None, 1)));
        ingest(store, "h2", 5).await.unwrap();
        assert_eq!(state(db).await, Some((ArticleState::Published, Some(3), None, 2)));
        assert_eq!(
            store.version(&id(), 2).await.unwrap().unwrap().text,
            "Edited.",
            "nothing is lost"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_archived_stays_away_until_people_publish_it() {
    check(async |db| {
        let (store, me) = (&db.store, editor(&db.store).await);
        ingest(store, "h1", 1).await.unwrap();
        assert!(store.archive(&id(), &me, at(2)).await.unwrap());
        assert!(!store.archive(&id(), &me, at(3)).await.unwrap());
        assert_eq!(state(db).await, Some((ArticleState::Archived, None, None, 0)));
        let known = store.article_hashes("docs").await.unwrap();
        assert!(known.contains_key(&id()), "an ingest knows of it");
        ingest(store, "h1", 4).await.unwrap();
        let error = ingest(store, "h2", 5).await.unwrap_err();
        assert!(error.to_string().contains("archived in the console"), "{error}");
        assert_eq!(publish(store, 1, &me, 6).await, Published::Version(2));
        assert_eq!(state(db).await, Some((ArticleState::Published, Some(2), None, 1)));
        let acts = store.audit(None, None, 10).await.unwrap();
        let acts: Vec<&str> = acts
            .iter()
            .map(|a| a.act.as_str())
            .filter(|act| act.starts_with("article"))
            .collect();
        assert_eq!(acts, ["article.published", "article.archived"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_that_are_due_are_found_and_may_be_held_back() {
    check(async |db| {
        let (store, me) = (&db.store, editor(&db.store).await);
        let draft = NewDraft {
            article: &article(ID),
            text: "Later.",
            base: 0,
            origin: Origin::Gap,
            note: "",
            publish_at: Some(at(100)),
        };
        store.save_draft(draft, &me, at(1)).await.unwrap();
        assert!(store.due_drafts(at(99)).await.unwrap().is_empty());
        let due = DueDraft {
            article: id(),
            version: 1,
        };
        assert_eq!(store.due_drafts(at(100)).await.unwrap(), std::slice::from_ref(&due));
        store.hold_back(&due, "It has no text.").await.unwrap();
        assert!(store.due_drafts(at(200)).await.unwrap().is_empty());
        assert_eq!(store.versions(&id()).await.unwrap()[0].note, "It has no text.");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn articles_are_listed_by_title_in_parts_and_by_filter() {
    check(async |db| {
        let (store, me) = (&db.store, editor(&db.store).await);
        let changes = IngestChanges {
            upserts: ["b", "c", "d"].map(|id| edition(id, "1", 2)).to_vec(),
            ..IngestChanges::default()
        };
        store.apply_ingest("docs", changes, at(1)).await.unwrap();
        save(store, 0, "One.", &me, 2).await;
        let list = async |filter: ArticleFilter| {
            let page = store.articles(&ArticleFilter { limit: 2, ..filter }).await.unwrap();
            let ids: Vec<String> = page.articles.iter().map(|row| row.article.id.to_string()).collect();
            (ids.join(" "), page.total, page.next)
        };
        let (ids, total, next) = list(ArticleFilter::default()).await;
        assert_eq!((ids.as_str(), total), ("b c", 4));
        let (ids, _, next) = list(ArticleFilter {
            after: next,
            ..ArticleFilter::default()
        })
        .await;
        assert_eq!((ids.as_str(), next), ("d faq/a.md", None));
        let drafts = ArticleFilter {
            state: Some(ArticleState::Draft),
            ..ArticleFilter::default()
        };
        assert_eq!(list(drafts).await.0, "faq/a.md");
        let words = ArticleFilter {
            words: vec!["ABOUT".into(), "c".into()],
            source: Some("docs".into()),
            ..ArticleFilter::default()
        };
        assert_eq!(list(words).await.0, "c");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_is_of_one_moment() {
    check(async |db| {
        let store = &db.store;
        let writer = db.another_node().await;
        let write = tokio::spawn(async move {
            for n in 0..40 {
                ingest(&writer, &n.to_string(), n).await.unwrap();
            }
            writer.close().await;
        });
        while !write.is_finished() {
            let snapshot = store.knowledge_snapshot().await.unwrap();
            let version = snapshot.articles.first().map_or(0, |a| i64::from(a.version));
            assert_eq!(
                version, snapshot.generation,
                "every ingest makes one version and one generation"
            );
        }
        write.await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_example_is_one_intents_and_changes_the_knowledge() {
    check(async |db| {
        let (store, mara) = (&db.store, person(&db.store, "mara", Role::ContentEditor).await);
        let before = store.knowledge_generation().await.unwrap();
        let teach = async |id, intent| {
            store
                .teach_intent((id, intent, "bill him again"), &mara.id, at(1))
                .await
                .unwrap()
        };
        assert_eq!(teach("e1", "send").await, Taught::Added);
        assert_eq!(teach("e2", "recur").await, Taught::Known("send".into()));
        assert_eq!(store.knowledge_generation().await.unwrap(), before + 1);
        let held = store.intent_examples().await.unwrap();
        assert_eq!((held.len(), held[0].by.as_ref().unwrap().name.as_str()), (1, "mara"));
        assert!(store.take_example_back("e1", &mara.id, at(2)).await.unwrap());
        assert!(!store.take_example_back("e1", &mara.id, at(2)).await.unwrap());
        assert_eq!(store.knowledge_generation().await.unwrap(), before + 2);
        assert_eq!(store.intent_examples().await.unwrap(), []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_is_read_when_its_time_comes_by_one_node_and_remembers() {
    check(async |db| {
        let (store, mara) = (&db.store, person(&db.store, "mara", Role::ContentEditor).await);
        let settings = serde_json::json!({"start": "https://help.example.com/"});
        let asking = |source, next_at| Asking {
            source,
            settings: &settings,
            next_at,
        };
        assert!(
            store
                .add_site("s1", asking("help", Some(at(10))), Some(&mara.id), at(0))
                .await
                .unwrap()
        );
        assert!(!store.add_site("s2", asking("help", None), None, at(0)).await.unwrap());
        assert!(store.add_site("s2", asking("blog", None), None, at(0)).await.unwrap());
        assert_eq!(store.begin_site("n1", at(9)).await.unwrap(), None);
        let begun = store.begin_site("n1", at(10)).await.unwrap().unwrap();
        assert_eq!(
            (begun.id.as_str(), begun.state, begun.next_at),
            ("s1", SiteState::Reading, None)
        );
        assert!(store.site_went_on("s1", "n1", 3).await.unwrap());
        assert_eq!(store.site("s1").await.unwrap().unwrap().done, 3);
        assert!(store.ask_site("s1", at(11)).await.unwrap(), "somebody asks meanwhile");
        assert_eq!(
            store.begin_site("n2", at(12)).await.unwrap().unwrap().id,
            "s1",
            "n1 died"
        );
        assert!(!store.site_went_on("s1", "n1", 4).await.unwrap());
        let end = |memory: &str, next_at| SiteEnd {
            read: Some((memory.into(), serde_json::json!({"changed": 2}))),
            problem: None,
            next_at,
        };
        store.end_site("s1", Some("n1"), end("of n1", None)).await.unwrap();
        assert_eq!(store.site_memory("s1").await.unwrap(), "");
        store
            .end_site("s1", Some("n2"), end("of n2", Some(at(99))))
            .await
            .unwrap();
        let ended = store.site("s1").await.unwrap().unwrap();
        assert_eq!((ended.state, ended.next_at), (SiteState::Idle, Some(at(99))));
        assert_eq!(ended.last.unwrap()["changed"], 2);
        let failed = SiteEnd {
            read: None,
            problem: Some("it is down".into()),
            next_at: None,
        };
        store.end_site("s1", None, failed).await.unwrap();
        let failed = store.site("s1").await.unwrap().unwrap();
        assert_eq!(
            (failed.problem.as_deref(), failed.next_at),
            (Some("it is down"), Some(at(99)))
        );
        assert_eq!(store.site_memory("s1").await.unwrap(), "of n2", "what was known stays");
        assert!(
            store
                .change_site("s1", (&settings, None), &mara.id, at(3))
                .await
                .unwrap()
        );
        assert!(store.remove_site("s1", &mara.id, at(4)).await.unwrap());
        assert!(!store.remove_site("s1", &mara.id, at(4)).await.unwrap());
        assert!(!store.ask_site("s1", at(5)).await.unwrap());
        let left: Vec<String> = store.sites().await.unwrap().into_iter().map(|s| s.source).collect();
        assert_eq!(left, ["blog"]);
    })
    .await;
}
