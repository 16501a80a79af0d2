//! Noticing that a draft asks for what the packet already says.
//!
//! Rules, not a model: a sentence counts where it asks (a question mark, "please send", "could you tell me") and names the
//! field as something wanted ("which plan", "your e-mail address"), and where the packet knows the field. A sentence that
//! states the known value confirms it ("Is it still IMP-104?") and is not counted. English and German.

use crate::handoff::Handoff;
use crate::text::sentences;
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use utoipa::ToSchema;

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KnownField {
    /// The account, company or workspace.
    Account,
    /// The contact's name.
    Name,
    /// Their address.
    Email,
    /// Their plan.
    Plan,
    /// Their role in the account.
    Role,
    /// The page that they are on.
    Page,
    /// The error that they saw.
    Error,
    /// What they tried.
    Steps,
    /// What it is about at all.
    Problem,
}

/// Something that a draft asks for though it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Asked {
    /// What.
    pub field: KnownField,
    /// What the packet says.
    pub known: String,
    /// The sentence that asks.
    pub words: String,
}

impl KnownField {
    /// The word that events and JSON use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Name => "name",
            Self::Email => "email",
            Self::Plan => "plan",
            Self::Role => "role",
            Self::Page => "page",
            Self::Error => "error",
            Self::Steps => "steps",
            Self::Problem => "problem",
        }
    }
}

