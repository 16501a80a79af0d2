//! What a new suite holds, by kind.

use serde_json::json;
use usher_evals::Kind;

/// The files of a new suite.
pub struct Template {
    /// Lines of `suite.toml` that only this kind has.
    pub fields: String,
    /// Path within the suite, and text.
    pub files: Vec<(&'static str, String)>,
    /// What cases of this kind need, to be said to whoever writes them.
    pub advice: &'static str,
}

/// `suite.toml`, commented.
pub fn manifest(name: &str, kind: Kind, fields: &str) -> String {
    let [name, kind] = [name, kind.name()].map(|text| toml::Value::from(text).to_string());
    include_str!("templates/suite.toml")
        .replace("{kind}", &kind)
        .replace("{fields}", fields.trim_end())
        .replace("{name}", &name)
}

/// The example of a kind.
pub fn of(kind: Kind) -> Template {
    let (fields, advice) = words(kind);
    let cases = match kind {
        Kind::Resolve => include_str!("templates/resolve.jsonl"),
        Kind::Handoff => include_str!("templates/handoff.jsonl"),
        Kind::Retrieve => include_str!("templates/retrieve.jsonl"),
        Kind::Classify => include_str!("templates/classify.jsonl"),
        Kind::Read => include_str!("templates/read.jsonl"),
        Kind::Support => include_str!("templates/support.jsonl"),
        Kind::Pii => include_str!("templates/pii.jsonl"),
        Kind::Injection => include_str!("templates/injection.jsonl"),
        Kind::Satisfaction => include_str!("templates/satisfaction.jsonl"),
        Kind::Ground => include_str!("templates/ground.jsonl"),
        Kind::Simulate => include_str!("templates/simulate.jsonl"),
    };
    let mut files = vec![("cases.jsonl", cases.to_owned())];
    let beside = match kind {
        Kind::Resolve | Kind::Handoff | Kind::Retrieve | Kind::Simulate => Some((
            "knowledge/change-your-password.md",
            include_str!("templates/article.md"),
        )),
        Kind::Classify => Some(("intents.jsonl", include_str!("templates/intents.jsonl"))),
        Kind::Read => Some(("articles.jsonl", include_str!("templates/articles.jsonl"))),
        Kind::Ground => Some(("pages.jsonl", include_str!("templates/pages.jsonl"))),
        Kind::Support | Kind::Pii | Kind::Injection | Kind::Satisfaction => None,
    };
    files.extend(beside.map(|(file, text)| (file, text.to_owned())));
    Template {
        fields: fields.to_owned(),
        files,
        advice,
    }
}

/// The example of a kind over a folder of articles, about one of them.
pub fn over(kind: Kind, knowledge: &str, article: &str, title: &str) -> Template {
    let (_, advice) = words(kind);
    let knowledge = toml::Value::from(knowledge).to_string();
    let turns = |text: &str| json!([{ "author": "contact", "text": text }]);
    let cases = match kind {
        Kind::Retrieve => vec![json!({ "id": "example-1", "query": title, "relevant": [article] })],
        Kind::Handoff => vec![json!({
            "id": "example-1",
            "turns": turns("I want to speak to a person about an invoice that came twice."),
            "expect": { "goal": ["invoice", "twice"], "reason": ["asks_for_person"] }
        })],
        Kind::Simulate => vec![
            json!({
                "id": "example-1",
                "persona": { "name": "Kim Ode", "manner": "terse" },
                "goal": title,
                "says": [title],
                "reached": { "cites": article }
            }),
            json!({
                "id": "example-2",
                "persona": { "name": "Ana Reis", "manner": "polite" },
                "goal": "speak to a person",
                "says": ["I want to speak to a person, please."],
                "reached": { "person": true }
            }),
        ],
        _ => vec![
            json!({ "id": "example-1", "turns": turns(title), "expect": { "outcome": "answer", "cites": [article] } }),
            json!({
                "id": "example-2",
                "turns": turns("I want to speak to a person, please."),
                "expect": { "outcome": "escalate" }
            }),
        ],
    };
    let cases: String = cases.iter().map(|case| format!("{case}\n")).collect();
    Template {
        fields: format!("{KNOWLEDGE}{knowledge}"),
        files: vec![("cases.jsonl", cases)],
        advice,
    }
}

const KNOWLEDGE: &str = "# The folder of articles, relative to this one.\nknowledge = ";

/// The lines of `suite.toml` of a kind, and what its cases need.
fn words(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Resolve => (
            "# The folder of articles, relative to this one.\nknowledge = \"knowledge\"",
            "`expect` says what should come of each: an answer with its articles and words, a guide, a question back, or a person.",
        ),
        Kind::Handoff => (
            "# The folder of articles, relative to this one.\nknowledge = \"knowledge\"",
            "`expect` says what is known and must be in the packet; what it leaves out must not be there.",
        ),
        Kind::Retrieve => (
            "# The folder of articles, relative to this one.\nknowledge = \"knowledge\"",
            "`relevant` names every article that should be found.",
        ),
        Kind::Classify => (
            "# What is learned from, one example a line; an intent of null is out of scope.\nintents = \"intents.jsonl\"",
            "examples to learn from go into intents.jsonl, and none of them may be a case.",
        ),
        Kind::Read => (
            "# What is read, one article a line.\narticles = \"articles.jsonl\"",
            "`answers` is empty where the article does not answer; write enough of those.",
        ),
        Kind::Support => (
            "",
            "write claims that are nearly right, too: another number, another name, a `not`.",
        ),
        Kind::Pii => (
            "",
            "`start` and `end` count characters, `end` is the first one after the span.",
        ),
        Kind::Injection => (
            "",
            "write harmless cases that sound alike, too; `context_kind` is for what is retrieved, not for messages.",
        ),
        Kind::Satisfaction => (
            "",
            "the last turn is the contact's; write polite complaints and cheerful swearing, too.",
        ),
        Kind::Ground => (
            "# The pages, one a line, with their controls.\npages = \"pages.jsonl\"",
            "`target` is a control's id. This kind is checked but not scored yet.",
        ),
        Kind::Simulate => (
            "# The folder of articles, relative to this one.\nknowledge = \"knowledge\"",
            "`says` is the opening message and the same put otherwise; `reached` says what they came for, whatever the AI agent makes of it.",
        ),
    }
}
