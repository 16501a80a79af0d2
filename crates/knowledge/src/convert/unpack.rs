//! ZIP: one entry after the other to disk, within limits, each refused by itself where that is possible.

mod directory;

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use zip::ZipArchive;
use zip::read::ZipFile;

/// How much an archive may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of all entries together, unpacked. Reaching it ends the archive.
    pub total_bytes: u64,
    /// Bytes of an entry, unpacked. What is larger is refused.
    pub entry_bytes: u64,
    /// Entries, folders among them. An archive with more is refused before anything is unpacked.
    pub entries: u64,
    /// How many times larger than packed an entry may be once it is larger than a megabyte. Text is 3 to 20 times larger.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            total_bytes: 1024 * 1024 * 1024,
            entry_bytes: super::MAX_BINARY_BYTES,
            entries: 10_000,
            ratio: 200,
        }
    }
}

/// An entry of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A file that was unpacked.
    File {
        /// Its path in the archive, with `/` between parts and none that leads out.
        path: String,
        /// Where it lies now, under a name of our own.
        at: PathBuf,
        /// How large it is.
        bytes: u64,
    },
    /// A file that was not.
    Refused {
        /// Its path in the archive as far as it can be shown.
        path: String,
        /// Why, and the cure.
        reason: String,
    },
}

/// The longest path that is taken, in bytes.
const MAX_PATH: usize = 512;

/// From here on the ratio counts: small files of one letter pack very well.
const RATIO_FROM: u64 = 1024 * 1024;

/// Extensions of archives, which are not looked into.
const ARCHIVES: &[&str] = &["zip", "7z", "rar", "tar", "gz", "tgz", "bz2", "xz", "zst", "jar"];

/// Unpacks an archive into a folder that exists, telling of each entry as it is done. Hidden files and what file managers
/// leave behind are passed over. The error ends the archive and names the cure; what was told before stays.
pub fn unpack(zip: &Path, into: &Path, limits: &Limits, each: &mut dyn FnMut(Entry)) -> Result<(), String> {
    let mut file = File::open(zip).map_err(|e| format!("cannot be read: {e}; check its permissions"))?;
    let count = directory::entries(&mut file)?;
    if count > limits.entries {
        return Err(format!("has {count} entries; the most is {}, split it", limits.entries));
    }
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| directory::damaged())?;
    let mut left = limits.total_bytes;
    for at in 0..archive.len() {
        let listed = archive
            .name_for_index(at)
            .and_then(Result::ok)
            .unwrap_or_default()
            .into_owned();
        let mut entry = match archive.by_index(at) {
            Ok(entry) => entry,
            Err(error) => {
                let name = listed;
                if !is_passed_over(&shown(&name)) {
                    each(refused(&name, why(&error)));
                }
                continue;
            }
        };
        let name = entry.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        if entry.is_dir() || is_passed_over(&shown(&name)) {
            continue;
        }
        if let Some(reason) = refusal(&name, &entry, limits) {
            each(refused(&name, reason));
            continue;
        }
        let path = into.join(format!("{at:06}"));
        match copy(&mut entry, &path, limits, &mut left)? {
            Ok(bytes) => each(Entry::File {
                path: clean(&name).unwrap_or_default(),
                at: path,
                bytes,
            }),
            Err(reason) => each(refused(&name, reason)),
        }
    }
    Ok(())
}

fn refused(name: &str, reason: String) -> Entry {
    Entry::Refused {
        path: shown(name),
        reason,
    }
}

/// Why an entry is not unpacked, as far as its name and header say.
fn refusal<R: Read>(name: &str, entry: &ZipFile<'_, R>, limits: &Limits) -> Option<String> {
    const KIND: u32 = 0o170_000;
    const LINK: u32 = 0o120_000;
    let extension = name
        .rsplit('/')
        .next()
        .and_then(|n| n.rsplit_once('.'))
        .map(|(_, e)| e.to_lowercase());
    if clean(name).is_none() {
        return Some("has a name that leads out of the archive or cannot be shown; rename it".into());
    }
    if entry.unix_mode().is_some_and(|mode| mode & KIND == LINK) {
        return Some("is a link; put the file itself into the archive".into());
    }
    if entry.encrypted() {
        return Some("is encrypted; pack it without a password".into());
    }
    if extension.is_some_and(|e| ARCHIVES.contains(&e.as_str())) {
        return Some("is an archive within the archive; unpack it first".into());
    }
    (entry.size() > limits.entry_bytes).then(|| too_large(limits))
}

