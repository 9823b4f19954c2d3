-- A phone may be known by its instance and keep several flows (RFC 5626), and a proxy may stand before it (RFC 3327).
CREATE TABLE bindings_by_flow (
    user_name TEXT NOT NULL,
    contact TEXT NOT NULL,
    instance TEXT NOT NULL DEFAULT '',
    reg_id BIGINT NOT NULL DEFAULT 0,
    path TEXT,
    protocol TEXT NOT NULL,
    source TEXT NOT NULL,
    behind_nat INTEGER NOT NULL,
    call_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    priority DOUBLE PRECISION NOT NULL,
    user_agent TEXT,
    PRIMARY KEY (user_name, contact, instance, reg_id)
);
INSERT INTO bindings_by_flow
    SELECT user_name, contact, '', 0, NULL, protocol, source, behind_nat, call_id, sequence, expires_at, priority, user_agent FROM bindings;
DROP TABLE bindings;
ALTER TABLE bindings_by_flow RENAME TO bindings;
