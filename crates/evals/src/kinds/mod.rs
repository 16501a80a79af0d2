//! One file a kind: how its cases are run, scored and summed up.

pub(crate) mod classify;
pub(crate) mod judge;
pub(crate) mod read;
pub(crate) mod resolve;
pub(crate) mod retrieve;
