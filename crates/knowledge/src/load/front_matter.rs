//! The few lines of YAML at the head of an article that Usher reads. Further keys are other tools' and are let be.

use crate::document::Document;
use serde::Deserialize;
use usher_engine::Audience;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct FrontMatter {
    title: Option<String>,
    description: Option<String>,
    url: Option<String>,
    product_area: Option<String>,
    plans: Vec<String>,
    roles: Vec<String>,
    locales: Vec<String>,
    inboxes: Vec<String>,
    questions: Vec<String>,
}

/// Reads front matter into a document. An error quarantines the article, since an audience that was not understood must
/// not turn into "everybody".
pub(super) fn read(yaml: &str, document: &mut Document) -> Result<(), String> {
    if yaml.trim().is_empty() {
        return Ok(());
    }
    let front: FrontMatter = serde_yaml_ng::from_str(yaml)
        .map_err(|e| format!("its front matter does not parse: {e}; mend the lines between the two `---`"))?;
    if let Some(title) = front.title {
        document.title = title.trim().to_owned();
    }
    document.description = front.description.filter(|d| !d.trim().is_empty());
    document.url = front.url.filter(|url| super::leads_to_a_page(url));
    document.product_area = front.product_area;
    document.questions = front
        .questions
        .iter()
        .map(|q| q.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|q| !q.is_empty())
        .collect();
    document.audience = Audience {
        plans: front.plans,
        roles: front.roles,
        locales: front.locales,
        inboxes: front.inboxes,
    };
    Ok(())
}
