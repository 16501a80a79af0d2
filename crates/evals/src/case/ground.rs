//! Instructions and the control of a page that they mean.

use super::Identity;
use serde::Deserialize;

/// An instruction on a page, and the control that it means.
#[derive(Debug, Clone, Deserialize)]
pub struct GroundCase {
    /// Id, group, tags.
    #[serde(flatten)]
    pub identity: Identity,
    /// The page's id.
    pub page: String,
    /// What to do, in words.
    pub instruction: String,
    /// What to do, as an act.
    pub action: String,
    /// The control's id.
    pub target: String,
    /// Controls around or inside it on which the same act does the same; the strict figure counts `target` alone.
    #[serde(default)]
    pub may_target: Vec<String>,
}

/// A page with its controls.
#[derive(Debug, Clone, Deserialize)]
pub struct GroundPage {
    /// Unique in its file.
    pub id: String,
    /// The title.
    #[serde(default)]
    pub title: Option<String>,
    /// The controls.
    pub controls: Vec<Control>,
}

/// A control of a page.
#[derive(Debug, Clone, Deserialize)]
pub struct Control {
    /// Unique in its page.
    pub id: String,
    /// The HTML element.
    pub tag: String,
    /// The ARIA role.
    #[serde(default)]
    pub role: Option<String>,
    /// The accessible name.
    #[serde(default)]
    pub name: Option<String>,
    /// The text in it.
    #[serde(default)]
    pub text: Option<String>,
    /// Left, top, width, height in CSS pixels.
    #[serde(default, rename = "box")]
    pub bounds: Option<[f64; 4]>,
    /// Whether it can be seen.
    #[serde(default)]
    pub visible: bool,
}

impl GroundCase {
    /// What is wrong with it, if anything, given the pages.
    pub(crate) fn fault(&self, pages: &[GroundPage]) -> Option<String> {
        let Some(page) = pages.iter().find(|p| p.id == self.page) else {
            return Some(format!(
                "no page has the id `{}`; mend `page`, or add it to the pages",
                self.page
            ));
        };
        let known = |id: &String| page.controls.iter().any(|c| c.id == *id);
        let unknown = std::iter::once(&self.target)
            .chain(&self.may_target)
            .find(|id| !known(id))?;
        Some(format!(
            "the page `{}` has no control `{unknown}`; mend `target` or `may_target`",
            self.page
        ))
    }
}
