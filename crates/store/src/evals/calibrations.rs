//! Calibrations that people chose in the console, and when.

use crate::audit::Act;
use crate::codec::{Columns, key, millis, new_id, text};
use crate::connect::Store;
use crate::error::StoreError;
use crate::whispers::Whisper;
use jiff::Timestamp;
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::{PersonId, PersonRef};

/// A calibration; the store does not look into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCalibration {
    /// What traces name it by.
    pub id: String,
    /// Its text, as it was sealed.
    pub text: String,
    /// The run that it came of.
    pub run: Option<String>,
    /// When it was first chosen.
    pub created_at: Timestamp,
}

/// A choice.
#[derive(Debug, Clone, PartialEq)]
pub struct CalibrationChoice {
    /// What was chosen; `None` where it was taken back.
    pub calibration: Option<String>,
    /// By whom.
    pub by: Option<PersonRef>,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// Names the newest choice, whatever it is; `None` where nobody ever chose. Another name: something was chosen since.
    #[instrument(name = "store.calibration.choice", skip_all)]
    pub async fn calibration_choice(&self) -> Result<Option<String>, StoreError> {
        let row = query("SELECT id FROM calibration_choices ORDER BY id DESC LIMIT 1")
            .fetch_optional(self.reader())
            .await?;
        row.map(|row| Columns::new("choice", &row).get("id")).transpose()
    }

    /// The calibration that counts; `None` where none was chosen, or it was taken back.
    #[instrument(name = "store.calibration.chosen", skip_all)]
    pub async fn chosen_calibration(&self) -> Result<Option<StoredCalibration>, StoreError> {
        let sql = "
            SELECT c.id, c.text, c.run_id, c.created_at
            FROM (SELECT calibration_id FROM calibration_choices ORDER BY id DESC LIMIT 1) AS newest
            JOIN calibrations AS c ON c.id = newest.calibration_id
        ";
        let row = query(sql).fetch_optional(self.reader()).await?;
        row.as_ref().map(StoredCalibration::try_from).transpose()
    }

    /// A calibration that was chosen once.
    #[instrument(name = "store.calibration.get", skip_all)]
    pub async fn calibration(&self, id: &str) -> Result<Option<StoredCalibration>, StoreError> {
        let row = query("SELECT id, text, run_id, created_at FROM calibrations WHERE id = $1")
            .bind(text(id).as_ref())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(StoredCalibration::try_from).transpose()
    }

    /// The newest so many choices.
    #[instrument(name = "store.calibration.choices", skip_all)]
    pub async fn calibration_choices(&self, limit: i64) -> Result<Vec<CalibrationChoice>, StoreError> {
        let sql = "
            SELECT c.id, c.calibration_id, c.by_id, people.name AS by_name, c.created_at
            FROM calibration_choices AS c
            LEFT JOIN people ON people.id = c.by_id
            ORDER BY c.id DESC
            LIMIT $1
        ";
        let rows = query(sql).bind(limit.max(0)).fetch_all(self.reader()).await?;
        let choice = |row| {
            let columns = Columns::new("choice", row);
            Ok(CalibrationChoice {
                calibration: columns.get("calibration_id")?,
                by: columns.person("by_id", "by_name")?,
                at: columns.time("created_at")?,
            })
        };
        rows.iter().map(choice).collect()
    }

    /// Chooses a calibration (id, text, the run that it came of) on every node, or takes the choice back.
    #[instrument(name = "store.calibration.choose", skip_all)]
    pub async fn choose_calibration(
        &self,
        chosen: Option<(&str, &str, Option<&str>)>,
        by: &PersonId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        if let Some((id, body, run)) = chosen {
            let sql = "
                INSERT INTO calibrations (id, text, run_id, created_at)
                VALUES                   ($1, $2,   $3,     $4)
                ON CONFLICT (id) DO NOTHING
            ";
            query(sql)
                .bind(key("the calibration's name", id)?.as_ref())
                .bind(text(body).as_ref())
                .bind(run)
                .bind(millis(now))
                .execute(write.connection())
                .await?;
        }
        let id = chosen.map(|(id, ..)| id);
        let sql = "
            INSERT INTO calibration_choices (id, calibration_id, by_id, created_at)
            VALUES                          ($1, $2,             $3,    $4)
        ";
        query(sql)
            .bind(new_id(now))
            .bind(id)
            .bind(by.as_str())
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        let act = Act {
            by: Some(by),
            act: if id.is_some() {
                "budget.set"
            } else {
                "budget.taken_back"
            },
            on: id.unwrap_or_default(),
            detail: json!({ "run": chosen.and_then(|(_, _, run)| run) }),
        };
        write.audit(act, now).await?;
        write.whisper(Whisper::Evals);
        write.commit().await
    }
}

impl TryFrom<&AnyRow> for StoredCalibration {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("calibration", row);
        Ok(Self {
            id: columns.get("id")?,
            text: columns.get("text")?,
            run: columns.get("run_id")?,
            created_at: columns.time("created_at")?,
        })
    }
}
