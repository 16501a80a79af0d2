//! The binary, used as people use it.

mod ask;
mod bench;
mod commands;
mod demo;
mod ingest;
mod usher;
