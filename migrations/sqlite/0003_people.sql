-- The people's side: accounts, routing, what agents write with. The same tables and columns as
-- migrations/postgres/0003_people.sql; a test compares them.

-- People of the company. No password until the invitation is accepted. beat_at: when one of their sockets was last seen;
-- presence is what they wish. idle_since: since when they were given nothing. totp_step: the newest 30-second step whose
-- code was used, so that a code works once.
CREATE TABLE people (
    id            TEXT    NOT NULL PRIMARY KEY,
    email         TEXT    NOT NULL UNIQUE,
    name          TEXT    NOT NULL,
    role          TEXT    NOT NULL,
    status        TEXT    NOT NULL,
    password_hash TEXT,
    totp_secret   TEXT,
    totp_pending  TEXT,
    totp_step     INTEGER NOT NULL,
    skills        TEXT    NOT NULL,
    inboxes       TEXT    NOT NULL,
    capacity      INTEGER NOT NULL,
    presence      TEXT    NOT NULL,
    beat_at       INTEGER NOT NULL,
    idle_since    INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    seen_at       INTEGER
) STRICT;

-- id is the SHA-256 of the cookie's token: who reads this table cannot sign in with it.
CREATE TABLE sessions (
    id          TEXT    NOT NULL PRIMARY KEY,
    person_id   TEXT    NOT NULL REFERENCES people (id),
    created_at  INTEGER NOT NULL,
    seen_at     INTEGER NOT NULL
) STRICT;

CREATE INDEX sessions_of_person ON sessions (person_id);

-- token_hash is the SHA-256 of the link's token. ended_at: accepted or withdrawn.
CREATE TABLE invitations (
    id          TEXT    NOT NULL PRIMARY KEY,
    token_hash  TEXT    NOT NULL UNIQUE,
    email       TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    role        TEXT    NOT NULL,
    skills      TEXT    NOT NULL,
    inboxes     TEXT    NOT NULL,
    by_id       TEXT,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    ended_at    INTEGER
) STRICT;

-- Every privileged act. The triggers below keep it from being rewritten.
CREATE TABLE audit (
    id          TEXT    NOT NULL PRIMARY KEY,
    by_id       TEXT,
    act         TEXT    NOT NULL,
    subject     TEXT    NOT NULL,
    detail      TEXT    NOT NULL,
    created_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX audit_of_person ON audit (by_id, id);

-- inbox_id null: every inbox. body: topics, skills, members, important.
CREATE TABLE queues (
    id          TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL,
    inbox_id    TEXT,
    position    INTEGER NOT NULL,
    body        TEXT    NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;

-- Business hours. No row: always open.
CREATE TABLE hours (
    inbox_id    TEXT    NOT NULL PRIMARY KEY,
    body        TEXT    NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;

-- What people have or had: one row a conversation, from its first handoff on, written only under the conversation's lock.
-- stage: 'waiting', 'assigned', 'active', and null unless the conversation is open. level, due_at: who is asked, and until
-- when. tried: whom it was offered to in this round. queued_at: since when it waits to be taken. waiting_since: since when
-- the contact waits for a person's word. fence: one more at every change, so that a decision made on an older state is refused.
CREATE TABLE work (
    conversation_id TEXT    NOT NULL PRIMARY KEY REFERENCES conversations (id),
    inbox_id        TEXT    NOT NULL,
    queue_id        TEXT,
    stage           TEXT,
    level           TEXT,
    due_at          INTEGER,
    assignee_id     TEXT,
    tried           TEXT    NOT NULL,
    topic           TEXT,
    reason          TEXT,
    urgency         REAL    NOT NULL,
    frustration     REAL    NOT NULL,
    important       INTEGER NOT NULL,
    priority        REAL    NOT NULL,
    queued_at       INTEGER,
    waiting_since   INTEGER,
    snoozed_until   INTEGER,
    outcome         TEXT,
    resolved_at     INTEGER,
    fence           INTEGER NOT NULL,
    created_at      INTEGER NOT NULL
) STRICT;

CREATE INDEX work_by_stage ON work (stage, due_at);
CREATE INDEX work_of_person ON work (assignee_id, stage);
CREATE INDEX work_snoozed ON work (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX work_resolved ON work (resolved_at);

-- Who is named in a note. seen_at: when they had seen it.
CREATE TABLE mentions (
    conversation_id TEXT    NOT NULL REFERENCES conversations (id),
    seq             INTEGER NOT NULL,
    person_id       TEXT    NOT NULL REFERENCES people (id),
    created_at      INTEGER NOT NULL,
    seen_at         INTEGER,
    PRIMARY KEY (conversation_id, seq, person_id)
) STRICT;

CREATE INDEX mentions_unseen ON mentions (person_id) WHERE seen_at IS NULL;

-- Who does what only one node should do at a time.
CREATE TABLE leases (
    name        TEXT    NOT NULL PRIMARY KEY,
    holder      TEXT    NOT NULL,
    fence       INTEGER NOT NULL,
    until       INTEGER NOT NULL
) STRICT;

CREATE TABLE canned (
    id          TEXT    NOT NULL PRIMARY KEY,
    shortcut    TEXT    NOT NULL UNIQUE,
    title       TEXT    NOT NULL,
    text        TEXT    NOT NULL,
    inbox_id    TEXT,
    tags        TEXT    NOT NULL,
    uses        INTEGER NOT NULL,
    by_id       TEXT,
    updated_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX events_by_kind ON events (kind, created_at);
CREATE INDEX conversations_by_state ON conversations (state, updated_at);

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is only ever added to');
END;

CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is only ever added to');
END;
