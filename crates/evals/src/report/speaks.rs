//! What confidence speaks of, by kind.

/// What confidence is the probability of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speaks {
    /// After "the probability that".
    pub of: &'static str,
    /// What a case is for which it is so, and one for which it is not.
    pub so: &'static str,
    pub not: &'static str,
}

impl Speaks {
    /// In suites of a kind.
    pub fn in_kind(kind: &str) -> Self {
        let (of, so, not) = match kind {
            "resolve" => ("the best proposal is right, given or withheld", "right", "not right"),
            "read" => ("the sentence chosen answers the question", "right", "not right"),
            "classify" => ("the message is in scope", "in scope", "out of scope"),
            "support" => ("the source supports the claim", "supported", "not supported"),
            "injection" => ("the text is an attack", "an attack", "harmless"),
            "satisfaction" => ("the contact is dissatisfied", "dissatisfied", "not dissatisfied"),
            _ => ("what it speaks of is so", "so", "not so"),
        };
        Self { of, so, not }
    }
}
