//! Sentences out of a JSON object that is still being written.

/// Finds the objects of the first array in `{…, "sentences": [{…}, {…}], …}` as each of them closes.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    text: String,
    /// Bytes of `text` that were read.
    read: usize,
    open: Vec<char>,
    in_string: bool,
    escaped: bool,
    /// Where the object that is being written began.
    began: usize,
}

impl Sentences {
    /// Takes a piece and returns the objects that it completes, as JSON.
    pub fn feed(&mut self, piece: &str) -> Vec<String> {
        self.text.push_str(piece);
        let mut complete = Vec::new();
        let (start, text) = (self.read, std::mem::take(&mut self.text));
        for (offset, c) in text[start..].char_indices() {
            let at = start + offset;
            if self.in_string {
                match c {
                    _ if self.escaped => self.escaped = false,
                    '\\' => self.escaped = true,
                    '"' => self.in_string = false,
                    _ => {}
                }
                continue;
            }
            match c {
                '"' if !self.open.is_empty() => self.in_string = true,
                '{' | '[' => {
                    // Whatever stands before the object is talk.
                    if c == '{' || !self.open.is_empty() {
                        self.open.push(c);
                    }
                    if self.is_sentence() && c == '{' {
                        self.began = at;
                    }
                }
                '}' | ']' => {
                    if self.is_sentence() && c == '}' {
                        complete.push(text[self.began..=at].to_owned());
                    }
                    self.open.pop();
                }
                _ => {}
            }
        }
        self.read = text.len();
        self.text = text;
        complete
    }

    fn is_sentence(&self) -> bool {
        self.open == ['{', '[', '{']
    }
}

#[cfg(test)]
mod tests {
    use super::Sentences;

    #[test]
    fn sentences_come_as_they_close_wherever_the_text_is_cut() {
        let text = r#"Sure [1]: {"answerable":true,"sentences":[{"text":"A \"}\" [b] ü","cites":[1,2]},{"text":"C","cites":[]}],"x":{"y":[{"z":1}]}}"#;
        let expect = [
            r#"{"text":"A \"}\" [b] ü","cites":[1,2]}"#,
            r#"{"text":"C","cites":[]}"#,
        ];
        assert_eq!(Sentences::default().feed(text), expect);
        let mut by_letter = Sentences::default();
        let found: Vec<String> = text.chars().flat_map(|c| by_letter.feed(&c.to_string())).collect();
        assert_eq!(found, expect);
        assert!(Sentences::default().feed("}]no object \" at all[").is_empty());
    }
}
