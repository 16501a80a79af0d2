//! A stock of made-up words, drawn as often as real words are.

use std::collections::HashSet;
use usher_evals::SplitMix;

/// Words of the stock.
const WORDS: usize = 20_000;
const ONSETS: [&str; 24] = [
    "b", "br", "c", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "l", "m", "n", "p", "pl", "pr", "r", "s", "st", "t",
    "tr", "v", "w",
];
const VOWELS: [&str; 9] = ["a", "e", "i", "o", "u", "ai", "ea", "oo", "ou"];
const CODAS: [&str; 12] = ["", "n", "r", "l", "m", "nd", "st", "ck", "t", "sh", "rd", "p"];
const ENDINGS: [&str; 10] = ["", "", "er", "ing", "ment", "tion", "al", "ly", "ed", "s"];

/// The words, the likeliest first.
pub struct Stock(Vec<String>);

impl Stock {
    pub fn new(random: &mut SplitMix) -> Self {
        let mut seen = HashSet::new();
        let mut words = Vec::with_capacity(WORDS);
        while words.len() < WORDS {
            let mut word = String::new();
            for _ in 0..2 + random.below(2) {
                word.push_str(ONSETS[random.below(ONSETS.len())]);
                word.push_str(VOWELS[random.below(VOWELS.len())]);
                word.push_str(CODAS[random.below(CODAS.len())]);
            }
            word.push_str(ENDINGS[random.below(ENDINGS.len())]);
            if seen.insert(word.clone()) {
                words.push(word);
            }
        }
        Self(words)
    }

    /// Draws by Zipf's law: the word of rank r with a chance of about 1 / r.
    pub fn draw(&self, random: &mut SplitMix) -> &str {
        const STEPS: usize = 1 << 24;
        let share = random.below(STEPS) as f64 / STEPS as f64;
        let rank = (share * (self.0.len() as f64 + 1.0).ln()).exp() - 1.0;
        &self.0[(rank as usize).min(self.0.len() - 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_words_are_frequent_and_many_are_rare() {
        let mut random = SplitMix::new(1);
        let stock = Stock::new(&mut random);
        let drawn: Vec<&str> = (0..20_000).map(|_| stock.draw(&mut random)).collect();
        let first = drawn.iter().filter(|w| **w == stock.0[0]).count();
        let distinct: HashSet<&&str> = drawn.iter().collect();
        assert!((1_000..2_000).contains(&first), "{first}");
        assert!(distinct.len() > 4_000, "{}", distinct.len());
    }
}
