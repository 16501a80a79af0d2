//! A claim beside its source: which of its words are there, and how near the others come.

use super::mark::{Mark, marks};
use super::source::Source;
use crate::ports::{Rows, TextVectors};

/// A claim with its words and vectors.
pub(super) struct Claim {
    pub words: Vec<Mark>,
    /// Places of the words that carry content; of all words where none does.
    pub content: Vec<usize>,
    /// The weight of each content word; they sum to 1.
    pub share: Vec<f32>,
    /// The weight before it was scaled.
    pub weight: Vec<f32>,
    /// Token rows of each content word.
    pieces: Vec<Vec<usize>>,
    tokens: Rows,
    pub pooled: Rows,
    pub asks: bool,
}

/// What the content words of a claim meet in a source.
pub(super) struct Meeting {
    /// `[content word][sentence]`: the stem is there.
    pub hit: Vec<Vec<bool>>,
    /// `[content word][sentence]`: the best cosine, averaged over the word's pieces.
    pub near: Vec<Vec<f32>>,
    /// For each content word whether any sentence holds it.
    pub held: Vec<bool>,
    /// For each content word the best cosine of any sentence.
    pub nearest: Vec<f32>,
}

impl Claim {
    pub fn new(text: &str, vectors: &TextVectors, tokens: Rows) -> Self {
        let words = marks(text);
        let mut content: Vec<usize> = (0..words.len()).filter(|at| !words[*at].stopword).collect();
        if content.is_empty() {
            content = (0..words.len()).collect();
        }
        let spans = vectors.tokens.spans.iter().enumerate();
        let of_word = |at: &usize| {
            let (start, end) = words[*at].span;
            let within = |(_, (a, b)): &(usize, &(u32, u32))| *a as usize >= start && *b as usize <= end;
            spans.clone().filter(within).map(|(row, _)| row).collect::<Vec<_>>()
        };
        let pieces: Vec<Vec<usize>> = content.iter().map(of_word).collect();
        // A tokenizer cuts rare words to pieces, so that their number says how telling a word is.
        let weight: Vec<f32> = pieces.iter().map(|p| 0.5 + 0.25 * p.len().min(3) as f32).collect();
        let sum: f32 = weight.iter().sum::<f32>().max(1e-6);
        Self {
            share: weight.iter().map(|w| w / sum).collect(),
            asks: text.contains('?'),
            pooled: Rows::from_rows([vectors.pooled.as_slice()]),
            words,
            content,
            weight,
            pieces,
            tokens,
        }
    }

    /// The content word at a place among them.
    pub fn word(&self, at: usize) -> &Mark {
        &self.words[self.content[at]]
    }

    pub fn meet(&self, source: &Source) -> Meeting {
        let words = 0..self.content.len();
        let best = self.best_cosines(source);
        let hit: Vec<Vec<bool>> = words
            .clone()
            .map(|at| {
                let stem = &self.word(at).stem;
                source.sentences.iter().map(|s| s.stems.contains(stem)).collect()
            })
            .collect();
        let near = |at: usize, sentence: usize| {
            // Where there are no token vectors, the letters have to do.
            if self.tokens.is_empty() || source.sentences[sentence].tokens.is_empty() {
                return f32::from(u8::from(hit[at][sentence]));
            }
            let pieces = &self.pieces[at];
            pieces.iter().map(|&t| best[sentence][t]).sum::<f32>() / pieces.len().max(1) as f32
        };
        let near: Vec<Vec<f32>> = words
            .map(|at| (0..source.sentences.len()).map(|s| near(at, s)).collect())
            .collect();
        Meeting {
            held: hit.iter().map(|h| h.contains(&true)).collect(),
            nearest: near.iter().map(|n| n.iter().copied().fold(-1.0, f32::max)).collect(),
            hit,
            near,
        }
    }

    /// `[sentence][token of the claim]`: the best cosine.
    fn best_cosines(&self, source: &Source) -> Vec<Vec<f32>> {
        let of_sentence = |tokens: &Rows| {
            let best = |token: usize| tokens.cosines(self.tokens.row(token)).into_iter().fold(-1.0, f32::max);
            (0..self.tokens.len()).map(best).collect()
        };
        source.sentences.iter().map(|s| of_sentence(&s.tokens)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::source::Sentence;

    #[test]
    fn without_token_vectors_the_letters_have_to_do() {
        let claim = Claim::new("A blue permit", &TextVectors::default(), Rows::default());
        let sentence = Sentence::new("The permits.", Rows::default(), Rows::default());
        let met = claim.meet(&Source::of(std::iter::once(sentence)));
        assert_eq!(met.held, [false, true]);
        assert_eq!(met.nearest, [0.0, 1.0]);
        assert_eq!(claim.share, [0.5, 0.5]);
    }
}
