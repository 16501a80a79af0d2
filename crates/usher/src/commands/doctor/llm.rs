//! Whether there are language models, and what they can do.

use super::Findings;
use crate::{out, voice};
use usher_llm::{EndpointReport, LlmConfig};

pub async fn examine(config: &LlmConfig, try_out: bool, findings: &mut Findings) {
    let Some(gateway) = findings.keep("language model", voice::open(config)) else {
        return;
    };
    let Some(gateway) = gateway else {
        return findings.right("no language model is configured: replies are in the articles' words (llm.endpoints)");
    };
    if !try_out {
        let named = gateway.identity();
        return findings.right(&format!("language models: {named} (`usher doctor --llm` calls them)"));
    }
    for report in gateway.try_out().await {
        let told = in_words(&report);
        match &report.error {
            None => findings.right(&told),
            Some(error) => findings.wrong(&format!("{told}: {}", out::one_line(error))),
        }
    }
}

fn in_words(report: &EndpointReport) -> String {
    let named = format!("the language model {} at `{}`", report.model, report.endpoint);
    let (Some(first), Some(total)) = (report.first_piece_ms, report.total_ms) else {
        return named;
    };
    let yes = |what: &str, is: bool| if is { what.to_owned() } else { format!("no {what}") };
    let mut can = vec![yes("streaming", report.streams), yes("usage", report.usage)];
    can.extend(report.schema.map(|is| yes("JSON schema", is)));
    can.extend(report.log_probabilities.map(|is| yes("log-probabilities", is)));
    format!(
        "{named} begins after {first} ms and ends after {total} ms; {}",
        can.join(", ")
    )
}
