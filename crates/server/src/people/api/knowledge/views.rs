//! Articles, versions and uploads, as the console sees them.

use jiff::Timestamp;
use serde::Serialize;
use usher_engine::injection::Flag;
use usher_engine::{Article, ArticleId, Audience, Passage, PersonRef};
use usher_knowledge::{Meta, ReadArticle, Reader, source};
use usher_store::{
    ArticleRow, ArticleState, FileState, Origin, Upload, UploadCounts, UploadFile, UploadState, Version, VersionState,
};
use utoipa::ToSchema;

/// An article in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = ArticleRow)]
pub(super) struct ArticleView {
    /// Its path.
    id: ArticleId,
    /// Its title.
    title: String,
    /// `console`, or the folder or site that it came from.
    source: String,
    /// Where it stands.
    #[schema(value_type = String, example = "published")]
    state: ArticleState,
    /// The published version.
    version: Option<u32>,
    /// The version that is being written.
    draft: Option<u32>,
    /// When the draft is published by itself.
    #[schema(value_type = Option<String>, format = DateTime)]
    publish_at: Option<Timestamp>,
    /// The part of the product.
    product_area: Option<String>,
    /// Whom it is for.
    audience: AudienceView,
    /// Chunks that search finds.
    chunks: i64,
    /// The newest change.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
    /// Whose; null for an ingest.
    by: Option<PersonRef>,
}

/// Whom an article is for; empty lists: everybody.
#[derive(Serialize, ToSchema)]
#[schema(as = ArticleAudience)]
struct AudienceView {
    plans: Vec<String>,
    roles: Vec<String>,
    locales: Vec<String>,
    inboxes: Vec<String>,
}

/// A version in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = VersionRow)]
pub(super) struct VersionRowView {
    /// Its number.
    version: u32,
    /// `draft`, `published` or `past`.
    #[schema(value_type = String, example = "published")]
    state: VersionState,
    /// Where it came from.
    #[schema(value_type = String, example = "console")]
    origin: Origin,
    /// The version that was published again.
    of: Option<u32>,
    /// Its title.
    title: String,
    /// What its author said of it.
    note: String,
    /// Who wrote or published it; null for an ingest.
    by: Option<PersonRef>,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it was published.
    #[schema(value_type = Option<String>, format = DateTime)]
    published_at: Option<Timestamp>,
    /// When it is published by itself.
    #[schema(value_type = Option<String>, format = DateTime)]
    publish_at: Option<Timestamp>,
}

/// A version with its text.
#[derive(Serialize, ToSchema)]
#[schema(as = Version)]
pub(super) struct VersionView {
    #[serde(flatten)]
    row: VersionRowView,
    /// The article.
    article: ArticleId,
    /// The fields of its front matter.
    meta: Meta,
    /// The Markdown under it.
    body: String,
    /// Both.
    text: String,
    /// The version that is published now.
    newest: Option<u32>,
}

/// What a text would be.
#[derive(Default, Serialize, ToSchema)]
#[schema(as = ArticlePreview)]
pub(super) struct PreviewView {
    /// Why it could not be published, and the cure.
    problem: Option<String>,
    /// Its title.
    title: String,
    /// What it is about.
    description: Option<String>,
    /// What search finds of it.
    chunks: Vec<ChunkView>,
    /// What was not taken over, in words.
    dropped: Vec<String>,
    /// Sentences that give orders, and text that nobody sees.
    flags: Vec<FlagView>,
}

/// A chunk.
#[derive(Serialize, ToSchema)]
#[schema(as = PreviewChunk)]
struct ChunkView {
    /// Headings above it, outermost first.
    headings: Vec<String>,
    /// What search reads of it, in tokens.
    tokens: usize,
    /// True where it holds the questions that the article answers.
    is_questions: bool,
    /// What can be quoted.
    #[schema(value_type = Vec<Object>)]
    passages: Vec<Passage>,
}

/// Something that people should look at.
#[derive(Serialize, ToSchema)]
#[schema(as = PreviewFlag)]
struct FlagView {
    /// The words.
    quote: String,
    /// Why.
    why: String,
    /// Where it stands.
    place: &'static str,
}

/// An upload.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Upload)]
pub(crate) struct UploadView {
    /// Identifier.
    pub(crate) id: String,
    /// The file's name.
    name: String,
    /// What stands before the names of its files.
    folder: String,
    /// Its size.
    bytes: i64,
    /// Whose it is.
    by: Option<PersonRef>,
    /// `queued`, `reading`, `indexing` or `done`.
    #[schema(value_type = String, example = "done")]
    state: UploadState,
    /// Files found in it so far.
    files: i64,
    /// How many of them stand where.
    counts: CountsView,
    /// When it arrived.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When nothing was left to do.
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Timestamp>,
}

