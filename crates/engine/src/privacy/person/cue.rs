//! Words around names.

use super::super::list::pattern;

// Words after which a name is stated.
pattern!(
    pub(super) STATED,
    r#"(?ix)(?:
        \bname(?:['’]s|\ is|\ was)
        | (?:['’]s|\b(?:my|his|her|their|under\ the|full|last|first|maiden))\ name
        | \bname\b[^.?!\n]{0,40}\b(?:change|changed|update|updated|correct|corrected|set)\b[^.?!\n]{0,12}\ to
        | (?:^|\n)[\s>*-]*(?:(?:full|first|last|contact|customer)\ )?names?:
        | \bname\b[^.?!\n]{0,40}\?\s*(?:\p{L}{1,12}:)?
        | \b(?:people|everyone|friends|you\ can)?\ ?calls?\ me
        | \bnamed\ (?:him|her|them)
        | \b(?:dear|attn:?|signed:?)
        | \b(?:regards|sincerely|cheers|thanks|best|yours|greetings|wishes|thank\ you)[,.!]?\s*\n
    )[\s"'“(]*$"#
);

// Words after which a capitalised word likely is a name.
pattern!(
    pub(super) LIKELY,
    r#"(?ix)(?:
        ^\s*(?:>\s*)*(?:hi|hello|hey|hallo|bonjour|hola|ciao) | [.!?\n]\s*(?:hi|hello|hey)
        | \b(?:my|his|her|our|their|your|the)\ (?:kid|child|son|daughter|wife|husband|spouse|partner|fiancée?|colleague|coworker|co-worker|boss|brother|sister|mother|father|mom|mum|dad|uncle|aunt|cousin|friend|accountant|bookkeeper|assistant|lawyer|tenant|neighbour|neighbor|roommate|grandmother|grandfather|nephew|niece|founder|author|director|ceo|cto|cfo)
        | \b(?:spoke|speak|speaking|talked|talk|talking|met|meet)\ (?:to|with) | \b(?:tell|tells|told|ask|asked|said|replied|added|emailed|phoned|married|by\ name\ of|on\ behalf\ of|according\ to|said\ to|shouted\ at|assistant\ to|follow\ up\ with)
        | \b(?:written|directed|created|signed|sung|painted|composed|produced|arranged|played|performed|invited|reported|founded|hosted|led|designed)\ by
    )[\ "'“(]*$"#
);

// `I am` and `this is` before what may be a name or anything else.
pattern!(pub(super) INTRODUCED, r"(?i)\b(?:i am|i['’]m|this is|it['’]s|here is)[\s,]*$");

// What persons do, after their name.
pattern!(
    pub(super) DOES,
    r"(?i)^(?: (?:said|asked|told|replied|shouted|wrote|lives|lived|married|emailed|phoned|died|retired|grew up|was born|joined)\b|['’]s (?:mother|father|wife|husband|son|daughter|brother|sister|birthday|address|death)\b)"
);

// What persons do and products do not, where the capital of the name may be that of the sentence.
pattern!(pub(super) SPEAKS, r"(?i)^ (?:said|asked|replied|shouted|lives|married|died|retired|grew up|was born)\b");
