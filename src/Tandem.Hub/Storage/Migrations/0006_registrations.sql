-- What a registration is told apart by, since when it lasts, and what its phone takes. Instants are microseconds since 1970 in UTC.
ALTER TABLE bindings ADD COLUMN id TEXT;
ALTER TABLE bindings ADD COLUMN registered_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE bindings ADD COLUMN refreshed_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE bindings ADD COLUMN allow_methods TEXT;
