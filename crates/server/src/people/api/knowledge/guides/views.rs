//! Guides and their versions, as the console sees them.

use jiff::Timestamp;
use serde::Serialize;
use usher_engine::{ConversationId, Guide, GuideId, PersonRef};
use usher_store::{GuideRow, GuideState, GuideVersion, Origin, VersionState};
use utoipa::ToSchema;

/// Guides.
#[derive(Serialize, ToSchema)]
pub(in crate::people::api::knowledge) struct GuidesList {
    /// By title.
    pub(super) guides: Vec<GuideView>,
}

/// A guide in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = KnowledgeGuide)]
pub(in crate::people::api::knowledge) struct GuideView {
    #[schema(value_type = String)]
    pub(super) id: GuideId,
    pub(super) title: String,
    pub(super) summary: String,
    /// `console`, or the folder that it came from.
    pub(super) source: String,
    #[schema(value_type = String, example = "published")]
    pub(super) state: GuideState,
    /// The published version.
    pub(super) version: Option<u32>,
    /// The version that is being written.
    pub(super) draft: Option<u32>,
    pub(super) steps: usize,
    pub(super) product_area: Option<String>,
    pub(super) article: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub(super) updated_at: Timestamp,
    /// Whose change; null for an ingest.
    pub(super) by: Option<PersonRef>,
}

/// A guide with its versions and what leads to it.
#[derive(Serialize, ToSchema)]
pub(in crate::people::api::knowledge) struct GuideDetail {
    pub(super) guide: GuideView,
    /// Newest first.
    pub(super) versions: Vec<GuideVersionRowView>,
    pub(super) leads: Vec<LeadView>,
}

/// A version in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = GuideVersionRow)]
pub(in crate::people::api::knowledge) struct GuideVersionRowView {
    pub(super) version: u32,
    #[schema(value_type = String, example = "published")]
    pub(super) state: VersionState,
    #[schema(value_type = String, example = "console")]
    pub(super) origin: Origin,
    /// Rolled back to this version.
    pub(super) of: Option<u32>,
    pub(super) title: String,
    pub(super) note: String,
    pub(super) by: Option<PersonRef>,
    #[schema(value_type = String, format = DateTime)]
    pub(super) created_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) published_at: Option<Timestamp>,
}

/// Words that lead to a guide.
#[derive(Serialize, ToSchema)]
#[schema(as = GuideLead)]
pub(in crate::people::api::knowledge) struct LeadView {
    pub(super) text: String,
    /// `guide`, `intent` or `contacts`.
    pub(super) from: &'static str,
    /// How often contacts asked so.
    pub(super) count: usize,
    pub(super) conversation: Option<ConversationId>,
}

/// A version with its text.
#[derive(Serialize, ToSchema)]
#[schema(as = GuideVersion)]
pub(in crate::people::api::knowledge) struct GuideVersionView {
    #[serde(flatten)]
    pub(super) row: GuideVersionRowView,
    #[schema(value_type = String)]
    pub(super) guide_id: GuideId,
    /// YAML.
    pub(super) text: String,
    #[serde(flatten)]
    pub(super) checked: CheckedGuide,
    /// The published version.
    pub(super) newest: Option<u32>,
}

/// What a text says.
#[derive(Serialize, ToSchema)]
pub(in crate::people::api::knowledge) struct CheckedGuide {
    /// As the widget plays it.
    pub(super) guide: Option<Guide>,
    /// Why it could not be published, and the cure.
    pub(super) problem: Option<String>,
}

/// A guide as it is now.
#[derive(Serialize, ToSchema)]
#[schema(as = ChangedGuide)]
pub(in crate::people::api::knowledge) struct GuideNow {
    pub(super) guide: GuideView,
}

/// The file that a guide would be.
pub(super) fn file(id: &GuideId) -> String {
    format!("guides/{id}.yaml")
}

impl CheckedGuide {
    pub(super) fn of(id: &GuideId, text: &str) -> Self {
        match Guide::parse(&file(id), text) {
            Ok(guide) => Self {
                guide: Some(guide),
                problem: None,
            },
            Err(error) => Self {
                guide: None,
                problem: Some(error.to_string()),
            },
        }
    }
}

impl From<GuideRow> for GuideView {
    fn from(row: GuideRow) -> Self {
        let guide = row.guide.as_ref();
        Self {
            summary: guide.map(|g| g.summary.clone()).unwrap_or_default(),
            steps: guide.map_or(0, |g| g.steps.len()),
            product_area: guide.and_then(|g| g.product_area.clone()),
            article: guide.and_then(|g| g.article.as_ref().map(ToString::to_string)),
            id: row.id,
            title: row.title,
            source: row.source,
            state: row.state,
            version: row.version,
            draft: row.draft,
            updated_at: row.updated_at,
            by: row.by,
        }
    }
}

impl From<GuideVersion> for GuideVersionRowView {
    fn from(version: GuideVersion) -> Self {
        Self {
            version: version.version,
            state: version.state,
            origin: version.origin,
            of: version.of,
            title: version.title,
            note: version.note,
            by: version.by,
            created_at: version.created_at,
            published_at: version.published_at,
        }
    }
}
