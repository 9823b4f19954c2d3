-- How many voice messages a user has, as it was said last: nothing stands here for an empty mailbox.
CREATE TABLE mailboxes (
    user_name TEXT NOT NULL PRIMARY KEY,
    new_messages INTEGER NOT NULL,
    saved_messages INTEGER NOT NULL,
    urgent_messages INTEGER NOT NULL
);
