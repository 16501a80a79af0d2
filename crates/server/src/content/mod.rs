//! What the content team does, while the server runs: uploads are read in the background, drafts are published, by hand or
//! when their time comes, and search follows.

mod desk;
mod intake;
mod library;
mod paths;
mod publish;
mod schedule;

pub(crate) use desk::{KEPT, MAX_UPLOAD, UploadDesk, too_large};
pub(crate) use intake::Intake;
pub use library::{Convert, Library};
pub(crate) use paths::{article_path, folder_path};
pub(crate) use publish::{Refused, publish, read};
pub(crate) use schedule::Schedule;
