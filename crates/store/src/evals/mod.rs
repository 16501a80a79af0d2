//! What analysts work with: suites, runs and calibrations.

mod calibrations;
mod runs;
mod suites;

pub use calibrations::{CalibrationChoice, StoredCalibration};
pub use runs::{NewRun, RunEnd, RunFilter, RunKind, RunState, StoredRun};
pub use suites::{StoredSuite, SuiteFile, WrittenSuite};
