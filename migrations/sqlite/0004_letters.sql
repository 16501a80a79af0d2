-- E-mail to go out. The same tables and columns as migrations/postgres/0004_letters.sql; a test compares them.

-- cause: what it is written for, so that nothing is written twice; the id is part of its Message-ID. state: 'waiting', 'sent',
-- 'refused' (given up, see problem) or 'dropped' (no longer wanted). Words are kept only while it waits. due_at: from when it
-- may be tried; while somebody tries, when another may.
CREATE TABLE letters (
    id              TEXT    NOT NULL PRIMARY KEY,
    cause           TEXT    NOT NULL UNIQUE,
    kind            TEXT    NOT NULL,
    conversation_id TEXT             REFERENCES conversations (id),
    address         TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    subject         TEXT    NOT NULL,
    plain           TEXT    NOT NULL,
    html            TEXT    NOT NULL,
    state           TEXT    NOT NULL,
    attempts        INTEGER NOT NULL,
    due_at          INTEGER NOT NULL,
    problem         TEXT,
    created_at      INTEGER NOT NULL,
    ended_at        INTEGER
) STRICT;

CREATE INDEX letters_waiting ON letters (due_at) WHERE state = 'waiting';
CREATE INDEX letters_of_conversation ON letters (conversation_id);
