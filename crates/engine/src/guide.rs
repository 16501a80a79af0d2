//! Guides: steps that are shown on the host page and checked there.

use crate::contact::Audience;
use crate::ids::{ArticleId, GuideId};
use crate::page::{Control, PageContext};
use serde::{Deserialize, Serialize};
use serde_yaml_ng::Value;
use utoipa::ToSchema;

/// A guide as its author wrote it in `guides/*.yaml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// The name of its file.
    pub id: GuideId,
    /// What the contact will have done at the end.
    pub title: String,
    /// One sentence on it.
    pub summary: String,
    /// The part of the product.
    #[serde(default)]
    pub product_area: Option<String>,
    /// Questions that it answers, as contacts ask them.
    pub questions: Vec<String>,
    /// The article that tells the same in words.
    #[serde(default)]
    pub article: Option<ArticleId>,
    /// Whom it is for.
    #[serde(default)]
    pub audience: Audience,
    /// The steps, in order; at least one.
    pub steps: Vec<Step>,
}

/// One step of a guide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Identifier within the guide.
    pub id: String,
    /// What to do, in words.
    pub instruction: String,
    /// What the contact does.
    pub action: Action,
    /// The element that it is done on; `navigate` and `observe` may have none.
    #[serde(default)]
    pub target: Option<Target>,
    /// What must hold before.
    #[serde(default)]
    pub preconditions: Vec<Condition>,
    /// What holds after.
    #[serde(default)]
    pub postconditions: Vec<Condition>,
}

/// What the contact does in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Clicks the target.
    Click,
    /// Types into the target.
    Input,
    /// Chooses from the target.
    Select,
    /// Goes to another page.
    Navigate,
    /// Looks at the target.
    Observe,
}

/// The fingerprint of an element: several attributes, weighed when it is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Target {
    /// ARIA role.
    pub role: Option<String>,
    /// Accessible name.
    pub name: Option<String>,
    /// The host's test id.
    pub test_id: Option<String>,
    /// Visible text.
    pub text: Option<String>,
    /// The nearest heading above.
    pub heading: Option<String>,
    /// A CSS selector, the last resort.
    pub css: Option<String>,
}

/// Something that can be checked in the live page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// The route is this; `*` stands for one segment.
    Route(String),
    /// An element is visible.
    Element(Target),
    /// This text is on the page.
    Text(String),
    /// The host product announced this.
    Event(String),
}

/// Why a guide is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GuideError {
    /// It is not the YAML that a guide is.
    #[error("{file}: {message}; see docs/content.md for the fields of a guide")]
    Syntax {
        /// The file.
        file: String,
        /// What the parser said, with line and column.
        message: String,
    },
    /// A field has a value that cannot be.
    #[error("{file}: {message}")]
    Invalid {
        /// The file.
        file: String,
        /// What is wrong and how to mend it.
        message: String,
    },
}

impl Guide {
    /// Reads and checks the YAML of one guide; `file` is named in errors and its stem must be the guide's id.
    pub fn parse(file: &str, yaml: &str) -> Result<Self, GuideError> {
        let guide: Self =
            serde_yaml_ng::with::singleton_map_recursive::deserialize(serde_yaml_ng::Deserializer::from_str(yaml))
                .map_err(|e: serde_yaml_ng::Error| GuideError::Syntax {
                    file: file.into(),
                    message: e.to_string(),
                })?;
        guide.check(file).map_err(|message| GuideError::Invalid {
            file: file.into(),
            message,
        })?;
        Ok(guide)
    }

    /// Its YAML, as [`Self::parse`] reads it; what has no value is left out.
    pub fn yaml(&self) -> String {
        let serializer = serde_yaml_ng::value::Serializer;
        let value = serde_yaml_ng::with::singleton_map_recursive::serialize(self, serializer);
        serde_yaml_ng::to_string(&written_out(value.unwrap_or_default())).unwrap_or_default()
    }

    fn check(&self, file: &str) -> Result<(), String> {
        let stem = file
            .rsplit('/')
            .next()
            .and_then(|f| f.split('.').next())
            .unwrap_or(file);
        if stem != self.id.as_str() {
            return Err(format!(
                "its id is `{}` but the file is named `{stem}`; make them the same",
                self.id
            ));
        }
        if self.steps.is_empty() {
            return Err("it has no steps; add at least one".into());
        }
        if self.questions.is_empty() {
            return Err("it has no questions; add a few as contacts would ask them, they are how it is found".into());
        }
        let mut seen = std::collections::HashSet::new();
        for step in &self.steps {
            if !seen.insert(&step.id) {
                return Err(format!("two steps have the id `{}`; give each its own", step.id));
            }
            let needs_target = matches!(step.action, Action::Click | Action::Input | Action::Select);
            if needs_target && step.target.as_ref().is_none_or(Target::is_empty) {
                return Err(format!(
                    "step `{}` has no target; say at least its role and name",
                    step.id
                ));
            }
        }
        Ok(())
    }

    /// The first step that `page` does not already satisfy, from 0; 0 without a page, and 0 where all are satisfied (the
    /// contact asked, so they are shown it again). A step counts as satisfied when it has postconditions, the page can
    /// show all of them, and they hold.
    pub fn first_open_step(&self, page: Option<&PageContext>) -> usize {
        let Some(page) = page else { return 0 };
        let last_done = self.steps.iter().rposition(|s| s.is_satisfied_by(page));
        match last_done {
            Some(last) if last + 1 < self.steps.len() => last + 1,
            _ => 0,
        }
    }
}

