use super::*;
use std::io::Cursor;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

struct Made(ZipWriter<Cursor<Vec<u8>>>);

impl Made {
    fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    fn file(mut self, name: &str, bytes: &[u8]) -> Self {
        self.0.start_file(name, SimpleFileOptions::default()).unwrap();
        self.0.write_all(bytes).unwrap();
        self
    }

    fn bytes(self) -> Vec<u8> {
        self.0.finish().unwrap().into_inner()
    }
}

/// What unpacking tells: `path: N` for a file, `path! reason` for one that is refused; and the end.
fn check(bytes: &[u8], limits: &Limits) -> (Vec<String>, Result<(), String>) {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().join("a.zip");
    let into = folder.path().join("into");
    std::fs::create_dir(&into).unwrap();
    std::fs::write(&at, bytes).unwrap();
    let mut told = Vec::new();
    let end = unpack(&at, &into, limits, &mut |entry| match entry {
        Entry::File { path, at, bytes } => {
            assert_eq!(std::fs::metadata(&at).unwrap().len(), bytes);
            assert!(at.starts_with(&into));
            told.push(format!("{path}: {bytes}"));
        }
        Entry::Refused { path, reason } => told.push(format!("{path}! {reason}")),
    });
    (told, end)
}

#[test]
fn files_come_out_and_what_file_managers_leave_behind_does_not() {
    let zip = Made::new()
        .file("docs/a.md", b"Text.")
        .file("docs\\b.md", b"More.")
        .file("Übersicht.txt", b"x")
        .file("__MACOSX/docs/._a.md", b"x")
        .file(".git/config", b"x")
        .file("docs/.DS_Store", b"x")
        .bytes();
    let (told, end) = check(&zip, &Limits::default());
    assert_eq!(told, ["docs/a.md: 5", "docs/b.md: 5", "Übersicht.txt: 1"]);
    assert_eq!(end, Ok(()));
}

#[test]
fn what_leads_out_is_refused_by_name_and_written_nowhere() {
    let mut made = Made::new()
        .file("a/../../out.md", b"x")
        .file("/etc/out.md", b"x")
        .file("C:\\out.md", b"x");
    made.0
        .add_symlink("link.md", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    let zip = made.file("in.zip", b"PK").file("fine.md", b"x").bytes();
    let (told, end) = check(&zip, &Limits::default());
    assert_eq!(end, Ok(()));
    assert_eq!(told.len(), 6, "{told:?}");
    assert!(
        told[..3]
            .iter()
            .all(|t| t.contains("leads out") && t.contains("rename it")),
        "{told:?}"
    );
    assert!(
        told[3].contains("is a link") && told[4].contains("unpack it first"),
        "{told:?}"
    );
    assert_eq!(told[5], "fine.md: 1");
}

#[test]
fn a_bomb_ends_at_the_limits() {
    let zeros = vec![0; 8 * 1024 * 1024];
    let limits = Limits {
        total_bytes: 5 * 1024 * 1024,
        ..Limits::default()
    };
    let zip = Made::new()
        .file("a.md", &zeros)
        .file("b.md", &zeros)
        .file("c.md", b"x")
        .bytes();
    let (told, end) = check(&zip, &limits);
    assert!(told[..2].iter().all(|t| t.contains("200 times")), "{told:?}");
    assert_eq!((told[2].as_str(), end), ("c.md: 1", Ok(())), "each by its ratio");
    let limits = Limits {
        ratio: u64::MAX,
        ..limits
    };
    let (told, end) = check(&zip, &limits);
    assert_eq!(told, Vec::<String>::new());
    assert!(end.unwrap_err().contains("more than 5 MB in all"));
    let limits = Limits {
        entry_bytes: 1024,
        ..Limits::default()
    };
    let (told, end) = check(&zip, &limits);
    assert!(
        told[0].contains("larger than") && told[2] == "c.md: 1" && end.is_ok(),
        "{told:?}"
    );
}

#[test]
fn an_archive_that_claims_millions_is_refused_before_it_is_read() {
    let mut zip = Made::new().file("a.md", b"x").bytes();
    let limits = Limits {
        entries: 0,
        ..Limits::default()
    };
    assert!(check(&zip, &limits).1.unwrap_err().contains("the most is 0"));
    let end = zip.len() - 22;
    zip[end + 10..end + 12].copy_from_slice(&[0xfe, 0xff]);
    assert!(check(&zip, &Limits::default()).1.unwrap_err().contains("65534 entries"));
}

#[test]
fn a_damaged_archive_says_so_and_never_panics() {
    assert!(check(b"no zip", &Limits::default()).1.unwrap_err().contains("no ZIP"));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut made = Made::new().file("a.md", &b"Some words. ".repeat(50));
    made.0.start_file("b.md", stored).unwrap();
    made.0.write_all(b"Stored words.").unwrap();
    let zip = made.bytes();
    for (seed, bytes) in super::super::tests::damaged(&zip).enumerate() {
        let (told, end) = check(&bytes, &Limits::default());
        assert!(told.len() <= 3, "{seed}: {told:?} {end:?}");
    }
}
