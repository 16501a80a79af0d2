//! What the content team does: versions of articles, drafts, and what is uploaded.

mod articles;
mod drafts;
mod edition;
mod publish;
mod questions;
mod upload_files;
mod uploads;
mod versions;

pub use articles::{ArticleFilter, ArticleRow, ArticleState, ArticlesPage};
pub use drafts::{DueDraft, NewDraft, SavedDraft};
pub(crate) use edition::Coming;
pub use edition::{Edition, Origin};
pub use publish::Published;
pub use questions::StoredQuestion;
pub use upload_files::{FileState, NewUploadFile, ReadFile, UploadFile};
pub use uploads::{Upload, UploadCounts, UploadState};
pub use versions::{Version, VersionState};
