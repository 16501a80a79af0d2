//! What each prompt is told. A field that a template names and its context lacks is an error, which a test finds.

use serde::Serialize;

/// The context of one prompt.
pub trait Prompt: Serialize {
    /// The prompt's folder.
    const NAME: &'static str;
}

/// Makes the context of a prompt.
macro_rules! prompts {
    ($($(#[$about:meta])* $context:ident = $name:literal { $($(#[$what:meta])* $field:ident: $type:ty,)+ })+) => {
        $($(#[$about])*
        #[derive(Debug, Clone, Serialize)]
        pub struct $context<'a> {
            $($(#[$what])* pub $field: $type,)+
        }

        impl Prompt for $context<'_> {
            const NAME: &'static str = $name;
        })+

        /// Each prompt with the names that its templates may use.
        pub(super) const FIELDS: &[(&str, &[&str])] = &[$(($name, &[$(stringify!($field)),+])),+];
    };
}

prompts! {
    /// A question that stands alone, in the language of the articles.
    QueryPrompt = "query" {
        /// The product's name.
        product: &'a str,
        /// The language of the articles, in English.
        articles_language: &'a str,
        /// What was said before, oldest first.
        earlier: &'a [Said],
        /// Where the contact is.
        page: Option<&'a PageSeen>,
        /// The message.
        message: &'a str,
    }

    /// The intent of a message.
    UnderstandPrompt = "understand" {
        /// The product's name.
        product: &'a str,
        /// The likeliest intents with examples.
        intents: &'a [IntentExamples],
        /// The message.
        message: &'a str,
    }

    /// A grounded answer.
    AnswerPrompt = "answer" {
        /// The agent's name.
        agent: &'a str,
        /// The product's name.
        product: &'a str,
        /// The most words of running text.
        most_words: usize,
        /// What is never asked for.
        never_ask: &'a [String],
        /// What may be said.
        evidence: &'a [Piece],
        /// What was said before, oldest first.
        earlier: &'a [Said],
        /// Where the contact is.
        page: Option<&'a PageSeen>,
        /// What is asked.
        question: &'a str,
    }

    /// A draft for a person.
    SuggestPrompt = "suggest" {
        /// The product's name.
        product: &'a str,
        /// Why it was handed over, as a clause.
        reason: &'a str,
        /// The most words of running text.
        most_words: usize,
        /// What is never asked for.
        never_ask: &'a [String],
        /// What may be said.
        evidence: &'a [Piece],
        /// What was said before, oldest first.
        earlier: &'a [Said],
        /// Where the contact is.
        page: Option<&'a PageSeen>,
        /// What is asked.
        question: &'a str,
    }

    /// A question back.
    ClarifyPrompt = "clarify" {
        /// The agent's name.
        agent: &'a str,
        /// The product's name.
        product: &'a str,
        /// The message.
        message: &'a str,
        /// What it may mean.
        readings: &'a [&'a str],
    }

    /// Checked texts in another language.
    TranslatePrompt = "translate" {
        /// The product's name.
        product: &'a str,
        /// The language, in English.
        language: &'a str,
        /// The texts.
        texts: &'a [&'a str],
    }

    /// What the matter is.
    SummaryPrompt = "summary" {
        /// The product's name.
        product: &'a str,
        /// The conversation, oldest first.
        messages: &'a [Said],
    }

    /// An output that could not be used, once more.
    RepairPrompt = "repair" {
        /// The system message of the call.
        system: &'a str,
        /// Its user message.
        user: &'a str,
        /// What came of it.
        output: &'a str,
        /// What is wrong with it.
        why: &'a str,
    }

    /// What a simulated contact says next, in an eval.
    ContactPrompt = "contact" {
        /// The product's name.
        product: &'a str,
        /// What the contact is called.
        name: &'a str,
        /// How they write, as a clause; may be empty.
        manner: &'a str,
        /// What they want to get done, as a clause.
        goal: &'a str,
        /// How they would put it: all that they know.
        says: &'a [String],
        /// What was said before the last reply, oldest first.
        earlier: &'a [Said],
        /// The last reply; `None` before the first word.
        reply: Option<&'a str>,
        /// Its quick replies.
        options: &'a [String],
    }

    /// A conversation in a few words.
    TitlePrompt = "title" {
        /// The product's name.
        product: &'a str,
        /// What the contact wrote, oldest first.
        messages: &'a [String],
    }
}

/// Something said in the conversation, without personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// `Contact`, `AI agent` or `Person`.
    pub who: &'static str,
    /// The words.
    pub text: String,
}

/// The page, without personal data. Values of fields and what is private never were part of a page context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageSeen {
    /// Path in the host product.
    pub route: String,
    /// Its title.
    pub title: String,
    /// Errors that it showed, oldest first.
    pub errors: Vec<String>,
}

/// Numbered evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Its number, from 1.
    pub n: usize,
    /// The article's title.
    pub title: String,
    /// The headings above it.
    pub heading: String,
    /// The words.
    pub text: String,
}

/// An intent as a few examples of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IntentExamples {
    /// Its id.
    pub id: String,
    /// Messages that mean it.
    pub examples: Vec<String>,
}
