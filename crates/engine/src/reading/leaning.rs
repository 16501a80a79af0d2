//! What a turn leans to before anything is read.

use crate::ids::ArticleId;
use std::collections::HashMap;

/// What the turn knows of the product areas in question before anything is read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Leaning {
    /// Product areas with the probability that the question is about them.
    pub topics: Vec<(String, f32)>,
    /// How much likelier than an even chance the known questions make each article, as log odds; an article without
    /// known questions is not there.
    pub led: HashMap<ArticleId, f32>,
    /// How far above one half the message's chance of being in scope is; 0 where no intents are known.
    pub scope: f32,
    /// The product area of the contact's page.
    pub page: Option<String>,
}
