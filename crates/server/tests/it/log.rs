//! The log of the process as a test reads it.

use std::fmt::{Debug, Write as _};
use std::sync::{Mutex, OnceLock};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// Who reads; the process knows only one log, however many tests run.
static READERS: OnceLock<Mutex<Vec<UnboundedSender<String>>>> = OnceLock::new();

/// The lines from now on that the server logs at INFO or above: `LEVEL field=value … message`.
pub fn lines() -> UnboundedReceiver<String> {
    let (sender, receiver) = unbounded_channel();
    let readers = READERS.get_or_init(|| {
        tracing::subscriber::set_global_default(Lines).unwrap();
        Mutex::default()
    });
    readers.lock().unwrap().push(sender);
    receiver
}

struct Lines;

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= Level::INFO && metadata.target().starts_with("usher_server")
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(event.metadata().level().to_string());
        event.record(&mut line);
        if let Some(readers) = READERS.get() {
            readers.lock().unwrap().retain(|r| r.send(line.0.clone()).is_ok());
        }
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
