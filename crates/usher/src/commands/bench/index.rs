//! An index of so many chunks of the generated corpus, with the demo's help centre among them.

use super::corpus::{Base, Corpus};
use super::mixed::Mixed;
use crate::out;
use crate::progress::Progress;
use anyhow::Context;
use std::sync::Arc;
use tempfile::TempDir;
use usher_engine::{Article, ArticleId, Chunk, ChunkId, Contact, Embedder, Rows};
use usher_knowledge::Index;
use usher_knowledge::chunk::{chunks, embedded_text};
use usher_knowledge::document::Document;

/// Chunks added at a time.
const BATCH: usize = 256;

/// The index and what it was made of.
pub struct Made {
    pub index: Index,
    pub vectors: Arc<Mixed>,
    pub articles: usize,
    /// The vectors of the parts of each chunk that anybody may see, as the index keeps them.
    pub open: Vec<(ChunkId, Rows)>,
    /// Holds the index on disk for as long as it is used.
    _folder: TempDir,
}

/// Generates, cuts and indexes until there are `wanted` chunks.
pub fn make(base: &Base, corpus: &mut Corpus<'_>, model: &Arc<dyn Embedder>, wanted: usize) -> anyhow::Result<Made> {
    let (articles, pieces) = generate(base, corpus, model.as_ref(), wanted);
    out::note(&format!(
        "Embedding the {} texts of the demo's help centre that the others are made from",
        base.texts.len()
    ));
    let vectors = Arc::new(Mixed::new(Arc::clone(model), base, &corpus.made_from)?);
    let folder = tempfile::tempdir().context("no temporary folder can be made; set TMPDIR to one")?;
    let index = Index::open(folder.path(), Arc::clone(&vectors) as Arc<dyn Embedder>)?;
    let ids: Vec<ChunkId> = pieces.iter().map(|(_, c)| c.id.clone()).collect();
    let plan = index.plan(&ids)?;
    let progress = Progress::start("Indexing", "chunks", pieces.len());
    for (at, batch) in pieces.chunks(BATCH).enumerate() {
        index.add(batch.to_vec(), &mut |done| progress.at(at * BATCH + done))?;
    }
    progress.done();
    out::note("Merging segments and building their graphs");
    index.finish(&plan, &articles)?;
    let everybody = |(article, chunk): &&(Article, Chunk)| {
        article.audience.admits(&Contact::default(), "") && !chunk.is_questions()
    };
    let rows = |(article, chunk): &(Article, Chunk)| {
        let parts = chunk
            .parts
            .iter()
            .map(|p| vectors.vector(&embedded_text(&article.title, chunk, p)));
        let parts: Vec<Vec<f32>> = parts.collect();
        (chunk.id.clone(), Rows::from_rows(parts.iter().map(Vec::as_slice)))
    };
    Ok(Made {
        open: pieces.iter().filter(everybody).map(rows).collect(),
        articles: articles.len(),
        index,
        vectors,
        _folder: folder,
    })
}

fn generate(
    base: &Base,
    corpus: &mut Corpus<'_>,
    model: &dyn Embedder,
    wanted: usize,
) -> (Vec<Article>, Vec<(Article, Chunk)>) {
    let (mut articles, mut pieces) = (Vec::new(), Vec::new());
    let mut take = |id: &str, document: &Document, pieces: &mut Vec<(Article, Chunk)>| {
        let article = article(id, document);
        let cut = chunks(&article.id, document, &|t| model.count_tokens(t), model.max_tokens());
        pieces.extend(cut.into_iter().map(|chunk| (article.clone(), chunk)));
        articles.push(article);
    };
    for (path, document) in &base.articles {
        take(path, document, &mut pieces);
    }
    let progress = Progress::start("Cutting", "chunks", wanted);
    let mut number = 0;
    let questions = pieces.iter().filter(|(_, c)| c.is_questions()).count();
    while pieces.len() < wanted + questions {
        take(&format!("made/{number}.md"), &corpus.document(), &mut pieces);
        number += 1;
        progress.at(pieces.len());
    }
    progress.done();
    (articles, pieces)
}

fn article(id: &str, document: &Document) -> Article {
    Article {
        id: ArticleId::from(id),
        version: 1,
        title: document.title.clone(),
        description: document.description.clone(),
        url: None,
        product_area: document.product_area.clone(),
        audience: document.audience.clone(),
    }
}
