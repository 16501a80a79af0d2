//! All passages of all hits beside one question: which words meet which.

use super::passage::{ChunkReading, PassageReading};
use super::question::{Question, View};
use crate::ports::Hit;

/// How each word of one view is met by each passage: in letters, and in meaning.
pub(super) struct Meeting {
    /// `[passage][word]`: the stem is there.
    pub hit: Vec<Vec<bool>>,
    /// `[passage][word]`: best cosine of the word's tokens, averaged over its pieces.
    pub near: Vec<Vec<f32>>,
    /// `[hit][word]`: the best of `near` over the passages of the hit's chunk.
    pub near_chunk: Vec<Vec<f32>>,
}

/// All passages of all hits, in order of hits and reading.
pub(super) struct Pool<'a> {
    pub hits: &'a [Hit],
    pub places: Vec<(usize, usize)>,
    /// `[passage][token of the question]`: best cosine.
    pub best: Vec<Vec<f32>>,
    /// Mean over the passage's tokens of their best cosine with the question.
    pub reverse: Vec<f32>,
    /// How near the question is to each hit.
    pub near: Vec<Nearness>,
    /// For each hit the first hit of its article, which stands for the article.
    articles: Vec<usize>,
}

/// Cosines of one question with the vectors of one chunk.
pub(super) struct Nearness {
    /// With its nearest part.
    pub chunk: f32,
    /// With the article's title, its description and the chunk's heading.
    pub names: Vec<f32>,
    /// With each passage.
    pub passages: Vec<f32>,
    /// Of the question's content with each passage.
    pub content: Vec<f32>,
    /// The known questions of its article nearest to the one asked.
    pub asked: Vec<KnownNear>,
}

/// A known question near to the one asked.
pub(super) struct KnownNear {
    /// How near, beyond [`FAR`].
    pub near: f32,
    /// Its cosine with each passage of the chunk.
    pub passages: Vec<f32>,
}

/// Known questions that are looked at more closely, for each article.
const NEAREST_QUESTIONS: usize = 3;
/// A question no nearer than this has nothing to do with the one asked.
const FAR: f32 = 0.3;

impl<'a> Pool<'a> {
    pub fn new(question: &Question, hits: &'a [Hit]) -> Self {
        let mut pool = Self {
            hits,
            places: Vec::new(),
            best: Vec::new(),
            reverse: Vec::new(),
            near: hits.iter().map(|hit| Nearness::of(question, hit)).collect(),
            articles: (0..hits.len()).map(|at| first_of_article(hits, at)).collect(),
        };
        for (at, hit) in hits.iter().enumerate() {
            pool.places
                .extend((0..hit.chunk.passages.len()).map(|passage| (at, passage)));
            let (best, reverse) = late_interaction(question, hit);
            pool.best.extend(best);
            pool.reverse.extend(reverse);
        }
        pool
    }

    pub fn reading(&self, at: usize) -> &PassageReading {
        let (hit, passage) = self.places[at];
        &self.hits[hit].reading.passages[passage]
    }

    pub fn chunk(&self, at: usize) -> &ChunkReading {
        &self.hits[self.places[at].0].reading
    }

    /// A number that passages of the same article share.
    pub fn article(&self, at: usize) -> usize {
        self.articles[self.places[at].0]
    }

    /// The passages of the chunk that passage `at` stands in.
    pub fn neighbours(&self, at: usize) -> std::ops::Range<usize> {
        let (hit, passage) = self.places[at];
        let start = at - passage;
        start..start + self.hits[hit].chunk.passages.len()
    }

    pub fn meet(&self, view: &View) -> Meeting {
        let mut hit: Vec<Vec<bool>> = Vec::with_capacity(self.places.len());
        let mut near = Vec::with_capacity(self.places.len());
        let mut near_chunk = vec![vec![-1.0f32; view.words.len()]; self.hits.len()];
        for at in 0..self.places.len() {
            let stems = &self.reading(at).stem_hashes;
            hit.push(view.words.iter().map(|w| stems.contains(w.hash)).collect());
            let nearness =
                |tokens: &[usize]| tokens.iter().map(|&t| self.best[at][t]).sum::<f32>() / tokens.len().max(1) as f32;
            let of_passage: Vec<f32> = view.words.iter().map(|w| nearness(&w.tokens)).collect();
            let of_chunk = near_chunk[self.places[at].0].iter_mut();
            of_chunk
                .zip(&of_passage)
                .for_each(|(best, near)| *best = best.max(*near));
            near.push(of_passage);
        }
        self.forgive_typos(view, &mut hit);
        Meeting { hit, near, near_chunk }
    }

