//! Betting against a hypothesis: the capital of a gambler whom the hypothesis gives no edge.
//!
//! Each bettor has a bet whose mean payoff is at most 1 while the hypothesis holds, so that the capital of all, which
//! starts at 1, exceeds 1 / alpha with a chance of at most alpha, however long it is played (Ville 1939). A change may come
//! late: part of the capital is held back and handed out bit by bit, a mixture over the moments at which betting begins.

use serde::{Deserialize, Serialize};

/// What is handed out before the first bet: traffic that is unlike the cases mostly is so from its first day.
const AT_ONCE: f64 = 0.5;
/// The rest is handed out by the logarithm of the time, and a tenth of it or so within as many bets.
const PACE: f64 = 100.0;
/// More capital than anybody needs to be convinced; what is above is given away, which costs no validity.
const ENOUGH: f64 = 1e12;

/// Bettors who share a capital.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bets {
    /// What each has.
    capital: Vec<f64>,
    /// Bets made.
    made: u64,
}

impl Bets {
    /// So many bettors with equal shares.
    pub fn new(bettors: usize) -> Self {
        Self {
            capital: vec![AT_ONCE / bettors as f64; bettors],
            made: 0,
        }
    }

    /// True where so many share a capital that is a number.
    pub fn is_of(&self, bettors: usize) -> bool {
        self.capital.len() == bettors && self.capital.iter().all(|c| (0.0..=2.0 * ENOUGH).contains(c))
    }

    /// Each bets all that it has; `payoffs` says what became of 1.
    pub fn bet(&mut self, payoffs: impl IntoIterator<Item = f64>) {
        let handed_out = held_back(self.made) - held_back(self.made + 1);
        let each = handed_out / self.capital.len() as f64;
        self.made += 1;
        for (capital, payoff) in self.capital.iter_mut().zip(payoffs) {
            *capital = (*capital + each) * payoff;
        }
        let all = self.capital();
        if all > ENOUGH {
            self.capital.iter_mut().for_each(|c| *c *= ENOUGH / all);
        }
    }

    /// What all have together, with what is held back: the evidence against the hypothesis.
    pub fn capital(&self) -> f64 {
        self.capital.iter().sum::<f64>() + held_back(self.made)
    }
}

fn held_back(made: u64) -> f64 {
    (1.0 - AT_ONCE) / (1.0 + (made as f64 / PACE).ln_1p())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fair_bets_keep_the_mean_and_bets_on_what_happens_grow() {
        let mut bets = Bets::new(2);
        assert!((bets.capital() - 1.0).abs() < 1e-12);
        bets.bet([1.0, 1.0]);
        assert!((bets.capital() - 1.0).abs() < 1e-12, "{bets:?}");
        for _ in 0..40 {
            bets.bet([1.5, 0.5]);
        }
        assert!(bets.capital() > 1e5, "{bets:?}");
        for _ in 0..1_000 {
            bets.bet([1.5, 0.5]);
        }
        assert!(bets.capital() <= 1.1 * ENOUGH, "it stays a number");
    }

    #[test]
    fn who_lost_for_long_still_has_something_to_bet() {
        let mut bets = Bets::new(1);
        (0..10_000).for_each(|_| bets.bet([0.5]));
        assert!(bets.capital() > 0.05, "{bets:?}");
        (0..40).for_each(|_| bets.bet([1.9]));
        assert!(bets.capital() > 200.0, "{bets:?}");
    }
}