/// Without nulls, and without lists and objects in which nothing is.
fn written_out(value: Value) -> Value {
    let is_there = |value: &Value| match value {
        Value::Null => false,
        Value::Sequence(items) => !items.is_empty(),
        Value::Mapping(fields) => !fields.is_empty(),
        _ => true,
    };
    match value {
        Value::Sequence(items) => items.into_iter().map(written_out).collect(),
        Value::Mapping(fields) => {
            let fields = fields.into_iter().map(|(name, value)| (name, written_out(value)));
            Value::Mapping(fields.filter(|(_, value)| is_there(value)).collect())
        }
        value => value,
    }
}

impl Step {
    fn is_satisfied_by(&self, page: &PageContext) -> bool {
        // A route alone is satisfied by merely being there; anything else must be seen.
        !self.postconditions.is_empty() && self.postconditions.iter().all(|c| c.holds_on(page))
    }
}

impl Target {
    /// True where it names nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// True where a visible control has every attribute that the fingerprint names, compared without case.
    pub fn matches(&self, control: &Control) -> bool {
        let same = |want: &Option<String>, have: &str| want.as_ref().is_none_or(|w| w.eq_ignore_ascii_case(have));
        let named = self.role.is_some() || self.name.is_some() || self.text.is_some();
        if let (Some(want), Some(have)) = (&self.test_id, &control.test_id) {
            return control.visible && want == have;
        }
        control.visible
            && named
            && same(&self.role, &control.role)
            && same(&self.name, &control.name)
            && same(&self.text, &control.text)
    }
}

impl Condition {
    /// True where the page context shows that it holds.
    pub fn holds_on(&self, page: &PageContext) -> bool {
        match self {
            Self::Route(pattern) => route_matches(pattern, &page.route),
            Self::Element(target) => page.controls.iter().any(|c| target.matches(c)),
            Self::Text(text) => {
                let text = text.to_lowercase();
                page.title.to_lowercase().contains(&text)
                    || page
                        .controls
                        .iter()
                        .any(|c| c.visible && (c.text.to_lowercase().contains(&text) || c.name.to_lowercase() == text))
            }
            Self::Event(name) => page.events.iter().any(|e| e.text == *name),
        }
    }
}

/// True where `route` is `pattern`, in which `*` stands for one segment; a trailing slash does not count.
pub fn route_matches(pattern: &str, route: &str) -> bool {
    let split = |s: &str| -> Vec<String> { s.trim_matches('/').split('/').map(str::to_owned).collect() };
    let (pattern, route) = (split(pattern), split(route));
    pattern.len() == route.len() && pattern.iter().zip(&route).all(|(p, r)| p == "*" || p == r)
}

/// How one step of a played guide ended, as the widget reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepReport {
    /// The guide.
    pub guide: GuideId,
    /// The step's id.
    pub step: String,
    /// How it ended.
    pub outcome: StepOutcome,
    /// Why, where it failed or was skipped.
    #[serde(default)]
    pub reason: Option<String>,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepOutcome {
    /// The contact did it and the postconditions held.
    Completed,
    /// The contact passed over it.
    Skipped,
    /// The element was not found or the postconditions did not come to hold.
    Failed,
}

impl StepOutcome {
    /// The outcome as a word.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::PageContext;

    const YAML: &str = "id: send\ntitle: Send\nsummary: Sends.\nquestions: [how do I send]\nsteps:\n  - id: open\n    instruction: Open it.\n    action: click\n    target: {role: link, name: Invoices}\n    postconditions:\n      - route: /invoices\n  - id: send\n    instruction: Send it.\n    action: click\n    target: {role: button, name: Send}\n    postconditions:\n      - event: invoice.sent\n";

    #[test]
    fn a_guide_starts_at_the_first_step_that_the_page_does_not_satisfy() {
        let guide = Guide::parse("guides/send.yaml", YAML).unwrap();
        assert_eq!(guide.first_open_step(None), 0);
        let page = PageContext {
            route: "/invoices/".into(),
            ..PageContext::default()
        };
        assert_eq!(guide.first_open_step(Some(&page)), 1);
    }

    #[test]
    fn a_guides_yaml_reads_as_the_guide() {
        let guide = Guide::parse("guides/send.yaml", YAML).unwrap();
        let yaml = guide.yaml();
        assert_eq!(Guide::parse("guides/send.yaml", &yaml).unwrap(), guide, "{yaml}");
        assert!(
            yaml.starts_with("id: send\ntitle: Send\n") && !yaml.contains("null"),
            "{yaml}"
        );
    }

    #[test]
    fn a_guide_that_cannot_be_is_refused_with_the_cure() {
        let check = |from: &str, to: &str, expect: &str| {
            let error = Guide::parse("guides/send.yaml", &YAML.replace(from, to))
                .unwrap_err()
                .to_string();
            assert!(error.contains(expect), "{error}");
        };
        check("id: send\ntitle", "id: other\ntitle", "make them the same");
        check("summary", "summery", "summery");
        check("id: open", "id: send", "give each its own");
        check("    target: {role: link, name: Invoices}\n", "", "has no target");
    }

    #[test]
    fn a_star_in_a_route_stands_for_one_segment() {
        assert!(route_matches("/invoices/*", "/invoices/42/"));
        assert!(!route_matches("/invoices/*", "/invoices"));
        assert!(!route_matches("/invoices", "/customers"));
    }
}
