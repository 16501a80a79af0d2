-- Files, read marks, ratings without a name, and asking for a person by a button. The same tables and columns as
-- migrations/postgres/0002_contact.sql.

-- Up to which event the contact, and people, saw the conversation.
ALTER TABLE conversations ADD COLUMN contact_read_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN people_read_seq  INTEGER NOT NULL DEFAULT 0;

ALTER TABLE messages ADD COLUMN asks_for_person INTEGER NOT NULL DEFAULT 0;

-- A file without a message was sent ahead of one, and is deleted after a day. key: the secret part of its address.
-- owner_id: the contact or the person who sent it.
CREATE TABLE files (
    id              TEXT    NOT NULL PRIMARY KEY,
    key             TEXT    NOT NULL UNIQUE,
    owner_id        TEXT    NOT NULL,
    conversation_id TEXT             REFERENCES conversations (id),
    message_id      TEXT             REFERENCES messages (id),
    place           INTEGER NOT NULL,
    name            TEXT    NOT NULL,
    media_type      TEXT    NOT NULL,
    bytes           INTEGER NOT NULL,
    content         BLOB    NOT NULL,
    created_at      INTEGER NOT NULL
) STRICT;

CREATE INDEX files_of_conversation ON files (conversation_id);
CREATE INDEX files_unsent ON files (owner_id, created_at) WHERE message_id IS NULL;

-- Ratings that are nobody's: id is a hash that only the sender could make again. day: days since 1970.
CREATE TABLE ratings (
    id              TEXT    NOT NULL PRIMARY KEY,
    inbox_id        TEXT    NOT NULL,
    stars           INTEGER NOT NULL,
    comment         TEXT    NOT NULL,
    day             INTEGER NOT NULL
) STRICT;
