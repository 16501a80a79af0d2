use crate::support::{article, at, check, chunks, edition};
use usher_engine::{ArticleId, ChunkId, Guide};
use usher_store::{GuideFile, IngestChanges, Store, StoreError};

fn guide() -> Guide {
    let guide = serde_json::json!({
        "id": "send-invoice",
        "title": "Send an invoice",
        "summary": "From draft to sent.",
        "questions": ["How do I send an invoice?"],
        "steps": [{
            "id": "open",
            "instruction": "Open it.",
            "action": "click",
            "target": { "role": "button", "name": "Öffnen" },
            "postconditions": [{ "route": "/invoices/*" }, { "text": "Sent" }],
        }],
    });
    serde_json::from_value(guide).unwrap()
}

fn upserts(articles: &[(&str, &str, u32)]) -> IngestChanges {
    let upsert = |(id, hash, count): &(&str, &str, u32)| edition(id, hash, *count);
    IngestChanges {
        upserts: articles.iter().map(upsert).collect(),
        ..IngestChanges::default()
    }
}

fn deletes(articles: &[&str]) -> IngestChanges {
    IngestChanges {
        deletes: articles.iter().map(|id| ArticleId::from(*id)).collect(),
        ..IngestChanges::default()
    }
}

async fn version(store: &Store, id: &str) -> Option<u32> {
    store.article(&id.into()).await.unwrap().map(|a| a.article.version)
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_count_up_on_change_and_the_generation_moves_only_then() {
    check(async |db| {
        let store = &db.store;
        let apply = async |changes, second| store.apply_ingest("docs", changes, at(second)).await.unwrap();
        assert_eq!(store.knowledge_generation().await.unwrap(), 0);
        assert_eq!(apply(upserts(&[("a", "1", 2), ("b", "1", 1)]), 1).await, 1);
        assert_eq!(
            apply(upserts(&[("a", "1", 2), ("b", "1", 1)]), 2).await,
            1,
            "nothing changed"
        );
        assert_eq!(store.article(&"a".into()).await.unwrap().unwrap().updated_at, at(1));

        assert_eq!(apply(upserts(&[("a", "2", 1), ("b", "1", 1)]), 3).await, 2);
        assert_eq!(
            (version(store, "a").await, version(store, "b").await),
            (Some(2), Some(1))
        );
        let stored = store.article(&"a".into()).await.unwrap().unwrap();
        assert_eq!(
            (stored.source.as_str(), stored.content_hash.as_str(), stored.updated_at),
            ("docs", "2", at(3))
        );
        assert_eq!(stored.article.audience, article("a").audience);
        assert_eq!(
            store.chunk_ids().await.unwrap(),
            ["a-00000", "b-00000"].map(ChunkId::from)
        );
        let hashes = store.article_hashes("docs").await.unwrap();
        assert_eq!((hashes.len(), &hashes[&"a".into()]), (2, &("2".into(), 2)));
        assert!(store.article_hashes("other").await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_article_goes_with_its_chunks_and_counts_on_when_it_returns() {
    check(async |db| {
        let store = &db.store;
        let apply = async |source, changes| store.apply_ingest(source, changes, at(1)).await.unwrap();
        apply("docs", upserts(&[("a", "1", 3), ("b", "1", 1)])).await;
        assert_eq!(apply("other", deletes(&["a"])).await, 1, "it is not that source's");
        assert_eq!(apply("docs", deletes(&["a", "never-was"])).await, 2);
        assert_eq!(apply("docs", deletes(&["a"])).await, 2);
        assert_eq!(
            (version(store, "a").await, store.chunk_ids().await.unwrap().len()),
            (None, 1)
        );
        assert!(!store.article_hashes("docs").await.unwrap().contains_key(&"a".into()));
        apply("docs", upserts(&[("a", "1", 3)])).await;
        assert_eq!(
            (version(store, "a").await, store.chunk_ids().await.unwrap().len()),
            (Some(2), 4)
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn chunks_come_with_their_article_by_id_and_by_page() {
    check(async |db| {
        let store = &db.store;
        store
            .apply_ingest("docs", upserts(&[("a", "1", 450), ("b", "1", 7)]), at(1))
            .await
            .unwrap();
        store
            .apply_ingest("docs", upserts(&[("b", "2", 7)]), at(2))
            .await
            .unwrap();
        let all = store.chunk_ids().await.unwrap();
        assert_eq!(all.len(), 457);
        let mut asked: Vec<ChunkId> = all.iter().rev().cloned().collect();
        asked.insert(3, "unknown".into());
        let found = store.chunks(&asked).await.unwrap();
        let ids: Vec<&ChunkId> = found.iter().map(|(_, chunk)| &chunk.id).collect();
        assert_eq!(ids, all.iter().rev().collect::<Vec<_>>(), "in the order asked for");
        assert_eq!((found[0].0.version, &found[0].1), (2, &chunks("b", 7)[6]));

        let (mut paged, mut after) = (Vec::new(), None);
        loop {
            let page = store.all_chunks_page(after.as_ref(), 100).await.unwrap();
            let Some((_, last)) = page.last() else { break };
            after = Some(last.id.clone());
            paged.extend(page.into_iter().map(|(_, chunk)| chunk.id));
        }
        assert_eq!(paged, all);
        assert!(store.chunks(&[]).await.unwrap().is_empty());
    })
    .await;
}

fn file(guide: &Guide) -> GuideFile {
    GuideFile {
        guide: guide.clone(),
        text: guide.yaml(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guides_and_intents_follow_their_source() {
    check(async |db| {
        let store = &db.store;
        let guide = guide();
        let second = Guide {
            id: "b".into(),
            ..guide.clone()
        };
        let with = |guides: &[&Guide], intents: &str| IngestChanges {
            guides: Some(guides.iter().map(|g| file(g)).collect()),
            intents: Some(intents.into()),
            ..IngestChanges::default()
        };
        let apply = async |changes| store.apply_ingest("docs", changes, at(1)).await.unwrap();
        assert_eq!(apply(with(&[&guide, &second], "a: [ä]")).await, 1);
        assert_eq!(apply(with(&[&guide, &second], "a: [ä]")).await, 1);
        assert_eq!(apply(IngestChanges::default()).await, 1, "what is not named stays");
        assert_eq!(store.guides().await.unwrap(), [second.clone(), guide.clone()]);
        assert_eq!(store.intents().await.unwrap(), [("docs".into(), "a: [ä]".into())]);
        let renamed = Guide {
            title: "Send it".into(),
            ..guide.clone()
        };
        assert_eq!(apply(with(&[&renamed], "")).await, 2);
        assert_eq!(
            (store.guides().await.unwrap(), store.intents().await.unwrap()),
            (vec![renamed], vec![])
        );
        let stolen = store
            .apply_ingest("other", with(&[&guide], ""), at(1))
            .await
            .unwrap_err();
        assert!(matches!(stolen, StoreError::Conflict(_)), "{stolen}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_ingest_leaves_the_previous_state() {
    check(async |db| {
        let store = &db.store;
        store
            .apply_ingest("docs", upserts(&[("a", "1", 2)]), at(1))
            .await
            .unwrap();
        let error = store
            .apply_ingest("other", upserts(&[("new", "1", 2), ("a", "9", 5)]), at(2))
            .await
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "the article `a` comes from another source already; rename one of the two"
        );
        assert_eq!(
            (version(store, "a").await, version(store, "new").await),
            (Some(1), None)
        );
        assert_eq!(
            (
                store.chunk_ids().await.unwrap().len(),
                store.knowledge_generation().await.unwrap()
            ),
            (2, 1)
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sources_say_what_is_held_of_each() {
    check(async |db| {
        let store = &db.store;
        store
            .apply_ingest("docs", upserts(&[("a", "1", 2), ("b", "1", 3)]), at(1))
            .await
            .unwrap();
        let guide = guide();
        let changes = IngestChanges {
            guides: Some(vec![file(&guide)]),
            ..upserts(&[("c", "1", 1)])
        };
        store.apply_ingest("more", changes, at(2)).await.unwrap();
        store
            .apply_ingest("gone", upserts(&[("d", "1", 1)]), at(2))
            .await
            .unwrap();
        store.apply_ingest("gone", deletes(&["d"]), at(3)).await.unwrap();
        store.apply_ingest("docs", deletes(&["b"]), at(4)).await.unwrap();
        let sources = store.sources().await.unwrap();
        let held: Vec<_> = sources
            .iter()
            .map(|s| (s.source.as_str(), s.articles, s.chunks, s.guides, s.updated_at))
            .collect();
        assert_eq!(held, [("docs", 1, 2, 0, at(4)), ("more", 1, 1, 1, at(2))]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_ingests_at_once_both_count() {
    check(async |db| {
        let other = db.another_node().await;
        let run = |store: Store, source: &'static str| {
            tokio::spawn(async move {
                for n in 0..10 {
                    let id = format!("{source}/{n}");
                    store
                        .apply_ingest(source, upserts(&[(&id, "1", 3)]), at(n))
                        .await
                        .unwrap();
                }
            })
        };
        let (a, b) = tokio::join!(run(db.store.clone(), "a"), run(other.clone(), "b"));
        a.and(b).unwrap();
        assert_eq!(db.store.knowledge_generation().await.unwrap(), 20);
        assert_eq!(db.store.chunk_ids().await.unwrap().len(), 60);
        other.close().await;
    })
    .await;
}
