//! `usher serve`.

use super::Context;
use crate::knowledge_base::KnowledgeBase;
use crate::{node, out};

pub async fn run(context: Context) -> anyhow::Result<()> {
    let Context { mut config, data } = context;
    node::keep_secret(&mut config, &data)?;
    config.server.check()?;
    let cure = "stop it, or set server.bind or USHER__SERVER__BIND to a free port";
    let listener = node::listen(config.server.bind, cure).await?;
    let knowledge = KnowledgeBase::open(&config, &data).await?;
    out::line(&format!("Usher listens on http://{}", listener.local_addr()?));
    node::run(config, knowledge, listener, None, || tracing::info!("ready")).await
}
