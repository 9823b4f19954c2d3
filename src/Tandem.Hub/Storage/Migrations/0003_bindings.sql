-- Where phones are (RFC 3261 10), so that a restart does not lose them. Instants are microseconds since 1970 in UTC.
CREATE TABLE bindings (
    user_name TEXT NOT NULL,
    contact TEXT NOT NULL,
    protocol TEXT NOT NULL,
    source TEXT NOT NULL,
    behind_nat INTEGER NOT NULL,
    call_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    priority DOUBLE PRECISION NOT NULL,
    user_agent TEXT,
    PRIMARY KEY (user_name, contact)
);
