-- What left for a language model, and what came of it. The same tables and columns as migrations/sqlite/0006_model_calls.sql; a
-- test compares them.

-- Written before a call leaves. conversation_id, contact_id and message_id are null where a person tried something out, person_id
-- where nobody of the company asked. number: the call within its turn. outcome: 'started' until its end is known. Costs are in
-- millionths of the currency that the prices are in.
CREATE TABLE model_calls (
    id              TEXT    NOT NULL PRIMARY KEY,
    inbox_id        TEXT    NOT NULL,
    conversation_id TEXT             REFERENCES conversations (id),
    contact_id      TEXT,
    message_id      TEXT,
    person_id       TEXT,
    number          BIGINT  NOT NULL,
    prompt          TEXT    NOT NULL,
    prompt_hash     TEXT    NOT NULL,
    endpoint        TEXT    NOT NULL,
    model           TEXT    NOT NULL,
    outcome         TEXT    NOT NULL,
    tokens_in       BIGINT  NOT NULL,
    tokens_out      BIGINT  NOT NULL,
    cost_micros     BIGINT  NOT NULL,
    duration_ms     BIGINT  NOT NULL,
    system_text     TEXT    NOT NULL,
    user_text       TEXT    NOT NULL,
    created_at      BIGINT  NOT NULL
);

CREATE INDEX model_calls_of_conversation ON model_calls (conversation_id);
-- The sums of a day are read before each turn: from the index alone.
CREATE INDEX model_calls_of_day ON model_calls (created_at, contact_id, cost_micros);
