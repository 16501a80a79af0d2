//! Learning to tell instructions aimed at the system: one head for contacts' messages, one for retrieved text.
//!
//! Both are ridge logistic regressions over signs and the sentence's vector. They learn from the sentences that ship with
//! the engine and from suites: `injection` for attacks and harmless texts, `classify` for harmless messages. Figures are of
//! texts whose group was left out and of attacks whose whole family (a case's last tag) was left out.

mod held_out;
mod material;
mod rows;

use crate::bench::Bench;
use crate::error::EvalError;
use crate::run::{OnProgress, Options, Run};
use crate::suite::Suite;
use material::Material;
use std::fmt::Write as _;
use usher_engine::injection::Signs;
use usher_engine::models::injection::Head;

/// Learns, and gives cross-validated figures and weights as text.
pub(super) fn fit(suites: &[Suite], bench: &Bench, on_progress: OnProgress<'_>) -> Result<String, EvalError> {
    let options = Options::default();
    let run = Run {
        bench,
        options: &options,
        suite: "injection",
        on_progress,
    };
    let material = Material::gather(&run, suites)?;
    let mut text = String::new();
    let retrieved = held_out::retrieved(&run, &material, &mut text)?;
    let message = held_out::message(&run, &material, &mut text)?;
    write_head(&mut text, "MESSAGE", &message.moved(&rows::message(&material, None)));
    write_head(
        &mut text,
        "RETRIEVED",
        &retrieved.moved(&rows::retrieved(&material, None)),
    );
    Ok(text)
}

/// Thresholds in log odds, chosen on what was left out.
#[derive(Debug, Clone, Copy)]
struct Thresholds {
    with_vectors: f32,
    by_signs: f32,
}

impl Thresholds {
    /// Weights learned on everything, moved so that the thresholds lie at 0.
    fn moved(self, rows: &[rows::Row<'_>]) -> Head {
        let mut head = rows::learn(rows);
        let intercept = Signs::NAMES.len() - 1;
        head.beside[intercept].1 -= self.with_vectors;
        head.alone[intercept].1 -= self.by_signs;
        head.suspicious -= self.by_signs;
        head
    }
}

fn write_head(text: &mut String, name: &str, head: &Head) {
    let _ = writeln!(text, "\npub const {name}: Head = Head {{");
    for (field, weights) in [("alone", &head.alone), ("beside", &head.beside)] {
        let _ = writeln!(text, "    {field}: [");
        for (sign, weight) in weights {
            let _ = writeln!(text, "        (\"{sign}\", {weight:.3}),");
        }
        let _ = writeln!(text, "    ],");
    }
    let _ = writeln!(text, "    suspicious: {:.3},\n    vector: [", head.suspicious);
    for line in head.vector.chunks(12) {
        let values: Vec<String> = line.iter().map(|w| format!("{w:.3}")).collect();
        let _ = writeln!(text, "        {},", values.join(", "));
    }
    let _ = writeln!(text, "    ],\n}};");
}