    /// A word that no passage holds may be misspelt: then a word one letter away counts.
    fn forgive_typos(&self, view: &View, hit: &mut [Vec<bool>]) {
        for (word, asked) in view.words.iter().enumerate() {
            let long = asked.stem.chars().count() >= 5 && asked.stem.chars().all(char::is_alphabetic);
            if !long || hit.iter().any(|h| h[word]) {
                continue;
            }
            for (at, hit) in hit.iter_mut().enumerate() {
                hit[word] = self
                    .reading(at)
                    .stems
                    .iter()
                    .any(|s| is_one_letter_away(&asked.stem, s));
            }
        }
    }
}

fn first_of_article(hits: &[Hit], at: usize) -> usize {
    let same = |hit: &Hit| hit.article.id == hits[at].article.id;
    hits.iter().position(same).unwrap_or(at)
}

impl Nearness {
    fn of(question: &Question, hit: &Hit) -> Self {
        let vectors = &hit.vectors;
        let parts = vectors.parts.cosines(question.pooled());
        Self {
            chunk: parts.into_iter().fold(-1.0, f32::max),
            names: vectors.names.cosines(question.pooled()),
            passages: vectors.passages.cosines(question.pooled()),
            content: vectors.passages.cosines(question.content_pooled.row(0)),
            asked: nearest_questions(question, hit),
        }
    }
}

fn nearest_questions(question: &Question, hit: &Hit) -> Vec<KnownNear> {
    let Some(known) = &hit.questions else { return Vec::new() };
    let near = known.parts.cosines(question.pooled()).into_iter().enumerate();
    let mut near: Vec<(usize, f32)> = near.filter(|(_, near)| *near > FAR).collect();
    near.sort_by(|a, b| b.1.total_cmp(&a.1));
    near.truncate(NEAREST_QUESTIONS);
    let beside = |(at, near): (usize, f32)| KnownNear {
        near: near - FAR,
        passages: hit.vectors.passages.cosines(known.parts.row(at)),
    };
    near.into_iter().map(beside).collect()
}

/// For each passage of a hit, the best cosine of each token of the question, and the mean over the passage's tokens of their
/// best cosine with the question.
fn late_interaction(question: &Question, hit: &Hit) -> (Vec<Vec<f32>>, Vec<f32>) {
    let owners = &hit.vectors.token_passages;
    let passages = hit.chunk.passages.len();
    let mut best = vec![vec![-1.0f32; question.tokens.len()]; passages];
    let mut most = vec![-1.0f32; owners.len()];
    for token in 0..question.tokens.len() {
        let cosines = hit.vectors.tokens.cosines(question.tokens.row(token));
        most.iter_mut().zip(&cosines).for_each(|(most, c)| *most = most.max(*c));
        let mut rest = cosines.as_slice();
        // The tokens of a passage stand together.
        for own in owners.chunk_by(|a, b| a == b) {
            let (some, others) = rest.split_at(own.len().min(rest.len()));
            rest = others;
            if let Some(best) = best.get_mut(usize::from(own[0])) {
                best[token] = some.iter().copied().fold(best[token], f32::max);
            }
        }
    }
    best.iter_mut().flatten().filter(|c| **c < -0.99).for_each(|c| *c = 0.0);
    let mut sums = vec![(0.0f32, 0u32); passages];
    for (&owner, most) in owners.iter().zip(most) {
        if let Some((sum, count)) = sums.get_mut(usize::from(owner)) {
            *sum += most;
            *count += 1;
        }
    }
    let mean = |(sum, count): (f32, u32)| if count == 0 { 0.0 } else { sum / count as f32 };
    (best, sums.into_iter().map(mean).collect())
}

/// One letter more, less, other, or two neighbours swapped, after the same first letter, in words of five letters or more.
fn is_one_letter_away(a: &str, b: &str) -> bool {
    // Most pairs end here, before anything is allocated: a letter has at most 4 bytes.
    if a.chars().next() != b.chars().next() || a.len().abs_diff(b.len()) > 4 {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 || a.len().min(b.len()) < 5 || a[0] != b[0] {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let rest = |s: &[char], from: usize| s.get(from..).unwrap_or(&[]).to_vec();
    let swapped = a.len() >= 2 && b.len() >= 2 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
    rest(a, 1) == rest(b, 1) || a == rest(b, 1) || rest(a, 1) == b || swapped
}

#[cfg(test)]
mod tests {
    use super::is_one_letter_away;

    #[test]
    fn a_misspelt_word_is_one_letter_away() {
        let check = |a: &str, b: &str, expect: bool| assert_eq!(is_one_letter_away(a, b), expect, "{a} {b}");
        check("invioce", "invoice", true);
        check("invoic", "invoice", true);
        check("invoice", "invoike", true);
        check("invoice", "inbox", false);
        check("plans", "plane", true);
        check("plan", "plane", false);
    }
}
