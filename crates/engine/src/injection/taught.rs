//! The sentences that the weights are learned from besides suites.

use crate::ports::PortError;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Sentences by family.
type Families = BTreeMap<String, Vec<String>>;

/// Sentences written for learning, by family.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taught {
    /// Instructions that have no place in a retrieved text.
    pub planted: Families,
    /// What has one.
    pub ordinary: Families,
    /// Messages that try to change what the agent is or does.
    pub against: Families,
    /// Messages that only sound like it.
    pub asked: Families,
}

/// The sentences that ship with the engine.
pub fn taught() -> Result<Taught, PortError> {
    serde_yaml_ng::from_str(include_str!("../../data/injection.yaml"))
        .map_err(|e| PortError::Embedder(format!("injection.yaml: {e}")))
}

#[cfg(test)]
mod tests {
    use super::taught;

    #[test]
    fn what_is_taught_parses_and_every_family_has_several() {
        let taught = taught().unwrap();
        let all = [taught.planted, taught.ordinary, taught.against, taught.asked];
        assert!(
            all.iter()
                .flat_map(|f| f.values())
                .all(|sentences| sentences.len() >= 8)
        );
    }
}
