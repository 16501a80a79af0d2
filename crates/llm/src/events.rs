//! Server-sent events out of bytes (WHATWG HTML, "Interpreting an event stream").
//!
//! A parser of our own, because it is sixty lines, and because the ones to be had take a stream and have no limit: an
//! endpoint that never ends a line must not fill the memory.

use std::collections::VecDeque;

/// One event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Event {
    /// Its `event` field, mostly empty.
    pub name: String,
    /// Its `data` lines, joined with line feeds.
    pub data: String,
}

/// An event or a line is longer than the limit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

/// Reads bytes as they come, cut anywhere.
#[derive(Debug)]
pub(crate) struct Events {
    most_bytes: usize,
    line: Vec<u8>,
    event: Event,
    has_data: bool,
    /// The last byte was a carriage return, so that a line feed right after it ends no further line.
    after_return: bool,
    ready: VecDeque<Event>,
}

impl Events {
    pub(crate) fn new(most_bytes: usize) -> Self {
        Self {
            most_bytes,
            line: Vec::new(),
            event: Event::default(),
            has_data: false,
            after_return: false,
            ready: VecDeque::new(),
        }
    }

    /// Takes more bytes. An event that the stream ends within is dropped, as the standard wants it.
    pub(crate) fn take(&mut self, bytes: &[u8]) -> Result<(), TooLong> {
        for &byte in bytes {
            match byte {
                b'\n' if self.after_return => self.after_return = false,
                b'\n' | b'\r' => {
                    self.after_return = byte == b'\r';
                    let line = std::mem::take(&mut self.line);
                    self.end_line(&String::from_utf8_lossy(&line));
                }
                _ => {
                    self.after_return = false;
                    self.line.push(byte);
                    if self.line.len() + self.event.data.len() > self.most_bytes {
                        return Err(TooLong);
                    }
                }
            }
        }
        Ok(())
    }

    /// The next whole event.
    pub(crate) fn next(&mut self) -> Option<Event> {
        self.ready.pop_front()
    }

    fn end_line(&mut self, line: &str) {
        let line = line.trim_start_matches('\u{feff}');
        if line.is_empty() {
            let event = std::mem::take(&mut self.event);
            if std::mem::take(&mut self.has_data) {
                self.ready.push_back(event);
            }
            return;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                if self.has_data {
                    self.event.data.push('\n');
                }
                self.event.data.push_str(value);
                self.has_data = true;
            }
            "event" => value.clone_into(&mut self.event.name),
            // A comment has the empty field; `id` and `retry` are for a client that comes back, which we do not.
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events, with the bytes coming in pieces of every size.
    #[track_caller]
    fn check(input: &str, expect: &[(&str, &str)]) {
        for size in 1..=input.len() {
            let mut events = Events::new(1_000);
            for piece in input.as_bytes().chunks(size) {
                events.take(piece).unwrap();
            }
            let got: Vec<Event> = std::iter::from_fn(|| events.next()).collect();
            let got: Vec<(&str, &str)> = got.iter().map(|e| (e.name.as_str(), e.data.as_str())).collect();
            assert_eq!(got, expect, "in pieces of {size}");
        }
    }

    #[test]
    fn events_are_read_wherever_the_bytes_are_cut() {
        check("data: a\n\ndata:b\n\n", &[("", "a"), ("", "b")]);
        check(
            "data: a\r\n\r\ndata: b\r\rdata: c\n\n",
            &[("", "a"), ("", "b"), ("", "c")],
        );
        check("data: one\ndata: two\n\n", &[("", "one\ntwo")]);
        check("event: error\ndata: {}\n\n", &[("error", "{}")]);
        check(": keep alive\n\nid: 7\n\nretry: 3\n\ndata: a\n\n", &[("", "a")]);
        check("\u{feff}data: größer – 日本\n\n", &[("", "größer – 日本")]);
        check("data: a\n\ndata: never ended", &[("", "a")]);
        check("data\n\n", &[("", "")]);
    }

    #[test]
    fn what_never_ends_is_cut_off() {
        assert_eq!(Events::new(100).take(&[b'x'; 101]), Err(TooLong));
        let mut events = Events::new(100);
        let endless = "data: 0123456789\n".repeat(20);
        assert_eq!(events.take(endless.as_bytes()), Err(TooLong));
    }
}
