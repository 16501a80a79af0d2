//! What a group is called: the words that its questions share and other groups' do not, as they are written most often.

use crate::text::{is_question_word, is_stopword, words};
use std::collections::{HashMap, HashSet};

/// The most words of a name.
const MOST_WORDS: usize = 4;
/// A word of a name is in at least this share of the questions.
const SHARED: f64 = 0.25;

/// A name for each group.
pub(super) fn names(groups: &[Vec<&str>]) -> Vec<String> {
    let counted: Vec<HashMap<String, Shared>> = groups.iter().map(|texts| count(texts)).collect();
    let mut held_by: HashMap<&str, f64> = HashMap::new();
    for (words, texts) in counted.iter().zip(groups) {
        for (stem, shared) in words {
            *held_by.entry(stem).or_default() += shared.texts as f64 / texts.len() as f64;
        }
    }
    let of = |(words, texts): (&HashMap<String, Shared>, &Vec<&str>)| name(words, texts, &held_by, groups.len());
    counted.iter().zip(groups).map(of).collect()
}

/// A stem in the questions of a group.
#[derive(Default)]
struct Shared {
    /// In how many questions.
    texts: usize,
    /// How it is written, and how often so.
    forms: HashMap<String, usize>,
    /// Its place in the questions, summed: names keep the order in which people say it.
    place: f64,
}

fn count(texts: &[&str]) -> HashMap<String, Shared> {
    let mut counted: HashMap<String, Shared> = HashMap::new();
    for text in texts {
        let mut seen = HashSet::new();
        let all = words(text);
        for (at, word) in all.iter().enumerate() {
            if is_stopword(&word.lower) || is_question_word(&word.lower) {
                continue;
            }
            let stem = word.stem();
            let shared = counted.entry(stem.clone()).or_default();
            *shared.forms.entry(word.lower.clone()).or_default() += 1;
            if seen.insert(stem) {
                shared.texts += 1;
                shared.place += at as f64 / all.len() as f64;
            }
        }
    }
    counted
}

fn name(words: &HashMap<String, Shared>, texts: &[&str], held_by: &HashMap<&str, f64>, groups: usize) -> String {
    let weigh = |stem: &String, shared: &Shared| {
        let share = shared.texts as f64 / texts.len() as f64;
        let elsewhere = held_by.get(stem.as_str()).copied().unwrap_or(share);
        share * (1.0 + groups as f64 / elsewhere.max(1e-9)).ln()
    };
    let mut weighed: Vec<(&String, &Shared, f64)> = words.iter().map(|(s, w)| (s, w, weigh(s, w))).collect();
    weighed.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| a.0.cmp(b.0)));
    let is_alone = texts.len() == 1;
    let enough = |shared: &Shared| (is_alone || shared.texts > 1) && shared.texts as f64 >= SHARED * texts.len() as f64;
    let mut kept: Vec<&Shared> = weighed
        .iter()
        .enumerate()
        .filter(|(at, (_, shared, _))| *at == 0 || enough(shared))
        .map(|(_, (_, shared, _))| *shared)
        .take(MOST_WORDS)
        .collect();
    let place = |shared: &Shared| shared.place / shared.texts.max(1) as f64;
    kept.sort_by(|a, b| place(a).total_cmp(&place(b)));
    let form = |shared: &&Shared| {
        let forms = shared.forms.iter();
        forms
            .max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)))
            .map(|(form, _)| form.clone())
    };
    kept.iter().filter_map(form).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_the_words_that_set_a_group_apart() {
        let groups = vec![
            vec![
                "How can I refund a payment?",
                "refund the payment of a customer",
                "payments: refund one",
            ],
            vec![
                "How can I split a payment?",
                "splitting one payment in two",
                "split payment",
            ],
        ];
        assert_eq!(names(&groups), ["refund payment", "split payment"]);
    }
}
