//! The package: a ZIP of XML parts, read with limits, and XML that expands nothing.

use crate::xml::{self, Node};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most that one part may unpack to, in bytes. The text of a thousand pages is about 10 MB.
const MAX_PART_BYTES: u64 = 64 * 1024 * 1024;

/// The most entries of a package.
const MAX_ENTRIES: usize = 20_000;

/// The parts that are read.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    folder: String,
    main: String,
    /// Targets of the main part by the last word of their type.
    targets: HashMap<String, String>,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, String> {
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err("has a password or is an old .doc; save it as .docx without a password".into());
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if zip.len() > MAX_ENTRIES {
            return Err(format!("has more than {MAX_ENTRIES} parts; split it"));
        }
        let mut package = Self {
            zip,
            folder: "word/".into(),
            main: "word/document.xml".into(),
            targets: HashMap::new(),
        };
        if let Some(main) = package.relations("_rels/.rels")?.remove("officeDocument") {
            package.main = main.trim_start_matches('/').to_owned();
            package.folder = package
                .main
                .rsplit_once('/')
                .map_or(String::new(), |(f, _)| format!("{f}/"));
        }
        let name = package.main.rsplit('/').next().unwrap_or_default().to_owned();
        package.targets = package.relations(&format!("{}_rels/{name}.rels", package.folder))?;
        Ok(package)
    }

    /// The main part.
    pub fn main(&mut self) -> Result<String, String> {
        let name = self.main.clone();
        self.part(&name)?
            .ok_or_else(|| "has no main part; open it in a word processor and save it again".into())
    }

    /// A part that belongs to the main part, by the last word of its type; empty where there is none.
    pub fn beside(&mut self, kind: &str) -> Result<String, String> {
        let target = self.targets.get(kind).cloned().unwrap_or_else(|| format!("{kind}.xml"));
        let name = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("{}{target}", self.folder),
        };
        Ok(self.part(&name)?.unwrap_or_default())
    }

    /// What the file says of itself.
    pub fn core(&mut self) -> Result<String, String> {
        Ok(self.part("docProps/core.xml")?.unwrap_or_default())
    }

    fn part(&mut self, name: &str) -> Result<Option<String>, String> {
        let Some(at) = self.zip.index_for_name(name) else {
            return Ok(None);
        };
        let file = self.zip.by_index(at).map_err(|_| damaged())?;
        if file.encrypted() {
            return Err("is encrypted; save it without a password".into());
        }
        let mut bytes = Vec::new();
        file.take(MAX_PART_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| damaged())?;
        if bytes.len() as u64 > MAX_PART_BYTES {
            return Err(format!(
                "unpacks to more than {} MB; split it",
                MAX_PART_BYTES / (1024 * 1024)
            ));
        }
        String::from_utf8(bytes).map(Some).map_err(|_| damaged())
    }

    fn relations(&mut self, name: &str) -> Result<HashMap<String, String>, String> {
        let mut targets = HashMap::new();
        let text = self.part(name)?.unwrap_or_default();
        read(&text, &mut |node| {
            if let Node::Open(element) = node
                && element.name == "Relationship"
                && let (Some(kind), Some(target)) = (element.get("Type"), element.get("Target"))
            {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                targets.entry(kind).or_insert(target);
            }
        })?;
        Ok(targets)
    }
}

/// Goes through a part; the error names the cure.
pub(super) fn read(text: &str, see: &mut dyn FnMut(Node<'_>)) -> Result<(), String> {
    xml::each(text, see).map_err(|fault| match fault {
        xml::Fault::Dtd => {
            "has a DTD in its XML, which no word processor writes; open it in one and save it again".into()
        }
        xml::Fault::Damaged => damaged(),
    })
}

fn damaged() -> String {
    "is damaged or no DOCX; open it in a word processor and save it again as .docx".into()
}
