//! Languages by code and by name.

use whatlang::Lang;

/// Two-letter codes (ISO 639-1) of languages that can be told apart, with their three-letter ones (ISO 639-3).
const CODES: [(&str, &str); 39] = [
    ("ar", "ara"),
    ("bg", "bul"),
    ("bn", "ben"),
    ("ca", "cat"),
    ("cs", "ces"),
    ("da", "dan"),
    ("de", "deu"),
    ("el", "ell"),
    ("en", "eng"),
    ("es", "spa"),
    ("et", "est"),
    ("fa", "pes"),
    ("fi", "fin"),
    ("fr", "fra"),
    ("he", "heb"),
    ("hi", "hin"),
    ("hr", "hrv"),
    ("hu", "hun"),
    ("id", "ind"),
    ("it", "ita"),
    ("ja", "jpn"),
    ("ko", "kor"),
    ("lt", "lit"),
    ("lv", "lav"),
    ("nb", "nob"),
    ("nl", "nld"),
    ("no", "nob"),
    ("pl", "pol"),
    ("pt", "por"),
    ("ro", "ron"),
    ("ru", "rus"),
    ("sk", "slk"),
    ("sl", "slv"),
    ("sv", "swe"),
    ("th", "tha"),
    ("tr", "tur"),
    ("uk", "ukr"),
    ("vi", "vie"),
    ("zh", "cmn"),
];

/// The language of a tag (`de`, `pt-BR`, `deu`); `None` where it is not known.
pub(super) fn of_tag(tag: &str) -> Option<Lang> {
    let primary = tag.split(['-', '_']).next()?.to_lowercase();
    let code = CODES
        .iter()
        .find(|(two, _)| *two == primary)
        .map_or(primary.as_str(), |(_, three)| three);
    Lang::from_code(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_two_and_three_letters_name_the_same_language() {
        let check = |tag: &str, expect: Option<&str>| assert_eq!(of_tag(tag).map(|l| l.eng_name()), expect, "{tag}");
        check("de", Some("German"));
        check("pt-BR", Some("Portuguese"));
        check("deu", Some("German"));
        check("xx", None);
        check("", None);
        assert!(CODES.iter().all(|(_, three)| Lang::from_code(*three).is_some()));
    }
}
