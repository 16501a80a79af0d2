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
use usher_engine::ContactId;

/// The rate limiters of a node. Each node counts for itself. [`Limits::forget`], called now and then, bounds their
/// memory.
pub(crate) struct Limits {
    requests: Limiter<IpAddr>,
    visitors: Limiter<IpAddr>,
    contacts: Limiter<ContactId>,
}

/// `None` takes everything.
struct Limiter<K: Hash + Eq + Clone>(Option<DefaultKeyedRateLimiter<K>>, DefaultClock);

impl Limits {
    pub(crate) fn new(config: &LimitsConfig) -> Self {
        Self {
            requests: Limiter::new(config.ip_per_minute, Duration::from_secs(60)),
            visitors: Limiter::new(config.visitors_per_hour, Duration::from_secs(3600)),
            contacts: Limiter::new(config.contact_per_minute, Duration::from_secs(60)),
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

    /// Forgets those who have not been seen for a while.
    pub(crate) fn forget(&self) {
        self.requests.forget();
        self.visitors.forget();
        self.contacts.forget();
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
