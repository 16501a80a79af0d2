//! What a contact sees of an inbox before anybody wrote: looks, first questions, help unasked, and other languages.

use super::InboxConfig;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use utoipa::ToSchema;

/// The most first questions that fit.
const MOST_SUGGESTIONS: usize = 4;
/// The longest text of a hint or a suggestion, in characters.
const LONGEST: usize = 200;

/// How the widget looks. What is absent is the widget's own choice.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ThemeConfig {
    /// The brand's colour, `#rgb` or `#rrggbb`; what is written on it is chosen for contrast.
    pub color: Option<String>,
    /// Light, dark, or as the contact's system has it.
    pub scheme: Option<Scheme>,
    /// The corner.
    pub position: Option<Side>,
    /// Distance from the window's edges in CSS pixels.
    pub offset: Option<u16>,
    /// A picture, PNG, JPEG or WebP of at most 512 KiB, read at start.
    pub logo: Option<PathBuf>,
    /// Who answers where people do; at most five are shown.
    pub team: Vec<TeamMember>,
}

/// A person whom contacts see before they write.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamMember {
    /// What to call them.
    pub name: String,
    /// A picture, as the logo.
    #[serde(default)]
    pub photo: Option<PathBuf>,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// Always light.
    Light,
    /// Always dark.
    Dark,
    /// As the system has it.
    Auto,
}

/// A corner at the bottom, in a page that reads from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// At the right.
    Right,
    /// At the left.
    Left,
}

/// Help offered unasked, once, where something happened.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HintConfig {
    /// Identifier within the inbox.
    pub id: String,
    /// On which pages; `*` stands for one segment. Absent: on every page.
    #[serde(default)]
    pub route: Option<String>,
    /// What must have happened there.
    pub after: HintAfter,
    /// What to say.
    pub text: String,
    /// The question that taking it asks.
    #[serde(default)]
    pub ask: Option<String>,
    /// The guide that taking it plays.
    #[serde(default)]
    pub guide: Option<String>,
}

/// What a hint waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HintAfter {
    /// So many clicks on the same control.
    Clicks(u16),
    /// The same error so many times.
    Errors(u16),
    /// So many seconds on the page.
    Seconds(u32),
    /// A form that was begun and left.
    Abandoned(bool),
}

/// An inbox's words in another language. What is absent stays as it is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Translation {
    /// First words in the widget.
    pub greeting: Option<String>,
    /// First questions; none: those of the inbox.
    pub suggestions: Vec<String>,
    /// What to say, by the id of the hint.
    pub hints: BTreeMap<String, String>,
}

impl InboxConfig {
    /// The translation that fits a language tag best: its own, else that of the language alone.
    pub(crate) fn translation(&self, locale: &str) -> Option<&Translation> {
        let exact = |tag: &str| {
            let mut found = self.translations.iter().filter(|(t, _)| t.eq_ignore_ascii_case(tag));
            found.next().map(|(_, translation)| translation)
        };
        exact(locale).or_else(|| exact(locale.split(['-', '_']).next()?))
    }
}

/// Checks what a type cannot say; the error is the field and what to do about it.
pub(super) fn check(inbox: &InboxConfig) -> Result<(), (String, String)> {
    let fail = |field: String, message: String| Err((field, message));
    if let Some(color) = &inbox.theme.color
        && !is_color(color)
    {
        let message = format!("`{color}` is not a colour; write it as #rrggbb");
        return fail("theme.color".into(), message);
    }
    let all = inbox.translations.iter();
    let suggestions = all.map(|(tag, t)| (format!("translations.{tag}.suggestions"), &t.suggestions));
    for (field, texts) in suggestions.chain([("suggestions".to_owned(), &inbox.suggestions)]) {
        if texts.len() > MOST_SUGGESTIONS || !texts.iter().all(|t| is_short(t)) {
            let message = format!("give at most {MOST_SUGGESTIONS} texts of 1 to {LONGEST} characters");
            return fail(field, message);
        }
    }
    let mut ids = HashSet::new();
    for (at, hint) in inbox.hints.iter().enumerate() {
        if let Err(message) = check_hint(hint, &mut ids) {
            return fail(format!("hints[{at}]"), message);
        }
    }
    for (tag, translation) in &inbox.translations {
        if let Some(id) = translation.hints.keys().find(|id| !ids.contains(id.as_str())) {
            return fail(format!("translations.{tag}.hints"), format!("there is no hint `{id}`"));
        }
    }
    Ok(())
}

fn check_hint<'a>(hint: &'a HintConfig, ids: &mut HashSet<&'a str>) -> Result<(), String> {
    if hint.id.is_empty() || !ids.insert(&hint.id) {
        return Err(format!("the id `{}` is empty or there twice; name it anew", hint.id));
    }
    let never = matches!(
        hint.after,
        HintAfter::Clicks(0 | 1) | HintAfter::Errors(0) | HintAfter::Seconds(0) | HintAfter::Abandoned(false)
    );
    if never {
        return Err("`after` is { clicks = 2 or more }, { errors = 1 or more }, { seconds = 1 or more } or { abandoned = true }".into());
    }
    if !is_short(&hint.text) {
        return Err(format!("`text` must have 1 to {LONGEST} characters"));
    }
    if hint.ask.is_some() && hint.guide.is_some() {
        return Err("it either asks or plays a guide; leave out `ask` or `guide`".into());
    }
    Ok(())
}

fn is_short(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= LONGEST
}

fn is_color(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    matches!(digits.len(), 3 | 6) && digits.chars().all(|c| c.is_ascii_hexdigit())
}
