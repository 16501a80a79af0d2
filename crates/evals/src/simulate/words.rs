//! What a language model says in a contact's place.

use serde::Deserialize;

/// What a language model says in a contact's place, as the prompt `contact` asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Words {
    /// The message; may be empty where nothing is left to say.
    pub say: String,
    /// The contact takes the matter for settled. Counted as theirs, not as the truth.
    pub solved: bool,
    /// The contact has had enough and asks for a person.
    pub gives_up: bool,
}

impl Words {
    /// Reads an output; some models fence their JSON or talk around it. The error says what is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        let start = text.find('{').ok_or("it holds no JSON object")?;
        let end = text.rfind('}').filter(|end| *end > start);
        let end = end.ok_or("its JSON object has no end")?;
        serde_json::from_str(&text[start..=end]).map_err(|e| e.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_output_is_read_with_or_without_talk_around_it() {
        let words = Words::read("Sure!\n```json\n{\"say\":\"And on Free?\",\"solved\":false,\"gives_up\":false}\n```");
        assert_eq!(words.unwrap().say, "And on Free?");
        assert!(Words::read("And on Free?").unwrap_err().contains("no JSON object"));
        assert!(Words::read("{").unwrap_err().contains("no end"));
        assert!(Words::read(r#"{"say":"x"}"#).unwrap_err().contains("solved"));
    }
}
