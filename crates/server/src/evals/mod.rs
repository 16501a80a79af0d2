//! What analysts measure in the console: suites as files, runs in the background, behind the turns of contacts.

mod examiner;
mod folder;
mod recorded;
mod task;
mod work;
mod workbench;

pub(crate) use examiner::Examiner;
pub(crate) use folder::{About, Lines, Refused, cases_file, empty_suite, packed, unpacked};
pub use folder::{SuiteError, look_into_suite};
pub use recorded::recorded;
pub(crate) use task::{Named, Replayed, Task, WhichCalibration};
pub(crate) use work::{BUDGETS, BudgetResult};
pub use workbench::{Calibrate, Conditions, MakeBench, Workbench};
