-- What a party's channel received: packets, and those lost; jitter in microseconds; an estimated opinion score, 1 to 4.5.
ALTER TABLE conversation_parties ADD COLUMN packets_received BIGINT;
ALTER TABLE conversation_parties ADD COLUMN packets_lost BIGINT;
ALTER TABLE conversation_parties ADD COLUMN jitter BIGINT;
ALTER TABLE conversation_parties ADD COLUMN opinion_score DOUBLE PRECISION;
