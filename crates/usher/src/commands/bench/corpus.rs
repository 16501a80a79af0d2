//! A corpus for measuring: articles whose sentences are those of the demo's help centre, a third of their content words
//! exchanged for made-up ones. The same seed gives the same corpus.

use super::super::demo::Tallybook;
use super::stock::Stock;
use std::collections::HashMap;
use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use usher_engine::intent::IntentSet;
use usher_engine::text::{is_stopword, sentences};
use usher_engine::{Audience, Teaching};
use usher_evals::SplitMix;
use usher_knowledge::document::{Block, Document};
use usher_knowledge::load::{Loaded, understand};

/// One in so many content words stays as it is, of those that could be exchanged.
const KEPT: usize = 3;
/// One article in so many is for admins alone, so that the filter has something to do.
const RESTRICTED: usize = 10;

/// The demo's help centre, read.
#[derive(Default)]
pub struct Base {
    /// Path and content of each article.
    pub articles: Vec<(String, Document)>,
    /// Titles, then sentences, then known questions, each once.
    pub texts: Vec<String>,
    /// Where the known questions begin in `texts`.
    pub questions_from: usize,
    /// How many of `texts` are titles.
    pub titles: usize,
    /// Guides and intents.
    pub teaching: Teaching,
}

impl Base {
    pub fn read() -> Self {
        let mut base = Self::default();
        let mut paths: Vec<_> = Tallybook::iter().collect();
        paths.sort();
        for path in paths {
            let Some(file) = Tallybook::get(&path) else { continue };
            let text = String::from_utf8_lossy(&file.data);
            match understand(&path, &text) {
                Ok(Loaded::Article(document)) => base.articles.push((path.into_owned(), *document)),
                Ok(Loaded::Guide(guide)) => base.teaching.guides.push(*guide),
                Ok(Loaded::Intents(yaml)) => base.teaching.intents.extend(IntentSet::parse(&path, &yaml)),
                Err(_) => {}
            }
        }
        let documents = || base.articles.iter().map(|(_, d)| d);
        let mut texts: Vec<String> = documents().map(|d| d.title.clone()).collect();
        base.titles = texts.len();
        texts.extend(documents().flat_map(|d| d.blocks.iter().flat_map(said)));
        base.questions_from = texts.len();
        texts.extend(documents().flat_map(|d| d.questions.iter().cloned()));
        base.texts = texts;
        base
    }

    /// The questions that the help centre answers.
    pub fn questions(&self) -> &[String] {
        &self.texts[self.questions_from..]
    }
}

/// The sentences of a block.
fn said(block: &Block) -> Vec<String> {
    let enough = |s: &&str| s.split(' ').count() >= 5;
    match block {
        Block::Paragraph(text) => sentences(text).into_iter().filter(enough).map(str::to_owned).collect(),
        Block::List { items, .. } => items
            .iter()
            .flat_map(|i| sentences(i))
            .filter(enough)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}

/// Makes articles.
pub struct Corpus<'a> {
    base: &'a Base,
    stock: Stock,
    random: SplitMix,
    /// Which of the base's texts each text was made from, by [`hash`].
    pub made_from: HashMap<u64, usize>,
}

impl<'a> Corpus<'a> {
    pub fn new(base: &'a Base, seed: u64) -> Self {
        let mut random = SplitMix::new(seed);
        Self {
            base,
            stock: Stock::new(&mut random),
            random,
            made_from: HashMap::new(),
        }
    }

    /// The next article: two to four sections of paragraphs and procedures.
    pub fn document(&mut self) -> Document {
        let mut blocks = Vec::new();
        for _ in 0..2 + self.random.below(3) {
            let text = self.title();
            blocks.push(Block::Heading { level: 2, text });
            for _ in 0..1 + self.random.below(2) {
                let sentences: Vec<String> = (0..2 + self.random.below(3)).map(|_| self.sentence()).collect();
                blocks.push(Block::Paragraph(sentences.join(" ")));
            }
            if self.random.below(4) == 0 {
                let items = (0..3 + self.random.below(4)).map(|_| self.sentence()).collect();
                blocks.push(Block::List { numbered: true, items });
            }
        }
        let mut audience = Audience::default();
        if self.random.below(RESTRICTED) == 0 {
            audience.roles.push("admin".into());
        }
        Document {
            title: self.title(),
            description: Some(self.sentence()),
            product_area: Some(format!("area-{}", self.random.below(12))),
            audience,
            blocks,
            ..Document::default()
        }
    }

    /// A question like one that the help centre answers.
    pub fn question(&mut self) -> String {
        let (from, to) = (self.base.questions_from, self.base.texts.len());
        self.vary(from, to)
    }

    fn title(&mut self) -> String {
        self.vary(0, self.base.titles)
    }

    fn sentence(&mut self) -> String {
        self.vary(self.base.titles, self.base.questions_from)
    }

    /// One of the base's texts with some of its words exchanged.
    fn vary(&mut self, from: usize, to: usize) -> String {
        let at = from + self.random.below(to - from);
        let mut words = Vec::new();
        for word in self.base.texts[at].split(' ') {
            let plain = word.trim_end_matches(['.', ',', ':', ';', '?']);
            let content = plain.len() >= 4 && plain.chars().all(|c| c.is_ascii_lowercase()) && !is_stopword(plain);
            if content && self.random.below(KEPT) == 0 {
                words.push(format!("{}{}", self.stock.draw(&mut self.random), &word[plain.len()..]));
            } else {
                words.push(word.to_owned());
            }
        }
        let text = words.join(" ");
        self.made_from.insert(hash(&text), at);
        text
    }
}

/// The same at every run.
pub fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// An article as a file.
pub fn markdown(document: &Document) -> String {
    let description = document.description.as_deref().unwrap_or_default();
    let mut text = format!("---\ntitle: {:?}\ndescription: {description:?}\n---\n", document.title);
    for block in &document.blocks {
        let _ = match block {
            Block::Heading { text: heading, .. } => writeln!(text, "## {heading}\n"),
            Block::Paragraph(paragraph) => writeln!(text, "{paragraph}\n"),
            Block::List { items, .. } => {
                let numbered = items
                    .iter()
                    .enumerate()
                    .map(|(at, item)| format!("{}. {item}\n", at + 1));
                writeln!(text, "{}", numbered.collect::<String>())
            }
            _ => Ok(()),
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_articles_and_another_one_others() {
        let base = Base::read();
        let make = |seed| {
            let mut corpus = Corpus::new(&base, seed);
            [corpus.document(), corpus.document()]
        };
        assert_eq!(make(1), make(1));
        assert_ne!(make(1), make(2));
    }

    #[test]
    fn an_article_comes_back_from_its_file_as_it_was() {
        let base = Base::read();
        let mut corpus = Corpus::new(&base, 1);
        for _ in 0..20 {
            let made = corpus.document();
            let Ok(Loaded::Article(read)) = understand("a.md", &markdown(&made)) else {
                panic!("no article")
            };
            assert_eq!(read.title, made.title);
            assert_eq!(read.blocks.len(), made.blocks.len());
        }
    }
}
