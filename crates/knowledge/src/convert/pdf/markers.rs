//! What items of lists begin with.

/// A list item's beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    Bullet,
    Number(u32),
}

const BULLETS: &[char] = &[
    '•', '◦', '▪', '▫', '‣', '●', '○', '■', '□', '∙', '·', '➢', '✓', '❖', '⁃',
];
const DASHES: &[char] = &['-', '–', '—', '*'];

/// The marker that a text begins with and what follows it.
pub(super) fn split(text: &str) -> Option<(Marker, &str)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    if BULLETS.contains(&first) || DASHES.contains(&first) && rest.starts_with(' ') {
        return Some((Marker::Bullet, rest.trim_start())).filter(|(_, r)| !r.is_empty());
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    let rest = rest.strip_prefix(['.', ')'])?;
    let rest = rest.strip_prefix(' ').filter(|r| !r.trim().is_empty())?;
    let number = number.parse().ok().filter(|n| (1..=200).contains(n))?;
    Some((Marker::Number(number), rest.trim_start()))
}

/// True for a text that is a marker and nothing else.
pub(super) fn is_marker(text: &str) -> bool {
    split(&format!("{text} x")).is_some_and(|(_, rest)| rest == "x")
}

/// A line of a table of contents: words, dots, a page.
pub(super) fn is_contents(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let trimmed = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    trimmed.len() < bare.len() && (trimmed.ends_with("....") || trimmed.ends_with("……"))
}
