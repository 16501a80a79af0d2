//! Ranks of new proposals among the cases and all proposals before them.

use super::reference::{Cell, Reference};
use serde::{Deserialize, Serialize};

/// The strengths of bets, as shares of the strongest that cannot lose everything.
const STRENGTHS: [f64; 3] = [0.25, 0.5, 0.9];

/// Bettors on ranks: three shapes, both ways, in every strength.
pub const BETTORS: usize = 3 * 2 * STRENGTHS.len();

/// What was seen since the cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ranks {
    seen: Vec<u32>,
}

impl Ranks {
    pub fn new() -> Self {
        Self {
            seen: vec![0; Cell::COUNT],
        }
    }

    /// True where every cell is there.
    pub fn is_sound(&self) -> bool {
        self.seen.len() == Cell::COUNT
    }

    /// The rank of a new proposal, above 0 to 1, and from then on it is among those seen. Equal ones are put in an order by
    /// `chance`, which is uniform between 0 and 1: then ranks are independent and uniform as long as cases and proposals
    /// are exchangeable, whatever their distribution (Vovk, Gammerman and Shafer 2005, theorem 8.2).
    pub fn rank(&mut self, reference: &Reference, cell: Cell, chance: f64) -> f64 {
        let (mut below, mut same, mut all) = (0.0, 0.0, 0.0);
        for (place, (case, seen)) in reference.counts().zip(&self.seen).enumerate() {
            let n = f64::from(case) + f64::from(*seen);
            all += n;
            if place < cell.place() {
                below += n;
            } else if place == cell.place() {
                same = n;
            }
        }
        self.seen[cell.place()] += 1;
        (below + chance * (same + 1.0)) / (all + 1.0)
    }
}

/// What becomes of 1 for each bettor at a rank. The shapes are Legendre polynomials of degrees 1 to 3, as in the smooth test
/// of Neyman (1937): surer or less sure than the cases, more or less at both ends, and what is skewed within. Their mean
/// over uniform ranks is 0, so that a bet's mean payoff is 1.
pub fn payoffs(rank: f64) -> impl Iterator<Item = f64> {
    let x = 2.0 * rank - 1.0;
    let shapes = [x, (3.0 * x * x - 1.0) / 2.0, (5.0 * x * x * x - 3.0 * x) / 2.0];
    let ways = shapes.into_iter().flat_map(|shape| [shape, -shape]);
    ways.flat_map(|way| STRENGTHS.map(|strength| 1.0 + strength * way))
}

#[cfg(test)]
mod tests {
    use super::super::reference::Proposed;
    use super::*;

    #[test]
    fn a_rank_is_the_share_below_with_ties_put_in_an_order_by_chance() {
        let cases = [0.1, 0.2, 0.2, 0.9].map(|p| (Proposed::Answer, p));
        let reference = Reference::of(cases, 0.5);
        let mut ranks = Ranks::new();
        let mut rank = |p, chance| ranks.rank(&reference, Cell::of(Proposed::Answer, p), chance);
        assert_eq!(rank(0.2, 0.5), (1.0 + 0.5 * 3.0) / 5.0);
        assert_eq!(rank(0.95, 1.0), 1.0);
        assert_eq!(rank(0.05, 0.5), 0.5 / 7.0);
    }

    #[test]
    fn no_bet_has_an_edge_on_uniform_ranks_or_loses_everything() {
        let steps = 2_000;
        let mut means = vec![0.0; BETTORS];
        for at in 0..steps {
            let rank = (f64::from(at) + 0.5) / f64::from(steps);
            let paid: Vec<f64> = payoffs(rank).collect();
            assert_eq!(paid.len(), BETTORS);
            assert!(paid.iter().all(|p| *p > 0.0));
            means.iter_mut().zip(paid).for_each(|(m, p)| *m += p / f64::from(steps));
        }
        assert!(means.iter().all(|m| (m - 1.0).abs() < 1e-5), "{means:?}");
    }
}
