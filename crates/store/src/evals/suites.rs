//! Suites: the files of a folder, under a name.

use crate::audit::Act;
use crate::codec::{Columns, json, key, millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use crate::whispers::Whisper;
use crate::write::Write;
use jiff::Timestamp;
use serde_json::Value;
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::{PersonId, PersonRef};

/// A suite, without its files.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSuite {
    /// Identifier.
    pub id: String,
    /// Its name, unlike that of any other.
    pub name: String,
    /// One more at each change.
    pub version: i64,
    /// What was found when it was written: kind, number of cases, what is wrong with it. The store does not look into it.
    pub about: Value,
    /// The run that later ones are compared with.
    pub baseline: Option<String>,
    /// Who changed it last.
    pub by: Option<PersonRef>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed.
    pub changed_at: Timestamp,
}

/// A file of a suite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuiteFile {
    /// Its path in the suite's folder.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What came of writing a suite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WrittenSuite {
    /// It has this version now.
    Written(i64),
    /// It has another version than the one that was changed, or is gone.
    Changed,
    /// Another suite has its name.
    NameTaken,
}

const SELECT: &str = "
    SELECT s.id, s.name, s.version, s.about, s.baseline, s.by_id, people.name AS by_name, s.created_at, s.changed_at
    FROM suites AS s
    LEFT JOIN people ON people.id = s.by_id
";

impl Store {
    /// All suites by name.
    #[instrument(name = "store.suite.list", skip_all)]
    pub async fn suites(&self) -> Result<Vec<StoredSuite>, StoreError> {
        let sql = format!("{SELECT} ORDER BY s.name");
        let rows = query(sqlx::AssertSqlSafe(sql)).fetch_all(self.reader()).await?;
        rows.iter().map(StoredSuite::try_from).collect()
    }

    /// One of them.
    #[instrument(name = "store.suite.get", skip_all, fields(suite.id = id))]
    pub async fn suite(&self, id: &str) -> Result<Option<StoredSuite>, StoreError> {
        let sql = format!("{SELECT} WHERE s.id = $1");
        let row = query(sqlx::AssertSqlSafe(sql))
            .bind(text(id).as_ref())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(StoredSuite::try_from).transpose()
    }

    /// The files of a suite by path, as they are at one moment.
    #[instrument(name = "store.suite.files", skip_all, fields(suite.id = id))]
    pub async fn suite_files(&self, id: &str) -> Result<Vec<SuiteFile>, StoreError> {
        let rows = query("SELECT path, text FROM suite_files WHERE suite_id = $1 ORDER BY path")
            .bind(text(id).as_ref())
            .fetch_all(self.reader())
            .await?;
        let file = |row| {
            let columns = Columns::new("suite file", row);
            Ok(SuiteFile {
                path: columns.get("path")?,
                text: columns.get("text")?,
            })
        };
        rows.iter().map(file).collect()
    }

    /// Puts these files in place of those of the suite of version `version`, 0 where it is new. A person's act goes to the
    /// audit log.
    #[instrument(name = "store.suite.write", skip_all, fields(suite.id = id, suite.version = version))]
    pub async fn write_suite(
        &self,
        (id, name, version): (&str, &str, i64),
        about: &Value,
        files: &[SuiteFile],
        by: Option<&PersonId>,
        now: Timestamp,
    ) -> Result<WrittenSuite, StoreError> {
        let mut write = self.write().await?;
        let sql = "
            INSERT INTO suites (id, name, version, about, by_id, created_at, changed_at)
            SELECT              $1, $2,   $4 + 1,  $3,    $5,    $6,         $6
            WHERE $4 = 0
            ON CONFLICT DO NOTHING
        ";
        let changed = "
            UPDATE suites
            SET name = $2, about = $3, version = $4 + 1, by_id = $5, changed_at = $6
            WHERE id = $1 AND version = $4 AND NOT EXISTS (SELECT 1 FROM suites AS o WHERE o.name = $2 AND o.id <> $1)
        ";
        let written = query(if version == 0 { sql } else { changed })
            .bind(id)
            .bind(key("the suite's name", name)?.as_ref())
            .bind(json("what is known of the suite", about)?)
            .bind(version)
            .bind(by.map(PersonId::as_str))
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        if written.rows_affected() == 0 {
            let taken = query("SELECT id FROM suites WHERE name = $1 AND id <> $2")
                .bind(text(name).as_ref())
                .bind(id)
                .fetch_optional(write.connection())
                .await?;
            return Ok(match taken {
                Some(_) => WrittenSuite::NameTaken,
                None => WrittenSuite::Changed,
            });
        }
        write.put_files(id, files).await?;
        let act = Act {
            by,
            act: "suite.written",
            on: id,
            detail: serde_json::json!({ "name": name, "version": version + 1 }),
        };
        write.audit(act, now).await?;
        write.whisper(Whisper::Evals);
        write.commit().await?;
        Ok(WrittenSuite::Written(version + 1))
    }

    /// Compares later runs of a suite with this one from now on; false where there is no such suite.
    #[instrument(name = "store.suite.baseline", skip_all, fields(suite.id = id, run.id = run))]
    pub async fn set_baseline(&self, id: &str, run: &str, by: &PersonId, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let set = query("UPDATE suites SET baseline = $2 WHERE id = $1")
            .bind(text(id).as_ref())
            .bind(text(run).as_ref())
            .execute(write.connection())
            .await?;
        if set.rows_affected() == 0 {
            return Ok(false);
        }
        let act = Act {
            by: Some(by),
            act: "suite.baseline",
            on: id,
            detail: serde_json::json!({ "run": run }),
        };
        write.audit(act, now).await?;
        write.whisper(Whisper::Evals);
        write.commit().await?;
        Ok(true)
    }

    /// Deletes a suite with its runs; false where there is none.
    #[instrument(name = "store.suite.delete", skip_all, fields(suite.id = id))]
    pub async fn delete_suite(&self, id: &str, by: &PersonId, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        for sql in [
            "DELETE FROM runs WHERE suite_id = $1",
            "DELETE FROM suite_files WHERE suite_id = $1",
        ] {
            query(sql).bind(text(id).as_ref()).execute(write.connection()).await?;
        }
        let gone = query("DELETE FROM suites WHERE id = $1")
            .bind(text(id).as_ref())
            .execute(write.connection())
            .await?;
        if gone.rows_affected() == 0 {
            return Ok(false);
        }
        let act = Act {
            by: Some(by),
            act: "suite.deleted",
            on: id,
            detail: Value::Null,
        };
        write.audit(act, now).await?;
        write.whisper(Whisper::Evals);
        write.commit().await?;
        Ok(true)
    }
}

impl Write {
    async fn put_files(&mut self, suite: &str, files: &[SuiteFile]) -> Result<(), StoreError> {
        query("DELETE FROM suite_files WHERE suite_id = $1")
            .bind(suite)
            .execute(self.connection())
            .await?;
        for file in files {
            query("INSERT INTO suite_files (suite_id, path, text) VALUES ($1, $2, $3)")
                .bind(suite)
                .bind(key("the file's path", &file.path)?.as_ref())
                .bind(text(&file.text).as_ref())
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }
}

impl TryFrom<&AnyRow> for StoredSuite {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("suite", row);
        Ok(Self {
            id: columns.get("id")?,
            name: columns.get("name")?,
            version: columns.get("version")?,
            about: columns.json("about")?,
            baseline: columns.get("baseline")?,
            by: columns.person("by_id", "by_name")?,
            created_at: columns.time("created_at")?,
            changed_at: columns.time("changed_at")?,
        })
    }
}
