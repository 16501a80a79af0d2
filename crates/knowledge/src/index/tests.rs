//! Searching an index as the engine does, over a few articles whose vectors are known.

use super::*;
use usher_engine::{Chunk, Contact, Hit, Passage, PassageKind, PortError, SearchQuery, TextVectors};

/// A text that begins with a number of degrees lies there on a circle, any other at 180.
struct Circle;

impl Embedder for Circle {
    fn identity(&self) -> &str {
        "circle"
    }

    fn dimensions(&self) -> usize {
        2
    }

    fn max_tokens(&self) -> usize {
        100
    }

    fn count_tokens(&self, text: &str) -> usize {
        text.len()
    }

    fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
        let degrees = |text: &&str| text.rsplit('\n').next()?.split(' ').next()?.parse::<f32>().ok();
        let at = |text: &&str| {
            let (sin, cos) = degrees(text).unwrap_or(180.0).to_radians().sin_cos();
            vec![cos, sin]
        };
        Ok(texts.iter().map(at).collect())
    }

    fn embed_tokens(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError> {
        let of = |pooled| TextVectors {
            pooled,
            ..TextVectors::default()
        };
        Ok(self.embed(texts)?.into_iter().map(of).collect())
    }
}

fn article(id: &str, roles: &[&str]) -> Article {
    Article {
        id: ArticleId::from(id),
        version: 1,
        title: "Title".into(),
        description: None,
        url: None,
        product_area: None,
        audience: Audience {
            roles: roles.iter().map(|r| (*r).to_owned()).collect(),
            ..Audience::default()
        },
    }
}

fn chunk(article: &Article, number: u8, kind: PassageKind, text: &str) -> (Article, Chunk) {
    let passage = Passage {
        kind,
        text: text.into(),
        block: 0,
    };
    let chunk = Chunk {
        id: ChunkId::from(format!("{number:030x}00").as_str()),
        article: article.id.clone(),
        ordinal: 0,
        headings: Vec::new(),
        passages: vec![passage],
        parts: vec![0..1],
    };
    (article.clone(), chunk)
}

/// The articles found, in order, by a contact without a role.
fn found(index: &Index, degrees: f32, within: Option<&[ArticleId]>) -> Vec<String> {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let query = SearchQuery {
        text: "",
        vector: &[cos, sin],
        contact: &Contact::default(),
        inbox: "",
        area: None,
        within,
        limit: 10,
    };
    let hits: Vec<Hit> = index.find(&query).unwrap();
    hits.iter().map(|hit| hit.article.id.to_string()).collect()
}

#[test]
fn known_questions_lead_to_articles_and_never_to_what_is_not_for_the_contact_or_not_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path(), Arc::new(Circle)).unwrap();
    let [near, led, admins] = [article("near", &[]), article("led", &[]), article("admins", &["admin"])];
    let pieces = vec![
        chunk(&near, 1, PassageKind::Sentence, "10 degrees"),
        chunk(&led, 2, PassageKind::Sentence, "170 degrees"),
        chunk(&led, 3, PassageKind::Question, "12 degrees?"),
        chunk(&admins, 4, PassageKind::Sentence, "9 degrees"),
        chunk(&admins, 5, PassageKind::Question, "9 degrees?"),
    ];
    let ids: Vec<ChunkId> = pieces.iter().map(|(_, chunk)| chunk.id.clone()).collect();
    let plan = index.plan(&ids).unwrap();
    index.add(pieces, &mut |_| {}).unwrap();
    index.finish(&plan, &[near, led, admins]).unwrap();
    let check = |index: &Index| {
        assert_eq!(
            found(index, 10.0, None),
            ["led", "near"],
            "the question speaks for the one that it leads to"
        );
        let only = [ArticleId::from("near")];
        assert_eq!(found(index, 10.0, Some(&only)), ["near"]);
        assert_eq!(found(index, 10.0, Some(&[])), [""; 0]);
    };
    check(&index);
    drop(index);
    check(&Index::open(folder.path(), Arc::new(Circle)).unwrap());
}
