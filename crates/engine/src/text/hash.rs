//! Hashes of words, where comparing them is all that is done with them.

/// The hash of nothing.
pub(crate) const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, 64 bits, going on from the hash of what stands before.
pub(crate) fn fnv(before: u64, text: &str) -> u64 {
    let add = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(before, add)
}

/// Words, or pairs of words, known by their hashes. Two words of one help centre with the same hash of 64 bits would take
/// billions of words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Hashes(Vec<u64>);

impl Hashes {
    /// Of words.
    pub fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        words.map(hash).collect()
    }

    /// Of each word with the one after it.
    pub fn of_pairs(words: &[&str]) -> Self {
        words.windows(2).map(|p| fnv(fnv(hash(p[0]), " "), p[1])).collect()
    }

    /// True where a word with this hash is among them.
    pub fn contains(&self, hash: u64) -> bool {
        self.0.binary_search(&hash).is_ok()
    }

    /// How many there are, each counted once.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// How many of them another set holds, too.
    pub fn shared_with(&self, other: &Self) -> usize {
        self.0.iter().filter(|hash| other.contains(**hash)).count()
    }
}

impl FromIterator<u64> for Hashes {
    fn from_iter<I: IntoIterator<Item = u64>>(hashes: I) -> Self {
        let mut hashes: Vec<u64> = hashes.into_iter().collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }
}

/// The hash of one word.
pub(crate) fn hash(word: &str) -> u64 {
    fnv(EMPTY, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_pairs_are_found_again_each_counted_once() {
        let words = Hashes::of(["send", "an", "invoic", "send"].into_iter());
        assert_eq!(words.len(), 3);
        assert!(words.contains(hash("invoic")) && !words.contains(hash("invoice")));
        let pairs = Hashes::of_pairs(&["send", "an", "invoic"]);
        assert_eq!(pairs.shared_with(&Hashes::of_pairs(&["pay", "an", "invoic"])), 1);
        assert_eq!(Hashes::of_pairs(&["alone"]).len(), 0);
    }
}
