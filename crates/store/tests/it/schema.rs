use crate::support::{at, check, conversation, inbox, say, visitor};
use sqlx::{Connection, Row, query};
use std::sync::Mutex;
use std::time::Duration;
use tempfile::TempDir;
use usher_store::{Store, StoreError};

#[tokio::test(flavor = "multi_thread")]
async fn migrating_again_changes_nothing_and_loses_nothing() {
    check(async |db| {
        let conversation = conversation(&db.store).await;
        db.store.migrate().await.unwrap();
        let other = db.another_node().await;
        other.migrate().await.unwrap();
        other.ping().await.unwrap();
        assert_eq!(
            other
                .conversation_of(&conversation.contact, &conversation.id)
                .await
                .unwrap(),
            Some(conversation)
        );
        other.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_databases_have_the_same_tables() {
    let schemas = Mutex::new(Vec::new());
    check(async |db| {
        let sql = if db.store.is_postgres() {
            "SELECT table_name::text, column_name::text, data_type::text, is_nullable::text
             FROM information_schema.columns WHERE table_schema = 'public'"
        } else {
            "SELECT t.name, c.name, CASE c.type WHEN 'INTEGER' THEN 'bigint' WHEN 'REAL' THEN 'double precision'
                                                WHEN 'BLOB' THEN 'bytea'
                                                ELSE lower(c.type) END,
                    CASE c.\"notnull\" WHEN 1 THEN 'NO' ELSE 'YES' END
             FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table'"
        };
        let rows = query(sql).fetch_all(&db.raw().await).await.unwrap();
        let column = |row: &sqlx::any::AnyRow| -> [String; 4] { [0, 1, 2, 3].map(|n| row.get(n)) };
        let mut columns: Vec<_> = rows.iter().map(column).filter(|c| c[0] != "_sqlx_migrations").collect();
        columns.sort();
        schemas.lock().unwrap().push(columns);
    })
    .await;
    let schemas = schemas.into_inner().unwrap();
    assert!(schemas[0].len() > 70, "{}", schemas[0].len());
    assert_eq!(schemas.first(), schemas.last());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_may_migrate_a_new_database_at_once() {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite:{}", folder.path().join("new.db").display());
    let start = |url: String| {
        tokio::spawn(async move {
            let store = Store::connect(&url).await.unwrap();
            assert!(store.migrate().await.is_ok());
            store.ping().await.unwrap();
        })
    };
    for start in [start(url.clone()), start(url.clone()), start(url)] {
        start.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_cannot_be_one_is_named() {
    let error = async |url: &str| Store::connect(url).await.err().unwrap().to_string();
    assert!(
        error("mysql://root:secret@host/db")
            .await
            .starts_with("`mysql://root@host/db` is not the address of a database")
    );
    assert!(error("sqlite::memory:").await.contains("name a file"));
    let missing = error("sqlite:/no/such/folder/usher.db").await;
    assert!(
        missing.starts_with("the database file /no/such/folder/usher.db cannot be reached"),
        "{missing}"
    );
    let closed = error("postgres://u:secret@127.0.0.1:1/db").await;
    assert!(
        closed.starts_with("the database postgres://u@127.0.0.1:1/db cannot be reached"),
        "{closed}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_without_tables_asks_to_be_migrated() {
    let folder = TempDir::new().unwrap();
    let store = Store::connect(&format!("sqlite:{}", folder.path().join("new.db").display()))
        .await
        .unwrap();
    let error = store.ping().await.unwrap_err();
    assert!(matches!(error, StoreError::NotMigrated), "{error:?}");
    assert!(error.to_string().contains("usher migrate"));
}

/// `usher ingest` beside `usher serve`: another process holds SQLite's write lock for a while.
#[tokio::test(flavor = "multi_thread")]
async fn another_writer_makes_writers_wait_and_readers_do_not_notice() {
    check(async |db| {
        if db.store.is_postgres() {
            return;
        }
        let conversation = conversation(&db.store).await;
        let raw = db.raw().await;
        let mut other = raw.acquire().await.unwrap();
        let mut lock = other.begin_with("BEGIN IMMEDIATE").await.unwrap();
        query("UPDATE meta SET value = '7'").execute(&mut *lock).await.unwrap();

        let (store, to) = (db.store.clone(), conversation.clone());
        let waiting = tokio::spawn(async move { say(&store, &to, "1", "Hello").await });
        let read = tokio::time::timeout(Duration::from_secs(1), db.store.knowledge_generation()).await;
        assert_eq!(read.expect("a reader does not wait").unwrap(), 0);
        assert_eq!(db.store.events_after(&conversation.id, 0, 9).await.unwrap().len(), 1);
        assert!(!waiting.is_finished());
        lock.commit().await.unwrap();
        assert!(!waiting.await.unwrap().unwrap().duplicate);
        assert_eq!(db.store.knowledge_generation().await.unwrap(), 7);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_store_says_so() {
    check(async |db| {
        let store = db.another_node().await;
        let contact = visitor(&store).await;
        store.close().await;
        let error = store.create_conversation(&inbox(), &contact, at(0)).await.unwrap_err();
        assert!(matches!(error, StoreError::Unreachable { .. }), "{error:?}");
    })
    .await;
}
