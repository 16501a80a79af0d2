//! What only one node should do at a time. Work that is done twice does no harm here; a lease keeps it from being done for
//! nothing.

use crate::codec::{Columns, millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use jiff::{SignedDuration, Timestamp};
use sqlx::query;
use tracing::instrument;

impl Store {
    /// Takes or keeps the lease of this name until `now` and `length`; the fence, or `None` while another node holds it. One
    /// that ends more than a minute later than any could was taken by a clock that has gone back since: it counts as ended.
    #[instrument(name = "store.lease.hold", skip_all)]
    pub async fn hold_lease(
        &self,
        name: &str,
        holder: &str,
        now: Timestamp,
        length: SignedDuration,
    ) -> Result<Option<i64>, StoreError> {
        let sql = "
            INSERT INTO leases (name, holder, fence, until)
            VALUES             ($1,   $2,     1,     $4)
            ON CONFLICT (name) DO UPDATE
            SET holder = excluded.holder, until = excluded.until,
                fence = CASE WHEN leases.holder = excluded.holder THEN leases.fence ELSE leases.fence + 1 END
            WHERE leases.holder = excluded.holder OR leases.until <= $3 OR leases.until > $4 + 60000
            RETURNING name, fence
        ";
        let rows = query(sql)
            .bind(name)
            .bind(text(holder).as_ref())
            .bind(millis(now))
            .bind(millis(now.saturating_add(length).unwrap_or(Timestamp::MAX)))
            .fetch_all(self.writer())
            .await?;
        rows.first()
            .map(|row| Columns::new("lease", row).get("fence"))
            .transpose()
    }

    /// Gives a lease back, so that another node need not wait for its end.
    #[instrument(name = "store.lease.release", skip_all)]
    pub async fn release_lease(&self, name: &str, holder: &str) -> Result<(), StoreError> {
        query("UPDATE leases SET until = 0 WHERE name = $1 AND holder = $2")
            .bind(name)
            .bind(text(holder).as_ref())
            .execute(self.writer())
            .await?;
        Ok(())
    }
}
