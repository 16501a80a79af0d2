-- Versions of articles, and uploads. The same tables and columns as migrations/sqlite/0007_content.sql; a test compares them.

-- Every version of an article with the text that it was made of. `articles` is what is published now; a version that was
-- published never changes.
CREATE TABLE article_versions (
    article_id   TEXT    NOT NULL,
    version      BIGINT  NOT NULL,
    state        TEXT    NOT NULL,
    origin       TEXT    NOT NULL,
    of_version   BIGINT,
    body         TEXT    NOT NULL,
    text         TEXT    NOT NULL,
    note         TEXT    NOT NULL,
    by_id        TEXT,
    created_at   BIGINT  NOT NULL,
    published_at BIGINT,
    publish_at   BIGINT,
    PRIMARY KEY (article_id, version)
);

CREATE UNIQUE INDEX article_versions_one_draft ON article_versions (article_id) WHERE state = 'draft';
CREATE UNIQUE INDEX article_versions_one_published ON article_versions (article_id) WHERE state = 'published';
CREATE INDEX article_versions_due ON article_versions (publish_at) WHERE publish_at IS NOT NULL;

-- Archived in the console: an ingest does not bring it back.
ALTER TABLE articles ADD COLUMN archived BIGINT NOT NULL DEFAULT 0;

-- What people upload; its bytes lie in the data folder of the node that took it.
CREATE TABLE uploads (
    id          TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL,
    folder      TEXT    NOT NULL,
    bytes       BIGINT  NOT NULL,
    by_id       TEXT,
    state       TEXT    NOT NULL,
    created_at  BIGINT  NOT NULL,
    ended_at    BIGINT
);

CREATE INDEX uploads_under_way ON uploads (id) WHERE ended_at IS NULL;

CREATE TABLE upload_files (
    id          TEXT    NOT NULL PRIMARY KEY,
    upload_id   TEXT    NOT NULL REFERENCES uploads (id),
    place       BIGINT  NOT NULL,
    path        TEXT    NOT NULL,
    bytes       BIGINT  NOT NULL,
    state       TEXT    NOT NULL,
    reason      TEXT,
    articles    TEXT    NOT NULL,
    dropped     TEXT    NOT NULL,
    flagged     BIGINT  NOT NULL,
    generation  BIGINT,
    UNIQUE (upload_id, place)
);

CREATE INDEX upload_files_by_state ON upload_files (upload_id, state, place);
