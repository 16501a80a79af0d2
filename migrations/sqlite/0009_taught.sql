-- Examples that people add to intents, sites that are read, and versions of guides. The same tables and columns as
-- migrations/postgres/0009_taught.sql; a test compares them.

-- An example of what contacts write who want the intent. Intents come with an ingest, and these stay when it comes again.
CREATE TABLE intent_examples (
    id          TEXT    NOT NULL PRIMARY KEY,
    intent      TEXT    NOT NULL,
    text        TEXT    NOT NULL UNIQUE,
    by_id       TEXT,
    created_at  INTEGER NOT NULL
) STRICT;

-- A site that is read from its sitemap or a start page. memory: what makes reading it again cheap; last: what came of the
-- last time. next_at is null where it is read only when somebody asks; whoever asks sets it.
CREATE TABLE sites (
    id          TEXT    NOT NULL PRIMARY KEY,
    source      TEXT    NOT NULL UNIQUE,
    settings    TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    done        INTEGER NOT NULL,
    node        TEXT,
    memory      TEXT    NOT NULL,
    last        TEXT,
    problem     TEXT,
    next_at     INTEGER,
    by_id       TEXT,
    created_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX sites_due ON sites (next_at) WHERE next_at IS NOT NULL;

-- Versions of guides, as of articles. guides holds what is published; came is how its source had it when that was ingested last,
-- so that an ingest of the same file leaves what people made of it alone.
CREATE TABLE guide_versions (
    guide_id     TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    state        TEXT    NOT NULL,
    origin       TEXT    NOT NULL,
    of_version   INTEGER,
    title        TEXT    NOT NULL,
    text         TEXT    NOT NULL,
    note         TEXT    NOT NULL,
    by_id        TEXT,
    created_at   INTEGER NOT NULL,
    published_at INTEGER,
    PRIMARY KEY (guide_id, version)
) STRICT;

CREATE UNIQUE INDEX guide_versions_one_draft ON guide_versions (guide_id) WHERE state = 'draft';
CREATE UNIQUE INDEX guide_versions_one_published ON guide_versions (guide_id) WHERE state = 'published';

ALTER TABLE guides ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE guides ADD COLUMN came TEXT NOT NULL DEFAULT '';
ALTER TABLE guides ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
