//! `usher reindex`: the index that serves stays until the new one is whole.

use super::Context;
use crate::knowledge_base::{self, KnowledgeBase};
use crate::{embedder, out};
use anyhow::{Context as _, bail};
use usher_knowledge::Index;

pub async fn run(context: Context) -> anyhow::Result<()> {
    let Context { config, data } = context;
    let store = knowledge_base::open_store(&config, &data).await?;
    let embedder = embedder::open(&config.embedder, &data).await?;
    // Any other error is what this command is there to mend.
    if let Err(error) = knowledge_base::open_index(&data.index(), &embedder).await
        && knowledge_base::is_held_by_a_server(&error)
    {
        bail!("a running server has the index open; stop it, run `usher reindex` again, then start it");
    }
    Index::discard(&data.next_index())?;
    let index = knowledge_base::open_index(&data.next_index(), &embedder).await?;
    let knowledge = KnowledgeBase::new(store.clone(), embedder, index, data.next_index());
    let chunks = knowledge.sync(true).await?.embedded;
    drop(knowledge);
    Index::discard(&data.index())?;
    std::fs::rename(data.next_index(), data.index()).context("the new index could not be put in its place")?;
    store.close().await;
    out::line(&format!("The index is made anew: {chunks} chunks."));
    Ok(())
}
