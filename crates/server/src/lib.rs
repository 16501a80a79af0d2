//! The server: REST and WebSocket under `/v1`, identity, the realtime hub, and the workers that run turns.
//!
//! What holds here:
//!
//! - **Accepted means stored.** A client hears "accepted" only after message and job are in the database.
//! - **The log is the truth.** Sockets and polls send what the database has after a seq, in order, once; notices only
//!   say when to look.
//! - **A token says who; the inbox says from where.** No handler sees a caller that `identity` did not prove, and no
//!   conversation that is not the caller's.
//! - **Every error is an RFC 9457 problem** made in `problem`, with a cure; internal causes are logged there and end
//!   there.
//!
//! The binary makes a [`Server`] of a [`ServerConfig`], a store, a [`Mind`] and a [`Clock`], and runs it on a listener.
//! `docs/protocol.md` is the protocol for those who write clients.

mod aloud;
mod api;
mod app;
mod body;
mod clock;
mod config;
mod content;
mod drift;
mod evals;
mod filetype;
mod front;
mod hub;
mod identity;
mod known;
mod lease;
mod limits;
mod mail;
mod metrics;
mod mind;
mod observe;
mod origin;
mod pages;
mod peer;
mod people;
mod pictures;
mod problem;
mod router;
mod server;
mod socket;
mod text;
mod voice;
mod worker;

pub use clock::{Clock, ManualClock, SystemClock};
pub use config::{
    ConfigError, CrawlConfig, HintAfter, HintConfig, InboxConfig, LimitsConfig, MailConfig, Scheme, ServerConfig, Side,
    SocketConfig, TeamMember, ThemeConfig, TokenKey, Translation,
};
pub use content::{
    Convert, Library, PassedOver, ReadingFailed, SiteChange, SiteReport, SiteSettings, read_site, taught_intents,
};
pub use drift::drift_report;
pub use evals::{Calibrate, Conditions, MakeBench, SuiteError, Workbench, look_into_suite, recorded};
pub use identity::{TokenError, contact_token};
pub use mail::check_mail;
pub use mind::{Mind, Respond};
pub use pages::{DemoContact, DemoPage};
pub use people::{NewSecret, PasswordError, RouteAccess, hash_password, new_secret, people_routes};
pub use router::openapi;
pub use server::{ServeError, Server};
pub use voice::{Circuits, ForTurn, Voice};
