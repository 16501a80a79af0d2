//! From an article's text to what is published of it: understood, cut, and looked through for what people should look at.
//! One way, whether the text comes from a folder, an upload, the console or a site.

use crate::chunk::{chunks, embedded_text};
use crate::load;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use usher_engine::injection::{Flag, Place, flags, visible};
use usher_engine::{Article, ArticleId, Chunk, Embedder, PortError};

/// Goes into the hash of what is read, so that all is read again when loaders or cutting change.
const READING: &str = "4";

/// What reads articles. Clones share the embedder.
#[derive(Clone)]
pub struct Reader {
    embedder: Arc<dyn Embedder>,
}

/// An article as it can be published.
#[derive(Debug, Clone)]
pub struct ReadArticle {
    /// What a citation needs; its version is 1.
    pub article: Article,
    /// Its chunks; never empty.
    pub chunks: Vec<Chunk>,
    /// Instructions aimed at the system, and text that people do not see. What was flagged is never quoted.
    pub flags: Vec<Flag>,
}

impl Reader {
    /// Reads for this embedder: chunks fit into it.
    pub fn new(embedder: Arc<dyn Embedder>) -> Self {
        Self { embedder }
    }

    /// Tells whether something was read before: the SHA-256 of its bytes, and the way of reading.
    pub fn hash(bytes: &[u8]) -> String {
        let digest = Sha256::digest(bytes);
        let digits: String = digest.iter().map(|b| format!("{b:02x}")).collect();
        format!("{READING}-{digits}")
    }

    /// Reads Markdown with front matter. The error says why it cannot be published, and the cure.
    pub fn read(&self, id: &ArticleId, markdown: &str) -> Result<ReadArticle, String> {
        let document = load::article(id.as_str(), &visible(markdown))?;
        let count = |text: &str| self.embedder.count_tokens(text);
        let chunks = chunks(id, &document, &count, self.embedder.max_tokens());
        if chunks.iter().all(Chunk::is_questions) {
            return Err("has no text under its headings; write there what it is to say".into());
        }
        let article = Article {
            id: id.clone(),
            version: 1,
            title: document.title,
            description: document.description,
            url: document.url,
            product_area: document.product_area.or_else(|| area(id.as_str())),
            audience: document.audience,
        };
        let flags = self.flags(id, markdown).map_err(|e| e.to_string())?;
        Ok(ReadArticle { article, chunks, flags })
    }

    /// The vectors of texts, of unit length: how near two of them mean.
    pub fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
        self.embedder.embed(texts)
    }

    /// How many tokens search sees of a chunk with its title and headings.
    pub fn tokens(&self, title: &str, chunk: &Chunk) -> usize {
        let parts = chunk.parts.iter();
        parts
            .map(|part| self.embedder.count_tokens(&embedded_text(title, chunk, part)))
            .sum()
    }

    /// What an article and its name hold that only looks like data.
    fn flags(&self, id: &ArticleId, text: &str) -> Result<Vec<Flag>, PortError> {
        let name = id.as_str().replace(['-', '_', '/'], " ");
        let mut found = flags(self.embedder.as_ref(), &name, Place::FileName)?;
        found.extend(flags(self.embedder.as_ref(), text, Place::Article)?);
        Ok(found)
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("embedder", &self.embedder.identity())
            .finish()
    }
}

/// `articles/invoices/x.md` and `invoices/x.md` → `invoices`.
fn area(path: &str) -> Option<String> {
    let path = path.strip_prefix("articles/").unwrap_or(path);
    path.split_once('/').map(|(first, _)| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_product_area_is_the_first_folder() {
        assert_eq!(area("articles/invoices/x.md").as_deref(), Some("invoices"));
        assert_eq!(area("invoices/deep/x.md").as_deref(), Some("invoices"));
        assert_eq!(area("articles/x.md"), None);
        assert_eq!(area("x.md"), None);
    }
}
