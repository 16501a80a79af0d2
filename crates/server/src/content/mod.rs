//! What the content team does, while the server runs: uploads are read in the background, drafts are published, by hand or
//! when their time comes, and search follows.

mod desk;
mod intake;
mod intents;
mod library;
mod paths;
mod publish;
mod schedule;
mod sites;

pub(crate) use desk::{KEPT, MAX_UPLOAD, UploadDesk, too_large};
pub(crate) use intake::Intake;
pub(crate) use intents::IntentDesk;
pub(crate) use intents::embedded;
pub use intents::taught_intents;
pub use library::{Convert, Library};
pub(crate) use paths::{article_path, folder_path};
pub(crate) use publish::{Refused, publish, read};
pub(crate) use schedule::Schedule;
pub use sites::{PassedOver, ReadingFailed, SiteChange, SiteReport, SiteSettings, read_site};
pub(crate) use sites::{Visitor, next_time};
