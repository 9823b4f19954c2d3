-- Instants are microseconds since 1970 in UTC. A conversation without an end is in progress.
CREATE TABLE conversations (
    id TEXT NOT NULL PRIMARY KEY,
    domain TEXT NOT NULL,
    direction TEXT NOT NULL,
    calling_name TEXT,
    calling_number TEXT,
    called_name TEXT,
    called_number TEXT,
    queue TEXT,
    trunk TEXT,
    recorded INTEGER NOT NULL,
    started_at BIGINT NOT NULL,
    answered_at BIGINT,
    ended_at BIGINT,
    cause TEXT,
    merged_into TEXT,
    split_from TEXT,
    timeline TEXT NOT NULL
);

CREATE INDEX conversations_by_start ON conversations (started_at, id);
CREATE INDEX conversations_by_domain ON conversations (domain, started_at, id);
CREATE INDEX conversations_in_progress ON conversations (id) WHERE ended_at IS NULL;

-- Everybody who took part at any time, by channel or else by number.
CREATE TABLE conversation_parties (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    party TEXT NOT NULL,
    channel TEXT,
    domain TEXT NOT NULL,
    user_id INTEGER,
    role TEXT NOT NULL,
    name TEXT,
    number TEXT,
    answered_at BIGINT,
    ended_at BIGINT,
    cause TEXT,
    PRIMARY KEY (conversation_id, party)
);

CREATE INDEX conversation_parties_by_number ON conversation_parties (number, conversation_id);
CREATE INDEX conversation_parties_by_domain ON conversation_parties (domain, conversation_id);
