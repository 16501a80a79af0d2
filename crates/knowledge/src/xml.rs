//! XML, element by element. Nothing is expanded: who defines entities is refused.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Why XML is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It defines entities, or could.
    Dtd,
    /// It is none.
    Damaged,
}

/// An element's start.
pub(crate) struct Element<'a> {
    /// Its name without prefix.
    pub name: &'a str,
    start: &'a BytesStart<'a>,
}

impl Element<'_> {
    /// An attribute by its name without prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes().filter_map(Result::ok);
        let found = attributes.find(|a| a.key.local_name().as_ref() == name)?;
        Some(
            found
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .ok()?
                .into_owned(),
        )
    }

    /// A switch: there and not said to be off.
    pub fn is_on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// What a part is made of.
pub(crate) enum Node<'a> {
    Open(Element<'a>),
    Text(&'a str),
    /// An element's end, by its name without prefix. Empty elements have one, too.
    Close(&'a str),
}

/// Goes through a part from its beginning to its end. Definitions of entities are refused and none is expanded but those
/// of XML itself.
pub(crate) fn each(text: &str, see: &mut dyn FnMut(Node<'_>)) -> Result<(), Fault> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    loop {
        match reader.read_event().map_err(|_| Fault::Damaged)? {
            Event::Eof => return Ok(()),
            Event::DocType(_) => return Err(Fault::Dtd),
            Event::Start(start) => open(&start, see),
            Event::Empty(start) => {
                open(&start, see);
                see(Node::Close(start.local_name().as_ref()));
            }
            Event::End(end) => see(Node::Close(end.local_name().as_ref())),
            Event::Text(words) => see(Node::Text(&words.xml10_content())),
            Event::CData(words) => see(Node::Text(&words.xml10_content())),
            Event::GeneralRef(name) => {
                let mut letter = [0; 4];
                let known = match name.xml10_content().as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => name.resolve_char_ref().ok().flatten(),
                };
                if let Some(known) = known {
                    see(Node::Text(known.encode_utf8(&mut letter)));
                }
            }
            _ => {}
        }
    }
}

fn open(start: &BytesStart<'_>, see: &mut dyn FnMut(Node<'_>)) {
    let name = start.local_name();
    see(Node::Open(Element {
        name: name.as_ref(),
        start,
    }));
}
