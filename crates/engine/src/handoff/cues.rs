//! By which words the sentences of a contact are weighed: lists, not a model, since a packet is made in any language and must
//! not wait. Phrases are looked for in lower case, with straight apostrophes, anywhere in a sentence; a space at an edge is a
//! part of them.

/// Words that carry nothing of a matter: courtesy, noise, and asking for a person, which the reason of a handoff says.
pub(super) const EMPTY: &str = "\
    hi|hello|hey|dear|thanks|thank|please|pls|cheers|regards|kind|best|sorry|ok|okay|yes|no|nope|none|neither|\
    well|know|hope|good|morning|afternoon|evening|day|week|team|support|everyone|human|person|people|real|agent|\
    operator|someone|somebody|anyone|anybody|representative|bot|machine|live|talk|speak|chat|call|back|need|\
    want|like|get|got|one|still|now|really|even|help|read|reading|long|busy|hallo|bitte|danke|menschen|mensch|\
    mitarbeiter|sprechen|buenos|buenas|días|hola|gracias|favor|persona|hablar|bonjour|merci|parler|quelqu'un";

/// Ways to say what one wants.
pub(super) const WISHES: &str = "\
    i want|we want|i need|we need|i'd like|we'd like|i would like|we would like|how do|how can|can i|can we|\
    can you|can the|could you|who can|trying to|want to|need to|has to|have to|must |should |please |question|\
    in short|feature|möchte|ich will|brauche|bitte|wie |kann ich|können|soll |quiero|necesito|cómo|puedo|\
    je veux|je voudrais|comment |besoin";

/// Ways to say what is wrong.
pub(super) const TROUBLES: &str = "\
    error|n't |not |cannot|fail|broke|stuck|wrong|instead|missing|nothing|never|stops|hangs|twice|again|\
    disappear|blank|grey|overdue|says|charged|billed|hacked|fehler|nicht|kein|falsch|zweimal|no funciona|\
    dos veces|rejet|refus";

/// Ways to say what one did about it.
pub(super) const TRIES: &str = "\
    tried|already|reload|restart|cleared|turned off|turned on|switched|removed|added it|paused|voided|i did|\
    done that|followed|versucht|probiert|schon|intenté|probado|essayé|déjà";

/// Ways to say that it is solved.
pub(super) const WORKED: &str = "\
    found it|that worked|it works|works now|sorted|solved|all good|got it|perfect|thanks|thank you|danke|\
    gracias|merci";

/// What turns these round.
pub(super) const HOWEVER: &str = "\
    not|n't|but|no |still|same|?|nicht|aber|pero|pas|mais";

/// Ways to say who one is.
pub(super) const NAMES: &str = "\
    i'm |i am |my name|my account|our account|ich bin |soy |je suis ";

/// True where a text in lower case has any phrase of a list.
pub(super) fn any(lower: &str, phrases: &str) -> bool {
    phrases.split('|').any(|phrase| lower.contains(phrase))
}

/// True for a word that carries nothing of a matter.
pub(super) fn is_empty(lower: &str) -> bool {
    EMPTY.split('|').any(|word| word == lower)
}

/// A text as phrases are looked for in it.
pub(super) fn plain(text: &str) -> String {
    text.to_lowercase().replace('\u{2019}', "'")
}

/// True for a line with which a letter closes.
pub(super) fn closes(line: &str) -> bool {
    const FORMULAS: &str = "best|regards|best regards|kind regards|cheers|thanks|thank you|many thanks|sincerely|yours|\
        mit freundlichen grüßen|viele grüße|saludos|cordialement";
    let plain = plain(line);
    let bare = plain.trim_matches(|c: char| !c.is_alphabetic());
    FORMULAS.split('|').any(|formula| formula == bare)
}
