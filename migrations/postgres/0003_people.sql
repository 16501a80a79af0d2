-- The people's side: accounts, routing, what agents write with. The same tables and columns as
-- migrations/sqlite/0003_people.sql; a test compares them.

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
    totp_step     BIGINT  NOT NULL,
    skills        TEXT    NOT NULL,
    inboxes       TEXT    NOT NULL,
    capacity      BIGINT  NOT NULL,
    presence      TEXT    NOT NULL,
    beat_at       BIGINT  NOT NULL,
    idle_since    BIGINT  NOT NULL,
    created_at    BIGINT  NOT NULL,
    seen_at       BIGINT
);

-- id is the SHA-256 of the cookie's token: who reads this table cannot sign in with it.
CREATE TABLE sessions (
    id          TEXT    NOT NULL PRIMARY KEY,
    person_id   TEXT    NOT NULL REFERENCES people (id),
    created_at  BIGINT  NOT NULL,
    seen_at     BIGINT  NOT NULL
);

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
    created_at  BIGINT  NOT NULL,
    expires_at  BIGINT  NOT NULL,
    ended_at    BIGINT
);

-- Every privileged act. The triggers below keep it from being rewritten.
CREATE TABLE audit (
    id          TEXT    NOT NULL PRIMARY KEY,
    by_id       TEXT,
    act         TEXT    NOT NULL,
    subject     TEXT    NOT NULL,
    detail      TEXT    NOT NULL,
    created_at  BIGINT  NOT NULL
);

CREATE INDEX audit_of_person ON audit (by_id, id);

-- inbox_id null: every inbox. body: topics, skills, members, important.
CREATE TABLE queues (
    id          TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL,
    inbox_id    TEXT,
    position    BIGINT  NOT NULL,
    body        TEXT    NOT NULL,
    updated_at  BIGINT  NOT NULL
);

-- Business hours. No row: always open.
CREATE TABLE hours (
    inbox_id    TEXT    NOT NULL PRIMARY KEY,
    body        TEXT    NOT NULL,
    updated_at  BIGINT  NOT NULL
);

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
    due_at          BIGINT,
    assignee_id     TEXT,
    tried           TEXT    NOT NULL,
    topic           TEXT,
    reason          TEXT,
    urgency         DOUBLE PRECISION NOT NULL,
    frustration     DOUBLE PRECISION NOT NULL,
    important       BIGINT  NOT NULL,
    priority        DOUBLE PRECISION NOT NULL,
    queued_at       BIGINT,
    waiting_since   BIGINT,
    snoozed_until   BIGINT,
    outcome         TEXT,
    resolved_at     BIGINT,
    fence           BIGINT  NOT NULL,
    created_at      BIGINT  NOT NULL
);

CREATE INDEX work_by_stage ON work (stage, due_at);
CREATE INDEX work_of_person ON work (assignee_id, stage);
CREATE INDEX work_snoozed ON work (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX work_resolved ON work (resolved_at);

-- Who is named in a note. seen_at: when they had seen it.
CREATE TABLE mentions (
    conversation_id TEXT    NOT NULL REFERENCES conversations (id),
    seq             BIGINT  NOT NULL,
    person_id       TEXT    NOT NULL REFERENCES people (id),
    created_at      BIGINT  NOT NULL,
    seen_at         BIGINT,
    PRIMARY KEY (conversation_id, seq, person_id)
);

CREATE INDEX mentions_unseen ON mentions (person_id) WHERE seen_at IS NULL;

-- Who does what only one node should do at a time.
CREATE TABLE leases (
    name        TEXT    NOT NULL PRIMARY KEY,
    holder      TEXT    NOT NULL,
    fence       BIGINT  NOT NULL,
    until       BIGINT  NOT NULL
);

CREATE TABLE canned (
    id          TEXT    NOT NULL PRIMARY KEY,
    shortcut    TEXT    NOT NULL UNIQUE,
    title       TEXT    NOT NULL,
    text        TEXT    NOT NULL,
    inbox_id    TEXT,
    tags        TEXT    NOT NULL,
    uses        BIGINT  NOT NULL,
    by_id       TEXT,
    updated_at  BIGINT  NOT NULL
);

CREATE INDEX events_by_kind ON events (kind, created_at);
CREATE INDEX conversations_by_state ON conversations (state, updated_at);

CREATE FUNCTION audit_refuses() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is only ever added to';
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses();
