//! How much is taken from one contact and from one address.

use crate::config::LimitsConfig;
use crate::peer::rate_key;
use crate::problem::{Problem, Result};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;
use usher_engine::{ContactId, PersonId};

/// What attempts to sign in are counted over.
const SIGN_IN_PERIOD: Duration = Duration::from_secs(15 * 60);

/// Frames of one person's consoles a minute.
const FRAMES_A_MINUTE: u32 = 600;

/// What one person tries out a minute: each is a turn of its own.
const TRIES_A_MINUTE: u32 = 20;

/// The rate limiters of a node. Each node counts for itself. [`Limits::forget`], called now and then, bounds their
/// memory.
pub(crate) struct Limits {
    requests: Limiter<IpAddr>,
    visitors: Limiter<IpAddr>,
    contacts: Limiter<ContactId>,
    sign_ins: Limiter<String>,
    sign_ins_from: Limiter<IpAddr>,
    codes: Limiter<PersonId>,
    consoles: Limiter<PersonId>,
    tries: Limiter<PersonId>,
}

/// `None` takes everything.
struct Limiter<K: Hash + Eq + Clone>(Option<DefaultKeyedRateLimiter<K>>, DefaultClock);

impl Limits {
    pub(crate) fn new(config: &LimitsConfig) -> Self {
        Self {
            requests: Limiter::new(config.ip_per_minute, Duration::from_secs(60)),
            visitors: Limiter::new(config.visitors_per_hour, Duration::from_secs(3600)),
            contacts: Limiter::new(config.contact_per_minute, Duration::from_secs(60)),
            sign_ins: Limiter::new(config.sign_ins_per_email, SIGN_IN_PERIOD),
            sign_ins_from: Limiter::new(config.sign_ins_per_address, SIGN_IN_PERIOD),
            codes: Limiter::new(config.sign_ins_per_email, SIGN_IN_PERIOD),
            consoles: Limiter::new(FRAMES_A_MINUTE, Duration::from_secs(60)),
            tries: Limiter::new(TRIES_A_MINUTE, Duration::from_secs(60)),
        }
    }

    /// One more request from `ip`.
    pub(crate) fn request(&self, ip: IpAddr) -> Result<()> {
        self.requests.take(&rate_key(ip), "requests from your address")
    }

    /// One more new visitor from `ip`.
    pub(crate) fn visitor(&self, ip: IpAddr) -> Result<()> {
        self.visitors.take(&rate_key(ip), "new visitors from your address")
    }

    /// One more thing that `contact` writes.
    pub(crate) fn contact(&self, contact: &ContactId) -> Result<()> {
        self.contacts.take(contact, "messages")
    }

    /// One more attempt to sign in as `email`, from `ip`.
    pub(crate) fn sign_in(&self, email: &str, ip: IpAddr) -> Result<()> {
        self.sign_ins_from
            .take(&rate_key(ip), "attempts to sign in from your address")?;
        self.sign_ins.take(&email.to_lowercase(), "attempts to sign in")
    }

    /// One more password or code that a signed-in person sends.
    pub(crate) fn code(&self, person: &PersonId) -> Result<()> {
        self.codes.take(person, "passwords and codes")
    }

    /// One more frame of a person's consoles.
    pub(crate) fn console(&self, person: &PersonId) -> Result<()> {
        self.consoles.take(person, "frames")
    }

    /// One more thing that a person tries out.
    pub(crate) fn tried(&self, person: &PersonId) -> Result<()> {
        self.tries.take(person, "questions tried out")
    }

    /// Forgets those who have not been seen for a while.
    pub(crate) fn forget(&self) {
        self.requests.forget();
        self.visitors.forget();
        self.contacts.forget();
        self.sign_ins.forget();
        self.sign_ins_from.forget();
        self.codes.forget();
        self.consoles.forget();
        self.tries.forget();
    }
}

impl<K: Hash + Eq + Clone> Limiter<K> {
    /// The whole allowance may be used at once; it comes back evenly over the period.
    fn new(most: u32, period: Duration) -> Self {
        let quota =
            NonZeroU32::new(most).and_then(|most| Quota::with_period(period / most.get()).map(|q| q.allow_burst(most)));
        Self(quota.map(RateLimiter::keyed), DefaultClock::default())
    }

    fn take(&self, key: &K, what: &str) -> Result<()> {
        let Some(limiter) = &self.0 else { return Ok(()) };
        limiter
            .check_key(key)
            .map_err(|no| Problem::rate_limited(what, no.wait_time_from(self.1.now())))
    }

    fn forget(&self) {
        if let Some(limiter) = &self.0 {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}
