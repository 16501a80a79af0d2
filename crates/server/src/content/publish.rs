//! Publishing a version: its text is read first, so that nothing is published that cannot be quoted.

use super::library::Library;
use crate::app::App;
use crate::problem::{Problem, Result};
use usher_engine::{ArticleId, PersonId};
use usher_knowledge::{ReadArticle, Reader};
use usher_store::{Edition, Published, StoreError};

/// Why a version is not published.
#[derive(Debug)]
pub(crate) enum Refused {
    /// There is no such version.
    Unknown,
    /// It was written on an older text than this version.
    Outdated(u32),
    /// It cannot be read: why, and the cure.
    Unreadable(String),
    /// The database failed.
    Store(StoreError),
    /// This node failed.
    Failed(Problem),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Reads a text on the blocking pool.
pub(crate) async fn read(
    library: &Library,
    id: &ArticleId,
    text: &str,
) -> Result<std::result::Result<ReadArticle, String>> {
    let (reader, id, text) = (library.reader.clone(), id.clone(), text.to_owned());
    let reading = tokio::task::spawn_blocking(move || reader.read(&id, &text));
    reading.await.map_err(Problem::internal)
}

/// Publishes a draft, or a past version anew, and returns the number of what is published now.
pub(crate) async fn publish(
    app: &App,
    id: &ArticleId,
    version: u32,
    by: Option<&PersonId>,
) -> std::result::Result<u32, Refused> {
    let library = app.library().map_err(Refused::Failed)?;
    let stored = app.store.version(id, version).await?.ok_or(Refused::Unknown)?;
    let article = read(&library, id, &stored.text)
        .await
        .map_err(Refused::Failed)?
        .map_err(Refused::Unreadable)?;
    let edition = Edition {
        article: article.article,
        hash: Reader::hash(stored.text.as_bytes()),
        chunks: article.chunks,
        text: stored.text,
    };
    let published = app
        .store
        .publish_version(&edition, version, by, app.clock.now())
        .await?;
    match published {
        Published::Version(number) => {
            app.mind.knowledge_changed();
            Ok(number)
        }
        Published::Unknown => Err(Refused::Unknown),
        Published::Outdated(newer) => Err(Refused::Outdated(newer)),
    }
}
