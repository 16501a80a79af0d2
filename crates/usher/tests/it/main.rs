//! The binary, used as people use it.

mod ask;
mod attacks;
mod bench;
mod calibration;
mod commands;
mod convert;
mod crawl;
mod demo;
mod eval;
mod ingest;
mod language_model;
mod model_faults;
mod moods;
mod packets;
mod replay;
mod report;
mod simulate;
mod support;
mod usher;
mod writing;
