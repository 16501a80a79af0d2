//! What suites are measured with in the console: engines like the one that answers, over what is published now.

use super::{calibrated, wired};
use crate::knowledge_base::KnowledgeBase;
use anyhow::anyhow;
use std::sync::Arc;
use tempfile::TempDir;
use usher_engine::Engine;
use usher_evals::{Artefact, Bench};
use usher_server::{Calibrate, Conditions, Workbench};

/// The workbench of a node.
pub fn workbench(knowledge: &KnowledgeBase) -> Workbench {
    let (knowledge, embedder) = (knowledge.clone(), knowledge.embedder.identity().to_owned());
    Workbench {
        embedder,
        bench: Arc::new(move |conditions| {
            let knowledge = knowledge.clone();
            Box::pin(async move {
                let made = bench(&knowledge, conditions).await;
                made.map_err(|e| format!("{e:#}"))
            })
        }),
    }
}

async fn bench(knowledge: &KnowledgeBase, conditions: Conditions) -> anyhow::Result<Bench> {
    let Conditions {
        policy,
        calibration,
        drafts,
    } = conditions;
    let calibration = match calibration {
        Calibrate::Now => in_use(knowledge).await?,
        Calibrate::Not => None,
        Calibrate::With(artefact) => Some(*artefact),
    };
    let (engine, held) = engine(knowledge, drafts).await?;
    let engine = Arc::new(calibrated(engine, calibration.as_ref())?);
    let published = move || {
        // A copied index lives as long as what searches it.
        let _ = &held;
        Ok(Arc::clone(&engine))
    };
    Ok(wired(
        Arc::clone(&knowledge.embedder),
        policy,
        calibration,
        Box::new(published),
    ))
}

async fn in_use(knowledge: &KnowledgeBase) -> anyhow::Result<Option<Artefact>> {
    let Some(file) = knowledge.calibration.as_ref() else {
        return Ok(None);
    };
    let in_use = file.in_use(&knowledge.store, knowledge.embedder.identity()).await?;
    in_use
        .transpose()
        .map_err(|error| anyhow!("the calibration in use cannot be used, so that everything goes to people: {error}"))
}

/// An engine without a calibration; with drafts over a copy of the index, which lives as long as the folder.
async fn engine(
    knowledge: &KnowledgeBase,
    drafts: Vec<usher_store::Edition>,
) -> anyhow::Result<(Engine, Option<TempDir>)> {
    let plain = |base: &KnowledgeBase| {
        let mut plain = base.clone();
        plain.calibration = None;
        plain
    };
    if drafts.is_empty() {
        return Ok((plain(knowledge).engine().await?, None));
    }
    let (copy, folder) = knowledge.copied(drafts).await?;
    copy.index.give_way()?;
    copy.sync(false).await?;
    Ok((plain(&copy).engine().await?, Some(folder)))
}
