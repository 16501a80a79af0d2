//! Which endpoint the next attempt of a call goes to, and when.

use crate::fault::{Fault, FaultKind};
use crate::gateway::Shared;
use std::time::Instant;
use tokio::time::sleep_until;

/// The way of one call over the endpoints.
pub(crate) struct Route<'a> {
    shared: &'a Shared,
    deadline: Instant,
    /// By endpoint: how often this call failed there.
    failures: Vec<u32>,
    /// By endpoint: it does not take this call, and is not tried again.
    rejected: Vec<bool>,
    last: Option<usize>,
}

/// Where the next attempt goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Next {
    /// To this endpoint.
    To(usize),
    /// Nowhere before that instant.
    Wait(Instant),
    /// Nowhere; the last cause in words.
    Nowhere(String),
}

impl<'a> Route<'a> {
    pub(crate) fn new(shared: &'a Shared, deadline: Instant) -> Self {
        let endpoints = shared.endpoints.len();
        Self {
            shared,
            deadline,
            failures: vec![0; endpoints],
            rejected: vec![false; endpoints],
            last: None,
        }
    }

    /// In the configured order, beginning after the endpoint that was tried last. One that asked for rest is waited for
    /// only where there is no other, and time for it.
    pub(crate) fn next(&self) -> Next {
        let now = Instant::now();
        let all = self.shared.endpoints.len();
        let first = self.last.map_or(0, |last| last + 1);
        let mut rest: Option<Instant> = None;
        let mut cause = String::new();
        for at in (first..first + all).map(|at| at % all).filter(|at| !self.rejected[*at]) {
            let endpoint = &self.shared.endpoints[at];
            match endpoint.circuit.look(now) {
                Ok(()) => return Next::To(at),
                Err(shut) => {
                    rest = [rest, shut.rest_until].into_iter().flatten().min();
                    cause = format!(
                        "{} is left alone for a while, after this: {}",
                        endpoint.config.name, shut.cause
                    );
                }
            }
        }
        match rest {
            Some(until) if until < self.deadline => Next::Wait(until),
            _ => Next::Nowhere(cause),
        }
    }

    /// The next endpoint once it may be tried: at once where this call has not failed there, or after a backoff. `Wait`
    /// where that would be after the turn's end.
    pub(crate) async fn next_in_time(&self) -> Next {
        loop {
            let (until, next) = match self.next() {
                Next::To(at) if self.failures[at] > 0 => {
                    let wait = self.shared.backoff.wait(self.failures[at]);
                    (Instant::now() + wait, Some(Next::To(at)))
                }
                Next::Wait(until) => (until, None),
                next => return next,
            };
            if until >= self.deadline {
                return Next::Wait(until);
            }
            sleep_until(until.into()).await;
            if let Some(next) = next {
                return next;
            }
        }
    }

    /// How the attempt at an endpoint went.
    pub(crate) fn went(&mut self, at: usize, ended: &Result<(), Fault>) {
        self.last = Some(at);
        if let Err(fault) = ended {
            self.failures[at] += 1;
            self.rejected[at] = matches!(fault.kind, FaultKind::Rejected | FaultKind::Misconfigured);
        }
    }

    pub(crate) fn is_rejected_everywhere(&self) -> bool {
        self.rejected.iter().all(|rejected| *rejected)
    }

    /// The endpoint that was tried last.
    pub(crate) fn last(&self) -> Option<usize> {
        self.last
    }
}
