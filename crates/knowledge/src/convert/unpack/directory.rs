//! How many entries an archive says it has, read before anything is made of it: a directory of millions would fill the
//! memory before the first entry is seen.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// The end record is at most this far from the file's end: its own 22 bytes and the longest comment.
const FARTHEST: u64 = 22 + 65_535;

const END: &[u8] = b"PK\x05\x06";
const END_64: &[u8] = b"PK\x06\x06";
const LOCATOR: &[u8] = b"PK\x06\x07";

/// The largest number of entries that any end record claims. The error says that there is none.
pub(super) fn entries(file: &mut File) -> Result<u64, String> {
    let length = file.seek(SeekFrom::End(0)).map_err(|_| damaged())?;
    let start = length.saturating_sub(FARTHEST);
    let tail = read(file, start, (length - start) as usize).ok_or_else(damaged)?;
    let mut most = None;
    for at in positions(&tail, END) {
        let Some(count) = number(&tail, at + 10, 2) else {
            continue;
        };
        let large = at.checked_sub(20).filter(|l| tail.get(*l..l + 4) == Some(LOCATOR));
        let count = match large.and_then(|locator| number(&tail, locator + 8, 8)) {
            Some(offset) => large_count(file, offset).ok_or_else(damaged)?,
            None => count,
        };
        most = most.max(Some(count));
    }
    most.ok_or_else(damaged)
}

pub(super) fn damaged() -> String {
    "is damaged or no ZIP; pack it again".into()
}

/// The count of a ZIP64 end record.
fn large_count(file: &mut File, offset: u64) -> Option<u64> {
    let record = read(file, offset, 56)?;
    record.starts_with(END_64).then_some(())?;
    number(&record, 32, 8)
}

fn read(file: &mut File, start: u64, length: usize) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(start)).ok()?;
    let mut bytes = vec![0; length];
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

fn positions<'a>(bytes: &'a [u8], mark: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let windows = bytes.windows(mark.len()).enumerate();
    windows.filter(move |(_, w)| *w == mark).map(|(at, _)| at)
}

/// A number of so many bytes, the least significant first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |sum, b| sum << 8 | u64::from(*b)))
}
