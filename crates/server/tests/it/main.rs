//! The server as its users see it: over HTTP and WebSocket, on a real port, with a scripted mind.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail and speak like tests"
)]

mod accounts;
mod aloud;
mod app;
mod bad_input;
mod catcher;
mod config;
mod console;
mod conversations;
mod desk;
mod drain;
mod drift;
mod evals;
mod feedback;
mod files;
mod guides;
mod handoff;
mod identity;
mod inbox;
mod knowledge;
mod library;
mod limits;
mod log;
mod mail;
mod model;
mod origins;
mod pages;
mod playground;
mod privacy;
mod roles;
mod script;
mod settings;
mod sockets;
mod taught;
mod two_nodes;
mod voice;
mod ws;
