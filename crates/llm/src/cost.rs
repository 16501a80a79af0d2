//! What tokens cost.

use crate::config::Prices;

impl Prices {
    /// In millionths of the prices' unit, rounded up. A million tokens at 1 unit is one millionth a token.
    pub(crate) fn micros(self, tokens_in: u32, tokens_out: u32) -> u64 {
        let exact = f64::from(tokens_in) * self.million_in + f64::from(tokens_out) * self.million_out;
        // A sum of products of decimal fractions may lie a hair above the whole number that is meant.
        (exact - 1e-9).ceil().max(0.0) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_for_a_million_tokens() {
        let prices = Prices {
            million_in: 2.5,
            million_out: 10.0,
        };
        assert_eq!(prices.micros(1_000_000, 0), 2_500_000);
        assert_eq!(prices.micros(1_000, 200), 4_500);
        assert_eq!(prices.micros(1, 0), 3);
        assert_eq!(Prices::default().micros(u32::MAX, u32::MAX), 0);
    }
}
