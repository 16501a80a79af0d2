//! The data folder: what lies where.

use anyhow::{Context, bail};
use secrecy::SecretString;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The SQLite database's file in the data folder.
pub const DATABASE_FILE: &str = "usher.db";
/// The shortest secret that is taken, in bytes.
const MIN_SECRET_BYTES: usize = 32;

/// The folder that a node keeps its state in.
#[derive(Debug, Clone)]
pub struct DataDir(PathBuf);

impl DataDir {
    /// Opens the folder, made if missing.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let cure = "name a folder that you may write to with `--data DIR`";
        std::fs::create_dir_all(path)
            .with_context(|| format!("the data folder {} cannot be made; {cure}", path.display()))?;
        let path = path
            .canonicalize()
            .with_context(|| format!("the data folder {} cannot be opened; {cure}", path.display()))?;
        Ok(Self(path))
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// A folder of its own within it.
    pub fn within(&self, name: &str) -> anyhow::Result<Self> {
        Self::open(&self.0.join(name))
    }

    /// The address of the SQLite database.
    pub fn database_url(&self) -> String {
        format!("sqlite:{}", self.0.join(DATABASE_FILE).display())
    }

    /// The index.
    pub fn index(&self) -> PathBuf {
        self.0.join("index")
    }

    /// An index that is being made anew.
    pub fn next_index(&self) -> PathBuf {
        self.0.join("index.next")
    }

    /// What `usher eval calibrate` learned, where the owner put it.
    pub fn calibration(&self) -> PathBuf {
        self.0.join("calibration.json")
    }

    /// Vectors of the texts that engines learn from; made anew where it is missing.
    pub fn taught(&self) -> PathBuf {
        self.0.join("taught.redb")
    }

    /// Downloaded models.
    pub fn models(&self) -> PathBuf {
        self.0.join("models")
    }

    /// A secret that is made at its first use and kept, readable by this user alone.
    pub fn kept_secret(&self, name: &str) -> anyhow::Result<SecretString> {
        let path = self.0.join(name);
        let stored = match std::fs::read_to_string(&path) {
            Err(e) if e.kind() == ErrorKind::NotFound => make_secret(&path)?,
            read => {
                read.with_context(|| format!("the secret in {} cannot be read; check its permissions", path.display()))?
            }
        };
        if stored.trim().len() < MIN_SECRET_BYTES {
            bail!(
                "the secret in {} is too short; remove the file and a new one is made",
                path.display()
            );
        }
        Ok(SecretString::from(stored.trim()))
    }

    /// Fails where nothing can be written.
    pub fn probe(&self) -> anyhow::Result<()> {
        let path = self.0.join(".probe");
        std::fs::write(&path, b"probe").and_then(|()| std::fs::remove_file(&path))?;
        Ok(())
    }
}

/// 366 random bits of the operating system (three UUIDs of version 4) in hexadecimal digits. Whoever comes second takes
/// the first one's.
fn make_secret(path: &Path) -> anyhow::Result<String> {
    let secret: String = (0..3).map(|_| Uuid::new_v4().simple().to_string()).collect();
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => {
            let written = file.write_all(secret.as_bytes()).and_then(|()| file.sync_all());
            written.with_context(|| format!("the secret cannot be kept in {}", path.display()))?;
            Ok(secret)
        }
        Err(e) if e.kind() == ErrorKind::AlreadyExists => Ok(std::fs::read_to_string(path)?),
        Err(e) => Err(e).with_context(|| format!("the secret cannot be kept in {}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    #[test]
    fn a_kept_secret_stays_the_same_and_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::open(folder.path()).unwrap();
        let first = data.kept_secret("secret").unwrap();
        let again = data.kept_secret("secret").unwrap();
        assert_eq!(first.expose_secret(), again.expose_secret());
        assert!(first.expose_secret().len() >= MIN_SECRET_BYTES);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(folder.path().join("secret"))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