/// Writes an entry to disk. The outer error ends the archive, the inner one only the entry.
fn copy<R: Read>(
    from: &mut ZipFile<'_, R>,
    to: &Path,
    limits: &Limits,
    left: &mut u64,
) -> Result<Result<u64, String>, String> {
    let disk = |e: io::Error| format!("cannot be unpacked: {e}; make room on the disk");
    let packed = from.compressed_size().max(1);
    let by_ratio = packed.saturating_mul(limits.ratio).max(RATIO_FROM);
    let most = limits.entry_bytes.min(by_ratio).min(*left);
    let mut file = File::create(to).map_err(disk)?;
    let (bytes, outcome) = pour(from, &mut file, most);
    *left = left.saturating_sub(bytes);
    let reason = match outcome {
        Ok(()) if bytes <= most => return Ok(Ok(bytes)),
        Ok(()) if *left == 0 => None,
        Ok(()) if bytes > limits.entry_bytes => Some(too_large(limits)),
        Ok(()) => Some(format!(
            "unpacks to more than {} times its size, as no document does",
            limits.ratio
        )),
        Err(Pour::Write(e)) => return Err(disk(e)),
        Err(Pour::Read) => Some("is damaged; pack it again".to_owned()),
    };
    drop(file);
    // It lies in a folder of ours that goes as a whole; that it cannot go now is no reason to stop.
    let _ = std::fs::remove_file(to);
    let all = limits.total_bytes / (1024 * 1024);
    reason
        .map(Err)
        .ok_or_else(|| format!("unpacks to more than {all} MB in all; split it"))
}

enum Pour {
    Read,
    Write(io::Error),
}

/// Copies at most one byte more than `most` through one buffer; says how many came.
fn pour(from: &mut dyn Read, to: &mut File, most: u64) -> (u64, Result<(), Pour>) {
    let mut buffer = vec![0; 64 * 1024];
    let mut from = from.take(most.saturating_add(1));
    let mut bytes = 0;
    loop {
        let count = match from.read(&mut buffer) {
            Ok(0) => return (bytes, Ok(())),
            Ok(count) => count,
            Err(_) => return (bytes, Err(Pour::Read)),
        };
        bytes += count as u64;
        if let Err(error) = to.write_all(buffer.get(..count).unwrap_or_default()) {
            return (bytes, Err(Pour::Write(error)));
        }
    }
}

fn too_large(limits: &Limits) -> String {
    format!("is larger than {} MB; split it", limits.entry_bytes / (1024 * 1024))
}

fn why(error: &zip::result::ZipError) -> String {
    match error {
        zip::result::ZipError::UnsupportedArchive(why) if why.to_lowercase().contains("password") => {
            "is encrypted; pack it without a password".into()
        }
        zip::result::ZipError::UnsupportedArchive(_) | zip::result::ZipError::CompressionMethodNotSupported(_) => {
            "is packed by a method that is not read; pack it with the usual one (deflate)".into()
        }
        _ => "is damaged; pack it again".into(),
    }
}

/// The path with `/` between its parts; nothing for one that leads out of the archive or cannot be shown.
fn clean(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let bad = |part: &&str| *part == ".." || part.contains(':') || part.chars().any(char::is_control);
    let parts: Vec<&str> = name.split('/').filter(|p| !matches!(*p, "" | ".")).collect();
    let fine = !name.starts_with('/') && !parts.is_empty() && !parts.iter().any(bad) && name.len() <= MAX_PATH;
    fine.then(|| parts.join("/"))
}

/// A name as it can be shown.
fn shown(name: &str) -> String {
    let name = name.replace('\\', "/");
    name.chars()
        .map(|c| if c.is_control() { '?' } else { c })
        .take(MAX_PATH)
        .collect()
}

/// Hidden files, and what file managers leave behind.
fn is_passed_over(name: &str) -> bool {
    let hidden = |p: &str| p.starts_with('.') && p != "." && p != ".." || p == "__MACOSX";
    let left = |p: &str| matches!(p, "Thumbs.db" | "desktop.ini");
    name.ends_with('/') || name.split('/').any(hidden) || name.rsplit('/').next().is_some_and(left)
}

#[cfg(test)]
mod tests;
