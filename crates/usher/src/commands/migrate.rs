//! `usher migrate`.

use super::Context;
use crate::{knowledge_base, out};

pub async fn run(context: Context) -> anyhow::Result<()> {
    let store = knowledge_base::open_store(&context.config, &context.data).await?;
    let kind = if store.is_postgres() { "PostgreSQL" } else { "SQLite" };
    store.close().await;
    out::line(&format!("The {kind} database is up to date."));
    Ok(())
}
