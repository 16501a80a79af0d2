//! The binary, used as people use it.

mod ask;
mod attacks;
mod bench;
mod calibration;
mod commands;
mod demo;
mod ingest;
mod moods;
mod usher;
