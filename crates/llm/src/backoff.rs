//! How long to wait before an endpoint is tried again.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Doubling waits, each shortened by up to a half at random, so that callers who failed together do not come back together.
#[derive(Debug)]
pub(crate) struct Backoff {
    first: Duration,
    /// State of SplitMix64 (Steele, Lea and Flood 2014): small, seeded, and good enough to scatter waits.
    state: AtomicU64,
}

impl Backoff {
    pub(crate) fn new(first: Duration, seed: u64) -> Self {
        Self {
            first,
            state: AtomicU64::new(seed),
        }
    }

    /// Seeded by the operating system, once; nothing but waits comes of it.
    pub(crate) fn seeded_by_the_system(first: Duration) -> Self {
        Self::new(first, RandomState::new().hash_one(0_u8))
    }

    /// The wait after so many failures of an endpoint within one call: half to all of `first`, doubled for each after one.
    pub(crate) fn wait(&self, failures: u32) -> Duration {
        let whole = self
            .first
            .saturating_mul(1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX));
        whole.mul_f64(0.5 + self.fraction() / 2.0)
    }

    /// From 0 to 1.
    fn fraction(&self) -> f64 {
        const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut z = self.state.fetch_add(GAMMA, Ordering::Relaxed).wrapping_add(GAMMA);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        (z >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_lie_between_half_and_whole() {
        let backoff = Backoff::new(Duration::from_millis(100), 7);
        for (failures, whole) in [(1, 100), (2, 200), (3, 400)] {
            for _ in 0..100 {
                let wait = backoff.wait(failures).as_millis();
                assert!((whole / 2..=whole).contains(&wait), "{failures}: {wait}");
            }
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_waits_and_they_differ_among_each_other() {
        let waits = || {
            let backoff = Backoff::new(Duration::from_secs(1), 42);
            (0..8).map(|_| backoff.wait(1)).collect::<Vec<_>>()
        };
        assert_eq!(waits(), waits());
        assert!(waits().windows(2).all(|w| w[0] != w[1]));
    }
}