/// Files by state.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = UploadCounts)]
struct CountsView {
    queued: i64,
    reading: i64,
    indexing: i64,
    ready: i64,
    unchanged: i64,
    quarantined: i64,
}

/// A file of an upload.
#[derive(Serialize, ToSchema)]
#[schema(as = UploadFile)]
pub(super) struct UploadFileView {
    /// Identifier.
    id: String,
    /// Its path.
    path: String,
    /// Its size.
    bytes: i64,
    /// `queued`, `reading`, `indexing`, `ready`, `unchanged` or `quarantined`.
    #[schema(value_type = String, example = "ready")]
    state: FileState,
    /// Why it is quarantined, and the cure.
    reason: Option<String>,
    /// What it became.
    articles: Vec<BecameView>,
    /// What was not taken over, in words.
    dropped: Vec<String>,
    /// Sentences that people should look at.
    flagged: i64,
}

/// An article that a file became.
#[derive(Serialize, ToSchema)]
#[schema(as = UploadedArticle)]
struct BecameView {
    /// Its path.
    id: ArticleId,
    /// Its title.
    title: String,
}

impl From<ArticleRow> for ArticleView {
    fn from(row: ArticleRow) -> Self {
        let Article {
            id,
            title,
            product_area,
            audience,
            ..
        } = row.article;
        Self {
            id,
            title,
            source: row.source,
            state: row.state,
            version: row.version,
            draft: row.draft,
            publish_at: row.publish_at,
            product_area,
            audience: audience.into(),
            chunks: row.chunks,
            updated_at: row.updated_at,
            by: row.by,
        }
    }
}

impl From<Audience> for AudienceView {
    fn from(audience: Audience) -> Self {
        Self {
            plans: audience.plans,
            roles: audience.roles,
            locales: audience.locales,
            inboxes: audience.inboxes,
        }
    }
}

impl From<Version> for VersionRowView {
    fn from(version: Version) -> Self {
        Self {
            version: version.version,
            state: version.state,
            origin: version.origin,
            of: version.of,
            title: version.article.title,
            note: version.note,
            by: version.by,
            created_at: version.created_at,
            published_at: version.published_at,
            publish_at: version.publish_at,
        }
    }
}

impl VersionView {
    pub(super) fn new(mut version: Version, newest: Option<u32>) -> Self {
        let text = std::mem::take(&mut version.text);
        let article = version.article.id.clone();
        let (meta, body) = source::split(&text);
        let body = body.to_owned();
        Self {
            row: version.into(),
            article,
            meta,
            body,
            text,
            newest,
        }
    }
}

impl PreviewView {
    pub(super) fn of(reader: &Reader, read: Result<ReadArticle, String>) -> Self {
        let read = match read {
            Ok(read) => read,
            Err(why) => {
                return Self {
                    problem: Some(format!("It {why}.")),
                    ..Self::default()
                };
            }
        };
        let title = read.article.title;
        let chunks = read.chunks.into_iter().map(|chunk| ChunkView {
            tokens: reader.tokens(&title, &chunk),
            is_questions: chunk.is_questions(),
            headings: chunk.headings,
            passages: chunk.passages,
        });
        Self {
            problem: None,
            chunks: chunks.collect(),
            title,
            description: read.article.description,
            dropped: Vec::new(),
            flags: read.flags.into_iter().map(FlagView::from).collect(),
        }
    }
}

impl From<Flag> for FlagView {
    fn from(flag: Flag) -> Self {
        Self {
            quote: flag.quote,
            why: flag.why,
            place: flag.place.in_words(),
        }
    }
}

impl From<Upload> for UploadView {
    fn from(upload: Upload) -> Self {
        Self {
            files: upload.counts.files(),
            counts: upload.counts.into(),
            id: upload.id,
            name: upload.name,
            folder: upload.folder,
            bytes: upload.bytes,
            by: upload.by,
            state: upload.state,
            created_at: upload.created_at,
            ended_at: upload.ended_at,
        }
    }
}

impl From<UploadCounts> for CountsView {
    fn from(counts: UploadCounts) -> Self {
        Self {
            queued: counts.queued,
            reading: counts.reading,
            indexing: counts.indexing,
            ready: counts.ready,
            unchanged: counts.unchanged,
            quarantined: counts.quarantined,
        }
    }
}

impl From<UploadFile> for UploadFileView {
    fn from(file: UploadFile) -> Self {
        let became = |(id, title)| BecameView { id, title };
        Self {
            id: file.id,
            path: file.path,
            bytes: file.bytes,
            state: file.state,
            reason: file.reason,
            articles: file.articles.into_iter().map(became).collect(),
            dropped: file.dropped,
            flagged: file.flagged,
        }
    }
}
