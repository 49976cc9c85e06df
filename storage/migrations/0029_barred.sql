-- Residents whose messages are kept and not passed on, since when.
ALTER TABLE people ADD COLUMN barred {INT} NOT NULL DEFAULT 0;
CREATE INDEX people_barred ON people (barred) WHERE barred > 0;
