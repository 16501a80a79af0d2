//! Faults of our own: one line instead of a panic's backtrace.

use crate::out;
use std::panic::PanicHookInfo;

/// `EX_SOFTWARE` of sysexits.h: an internal fault.
const EXIT_FAULT: i32 = 70;

/// Threads of this name hand their panic to whoever joins them; see `embedder`.
pub const CAUGHT_THREAD: &str = "caught";

/// A node goes on after a fault in one of its tasks and logs it; any other command ends.
pub fn install(goes_on: bool) {
    std::panic::set_hook(Box::new(move |fault| {
        if std::thread::current().name() == Some(CAUGHT_THREAD) {
            return;
        }
        let place = fault.location().map(ToString::to_string).unwrap_or_default();
        if goes_on {
            tracing::error!(fault.place = %place, fault.message = %message(fault), "a fault in Usher itself; please report it");
            return;
        }
        out::fault(&format!(
            "a fault in Usher itself, please report it: {} ({place})",
            message(fault)
        ));
        std::process::exit(EXIT_FAULT);
    }));
}

fn message(fault: &PanicHookInfo<'_>) -> String {
    out::one_line(fault.payload_as_str().unwrap_or("no message"))
}
