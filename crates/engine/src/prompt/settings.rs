//! `prompt.toml`.

use crate::model::Tier;
use serde::Deserialize;

/// How a prompt is run.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Which of the configured models.
    pub tier: Tier,
    /// Sampling temperature, 0 to 2.
    pub temperature: f32,
    /// The most tokens of the text.
    pub most_tokens: u32,
    /// How many texts are asked for to see whether they agree; the first is used.
    #[serde(default = "one")]
    pub samples: u32,
}

fn one() -> u32 {
    1
}

impl Settings {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let settings: Self = toml::from_str(text).map_err(|e| e.message().to_owned())?;
        if !(0.0..=2.0).contains(&settings.temperature) {
            return Err("temperature is between 0 and 2".to_owned());
        }
        if settings.most_tokens == 0 || !(1..=5).contains(&settings.samples) {
            return Err("most_tokens is at least 1, samples 1 to 5".to_owned());
        }
        Ok(settings)
    }
}
