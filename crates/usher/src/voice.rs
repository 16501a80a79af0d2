//! The language model of the configuration, as the server takes it.

use crate::config::Config;
use usher_server::Voice;

/// The model that writes, where `[llm]` has an endpoint.
///
// GATEWAY: there is no `usher_llm::Gateway` yet. Where there is one, this makes it of `config.llm` and returns a `Voice` whose
// `for_turn` calls `Gateway::for_turn`; `node::run` then also says `mind.keep_calls_for(config.llm.log_days)`.
pub fn voice(_config: &Config) -> Option<Voice> {
    None
}
