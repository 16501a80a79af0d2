//! The side that runs in a process of its own: it limits itself, reads one file and says what it became.

use super::{Page, convert};
use rustix::process::{Resource, Rlimit, setrlimit};
use std::io::{self, Read, Write};

/// What a child may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Seconds of CPU time.
    pub seconds: u64,
    /// Bytes of memory, by address space.
    pub memory_bytes: u64,
}

/// Limits this process, converts what `input` gives under the name `name`, and writes `{"Ok": [page…]}` or
/// `{"Err": reason}` as JSON. Where a limit is passed, the system ends the process, and the parent says so.
pub fn run(name: &str, bounds: Bounds, input: &mut dyn Read, output: &mut dyn Write) -> io::Result<()> {
    limit(bounds)?;
    let mut bytes = Vec::new();
    // One byte more than is read, so that too large a file is refused for its size.
    input.take(super::MAX_BINARY_BYTES + 1).read_to_end(&mut bytes)?;
    let outcome: Result<Vec<Page>, String> = convert(name, &bytes);
    serde_json::to_writer(&mut *output, &outcome)?;
    output.flush()
}

fn limit(bounds: Bounds) -> io::Result<()> {
    let to = |most: u64| Rlimit {
        current: Some(most),
        maximum: Some(most),
    };
    setrlimit(Resource::As, to(bounds.memory_bytes))?;
    setrlimit(Resource::Cpu, to(bounds.seconds))?;
    // A core file would hold the customer's document.
    setrlimit(Resource::Core, to(0))?;
    Ok(())
}
