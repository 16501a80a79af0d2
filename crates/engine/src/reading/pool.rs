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
}

/// All passages of all hits, in order of hits and reading.
pub(super) struct Pool<'a> {
    pub hits: &'a [Hit],
    pub places: Vec<(usize, usize)>,
    /// `[passage][token of the question]`: best cosine.
    pub best: Vec<Vec<f32>>,
    /// Mean over the passage's tokens of their best cosine with the question.
    pub reverse: Vec<f32>,
    /// For each hit the known questions of its article nearest to the one asked, with how near they are beyond
    /// [`FAR`].
    pub asked: Vec<Vec<(&'a [i8], f32)>>,
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
            asked: hits.iter().map(|hit| nearest_questions(question, hit)).collect(),
        };
        let asked = question.tokens.len();
        for (at, hit) in hits.iter().enumerate() {
            let passages = hit.chunk.passages.len();
            let mut best = vec![vec![-1.0f32; asked]; passages];
            let mut reverse = vec![(0.0f32, 0u32); passages];
            for (row, &passage) in hit.vectors.token_passages.iter().enumerate() {
                let passage = usize::from(passage);
                let token = hit.vectors.tokens.row(row);
                let Some(best) = best.get_mut(passage) else { continue };
                let mut most = -1.0f32;
                for (known, cosine) in best.iter_mut().zip(question.tokens.cosines(token)) {
                    *known = known.max(cosine);
                    most = most.max(cosine);
                }
                reverse[passage].0 += most;
                reverse[passage].1 += 1;
            }
            for passage in 0..passages {
                pool.places.push((at, passage));
                let (sum, count) = reverse[passage];
                pool.reverse.push(if count == 0 { 0.0 } else { sum / count as f32 });
            }
            best.iter_mut().flatten().filter(|c| **c < -0.99).for_each(|c| *c = 0.0);
            pool.best.extend(best);
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

    /// The passages of the chunk that passage `at` stands in.
    pub fn neighbours(&self, at: usize) -> std::ops::Range<usize> {
        let (hit, passage) = self.places[at];
        let start = at - passage;
        start..start + self.hits[hit].chunk.passages.len()
    }

    pub fn meet(&self, view: &View) -> Meeting {
        let mut hit: Vec<Vec<bool>> = Vec::with_capacity(self.places.len());
        let mut near = Vec::with_capacity(self.places.len());
        for at in 0..self.places.len() {
            let stems = &self.reading(at).stems;
            hit.push(view.words.iter().map(|w| stems.contains(&w.stem)).collect());
            let nearness =
                |tokens: &[usize]| tokens.iter().map(|&t| self.best[at][t]).sum::<f32>() / tokens.len().max(1) as f32;
            near.push(view.words.iter().map(|w| nearness(&w.tokens)).collect::<Vec<f32>>());
        }
        self.forgive_typos(view, &mut hit);
        Meeting { hit, near }
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

fn nearest_questions<'a>(question: &Question, hit: &'a Hit) -> Vec<(&'a [i8], f32)> {
    let Some(known) = &hit.questions else { return Vec::new() };
    let near = known.parts.cosines(question.pooled()).enumerate();
    let mut near: Vec<(&[i8], f32)> = near
        .filter(|(_, near)| *near > FAR)
        .map(|(at, near)| (known.parts.row(at), near - FAR))
        .collect();
    near.sort_by(|a, b| b.1.total_cmp(&a.1));
    near.truncate(NEAREST_QUESTIONS);
    near
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
