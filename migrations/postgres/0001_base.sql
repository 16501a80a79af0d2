-- The first schema. The same tables and columns as migrations/sqlite/0001_base.sql; a test compares them.
-- Times are milliseconds since 1970 (UTC). JSON is text. A landed migration is never edited.

CREATE TABLE meta (
    key         TEXT    NOT NULL PRIMARY KEY,
    value       TEXT    NOT NULL
);

INSERT INTO meta (key, value) VALUES ('knowledge.generation', '0');

-- The people helped. A visitor has no subject.
CREATE TABLE contacts (
    id          TEXT    NOT NULL PRIMARY KEY,
    inbox_id    TEXT    NOT NULL,
    subject     TEXT,
    traits      TEXT    NOT NULL,
    created_at  BIGINT NOT NULL,
    seen_at     BIGINT NOT NULL,
    UNIQUE (inbox_id, subject)
);

-- last_seq is the seq of the newest event. Whoever appends holds this row's lock, so seqs have no gaps.
CREATE TABLE conversations (
    id          TEXT    NOT NULL PRIMARY KEY,
    inbox_id    TEXT    NOT NULL,
    contact_id  TEXT    NOT NULL REFERENCES contacts (id),
    state       TEXT    NOT NULL,
    last_seq    BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
);

CREATE INDEX conversations_of_contact ON conversations (contact_id, updated_at);
CREATE INDEX conversations_by_update ON conversations (updated_at);

-- The truth of a conversation.
CREATE TABLE events (
    conversation_id TEXT    NOT NULL REFERENCES conversations (id),
    seq             BIGINT NOT NULL,
    kind            TEXT    NOT NULL,
    body            TEXT    NOT NULL,
    client_id       TEXT,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, seq),
    UNIQUE (conversation_id, client_id)
);

-- seq is that of the message's event.
CREATE TABLE messages (
    id              TEXT    NOT NULL PRIMARY KEY,
    conversation_id TEXT    NOT NULL REFERENCES conversations (id),
    seq             BIGINT NOT NULL,
    author          TEXT    NOT NULL,
    text            TEXT    NOT NULL,
    client_id       TEXT,
    created_at      BIGINT NOT NULL,
    UNIQUE (conversation_id, seq),
    UNIQUE (conversation_id, client_id)
);

-- A contact message that waits for its turn. due_at: from when it may be taken; while leased, when the lease ends.
-- finished_at is null while state is 'queued' or 'leased', and set once it is 'done', 'dead' or 'cancelled'.
CREATE TABLE jobs (
    id              TEXT    NOT NULL PRIMARY KEY,
    conversation_id TEXT    NOT NULL REFERENCES conversations (id),
    message_id      TEXT    NOT NULL UNIQUE REFERENCES messages (id),
    seq             BIGINT NOT NULL,
    state           TEXT    NOT NULL,
    due_at          BIGINT NOT NULL,
    fence           BIGINT NOT NULL,
    attempts        BIGINT NOT NULL,
    worker          TEXT,
    page            TEXT,
    last_error      TEXT,
    created_at      BIGINT NOT NULL,
    finished_at     BIGINT 
);

CREATE INDEX jobs_due ON jobs (due_at, id) WHERE finished_at IS NULL;
CREATE INDEX jobs_unfinished ON jobs (conversation_id, seq) WHERE finished_at IS NULL;

-- What came of a message. One turn a message: a second reply cannot be stored.
CREATE TABLE turns (
    id              TEXT    NOT NULL PRIMARY KEY,
    conversation_id TEXT    NOT NULL REFERENCES conversations (id),
    message_id      TEXT    NOT NULL UNIQUE REFERENCES messages (id),
    reply_id        TEXT    NOT NULL REFERENCES messages (id),
    outcome         TEXT    NOT NULL,
    reason          TEXT    NOT NULL,
    confidence      DOUBLE PRECISION NOT NULL,
    body            TEXT    NOT NULL,
    duration_ms     BIGINT NOT NULL,
    created_at      BIGINT NOT NULL
);

CREATE INDEX turns_of_conversation ON turns (conversation_id, created_at);

-- The record of a turn: what went in, and every intermediate result.
CREATE TABLE traces (
    turn_id     TEXT    NOT NULL PRIMARY KEY REFERENCES turns (id),
    input       TEXT    NOT NULL,
    trace       TEXT    NOT NULL,
    created_at  BIGINT NOT NULL
);

CREATE INDEX traces_by_time ON traces (created_at, turn_id);

-- The packet for the person who takes over.
CREATE TABLE handoffs (
    turn_id         TEXT    NOT NULL PRIMARY KEY REFERENCES turns (id),
    conversation_id TEXT    NOT NULL REFERENCES conversations (id),
    packet          TEXT    NOT NULL,
    created_at      BIGINT NOT NULL
);

CREATE INDEX handoffs_of_conversation ON handoffs (conversation_id, created_at);

-- A deleted article keeps its row, so that its versions go on counting if it comes back.
CREATE TABLE articles (
    id           TEXT    NOT NULL PRIMARY KEY,
    source       TEXT    NOT NULL,
    version      BIGINT NOT NULL,
    content_hash TEXT    NOT NULL,
    body         TEXT    NOT NULL,
    updated_at   BIGINT NOT NULL,
    deleted_at   BIGINT 
);

CREATE INDEX articles_of_source ON articles (source);

CREATE TABLE chunks (
    id          TEXT    NOT NULL PRIMARY KEY,
    article_id  TEXT    NOT NULL REFERENCES articles (id),
    ordinal     BIGINT NOT NULL,
    body        TEXT    NOT NULL
);

CREATE INDEX chunks_of_article ON chunks (article_id, ordinal);

CREATE TABLE guides (
    id          TEXT    NOT NULL PRIMARY KEY,
    source      TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    updated_at  BIGINT NOT NULL
);

CREATE TABLE intents (
    source      TEXT    NOT NULL PRIMARY KEY,
    yaml        TEXT    NOT NULL,
    updated_at  BIGINT NOT NULL
);
