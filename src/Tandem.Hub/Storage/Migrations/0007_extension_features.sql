-- What an extension's user has set by command: nothing stands here for who has set nothing.
CREATE TABLE extension_features (
    number TEXT NOT NULL PRIMARY KEY,
    do_not_disturb INTEGER NOT NULL,
    forward_always TEXT,
    forward_busy TEXT,
    forward_unavailable TEXT
);
