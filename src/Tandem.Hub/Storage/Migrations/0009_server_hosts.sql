-- By what host a phone knows the exchange: it names it so in its transfers.
ALTER TABLE bindings ADD COLUMN server_host TEXT;
