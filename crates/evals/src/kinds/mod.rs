//! One file a kind: how its cases are run, scored and summed up.

pub(crate) mod classify;
pub(crate) mod ground;
pub(crate) mod handoff;
pub(crate) mod injection;
pub(crate) mod judge;
pub(crate) mod pii;
pub(crate) mod read;
pub(crate) mod resolve;
pub(crate) mod retrieve;
pub(crate) mod satisfaction;
pub(crate) mod support;
