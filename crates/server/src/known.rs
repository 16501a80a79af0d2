//! Which contacts this node has already written to the store, so that a request costs a write only when traits changed.

use dashmap::DashMap;
use usher_engine::{Contact, ContactId, InboxId};

/// The most contacts remembered; beyond, all are forgotten and written once more.
const MOST: usize = 20_000;

/// The person: by the host's subject in an inbox, or a visitor's own id.
type Person = (InboxId, Option<String>, Option<ContactId>);
/// What is asked about: inbox, traits, visitor id.
pub(crate) type Key = (InboxId, Contact, Option<ContactId>);

/// The contacts seen. An entry goes stale the moment the traits in a newer token differ.
#[derive(Default)]
pub(crate) struct KnownContacts(DashMap<Person, (Contact, ContactId)>);

impl KnownContacts {
    /// The contact's id, if exactly these traits are stored.
    pub(crate) fn get(&self, (inbox, contact, visitor): &Key) -> Option<ContactId> {
        let entry = self.0.get(&(inbox.clone(), contact.subject.clone(), visitor.clone()))?;
        (entry.0 == *contact).then(|| entry.1.clone())
    }

    /// These traits are stored under `id`.
    pub(crate) fn put(&self, (inbox, contact, visitor): Key, id: ContactId) {
        if self.0.len() >= MOST {
            self.0.clear();
        }
        self.0.insert((inbox, contact.subject.clone(), visitor), (contact, id));
    }
}
