//! An exact dense search: the vectors of all points, a byte a value, article by article, looked at one after another.
//!
//! A help centre is small. At 24 to 29 ns a vector, measured alone, looking at all of 10,000 takes about a quarter of a
//! millisecond and misses nothing, where the search engine's graph misses one of the best ten in a hundred. Where the graph
//! begins to pay off was not measured.

use super::edge::Found;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use usher_engine::{Article, ArticleId, Rows};

/// A vector of a chunk's part, or of a known question.
pub(super) struct Point {
    pub id: u128,
    pub article: Arc<Article>,
    /// One row.
    pub vector: Rows,
}

/// The points of one sort.
#[derive(Default)]
pub(super) struct Flat {
    /// Of all points, the points of an article together.
    rows: Rows,
    ids: Vec<u128>,
    articles: Vec<(Arc<Article>, Range<usize>)>,
    places: HashMap<ArticleId, usize>,
}

impl Flat {
    pub(super) fn new(mut points: Vec<Point>) -> Self {
        points.sort_by(|a, b| (&a.article.id, a.id).cmp(&(&b.article.id, b.id)));
        let mut flat = Self::default();
        for of_article in points.chunk_by(|a, b| a.article.id == b.article.id) {
            let start = flat.ids.len();
            flat.ids.extend(of_article.iter().map(|p| p.id));
            for point in of_article {
                flat.rows.dimensions = point.vector.dimensions;
                flat.rows.values.extend_from_slice(&point.vector.values);
            }
            let article = &of_article[0].article;
            flat.places.insert(article.id.clone(), flat.articles.len());
            flat.articles.push((Arc::clone(article), start..flat.ids.len()));
        }
        flat
    }

    /// How many points there are.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The points nearest to a vector of the articles that are admitted, best first.
    pub(super) fn nearest(&self, vector: &[f32], admits: impl Fn(&Article) -> bool, most: usize) -> Vec<Found> {
        let cosines = self.rows.cosines_in_full(0..self.len(), vector);
        let mut best = Best::of(most);
        for (_, rows) in self.articles.iter().filter(|(article, _)| admits(article)) {
            best.look_at(rows.start, &cosines[rows.clone()]);
        }
        self.found(best.sorted())
    }

    /// The points of one article, the nearest to a vector first.
    pub(super) fn of_article(&self, article: &ArticleId, vector: &[f32]) -> Vec<Found> {
        let Some(&place) = self.places.get(article) else {
            return Vec::new();
        };
        let rows = self.articles[place].1.clone();
        let mut best = Best::of(rows.len());
        best.look_at(rows.start, &self.rows.cosines_in_full(rows, vector));
        self.found(best.sorted())
    }

    fn found(&self, best: Vec<(usize, f32)>) -> Vec<Found> {
        let found = best.into_iter().map(|(at, score)| Found {
            id: self.ids[at],
            score,
        });
        found.collect()
    }
}

/// The best few of many scores, with their places; of equals the first.
struct Best {
    most: usize,
    /// What is no better than this is none of them.
    floor: f32,
    seen: Vec<(usize, f32)>,
}

/// So many times as many as wanted are gathered before all but the best are dropped.
const GATHERED: usize = 4;

impl Best {
    fn of(most: usize) -> Self {
        Self {
            most,
            floor: f32::NEG_INFINITY,
            seen: Vec::with_capacity(most * GATHERED),
        }
    }

    fn look_at(&mut self, start: usize, scores: &[f32]) {
        for (at, &score) in scores.iter().enumerate() {
            if score > self.floor {
                self.seen.push((start + at, score));
                if self.seen.len() >= self.most * GATHERED {
                    self.drop_all_but_the_best();
                    self.floor = self.seen.last().map_or(self.floor, |(_, score)| *score);
                }
            }
        }
    }

    fn drop_all_but_the_best(&mut self) {
        self.seen.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        self.seen.truncate(self.most);
    }

    fn sorted(mut self) -> Vec<(usize, f32)> {
        self.drop_all_but_the_best();
        self.seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use usher_engine::Audience;

    fn article(id: &str) -> Arc<Article> {
        Arc::new(Article {
            id: ArticleId::from(id),
            version: 1,
            title: String::new(),
            description: None,
            url: None,
            product_area: None,
            audience: Audience::default(),
        })
    }

    /// Points on a circle, one a degree, dealt to three articles in turn.
    fn circle() -> Flat {
        let articles = ["a", "b", "c"].map(article);
        let point = |degree: u128| {
            let (sin, cos) = (degree as f32).to_radians().sin_cos();
            Point {
                id: degree,
                article: Arc::clone(&articles[degree as usize % 3]),
                vector: Rows::from_rows([[cos, sin].as_slice()]),
            }
        };
        Flat::new((0..360).rev().map(point).collect())
    }

    #[test]
    fn the_nearest_of_what_is_admitted_come_best_first() {
        let flat = circle();
        let check = |degree: f32, most: usize, article: Option<&str>, expect: &[u128]| {
            let (sin, cos) = degree.to_radians().sin_cos();
            let admits = |a: &Article| article.is_none_or(|id| a.id.as_str() == id);
            let found = flat.nearest(&[cos, sin], admits, most);
            assert!(found.is_sorted_by(|a, b| a.score >= b.score));
            // A byte a value tells no neighbouring degrees apart where cosines hardly fall; these lie further off.
            let mut ids: Vec<u128> = found.iter().map(|f| f.id).filter(|id| expect.contains(id)).collect();
            ids.sort_unstable();
            assert_eq!(ids, expect, "{degree}");
            let there = article.map_or(360, |id| flat.of_article(&ArticleId::from(id), &[1.0, 0.0]).len());
            assert_eq!(found.len(), most.min(there));
        };
        check(90.0, 41, None, &[80, 90, 100]);
        check(90.0, 500, None, &[0, 180, 359]);
        check(45.0, 20, Some("a"), &[33, 45, 57]);
        check(45.0, 20, Some("none"), &[]);
    }

    #[test]
    fn the_points_of_an_article_are_all_found_and_of_no_other() {
        let flat = circle();
        let found = flat.of_article(&ArticleId::from("b"), &[1.0, 0.0]);
        assert_eq!(found.len(), 120);
        assert!(found.iter().all(|f| f.id % 3 == 1) && found.is_sorted_by(|a, b| a.score >= b.score));
        assert!(flat.of_article(&ArticleId::from("x"), &[1.0, 0.0]).is_empty());
        assert!(Flat::default().nearest(&[1.0, 0.0], |_| true, 5).is_empty());
    }
}
