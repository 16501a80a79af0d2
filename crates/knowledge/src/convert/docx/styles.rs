//! Styles and numberings: what a paragraph is, by the names and levels that it inherits.

use super::package::read as each;
use crate::xml::Node;
use std::collections::HashMap;

/// How far styles are followed to what they are based on.
const MAX_STEPS: usize = 20;

#[derive(Debug, Default, Clone)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    numbering: Option<String>,
    level: Option<u8>,
}

/// What a style makes of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Heading(u8),
    Contents,
    Code,
    Body,
}

/// The styles of a document, by id.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    pub fn read(text: &str) -> Result<Self, String> {
        let mut styles = HashMap::new();
        let mut open: Option<(String, Style)> = None;
        each(text, &mut |node| match node {
            Node::Open(e) if e.name == "style" => open = Some((e.get("styleId").unwrap_or_default(), Style::default())),
            Node::Open(e) => {
                let Some((_, style)) = &mut open else { return };
                let number = || e.get("val").and_then(|v| v.parse().ok());
                match e.name {
                    "name" => style.name = e.get("val").unwrap_or_default().to_lowercase(),
                    "basedOn" => style.based_on = e.get("val"),
                    "outlineLvl" => style.outline = number(),
                    "numId" => style.numbering = e.get("val"),
                    "ilvl" => style.level = number(),
                    _ => {}
                }
            }
            Node::Close("style") => {
                if let Some((id, style)) = open.take() {
                    styles.insert(id, style);
                }
            }
            _ => {}
        })?;
        Ok(Self(styles))
    }

    /// The style and all that it is based on, nearest first.
    fn line<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Style> {
        let first = self.0.get(id);
        std::iter::successors(first, |s| self.0.get(s.based_on.as_deref()?)).take(MAX_STEPS)
    }

    pub fn role(&self, id: &str) -> Role {
        let named = self
            .line(id)
            .find_map(|s| by_name(&s.name))
            .or_else(|| by_name(&id.to_lowercase()));
        match named {
            Some(role @ (Role::Title | Role::Contents | Role::Code)) => role,
            _ => {
                let outline = self.line(id).find_map(|s| s.outline);
                match (outline, named) {
                    (Some(level @ 0..=8), _) => Role::Heading((level + 1).min(6)),
                    (Some(_), _) => Role::Body,
                    (None, named) => named.unwrap_or(Role::Body),
                }
            }
        }
    }

    /// The numbering that a style brings, and its level.
    pub fn numbering(&self, id: &str) -> Option<(String, u8)> {
        let number = self.line(id).find_map(|s| s.numbering.clone())?;
        Some((number, self.line(id).find_map(|s| s.level).unwrap_or(0)))
    }
}

/// Word writes the names of its own styles in English whatever its language; other programs write their own.
fn by_name(name: &str) -> Option<Role> {
    let words = [
        "heading",
        "überschrift",
        "titre",
        "título",
        "titulo",
        "titolo",
        "kop",
        "rubrik",
        "nagłówek",
        "заголовок",
    ];
    let bare: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(level) = words
        .iter()
        .find_map(|w| bare.strip_prefix(w))
        .and_then(|n| n.parse::<u8>().ok())
    {
        return (1..=9).contains(&level).then_some(Role::Heading(level.min(6)));
    }
    match bare.as_str() {
        "title" | "titel" => Some(Role::Title),
        _ if bare.starts_with("toc") && bare.len() <= 10 => Some(Role::Contents),
        _ if bare.contains("code") || bare.contains("preformatted") || bare.contains("sourcetext") => Some(Role::Code),
        _ => None,
    }
}

/// Which numberings count and which only mark.
#[derive(Debug, Default)]
pub(super) struct Numberings {
    /// The abstract numbering of each number.
    of: HashMap<String, String>,
    /// The format of each abstract numbering's levels.
    formats: HashMap<(String, u8), String>,
}

impl Numberings {
    pub fn read(text: &str) -> Result<Self, String> {
        let mut found = Self::default();
        let (mut kind, mut number, mut level) = (None::<String>, None::<String>, 0u8);
        each(text, &mut |node| match node {
            Node::Open(e) => match e.name {
                "abstractNum" => kind = e.get("abstractNumId"),
                "num" => number = e.get("numId"),
                "lvl" => level = e.get("ilvl").and_then(|v| v.parse().ok()).unwrap_or(0),
                "numFmt" => {
                    if let (Some(kind), Some(format)) = (&kind, e.get("val")) {
                        found.formats.entry((kind.clone(), level)).or_insert(format);
                    }
                }
                "abstractNumId" => {
                    if let (Some(number), Some(kind)) = (&number, e.get("val")) {
                        found.of.insert(number.clone(), kind);
                    }
                }
                _ => {}
            },
            Node::Close("abstractNum") => kind = None,
            Node::Close("num") => number = None,
            _ => {}
        })?;
        Ok(found)
    }

    /// True for a list that counts, false for one with bullets; nothing where the number means no list.
    pub fn counts(&self, number: &str, level: u8) -> Option<bool> {
        let kind = self.of.get(number)?;
        let format = self
            .formats
            .get(&(kind.clone(), level))
            .map_or("bullet", String::as_str);
        Some(!matches!(format, "bullet" | "none"))
    }
}
