-- Every integer of a directory comes from here, so that one that was given away is never given again.
CREATE TABLE identity_counters (
    domain_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    last_id INTEGER NOT NULL,
    PRIMARY KEY (domain_id, kind)
);

CREATE TABLE domains (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE users (
    domain_id INTEGER NOT NULL REFERENCES domains (id),
    id INTEGER NOT NULL,
    name TEXT,
    PRIMARY KEY (domain_id, id)
);

CREATE TABLE user_groups (
    domain_id INTEGER NOT NULL REFERENCES domains (id),
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (domain_id, id),
    UNIQUE (domain_id, name)
);

CREATE TABLE user_group_members (
    domain_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (domain_id, group_id, user_id),
    FOREIGN KEY (domain_id, group_id) REFERENCES user_groups (domain_id, id) ON DELETE CASCADE,
    FOREIGN KEY (domain_id, user_id) REFERENCES users (domain_id, id) ON DELETE CASCADE
);

CREATE TABLE numbers (
    domain_id INTEGER NOT NULL REFERENCES domains (id),
    id INTEGER NOT NULL,
    number TEXT NOT NULL,
    user_id INTEGER,
    group_id INTEGER,
    PRIMARY KEY (domain_id, id),
    UNIQUE (domain_id, number),
    FOREIGN KEY (domain_id, user_id) REFERENCES users (domain_id, id) ON DELETE CASCADE,
    FOREIGN KEY (domain_id, group_id) REFERENCES user_groups (domain_id, id) ON DELETE CASCADE
);

-- A SIP account. Of its password only the hashes of RFC 7616 are kept, which hold for this username and realm alone.
CREATE TABLE devices (
    domain_id INTEGER NOT NULL REFERENCES domains (id),
    id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    username TEXT NOT NULL,
    realm TEXT NOT NULL,
    ha1_md5 TEXT NOT NULL,
    ha1_sha256 TEXT NOT NULL,
    PRIMARY KEY (domain_id, id),
    UNIQUE (domain_id, username),
    FOREIGN KEY (domain_id, user_id) REFERENCES users (domain_id, id) ON DELETE CASCADE
);

-- A token itself is shown once; here is its SHA-256.
CREATE TABLE tokens (
    domain_id INTEGER NOT NULL REFERENCES domains (id),
    id INTEGER NOT NULL,
    user_id INTEGER,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (domain_id, id),
    FOREIGN KEY (domain_id, user_id) REFERENCES users (domain_id, id) ON DELETE CASCADE
);
