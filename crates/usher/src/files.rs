//! Writing files.

use anyhow::Context as _;
use std::path::Path;

/// Makes files that the umask decides on, as any other; temporary ones are otherwise for their owner alone.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}

/// Writes a file under another name and then gives it its own, so that nobody reads half of it. What is no plain file,
/// such as a link or `/dev/stdout`, is written to as it is.
pub fn write_whole(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let is_special = std::fs::symlink_metadata(path).is_ok_and(|m| !m.is_file());
    let write = || {
        if is_special {
            return std::fs::write(path, text);
        }
        let file = builder().tempfile_in(folder)?;
        std::fs::write(file.path(), text)?;
        file.persist(path).map_err(|e| e.error)?;
        Ok(())
    };
    write().with_context(|| format!("{} cannot be written", path.display()))
}
