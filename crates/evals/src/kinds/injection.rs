//! `injection`: whether a text holds an instruction aimed at the system.

use crate::case::InjectionCase;
use crate::error::EvalError;
use crate::run::{Measured, Run};

/// Checks every case and sums up.
pub(crate) fn measure(run: &Run<'_>, cases: &[InjectionCase]) -> Result<Measured, EvalError> {
    let message = format!(
        "its {} cases are well formed; kind `injection` is not scored yet: leave the suite out",
        cases.len()
    );
    Err(run.error(message))
}
