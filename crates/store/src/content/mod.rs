//! What the content team does: versions of articles, drafts, and what is uploaded.

mod answered;
mod articles;
mod drafts;
mod edition;
mod intents;
mod publish;
mod questions;
mod sites;
mod upload_files;
mod uploads;
mod versions;

pub use answered::PersonAnswer;
pub use articles::{ArticleFilter, ArticleRow, ArticleState, ArticlesPage};
pub use drafts::{DueDraft, NewDraft, SavedDraft};
pub(crate) use edition::Coming;
pub use edition::{Edition, Origin};
pub use intents::{AddedExample, Taught};
pub use publish::Published;
pub use questions::StoredQuestion;
pub use sites::{Asking, Site, SiteEnd, SiteState};
pub use upload_files::{FileState, NewUploadFile, ReadFile, UploadFile};
pub use uploads::{Upload, UploadCounts, UploadState};
pub use versions::{Version, VersionState};
