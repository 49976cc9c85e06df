-- What the staff's list of undelivered messages goes through.
CREATE INDEX notices_undelivered ON notices (id, part) WHERE state IN ('undeliverable', 'uncertain');
