//! Writing HTML. Every text of a result is foreign: it came from contacts, articles and models, and is escaped here.

/// A page that grows. Markup is `&'static str`, so that no foreign text can stand in its place.
#[derive(Debug, Default)]
pub(super) struct Html(String);

/// Attributes with their values.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Html {
    /// The page.
    pub fn finish(self) -> String {
        self.0
    }

    /// Markup of ours.
    pub fn raw(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// Text of anyone's.
    pub fn text(&mut self, text: &str) {
        text.chars().for_each(|c| self.character(c));
    }

    /// An element with a text.
    pub fn element(&mut self, tag: &'static str, attributes: Attributes<'_>, text: &str) {
        self.inside(tag, attributes, |html| html.text(text));
    }

    /// An element with what `content` writes.
    pub fn inside(&mut self, tag: &'static str, attributes: Attributes<'_>, content: impl FnOnce(&mut Self)) {
        self.start(tag, attributes);
        self.0.push('>');
        content(self);
        self.0.push_str("</");
        self.0.push_str(tag);
        self.0.push('>');
    }

    /// An element of SVG without content.
    pub fn empty(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.start(tag, attributes);
        self.0.push_str("/>");
    }

    fn start(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.text(value);
            self.0.push('"');
        }
    }

    fn character(&mut self, c: char) {
        match c {
            '&' => self.0.push_str("&amp;"),
            '<' => self.0.push_str("&lt;"),
            '>' => self.0.push_str("&gt;"),
            '"' => self.0.push_str("&quot;"),
            '\'' => self.0.push_str("&#39;"),
            '\n' | '\t' => self.0.push(c),
            _ if is_unseen(c) => self.0.push_str(&format!("‹U+{:04X}›", u32::from(c))),
            _ => self.0.push(c),
        }
    }
}

/// Control characters, and those that turn, hide or join text unseen: attacks are made of them, and a reader should see
/// them. The joiners of emoji and Indic scripts stay.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        let mut html = Html::default();
        html.text(text);
        assert_eq!(html.finish(), expect);
    }

    #[test]
    fn no_text_becomes_markup() {
        check(
            "<script>alert('a' + \"b\")</script>",
            "&lt;script&gt;alert(&#39;a&#39; + &quot;b&quot;)&lt;/script&gt;",
        );
        check("a &amp; b", "a &amp;amp; b");
        check("two\nlines, ü, 👩‍💻", "two\nlines, ü, 👩‍💻");
    }

    #[test]
    fn text_that_turns_or_hides_is_seen() {
        check("a\u{202e}b\u{200b}\u{7}", "a‹U+202E›b‹U+200B›‹U+0007›");
    }

    #[test]
    fn an_attribute_does_not_end_early() {
        let mut html = Html::default();
        html.element("a", &[("href", "#x\" onclick=\"y")], "<b>");
        assert_eq!(html.finish(), "<a href=\"#x&quot; onclick=&quot;y\">&lt;b&gt;</a>");
    }
}
