//! The server as its users see it: over HTTP and WebSocket, on a real port, with a scripted mind.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail and speak like tests"
)]

mod app;
mod bad_input;
mod config;
mod conversations;
mod drain;
mod drift;
mod identity;
mod limits;
mod log;
mod origins;
mod pages;
mod privacy;
mod script;
mod sockets;
mod two_nodes;
mod ws;