/// What makes a sentence ask.
const ASKS: &str = r"(?x) \?\s*$
    | ^(?:\W*(?:hi|hello|thanks|sorry)\b[^,.!]*[,.!]\s*)?(?:and\s+|also,?\s+)?(?:please|kindly|tell|send|share|give|provide|confirm|describe|specify|paste|attach|forward)\b
    | \b(?:could|can|would|will|might)\s+(?:you|i\s+(?:have|get|ask|know|see))\b
    | \bplease\s+(?:tell|send|share|give|provide|confirm|describe|specify|paste|attach|forward|let|note|reply)\b
    | \blet\s+(?:me|us)\s+know\b | \b(?:i|we)(?:'ll|\s+will)?\s+(?:also\s+)?need\s+(?:to\s+know\s+)?(?:your|the|which|what)\b
    | \bmay\s+i\s+(?:have|ask|know)\b | \bwhat\s+is\s+your\b
    | \b(?:bitte|können\s+sie|könnten\s+sie|kannst\s+du|könntest\s+du|teilen\s+sie|nennen\s+sie|schicken\s+sie|senden\s+sie)\b";

/// How each field is named as something wanted.
const WANTED: [(KnownField, &str); 9] = [
    (
        KnownField::Email,
        r"(?x)\b(?:your|the|which|what|an?)\s+(?:\w+\s+){0,2}e-?mail(?:\s+address)?\b
        | \be-?mail\s+address\b | \b(?:ihre|deine|welche)\s+(?:\w+\s+)?e-?mail",
    ),
    (
        KnownField::Account,
        r"(?x)\b(?:which|what)\s+(?:\w+\s+){0,3}(?:account|company|workspace|organi[sz]ation)\b
        | \b(?:your|the)\s+(?:\w+\s+)?(?:account|company|workspace|organi[sz]ation)(?:'s)?\s+(?:name|id|number)\b
        | \b(?:name|id|number)\s+of\s+(?:your|the)\s+(?:account|company|workspace|organi[sz]ation)\b
        | \b(?:welche[smnr]?|ihre?n?|deine?n?)\s+(?:konto|firma|kundennummer|firmenname)\b",
    ),
    (
        KnownField::Name,
        r"(?x)\b(?:your|the)\s+(?:full\s+|first\s+|last\s+)?name\b | \bwho\s+am\s+i\s+(?:speaking|talking|chatting)\b
        | \bwhat(?:\s+i|')s\s+your\s+(?:full\s+)?name\b | \b(?:ihr|dein)(?:en)?\s+namen?\b",
    ),
    (
        KnownField::Plan,
        r"(?x)\b(?:which|what)\s+(?:\w+\s+){0,2}(?:plan|subscription|tier|licen[cs]e)\b
        | \b(?:your|the)\s+(?:current\s+)?(?:plan|subscription|tier)\s+(?:name|is|you)\b
        | \bare\s+you\s+(?:currently\s+)?on\s+(?:the|a|an)\b.*\bplan\b | \b(?:your|the)\s+current\s+(?:plan|subscription)\b
        | \bwelche[nsmr]?\s+(?:tarif|plan|abo)\b",
    ),
    (
        KnownField::Role,
        r"(?x)\b(?:which|what)\s+(?:\w+\s+){0,2}(?:role|permissions?)\b | \byour\s+(?:user\s+)?role\b
        | \bare\s+you\s+(?:an?\s+|the\s+)?(?:account\s+|workspace\s+)?(?:admin|administrator|owner|member)\b
        | \bwelche\s+rolle\b",
    ),
    (
        KnownField::Page,
        r"(?x)\b(?:which|what)\s+(?:\w+\s+){0,2}(?:page|screen|section|url|view)\b
        | \b(?:url|link|address)\s+(?:of|to|for)\s+(?:the|that|this|your)\s+(?:\w+\s+)?(?:page|screen)\b
        | \bwhere\s+(?:exactly\s+)?(?:in\s+the\s+(?:app|product)\s+)?(?:are|were)\s+you\b | \bwhat\s+are\s+you\s+looking\s+at\b
        | \bauf\s+welcher\s+seite\b",
    ),
    (
        KnownField::Error,
        r"(?x)\b(?:which|what|any|exact|full|the|an?)\s+(?:\w+\s+){0,3}error(?:\s+(?:message|code|text))?\b
        | \berror\s+(?:message|code|text)\b | \bwhat\s+(?:does|did)\s+(?:it|the\s+(?:message|page|screen))\s+say\b
        | \b(?:welche[rsn]?|die|den)\s+(?:\w+\s+)?fehler(?:meldung|code)?\b",
    ),
    (
        KnownField::Steps,
        r"(?x)\bwhat\s+(?:have|did)\s+you\s+(?:already\s+)?(?:try|tried|do|done)\b
        | \b(?:which|what|the)\s+steps\b | \bhave\s+you\s+(?:already\s+)?tried\s+(?:anything|something|any)\b
        | \bwas\s+(?:haben\s+sie|hast\s+du)\s+(?:schon|bereits)\b",
    ),
    (
        KnownField::Problem,
        r"(?x)\bwhat(?:'s|\s+is|\s+seems\s+to\s+be)\s+(?:the|your)\s+(?:problem|issue|question)\b
        | \bhow\s+(?:can|may)\s+(?:i|we)\s+help\b | \b(?:describe|explain)\s+(?:the|your|what)\s*(?:problem|issue|happened|happens)?
        | \bwhat\s+(?:exactly\s+)?(?:happened|happens|went\s+wrong)\b | \bwomit\s+kann\s+ich\b | \bwas\s+ist\s+das\s+problem\b",
    ),
];

/// What this draft asks for though the packet says it; each field once, in the order of the draft.
pub fn asks_again(packet: &Handoff, draft: &str) -> Vec<Asked> {
    let mut found: Vec<Asked> = Vec::new();
    for sentence in draft.lines().flat_map(sentences) {
        let sentence = sentence.trim();
        let lower = sentence.to_lowercase();
        if !RULES.asks.is_match(&lower) {
            continue;
        }
        for (field, wanted) in &RULES.wanted {
            let Some(known) = known(packet, *field) else { continue };
            let is_new = !found.iter().any(|asked| asked.field == *field);
            if is_new && wanted.is_match(&without_asides(&lower)) && !states(&lower, *field, &known) {
                found.push(Asked {
                    field: *field,
                    known,
                    words: sentence.to_owned(),
                });
            }
        }
    }
    found
}

/// What the packet says of a field.
fn known(packet: &Handoff, field: KnownField) -> Option<String> {
    let contact = &packet.contact;
    let known = match field {
        KnownField::Account => contact.account.clone(),
        KnownField::Name => contact.name.clone(),
        KnownField::Email => contact.email.clone(),
        KnownField::Plan => contact.plan.clone(),
        KnownField::Role => contact.role.clone(),
        KnownField::Page => packet.page.as_ref().map(|p| match p.title.trim() {
            "" => p.route.clone(),
            title => format!("{title} ({})", p.route),
        }),
        KnownField::Error => packet.errors.last().map(|e| match &e.code {
            Some(code) => format!("{code}: {}", e.text),
            None => e.text.clone(),
        }),
        KnownField::Steps => (!packet.tried.is_empty()).then(|| {
            let step = |t: &crate::guide::StepReport| format!("{} / {}: {}", t.guide, t.step, t.outcome.in_words());
            packet.tried.iter().map(step).collect::<Vec<_>>().join("; ")
        }),
        KnownField::Problem => Some(packet.summary.clone()),
    };
    known.map(|k| k.trim().to_owned()).filter(|k| !k.is_empty())
}

/// True where the sentence says the value itself: it confirms what it knows.
fn states(lower: &str, field: KnownField, known: &str) -> bool {
    let known = known.to_lowercase();
    match field {
        KnownField::Problem | KnownField::Steps => false,
        KnownField::Error => {
            let code = known.split(':').next().unwrap_or(&known);
            lower.contains(code) || lower.contains(&known)
        }
        KnownField::Page => known
            .split(['(', ')'])
            .map(str::trim)
            .filter(|part| part.chars().count() > 2)
            .any(|part| lower.contains(part)),
        _ => lower.contains(&known),
    }
}

/// "The e-mail that we sent" asks for no address: the word is followed by what it did.
fn without_asides(lower: &str) -> String {
    RULES.mail_of_ours.replace_all(lower, "message").into_owned()
}

struct Rules {
    asks: Regex,
    mail_of_ours: Regex,
    wanted: Vec<(KnownField, Regex)>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules {
    asks: one(ASKS),
    mail_of_ours: one(
        r"\be-?mails?\s+(?:from|we|that|with|to|about|i|confirm\w*|notification\w*|template\w*|setting\w*)\b",
    ),
    wanted: WANTED.iter().map(|(field, pattern)| (*field, one(pattern))).collect(),
});

#[expect(
    clippy::expect_used,
    reason = "the patterns are this file's own, and a test compiles them all"
)]
fn one(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::Contact;
    use crate::guide::{StepOutcome, StepReport};
    use crate::handoff::HandoffPage;
    use crate::page::PageError;
    use crate::turn::Reason;

    fn packet() -> Handoff {
        Handoff {
            summary: "Priya wrote: \u{201c}The import stops.\u{201d}".into(),
            reason: Reason::LowConfidence,
            topic: None,
            urgency: 0.5,
            contact: Contact {
                subject: Some("p1".into()),
                name: Some("Priya Shah".into()),
                email: Some("priya@example.com".into()),
                plan: Some("plus".into()),
                role: Some("admin".into()),
                account: Some("Harbour Street Studio".into()),
                locale: None,
            },
            page: Some(HandoffPage {
                route: "/import".into(),
                title: "Import customers".into(),
            }),
            files: vec![],
            events: vec![],
            errors: vec![PageError {
                code: Some("IMP-104".into()),
                text: "Row 14 has no date".into(),
                ..PageError::default()
            }],
            tried: vec![StepReport {
                guide: "import-customers".into(),
                step: "choose-file".into(),
                outcome: StepOutcome::Failed,
                reason: None,
            }],
            answered: vec![],
            evidence: vec![],
            matter: None,
            title: None,
            suggested_reply: None,
            flags: vec![],
            markdown: String::new(),
        }
    }

    /// What agents write, and the fields that it asks for again.
    const DRAFTS: [(&str, &str); 67] = [
        ("Could you please tell me which account this is about?", "account"),
        ("What is your account name?", "account"),
        ("Please send me the ID of your workspace.", "account"),
        ("Which company are you with?", "account"),
        ("Could you share your account number so I can look it up?", "account"),
        ("May I have your name?", "name"),
        ("Hi! Who am I speaking with?", "name"),
        ("Can you confirm your full name?", "name"),
        ("What's your email address?", "email"),
        ("Please provide the e-mail you signed up under.", "email"),
        ("Could you confirm your email?", "email"),
        ("Let me know your e-mail address and I will check.", "email"),
        ("Which plan are you on?", "plan"),
        ("What subscription do you have?", "plan"),
        ("Are you on a paid plan?", "plan"),
        ("Can you tell me your current plan?", "plan"),
        ("What is your role in the account?", "role"),
        ("Are you the account owner?", "role"),
        ("Which permissions do you have?", "role"),
        ("Which page are you on?", "page"),
        ("What screen do you see this on?", "page"),
        ("Could you send me the URL of the page?", "page"),
        ("Where exactly are you in the app?", "page"),
        ("What are you looking at right now?", "page"),
        ("What is the exact error message?", "error"),
        ("Do you see an error?", "error"),
        ("Can you send me the error code?", "error"),
        ("What does it say?", "error"),
        ("Which error did you get?", "error"),
        ("What have you tried so far?", "steps"),
        ("What did you already do?", "steps"),
        ("Which steps did you take?", "steps"),
        ("Have you tried anything yet?", "steps"),
        ("Hi, how can I help you today?", "problem"),
        ("What seems to be the problem?", "problem"),
        ("Could you describe the issue?", "problem"),
        ("Can you explain what happened?", "problem"),
        ("What exactly went wrong?", "problem"),
        ("Which plan are you on, and what is the error message?", "plan error"),
        (
            "Hi Priya. What is your e-mail address? Which page were you on?",
            "email page",
        ),
        ("Können Sie mir Ihre E-Mail nennen?", "email"),
        ("Auf welcher Seite sind Sie?", "page"),
        ("Welche Fehlermeldung sehen Sie?", "error"),
        ("Welchen Tarif haben Sie?", "plan"),
        ("Womit kann ich helfen?", "problem"),
        // What asks for nothing that is known.
        ("Is it still IMP-104 that the error message says?", ""),
        ("Are you still on the plus plan?", ""),
        ("Are you an admin?", ""),
        ("Are you still on the page Import customers?", ""),
        ("I see that you are on the Plus plan.", ""),
        ("The error message means that a date is missing.", ""),
        ("Open the page Settings and choose Billing.", ""),
        ("I have changed your plan.", ""),
        ("Please check your account settings.", ""),
        ("Could you open the file and look at row 14?", ""),
        ("Did that help?", ""),
        ("Can you see the button now?", ""),
        ("You will get an email from us in a minute.", ""),
        ("Did you get the email that we sent?", ""),
        ("Could you turn on email notifications?", ""),
        ("Please follow these steps: open Settings, choose Team.", ""),
        ("Would you like me to upgrade your plan?", ""),
        ("Which date format does your file use?", ""),
        ("Can you send me the file?", ""),
        ("Your name is on the invoice now.", ""),
        ("Thanks, your role is admin.", ""),
        ("", ""),
    ];

    #[test]
    fn what_the_packet_says_and_a_draft_asks_for_is_noticed() {
        let packet = packet();
        let mut wrong = Vec::new();
        for (draft, expect) in DRAFTS {
            let fields: Vec<&str> = asks_again(&packet, draft).iter().map(|a| a.field.as_str()).collect();
            if fields.join(" ") != expect {
                wrong.push(format!("{draft:?}: {fields:?}, not {expect:?}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn what_the_packet_does_not_say_may_be_asked() {
        let mut packet = packet();
        packet.contact = Contact::default();
        packet.page = None;
        packet.errors.clear();
        packet.tried.clear();
        packet.summary.clear();
        for (draft, _) in DRAFTS {
            assert_eq!(asks_again(&packet, draft), [], "{draft}");
        }
    }

    #[test]
    fn it_says_what_is_known_and_which_words_ask() {
        let asked = asks_again(&packet(), "Hello.\nWhat is the error code? Thanks!");
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].known, "IMP-104: Row 14 has no date");
        assert_eq!(asked[0].words, "What is the error code?");
    }
}
