//! `support`: whether a text supports a claim.

use crate::case::SupportCase;
use crate::error::EvalError;
use crate::run::{Measured, Run};

/// Checks every case and sums up.
pub(crate) fn measure(run: &Run<'_>, cases: &[SupportCase]) -> Result<Measured, EvalError> {
    let message = format!(
        "its {} cases are well formed; kind `support` is not scored yet: leave the suite out",
        cases.len()
    );
    Err(run.error(message))
}
