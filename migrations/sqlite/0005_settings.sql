-- What the console sets of an inbox. The same tables and columns as migrations/postgres/0005_settings.sql; a test compares them.

-- body: the settings that differ from usher.toml, as JSON. version: one more at each change.
CREATE TABLE inbox_settings (
    inbox_id    TEXT    NOT NULL PRIMARY KEY,
    body        TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;

-- Keys that hosts sign contacts' tokens with, beside those of usher.toml. The secret is forgotten when it is ended.
CREATE TABLE token_keys (
    inbox_id    TEXT    NOT NULL,
    kid         TEXT    NOT NULL,
    secret      TEXT    NOT NULL,
    by_id       TEXT,
    created_at  INTEGER NOT NULL,
    ended_at    INTEGER,
    PRIMARY KEY (inbox_id, kid)
) STRICT;
