//! The schema, embedded: `migrations/{sqlite,postgres}/NNNN_name.sql`, same numbers, same tables.

use crate::connect::{Dialect, Store};
use crate::error::StoreError;
use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// Number, name, and the SQL of both.
const MIGRATIONS: [(i64, &str, &str, &str); 9] = [
    (
        1,
        "base",
        include_str!("../../../migrations/sqlite/0001_base.sql"),
        include_str!("../../../migrations/postgres/0001_base.sql"),
    ),
    (
        2,
        "contact",
        include_str!("../../../migrations/sqlite/0002_contact.sql"),
        include_str!("../../../migrations/postgres/0002_contact.sql"),
    ),
    (
        3,
        "people",
        include_str!("../../../migrations/sqlite/0003_people.sql"),
        include_str!("../../../migrations/postgres/0003_people.sql"),
    ),
    (
        4,
        "letters",
        include_str!("../../../migrations/sqlite/0004_letters.sql"),
        include_str!("../../../migrations/postgres/0004_letters.sql"),
    ),
    (
        5,
        "settings",
        include_str!("../../../migrations/sqlite/0005_settings.sql"),
        include_str!("../../../migrations/postgres/0005_settings.sql"),
    ),
    (
        6,
        "model_calls",
        include_str!("../../../migrations/sqlite/0006_model_calls.sql"),
        include_str!("../../../migrations/postgres/0006_model_calls.sql"),
    ),
    (
        7,
        "content",
        include_str!("../../../migrations/sqlite/0007_content.sql"),
        include_str!("../../../migrations/postgres/0007_content.sql"),
    ),
    (
        8,
        "evals",
        include_str!("../../../migrations/sqlite/0008_evals.sql"),
        include_str!("../../../migrations/postgres/0008_evals.sql"),
    ),
    (
        9,
        "taught",
        include_str!("../../../migrations/sqlite/0009_taught.sql"),
        include_str!("../../../migrations/postgres/0009_taught.sql"),
    ),
];

/// Two processes may start at once. PostgreSQL's migrator holds an advisory lock; SQLite's has none, so there the write
/// lock is taken first and the whole migration is one transaction. (`run_direct`, because the future of `run` is not
/// `Send` for every lifetime: "implementation of `Acquire` is not general enough".)
pub(crate) async fn run(store: &Store) -> Result<(), StoreError> {
    let migrator = migrator(store.dialect());
    match store.dialect() {
        Dialect::Sqlite => {
            let mut tx = store.writer().begin_with("BEGIN IMMEDIATE").await?;
            migrator.run_direct(None, &mut *tx, false).await?;
            tx.commit().await?;
        }
        Dialect::Postgres => {
            migrator
                .run_direct(None, &mut *store.writer().acquire().await?, false)
                .await?
        }
    }
    Ok(())
}

fn migrator(dialect: Dialect) -> Migrator {
    let migration = |(number, name, sqlite, postgres): (i64, &'static str, &'static str, &'static str)| {
        let sql = match dialect {
            Dialect::Sqlite => sqlite,
            Dialect::Postgres => postgres,
        };
        Migration::new(number, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(MIGRATIONS.into_iter().map(migration).collect())
}
