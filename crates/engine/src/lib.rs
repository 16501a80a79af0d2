//! The mind of Usher: one contact message in, one [`Turn`] out.
//!
//! No network, database, file system, ambient clock or randomness lives here. What a turn needs of the outside comes
//! through two ports, [`Embedder`] and [`Retriever`].

pub mod aids;
pub mod article;
pub mod confidence;
pub mod contact;
pub mod conversation;
pub mod decide;
pub mod gaps;
mod generate;
pub mod guide;
pub mod handoff;
pub mod ids;
pub mod injection;
pub mod intent;
pub mod model;
pub mod models;
pub mod page;
pub mod people;
pub mod policy;
pub mod ports;
pub mod privacy;
pub mod prompt;
pub mod propose;
pub mod reading;
mod respond;
mod rows;
pub mod text;
pub mod trace;
pub mod turn;
pub mod understand;
mod verify;

pub use aids::{Aids, Provisional};
pub use article::{Article, Chunk, Citation, Passage, PassageKind};
pub use confidence::Calibration;
pub use contact::{Audience, Contact};
pub use conversation::{Author, ConversationState, FileRef, Message};
pub use generate::{ModelSignals, SentenceCheck, Verdict};
pub use guide::{Guide, StepOutcome, StepReport};
pub use handoff::Handoff;
pub use ids::{ArticleId, ChunkId, ContactId, ConversationId, FileId, GuideId, InboxId, MessageId, PersonId, QueueId};
pub use model::{Deaf, LanguageModel, Listener, ModelCall, ModelError, ModelText, ModelUse, Tier};
pub use page::PageContext;
pub use people::{PersonRef, Presence, Role};
pub use policy::Policy;
pub use ports::{
    ChunkVectors, Embedder, Hit, KnownQuestion, PortError, Retriever, Rows, SearchQuery, TextVectors, TokenVectors,
};
pub use respond::{Engine, Teaching, Weighing};
pub use trace::{CallTrace, Trace};
pub use turn::{GuideOffer, Outcome, QuickReply, Reason, Reply, ReplySentence, Turn, TurnInput};
pub use verify::{Source, Support, SupportCheck, SupportFeatures};
