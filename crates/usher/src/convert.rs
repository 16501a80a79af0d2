//! Files become Markdown: those whose parsers are not to be trusted in a process of their own.

use std::path::Path;
use usher_knowledge::convert::{self, Apart, ApartLimits, Page};
use usher_knowledge::load;

/// The command that reads one file: this program's own.
const COMMAND: &str = "convert";

/// Turns the file that lies there into articles. The error is the reason why it is quarantined, and the cure. Blocks.
pub fn convert(path: &str, at: &Path) -> Result<Vec<Page>, String> {
    if convert::is_risky(path) {
        let program = std::env::current_exe().map_err(|e| format!("cannot be read now: {e}; try it again"))?;
        let apart = Apart {
            program,
            args: vec![COMMAND.to_owned()],
            limits: ApartLimits::default(),
        };
        return apart.convert(path, at);
    }
    let file = load::SourceFile {
        path: path.to_owned(),
        at: at.to_owned(),
    };
    convert::convert(path, &load::read_bytes(&file)?)
}
