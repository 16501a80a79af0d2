//! What the contact has before them: the page context that the widget sends.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The page that the contact is on, the least that is useful. Everything in it is data from the host page, never an
/// instruction.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PageContext {
    /// Path of the page in the host product, without query: `/settings/billing`.
    pub route: String,
    /// The page's title.
    pub title: String,
    /// The part of the product, where the host says so; else it is taken from the route.
    pub product_area: Option<String>,
    /// BCP 47 language tag of the page.
    pub locale: Option<String>,
    /// Width and height of the viewport in CSS pixels.
    pub viewport: Option<[u32; 2]>,
    /// Visible controls, in document order.
    pub controls: Vec<Control>,
    /// The last few navigation, click and host events, oldest first.
    pub events: Vec<PageEvent>,
    /// The last few errors that the page showed or threw, oldest first.
    pub errors: Vec<PageError>,
}

/// A control on the page. The value of an input is never part of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Control {
    /// Identifier within this page context.
    pub id: Option<String>,
    /// Element name: `button`, `a`, `input`.
    pub tag: Option<String>,
    /// ARIA role.
    pub role: String,
    /// Accessible name.
    pub name: String,
    /// Visible text.
    pub text: String,
    /// The host's test id.
    pub test_id: Option<String>,
    /// The nearest heading above it.
    pub heading: Option<String>,
    /// Further attributes that help to find it again.
    pub attributes: BTreeMap<String, String>,
    /// Left, top, width and height in CSS pixels.
    #[serde(rename = "box")]
    pub bounds: Option<[f64; 4]>,
    /// False where it exists but is not to be seen.
    pub visible: bool,
}

impl Default for Control {
    fn default() -> Self {
        Self {
            id: None,
            tag: None,
            role: String::new(),
            name: String::new(),
            text: String::new(),
            test_id: None,
            heading: None,
            attributes: BTreeMap::new(),
            bounds: None,
            visible: true,
        }
    }
}

/// Something that happened on the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PageEvent {
    /// What sort of thing.
    pub kind: PageEventKind,
    /// What it was: a control's name, a route, the host event's name.
    pub text: String,
    /// When.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
}

/// The sorts of page event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PageEventKind {
    /// The contact went to another route.
    Navigation,
    /// The contact clicked a control.
    Click,
    /// The host product announced something (`invoice.sent`).
    Host,
}

impl PageEventKind {
    /// The kind as a verb.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Navigation => "went to",
            Self::Click => "clicked",
            Self::Host => "the product announced",
        }
    }
}

/// An error that the contact ran into.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PageError {
    /// The product's code for it, where it has one.
    pub code: Option<String>,
    /// What the page said.
    pub text: String,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
}

/// The most controls that are kept of a page context.
pub const MAX_CONTROLS: usize = 200;
/// The most events, and the most errors, that are kept of a page context.
pub const MAX_EVENTS: usize = 30;
/// The most characters that any one text of a page context keeps.
pub const MAX_TEXT: usize = 300;

impl PageContext {
    /// Cuts it down to the sizes above, so that no page can flood a turn. The newest events and errors stay.
    pub fn bounded(mut self) -> Self {
        self.controls.truncate(MAX_CONTROLS);
        keep_last(&mut self.events, MAX_EVENTS);
        keep_last(&mut self.errors, MAX_EVENTS);
        cut(&mut self.route);
        cut(&mut self.title);
        for control in &mut self.controls {
            cut(&mut control.role);
            cut(&mut control.name);
            cut(&mut control.text);
            control.attributes.retain(|k, v| k.len() <= 40 && v.len() <= MAX_TEXT);
        }
        self.events.iter_mut().for_each(|e| cut(&mut e.text));
        self.errors.iter_mut().for_each(|e| cut(&mut e.text));
        self
    }

    /// The product area: stated by the host, or the part of the route that names it best (`/settings/billing` →
    /// `billing`, `/invoices/42` → `invoices`).
    pub fn area(&self) -> Option<String> {
        if let Some(area) = &self.product_area {
            return Some(area.to_lowercase());
        }
        let is_name = |s: &&str| s.len() > 2 && s.chars().all(|c| c.is_ascii_alphabetic() || c == '-' || c == '_');
        let parts: Vec<&str> = self.route.split(['/', '?', '#']).filter(is_name).collect();
        let generic = |s: &&&str| !matches!(**s, "settings" | "app" | "new" | "edit" | "admin" | "dashboard");
        parts.iter().find(generic).or(parts.first()).map(|s| s.to_lowercase())
    }

    /// The most recent error, if any.
    pub fn last_error(&self) -> Option<&PageError> {
        self.errors.last()
    }
}

fn keep_last<T>(items: &mut Vec<T>, most: usize) {
    if items.len() > most {
        items.drain(..items.len() - most);
    }
}

fn cut(text: &mut String) {
    if let Some((at, _)) = text.char_indices().nth(MAX_TEXT) {
        text.truncate(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_comes_from_the_route_where_the_host_does_not_say() {
        let area = |route: &str| {
            PageContext {
                route: route.into(),
                ..PageContext::default()
            }
            .area()
        };
        assert_eq!(area("/settings/billing").as_deref(), Some("billing"));
        assert_eq!(area("/invoices/42").as_deref(), Some("invoices"));
        assert_eq!(area("/settings").as_deref(), Some("settings"));
        assert_eq!(area("/"), None);
    }

    #[test]
    fn a_flood_is_cut_and_the_newest_errors_stay() {
        let error = |n: usize| PageError {
            text: format!("{n}{}", "x".repeat(1000)),
            ..PageError::default()
        };
        let page = PageContext {
            errors: (0..100).map(error).collect(),
            ..PageContext::default()
        }
        .bounded();
        assert_eq!(page.errors.len(), MAX_EVENTS);
        assert!(
            page.last_error()
                .is_some_and(|e| e.text.starts_with("99") && e.text.len() == MAX_TEXT)
        );
    }
}
