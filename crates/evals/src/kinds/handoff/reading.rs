//! A packet's Markdown as a person reads it.

use crate::words::holds_anywhere;

/// Title, first paragraphs and sections.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// What stands behind `# Handoff:`.
    pub title: String,
    /// What stands before the first section, one space between words.
    pub lead: String,
    /// Headings with the lines below, in order.
    pub sections: Vec<(String, Vec<String>)>,
}

impl Reading {
    pub fn of(markdown: &str) -> Self {
        let mut reading = Self::default();
        let mut lines = markdown.lines();
        let title = lines.next().unwrap_or_default();
        reading.title = plain(title.strip_prefix("# Handoff:").unwrap_or_default().trim());
        for line in lines.filter(|line| !line.trim().is_empty()) {
            if let Some(heading) = line.strip_prefix('#') {
                let heading = heading.trim_start_matches('#').trim();
                reading.sections.push((plain(heading), Vec::new()));
            } else if let Some((_, lines)) = reading.sections.last_mut() {
                lines.push(plain(line));
            } else {
                let words = plain(line);
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                reading.lead.push_str(if reading.lead.is_empty() { "" } else { " " });
                reading.lead.push_str(&words);
            }
        }
        reading
    }

    /// The lines below a heading.
    pub fn section(&self, heading: &str) -> &[String] {
        let found = self.sections.iter().find(|(name, _)| name == heading);
        found.map_or(&[], |(_, lines)| lines)
    }

    /// True where a line below a heading has these words.
    pub fn has(&self, heading: &str, words: &str) -> bool {
        self.section(heading).iter().any(|line| holds_anywhere(line, words))
    }
}

/// A line without the backslashes that take their meaning from signs.
fn plain(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        let c = if c == '\\' { chars.next().unwrap_or(c) } else { c };
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_title_lead_and_sections() {
        let read = Reading::of("# Handoff: the cause\n\nOne \\[a\\]\nparagraph.\n\n## Page\n- Import (/import)\n");
        assert_eq!(
            (read.title.as_str(), read.lead.as_str()),
            ("the cause", "One [a] paragraph.")
        );
        assert!(read.has("Page", "(/IMPORT)") && !read.has("Page", "/export") && !read.has("Contact", "Import"));
    }
}
