//! `ground`: which control of a page an instruction means. Read and checked; nothing in the product chooses controls yet,
//! so nothing is scored.

use crate::case::{GroundCase, GroundPage};
use crate::run::Measured;

/// Says what was read.
pub(crate) fn measure(cases: &[GroundCase], pages: &[GroundPage]) -> Measured {
    let controls: usize = pages.iter().map(|p| p.controls.len()).sum();
    let note = format!(
        "{} cases over {} pages with {controls} controls are well formed; kind `ground` is not scored yet",
        cases.len(),
        pages.len()
    );
    Measured {
        notes: vec![note],
        ..Measured::default()
    }
}
