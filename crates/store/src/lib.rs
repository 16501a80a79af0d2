//! All SQL of the product, written once for SQLite and PostgreSQL.
//!
//! What holds here, and what the tests hold it to:
//!
//! - **An acknowledged message is never lost.** Message, event and job are one transaction; on SQLite a commit is on
//!   disk (`synchronous = FULL`) before it is acknowledged, and PostgreSQL does the same by default.
//! - **One reply a message.** A job is held under a lease with a fence; a result that comes with an old fence stores
//!   nothing, and `turns.message_id` is unique besides.
//! - **One turn at a time in a conversation, in order of its messages**, however many workers on however many nodes.
//! - **Events have no gaps and appear in order.** Whoever appends holds the lock of the conversation's row until the
//!   commit, so nobody sees event 7 before event 6.
//!
//! Errors: "not found" is `None`; a resend that differs from the first is [`StoreError::Conflict`]; what may go better
//! a moment later is [`StoreError::Unreachable`]; the rest is a fault to be logged, not shown.
//!
//! Text may hold any character: U+0000, which PostgreSQL cannot store, becomes U+FFFD, as in HTML.

mod audit;
mod calls;
mod codec;
mod connect;
mod contacts;
mod content;
mod conversations;
mod desk;
mod erase;
mod error;
mod evals;
mod event_kind;
mod events;
mod feedback;
mod files;
mod guides;
mod ingest;
mod jobs;
mod knowledge;
mod letters;
mod messages;
mod migrations;
mod notices;
mod people;
mod reads;
mod recorded;
mod sessions;
mod settings;
mod turns;
mod watch;
mod whispers;
mod work;
mod write;

pub use audit::{Act, AuditEntry};
pub use calls::{CallEnded, CallFilter, CallSums, CallsOfDay, NewCall, SpentToday, StoredCall};
pub use codec::new_id;
pub use connect::Store;
pub use contacts::StoredContact;
pub use content::{
    AddedExample, ArticleFilter, ArticleRow, ArticleState, ArticlesPage, Asking, DueDraft, Edition, FileState,
    NewDraft, NewUploadFile, Origin, PersonAnswer, Published, ReadFile, SavedDraft, Site, SiteEnd, SiteState,
    StoredQuestion, Taught, Upload, UploadCounts, UploadFile, UploadState, Version, VersionState,
};
pub use conversations::{Conversation, ListedConversation, Resolution};
pub use desk::{
    Canned, Counts, Hit, HitKind, NewCanned, NewSuggestion, PersonMessage, PersonNote, Preview, Resolved, Row,
    RowFilter, Settle, Sort, Spoken, View, Waiting, WrittenCanned,
};
pub use error::StoreError;
pub use evals::{
    CalibrationChoice, NewRun, RunEnd, RunFilter, RunKind, RunState, StoredCalibration, StoredRun, StoredSuite,
    SuiteFile, WrittenSuite,
};
pub use event_kind::EventKind;
pub use events::Event;
pub use feedback::{Judgement, Rating};
pub use files::{NewFile, StoredFile};
pub use guides::{GuideDraft, GuideFile, GuideRow, GuideState, GuideVersion, PublishedGuide, SavedGuide};
pub use ingest::IngestChanges;
pub use jobs::LeasedJob;
pub use knowledge::{KnowledgeSnapshot, SourceSummary, StoredArticle};
pub use letters::{Letter, LetterDue, LetterEnd, LetterKind, LettersWaiting, NewLetter};
pub use messages::{Accepted, NewMessage, Said};
pub use notices::Notice;
pub use people::{Changed, Credentials, DEFAULT_CAPACITY, NewPerson, Person, PersonChange, Status};
pub use reads::{ReadMarks, Reader};
pub use recorded::RecordedTurn;
pub use sessions::{INVITATION_LIFETIME, Invitation, NewInvitation, SESSION_IDLE, SESSION_LONGEST, Session};
pub use settings::{StoredKey, StoredSettings};
pub use turns::{Finished, StoredTrace, StoredTurn, TurnRecord};
pub use watch::{TurnPlace, WatchedPage, WatchedTurn};
pub use whispers::{MOST_PIECE, Piece, Whisper};
pub use work::{Closing, Colleague, Due, NewQueue, StoredHours, Taken};
