-- Suites, runs and calibrations. The same tables and columns as migrations/postgres/0008_evals.sql; a test compares them.

-- A suite is the files of its folder.
CREATE TABLE suites (
    id          TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL UNIQUE,
    version     INTEGER NOT NULL,
    about       TEXT    NOT NULL,
    baseline    TEXT,
    by_id       TEXT,
    created_at  INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE suite_files (
    suite_id    TEXT    NOT NULL REFERENCES suites (id),
    path        TEXT    NOT NULL,
    text        TEXT    NOT NULL,
    PRIMARY KEY (suite_id, path)
) STRICT;

CREATE TABLE runs (
    id          TEXT    NOT NULL PRIMARY KEY,
    kind        TEXT    NOT NULL,
    task        TEXT    NOT NULL,
    suite_id    TEXT,
    state       TEXT    NOT NULL,
    stage       TEXT    NOT NULL,
    done        INTEGER NOT NULL,
    total       INTEGER NOT NULL,
    node        TEXT,
    by_id       TEXT,
    created_at  INTEGER NOT NULL,
    started_at  INTEGER,
    ended_at    INTEGER,
    reason      TEXT,
    summary     TEXT,
    result      TEXT
) STRICT;

CREATE INDEX runs_by_suite ON runs (suite_id, id);
CREATE INDEX runs_under_way ON runs (id) WHERE ended_at IS NULL;

-- What keeps an error budget, by the name that traces have for it.
CREATE TABLE calibrations (
    id          TEXT    NOT NULL PRIMARY KEY,
    text        TEXT    NOT NULL,
    run_id      TEXT,
    created_at  INTEGER NOT NULL
) STRICT;

-- Which was chosen when; the newest counts, and none where it names none.
CREATE TABLE calibration_choices (
    id             TEXT    NOT NULL PRIMARY KEY,
    calibration_id TEXT    REFERENCES calibrations (id),
    by_id          TEXT,
    created_at     INTEGER NOT NULL
) STRICT;
