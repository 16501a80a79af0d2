//! A circuit breaker: an endpoint that fails again and again is left alone for a while.

use serde::Serialize;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The longest that an endpoint's own `Retry-After` keeps us away; a longer one is more likely a slip.
const LONGEST_REST: Duration = Duration::from_secs(3_600);

/// Where a circuit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CircuitState {
    /// Calls go through.
    Closed,
    /// It failed too often in a row, or asked for rest; no call goes through.
    Open,
    /// One call may try whether it is back.
    HalfOpen,
}

/// The circuit of one endpoint.
#[derive(Debug)]
pub(crate) struct Circuit {
    most_failures: u32,
    open_for: Duration,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    /// In a row.
    failures: u32,
    /// Set while it is open or half open.
    open_until: Option<Instant>,
    /// A call is out that tries whether the endpoint is back.
    probing: bool,
    /// The endpoint said when to come back.
    rest_until: Option<Instant>,
    /// The last failure in words.
    cause: String,
}

/// Leave to call, which is settled by saying how it went; one that is dropped says nothing about the endpoint.
#[derive(Debug)]
pub(crate) struct Pass<'a> {
    circuit: &'a Circuit,
    probe: bool,
}

/// Why a circuit lets no call through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shut {
    /// When to ask again, where the endpoint itself said so.
    pub rest_until: Option<Instant>,
    /// The last failure in words.
    pub cause: String,
}

impl Circuit {
    pub(crate) fn new(most_failures: u32, open_for: Duration) -> Self {
        Self {
            most_failures,
            open_for,
            inner: Mutex::default(),
        }
    }

    pub(crate) fn state(&self, now: Instant) -> CircuitState {
        let inner = self.lock();
        match inner.open_until {
            _ if inner.rest_until.is_some_and(|until| now < until) => CircuitState::Open,
            None => CircuitState::Closed,
            Some(until) if now < until => CircuitState::Open,
            Some(_) => CircuitState::HalfOpen,
        }
    }

    /// Whether a call would be let through.
    pub(crate) fn look(&self, now: Instant) -> Result<(), Shut> {
        let inner = self.lock();
        let shut = |rest_until| Shut {
            rest_until,
            cause: inner.cause.clone(),
        };
        match (inner.rest_until, inner.open_until) {
            (Some(until), _) if now < until => Err(shut(Some(until))),
            (_, Some(until)) if now < until || inner.probing => Err(shut(None)),
            _ => Ok(()),
        }
    }

    /// Lets a call through, or says why not.
    pub(crate) fn admit(&self, now: Instant) -> Result<Pass<'_>, Shut> {
        self.look(now)?;
        let mut inner = self.lock();
        let probe = inner.open_until.is_some();
        // Another call may have become the probe since the look.
        if probe && inner.probing {
            let cause = inner.cause.clone();
            return Err(Shut {
                rest_until: None,
                cause,
            });
        }
        inner.probing = probe;
        Ok(Pass { circuit: self, probe })
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pass<'_> {
    /// The endpoint did its work.
    pub(crate) fn went_well(self) {
        let mut inner = self.circuit.lock();
        inner.failures = 0;
        inner.open_until = None;
    }

    /// It failed. True where that opened the circuit.
    pub(crate) fn failed(self, now: Instant, cause: &str) -> bool {
        let mut inner = self.circuit.lock();
        inner.failures = inner.failures.saturating_add(1);
        cause.clone_into(&mut inner.cause);
        let opens = self.probe || inner.failures >= self.circuit.most_failures;
        if opens {
            inner.open_until = Some(now + self.circuit.open_for);
        }
        opens
    }

    /// It asked to be left alone for so long.
    pub(crate) fn rest(self, now: Instant, rest: Duration, cause: &str) {
        let mut inner = self.circuit.lock();
        inner.rest_until = Some(now + rest.min(LONGEST_REST));
        cause.clone_into(&mut inner.cause);
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        if self.probe {
            self.circuit.lock().probing = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN_FOR: Duration = Duration::from_secs(30);

    fn fail(circuit: &Circuit, now: Instant) -> bool {
        circuit.admit(now).unwrap().failed(now, "it broke")
    }

    #[test]
    fn it_opens_after_failures_in_a_row_and_only_then() {
        let (circuit, now) = (Circuit::new(3, OPEN_FOR), Instant::now());
        assert!(!fail(&circuit, now) && !fail(&circuit, now));
        circuit.admit(now).unwrap().went_well();
        assert!(!fail(&circuit, now) && !fail(&circuit, now));
        assert_eq!(circuit.state(now), CircuitState::Closed);
        assert!(fail(&circuit, now));
        assert_eq!(circuit.state(now), CircuitState::Open);
        assert_eq!(circuit.admit(now).unwrap_err().cause, "it broke");
    }

    #[test]
    fn half_open_lets_one_probe_through_and_its_end_decides() {
        let (circuit, now) = (Circuit::new(1, OPEN_FOR), Instant::now());
        fail(&circuit, now);
        let later = now + OPEN_FOR;
        assert_eq!(circuit.state(later), CircuitState::HalfOpen);
        let probe = circuit.admit(later).unwrap();
        assert!(circuit.admit(later).is_err(), "a second one beside the probe");
        assert!(probe.failed(later, "still"));
        assert_eq!(circuit.state(later), CircuitState::Open);
        let last = later + OPEN_FOR;
        circuit.admit(last).unwrap().went_well();
        assert_eq!(circuit.state(last), CircuitState::Closed);
    }

    #[test]
    fn a_probe_that_is_dropped_leaves_its_place_to_the_next() {
        let (circuit, now) = (Circuit::new(1, OPEN_FOR), Instant::now());
        fail(&circuit, now);
        let later = now + OPEN_FOR;
        drop(circuit.admit(later).unwrap());
        assert!(circuit.admit(later).is_ok());
    }

    #[test]
    fn an_endpoint_that_asks_for_rest_gets_it() {
        let (circuit, now) = (Circuit::new(5, OPEN_FOR), Instant::now());
        let rest = Duration::from_secs(2);
        circuit.admit(now).unwrap().rest(now, rest, "429");
        assert_eq!(circuit.admit(now).unwrap_err().rest_until, Some(now + rest));
        assert!(circuit.admit(now + rest).is_ok());
    }
}
